// Takes a tip. Nothing is looked up by what it says: the answer is the same whoever it is about,
// and takes the same time.

import Access
import Organisation
import Partners
import Pipeline
import SQLite
import Vocabulary

/// Takes tips for one caller, or for nobody.
struct TipTaking {
  /// Characters drawn for a receipt: nobody guesses another's.
  private static let receiptLength = 8

  private let call: Call

  init(_ call: Call) { self.call = call }

  /// Keeps a tip of somebody who is signed in.
  ///
  /// - Throws: `Refusal` 422 for what is unknown, 403 where the right or the agreement lacks.
  func take(_ body: NewTip) throws -> Tip {
    let caller = try call.signedIn()
    let (board, team) = try receiver(of: body, caller)
    try call.require(.tipCreate, on: try call.tipFacts(board: board), isKnown: true)
    let source = try source(of: caller, body.source)
    return try keep(
      body.seen, board: board, team: team, source: source,
      place: try body.place.map { try call.place($0, at: "/place").id }, partner: caller.partner,
      wantsReply: body.wantsReply || body.seen.replyTo != nil, by: caller.reference)
  }

  /// Keeps a tip of anybody.
  ///
  /// - Throws: `Refusal` 422 for an entrance that is unknown, or a time that cannot be.
  func take(_ body: NewPublicTip) throws -> Tip {
    let entrance = try entrance(body.entrance)
    return try keep(
      body.seen, board: entrance.boardID, team: try team(behind: entrance), source: .everyone,
      place: nil, partner: nil, wantsReply: body.seen.replyTo != nil, by: Tip.everyone)
  }

  private func keep(
    _ seen: Sighting, board: BoardID, team: Team?, source: TipSource, place: PlaceID?,
    partner: PartnerID?, wantsReply: Bool, by author: String
  ) throws -> Tip {
    let seenAt = try seenAt(seen.seenAt)
    let tip = Tip(
      id: call.makeID(), board: board,
      team: team.map { NamedThing($0.id, $0.name, slug: $0.slug) }, teamUnit: team?.unitID,
      partner: partner, source: source, place: place, area: seen.area, position: seen.position,
      seenAt: seenAt, what: seen.what, wantsReply: wantsReply, replyTo: seen.replyTo,
      person: nil, status: .new, alreadyKnown: nil, outcome: nil, task: nil, searchOrder: nil,
      dueAt: OfficeDays.plus(Tip.officeDaysMax, from: call.now), answer: nil, answeredAt: nil,
      receipt: try drawReceipt(), createdAt: call.now, createdBy: author, version: 1)
    try TipStore(call.database).insert(tip)
    return tip
  }

  private func seenAt(_ told: Timestamp?) throws(Refusal) -> Timestamp {
    do throws(Refusal) {
      return try call.instant(of: told)
    } catch {
      throw .invalid("/seenAt", error.errors.first?.code ?? "invalid")
    }
  }

  private func drawReceipt() throws -> String {
    let store = TipStore(call.database)
    for _ in 0..<64 {
      let receipt = ShortNumber.make(
        prefix: "T", year: nil, length: Self.receiptLength, random: &call.random)
      if try !store.isUsed(receipt) { return receipt }
    }
    throw Refusal(.busy)
  }

  // MARK: who gets it, and from whom it is

  private func receiver(of body: NewTip, _ caller: Caller) throws -> (BoardID, Team?) {
    if let reference = body.entrance {
      let entrance = try entrance(reference)
      return (entrance.boardID, try team(behind: entrance))
    }
    if let reference = body.team {
      guard let team = try TeamStore(call.database).find(reference),
        call.may(.organisationRead, on: team.fieldFacts)
      else { throw Refusal.invalid("/team", "unknown") }
      return (team.boardID, team)
    }
    let boards = Set(
      caller.grants(for: .tipCreate, at: call.now).compactMap(\.grant.scope.board))
    guard boards.count == 1, let board = boards.first else {
      throw Refusal.invalid("/entrance", "required")
    }
    return (board, nil)
  }

  private func entrance(_ reference: Reference) throws -> Entrance {
    guard let entrance = try EntranceStore(call.database).find(reference) else {
      throw Refusal.invalid("/entrance", "unknown")
    }
    return entrance
  }

  private func team(behind entrance: Entrance) throws -> Team? {
    try entrance.team.flatMap { try TeamStore(call.database).find(.id($0.id)) }
  }

  // Who calls says what kind of tip it is; only staff write down what others told them.
  private func source(of caller: Caller, _ told: TipSource?) throws -> TipSource {
    var known: [TipSource] = TipSource.allCases
    if let partner = caller.partner {
      let kind = try PartnerStore(call.database).find(.id(partner.erased))?.kind
      switch kind {
      case .police: known = [.police]
      case .company: known = [.partner, .ordningsvakt]
      default: known = [.partner]
      }
    } else if caller.grants(for: .tipCreate, at: call.now)
      .allSatisfy({ $0.grant.role == .policeLiaison })
    {
      known = [.police]
    }
    guard let told else { return known[0] }
    guard known.contains(told) else {
      throw Refusal.invalid("/source", "not_allowed", allowed: known.map(\.code))
    }
    return told
  }
}
