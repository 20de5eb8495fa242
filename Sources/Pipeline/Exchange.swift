// One request and its answer while it waits: what a job carries to the writer and back.

import Access
import HTTP
import Vocabulary

/// A request on its way.
struct Exchange: Sendable {
  private(set) var request: CallRequest
  let token: Token?
  let envelope: Envelope
  let services: Services
  let later: Later

  /// The same exchange, about a file too.
  func with(_ file: UploadFile) -> Exchange {
    var exchange = self
    exchange.request = request.with(file)
    return exchange
  }

  /// The answer to a reply; a stored file is opened now.
  ///
  /// - Throws: `FileFault` when the file is not there as its row says.
  func response(to reply: Reply) throws -> Response {
    guard case .file(let facts) = reply.body, let files = services.settings.files else {
      return envelope.response(reply, to: request)
    }
    return envelope.response(with: try files.open(facts), to: request)
  }

  /// The answer to an error of any kind.
  func response(to error: any Error) -> Response {
    envelope.problem(services.refusal(for: error, request: request.requestID))
  }
}
