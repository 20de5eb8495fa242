// A second factor as its user sees it. The secret is shown once, when the factor is begun; it is
// worked out anew for each code and stands nowhere.

import Access
import JSON
import Pipeline
import Vocabulary

/// A user's own second factor, as an answer.
struct OwnSecondFactor {
  let factor: SecondFactor?
  /// What an app reads, in the one answer that shows it.
  var shown: Shown?

  /// The secret with what an app has to know beside it.
  struct Shown {
    let secret: [UInt8]
    let username: String

    /// The address that apps read from a picture (the Key URI format of their makers).
    var address: String {
      "otpauth://totp/Samverkan:\(username)?secret=\(Base32.encode(secret))&issuer=Samverkan"
        + "&algorithm=SHA1&digits=\(TimeCode.digitCount)&period=\(TimeCode.secondsPerStep)"
    }
  }

  /// Writes it.
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("status", (factor?.state ?? .off).rawValue)
      writer.member("changedAt", factor?.changedAt.text)
      writer.member("nextSteps", Self.steps(from: factor?.state ?? .off))
      guard let shown else { return }
      writer.member("secret", Base32.encode(shown.secret))
      writer.member("uri", shown.address)
    }
  }

  /// The steps that can be taken from a state.
  static func steps(from state: SecondFactor.State) -> [String] {
    switch state {
    case .pending: ["confirm"]
    case .on: ["remove"]
    case .off: []
    }
  }

  /// What it looks like on the wire.
  static let shape: Shape = .object(
    "SecondFactor",
    [
      .init("status", .code(["off", "pending", "on"])), .init("changedAt", .nullable(.instant)),
      .init("nextSteps", .list(.code(["confirm", "remove"]), countMax: 1)),
      .init("secret", .text, isRequired: false), .init("uri", .text, isRequired: false),
    ])
}

/// The body that begins a second factor.
struct SecondFactorStart: Document {
  static let name = "NewSecondFactor"

  let password: String

  init(reading fields: inout FieldReader) {
    password = fields.text("password", charactersMax: Password.bytesMax)
  }
}

/// The body that lets a second factor stand or fall.
struct SecondFactorStep: Document {
  static let name = "SecondFactorStep"
  private static let steps = ["confirm", "remove"]

  let step: String
  let code: String

  init(reading fields: inout FieldReader) {
    step =
      fields.member("step", .code(Self.steps), isRequired: true, allowed: Self.steps) { value in
        value.string.flatMap { Self.steps.contains($0) ? $0 : nil }
      } ?? ""
    code = fields.timeCodeIfAny("code", isRequired: true) ?? ""
  }
}

extension FieldReader {
  /// Reads six digits.
  mutating func timeCodeIfAny(_ name: String, isRequired: Bool = false) -> String? {
    member(name, .text(charactersMax: TimeCode.digitCount), isRequired: isRequired) { value in
      guard let text = value.string, text.utf8.count == TimeCode.digitCount,
        text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
      else { return nil }
      return text
    }
  }
}
