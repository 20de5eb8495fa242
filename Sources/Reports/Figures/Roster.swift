// The different persons of a period's encounters: met twice, by two teams or under two records that
// were merged, each is one. Age is that of the first meeting in the period.

import Organisation
import Outreach
import People
import Vocabulary

/// Somebody met in a period.
struct MetPerson: Sendable {
  let subject: MetSubject
  let firstAt: Timestamp
  var meetings = 0
  /// The months, by their place in the period.
  var months: Set<Int> = []
  /// The months with a first contact.
  var firstIn: Set<Int> = []
  let figure: PersonFigure?

  var sex: Sex { figure?.sex ?? .unknown }
  var situation: HomelessSituation { figure?.situation ?? .unknown }
  var needs: Set<NeedArea> { figure?.needs ?? [] }
  var ageBand: AgeBand { figure?.ageBand(inYear: Day.of(firstAt).year) ?? .unknown }
}

/// The encounters of a scope with the persons met.
struct Roster: Sendable {
  let encounters: [MetEncounter]
  let persons: [MetPerson]
  /// Whom no geography may be told of.
  let protected: Set<MetSubject>

  /// Reads a scope's encounters in a period.
  ///
  /// - Parameter isCounted: which encounters count.
  init(_ input: ReportInput, where isCounted: (MetEncounter) throws -> Bool = { _ in true }) throws
  {
    let (period, figures) = (input.period, FieldFigures(input.database))
    let isPartner = input.scope.kind == .partner
    var encounters: [MetEncounter] = []
    for keeper in try input.keepers() {
      encounters += try figures.encounters(of: keeper, from: period.from, to: period.to)
        .filter(isCounted)
    }
    encounters.sort { $0.at < $1.at }
    var met: [MetSubject: MetPerson] = [:]
    for encounter in encounters {
      guard let subject = encounter.subject, let month = period.index(of: encounter.at) else {
        continue
      }
      if met[subject] == nil {
        met[subject] = MetPerson(
          subject: subject, firstAt: encounter.at,
          figure: try Self.figure(of: subject, isPartner, input))
      }
      met[subject]?.meetings += 1
      met[subject]?.months.insert(month)
      if encounter.kind == .first { met[subject]?.firstIn.insert(month) }
    }
    self.encounters = encounters
    persons = met.values.sorted { $0.firstAt < $1.firstAt }
    protected = Set(persons.filter { $0.figure?.isProtected ?? false }.map(\.subject))
  }

  // A partner knows of a municipality's person what it wrote itself: nothing that is counted here.
  private static func figure(
    of subject: MetSubject, _ isPartner: Bool, _ input: ReportInput
  ) throws -> PersonFigure? {
    let figures = PersonFigures(input.database)
    switch subject {
    case .code(let id): return try figures.find(id)
    case .person(let id):
      if isPartner { return nil }
      return try figures.find(id, from: input.period.firstDay, to: input.period.lastDay)
    }
  }
}

extension ReportInput {
  /// Whose records are counted.
  func keepers() throws -> [FieldKeeper] {
    let teams = TeamStore(database)
    switch scope.kind {
    case .board: return try scope.board.map { try teams.ids(of: $0).map { .team($0) } } ?? []
    case .unit:
      return try scope.units.sorted().flatMap { try teams.ids(of: $0).map { .team($0) } }
    case .team: return [.team(TeamID(scope.id))]
    case .partner: return [.partner(PartnerID(scope.id))]
    }
  }

  /// The months of the period as columns.
  var months: [FigureLine] { period.months.map { FigureLine(named: $0.text) } }
}

// MARK: tables that several reports have

/// Tables of persons.
enum PersonTables {
  static let sex = FigureTable(
    code: "sex", label: Label("efter kön", "by sex"), rows: FigureLine.lines(Sex.self))
  static let ageBand = FigureTable(
    code: "age_band", label: Label("efter ålder", "by age"),
    rows: FigureLine.lines(AgeBand.self))
  static let situation = FigureTable(
    code: "situation", label: Label("efter boendesituation", "by living situation"),
    rows: FigureLine.lines(HomelessSituation.self))
  static let bothNeeds = FigureTable(
    code: "both_needs",
    label: Label("efter beroende och psykisk ohälsa", "by addiction and mental illness"),
    rows: [
      FigureLine("both", Label("både och (samsjuklighet)", "both")),
      FigureLine("substance", Label("beroende", "addiction")),
      FigureLine("mental_health", Label("psykisk ohälsa", "mental illness")),
      FigureLine("neither", Label("inget av dem känt", "neither known")),
    ])
  static let meetings = FigureTable(
    code: "meetings", label: Label("efter antal möten", "by number of meetings"),
    rows: [
      FigureLine("1", Label("en gång", "once")),
      FigureLine("2-3", Label("två eller tre gånger", "two or three times")),
      FigureLine("4+", Label("fler än tre gånger", "more than three times")),
    ])

  /// A table that divides one row of another as `table` divides the whole.
  static func within(
    _ row: (table: Int, row: Int), _ name: String, _ label: Label, like: Int, _ table: FigureTable
  ) -> FigureTable {
    FigureTable(
      code: name + "_" + table.code,
      label: Label(label.sv + " " + table.label.sv, label.en + " " + table.label.en),
      rows: table.rows,
      within: FigureTable.Within(table: row.table, row: row.row, like: like))
  }

  static func sexRow(_ sex: Sex) -> [Int] { LineIndex(self.sex.rows)[sex.code] }
  static func ageRow(_ band: AgeBand) -> [Int] { LineIndex(ageBand.rows)[band.code] }
  static func bothRow(_ needs: Set<NeedArea>) -> [Int] {
    switch (needs.contains(.substance), needs.contains(.mentalHealth)) {
    case (true, true): [0]
    case (true, false): [1]
    case (false, true): [2]
    case (false, false): [3]
    }
  }
  static func meetingsRow(_ count: Int) -> [Int] { count == 1 ? [0] : count <= 3 ? [1] : [2] }

  /// The areas of some things as a table; what has none, or may have none, is its last row.
  static func areas(_ areas: some Sequence<String?>) -> FigureTable {
    let names = Set(areas.compactMap(\.self)).sorted()
    return FigureTable(
      code: "area", label: Label("efter område", "by area"),
      rows: names.map { FigureLine(named: $0, code: "area:" + $0) } + [
        FigureLine("none", Label("utan område", "without an area"))
      ], isGeographic: true)
  }

  static func areaRow(_ area: String?, in table: FigureTable) -> [Int] {
    let found = area.flatMap { area in table.rows.firstIndex { $0.code == "area:" + area } }
    return [found ?? table.rows.count - 1]
  }
}
