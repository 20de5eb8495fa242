// What comes in about projects.

import Pipeline
import Vocabulary

/// The body that makes a project.
struct NewProject: Document {
  static let name = "NewProject"

  let unit: Reference
  let name: String
  let period: ProjectPeriod
  let funder: String?
  let goals: [String]

  init(reading fields: inout FieldReader) {
    unit = fields.reference("unit")
    name = fields.text("name")
    period = ProjectPeriod(
      from: fields.day("from"), to: fields.dayIfAny("to"),
      evaluationDue: fields.dayIfAny("evaluationDue"),
      madePermanentOn: fields.dayIfAny("madePermanentOn"))
    funder = fields.textIfAny("funder")
    goals = fields.goals()
    for name in period.faultyNames { fields.fault(name, "invalid") }
  }
}

/// The body that changes a project (RFC 7396).
struct ProjectChange: Document {
  static let name = "ProjectChange"

  let name: Change<String>
  let from: Change<Day>
  let to: Change<Day>
  let funder: Change<String>
  let goals: Change<[String]>
  let evaluationDue: Change<Day>
  let madePermanentOn: Change<Day>

  init(reading fields: inout FieldReader) {
    name = fields.textChange("name", isClearable: false)
    from = fields.change("from", isClearable: false) { $0.dayIfAny("from") }
    to = fields.change("to") { $0.dayIfAny("to") }
    funder = fields.textChange("funder")
    goals = fields.change("goals", isClearable: false) { fields in
      let goals = fields.goals()
      return fields.has("goals") ? goals : nil
    }
    evaluationDue = fields.change("evaluationDue") { $0.dayIfAny("evaluationDue") }
    madePermanentOn = fields.change("madePermanentOn") { $0.dayIfAny("madePermanentOn") }
  }

  /// The days after the change.
  func applied(to period: ProjectPeriod) -> ProjectPeriod {
    ProjectPeriod(
      from: from.applied(to: period.from) ?? period.from, to: to.applied(to: period.to),
      evaluationDue: evaluationDue.applied(to: period.evaluationDue),
      madePermanentOn: madePermanentOn.applied(to: period.madePermanentOn))
  }
}

extension FieldReader {
  fileprivate mutating func goals() -> [String] {
    texts("goals", charactersMax: Project.goalCharactersMax, countMax: Project.goalsMax)
  }
}
