// The stored files of a copy: carried beside it into a folder of their own, proven against their
// hashes, and put back with it. A copy of a database without any has no such folder.

import Glibc
import JSON
import Pipeline
import Referrals
import SQLite
import Vocabulary

/// The files that belong to a database or to a copy of one.
struct CopyFiles: Equatable {
  /// One file: its name in the folder, and the hash of its bytes.
  struct Item: Equatable {
    let name: String
    let size: Int
    let sha256: String
  }

  /// In the order of names.
  let items: [Item]

  /// What the rows of a database name.
  ///
  /// - Throws: `DatabaseError`.
  init(of database: Database) throws {
    // A copy from before there were any.
    let hasAny =
      try database.first(
        "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'referral_attachment'"
      ) { $0.int() } != nil
    guard hasAny else {
      items = []
      return
    }
    items = try AttachmentStore(database).files().map { file in
      Item(name: file.id.text, size: file.size, sha256: Hex.encode(file.sha256))
    }
  }

  /// What a manifest says; none in one from before there were any.
  init(_ json: JSONValue) {
    items = (json["files"]?.array ?? []).compactMap { item in
      guard let name = item["id"]?.string, let size = item["bytes"]?.integer,
        let sha256 = item["sha256"]?.string
      else { return nil }
      return Item(name: name, size: Int(size), sha256: sha256)
    }
  }

  /// Writes the member of a manifest.
  func writeMember(to writer: inout JSONWriter) {
    writer.array("files") { writer in
      for item in items {
        writer.object { writer in
          writer.member("id", item.name)
          writer.member("bytes", item.size)
          writer.member("sha256", item.sha256)
        }
      }
    }
  }

  /// The folder of a database's or a copy's files.
  static func folder(of path: String) -> String { FileStore(beside: path).folder }

  /// Carries every file from one database's folder to another's, which must not exist, and makes
  /// them durable.
  ///
  /// - Throws: `Failure` when one is missing or is not what its row says; then nothing is left.
  func carry(from source: String, to target: String) throws {
    guard !items.isEmpty else { return }
    let (from, to) = (Self.folder(of: source), Self.folder(of: target))
    guard mkdir(to, 0o700) == 0 else { throw Files.failure("make", to) }
    do {
      for item in items {
        let sum = try CopyStream.copy("\(from)/\(item.name)", to: "\(to)/\(item.name)")
        guard sum.bytes == item.size, sum.sha256 == item.sha256 else {
          throw Failure(text: "\(from)/\(item.name) is not the file that was stored")
        }
      }
      try Files.syncFolder(of: to + "/.")
      try Files.syncFolder(of: to)
    } catch {
      try Self.remove(of: target)
      throw error
    }
  }

  /// Removes a copy's files, if it has any.
  ///
  /// - Throws: `Failure` when one cannot be removed.
  static func remove(of copy: String) throws {
    let folder = folder(of: copy)
    guard Files.isFolder(folder) else { return }
    for name in try Files.names(in: folder) where name != "." && name != ".." {
      guard unlink("\(folder)/\(name)") == 0 else { throw Files.failure("remove", folder) }
    }
    guard rmdir(folder) == 0 else { throw Files.failure("remove", folder) }
  }

  /// What of a copy's files is not as it should be, in words.
  ///
  /// - Parameter written: what the manifest says; nil without one.
  func faults(of copy: String, written: CopyFiles?) -> [String] {
    var found: [String] = []
    if let written, written != self {
      found.append("the files that the rows name are not those of the manifest")
    }
    for item in items {
      let path = "\(Self.folder(of: copy))/\(item.name)"
      do {
        let sum = try CopyStream.sum(of: path)
        guard sum.bytes == item.size, sum.sha256 == item.sha256 else {
          found.append("\(path): its bytes are not those that were stored")
          continue
        }
      } catch {
        found.append("\(path) cannot be read")
      }
    }
    return found
  }
}
