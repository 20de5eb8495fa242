// The table of permissions, read once at start. It answers one question: how far does a role's
// permission reach.

/// How far a cell of the matrix reaches (access.md 1).
package enum ScopeLetter: Character, Sendable {
  case server = "X"
  case board = "M"
  case unit = "U"
  case team = "T"
  case own = "O"
  case named = "R"
  case partner = "P"
  case aggregates = "A"
  case emergency = "e"
  case exactNumber = "k"
  case secondPerson = "2"

  /// What it takes beside the grant; nil where the grant is enough.
  package var condition: GrantCondition? {
    switch self {
    case .secondPerson: .secondPerson
    case .emergency: .emergencyOpening
    case .server, .board, .unit, .team, .own, .named, .partner, .aggregates, .exactNumber: nil
    }
  }
}

/// What a permission may take beside a grant of it (the marks `2` and `e` of the matrix).
package enum GrantCondition: String, CaseIterable, Sendable {
  /// Another entitled person has to agree.
  case secondPerson = "second_person"
  /// An emergency has to be opened first.
  case emergencyOpening = "emergency_opening"
}

/// The permission matrix, parsed from ``PermissionTable``.
package struct PermissionMatrix: Sendable {
  private let letters: [Permission: [Role: ScopeLetter]]

  /// The product's own matrix.
  package static let standard = PermissionMatrix(PermissionTable.text)

  /// Reads a table: a head row of role columns, then a row for each permission.
  package init(_ text: String) {
    let rows = text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    let columns = Dictionary(uniqueKeysWithValues: Role.allCases.map { ($0.column, $0) })
    let roles = (rows.first ?? []).dropFirst().compactMap { columns[$0] }
    var letters: [Permission: [Role: ScopeLetter]] = [:]
    for row in rows.dropFirst() {
      guard let permission = row.first.flatMap(Permission.init(rawValue:)) else { continue }
      let cells = zip(roles, row.dropFirst()).compactMap { role, cell in
        cell.first.flatMap(ScopeLetter.init(rawValue:)).map { (role, $0) }
      }
      letters[permission] = Dictionary(uniqueKeysWithValues: cells)
    }
    self.letters = letters
  }

  /// The cell of a role and a permission; nil where the table has `-`.
  package func letter(_ permission: Permission, _ role: Role) -> ScopeLetter? {
    letters[permission]?[role]
  }

  /// The permissions that a role has, each with how far it reaches.
  func letters(of role: Role) -> [(Permission, ScopeLetter)] {
    Permission.allCases.compactMap { permission in
      letter(permission, role).map { (permission, $0) }
    }
  }

  /// The permissions that a role has in some way, in the table's order.
  package func permissions(of role: Role) -> [Permission] {
    Permission.allCases.filter { letters[$0]?[role] != nil }
  }

  /// The roles that have a permission in some way.
  package func roles(with permission: Permission) -> [Role] {
    Role.allCases.filter { letters[permission]?[$0] != nil }
  }
}
