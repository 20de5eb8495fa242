// What comes in about ways to reach a person.

import Pipeline
import Vocabulary

/// The body of a new way of contact.
struct PersonContactDocument: Document {
  static let name = "NewPersonChannel"

  let kind: ContactKind
  let value: String?
  let isSafe: Bool
  let times: String?

  init(reading fields: inout FieldReader) {
    kind = fields.code("kind", ContactKind.self)
    value = fields.textIfAny("value")
    isSafe = fields.flag("safe", default: true)
    times = fields.textIfAny("times")
  }
}

/// The body that changes or ends a way of contact (RFC 7396).
struct PersonContactChange: Document {
  static let name = "PersonChannelChange"

  let value: Change<String>
  let isSafe: Change<Bool>
  let times: Change<String>
  let isEnded: Change<Bool>

  init(reading fields: inout FieldReader) {
    value = fields.textChange("value")
    isSafe = fields.change("safe", isClearable: false) { $0.flagIfAny("safe") }
    times = fields.textChange("times")
    isEnded = fields.change("ended", isClearable: false) { $0.flagIfAny("ended") }
  }

  /// The way of contact after the change.
  func applied(to contact: PersonContact, at now: Timestamp) -> PersonContact {
    var changed = contact
    changed.value = value.applied(to: contact.value)
    changed.isSafe = isSafe.applied(to: contact.isSafe) ?? contact.isSafe
    changed.times = times.applied(to: contact.times)
    if case .set(let isEnded) = isEnded {
      changed.endedAt = isEnded ? contact.endedAt ?? now : nil
    }
    return changed
  }
}
