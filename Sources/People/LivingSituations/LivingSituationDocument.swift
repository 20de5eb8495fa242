// What comes in about living situations.

import Pipeline
import Vocabulary

/// The body of a new episode.
struct LivingSituationDocument: Document {
  static let name = "NewLivingSituation"

  let from: Day?
  let to: Day?
  let situation: HomelessSituation
  let subtype: LivingSubtype?
  let beddedDown: Bool?
  let source: LivingSource

  init(reading fields: inout FieldReader) {
    situation = fields.code("situation", HomelessSituation.self)
    subtype = fields.codeIfAny("subtype", LivingSubtype.self)
    from = fields.dayIfAny("from")
    to = fields.dayIfAny("to")
    beddedDown = fields.flagIfAny("beddedDown")
    source = fields.code("source", LivingSource.self)
  }
}

/// The body that ends or corrects an episode (RFC 7396).
struct LivingSituationChange: Document {
  static let name = "LivingSituationChange"

  let from: Change<Day>
  let to: Change<Day>
  let situation: Change<HomelessSituation>
  let subtype: Change<LivingSubtype>
  let beddedDown: Change<Bool>
  let source: Change<LivingSource>

  init(reading fields: inout FieldReader) {
    situation = fields.change("situation", isClearable: false) {
      $0.codeIfAny("situation", HomelessSituation.self)
    }
    subtype = fields.change("subtype") { $0.codeIfAny("subtype", LivingSubtype.self) }
    from = fields.change("from", isClearable: false) { $0.dayIfAny("from") }
    to = fields.change("to") { $0.dayIfAny("to") }
    beddedDown = fields.change("beddedDown") { $0.flagIfAny("beddedDown") }
    source = fields.change("source", isClearable: false) {
      $0.codeIfAny("source", LivingSource.self)
    }
  }

  /// The episode after the change.
  func applied(to episode: LivingSituation) -> LivingSituation {
    var changed = episode
    changed.days.startsOn = from.applied(to: episode.days.startsOn) ?? episode.days.startsOn
    changed.days.endsOn = to.applied(to: episode.days.endsOn)
    changed.situation = situation.applied(to: episode.situation) ?? episode.situation
    changed.subtype = subtype.applied(to: episode.subtype)
    changed.beddedDown = beddedDown.applied(to: episode.beddedDown)
    changed.source = source.applied(to: episode.source) ?? episode.source
    return changed
  }
}
