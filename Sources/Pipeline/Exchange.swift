// One request and its answer while it waits: what a job carries to the writer and back.

import Access
import HTTP
import Vocabulary

/// A request on its way.
struct Exchange: Sendable {
  let request: CallRequest
  let token: Token?
  let envelope: Envelope
  let services: Services
  let later: Later

  /// The answer to an error of any kind.
  func response(to error: any Error) -> Response {
    envelope.problem(services.refusal(for: error, request: request.requestID))
  }
}
