// The reports about the field: outreach, acute homelessness, and the community guides' reach.

import Outreach
import People
import Vocabulary

extension ReportDefinition {
  static let outreach = ReportDefinition(
    id: "outreach", version: 1, name: Label("Uppsökande arbete", "Outreach"),
    about: Label(
      """
      Pass, besök, möten, olika personer, första kontakter, kön, ålder, boendesituation, \
      samsjuklighet och det som inte gick att få, efter område och månad.
      """,
      """
      Shifts, visits, encounters, different persons, first contacts, sex, age, living situation, \
      addiction with mental illness, and what was not to be had, by area and month.
      """),
    scopes: ReportScope.Kind.allCases,
    tables: [
      FigureLine("shifts", Label("Pass", "Shifts")),
      FigureLine("visits_by_area", Label("Platsbesök efter område", "Visits by area")),
      FigureLine("heads_by_sex", Label("Sedda personer vid besök efter kön", "Heads by sex")),
      FigureLine("encounters_by_area", Label("Möten efter område", "Encounters by area")),
      FigureLine("encounters_by_kind", Label("Möten efter slag", "Encounters by kind")),
      FigureLine("encounters_by_response", Label("Möten efter svar", "Encounters by response")),
      FigureLine("unavailable_by_help", Label("Efterfrågat, gick inte att få", "Unavailable")),
      FigureLine("persons_monthly_by_contact", Label("Personer per månad", "Persons by month")),
      FigureLine("persons_by_sex", Label("Personer efter kön", "Persons by sex")),
      FigureLine("persons_by_age_band", Label("Personer efter ålder", "Persons by age")),
      FigureLine("persons_by_situation", Label("Personer efter boende", "Persons by situation")),
      FigureLine("persons_by_both_needs", Label("Samsjuklighet", "Addiction and mental illness")),
      FigureLine("persons_by_contact", Label("Första kontakter", "First contacts")),
      FigureLine("persons_by_acute_sex", Label("Akut hemlösa efter kön", "Acute by sex")),
      FigureLine("persons_by_acute_age_band", Label("Akut hemlösa efter ålder", "Acute by age")),
      FigureLine(
        "persons_by_acute_both_needs", Label("Akut hemlösa, samsjuklighet", "Acute, both")),
    ], chart: "encounters_by_kind", count: OutreachCount.outreach)

  static let acuteHomelessness = ReportDefinition(
    id: "acute-homelessness", version: 1, name: Label("Akut hemlöshet", "Acute homelessness"),
    about: Label(
      "Personer som var akut hemlösa någon dag i perioden, mötta eller inte.",
      "Persons who were acutely homeless on a day of the period, met or not."),
    scopes: [.board, .unit],
    tables: [
      FigureLine("persons_by_sex", Label("Personer efter kön", "Persons by sex")),
      FigureLine("persons_by_age_band", Label("Personer efter ålder", "Persons by age")),
      FigureLine("persons_by_both_needs", Label("Samsjuklighet", "Addiction and mental illness")),
      FigureLine("persons_by_housing", Label("Var de sov", "Where they slept")),
    ], chart: "persons_by_age_band", count: OutreachCount.acute)

  static let guides = ReportDefinition(
    id: "guides", version: 1,
    name: Label("Samhällsvägledarnas räckvidd", "The community guides' reach"),
    about: Label(
      "Möten som samhällsvägledare skrivit, och olika personer, efter område och månad.",
      "Encounters written by community guides, and different persons, by area and month."),
    scopes: ReportScope.Kind.allCases,
    tables: [
      FigureLine("encounters_by_area", Label("Möten efter område", "Encounters by area")),
      FigureLine("encounters_by_content", Label("Möten efter innehåll", "Encounters by content")),
      FigureLine("persons_by_sex", Label("Personer efter kön", "Persons by sex")),
      FigureLine("persons_by_age_band", Label("Personer efter ålder", "Persons by age")),
      FigureLine("persons_by_meetings", Label("Personer efter antal möten", "By meetings")),
    ], chart: "encounters_by_content", count: OutreachCount.guides)
}

/// Counts what happened in the field.
enum OutreachCount {
  private static let contact = FigureTable(
    code: "contact", label: Label("efter kontakt", "by contact"),
    rows: [
      FigureLine("first", Label("första kontakt", "first contact")),
      FigureLine("known", Label("kända sedan förut", "known before")),
    ])

  @Sendable static func outreach(_ input: ReportInput) throws -> CountedReport {
    let roster = try Roster(input)
    var report = CountedReport()
    try addWork(of: input, to: &report)
    report.groups += [
      encounters(roster, input), unavailable(roster, input), monthly(roster, input),
      persons(roster),
    ]
    report.recordedAt += roster.encounters.map(\.createdAt)
    return report
  }

  private static func addWork(of input: ReportInput, to report: inout CountedReport) throws {
    let (period, figures) = (input.period, FieldFigures(input.database))
    var shifts = FigureGroup("shifts", Label("Pass", "Shifts"), .events, input.months)
    var made: [MadeVisit] = []
    for keeper in try input.keepers() {
      for start in try figures.shifts(of: keeper, from: period.from, to: period.to) {
        if let month = period.index(of: start) { shifts.add(in: month) }
      }
      made += try figures.visits(of: keeper, from: period.from, to: period.to)
    }
    let areas = PersonTables.areas(made.map(\.area))
    var visits = FigureGroup(
      "visits", Label("Platsbesök", "Visits"), .events, input.months, [areas])
    var heads = FigureGroup(
      "heads", Label("Sedda vid besök", "Seen at visits"), .events, input.months, [PersonTables.sex]
    )
    for visit in made {
      guard let month = period.index(of: visit.at) else { continue }
      visits.add(in: month, [PersonTables.areaRow(visit.area, in: areas)])
      var unknown = visit.heads
      for (sex, count) in visit.headsBySex {
        heads.add(count, in: month, [PersonTables.sexRow(sex)])
        unknown -= count
      }
      if unknown > 0 { heads.add(unknown, in: month, [PersonTables.sexRow(.unknown)]) }
    }
    report.groups += [shifts, visits, heads]
    report.recordedAt += made.map(\.createdAt)
  }

  private static func areas(of roster: Roster) -> FigureTable {
    PersonTables.areas(roster.encounters.map { area(of: $0, roster) })
  }

  // Of whom is protected no geography is told.
  private static func area(of encounter: MetEncounter, _ roster: Roster) -> String? {
    encounter.subject.map(roster.protected.contains) ?? false ? nil : encounter.area
  }

  private static func encounters(_ roster: Roster, _ input: ReportInput) -> FigureGroup {
    let areas = areas(of: roster)
    let kind = FigureTable(
      code: "kind", label: Label("efter slag", "by kind"),
      rows: FigureLine.lines(EncounterKind.self))
    let response = FigureTable(
      code: "response", label: Label("efter svar", "by response"),
      rows: FigureLine.lines(ContactResponse.self) + [
        FigureLine("none", Label("inget svar", "none"))
      ])
    var group = FigureGroup(
      "encounters", Label("Möten", "Encounters"), .events, input.months, [areas, kind, response])
    let (kinds, responses) = (LineIndex(kind.rows), LineIndex(response.rows))
    for encounter in roster.encounters {
      guard let month = input.period.index(of: encounter.at) else { continue }
      group.add(
        in: month,
        [
          PersonTables.areaRow(area(of: encounter, roster), in: areas),
          kinds[encounter.kind.code], responses[encounter.response?.code ?? "none"],
        ])
    }
    return group
  }

  private static func unavailable(_ roster: Roster, _ input: ReportInput) -> FigureGroup {
    let help = FigureTable(
      code: "help", label: Label("efter hjälp", "by help"),
      rows: FigureLine.lines(HelpOffered.self))
    var group = FigureGroup(
      "unavailable", Label("Efterfrågat, gick inte att få", "Asked for, not to be had"), .events,
      input.months, [help])
    let index = LineIndex(help.rows)
    for encounter in roster.encounters {
      guard let month = input.period.index(of: encounter.at) else { continue }
      for help in encounter.unavailable { group.add(in: month, [index[help.code]]) }
    }
    return group
  }

  private static func monthly(_ roster: Roster, _ input: ReportInput) -> FigureGroup {
    var group = FigureGroup(
      "persons_monthly", Label("Personer per månad", "Persons by month"), .persons, input.months,
      [contact])
    for person in roster.persons {
      for month in person.months {
        group.add(in: month, [[person.firstIn.contains(month) ? 0 : 1]])
      }
    }
    return group
  }

  private static func persons(_ roster: Roster) -> FigureGroup {
    let acute = (table: 2, row: LineIndex(PersonTables.situation.rows)["1"].first ?? 0)
    let name = Label("i akut hemlöshet", "in acute homelessness")
    var group = FigureGroup(
      "persons", Label("Olika personer", "Different persons"), .persons, [.period],
      [
        PersonTables.sex, PersonTables.ageBand, PersonTables.situation, PersonTables.bothNeeds,
        contact,
        PersonTables.within(acute, "acute", name, like: 0, PersonTables.sex),
        PersonTables.within(acute, "acute", name, like: 1, PersonTables.ageBand),
        PersonTables.within(acute, "acute", name, like: 3, PersonTables.bothNeeds),
      ])
    let situations = LineIndex(PersonTables.situation.rows)
    for person in roster.persons {
      let (sex, age) = (PersonTables.sexRow(person.sex), PersonTables.ageRow(person.ageBand))
      let both = PersonTables.bothRow(person.needs)
      let isAcute = person.situation == .acute
      group.add(
        in: 0,
        [
          sex, age, situations[person.situation.code], both,
          [person.firstIn.isEmpty ? 1 : 0], isAcute ? sex : [], isAcute ? age : [],
          isAcute ? both : [],
        ])
    }
    return group
  }

  @Sendable static func acute(_ input: ReportInput) throws -> CountedReport {
    guard let board = input.scope.board else { return CountedReport() }
    let (first, last) = (input.period.firstDay, input.period.lastDay)
    let figures = PersonFigures(input.database)
    let housing = FigureTable(
      code: "housing", label: Label("efter var de sov", "by where they slept"),
      rows: FigureLine.lines(LivingSubtype.self).filter {
        LivingSubtype(code: $0.code)?.situation == .acute
      }, overlaps: true)
    var group = FigureGroup(
      "persons", Label("Akut hemlösa", "Acutely homeless"), .persons, [.period],
      [PersonTables.sex, PersonTables.ageBand, PersonTables.bothNeeds, housing])
    let index = LineIndex(housing.rows)
    for (id, unit) in try figures.acutelyHomeless(of: board, from: first, to: last) {
      let isInside = input.scope.kind == .board || unit.map(input.scope.units.contains) ?? false
      guard isInside, let person = try figures.find(id, from: first, to: last) else { continue }
      group.add(
        in: 0,
        [
          PersonTables.sexRow(person.sex), PersonTables.ageRow(person.ageBand(inYear: last.year)),
          PersonTables.bothRow(person.needs), person.housings.flatMap { index[$0.code] },
        ])
    }
    return CountedReport(groups: [group])
  }

  @Sendable static func guides(_ input: ReportInput) throws -> CountedReport {
    let figures = FieldFigures(input.database)
    var times: [String: [Range<Timestamp>]] = [:]
    let roster = try Roster(input) { encounter in
      let known = try times[encounter.author] ?? figures.guideTimes(of: encounter.author)
      times[encounter.author] = known
      return known.contains { $0.contains(encounter.createdAt) }
    }
    let areas = areas(of: roster)
    let content = FigureTable(
      code: "content", label: Label("efter innehåll", "by content"),
      rows: FigureLine.lines(ContactContent.self), overlaps: true)
    var encounters = FigureGroup(
      "encounters", Label("Möten", "Encounters"), .events, input.months, [areas, content])
    let index = LineIndex(content.rows)
    for encounter in roster.encounters {
      guard let month = input.period.index(of: encounter.at) else { continue }
      encounters.add(
        in: month,
        [
          PersonTables.areaRow(area(of: encounter, roster), in: areas),
          encounter.contents.flatMap { index[$0.code] },
        ])
    }
    var persons = FigureGroup(
      "persons", Label("Olika personer", "Different persons"), .persons, [.period],
      [PersonTables.sex, PersonTables.ageBand, PersonTables.meetings])
    for person in roster.persons {
      persons.add(
        in: 0,
        [
          PersonTables.sexRow(person.sex), PersonTables.ageRow(person.ageBand),
          PersonTables.meetingsRow(person.meetings),
        ])
    }
    return CountedReport(
      groups: [encounters, persons], recordedAt: roster.encounters.map(\.createdAt))
  }
}
