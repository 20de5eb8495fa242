// A referral: who sends whom to whom, why, and where it stands. What is always true of it is here;
// what may be done with it is in Steps.

package import Access
package import Pipeline
package import Vocabulary

/// A referral (sw. *remiss*, *hänvisning*).
package struct Referral: Sendable {
  /// Its id.
  package let id: ReferralID
  /// Its short number, drawn at random.
  package let number: String
  /// The board that owns its data.
  package var board: BoardID
  /// Who sent it.
  package let sender: Party
  /// The user or key that sent it.
  package let author: String
  /// The sender's own number for it.
  package var reference: String?
  /// The hash of the request that made it: the same one again, or another.
  package let requestHash: [UInt8]
  /// Who received it.
  package var receiver: Receiver
  /// The referral that it was forwarded from.
  package let parent: ReferralID?
  /// The person as the sender's board knows them.
  package var senderPerson: PersonID?
  /// When it was made.
  package let createdAt: Timestamp

  /// The team that works with it.
  package var team: NamedThing?
  /// The user who works with it.
  package var handler: NamedThing?
  /// The person as the receiver's board knows them, from accept on.
  package var person: PersonID?
  /// What the sender told about the person.
  package var subject: ReferralSubject
  /// What help is needed with.
  package var needs: [NeedArea]
  /// Why, in the sender's words.
  package var reason: String
  /// How soon an answer is needed.
  package var urgency: Urgency
  /// Why the data may be passed on.
  package var basis: ReferralBasis
  /// What the receiver may see.
  package var stage: DisclosureStage
  /// What decided when the identity opens.
  package var disclosureReason: DisclosureReason
  /// Where it stands.
  package var status: ReferralStatus
  /// The finer state within the status.
  package var businessStatus: ReferralBusinessStatus?
  /// The status that a hold interrupted.
  package var heldStatus: ReferralStatus?
  /// The reason of the last step that had one: a code, or text.
  package var statusReason: String?
  /// What came of it.
  package var outcome: Outcome?
  /// What the receiver tells the sender.
  package var feedback: String?
  /// When the receiver is to have answered; nil when it has, and while it waits for information.
  package var responseDue: Timestamp?
  /// Since when the clock stands still.
  package var pausedAt: Timestamp?
  /// When the answer was due as the clock was stopped.
  package var heldDue: Timestamp?
  /// When the receiver opened it.
  package var openedAt: Timestamp?
  /// When it was sent.
  package var submittedAt: Timestamp?
  /// When it ended.
  package var closedAt: Timestamp?
  /// When the sender took note of the end.
  package var acknowledgedAt: Timestamp?
  /// How guarded it was when it was sent.
  package var secrecy: SecrecyClass
  /// Raised with every change.
  package var version: Int
  /// When it was last changed.
  package var changedAt: Timestamp
  /// How guarded the sender's record of the person is now; nil where it has none.
  package var senderPersonSecrecy: SecrecyClass?
  /// How guarded the receiver's record of the person is now; nil where it has none.
  package var personSecrecy: SecrecyClass?
}

/// Who sends: a partner, or a board with the unit within it.
package struct Party: Sendable, Equatable {
  /// The board; nil for a partner.
  package var board: BoardID?
  /// The unit within the board, where one is known.
  package var unit: UnitID?
  /// The partner; nil for a board.
  package var partner: PartnerID?
  /// Its name, and the slug of what is named.
  package var name: String
  /// The public name of the partner or unit.
  package var slug: String?

  /// The most particular id: partner, unit, or board.
  package var id: AnyID? { partner?.erased ?? unit?.erased ?? board?.erased }

  /// What it is, on the wire.
  package var kind: String { partner != nil ? "partner" : unit != nil ? "unit" : "board" }
}

/// Who receives: an entrance or unit of a board, or a service of a partner.
package struct Receiver: Sendable {
  /// The door that the sender chose: an entrance, a unit, a team or a service.
  package var door: NamedThing
  /// The board behind it; nil for a partner.
  package var board: BoardID?
  /// The unit behind it.
  package var unit: UnitID?
  /// The entrance, where the sender chose one.
  package var entrance: EntranceID?
  /// The partner behind it.
  package var partner: PartnerID?
  /// The partner's service.
  package var service: ServiceID?
  /// Whom to ring.
  package var phone: String?
  /// When somebody answers; nil when nobody has said.
  package var hours: OpeningHours?
}

/// How guarded a referral is, for each side by what that side knows (access.md 3.2).
struct ReferralGuarding: Sendable {
  /// As it was sent.
  let asSent: SecrecyClass
  /// The sender's record of the person now.
  let senderPerson: SecrecyClass?
  /// The receiver's record of the person now.
  let person: SecrecyClass?

  /// For the sender: its own record decides.
  var sender: SecrecyClass { senderPerson ?? asSent }

  /// For the receiver: its own record, but never less than what was sent with it.
  var receiver: SecrecyClass {
    guard let person else { return senderPerson ?? asSent }
    return person == .normal ? asSent : person
  }
}

extension Referral {
  /// The state that the life cycle looks at.
  var state: State { State(status.code, businessStatus?.code) }

  /// Whether the referral still waits for something.
  var isOpen: Bool { status.isOpen }

  /// How guarded it is on each side.
  var guarding: ReferralGuarding {
    ReferralGuarding(asSent: secrecy, senderPerson: senderPersonSecrecy, person: personSecrecy)
  }

  /// Whether the sender knows who it is: a board or partner that only passed on what it never
  /// accepted does not.
  var isKnownToSender: Bool { parent == nil || senderPerson != nil }

  /// The facts about the sender's side for a caller.
  func senderFacts(for caller: Caller, isListed: Bool) -> SubjectFacts {
    SubjectFacts(
      board: sender.board, unit: sender.unit, partner: sender.partner,
      isOwn: author == caller.reference, isNamed: true, secrecy: guarding.sender,
      isListed: isListed, isPersonal: true, owner: self.board)
  }

  /// The facts about the receiver's side for a caller.
  func receiverFacts(
    for caller: Caller, isListed: Bool, at now: Timestamp
  ) -> SubjectFacts {
    let isHandler = handler.map { UserID($0.id) == caller.user } ?? false
    let teams = receiver.board.map { caller.teams(within: $0, at: now) } ?? []
    let isTeams = team.map { teams.contains(TeamID($0.id)) } ?? false
    // A partner's service was named by whoever sent: that is its commission.
    // A link speaks for the partner, but nothing that is guarded is its own.
    let isPartners =
      receiver.partner != nil && receiver.partner == caller.partner && caller.kind != .link
    return SubjectFacts(
      board: receiver.board, unit: receiver.unit, team: team.map { TeamID($0.id) },
      partner: receiver.partner, isOwn: isHandler || isTeams || isPartners, isNamed: true,
      secrecy: guarding.receiver, isListed: isListed, isPersonal: true, owner: self.board)
  }
}
