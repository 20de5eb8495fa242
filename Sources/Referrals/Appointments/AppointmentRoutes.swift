// The routes about appointments, and what each does. A booked time shows in the referral's state.

import Access
import HTTP
import JSON
import Pipeline
import SQLite
import Vocabulary

/// Appointments over HTTP.
enum AppointmentRoutes {
  static let all: [Route] = [
    Route(
      .get, "/api/v1/referrals/{id}/appointments", "appointment.list",
      "The appointments of a referral.",
      needs: .permission([.referralReadReceived, .referralReadSent]), isPersonal: true,
      parameters: Page.parameters, answers: .ok,
      .page(of: Appointment.shape, named: "AppointmentPage"), handler: list),
    Route(
      .post, "/api/v1/referrals/{id}/appointments", "appointment.create",
      "Books a time (the receiver), or proposes one (the sender).",
      needs: .permission([.appointmentWrite]), isPersonal: true, takes: NewAppointment.self,
      example: """
        {"at": "2026-12-01T08:30:00Z", "with": "Beroendeenheten", "place": "Mottagningen",
         "companions": ["Stödteamet"]}
        """, answers: .created, Appointment.shape, handler: create),
    Route(
      .get, "/api/v1/appointments/{id}", "appointment.read", "One appointment.",
      needs: .permission([.referralReadReceived, .referralReadSent]), isPersonal: true,
      answers: .ok, Appointment.shape, handler: read),
    Route(
      .post, "/api/v1/appointments/{id}/transitions", "appointment.step",
      "Takes a step; answers the appointment after it.",
      needs: .permission([.appointmentWrite]), isPersonal: true,
      takes: AppointmentStepDocument.self,
      example: #"{"step": "move", "at": "2026-12-02T08:30:00Z"}"#,
      answers: .ok, Appointment.shape, handler: step),
  ]

  private static func list(_ call: Call) throws -> Reply {
    let (referral, view) = try find(call.id(), call)
    let page = try call.page()
    let found = try AppointmentStore(call.database).list(
      of: referral.id, after: try page.afterID(), limit: page.fetchCount, offset: page.offset)
    return call.list(
      found, on: page, about: referral.about(view, fields: ["appointment"]),
      end: { [$0.id.text] }
    ) { appointment, writer in
      appointment.write(
        to: &writer, nextSteps: [], withTexts: view.showsReceiversTexts(of: referral),
        call.language)
    }
  }

  private static func create(_ call: Call, _ body: NewAppointment) throws -> Reply {
    var (referral, view) = try find(call.id(), call)
    guard let side = view.side(holding: .appointmentWrite, call) else {
      throw Refusal.forbidden(.appointmentWrite)
    }
    try requireTakenOn(referral, view, call)
    let appointment = Appointment(
      id: call.makeID(), referral: referral.id, at: body.at, place: body.place, with: body.with,
      companions: body.companions, status: side == .receiver ? .booked : .proposed, reason: nil,
      version: 1)
    let caller = try call.signedIn()
    try requireFree(appointment, call)
    try AppointmentStore(call.database).insert(appointment, by: caller.reference, at: call.now)
    try note(
      appointment.status == .booked ? "book" : "propose", appointment, &referral, side, call)
    return try reply(with: appointment.id, call, status: .created)
  }

  private static func read(_ call: Call) throws -> Reply { try reply(with: call.id(), call) }

  private static func step(_ call: Call, _ body: AppointmentStepDocument) throws -> Reply {
    let store = AppointmentStore(call.database)
    var appointment = try call.fetch(store.find(call.id()))
    var (referral, view) = try find(appointment.referral, call)
    guard let step = body.step else { throw Refusal.invalid("/step") }
    guard let side = view.side(holding: .appointmentWrite, call),
      step.sides.contains(side)
    else { throw Refusal.forbidden(step.permission) }
    try call.obeyMatch(appointment.version)
    try AppointmentSteps.cycle.require(step, from: appointment.state) { $0.sides.contains(side) }
    if step.to == State(AppointmentStatus.booked.code) { try requireTakenOn(referral, view, call) }
    if let to = step.to { appointment.status = AppointmentStatus(rawValue: to.status) ?? .booked }
    if let at = body.at { appointment.at = at }
    if let reason = body.reason { appointment.reason = reason }
    try requireFree(appointment, call)
    try store.save(appointment)
    try note(step.name, appointment, &referral, side, call)
    return try reply(with: appointment.id, call)
  }

  // The referral's history tells of each change, and its state of a booked time.
  private static func note(
    _ step: String, _ appointment: Appointment, _ referral: inout Referral, _ side: Side,
    _ call: Call
  ) throws {
    let store = ReferralStore(call.database)
    let before = referral.state
    if referral.status == .accepted, referral.businessStatus != .waitlisted {
      let hasBooked = try AppointmentStore(call.database).hasBooked(of: referral.id)
      referral.businessStatus = hasBooked ? .scheduled : nil
    }
    try store.save(&referral, at: call.now)
    let caller = try call.signedIn()
    try store.append(
      ReferralEvent(
        id: call.makeID(), step: step == "book" ? step : "appointment-" + step,
        from: before.text, to: referral.state.text, at: call.now, actor: caller.reference,
        actorName: caller.name, side: side, reason: nil, text: appointment.at.text),
      to: referral.id)
  }

  // A time is booked with who was taken on: not in the queue, not when it is over.
  private static func requireTakenOn(
    _ referral: Referral, _ view: ReferralView, _ call: Call
  ) throws(Refusal) {
    let isAccepted = referral.status == .accepted && referral.businessStatus != .waitlisted
    guard isAccepted || referral.status == .inProgress else {
      throw Refusal(
        .stepNotAllowed, allowed: view.nextSteps(referral, at: call.now).map(\.name))
    }
  }

  // The same time twice is the same appointment sent twice.
  private static func requireFree(_ appointment: Appointment, _ call: Call) throws {
    guard appointment.status == .booked || appointment.status == .proposed else { return }
    if try AppointmentStore(call.database).hasOther(like: appointment) {
      throw Refusal(.alreadyExists)
    }
  }

  private static func find(_ id: ReferralID, _ call: Call) throws -> (Referral, ReferralView) {
    let referral = try call.fetch(ReferralStore(call.database).find(id))
    let view = try ReferralView(referral, for: call)
    try view.requireAgreement()
    return (referral, view)
  }

  private static func reply(
    with id: AppointmentID, _ call: Call, status: Status = .ok
  ) throws -> Reply {
    let appointment = try call.fetch(AppointmentStore(call.database).find(id))
    let (referral, view) = try find(appointment.referral, call)
    let side = view.side(holding: .appointmentWrite, call)
    let next = AppointmentSteps.cycle.next(from: appointment.state) { step in
      side.map(step.sides.contains) ?? false
    }
    return Reply(
      status, about: referral.about(view, fields: ["appointment"]), version: appointment.version,
      at: "/api/v1/appointments/\(id)"
    ) { writer in
      appointment.write(
        to: &writer, nextSteps: next, withTexts: view.showsReceiversTexts(of: referral),
        call.language)
    }
  }
}
