// The result of a round: what may be shown, frozen when the round was reconciled. It is stored as
// it is shown, so no later reading can show more.

import JSON
import Pipeline
import Vocabulary

/// A round's result.
struct CountResult: Sendable {
  /// The run that made it.
  let run: AnyID
  /// The round.
  let round: CountRoundID
  /// The version of the definition that it was counted by.
  let definition: Int
  /// The state of the data that it was counted from.
  let dataAt: Timestamp
  /// The smallest positive count that is shown.
  let smallCellLimit: Int
  /// The fewest persons there can be; nil is hidden.
  let low: Int?
  /// The figures.
  let figures: CountFigures

  /// The most persons there can be; nil is hidden.
  var high: Int? { figures.cells[.everybody] ?? nil }
}

extension CountFigures {
  /// The figures with the low bound as they are stored: cells of nought are left out.
  func stored(low: Int?) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("low", low)
      writer.array("cells") { writer in
        for place in CountPlace.all {
          guard let count = cells[place], count != 0 else { continue }
          writer.array { writer in
            for code in [place.situation?.code, place.sex?.code, place.ageBand?.code] {
              if let code { writer.string(code) } else { writer.null() }
            }
            if let count { writer.integer(Int64(count)) } else { writer.null() }
          }
        }
      }
      writer.object("needs") { writer in
        for need in NeedArea.allCases { writer.count(need.code, needs[need] ?? 0) }
      }
      writer.object("contact") { writer in
        for answer in SocialServicesContact.allCases {
          writer.count(answer.code, contact[answer] ?? 0)
        }
      }
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// Reads figures as they are stored.
  init(stored value: JSONValue) {
    cells = Dictionary(uniqueKeysWithValues: CountPlace.all.map { ($0, 0) })
    for cell in value["cells"]?.array ?? [] {
      guard let parts = cell.array, parts.count == 4 else { continue }
      let place = CountPlace(
        parts[0].string.flatMap(HomelessSituation.init(code:)),
        parts[1].string.flatMap(Sex.init(code:)), parts[2].string.flatMap(AgeBand.init(code:)))
      cells.updateValue(parts[3].count, forKey: place)
    }
    needs = [:]
    for need in NeedArea.allCases {
      needs.updateValue(value["needs"]?[need.code]?.count, forKey: need)
    }
    contact = [:]
    for answer in SocialServicesContact.allCases {
      contact.updateValue(value["contact"]?[answer.code]?.count, forKey: answer)
    }
  }
}

extension JSONWriter {
  /// Writes a member that is a count; a hidden one is `null`.
  mutating func count(_ name: String, _ count: Int?) {
    key(named: name)
    if let count { integer(Int64(count)) } else { null() }
  }
}

extension JSONValue {
  /// A count; nil for a hidden one.
  var count: Int? {
    guard case .number(let number) = self else { return nil }
    return number.integer.flatMap(Int.init(exactly:))
  }
}
