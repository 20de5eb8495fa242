// One route as an operation of the OpenAPI document: everything in it is read off the route's row.

import Access
import HTTP
import JSON
import Pipeline

/// Writes one operation.
struct OpenAPIOperation {
  let route: Route
  /// Its name, unique in the document.
  let id: String

  /// Writes the object.
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("operationId", id)
      writer.member("tags", [route.tag])
      writer.member("summary", route.summary)
      writer.member("description", "\(route.summary) \(caller)")
      writeSecurity(to: &writer)
      writer.array("parameters") { parameters(to: &$0) }
      if let body = route.body { write(body, to: &writer) }
      if let upload = route.upload { write(upload, to: &writer) }
      writer.object("responses") { writer in
        writeAnswer(to: &writer)
        for status in problems {
          writer.key(named: String(status))
          writer.object { $0.member("$ref", "#/components/responses/Problem\(status)") }
        }
      }
    }
  }

  private var caller: String {
    switch route.needs {
    case .nobody: "Anyone may call it."
    case .signedIn: "Whoever is signed in may call it, about themselves."
    case .permission(let permissions):
      "Needs " + permissions.map { "`\($0.rawValue)`" }.joined(separator: " or ")
        + "; what it reaches is decided by role and scope."
    }
  }

  private func writeSecurity(to writer: inout JSONWriter) {
    writer.array("security") { writer in
      guard route.needs != .nobody else { return }
      writer.object { $0.array("bearer") { _ in } }
      writer.object { $0.array("cookie") { _ in } }
    }
    writer.object("x-permission") { writer in
      writer.member("caller", route.needs.word)
      writer.member("permissions", route.needs.permissions.map(\.rawValue))
      writer.member("roles", route.needs.roles.map(\.rawValue))
    }
  }

  // MARK: what goes in

  private func parameters(to writer: inout JSONWriter) {
    for name in route.pathParameters {
      writer.object { writer in
        writer.member("name", name)
        writer.member("in", "path")
        writer.member("required", true)
        writer.member("description", "An id, or a slug or code where the thing has one.")
        writer.object("schema") { writer in
          writer.member("type", "string")
          writer.member("minLength", 1)
        }
      }
    }
    for parameter in route.parameters {
      writer.object { writer in
        writer.member("name", parameter.name)
        writer.member("in", "query")
        writer.member("required", false)
        writer.member("description", parameter.about)
        writer.key("schema")
        SchemaWriter.write(parameter.shape, to: &writer)
      }
    }
    for header in headers { header.parameter(to: &writer) }
  }

  private var headers: [OpenAPIHeader] {
    var headers: [OpenAPIHeader] = []
    switch route.method {
    case .get where isSingle: headers.append(.noneMatch)
    case .post:
      headers.append(.idempotency)
      if route.path.hasSuffix("/transitions") { headers.append(.matchIfSent) }
    case .patch, .put, .delete: headers.append(.match)
    default: break
    }
    if route.upload != nil { headers.append(.disposition) }
    if route.sendsFiles { headers += [.noneMatch, .range, .ifRange] }
    if route.method != .get, route.needs != .nobody { headers.append(.forgery) }
    if route.isPersonal { headers.append(.purpose) }
    return headers + [.language]
  }

  private func write(_ body: BodyRule, to writer: inout JSONWriter) {
    writer.object("requestBody") { writer in
      writer.member("required", !body.isOptional)
      writer.object("content") { writer in
        let types = ["application/json"] + (route.method == .patch ? [Self.mergePatch] : [])
        for type in types {
          writer.key(named: type)
          writer.object { writer in
            writer.object("schema") {
              $0.member("$ref", "#/components/schemas/\(body.shape.name)")
            }
            writer.member("example", route.bodyExample ?? .null)
          }
        }
      }
    }
  }

  private func write(_ upload: UploadRule, to writer: inout JSONWriter) {
    writer.object("requestBody") { writer in
      writer.member("required", true)
      writer.object("content") { writer in
        for type in upload.mediaTypes {
          writer.key(named: type)
          writer.object { _ in }
        }
      }
    }
  }

  private static let mergePatch = "application/merge-patch+json"

  // MARK: what comes out

  private func writeAnswer(to writer: inout JSONWriter) {
    writer.key(named: String(route.answer.status.code))
    writer.object { writer in
      writer.member("description", "\(route.answer.status.reason)")
      writer.object("headers") { writer in
        for header in answerHeaders { header.reference(to: &writer) }
      }
      guard !route.answer.status.isBodiless else { return }
      writer.object("content") { writer in
        for type in route.mediaTypes {
          writer.key(named: type)
          writer.object { content(type, to: &$0) }
        }
      }
    }
    if let proposal = route.proposal { write(proposal, to: &writer) }
    if route.sendsFiles {
      writer.object("206") { $0.member("description", "The part that Range asked for.") }
    }
    guard headers.contains(where: { $0.key == OpenAPIHeader.noneMatch.key }) else { return }
    writer.object("304") { $0.member("description", "The ETag that was sent still stands.") }
  }

  // Nothing is done yet: a second person has to agree first.
  private func write(_ proposal: Shape, to writer: inout JSONWriter) {
    writer.object("202") { writer in
      writer.member("description", "A second person has to approve it: the proposal.")
      writer.object("headers") { OpenAPIHeader.location.reference(to: &$0) }
      writer.object("content") { writer in
        writer.object("application/json") { writer in
          writer.key("schema")
          SchemaWriter.write(proposal, to: &writer)
          writer.member("example", ShapeSample.value(proposal))
        }
      }
    }
  }

  private func content(_ type: String, to writer: inout JSONWriter) {
    guard type == "application/json", let shape = route.answer.shape else {
      return writer.object("schema") { $0.member("type", "string") }
    }
    writer.key("schema")
    SchemaWriter.write(shape, to: &writer)
    writer.member("example", ShapeSample.value(shape))
  }

  private var answerHeaders: [OpenAPIHeader] {
    var headers: [OpenAPIHeader] = []
    if isSingle || route.sendsFiles { headers.append(.tag) }
    if route.answer.status == .created { headers.append(.location) }
    if isPage { headers.append(.link) }
    return headers + [.requestID, .trace]
  }

  // A page of a list has the parameter that asks for the next one.
  private var isPage: Bool { route.parameters.contains { $0.name == "cursor" } }

  private var isSingle: Bool {
    switch route.answer.shape {
    case .object?, .anything?: !isPage && route.mediaTypes.contains("application/json")
    default: false
    }
  }

  /// The statuses of the problems that it may answer with, in order.
  var problems: [UInt16] {
    // A token that opens nothing is refused on public routes, too.
    var statuses: Set<UInt16> = [400, 401, 406, 414, 429, 431, 500, 503]
    if !route.pathParameters.isEmpty { statuses.insert(404) }
    if case .permission = route.needs { statuses.insert(403) }
    // Without the token against forgery, a change by cookie.
    if route.needs != .nobody, route.method != .get { statuses.insert(403) }
    if route.body != nil || route.upload != nil { statuses.formUnion([413, 415, 422]) }
    if route.sendsFiles { statuses.insert(416) }
    if route.effect == .writes { statuses.insert(409) }
    let headers = headers.map(\.key)
    if headers.contains(OpenAPIHeader.match.key) { statuses.formUnion([412, 428]) }
    if headers.contains(OpenAPIHeader.matchIfSent.key) { statuses.insert(412) }
    if headers.contains(OpenAPIHeader.idempotency.key) { statuses.insert(422) }
    statuses.remove(route.answer.status.code)
    return statuses.sorted()
  }
}
