// From rows to persons: which rows are of the same one, and how many there are at least and at
// most. Pure; it sees codes, never what they were made from.

package import Vocabulary

/// What finding duplicates needs of a row.
package struct CodedRow: Sendable {
  /// The row.
  package let id: CountRowID
  /// Who reported it.
  package let reporter: AnyID
  /// The code of an identity number.
  package let numberCode: [UInt8]?
  /// The code of initials, year of birth and sex.
  package let initialsCode: [UInt8]?
  /// What was told.
  package let person: CountedPerson

  /// A row.
  package init(
    id: CountRowID, reporter: AnyID, numberCode: [UInt8]?, initialsCode: [UInt8]?,
    person: CountedPerson
  ) {
    self.id = id
    self.reporter = reporter
    self.numberCode = numberCode
    self.initialsCode = initialsCode
    self.person = person
  }

  var hasCode: Bool { numberCode != nil || initialsCode != nil }
}

/// The persons behind the rows of a round.
package struct CountPersons: Sendable {
  /// One for each person with a code and for each row without.
  package private(set) var persons: [CountedPerson] = []
  /// Rows that are of the same person as another one, with that other.
  package private(set) var duplicates: [(row: CountRowID, of: CountRowID)] = []
  /// The fewest persons there can be.
  ///
  /// A row without a code may be anybody's; but no reporter counts the same person twice without
  /// knowing.
  package private(set) var low = 0
  /// The most persons there can be: every row without a code is somebody else.
  package var high: Int { persons.count }

  /// Finds the persons; rows that are left out are not given.
  package init(_ rows: [CodedRow]) {
    var groups = Groups()
    let coded = rows.filter(\.hasCode).sorted { $0.id < $1.id }
    // Numbers first: they tell persons with the same initials apart.
    for row in coded where row.numberCode != nil { groups.add(row) }
    for row in coded where row.numberCode == nil { groups.add(row) }
    for group in groups.rows {
      persons.append(Self.merged(group.map(\.person)))
      duplicates += group.dropFirst().map { ($0.id, group[0].id) }
    }
    persons += rows.filter { !$0.hasCode }.map(\.person)
    let ofReporters = Dictionary(grouping: rows, by: \.reporter).values.map { rows in
      Set(rows.compactMap { groups.index(of: $0) }).count + rows.count { !$0.hasCode }
    }
    low = max(groups.rows.count, ofReporters.max() ?? 0)
  }

  // What one reporter did not know another may have.
  private static func merged(_ told: [CountedPerson]) -> CountedPerson {
    var person = told[0]
    for other in told.dropFirst() {
      if person.situation == .unknown { person.situation = other.situation }
      if person.sex == .unknown { person.sex = other.sex }
      if person.ageBand == .unknown { person.ageBand = other.ageBand }
      if person.contact == .unknown || other.contact == .yes { person.contact = other.contact }
      person.needs.formUnion(other.needs)
    }
    return person
  }

  private struct Groups {
    var rows: [[CodedRow]] = []
    private var byNumber: [[UInt8]: Int] = [:]
    private var byInitials: [[UInt8]: Int] = [:]

    func index(of row: CodedRow) -> Int? {
      row.numberCode.flatMap { byNumber[$0] } ?? row.initialsCode.flatMap { byInitials[$0] }
    }

    mutating func add(_ row: CodedRow) {
      // Whose number differs is another person, whatever the initials.
      let found = row.numberCode.map { byNumber[$0] } ?? row.initialsCode.flatMap { byInitials[$0] }
      let group = found ?? rows.count
      if group == rows.count { rows.append([]) }
      rows[group].append(row)
      if let code = row.numberCode { byNumber[code] = group }
      if let code = row.initialsCode, byInitials[code] == nil { byInitials[code] = group }
    }
  }
}
