// Walks the trail of some days and picks what a review looks at. It reads ids and names in memory
// and hands out ids only.

import Access
import Audit
import People
import SQLite
import Vocabulary

/// What was picked from the trail.
struct Findings: Sendable {
  /// One access to look at.
  struct Pick: Sendable {
    let entry: Int
    let rule: ReviewRule
    let actor: String
    let person: PersonID?
  }

  var picks: [Pick] = []
  var found: [ReviewRule: Int] = [:]
  var entries = 0
}

/// Picks the items of a review.
struct ReviewFinder {
  /// Items of one rule at most; of more, some are drawn.
  static let perRuleMax = 100

  let database: Database
  let board: BoardID
  /// Those whose accesses are looked at; nil for everybody.
  let staff: Set<UserID>?
  let colleagues: Set<Set<String>>
  let request: NewReview
  var random: Randomness

  private var found: [ReviewRule: Drawn] = [:]
  private var seen: Set<Seen> = []
  private var actors: [UserID: Actor?] = [:]
  private var persons: [AnyID: Person?] = [:]
  private var perDay: [DayOfActor: Set<PersonID>] = [:]
  private var entries = 0

  init(
    _ database: Database, board: BoardID, staff: Set<UserID>?, colleagues: Set<Set<String>>,
    request: NewReview, random: Randomness
  ) {
    self.database = database
    self.board = board
    self.staff = staff
    self.colleagues = colleagues
    self.request = request
    self.random = random
  }

  /// Walks the days.
  mutating func find() throws -> Findings {
    let start = CivilTime.start(of: request.first)
    let end = CivilTime.start(of: request.last.plus(days: 1))
    var finder = self
    try AuditPeriod(database).each(from: start, until: end) { try finder.look(at: $0) }
    self = finder
    var findings = Findings()
    findings.entries = entries
    for rule in request.rules {
      findings.found[rule] = found[rule]?.count ?? 0
      findings.picks += found[rule]?.picks ?? []
    }
    findings.picks.sort { ($0.entry, $0.rule.place) < ($1.entry, $1.rule.place) }
    return findings
  }

  // MARK: one entry

  private mutating func look(at entry: PastEntry) throws {
    // To review shows ids only: it is no access to anybody's data.
    guard !entry.action.hasPrefix("review") else { return }
    guard entry.actorKind == Caller.Kind.user.rawValue, let user = UserID(entry.actor),
      entry.boards.contains(board), staff?.contains(user) ?? true
    else { return }
    let isEmergency = entry.purpose == Purpose.emergency.code
    guard isEmergency || !entry.subjects.isEmpty else { return }
    entries += 1
    let known = try entry.subjects.compactMap { try person($0) }
    if isEmergency { note(.emergency, entry, known.first?.id) }
    guard entry.outcome == "done" else { return }
    for person in known { try judge(entry, by: user, person) }
    if !known.isEmpty { draw(entry, known[0].id) }
  }

  private mutating func judge(_ entry: PastEntry, by user: UserID, _ person: Person) throws {
    guard let actor = try actor(user) else { return }
    let access = Access(
      actor: actor.name, person: NameWords(person.legalName ?? person.preferredName ?? ""),
      at: entry.at, isRelated: try isRelated(actor, user, person, at: entry.at))
    for rule in request.rules where ReviewRules.finds(rule, access, among: colleagues) {
      note(rule, entry, person.id)
    }
    let day = DayOfActor(actor: entry.actor, day: Day.of(entry.at))
    let isNew = perDay[day, default: []].insert(person.id).inserted
    if isNew, perDay[day]?.count == request.manyMin { note(.many, entry, nil) }
  }

  // The same person looked at by the same colleague on one day is one thing to ask about.
  private mutating func note(_ rule: ReviewRule, _ entry: PastEntry, _ person: PersonID?) {
    guard request.rules.contains(rule),
      seen.insert(
        Seen(rule: rule, actor: entry.actor, person: person, day: Day.of(entry.at))
      ).inserted
    else { return }
    add(entry, rule, person, max: Self.perRuleMax)
  }

  private mutating func draw(_ entry: PastEntry, _ person: PersonID) {
    guard request.rules.contains(.sample) else { return }
    add(entry, .sample, person, max: request.sampleSize)
  }

  private mutating func add(
    _ entry: PastEntry, _ rule: ReviewRule, _ person: PersonID?, max: Int
  ) {
    let pick = Findings.Pick(entry: entry.number, rule: rule, actor: entry.actor, person: person)
    // Of what was opened in an emergency, none is left to chance.
    let limit = rule == .emergency ? Int.max : max
    found[rule, default: Drawn()].add(pick, max: limit, random: &random)
  }

  // MARK: who

  private struct Actor {
    let name: NameWords
    let caller: Caller?
  }

  private mutating func actor(_ user: UserID) throws -> Actor? {
    if let known = actors[user] { return known }
    let record = try AccountStore(database).findUser(user)
    let actor = try record.map {
      Actor(name: NameWords($0.name), caller: try AccessStore(database).findUser(user))
    }
    actors[user] = actor
    return actor
  }

  private mutating func person(_ id: AnyID) throws -> Person? {
    if let known = persons[id] { return known }
    let person = try PersonStore(database).find(PersonID(id))
    persons[id] = person
    return person
  }

  private func isRelated(
    _ actor: Actor, _ user: UserID, _ person: Person, at time: Timestamp
  ) throws -> Bool {
    let holders = actor.caller?.careHolders(at: time) ?? [.user(user)]
    return try CareRelationStore(database).hadWork(person: person.id, holders: holders, at: time)
  }

  private struct Seen: Hashable {
    let rule: ReviewRule
    let actor: String
    let person: PersonID?
    let day: Day
  }

  private struct DayOfActor: Hashable {
    let actor: String
    let day: Day
  }
}

/// At most so many of what comes, each with the same chance (reservoir sampling).
private struct Drawn {
  var picks: [Findings.Pick] = []
  var count = 0

  mutating func add(_ pick: Findings.Pick, max: Int, random: inout Randomness) {
    count += 1
    if picks.count < max { return picks.append(pick) }
    let place = Int(random.next() % UInt64(count))
    if place < max { picks[place] = pick }
  }
}

extension ReviewRule {
  fileprivate var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
