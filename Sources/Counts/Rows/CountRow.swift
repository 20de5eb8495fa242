// Rows: what was told about one person, without anything that says who it is.

import JSON
import Pipeline
import Vocabulary

/// A row of a count (sw. *uppgift*), as its reporter and the round's statisticians see it.
struct CountRow: Sendable {
  /// Its id.
  let id: CountRowID
  /// Who reported it.
  let reporter: AnyID
  /// What was told.
  let person: CountedPerson
  /// Whether a code was made, so that the same person can be found in another return.
  let hasCode: Bool
  /// Why it is left out.
  let excluded: CountExclusion?
  /// When it came in.
  let createdAt: Timestamp

  /// Writes the row as clients see it.
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("id", id.text)
      writer.member("reporter", reporter.text)
      writer.member("sex", person.sex.code)
      writer.member("ageBand", person.ageBand.code)
      writer.member("situation", person.situation.code)
      writer.member("needs", person.needs.map(\.code).sorted())
      writer.member("socialServicesContact", person.contact.code)
      writer.member("hasCode", hasCode)
      writer.member("excluded", excluded?.code)
      writer.member("createdAt", createdAt.text)
    }
  }

  /// What a row looks like on the wire.
  static let shape: Shape = .object(
    "CountRow",
    [
      .init("id", .id), .init("reporter", .id), .init("sex", .code(Sex.self)),
      .init("ageBand", .code(AgeBand.self)), .init("situation", .code(HomelessSituation.self)),
      .init("needs", .list(.code(NeedArea.self), countMax: NeedArea.allCases.count)),
      .init("socialServicesContact", .code(SocialServicesContact.self)),
      .init("hasCode", .flag), .init("excluded", .nullable(.code(CountExclusion.self))),
      .init("createdAt", .instant),
    ])
}
