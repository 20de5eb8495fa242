// The world of this room's tests: bodies as text, days that pass, tags that stand.

import HTTP
import JSON
import Partners
import Pipeline
import SQLite
import TestSupport
import Testing
import Vocabulary

/// A world over this room's routes.
struct PartnersWorld {
  let world: World

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
    try world.send(
      method, path, json.map { Array($0.utf8) }, token: token, fields: fields)
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
