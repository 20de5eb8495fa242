// Codes about a person's record: whether it is still in use, who works with it, why it is guarded.
// The codes are the contract; the labels are for people and may be reworded.

/// Whether a person is still somebody to help (aktualitet).
public enum PersonActivity: String, CodeList {
  /// Active (aktuell).
  case active
  /// Inactive (inte aktuell).
  case inactive
  /// Moved away (flyttad).
  case moved
  /// Deceased (avliden).
  case deceased

  /// The name of the list.
  public static let listName = "person-activity"

  /// What people read.
  public var label: Label {
    switch self {
    case .active: Label("aktuell", "active")
    case .inactive: Label("inte aktuell", "inactive")
    case .moved: Label("flyttad", "moved")
    case .deceased: Label("avliden", "deceased")
    }
  }
}

/// Why someone works with a person.
public enum CareReason: String, CodeList {
  /// Made the record (skapade posten).
  case created
  /// Handles the matter (tilldelad).
  case assigned
  /// Has a commission (uppdrag).
  case commission
  /// Answers a referral (remiss).
  case referral
  /// Met the person on a shift (pass).
  case shift
  /// Opened the record in an emergency (nödöppning).
  case emergency

  /// The name of the list.
  public static let listName = "care-reason"

  /// What people read.
  public var label: Label {
    switch self {
    case .created: Label("skapade posten", "made the record")
    case .assigned: Label("tilldelad", "assigned")
    case .commission: Label("uppdrag", "commission")
    case .referral: Label("remiss", "referral")
    case .shift: Label("pass", "shift")
    case .emergency: Label("nödöppning", "emergency")
    }
  }
}

/// Why access to a record is restricted (spärr).
public enum RestrictionReason: String, CodeList {
  /// Someone of the staff is related to the person (närstående till personal).
  case relativeOfStaff = "relative_of_staff"
  /// The person is of the staff (anställd).
  case staff
  /// Threats against the person (hotbild).
  case threat
  /// The person asked for it (egen begäran).
  case ownRequest = "own_request"
  /// Other (annat).
  case other

  /// The name of the list.
  public static let listName = "restriction-reason"

  /// What people read.
  public var label: Label {
    switch self {
    case .relativeOfStaff: Label("närstående till personal", "relative of staff")
    case .staff: Label("anställd", "of the staff")
    case .threat: Label("hotbild", "threats")
    case .ownRequest: Label("egen begäran", "own request")
    case .other: Label("annat", "other")
    }
  }
}
