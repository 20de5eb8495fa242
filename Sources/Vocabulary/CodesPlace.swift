// Codes about places and what is seen there. The codes are the contract; the labels are for people.

/// What sort of place it is (platstyp).
public enum PlaceKind: String, CodeList {
  /// Reception (mottagning).
  case reception
  /// Day centre (dagverksamhet).
  case dayCentre = "day_centre"
  /// Shelter (härbärge).
  case shelter
  /// Emergency housing (akutboende).
  case emergencyHousing = "emergency_housing"
  /// Jour housing (jourboende).
  case jourboende
  /// Hostel (vandrarhem).
  case hostel
  /// Public premises (allmän lokal).
  case publicPremises = "public_premises"
  /// Outdoors (utomhus).
  case outdoors
  /// Tents (tältplats).
  case tent
  /// Stairwell (trapphus).
  case stairwell
  /// Station (station).
  case station
  /// Library (bibliotek).
  case library
  /// School (skola).
  case school
  /// Online platform (plattform på nätet).
  case onlinePlatform = "online_platform"
  /// Protected housing (skyddat boende).
  case protected

  /// The name of the list.
  public static let listName = "place-kind"

  /// What people read.
  public var label: Label {
    switch self {
    case .reception: Label("mottagning", "reception")
    case .dayCentre: Label("dagverksamhet", "day centre")
    case .shelter: Label("härbärge", "shelter")
    case .emergencyHousing: Label("akutboende", "emergency housing")
    case .jourboende: Label("jourboende", "jour housing")
    case .hostel: Label("vandrarhem", "hostel")
    case .publicPremises: Label("allmän lokal", "public premises")
    case .outdoors: Label("utomhus", "outdoors")
    case .tent: Label("tältplats", "tents")
    case .stairwell: Label("trapphus", "stairwell")
    case .station: Label("station", "station")
    case .library: Label("bibliotek", "library")
    case .school: Label("skola", "school")
    case .onlinePlatform: Label("plattform på nätet", "online platform")
    case .protected: Label("skyddat boende", "protected housing")
    }
  }
}

/// Whether a place is visited.
public enum PlaceStatus: String, CodeList {
  /// Visited (besöks).
  case active
  /// Open in season (öppen under säsong).
  case seasonal
  /// Closed (stängd).
  case closed

  /// The name of the list.
  public static let listName = "place-status"

  /// What people read.
  public var label: Label {
    switch self {
    case .active: Label("besöks", "visited")
    case .seasonal: Label("öppen under säsong", "open in season")
    case .closed: Label("stängd", "closed")
    }
  }
}

/// How it felt at a place (stämning).
public enum Mood: String, CodeList {
  /// Calm (lugnt).
  case calm
  /// Uneasy (oroligt).
  case uneasy
  /// Threatening (hotfullt).
  case threatening

  /// The name of the list.
  public static let listName = "mood"

  /// What people read.
  public var label: Label {
    switch self {
    case .calm: Label("lugnt", "calm")
    case .uneasy: Label("oroligt", "uneasy")
    case .threatening: Label("hotfullt", "threatening")
    }
  }
}

/// A mode that is switched on by dates (läge).
public enum SeasonKind: String, CodeList {
  /// Winter mode (vinterläge).
  case winter
  /// Crisis mode (krisläge).
  case crisis

  /// The name of the list.
  public static let listName = "season-kind"

  /// What people read.
  public var label: Label {
    switch self {
    case .winter: Label("vinterläge", "winter mode")
    case .crisis: Label("krisläge", "crisis mode")
    }
  }
}

/// How hard staff are pressed (beredskap).
public enum Preparedness: String, CodeList {
  /// Normal (normalläge).
  case normal
  /// Strained (ansträngt läge).
  case strained
  /// Staff mode (stabsläge).
  case stab

  /// The name of the list.
  public static let listName = "preparedness"

  /// What people read.
  public var label: Label {
    switch self {
    case .normal: Label("normalläge", "normal")
    case .strained: Label("ansträngt läge", "strained")
    case .stab: Label("stabsläge", "staff mode")
    }
  }
}

/// The state of a shift (passets läge).
public enum ShiftStatus: String, CodeList {
  /// Planned (planerat).
  case planned
  /// Started (pågår).
  case started
  /// Ended (avslutat).
  case ended
  /// Reviewed (genomgånget).
  case reviewed
  /// Cancelled (inställt).
  case cancelled

  /// The name of the list.
  public static let listName = "shift-status"

  /// What people read.
  public var label: Label {
    switch self {
    case .planned: Label("planerat", "planned")
    case .started: Label("pågår", "started")
    case .ended: Label("avslutat", "ended")
    case .reviewed: Label("genomgånget", "reviewed")
    case .cancelled: Label("inställt", "cancelled")
    }
  }
}
