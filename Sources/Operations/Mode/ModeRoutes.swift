// How the whole server works, for whoever operates it: as usual, only read, or in a crisis.

import Access
import HTTP
import JSON
import Pipeline
import Vocabulary

/// The body that sets the mode.
struct ModeDocument: Document {
  static let name = "NewServiceMode"

  let mode: ServiceMode
  let message: String?
  let until: Timestamp?

  init(reading fields: inout FieldReader) {
    let modes = ServiceMode.allCases.map(\.rawValue)
    mode =
      fields.member("mode", .code(modes), isRequired: true, allowed: modes) { value in
        value.string.flatMap(ServiceMode.init(rawValue:))
      } ?? .normal
    message = fields.namelessTextIfAny("message", charactersMax: 500)
    until = fields.instantIfAny("until")
    // What is usual has no end.
    if mode == .normal, fields.has("until") { fields.fault("until", "not_allowed") }
  }
}

/// The mode over HTTP.
enum ModeRoutes {
  static let all: [Route] = [
    Route(
      .get, "/api/v1/admin/mode", "mode.read", "How the server works now, and until when.",
      needs: .permission([.serverOperate]), answers: .ok, shape,
      handler: { call in reply(with: try ModeStore(call.database).find(), call, about: .nobody) }),
    Route(
      .put, "/api/v1/admin/mode", "mode.set",
      "Sets the mode. `read-only` answers every write but signing in and out with 503; `crisis` "
        + "refuses nothing and tells every unit. Needs If-Match.",
      needs: .permission([.serverOperate]), effect: .writes, parameters: [.dryRun],
      takes: ModeDocument.self,
      example: """
        {"mode": "read-only", "message": "Flytt till reservdrift. Skriv på papper så länge.",
         "until": "2026-11-26T06:00:00Z"}
        """,
      answers: .ok, shape, worksReadOnly: true, handler: set),
  ]

  private static func set(_ call: Call, _ body: ModeDocument) throws -> Reply {
    let store = ModeStore(call.database)
    try call.requireMatch(try store.find().version)
    if let until = body.until, until <= call.now { throw Refusal.invalid("/until", "past") }
    try store.set(
      KeptMode(body.mode, message: body.message, since: call.now, until: body.until),
      by: try call.signedIn().reference)
    // Nobody's data, and yet everybody's work: each board's auditor finds it in the trail.
    let about = About.personal(
      [], boards: try store.boards(), fields: ["service_mode.\(body.mode.rawValue)"])
    return reply(with: try store.find(), call, about: about)
  }

  private static func reply(with kept: KeptMode, _ call: Call, about: About) -> Reply {
    let mode = kept.mode(at: call.now)
    let isOver = mode != kept.mode
    return Reply(about: about, version: kept.version, at: "/api/v1/admin/mode") { writer in
      writer.object { writer in
        writer.member("mode", mode.rawValue)
        writer.member("modeText", mode.label[call.language])
        writer.member("message", isOver ? nil : kept.message)
        writer.member("since", isOver ? kept.until?.text : kept.since?.text)
        writer.member("until", isOver ? nil : kept.until?.text)
      }
    }
  }

  /// The codes of the modes.
  static let codes: Shape = .code(ServiceMode.allCases.map(\.rawValue))

  private static let shape: Shape = .object(
    "ServiceMode",
    [
      .init("mode", codes), .init("modeText", .text),
      .init("message", .nullable(.text(charactersMax: 500))), .init("since", .nullable(.instant)),
      .init("until", .nullable(.instant)),
    ])
}
