// One row of the route table: from it come the router, 405 and Allow, the OpenAPI document, the
// docs page, the access tests and the labels of the metrics.

package import Access
package import HTTP
import JSON
import SQLite

/// Who may call a route at all.
package enum Need: Sendable, Equatable {
  /// Anyone: nothing here is personal.
  case nobody
  /// Anyone who is signed in, about themselves.
  case signedIn
  /// Whoever holds one of these permissions; which one it takes, and whether its reach covers the
  /// subject, is decided with the subject's facts.
  case permission([Permission])
}

/// Where a handler runs.
package enum Effect: Sendable {
  /// On the loop, in its read snapshot.
  case reads
  /// On the writer, in the job's savepoint.
  case writes
}

/// A query parameter that a route understands.
package struct Parameter: Sendable {
  /// Its name.
  package let name: String
  /// What its value looks like.
  package let shape: Shape
  /// One line about it.
  package let about: String

  /// A parameter.
  package init(_ name: String, _ shape: Shape, _ about: String) {
    self.name = name
    self.shape = shape
    self.about = about
  }
}

extension Parameter {
  /// `dryRun=true`: everything is checked, nothing is kept.
  package static let dryRun = Parameter(
    "dryRun", .code(["true", "false"]), "`true` checks everything and keeps nothing.")
}

/// A body that was decoded and now waits for its call.
package typealias Prepared = @Sendable (Call) throws -> Reply

/// How a route takes a body.
package struct BodyRule: Sendable {
  /// The body's shape.
  package let shape: ObjectShape
  /// Whether the body may be left out.
  package let isOptional: Bool
  /// Decodes and validates; the result runs with the call.
  let stage: @Sendable (JSONValue) throws(Refusal) -> Stage
}

/// One route; a class, for each request carries it through its whole walk.
package final class Route: Sendable {
  /// The method.
  package let method: HTTP.Method
  /// The path with `{parameters}`, from the root.
  package let path: String
  /// What it does, as the audit trail and the metrics name it: `referral.submit`.
  package let action: String
  /// One line about it.
  package let summary: String
  /// Who may call it.
  package let needs: Need
  /// Where it runs.
  package let effect: Effect
  /// Whether answers may show personal data: then 404 leaves a trace too.
  package let isPersonal: Bool
  /// The query parameters that it understands.
  package let parameters: [Parameter]
  /// The body, if it takes one.
  package let body: BodyRule?
  /// Status and shape of the good answer.
  package let answer: (status: Status, shape: Shape?)
  /// What it answers with 202 where a second person has to agree first; nil where that is never so.
  package let proposal: Shape?
  /// The media types that it can answer in; the first is the usual one.
  package let mediaTypes: [String]
  /// How it takes a file, if it takes one.
  package let upload: UploadRule?
  /// Whether its good answer is a stored file.
  package let sendsFiles: Bool
  /// Whether its list is also given whole, page after page, in one answer.
  package let isExported: Bool
  /// A whole example of the body, as JSON.
  package let example: String?
  /// Whether it works while everything else is only read: signing in and out, and the mode itself.
  package let worksReadOnly: Bool
  /// Runs a call without a body.
  let handler: Prepared?
  /// Runs a call without a body that takes long, before the writer's turn.
  let slow: SlowWork?
  /// What it always answers, where that never differs: no database is asked and no call made.
  let fixed: Reply?

  /// A route that always answers the same, to anyone.
  package convenience init(
    _ path: String, _ action: String, _ summary: String, _ shape: Shape?,
    mediaTypes: [String] = ["application/json"], always reply: Reply
  ) {
    self.init(
      .get, path, action, summary, .nobody, .reads, false, [], nil, (.ok, shape), mediaTypes, nil,
      { _ in reply }, fixed: reply)
  }

  /// A route without a body.
  package convenience init(
    _ method: HTTP.Method, _ path: String, _ action: String, _ summary: String, needs: Need,
    effect: Effect = .reads, isPersonal: Bool = false, parameters: [Parameter] = [],
    answers status: Status = .ok, _ shape: Shape?, mediaTypes: [String] = ["application/json"],
    sendsFiles: Bool = false, worksReadOnly: Bool = false, handler: @escaping Prepared
  ) {
    self.init(
      method, path, action, summary, needs, effect, isPersonal, parameters, nil,
      (status, shape), mediaTypes, nil, handler, worksReadOnly: worksReadOnly,
      sendsFiles: sendsFiles)
  }

  /// A route that takes a file as it is: its type in Content-Type, its name in Content-Disposition.
  ///
  /// - Parameters:
  ///   - check: judges the finished bytes, beside the loops.
  ///   - handler: runs on the writer; nil when the request has no body.
  package convenience init(
    _ path: String, _ action: String, _ summary: String, needs: Need, isPersonal: Bool,
    takesFiles mediaTypes: [String], answers status: Status, _ shape: Shape?,
    check: @escaping @Sendable (UploadFile) throws -> Void,
    handler: @escaping @Sendable (Call, UploadFile?) throws -> Reply
  ) {
    let rule = UploadRule(mediaTypes: mediaTypes, check: check, handle: handler)
    self.init(
      .post, path, action, summary, needs, .writes, isPersonal, [], nil, (status, shape),
      ["application/json"], nil, { call in try handler(call, nil) }, upload: rule)
  }

  /// A route with a body.
  package convenience init<Body: Document>(
    _ method: HTTP.Method, _ path: String, _ action: String, _ summary: String, needs: Need,
    effect: Effect = .writes, isPersonal: Bool = false, parameters: [Parameter] = [],
    takes body: Body.Type, isBodyOptional: Bool = false, example: String? = nil,
    answers status: Status = .ok, _ shape: Shape?, orProposes proposal: Shape? = nil,
    mediaTypes: [String] = ["application/json"], worksReadOnly: Bool = false,
    handler: @escaping @Sendable (Call, Body) throws -> Reply
  ) {
    let rule = BodyRule(shape: Body.shape, isOptional: isBodyOptional) { json throws(Refusal) in
      let document = try Body.decode(json)
      return .ready { call in try handler(call, document) }
    }
    self.init(
      method, path, action, summary, needs, effect, isPersonal, parameters, rule,
      (status, shape), mediaTypes, example, nil, worksReadOnly: worksReadOnly, proposal: proposal)
  }

  /// A route without a body that takes long: beside the loops, on a read connection of its own.
  package convenience init(
    _ method: HTTP.Method, _ path: String, _ action: String, _ summary: String, needs: Need,
    parameters: [Parameter] = [], answers status: Status = .ok, _ shape: Shape?,
    slow work: @escaping SlowWork
  ) {
    self.init(
      method, path, action, summary, needs, .reads, false, parameters, nil, (status, shape),
      ["application/json"], nil, nil, slow: work)
  }

  /// A route whose body takes slow work, as a password's hash does, before the writer's turn.
  ///
  /// The work gets a call of its own, on a read connection; what it prepares gets the writer's.
  package convenience init<Body: Document>(
    _ method: HTTP.Method, _ path: String, _ action: String, _ summary: String, needs: Need,
    isPersonal: Bool = false, parameters: [Parameter] = [], takes body: Body.Type,
    isBodyOptional: Bool = false, example: String? = nil,
    answers status: Status = .ok, _ shape: Shape?, worksReadOnly: Bool = false,
    slow work: @escaping @Sendable (Call, Body) throws -> Prepared
  ) {
    let rule = BodyRule(shape: Body.shape, isOptional: isBodyOptional) { json throws(Refusal) in
      let document = try Body.decode(json)
      return .slow { call in try work(call, document) }
    }
    self.init(
      method, path, action, summary, needs, .writes, isPersonal, parameters, rule,
      (status, shape), ["application/json"], example, nil, worksReadOnly: worksReadOnly)
  }

  private init(
    _ method: HTTP.Method, _ path: String, _ action: String, _ summary: String, _ needs: Need,
    _ effect: Effect, _ isPersonal: Bool, _ parameters: [Parameter], _ body: BodyRule?,
    _ answer: (Status, Shape?), _ mediaTypes: [String], _ example: String?, _ handler: Prepared?,
    fixed: Reply? = nil, worksReadOnly: Bool = false, slow: SlowWork? = nil,
    proposal: Shape? = nil, upload: UploadRule? = nil, sendsFiles: Bool = false
  ) {
    self.proposal = proposal
    self.fixed = fixed
    self.worksReadOnly = worksReadOnly
    self.slow = slow
    self.upload = upload
    self.sendsFiles = sendsFiles
    isExported = mediaTypes.contains(ExportFormat.lines.mediaType)
    self.method = method
    self.path = path
    self.action = action
    self.summary = summary
    self.needs = needs
    self.effect = effect
    self.isPersonal = isPersonal
    self.parameters = parameters
    self.body = body
    self.answer = answer
    self.mediaTypes = mediaTypes
    self.example = example
    self.handler = handler
  }
}
