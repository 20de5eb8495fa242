// Codes about looking for somebody: how much it presses, where and when to look, and why there. The
// codes are the contract; the labels are for people.

/// How much an order presses (prioritet).
package enum SearchPriority: String, CodeList {
  /// Urgent (brådskande).
  case urgent
  /// Soon (snart).
  case soon
  /// Routine (vanlig).
  case routine

  /// The name of the list.
  package static let listName = "search-priority"

  /// What people read.
  package var label: Label {
    switch self {
    case .urgent: Label("brådskande", "urgent")
    case .soon: Label("snart", "soon")
    case .routine: Label("vanlig", "routine")
    }
  }
}

/// A part of the day, by the clock in Sweden (tid på dygnet).
package enum DayPart: String, CodeList {
  /// Night, 22–6 (natt, kl. 22–6).
  case night
  /// Morning, 6–10 (morgon, kl. 6–10).
  case morning
  /// Day, 10–17 (dag, kl. 10–17).
  case day
  /// Evening, 17–22 (kväll, kl. 17–22).
  case evening

  /// The name of the list.
  package static let listName = "day-part"

  /// What people read.
  package var label: Label {
    switch self {
    case .night: Label("natt, kl. 22–6", "night, 22–6")
    case .morning: Label("morgon, kl. 6–10", "morning, 6–10")
    case .day: Label("dag, kl. 10–17", "day, 10–17")
    case .evening: Label("kväll, kl. 17–22", "evening, 17–22")
    }
  }
}

/// Why it may be worth looking at a place (skäl till förslag).
package enum SuggestionReason: String, CodeList {
  /// Was met here (har mötts här).
  case metHere = "met_here"
  /// Was seen here without contact (har setts här utan kontakt).
  case seenHere = "seen_here"
  /// Was heard of here (det har berättats om personen här).
  case heardOfHere = "heard_of_here"
  /// Is usually here by the order (brukar vara här enligt uppdraget).
  case usualPlace = "usual_place"
  /// Somebody alike was counted here (någon som liknar har räknats här).
  case countedAlike = "counted_alike"
  /// Many are here at that time (många är här vid den tiden).
  case busyThen = "busy_then"
  /// Was looked for here lately, without result (söktes här nyligen utan resultat).
  case notFoundLately = "not_found_lately"
  /// Uneasy or threatening lately: go two together (oroligt eller hotfullt nyligen: gå två).
  case uneasyLately = "uneasy_lately"

  /// The name of the list.
  package static let listName = "suggestion-reason"

  /// What people read.
  package var label: Label {
    switch self {
    case .metHere: Label("har mötts här", "was met here")
    case .seenHere: Label("har setts här utan kontakt", "was seen here without contact")
    case .heardOfHere: Label("det har berättats om personen här", "was heard of here")
    case .usualPlace: Label("brukar vara här enligt uppdraget", "is usually here by the order")
    case .countedAlike: Label("någon som liknar har räknats här", "somebody alike was counted here")
    case .busyThen: Label("många är här vid den tiden", "many are here at that time")
    case .notFoundLately:
      Label("söktes här nyligen utan resultat", "was looked for here lately, without result")
    case .uneasyLately:
      Label("oroligt eller hotfullt nyligen: gå två", "uneasy or threatening lately: go two")
    }
  }
}
