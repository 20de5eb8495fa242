// Sessions as their users see them. The token is shown once, when the session begins (a browser's
// goes into its cookie instead), and is nowhere in the database.

import Access
import JSON
import Pipeline
import Vocabulary

extension SessionRecord {
  /// Writes the session as its user sees it.
  ///
  /// - Parameters:
  ///   - current: the session of the call itself, which is in use now.
  ///   - idleSecondsMax: how long a session may stay unused.
  ///   - forgeryToken: what its browser sends beside the cookie, for the page that asks with it.
  func write(
    to writer: inout JSONWriter, current: SessionID?, idleSecondsMax: Int64, at now: Timestamp,
    forgeryToken: String? = nil
  ) {
    let usedAt = id == current ? now : lastUsedAt
    writer.object { writer in
      writer.member("id", id.text)
      writer.member("isCurrent", id == current)
      writer.member("createdAt", createdAt.text)
      writer.member("lastUsedAt", usedAt.text)
      writer.member("expiresAt", expiresAt.text)
      writer.member("idleExpiresAt", min(expiresAt, usedAt.plus(seconds: idleSecondsMax)).text)
      if let forgeryToken { writer.member("csrf", forgeryToken) }
    }
  }

  /// What a session looks like on the wire.
  static let shape: Shape = .object(
    "Session",
    [
      .init("id", .id), .init("isCurrent", .flag), .init("createdAt", .instant),
      .init("lastUsedAt", .instant), .init("expiresAt", .instant), .init("idleExpiresAt", .instant),
      .init("csrf", .text, isRequired: false),
    ])
}

/// A session that has just begun, with its token.
struct BegunSession {
  let id: SessionID
  /// What the answer shows: the token, or for a browser what it sends beside its cookie.
  let shown: Shown
  let expiresAt: Timestamp
  let idleExpiresAt: Timestamp
  let user: NamedThing
  let grants: [Grant]
  let mustChangePassword: Bool

  enum Shown {
    case token(String)
    case forgeryToken(String)
  }

  /// Writes the answer to a log-in, the only one that holds the token.
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("id", id.text)
      if case .token(let token) = shown { writer.member("token", token) }
      writer.member("expiresAt", expiresAt.text)
      writer.member("idleExpiresAt", idleExpiresAt.text)
      if case .forgeryToken(let token) = shown { writer.member("csrf", token) }
      writer.reference("user", user)
      writer.member("mustChangePassword", mustChangePassword)
      writer.array("grants") { for grant in grants { grant.write(to: &$0) } }
    }
  }

  /// What a log-in answers.
  static let shape: Shape = .object(
    "BegunSession",
    [
      .init("id", .id), .init("token", .text, isRequired: false), .init("expiresAt", .instant),
      .init("idleExpiresAt", .instant), .init("csrf", .text, isRequired: false),
      .init("user", .namedThing),
      .init("mustChangePassword", .flag), .init("grants", .list(Grant.shape, countMax: 1_000)),
    ])
}
