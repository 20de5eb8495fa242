// What the schema holds, the API says: each UNIQUE and each CHECK that a request can reach has a
// request here that breaks it, and a clear answer. The constraints are read from the schema, so a
// new one needs a line.

import Foundation
import HTTP
import JSON
import Pipeline
import SQLite
import TestSupport
import Testing
import Vocabulary

struct ConstraintTests {
  struct Breach: Sendable {
    let constraint: String
    let path: String
    let body: String
    let who: String
    let status: Int
    /// The place of the fault; for 409 nil.
    let fault: String?
    var method = "POST"

    init(
      _ constraint: String, _ path: String, _ body: String, as who: String = "uppsala-admin",
      _ status: Int = 409, at fault: String? = nil, method: String = "POST"
    ) {
      self.constraint = constraint
      self.path = path
      self.body = body
      self.who = who
      self.status = status
      self.fault = fault
      self.method = method
    }
  }

  /// Drawn at random or a digest: no request says them.
  private static let drawn: Set = [
    "session_token_hash_unique", "answer_link_token_hash_unique",
    "answer_session_token_hash_unique", "contact_code_code_unique", "referral_number_unique",
    "referral_attachment_file_index",
    // Not drawn, but found by the program: a pair that is there is not proposed again.
    "duplicate_candidate_pair_unique",
  ]

  static let shelter = "kvinnojouren-exempel"
  private static let board = "uppsala-socialnamnden"

  private static let breaches = ofOrganisation + ofPersons + ofOutreach + ofFieldWork + ofTrust

  private static let ofOrganisation: [Breach] = [
    Breach("municipality_code_unique", "/municipalities", #"{"code": "0380"}"#, as: "operator"),
    Breach(
      "municipality_small_cell_limit_check", "/municipalities",
      #"{"code": "0180", "smallCellLimit": 1}"#, as: "operator", 422, at: "/smallCellLimit"),
    Breach(
      "municipality_code_check", "/municipalities", #"{"code": "03a0"}"#, as: "operator", 422,
      at: "/code"),
    Breach(
      "board_slug_unique", "/boards",
      #"{"slug": "\#(board)", "name": "x", "shortCode": "SCN", "municipality": "0380"}"#,
      as: "operator"),
    Breach(
      "unit_slug_unique", "/units",
      #"{"slug": "uppsala-nexus", "name": "x", "kind": "admin", "board": "\#(board)"}"#),
    Breach(
      "team_slug_unique", "/teams",
      #"{"slug": "uppsala-stodteamet", "name": "x", "unit": "uppsala-stod"}"#),
    Breach(
      "entrance_slug_unique", "/entrances",
      """
      {"slug": "uppsala-ingang-akut-hemloshet", "name": "x", "targetGroup": "acute_homelessness",
       "unit": "uppsala-stod"}
      """),
    Breach(
      "project_period_check", "/projects",
      #"{"unit": "uppsala-stod", "name": "x", "from": "2026-12-02", "to": "2026-12-01"}"#,
      422, at: "/to"),
    Breach(
      "partner_slug_unique", "/partners",
      """
      {"slug": "\(shelter)", "name": "x", "kind": "association",
       "organisationNumber": "802005-1978", "municipalities": ["0380"]}
      """),
    Breach(
      "partner_organisation_number_unique", "/partners",
      """
      {"slug": "ny", "name": "x", "kind": "association", "organisationNumber": "8020051952",
       "municipalities": ["0380"]}
      """),
    Breach(
      "partner_organisation_number_check", "/partners",
      """
      {"slug": "ny", "name": "x", "kind": "association", "organisationNumber": "802005195",
       "municipalities": ["0380"]}
      """, 422, at: "/organisationNumber"),
    Breach(
      "service_slug_unique", "/services",
      #"{"partner": "\#(shelter)", "slug": "\#(shelter)-samtal", "name": "x"}"#),
    Breach(
      "service_age_check", "/services",
      #"{"partner": "\#(shelter)", "slug": "ny", "name": "x", "ages": {"from": 30, "to": 20}}"#,
      422, at: "/ages"),
    Breach(
      "service_no_identity_check", "/services/\(shelter)-samtal/documentation-mode",
      #"{"documentationMode": "no_identity", "needsAssessment": "with"}"#, 422, at: "",
      method: "PUT"),
    Breach(
      "service_mode_period_check", "/services/\(shelter)-samtal/documentation-mode",
      """
      {"documentationMode": "no_identity", "needsAssessment": "without", "diaryNumber": "SCN-1",
       "from": "2026-12-02", "to": "2026-12-01"}
      """, 422, at: "/to", method: "PUT"),
    Breach(
      "service_assessed_form_check", "/services/\(shelter)-samtal/documentation-mode",
      #"{"documentationMode": "identified", "needsAssessment": "without", "form": "family_home"}"#,
      422, at: "", method: "PUT"),
    Breach(
      "agreement_period_check", "/agreements",
      """
      {"partner": "\(shelter)", "kind": "iop", "diaryNumber": "1", "from": "2026-12-02",
       "to": "2026-12-01", "opensPersonData": true}
      """, 422, at: "/to"),
    Breach(
      "agreement_person_data_check", "/agreements",
      """
      {"partner": "\(shelter)", "kind": "grant", "diaryNumber": "1", "from": "2026-12-01",
       "to": "2026-12-02", "opensPersonData": true}
      """, 422, at: "/opensPersonData"),
    Breach(
      "count_round_period_check", "/count-rounds",
      """
      {"name": "x", "board": "\(board)", "from": "2026-12-02", "to": "2026-12-01",
       "units": ["uppsala-stod"]}
      """, 422, at: "/to"),
    Breach(
      "user_account_username_unique", "/users",
      #"{"username": "uppsala-lead", "name": "x", "municipality": "0380"}"#),
    Breach(
      "user_account_username_unique", "/partners/\(shelter)/users",
      #"{"username": "uppsala-lead", "name": "x", "roles": ["partner-handler"]}"#,
      as: "shelter-admin"),
    Breach(
      "role_grant_scope_check", "/users/{uppsala-lead}/grants",
      #"{"role": "outreach", "unit": "uppsala-stod", "board": "\#(board)"}"#, 422, at: "/unit"),
    Breach(
      "role_grant_server_check", "/users/{uppsala-lead}/grants", #"{"role": "outreach"}"#, 422,
      at: ""),
    Breach(
      "api_key_owner_check", "/keys",
      """
      {"partner": "\(shelter)", "board": "\(board)", "name": "x", "roles": ["partner-sender"],
       "expiresOn": "2027-06-30"}
      """, 422, at: "/board"),
  ]

  private static let ofPersons: [Breach] = [
    Breach(
      "living_situation_days_check", "/persons/{person}/living-situations",
      #"{"situation": "1", "source": "seen", "from": "2026-11-02", "to": "2026-11-01"}"#,
      as: "uppsala-intake", 422, at: "/to"),
    Breach(
      "person_need_days_check", "/persons/{person}/needs",
      #"{"area": "housing", "from": "2026-11-02", "to": "2026-11-01"}"#, as: "uppsala-intake",
      422, at: "/to"),
    Breach(
      "person_relation_days_check", "/persons/{person}/relations",
      #"{"other": "{other}", "kind": "child", "from": "2026-11-02", "to": "2026-11-01"}"#,
      as: "uppsala-intake", 422, at: "/to"),
    Breach(
      "person_relation_pair_check", "/persons/{person}/relations",
      #"{"other": "{person}", "kind": "child"}"#, as: "uppsala-intake", 422, at: "/other"),
    Breach(
      "person_contact_value_check", "/persons/{person}/contacts", #"{"kind": "sms"}"#,
      as: "uppsala-intake", 422, at: "/value"),
    Breach(
      "person_merge_pair_check", "/merges", #"{"kept": "{person}", "absorbed": "{person}"}"#,
      as: "uppsala-intake", 422, at: "/absorbed"),
    Breach(
      "person_merge_eyes_check", "/merges/{merge}/transitions", #"{"step": "approve"}"#,
      as: "uppsala-intake", 403),
  ]

  private static let ofOutreach: [Breach] = [
    Breach(
      "place_north_check", "/places",
      #"{"name": "x", "kind": "outdoors", "position": {"north": 1, "east": 648010}}"#,
      as: "uppsala-outreach", 422, at: "/position/north"),
    Breach(
      "place_east_check", "/places",
      #"{"name": "x", "kind": "outdoors", "position": {"north": 6638740, "east": 1}}"#,
      as: "uppsala-outreach", 422, at: "/position/east"),
    Breach(
      "place_nowhere_check", "/places",
      #"{"name": "x", "kind": "online_platform", "area": "Centrum"}"#, as: "uppsala-outreach",
      422, at: "/area"),
    Breach(
      "place_visit_days_check", "/places",
      #"{"name": "x", "kind": "outdoors", "visitEveryDays": 0}"#, as: "uppsala-outreach", 422,
      at: "/visitEveryDays"),
    Breach(
      "place_observation_heads_check", "/places/{place}/observations",
      #"{"heads": [{"sex": "woman", "count": 9999}, {"sex": "man", "count": 1}]}"#,
      as: "uppsala-outreach", 422, at: "/heads"),
    Breach(
      "observation_head_heads_check", "/places/{place}/observations",
      #"{"heads": [{"sex": "woman", "count": 0}]}"#, as: "uppsala-outreach", 422,
      at: "/heads/0/count"),
    Breach(
      "place_observation_tents_check", "/places/{place}/observations",
      #"{"heads": [], "tents": 1000}"#, as: "uppsala-outreach", 422, at: "/tents"),
    Breach(
      "place_observation_needles_check", "/places/{place}/observations",
      #"{"heads": [], "needles": 10000}"#, as: "uppsala-outreach", 422, at: "/needles"),
    Breach(
      "season_days_check", "/seasons",
      """
      {"unit": "uppsala-stod", "kind": "winter", "name": "x", "from": "2026-12-02",
       "to": "2026-12-01"}
      """, 422, at: "/to"),
    Breach(
      "shift_planned_check", "/shifts",
      #"{"plannedFrom": "2026-11-25T20:00:00Z", "plannedTo": "2026-11-25T20:00:00Z"}"#,
      as: "uppsala-outreach", 422, at: "/plannedTo"),
    Breach(
      "shift_check_in_check", "/shifts", #"{"startNow": true, "checkInMinutes": 4}"#,
      as: "uppsala-outreach", 422, at: "/checkInMinutes"),
    Breach(
      "shift_route_place_unique", "/shifts",
      #"{"startNow": true, "route": ["{place}", "{place}"]}"#, as: "uppsala-outreach", 422,
      at: "/route"),
    Breach(
      "encounter_subject_check", "/encounters",
      """
      {"subject": {"person": "019ab3c4-0000-7000-8000-000000000001", "newCode": {}},
       "contents": ["relation"]}
      """, as: "uppsala-outreach", 422, at: "/subject"),
    Breach(
      "encounter_minutes_check", "/encounters",
      #"{"subject": {"nobody": true}, "contents": ["relation"], "workerMinutes": 0}"#,
      as: "uppsala-outreach", 422, at: "/workerMinutes"),
    Breach(
      "handout_pieces_check", "/encounters",
      """
      {"subject": {"nobody": true}, "contents": ["relation"],
       "handouts": [{"kind": "food", "count": 0}]}
      """, as: "uppsala-outreach", 422, at: "/handouts/0/count"),
    Breach(
      "search_order_subject_check", "/search-orders",
      """
      {"subject": {"person": "019ab3c4-0000-7000-8000-000000000001",
       "described": {"text": "Grön jacka"}}, "team": "uppsala-stodteamet", "why": "x"}
      """, as: "uppsala-intake", 422, at: "/subject"),
    Breach(
      "search_order_place_what_check", "/search-orders",
      """
      {"subject": {"described": {"text": "Grön jacka"}}, "team": "uppsala-stodteamet",
       "why": "x", "usualPlaces": [{"hours": "kvällar"}]}
      """, as: "uppsala-intake", 422, at: "/usualPlaces/0"),
  ]

  /// Held by what a body can say at all (codes, flags, ids), or by what the program itself writes.
  private static func isWrittenByUs(_ name: String) -> Bool {
    let codes = [
      "kind", "status", "listed", "opens", "accepts", "public", "mode", "assessment", "form",
      "demonstration", "sex", "interpreter", "protected", "secrecy", "activity", "why", "side",
      "stage", "urgency", "reason", "hash", "one", "id", "situation", "contact", "has_code",
      "source", "bedded", "level", "wish", "safe", "decision", "preparedness", "cleared", "mood",
      "duration", "late", "danger", "response", "retention", "result", "priority",
      "outcome", "known", "reply",
      // Counted up, never said.
      "generation",
    ].map { "_\($0)_check" }
    let states = [
      // The pairs of columns that one statement writes together.
      "person_secrecy_pair_check", "contact_code_owner_check", "contact_code_state_check",
      "contact_code_join_check", "referral_sender_check", "referral_receiver_check",
      "count_return_reporter_check", "count_row_excluded_check", "count_key_wrapped_check",
      "duplicate_candidate_order_check", "duplicate_candidate_decided_check",
      "person_merge_image_check", "person_redirect_pair_check", "place_position_check",
      "shift_started_check", "shift_ended_check", "shift_reviewed_check",
      "place_observation_keeper_check", "encounter_keeper_check", "report_run_scope_check",
      // Asked for by one and done by another: MergeRoutesTests take the steps that lead there.
      "person_merge_undo_eyes_check",
      // Who opened never reviews, who asked never approves: EmergencyTests and ProposalTests.
      "emergency_opening_eyes_check", "emergency_opening_reviewed_check", "proposal_eyes_check",
      "proposal_settled_check", "review_signed_check", "review_item_judged_check",
      // The ledger of migrations.
      "migration_sha256_length",
      // Each step of a factor leads to one of three, whatever is asked.
      "second_factor_state_check",
      // A draft is never active: the step `activate` comes after `sign`.
      "agreement_active_check",
    ]
    return codes.contains(where: name.hasSuffix) || states.contains(name)
  }

  @Test func `each UNIQUE of the schema is broken by a request here, or drawn at random`() throws {
    let names = try constraints(#"(?:CONSTRAINT (\w+) UNIQUE|CREATE UNIQUE INDEX (\w+))"#)
    #expect(names.count >= 14)
    let known = Set(Self.breaches.map(\.constraint)).union(Self.drawn)
      .union(["referral_partner_reference_unique", "referral_author_reference_unique"])
    for name in names { #expect(known.contains(name), "no request breaks \(name)") }
  }

  @Test func `each CHECK of the schema is broken by a request here, or no request can`() throws {
    let names = try constraints(#"CONSTRAINT (\w+)\s+CHECK"#)
    #expect(names.count >= 40)
    let known = Set(Self.breaches.map(\.constraint))
    for name in names {
      #expect(known.contains(name) || Self.isWrittenByUs(name), "no request breaks \(name)")
    }
  }

  @Test(arguments: breaches.indices)
  func `what breaks a constraint gets a clear answer, and nothing changes`(_ index: Int) throws {
    let breach = Self.breaches[index]
    let world = try Whole.world()
    var (path, body) = ("/api/v1" + breach.path, breach.body)
    for (name, id) in try named(by: breach, in: world) {
      path = path.replacingOccurrences(of: "{\(name)}", with: id)
      body = body.replacingOccurrences(of: "{\(name)}", with: id)
    }
    let before = try world.rows()
    let answer = try world.call(
      breach.method, path, json: body, as: breach.who, fields: ["If-Match": "*"])
    #expect(answer.status == breach.status, "\(breach.constraint): \(answer)")
    if let fault = breach.fault {
      #expect(
        answer.faultPaths.contains { $0.hasPrefix(fault) }, "\(breach.constraint): \(answer)")
    }
    #expect(try world.rows() == before)
    // A rule found it: the schema was not asked, unless something exists already.
    let asked = world.log.filter { $0.hasPrefix("constraint") }
    #expect(asked.isEmpty || breach.status == 409, "\(breach.constraint): \(asked)")
  }

  /// The ids of what a breach names in braces: of the cast, or made by who breaks it.
  private func named(by breach: Breach, in world: World) throws -> [String: String] {
    func make(_ path: String, _ json: String) throws -> String {
      let answer = try world.call("POST", "/api/v1" + path, json: json, as: breach.who)
      return try #require(answer.text("id"), "\(answer)")
    }
    var ids: [String: String] = [:]
    for user in Cast.users { ids[user.name] = (Cast.id(user.name) as AnyID).text }
    let text = breach.path + breach.body
    if text.contains("{place}") {
      ids["place"] = try make("/places", #"{"name": "Parken", "kind": "outdoors"}"#)
    }
    guard ["{person}", "{merge}"].contains(where: text.contains) else { return ids }
    let persons = try ["Mia", "Bea"].map { name in
      try make("/persons", #"{"alias": "\#(name)", "unit": "uppsala-stod"}"#)
    }
    (ids["person"], ids["other"]) = (persons[0], persons[1])
    if text.contains("{merge}") {
      ids["merge"] = try make(
        "/merges", #"{"kept": "\#(persons[0])", "absorbed": "\#(persons[1])"}"#)
    }
    return ids
  }

  @Test(arguments: ["shelter-sender", "uppsala-intake"])
  func `a reference of the sender's is used once`(_ who: String) throws {
    let world = try Whole.world()
    func body(_ reason: String) -> String {
      """
      {"receiver": "uppsala-nexus", "urgency": "soon", "needs": ["housing"],
       "reason": "\(reason)", "reference": "A-1", "subject": {"alias": "Mia"},
       "basis": {"kind": "consent", "form": "oral", "givenOn": "2026-11-23",
       "covers": ["referral"]}}
      """
    }
    #expect(try world.call("POST", "/api/v1/referrals", json: body("a"), as: who).status == 201)
    #expect(try world.call("POST", "/api/v1/referrals", json: body("a"), as: who).status == 200)
    let other = try world.call("POST", "/api/v1/referrals", json: body("b"), as: who)
    #expect(other.status == 409 && other.code == "reference_in_use")
  }

  private func constraints(_ pattern: String) throws -> Set<String> {
    let schema = try String(
      contentsOfFile: World.root + "/migrations/schema.sql", encoding: .utf8)
    let expression = try NSRegularExpression(pattern: pattern)
    let whole = NSRange(schema.startIndex..., in: schema)
    let names = expression.matches(in: schema, range: whole).flatMap { match in
      (1..<match.numberOfRanges).compactMap { Range(match.range(at: $0), in: schema) }
    }
    return Set(names.map { String(schema[$0]) })
  }
}
