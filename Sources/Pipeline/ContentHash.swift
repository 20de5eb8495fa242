// A quick hash of an answer's bytes for its ETag. It tells versions of one text apart and guards
// nothing: nobody gains by making two of their own answers collide.

import Vocabulary

enum ContentHash {
  /// The hash of some bytes as text that may stand in a tag.
  static func text(of bytes: [UInt8]) -> String {
    Hex.encode(withUnsafeBytes(of: value(of: bytes).bigEndian) { Array($0.prefix(6)) })
  }

  // Eight bytes at a time, each folded in by a wide multiplication.
  private static func value(of bytes: [UInt8]) -> UInt64 {
    bytes.withUnsafeBytes { bytes in
      var hash = 0x9E37_79B9_7F4A_7C15 ^ UInt64(bytes.count)
      var at = 0
      while at + 8 <= bytes.count {
        hash = fold(hash ^ bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
        at += 8
      }
      var rest: UInt64 = 0
      for byte in bytes[at...] { rest = rest << 8 | UInt64(byte) }
      return fold(fold(hash ^ rest))
    }
  }

  private static func fold(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    return product.high ^ product.low
  }
}
