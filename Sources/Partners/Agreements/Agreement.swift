// Agreements between a board and a partner: what opens personal data to the partner, and when.

import Access
import JSON
package import Pipeline
package import Vocabulary

/// An agreement (sw. *avtal*, *överenskommelse*).
package struct Agreement: Sendable {
  /// Its id.
  package let id: AgreementID
  /// The board that made it.
  package let board: NamedThing
  /// The partner.
  package let partner: NamedThing
  /// What it is.
  package let kind: AgreementKind
  /// Its number in the board's diary.
  package let diaryNumber: String
  /// The first day.
  package let startsOn: Day
  /// The last day.
  package let endsOn: Day
  /// When both sides had signed.
  package let signedOn: Day?
  /// Whether it opens personal data while it is active.
  package let opensPersonData: Bool
  /// Where it stands; time alone may have ended it since: ask ``status(on:)``.
  package let storedStatus: AgreementStatus
  /// Why it was suspended or terminated.
  package let statusReason: String?
  /// Raised with every change.
  package let version: Int

  /// Where it stands on a day: past its last day it has expired, whatever the row says.
  package func status(on day: Day) -> AgreementStatus {
    switch storedStatus {
    case .active, .suspended: endsOn < day ? .expired : storedStatus
    case .draft, .review, .expired, .terminated: storedStatus
    }
  }

  /// The facts that decisions about it need.
  var facts: SubjectFacts {
    SubjectFacts(board: BoardID(board.id), partner: PartnerID(partner.id), isPersonal: false)
  }

  /// The state in its life on a day.
  func state(on day: Day) -> State {
    let status = status(on: day)
    return State(status.code, status == .review && signedOn != nil ? "signed" : nil)
  }
}

extension Agreement {
  /// Writes the agreement as clients see it.
  func write(to writer: inout JSONWriter, for reader: Reading) {
    let state = state(on: reader.today)
    writer.object { writer in
      writer.member("id", id.text)
      writer.reference("board", board)
      writer.reference("partner", partner)
      writer.member("kind", kind.code)
      writer.member("diaryNumber", diaryNumber)
      writer.member("from", startsOn.text)
      writer.member("to", endsOn.text)
      writer.member("signedOn", signedOn?.text)
      writer.member("opensPersonData", opensPersonData)
      writer.member("status", state.status)
      writer.member("businessStatus", state.business)
      writer.member("statusText", AgreementRules.statusText(of: self, reader))
      writer.member("statusReason", statusReason)
      writer.nextSteps(reader.nextSteps, language: reader.language)
    }
  }

  /// What an agreement looks like on the wire.
  package static let shape: Shape = .object(
    "Agreement",
    [
      .init("id", .id), .init("board", .namedThing), .init("partner", .namedThing),
      .init("kind", .code(AgreementKind.self)), .init("diaryNumber", .text),
      .init("from", .day), .init("to", .day), .init("signedOn", .nullable(.day)),
      .init("opensPersonData", .flag), .init("status", .code(AgreementStatus.self)),
      .init("businessStatus", .nullable(.code(["signed"]))), .init("statusText", .text),
      .init("statusReason", .nullable(.text(charactersMax: 500))), .init("nextSteps", .nextSteps),
    ])
}
