// Files of a referral: what is taken, who sees it when, parts of it, and what becomes of it.

import Access
import Foundation
import JSON
import Pipeline
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import Referrals

struct AttachmentTests {
  private static let pdf = Array("%PDF-1.7 invented".utf8)
  private static let document = AttachmentRules.types[4]

  private func attach(
    _ world: World, _ path: String, _ bytes: [UInt8]? = pdf, type: String = "application/pdf",
    name: String = #"attachment; filename="intyg.pdf""#, as who: String = "shelter-sender",
    key: String? = nil
  ) throws -> Answer {
    var fields = ["Content-Type": type, "Content-Disposition": name]
    fields["Idempotency-Key"] = key
    return try world.send(
      "POST", path + "/attachments", bytes, token: Cast.token(who), fields: fields)
  }

  private func stored(_ world: World) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: world.files.folder).sorted()
  }

  @Test func `a file is stored, described and given back, byte for byte`() throws {
    let world = try World.referrals()
    let path = try world.sent()
    let made = try attach(world, path, name: "attachment; filename*=UTF-8''l%C3%A4kare.pdf")
    #expect(made.status == 201, "\(made)")
    let id = try #require(made.text("id"))
    #expect(made.field("Location") == path + "/attachments/" + id)
    #expect(made.text("name") == "läkare.pdf" && made["bytes"]?.integer == Int64(Self.pdf.count))
    var hash = SHA256()
    hash.update(Self.pdf)
    #expect(made.text("sha256") == hash.finalize().hex)
    let name = try #require(try stored(world).first)
    #expect(try stored(world).count == 1 && name != id, "the row has an id of its own")
    let attributes = try FileManager.default.attributesOfItem(
      atPath: world.files.folder + "/" + name)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let here = path + "/attachments/" + id
    #expect(try world.get(here, as: "shelter-sender").body == made.body)
    let content = try world.get(here + "/content", as: "shelter-sender")
    #expect(content.status == 200 && content.bytes == Self.pdf)
    #expect(content.field("Content-Type") == "application/pdf")
    #expect(
      content.field("Content-Disposition")
        == #"attachment; filename="l_kare.pdf"; filename*=UTF-8''l%C3%A4kare.pdf"#)
    #expect(content.field("X-Content-Type-Options") == "nosniff")
    #expect(content.field("Cache-Control") == "no-store")
    let entry = try #require(try world.trail().last)
    #expect(entry["action"]?.string == "referral.attachment_content")
    #expect(entry["subjects"]?.array?.contains(.string(id)) == true)
  }

  @Test func `parts, conditions and HEAD are those of RFC 9110`() throws {
    let world = try World.referrals()
    let path = try world.sent()
    let big = Self.pdf + [UInt8](repeating: 7, count: 200_000) + [8, 9]
    let id = try #require(try attach(world, path, big).text("id"))
    let content = path + "/attachments/\(id)/content"
    func ask(_ fields: [String: String], _ method: String = "GET") throws -> Answer {
      try world.call(method, content, as: "shelter-sender", fields: fields)
    }
    let whole = try ask([:])
    let tag = try #require(whole.field("ETag"))
    #expect(whole.bytes == big && whole.field("Accept-Ranges") == "bytes")
    let size = big.count
    for (range, part) in [
      ("bytes=0-4", 0..<5), ("bytes=-2", size - 2..<size), ("bytes=100-", 100..<size),
      ("bytes=65535-131072", 65_535..<131_073),
    ] {
      let answer = try ask(["Range": range])
      #expect(answer.status == 206 && answer.bytes == Array(big[part]), "\(range)")
      #expect(
        answer.field("Content-Range") == "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(size)")
      #expect(try ask(["Range": range, "If-Range": tag]).status == 206)
      #expect(try ask(["Range": range, "If-Range": "\"other\""]).bytes == big)
      #expect(try ask(["Range": range, "If-None-Match": tag]).status == 304)
    }
    let beyond = try ask(["Range": "bytes=\(size)-"])
    #expect(beyond.status == 416 && beyond.field("Content-Range") == "bytes */\(size)")
    #expect(beyond.code == "range_not_satisfiable")
    #expect(try ask(["Range": "bytes=0-1,4-5"]).bytes == big)
    #expect(try ask(["If-None-Match": tag]).status == 304)
    let head = try ask(["Range": "bytes=0-4"], "HEAD")
    #expect(head.status == 200 && head.bytes == [] && head.field("ETag") == tag)
  }

  @Test func `each type is known by its bytes, and no other bytes go by it`() throws {
    let world = try World.referrals()
    let path = try world.sent()
    let archive: [UInt8] = [0x50, 0x4B, 3, 4] + [UInt8](repeating: 0, count: 26)
    let samples: [(String, [UInt8])] = [
      ("application/pdf", Self.pdf), ("image/jpeg", [0xFF, 0xD8, 0xFF, 0xE0, 0]),
      ("image/png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0]),
      ("text/plain", Array("Hej då.\n".utf8)),
      (Self.document, archive + Array("[Content_Types].xml".utf8)),
    ]
    for (type, _) in samples {
      for (other, bytes) in samples {
        let answer = try attach(
          world, path, bytes, type: type, name: "a; filename=\(other.utf8.count)")
        // A PDF of letters only is a text too.
        let fits = type == other || type == "text/plain" && other == "application/pdf"
        #expect(answer.status == (fits ? 201 : 422), "\(other) as \(type): \(answer)")
      }
    }
    let program = archive + Array("evil.exe".utf8)
    #expect(try attach(world, path, program, type: Self.document).status == 422)
    #expect(try attach(world, path, [], type: "application/pdf").status == 422)
    #expect(try attach(world, path, nil).status == 422)
    #expect(try attach(world, path, Self.pdf, type: "text/html").status == 415)
    #expect(try attach(world, path, Self.pdf, type: "application/json").status == 415)
    #expect(try stored(world).count == 6, "what was refused is gone")
  }

  @Test(arguments: [
    "", "attachment", "attachment; filename=", #"attachment; filename="../x""#,
    #"attachment; filename="a\\b""#, #"attachment; filename="..""#, #"attachment; filename=" a""#,
    "attachment; filename*=UTF-8''a%E2%80%AEfdp.exe", "attachment; filename*=UTF-8''%C2%85",
    "attachment; filename=" + String(repeating: "x", count: 201),
  ])
  func `a name that does not do is refused before the body`(field: String) throws {
    let world = try World.referrals()
    let path = try world.sent()
    let answer = try attach(world, path, name: field)
    #expect(answer.status == 400 && answer.faultPaths == ["Content-Disposition"], "\(answer)")
    #expect(try stored(world) == [])
  }

  @Test func `nothing is begun for nobody, and nothing that is too long`() throws {
    let world = try World.referrals()
    let path = try world.sent()
    let fields = [
      "Content-Type": "application/pdf", "Content-Disposition": "attachment; filename=a",
    ]
    let nobody = try world.send("POST", path + "/attachments", Self.pdf, token: nil, fields: fields)
    #expect(nobody.status == 401)
    #expect(try attach(world, path, as: "uppsala-statistician").status == 403)
    let long = try attach(world, path, [UInt8](repeating: 0x25, count: 10_485_761))
    #expect(long.status == 413)
    #expect(try stored(world) == [])
  }

  @Test func `the same file again is the same one; a key settles it`() throws {
    let world = try World.referrals()
    let path = try world.sent()
    let first = try attach(world, path, key: "one")
    let again = try attach(world, path, key: "one")
    #expect(again.status == 201 && again.field("Idempotency-Replayed") == "true")
    #expect(again.body == first.body)
    let keyless = try attach(world, path)
    #expect(keyless.status == 200 && keyless.body == first.body)
    let other = try attach(world, path, Self.pdf + [0x20], key: "one")
    #expect(other.status == 422 && other.code == "idempotency_mismatch")
    #expect(try attach(world, path, name: "a; filename=b.pdf").status == 201)
    #expect(try stored(world).count == 2)
    let list = try world.get(path + "/attachments?count=exact", as: "shelter-sender")
    #expect(list.items.count == 2 && list["total"]?.integer == 2)
    let page = try world.get(path + "/attachments?limit=1", as: "shelter-sender")
    #expect(page.items == [first.body] && page.text("next") != nil)
  }

  @Test func `the receiver sees files with the identity, the sender only what may be told`() throws
  {
    let world = try World.referrals()
    let path = try world.sent(World.sample(covers: #""referral""#))
    let id = try #require(try attach(world, path).text("id"))
    let here = path + "/attachments"
    let unknown = try world.get(
      here + "/0190d5f0-7c00-7000-8000-0000000000aa", as: "uppsala-intake")
    for tail in ["/" + id, "/\(id)/content"] {
      let hidden = try world.get(here + tail, as: "uppsala-intake")
      #expect(hidden.status == 404 && hidden.withoutRequest == unknown.withoutRequest)
    }
    #expect(try world.get(here, as: "uppsala-intake").items.isEmpty)
    #expect(try world.step(path, "accept", as: "uppsala-intake").status == 200)
    #expect(try world.get(here + "/\(id)/content", as: "uppsala-intake").bytes == Self.pdf)
    let answer = try attach(world, path, Self.pdf + [0x0A], as: "uppsala-intake")
    #expect(answer.status == 201, "\(answer)")
    #expect(try world.get(here, as: "uppsala-intake").items.count == 2)
    #expect(
      try world.get(here, as: "shelter-sender").items.compactMap { $0["id"] } == [.string(id)])
    let strange = try world.get(here + "/\(id)", as: "umea-intake")
    #expect(strange.status == 404)
    try world.endAgreement()
    #expect(try world.get(here, as: "shelter-sender").status == 403)
  }

  @Test func `files go with their draft, and their bytes an hour later`() throws {
    let world = try World.referrals()
    let path = try world.sent(World.sample(more: #", "draft": true"#))
    let id = try #require(try attach(world, path).text("id"))
    #expect(
      try world.call("DELETE", path, as: "shelter-sender", fields: ["If-Match": "*"]).status == 204)
    #expect(try world.get(path + "/attachments/\(id)", as: "shelter-sender").status == 404)
    let (files, now) = (world.files, world.clock.now)
    func erase(_ at: Timestamp) throws {
      _ = try world.writer.run { database in
        try AttachmentStore(database).erase(from: files, at: at, countMax: 5)
      }
    }
    try erase(now.plus(seconds: 3_599))
    #expect(try stored(world).count == 1)
    try erase(now.plus(seconds: 3_600))
    #expect(try stored(world) == [])
  }

  @Test func `a file that does not come whole leaves nothing`() throws {
    let world = try World.referrals()
    var file: UploadFile? = try UploadFile(
      Cast.id("a-file"), mediaType: "application/pdf", name: "a.pdf", in: world.files)
    file?.take(Self.pdf)
    #expect(try stored(world).map { $0.hasSuffix(".part") } == [true])
    file = nil
    #expect(try stored(world) == [])
  }

  @Test func `what a crash left between file and row goes with the next start`() throws {
    let world = try World.referrals()
    let path = try world.sent()
    let id = try #require(try attach(world, path).text("id"))
    let file = try #require(try stored(world).first)
    let folder = world.files.folder + "/"
    for name in ["0190d5f0-7c00-7000-8000-0000000000aa", file + ".part", "a.part"] {
      try Data("x".utf8).write(to: URL(fileURLWithPath: folder + name))
    }
    try Data("x".utf8).write(to: URL(fileURLWithPath: folder + "README"))
    let files = world.files
    let count = try world.writer.run { database in
      try files.removeOrphans { try AttachmentStore(database).isKnown($0) }
    }
    #expect(count == 3)
    #expect(try stored(world) == [file, "README"].sorted())
    try FileManager.default.removeItem(atPath: folder + file)
    let gone = try world.get(path + "/attachments/\(id)/content", as: "shelter-sender")
    #expect(gone.status == 500 && world.log.contains { $0.hasPrefix("file ") })
  }
}
