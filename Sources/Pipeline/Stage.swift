// What a body becomes before its call: a handler ready to run, or slow work that prepares one.

import Access
import JSON
import Vocabulary

/// Work that takes milliseconds; it gives the handler to run on the writer.
///
/// Its call stands on a read connection of its own.
package typealias SlowWork = @Sendable (Call) throws -> Prepared

/// A decoded body's next step.
package enum Stage: Sendable {
  case ready(Prepared)
  case slow(SlowWork)
}

extension Route {
  /// Decodes and validates the body, if the route takes one.
  func stage(_ json: JSONValue?) throws(Refusal) -> Stage {
    if let body, let json { return try body.stage(json) }
    if let slow { return .slow(slow) }
    guard let handler else { throw Refusal(.internalError) }
    return .ready(handler)
  }

  /// Refuses a caller who holds none of the permissions that the route asks for.
  func requireHeld(by caller: Caller?, purpose: Purpose, at now: Timestamp) throws(Refusal) {
    if caller?.onlySubject != nil, needs != .nobody, !Answering.actions.contains(action) {
      throw Refusal(.forbidden)
    }
    guard case .permission(let permissions) = needs else { return }
    guard let caller else { throw Refusal(.unauthenticated) }
    guard permissions.contains(where: { caller.holds($0, at: now) }) else {
      throw Refusal(.forbidden, permission: permissions.first)
    }
    let other: Permission? =
      switch purpose {
      case .casework: nil
      case .followup: .reportRun
      case .supervision: .auditReview
      case .emergency: .personEmergencyOpen
      }
    if let other, !caller.holds(other, at: now) {
      throw Refusal(.purposeNotAllowed, permission: other)
    }
  }
}

extension CallRequest {
  /// Refuses a caller who answers one thing by a link and names another: it is an unknown one.
  func requireNamed(by caller: Caller?) throws(Refusal) {
    guard let only = caller?.onlySubject, route.needs != .nobody, let named = parameters.first
    else { return }
    guard AnyID(named) == only else { throw .notFound }
  }
}

extension Caller {
  /// The last day of a key, in its last 30 days.
  func keyExpires(at now: Timestamp) -> Day? {
    expiresOn.flatMap { Day.of(now).plus(days: 30) >= $0 ? $0 : nil }
  }
}
