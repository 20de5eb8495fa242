// Persons (sw. den enskilde), known by name and number or by an alias only. What a reader sees of
// one is PersonView's.

package import Access
package import Pipeline
package import Vocabulary

/// What is told about a person: everything but keys, owner and state.
package struct NewPerson: Sendable, Equatable {
  /// What the person is called on the street.
  package var alias: String?
  /// The name that the person wants to be called by.
  package var preferredName: String?
  /// The name in the register.
  package var legalName: String?
  /// The identity number.
  package var number: PersonalNumber?
  /// As told, or as the number says.
  package var sex: Sex
  /// The year of birth.
  package var birthYear: Int?
  /// The age when it was told; where the year of birth is known, what follows from that year.
  package var ageBand: AgeBand?
  /// The languages that the person speaks, the best first.
  package var languages: [LanguageTag]
  /// Whether an interpreter is needed.
  package var needsInterpreter: Bool
  /// The telephone number.
  package var phone: String?
  /// When it is safe to call.
  package var safeTimes: String?
  /// The part of town.
  package var district: String?
  /// The protection in the population register.
  package var protectedIdentity: ProtectedIdentity

  /// A person as told; what is not told is not known.
  package init(
    alias: String? = nil, preferredName: String? = nil, legalName: String? = nil,
    number: PersonalNumber? = nil, sex: Sex = .unknown, birthYear: Int? = nil,
    ageBand: AgeBand? = nil, languages: [LanguageTag] = [], needsInterpreter: Bool = false,
    phone: String? = nil, safeTimes: String? = nil, district: String? = nil,
    protectedIdentity: ProtectedIdentity = .none
  ) {
    self.alias = alias
    self.preferredName = preferredName
    self.legalName = legalName
    self.number = number
    self.sex = sex
    self.birthYear = birthYear
    self.ageBand = ageBand
    self.languages = languages
    self.needsInterpreter = needsInterpreter
    self.phone = phone
    self.safeTimes = safeTimes
    self.district = district
    self.protectedIdentity = protectedIdentity
  }
}

/// A person (sw. *den enskilde*).
@dynamicMemberLookup
package struct Person: Sendable {
  /// Its id.
  package let id: PersonID
  /// The board that owns the record.
  package let boardReference: NamedThing
  /// The unit that the record lies in.
  package let unitReference: NamedThing?
  /// What is told about the person; its members are the person's own.
  package let told: NewPerson
  /// How guarded the record is.
  package let secrecy: SecrecyClass
  /// Whether the person is still somebody to help.
  package let activity: PersonActivity
  /// Who made the record: a user's id or a key's.
  package let createdBy: String
  /// Raised with every change.
  package let version: Int
  /// Why access was restricted, the last time that it was.
  package let restrictionReason: RestrictionReason?
  /// Whether it is closed to openings in an emergency, too: until two have lifted the restriction.
  package let isClosed: Bool

  /// The id of the board that owns the record.
  package var board: BoardID { BoardID(boardReference.id) }

  /// The id of the unit that the record lies in.
  package var unit: UnitID? { unitReference.map { UnitID($0.id) } }

  /// Whether the person is identified by a number or known under a pseudonym.
  package var identityMode: IdentityMode { told.identityMode }

  /// The name to show: the one wanted, else the one in the register, else the alias.
  package var displayName: String {
    told.preferredName ?? told.legalName ?? told.alias ?? "Namn saknas"
  }

  /// What is told: `person.alias`, `person.phone` and so on.
  package subscript<Value>(dynamicMember path: KeyPath<NewPerson, Value>) -> Value {
    told[keyPath: path]
  }
}
