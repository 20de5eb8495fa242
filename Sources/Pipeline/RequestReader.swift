// From a message to a CallRequest: query, purpose, tracing, conditions. Refuses what it does not
// understand; touches no database.

import HTTP
import Vocabulary

/// Judges the parts of a request that need no database.
struct RequestReader {
  let route: Route
  let parameters: [String]
  let head: RequestHead
  let address: String
  let requestID: String
  let traceparent: String
  let language: Language
  var usesCookie = false

  /// The request, or the first refusal in the order of api.md.
  func read(body: [UInt8]) throws(Refusal) -> CallRequest {
    let query = try query()
    let match = try versions(of: head.fields["If-Match"])
    return CallRequest(
      route: route, parameters: parameters, query: query, path: head.target.pathText,
      requestID: requestID, traceparent: traceparent,
      language: language,
      purpose: try purpose(), address: address, mediaType: try mediaType(),
      idempotencyKey: try idempotencyKey(), requestHash: hash(body),
      hasIfMatch: head.fields["If-Match"] != nil, matchesAny: match.any,
      matchVersions: match.versions, ifNoneMatch: head.fields["If-None-Match"],
      usesCookie: usesCookie, fileConditions: route.sendsFiles ? FileConditions(head) : nil)
  }

  private func query() throws(Refusal) -> [String: String] {
    guard let raw = head.target.query else { return [:] }
    guard let items = Query.parse(raw) else { throw Refusal(.badQuery) }
    var values: [String: String] = [:]
    let known = route.parameters.map(\.name)
    for item in items {
      guard known.contains(item.name), values[item.name] == nil else {
        throw .badQuery(item.name, allowed: known)
      }
      values[item.name] = item.value
    }
    if let dryRun = values["dryRun"], dryRun != "true", dryRun != "false" {
      throw .badQuery("dryRun", allowed: ["true", "false"])
    }
    return values
  }

  private func purpose() throws(Refusal) -> Purpose {
    guard let text = head.fields["Access-Purpose"] else { return .casework }
    guard let purpose = Purpose(rawValue: text) else {
      throw Refusal(
        .badHeader,
        errors: [FieldFault(path: "Access-Purpose", code: "invalid", allowed: Purpose.codes)])
    }
    return purpose
  }

  private func mediaType() throws(Refusal) -> String {
    guard let type = Accept.prefers(head.fields["Accept"], among: route.mediaTypes) else {
      throw Refusal(.notAcceptable, allowed: route.mediaTypes)
    }
    return type
  }

  private func idempotencyKey() throws(Refusal) -> String? {
    guard let key = head.fields["Idempotency-Key"] else { return nil }
    let isVisible = key.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    guard isVisible, (1...128).contains(key.utf8.count) else {
      throw Refusal(
        .badHeader, errors: [FieldFault(path: "Idempotency-Key", code: "invalid")])
    }
    return key
  }

  // The version part of our tags: "7-a1b2c3" (api.md, Reading). A tag of another form matches none.
  private func versions(of field: String?) throws(Refusal) -> (any: Bool, versions: [Int]) {
    guard let field else { return (false, []) }
    if field == "*" { return (true, []) }
    guard let tags = EntityTag.list(field) else {
      throw Refusal(.badHeader, errors: [FieldFault(path: "If-Match", code: "invalid")])
    }
    let strong = tags.filter { !$0.isWeak }.map(\.value)
    return (false, strong.compactMap { Int($0.prefix { $0 != "-" }) })
  }

  private func hash(_ body: [UInt8]) -> [UInt8] {
    guard head.fields["Idempotency-Key"] != nil || route.body != nil else { return [] }
    var digest = SHA256()
    digest.update(Array((route.method.name + " " + head.target.pathText + "\n").utf8))
    digest.update(body)
    return digest.finalize().bytes
  }
}
