// What a referral looks like on the wire. Which members are there depends on who reads.

import Pipeline
import Vocabulary

extension Referral {
  /// The shape of a referral.
  package static let shape: Shape = .object("Referral", always + whole)

  private static let always: [ObjectShape.Member] = [
    .init("id", .id), .init("number", .text),
    .init("reference", .nullable(.text), isRequired: false),
    .init("status", .code(ReferralStatus.self)),
    .init("businessStatus", .nullable(.code(ReferralBusinessStatus.self))),
    .init("statusText", .text), .init("responseDue", .nullable(.instant)),
    .init("nextSteps", .nextSteps),
  ]

  // All but the above are missing where the reader's agreement has ended.
  private static let whole: [ObjectShape.Member] = [
    .init("openedAt", .nullable(.instant), isRequired: false),
    .init(
      "disclosure",
      .object(
        "Disclosure",
        [
          .init("stage", .code(DisclosureStage.self)),
          .init("reason", .code(DisclosureReason.self)),
        ]), isRequired: false),
    .init(
      "sender",
      .object(
        "ReferralSender",
        [
          .init("kind", .code(["partner", "unit", "board"])), .init("id", .nullable(.id)),
          .init("name", .text), .init("slug", .nullable(.text)),
        ]), isRequired: false),
    .init(
      "receiver",
      .object(
        "ReferralReceiver",
        [
          .init("id", .id), .init("slug", .nullable(.text)), .init("name", .text),
          .init("phone", .nullable(.text)), .init("openNow", .nullable(.flag)),
          .init("opens", .nullable(.instant)),
        ]), isRequired: false),
    .init("team", .nullable(.namedThing), isRequired: false),
    .init("handler", .nullable(.namedThing), isRequired: false),
    .init("urgency", .code(Urgency.self), isRequired: false),
    .init("needs", .list(.code(NeedArea.self), countMax: 20), isRequired: false),
    .init("subject", ReferralSubject.shape, isRequired: false),
    .init("reason", .text(charactersMax: 4_000), isRequired: false),
    .init("basis", ReferralBasis.shape, isRequired: false),
    .init("person", .nullable(.object("PersonReference", [.init("id", .id)])), isRequired: false),
    .init("statusReason", .nullable(.text(charactersMax: 2_000)), isRequired: false),
    .init("outcome", .nullable(.code(Outcome.self)), isRequired: false),
    .init("feedback", .nullable(.text(charactersMax: 4_000)), isRequired: false),
    .init("closedAt", .nullable(.instant), isRequired: false),
    .init("acknowledgedAt", .nullable(.instant), isRequired: false),
    .init("parent", .nullable(.id), isRequired: false),
    .init(
      "forwardedAs",
      .object(
        "ForwardedReferral",
        [
          .init("receiver", .text), .init("status", .code(ReferralStatus.self)),
          .init("businessStatus", .nullable(.code(ReferralBusinessStatus.self))),
          .init("statusText", .text),
        ]), isRequired: false),
    .init(
      "advice",
      .list(
        .object(
          "Advice",
          [
            .init("code", .text), .init("text", .text),
            .init("phone", .text, isRequired: false),
          ]), countMax: 8), isRequired: false),
    .init("submittedAt", .nullable(.instant), isRequired: false),
    .init("createdAt", .instant, isRequired: false),
    .init("changedAt", .instant, isRequired: false),
  ]
}
