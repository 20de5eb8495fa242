// SHA-256 and HMAC in plain Swift: for hashes of keys, bodies, audit entries and cursors. Never
// for passwords; those are yescrypt's.

/// SHA-256 (FIPS 180-4), fed in pieces.
public struct SHA256: Sendable {
  /// The 32 bytes of a hash.
  public struct Digest: Hashable, Sendable {
    /// The bytes in order.
    public let bytes: [UInt8]
    /// The bytes as 64 digits in lower case.
    public var hex: String { Hex.encode(bytes) }
  }

  private var state = SHA256Block()
  /// Bytes that wait for a whole block, fewer than 64.
  private var pending: [UInt8] = []
  private var byteCount: UInt64 = 0

  /// The hash of nothing yet.
  public init() {}

  /// Takes more bytes.
  public mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// Takes more bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    byteCount += UInt64(bytes.count)
    var rest = bytes[...]
    if !pending.isEmpty {
      let taken = rest.prefix(64 - pending.count)
      pending.append(contentsOf: taken)
      rest = rest.dropFirst(taken.count)
      guard pending.count == 64 else { return }
      pending.withUnsafeBytes { state.take($0) }
      pending.removeAll(keepingCapacity: true)
    }
    let whole = rest.count & ~63
    state.take(UnsafeRawBufferPointer(rebasing: rest.prefix(whole)))
    pending.append(contentsOf: rest.dropFirst(whole))
  }

  /// Closes the hash.
  public consuming func finalize() -> Digest {
    var end = pending
    end.append(0x80)
    let zeros = (end.count <= 56 ? 56 : 120) - end.count
    end.append(contentsOf: repeatElement(0, count: zeros))
    withUnsafeBytes(of: (byteCount &* 8).bigEndian) { end.append(contentsOf: $0) }
    end.withUnsafeBytes { state.take($0) }
    return Digest(bytes: state.bytes)
  }

  /// The hash of bytes at hand.
  public static func hash(of bytes: [UInt8]) -> Digest {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finalize()
  }

  /// The hash of a text's UTF-8.
  public static func hash(of text: String) -> Digest {
    var text = text
    return text.withUTF8 {
      var hash = SHA256()
      hash.update(UnsafeRawBufferPointer($0))
      return hash.finalize()
    }
  }
}

/// Message authentication with a secret key (RFC 2104).
public enum HMAC {
  /// HMAC with SHA-256.
  public static func sha256(key: [UInt8], message: [UInt8]) -> SHA256.Digest {
    var block = key.count > 64 ? SHA256.hash(of: key).bytes : key
    block.append(contentsOf: repeatElement(0, count: 64 - block.count))
    var inner = SHA256()
    inner.update(block.map { $0 ^ 0x36 })
    inner.update(message)
    var outer = SHA256()
    outer.update(block.map { $0 ^ 0x5C })
    outer.update(inner.finalize().bytes)
    return outer.finalize()
  }
}

/// Comparison that takes the same time wherever two secrets differ.
public enum ConstantTime {
  /// Whether two byte strings are equal; only their lengths show in the time taken.
  public static func equal(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    guard one.count == other.count else { return false }
    var difference: UInt8 = 0
    for index in one.indices { difference |= one[index] ^ other[index] }
    return difference == 0
  }
}
