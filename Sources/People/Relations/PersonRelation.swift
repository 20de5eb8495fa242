// Relations between persons, told once and read from both sides. A relation opens nobody's record:
// it is there only for those who may read both persons anyhow.

package import Access
import JSON
import Pipeline
package import Vocabulary

/// A relation between two persons (sw. *relation*).
package struct PersonRelation: Sendable {
  /// Its id.
  package let id: RelationID
  /// The one of whom it was told.
  package let person: PersonID
  /// The other one.
  package let other: PersonID
  /// What the other one is to the person.
  package let kind: RelationKind
  /// From when until when.
  package var days: Episode
  /// How guarded the relation itself is.
  package var secrecy: SecrecyClass
  /// Raised with every change.
  package let version: Int

  /// The other one, and what they are, seen from one of the two.
  package func seen(from one: PersonID) -> (other: PersonID, kind: RelationKind) {
    one == person ? (other, kind) : (person, kind.inverse)
  }

  /// The facts about one of the two, made as guarded as the relation is.
  package func guarded(_ facts: SubjectFacts) -> SubjectFacts {
    var facts = facts
    facts.secrecy = SecrecyClass.stricter(facts.secrecy, secrecy)
    return facts
  }
}

extension SecrecyClass {
  /// The one of two that guards more.
  package static func stricter(_ one: SecrecyClass, _ other: SecrecyClass) -> SecrecyClass {
    if one == .protected || other == .protected { return .protected }
    return one == .restricted || other == .restricted ? .restricted : .normal
  }
}

/// A relation as it is seen from one of the two.
struct RelationView {
  let relation: PersonRelation
  let kind: RelationKind
  let other: Person

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("id", relation.id.text)
      writer.member("kind", kind.code)
      writer.reference("other", NamedThing(other.id, other.displayName))
      writer.member("from", relation.days.startsOn.text)
      writer.member("to", relation.days.endsOn?.text)
      writer.member("secrecy", relation.secrecy.rawValue)
    }
  }

  static let shape: Shape = .object(
    "PersonRelation",
    [
      .init("id", .id), .init("kind", .code(RelationKind.self)), .init("other", .namedThing),
      .init("from", .day), .init("to", .nullable(.day)),
      .init("secrecy", .code(SecrecyClass.allCases.map(\.rawValue))),
    ])
}
