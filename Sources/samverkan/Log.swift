// The log: one line of JSON for each event on standard error, with the request's id and never
// anything personal. Lower rooms get it as a closure.

import Glibc
import JSON
import Vocabulary

/// Writes the log.
enum Log {
  /// Writes one line.
  static func write(_ event: String, request: String? = nil, _ text: String = "") {
    var writer = JSONWriter(reserving: 160)
    writer.object { writer in
      writer.member("at", Timestamp.now().text)
      writer.member("event", event)
      if let request { writer.member("request", request) }
      if !text.isEmpty { writer.member("text", text) }
    }
    var line = writer.bytes
    line.append(0x0A)
    // One write for one line: lines of several queues never mix.
    _ = line.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
