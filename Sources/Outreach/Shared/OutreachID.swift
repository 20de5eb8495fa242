// The ids of this room's nouns.

package import Vocabulary

/// What the ids of this room are ids of.
package enum OutreachKind {
  /// A place (plats).
  package enum Place {}
  /// A visit to a place (platsbesök).
  package enum Observation {}
  /// A shift (uppsökande pass).
  package enum Shift {}
  /// A meeting (möte).
  package enum Encounter {}
  /// An order to look for somebody (riktat uppdrag).
  package enum SearchOrder {}
  /// An attempt to find somebody (sökförsök).
  package enum SearchAttempt {}
  /// Something that somebody saw (tips).
  package enum Tip {}
  /// A sign of life (trygghetskontroll).
  package enum SafetyCheck {}
  /// An evening in the field (fältkväll).
  package enum Evening {}
  /// A contact on a platform (kontakt på nätet).
  package enum OnlineContact {}
  /// A sign of social unrest (tecken på social oro).
  package enum UnrestSign {}
  /// A measure against unrest (åtgärd).
  package enum UnrestMeasure {}
  /// A checklist about trafficking (checklista).
  package enum Checklist {}
  /// A note about cooperation (samverkanskontakt).
  package enum CooperationNote {}
  /// A step in a history.
  package enum Event {}
}

/// The id of a place.
package typealias PlaceID = ID<OutreachKind.Place>
/// The id of a visit to a place.
package typealias ObservationID = ID<OutreachKind.Observation>
/// The id of a shift.
package typealias ShiftID = ID<OutreachKind.Shift>
/// The id of an encounter.
package typealias EncounterID = ID<OutreachKind.Encounter>
/// The id of a search order.
package typealias SearchOrderID = ID<OutreachKind.SearchOrder>
/// The id of an attempt to find somebody.
package typealias SearchAttemptID = ID<OutreachKind.SearchAttempt>
/// The id of a tip.
package typealias TipID = ID<OutreachKind.Tip>
/// The id of a sign of life.
package typealias SafetyCheckID = ID<OutreachKind.SafetyCheck>
/// The id of an evening in the field.
package typealias EveningID = ID<OutreachKind.Evening>
/// The id of a contact on a platform.
package typealias OnlineContactID = ID<OutreachKind.OnlineContact>
/// The id of a sign of social unrest.
package typealias UnrestSignID = ID<OutreachKind.UnrestSign>
/// The id of a measure against unrest.
package typealias UnrestMeasureID = ID<OutreachKind.UnrestMeasure>
/// The id of a checklist about trafficking.
package typealias ChecklistID = ID<OutreachKind.Checklist>
/// The id of a note about cooperation.
package typealias CooperationNoteID = ID<OutreachKind.CooperationNote>
/// The id of a step in a history.
package typealias FieldEventID = ID<OutreachKind.Event>
