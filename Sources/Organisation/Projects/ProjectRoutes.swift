// The routes about projects, and what each does.

import Access
import HTTP
import JSON
package import Pipeline
import SQLite
import Vocabulary

/// Projects over HTTP.
package enum ProjectRoutes {
  /// The table.
  package static let all: [Route] = [
    Route(
      .get, "/api/v1/projects", "project.list", "Projects of the caller's boards.",
      needs: .permission([.organisationRead]), parameters: Page.parameters,
      answers: .ok, .page(of: Project.shape, named: "ProjectPage"),
      mediaTypes: Route.listTypes, handler: list),
    Route(
      .post, "/api/v1/projects", "project.create", "Makes a project of a unit.",
      needs: .permission([.projectWrite]), parameters: [.dryRun], takes: NewProject.self,
      example: """
        {"unit": "uppsala-stod", "name": "Natt i Gottsunda", "from": "2026-12-01",
         "to": "2027-11-30", "funder": "Länsstyrelsen", "goals": ["Färre sover ute"],
         "evaluationDue": "2027-12-31"}
        """,
      answers: .created, Project.shape, handler: create),
    Route(
      .get, "/api/v1/projects/{id}", "project.read", "One project.",
      needs: .permission([.organisationRead]), answers: .ok, Project.shape, handler: read),
    Route(
      .patch, "/api/v1/projects/{id}", "project.change", "Changes a project; needs If-Match.",
      needs: .permission([.projectWrite]), takes: ProjectChange.self,
      example: #"{"madePermanentOn": "2027-12-01"}"#,
      answers: .ok, Project.shape, handler: change),
  ]

  private static func list(_ call: Call) throws -> Reply {
    let page = try call.page()
    let reach = try call.signedIn().reach(.organisationRead, at: call.now)
    let projects = try ProjectStore(call.database).list(
      reach, after: try page.afterID(), limit: page.fetchCount, offset: page.offset)
    return call.list(projects, on: page, about: .nobody, end: { [$0.id.text] }) { item, writer in
      item.write(to: &writer)
    }
  }

  private static func read(_ call: Call) throws -> Reply {
    reply(with: try find(call, .organisationRead))
  }

  private static func create(_ call: Call, _ body: NewProject) throws -> Reply {
    let unit = try call.unit(body.unit, for: .projectWrite)
    let id: ProjectID = call.makeID()
    let store = ProjectStore(call.database)
    try store.insert(id, body, unit: unit.id, at: call.now)
    return reply(with: try call.fetch(store.find(id)), status: .created)
  }

  private static func change(_ call: Call, _ body: ProjectChange) throws -> Reply {
    let project = try find(call, .projectWrite)
    try call.requireMatch(project.version)
    let period = body.applied(to: project.period)
    let faults = period.faultyNames.map { FieldFault(path: "/" + $0, code: "invalid") }
    guard faults.isEmpty else { throw Refusal(.validationFailed, errors: faults) }
    let store = ProjectStore(call.database)
    try store.change(project, body, period)
    return reply(with: try call.fetch(store.find(project.id)))
  }

  private static func find(_ call: Call, _ permission: Permission) throws -> Project {
    let project = try call.fetch(ProjectStore(call.database).find(try call.id()))
    try call.require(
      permission, on: project.facts, isKnown: call.may(.organisationRead, on: project.facts))
    return project
  }

  private static func reply(with project: Project, status: Status = .ok) -> Reply {
    Reply(
      status, about: .nobody, version: project.version, at: "/api/v1/projects/\(project.id)"
    ) { project.write(to: &$0) }
  }
}
