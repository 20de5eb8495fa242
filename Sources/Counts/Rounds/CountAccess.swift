// Who sees what of a round: its board's statisticians all returns, a reporter its own only, and
// everyone who may run reports what was published.

import Access
import Pipeline
import Vocabulary

/// One round as one caller reaches it.
struct CountAccess {
  /// The round.
  let round: CountRound
  /// The returns that the caller may see.
  let returns: [CountReturn]
  /// The returns that the caller may report to.
  let own: [CountReturn]
  /// Whether the caller runs the round.
  let isManager: Bool

  /// Looks a round up for the caller of a call.
  ///
  /// - Throws: `Refusal` 404 where the caller has nothing to do with the round, 403 for a reporter
  ///   whose agreement does not hold.
  init(_ call: Call, _ id: CountRoundID) throws {
    let caller = try call.signedIn()
    round = try call.fetch(CountRoundStore(call.database).find(id))
    let all = try CountReturnStore(call.database).list(of: id)
    isManager = call.may(.countManage, on: round.facts)
    var own: [CountReturn] = []
    var lapsed: String??
    for countReturn in all {
      switch call.decide(.countReport, on: countReturn.facts(for: caller, in: round)) {
      case .allowed: own.append(countReturn)
      case .noAgreement(let number): lapsed = .some(number)
      case .hidden, .forbidden: break
      }
    }
    self.own = own
    returns = isManager ? all : own
    let isReader =
      isManager || !own.isEmpty
      || round.status == .published && call.may(.reportRun, on: round.publishedFacts)
    guard !isReader else { return }
    if let lapsed { throw Refusal.noAgreement(lapsed) }
    throw Refusal.notFound
  }

  /// Makes sure that the caller runs the round.
  ///
  /// - Throws: `Refusal` 403 for anyone else who may know of it.
  func requireManager() throws(Refusal) {
    guard isManager else { throw .forbidden(.countManage) }
  }

  /// The return of a reporter named in the path or the body.
  ///
  /// - Throws: `Refusal` 404 for one that the caller may not see.
  func find(_ reporter: Reference) throws(Refusal) -> CountReturn {
    guard let found = returns.first(where: { $0.fits(reporter) }) else { throw .notFound }
    return found
  }

  /// Makes sure that the caller reports for a return.
  ///
  /// - Throws: `Refusal` 403 for anyone else who may see it.
  func requireOwn(_ countReturn: CountReturn) throws(Refusal) {
    guard own.contains(where: { $0.reporter.id == countReturn.reporter.id }) else {
      throw .forbidden(.countReport)
    }
  }

  /// The audit's view of an answer about rows.
  func about(_ subjects: [AnyID], _ fields: [String]) -> About {
    .personal([round.id.erased] + subjects, boards: [round.boardID], fields: fields)
  }
}
