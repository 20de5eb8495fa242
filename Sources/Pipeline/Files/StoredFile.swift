// A stored file on its way out: opened once, read in bounded pieces as the client takes them.

import Glibc
import HTTP
import Vocabulary

/// A stored file, open for reading.
final class StoredFile: Sendable {
  let facts: FileFacts
  /// Its entity tag: the bytes never change, so it is made of their hash alone.
  let tag: String
  private let descriptor: Int32

  var size: Int { facts.size }

  init(_ facts: FileFacts, at path: String) throws(FileFault) {
    self.facts = facts
    tag = "\"" + Hex.encode(Array(facts.sha256.prefix(16))) + "\""
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileFault("open") }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_size == facts.size else {
      throw FileFault("find all of", code: EIO)
    }
    // The entry of the audit trail is on its way to the disk first: meanwhile the bytes come.
    _ = posix_fadvise(descriptor, 0, off_t(facts.size), POSIX_FADV_WILLNEED)
  }

  deinit { if descriptor >= 0 { _ = close(descriptor) } }

  /// Reads bytes that begin somewhere.
  func read(at offset: Int, countMax: Int) throws(FileFault) -> [UInt8] {
    var failure: FileFault?
    let bytes = [UInt8](unsafeUninitializedCapacity: countMax) { buffer, count in
      var got = pread(descriptor, buffer.baseAddress, countMax, off_t(offset))
      while got < 0, errno == EINTR {
        got = pread(descriptor, buffer.baseAddress, countMax, off_t(offset))
      }
      if got <= 0 { failure = FileFault("read", code: EIO) }
      count = max(0, got)
    }
    if let failure { throw failure }
    return bytes
  }
}

/// The pieces of a part of a stored file.
// Unchecked: it is pulled by one loop only.
final class FilePieces: BodySource, @unchecked Sendable {
  private static let pieceBytes = 65_536
  private let file: StoredFile
  private var rest: Range<Int>

  init(_ file: StoredFile, _ range: Range<Int>) {
    self.file = file
    rest = range
  }

  func next() throws -> Piece {
    guard !rest.isEmpty else { return .end }
    let bytes = try file.read(
      at: rest.lowerBound, countMax: min(Self.pieceBytes, rest.count))
    rest = rest.lowerBound + bytes.count..<rest.upperBound
    return .bytes(bytes)
  }
}
