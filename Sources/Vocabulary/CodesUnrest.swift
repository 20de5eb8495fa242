// Codes about signs of social unrest and what is done about them. The codes are the contract; the
// labels are for people.

/// Where a sign of unrest comes from (källa till iakttagelsen): kinds of sources, never persons.
package enum UnrestSource: String, CodeList {
  /// The municipality's staff (kommunens personal).
  case staff
  /// The police (polisen).
  case police
  /// A school (skolan).
  case school
  /// A landlord (hyresvärd).
  case landlord
  /// Residents (boende).
  case residents
  /// Civil society (civilsamhället).
  case civilSociety = "civil_society"
  /// Guards (ordningsvakter).
  case guards
  /// Open sources (öppna källor).
  case openSources = "open_sources"

  /// The name of the list.
  package static let listName = "unrest-source"

  /// What people read.
  package var label: Label {
    switch self {
    case .staff: Label("kommunens personal", "the municipality's staff")
    case .police: Label("polisen", "the police")
    case .school: Label("skolan", "a school")
    case .landlord: Label("hyresvärd", "a landlord")
    case .residents: Label("boende", "residents")
    case .civilSociety: Label("civilsamhället", "civil society")
    case .guards: Label("ordningsvakter", "guards")
    case .openSources: Label("öppna källor", "open sources")
    }
  }
}

/// The state of a sign of unrest (tecknets läge).
package enum UnrestStatus: String, CodeList {
  /// Reported (rapporterat).
  case reported
  /// Being acted on (åtgärdas).
  case acting
  /// Being followed up (följs upp).
  case following
  /// Closed (avslutat).
  case closed

  /// The name of the list.
  package static let listName = "unrest-status"

  /// What people read.
  package var label: Label {
    switch self {
    case .reported: Label("rapporterat", "reported")
    case .acting: Label("åtgärdas", "being acted on")
    case .following: Label("följs upp", "being followed up")
    case .closed: Label("avslutat", "closed")
    }
  }
}

/// Whose measure it is (ansvarig för åtgärden).
package enum UnrestParty: String, CodeList {
  /// The municipality (kommunen).
  case municipality
  /// The police (polisen).
  case police
  /// Both together (gemensamt).
  case together
  /// Another party (annan part).
  case other

  /// The name of the list.
  package static let listName = "unrest-party"

  /// What people read.
  package var label: Label {
    switch self {
    case .municipality: Label("kommunen", "the municipality")
    case .police: Label("polisen", "the police")
    case .together: Label("kommunen och polisen", "the municipality and the police")
    case .other: Label("annan part", "another party")
    }
  }
}

/// What came of a measure (åtgärdens resultat).
package enum MeasureResult: String, CodeList {
  /// Not done yet (inte gjord än).
  case pending
  /// It worked (gav effekt).
  case effect
  /// It worked in part (viss effekt).
  case someEffect = "some_effect"
  /// It did not work (ingen effekt).
  case noEffect = "no_effect"
  /// It was not done (genomfördes inte).
  case notDone = "not_done"

  /// The name of the list.
  package static let listName = "measure-result"

  /// What people read.
  package var label: Label {
    switch self {
    case .pending: Label("inte gjord än", "not done yet")
    case .effect: Label("gav effekt", "it worked")
    case .someEffect: Label("viss effekt", "it worked in part")
    case .noEffect: Label("ingen effekt", "it did not work")
    case .notDone: Label("genomfördes inte", "it was not done")
    }
  }
}
