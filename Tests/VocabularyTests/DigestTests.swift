// Hashes and encodings against published vectors.

import Testing
@testable import Vocabulary

@Suite struct DigestTests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmno"
        + "ijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
  ])
  func `SHA-256 gives the standard's hashes`(_ text: String, _ hex: String) {
    #expect(SHA256.hash(of: text).hex == hex)
    #expect(SHA256.hash(of: Array(text.utf8)).bytes == Hex.decode(hex))
  }

  @Test func `a million letters hash as the standard says`() {
    let block = [UInt8](repeating: 0x61, count: 1000)
    var hash = SHA256()
    for _ in 0..<1000 { hash.update(block) }
    #expect(
      hash.finalize().hex == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func `pieces of any size hash like the whole`() {
    var random = Randomness.seeded(5)
    for length in 0..<200 {
      let bytes = random.bytes(length)
      let whole = SHA256.hash(of: bytes)
      for piece in [1, 3, 63, 64, 65] {
        var hash = SHA256()
        for start in stride(from: 0, to: length, by: piece) {
          hash.update(Array(bytes[start..<min(start + piece, length)]))
        }
        #expect(hash.finalize() == whole, "\(length) bytes by \(piece)")
      }
    }
  }

  @Test func `the processor's instructions and ours give the same state`() {
    var random = Randomness.seeded(6)
    for count in 1...9 {
      let bytes = random.bytes(64 * count)
      var (one, other) = (SHA256Block(), SHA256Block())
      bytes.withUnsafeBytes { blocks in
        one.take(blocks)
        if let base = blocks.baseAddress { other.takeInSwift(base, blocks.count) }
      }
      #expect(one.bytes == other.bytes, "\(count) blocks")
    }
  }

  // RFC 4231, test cases 1–4, 6 and 7.
  @Test(arguments: [
    (
      [UInt8](repeating: 0x0B, count: 20), Array("Hi There".utf8),
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      [UInt8](repeating: 0xAA, count: 20), [UInt8](repeating: 0xDD, count: 50),
      "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
    ),
    (
      Array(1...25), [UInt8](repeating: 0xCD, count: 50),
      "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
    ),
    (
      [UInt8](repeating: 0xAA, count: 131),
      Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
    (
      [UInt8](repeating: 0xAA, count: 131),
      Array(
        ("This is a test using a larger than block-size key and a larger than block-size data. "
          + "The key needs to be hashed before being used by the HMAC algorithm.").utf8),
      "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
    ),
  ])
  func `HMAC gives the standard's codes`(_ key: [UInt8], _ message: [UInt8], _ hex: String) {
    #expect(HMAC.sha256(key: key, message: message).hex == hex)
  }

  @Test func `constant-time comparison still compares`() {
    #expect(ConstantTime.equal([], []))
    #expect(ConstantTime.equal([1, 2, 3], [1, 2, 3]))
    #expect(!ConstantTime.equal([1, 2, 3], [1, 2, 4]))
    #expect(!ConstantTime.equal([0x81, 2], [0x01, 2]))
    #expect(!ConstantTime.equal([1, 2, 3], [1, 2]))
  }

  // RFC 4648, part 10, without padding; and bytes that need the two characters of part 5.
  @Test(arguments: [
    ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"),
    ("fooba", "Zm9vYmE"), ("foobar", "Zm9vYmFy"),
  ])
  func `base 64 gives the standard's texts`(_ plain: String, _ text: String) {
    #expect(Base64URL.encode(Array(plain.utf8)) == text)
    #expect(Base64URL.decode(text) == Array(plain.utf8))
  }

  @Test func `base 64 is safe in addresses and strict`() {
    #expect(Base64URL.encode([0xFB, 0xFF]) == "-_8")
    for text in ["Zg==", "Zm+v", "Zm/v", "Z", "Zm9vY", "Zh", "Zm9", "Zm 9v", "Zmå"] {
      #expect(Base64URL.decode(text) == nil, "\(text)")
    }
    var random = Randomness.seeded(9)
    for length in 0..<100 {
      let bytes = random.bytes(length)
      #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
      #expect(Hex.decode(Hex.encode(bytes)) == bytes)
    }
  }

  @Test func `hexadecimal is lower case out and any case in`() {
    #expect(Hex.encode([0x00, 0xAB, 0xFF]) == "00abff")
    #expect(Hex.decode("00AbfF") == [0x00, 0xAB, 0xFF])
    for text in ["0", "0g", "0x00", " 00", "åå"] {
      #expect(Hex.decode(text) == nil, "\(text)")
    }
  }
}
