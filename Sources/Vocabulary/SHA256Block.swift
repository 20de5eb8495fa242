// The inner function of SHA-256: eight words of state and blocks of 64 bytes (FIPS 180-4, 6.2).
// Where the processor has instructions for it, they do it (CSystem/sha256.c): a tenth of the time.

import CSystem

/// The state between two blocks.
struct SHA256Block: Sendable {
  private var words: (UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32) = (
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
    0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19
  )

  private static let isByProcessor = samverkan_has_sha256() != 0

  /// The state as 32 bytes.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(32)
    for word in [
      words.0, words.1, words.2, words.3, words.4, words.5, words.6, words.7,
    ] {
      withUnsafeBytes(of: word.bigEndian) { bytes.append(contentsOf: $0) }
    }
    return bytes
  }

  /// Takes in whole blocks; `blocks.count` is a multiple of 64.
  mutating func take(_ blocks: UnsafeRawBufferPointer) {
    guard let base = blocks.baseAddress, blocks.count >= 64 else { return }
    guard !Self.isByProcessor else {
      withUnsafeMutableBytes(of: &words) {
        samverkan_sha256_blocks(
          $0.baseAddress?.assumingMemoryBound(to: UInt32.self),
          base.assumingMemoryBound(to: UInt8.self), blocks.count / 64)
      }
      return
    }
    takeInSwift(base, blocks.count)
  }

  /// The same without the processor's help.
  mutating func takeInSwift(_ base: UnsafeRawPointer, _ count: Int) {
    Self.constants.withUnsafeBufferPointer { constants in
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
        guard let constants = constants.baseAddress, let schedule = schedule.baseAddress else {
          return
        }
        for offset in stride(from: 0, to: count, by: 64) {
          Self.expand(base + offset, into: schedule)
          mix(schedule, constants)
        }
      }
    }
  }

  @inline(__always)
  private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word &>> count | word &<< (32 &- count)
  }

  @inline(__always)
  private static func expand(_ block: UnsafeRawPointer, into w: UnsafeMutablePointer<UInt32>) {
    for index in 0..<16 {
      w[index] = UInt32(
        bigEndian: block.loadUnaligned(fromByteOffset: index &* 4, as: UInt32.self))
    }
    for index in 16..<64 {
      let (early, late) = (w[index &- 15], w[index &- 2])
      let small0 = rotated(early, 7) ^ rotated(early, 18) ^ early &>> 3
      let small1 = rotated(late, 17) ^ rotated(late, 19) ^ late &>> 10
      w[index] = w[index &- 16] &+ small0 &+ w[index &- 7] &+ small1
    }
  }

  @inline(__always)
  private mutating func mix(
    _ schedule: UnsafePointer<UInt32>, _ constants: UnsafePointer<UInt32>
  ) {
    var (a, b, c, d, e, f, g, h) = words
    for index in 0..<64 {
      let big1 = Self.rotated(e, 6) ^ Self.rotated(e, 11) ^ Self.rotated(e, 25)
      let choice = g ^ (e & (f ^ g))
      let one = h &+ big1 &+ choice &+ constants[index] &+ schedule[index]
      let big0 = Self.rotated(a, 2) ^ Self.rotated(a, 13) ^ Self.rotated(a, 22)
      let majority = (a & b) | (c & (a | b))
      h = g
      g = f
      f = e
      e = d &+ one
      d = c
      c = b
      b = a
      a = one &+ big0 &+ majority
    }
    words.0 &+= a
    words.1 &+= b
    words.2 &+= c
    words.3 &+= d
    words.4 &+= e
    words.5 &+= f
    words.6 &+= g
    words.7 &+= h
  }

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5,
    0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3,
    0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc,
    0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13,
    0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3,
    0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5,
    0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208,
    0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]
}
