// What the demonstration holds: every name that scripts rely on, every state, both directions, and
// nobody who could be real.

import Audit
import Demonstration
import Foundation
import JSON
import SQLite
import TestSupport
import Testing
import Vocabulary

struct DemonstrationDataTests {
  let demo: LoadedDemonstration

  init() throws { demo = try LoadedDemonstration() }

  // MARK: what must be there

  @Test func `the nine municipalities have boards, units and entrances`() throws {
    let codes = ["0114", "0123", "0139", "0163", "0183", "0184", "0191", "0380", "2480"]
    #expect(try demo.texts("SELECT code FROM municipality ORDER BY code") == codes)
    for code in codes {
      let units = """
        SELECT count(*) FROM unit u JOIN board b ON b.id = u.board_id
        JOIN municipality m ON m.id = b.municipality_id WHERE m.code = '\(code)'
        """
      #expect(try demo.count(units) >= 1)
      let entrances = try demo.items("/api/v1/entrances?municipality=\(code)", as: nil)
      #expect(entrances.contains { $0["hours"]?.array?.isEmpty == false }, "\(code)")
    }
    let groups = try demo.texts(
      """
      SELECT DISTINCT target_group FROM entrance WHERE slug LIKE 'uppsala-%' ORDER BY 1
      """)
    #expect(groups == TargetGroup.codes.sorted())
  }

  @Test(arguments: [
    ("board", "uppsala-socialnamnden"), ("board", "umea-individ-och-familjenamnden"),
    ("unit", "uppsala-socialforvaltningen"), ("unit", "uppsala-nexus"), ("unit", "uppsala-stod"),
    ("unit", "uppsala-mottagning-barn-unga"), ("unit", "uppsala-beroendeenheten"),
    ("unit", "uppsala-rad-och-behandling"), ("team", "uppsala-stodteamet"),
    ("team", "uppsala-nexusteamet"), ("team", "umea-faltgruppen"),
    ("entrance", "uppsala-ingang-akut-hemloshet"), ("partner", "kvinnojouren-uppsala-exempel"),
    ("service", "kvinnojouren-uppsala-exempel-samtal"),
  ])
  func `names that scripts rely on are there`(_ table: String, _ slug: String) throws {
    #expect(try demo.count("SELECT count(*) FROM \(table) WHERE slug = '\(slug)'") == 1)
  }

  @Test func `the team against homelessness answers its entrance`() throws {
    let entrance = try demo.get("/api/v1/entrances/uppsala-ingang-akut-hemloshet", as: nil)
    #expect(entrance["team"]?["slug"]?.string == "uppsala-stodteamet")
    let team = try demo.get("/api/v1/teams/uppsala-stodteamet", as: "uppsala.admin")
    #expect(entrance["unit"]?["id"] == team["unit"]?["id"])
    #expect(team["members"]?.array?.count == 2)
  }

  @Test func `every kind of partner and agreements in every state are there`() throws {
    let kinds = try demo.texts("SELECT DISTINCT kind FROM partner ORDER BY kind")
    #expect(kinds == PartnerKind.codes.sorted())
    let agreements =
      try demo.items("/api/v1/agreements?limit=200", as: "uppsala.admin")
      + demo.items("/api/v1/agreements?limit=200", as: "umea.admin")
    let states = Set(agreements.compactMap { $0["status"]?.string })
    #expect(states == Set(AgreementStatus.codes))
    let open = agreements.filter {
      $0["status"]?.string == "active" && $0["opensPersonData"]?.bool == true
    }.compactMap { $0["partner"]?["slug"]?.string }
    #expect(open.contains("kvinnojouren-uppsala-exempel"))
    #expect(open.contains("uppsala-ungdomsforening-exempel"))
  }

  @Test func `a list of fifty services can be read, of about thirty kilobytes`() throws {
    let page = try demo.get("/hsds/v3/services?per_page=50", as: nil)
    #expect(page["contents"]?.array?.count == 50)
    #expect((page["total_items"]?.integer ?? 0) >= 60)
    var writer = JSONWriter()
    writer.value(page)
    #expect((28_000...38_000).contains(writer.bytes.count), "\(writer.bytes.count)")
  }

  @Test func `every service says for whom, when, in which languages and for which needs`() throws {
    let lacking = try demo.texts(
      """
      SELECT slug FROM service WHERE description IS NULL OR eligibility IS NULL OR phone IS NULL
        OR hours = '[]' OR languages = '[]' OR needs = '[]'
      """)
    #expect(lacking == [])
    #expect(
      try demo.count("SELECT count(*) FROM service WHERE documentation_mode = 'no_identity'") == 1)
  }

  @Test(arguments: ReferralStatus.codes)
  func `a referral is in every state`(_ status: String) throws {
    #expect(try demo.count("SELECT count(*) FROM referral WHERE status = '\(status)'") >= 1)
  }

  @Test(arguments: ReferralBusinessStatus.codes)
  func `a referral is in every state of the business`(_ status: String) throws {
    #expect(
      try demo.count("SELECT count(*) FROM referral WHERE business_status = '\(status)'") >= 1)
  }

  @Test(arguments: [
    "sender_partner_id IS NOT NULL AND receiver_board_id IS NOT NULL",
    "sender_board_id IS NOT NULL AND receiver_partner_id IS NOT NULL",
    "sender_board_id <> receiver_board_id",
    "status = 'completed' AND acknowledged_at IS NULL",
    "status = 'completed' AND acknowledged_at IS NOT NULL",
    "status = 'rejected' AND business_status IS NULL AND acknowledged_at IS NULL",
    "parent_id IN (SELECT id FROM referral WHERE business_status = 'forwarded')",
    "disclosure_stage = 'need' AND status = 'requested'", "disclosure_reason = 'emergency'",
    "disclosure_reason = 'child'", "json_extract(basis, '$.kind') = 'anonymous'",
    "id IN (SELECT referral_id FROM referral_message WHERE side = 'sender')",
    "id IN (SELECT referral_id FROM referral_message WHERE side = 'receiver')",
    "id IN (SELECT referral_id FROM referral_event WHERE step = 'reopen')",
  ])
  func `a referral is there that`(_ condition: String) throws {
    #expect(try demo.count("SELECT count(*) FROM referral WHERE \(condition)") >= 1)
  }

  @Test(arguments: ["booked", "kept", "missed"])
  func `a booked time is`(_ status: String) throws {
    #expect(try demo.count("SELECT count(*) FROM appointment WHERE status = '\(status)'") >= 1)
  }

  @Test(arguments: ["uppsala.mottagning", "umea.mottagning", "jouren.handlaggare"])
  func `somebody's inbox has what waits, and something is late`(_ who: String) throws {
    #expect(try demo.items("/api/v1/referrals?box=inbox", as: who).count >= 2)
    if who != "umea.mottagning" {
      #expect(try demo.items("/api/v1/referrals?box=overdue", as: who).count >= 1)
    }
  }

  @Test func `people are known in every way`() throws {
    let persons = try demo.count("SELECT count(*) FROM person")
    #expect((50...80).contains(persons))
    for condition in [
      "secrecy_class = 'restricted'", "protected_identity = 'marked'",
      "protected_identity = 'protected_registration'", "identity_mode = 'pseudonymous'",
      "identity_mode = 'identified'", "activity = 'deceased'", "needs_interpreter = 1",
    ] {
      #expect(try demo.count("SELECT count(*) FROM person WHERE \(condition)") >= 1, "\(condition)")
    }
    for condition in ["joined_at IS NOT NULL", "dropped_at IS NOT NULL", "partner_id IS NOT NULL"] {
      #expect(try demo.count("SELECT count(*) FROM contact_code WHERE \(condition)") >= 1)
    }
  }

  // MARK: nobody who could be real

  @Test func `no identity number stands outside Skatteverket's list`() throws {
    let list = try String(
      contentsOfFile: World.root + "/Tests/TidyTests/TestPersonNumbers.swift", encoding: .utf8)
    let numbers = try demo.texts(
      """
      SELECT number FROM person_identifier UNION
      SELECT json_extract(subject, '$.number') FROM referral
      WHERE json_extract(subject, '$.number') IS NOT NULL
      """)
    #expect(numbers.count >= 10)
    for number in numbers { #expect(list.contains("\"\(number)\"")) }
  }

  @Test func `every telephone number is one of those kept free for the invented`() throws {
    let numbers = try demo.texts(
      """
      SELECT phone FROM unit UNION SELECT phone FROM entrance
      UNION SELECT out_of_hours_phone FROM entrance UNION SELECT phone FROM partner_contact
      UNION SELECT phone FROM service UNION SELECT coalesce(phone, '070-1740605') FROM person
      UNION SELECT coalesce(json_extract(subject, '$.contact.phone'), '070-1740605') FROM referral
      """)
    for number in numbers {
      let isOffice = number.hasPrefix("08-465 004 ") && number.count == 13
      let isMobile = number.hasPrefix("070-17406") && ("05"..."99").contains(number.suffix(2))
      #expect(isOffice || isMobile, "\(number)")
    }
  }

  // MARK: that it all holds

  @Test func `the chain of the audit trail holds, and grows with time`() throws {
    let report = try AuditTrail(demo.database).verify()
    #expect(report.isWhole)
    #expect(report.entries > 200)
    let times = try demo.texts("SELECT json_extract(entry, '$.at') FROM audit ORDER BY seq")
    #expect(times == times.sorted())
    #expect(times.last.map { $0 <= demo.now.text } == true)
  }

  @Test func `foreign keys hold`() throws {
    #expect(try demo.texts("SELECT \"table\" FROM pragma_foreign_key_check") == [])
  }
}
