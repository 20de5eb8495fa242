// Whom the teams look for, what was tipped, and records that may be of one person.

import Access
import JSON
import Vocabulary

extension Scenery {
  private static let uppsala = "uppsala-socialnamnden"

  // Persons of their own: an order makes the teams know whom they look for.
  private func makePerson(
    _ alias: String, in unit: String, as who: String, more: String = ""
  ) throws -> String {
    let json = #"{"alias": "\#(alias)", "unit": "\#(unit)"\#(more)}"#
    return try make("/persons", json, as: who).text("id") ?? ""
  }

  mutating func makeSearchOrders() throws {
    let described = #"{"described": {"text": "Grön jacka."}}"#
    let stod = Ground(board: Self.uppsala, unit: "uppsala-stod", team: "uppsala-stodteamet")
    let nexus = Ground(board: Self.uppsala, unit: "uppsala-nexus", team: "uppsala-nexusteamet")
    let lost = try makePerson("Borta", in: "uppsala-stod", as: "uppsala-intake")
    try makeOrder(
      "intake's", "uppsala-intake", #"{"person": "\#(lost)"}"#,
      Ground(board: Self.uppsala, unit: "uppsala-stod")
        .with { $0.owners = ["uppsala-intake", "uppsala-stodteamet", "uppsala-nexusteamet"] },
      [stod, nexus])
    try makeOrder(
      "caseworker's", "uppsala-caseworker", described,
      Ground(board: Self.uppsala, unit: "uppsala-utredning")
        .with { $0.owners = ["uppsala-caseworker"] }, [nexus])
    try makeOrder(
      "umea's", "umea-intake", described,
      Ground(board: "umea-socialnamnden").with { $0.owners = ["umea-intake"] },
      [Ground(board: "umea-socialnamnden", unit: "umea-falt", team: "umea-faltgruppen")])
    let hidden = try makePerson("Gömd", in: "uppsala-stod", as: "uppsala-intake")
    _ = try make(
      "/persons/\(hidden)/transitions", #"{"step": "protect"}"#, as: "uppsala-intake")
    func guarded(_ ground: Ground) -> Ground { ground.with { $0.readers = ["uppsala-intake"] } }
    try makeOrder(
      "of a protected person", "uppsala-intake", #"{"person": "\#(hidden)"}"#,
      guarded(Ground(board: Self.uppsala, unit: "uppsala-stod")), [guarded(stod)])
  }

  private mutating func makeOrder(
    _ name: String, _ maker: String, _ subject: String, _ ordering: Ground, _ teams: [Ground]
  ) throws {
    let told = teams.dropFirst().compactMap(\.team)
    let answer = try make(
      "/search-orders",
      """
      {"subject": \(subject), "team": "\(teams[0].team ?? "")", "mayBeTold": \(told),
       "why": "Ska få besked."}
      """, as: maker)
    let sides = ([ordering] + teams).map { ground in
      ground.with {
        $0.permission = "search_order.read"
        $0.isPersonal = true
      }
    }
    things.append(Thing("search-order", name, id: answer.text("id") ?? "", sides))
  }

  mutating func makeTips() throws {
    let entrance = #", "entrance": "uppsala-ingang-akut-hemloshet""#
    let stod = Ground(board: Self.uppsala, unit: "uppsala-stod", team: "uppsala-stodteamet")
    let board = Ground(board: Self.uppsala)
    let shelter = Ground(partner: "kvinnojouren-exempel")
    let given = try makeTip("guide's", "uppsala-guide", entrance, stod, author: board, isSent: true)
    _ = try make(
      "/tips/\(given)/transitions", #"{"step": "assign", "task": "place_visit"}"#,
      as: "uppsala-intake")
    try makeTip("outreach's", "uppsala-outreach", "", board, author: board)
    try makeTip("police's", "police", entrance, stod, author: board)
    try makeTip("shelter's", "shelter-sender", entrance, stod, author: shelter)
    let umea = Ground(board: "umea-socialnamnden")
    try makeTip("umea's", "umea-outreach", "", umea, author: umea)
  }

  // Judged on the board's side, worked on by the team that was sent, read by who told it.
  @discardableResult
  private mutating func makeTip(
    _ name: String, _ maker: String, _ more: String, _ ground: Ground, author: Ground,
    isSent: Bool = false
  ) throws -> String {
    let answer = try make("/tips", #"{"what": "Någon sover under bron."\#(more)}"#, as: maker)
    let own = author.with {
      $0.readers = [maker]
      $0.permission = "tip.create"
    }
    var sides = [ground.with { $0.permission = "tip.triage" }, own]
    if isSent { sides.append(ground.with { $0.permission = "search_order.work" }) }
    let id = answer.text("id") ?? ""
    things.append(Thing("tip", name, id: id, sides.map { $0.with { $0.isPersonal = true } }))
    return id
  }

  // Found by the program itself: two of the same name and year.
  mutating func makeDuplicates() throws {
    let stod = Ground(board: Self.uppsala, unit: "uppsala-stod")
    let utredning = Ground(board: Self.uppsala, unit: "uppsala-utredning")
    let falt = Ground(board: "umea-socialnamnden", unit: "umea-falt")
    try makePair("in stod", "Dubbel Stod", [("uppsala-intake", stod), ("uppsala-intake", stod)])
    try makePair(
      "of a caseworker", "Dubbel Utredning",
      [("uppsala-intake", stod), ("uppsala-caseworker", utredning)])
    try makePair("umea's", "Dubbel Falt", [("umea-intake", falt), ("umea-intake", falt)])
    try makePair(
      "with a protected one", "Dubbel Dold", [("uppsala-intake", stod), ("uppsala-intake", stod)],
      isProtected: true)
  }

  private mutating func makePair(
    _ name: String, _ alias: String, _ makers: [(who: String, ground: Ground)],
    isProtected: Bool = false
  ) throws {
    let ids = try makers.map { who, ground in
      try makePerson(alias, in: ground.unit ?? "", as: who, more: #", "birthYear": 1970"#)
    }
    if isProtected {
      _ = try make(
        "/persons/\(ids[0])/transitions", #"{"step": "protect"}"#, as: makers[0].who)
    }
    // Whoever made one of them and answers for the board sees the pair.
    let answer = try world.call(
      "GET", "/api/v1/duplicate-candidates?limit=200", as: makers[0].who)
    let pair = answer.items.first { item in
      let both = [item["first"], item["second"]].map { $0?["id"]?.string ?? "" }
      return Set(both) == Set(ids)
    }
    guard let id = pair?["id"]?.string else {
      throw Unmade(path: "/duplicate-candidates", answer: answer)
    }
    let sides = makers.enumerated().map { index, maker in
      maker.ground.with {
        $0.owners = [maker.who]
        $0.isPersonal = true
        if isProtected, index == 0 { $0.readers = [maker.who] }
      }
    }
    things.append(Thing("duplicate", name, id: id, sides))
  }
}
