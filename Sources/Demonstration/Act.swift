// One thing that somebody does in the demonstration: a call to a route, with who, when and what.
// Data only; Staging makes the call.

import JSON
import Vocabulary

/// When something happens, counted back from the moment of loading.
enum Moment: Sendable {
  /// So many days ago, at a Swedish time of day.
  case days(Int, Int, Int)
  /// So many minutes ago.
  case minutes(Int)
  /// Right after what was done before.
  case next

  /// Days ago, at `HH:MM`.
  static func ago(_ days: Int, _ hour: Int, _ minute: Int = 0) -> Moment {
    .days(days, hour, minute)
  }

  /// The instant, from that of loading; nil for `next`.
  func instant(before now: Timestamp) -> Timestamp? {
    switch self {
    case .days(let days, let hour, let minute):
      CivilTime.instant(day: Day.of(now).plus(days: -days), hour: hour, minute: minute)
    case .minutes(let minutes): now.plus(seconds: -60 * minutes)
    case .next: nil
    }
  }
}

/// One call.
///
/// Texts that begin with `@` stand for what is known only when it runs: `@day:-3` a day,
/// `@time:+2 08:30` an instant, `@age:57` the year of birth of somebody of that age, `@name` the id
/// that an earlier act gave that name, `@code:name` the contact code that it issued.
struct Act: Sendable {
  /// The user name of who calls.
  let who: String
  /// When.
  let when: Moment
  let method: String
  /// The path below `/api/v1`; ids as `@name`.
  let path: String
  let body: JSONValue
  /// The name that the made thing's id gets.
  let name: String?
  /// The version that the caller has seen, for what needs If-Match.
  let version: Int?

  init(
    _ who: String, _ when: Moment, _ path: String, _ body: JSONValue, as name: String? = nil,
    method: String = "POST", version: Int? = nil
  ) {
    self.who = who
    self.when = when
    self.method = method
    self.path = path
    self.body = body
    self.name = name
    self.version = version
  }

  /// A call right after the one before.
  init(
    _ who: String, _ path: String, _ body: JSONValue, as name: String? = nil,
    method: String = "POST", version: Int? = nil
  ) {
    self.init(who, .next, path, body, as: name, method: method, version: version)
  }
}

/// The demonstration's data says something that cannot be done.
///
/// A fault of ours, told in full, for the data holds invented people only.
package struct DemonstrationFault: Error, CustomStringConvertible {
  /// What could not be done, and why.
  package let description: String

  init(_ description: String) { self.description = description }
}
