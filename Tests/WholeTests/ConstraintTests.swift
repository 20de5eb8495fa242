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
  private struct Breach: Sendable {
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
    "session_token_hash_unique", "contact_code_code_unique", "referral_number_unique",
  ]

  private static let shelter = "kvinnojouren-exempel"
  private static let board = "uppsala-socialnamnden"

  private static let breaches: [Breach] = [
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

  /// Held by what a body can say at all (codes, flags, ids), or by what the program itself writes.
  private static func isWrittenByUs(_ name: String) -> Bool {
    let codes = [
      "kind", "status", "listed", "opens", "accepts", "public", "mode", "assessment", "form",
      "demonstration", "sex", "interpreter", "protected", "secrecy", "activity", "why", "side",
      "stage", "urgency", "reason", "hash", "one", "id", "situation", "contact", "has_code",
    ].map { "_\($0)_check" }
    let states = [
      // The pairs of columns that one statement writes together.
      "person_secrecy_pair_check", "contact_code_owner_check", "contact_code_state_check",
      "contact_code_join_check", "referral_sender_check", "referral_receiver_check",
      "count_return_reporter_check", "count_row_excluded_check", "count_key_wrapped_check",
      // The ledger of migrations.
      "migration_sha256_length",
      // A draft is never active: the step `activate` comes after `sign`.
      "agreement_active_check",
    ]
    return codes.contains(where: name.hasSuffix) || states.contains(name)
  }

  @Test func `each UNIQUE of the schema is broken by a request here, or drawn at random`() throws {
    let names = try constraints(#"(?:CONSTRAINT (\w+) UNIQUE|CREATE UNIQUE INDEX (\w+))"#)
    #expect(names.count >= 14)
    let known = Set(Self.breaches.map(\.constraint)).union(Self.drawn)
      .union(["referral_partner_reference_unique", "referral_board_reference_unique"])
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
    let before = try world.rows()
    var path = "/api/v1" + breach.path
    for user in Cast.users {
      let id: AnyID = Cast.id(user.name)
      path = path.replacingOccurrences(of: "{\(user.name)}", with: id.text)
    }
    let answer = try world.call(
      breach.method, path, json: breach.body, as: breach.who, fields: ["If-Match": "*"])
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
