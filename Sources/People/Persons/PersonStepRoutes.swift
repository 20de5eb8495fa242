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
        + "restriction takes a second person: it answers 202 with the proposal.",
      needs: .permission(LifeCycle.person.permissions), isPersonal: true, takes: PersonStep.self,
      example: """
        {"step": "restrict", "reason": "relative_of_staff",
         "users": ["019ab3c4-0000-7000-8000-000000000001"]}
        """,
      answers: .ok, Person.shape, orProposes: Proposal.shape, handler: take)
  ]

  private static func take(_ call: Call, _ body: PersonStep) throws -> Reply {
    guard let step = body.step else { throw Refusal.invalid("/step", "required") }
    let (person, facts) = try find(call, step)
    try call.obeyMatch(person.version)
    try LifeCycle.person.require(step, from: person.state) { call.mayTake($0, on: facts) }
    switch step.name {
    case "unrestrict":
      return try UnrestrictProposals.propose(person, note: body.note, call).reply(call)
    case "protect": try protect(person, body.protectedIdentity ?? .marked, call)
    case "restrict": try restrict(person, body, call)
    default:
      let activity = step.to.flatMap { PersonActivity(code: $0.status) } ?? person.activity
      try PersonStore(call.database).change(
        person, activity: activity, secrecy: person.secrecy,
        protectedIdentity: person.protectedIdentity)
    }
    return try PersonRoutes.reply(
      with: person.id, call, changed: step.to == nil ? ["secrecy"] : ["status"])
  }

  // Whoever is one of two may propose what neither may do alone.
  private static func find(_ call: Call, _ step: Step) throws -> (Person, SubjectFacts) {
    guard step.permission == .personUnrestrict else {
      return try PersonRoutes.find(call, step.permission)
    }
    let (person, facts) = try PersonRoutes.find(call, .personReadIdentity)
    guard call.mayTake(step, on: facts) else { throw Refusal.forbidden(step.permission) }
    return (person, facts)
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
  private static func restrict(_ person: Person, _ body: PersonStep, _ call: Call) throws {
    let store = PersonStore(call.database)
    guard let reason = body.reason else { throw Refusal.invalid("/reason", "required") }
    guard !body.users.isEmpty else { throw Refusal.invalid("/users", "required") }
    for (index, user) in body.users.enumerated()
    where try !store.isColleague(user, of: person.board) {
      throw Refusal.invalid("/users/\(index)", "unknown")
    }
    let caller = try call.signedIn()
    var readers = Set(body.users)
    if let user = caller.user { readers.insert(user) }
    try store.setReaders(
      readers, of: person.id, because: reason, isClosed: body.isClosed || person.isClosed,
      by: caller.reference, at: call.now)
    try store.change(
      person, activity: person.activity,
      secrecy: person.secrecy == .protected ? .protected : .restricted,
      protectedIdentity: person.protectedIdentity)
  }
}

extension Call {
  /// Whether the caller may take a step of a person: alone, or as one of the two that it takes.
  func mayTake(_ step: Step, on facts: SubjectFacts) -> Bool {
    guard step.permission == .personUnrestrict else { return may(step.permission, on: facts) }
    return isOneOfTwoToUnrestrict(facts)
  }

  /// Whether the caller is one of the two who lift what guards a record: whoever may read it.
  func isOneOfTwoToUnrestrict(_ facts: SubjectFacts) -> Bool {
    caller?.decideAsOneOfTwo(.personUnrestrict, on: facts, at: now) == .allowed
      && may(.personReadIdentity, on: facts)
  }
}
