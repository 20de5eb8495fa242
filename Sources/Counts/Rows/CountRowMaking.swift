// From what a reporter sends to what is kept: a code under the round's key in the place of who the
// person is, an age band in the place of the year of birth.

import Pipeline
import Vocabulary

/// A row as it is kept.
struct MadeCountRow: Sendable {
  let numberCode: [UInt8]?
  let initialsCode: [UInt8]?
  let person: CountedPerson
}

/// Makes rows under the key of one round.
struct CountRowMaking {
  let key: CountKey
  let round: CountRound
  let today: Day

  /// The rows of a batch.
  ///
  /// - Throws: `Refusal` 422 with every identity number that is none; never the number.
  func make(_ rows: [NewCountRow]) throws(Refusal) -> [MadeCountRow] {
    var faults: [FieldFault] = []
    var made: [MadeCountRow] = []
    for (index, row) in rows.enumerated() {
      do throws(FieldFaultFound) {
        made.append(try make(row))
      } catch {
        faults.append(FieldFault(path: "/rows/\(index)" + error.path, code: error.code))
      }
    }
    guard faults.isEmpty else { throw Refusal(.validationFailed, errors: faults) }
    return made
  }

  private func make(_ row: NewCountRow) throws(FieldFaultFound) -> MadeCountRow {
    let number = try row.identity?.number.map { text throws(FieldFaultFound) in
      do throws(PersonalNumber.Fault) {
        return try PersonalNumber.parse(text, today: today)
      } catch {
        throw FieldFaultFound(path: "/identity/number", code: error.code)
      }
    }
    let birthYear = row.birthYear ?? (row.ageBand == nil ? number?.birthDay.year : nil)
    let sex = row.sex == .unknown ? number?.sex ?? .unknown : row.sex
    return MadeCountRow(
      numberCode: number.map(key.code(of:)),
      initialsCode: try initialsCode(row, number, birthYear, sex),
      person: CountedPerson(
        situation: row.situation, sex: sex,
        ageBand: row.ageBand ?? birthYear.map(band(bornIn:)) ?? .unknown,
        needs: Set(row.needs), contact: row.contact))
  }

  private func initialsCode(
    _ row: NewCountRow, _ number: PersonalNumber?, _ birthYear: Int?, _ sex: Sex
  ) throws(FieldFaultFound) -> [UInt8]? {
    guard let initials = row.identity?.initials, let year = birthYear ?? number?.birthDay.year
    else { return nil }
    guard let code = key.code(initials: initials, birthYear: year, sex: sex) else {
      throw FieldFaultFound(path: "/identity/initials", code: "invalid")
    }
    return code
  }

  // The age that a year of birth gives at the end of the round's year.
  private func band(bornIn year: Int) -> AgeBand { AgeBand(years: round.startsOn.year - year) }
}

/// A fault in one row, with its path from there.
private struct FieldFaultFound: Error {
  let path: String
  let code: String
}
