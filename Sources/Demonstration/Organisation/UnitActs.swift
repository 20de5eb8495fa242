// Units as a tree, and teams with their members, as the texts about Uppsala and Umeå name them.

import JSON

enum UnitActs {
  /// Units, then teams.
  static let all = uppsala + umea + neighbours + teams

  private static func unit(
    _ who: String, _ slug: String, _ name: String, _ kind: String, board: String,
    parent: String? = nil, phone: String? = nil, onCall: String? = nil
  ) -> Act {
    let body: JSONValue = [
      "slug": "\(slug)", "name": "\(name)", "kind": "\(kind)", "board": "\(board)",
    ]
    return Act(
      who, "units",
      body.adding("parent", parent.map { "\($0)" }).adding("phone", phone.map { "\($0)" })
        .adding("onCallHours", onCall.map { "\($0)" }), as: slug)
  }

  private static let uppsala =
    [uppsalaUnit("socialforvaltningen", "Socialförvaltningen", "admin", "01", isRoot: true)] + [
      uppsalaUnit("nexus", "Nexus", "violence", "02", onCall: "alla dagar 08–21"),
      uppsalaUnit("stod", "Stödenheten", "outreach", "03", onCall: "alla dagar 07–22"),
      uppsalaUnit("mottagning-barn-unga", "Mottagningsenheten barn och unga", "intake", "04"),
      uppsalaUnit("beroendeenheten", "Beroendeenheten", "treatment", "05"),
      uppsalaUnit("rad-och-behandling", "Råd- och behandlingsgruppen", "treatment", "06"),
      uppsalaUnit("samhallsvagledning", "Samhällsvägledningen", "outreach", "07"),
    ]

  private static func uppsalaUnit(
    _ slug: String, _ name: String, _ kind: String, _ digits: String, isRoot: Bool = false,
    onCall: String? = nil
  ) -> Act {
    unit(
      "uppsala.admin", "uppsala-" + slug, name, kind, board: "uppsala-socialnamnden",
      parent: isRoot ? nil : "uppsala-socialforvaltningen", phone: "08-465 004 " + digits,
      onCall: onCall)
  }

  private static let umea = [
    unit(
      "umea.admin", "umea-individ-och-familj", "Individ och familj", "admin",
      board: "umea-individ-och-familjenamnden", phone: "08-465 004 20"),
    unit(
      "umea.admin", "umea-mottagningen", "Mottagningen", "intake",
      board: "umea-individ-och-familjenamnden", parent: "umea-individ-och-familj",
      phone: "08-465 004 21"),
    unit(
      "umea.admin", "umea-falt", "Fältenheten", "field_youth",
      board: "umea-individ-och-familjenamnden", parent: "umea-individ-och-familj",
      phone: "08-465 004 22", onCall: "fredag och lördag 18–02"),
  ]

  private static let neighbours = MunicipalityPlan.neighbours.enumerated().map { place, plan in
    unit(
      "drift", plan.prefix + "-mottagningen", "Socialtjänstens mottagning", "intake",
      board: plan.board, phone: "08-465 004 3\(place)")
  }

  private static func team(
    _ who: String, _ slug: String, _ name: String, unit: String, _ groups: JSONValue
  ) -> Act {
    Act(
      who, "teams",
      ["slug": "\(slug)", "name": "\(name)", "unit": "\(unit)", "targetGroups": groups], as: slug)
  }

  private static let teams = [
    team(
      "uppsala.admin", "uppsala-stodteamet", "Stödteamet", unit: "uppsala-stod",
      ["acute_homelessness", "substance"]),
    team(
      "uppsala.admin", "uppsala-nexusteamet", "Teamet mot människohandel och prostitution",
      unit: "uppsala-nexus", ["prostitution_trafficking"]),
    team(
      "uppsala.admin", "uppsala-vagledarna", "Samhällsvägledarna",
      unit: "uppsala-samhallsvagledning", ["guides"]),
    team("umea.admin", "umea-faltgruppen", "Fältgruppen", unit: "umea-falt", ["children_youth"]),
  ]

  private static func member(
    _ who: String, of team: String, _ user: String, _ role: String
  ) -> Act {
    Act(who, "teams/\(team)/members/@\(user)", ["roleInTeam": "\(role)"], method: "PUT")
  }

  /// Who is in which team.
  static let members = [
    member("uppsala.admin", of: "uppsala-stodteamet", "uppsala.stodteamet", "uppsökare"),
    member("uppsala.admin", of: "uppsala-stodteamet", "uppsala.chef", "samordnare"),
    member("uppsala.admin", of: "uppsala-nexusteamet", "uppsala.nexus", "uppsökare"),
    member("uppsala.admin", of: "uppsala-vagledarna", "uppsala.vagledare", "vägledare"),
    member("umea.admin", of: "umea-faltgruppen", "umea.falt", "fältare"),
  ]
}
