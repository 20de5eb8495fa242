// When a door is open, week by week in Swedish civil time. It knows nothing of single days that are
// different, except that an opening may close on holidays.

/// One opening that comes back every week: on some days, from one time to another.
public struct Opening: Hashable, Sendable {
  /// The days on which it begins, each once, Monday first.
  public let days: [Weekday]
  /// When it begins.
  public let opens: TimeOfDay
  /// When it ends; a time before `opens` is one of the next day.
  public let closes: TimeOfDay
  /// Whether it does not begin on public holidays and the eves that count as such
  /// (`SwedishHolidays`); else they are days as others.
  public let closedOnHolidays: Bool

  /// An opening; nil without days, or where it ends as it begins.
  ///
  /// A whole day is 00:00–24:00, so that two equal times cannot mean either of two things.
  public init?(
    days: some Collection<Weekday>, opens: TimeOfDay, closes: TimeOfDay,
    closedOnHolidays: Bool = false
  ) {
    guard !days.isEmpty, opens != closes, opens <= .lastOfDay else { return nil }
    self.days = Weekday.allCases.filter(days.contains)
    self.opens = opens
    self.closes = closes
    self.closedOnHolidays = closedOnHolidays
  }

  /// Whether it ends on the day after the one on which it begins.
  public var isOvernight: Bool { closes < opens }

  /// The instants from beginning to end where it begins on a day; nil where it does not.
  ///
  /// In the night when summer time starts, an opening can lie wholly within the hour that is
  /// skipped: then there is none.
  public func span(on day: Day) -> Range<Timestamp>? {
    guard days.contains(Weekday(day)) else { return nil }
    if closedOnHolidays, SwedishHolidays.isEve(day) || SwedishHolidays.name(of: day) != nil {
      return nil
    }
    let start = opens.instant(on: day)
    let end = closes.instant(on: isOvernight ? day.plus(days: 1) : day)
    return start < end ? start..<end : nil
  }
}

/// The opening hours of an entrance or a service (sw. *öppettider*).
public struct OpeningHours: Hashable, Sendable {
  /// Most openings that hours may have.
  public static let openingsMax = 21
  // The longest row of holidays on one day of the week is two (25 December and 1 January); the
  // tests walk through forty years.
  private static let searchDays = 28

  /// The openings in the order in which they were given; none where hours are not known.
  public let openings: [Opening]

  /// Hours of some openings.
  public init(_ openings: [Opening] = []) { self.openings = openings }

  /// Whether no hours are known.
  public var isEmpty: Bool { openings.isEmpty }

  /// Whether a door is open at an instant; at the end of an opening it is closed.
  public func isOpen(at time: Timestamp) -> Bool {
    let today = Day.of(time)
    // What began yesterday may go on past midnight.
    return [today.plus(days: -1), today].contains { day in
      openings.contains { $0.span(on: day)?.contains(time) ?? false }
    }
  }

  /// The first instant after another at which a closed door opens; nil where none ever does.
  public func nextOpening(after time: Timestamp) -> Timestamp? {
    let today = Day.of(time)
    for number in 0...Self.searchDays {
      let day = today.plus(days: number)
      let starts = openings.compactMap { $0.span(on: day)?.lowerBound }
      // An opening that follows another without a pause opens no closed door.
      let found = starts.filter {
        $0 > time && !isOpen(at: Timestamp(milliseconds: $0.milliseconds - 1))
      }
      if let first = found.min() { return first }
    }
    return nil
  }
}
