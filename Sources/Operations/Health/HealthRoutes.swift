// Whether the process lives and whether it can serve: for load balancers, containers and operators.
// Public, so they say no figure and no path.

import HTTP
import JSON
import Pipeline

/// Health over HTTP.
enum HealthRoutes {
  /// The table.
  static func all(_ state: HealthState) -> [Route] {
    [
      Route(
        "/health/live", "health.live", "Whether the process answers.",
        .object("Liveness", [.init("status", .code(["live"]))]), always: live),
      Route(
        .get, "/health/ready", "health.ready", "Whether it can serve: 503 while it cannot.",
        needs: .nobody, answers: .ok, readyShape, handler: { ready(state, $0) }),
    ]
  }

  // Made once: the answer that is asked for most often costs a copy.
  private static let live = Reply(about: .nobody) { writer in
    writer.object { $0.member("status", "live") }
  }

  private static let readyShape: Shape = .object(
    "Readiness",
    [
      .init("status", .code(["ready", "unready"])),
      .init("mode", .nullable(ModeRoutes.codes)),
      .init("checks", .list(checkShape, countMax: HealthCheck.allCases.count)),
    ])

  private static let checkShape: Shape = .object(
    "ReadinessCheck",
    [
      .init("name", .code(HealthCheck.allCases.map(\.rawValue))),
      .init("status", .code(["pass", "fail"])),
    ])

  private static func ready(_ state: HealthState, _ call: Call) -> Reply {
    let checks = state.checks(call.database)
    let isReady = checks.allSatisfy(\.holds)
    let mode = state.mode(call.database, at: call.now)
    return Reply(isReady ? .ok : .serviceUnavailable, about: .nobody) { writer in
      writer.object { writer in
        writer.member("status", isReady ? "ready" : "unready")
        // A server that is only read is ready: it answers.
        writer.member("mode", mode?.rawValue)
        writer.array("checks") { writer in
          for check in checks {
            writer.object { writer in
              writer.member("name", check.name.rawValue)
              writer.member("status", check.holds ? "pass" : "fail")
            }
          }
        }
      }
    }
  }
}
