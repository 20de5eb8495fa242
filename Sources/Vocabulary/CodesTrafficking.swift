// The checklist about trafficking in human beings: indicators in our own words, each with the sort
// of sign that it is and the published list that it follows. An answer is an observation; nothing
// adds them up.

/// A published list of indicators (källa).
package enum IndicatorSource: String, CodeList {
  /// ILO and the European Commission: operational indicators (2009).
  case ilo
  /// UNODC: human trafficking indicators.
  case unodc

  /// The name of the list.
  package static let listName = "indicator-source"

  /// What people read.
  package var label: Label {
    switch self {
    case .ilo:
      Label(
        "ILO och EU-kommissionen, operativa indikatorer 2009",
        "ILO and European Commission, operational indicators 2009")
    case .unodc: Label("UNODC, indikatorer på människohandel", "UNODC, trafficking indicators")
    }
  }
}

/// What sort of sign an indicator is (slag av tecken).
package enum IndicatorKind: String, CodeList {
  /// Control over somebody (kontroll).
  case control
  /// The means that are used (medel).
  case means
  /// How somebody is made use of (utnyttjande).
  case work
  /// Being made to commit crimes (tvång till brott).
  case crime
  /// How somebody seems (yttre tecken).
  case signs
  /// Signs about children (barn).
  case child

  /// The name of the list.
  package static let listName = "indicator-kind"

  /// What people read.
  package var label: Label {
    switch self {
    case .control: Label("kontroll", "control")
    case .means: Label("medel", "means")
    case .work: Label("utnyttjande", "exploitation")
    case .crime: Label("tvång till brott", "made to commit crimes")
    case .signs: Label("yttre tecken", "outward signs")
    case .child: Label("barn", "children")
    }
  }
}

/// What somebody answered, or what was seen, about an indicator (svar).
package enum IndicatorAnswer: String, CodeList {
  /// Yes (ja).
  case yes
  /// No (nej).
  case no
  /// Not known (vet inte).
  case unknown

  /// The name of the list.
  package static let listName = "indicator-answer"

  /// What people read.
  package var label: Label {
    switch self {
    case .yes: Label("ja", "yes")
    case .no: Label("nej", "no")
    case .unknown: Label("vet inte", "not known")
    }
  }
}

/// An indicator of trafficking in human beings (indikator på människohandel).
package enum TraffickingIndicator: String, CodeList {
  /// Identity papers taken (någon annan har pass eller id-handling).
  case identityPapersTaken = "identity_papers_taken"
  /// Movement controlled (får inte gå ut eller resa fritt).
  case movementControlled = "movement_controlled"
  /// Watched or accompanied (övervakas, eller någon annan för talan).
  case watchedOrAccompanied = "watched_or_accompanied"
  /// Phone controlled (någon annan styr telefon och konton).
  case phoneControlled = "phone_controlled"
  /// Threats (hot mot sig själv eller närstående).
  case threats
  /// Violence (våld eller spår av våld).
  case violence
  /// Deceived (lurad om arbete, villkor eller resa).
  case deceived
  /// Debt bondage (skuld som ska arbetas av).
  case debtBondage = "debt_bondage"
  /// Vulnerability used (utsatt läge utnyttjas: beroende, sjukdom, ålder).
  case vulnerabilityUsed = "vulnerability_used"
  /// Earnings taken (får inte behålla det som tjänas).
  case earningsTaken = "earnings_taken"
  /// Excessive hours (arbetar orimligt långa dagar utan ledighet).
  case excessiveHours = "excessive_hours"
  /// Lives where they work (bor på arbetsplatsen, eller trångt med andra som arbetar).
  case livesWhereWorks = "lives_where_works"
  /// Sold for sex (någon annan ordnar, styr eller tjänar på sexuella tjänster).
  case soldForSex = "sold_for_sex"
  /// Forced begging (tvingas tigga eller lämna ifrån sig pengarna).
  case forcedBegging = "forced_begging"
  /// Forced crime (tvingas begå brott).
  case forcedCrime = "forced_crime"
  /// Rehearsed story (berättelsen verkar inövad).
  case rehearsedStory = "rehearsed_story"
  /// Does not know where they are (vet inte var hen bor eller är).
  case unknownPlace = "unknown_place"
  /// Fear of authorities (rädd för myndigheter eller för att utvisas).
  case fearOfAuthorities = "fear_of_authorities"
  /// Child without guardian (barn utan vårdnadshavare, eller med någon som inte är det).
  case childWithoutGuardian = "child_without_guardian"
  /// Child with gifts (barn med dyra saker, resor eller äldre kontakter som inte kan förklaras).
  case childWithGifts = "child_with_gifts"

  /// The name of the list.
  package static let listName = "trafficking-indicator"

  /// What people read.
  package var label: Label { row.label }

  /// What sort of sign it is.
  package var kind: IndicatorKind { row.kind }

  /// The list that it follows.
  package var source: IndicatorSource { row.source }

  private var row: (label: Label, kind: IndicatorKind, source: IndicatorSource) {
    switch self {
    case .identityPapersTaken:
      (
        Label(
          "någon annan har pass eller id-handling",
          "somebody else keeps passport or papers"), .control, .ilo
      )
    case .movementControlled:
      (Label("får inte gå ut eller resa fritt", "may not go out or travel freely"), .control, .ilo)
    case .watchedOrAccompanied:
      (
        Label(
          "övervakas, eller någon annan för talan",
          "watched, or somebody else speaks for them"), .control, .unodc
      )
    case .phoneControlled:
      (
        Label(
          "någon annan styr telefon och konton",
          "somebody else controls phone and accounts"), .control, .unodc
      )
    case .threats:
      (
        Label(
          "hot mot sig själv eller närstående",
          "threats against them or people close to them"), .means, .ilo
      )
    case .violence:
      (Label("våld eller spår av våld", "violence or marks of it"), .means, .ilo)
    case .deceived:
      (
        Label(
          "lurad om arbete, villkor eller resa",
          "deceived about work, terms or travel"), .means, .ilo
      )
    case .debtBondage:
      (Label("skuld som ska arbetas av", "a debt to be worked off"), .means, .ilo)
    case .vulnerabilityUsed:
      (
        Label(
          "utsatt läge utnyttjas: beroende, sjukdom, ålder",
          "a weak position is used: dependence, illness, age"), .means, .ilo
      )
    case .earningsTaken:
      (Label("får inte behålla det som tjänas", "may not keep what is earned"), .work, .unodc)
    case .excessiveHours:
      (
        Label(
          "arbetar orimligt långa dagar utan ledighet",
          "works unreasonably long days without rest"), .work, .ilo
      )
    case .livesWhereWorks:
      (
        Label(
          "bor på arbetsplatsen, eller trångt med andra som arbetar",
          "lives at the place of work, or crowded with others who work"), .work, .unodc
      )
    case .soldForSex:
      (
        Label(
          "någon annan ordnar, styr eller tjänar på sexuella tjänster",
          "somebody else arranges, steers or earns on sexual services"), .work, .unodc
      )
    case .forcedBegging:
      (
        Label(
          "tvingas tigga eller lämna ifrån sig pengarna",
          "made to beg or to hand over the money"), .work, .unodc
      )
    case .forcedCrime:
      (Label("tvingas begå brott", "made to commit crimes"), .crime, .unodc)
    case .rehearsedStory:
      (Label("berättelsen verkar inövad", "the story seems rehearsed"), .signs, .unodc)
    case .unknownPlace:
      (
        Label(
          "vet inte var hen bor eller är",
          "does not know where they live or are"), .signs, .unodc
      )
    case .fearOfAuthorities:
      (
        Label(
          "rädd för myndigheter eller för att utvisas",
          "afraid of authorities or of being sent away"), .signs, .unodc
      )
    case .childWithoutGuardian:
      (
        Label(
          "barn utan vårdnadshavare, eller med någon som inte är det",
          "a child without a guardian, or with somebody who is none"), .child, .unodc
      )
    case .childWithGifts:
      (
        Label(
          "barn med dyra saker, resor eller äldre kontakter som inte kan förklaras",
          "a child with costly things, travels or older contacts that cannot be explained"), .child,
        .unodc
      )
    }
  }
}
