// The folder with stored files, beside the database: one file for each id, readable by its owner
// alone. What a file means, and who may have it, stands in the database; a file without a row there
// is nothing and is removed.

import Glibc
package import Vocabulary

/// What the file system refused.
package struct FileFault: Error {
  /// What was tried.
  package let attempt: String
  /// The system's number for why.
  package let code: Int32

  /// A fault; takes the number of the last call that failed.
  package init(_ attempt: String, code: Int32 = errno) {
    self.attempt = attempt
    self.code = code
  }

  /// Whether there is no room.
  package var isFull: Bool { code == ENOSPC || code == EDQUOT }
}

/// Stored files.
package struct FileStore: Sendable {
  /// The folder.
  package let folder: String
  private static let partSuffix = ".part"

  /// The files that belong to a database.
  package init(beside database: String) { folder = database + ".files" }

  /// Makes the folder where there is none.
  ///
  /// - Throws: `FileFault`.
  package func prepare() throws(FileFault) {
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw FileFault("make the folder") }
  }

  /// Where a file stands.
  package func path(of id: AnyID) -> String { folder + "/" + id.text }

  func partPath(of id: AnyID) -> String { path(of: id) + Self.partSuffix }

  /// Opens a file for an answer.
  ///
  /// - Throws: `FileFault` when it is not there or is not as long as it was.
  func open(_ facts: FileFacts) throws(FileFault) -> StoredFile {
    try StoredFile(facts, at: path(of: facts.id))
  }

  /// Removes a file; one that is gone already is no fault.
  ///
  /// - Throws: `FileFault`.
  package func remove(_ id: AnyID) throws(FileFault) {
    guard unlink(path(of: id)) == 0 || errno == ENOENT else { throw FileFault("remove") }
  }

  /// Removes what no row names: what a crash left between file and row. For the start only, when
  /// nothing is coming in.
  ///
  /// - Throws: `FileFault`, and what `isKnown` throws.
  package func removeOrphans(isKnown: (AnyID) throws -> Bool) throws -> Int {
    var count = 0
    for name in try names() {
      if let id = AnyID(name), try isKnown(id) { continue }
      // Other files are none of ours.
      guard AnyID(name) != nil || name.hasSuffix(Self.partSuffix) else { continue }
      guard unlink(folder + "/" + name) == 0 else { throw FileFault("remove") }
      count += 1
    }
    return count
  }

  private func names() throws(FileFault) -> [String] {
    guard let stream = opendir(folder) else {
      if errno == ENOENT { return [] }
      throw FileFault("list the folder")
    }
    defer { _ = closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      names.append(
        withUnsafeBytes(of: entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        })
    }
    return names
  }

  /// Makes the names in the folder durable.
  func sync() throws(FileFault) {
    let descriptor = Glibc.open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileFault("open the folder") }
    defer { _ = close(descriptor) }
    guard fsync(descriptor) == 0 else { throw FileFault("sync the folder") }
  }
}
