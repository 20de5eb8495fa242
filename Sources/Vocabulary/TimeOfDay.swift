// A time on a clock's face, to the minute. Which instant it is on a certain day is CivilTime's
// business.

/// A time of day from 00:00 to 24:00, the midnight that ends the day.
public struct TimeOfDay: Hashable, Comparable, Sendable {
  /// Minutes since midnight, 0…1440.
  public let minutes: Int

  /// Reads `HH:MM`, nothing else.
  public init?(_ text: String) {
    var text = text
    guard let minutes = text.withUTF8({ Self.read(UnsafeRawBufferPointer($0)) }) else { return nil }
    self.minutes = minutes
  }

  private init(minutes: Int) { self.minutes = minutes }

  /// The last time at which something can begin: 23:59.
  public static let lastOfDay = TimeOfDay(minutes: 1439)

  /// The midnight that ends the day: 24:00.
  public static let endOfDay = TimeOfDay(minutes: 1440)

  /// The instant of this time on a Swedish day; 24:00 is the first instant of the next.
  public func instant(on day: Day) -> Timestamp {
    let (days, minutes) = minutes.split(by: 1440)
    return CivilTime.instant(
      day: day.plus(days: days), hour: minutes / 60, minute: minutes % 60)
  }

  /// `08:00`.
  public var text: String {
    String(filling: 5) { buffer in
      buffer.storeDigits(minutes / 60, at: 0, count: 2)
      buffer[2] = 0x3A
      buffer.storeDigits(minutes % 60, at: 3, count: 2)
    }
  }

  /// Orders by time.
  public static func < (one: Self, other: Self) -> Bool { one.minutes < other.minutes }

  private static func read(_ text: UnsafeRawBufferPointer) -> Int? {
    guard text.count == 5, text[2] == 0x3A, let hour = text.digits(at: 0, count: 2),
      let minute = text.digits(at: 3, count: 2), minute < 60,
      hour < 24 || (hour == 24 && minute == 0)
    else { return nil }
    return hour * 60 + minute
  }
}

extension TimeOfDay: CustomStringConvertible {
  /// `08:00`.
  public var description: String { text }
}
