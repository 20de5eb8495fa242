// Openings in an emergency over HTTP: open, end, review. To open says `Access-Purpose: emergency`,
// and so does every call that reads the record by it: the trail tells them from all others.

import Access
import HTTP
import JSON
import Pipeline
import SQLite
import Vocabulary

/// Openings in an emergency over HTTP.
enum EmergencyRoutes {
  static let all: [Route] = [
    Route(
      .get, "/api/v1/emergency-openings", "emergency_opening.list",
      "Openings that the caller made or reviews; `status` filters.",
      needs: .permission([.auditReview, .personEmergencyOpen]), isPersonal: true,
      parameters: Page.parameters.filter { ["limit", "cursor"].contains($0.name) } + [
        Parameter("status", .code(EmergencyOpeningStatus.self), "Statuses, separated by commas.")
      ], answers: .ok, .page(of: EmergencyOpening.shape, named: "EmergencyOpeningPage"),
      handler: list),
    Route(
      .post, "/api/v1/emergency-openings", "emergency_opening.create",
      "Opens a record of the board for at most \(EmergencyOpening.minutesMax) minutes, by id or "
        + "exact identity number, with a written reason; needs `Access-Purpose: emergency`, as "
        + "does each call that reads by it. It is always reviewed.",
      needs: .permission([.personEmergencyOpen]), isPersonal: true, takes: EmergencyDocument.self,
      example: """
        {"person": "019ab3c4-0000-7000-8000-000000000001",
         "reason": "Ambulansen frågar efter mediciner, hon är medvetslös.", "minutes": 60}
        """,
      answers: .created, EmergencyOpening.shape, handler: open),
    Route(
      .get, "/api/v1/emergency-openings/{opening}", "emergency_opening.read", "One opening.",
      needs: .permission([.auditReview, .personEmergencyOpen]), isPersonal: true, answers: .ok,
      EmergencyOpening.shape,
      handler: { call in try reply(with: try find(call), call) }),
    Route(
      .post, "/api/v1/emergency-openings/{opening}/transitions", "emergency_opening.step",
      "Takes a step: end (whoever opened it), review (somebody else, after its end).",
      needs: .permission(LifeCycle.emergencyOpening.permissions), isPersonal: true,
      takes: EmergencyStep.self,
      example: #"{"step": "review", "finding": "lawful", "text": "Samtal med ambulansen."}"#,
      answers: .ok, EmergencyOpening.shape, handler: take),
  ]

  private static func list(_ call: Call) throws -> Reply {
    let page = try call.page()
    let after: EmergencyOpeningID? = try page.afterID()
    let wanted = try call.codes("status", EmergencyOpeningStatus.self)
    let store = EmergencyStore(call.database)
    let openings = try VisibleRows.first(page.fetchCount) { last, limit in
      try ids(after: last ?? after ?? EmergencyOpeningID(high: 0, low: 0), limit, store, call)
    } judge: { id -> EmergencyOpening? in
      guard let opening = try store.find(id), sees(opening, call),
        wanted.isEmpty || wanted.contains(opening.status(at: call.now))
      else { return nil }
      return opening
    }
    let shown = openings.prefix(page.limit)
    let about = About.personal(
      shown.map(\.person.erased), boards: Set(shown.map(\.board)).sorted(),
      fields: ["emergency_opening"])
    return call.list(openings, on: page, about: about, end: { [$0.id.text] }) { opening, writer in
      opening.write(to: &writer, steps: steps(of: opening, call), call: call)
    }
  }

  // Ordered cursors of all that is reached, merged.
  private static func ids(
    after: EmergencyOpeningID, _ limit: Int, _ store: EmergencyStore, _ call: Call
  ) throws -> [EmergencyOpeningID] {
    let caller = try call.signedIn()
    let reach = caller.reach(.auditReview, at: call.now)
    var ids = try reach.boards.flatMap { try store.ids(of: $0, after: after, limit: limit) }
    ids += try reach.units.flatMap { try store.ids(of: $0, after: after, limit: limit) }
    if let user = caller.user { ids += try store.ids(by: user, after: after, limit: limit) }
    return Array(Set(ids).sorted().prefix(limit))
  }

  private static func open(_ call: Call, _ body: EmergencyDocument) throws -> Reply {
    guard call.request.purpose == .emergency else {
      throw Refusal(
        .badHeader,
        errors: [
          FieldFault(
            path: "Access-Purpose", code: "required", allowed: [Purpose.emergency.code])
        ])
    }
    let caller = try call.signedIn()
    guard let user = caller.user else { throw Refusal.forbidden(.personEmergencyOpen) }
    let person = try person(of: body, call)
    let id: EmergencyOpeningID = call.makeID()
    let end = call.now.plus(seconds: Int64(body.minutes) * 60)
    try EmergencyStore(call.database).insert(
      id, of: person, by: user, because: body.reason, from: call.now, until: end)
    // It is a relation as others are: whoever reads the record sees who opened it.
    let relations = CareRelationStore(call.database)
    try relations.add(person: person.id, holder: .user(user), why: .emergency, at: call.now)
    try relations.end(person: person.id, holder: .user(user), why: .emergency, at: end)
    let made = try call.fetch(EmergencyStore(call.database).find(id))
    return try reply(with: made, call, status: .created)
  }

  // Closed, of another board and unknown are one answer.
  private static func person(of body: EmergencyDocument, _ call: Call) throws -> Person {
    let caller = try call.signedIn()
    let boards = Set(
      caller.grants(for: .personEmergencyOpen, at: call.now).compactMap(\.grant.scope.board))
    var ids = [body.person].compactMap(\.self)
    if let text = body.number {
      let number = try PersonRoutes.number(text, call)
      ids = try PersonSearchStore(call.database, for: caller, at: call.now)
        .holders(of: number, in: boards.sorted())
    }
    let persons = PersonStore(call.database)
    for id in ids {
      if let person = try persons.find(id), boards.contains(person.board), !person.isClosed {
        return person
      }
    }
    throw Refusal.invalid(body.number == nil ? "/person" : "/number", "unknown")
  }

  private static func take(_ call: Call, _ body: EmergencyStep) throws -> Reply {
    guard let step = body.step else { throw Refusal.invalid("/step", "required") }
    let opening = try find(call)
    guard may(step, opening, call) else { throw Refusal.forbidden(step.permission) }
    try call.obeyMatch(opening.version)
    try LifeCycle.emergencyOpening.require(step, from: opening.state(at: call.now)) {
      may($0, opening, call)
    }
    let store = EmergencyStore(call.database)
    if step.name == "end" {
      try store.end(opening.id, at: call.now)
      try CareRelationStore(call.database).end(
        person: try PersonStore(call.database).find(opening.person)?.id ?? opening.person,
        holder: .user(UserID(opening.openedBy.id)), why: .emergency, at: call.now)
    } else {
      guard let finding = body.finding, let user = try call.signedIn().user else {
        throw Refusal.forbidden(step.permission)
      }
      try store.review(opening.id, finding, text: body.text, by: user, at: call.now)
    }
    return try reply(with: try call.fetch(store.find(opening.id)), call)
  }

  // MARK: who

  private static func find(_ call: Call) throws -> EmergencyOpening {
    let opening = try call.fetch(EmergencyStore(call.database).find(try call.id()))
    guard sees(opening, call) else { throw Refusal.notFound }
    return opening
  }

  private static func sees(_ opening: EmergencyOpening, _ call: Call) -> Bool {
    isOpener(opening, call) || call.may(.auditReview, on: opening.facts)
  }

  private static func isOpener(_ opening: EmergencyOpening, _ call: Call) -> Bool {
    opening.isOpened(by: call.caller?.user) && call.may(.personEmergencyOpen, on: opening.facts)
  }

  // Whoever opened it ends it, and never reviews it.
  private static func may(_ step: Step, _ opening: EmergencyOpening, _ call: Call) -> Bool {
    step.permission == .auditReview
      ? call.may(.auditReview, on: opening.facts) && !opening.isOpened(by: call.caller?.user)
      : isOpener(opening, call)
  }

  private static func steps(of opening: EmergencyOpening, _ call: Call) -> [Step] {
    LifeCycle.emergencyOpening.next(from: opening.state(at: call.now)) { may($0, opening, call) }
  }

  private static func reply(
    with opening: EmergencyOpening, _ call: Call, status: Status = .ok
  ) throws -> Reply {
    let about = About.personal(
      [opening.person.erased, opening.id.erased], boards: [opening.board],
      fields: ["emergency_opening"])
    return Reply(
      status, about: about, version: opening.version,
      at: "/api/v1/emergency-openings/\(opening.id)"
    ) { opening.write(to: &$0, steps: steps(of: opening, call), call: call) }
  }
}

extension EmergencyOpening {
  fileprivate func state(at now: Timestamp) -> State { State(status(at: now).code) }
}
