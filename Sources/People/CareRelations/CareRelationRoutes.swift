// Who works with a person, for those who may read the person.

import Access
import HTTP
import JSON
import Pipeline
import SQLite
import Vocabulary

/// Care relations over HTTP.
enum CareRelationRoutes {
  static let all: [Route] = [
    Route(
      .get, "/api/v1/persons/{person}/care-relations", "person.care_relations",
      "Who works with a person, and who did.", needs: .permission([.personReadIdentity]),
      isPersonal: true, parameters: Page.parameters, answers: .ok,
      .page(of: CareRelation.shape, named: "CareRelationPage"), handler: list)
  ]

  private static func list(_ call: Call) throws -> Reply {
    let (person, _) = try PersonRoutes.find(call, .personReadIdentity)
    let page = try call.page()
    let relations = try CareRelationStore(call.database).list(
      of: person.id, after: page.after, limit: page.fetchCount, offset: page.offset)
    let about = About.personal(
      [person.id.erased], boards: [person.board], fields: ["care_relations"])
    return call.list(relations, on: page, about: about, end: \.cursor) { relation, writer in
      relation.write(to: &writer)
    }
  }
}
