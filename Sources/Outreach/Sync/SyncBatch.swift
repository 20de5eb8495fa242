// What a device did while it was offline, sent in one call: each operation stands or falls alone,
// and what was sent before is not done again.

import Access
import HTTP
import JSON
import People
import Pipeline
import SQLite
import Vocabulary

/// What an operation of a batch is.
enum SyncKind: String, CaseIterable {
  case encounter
  case observation
  case attempt
  case checkIn = "check_in"
}

/// One operation of a batch. Only its frame is read here: what stands in it is judged on its own,
/// so that one that is wrong does not hold up the others.
struct SyncOperation: Document {
  static let name = "SyncOperation"

  let kind: SyncKind?
  let place: PlaceID?
  let searchOrder: SearchOrderID?
  let shift: ShiftID?
  let body: JSONValue

  init(reading fields: inout FieldReader) {
    let kinds = SyncKind.allCases.map(\.rawValue)
    kind = fields.member("kind", .code(kinds), isRequired: true, allowed: kinds) { value in
      value.string.flatMap(SyncKind.init(rawValue:))
    }
    place = fields.idIfAny("place", isRequired: kind == .observation)
    searchOrder = fields.idIfAny("searchOrder", isRequired: kind == .attempt)
    shift = fields.idIfAny("shift", isRequired: kind == .checkIn)
    body = fields.member("body", .anything, isRequired: true) { $0 } ?? .null
  }
}

/// A batch.
struct SyncBatch: Document {
  static let name = "SyncBatch"
  /// Most operations of one batch.
  static let operationsMax = 500

  let operations: [JSONValue]

  init(reading fields: inout FieldReader) {
    operations = fields.list(
      "operations", .object(SyncOperation.shape), countMax: Self.operationsMax, isRequired: true
    ) { $0 }
  }
}

/// What became of one operation.
struct SyncResult {
  var status: UInt16
  var id: AnyID?
  var contactCode: String?
  var refusal: Refusal?

  func write(_ index: Int, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("index", index)
      writer.member("status", Int(status))
      writer.member("id", id?.text)
      writer.member("contactCode", contactCode)
      writer.member("code", refusal?.code.rawValue)
      writer.array("errors") { writer in
        for fault in refusal?.errors ?? [] {
          writer.object { writer in
            writer.member("path", fault.path)
            writer.member("code", fault.code)
          }
        }
      }
    }
  }

  /// What a result looks like on the wire.
  static let shape: Shape = .object(
    "SyncResult",
    [
      .init("index", .integer(0...SyncBatch.operationsMax)), .init("status", .integer(200...599)),
      .init("id", .nullable(.id)), .init("contactCode", .nullable(.text)),
      .init("code", .nullable(.text)),
      .init(
        "errors",
        .list(
          .object(
            "SyncFault", [.init("path", .text(charactersMax: 200)), .init("code", .text)]),
          countMax: 200)),
    ])
}

/// Does the operations of a batch.
struct SyncTaking {
  private let call: Call

  init(_ call: Call) { self.call = call }

  /// Does one operation in a savepoint of its own.
  ///
  /// - Throws: `DatabaseError` when the machine failed: then nothing of the batch is kept.
  func take(_ operation: JSONValue) throws -> SyncResult {
    do {
      return try call.database.savepoint { try perform(try SyncOperation.decode(operation)) }
    } catch let refusal as Refusal {
      return SyncResult(status: refusal.code.status, refusal: refusal)
    } catch let error as DatabaseError where error.isConstraint {
      return SyncResult(
        status: ProblemCode.alreadyExists.status, refusal: Refusal(.alreadyExists))
    }
  }

  private func perform(_ operation: SyncOperation) throws -> SyncResult {
    switch operation.kind {
    case .encounter:
      return try within { body in
        let document = try NewEncounter.decode(body)
        guard document.id != nil else { throw Self.idRequired }
        let taken = try EncounterTaking(call).take(document)
        return try encounter(taken, with: document.subject)
      }(operation.body)
    case .observation:
      return try within(naming: ["/place"]) { body in
        let document = try NewObservation.decode(body)
        guard document.id != nil, let place = operation.place else { throw Self.idRequired }
        return Self.result(try ObservationTaking(call).take(document, at: place))
      }(operation.body)
    case .attempt:
      return try within { body in
        let document = try NewAttempt.decode(body)
        guard document.id != nil, let order = operation.searchOrder else { throw Self.idRequired }
        return Self.result(try AttemptTaking(call).take(document, of: order))
      }(operation.body)
    case .checkIn:
      return try within { body in
        let document = try CheckIn.decode(body)
        guard document.id != nil, let id = operation.shift else { throw Self.idRequired }
        return Self.result(try checkIn(document, id))
      }(operation.body)
    case nil: throw Refusal.invalid("/kind", "required")
    }
  }

  // A fault is named by where it stands in the operation, as in any other body: what the same body
  // alone would call `/contents` is `/body/contents` here. What the path names there stands beside
  // the body here.
  private func within(
    naming outside: Set<String> = [], _ work: @escaping (JSONValue) throws -> SyncResult
  ) -> (JSONValue) throws -> SyncResult {
    { body in
      do {
        return try work(body)
      } catch var refusal as Refusal {
        refusal.errors = refusal.errors.map { fault in
          guard !outside.contains(fault.path) else { return fault }
          return FieldFault(path: "/body" + fault.path, code: fault.code, allowed: fault.allowed)
        }
        throw refusal
      }
    }
  }

  // What has no id of its own would be doubled when it is sent again.
  private static let idRequired = Refusal.invalid("/id", "required")

  private func checkIn(_ body: CheckIn, _ id: ShiftID) throws -> Recorded<OutreachKind.SafetyCheck>
  {
    let shift = try call.shift(id)
    let caller = try call.signedIn()
    try call.require(.shiftSafetyCheck, on: shift.facts(for: caller), isKnown: true)
    guard shift.startedAt != nil else { throw Refusal(.stepNotAllowed, allowed: []) }
    return try CheckInTaking(call).take(body, on: shift)
  }

  // Only a meeting by code has a code to tell: for the others the record is not read again.
  private func encounter(
    _ taken: Recorded<OutreachKind.Encounter>, with subject: SubjectBody
  ) throws -> SyncResult {
    var result = Self.result(taken)
    guard subject.person == nil, !subject.isNobody else { return result }
    let encounter = try EncounterStore(call.database).find(taken.id)
    result.contactCode = try encounter?.contactCode.flatMap {
      try ContactCodeStore(call.database).find($0)?.code
    }
    return result
  }

  private static func result<Subject>(_ taken: Recorded<Subject>) -> SyncResult {
    SyncResult(status: taken.wasThere ? 200 : 201, id: taken.id.erased)
  }
}
