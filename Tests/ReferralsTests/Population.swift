// A random population of referrals between three boards and two partners, and a model of who may
// see which: the matrix of access.md once more, in the words of the tests.

import Access
import JSON
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import Referrals

/// One referral of the population.
struct Inhabitant {
  let id: ReferralID
  let senderBoard: String?
  let senderUnit: String?
  let senderPartner: String?
  let author: String
  let receiverBoard: String?
  let receiverUnit: String?
  let receiverPartner: String?
  let team: String?
  let handler: String?
  let status: ReferralStatus
  let urgency: Urgency
  let due: Timestamp?
  let createdAt: Timestamp
  let isGuarded: Bool
}

/// The population.
struct Population {
  static let boards = ["uppsala-socialnamnden", "umea-socialnamnden", "knivsta-socialnamnden"]
  static let units = [
    "uppsala-socialnamnden": [
      nil, "uppsala-stod", "uppsala-stod-natt", "uppsala-utredning", "uppsala-nexus",
    ], "umea-socialnamnden": [nil, "umea-falt"], "knivsta-socialnamnden": [nil],
  ]
  static let teams = [
    "uppsala-socialnamnden": ["uppsala-stodteamet", "uppsala-nexusteamet"],
    "umea-socialnamnden": ["umea-faltgruppen"], "knivsta-socialnamnden": [],
  ]
  static let partners = ["kvinnojouren-exempel", "moske-exempel"]
  static let people = [
    "uppsala-socialnamnden": [
      "uppsala-intake", "uppsala-lead", "uppsala-caseworker", "uppsala-outreach",
    ], "umea-socialnamnden": ["umea-intake", "umea-outreach"], "knivsta-socialnamnden": [],
  ]

  private(set) var all: [Inhabitant] = []

  /// Inserts so many, in the order of their ids.
  init(_ count: Int, seed: UInt64, in world: World) throws {
    var random = SplitMix(state: seed)
    var made: [Inhabitant] = []
    for index in 0..<count {
      made.append(
        Self.make(at: world.clock.now.plus(seconds: index - count * 60), using: &random))
    }
    made.sort { $0.id < $1.id }
    all = made
    let now = world.clock.now
    try world.writer.exclusively { database in
      try database.transaction {
        try Self.addThirdBoard(to: database, at: now)
        for (index, one) in made.enumerated() { try Self.insert(one, index, into: database) }
      }
    }
  }

  private static func make(at time: Timestamp, using random: inout SplitMix) -> Inhabitant {
    var drawn = Randomness()
    let isFromPartner = Bool.random(using: &random)
    let isToPartner = Int.random(in: 0..<3, using: &random) == 0
    let from = boards.randomElement(using: &random) ?? boards[0]
    let to = boards.randomElement(using: &random) ?? boards[0]
    let partner = partners.randomElement(using: &random) ?? partners[0]
    let author = isFromPartner ? "shelter-sender" : people[from]?.randomElement(using: &random)
    let handler = isToPartner ? "shelter-handler" : people[to]?.randomElement(using: &random)
    let status = ReferralStatus.allCases.randomElement(using: &random) ?? .requested
    let service = partners.randomElement(using: &random)
    return Inhabitant(
      id: ID.make(at: time, random: &drawn), senderBoard: isFromPartner ? nil : from,
      senderUnit: isFromPartner ? nil : units[from]?.randomElement(using: &random) ?? nil,
      senderPartner: isFromPartner ? partner : nil, author: author ?? "nobody",
      receiverBoard: isToPartner ? nil : to,
      receiverUnit: isToPartner ? nil : units[to]?.randomElement(using: &random) ?? nil,
      receiverPartner: isToPartner ? service : nil,
      team: isToPartner || Bool.random(using: &random)
        ? nil : teams[to]?.randomElement(using: &random),
      handler: Int.random(in: 0..<3, using: &random) == 0 ? handler : nil, status: status,
      urgency: Urgency.allCases.randomElement(using: &random) ?? .soon,
      due: status == .requested && Bool.random(using: &random)
        ? time.plus(days: Int.random(in: -2...2, using: &random)) : nil, createdAt: time,
      isGuarded: Int.random(in: 0..<5, using: &random) == 0)
  }

  private static func addThirdBoard(to database: Database, at now: Timestamp) throws {
    try database.run(
      "INSERT INTO municipality (id, code, name, created_at) VALUES (?, '0330', 'Knivsta', ?)",
      Cast.id("0330") as MunicipalityID, now)
    try database.run(
      """
      INSERT INTO board (id, municipality_id, slug, name, short_code, created_at)
      VALUES (?, ?, 'knivsta-socialnamnden', 'Knivsta', 'SN', ?)
      """, Cast.id("knivsta-socialnamnden") as BoardID, Cast.id("0330") as MunicipalityID, now)
    // What the shelter sends to them and gets from them is open by agreements with them.
    for board in ["umea-socialnamnden", "knivsta-socialnamnden"] {
      try database.run(
        """
        INSERT INTO agreement (id, board_id, partner_id, kind, diary_number, starts_on, ends_on,
          signed_on, opens_person_data, status, created_at)
        VALUES (?, ?, ?, 'iop', ?, ?, ?, ?, 1, 'active', ?)
        """, Cast.id(board + "-avtal") as AgreementID, Cast.id(board) as BoardID,
        Cast.id("kvinnojouren-exempel") as PartnerID, "SN-" + board,
        Day.of(now).plus(days: -9), Day.of(now).plus(days: 300), Day.of(now).plus(days: -10), now)
    }
  }

  private static func insert(_ one: Inhabitant, _ index: Int, into database: Database) throws {
    func id<Subject>(_ name: String?) -> ID<Subject>? { name.map { Cast.id($0) } }
    let owner = one.receiverBoard ?? one.senderBoard ?? boards[0]
    let service = one.receiverPartner.map { $0 + "-samtal" }
    try database.run(
      """
      INSERT INTO referral (id, number, board_id, sender_board_id, sender_unit_id,
        sender_partner_id, author, reference, request_hash, receiver_board_id, receiver_unit_id,
        receiver_partner_id, receiver_service_id, team_id, handler_id, subject, needs, reason,
        urgency, basis, disclosure_stage, disclosure_reason, status, response_due,
        secrecy_class, created_at, changed_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, x'00', ?, ?, ?, ?, ?, ?, '{}', 'housing', 'x', ?,
        '{"kind":"anonymous","covers":[]}', 'need', 'at_accept', ?, ?, ?, ?, ?)
      """, one.id, "R-\(index)", Cast.id(owner) as BoardID, id(one.senderBoard) as BoardID?,
      id(one.senderUnit) as UnitID?, id(one.senderPartner) as PartnerID?,
      (Cast.id(one.author) as UserID).text, "REF-\(index)", id(one.receiverBoard) as BoardID?,
      id(one.receiverUnit) as UnitID?, id(one.receiverPartner) as PartnerID?,
      id(service) as ServiceID?, id(one.team) as TeamID?, id(one.handler) as UserID?,
      one.urgency.code, one.status.code, one.due, one.isGuarded ? "protected" : "normal",
      one.createdAt, one.createdAt)
  }
}

/// Who may see what, by the matrix.
struct Watcher: Sendable, CustomTestStringConvertible {
  let who: String
  let board: String
  let partner: String?
  let reach: String

  var testDescription: String { who }

  static let all = [
    Watcher(who: "uppsala-intake", board: "uppsala-socialnamnden", partner: nil, reach: "M"),
    Watcher(who: "umea-intake", board: "umea-socialnamnden", partner: nil, reach: "M"),
    Watcher(who: "uppsala-lead", board: "uppsala-socialnamnden", partner: nil, reach: "U"),
    Watcher(who: "uppsala-caseworker", board: "uppsala-socialnamnden", partner: nil, reach: "CW"),
    Watcher(who: "uppsala-outreach", board: "uppsala-socialnamnden", partner: nil, reach: "T"),
    Watcher(who: "umea-outreach", board: "umea-socialnamnden", partner: nil, reach: "T"),
    Watcher(who: "shelter-handler", board: "", partner: "kvinnojouren-exempel", reach: "P"),
    Watcher(who: "shelter-sender", board: "", partner: "kvinnojouren-exempel", reach: "PS"),
  ]

  private var team: String {
    who.hasPrefix("umea") ? "umea-faltgruppen" : "uppsala-stodteamet"
  }

  func isSender(_ one: Inhabitant) -> Bool {
    let isOwn = one.author == who
    if let partner { return one.senderPartner == partner && (!one.isGuarded || isOwn) }
    guard one.senderBoard == board, !one.isGuarded || isOwn else { return false }
    switch reach {
    case "M": return true
    case "U": return ["uppsala-stod", "uppsala-stod-natt"].contains(one.senderUnit)
    default: return isOwn
    }
  }

  func isReceiver(_ one: Inhabitant) -> Bool {
    guard one.status != .draft, reach != "PS" else { return false }
    if let partner { return one.receiverPartner == partner }
    let isOwn = one.handler == who || (reach == "T" && one.team == team)
    guard one.receiverBoard == board, !one.isGuarded || isOwn else { return false }
    switch reach {
    case "M": return true
    case "U": return ["uppsala-stod", "uppsala-stod-natt"].contains(one.receiverUnit)
    case "CW": return isOwn || one.receiverUnit == "uppsala-utredning"
    default: return isOwn
    }
  }

  func isIn(_ box: ReferralBox, _ one: Inhabitant, at now: Timestamp) -> Bool {
    switch box {
    case .sent: isSender(one)
    case .inbox: isReceiver(one) && one.status.isOpen
    case .mine: isReceiver(one) && one.status.isOpen && one.handler == who
    case .triage: isReceiver(one) && one.status.isOpen && one.team == nil && one.handler == nil
    case .overdue:
      isReceiver(one) && one.status == .requested && (one.due.map { $0 < now } ?? false)
    case .closed: isReceiver(one) && !one.status.isOpen
    }
  }
}

/// A small generator with a seed that a failing run prints.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
