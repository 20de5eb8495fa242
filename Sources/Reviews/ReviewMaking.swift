// Making a review: the trail of many days takes seconds to walk, so it is walked beside the loops
// on a read connection; what was picked is written afterwards.

import Access
import HTTP
import Organisation
import Pipeline
import SQLite
import Vocabulary

/// Makes reviews.
enum ReviewMaking {
  /// Where a review is done.
  private struct Ground {
    let board: BoardID
    let municipality: MunicipalityID
    let unit: UnitID?
  }

  /// Walks the trail; gives what writes the review down.
  ///
  /// - Throws: `Refusal` 422 for a unit or days that are none, 403 out of reach.
  static func prepare(_ call: Call, _ body: NewReview) throws -> Prepared {
    guard body.last <= call.today else { throw Refusal.invalid("/to", "in_the_future") }
    guard let user = try call.signedIn().user else { throw Refusal.forbidden(.auditReview) }
    let ground = try ground(of: body, call)
    try require(ground, call)
    let findings = try call.database.savepoint {
      var finder = ReviewFinder(
        call.database, board: ground.board, staff: try staff(of: ground, call),
        colleagues: try colleagues(in: ground.municipality, call), request: body,
        random: call.random)
      return try finder.find()
    }
    return { call in
      try require(ground, call)
      let id: ReviewID = call.makeID()
      let store = ReviewStore(call.database)
      try store.insert(
        id, board: ground.board, unit: ground.unit, body, findings, by: user, at: call.now)
      return ReviewRoutes.reply(with: try call.fetch(store.find(id)), call, status: .created)
    }
  }

  private static func require(_ ground: Ground, _ call: Call) throws(Refusal) {
    let facts = SubjectFacts(board: ground.board, unit: ground.unit, isPersonal: true)
    try call.require(.auditReview, on: facts, isKnown: true)
  }

  // The place that the body names, else the widest that the caller reviews.
  private static func ground(of body: NewReview, _ call: Call) throws -> Ground {
    if let reference = body.board {
      guard let found = try BoardStore(call.database).find(reference) else {
        throw Refusal.invalid("/board", "unknown")
      }
      return ground(of: found, unit: nil)
    }
    if let reference = body.unit {
      guard let unit = try UnitStore(call.database).find(reference),
        let board = try BoardStore(call.database).find(.id(unit.board.id))
      else { throw Refusal.invalid("/unit", "unknown") }
      return ground(of: board, unit: unit.id)
    }
    let scopes = try call.signedIn().grants(for: .auditReview, at: call.now).map(\.grant.scope)
    guard scopes.count == 1, let id = scopes[0].board,
      let board = try BoardStore(call.database).find(.id(id.erased))
    else { throw Refusal.invalid("/unit", "required") }
    if case .unit(let unit, _, _) = scopes[0] { return ground(of: board, unit: unit) }
    return ground(of: board, unit: nil)
  }

  private static func ground(of board: Board, unit: UnitID?) -> Ground {
    Ground(
      board: board.id, municipality: MunicipalityID(board.municipality.id), unit: unit)
  }

  // Whoever has, or had, a role in the unit, in one below it or in one of their teams.
  private static func staff(of ground: Ground, _ call: Call) throws -> Set<UserID>? {
    guard let unit = ground.unit else { return nil }
    let access = AccessStore(call.database)
    return try access.users(within: access.units(below: unit))
  }

  private static func colleagues(
    in municipality: MunicipalityID, _ call: Call
  ) throws -> Set<Set<String>> {
    let store = AccountStore(call.database)
    var names: Set<Set<String>> = []
    var after: UserID?
    while true {
      let users = try store.listUsers(of: municipality, after: after, limit: 500)
      for user in users {
        let name = NameWords(user.name)
        if name.isWhole { names.insert(name.words) }
      }
      guard users.count == 500, let last = users.last else { return names }
      after = last.id
    }
  }
}
