// Opening hours as JSON: on the wire and in a column they look the same.

public import JSON

extension OpeningHours {
  /// Writes the openings as an array.
  public func write(to writer: inout JSONWriter) {
    writer.array { writer in
      for opening in openings { opening.write(to: &writer) }
    }
  }

  /// The same array as text.
  public var json: String {
    var writer = JSONWriter()
    write(to: &writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// Reads the same array; nil when it is anything else.
  public init?(json: String) {
    let read = Result { () throws(JSONFault) in try JSONReader.read(Array(json.utf8)) }
    guard case .success(.array(let values)) = read, values.count <= Self.openingsMax else {
      return nil
    }
    let openings = values.compactMap(Opening.init(json:))
    guard openings.count == values.count else { return nil }
    self.init(openings)
  }
}

extension Opening {
  /// Writes the opening as an object.
  public func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("days", days.map(\.code))
      writer.member("opens", opens.text)
      writer.member("closes", closes.text)
      writer.member("closedOnHolidays", closedOnHolidays)
    }
  }

  fileprivate init?(json: JSONValue) {
    let days = (json["days"]?.array ?? []).map { $0.string.flatMap(Weekday.init(rawValue:)) }
    guard !days.contains(nil), let opens = json["opens"]?.string.flatMap(TimeOfDay.init),
      let closes = json["closes"]?.string.flatMap(TimeOfDay.init)
    else { return nil }
    self.init(
      days: days.compactMap { $0 }, opens: opens, closes: closes,
      closedOnHolidays: json["closedOnHolidays"]?.bool ?? false)
  }
}
