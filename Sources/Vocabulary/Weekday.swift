// The days of the week as opening hours name them.

/// A day of the week (veckodag).
public enum Weekday: String, CodeList {
  /// Monday (måndag).
  case monday = "mon"
  /// Tuesday (tisdag).
  case tuesday = "tue"
  /// Wednesday (onsdag).
  case wednesday = "wed"
  /// Thursday (torsdag).
  case thursday = "thu"
  /// Friday (fredag).
  case friday = "fri"
  /// Saturday (lördag).
  case saturday = "sat"
  /// Sunday (söndag).
  case sunday = "sun"

  /// The name of the list.
  public static let listName = "weekday"

  /// The day of the week of a day.
  public init(_ day: Day) {
    self = Self.allCases[day.weekday - 1]
  }

  /// What people read.
  public var label: Label {
    switch self {
    case .monday: Label("måndag", "Monday")
    case .tuesday: Label("tisdag", "Tuesday")
    case .wednesday: Label("onsdag", "Wednesday")
    case .thursday: Label("torsdag", "Thursday")
    case .friday: Label("fredag", "Friday")
    case .saturday: Label("lördag", "Saturday")
    case .sunday: Label("söndag", "Sunday")
    }
  }
}
