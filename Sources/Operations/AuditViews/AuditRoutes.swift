// The audit trail for those who review it: who did what with one subject's data, and whether the
// chain is whole. It shows ids and names of fields; there is nothing else in an entry.

import Access
import Audit
import HTTP
import JSON
package import Pipeline
package import SQLite
import Synchronization
package import Vocabulary

/// Finds the record that a short number names; the rooms that have numbers give it.
package typealias SubjectOfNumber = @Sendable (String, Database) throws -> AnyID?

/// The audit trail over HTTP.
package enum AuditRoutes {
  /// The table.
  ///
  /// - Parameter subjectOfNumber: the referral of a number, for searches by number.
  package static func all(subjectOfNumber: @escaping SubjectOfNumber) -> [Route] {
    let turn = ChainTurn()
    return [
      Route(
        .post, "/api/v1/audit/searches", "audit.search",
        "Who did what with one subject's data, newest first.",
        needs: .permission([.auditRead]), isPersonal: true, takes: TrailSearch.self,
        example: #"{"number": "R-2026-4T7K2M-2", "limit": 100}"#,
        answers: .ok, shape,
        handler: { call, body in try search(call, body, subjectOfNumber) }),
      Route(
        .post, "/api/v1/audit/verify", "audit.verify",
        "Reads the whole chain and recomputes every link.",
        needs: .permission([.auditVerifyChain]), takes: ChainCheck.self, isBodyOptional: true,
        example: "{}", answers: .ok, checkShape, slow: verify),
      Route(
        .get, "/api/v1/audit/chain", "audit.chain",
        "Head and length of the chain, and the first fault found in some seconds of reading it.",
        needs: .permission([.auditVerifyChain]), answers: .ok, chainShape,
        slow: { call in try chain(call, turn) }),
    ]
  }

  // On the writer, for the index may have to catch up first.
  private static func search(
    _ call: Call, _ body: TrailSearch, _ subjectOfNumber: SubjectOfNumber
  ) throws -> Reply {
    let boards = try call.signedIn().reach(.auditRead, at: call.now).boards
    // A number that nothing has and one that lies elsewhere find the same: nothing.
    let subject = try body.number.map { try subjectOfNumber($0, call.database) } ?? body.subject
    let found = try subject.map { subject in
      try AuditSearch(call.database).list(
        subject: subject, boards: boards, before: body.before ?? .max, limit: body.limit + 1)
    }
    let shown = (found ?? []).prefix(body.limit)
    let next = (found?.count ?? 0) > body.limit ? shown.last?.number : nil
    let entries = try shown.map { ($0, try JSONReader.read(Array($0.entry.utf8)).members ?? []) }
    // The auditor finds this search itself next time: it names what a number stands for only when
    // something of that was shown.
    let isNamed = body.number == nil || !shown.isEmpty
    let subjects = isNamed ? [subject].compactMap { $0 } : []
    return Reply(
      about: .personal(subjects, boards: boards.sorted(), fields: ["audit"])
    ) { writer in
      writer.object { writer in
        writer.array("items") { writer in
          for (entry, members) in entries {
            writer.object { writer in
              writer.member("seq", entry.number)
              writer.member("hash", entry.hash)
              for member in members {
                writer.key(named: member.name)
                writer.value(member.value)
              }
            }
          }
        }
        writer.member("next", next)
      }
    }
  }

  private static let shape: Shape = .object(
    "AuditEntries",
    [
      .init("items", .list(entryShape, countMax: TrailSearch.limitMax)),
      .init("next", .nullable(.count)),
    ])

  private static let entryShape: Shape = .object(
    "AuditEntry",
    [
      .init("seq", .count), .init("hash", .text), .init("at", .instant), .init("actor", .text),
      .init("actorKind", .code(["user", "key", "link", "system", "nobody"])),
      .init("roles", .list(.text, countMax: 100)), .init("purpose", .code(Purpose.self)),
      .init("action", .text), .init("outcome", .code(["done", "not_found", "refused"])),
      .init("subjects", .list(.id, countMax: 10_000)),
      .init("boards", .list(.id, countMax: 1_000)), .init("fields", .list(.text, countMax: 1_000)),
      .init("request", .text), .init("address", .text),
    ])

  // A long chain takes seconds: on the slow queue and a connection of its own, in one snapshot.
  private static func verify(_ call: Call, _ body: ChainCheck) throws -> Prepared {
    let report = try call.database.savepoint { try AuditTrail(call.database).verify() }
    return { _ in
      Reply(about: .nobody) { writer in
        writer.object { writer in
          writer.member("ok", report.isWhole)
          writer.member("entries", report.entries)
          writer.member("head", report.head)
          writer.member("firstBroken", report.firstBroken)
        }
      }
    }
  }

  private static let checkShape: Shape = .object(
    "ChainReport",
    [
      .init("ok", .flag), .init("entries", .count), .init("head", .text),
      .init("firstBroken", .nullable(.integer(Int(Int32.min)...Int(Int32.max)))),
    ])
}

extension AuditRoutes {
  // Beside the loops, for some seconds and once at a time: log-ins share the queue.
  fileprivate static func chain(_ call: Call, _ turn: ChainTurn) throws -> Prepared {
    guard turn.take() else { throw Refusal(.busy, retryAfterSeconds: ChainTurn.secondsMax) }
    defer { turn.giveBack() }
    let end = ContinuousClock.now + .seconds(ChainTurn.secondsMax)
    let report = try call.database.savepoint {
      try AuditTrail(call.database).verify { ContinuousClock.now >= end }
    }
    return { _ in
      Reply(about: .nobody) { writer in
        writer.object { writer in
          writer.member("head", report.head)
          writer.member("length", report.length)
          writer.member("checked", report.entries)
          writer.member("isComplete", report.isComplete)
          writer.member("firstFault", report.firstBroken)
        }
      }
    }
  }

  fileprivate static let chainShape: Shape = .object(
    "AuditChain",
    [
      .init("head", .text), .init("length", .count), .init("checked", .count),
      .init("isComplete", .flag),
      .init("firstFault", .nullable(.integer(Int(Int32.min)...Int(Int32.max)))),
    ])
}

/// Whose turn it is to read the whole chain: one at a time.
final class ChainTurn: Sendable {
  /// Seconds that one reading may take.
  static let secondsMax = 5

  private let isTaken = Mutex(false)

  /// Takes the turn; false while somebody else has it.
  func take() -> Bool {
    isTaken.withLock { isTaken in
      defer { isTaken = true }
      return !isTaken
    }
  }

  /// Gives it back.
  func giveBack() { isTaken.withLock { $0 = false } }
}

/// The body of a search of the trail.
struct TrailSearch: Document {
  static let name = "AuditSearch"
  static let limitMax = 500

  let number: String?
  let subject: AnyID?
  let limit: Int
  let before: Int?

  init(reading fields: inout FieldReader) {
    number = fields.textIfAny("number", charactersMax: 40)
    let person: AnyID? = fields.idIfAny("person")
    let other: AnyID? = fields.idIfAny("subject")
    subject = person ?? other
    let names = ["number", "person", "subject"]
    let present = names.filter(fields.has)
    if present.isEmpty { fields.fault("", "one_required", allowed: names) }
    for extra in present.dropFirst() { fields.fault(extra, "not_allowed") }
    limit = fields.integerIfAny("limit", in: 1...Self.limitMax) ?? 100
    before = fields.integerIfAny("before", in: 1...Int(Int32.max))
  }
}

/// The body that has the chain checked: nothing can be chosen.
struct ChainCheck: Document {
  static let name = "ChainCheck"

  init(reading fields: inout FieldReader) {}
}
