// From the receiver that a sender names to who is behind it: an entrance, a unit or a team of a
// board, or a service of a partner whose agreement with the owner of the data opens it today.

import Organisation
import Partners
import Pipeline
import SQLite
import Vocabulary

/// Who is behind a receiver's name.
struct FoundReceiver {
  let receiver: Receiver
  /// The team that answers, where the entrance or the name says so.
  let team: NamedThing?
  /// Whether the receiver keeps no identities (SoL 14 kap. 5 §).
  var isWithoutIdentity = false
}

/// Finds receivers.
struct ReceiverFinder {
  let database: Database
  let today: Day
  /// The board whose personal data goes to a partner: its agreement opens it, no other's.
  let owner: BoardID?

  /// Who is behind a reference.
  ///
  /// - Throws: `Refusal` 422 at `path` for a name that is unknown or takes no referrals.
  func find(_ reference: Reference, at path: String) throws -> FoundReceiver {
    if let found = try entrance(reference) ?? service(reference, at: path) { return found }
    if let unit = try UnitStore(database).find(reference) {
      return FoundReceiver(receiver: receiver(behind: unit), team: nil)
    }
    if let team = try TeamStore(database).find(reference),
      let unit = try UnitStore(database).find(.id(team.unit.id))
    {
      return FoundReceiver(
        receiver: receiver(behind: unit), team: NamedThing(team.id, team.name, slug: team.slug))
    }
    throw Refusal.invalid(path, "unknown")
  }

  private func entrance(_ reference: Reference) throws -> FoundReceiver? {
    guard let entrance = try EntranceStore(database).find(reference) else { return nil }
    // Where an entrance has no telephone its unit's is told.
    let phone = try entrance.phone ?? UnitStore(database).find(.id(entrance.unit.id))?.phone
    return FoundReceiver(
      receiver: Receiver(
        door: NamedThing(entrance.id, entrance.name, slug: entrance.slug),
        board: entrance.boardID, unit: entrance.unitID, entrance: entrance.id,
        phone: phone, hours: entrance.hours.isEmpty ? nil : entrance.hours),
      team: entrance.team)
  }

  private func service(_ reference: Reference, at path: String) throws -> FoundReceiver? {
    guard let service = try ServiceStore(database).find(reference) else { return nil }
    guard service.status == .active, service.acceptsReferrals else {
      throw Refusal.invalid(path, "takes_no_referrals")
    }
    let partner = PartnerID(service.partner.id)
    guard try AgreementStore(database).opening(partner: partner, of: owner, on: today) != nil else {
      throw Refusal.invalid(path, "no_active_agreement")
    }
    return FoundReceiver(
      receiver: Receiver(
        door: NamedThing(service.id, service.name, slug: service.slug), partner: partner,
        service: service.id, phone: service.phone,
        hours: service.hours.isEmpty ? nil : service.hours),
      team: nil, isWithoutIdentity: service.documentationMode(on: today) == .noIdentity)
  }

  private func receiver(behind unit: Unit) -> Receiver {
    Receiver(
      door: NamedThing(unit.id, unit.name, slug: unit.slug), board: BoardID(unit.board.id),
      unit: unit.id, phone: unit.phone)
  }
}
