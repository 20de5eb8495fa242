// Runs the acts of the demonstration in the order of time, through the same routes, checks and
// audit trail as everybody's calls. Ids and numbers come from the seed; secrets never do.

import Access
import JSON
import Pipeline
import SQLite
import Vocabulary

/// The running demonstration: what was made so far, and what time it is in it.
struct Staging {
  let database: Database
  /// When the demonstration is loaded; everything happens before.
  let end: Timestamp
  private let calls: LocalCalls
  /// Gives ids, numbers and codes.
  var random: Randomness
  /// The time of the last act.
  private(set) var now: Timestamp
  /// Ids by the names that acts gave, and by slugs.
  private(set) var ids: [String: AnyID] = [:]
  /// Contact codes as they are written, by the names of the acts that issued them.
  private var codes: [String: String] = [:]

  /// How long ago the organisation was set up.
  static let setUpDays = 400

  init(_ routes: [Route], in database: Database, seed: UInt64, now end: Timestamp) {
    self.database = database
    self.end = end
    calls = LocalCalls(routes)
    random = .seeded(seed)
    now = CivilTime.instant(day: Day.of(end).plus(days: -Self.setUpDays), hour: 8, minute: 0)
  }

  /// Runs acts in the order of their time; those of the same time as they stand.
  mutating func run(_ acts: [Act]) throws {
    let timed = acts.enumerated().map { place, act in
      (place: place, at: act.when.instant(before: end) ?? now, act: act)
    }
    for entry in timed.sorted(by: { ($0.at, $0.place) < ($1.at, $1.place) }) {
      try run(entry.act, at: entry.at)
    }
  }

  private mutating func run(_ act: Act, at time: Timestamp) throws {
    // A second apart, so that no two things happen at once.
    now = max(now.plus(seconds: 1), time)
    guard now <= end else { throw DemonstrationFault("\(act.path) is yet to come") }
    let path = try act.path.split(separator: "/").map { try text($0) }.joined(separator: "/")
    do {
      let answer = try calls.send(
        act.method, "/api/v1/" + path, try resolve(act.body), as: try caller(act.who),
        in: database, at: now, random: &random, ifMatch: act.version)
      guard let name = act.name else { return }
      guard let id = answer.body["id"]?.string.flatMap({ AnyID($0) }) else {
        throw DemonstrationFault("\(act.path) answers without an id")
      }
      ids[name] = id
      codes[name] = answer.body["code"]?.string ?? answer.body["contactCode"]?.string
    } catch let refusal as Refusal {
      throw DemonstrationFault(
        "\(act.method) \(act.path) as \(act.who): \(refusal.code) "
          + refusal.errors.map { "\($0.path) \($0.code)" }.joined(separator: ", "))
    }
  }

  // Read anew for each call: what was granted or agreed a moment ago holds.
  private func caller(_ username: String) throws -> Caller {
    guard let caller = try AccessStore(database).findUser(try id(username)) else {
      throw DemonstrationFault("\(username) has no account")
    }
    return caller
  }

  // MARK: names

  /// Gives a thing's id a name.
  mutating func remember(_ name: String, _ id: AnyID) { ids[name] = id }

  /// The id of a name.
  func id<Subject>(_ name: String) throws -> ID<Subject> {
    guard let id = ids[name] else { throw DemonstrationFault("nothing is named \(name)") }
    return ID(id)
  }

  private func resolve(_ value: JSONValue) throws -> JSONValue {
    switch value {
    case .string(let string): try number(string) ?? .string(try text(string[...]))
    case .array(let values): .array(try values.map(resolve))
    case .object(let members):
      .object(
        try members.map { JSONMember(name: $0.name, value: try resolve($0.value)) })
    case .null, .bool, .number: value
    }
  }

  // A year of birth.
  private func number(_ text: String) -> JSONValue? {
    guard text.hasPrefix("@age:"), let age = Int(text.dropFirst("@age:".count)) else { return nil }
    return .number(JSONNumber(Int64(Day.of(end).year - age)))
  }

  private func text(_ text: Substring) throws -> String {
    guard text.first == "@" else { return String(text) }
    let name = text.dropFirst()
    let parts = name.split(separator: ":", maxSplits: 1)
    if parts.count == 2, parts[0] == "code" {
      guard let code = codes[String(parts[1])] else {
        throw DemonstrationFault("no code was issued as \(parts[1])")
      }
      return code
    }
    guard parts.count == 2, let days = Int(parts[1].prefix { $0 != " " }) else {
      let id: AnyID = try id(String(name))
      return id.text
    }
    let day = Day.of(end).plus(days: days)
    if parts[0] == "day" { return day.text }
    guard let time = TimeOfDay(String(parts[1].suffix(5))) else {
      throw DemonstrationFault("\(text) is no time")
    }
    return time.instant(on: day).text
  }
}
