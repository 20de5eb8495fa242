// THE file to read first: one request's walk, top to bottom, in the order of api.md. One instance
// per loop, confined to its queue; what all loops share is in Services.

import Access
package import HTTP
import JSON
package import SQLite
import Vocabulary

/// Gives the answer to a request that had to wait for the writer.
package typealias Later = @Sendable (Response) -> Void

/// One loop's way from a request to its answer.
package final class Pipeline {
  /// Longest body that is read and forgotten with a request that needs none (RFC 9110 9.3.1).
  private static let ignoredBodyBytesMax = 65_536

  private let services: Services
  private let reader: Reader
  private let callers = CallerCache()
  private let crossOrigin: CrossOrigin
  private var random = Randomness()

  /// A pipeline with a read connection of its own.
  package init(_ services: Services, reader: Reader) {
    self.services = services
    self.reader = reader
    crossOrigin = CrossOrigin(origins: services.settings.crossOrigins)
  }

  /// Ends the read snapshot of a round.
  package func endRound() { reader.endRound() }

  /// The answer to what could not be parsed.
  package func problem(for error: ParseError) -> Response {
    let code = ProblemCode(rawValue: error.code) ?? .malformedRequest
    let envelope = Envelope(Tracing(random: &random), language: .sv)
    var response = envelope.problem(Refusal(code))
    response.closes = response.closes || error.closes
    return response
  }

  /// What happens to the body of a request, decided at its head.
  package func bodyPlan(for head: RequestHead) -> BodyDecision {
    let route: Route
    do throws(Refusal) {
      if optionsAsked(head) != nil { return .collect(bytesMax: Self.ignoredBodyBytesMax) }
      route = try find(head).0
    } catch {
      return .refuse(problem(error, in: envelope(of: head)))
    }
    if let rule = route.upload, head.framing != .none { return uploadPlan(head, route, rule) }
    let bodylessMax = head.method.isSafe ? Self.ignoredBodyBytesMax : 0
    let limit = route.body == nil ? bodylessMax : services.settings.bodyBytesMax
    do {
      if case .length(let count) = head.framing, count > limit {
        throw Refusal(.contentTooLarge)
      }
      if route.body != nil, head.framing != .none { try requireJSON(head) }
      return .collect(bytesMax: limit)
    } catch {
      return .refuse(refuse(head, route, because: error))
    }
  }

  // A file is begun for callers only who may send one at all.
  private func uploadPlan(
    _ head: RequestHead, _ route: Route, _ rule: UploadRule
  ) -> BodyDecision {
    let envelope = envelope(of: head)
    do {
      let now = services.clock.now
      let credentials = try Credentials.read(head, for: route)
      let caller = try authenticate(credentials, head, for: route, at: now)
      try route.requireHeld(by: caller, purpose: .casework, at: now)
      let limit = services.settings.fileBytesMax
      let (mediaType, name) = try rule.describe(head)
      if case .length(let count) = head.framing, count > limit {
        throw Refusal(.contentTooLarge)
      }
      guard let store = services.settings.files else { throw Refusal(.internalError) }
      let file = try UploadFile(
        .make(at: now, random: &random), mediaType: mediaType, name: name, in: store)
      return .store(file, bytesMax: limit)
    } catch {
      return .refuse(problem(error, in: envelope))
    }
  }

  /// Answers a request: at once, or through `later` when a commit must come first.
  package func respond(
    to request: Request, from peer: String, later: @escaping Later
  ) -> Response? {
    let started = ContinuousClock.now
    let address = clientAddress(request.head, peer)
    var envelope = self.envelope(of: request.head)
    do {
      if let allow = optionsAsked(request.head) {
        return options(allow, asked: request.head, in: envelope)
      }
      let (route, index, parameters) = try find(request.head)
      let counted = Counted(services.counts, route: index, since: started)
      do {
        let now = services.clock.now
        try services.limits.admit(address: address, at: now)
        let credentials = try Credentials.read(request.head, for: route)
        let caller = try authenticate(credentials, request.head, for: route, at: now)
        envelope.keyExpires = caller?.keyExpires(at: now)
        if let caller {
          envelope.rateLimit = try services.limits.admit(
            caller: caller.reference, from: address, at: now)
        }
        let json = try parse(request, for: route)
        let callRequest = try RequestReader(
          route: route, parameters: parameters, head: request.head, address: address,
          requestID: envelope.requestID, traceparent: envelope.traceparent,
          language: envelope.language, usesCookie: credentials?.isCookie ?? false
        ).read(body: request.body)
        try route.requireHeld(by: caller, purpose: callRequest.purpose, at: now)
        if let reply = route.fixed {
          return counted.note(envelope.response(reply, to: callRequest))
        }
        let exchange = Exchange(
          request: callRequest, token: credentials?.token, envelope: envelope,
          services: services,
          later: { response in later(counted.note(response)) })
        if let rule = route.upload, let file = request.sink as? UploadFile {
          try services.submitUpload(exchange, file, rule)
          return nil
        }
        if route.isExported, let format = ExportFormat(callRequest.mediaType) {
          try Export(exchange, format).begin()
          return nil
        }
        if !callRequest.query.isEmpty, callRequest.query["count"] == "exact" {
          try CountedPage(exchange).begin()
          return nil
        }
        return try answer(exchange, stage: try route.stage(json), caller: caller, at: now)
          .map(counted.note)
      } catch {
        return counted.note(problem(error, in: envelope))
      }
    } catch {
      return problem(error, in: envelope)
    }
  }

  private func answer(
    _ exchange: Exchange, stage: Stage, caller: Caller?, at now: Timestamp
  ) throws -> Response? {
    switch (exchange.request.route.effect, stage) {
    case (.reads, .ready(let prepared)):
      return try read(exchange, prepared, caller: caller, at: now)
    case (.writes, .ready(let prepared)):
      try services.submit(WriteJob(exchange, prepared))
    case (_, .slow(let work)):
      try services.submitSlow(exchange, work, caller: caller, at: now)
    }
    return nil
  }

  private func read(
    _ exchange: Exchange, _ prepared: Prepared, caller: Caller?, at now: Timestamp
  ) throws -> Response? {
    let request = exchange.request
    do {
      try request.requireNamed(by: caller)
      let reply = try reader.read(freshAs: services.writer.commitNumber) { database in
        try prepared(
          Call(
            request, caller: caller, database: database, now: now, random: Randomness(),
            cursors: services.cursors))
      }
      let response = try exchange.response(to: reply)
      guard let entry = request.entry(of: reply, by: caller, at: now) else { return response }
      // No answer without a durable trace: it waits for the commit of its entry.
      try services.submit(trace: TraceJob(exchange, entry: entry, response: response))
    } catch let refusal as Refusal {
      let response = exchange.envelope.problem(refusal)
      guard let entry = request.entry(of: refusal, by: caller, at: now) else { return response }
      try services.submit(trace: TraceJob(exchange, entry: entry, response: response))
    }
    return nil
  }

  // MARK: what needs no database

  private func envelope(of head: RequestHead) -> Envelope {
    var envelope = Envelope(Tracing(head, random: &random), language: language(of: head))
    envelope.crossOrigin = crossOrigin.answer(to: head)
    return envelope
  }

  // A reverse proxy's client is whom it names; anybody else is who they connect as.
  private func clientAddress(_ head: RequestHead, _ peer: String) -> String {
    let proxies = services.settings.trustedProxies
    guard proxies.contains(peer) else { return peer }
    return Forwarded.client(
      head.fields.all("Forwarded"), peer: peer, isTrusted: proxies.contains)
  }

  private func language(of head: RequestHead) -> Language {
    AcceptLanguage.isEnglish(head.fields["Accept-Language"]) ? .en : .sv
  }

  private func problem(_ error: any Error, in envelope: Envelope) -> Response {
    envelope.problem(services.refusal(for: error, request: envelope.requestID))
  }

  // Who calls comes before what is wrong with the body (api.md, Order of checks).
  private func refuse(
    _ head: RequestHead, _ route: Route, because refusal: any Error
  ) -> Response {
    let envelope = envelope(of: head)
    do {
      let credentials = try Credentials.read(head, for: route)
      _ = try authenticate(credentials, head, for: route, at: services.clock.now)
      return problem(refusal, in: envelope)
    } catch {
      return problem(error, in: envelope)
    }
  }

  // The methods of a resource, or of the whole server for `*` (RFC 9110 9.3.7).
  private func optionsAsked(_ head: RequestHead) -> [String]? {
    guard head.method == .options else { return nil }
    if head.target.form == .asterisk { return services.router.methods }
    guard case .noMethod(let allow) = services.router.match(.options, head.target.path) else {
      return nil
    }
    return allow
  }

  private func options(
    _ allow: [String], asked head: RequestHead, in envelope: Envelope
  ) -> Response {
    var response = envelope.options(allow)
    crossOrigin.addPreflight(for: head, methods: allow, to: &response.fields)
    return response
  }

  private func find(_ head: RequestHead) throws(Refusal) -> (Route, Int, [String]) {
    switch services.router.match(head.method, head.target.path) {
    case .found(let route, let index, let parameters): return (route, index, parameters)
    case .notFound: throw .notFound
    case .noMethod(let allow):
      // A method that nothing here takes is not a wrong one, it is none (RFC 9110 15.6.2).
      guard services.router.methods.contains(head.method.name) else {
        throw Refusal(.notImplemented)
      }
      throw Refusal(.methodNotAllowed, allowed: allow)
    }
  }

  private func authenticate(
    _ credentials: Credentials?, _ head: RequestHead, for route: Route, at now: Timestamp
  ) throws -> Caller? {
    guard let credentials else {
      guard route.needs == .nobody else { throw Refusal(.unauthenticated) }
      return nil
    }
    // The epoch first: a snapshot that is as fresh as the later number holds all it counts.
    let epoch = services.writer.accessEpoch
    let caller = try reader.read(freshAs: services.writer.commitNumber) { database in
      try callers.find(credentials.token, in: database, epoch: epoch)
    }
    let admitted = try services.admitted(caller, credentials.token, at: now)
    try credentials.requireIntended(head, by: admitted, services.settings.secrets)
    return admitted
  }

  private func requireJSON(_ head: RequestHead) throws(Refusal) {
    let field = head.fields["Content-Type"] ?? ""
    if field == "application/json" { return }
    let type = field.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }.lowercased()
    guard type == "application/json" || type == "application/merge-patch+json" else {
      throw Refusal(.unsupportedMediaType, allowed: ["application/json"])
    }
  }

  private func parse(_ request: Request, for route: Route) throws -> JSONValue? {
    guard let rule = route.body else { return nil }
    if rule.isOptional, request.body.isEmpty { return .object([]) }
    try requireJSON(request.head)
    do throws(JSONFault) {
      return try JSONReader.read(request.body)
    } catch {
      throw Refusal(.badJSON, errors: [FieldFault(path: error.path, code: error.kind.code)])
    }
  }
}

/// What happens to a body.
package enum BodyDecision: Sendable {
  /// It is collected, at most this many bytes.
  case collect(bytesMax: Int)
  /// It goes to a file, at most this many bytes.
  case store(UploadFile, bytesMax: Int)
  /// The request is refused at its head.
  case refuse(Response)
}

/// The counting of one answer.
private struct Counted: Sendable {
  let counts: RouteCounts
  let route: Int
  let started: ContinuousClock.Instant

  init(_ counts: RouteCounts, route: Int, since started: ContinuousClock.Instant) {
    self.counts = counts
    self.route = route
    self.started = started
  }

  func note(_ response: Response) -> Response {
    let taken = (ContinuousClock.now - started).components
    let microseconds = taken.seconds * 1_000_000 + taken.attoseconds / 1_000_000_000_000
    counts.add(route, response.status, microseconds: UInt64(clamping: microseconds))
    return response
  }
}
