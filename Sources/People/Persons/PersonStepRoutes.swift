// The steps of a person's record over HTTP: protect, restrict, and whether the person is still
// somebody to help.

import Access
import HTTP
import JSON
import Pipeline
import SQLite
import Vocabulary

/// Transitions of persons over HTTP.
enum PersonStepRoutes {
  static let all: [Route] = [
    Route(
      .post, "/api/v1/persons/{person}/transitions", "person.step",
      "Takes a step: protect, restrict, unrestrict, inactivate, deceased, reactivate. To lift a "
        + "restriction takes a second person and is refused (403) until there are proposals.",
      needs: .permission(LifeCycle.person.permissions), isPersonal: true, takes: PersonStep.self,
      example: """
        {"step": "restrict", "reason": "relative_of_staff",
         "users": ["019ab3c4-0000-7000-8000-000000000001"]}
        """,
      answers: .ok, Person.shape, handler: take)
  ]

  private static func take(_ call: Call, _ body: PersonStep) throws -> Reply {
    guard let step = body.step else { throw Refusal.invalid("/step", "required") }
    let (person, facts) = try PersonRoutes.find(call, step.permission)
    try call.obeyMatch(person.version)
    try LifeCycle.person.require(step, from: person.state) {
      call.may($0.permission, on: facts)
    }
    switch step.name {
    case "protect": try protect(person, body.protectedIdentity ?? .marked, call)
    case "restrict": try restrict(person, to: body.users, call)
    default:
      let activity = step.to.flatMap { PersonActivity(code: $0.status) } ?? person.activity
      try PersonStore(call.database).change(
        person, activity: activity, secrecy: person.secrecy,
        protectedIdentity: person.protectedIdentity)
    }
    return try PersonRoutes.reply(
      with: person.id, call, changed: step.to == nil ? ["secrecy"] : ["status"])
  }

  private static func protect(
    _ person: Person, _ protection: ProtectedIdentity, _ call: Call
  ) throws {
    let store = PersonStore(call.database)
    try store.change(
      person, activity: person.activity, secrecy: .protected, protectedIdentity: protection)
    if let user = call.caller?.user { try store.addReader(user, to: person.id) }
  }

  // The list is replaced as a whole. Whoever sets it stands on it: a record that nobody may open
  // could not be looked after.
  private static func restrict(_ person: Person, to users: [UserID], _ call: Call) throws {
    let store = PersonStore(call.database)
    guard !users.isEmpty else { throw Refusal.invalid("/users", "required") }
    for (index, user) in users.enumerated()
    where try !store.isColleague(user, of: person.board) {
      throw Refusal.invalid("/users/\(index)", "unknown")
    }
    var readers = Set(users)
    if let user = call.caller?.user { readers.insert(user) }
    try store.setReaders(readers, of: person.id)
    try store.change(
      person, activity: person.activity,
      secrecy: person.secrecy == .protected ? .protected : .restricted,
      protectedIdentity: person.protectedIdentity)
  }
}
