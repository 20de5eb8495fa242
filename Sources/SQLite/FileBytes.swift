// Reading a plain file in parts, and syncing it and its folder. Never used on a database that is
// open in this process: closing a second descriptor of it would drop SQLite's locks.

import CSQLite
import Glibc

/// A file opened for reading.
final class FileBytes {
  private static let partBytesMax = 65_536

  private let descriptor: Int32
  private let path: String
  private var buffer = [UInt8](repeating: 0, count: FileBytes.partBytesMax)

  init(reading path: String) throws(DatabaseError) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    self.path = path
    guard descriptor >= 0 else { throw DatabaseError(file: path, doing: "open", errno: errno) }
  }

  deinit { if descriptor >= 0 { _ = close(descriptor) } }

  /// The next part; nil at the end.
  func next() throws(DatabaseError) -> ArraySlice<UInt8>? {
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count > 0 { return buffer[..<count] }
      if count == 0 { return nil }
      guard errno == EINTR else {
        throw DatabaseError(file: path, doing: "read", errno: errno, code: SQLITE_IOERR)
      }
    }
  }

  func sync() throws(DatabaseError) {
    guard fsync(descriptor) == 0 else {
      throw DatabaseError(file: path, doing: "sync", errno: errno, code: SQLITE_IOERR)
    }
  }

  /// All of a small file.
  static func all(of path: String) throws(DatabaseError) -> [UInt8] {
    let file = try FileBytes(reading: path)
    var bytes: [UInt8] = []
    while let part = try file.next() { bytes += part }
    return bytes
  }

  /// Makes the name of a new file durable.
  static func syncFolder(of path: String) throws(DatabaseError) {
    var folder = "."
    if let slash = path.lastIndex(of: "/") {
      folder = slash == path.startIndex ? "/" : String(path[..<slash])
    }
    try FileBytes(reading: folder).sync()
  }

  /// The names in a folder, sorted.
  static func names(in folder: String) throws(DatabaseError) -> [String] {
    guard let stream = opendir(folder) else {
      throw DatabaseError(file: folder, doing: "list", errno: errno)
    }
    defer { _ = closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      names.append(name)
    }
    return names.sorted()
  }
}
