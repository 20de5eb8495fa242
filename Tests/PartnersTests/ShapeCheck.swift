// Every answer of this room's tests is compared with the shape that its route declares: each member
// is in the shape, and the required ones are there.

import HTTP
import JSON
import Partners
import Pipeline
import SQLite
import TestSupport
import Testing
import Vocabulary

/// A world over this room's routes whose good answers are checked against their shapes.
struct CheckedWorld {
  let world: World
  private let router = Router(PartnersRoutes.all)

  init() throws { world = try World(PartnersRoutes.all) }

  /// Calls as someone of the cast, or as nobody.
  func call(
    _ method: String, _ path: String, _ json: String? = nil, as who: String? = nil,
    fields: [String: String] = [:]
  ) throws -> Answer {
    try send(method, path, json, token: who.map(Cast.token), fields: fields)
  }

  /// Calls with any token.
  func send(
    _ method: String, _ path: String, _ json: String? = nil, token: String?,
    fields: [String: String] = [:]
  ) throws -> Answer {
    let answer = try world.send(
      method, path, json.map { Array($0.utf8) }, token: token, fields: fields)
    let bare = path.prefix { $0 != "?" }
    if answer.status == 200 || answer.status == 201,
      case .found(let route, _, _) = router.match(HTTP.Method(method), Array(bare.utf8)),
      let shape = route.answer.shape
    {
      let faults = ShapeCheck.faults(of: answer.body, shape, at: "")
      #expect(faults.isEmpty, "\(method) \(path): \(faults.joined(separator: ", "))")
    }
    return answer
  }

  /// Lets days pass in which nobody's session became idle.
  func pass(days: Int, hours: Int = 0) throws {
    world.clock.advance(seconds: Int64(days * 86_400 + hours * 3_600))
    let now = world.clock.now
    _ = world.services.lastUse.takeUnwritten(at: now)
    try world.writer.exclusively { database in
      try database.run("UPDATE session SET last_used_at = ?", now)
      database.markAccessChanged()
    }
  }

  /// The tag that stands on a resource.
  func tag(_ path: String, as who: String) throws -> [String: String] {
    let answer = try call("GET", path, as: who)
    return ["If-Match": try #require(answer.field("ETag"), "\(answer)")]
  }
}

enum ShapeCheck {
  /// What in a value does not fit a shape, by its path.
  static func faults(of value: JSONValue, _ shape: Shape, at path: String) -> [String] {
    switch (shape, value) {
    case (.anything, _), (.nullable, .null), (.flag, .bool): return []
    case (.nullable(let inner), _): return faults(of: value, inner, at: path)
    case (.object(let object), .object(let members)):
      let names = Set(members.map(\.name))
      let missing = object.members.filter { $0.isRequired && !names.contains($0.name) }
      return missing.map { path + "/" + $0.name + " is missing" }
        + members.flatMap { member -> [String] in
          let at = path + "/" + member.name
          guard let known = object.members.first(where: { $0.name == member.name }) else {
            return [at + " is unknown"]
          }
          return faults(of: member.value, known.shape, at: at)
        }
    case (.list(let item, let countMax), .array(let values)):
      return (values.count > countMax ? [path + " is too long"] : [])
        + values.enumerated().flatMap { faults(of: $1, item, at: "\(path)/\($0)") }
    case (.text(let max), .string(let text)): return text.count <= max ? [] : [path]
    case (.code(let codes), .string(let text)): return codes.contains(text) ? [] : [path]
    case (.integer(let range), .number(let number)):
      return number.integer.map { range.contains(Int($0)) } ?? false ? [] : [path]
    case (.day, .string(let text)): return Day(text) == nil ? [path] : []
    case (.instant, .string(let text)): return Timestamp(text) == nil ? [path] : []
    case (.id, .string(let text)): return AnyID(text) == nil ? [path] : []
    default: return [path]
    }
  }
}
