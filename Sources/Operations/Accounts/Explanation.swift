// Why a decision falls as it does: the one decision, asked as a whole and once more for each grant
// alone, so that what is shown cannot differ from what is done.

import Access
import JSON
import Pipeline
import Vocabulary

/// A decision with the rule that it came from.
struct Explanation {
  /// One grant of the user, and what it gives here.
  struct Line {
    let grant: Grant
    /// How far the permission reaches in that role; nil when the role lacks it.
    let letter: ScopeLetter?
    /// Whether the grant holds now.
    let holdsNow: Bool
    /// Whether the subject lies within it.
    let covers: Bool
  }

  let permission: Permission
  let decision: String
  let rule: String
  let lines: [Line]

  /// Explains what a user may do; nil stands for one who is disabled.
  init(of permission: Permission, on facts: SubjectFacts, for user: Caller?, at now: Timestamp) {
    self.permission = permission
    guard let user else {
      (decision, rule, lines) = ("forbidden", "disabled", [])
      return
    }
    var place = facts
    place.isPersonal = false
    lines = user.grants.map { grant in
      let alone = user.holding(only: grant)
      return Line(
        grant: grant, letter: PermissionMatrix.standard.letter(permission, grant.role),
        holdsNow: grant.holds(at: now),
        covers: alone.decide(permission, on: place, at: now) == .allowed)
    }
    switch user.decide(permission, on: facts, at: now) {
    case .allowed: (decision, rule) = ("allowed", "granted")
    case .hidden: (decision, rule) = ("hidden", "out_of_reach")
    case .forbidden: (decision, rule) = ("forbidden", "no_grant")
    case .noAgreement: (decision, rule) = ("forbidden", "no_active_agreement")
    }
  }

  /// Writes the explanation.
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("permission", permission.rawValue)
      writer.member("decision", decision)
      writer.member("rule", rule)
      writer.array("grants") { writer in
        for line in lines {
          writer.object { writer in
            writer.member("role", line.grant.role.rawValue)
            line.grant.writeScope(to: &writer)
            writer.member("reach", line.letter?.word)
            writer.member("holdsNow", line.holdsNow)
            writer.member("covers", line.covers)
          }
        }
      }
    }
  }

  /// What an explanation looks like on the wire.
  static let shape: Shape = .object(
    "AccessExplanation",
    [
      .init("permission", .permission),
      .init("decision", .code(["allowed", "hidden", "forbidden"])),
      .init(
        "rule",
        .code(["granted", "out_of_reach", "no_grant", "no_active_agreement", "disabled"])),
      .init(
        "grants",
        .list(
          .object(
            "ExplainedGrant",
            [
              .init("role", .role), .init("scope", GrantScope.shape),
              .init("reach", .nullable(.reach)), .init("holdsNow", .flag), .init("covers", .flag),
            ]), countMax: 1_000)),
    ])
}

extension Caller {
  /// The same caller, had they nothing but one grant.
  fileprivate func holding(only grant: Grant) -> Caller {
    Caller(
      kind: kind, reference: reference, user: user, name: name, grants: [grant],
      memberships: memberships, partner: partner, agreement: agreement, expiresAt: expiresAt,
      expiresOn: expiresOn, session: session)
  }
}
