// Duplicates over HTTP: to ask before a record is made, and to judge the pairs that were found. A
// pair is there only for who may read both records.

import Access
import HTTP
import JSON
import Pipeline
import SQLite
import Vocabulary

/// Duplicates over HTTP.
enum DuplicateRoutes {
  static let all: [Route] = [
    Route(
      .post, "/api/v1/persons/check-duplicates", "person.check_duplicates",
      "Whether somebody is known already, by number or by name and year of birth: persons that "
        + "the caller may find, with the reasons.",
      needs: .permission([.personSearch]), effect: .reads, isPersonal: true,
      takes: DuplicateCheck.self,
      example: """
        {"legalName": "Maria Exempel", "alias": "Mia", "preferredName": null, "birthYear": 1994,
         "number": "199406252388", "phone": "070-1740605"}
        """,
      answers: .ok, .page(of: FoundDuplicate.shape, named: "FoundDuplicates"), handler: check),
    Route(
      .get, "/api/v1/duplicate-candidates", "duplicate.list",
      "Pairs of records that may be of one person; `decision` filters, `open` for none.",
      needs: .permission([.personMerge]), isPersonal: true,
      parameters: Page.parameters.filter { ["limit", "cursor"].contains($0.name) } + [
        Parameter(
          "decision", .code(["open"] + DuplicateDecision.codes), "One decision, or `open`.")
      ], answers: .ok, .page(of: DuplicateView.shape, named: "DuplicatePage"), handler: list),
    Route(
      .get, "/api/v1/duplicate-candidates/{candidate}", "duplicate.read", "One pair.",
      needs: .permission([.personMerge]), isPersonal: true, answers: .ok, DuplicateView.shape,
      handler: { call in reply(with: try find(call)) }),
    Route(
      .post, "/api/v1/duplicate-candidates/{candidate}/decision", "duplicate.decide",
      "Decides whether two records are of one person; merging them is a step of its own.",
      needs: .permission([.personMerge]), isPersonal: true, takes: DuplicateJudgement.self,
      example: #"{"decision": "different"}"#, answers: .ok, DuplicateView.shape, handler: decide),
  ]

  private static func check(_ call: Call, _ body: DuplicateCheck) throws -> Reply {
    let search = PersonSearchStore(call.database, for: try call.signedIn(), at: call.now)
    var told = body.told
    told.number = try body.number.map { try PersonRoutes.number($0, call) }
    let store = DuplicateStore(call.database)
    var found: [FoundDuplicate] = []
    for board in search.boards {
      for (person, reasons) in try store.matches(for: told, in: board) {
        let isExact = reasons.contains(.identityNumber)
        guard try search.findable(person.id, isExact: isExact) != nil else { continue }
        found.append(FoundDuplicate(person: person, reasons: reasons))
      }
    }
    found.sort { ($1.score, $0.person.id) < ($0.score, $1.person.id) }
    found.removeLast(max(0, found.count - PersonSearchStore.rowsMax))
    let about = About.personal(
      found.map { $0.person.id.erased }, boards: search.boards, fields: ["identity"])
    return Reply(about: about) { writer in
      writer.object { writer in
        writer.array("items") { writer in
          for match in found { match.write(to: &writer) }
        }
        writer.member("next", nil as String?)
      }
    }
  }

  private static func list(_ call: Call) throws -> Reply {
    let page = try call.page()
    let after: DuplicateCandidateID? = try page.afterID()
    let wanted = try wantedDecision(call)
    let store = DuplicateStore(call.database)
    let boards = try call.mergeBoards()
    var views: [DuplicateView] = []
    for board in boards {
      views += try VisibleRows.first(page.fetchCount) { (last: DuplicateCandidate?, limit) in
        try store.list(of: board, after: last?.id ?? after, limit: limit)
      } judge: { candidate -> DuplicateView? in
        let isWanted = wanted == nil || wanted == candidate.decision?.code ?? "open"
        return isWanted ? try view(of: candidate, call) : nil
      }
    }
    views.sort { $0.candidate.id < $1.candidate.id }
    let shown = views.prefix(page.limit)
    let about = About.personal(
      shown.map(\.first.id.erased) + shown.map(\.second.id.erased),
      boards: boards, fields: ["identity"])
    return call.list(views, on: page, about: about, end: { [$0.candidate.id.text] }) {
      view, writer in
      view.write(to: &writer)
    }
  }

  private static func decide(_ call: Call, _ body: DuplicateJudgement) throws -> Reply {
    let view = try find(call)
    try call.obeyMatch(view.candidate.version)
    try DuplicateStore(call.database).decide(
      body.decision, about: view.candidate.id, by: try call.signedIn().reference, at: call.now)
    return reply(with: try find(call))
  }

  // MARK: parts

  private static func wantedDecision(_ call: Call) throws(Refusal) -> String? {
    guard let text = call.request.query["decision"] else { return nil }
    let allowed = ["open"] + DuplicateDecision.codes
    guard allowed.contains(text) else { throw .badQuery("decision", allowed: allowed) }
    return text
  }

  private static func find(_ call: Call) throws -> DuplicateView {
    let found = try call.fetch(DuplicateStore(call.database).find(try call.id()))
    return try call.fetch(try view(of: found, call))
  }

  // The pair, if the caller may merge both and they are still two.
  private static func view(
    of candidate: DuplicateCandidate, _ call: Call
  ) throws -> DuplicateView? {
    guard let first = try call.mergeable(candidate.first),
      let second = try call.mergeable(candidate.second), first.id != second.id
    else { return nil }
    return DuplicateView(candidate: candidate, first: first, second: second)
  }

  private static func reply(with view: DuplicateView) -> Reply {
    let candidate = view.candidate
    let about = About.personal(
      [view.first.id.erased, view.second.id.erased], boards: [candidate.board],
      fields: ["identity"])
    return Reply(
      about: about, version: candidate.version, at: "/api/v1/duplicate-candidates/\(candidate.id)"
    ) { view.write(to: &$0) }
  }
}

/// Somebody who may be the person that is asked about.
private struct FoundDuplicate {
  let person: Person
  let reasons: [DuplicateReason]

  var score: Int { DuplicateRules.score(reasons) }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.key("person")
      person.writeFound(to: &writer)
      writer.member("score", score)
      writer.member("reasons", reasons.map(\.code))
    }
  }

  static let shape: Shape = .object(
    "FoundDuplicate",
    [
      .init("person", Person.foundShape), .init("score", .integer(0...DuplicateRules.scoreMax)),
      .init("reasons", DuplicateView.reasonsShape),
    ])
}
