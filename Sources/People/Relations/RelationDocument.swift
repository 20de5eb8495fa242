// What comes in about relations.

import Access
import JSON
import Pipeline
import Vocabulary

/// The body of a new relation.
struct RelationDocument: Document {
  static let name = "NewPersonRelation"

  let other: PersonID?
  let kind: RelationKind
  let from: Day?
  let to: Day?
  let secrecy: SecrecyClass

  init(reading fields: inout FieldReader) {
    other = fields.idIfAny("other", isRequired: true)
    kind = fields.code("kind", RelationKind.self)
    from = fields.dayIfAny("from")
    to = fields.dayIfAny("to")
    let codes = SecrecyClass.allCases.map(\.rawValue)
    let told = fields.member("secrecy", .code(codes), isRequired: false, allowed: codes) {
      $0.string.flatMap { SecrecyClass(rawValue: $0) }
    }
    secrecy = told ?? .normal
  }
}

/// The body that ends or corrects a relation (RFC 7396); another kind is another relation.
struct RelationChange: Document {
  static let name = "PersonRelationChange"

  let from: Change<Day>
  let to: Change<Day>

  init(reading fields: inout FieldReader) {
    from = fields.change("from", isClearable: false) { $0.dayIfAny("from") }
    to = fields.change("to") { $0.dayIfAny("to") }
  }

  /// The days after the change.
  func applied(to days: Episode) -> Episode {
    Episode(
      startsOn: from.applied(to: days.startsOn) ?? days.startsOn,
      endsOn: to.applied(to: days.endsOn))
  }
}
