// The life cycle of a referral as the design says it (domain.md 1.10, api.md), written down a
// second time: the tests compare the server with this table, never with its own.

import Testing

/// A step as the design says it.
struct DesignedStep {
  let name: String
  let from: [String]
  /// nil: the state stays, or is the one that was held.
  let to: String?
  let sides: Set<String>
  let permission: String
  /// The least body that does.
  let body: String

  static let states = [
    "draft", "requested", "requested/received", "requested/info_requested", "accepted",
    "accepted/waitlisted", "accepted/scheduled", "in-progress", "on-hold", "on-hold/waitlisted",
    "completed", "failed", "rejected", "rejected/forwarded", "cancelled",
    "cancelled/consent_withdrawn", "entered-in-error",
  ]

  private static func states(_ statuses: String...) -> [String] {
    states.filter { state in statuses.contains { state == $0 || state.hasPrefix($0 + "/") } }
  }

  private static let basis =
    #"{"kind":"consent","form":"oral","givenOn":"2026-11-20","covers":["referral","forward"]}"#

  // In the order in which the server names them.
  static let all: [DesignedStep] = [
    DesignedStep(
      name: "submit", from: ["draft"], to: "requested", sides: ["A"],
      permission: "referral.submit", body: ""),
    DesignedStep(
      name: "reply", from: ["requested/info_requested"], to: "requested/received", sides: ["A"],
      permission: "referral.message", body: #""text": "Ja.""#),
    DesignedStep(
      name: "cancel", from: states("requested", "accepted", "on-hold"), to: "cancelled",
      sides: ["A"], permission: "referral.cancel", body: #""reason": "Har åkt.""#),
    DesignedStep(
      name: "withdraw", from: states("requested", "accepted", "in-progress", "on-hold"),
      to: "cancelled/consent_withdrawn", sides: ["A", "B"], permission: "referral.withdraw",
      body: ""),
    DesignedStep(
      name: "acknowledge", from: states("completed", "failed", "rejected"), to: nil,
      sides: ["A"], permission: "referral.acknowledge", body: ""),
    DesignedStep(
      name: "receive", from: ["requested"], to: "requested/received", sides: ["B"],
      permission: "referral.decide", body: ""),
    DesignedStep(
      name: "ask", from: states("requested"), to: "requested/info_requested", sides: ["B"],
      permission: "referral.decide", body: #""question": "Var?""#),
    DesignedStep(
      name: "accept", from: states("requested") + ["accepted/waitlisted"], to: "accepted",
      sides: ["B"], permission: "referral.decide", body: ""),
    DesignedStep(
      name: "waitlist", from: states("requested"), to: "accepted/waitlisted", sides: ["B"],
      permission: "referral.decide", body: ""),
    DesignedStep(
      name: "decline", from: states("requested"), to: "rejected", sides: ["B"],
      permission: "referral.decide", body: #""reason": "no_capacity""#),
    DesignedStep(
      name: "forward", from: states("requested") + ["rejected", "accepted/waitlisted"],
      to: "rejected/forwarded", sides: ["B"], permission: "referral.forward",
      body: #""receiver": "uppsala-utredning", "basis": \#(basis)"#),
    DesignedStep(
      name: "assign", from: states("requested", "accepted", "in-progress", "on-hold"), to: nil,
      sides: ["B"], permission: "referral.assign", body: #""team": "uppsala-stodteamet""#),
    // Whoever waits in a queue is accepted first: identity opens there and nowhere else.
    DesignedStep(
      name: "start", from: ["accepted", "accepted/scheduled"], to: "in-progress", sides: ["B"],
      permission: "referral.work", body: ""),
    DesignedStep(
      name: "hold", from: states("accepted", "in-progress"), to: "on-hold", sides: ["B"],
      permission: "referral.work", body: #""reason": "Sjuk.", "reviewOn": "2026-12-01""#),
    DesignedStep(
      name: "resume", from: states("on-hold"), to: nil, sides: ["B"],
      permission: "referral.work", body: ""),
    DesignedStep(
      name: "complete", from: ["accepted", "accepted/scheduled", "in-progress"],
      to: "completed", sides: ["B"], permission: "referral.close",
      body: #""outcome": "got_help""#),
    DesignedStep(
      name: "fail", from: states("accepted", "in-progress", "on-hold"), to: "failed",
      sides: ["B"], permission: "referral.close", body: #""reason": "no_contact""#),
    DesignedStep(
      name: "reopen", from: ["completed", "failed", "rejected"], to: "requested/received",
      sides: ["B"], permission: "referral.reopen", body: #""note": "Kom tillbaka.""#),
    DesignedStep(
      name: "mark-error",
      from: states(
        "requested", "accepted", "in-progress", "on-hold", "completed", "failed", "rejected",
        "cancelled"),
      to: "entered-in-error", sides: ["A"], permission: "referral.cancel",
      body: #""note": "Fel.""#),
  ]

  /// The state after the step.
  func after(_ state: String) -> String {
    let parts = state.split(separator: "/")
    let business = parts.count > 1 ? "/" + parts[1] : ""
    switch name {
    case "resume": return "accepted" + business
    // What was held goes on from where it was.
    case "hold": return "on-hold" + business
    default: return to ?? state
    }
  }
}

/// Someone on some sides of a referral, with what their role may not do there.
struct Standing {
  let who: String
  let sides: Set<String>
  /// The permissions of the table that the role lacks on these sides.
  var lacks: Set<String> = []

  /// Whether it is a step of theirs; a draft has no receiver yet.
  func may(_ step: DesignedStep, in state: String) -> Bool {
    let sides = state == "draft" ? ["A"] : sides
    return !sides.isDisjoint(with: step.sides) && !lacks.contains(step.permission)
  }

  func steps(from state: String) -> [String] {
    DesignedStep.all.filter { may($0, in: state) && $0.from.contains(state) }.map(\.name)
  }
}

/// A referral from somewhere to somewhere, with everyone who looks at it.
struct Course: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let sender: String
  let receiver: String
  let standings: @Sendable () -> [Standing]
  let strangers: [String]

  static let all = [
    Course(
      testDescription: "from a partner to a board", sender: "shelter-sender",
      receiver: "uppsala-ingang-akut-hemloshet",
      standings: {
        [
          Standing(who: "shelter-sender", sides: ["A"]),
          Standing(who: "uppsala-intake", sides: ["B"]),
          Standing(
            who: "uppsala-outreach", sides: ["B"],
            lacks: ["referral.forward", "referral.assign", "referral.reopen"]),
          Standing(who: "uppsala-lead", sides: ["B"]),
        ]
      },
      strangers: [
        "umea-intake", "umea-outreach", "mosque-handler", "uppsala-caseworker",
        "uppsala-outreach-other",
      ]),
    Course(
      testDescription: "from a board to a partner", sender: "uppsala-intake",
      receiver: "kvinnojouren-exempel-samtal",
      standings: {
        [
          Standing(who: "uppsala-intake", sides: ["A"]),
          Standing(
            who: "shelter-handler", sides: ["B"],
            lacks: ["referral.reopen"]),
          Standing(
            who: "shelter-admin", sides: ["B"],
            lacks: ["referral.forward", "referral.assign"]),
        ]
      },
      strangers: ["umea-intake", "mosque-handler", "uppsala-lead", "shelter-sender"]),
    Course(
      testDescription: "within a board", sender: "uppsala-intake",
      receiver: "uppsala-ingang-akut-hemloshet",
      standings: { [Standing(who: "uppsala-intake", sides: ["A", "B"])] },
      strangers: ["umea-intake", "mosque-handler", "uppsala-caseworker"]),
    Course(
      testDescription: "within a partner", sender: "shelter-sender",
      receiver: "kvinnojouren-exempel-samtal",
      standings: {
        [
          Standing(
            who: "shelter-handler", sides: ["A", "B"], lacks: ["referral.reopen"])
        ]
      },
      strangers: ["uppsala-intake", "mosque-handler"]),
  ]
}
