// The one table behind every answer about a round: situation by sex by age band with all totals,
// needs and contact. What is hidden is decided once for all of it; a filter shows a part, so two
// answers that differ by a filter tell no more than the whole does.

package import Vocabulary

/// The place of a cell: nil in a dimension is the total over it.
package struct CountPlace: Hashable, Sendable {
  /// The situation.
  package let situation: HomelessSituation?
  /// The sex.
  package let sex: Sex?
  /// The age band.
  package let ageBand: AgeBand?

  /// A place.
  package init(_ situation: HomelessSituation?, _ sex: Sex?, _ ageBand: AgeBand?) {
    self.situation = situation
    self.sex = sex
    self.ageBand = ageBand
  }

  /// The place of everybody.
  package static let everybody = CountPlace(nil, nil, nil)

  /// Every place, totals first.
  package static let all: [CountPlace] = dimension(HomelessSituation.self).flatMap { situation in
    dimension(Sex.self).flatMap { sex in
      dimension(AgeBand.self).map { CountPlace(situation, sex, $0) }
    }
  }

  private static func dimension<List: CodeList>(_ list: List.Type) -> [List?] {
    [nil] + Array(list.allCases)
  }

  /// Over how many dimensions it is a total.
  var totals: Int { [situation == nil, sex == nil, ageBand == nil].count { $0 } }

  /// The places that are summed up here, one list for each dimension that it is a total over.
  var sums: [[CountPlace]] {
    var sums: [[CountPlace]] = []
    if situation == nil {
      sums.append(HomelessSituation.allCases.map { CountPlace($0, sex, ageBand) })
    }
    if sex == nil { sums.append(Sex.allCases.map { CountPlace(situation, $0, ageBand) }) }
    if ageBand == nil { sums.append(AgeBand.allCases.map { CountPlace(situation, sex, $0) }) }
    return sums
  }
}

/// One counted person, without identity.
package struct CountedPerson: Sendable, Equatable {
  /// The situation.
  package var situation: HomelessSituation
  /// The sex.
  package var sex: Sex
  /// The age band.
  package var ageBand: AgeBand
  /// The needs.
  package var needs: Set<NeedArea>
  /// Contact with social services.
  package var contact: SocialServicesContact

  /// A person.
  package init(
    situation: HomelessSituation, sex: Sex, ageBand: AgeBand, needs: Set<NeedArea>,
    contact: SocialServicesContact
  ) {
    self.situation = situation
    self.sex = sex
    self.ageBand = ageBand
    self.needs = needs
    self.contact = contact
  }
}

/// What may be shown of a round's counts; nil is hidden.
package struct CountFigures: Sendable, Equatable {
  /// Persons at each place.
  package var cells: [CountPlace: Int?]
  /// Persons with each need.
  package var needs: [NeedArea: Int?]
  /// Persons by contact with social services.
  package var contact: [SocialServicesContact: Int?]
}

/// Counts persons and hides small cells.
package enum CountCube {
  /// The figures of some persons.
  ///
  /// - Parameter limit: the smallest positive count that may be shown.
  package static func figures(of persons: [CountedPerson], limit: Int) -> CountFigures {
    let places = CountPlace.all
    let index = Dictionary(uniqueKeysWithValues: zip(places, places.indices))
    var table = Table()
    table.counts = counts(of: persons, at: places, index)
    table.worth = places.map { $0.totals * 2 }
    for place in places {
      for parts in place.sums {
        table.add(total: index[place], parts: parts.compactMap { index[$0] })
      }
    }
    let everybody = index[.everybody]
    let needs = NeedArea.allCases.map { need in
      let having = persons.count { $0.needs.contains(need) }
      let cells = [table.append(having, worth: 1), table.append(persons.count - having, worth: 0)]
      table.add(total: everybody, parts: cells)
      return cells[0]
    }
    let contact = SocialServicesContact.allCases.map { answer in
      table.append(persons.count { $0.contact == answer }, worth: 1)
    }
    table.add(total: everybody, parts: contact)
    let shown = table.shown(limit: limit)
    return CountFigures(
      cells: Dictionary(uniqueKeysWithValues: places.map { ($0, index[$0].flatMap { shown[$0] }) }),
      needs: Dictionary(uniqueKeysWithValues: zip(NeedArea.allCases, needs.map { shown[$0] })),
      contact: Dictionary(
        uniqueKeysWithValues: zip(SocialServicesContact.allCases, contact.map { shown[$0] })))
  }

  private static func counts(
    of persons: [CountedPerson], at places: [CountPlace], _ index: [CountPlace: Int]
  ) -> [Int] {
    var counts = [Int](repeating: 0, count: places.count)
    for person in persons {
      for situation in [nil, person.situation] {
        for sex in [nil, person.sex] {
          for band in [nil, person.ageBand] {
            if let cell = index[CountPlace(situation, sex, band)] { counts[cell] += 1 }
          }
        }
      }
    }
    return counts
  }

  private struct Table {
    var counts: [Int] = []
    var worth: [Int] = []
    private var sums: [SmallCells.Sum] = []

    mutating func append(_ count: Int, worth value: Int) -> Int {
      counts.append(count)
      worth.append(value)
      return counts.count - 1
    }

    mutating func add(total: Int?, parts: [Int]) {
      guard let total else { return }
      sums.append(SmallCells.Sum(total: total, parts: parts))
    }

    func shown(limit: Int) -> [Int?] {
      let cells = SmallCells(counts: counts, worth: worth, sums: sums, limit: limit)
      return zip(counts, cells.hidden()).map { $1 ? nil : $0 }
    }
  }
}
