// How the demonstration tells of referrals: a story is one referral, sent by somebody and then
// moved by dated calls of both sides.

import JSON

/// A referral and what became of it.
struct ReferralStory: Sendable {
  /// The name by which later acts mean it.
  let name: String
  private(set) var acts: [Act]

  /// A referral that somebody sends.
  init(
    _ name: String, by who: String, _ when: Moment, to receiver: String, _ urgency: String,
    _ needs: JSONValue, _ reason: String, about subject: JSONValue, on basis: JSONValue,
    reference: String? = nil, isDraft: Bool = false
  ) {
    self.name = name
    let body: JSONValue = [
      "receiver": "\(receiver)", "urgency": "\(urgency)", "needs": needs, "reason": "\(reason)",
      "subject": subject, "basis": basis,
    ]
    acts = [
      Act(
        who, when, "referrals",
        body.adding("reference", reference.map { "\($0)" })
          .adding("draft", isDraft ? true : nil), as: "referral." + name)
    ]
  }

  /// The story with a step of its referral.
  func then(
    _ step: String, by who: String, _ when: Moment, _ members: JSONValue = [:]
  ) -> ReferralStory {
    let body: JSONValue = .object(
      [JSONMember(name: "step", value: "\(step)")] + (members.members ?? []))
    return adding(Act(who, when, path + "/transitions", body))
  }

  /// The story with a message to the other side.
  func said(by who: String, _ when: Moment, _ text: String) -> ReferralStory {
    adding(Act(who, when, path + "/messages", ["body": "\(text)"]))
  }

  /// The story with a booked time, `+2 08:30`.
  func booked(
    by who: String, _ when: Moment, at time: String, with whom: String, place: String,
    companions: JSONValue = []
  ) -> ReferralStory {
    adding(
      Act(
        who, when, path + "/appointments",
        [
          "at": "@time:\(time)", "with": "\(whom)", "place": "\(place)",
          "companions": companions,
        ], as: "appointment." + name))
  }

  /// The story with a step of its last booked time.
  func time(
    _ step: String, by who: String, _ when: Moment, _ members: JSONValue = [:]
  ) -> ReferralStory {
    let body: JSONValue = .object(
      [JSONMember(name: "step", value: "\(step)")] + (members.members ?? []))
    return adding(Act(who, when, "appointments/@appointment.\(name)/transitions", body))
  }

  private var path: String { "referrals/@referral.\(name)" }

  private func adding(_ act: Act) -> ReferralStory {
    var story = self
    story.acts.append(act)
    return story
  }
}

/// Why a referral's data may be passed on, as it stands in bodies.
enum Basis {
  /// Consent to the referral and to feedback, given so many days ago.
  static func consent(_ days: Int, form: String = "oral", forward: Bool = false) -> JSONValue {
    [
      "kind": "consent", "form": "\(form)", "givenOn": "@day:-\(days)",
      "covers": forward ? ["referral", "feedback", "forward"] : ["referral", "feedback"],
    ]
  }

  /// The duty to report concern for a child.
  static let dutyToReport: JSONValue = ["kind": "duty_to_report"]

  /// Nobody is named.
  static let anonymous: JSONValue = ["kind": "anonymous"]
}

enum ReferralStories {
  /// Every story's acts.
  static let acts = (waiting + working + ended + fromBoards + elsewhere).flatMap(\.acts)
}
