// Stored files on their way through backup, verify and restore.

import Foundation
import JSON
import Pipeline
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import samverkan

struct CopyFilesTests {
  private static let bytes = Array("%PDF-1.7 invented".utf8)
  private static let id: AnyID = Cast.id("a-file")

  /// A folder with a database that names one file, and that file.
  private func folder() throws -> Folder {
    let folder = try Folder()
    try folder.makeCast()
    let store = FileStore(beside: folder.database)
    try store.prepare()
    try Data(Self.bytes).write(to: URL(fileURLWithPath: store.path(of: Self.id)))
    var hash = SHA256()
    hash.update(Self.bytes)
    let sha256 = hash.finalize().bytes
    try folder.tamper { database in
      let referral: ReferralID = Cast.id("a-referral")
      let board: BoardID = Cast.id("uppsala-socialnamnden")
      try database.run(
        """
        INSERT INTO referral (id, number, board_id, sender_board_id, author, request_hash,
          receiver_board_id, subject, needs, reason, urgency, basis, disclosure_stage,
          disclosure_reason, status, created_at, changed_at)
        VALUES (?1, 'R-1', ?2, ?2, 'x', x'00', ?2, '{}', '', '', 'soon', '{}', 'need', 'at_accept',
          'draft', 0, 0)
        """, referral, board)
      try database.run(
        """
        INSERT INTO referral_attachment (referral_id, id, file_id, side, author, author_name,
          name, media_type, size, sha256, at)
        VALUES (?1, ?2, ?2, 'sender', 'x', 'x', 'a.pdf', 'application/pdf', ?3, ?4, 0)
        """, referral, Self.id, Self.bytes.count, sha256)
    }
    return folder
  }

  @Test func `files go with a copy, are in its manifest, and come back with it`() throws {
    let folder = try folder()
    let path = folder.path + "/copy.sqlite"
    #expect(try folder.run("backup", "--to", path).code == 0)
    let file = "\(path).files/\(Self.id)"
    #expect(try folder.contents(file) == Self.bytes)
    #expect(Files.mode(of: file) == 0o600 && Files.mode(of: path + ".files") == 0o700)
    let manifest = try JSONReader.read(try folder.contents(path + ".json"))
    #expect(manifest["files"]?.array?.count == 1)
    #expect(manifest["files"]?[0]?["id"]?.string == Self.id.text)
    let proven = try folder.run("verify", path, "--json")
    #expect(proven.code == 0 && proven.json["files"]?.integer == 1, "\(proven)")

    let target = folder.path + "/new/db.sqlite"
    let restored = try folder.run("restore", path, "--database", target)
    #expect(restored.code == 0, "\(restored)")
    #expect(try folder.contents("\(target).files/\(Self.id)") == Self.bytes)

    let again = try folder.run("restore", path, "--force")
    #expect(again.code == 0, "\(again)")
    #expect(try folder.contents("\(folder.database).files/\(Self.id)") == Self.bytes)
    let kept = try folder.names().first {
      $0.contains(".before-restore-") && $0.hasSuffix(".files")
    }
    #expect(try folder.names(try #require(kept)) == [Self.id.text])
    #expect(try folder.names().allSatisfy { !$0.contains("restoring") })
  }

  @Test(arguments: ["byte", "gone", "manifest"])
  func `what was done to a file of a copy is found, and it is not restored`(fault: String) throws {
    let folder = try folder()
    let path = folder.path + "/copy.sqlite"
    #expect(try folder.run("backup", "--to", path).code == 0)
    let file = "\(path).files/\(Self.id)"
    switch fault {
    case "byte": try folder.flip(file, at: 6)
    case "gone": try FileManager.default.removeItem(atPath: file)
    default:
      let text = String(decoding: try folder.contents(path + ".json"), as: UTF8.self)
      try text.replacingOccurrences(of: #""bytes":\#(Self.bytes.count),"#, with: #""bytes":1,"#)
        .write(toFile: path + ".json", atomically: false, encoding: .utf8)
    }
    let found = try folder.run("verify", path)
    #expect(found.code == 3 && found.text.hasPrefix("fault: "), "\(found)")
    let target = folder.path + "/other.sqlite"
    #expect(try folder.run("restore", path, "--database", target).code == 3)
    #expect(!Files.exists(target) && !Files.exists(target + ".files"))
  }

  @Test func `a file that is missing stops the copy, and nothing is left of it`() throws {
    let folder = try folder()
    try FileManager.default.removeItem(atPath: "\(folder.database).files/\(Self.id)")
    let path = folder.path + "/copy.sqlite"
    #expect(try folder.run("backup", "--to", path).code == 1)
    #expect(try folder.names().filter { $0.hasPrefix("copy") } == [])
  }

  @Test func `copies that are thrown away take their files with them; a stream says what it lacks`()
    throws
  {
    let folder = try folder()
    for _ in 0..<3 { #expect(try folder.run("backup", "--keep", "1").code == 0) }
    #expect(try folder.names("backups").count == 3, "a copy, its manifest, its files")
    let poured = try folder.run("backup", "--to", "-")
    #expect(poured.code == 0 && poured.complaints.contains("1 files"), "\(poured.complaints)")
  }

  @Test func `the start removes what no row names`() throws {
    let folder = try folder()
    let stray = "\(folder.database).files/0190d5f0-7c00-7000-8000-0000000000aa"
    try Data("x".utf8).write(to: URL(fileURLWithPath: stray))
    let server = try Serving(folder)
    #expect(!Files.exists(stray))
    #expect(Files.exists("\(folder.database).files/\(Self.id)"))
    #expect(server.stop() == 0)
  }
}
