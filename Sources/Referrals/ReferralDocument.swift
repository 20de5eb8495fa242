// What comes in and goes out about referrals.

import JSON
import Organisation
import Pipeline
import Vocabulary

/// The body that makes a referral: who, why, to whom, on what basis, in one call.
struct NewReferral: Document {
  static let name = "NewReferral"

  let reference: String?
  let receiver: Reference
  let urgency: Urgency
  let needs: [NeedArea]
  let reason: String
  let subject: SubjectDocument
  let basis: ReferralBasis
  let opensAtSubmit: Bool
  let isDraft: Bool

  init(reading fields: inout FieldReader) {
    reference = fields.textIfAny("reference", charactersMax: 64)
    receiver = fields.reference("receiver")
    urgency = fields.code("urgency", Urgency.self)
    // A draft is looked at closely when it is sent (`ReferralRules.requireWhole`).
    isDraft = fields.flag("draft", default: false)
    needs = fields.codes("needs", NeedArea.self, isRequired: !isDraft)
    reason = fields.textIfAny("reason", charactersMax: 4_000, isRequired: !isDraft) ?? ""
    subject = fields.object("subject", SubjectDocument.self)
    basis = fields.object("basis", BasisDocument.self).basis
    opensAtSubmit = fields.codeIfAny("disclosure", DisclosureReason.self) == .atSubmit
    let given = subject.given
    if basis.kind == .anonymous, given.alias != nil || given.name != nil || given.number != nil {
      fields.fault("subject", "must_be_anonymous")
    }
    if !isDraft, basis.kind != .anonymous, subject.person == nil, !given.hasIdentity,
      fields.has("subject"),
      fields.has("basis")
    {
      fields.fault("subject/alias", "required")
    }
  }
}

/// The person, as the sender tells about them.
struct SubjectDocument: Document {
  static let name = "NewReferralSubject"

  let person: PersonID?
  let given: ReferralSubject

  init(reading fields: inout FieldReader) {
    person = fields.idIfAny("person")
    var given = ReferralSubject()
    given.alias = fields.textIfAny("alias", charactersMax: 80)
    given.name = fields.textIfAny("name", charactersMax: 120)
    given.number = fields.textIfAny("number", charactersMax: 13)
    given.sex = fields.codeIfAny("sex", Sex.self)
    given.birthYear = fields.integerIfAny("birthYear", in: 1_900...2_100)
    given.ageBand = fields.codeIfAny("ageBand", AgeBand.self)
    given.district = fields.textIfAny("district", charactersMax: 80)
    given.languages = fields.list(
      "languages", .text(charactersMax: 3), countMax: 20, isRequired: false
    ) { $0.string.flatMap { LanguageTag($0)?.text } }
    let contact = fields.objectIfAny("contact", ContactDocument.self)
    given.phone = contact?.phone
    given.safe = contact?.safe
    given.children = fields.codeIfAny("children", ChildrenAnswer.self)
    given.household = fields.textIfAny("household", charactersMax: 400)
    given.contactCode = fields.member(
      "contactCode", .text(charactersMax: 20), isRequired: false
    ) { $0.string.flatMap { ShortNumber.normal($0) } }
    self.given = given
    if person != nil, given != ReferralSubject() { fields.fault("person", "excludes_others") }
  }
}

/// How the person can be reached.
struct ContactDocument: Document {
  static let name = "NewSubjectContact"

  let phone: String?
  let safe: String?

  init(reading fields: inout FieldReader) {
    phone = fields.textIfAny("phone", charactersMax: 40)
    safe = fields.textIfAny("safe", charactersMax: 200)
  }
}

/// The body that searches by a referral's number.
struct NumberSearch: Document {
  static let name = "ReferralSearch"

  let number: String

  init(reading fields: inout FieldReader) {
    number =
      fields.member("number", .text(charactersMax: 20), isRequired: true) {
        $0.string.flatMap { ShortNumber.normal($0) }
      } ?? ""
  }
}

extension Referral {
  /// Writes the referral as a caller may see it.
  func write(
    to writer: inout JSONWriter, _ view: ReferralView, chain: Referral?, _ language: Language,
    at now: Timestamp
  ) {
    let isSender = view.sides.contains(.sender)
    writer.object { writer in
      writer.member("id", id)
      writer.member("number", number)
      if isSender { writer.member("reference", reference) }
      writer.member("status", status.code)
      writer.member("businessStatus", businessStatus?.code)
      writer.member(
        "statusText",
        ReferralTexts.status(status, businessStatus, for: view.side)[language])
      writer.member("responseDue", responseDue)
      if view.isLimited {
        writer.nextSteps(view.nextSteps(self, at: now), language: language)
        return
      }
      writeBody(to: &writer, view, at: now)
      writeEnd(to: &writer, view)
      writer.member("parent", parent)
      if isSender, let chain { chain.writeChain(to: &writer, language) }
      writer.nextSteps(view.nextSteps(self, at: now), language: language)
      // Advice is for the sender; to who may not know the person it would tell of children.
      if isSender || view.subject.identity { writeAdvice(to: &writer, language, at: now) }
      writer.member("submittedAt", submittedAt)
      writer.member("createdAt", createdAt)
      writer.member("changedAt", changedAt)
    }
  }

  private func writeBody(to writer: inout JSONWriter, _ view: ReferralView, at now: Timestamp) {
    writer.member("openedAt", openedAt)
    writer.object("disclosure") { writer in
      writer.member("stage", stage.code)
      writer.member("reason", disclosureReason.code)
    }
    writer.object("sender") { writer in
      writer.member("kind", sender.kind)
      writer.member("id", sender.id)
      writer.member("name", sender.name)
      writer.member("slug", sender.slug)
    }
    writer.object("receiver") { writer in
      writer.member("id", receiver.door.id)
      writer.member("slug", receiver.door.slug)
      writer.member("name", receiver.door.name)
      writer.member("phone", receiver.phone)
      writer.member("openNow", receiver.hours?.isOpen(at: now))
      writer.member("opens", receiver.hours?.nextOpening(after: now))
    }
    writer.reference("team", team)
    writer.reference("handler", handler)
    writer.member("urgency", urgency.code)
    writer.member("needs", needs.map(\.code))
    writer.subject(subject, view.subject)
    if view.subject.identity {
      writer.member("reason", reason)
      writer.key("basis")
      basis.write(to: &writer)
    }
    // Each board knows the person by a row of its own; a partner by none.
    writer.key("person")
    if view.subject.identity, let known = person(for: view) {
      writer.object { $0.member("id", known.text) }
    } else {
      writer.null()
    }
  }

  private func person(for view: ReferralView) -> PersonID? {
    if view.sides.contains(.receiver), receiver.board != nil, let person { return person }
    return view.sides.contains(.sender) && sender.board != nil ? senderPerson : nil
  }

  // Without consent to feedback the sender sees status and dates, no outcome and no text.
  private func writeEnd(to writer: inout JSONWriter, _ view: ReferralView) {
    let isShown = view.showsReceiversTexts(of: self)
    writer.member("statusReason", isShown ? statusReason : nil)
    writer.member("outcome", isShown ? outcome?.code : nil)
    writer.member("feedback", isShown ? feedback : nil)
    writer.member("closedAt", closedAt)
    writer.member("acknowledgedAt", acknowledgedAt)
  }

  // After a forward the sender follows the chain by its status only.
  private func writeChain(to writer: inout JSONWriter, _ language: Language) {
    writer.object("forwardedAs") { writer in
      writer.member("receiver", receiver.door.name)
      writer.member("status", status.code)
      writer.member("businessStatus", businessStatus?.code)
      writer.member(
        "statusText", ReferralTexts.status(status, businessStatus, for: .sender)[language])
    }
  }

  private func writeAdvice(
    to writer: inout JSONWriter, _ language: Language, at now: Timestamp
  ) {
    writer.array("advice") { writer in
      for advice in ReferralTexts.advice(on: self, at: now) {
        writer.object { writer in
          writer.member("code", advice.code)
          writer.member("text", advice.text[language])
          if let phone = advice.phone { writer.member("phone", phone) }
        }
      }
    }
  }
}
