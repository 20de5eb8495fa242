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
  let priority: String
  let deadline: Day?
  let status: SearchOrderStatus
  let places: [String]

  /// What a printed sheet says of it: whom, until when and where, and never why.
  var line: String {
    let whom = person?.name ?? contactCode ?? "okänd"
    let until = deadline.map { ", senast \($0.text)" } ?? ""
    return whom + until + (places.isEmpty ? "" : ": " + places.joined(separator: "; "))
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("id", id.text)
      writer.reference("person", person)
      writer.member("contactCode", contactCode)
      writer.member("status", status.code)
      writer.member("priority", priority)
      writer.member("deadline", deadline?.text)
      writer.member("usualPlaces", places)
    }
  }

  /// What an open order looks like on the wire.
  static let shape: Shape = .object(
    "OpenSearchOrder",
    [
      .init("id", .id), .init("person", .nullable(.namedThing)),
      .init("contactCode", .nullable(.text)), .init("status", .code(SearchOrderStatus.self)),
      .init("priority", .code(["urgent", "soon", "routine"])),
      .init("deadline", .nullable(.day)),
      .init("usualPlaces", .list(.text(charactersMax: 500), countMax: 40)),
    ])
}

/// Reads the open orders that a caller may take along.
struct OpenOrders {
  /// Most orders shown at once.
  static let countMax = 100

  private let call: Call

  init(_ call: Call) { self.call = call }

  /// The open orders of a shift's team.
  func list(of shift: Shift) throws -> [OpenOrder] { try list(of: shift.teamID) }

  /// The open orders of a team that the caller may read.
  func list(of team: TeamID) throws -> [OpenOrder] {
    try SearchStore(call.database).open(of: team, limit: Self.countMax).compactMap { order in
      try mayRead(order, .searchOrderRead) ? try view(of: order) : nil
    }
  }

  /// Whether the caller may do something with an order: guarded persons guard their orders.
  func mayRead(_ order: SearchOrder, _ permission: Permission) throws -> Bool {
    let caller = try call.signedIn()
    var facts = SubjectFacts(
      board: order.board, unit: order.unit, team: order.team, secrecy: order.secrecy,
      isPersonal: true)
    let teams = caller.teams(within: order.board, at: call.now)
    if !teams.contains(order.team) {
      for team in teams.sorted()
      where try SearchStore(call.database).isTold(order.id, team: team, unit: nil) {
        facts.team = team
        break
      }
    }
    guard let id = order.person else { return call.may(permission, on: facts) }
    guard let person = try PersonStore(call.database).find(id) else { return false }
    let about = try PersonStore(call.database).facts(of: person, for: caller, at: call.now)
    facts.secrecy = person.secrecy == .normal ? order.secrecy : person.secrecy
    facts.isListed = about.isListed
    facts.isOwn = about.isOwn
    return call.may(permission, on: facts)
  }

  private func view(of order: SearchOrder) throws -> OpenOrder {
    let subjects = SubjectReading(call)
    let places = PlaceStore(call.database)
    let caller = try call.signedIn()
    let usual = try SearchStore(call.database).places(of: order.id).compactMap { usual in
      let place = try usual.place.flatMap { try places.find($0) }
      let name = place.flatMap { place in
        call.may(.placeRead, on: place.facts(for: caller, at: call.now)) ? place.name : nil
      }
      return [name, usual.text, usual.hours].compactMap(\.self).joined(separator: ", ")
    }.filter { !$0.isEmpty }
    return OpenOrder(
      id: order.id, person: try order.person.flatMap { try subjects.name(of: $0) },
      contactCode: try order.contactCode.flatMap { try subjects.code($0) },
      priority: order.priority, deadline: order.deadline, status: order.status, places: usual)
  }
}
