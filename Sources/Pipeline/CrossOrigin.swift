// Which other origins a browser lets use this server (CORS; the Fetch standard): those that the
// configuration names, letter by letter, and nobody else. Off unless some are named.

import HTTP

/// What an answer says to a browser about other origins.
enum CrossOriginAnswer: Sendable, Equatable {
  /// Nothing is allowed, but another origin could get another answer.
  case varies
  /// This origin may read the answer, sent with credentials.
  case allows(String)

  private static let exposed =
    "ETag, Location, Link, X-Request-Id, RateLimit, Retry-After, Idempotency-Replayed"

  /// Adds the fields that every answer carries.
  func add(to fields: inout ResponseFields) {
    fields.add(lines: "Vary: Origin\r\n")
    guard case .allows(let origin) = self else { return }
    fields.add("Access-Control-Allow-Origin", origin)
    fields.add("Access-Control-Allow-Credentials", "true")
    fields.add("Access-Control-Expose-Headers", Self.exposed)
  }
}

/// The list of origins, and what it answers.
struct CrossOrigin: Sendable {
  /// Seconds for which a browser may remember a preflight.
  private static let rememberSeconds = 600

  /// The origins as browsers write them: scheme, host, and the port where it is not the usual one.
  let origins: Set<String>

  /// What an answer to this request says; nil where no other origin is ever allowed.
  func answer(to head: RequestHead) -> CrossOriginAnswer? {
    guard !origins.isEmpty else { return nil }
    // `null` and `*` are no origins that the configuration takes, so neither is ever found.
    guard let origin = head.fields["Origin"], origins.contains(origin) else { return .varies }
    return .allows(origin)
  }

  /// Adds to the answer to OPTIONS what a browser asks before it sends (a preflight).
  ///
  /// - Parameter methods: those of the resource, as the table of routes has them.
  func addPreflight(
    for head: RequestHead, methods: [String], to fields: inout ResponseFields
  ) {
    guard case .allows? = answer(to: head),
      let method = head.fields["Access-Control-Request-Method"]
    else { return }
    fields.add("Vary", "Access-Control-Request-Method, Access-Control-Request-Headers")
    fields.add("Access-Control-Allow-Methods", methods.joined(separator: ", "))
    fields.add(
      "Access-Control-Allow-Headers", Self.headers(of: method).joined(separator: ", "))
    fields.add("Access-Control-Max-Age", String(Self.rememberSeconds))
  }

  // The request fields that are understood, by method; a browser asks about no others in vain.
  private static func headers(of method: String) -> [String] {
    let always = [
      "Authorization", "Accept-Language", "Access-Purpose", "X-Request-Id", "traceparent",
    ]
    switch method {
    case "GET", "HEAD": return always + ["If-None-Match"]
    case "POST": return always + ["Content-Type", "Idempotency-Key", "If-Match", "X-CSRF-Token"]
    default: return always + ["Content-Type", "If-Match", "X-CSRF-Token"]
    }
  }
}
