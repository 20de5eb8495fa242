// The routes of the pages beside the API, and what each does. All are public and the same for
// everybody.

import HTTP
import JSON
import Pipeline
import Vocabulary

/// Pages over HTTP.
enum PageRoutes {
  /// The table, serving these documents.
  static func all(_ documents: SurfaceDocuments, _ settings: SurfaceSettings) -> [Route] {
    [
      Route(
        "/openapi.json", "openapi.read", "This API as an OpenAPI 3.1 document.", .anything,
        always: openAPI(documents)),
      Route(
        "/docs", "docs.read", "This API as a page.", nil, mediaTypes: ["text/html"],
        always: .page(documents.docs, cacheSeconds: 300)),
      Route(
        .get, "/problems/{code}", "problem.read", "What a problem means and what to do.",
        needs: .nobody, answers: .ok, ProblemPage.shape,
        mediaTypes: ["application/json", "text/html"], handler: problem),
      Route(
        .get, "/.well-known/security.txt", "security.read",
        "Where faults in security are reported (RFC 9116).", needs: .nobody, answers: .ok, nil,
        mediaTypes: ["text/plain"], handler: { securityText(settings, at: $0.now) }),
    ] + ServiceInfo.routes(settings)
  }

  private static func openAPI(_ documents: SurfaceDocuments) -> Reply {
    var reply = Reply(about: .nobody, body: .json(documents.openAPI))
    reply.version = 1
    reply.cacheSeconds = 300
    return reply
  }

  private static func problem(_ call: Call) throws -> Reply {
    guard let code = call.request.parameters.first.flatMap(ProblemCode.init(rawValue:)) else {
      throw Refusal.notFound
    }
    guard call.request.mediaType == "text/html" else { return ProblemPage.json(code) }
    return .page(ProblemPage.html(code), cacheSeconds: 3_600)
  }

  // The contact is a setting of an installation that runs: it is good for another half year from
  // now, as RFC 9116 2.5.5 asks, always less than a year ahead.
  private static func securityText(_ settings: SurfaceSettings, at now: Timestamp) -> Reply {
    let expires = Day.of(now).plus(days: 180).text + "T00:00:00Z"
    let text = """
      Contact: \(settings.securityContact)
      Expires: \(expires)
      Preferred-Languages: sv, en

      """
    var reply = Reply(
      about: .nobody, body: .text(type: "text/plain; charset=utf-8", Array(text.utf8)))
    reply.cacheSeconds = 86_400
    return reply
  }
}
