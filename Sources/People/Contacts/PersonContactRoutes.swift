// How a person is reached, over HTTP: for those who may read ways of contact, and of a protected
// person only for those who may know where the person is.

import Access
import HTTP
import JSON
import Pipeline
import SQLite
import Vocabulary

/// Ways to reach persons over HTTP.
enum PersonContactRoutes {
  static let all: [Route] = [
    Route(
      .get, "/api/v1/persons/{person}/contacts", "person_contact.list",
      "How a person is reached, and channels that must not be used.",
      needs: .permission([.personReadContact]), isPersonal: true, parameters: Page.parameters,
      answers: .ok, .page(of: PersonContact.shape, named: "PersonChannelPage"), handler: list),
    Route(
      .post, "/api/v1/persons/{person}/contacts", "person_contact.create",
      "Notes a way to reach a person, or with `safe` false one that must not be used.",
      needs: .permission([.personUpdate]), isPersonal: true, takes: PersonContactDocument.self,
      example: """
        {"kind": "sms", "value": "070-1740605", "safe": true, "times": "vardagar 9–12"}
        """,
      answers: .created, PersonContact.shape, handler: add),
    Route(
      .get, "/api/v1/persons/{person}/contacts/{item}", "person_contact.read",
      "One way of contact.", needs: .permission([.personReadContact]), isPersonal: true,
      answers: .ok, PersonContact.shape, handler: read),
    Route(
      .patch, "/api/v1/persons/{person}/contacts/{item}", "person_contact.change",
      "Changes or ends a way of contact; the version before is kept. Needs If-Match.",
      needs: .permission([.personUpdate]), isPersonal: true, takes: PersonContactChange.self,
      example: """
        {"value": "070-1740606", "safe": false, "times": null, "ended": false}
        """,
      answers: .ok, PersonContact.shape, handler: change),
  ]

  private static func list(_ call: Call) throws -> Reply {
    let person = try reachable(call, .personReadContact)
    let page = try call.page()
    let rows = try PersonContactStore(call.database).list(
      of: person.id, after: try page.afterID(), limit: page.fetchCount, offset: page.offset)
    return call.list(rows, on: page, about: about(person), end: { [$0.id.text] }) { row, writer in
      row.write(to: &writer)
    }
  }

  private static func read(_ call: Call) throws -> Reply {
    let person = try reachable(call, .personReadContact)
    return reply(with: try find(of: person, call), person)
  }

  private static func add(_ call: Call, _ body: PersonContactDocument) throws -> Reply {
    let person = try reachable(call, .personUpdate)
    let contact = PersonContact(
      id: call.makeID(), person: person.id, kind: body.kind, value: body.value,
      isSafe: body.isSafe, times: body.times, version: 1)
    try contact.check()
    try PersonContactStore(call.database).add(
      contact, to: person, by: try call.signedIn().reference, at: call.now)
    return reply(with: contact, person, status: .created)
  }

  private static func change(_ call: Call, _ body: PersonContactChange) throws -> Reply {
    let person = try reachable(call, .personUpdate)
    let before = try find(of: person, call)
    try call.requireMatch(before.version)
    let after = body.applied(to: before, at: call.now)
    try after.check()
    let store = PersonContactStore(call.database)
    try store.change(before, to: after, by: try call.signedIn().reference, at: call.now)
    return reply(with: try call.fetch(store.find(before.id)), person)
  }

  // The person, when the caller may do this and may know how the person is reached.
  private static func reachable(_ call: Call, _ permission: Permission) throws -> Person {
    let (person, facts) = try PersonRoutes.find(call, permission)
    let isKnown = call.may(.personReadIdentity, on: facts)
    try call.require(.personReadContact, on: facts, isKnown: isKnown)
    if person.secrecy == .protected {
      try call.require(.personReadProtectedAddress, on: facts, isKnown: isKnown)
    }
    return person
  }

  // The way of contact of the path, if it is this person's.
  private static func find(of person: Person, _ call: Call) throws -> PersonContact {
    let contact = try call.fetch(PersonContactStore(call.database).find(try call.id(1)))
    guard contact.person == person.id else { throw Refusal.notFound }
    return contact
  }

  private static func reply(
    with contact: PersonContact, _ person: Person, status: Status = .ok
  ) -> Reply {
    Reply(
      status, about: about(person), version: contact.version,
      at: "/api/v1/persons/\(person.id)/contacts/\(contact.id)"
    ) { contact.write(to: &$0) }
  }

  private static func about(_ person: Person) -> About {
    .personal([person.id.erased], boards: [person.board], fields: ["contact"])
  }
}
