// Searching for persons by POST, so that no name or number stands in an address. An empty answer
// is written down as well: to have looked is an entry.

import Access
import HTTP
import JSON
import Pipeline
import SQLite
import Vocabulary

/// The search for persons over HTTP.
enum PersonSearchRoutes {
  static let all: [Route] = [
    Route(
      .post, "/api/v1/persons/searches", "person.search",
      "Finds persons by exactly one of name, identity number or contact code; at most 50.",
      needs: .permission([.personSearch]), effect: .reads, isPersonal: true,
      takes: PersonSearch.self, example: #"{"name": "Maria Ex"}"#,
      answers: .ok, .page(of: Person.foundShape, named: "FoundPersons"), handler: search)
  ]

  private static func search(_ call: Call, _ body: PersonSearch) throws -> Reply {
    guard body.traits.isEmpty, let term = body.term else {
      throw refusal(of: body.traits, allowed: ["name", "number", "contactCode"], call.language)
    }
    let search = PersonSearchStore(call.database, for: try call.signedIn(), at: call.now)
    try requireAllowed(term, call)
    let found: [Person] =
      switch term {
      case .name(let name): try search.find(words: words(of: name))
      case .number(let text):
        try search.find(PersonRoutes.number(text, call), in: search.boards)
      case .contactCode(let text): try search.find(contactCode: code(text))
      }
    let about = About.personal(
      found.map(\.id.erased), boards: search.boards, fields: ["identity"])
    return Reply(about: about) { writer in
      writer.object { writer in
        writer.array("items") { writer in
          for person in found { person.writeFound(to: &writer) }
        }
        writer.member("next", nil as String?)
      }
    }
  }

  // Who finds by exact number only (`k` in the matrix) has no other term.
  private static func requireAllowed(_ term: PersonTerm, _ call: Call) throws {
    if case .number = term { return }
    let grants = try call.signedIn().grants(for: .personSearch, at: call.now)
    guard grants.allSatisfy({ $0.letter == .exactNumber }) else { return }
    let name = if case .name = term { "name" } else { "contactCode" }
    throw refusal(of: [name], allowed: ["number"], call.language)
  }

  private static func refusal(
    of members: [String], allowed: [String], _ language: Language
  ) -> Refusal {
    let detail = Label(
      "Personer söks inte på egenskaper. Sammanställningar finns under /api/v1/reports.",
      "Persons are not searched by traits. Aggregates are under /api/v1/reports.")
    return Refusal(
      .searchTermNotAllowed,
      errors: members.map {
        FieldFault(path: "/\($0)", code: "search_term_not_allowed", allowed: allowed)
      }, detail: detail[language])
  }

  private static func words(of name: String) throws(Refusal) -> [String] {
    let words = TextRules.searchTokens(name)
    guard !words.isEmpty else { throw .invalid("/name") }
    return words
  }

  private static func code(_ text: String) throws(Refusal) -> String {
    guard let code = ShortNumber.normal(text) else { throw .invalid("/contactCode") }
    return code
  }
}
