// Messages between the two sides of a referral. They are added and never changed.

import Access
import HTTP
import JSON
import Pipeline
import SQLite
import Vocabulary

/// A message (sw. *meddelande*).
struct Message: Sendable {
  let id: MessageID
  let side: Side
  let authorName: String
  let body: String
  let at: Timestamp

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("id", id)
      writer.member("side", side.rawValue)
      writer.member("by", authorName)
      writer.member("body", body)
      writer.member("at", at)
    }
  }

  static let shape: Shape = .object(
    "Message",
    [
      .init("id", .id), .init("side", .code(["sender", "receiver"])), .init("by", .text),
      .init("body", .text(charactersMax: 4_000)), .init("at", .instant),
    ])
}

/// A message as it comes in.
struct NewMessage: Document {
  static let name = "NewMessage"

  let body: String

  init(reading fields: inout FieldReader) { body = fields.text("body", charactersMax: 4_000) }
}

/// The only SQL about messages.
struct MessageStore {
  private let database: Database

  init(_ database: Database) { self.database = database }

  func insert(_ message: Message, author: String, to referral: ReferralID) throws {
    try database.run(
      """
      INSERT INTO referral_message (referral_id, id, side, author, author_name, body, at)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """, referral, message.id, message.side.rawValue, author, message.authorName, message.body,
      message.at)
  }

  func list(
    of referral: ReferralID, only side: Side?, after: MessageID?, limit: Int, offset: Int
  ) throws -> [Message] {
    try database.all(
      """
      SELECT id, side, author_name, body, at FROM referral_message
      WHERE referral_id = ?1 AND id > ?2 AND (?3 IS NULL OR side = ?3)
      ORDER BY id LIMIT ?4 OFFSET ?5
      """, referral, after ?? MessageID(high: 0, low: 0), side?.rawValue, limit, offset,
      read: Self.read)
  }

  func find(_ id: MessageID, of referral: ReferralID) throws -> Message? {
    try database.first(
      """
      SELECT id, side, author_name, body, at FROM referral_message
      WHERE referral_id = ? AND id = ?
      """, referral, id, read: Self.read)
  }

  private static func read(_ row: inout Row) -> Message {
    Message(
      id: row.id(), side: Side(rawValue: row.text()) ?? .receiver, authorName: row.text(),
      body: row.text(), at: row.timestamp())
  }
}

/// Messages over HTTP.
enum MessageRoutes {
  static let all: [Route] = [
    Route(
      .get, "/api/v1/referrals/{id}/messages", "referral.messages",
      "The messages of a referral, oldest first.", needs: .permission([.referralMessage]),
      isPersonal: true, parameters: Page.parameters, answers: .ok,
      .page(of: Message.shape, named: "MessagePage"), handler: list),
    Route(
      .post, "/api/v1/referrals/{id}/messages", "referral.message",
      "Writes to the other side.", needs: .permission([.referralMessage]), isPersonal: true,
      takes: NewMessage.self, example: #"{"body": "Hon kommer hellre på eftermiddagen."}"#,
      answers: .created, Message.shape, handler: write),
    Route(
      .get, "/api/v1/referrals/{id}/messages/{message}", "referral.message_read",
      "One message.", needs: .permission([.referralMessage]), isPersonal: true, answers: .ok,
      Message.shape, handler: read),
  ]

  private static func list(_ call: Call) throws -> Reply {
    let (referral, view, _) = try find(call)
    let page = try call.page()
    let messages = try MessageStore(call.database).list(
      of: referral.id, only: view.closesSendersTexts(of: referral) ? .receiver : nil,
      after: try page.afterID(), limit: page.fetchCount, offset: page.offset)
    return call.list(
      messages, on: page, about: referral.about(view, fields: ["referral.messages"]),
      end: { [$0.id.text] }
    ) { message, writer in message.write(to: &writer) }
  }

  private static func write(_ call: Call, _ body: NewMessage) throws -> Reply {
    let (referral, view, side) = try find(call)
    let caller = try call.signedIn()
    let message = Message(
      id: call.makeID(), side: side, authorName: caller.name, body: body.body, at: call.now)
    try MessageStore(call.database).insert(message, author: caller.reference, to: referral.id)
    return reply(message, referral, view, .created)
  }

  private static func read(_ call: Call) throws -> Reply {
    let (referral, view, _) = try find(call)
    let message = try call.fetch(
      MessageStore(call.database).find(call.id(1), of: referral.id))
    guard message.side == .receiver || !view.closesSendersTexts(of: referral) else {
      throw Refusal.notFound
    }
    return reply(message, referral, view, .ok)
  }

  private static func reply(
    _ message: Message, _ referral: Referral, _ view: ReferralView, _ status: Status
  ) -> Reply {
    Reply(
      status, about: referral.about(view, fields: ["referral.messages"]),
      at: "/api/v1/referrals/\(referral.id)/messages/\(message.id)"
    ) { message.write(to: &$0) }
  }

  // Both sides may write, each with the permission on its own side.
  private static func find(_ call: Call) throws -> (Referral, ReferralView, Side) {
    let referral = try call.fetch(ReferralStore(call.database).find(call.id()))
    let view = try ReferralView(referral, for: call)
    try view.requireAgreement()
    guard let side = view.side(holding: .referralMessage, call) else {
      throw Refusal.forbidden(.referralMessage)
    }
    return (referral, view, side)
  }
}
