// Making agreements and taking them through their life, as two rooms of routes do it: by themselves
// and when a partner is taken in.

import Access
import Organisation
import Pipeline
import SQLite
import Vocabulary

/// What happens to agreements in one call.
struct AgreementMaking {
  private let call: Call
  private let store: AgreementStore

  /// The making of one call, on the writer's connection.
  init(_ call: Call) {
    self.call = call
    store = AgreementStore(call.database)
  }

  /// Makes an agreement with a partner.
  ///
  /// - Parameters:
  ///   - municipalities: those that the partner serves: the board is one of theirs.
  ///   - path: where the terms stand in the body.
  /// - Throws: `Refusal` 403 without the right over the board, 422 for terms that do not do.
  func make(
    _ terms: AgreementTerms, with partner: PartnerID, in municipalities: [MunicipalityID],
    at path: String
  ) throws -> AgreementID {
    let board = try board(of: terms, in: municipalities, at: path)
    try AgreementRules.requireDays(
      to: terms.endsOn, signedOn: terms.signedOn, at: path, today: call.today)
    let id: AgreementID = call.makeID()
    let status = AgreementRules.firstStatus(signedOn: terms.signedOn)
    try store.insert(
      id, terms, board: board, partner: partner, status: status, at: call.now)
    try PartnerEventStore(call.database).insert(
      call.event("create", from: nil, to: status.code), partner: partner, agreement: id)
    if status == .active { try activate(partner) }
    return id
  }

  /// Takes a step that was found to be allowed.
  func take(_ step: Step, on agreement: Agreement, reason: String?, signedOn: Day?) throws {
    let from = agreement.status(on: call.today)
    let status = step.to.flatMap { AgreementStatus(code: $0.status) } ?? from
    try store.setStatus(status, reason: reason, signedOn: signedOn, of: agreement.id)
    let partner = PartnerID(agreement.partner.id)
    try PartnerEventStore(call.database).insert(
      call.event(step.name, from: from.code, to: status.code, reason: reason), partner: partner,
      agreement: agreement.id)
    if status == .active { try activate(partner) }
  }

  // A verified partner whose agreement comes into force is active, and its services are public.
  private func activate(_ partner: PartnerID) throws {
    try PartnerStore(call.database).activateVerified(partner, at: call.now)
    try Directory(call.database).refresh(partner)
  }

  private func board(
    of terms: AgreementTerms, in municipalities: [MunicipalityID], at path: String
  ) throws -> BoardID {
    guard let reference = terms.board else {
      let boards = try municipalities.flatMap { try PartnerStore(call.database).boards(in: $0) }
      guard let own = boards.first(where: { mayWrite($0) }) else {
        throw Refusal.forbidden(.agreementWrite)
      }
      return own
    }
    guard let board = try MunicipalityStore(call.database).findBoard(reference) else {
      throw Refusal.invalid(path + "/board", "unknown")
    }
    guard mayWrite(board.id) else { throw Refusal.forbidden(.agreementWrite) }
    return board.id
  }

  private func mayWrite(_ board: BoardID) -> Bool {
    call.may(.agreementWrite, on: SubjectFacts(board: board, isPersonal: false))
  }
}
