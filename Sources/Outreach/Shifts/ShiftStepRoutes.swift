// The steps of a shift, its history, and the sheet that is printed before the network goes.

import Access
import HTTP
import JSON
import Pipeline
import SQLite
import Vocabulary

/// Steps of shifts over HTTP.
enum ShiftStepRoutes {
  static let all: [Route] = [
    Route(
      .post, "/api/v1/shifts/{shift}/transitions", "shift.step",
      "Takes a step: start, check-in, end, review or cancel.",
      needs: .permission(LifeCycle.shift.permissions), isPersonal: true, takes: ShiftStep.self,
      example: #"{"step": "end", "summary": "Lugn kväll, två nya kontakter.", "weather": "-8"}"#,
      answers: .ok, ShiftView.shape, handler: take),
    Route(
      .get, "/api/v1/shifts/{shift}/transitions", "shift.history", "A shift's history.",
      needs: .permission([.shiftRead]), isPersonal: true, parameters: Page.parameters,
      answers: .ok, .page(of: eventShape, named: "ShiftHistory"), handler: history),
    Route(
      .get, "/api/v1/shifts/{shift}/today", "shift.today",
      "The sheet to take along: hazards first, places in order, open search orders.",
      needs: .permission([.shiftRead, .shiftRun]), isPersonal: true, answers: .ok,
      ShiftSheet.shape, mediaTypes: ["application/json", "text/html"], handler: today),
  ]

  private static func take(_ call: Call, _ body: ShiftStep) throws -> Reply {
    guard let step = body.step else { throw Refusal.invalid("/step", "required") }
    var shift = try call.shift(call.id())
    let caller = try call.signedIn()
    let facts = shift.facts(for: caller)
    let side = shift.side(of: caller)
    guard step.sides.contains(side) else { throw Refusal.forbidden(step.permission) }
    try call.require(step.permission, on: facts, isKnown: true)
    try call.obeyMatch(shift.version)
    try LifeCycle.shift.require(step, from: shift.state) {
      $0.sides.contains(side) && call.may($0.permission, on: facts)
    }
    if step.name == "check-in" {
      _ = try CheckInTaking(call).take(
        CheckIn(id: body.id, at: body.at, note: body.note), on: shift)
    } else {
      let from = shift.status
      apply(step, body, to: &shift, by: caller, at: call.now)
      let store = ShiftStore(call.database)
      try store.save(shift, withParts: false)
      let event = ShiftEvent(
        id: call.makeID(), step: step.name, from: from.code, to: shift.status.code,
        at: call.now, actorName: caller.name, text: body.reason ?? body.note)
      try store.append(event, actor: caller.reference, partner: caller.partner, to: shift.id)
      try FieldChanges(call.database).note(.shift, shift.id, for: shift.teamID)
    }
    return try call.reply(with: try call.fetch(ShiftStore(call.database).find(shift.id)))
  }

  private static func apply(
    _ step: Step, _ body: ShiftStep, to shift: inout Shift, by caller: Caller, at now: Timestamp
  ) {
    switch step.name {
    case "start":
      shift.status = .started
      shift.startedAt = now
      shift.checkedAt = now
    case "end":
      shift.status = .ended
      shift.endedAt = now
      shift.summary = body.summary ?? shift.summary
      shift.weather = body.weather ?? shift.weather
    case "review":
      shift.status = .reviewed
      shift.reviewedAt = now
      shift.reviewedBy = caller.user.map { NamedThing($0, caller.name) }
      shift.review = body.note
    default:
      shift.status = .cancelled
      shift.statusReason = body.reason
    }
  }

  private static func history(_ call: Call) throws -> Reply {
    let page = try call.page()
    let shift = try call.shift(call.id())
    let events = try ShiftStore(call.database).events(
      of: shift.id, after: try page.afterID(), limit: page.offset + page.fetchCount)
    return call.list(
      Array(events.dropFirst(page.offset)), on: page, about: call.about(shift),
      end: { [$0.id.text] }
    ) { event, writer in
      writer.object { writer in
        writer.member("id", event.id.text)
        writer.member("step", event.step)
        writer.member("from", event.from)
        writer.member("to", event.to)
        writer.member("at", event.at.text)
        writer.member("by", event.actorName)
        writer.member("text", event.text)
      }
    }
  }

  private static let eventShape: Shape = .object(
    "ShiftEvent",
    [
      .init("id", .id), .init("step", .text), .init("from", .text), .init("to", .text),
      .init("at", .instant), .init("by", .text),
      .init("text", .nullable(.text(charactersMax: 2_000))),
    ])

  private static func today(_ call: Call) throws -> Reply {
    let shift = try call.shift(call.id())
    let sheet = try ShiftSheet(shift, for: call)
    let about = About.personal(
      [shift.id.erased] + sheet.orders.map(\.id.erased), boards: [shift.board],
      fields: ["shift", "search_order"])
    guard call.request.mediaType == "text/html" else {
      return Reply(about: about, version: shift.version) { sheet.write(to: &$0) }
    }
    return Reply(about: about, body: .text(type: "text/html; charset=utf-8", sheet.page))
  }
}

/// Takes a sign of life, from a step or out of a device's batch.
struct CheckInTaking {
  private let call: Call

  init(_ call: Call) { self.call = call }

  /// Keeps it; the same one sent twice is one.
  ///
  /// - Throws: `Refusal` 409 for another's id, 422 for a time that cannot be.
  func take(_ body: CheckIn, on shift: Shift) throws -> Recorded<OutreachKind.SafetyCheck> {
    let caller = try call.signedIn()
    let store = SafetyStore(call.database)
    if let id = body.id, let kept = try store.find(id, of: shift.id) {
      guard kept.actor == caller.reference, kept.note == body.note,
        body.at.map({ $0 == kept.at }) ?? true
      else { throw Refusal(.idInUse) }
      return Recorded(id: id, wasThere: true)
    }
    let at = try call.instant(of: body.at)
    let due = shift.checkInDue
    let check = SafetyCheck(
      id: body.id ?? call.makeID(), at: at, dueAt: due, actor: caller.reference,
      actorName: caller.name, clearedAlarm: due.map { $0 < at } ?? false, note: body.note)
    try store.insert(check, of: shift.id)
    try FieldChanges(call.database).note(.shift, shift.id, for: shift.teamID)
    return Recorded(id: check.id)
  }
}
