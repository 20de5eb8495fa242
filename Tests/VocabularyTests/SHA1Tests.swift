// SHA-1, HMAC over it and base 32 against the examples of their standards.

import Testing
import Vocabulary

struct SHA1Tests {
  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  // FIPS 180-4's examples, and every length around a block's end.
  @Test(arguments: [
    ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
    ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
        + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "a49b2446a02c645bf419f995b67091253a04a259"
    ),
    (String(repeating: "a", count: 55), "c1c8bbdc22796e28c0e15163d20899b65621d65a"),
    (String(repeating: "a", count: 56), "c2db330f6083854c99d4b5bfb6e8f29f201be699"),
    (String(repeating: "a", count: 63), "03f09f5b158a7a8cdad920bddc29b81c18a551f5"),
    (String(repeating: "a", count: 64), "0098ba824b5c16427bd7a1122a5a442a25ec644d"),
    (String(repeating: "a", count: 65), "11655326c708d70319be2610e8a57d9a5b959d3b"),
  ])
  func `a text has the hash of the standard`(_ text: String, _ hex: String) {
    #expect(Hex.encode(SHA1.hash(of: bytes(text))) == hex)
  }

  // RFC 2202, 3: a short key, text, a full block, a key longer than a block.
  @Test(arguments: [
    (
      [UInt8](repeating: 0x0B, count: 20), "Hi There",
      "b617318655057264e28bc0b6fb378c8ef146be00"
    ),
    (
      Array("Jefe".utf8), "what do ya want for nothing?",
      "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"
    ),
    (
      [UInt8](repeating: 0xAA, count: 80),
      "Test Using Larger Than Block-Size Key - Hash Key First",
      "aa4ae5e15272d00e95705637ce8a3b55ed402112"
    ),
    (
      [UInt8](repeating: 0xAA, count: 80),
      "Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data",
      "e8e99d0f45237d786d6bbaa7965c7808bbff1a91"
    ),
  ])
  func `a message has the code of RFC 2202`(_ key: [UInt8], _ text: String, _ hex: String) {
    #expect(Hex.encode(HMAC.sha1(key: key, message: bytes(text))) == hex)
  }

  // RFC 4648, 10, without the padding.
  @Test(arguments: [
    ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"),
    ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI"),
    (
      "12345678901234567890",
      "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    ),
  ])
  func `bytes in base 32`(_ text: String, _ encoded: String) {
    #expect(Base32.encode(bytes(text)) == encoded)
  }
}
