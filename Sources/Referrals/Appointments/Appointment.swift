// Appointments of a referral (sw. *bokad tid*): booked by the receiver, proposed by the sender.

import Access
import JSON
package import Pipeline
import Vocabulary

/// An appointment.
struct Appointment: Sendable {
  let id: AppointmentID
  let referral: ReferralID
  var at: Timestamp
  var place: String?
  var with: String?
  /// Who comes along.
  var companions: [String]
  var status: AppointmentStatus
  var reason: String?
  var version: Int

  var state: State { State(status.code) }

  /// Writes it; place, company and reason only to who may read what the receiver tells.
  func write(
    to writer: inout JSONWriter, nextSteps: [Step], withTexts: Bool, _ language: Language
  ) {
    writer.object { writer in
      writer.member("id", id.text)
      writer.member("referral", referral.text)
      writer.member("at", at.text)
      writer.member("place", withTexts ? place : nil)
      writer.member("with", withTexts ? with : nil)
      writer.member("companions", withTexts ? companions : [])
      writer.member("status", status.code)
      writer.member("statusText", status.label[language])
      writer.member("reason", withTexts ? reason : nil)
      writer.nextSteps(nextSteps, language: language)
    }
  }

  static let shape: Shape = .object(
    "Appointment",
    [
      .init("id", .id), .init("referral", .id), .init("at", .instant),
      .init("place", .nullable(.text)), .init("with", .nullable(.text)),
      .init("companions", .list(.text, countMax: 10)),
      .init("status", .code(AppointmentStatus.self)), .init("statusText", .text),
      .init("reason", .nullable(.text)), .init("nextSteps", .nextSteps),
    ])
}

/// The life cycle of an appointment.
package enum AppointmentSteps {
  /// The table.
  package static let cycle = LifeCycle(
    "appointment",
    [
      Step(
        "book", Label("Boka", "Book"), from: "proposed", to: "booked", by: [.receiver],
        .appointmentWrite),
      Step(
        "move", Label("Boka om", "Move"), from: "proposed booked missed", to: "booked",
        by: [.receiver], .appointmentWrite, required: ["at"]),
      Step(
        "keep", Label("Genomförd", "Kept"), from: "booked", to: "kept", by: [.receiver],
        .appointmentWrite),
      Step(
        "miss", Label("Utebliven", "Missed"), from: "booked", to: "missed", by: [.receiver],
        .appointmentWrite),
      Step(
        "cancel", Label("Avboka", "Cancel"), from: "proposed booked", to: "cancelled",
        by: [.receiver, .sender], .appointmentWrite, optional: ["reason"]),
    ])
}

/// An appointment as it comes in.
struct NewAppointment: Document {
  static let name = "NewAppointment"

  let at: Timestamp
  let place: String?
  let with: String?
  let companions: [String]

  init(reading fields: inout FieldReader) {
    at = fields.instant("at")
    place = fields.textIfAny("place")
    with = fields.textIfAny("with")
    companions = fields.texts("companions", charactersMax: 120, countMax: 10)
  }
}

/// A step of an appointment that is asked for.
struct AppointmentStepDocument: Document {
  static let name = "AppointmentStep"

  let step: Step?
  let at: Timestamp?
  let reason: String?

  init(reading fields: inout FieldReader) {
    step = fields.step(of: AppointmentSteps.cycle)
    at = fields.instantIfAny("at")
    reason = fields.textIfAny("reason", charactersMax: 400)
    fields.check(step)
  }
}
