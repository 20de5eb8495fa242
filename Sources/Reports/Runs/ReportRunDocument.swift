// What comes in about runs.

import JSON
import Pipeline
import Vocabulary

/// The months of a run: `YYYY-MM`, or the first and the last day of whole months.
struct PeriodBody: Document {
  static let name = "NewReportPeriod"

  let from: Month?
  let to: Month?

  init(reading fields: inout FieldReader) {
    from = fields.member("from", .text(charactersMax: 10), isRequired: true) { value in
      guard let text = value.string else { return nil }
      if let month = Month(text) { return month }
      return Day(text).flatMap { $0.day == 1 ? Month(of: $0) : nil }
    }
    to = fields.member("to", .text(charactersMax: 10), isRequired: true) { value in
      guard let text = value.string else { return nil }
      if let month = Month(text) { return month }
      return Day(text).flatMap { Month(of: $0).lastDay == $0 ? Month(of: $0) : nil }
    }
    guard let from, let to else { return }
    if to < from { fields.fault("to", "invalid") }
    if to.number - from.number >= ReportPeriod.monthsMax { fields.fault("to", "too_long") }
  }
}

/// What of a report is wanted. It picks tables out of what was protected as a whole, and never
/// counts fewer records.
struct FilterBody: Document {
  static let name = "ReportFilters"

  let tables: [String]

  init(reading fields: inout FieldReader) {
    tables = fields.texts("tables", countMax: 100)
  }
}

/// The body that makes a run.
struct NewReportRun: Document {
  static let name = "NewReportRun"

  let period: ReportPeriod?
  let scope: Reference?
  let tables: [String]

  init(reading fields: inout FieldReader) {
    let period = fields.object("period", PeriodBody.self)
    if let from = period.from, let to = period.to {
      self.period = ReportPeriod(first: from, last: to)
    } else {
      self.period = nil
    }
    scope = fields.referenceIfAny("scope")
    tables = fields.objectIfAny("filters", FilterBody.self)?.tables ?? []
  }
}
