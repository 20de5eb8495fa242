// The bits of each class of bytes against the characters that the standards name.

import Testing

@testable import HTTP

@Suite struct ByteClassTests {
  private static let alphanumeric = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

  @Test func `each class holds what its standard names, and nothing else`() {
    let classes = [
      (ByteClass.token, "!#$%&'*+-.^_`|~"),
      (ByteClass.path, "-._~!$&'()*+,;=:@/"),
      (ByteClass.registeredName, "-._~!$&'()*+;="),
    ]
    for (bytes, marks) in classes {
      let named = Set((Self.alphanumeric + marks).utf8)
      for byte in UInt8.min...UInt8.max {
        #expect(bytes.contains(byte) == named.contains(byte), "\(byte)")
      }
    }
  }

  @Test func `a field value holds no control but tab`() {
    for byte in UInt8.min...UInt8.max {
      let isControl = byte < 0x20 && byte != 9 || byte == 0x7F
      #expect(ByteClass.isFieldValue(byte) == !isControl, "\(byte)")
    }
  }

  @Test func `a control is found wherever it stands in a line`() throws {
    for byte in UInt8.min...UInt8.max where byte != 0x0D {
      for place in 0..<20 {
        var value = [UInt8](repeating: UInt8(ascii: "v"), count: 20)
        value[place] = byte
        let bytes = Array("GET / HTTP/1.1\r\nHost: a\r\nA: ".utf8) + value + Array("\r\n\r\n".utf8)
        let status = ByteClass.isFieldValue(byte) ? 200 : 400
        #expect(headStatus(bytes) == status, "\(byte) at \(place)")
      }
    }
  }
}
