// Users as administrators see them, their life cycle, and the passwords that are handed out.

import Access
import JSON
import Pipeline
import Vocabulary

extension UserRecord {
  /// The states of a user and the steps between them.
  static let lifeCycle = LifeCycle(
    "user",
    [
      Step(
        "disable", Label("Stäng av", "Disable"), from: "active", to: "disabled", by: [.owner],
        .userManage),
      Step(
        "enable", Label("Öppna igen", "Enable"), from: "disabled", to: "active", by: [.owner],
        .userManage),
      Step(
        "reset-password", Label("Nytt engångslösenord", "New one-time password"), from: "active",
        to: "", by: [.owner], .userManage),
      Step(
        "reset-totp", Label("Ta bort tvåstegsinloggning", "Remove the second factor"),
        from: "active", to: "", by: [.owner], .userManage),
    ])

  /// Whether a step that the table allows makes sense for this user now.
  func applies(_ step: Step) -> Bool { step.name != "reset-totp" || hasSecondFactor }

  /// Where the user stands in the life cycle.
  var state: State { State(disabledAt == nil ? "active" : "disabled") }

  private func statusText(_ language: Language) -> String {
    let text =
      if disabledAt != nil {
        Label("Avstängd", "Disabled")
      } else if mustChangePassword {
        Label("Ska välja eget lösenord", "Has to choose a password")
      } else {
        Label("Öppen", "Active")
      }
    return text[language]
  }

  /// Writes the user's own members, without grants and steps.
  func writeMembers(to writer: inout JSONWriter, language: Language) {
    writer.member("id", id.text)
    writer.member("username", username)
    writer.member("name", name)
    writer.member("email", email)
    writer.reference("partner", partner.map { NamedThing($0, ownerName ?? "", slug: ownerSlug) })
    writer.reference(
      "municipality", municipality.map { NamedThing($0, ownerName ?? "", slug: ownerSlug) })
    writer.member("status", state.status)
    writer.member("statusText", statusText(language))
    writer.member("mustChangePassword", mustChangePassword)
    writer.member("hasSecondFactor", hasSecondFactor)
    writer.member("lastLoginAt", lastLoginAt?.text)
  }

  private static let members: [ObjectShape.Member] = [
    .init("id", .id), .init("username", .text), .init("name", .text),
    .init("email", .nullable(.text(charactersMax: 254))),
    .init("partner", .nullable(.namedThing)), .init("municipality", .nullable(.namedThing)),
    .init("status", .code(["active", "disabled"])), .init("statusText", .text),
    .init("mustChangePassword", .flag), .init("hasSecondFactor", .flag),
    .init("lastLoginAt", .nullable(.instant)),
  ]

  /// What a user looks like in a list.
  static let shape: Shape = .object("User", members)

  /// What a user looks like alone: with grants and next steps, and at most once with a password.
  static let wholeShape: Shape = .object(
    "UserWithGrants",
    members + [
      .init("grants", .list(GrantRecord.shape, countMax: 1_000)), .init("nextSteps", .nextSteps),
      .init("password", .text, isRequired: false),
    ])
}

extension GrantRecord {
  /// Writes the grant as administrators see it.
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("id", id.text)
      writer.member("user", user.text)
      writer.member("role", grant.role.rawValue)
      grant.writeScope(to: &writer)
      writer.member("from", grant.startsAt.text)
      writer.member("until", grant.endsAt?.text)
      writer.member("grantedBy", grantedBy)
      writer.member("reason", reason)
    }
  }

  /// What a grant looks like on the wire.
  static let shape: Shape = .object(
    "Grant",
    [
      .init("id", .id), .init("user", .id), .init("role", .role),
      .init("scope", GrantScope.shape), .init("from", .instant),
      .init("until", .nullable(.instant)), .init("grantedBy", .text),
      .init("reason", .nullable(.text)),
    ])
}

/// A password that an administrator hands out: shown once, good for a week, and for nothing but
/// choosing another.
struct OneTimePassword: Sendable {
  private static let daysMax = 7

  let text: String
  let hash: String

  /// A new one with 100 random bits; slow, for it is hashed.
  ///
  /// - Throws: `Refusal` 500 when libcrypt fails.
  init(_ random: inout Randomness) throws(Refusal) {
    let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")
    let groups = (0..<4).map { _ in
      String(random.bytes(5).map { alphabet[Int($0) % alphabet.count] })
    }
    text = groups.joined(separator: "-")
    guard let hash = Password.hash(text) else { throw Refusal(.internalError) }
    self.hash = hash
  }

  /// Until when one that is handed out now can be exchanged.
  static func end(from now: Timestamp) -> Timestamp { now.plus(days: daysMax) }
}
