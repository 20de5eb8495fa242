// What the doctor found: how bad it is, in words, and what to do about it.

import JSON

/// One finding.
struct Finding {
  /// How bad it is.
  enum Severity: String {
    /// As it should be.
    case fine
    /// Good to know.
    case note
    /// Should be seen to.
    case warning
    /// Something is wrong now.
    case fault
  }

  let check: String
  let severity: Severity
  let text: String
  /// What to do; nil where nothing is to be done.
  let advice: String?

  init(_ check: String, _ severity: Severity, _ text: String, advice: String? = nil) {
    self.check = check
    self.severity = severity
    self.text = text
    self.advice = advice
  }

  /// Writes the finding.
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("check", check)
      writer.member("severity", severity.rawValue)
      writer.member("text", text)
      writer.member("advice", advice)
    }
  }

  /// The finding for people.
  var line: String {
    func padded(_ text: String, _ count: Int) -> String {
      text + String(repeating: " ", count: max(1, count - text.count))
    }
    let head = padded(severity.rawValue, 9) + padded(check, 16) + text
    return advice.map { "\(head)\n" + String(repeating: " ", count: 25) + "→ \($0)" } ?? head
  }
}
