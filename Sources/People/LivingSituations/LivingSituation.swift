// Where a person lives, as dated episodes: Socialstyrelsen's situation and subtype, and what
// follows from them in ETHOS Light and in HUD's list.

import JSON
package import Pipeline
package import Vocabulary

/// A living situation (sw. *boendesituation*).
package struct LivingSituation: Sendable {
  /// Its id.
  package let id: LivingSituationID
  /// Whose it is.
  package let person: PersonID
  /// From when until when.
  package var days: Episode
  /// Socialstyrelsen's situation.
  package var situation: HomelessSituation
  /// The kind of place, within the situation.
  package var subtype: LivingSubtype?
  /// Whether somebody saw the person bedded down; nil when it is not known.
  package var beddedDown: Bool?
  /// Who says so.
  package var source: LivingSource
  /// Raised with every change.
  package let version: Int

  /// Makes sure that situation and subtype go together.
  ///
  /// - Throws: `Refusal` 422 at the subtype.
  package func check() throws(Refusal) {
    guard let subtype, subtype.situation != situation else { return }
    throw .invalid("/subtype", "contradiction")
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("id", id.text)
      writer.member("from", days.startsOn.text)
      writer.member("to", days.endsOn?.text)
      writer.member("situation", situation.code)
      writer.member("subtype", subtype?.code)
      writer.member("ethosLight", subtype?.ethosLight)
      writer.member("hud412", subtype?.hudCode)
      writer.member("beddedDown", beddedDown)
      writer.member("source", source.code)
    }
  }

  static let shape: Shape = .object(
    "LivingSituation",
    [
      .init("id", .id), .init("from", .day), .init("to", .nullable(.day)),
      .init("situation", .code(HomelessSituation.self)),
      .init("subtype", .nullable(.code(LivingSubtype.self))),
      .init("ethosLight", .nullable(.integer(1...6))),
      .init("hud412", .nullable(.integer(1...999))), .init("beddedDown", .nullable(.flag)),
      .init("source", .code(LivingSource.self)),
    ])
}
