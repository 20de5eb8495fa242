// The days of the week as opening hours name them.

/// A day of the week (veckodag).
package enum Weekday: String, CodeList {
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
  package static let listName = "weekday"

  /// The day of the week of a day.
  package init(_ day: Day) {
    self = Self.allCases[day.weekday - 1]
  }

  /// What people read.
  package var label: Label {
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
