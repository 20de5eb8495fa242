// Answers that are the same for everybody: made once, at start, and copied by reference.

import HTTP
import JSON
import Pipeline

extension Reply {
  /// A JSON document that anyone may keep for some seconds, with a tag to ask for it again.
  static func fixed(
    cacheSeconds: Int, write: (inout JSONWriter) -> Void
  ) -> Reply {
    var reply = Reply(about: .nobody, version: 1, write: write)
    reply.cacheSeconds = cacheSeconds
    return reply
  }

  /// A page that anyone may keep for some seconds.
  static func page(_ bytes: [UInt8], cacheSeconds: Int) -> Reply {
    var reply = Reply(about: .nobody, body: .text(type: "text/html; charset=utf-8", bytes))
    reply.cacheSeconds = cacheSeconds
    return reply
  }
}
