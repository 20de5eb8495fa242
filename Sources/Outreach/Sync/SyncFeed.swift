// What a device has to fetch since its last call, and what it has to forget because its user may no
// longer see it. A device is never told of a record that it was not given.

import Access
import JSON
import People
import Pipeline
import SQLite
import Vocabulary

/// The changes for one caller's device.
struct SyncFeed {
  /// Encounters older than so many days do not go to devices.
  static let encounterDays = 90

  /// Something new.
  enum Item {
    case shift(ShiftView)
    case place(PlaceView)
    case encounter(EncounterView)
    case searchOrder(OpenOrder)
    case tip(TipView)

    var id: AnyID {
      switch self {
      case .shift(let view): view.shift.id.erased
      case .place(let view): view.place.id.erased
      case .encounter(let view): view.encounter.id.erased
      case .searchOrder(let order): order.id.erased
      case .tip(let view): view.tip.id.erased
      }
    }
  }

  /// Something to forget; a team means everything of it.
  struct Removal: Hashable {
    let kind: String
    let id: AnyID
  }

  private(set) var items: [Item] = []
  private(set) var removed: [Removal] = []
  private(set) var hasMore = false
  /// What the next cursor holds: when it was asked, and each team with its last change.
  private(set) var position: [String] = []

  private let call: Call
  private let caller: Caller
  private var seen: Set<AnyID> = []

  /// Gathers the changes after a cursor's values; all that is there without one.
  ///
  /// - Throws: `Refusal` 400 for values of another kind.
  init(_ call: Call, since values: [String]?, limit: Int) throws {
    self.call = call
    caller = try call.signedIn()
    var positions = try Self.positions(values)
    let last = values?.first.flatMap { Int64($0) }.map(Timestamp.init(milliseconds:))
    let teams = caller.reach(.shiftRun, at: call.now).teams.sorted()
    for team in positions.keys.sorted() where !teams.contains(team) {
      removed.append(Removal(kind: "team", id: team.erased))
      positions[team] = nil
    }
    var left = limit
    for team in teams {
      let from = positions[team]
      let changes = try FieldFeed(call.database).changes(
        of: team, after: from ?? 0, limit: left + 1)
      for change in changes.prefix(left) { try add(change, of: team, had: from) }
      if changes.count > left { hasMore = true }
      positions[team] = changes.prefix(left).last?.seq ?? from ?? 0
      left -= min(left, changes.count)
    }
    if let last { try forgetEnded(since: last) }
    position = [String((hasMore ? last ?? call.now : call.now).milliseconds)]
    for team in teams { position += [team.text, String(positions[team] ?? 0)] }
  }

  private static func positions(_ values: [String]?) throws(Refusal) -> [TeamID: Int] {
    guard let values else { return [:] }
    var found: [TeamID: Int] = [:]
    guard values.count % 2 == 1 else { throw .badQuery("since") }
    for index in stride(from: 1, to: values.count, by: 2) {
      guard let team = TeamID(values[index]), let seq = Int(values[index + 1]) else {
        throw .badQuery("since")
      }
      found[team] = seq
    }
    return found
  }

  private mutating func add(_ change: FieldChange, of team: TeamID, had: Int?) throws {
    if change.kind == .person {
      // Without a position the device has nothing to forget.
      if let had { try reconsider(PersonID(change.subject), of: team, had: had) }
      return
    }
    guard seen.insert(change.subject).inserted else { return }
    switch change.kind {
    case .shift:
      guard let shift = try ShiftStore(call.database).find(ShiftID(change.subject)),
        call.may(.shiftRun, on: shift.facts(for: caller))
      else { return }
      items.append(.shift(try ShiftView(shift, for: call)))
    case .place:
      guard let place = try PlaceStore(call.database).find(PlaceID(change.subject)),
        call.may(.placeRead, on: place.facts(for: caller, at: call.now))
      else { return }
      items.append(.place(try PlaceRoutes.view(of: place, call)))
    case .encounter: try addEncounter(EncounterID(change.subject))
    case .searchOrder: try addOrder(change, of: team, had: had)
    case .tip: try addTip(change, of: team, had: had)
    case .person: return
    }
  }

  private mutating func addEncounter(_ id: EncounterID) throws {
    let reading = EncounterReading(call)
    guard let encounter = try EncounterStore(call.database).find(id),
      encounter.at > call.now.plus(days: -Self.encounterDays), try reading.isVisible(encounter)
    else { return }
    items.append(.encounter(try reading.view(of: encounter)))
  }

  // A team's device has what the team may be told of, and loses it when that ends, whatever ended
  // it. A guarded person's orders and tips never came here, so none of them is taken back either.
  private mutating func addOrder(_ change: FieldChange, of team: TeamID, had: Int?) throws {
    let id = SearchOrderID(change.subject)
    if let order = try SearchStore(call.database).find(id),
      try SearchReading(call).isUnguarded(order), let shown = try OpenOrders(call).shown(order)
    {
      items.append(.searchOrder(shown))
    } else if try wasGiven(change, of: team, had: had) {
      removed.append(Removal(kind: "search_order", id: change.subject))
    }
  }

  private mutating func addTip(_ change: FieldChange, of team: TeamID, had: Int?) throws {
    let reading = TipReading(call)
    if let tip = try TipStore(call.database).find(TipID(change.subject)), tip.isOpen,
      try reading.may(.searchOrderWork, tip), try reading.isUnguarded(tip)
    {
      // A device gets what who is sent there needs, even where its user may judge the tip too.
      items.append(.tip(try TipView(tip, as: .worker, for: call)))
    } else if try wasGiven(change, of: team, had: had) {
      removed.append(Removal(kind: "tip", id: change.subject))
    }
  }

  private func wasGiven(_ change: FieldChange, of team: TeamID, had: Int?) throws -> Bool {
    guard let had else { return false }
    return try FieldFeed(call.database).had(change.subject, of: team, until: had)
  }

  // A record was guarded more, or less: what the device had is given anew, or taken back.
  private mutating func reconsider(_ person: PersonID, of team: TeamID, had: Int) throws {
    guard seen.insert(person.erased).inserted else { return }
    let feed = FieldFeed(call.database)
    var isHidden = false
    for id in try feed.encounters(with: person, of: team, until: had) {
      guard let encounter = try EncounterStore(call.database).find(id) else { continue }
      if try EncounterReading(call).isVisible(encounter) {
        if seen.insert(id.erased).inserted { try addEncounter(id) }
      } else {
        isHidden = true
        removed.append(Removal(kind: "encounter", id: id.erased))
      }
    }
    for (id, kind) in try feed.searches(for: person, of: team, until: had)
    where seen.insert(id).inserted {
      let change = FieldChange(seq: had, subject: id, kind: kind)
      let count = removed.count
      if kind == .tip {
        try addTip(change, of: team, had: had)
      } else {
        try addOrder(change, of: team, had: had)
      }
      isHidden = isHidden || removed.count > count
    }
    let isNameHidden = try SubjectReading(call).name(of: person) == nil
    if isHidden, isNameHidden { removed.append(Removal(kind: "person", id: person.erased)) }
  }

  // A relation that ended took the name with it.
  private mutating func forgetEnded(since last: Timestamp) throws {
    let holders = (caller.user.map { [$0.erased] } ?? []) + caller.teams(at: call.now).map(\.erased)
    for holder in holders {
      let ended = try FieldFeed(call.database).ended(of: holder, after: last, until: call.now)
      for person in ended where try SubjectReading(call).name(of: person) == nil {
        let removal = Removal(kind: "person", id: person.erased)
        if !removed.contains(removal) { removed.append(removal) }
      }
    }
  }

  func write(next: String, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.array("items") { writer in
        for item in items {
          writer.object { writer in
            switch item {
            case .shift(let view):
              writer.key("shift")
              view.write(to: &writer)
            case .place(let view):
              writer.key("place")
              view.write(to: &writer)
            case .encounter(let view):
              writer.key("encounter")
              view.write(to: &writer)
            case .searchOrder(let order):
              writer.key("searchOrder")
              order.write(to: &writer)
            case .tip(let view):
              writer.key("tip")
              view.write(to: &writer)
            }
          }
        }
      }
      writer.array("removed") { writer in
        for removal in removed {
          writer.object { writer in
            writer.member("kind", removal.kind)
            writer.member("id", removal.id.text)
          }
        }
      }
      writer.member("next", next)
      writer.member("hasMore", hasMore)
    }
  }

  /// What the changes look like on the wire.
  static let shape: Shape = .object(
    "SyncChanges",
    [
      .init(
        "items",
        .list(
          .object(
            "SyncChange",
            [
              .init("shift", ShiftView.shape, isRequired: false),
              .init("place", PlaceView.shape, isRequired: false),
              .init("encounter", EncounterView.shape, isRequired: false),
              .init("searchOrder", OpenOrder.shape, isRequired: false),
              .init("tip", TipView.shape, isRequired: false),
            ]), countMax: 10_000)),
      .init(
        "removed",
        .list(
          .object(
            "SyncRemoval",
            [
              .init("kind", .code(["team", "person", "encounter", "search_order", "tip"])),
              .init("id", .id),
            ]), countMax: 10_000)),
      .init("next", .text(charactersMax: 4_000)), .init("hasMore", .flag),
    ])
}
