// The reports about exploitation, referrals and count rounds.

import Counts
import Outreach
import People
import Referrals
import Vocabulary

extension ReportDefinition {
  static let exploitation = ReportDefinition(
    id: "exploitation", version: 1, name: Label("Utnyttjande", "Exploitation"),
    about: Label(
      "Mötta personer som utnyttjas: slag, barn, hänvisningar, skyddat boende.",
      "Persons met who are exploited: kinds, children, referrals, protected housing."),
    scopes: [.board, .unit, .team],
    tables: [
      FigureLine("persons_by_kind", Label("Personer efter slag", "Persons by kind")),
      FigureLine("persons_by_sex", Label("Personer efter kön", "Persons by sex")),
      FigureLine("persons_by_age", Label("Barn och vuxna", "Children and adults")),
      FigureLine("persons_by_referred", Label("Hänvisade vidare", "Referred")),
      FigureLine("persons_by_protected_housing", Label("Skyddat boende", "Protected housing")),
      FigureLine("persons_monthly", Label("Personer per månad", "Persons by month")),
      FigureLine("referrals", Label("Hänvisningar", "Referrals")),
    ], chart: "persons_by_kind", count: OtherCount.exploitation)

  static let referrals = ReportDefinition(
    id: "referrals", version: 1, name: Label("Hänvisningar", "Referrals"),
    about: Label(
      "Skickade och mottagna: svar i tid, avböjda efter skäl, utfall, efter mottagare och månad.",
      "Sent and received: answered in time, declined by reason, outcome, by receiver and month."),
    scopes: ReportScope.Kind.allCases,
    tables: ["sent", "received"].flatMap { side in
      let name = side == "sent" ? Label("Skickade", "Sent") : Label("Mottagna", "Received")
      return [
        ("party", Label("efter part", "by party")),
        ("urgency", Label("efter skyndsamhet", "by urgency")),
        ("answer", Label("efter svar", "by answer")), ("decline", Label("avböjda", "declined")),
        ("outcome", Label("efter utfall", "by outcome")),
      ].map { code, label in
        FigureLine(
          "\(side)_by_\(code)", Label("\(name.sv) \(label.sv)", "\(name.en) \(label.en)"))
      }
    }, chart: "sent_by_answer", count: OtherCount.referrals)

  static let counts = ReportDefinition(
    id: "counts", version: 1, name: Label("Kartläggningar", "Count rounds"),
    about: Label(
      "Publicerade kartläggningar av samma definition bredvid varandra.",
      "Published count rounds of the same definition side by side."),
    scopes: [.board],
    tables: [
      FigureLine("rounds_by_situation", Label("Efter boendesituation", "By situation")),
      FigureLine("rounds_by_sex", Label("Efter kön", "By sex")),
      FigureLine("rounds_by_age_band", Label("Efter ålder", "By age")),
    ], chart: "rounds_by_situation", count: OtherCount.counts)
}

/// Counts what the other reports are about.
enum OtherCount {
  private static let kinds: [NeedArea] = [
    .sexualExploitation, .forcedLabour, .forcedBegging, .forcedCrime,
  ]
  private static let yesOrNo = [
    FigureLine("yes", Label("ja", "yes")), FigureLine("no", Label("nej", "no")),
  ]

  @Sendable static func exploitation(_ input: ReportInput) throws -> CountedReport {
    let roster = try Roster(input)
    let met = roster.persons.filter { !$0.needs.isDisjoint(with: kinds) }
    let kind = FigureTable(
      code: "kind", label: Label("efter slag", "by kind"),
      rows: kinds.map { FigureLine($0.code, $0.label) }, overlaps: true)
    let age = FigureTable(
      code: "age", label: Label("efter ålder, barn och vuxna", "by age, children and adults"),
      rows: [
        FigureLine("child", Label("barn", "children")),
        FigureLine("adult", Label("vuxna", "adults")),
        FigureLine("unknown", Label("okänd ålder", "unknown age")),
      ])
    let referred = FigureTable(
      code: "referred", label: Label("efter hänvisning", "by referral"), rows: yesOrNo)
    let housing = FigureTable(
      code: "protected_housing",
      label: Label("efter skyddat boende", "by protected housing"),
      rows: yesOrNo)
    var persons = FigureGroup(
      "persons", Label("Olika personer", "Different persons"), .persons, [.period],
      [kind, PersonTables.sex, age, referred, housing])
    var monthly = FigureGroup(
      "persons_monthly", Label("Personer per månad", "Persons by month"), .persons, input.months)
    var sent = FigureGroup(
      "referrals", Label("Hänvisningar", "Referrals"), .events, input.months)
    let index = LineIndex(kind.rows)
    for person in met {
      var times: [Timestamp] = []
      if case .person(let id) = person.subject {
        times = try ReferralFigures(input.database).times(
          of: id, from: input.period.from, to: input.period.to)
      }
      for time in times { if let month = input.period.index(of: time) { sent.add(in: month) } }
      for month in person.months { monthly.add(in: month) }
      let isHoused = person.figure?.housings.contains(.protectedHousing) ?? false
      persons.add(
        in: 0,
        [
          person.needs.flatMap { index[$0.code] }, PersonTables.sexRow(person.sex),
          [ageRow(person.ageBand)], [times.isEmpty ? 1 : 0], [isHoused ? 0 : 1],
        ])
    }
    return CountedReport(
      groups: [persons, monthly, sent], recordedAt: roster.encounters.map(\.createdAt))
  }

  private static func ageRow(_ band: AgeBand) -> Int {
    guard let years = band.years else { return 2 }
    return years.upperBound < 18 ? 0 : 1
  }

  // MARK: referrals

  @Sendable static func referrals(_ input: ReportInput) throws -> CountedReport {
    let (figures, period) = (ReferralFigures(input.database), input.period)
    let scope = input.scope
    var sent: [CountedReferral] = []
    var received: [CountedReferral] = []
    if let board = scope.board {
      sent = try figures.list(.sentByBoard(board), from: period.from, to: period.to)
      received = try figures.list(.receivedByBoard(board), from: period.from, to: period.to)
    } else {
      let partner = PartnerID(scope.id)
      sent = try figures.list(.sentByPartner(partner), from: period.from, to: period.to)
      received = try figures.list(.receivedByPartner(partner), from: period.from, to: period.to)
    }
    switch scope.kind {
    case .board, .partner: break
    case .unit:
      sent.removeAll { !($0.senderUnit.map(scope.units.contains) ?? false) }
      received.removeAll { !($0.receiverUnit.map(scope.units.contains) ?? false) }
    case .team:
      // Units send; a team receives.
      sent = []
      received.removeAll { $0.team != TeamID(scope.id) }
    }
    return CountedReport(
      groups: [
        group("sent", Label("Skickade hänvisningar", "Referrals sent"), sent, input) {
          $0.receiverKind
        },
        group("received", Label("Mottagna hänvisningar", "Referrals received"), received, input) {
          $0.senderKind
        },
      ], recordedAt: (sent + received).map(\.changedAt))
  }

  private static func group(
    _ code: String, _ label: Label, _ referrals: [CountedReferral], _ input: ReportInput,
    other: (CountedReferral) -> PartnerKind?
  ) -> FigureGroup {
    let tables = [
      FigureTable(
        code: "party", label: Label("efter part", "by party"),
        rows: [FigureLine("municipality", Label("kommun", "municipality"))]
          + FigureLine.lines(PartnerKind.self)),
      FigureTable(
        code: "urgency", label: Label("efter skyndsamhet", "by urgency"),
        rows: FigureLine.lines(Urgency.self)),
      FigureTable(
        code: "answer", label: Label("efter svar", "by answer"),
        rows: [
          FigureLine("in_time", Label("svar i tid", "in time")),
          FigureLine("late", Label("sent svar", "late")),
          FigureLine("none", Label("inget svar", "none")),
        ]),
      FigureTable(
        code: "decline", label: Label("efter skäl att avböja", "by reason to decline"),
        rows: FigureLine.lines(DeclineReason.self) + [
          FigureLine("not_declined", Label("inte avböjda", "not declined"))
        ]),
      FigureTable(
        code: "outcome", label: Label("efter utfall", "by outcome"),
        rows: FigureLine.lines(Outcome.self) + [
          FigureLine("none", Label("inget utfall än", "none yet"))
        ]),
    ]
    let index = tables.map { LineIndex($0.rows) }
    var group = FigureGroup(code, label, .events, input.months, tables)
    for referral in referrals {
      guard let month = input.period.index(of: referral.submittedAt) else { continue }
      group.add(
        in: month,
        [
          index[0][other(referral)?.code ?? "municipality"], index[1][referral.urgency.code],
          index[2][referral.answer.rawValue], index[3][referral.declined?.code ?? "not_declined"],
          index[4][referral.outcome?.code ?? "none"],
        ])
    }
    return group
  }

  // MARK: count rounds

  @Sendable static func counts(_ input: ReportInput) throws -> CountedReport {
    guard let board = input.scope.board else { return CountedReport() }
    let found = try PublishedCounts(input.database).list(
      of: board, from: input.period.firstDay, to: input.period.lastDay)
    let newest = found.map(\.definition).max()
    let rounds = found.filter { $0.definition == newest }
    let situations = HomelessSituation.allCases.map { CountPlace($0, nil, nil) }
    let sexes = Sex.allCases.map { CountPlace(nil, $0, nil) }
    let ages = AgeBand.allCases.map { CountPlace(nil, nil, $0) }
    return CountedReport(ready: [
      table("situation", PersonTables.situation, situations, rounds),
      table("sex", PersonTables.sex, sexes, rounds),
      table("age_band", PersonTables.ageBand, ages, rounds),
    ])
  }

  private static func table(
    _ code: String, _ like: FigureTable, _ places: [CountPlace], _ rounds: [PublishedCount]
  ) -> ShownTable {
    ShownTable(
      code: "rounds_by_" + code,
      label: Label("Kartlagda " + like.label.sv, "Counted " + like.label.en), counted: "persons",
      rows: like.rows + [.total],
      columns: rounds.map { FigureLine(named: $0.name, code: $0.round.text) },
      values: (places + [.everybody]).map { place in
        rounds.map { $0.figures.cells[place] ?? 0 }
      })
  }
}
