// Merging two records over HTTP: one proposes, another approves; one asks to undo, another does.

import Access
import HTTP
import JSON
import Pipeline
import SQLite
import Vocabulary

/// Mergings over HTTP.
enum MergeRoutes {
  static func all(_ rooms: [any PersonReferences]) -> [Route] {
    [
      Route(
        .get, "/api/v1/merges", "merge.list",
        "Mergings of records that the caller may read both of; `status` filters.",
        needs: .permission([.personMerge]), isPersonal: true,
        parameters: Page.parameters.filter { ["limit", "cursor"].contains($0.name) } + [
          Parameter("status", .code(MergeStatus.self), "Statuses, separated by commas.")
        ], answers: .ok, .page(of: MergeView.shape, named: "MergePage"), handler: list),
      Route(
        .post, "/api/v1/merges", "merge.propose",
        "Proposes that one record absorbs another; somebody else must approve within "
          + "\(FourEyes.daysMax) days.",
        needs: .permission([.personMerge]), isPersonal: true, takes: MergeDocument.self,
        example: """
          {"kept": "019ab3c4-0000-7000-8000-000000000001",
           "absorbed": "019ab3c4-0000-7000-8000-000000000002"}
          """,
        answers: .created, MergeView.shape, handler: propose),
      Route(
        .get, "/api/v1/merges/{merge}", "merge.read", "One merging.",
        needs: .permission([.personMerge]), isPersonal: true, answers: .ok, MergeView.shape,
        handler: { call in reply(with: try find(call), call) }),
      Route(
        .post, "/api/v1/merges/{merge}/transitions", "merge.step",
        "Takes a step: approve (never one's own), reject, undo (asked for by one, done by "
          + "another), keep.",
        needs: .permission([.personMerge]), isPersonal: true, takes: MergeStep.self,
        example: #"{"step": "approve"}"#, answers: .ok, MergeView.shape
      ) { call, body in try take(call, body, rooms) },
    ]
  }

  private static func list(_ call: Call) throws -> Reply {
    let page = try call.page()
    let after: MergeID? = try page.afterID()
    let wanted = try call.codes("status", MergeStatus.self)
    let store = MergeStore(call.database)
    let boards = try call.mergeBoards()
    let views = try boards.flatMap { board in
      try VisibleRows.first(page.fetchCount) { last, limit in
        try store.list(of: board, after: last?.id ?? after, limit: limit)
      } judge: { merge in
        wanted.isEmpty || wanted.contains(merge.status(at: call.now))
          ? try view(of: merge, call) : nil
      }
    }.sorted { $0.merge.id < $1.merge.id }
    let shown = views.prefix(page.limit).flatMap { [$0.merge.kept, $0.merge.absorbed] }
    let about = About.personal(
      shown.map(\.erased), boards: boards, fields: ["merge"])
    return call.list(views, on: page, about: about, end: { [$0.merge.id.text] }) { view, writer in
      view.write(to: &writer)
    }
  }

  private static func propose(_ call: Call, _ body: MergeDocument) throws -> Reply {
    // Whom the caller may not merge is nobody: hidden and unknown are one answer.
    guard let kept = try body.kept.flatMap({ try call.mergeable($0) }) else {
      throw Refusal.invalid("/kept", "unknown")
    }
    guard let absorbed = try body.absorbed.flatMap({ try call.mergeable($0) }) else {
      throw Refusal.invalid("/absorbed", "unknown")
    }
    try MergeRules.check(kept, absorbed)
    let store = MergeStore(call.database)
    let since = call.now.plus(days: -FourEyes.daysMax)
    guard try !store.hasProposal(kept.id, absorbed.id, since: since) else {
      throw Refusal(.alreadyExists)
    }
    let id: MergeID = call.makeID()
    try store.propose(
      id, kept: kept.id, absorbed: absorbed.id, board: kept.board,
      by: try call.signedIn().reference, at: call.now)
    let made = try call.fetch(store.find(id))
    return reply(with: try call.fetch(view(of: made, call)), call, status: .created)
  }

  private static func take(
    _ call: Call, _ body: MergeStep, _ rooms: [any PersonReferences]
  ) throws -> Reply {
    guard let step = body.step else { throw Refusal.invalid("/step", "required") }
    let found = try find(call)
    let merge = found.merge
    let who = try call.signedIn().reference
    guard merge.isOpen(step, to: who, at: call.now) else { throw Refusal.forbidden(.personMerge) }
    try call.obeyMatch(merge.version)
    try LifeCycle.merge.require(step, from: merge.state(at: call.now)) {
      merge.isOpen($0, to: who, at: call.now)
    }
    try perform(step.name, merge, call, rooms)
    let moved = try call.fetch(MergeStore(call.database).find(merge.id))
    return reply(with: try call.fetch(view(of: moved, call)), call)
  }

  /// Does what a step says, once it is known that the caller may take it.
  static func perform(
    _ step: String, _ merge: PersonMerge, _ call: Call, _ rooms: [any PersonReferences]
  ) throws {
    let who = try call.signedIn().reference
    let store = MergeStore(call.database)
    switch step {
    case "approve": try approve(merge, call, rooms, by: who)
    case "reject": try store.reject(merge, by: who, at: call.now)
    case "keep": try store.askUndo(merge, by: nil, at: call.now)
    default: try undo(merge, call, rooms, by: who)
    }
  }

  private static func approve(
    _ merge: PersonMerge, _ call: Call, _ rooms: [any PersonReferences], by who: String
  ) throws {
    let kept = try call.fetch(call.mergeable(merge.kept))
    let absorbed = try call.fetch(call.mergeable(merge.absorbed))
    // Either may have become part of another record since it was proposed.
    guard kept.id == merge.kept, absorbed.id == merge.absorbed else {
      throw Refusal(.stepNotAllowed, allowed: ["reject"])
    }
    try MergeRules.check(kept, absorbed)
    let image = try MergeWork(call.database, rooms: rooms).perform(kept: kept, absorbed: absorbed)
    try MergeStore(call.database).finish(merge, image: image.text, by: who, at: call.now)
  }

  // The first to ask marks it, the second does it. A merge that others build upon comes after them.
  private static func undo(
    _ merge: PersonMerge, _ call: Call, _ rooms: [any PersonReferences], by who: String
  ) throws {
    let store = MergeStore(call.database)
    guard try !store.isBuiltUpon(merge) else { throw Refusal(.stepNotAllowed, allowed: []) }
    guard merge.status(at: call.now) == .undoAsked else {
      return try store.askUndo(merge, by: who, at: call.now)
    }
    let work = MergeWork(call.database, rooms: rooms)
    try work.undo(merge, MergeImage(try call.fetch(store.image(of: merge))))
    try store.markUndone(merge, by: who, at: call.now)
    try work.indexNames(of: merge)
  }

  // MARK: parts

  private static func find(_ call: Call) throws -> MergeView {
    let merge = try call.fetch(MergeStore(call.database).find(try call.id()))
    return try call.fetch(try view(of: merge, call))
  }

  // The merging, if the caller may read and merge both records; of a standing one, the kept one.
  static func view(of merge: PersonMerge, _ call: Call) throws -> MergeView? {
    guard let kept = try call.mergeable(merge.kept),
      let absorbed = try call.mergeable(merge.absorbed)
    else { return nil }
    let who = try call.signedIn().reference
    return MergeView(
      merge: merge, kept: kept, absorbed: absorbed, status: merge.status(at: call.now),
      nextSteps: LifeCycle.merge.next(from: merge.state(at: call.now)) {
        merge.isOpen($0, to: who, at: call.now)
      }, language: call.language)
  }

  private static func reply(
    with view: MergeView, _ call: Call, status: Status = .ok
  ) -> Reply {
    let merge = view.merge
    let about = About.personal(
      [merge.kept.erased, merge.absorbed.erased], boards: [merge.board], fields: ["merge"])
    return Reply(status, about: about, version: merge.version, at: "/api/v1/merges/\(merge.id)") {
      view.write(to: &$0)
    }
  }
}
