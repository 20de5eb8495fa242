// The operator's actions on API keys. A secret is in the answer that makes it and nowhere else.

import Access
import Audit
import JSON
import Pipeline
import SQLite
import Vocabulary

/// Actions on keys.
package enum KeyActions {
  /// The table.
  package static let all = [
    OperatorAction("key.add", run: add), OperatorAction("key.list", run: list),
    OperatorAction("key.rotate", run: rotate), OperatorAction("key.revoke", run: revoke),
  ]

  @Sendable private static func add(
    _ body: KeyCreation, _ context: OperatorContext
  ) throws -> [UInt8] {
    let now = context.clock.now
    let today = Day.of(now)
    var random = Randomness()
    let made = Token.makeKey(&random)
    return try context.writer.run { database in
      guard let place = try body.owner?.find(in: ScopeStore(database)) else {
        throw Refusal.invalid("/partner", "required")
      }
      if let fault = KeyRules.fault(
        roles: body.roles, permissions: body.permissions, isPartners: place.facts.partner != nil)
      {
        throw Refusal.invalid(fault.path, fault.code, allowed: fault.allowed)
      }
      if let code = KeyRules.fault(inLastDay: body.expiresOn, today: today) {
        throw Refusal.invalid("/expiresOn", code)
      }
      try AccountStore(database).insertKey(
        NewKey(
          id: made.id, secretHash: made.hash, name: body.name, partner: place.facts.partner,
          board: place.facts.board, roles: body.roles, permissions: body.permissions,
          expiresOn: body.expiresOn, createdBy: "operator"), at: now)
      return try noted("key.add", made.id, "key", in: database, at: now, secret: made.text)
    }
  }

  @Sendable private static func list(_: NoArguments, _ context: OperatorContext) throws -> [UInt8] {
    let today = Day.of(context.clock.now)
    return try context.writer.exclusively { database in
      let accounts = AccountStore(database)
      var keys: [KeyRecord] = []
      repeat {
        keys += try accounts.listKeys(after: keys.last?.id ?? "", limit: pageCount)
      } while !keys.isEmpty && keys.count.isMultiple(of: pageCount)
      return OperatorContext.answer { writer in
        writer.array("items") { writer in
          for key in keys { key.write(to: &writer, on: today, language: .en) }
        }
      }
    }
  }

  private static let pageCount = 500

  @Sendable private static func rotate(
    _ body: KeyNamed, _ context: OperatorContext
  ) throws -> [UInt8] {
    let now = context.clock.now
    var random = Randomness()
    let made = Token.makeKey(&random, id: body.id)
    return try context.writer.run { database in
      let key = try find(body.id, in: database)
      guard key.state(on: Day.of(now)) == State("active") else {
        throw Refusal.invalid("/key", "not_active")
      }
      try AccountStore(database).rotateKey(key.id, secretHash: made.hash)
      return try noted("key.rotate", key.id, "secret", in: database, at: now, secret: made.text)
    }
  }

  @Sendable private static func revoke(
    _ body: KeyNamed, _ context: OperatorContext
  ) throws -> [UInt8] {
    let now = context.clock.now
    return try context.writer.run { database in
      let key = try find(body.id, in: database)
      try AccountStore(database).revokeKey(key.id, at: now)
      return try noted("key.revoke", key.id, "status", in: database, at: now)
    }
  }

  private static func find(_ id: String, in database: Database) throws -> KeyRecord {
    guard let key = try AccountStore(database).findKey(id) else {
      throw Refusal.invalid("/key", "unknown")
    }
    return key
  }

  /// Appends the audit entry and gives the key as it is now.
  private static func noted(
    _ action: String, _ id: String, _ field: String, in database: Database, at now: Timestamp,
    secret: String? = nil
  ) throws -> [UInt8] {
    let key = try find(id, in: database)
    let boards =
      try key.board.map { [$0] } ?? key.partner.map(ScopeStore(database).boards(of:)) ?? []
    let owner = [key.partner?.erased, key.board?.erased].compactMap { $0 }
    try AuditTrail(database).append(
      .ofOperator(
        action, subjects: owner, boards: boards, fields: [field, "key/" + id], at: now))
    var writer = JSONWriter()
    key.write(to: &writer, on: Day.of(now), language: .en, secret: secret)
    return writer.bytes
  }
}

/// A key, by its short id.
struct KeyNamed: Document {
  static let name = "KeyNamed"

  let id: String

  init(reading fields: inout FieldReader) { id = fields.text("key", charactersMax: 40) }
}
