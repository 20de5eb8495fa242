// One figure of the metrics page, and the text format in which Prometheus reads it.

/// A metric with its samples.
package struct Metric: Sendable, Equatable {
  /// How a value moves.
  package enum Kind: String, Sendable {
    /// Only up, until a restart.
    case counter
    /// Up and down.
    case gauge
    /// Sum and count of durations.
    case summary
  }

  /// A value with what tells it apart from others of the metric.
  package struct Sample: Sendable, Equatable {
    /// What follows the metric's name: `_sum` and `_count` of a summary.
    var suffix = ""
    /// The labels, in order.
    var labels: [(name: String, value: String)] = []
    /// The value.
    var value: Double

    /// Whether suffix, value and labels are the same.
    package static func == (one: Sample, other: Sample) -> Bool {
      one.suffix == other.suffix && one.value == other.value
        && one.labels.elementsEqual(other.labels, by: ==)
    }
  }

  /// Its name: `samverkan_…`, or a name that Prometheus' own libraries use.
  package let name: String
  /// One line about it.
  package let help: String
  /// How it moves.
  package let kind: Kind
  /// Its samples.
  package let samples: [Sample]

  /// A metric with one value.
  package init(_ name: String, _ help: String, _ kind: Kind, _ value: Double) {
    self.init(name, help, kind, samples: [Sample(value: value)])
  }

  init(_ name: String, _ help: String, _ kind: Kind, samples: [Sample]) {
    self.name = name
    self.help = help
    self.kind = kind
    self.samples = samples
  }
}

/// Prometheus' text exposition format 0.0.4.
enum MetricText {
  static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

  /// The text of some metrics.
  static func bytes(of metrics: [Metric]) -> [UInt8] {
    var text = ""
    for metric in metrics {
      text += "# HELP \(metric.name) \(escaped(metric.help, quotes: false))\n"
      text += "# TYPE \(metric.name) \(metric.kind.rawValue)\n"
      for sample in metric.samples {
        text += "\(metric.name)\(sample.suffix)\(labels(sample)) \(number(sample.value))\n"
      }
    }
    return Array(text.utf8)
  }

  private static func labels(_ sample: Metric.Sample) -> String {
    guard !sample.labels.isEmpty else { return "" }
    let pairs = sample.labels.map { "\($0.name)=\"\(escaped($0.value, quotes: true))\"" }
    return "{\(pairs.joined(separator: ","))}"
  }

  private static func escaped(_ text: String, quotes: Bool) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "\\": escaped += "\\\\"
      case "\n": escaped += "\\n"
      case "\"" where quotes: escaped += "\\\""
      default: escaped.append(character)
      }
    }
    return escaped
  }

  // Whole numbers without a fraction, as people expect of counts.
  private static func number(_ value: Double) -> String {
    guard let whole = Int64(exactly: value) else { return value.description }
    return String(whole)
  }
}
