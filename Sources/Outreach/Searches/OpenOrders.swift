// The open search orders of a team, as a shift takes them along: whom to look for and where.

import Access
import JSON
import People
import Pipeline
import SQLite
import Vocabulary

/// An open order as one reader sees it.
struct OpenOrder: Sendable {
  let id: SearchOrderID
  /// Whom, where the reader may know it.
  let person: NamedThing?
  let contactCode: String?
  /// The words by which somebody without a name is recognised.
  let description: String?
  let priority: SearchPriority
  let deadline: Day?
  let status: SearchOrderStatus
  let places: [String]

  /// What a printed sheet says of it: whom, until when and where, and never why.
  var line: String {
    let known = [person?.name ?? contactCode, description].compactMap(\.self)
    let whom = known.isEmpty ? "okänd" : known.joined(separator: ", ")
    let until = deadline.map { ", senast \($0.text)" } ?? ""
    return whom + until + (places.isEmpty ? "" : ": " + places.joined(separator: "; "))
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("id", id.text)
      writer.reference("person", person)
      writer.member("contactCode", contactCode)
      writer.member("description", description)
      writer.member("status", status.code)
      writer.member("priority", priority.code)
      writer.member("deadline", deadline?.text)
      writer.member("usualPlaces", places)
    }
  }

  /// What an open order looks like on the wire.
  static let shape: Shape = .object(
    "OpenSearchOrder",
    [
      .init("id", .id), .init("person", .nullable(.namedThing)),
      .init("contactCode", .nullable(.text)),
      .init("description", .nullable(.text(charactersMax: 500))),
      .init("status", .code(SearchOrderStatus.self)),
      .init("priority", .code(SearchPriority.self)), .init("deadline", .nullable(.day)),
      .init(
        "usualPlaces", .list(.text(charactersMax: 700), countMax: NewSearchOrder.placesMax)),
    ])
}

/// Reads the open orders that a caller may take along.
struct OpenOrders {
  /// Most orders shown at once.
  static let countMax = 100

  private let call: Call

  init(_ call: Call) { self.call = call }

  /// The open orders of some teams, and those that they may be told of, which the caller may read:
  /// the most pressing first.
  func list(of teams: [TeamID]) throws -> [OpenOrder] {
    let store = SearchStore(call.database)
    let first = SearchOrderID(high: 0, low: 0)
    var found: [SearchOrderID: SearchOrder] = [:]
    for team in teams {
      for arm in [SearchArm.team(team), .told(team)] {
        for order in try store.list(arm, isOpen: true, after: first, limit: Self.countMax) {
          found[order.id] = order
        }
      }
    }
    let ranks = Dictionary(
      uniqueKeysWithValues: SearchPriority.allCases.enumerated().map { ($1, $0) })
    let ordered = found.values.sorted {
      (ranks[$0.priority] ?? 0, $0.id) < (ranks[$1.priority] ?? 0, $1.id)
    }
    return Array(try ordered.compactMap(shown).prefix(Self.countMax))
  }

  /// An order to take along; nil when it is over, or not the caller's to read.
  func shown(_ order: SearchOrder) throws -> OpenOrder? {
    guard order.status(on: call.today).isOpen,
      try SearchReading(call).may(.searchOrderRead, order)
    else { return nil }
    return try view(of: order)
  }

  private func view(of order: SearchOrder) throws -> OpenOrder {
    let subjects = SubjectReading(call)
    let usual = try SearchStore(call.database).places(of: order.id).compactMap { usual in
      let place = try call.knownPlace(usual.place)
      // Hours without a place say nothing to who goes there, and something to who does not.
      guard place != nil || usual.description != nil else { return nil as String? }
      return [place?.name, usual.description, usual.hours].compactMap(\.self)
        .joined(separator: ", ")
    }
    return OpenOrder(
      id: order.id, person: try order.person.flatMap { try subjects.name(of: $0) },
      contactCode: try order.contactCode.flatMap { try subjects.code($0) },
      description: order.description, priority: order.priority, deadline: order.deadline,
      status: order.stored, places: usual)
  }
}
