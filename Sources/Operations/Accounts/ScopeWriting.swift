// How grants, their scopes and the letters of the matrix are written on the wire.

import Access
import JSON
import Pipeline
import Vocabulary

extension GrantScope {
  /// What kind of thing the scope names.
  var kind: String {
    switch self {
    case .server: "server"
    case .board: "board"
    case .unit: "unit"
    case .team: "team"
    case .partner: "partner"
    }
  }

  /// The id of the thing that it names; nil for the whole server.
  var id: AnyID? {
    switch self {
    case .server: nil
    case .board(let id): id.erased
    case .unit(let id, _, _): id.erased
    case .team(let id, _, _): id.erased
    case .partner(let id): id.erased
    }
  }

  /// What a scope looks like on the wire.
  static let shape: Shape = .object(
    "GrantScope",
    [
      .init("kind", .code(["server", "board", "unit", "team", "partner"])),
      .init("id", .nullable(.id)), .init("name", .text),
    ])
}

extension Grant {
  /// Writes role, scope and end: what a caller sees of its own grants.
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("role", role.rawValue)
      writeScope(to: &writer)
      writer.member("until", endsAt?.text)
    }
  }

  /// Writes the member `scope`.
  func writeScope(to writer: inout JSONWriter) {
    writer.object("scope") { writer in
      writer.member("kind", scope.kind)
      writer.member("id", scope.id?.text)
      writer.member("name", scopeName)
    }
  }

  /// What a caller's own grant looks like on the wire.
  static let shape: Shape = .object(
    "OwnGrant",
    [
      .init("role", .role), .init("scope", GrantScope.shape), .init("until", .nullable(.instant)),
    ])
}

extension ScopeLetter {
  /// The letter as a word, as clients read it.
  var word: String {
    switch self {
    case .server: "server"
    case .board: "board"
    case .unit: "unit"
    case .team: "team"
    case .own: "own"
    case .named: "named"
    case .partner: "partner"
    case .aggregates: "aggregates"
    case .emergency: "emergency"
    case .exactNumber: "exact_number"
    case .secondPerson: "second_person"
    }
  }

  /// All words, in the order of the letters' list.
  static let words = [
    "server", "board", "unit", "team", "own", "named", "partner", "aggregates", "emergency",
    "exact_number", "second_person",
  ]
}

extension Shape {
  /// The code of a role.
  static let role: Shape = .code(Role.allCases.map(\.rawValue))
  /// The code of a permission.
  static let permission: Shape = .code(Permission.allCases.map(\.rawValue))
  /// How far a permission reaches.
  static let reach: Shape = .code(ScopeLetter.words)
}
