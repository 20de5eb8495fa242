// What a handler gets: who calls, with what, on which connection, and the only clock. Lives for one
// call, on one queue.

package import Access
package import SQLite
package import Vocabulary

/// One call on its way through a handler.
package final class Call {
  /// The request without its body.
  package let request: CallRequest
  /// Who calls; nil on public routes without a token.
  package let caller: Caller?
  /// The connection: a read snapshot, or the writer's transaction.
  package let database: Database
  /// Now, once for the whole call.
  package let now: Timestamp
  /// Kernel randomness, or a test's.
  package var random: Randomness
  /// Signs the cursors of lists.
  let cursors: CursorSigner

  /// A call.
  package init(
    _ request: CallRequest, caller: Caller?, database: Database, now: Timestamp,
    random: Randomness, cursors: CursorSigner
  ) {
    self.request = request
    var caller = caller
    if request.purpose == .emergency { caller?.actsInEmergency = true }
    self.caller = caller
    self.database = database
    self.now = now
    self.random = random
    self.cursors = cursors
  }

  /// The language of texts in the answer.
  package var language: Language { request.language }

  /// Today in Sweden.
  package var today: Day { Day.of(now) }

  /// A new id.
  package func makeID<Subject>() -> ID<Subject> { ID.make(at: now, random: &random) }

  /// The caller; routes that need one have it.
  ///
  /// - Throws: `Refusal` 401 where there is none.
  package func signedIn() throws(Refusal) -> Caller {
    guard let caller else { throw Refusal(.unauthenticated) }
    return caller
  }

  /// A path parameter as an id.
  ///
  /// - Throws: `Refusal` 404: what is no id names nothing.
  package func id<Subject>(_ index: Int = 0) throws(Refusal) -> ID<Subject> {
    guard request.parameters.indices.contains(index),
      let id = ID<Subject>(request.parameters[index])
    else { throw .notFound }
    return id
  }

  /// A path parameter as an id or a slug.
  ///
  /// - Throws: `Refusal` 404: what is neither names nothing.
  package func reference(_ index: Int = 0) throws(Refusal) -> Reference {
    guard request.parameters.indices.contains(index),
      let reference = Reference(request.parameters[index])
    else { throw .notFound }
    return reference
  }

  /// What was found, or the answer to an unknown id.
  ///
  /// - Throws: `Refusal` 404 for nil.
  package func fetch<Thing>(_ found: Thing?) throws(Refusal) -> Thing {
    guard let found else { throw .notFound }
    return found
  }

  /// Asks the one decision and refuses in its name.
  ///
  /// - Parameter isKnown: whether the caller may know that the subject exists by another right.
  /// - Throws: `Refusal` 404 when hidden, 403 when forbidden or without agreement.
  package func require(
    _ permission: Permission, on subject: SubjectFacts, isKnown: Bool = false
  ) throws(Refusal) {
    switch try signedIn().decide(permission, on: subject, at: now) {
    case .allowed: return
    case .hidden: throw isKnown ? .forbidden(permission) : .notFound
    case .forbidden(let missing): throw isKnown ? .forbidden(missing) : .notFound
    case .noAgreement(let number): throw .noAgreement(number)
    }
  }

  /// What the one decision says; nobody is anyone to it.
  package func decide(_ permission: Permission, on subject: SubjectFacts) -> Decision {
    caller?.decide(permission, on: subject, at: now) ?? .forbidden(permission)
  }

  /// Whether the one decision allows.
  package func may(_ permission: Permission, on subject: SubjectFacts) -> Bool {
    caller?.decide(permission, on: subject, at: now) == .allowed
  }

  /// Compares If-Match with the version that stands.
  ///
  /// - Throws: `Refusal` 428 without the field, 412 where another version stands.
  package func requireMatch(_ version: Int) throws(Refusal) {
    guard request.hasIfMatch else { throw Refusal(.preconditionRequired) }
    try obeyMatch(version)
  }

  /// Obeys If-Match where it was sent.
  ///
  /// - Throws: `Refusal` 412 where another version stands.
  package func obeyMatch(_ version: Int) throws(Refusal) {
    guard request.hasIfMatch, !request.matchesAny else { return }
    guard request.matchVersions.contains(version) else {
      throw Refusal(.preconditionFailed, version: version)
    }
  }
}

extension Refusal {
  /// The partner's agreement does not open personal data today (AGR-06).
  package static func noAgreement(_ diaryNumber: String?) -> Refusal {
    let which = diaryNumber.map { "Avtal \($0) gäller inte. " } ?? "Det finns inget avtal. "
    return Refusal(
      .noActiveAgreement, detail: which + "Kontakta kommunen för att förnya det.")
  }
}
