// What the tests know about the things of a scenery: where each lies and who has to do with it, in
// the words of the design's scope letters. Never read back from the database.

/// One side of a thing: all that a decision about it may depend on.
package struct Ground: Sendable {
  /// The board that owns it.
  package var board: String?
  /// The unit that it lies in.
  package var unit: String?
  /// The team that works with it.
  package var team: String?
  /// The partner that owns it.
  package var partner: String?
  /// Whose own it is: users and teams of the cast.
  package var owners: Set<String> = []
  /// Whether everyone of the same owner is named by it (scope `R`).
  package var isNamed = false
  /// Who may open it although it is restricted or protected; nil when it is neither.
  package var readers: Set<String>?
  /// Whether it holds personal data: a partner then needs an agreement that opens it.
  package var isPersonal = false
  /// The permission with which this side is read, where sides have permissions of their own.
  package var permission: String?

  /// A side that nobody has to do with yet.
  package init(
    board: String? = nil, unit: String? = nil, team: String? = nil, partner: String? = nil
  ) {
    self.board = board
    self.unit = unit
    self.team = team
    self.partner = partner
  }

  /// The same with other values.
  package func with(_ change: (inout Ground) -> Void) -> Ground {
    var ground = self
    change(&ground)
    return ground
  }
}

/// One thing that a path can name.
package struct Thing: Sendable, CustomStringConvertible {
  /// What it is, as the table of expectations names it.
  package let kind: String
  /// What the tests call it.
  package let name: String
  /// How a path names it.
  package let segment: String
  /// Its id on the wire.
  package let id: String
  /// Its sides.
  package let grounds: [Ground]

  /// A thing.
  package init(
    _ kind: String, _ name: String, segment: String? = nil, id: String, _ grounds: [Ground]
  ) {
    self.kind = kind
    self.name = name
    self.segment = segment ?? id
    self.id = id
    self.grounds = grounds
  }

  /// Kind and name.
  package var description: String { "\(kind) \(name)" }
}
