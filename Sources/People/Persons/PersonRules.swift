// What follows from what is told about a person, what contradicts itself, and the life cycle. Pure:
// no database, no caller.

import Access
package import Pipeline
package import Vocabulary

extension NewPerson {
  /// Identified with a number, else pseudonymous.
  package var identityMode: IdentityMode { number == nil ? .pseudonymous : .identified }

  /// The names that a search finds the person by, cut into words.
  package var nameTokens: Set<String> {
    Set([alias, preferredName, legalName].compactMap(\.self).flatMap(TextRules.searchTokens))
  }

  /// The age band on a day: from the year of birth where that is known, else as told.
  package func ageBand(on today: Day) -> AgeBand? {
    if let number { return AgeBand(years: max(0, number.birthDay.years(until: today))) }
    return birthYear.map { AgeBand(years: max(0, today.year - $0)) } ?? ageBand
  }

  /// The same, with sex, year and age band filled in from the number and the year.
  package func filled(on today: Day) -> NewPerson {
    var person = self
    if let number {
      if sex == .unknown { person.sex = number.sex }
      person.birthYear = birthYear ?? number.birthDay.year
    }
    person.ageBand = person.ageBand(on: today)
    return person
  }

  /// Makes sure that something names the person and that nothing contradicts the rest.
  ///
  /// - Throws: `Refusal` 422 with the paths that contradict.
  package func check(on today: Day) throws(Refusal) {
    var faults: [FieldFault] = []
    if alias == nil, preferredName == nil, legalName == nil, number == nil {
      faults.append(FieldFault(path: "/alias", code: "required"))
    }
    // Told as "other" says nothing about the register and contradicts nothing.
    if let number, sex == .woman || sex == .man, sex != number.sex {
      faults.append(FieldFault(path: "/sex", code: "contradiction"))
    }
    if let birthYear {
      let differs = number.map { $0.birthDay.year != birthYear } ?? false
      if differs { faults.append(FieldFault(path: "/birthYear", code: "contradiction")) }
      if birthYear > today.year { faults.append(FieldFault(path: "/birthYear", code: "future")) }
    }
    if !fits(ageBand, on: today) {
      faults.append(FieldFault(path: "/ageBand", code: "contradiction"))
    }
    guard faults.isEmpty else { throw Refusal(.validationFailed, errors: faults) }
  }

  // A year of birth leaves two ages open until this year's birthday.
  private func fits(_ band: AgeBand?, on today: Day) -> Bool {
    guard let ages = band?.years, let year = number?.birthDay.year ?? birthYear else { return true }
    return ages.contains(today.year - year) || ages.contains(today.year - year - 1)
  }
}
