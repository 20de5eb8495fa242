// Carries the bytes of a copy: to a new file, to standard output. Never those of a live database.

import Glibc
import Vocabulary

/// The bytes of a file on their way.
enum CopyStream {
  /// How much was carried, and its hash.
  struct Sum {
    var bytes = 0
    var sha256 = ""
  }

  /// Copies a file to one that does not exist yet, readable by its owner alone, and syncs it.
  ///
  /// - Throws: `Failure` with the system's reason; then nothing is left.
  static func copy(_ source: String, to target: String) throws -> Sum {
    let from = open(source, O_RDONLY | O_CLOEXEC)
    guard from >= 0 else { throw Files.failure("read", source) }
    defer { _ = close(from) }
    let to = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard to >= 0 else { throw Files.failure("make", target) }
    defer { _ = close(to) }
    do {
      let sum = try carry(from, source, to, target)
      guard fsync(to) == 0 else { throw Files.failure("sync", target) }
      return sum
    } catch {
      _ = unlink(target)
      throw error
    }
  }

  /// Writes a file to standard output and removes it, whatever comes of the writing.
  ///
  /// - Throws: `Failure` with the system's reason.
  static func pour(_ source: String) throws -> Sum {
    let from = open(source, O_RDONLY | O_CLOEXEC)
    // Its name goes first: nothing stays, even if the output's reader ends this process.
    _ = unlink(source)
    guard from >= 0 else { throw Files.failure("read", source) }
    defer { _ = close(from) }
    return try carry(from, source, STDOUT_FILENO, "standard output")
  }

  /// Length and hash of a file.
  ///
  /// - Throws: `Failure` with the system's reason.
  static func sum(of path: String) throws -> Sum {
    let from = open(path, O_RDONLY | O_CLOEXEC)
    guard from >= 0 else { throw Files.failure("read", path) }
    defer { _ = close(from) }
    return try carry(from, path, nil, "")
  }

  // Without a target the bytes are only counted and hashed.
  private static func carry(
    _ from: Int32, _ source: String, _ to: Int32?, _ target: String
  ) throws -> Sum {
    var sum = Sum()
    var hash = SHA256()
    var buffer = [UInt8](repeating: 0, count: 262_144)
    while true {
      let count = read(from, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Files.failure("read", source) }
      guard count > 0 else { break }
      var rest = buffer[..<count]
      rest.withUnsafeBytes { hash.update($0) }
      while let to, !rest.isEmpty {
        let written = rest.withUnsafeBytes { write(to, $0.baseAddress, $0.count) }
        if written < 0, errno == EINTR { continue }
        guard written > 0 else { throw Files.failure("write", target) }
        rest = rest.dropFirst(written)
      }
      sum.bytes += count
    }
    sum.sha256 = hash.finalize().hex
    return sum
  }
}
