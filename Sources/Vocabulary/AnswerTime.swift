// How soon an answer is promised, and when it is due: by the clock, by the hours in which a door is
// open, or by office days. Pure: no database, no clock.

/// How soon an answer is promised (sw. *svarstid*).
public enum AnswerTime: Hashable, Sendable {
  /// So many minutes, day and night.
  case minutes(Int)
  /// So many hours in which the door is open.
  case openHours(Int)
  /// By the end of the n-th office day.
  case officeDays(Int)

  /// When an answer is due.
  ///
  /// Where open hours are counted and none are known, a day's office hours stand for eight of them.
  public func due(from received: Timestamp, hours: OpeningHours = OpeningHours()) -> Timestamp {
    switch self {
    case .minutes(let minutes): received.plus(seconds: Int64(minutes) * 60)
    case .openHours(let count):
      hours.instant(after: Int64(count) * 3_600_000, from: received)
        ?? OfficeDays.plus((count + 7) / 8, from: received)
    case .officeDays(let days): OfficeDays.plus(days, from: received)
    }
  }

  /// When it is due once a question that stopped the clock is answered: as much later as was left.
  ///
  /// A question that came too late buys no time.
  public func due(
    _ due: Timestamp, pausedAt: Timestamp, resumedAt now: Timestamp,
    hours: OpeningHours = OpeningHours()
  ) -> Timestamp {
    switch self {
    case .minutes:
      return Timestamp(milliseconds: due.milliseconds + now.milliseconds - pausedAt.milliseconds)
    case .openHours where !hours.isEmpty:
      guard pausedAt < due else { return due }
      let left = hours.openMilliseconds(in: pausedAt..<due)
      return hours.instant(after: left, from: now) ?? due
    case .openHours, .officeDays:
      guard pausedAt < due else { return due }
      let left = Self.officeDays(after: Day.of(pausedAt), through: Day.of(due))
      let today = Day.of(now)
      let end = CivilTime.instant(day: today, hour: OfficeDays.endHour, minute: 0)
      if left == 0, OfficeDays.contains(today), now < end { return end }
      return OfficeDays.plus(max(1, left), from: now)
    }
  }

  private static func officeDays(after first: Day, through last: Day) -> Int {
    var day = first
    var count = 0
    while day < last {
      day = day.plus(days: 1)
      if OfficeDays.contains(day) { count += 1 }
    }
    return count
  }
}

extension Urgency {
  /// How soon an answer comes where the service says nothing else (domain.md 1.10).
  public var answerTime: AnswerTime {
    switch self {
    case .emergency: .minutes(60)
    case .urgent: .officeDays(1)
    case .soon: .officeDays(3)
    case .routine: .officeDays(10)
    }
  }
}

extension OpeningHours {
  // Beyond this no promise looks.
  private static let countingDaysMax = 400

  /// When a door has been open for so long, counted from an instant; nil where it never will.
  public func instant(after milliseconds: Int64, from start: Timestamp) -> Timestamp? {
    var left = milliseconds
    var found: Timestamp?
    walk(from: start) { span in
      let length = span.upperBound.milliseconds - span.lowerBound.milliseconds
      if left <= length {
        found = Timestamp(milliseconds: span.lowerBound.milliseconds + left)
        return false
      }
      left -= length
      return true
    }
    return found
  }

  /// For how long a door is open between two instants.
  public func openMilliseconds(in range: Range<Timestamp>) -> Int64 {
    var sum: Int64 = 0
    walk(from: range.lowerBound) { span in
      guard span.lowerBound < range.upperBound else { return false }
      let end = min(span.upperBound, range.upperBound)
      sum += end.milliseconds - span.lowerBound.milliseconds
      return true
    }
    return sum
  }

  // The open times after an instant, one after another; what overlaps counts once.
  private func walk(from start: Timestamp, _ visit: (Range<Timestamp>) -> Bool) {
    let today = Day.of(start)
    var counted = start
    for number in -1...Self.countingDaysMax {
      let day = today.plus(days: number)
      let spans = openings.compactMap { $0.span(on: day) }
        .sorted { $0.lowerBound < $1.lowerBound }
      for span in spans where span.upperBound > counted {
        let begins = max(span.lowerBound, counted)
        counted = span.upperBound
        if !visit(begins..<span.upperBound) { return }
      }
    }
  }
}
