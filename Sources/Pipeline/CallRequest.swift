// The request as handlers see it: parameters decoded, headers judged, ids for tracing. A value that
// goes with a job to the writer.

import HTTP
package import Vocabulary

/// A request after its headers and query were judged.
package struct CallRequest: Sendable {
  /// The route that it matched.
  package private(set) var route: Route
  /// The values of the path's parameters.
  package private(set) var parameters: [String]
  /// The query's values by name.
  package private(set) var query: [String: String]
  /// The path as it came, for links to the next page.
  package private(set) var path: String
  /// `X-Request-Id`: the client's own, where valid, else made.
  package let requestID: String
  /// `traceparent` (W3C Trace Context): the client's trace, with a span of ours.
  package let traceparent: String
  /// The language of texts in the answer.
  package let language: Language
  /// Why the data is wanted (`Access-Purpose`).
  package let purpose: Purpose
  /// The client's address.
  package let address: String
  /// The media type that the answer takes.
  package let mediaType: String
  /// `Idempotency-Key`.
  package let idempotencyKey: String?
  /// SHA-256 of method, path and body: the same request or another one.
  package private(set) var requestHash: [UInt8]
  /// Whether If-Match was sent.
  package let hasIfMatch: Bool
  /// Whether If-Match was `*`.
  package let matchesAny: Bool
  /// The version parts of If-Match.
  package let matchVersions: [Int]
  /// If-None-Match as it came.
  package let ifNoneMatch: String?
  /// Whether the caller's token came as a browser's cookie.
  package let usesCookie: Bool
  /// What a request for a file asks besides; nil for other routes, and where it asks nothing.
  package let fileConditions: FileConditions?

  /// The same request, now reading what stands at a path.
  func reading(_ route: Route, _ parameters: [String], _ path: String) -> CallRequest {
    var request = self
    request.route = route
    request.parameters = parameters
    request.path = path
    request.query = [:]
    return request
  }

  /// The same request, made together with a file: another file is another request.
  func with(_ file: UploadFile) -> CallRequest {
    var digest = SHA256()
    digest.update(Array((route.method.name + " " + path + "\n" + file.mediaType + "\n").utf8))
    digest.update(Array((file.name + "\n").utf8))
    digest.update(file.sha256)
    var request = self
    request.requestHash = digest.finalize().bytes
    return request
  }

  /// The same request for the longest page after a cursor.
  func page(after cursor: String?) -> CallRequest {
    var request = self
    request.query["limit"] = String(Page.limitMax)
    request.query["page"] = nil
    request.query["count"] = nil
    request.query["cursor"] = cursor
    return request
  }

  /// Whether the caller wants everything checked and nothing kept.
  package var isDryRun: Bool { query["dryRun"] == "true" }
}
