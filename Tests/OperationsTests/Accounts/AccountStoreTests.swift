// What the command line asks of the accounts: users and keys by name, without a caller.

import Access
import SQLite
import TestSupport
import Testing
import Vocabulary

struct AccountStoreTests {
  let world: AccountsWorld

  init() throws { world = try AccountsWorld() }

  @Test func `users are found by name and listed in pages`() throws {
    let found = try world.world.writer.run { database in
      let store = AccountStore(database)
      var seen: [UserRecord] = []
      while true {
        let page = try store.listUsers(after: seen.last?.id, limit: 6)
        seen += page
        if page.count < 6 { break }
      }
      return (
        lead: try store.findUser(named: "uppsala-lead"),
        nobody: try store.findUser(named: "nobody"),
        all: seen
      )
    }
    #expect(found.lead?.ownerSlug == "0380")
    #expect(found.lead?.mustChangePassword == false)
    #expect(found.nobody == nil)
    #expect(Set(found.all.map(\.username)) == Set(Cast.users.map(\.name)))
  }

  @Test func `a caller can be had without a session, but not of a disabled user`() throws {
    let callers = try world.world.writer.run { database in
      let before = try AccessStore(database).findUser(Cast.id("uppsala-intake"))
      try AccountStore(database).setDisabled(
        true, Cast.id("uppsala-intake"), at: Timestamp(milliseconds: 0))
      return (before: before, after: try AccessStore(database).findUser(Cast.id("uppsala-intake")))
    }
    #expect(callers.before?.holds(.referralDecide, at: world.world.clock.now) == true)
    #expect(callers.after == nil)
  }

  @Test func `a key is listed by its id, and dead once revoked`() throws {
    let day = Day.of(world.world.clock.now)
    let now = world.world.clock.now
    let keys = try world.world.writer.run { database in
      let store = AccountStore(database)
      for id in ["bbbb", "aaaa"] {
        try store.insertKey(
          NewKey(
            id: id, secretHash: [UInt8](repeating: 1, count: 32), name: id,
            partner: Cast.id("moske-exempel"), board: nil, roles: [.partnerSender],
            expiresOn: day, createdBy: "system"), at: now)
      }
      try store.revokeKey("aaaa", at: now)
      return try store.listKeys(after: "", limit: 10)
    }
    #expect(keys.map(\.id) == ["aaaa", "bbbb"])
    #expect(keys.map { $0.revokedAt != nil } == [true, false])
    #expect(keys.first?.ownerSlug == "moske-exempel")
  }
}
