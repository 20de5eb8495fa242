// What takes a second person (`2` in the matrix): somebody asks, somebody else approves or rejects,
// and what nobody answers lapses. What is proposed is told by the rooms whose acts these are.

import HTTP
package import JSON
package import Vocabulary

/// The rule of four eyes (access.md 5), for whatever one person asks for and another approves.
package enum FourEyes {
  /// Days after which a proposal that nobody answered lapses.
  package static let daysMax = 7

  /// Whether a proposal that nobody answered has lapsed.
  package static func hasLapsed(_ proposedAt: Timestamp, at now: Timestamp) -> Bool {
    now >= proposedAt.plus(days: daysMax)
  }

  /// Whether somebody may approve: nobody approves their own.
  package static func mayApprove(_ who: String, proposedBy proposer: String?) -> Bool {
    proposer != who
  }
}

/// What one person asked for (sw. *förslag*), as one reader may see it.
package struct Proposal: Sendable {
  /// Its id; of a merging, the merging's.
  package var id: ProposalID
  /// What is proposed.
  package var kind: ProposalKind
  /// The person, or the user, whom it is about.
  package var subject: NamedThing
  /// The other record of a merging; the place of a role.
  package var other: NamedThing?
  /// The role that shall be given.
  package var role: String?
  /// Until when it shall be given.
  package var until: Timestamp?
  /// Why, as the one who asked wrote it.
  package var note: String?
  /// The board that it lies in.
  package var board: BoardID?
  /// Who asked.
  package var proposedBy: String
  /// When.
  package var proposedAt: Timestamp
  /// How far it has come, as it is stored.
  package var stored: ProposalStatus
  /// When it was approved or rejected.
  package var settledAt: Timestamp?
  /// Raised with every change.
  package var version: Int

  /// A proposal that waits.
  package init(
    id: ProposalID, kind: ProposalKind, subject: NamedThing, other: NamedThing? = nil,
    board: BoardID?, proposedBy: String, proposedAt: Timestamp, version: Int
  ) {
    self.id = id
    self.kind = kind
    self.subject = subject
    self.other = other
    self.board = board
    self.proposedBy = proposedBy
    self.proposedAt = proposedAt
    stored = .proposed
    self.version = version
  }

  /// How far it has come at an instant: proposals lapse by themselves.
  package func status(at now: Timestamp) -> ProposalStatus {
    stored == .proposed && FourEyes.hasLapsed(proposedAt, at: now) ? .lapsed : stored
  }
}

/// A room's part of the proposals: which wait there, and what approving does.
package protocol ProposalSource: Sendable {
  /// The proposal of an id, if it is this room's and the caller may see it.
  func find(_ id: ProposalID, _ call: Call) throws -> Proposal?
  /// The caller's proposals of this room in the order of their ids, after one of them.
  func list(after: ProposalID?, limit: Int, _ call: Call) throws -> [Proposal]
  /// Whether the caller is one who may approve it, who asked for it left aside.
  func mayApprove(_ proposal: Proposal, _ call: Call) throws -> Bool
  /// Does what was proposed, or notes that it is rejected.
  ///
  /// - Throws: `Refusal` where it can no longer be done.
  func settle(_ proposal: Proposal, approves: Bool, _ call: Call) throws
}

extension Proposal {
  /// Writes it as a reader sees it.
  package func write(to writer: inout JSONWriter, steps: [Step], call: Call) {
    let status = status(at: call.now)
    writer.object { writer in
      writer.member("id", id.text)
      writer.member("kind", kind.code)
      writer.member("kindText", kind.label[call.language])
      writer.member("status", status.code)
      writer.member("statusText", status.label[call.language])
      writer.reference("subject", subject)
      writer.reference("other", other)
      writer.member("role", role)
      writer.member("until", until?.text)
      writer.member("note", note)
      writer.member("proposedBy", proposedBy)
      writer.member("proposedAt", proposedAt.text)
      writer.member("lapsesAt", proposedAt.plus(days: FourEyes.daysMax).text)
      writer.member("settledAt", settledAt?.text)
      writer.nextSteps(steps, language: call.language)
    }
  }

  /// The answer of a call that could only propose: 202, and where the proposal is found.
  package func reply(_ call: Call) -> Reply {
    var reply = Reply(.accepted, about: about, at: "/api/v1/proposals/\(id)") {
      write(to: &$0, steps: [], call: call)
    }
    reply.version = nil
    return reply
  }

  /// Whose data it shows.
  package var about: About {
    let isPersons = kind == .merge || kind == .undoMerge
    return .personal(
      [subject.id] + (isPersons ? [other?.id].compactMap(\.self) : []) + [id.erased],
      boards: [board].compactMap(\.self), fields: ["proposal", kind.code])
  }

  /// What a proposal looks like on the wire.
  package static let shape: Shape = .object(
    "Proposal",
    [
      .init("id", .id), .init("kind", .code(ProposalKind.self)), .init("kindText", .text),
      .init("status", .code(ProposalStatus.self)), .init("statusText", .text),
      .init("subject", .namedThing), .init("other", .nullable(.namedThing)),
      .init("role", .nullable(.text)), .init("until", .nullable(.instant)),
      .init("note", .nullable(.text(charactersMax: 1_000))), .init("proposedBy", .text),
      .init("proposedAt", .instant), .init("lapsesAt", .instant),
      .init("settledAt", .nullable(.instant)), .init("nextSteps", .nextSteps),
    ])
}
