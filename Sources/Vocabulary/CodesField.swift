// Codes about field work without persons: evenings among young people, contacts on platforms. The
// codes are the contract; the labels are for people.

/// How many were in a group (gruppens storlek). One alone is no group: that is a meeting.
package enum GroupSize: String, CodeList {
  /// Two to four (2–4).
  case from2 = "2-4"
  /// Five to nine (5–9).
  case from5 = "5-9"
  /// Ten to nineteen (10–19).
  case from10 = "10-19"
  /// Twenty or more (20 eller fler).
  case from20 = "20+"

  /// The name of the list.
  package static let listName = "group-size"

  /// What people read.
  package var label: Label {
    switch self {
    case .from2: Label("2–4 ungdomar", "2–4 young people")
    case .from5: Label("5–9 ungdomar", "5–9 young people")
    case .from10: Label("10–19 ungdomar", "10–19 young people")
    case .from20: Label("20 ungdomar eller fler", "20 young people or more")
    }
  }
}

/// Who is in a group (gruppens sammansättning).
package enum GroupSexes: String, CodeList {
  /// Girls (flickor).
  case girls
  /// Boys (pojkar).
  case boys
  /// Both (blandad).
  case mixed
  /// Unknown (okänd).
  case unknown

  /// The name of the list.
  package static let listName = "group-sexes"

  /// What people read.
  package var label: Label {
    switch self {
    case .girls: Label("flickor", "girls")
    case .boys: Label("pojkar", "boys")
    case .mixed: Label("blandad", "mixed")
    case .unknown: Label("okänd", "unknown")
    }
  }
}

/// How much reason there is for worry about an area (oronivå).
package enum WorryLevel: String, CodeList {
  /// None (ingen oro).
  case none
  /// Low (låg).
  case low
  /// Raised (förhöjd).
  case raised
  /// High (hög).
  case high
  /// Acute (akut).
  case acute

  /// The name of the list.
  package static let listName = "worry-level"

  /// What people read.
  package var label: Label {
    switch self {
    case .none: Label("ingen oro", "no worry")
    case .low: Label("låg", "low")
    case .raised: Label("förhöjd", "raised")
    case .high: Label("hög", "high")
    case .acute: Label("akut", "acute")
    }
  }
}

/// The state of an evening in the field (fältkvällens läge).
package enum EveningStatus: String, CodeList {
  /// Open (öppen).
  case open
  /// Reviewed (genomgången).
  case reviewed

  /// The name of the list.
  package static let listName = "evening-status"

  /// What people read.
  package var label: Label {
    switch self {
    case .open: Label("öppen", "open")
    case .reviewed: Label("genomgången", "reviewed")
    }
  }
}

/// What sort of platform a contact was made on (plattform): sorts, never names of accounts.
package enum OnlinePlatform: String, CodeList {
  /// Advertisements for sex (annonssida).
  case sexAds = "sex_ads"
  /// Sugar dating (sugardejting).
  case sugarDating = "sugar_dating"
  /// Dating (dejting).
  case dating
  /// Social media (sociala medier).
  case socialMedia = "social_media"
  /// Pictures and films for money (bilder och film mot betalning).
  case paidContent = "paid_content"
  /// Chat and forums (chatt och forum).
  case chat
  /// Games (spel).
  case games
  /// Another (annan).
  case other

  /// The name of the list.
  package static let listName = "online-platform"

  /// What people read.
  package var label: Label {
    switch self {
    case .sexAds: Label("annonssida för sex", "advertisements for sex")
    case .sugarDating: Label("sugardejting", "sugar dating")
    case .dating: Label("dejting", "dating")
    case .socialMedia: Label("sociala medier", "social media")
    case .paidContent: Label("bilder och film mot betalning", "pictures and films for money")
    case .chat: Label("chatt och forum", "chat and forums")
    case .games: Label("spel", "games")
    case .other: Label("annan", "another")
    }
  }
}

/// How far a contact on a platform came (nätkontaktens läge).
package enum OnlineStatus: String, CodeList {
  /// Contacted (kontaktad).
  case contacted
  /// Replied (svarat).
  case replied
  /// Met (mötts).
  case met
  /// Ended (avslutad).
  case ended

  /// The name of the list.
  package static let listName = "online-status"

  /// What people read.
  package var label: Label {
    switch self {
    case .contacted: Label("kontaktad", "contacted")
    case .replied: Label("svarat", "replied")
    case .met: Label("mötts", "met")
    case .ended: Label("avslutad", "ended")
    }
  }
}

/// Why a contact on a platform ended (varför nätkontakten avslutades).
package enum OnlineEnd: String, CodeList {
  /// No answer (inget svar).
  case noAnswer = "no_answer"
  /// Declined (avböjde).
  case declined
  /// The account is gone (kontot borta).
  case gone
  /// Help elsewhere (hjälp på annat håll).
  case helpElsewhere = "help_elsewhere"
  /// The meeting took over (mötet tog vid).
  case continuedInMeeting = "continued_in_meeting"

  /// The name of the list.
  package static let listName = "online-end"

  /// What people read.
  package var label: Label {
    switch self {
    case .noAnswer: Label("inget svar", "no answer")
    case .declined: Label("avböjde", "declined")
    case .gone: Label("kontot är borta", "the account is gone")
    case .helpElsewhere: Label("hjälp på annat håll", "help elsewhere")
    case .continuedInMeeting: Label("mötet tog vid", "the meeting took over")
    }
  }
}
