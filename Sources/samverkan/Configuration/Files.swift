// Small files of the program itself: its configuration, its secret. Never the database.

import Glibc
import Vocabulary

/// Reads and writes small files.
enum Files {
  /// All bytes of a file.
  ///
  /// - Throws: `Failure` with the system's reason.
  static func bytes(of path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("read", path) }
    defer { _ = close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count == 0 { return bytes }
      guard count > 0 else {
        if errno == EINTR { continue }
        throw failure("read", path)
      }
      bytes += buffer[..<count]
    }
  }

  /// Makes a file that only its owner can read, whole or not at all, and makes it durable with its
  /// name; one that exists is left. Only whoever has the database's lock makes files beside it.
  ///
  /// - Returns: whether it was made.
  /// - Throws: `Failure` with the system's reason.
  static func make(_ path: String, _ bytes: [UInt8]) throws -> Bool {
    guard !exists(path) else { return false }
    let part = path + ".part"
    // What a killed process left of an earlier try is worth nothing.
    _ = unlink(part)
    try write(bytes, to: part)
    guard rename(part, path) == 0 else { throw failure("make", path) }
    try syncFolder(of: path)
    return true
  }

  private static func write(_ bytes: [UInt8], to path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure("make", path) }
    defer { _ = close(descriptor) }
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      guard count > 0 || errno == EINTR else { throw failure("write", path) }
      written += max(0, count)
    }
    guard fsync(descriptor) == 0 else { throw failure("sync", path) }
  }

  /// Makes the folder that a file lies in, and those above it.
  ///
  /// - Throws: `Failure` with the system's reason.
  static func makeFolder(of path: String) throws {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return }
    let folder = String(path[..<slash])
    guard access(folder, F_OK) != 0 else { return }
    try makeFolder(of: folder)
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw failure("make", folder) }
  }

  /// Whether something stands at a path.
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// The path, or one like it that is not taken.
  static func untaken(_ path: String) -> String {
    guard exists(path) else { return path }
    var number = 2
    while exists("\(path)-\(number)") { number += 1 }
    return "\(path)-\(number)"
  }

  /// What the system said about the last call that failed.
  static func failure(_ what: String, _ path: String) -> Failure {
    let reason = strerror(errno).map { String(cString: $0) } ?? "error \(errno)"
    return Failure(text: "cannot \(what) \(path): \(reason)")
  }
}

/// The server's one secret, from which all that must be recovered is derived (access.md 5).
enum SecretKey {
  private static let bytesCount = 32

  /// Where the secret of a database is.
  static func path(beside database: String) -> String { database + ".secret.key" }

  /// The secret beside a database; made at the first start, readable by its owner alone.
  ///
  /// - Throws: `Failure` when it cannot be read or has another length.
  static func load(beside database: String) throws -> [UInt8] {
    let path = path(beside: database)
    var random = Randomness()
    _ = try Files.make(path, random.bytes(bytesCount))
    let bytes = try Files.bytes(of: path)
    guard bytes.count == bytesCount else {
      throw Failure(text: "\(path) does not hold \(bytesCount) bytes")
    }
    return bytes
  }

  /// A key for one use, so that what signs cursors signs nothing else.
  static func derive(_ secret: [UInt8], for use: String) -> [UInt8] {
    HMAC.sha256(key: secret, message: Array("samverkan/\(use)/1".utf8)).bytes
  }
}

extension Files {
  /// The folder that a file lies in.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The path from the root.
  static func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/"), let here = getcwd(nil, 0) else { return path }
    defer { free(here) }
    return String(cString: here) + "/" + path
  }

  /// Whether a folder stands at a path.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The rights of a file, as chmod takes them; nil when there is none.
  static func mode(of path: String) -> UInt32? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o7777 : nil
  }

  /// The user that a file belongs to; nil when there is none.
  static func owner(of path: String) -> UInt32? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_uid : nil
  }

  /// The length of a file; nil when there is none.
  static func size(of path: String) -> Int? {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : nil
  }

  /// The names in a folder.
  ///
  /// - Throws: `Failure` with the system's reason.
  static func names(in folder: String) throws -> [String] {
    guard let stream = opendir(folder) else { throw failure("list", folder) }
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

  /// Makes the names of new and renamed files durable.
  ///
  /// - Throws: `Failure` with the system's reason.
  static func syncFolder(of path: String) throws {
    let folder = folder(of: path)
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("open", folder) }
    defer { _ = close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure("sync", folder) }
  }
}
