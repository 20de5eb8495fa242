// One of each thing for every owner that there is, made through the API by those of the cast whose
// work it is: own, in the same unit, in another, in another municipality, another partner's,
// restricted, protected.

import Access
import JSON
import Vocabulary

/// Everything that a path can name in a world.
package struct Scenery {
  /// The things, in the order in which they were made.
  package internal(set) var things: [Thing] = []
  /// The secrets of the keys that were made, by the keys' names.
  package private(set) var secrets: [String: String] = [:]
  let world: World

  /// What an integration of a board may do in these tests.
  package static let servicePermissions = [
    "organisation.read", "person.search", "person.read.identity", "person.create",
    "referral.create", "referral.read_sent", "referral.read_received",
  ]

  /// Makes everything in a world over the whole table of routes.
  package init(_ world: World) throws {
    self.world = world
    placeOrganisation()
    placePartners()
    placeAccounts()
    try makeProjects()
    try makeEntrance()
    try makeKeys()
    try makePersons()
    try makeContactCodes()
    try makeReferrals()
    try makeCountRounds()
    try makePlaces()
    try makeShifts()
    try makeEncounters()
    try makeFieldWork()
    try makeMerges()
    try makeDuplicates()
    try makeSearchOrders()
    try makeTips()
  }

  /// The things of a kind.
  package func all(_ kind: String) -> [Thing] { things.filter { $0.kind == kind } }

  /// One thing.
  package func find(_ kind: String, _ name: String) -> Thing? {
    things.first { $0.kind == kind && $0.name == name }
  }

  mutating func add(
    _ kind: String, _ name: String, segment: String? = nil, id: String, _ grounds: Ground...
  ) {
    things.append(Thing(kind, name, segment: segment, id: id, grounds))
  }

  /// Makes something and gives its answer.
  func make(_ path: String, _ json: String, as who: String) throws -> Answer {
    let answer = try world.call("POST", "/api/v1" + path, json: json, as: who)
    guard (200...201).contains(answer.status) else { throw Unmade(path: path, answer: answer) }
    return answer
  }

  func id(_ name: String) -> String { (Cast.id(name) as AnyID).text }

  // MARK: what the cast brings

  private mutating func placeOrganisation() {
    for (slug, code) in Cast.boards {
      add("municipality", code, segment: code, id: id(code), Ground(board: slug))
      add(
        "board", slug, segment: slug, id: id(slug),
        Ground(board: slug).with { $0.isNamed = true })
    }
    for unit in Cast.units {
      add("unit", unit.slug, segment: unit.slug, id: id(unit.slug), Self.ground(of: unit.slug))
    }
    for (slug, unit) in Cast.teams {
      add(
        "team", slug, segment: slug, id: id(slug), Self.ground(of: unit).with { $0.team = slug })
    }
    let entrance = "uppsala-ingang-akut-hemloshet"
    add(
      "entrance", entrance, segment: entrance, id: id(entrance),
      Self.ground(of: "uppsala-stod").with { $0.isNamed = false })
  }

  static func ground(of unit: String) -> Ground {
    let board = Cast.units.first { $0.slug == unit }?.board
    return Ground(board: board, unit: unit).with { $0.isNamed = true }
  }

  private mutating func placePartners() {
    for partner in Cast.partners.map(\.slug) {
      let board = Ground(board: "uppsala-socialnamnden")
      add("partner", partner, segment: partner, id: id(partner), Ground(partner: partner), board)
      let service = partner + "-samtal"
      add("service", service, segment: service, id: id(service), Ground(partner: partner), board)
      add(
        "agreement", partner, id: id(partner + "-avtal"),
        Ground(board: "uppsala-socialnamnden", partner: partner))
    }
  }

  private mutating func placeAccounts() {
    for user in Cast.users {
      let ground = Self.ground(of: user)
      add("user", user.name, id: id(user.name), ground)
      add("grant", user.name, id: id(user.name + "-grant"), ground)
      add("session", user.name, id: id(user.name + "-session"), ground)
    }
  }

  // Where the one grant of a user of the cast lies; whose account it is.
  private static func ground(of user: (name: String, role: Role, scope: String)) -> Ground {
    let parts = user.scope.split(separator: ":").map(String.init)
    var ground = Ground()
    switch parts[0] {
    case "board": ground = Ground(board: parts[1])
    case "unit": ground = Self.ground(of: parts[1])
    case "team":
      ground = Self.ground(of: Cast.teams.first { $0.0 == parts[1] }?.1 ?? "")
      ground.team = parts[1]
    case "partner": ground = Ground(partner: parts[1])
    default: break
    }
    ground.owners = [user.name]
    return ground
  }

  // MARK: what is made

  private mutating func makeProjects() throws {
    let makers = [
      ("uppsala-stod", "uppsala-lead"), ("uppsala-nexus", "uppsala-admin"),
      ("umea-falt", "umea-admin"),
    ]
    for (unit, maker) in makers {
      let answer = try make(
        "/projects", #"{"unit": "\#(unit)", "name": "Projekt", "from": "2026-12-01"}"#, as: maker)
      add("project", unit, id: answer.text("id") ?? "", Self.ground(of: unit))
    }
  }

  private mutating func makeCountRounds() throws {
    let answer = try make(
      "/count-rounds",
      """
      {"name": "Vecka 48", "board": "uppsala-socialnamnden", "from": "2026-11-23",
       "to": "2026-11-29", "units": ["uppsala-stod"],
       "partners": ["kvinnojouren-exempel", "moske-exempel"]}
      """, as: "uppsala-statistician")
    func side(_ ground: Ground, _ permission: String) -> Ground {
      ground.with {
        $0.permission = permission
        $0.isPersonal = true
      }
    }
    let board = "uppsala-socialnamnden"
    add(
      "count-round", "vecka-48", id: answer.text("id") ?? "",
      side(Ground(board: board), "count.manage"),
      side(
        Ground(board: board, unit: "uppsala-stod", team: "uppsala-stodteamet"), "count.report"),
      side(Ground(partner: "kvinnojouren-exempel"), "count.report"),
      side(Ground(partner: "moske-exempel"), "count.report"))
  }

  private mutating func makeEntrance() throws {
    let slug = "umea-ingang-unga"
    let answer = try make(
      "/entrances",
      """
      {"slug": "\(slug)", "name": "Unga", "targetGroup": "acute_homelessness",
       "unit": "umea-falt", "team": "umea-faltgruppen", "phone": "08-465 004 02"}
      """, as: "umea-admin")
    add(
      "entrance", slug, segment: slug, id: answer.text("id") ?? "",
      Self.ground(of: "umea-falt").with { $0.isNamed = false })
  }

  private mutating func makeKeys() throws {
    let permissions = Self.servicePermissions.map { "\"\($0)\"" }.joined(separator: ", ")
    let service = #""roles": ["service"], "permissions": [\#(permissions)]"#
    let partners = #""roles": ["partner-sender"]"#
    let keys = [
      ("uppsala-service", "board", "uppsala-socialnamnden", service, "uppsala-admin"),
      ("umea-service", "board", "umea-socialnamnden", service, "umea-admin"),
      ("shelter-key", "partner", "kvinnojouren-exempel", partners, "shelter-admin"),
      ("mosque-key", "partner", "moske-exempel", partners, "uppsala-admin"),
    ]
    for (name, member, owner, roles, maker) in keys {
      let answer = try make(
        "/keys",
        #"{"\#(member)": "\#(owner)", "name": "\#(name)", \#(roles), "expiresOn": "2027-06-30"}"#,
        as: maker)
      secrets[name] = answer.text("secret")
      let ground = member == "board" ? Ground(board: owner) : Ground(partner: owner)
      add("key", name, id: answer.text("id") ?? "", ground)
    }
  }

  private mutating func makePersons() throws {
    let stod = Ground(board: "uppsala-socialnamnden", unit: "uppsala-stod")
    let board = stod.board
    let intake: Set = ["uppsala-intake"]
    try makePerson("intake's in stod", "uppsala-intake", stod, owners: intake)
    try makePerson(
      "outreach's in stod", "uppsala-outreach",
      Ground(board: board, unit: "uppsala-stod", team: "uppsala-stodteamet"),
      owners: ["uppsala-outreach", "uppsala-stodteamet"])
    try makePerson(
      "below stod", "uppsala-intake", Ground(board: board, unit: "uppsala-stod-natt"),
      owners: intake)
    try makePerson(
      "caseworker's", "uppsala-caseworker", Ground(board: board, unit: "uppsala-utredning"),
      owners: ["uppsala-caseworker"])
    try makePerson(
      "in nexus", "uppsala-intake", Ground(board: board, unit: "uppsala-nexus"), owners: intake)
    try makePerson(
      "umea's", "umea-intake", Ground(board: "umea-socialnamnden", unit: "umea-falt"),
      owners: ["umea-intake"])
    let restricted = try makePerson(
      "restricted", "uppsala-intake",
      stod.with { $0.readers = ["uppsala-intake", "uppsala-lead"] }, owners: intake)
    _ = try make(
      "/persons/\(restricted)/transitions",
      #"{"step": "restrict", "reason": "staff", "users": ["\#(id("uppsala-lead"))"]}"#,
      as: "uppsala-intake")
    let protected = try makePerson(
      "protected", "uppsala-intake", stod.with { $0.readers = ["uppsala-intake"] },
      owners: intake)
    _ = try make(
      "/persons/\(protected)/transitions", #"{"step": "protect"}"#, as: "uppsala-intake")
  }

  @discardableResult
  private mutating func makePerson(
    _ name: String, _ maker: String, _ ground: Ground, owners: Set<String>
  ) throws -> String {
    let answer = try make(
      "/persons", #"{"alias": "Maken \#(name)", "unit": "\#(ground.unit ?? "")"}"#, as: maker)
    let id = answer.text("id") ?? ""
    let whole = ground.with {
      $0.owners = owners
      $0.isPersonal = true
    }
    things.append(Thing("person", name, id: id, [whole]))
    return id
  }

  private mutating func makeContactCodes() throws {
    let makers = [
      ("uppsala-outreach", "uppsala-stodteamet"), ("uppsala-outreach-other", "uppsala-nexusteamet"),
      ("umea-outreach", "umea-faltgruppen"),
    ]
    for (maker, team) in makers {
      let answer = try make("/contact-codes", #"{"team": "\#(team)"}"#, as: maker)
      let unit = Cast.teams.first { $0.0 == team }?.1 ?? ""
      let ground = Self.ground(of: unit).with {
        $0.team = team
        $0.owners = [maker]
        $0.isNamed = false
        $0.isPersonal = true
      }
      add("contact-code", team, id: answer.text("id") ?? "", ground)
    }
    let answer = try make("/contact-codes", "{}", as: "shelter-handler")
    let ground = Ground(partner: "kvinnojouren-exempel").with {
      $0.owners = ["shelter-handler"]
      $0.isPersonal = true
    }
    add("contact-code", "shelter's", id: answer.text("id") ?? "", ground)
  }

  // MARK: referrals

  private mutating func makeReferrals() throws {
    let uppsala = "uppsala-socialnamnden"
    let shelter = Ground(partner: "kvinnojouren-exempel")
    let stod = Ground(board: uppsala, unit: "uppsala-stod", team: "uppsala-stodteamet")
      .with { $0.owners = ["uppsala-stodteamet"] }
    let falt = Ground(board: "umea-socialnamnden", unit: "umea-falt", team: "umea-faltgruppen")
      .with { $0.owners = ["umea-faltgruppen"] }
    let anyone = #"{"alias": "Mia"}"#
    try makeReferral(
      "shelter to stod", "shelter-sender", shelter, "uppsala-ingang-akut-hemloshet", stod, anyone)
    let there = try makeReferral(
      "stod to shelter", "uppsala-outreach", Ground(board: uppsala, unit: "uppsala-stod"),
      "kvinnojouren-exempel-samtal", shelter, anyone)
    try makeReferral(
      "board to nexus", "uppsala-intake", Ground(board: uppsala), "uppsala-nexus",
      Ground(board: uppsala, unit: "uppsala-nexus"), anyone)
    let umea = try makeReferral(
      "within umea", "umea-intake", Ground(board: "umea-socialnamnden"), "umea-ingang-unga", falt,
      anyone)
    try makeReferral(
      "umea to stod", "umea-intake", Ground(board: "umea-socialnamnden"),
      "uppsala-ingang-akut-hemloshet", stod, anyone)
    let hidden = find("person", "protected")?.id ?? ""
    try makeReferral(
      "of a protected person", "uppsala-intake", Ground(board: uppsala),
      "kvinnojouren-exempel-samtal", shelter, #"{"person": "\#(hidden)"}"#,
      readers: ["uppsala-intake"])
    try makeReferral(
      "draft", "uppsala-intake", Ground(board: uppsala), "uppsala-nexus", nil, anyone)
    try makeAppointment(of: there, by: "shelter-handler")
    try makeAppointment(of: umea, by: "umea-intake")
  }

  @discardableResult
  private mutating func makeReferral(
    _ name: String, _ sender: String, _ from: Ground, _ receiver: String, _ to: Ground?,
    _ subject: String, readers: Set<String>? = nil
  ) throws -> Thing {
    let draft = to == nil ? #", "draft": true"# : ""
    let answer = try make(
      "/referrals",
      """
      {"receiver": "\(receiver)", "urgency": "soon", "needs": ["housing"], "reason": "Behov.",
       "subject": \(subject), "basis": {"kind": "consent", "form": "oral",
       "givenOn": "2026-11-23", "covers": ["referral", "feedback"]}\(draft)}
      """, as: sender)
    let sides =
      [(from.with { $0.owners = [sender] }, "referral.read_sent")]
      + (to.map { [($0, "referral.read_received")] } ?? [])
    let grounds = sides.map { ground, permission in
      ground.with {
        $0.permission = permission
        $0.isNamed = true
        $0.isPersonal = true
        // The service of a partner that the sender named is a name on the list: somebody there
        // must see what came. Who it is about is closed to them until they accept.
        $0.readers = ground.partner == nil ? readers : nil
      }
    }
    let thing = Thing("referral", name, id: answer.text("id") ?? "", grounds)
    things.append(thing)
    return thing
  }

  private mutating func makeAppointment(of referral: Thing, by who: String) throws {
    _ = try make(
      "/referrals/\(referral.id)/transitions", #"{"step": "accept"}"#, as: who)
    let answer = try make(
      "/referrals/\(referral.id)/appointments", #"{"at": "2026-12-01T08:30:00Z"}"#, as: who)
    things.append(
      Thing("appointment", referral.name, id: answer.text("id") ?? "", referral.grounds))
  }
}

/// A thing of the scenery that could not be made.
package struct Unmade: Error, CustomStringConvertible {
  let path: String
  let answer: Answer

  /// What was asked and what was answered.
  package var description: String { "POST \(path): \(answer)" }
}
