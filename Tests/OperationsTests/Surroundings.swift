// A whole surface over one room's routes, as the executable makes it.

import JSON
import Operations
import Organisation
import Pipeline
import SQLite
import TestSupport
import Vocabulary

/// A surface with its state, before there is a world.
struct Surroundings {
  let health: HealthState
  let metrics = MetricSources()
  let surface: Surface

  init(
    freeBytesMin: UInt64 = 1, canWrite: @escaping @Sendable () -> Bool = { true }
  ) throws {
    health = HealthState(
      migrations: try Migrator.load(folder: World.root + "/migrations"), folder: "/tmp",
      freeBytesMin: freeBytesMin, canWrite: canWrite)
    let day = Day(year: 2026, month: 11, day: 25) ?? Day(number: 0)
    surface = Surface(
      over: OrganisationRoutes.all,
      settings: SurfaceSettings(
        version: "0.1.0", released: day, securityContact: "mailto:sakerhet@example.se"),
      health: health, metrics: metrics)
  }

  func world() throws -> World { try World(surface.routes) }

  func document() throws -> JSONValue { try JSONReader.read(surface.openAPI) }
}

extension JSONValue {
  /// The value at a path of member names.
  func at(_ names: String...) -> JSONValue? {
    names.reduce(Optional(self)) { value, name in value?[name] }
  }

  /// Every text under a member of that name, anywhere below.
  func texts(named name: String) -> [String] {
    switch self {
    case .array(let items): items.flatMap { $0.texts(named: name) }
    case .object(let members):
      members.flatMap { member in
        (member.name == name ? [member.value.string].compactMap { $0 } : [])
          + member.value.texts(named: name)
      }
    default: []
    }
  }
}
