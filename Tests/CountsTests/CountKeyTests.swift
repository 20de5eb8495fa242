// The key of a round: nothing of an identity is ever in the file, and after reconciling neither is
// the key nor any code.

import Counts
import Foundation
import JSON
import SQLite
import TestSupport
import Testing
import Vocabulary

struct CountKeyTests {
  private let counts: CountsWorld

  init() throws { counts = try CountsWorld() }

  /// Whether bytes stand anywhere in the database's files.
  private func isOnDisk(_ bytes: [UInt8]) -> Bool {
    let world = counts.world
    return ["", "-wal", "-shm"].contains { ending in
      guard let data = FileManager.default.contents(atPath: world.path + ending) else {
        return false
      }
      return data.range(of: Data(bytes)) != nil
    }
  }

  private func stored(_ sql: String) throws -> [[UInt8]] {
    try counts.world.writer.exclusively { database in
      try database.dynamicAll(sql) { $0.bytes() }
    }
  }

  @Test func `an identity number is never written, and the key goes from every file`() throws {
    let id = try counts.round("open")
    _ = try counts.report(
      [
        CountsWorld.row(#"{"number": "189005029815", "initials": "QZJX"}"#, born: nil),
        CountsWorld.row(#"{"initials": "QZJX"}"#, born: 1890),
      ], to: id, as: "uppsala-outreach")
    let wrapped = try stored("SELECT wrapped FROM count_key")
    let keyID = try stored("SELECT id FROM count_key")
    let codes =
      try stored("SELECT number_code FROM count_row WHERE number_code IS NOT NULL")
      + stored("SELECT initials_code FROM count_row WHERE initials_code IS NOT NULL")
    #expect(wrapped.count == 1 && codes.count == 3)
    for text in ["189005029815", "9005029815", "QZJX", "qzjx"] {
      #expect(!isOnDisk(Array(text.utf8)))
    }
    #expect(isOnDisk(wrapped[0]) && isOnDisk(codes[0]))
    _ = try counts.take("close", id)
    #expect(try counts.take("reconcile", id).status == 200)
    // Waits for the writer's turn after the group: there the log is emptied.
    try counts.world.writer.exclusively { _ in }
    for secret in [Array(wrapped[0].prefix(32)), Array(wrapped[0].suffix(32))] + codes {
      #expect(!isOnDisk(secret))
    }
    let certificate = try counts.get("/\(id)/certificate")
    #expect(certificate.status == 200, "\(certificate)")
    #expect(certificate.text("key") == AnyID(bytes: keyID[0])?.text)
    #expect(certificate["codesDestroyed"]?.integer == 2)
    #expect(try stored("SELECT wrapped FROM count_key").isEmpty)
  }

  @Test func `a bare hash of a body with an identity number is not kept either`() throws {
    let id = try counts.round("open")
    let path = "/api/v1/count-rounds/\(id)/rows"
    let body = #"{"rows": [\#(CountsWorld.row(#"{"number": "189005029815"}"#))]}"#
    let answer = try counts.world.call(
      "POST", path, json: body, as: "uppsala-outreach", fields: ["Idempotency-Key": "k"])
    #expect(answer.status == 201)
    #expect(try stored("SELECT request_hash FROM idempotency").count == 1)
    #expect(!isOnDisk(SHA256.hash(of: "POST \(path)\n\(body)").bytes))
  }

  @Test func `the certificate's hash can be computed from what it says`() throws {
    let id = try counts.round("open", "close", "reconcile")
    let certificate = try counts.get("/\(id)/certificate")
    let hash = try #require(certificate.text("hash"))
    let end = try #require(certificate.text.range(of: ",\"hash\""))
    let rest = String(certificate.text[..<end.lowerBound]) + "}"
    #expect(SHA256.hash(of: rest).hex == hash)
    #expect(try counts.get("/\(id)/certificate", as: "uppsala-outreach").status == 200)
  }

  @Test func `there is no certificate while the key is there`() throws {
    let id = try counts.round("open")
    #expect(try counts.get("/\(id)/certificate").status == 404)
  }

  @Test func `two rounds give the same person different codes`() throws {
    for name in ["A", "B"] {
      let id = try counts.round("open", name: name)
      _ = try counts.report(
        [CountsWorld.row(#"{"number": "189005029815"}"#)], to: id, as: "uppsala-outreach")
    }
    let codes = try stored("SELECT number_code FROM count_row")
    #expect(codes.count == 2 && codes[0] != codes[1])
  }

  @Test(arguments: [
    "UPDATE count_certificate SET hash = hash", "DELETE FROM count_certificate",
    "UPDATE count_result SET figures = '{}'", "DELETE FROM count_result",
    "UPDATE count_round SET status = 'open'",
    "INSERT INTO count_key SELECT id, id, zeroblob(64), 0 FROM count_round",
  ])
  func `what is final is so for SQL too`(_ sql: String) throws {
    _ = try counts.round("open", "close", "reconcile", "publish")
    #expect(throws: DatabaseError.self) {
      try counts.world.writer.exclusively { try $0.dynamicRun(sql) }
    }
  }
}
