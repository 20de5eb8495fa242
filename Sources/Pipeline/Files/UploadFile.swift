// A body on its way to a file: written on the loop as it comes, then finished beside the loops,
// kept only when a row names it. Nothing of it is ever held whole in memory.

import Glibc
import HTTP
import Synchronization
package import Vocabulary

/// A file that is coming in.
package final class UploadFile: BodySink, @unchecked Sendable {
  // Unchecked: the loop writes it, then one piece of slow work finishes it, then the writer's job
  // reads its facts; each begins when the one before has ended.

  /// Its id, and its name in the store.
  package let id: AnyID
  /// The media type that the client says it is.
  package let mediaType: String
  /// The name that the client gives it.
  package let name: String
  /// Its length.
  package private(set) var size = 0
  /// Its hash; empty until it is finished.
  package private(set) var sha256: [UInt8] = []

  private let store: FileStore
  private var path: String
  private let descriptor: Int32
  private var fault: FileFault?
  private let isKept = Atomic(false)

  /// Begins a file.
  ///
  /// - Throws: `FileFault`.
  package init(
    _ id: AnyID, mediaType: String, name: String, in store: FileStore
  ) throws(FileFault) {
    self.id = id
    self.mediaType = mediaType
    self.name = name
    self.store = store
    path = store.partPath(of: id)
    descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileFault("make") }
  }

  deinit {
    guard descriptor >= 0 else { return }
    _ = close(descriptor)
    if !isKept.load(ordering: .acquiring) { _ = unlink(path) }
  }

  /// Writes the next bytes; after a fault nothing more.
  package func take(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while fault == nil, !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { fault = FileFault("write") }
      rest = rest.dropFirst(max(0, count))
    }
    size += bytes.count
  }

  /// Makes bytes and name durable, and tells the hash.
  ///
  /// - Throws: `FileFault`, also one that happened while the bytes came.
  package func finish() throws(FileFault) {
    if let fault { throw fault }
    guard fsync(descriptor) == 0 else { throw FileFault("sync") }
    var hash = SHA256()
    try forEachPart { hash.update($0) }
    sha256 = hash.finalize().bytes
    let final = store.path(of: id)
    guard rename(path, final) == 0 else { throw FileFault("rename") }
    path = final
    try store.sync()
  }

  /// Hands over the bytes in parts.
  ///
  /// - Throws: `FileFault`.
  package func forEachPart(_ body: (UnsafeRawBufferPointer) -> Void) throws(FileFault) {
    var at = 0
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while at < size {
      let count = pread(descriptor, &buffer, buffer.count, off_t(at))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw FileFault("read", code: EIO) }
      buffer.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
      at += count
    }
  }

  /// Says that a row names it. A transaction that fails after this leaves a file that the next
  /// start removes.
  package func keep() { isKept.store(true, ordering: .releasing) }
}

/// How a route takes a file.
package struct UploadRule: Sendable {
  /// The media types that it takes.
  package let mediaTypes: [String]
  /// Judges the finished bytes, beside the loops.
  let check: @Sendable (UploadFile) throws -> Void
  /// Runs on the writer; without a file it says what is missing, after the subject was judged.
  let handle: @Sendable (Call, UploadFile?) throws -> Reply
}

extension UploadRule {
  /// What a head says about the file that follows.
  ///
  /// - Throws: `Refusal` 415 for a type that is not taken, 400 for a name that does not do.
  func describe(_ head: RequestHead) throws(Refusal) -> (mediaType: String, name: String) {
    let type = (head.fields["Content-Type"] ?? "").prefix { $0 != ";" }
      .filter { $0 != " " && $0 != "\t" }.lowercased()
    guard mediaTypes.contains(type) else {
      throw Refusal(.unsupportedMediaType, allowed: mediaTypes)
    }
    guard let field = head.fields["Content-Disposition"],
      let name = ContentDisposition.name(in: field), Self.isName(name)
    else {
      throw Refusal(
        .badHeader, errors: [FieldFault(path: "Content-Disposition", code: "invalid")])
    }
    return (type, name)
  }

  // No control characters, none that turn the direction of text, no parts of a path.
  private static func isName(_ name: String) -> Bool {
    (1...200).contains(name.count) && name != "." && name != ".."
      && name == TextRules.trimmed(name)
      && name.unicodeScalars.allSatisfy { scalar in
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
          .paragraphSeparator:
          false
        default: scalar != "/" && scalar != "\\"
        }
      }
  }
}
