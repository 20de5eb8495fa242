// What a handler gives back. A reply cannot be made without saying whose data it shows.

import Audit
package import HTTP
package import JSON
package import Vocabulary

/// Whose data a reply shows.
package enum About: Sendable {
  /// Nobody's: nothing personal is shown or changed.
  case nobody
  /// These persons' and records'; owned by these boards; these groups of fields.
  case personal([AnyID], boards: [BoardID], fields: [String])
}

/// A handler's answer.
package struct Reply: Sendable {
  /// The body.
  package enum Body: Sendable {
    case none
    case json([UInt8])
    case text(type: String, [UInt8])
    case stream(type: String, any BodySource)
    case file(FileFacts)
  }

  /// The status.
  package var status: Status
  /// The body.
  package var body: Body
  /// Whose data it shows.
  package let about: About
  /// The version of the one resource that it shows: the first part of its ETag.
  package var version: Int?
  /// The path of the resource that it shows: `Location` of what was made, and from where a repeated
  /// call is answered anew.
  package var resource: String?
  /// The cursor's link to the next page.
  package var next: String?
  /// Whether it may be kept by anyone (public data) for some seconds.
  package var cacheSeconds: Int?
  /// Whether it carries a secret: then it is not repeated to an idempotency key.
  package var hasSecret = false
  /// What the browser's cookie becomes.
  package var cookie: SessionCookie?
  /// Whether doing the call again changes nothing more and answers the same, since each of its
  /// parts goes by an id of its own: it is done again instead of being looked up by its key.
  package var canBeDoneAgain = false
  /// Whether it repeats an answer that was given before (`Idempotency-Replayed`).
  package var isReplayed = false

  /// A reply with a JSON document.
  package init(
    _ status: Status = .ok, about: About, version: Int? = nil, at resource: String? = nil,
    write: (inout JSONWriter) throws -> Void
  ) rethrows {
    var writer = JSONWriter(reserving: 1024)
    try write(&writer)
    self.status = status
    self.body = .json(writer.bytes)
    self.about = about
    self.version = version
    self.resource = resource
  }

  /// A reply with any body.
  package init(_ status: Status = .ok, about: About, body: Body) {
    self.status = status
    self.body = body
    self.about = about
  }

  /// Turns it into the answer to a dry run: nothing was made that could be found.
  mutating func becomeDryRun() {
    if status == .created { status = .ok }
    if status == .accepted { resource = nil }
    version = nil
  }
}
