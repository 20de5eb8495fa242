// How soon a service promises an answer, urgency by urgency: set by the partner itself. What it
// does not say is as usual (domain.md 1.10).

import JSON
import Pipeline
package import Vocabulary

/// The answer times that a service sets itself (sw. *svarstider*).
package struct AnswerTimes: Sendable, Equatable {
  private let times: [(urgency: Urgency, time: AnswerTime)]

  /// None: everything is as usual.
  package init() { times = [] }

  fileprivate init(_ times: [(urgency: Urgency, time: AnswerTime)]) { self.times = times }

  /// How soon an answer comes to an urgency.
  package func time(for urgency: Urgency) -> AnswerTime {
    times.first { $0.urgency == urgency }?.time ?? urgency.answerTime
  }

  /// The place of the first time that counts open hours; nil where none does.
  var firstInOpenHours: Int? {
    times.firstIndex { entry in
      if case .openHours = entry.time { true } else { false }
    }
  }

  /// Whether both say the same.
  package static func == (one: AnswerTimes, other: AnswerTimes) -> Bool { one.json == other.json }

  /// As a column holds them.
  var json: String {
    var writer = JSONWriter()
    write(to: &writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// The times of a column.
  ///
  /// - Throws: `JSONFault` for a column that holds no JSON.
  init(json: String) throws {
    times = (try JSONReader.read(Array(json.utf8)).array ?? []).compactMap { entry in
      guard let urgency = entry["urgency"]?.string.flatMap(Urgency.init(rawValue:)) else {
        return nil
      }
      let counts: [(String, (Int) -> AnswerTime)] = [
        ("minutes", AnswerTime.minutes), ("openHours", AnswerTime.openHours),
        ("officeDays", AnswerTime.officeDays),
      ]
      for (name, make) in counts {
        if let count = entry[name]?.integer.map(Int.init) { return (urgency, make(count)) }
      }
      return nil
    }
  }

  /// Writes them as an array.
  func write(to writer: inout JSONWriter) {
    writer.array { writer in
      for (urgency, time) in times {
        writer.object { writer in
          writer.member("urgency", urgency.code)
          switch time {
          case .minutes(let count): writer.member("minutes", count)
          case .openHours(let count): writer.member("openHours", count)
          case .officeDays(let count): writer.member("officeDays", count)
          }
        }
      }
    }
  }

  /// What they look like on the wire: one of the three counts each.
  static let shape: Shape = .list(
    .object(
      "AnswerTime",
      [
        .init("urgency", .code(Urgency.self)),
        .init("minutes", .integer(AnswerTimeBody.minutes), isRequired: false),
        .init("openHours", .integer(AnswerTimeBody.openHours), isRequired: false),
        .init("officeDays", .integer(AnswerTimeBody.officeDays), isRequired: false),
      ]), countMax: Urgency.allCases.count)
}

extension FieldReader {
  /// Answer times; absent is none. Each urgency once.
  mutating func answerTimes(_ name: String) -> AnswerTimes {
    let bodies = objects(name, AnswerTimeBody.self, countMax: Urgency.allCases.count)
    var seen: Set<Urgency> = []
    for (index, body) in bodies.enumerated() where !seen.insert(body.urgency).inserted {
      fault("\(name)/\(index)/urgency", "duplicate")
    }
    return AnswerTimes(
      bodies.compactMap { body in body.time.map { (body.urgency, $0) } })
  }
}

/// One answer time as it comes in.
private struct AnswerTimeBody: Document {
  static let name = "NewAnswerTime"
  // An emergency is answered within the same hour, whoever is asked (domain.md 1.6).
  static let minutes = 5...60
  static let openHours = 1...80
  static let officeDays = 1...60

  let urgency: Urgency
  let time: AnswerTime?

  init(reading fields: inout FieldReader) {
    urgency = fields.code("urgency", Urgency.self)
    let counts = ["minutes", "openHours", "officeDays"]
    let times: [AnswerTime] = [
      fields.integerIfAny("minutes", in: Self.minutes).map { .minutes($0) },
      fields.integerIfAny("openHours", in: Self.openHours).map { .openHours($0) },
      fields.integerIfAny("officeDays", in: Self.officeDays).map { .officeDays($0) },
    ].compactMap(\.self)
    let present = counts.filter(fields.has)
    let fitting = urgency == .emergency ? ["minutes"] : ["openHours", "officeDays"]
    if present.isEmpty { fields.fault("", "one_required", allowed: fitting) }
    for extra in present.dropFirst() { fields.fault(extra, "not_allowed") }
    if let first = present.first, !fitting.contains(first) {
      fields.fault(first, "not_allowed", allowed: fitting)
    }
    time = times.first
  }
}
