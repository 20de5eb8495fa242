// Users and keys of a partner: made here by its own administrator or by a municipality's, kept by
// Access. A password is never set here: who was added chooses one by the way in that they get.

import Access
import JSON
import Pipeline
import Vocabulary

/// Gives a partner's people and machines a way in.
struct PartnerAccounts {
  private let call: Call
  private let partner: PartnerID
  private let store: AccountStore

  /// The accounts of a partner, on the writer's connection.
  init(_ call: Call, _ partner: PartnerID) {
    self.call = call
    self.partner = partner
    store = AccountStore(call.database)
  }

  /// Adds a user with roles inside the partner.
  ///
  /// - Throws: `DatabaseError` for a user name in use.
  func addUser(_ colleague: NewColleague) throws -> Colleague {
    var user = NewUser(id: call.makeID(), username: colleague.username, name: colleague.name)
    user.email = colleague.email
    user.partner = partner
    try store.insertUser(user, at: call.now)
    for role in colleague.roles {
      try store.insertGrant(
        NewGrant(
          id: call.makeID(), user: user.id, role: role, scope: .partner(partner),
          startsAt: call.now, grantedBy: try call.signedIn().reference), at: call.now)
    }
    return try call.fetch(
      ColleagueStore(call.database).find(user.id, of: partner, at: call.now))
  }

  /// Adds a key, whose secret is known to this answer alone.
  ///
  /// - Parameter path: where the key stands in the body.
  /// - Throws: `Refusal` 422 for a last day that does not do.
  func addKey(_ new: NewPartnerKey, at path: String) throws -> Onboarded.Key {
    try PartnerRules.requireKeyDay(new.expiresOn, at: path + "/expiresOn", today: call.today)
    let made = Token.makeKey(&call.random)
    let key = NewKey(
      id: made.id, secretHash: made.hash, name: new.name, partner: partner, board: nil,
      roles: new.roles, expiresOn: new.expiresOn, createdBy: try call.signedIn().reference)
    try store.insertKey(key, at: call.now)
    return Onboarded.Key(key: key, secret: made.text)
  }
}

extension Colleague {
  /// Writes the user as their administrator sees them.
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("id", id.text)
      writer.member("username", username)
      writer.member("name", name)
      writer.member("email", email)
      writer.member("roles", roles.map(\.rawValue))
      writer.member("disabled", isDisabled)
    }
  }

  /// What a user of a partner looks like on the wire.
  static let shape: Shape = .object(
    "Colleague",
    [
      .init("id", .id), .init("username", .text), .init("name", .text),
      .init("email", .nullable(.text)),
      .init("roles", .list(.code(Role.allCases.filter(\.isPartners).map(\.rawValue)), countMax: 3)),
      .init("disabled", .flag),
    ])
}
