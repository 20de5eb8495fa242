// The checklist about trafficking: whom to call for which answer, who may write and who may read,
// and somebody who looks for one girl.

import Access
import JSON
import People
import Pipeline
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import Outreach

struct ContactRouteTests {
  private func advice(
    _ yes: [TraffickingIndicator], child: IndicatorAnswer = .no, danger: Bool = false
  ) -> [String] {
    let given = Dictionary(uniqueKeysWithValues: yes.map { ($0, IndicatorAnswer.yes) })
    return ChecklistAnswers(given: given, isChild: child, isInDanger: danger).advice
      .map(\.rawValue)
  }

  @Test func `danger comes first, whatever else was answered`() {
    #expect(advice([], danger: true).first == "call_112")
    #expect(advice([.violence], child: .yes, danger: true).first == "call_112")
  }

  @Test func `a child, or perhaps one, means a report of concern`() {
    #expect(advice([.earningsTaken], child: .yes).contains("child_consider_concern_report"))
    #expect(advice([.earningsTaken], child: .unknown).contains("child_consider_concern_report"))
    #expect(!advice([.earningsTaken], child: .no).contains("child_consider_concern_report"))
    #expect(advice([.childWithGifts]).contains("child_consider_concern_report"))
    #expect(advice([], child: .yes, danger: true).contains("child_consider_concern_report"))
  }

  @Test(arguments: TraffickingIndicator.allCases)
  func `one yes is enough to open the way to those who know`(_ one: TraffickingIndicator) {
    let ways = advice([one])
    #expect(ways.contains("trafficking_support_line") && ways.contains("regional_coordinator"))
  }

  @Test func `no answer and no number of answers closes a way`() {
    let all = TraffickingIndicator.allCases
    for one in all {
      let alone = Set(advice([one]))
      #expect(alone.isSubset(of: advice(all)), "\(one)")
    }
    let nothing = ChecklistAnswers(
      given: Dictionary(uniqueKeysWithValues: all.map { ($0, .no) }), isChild: .no,
      isInDanger: false)
    #expect(nothing.advice.isEmpty)
  }

  @Test func `each way that is one number of the country says it`() {
    #expect(ContactRoute.supportLine.phone == "020-390 000")
    #expect(ContactRoute.emergency.phone == "112")
    #expect(ContactRoute.allCases.filter { $0.phone == nil } == [.childConcern])
    for way in ContactRoute.allCases { #expect(!way.text.sv.isEmpty && !way.text.en.isEmpty) }
  }
}

struct ChecklistTests {
  private static let path = "/api/v1/trafficking-checklists"

  private func encounter(
    _ world: World, _ subject: String = #"{"nobody": true}"#
  ) throws -> String {
    try world.make("/encounters", #"{"subject": \#(subject), "contents": ["relation"]}"#)
  }

  private func body(_ subject: String, _ more: String = "") -> String {
    """
    {\(subject), "isChild": "unknown", "note": "Rädd.",
     "answers": [{"indicator": "threats", "answer": "yes"},
                 {"indicator": "forced_crime", "answer": "yes"},
                 {"indicator": "rehearsed_story", "answer": "no"}]\(more)}
    """
  }

  @Test func `who wrote it in the field is told whom to call, and does not get it back`() throws {
    let world = try World.outreach()
    let met = try encounter(world)
    let made = try world.call(
      "POST", Self.path, json: body(#""encounter": "\#(met)""#), as: "uppsala-outreach")
    #expect(made.status == 201, "\(made)")
    let advice = (made["advice"]?.array ?? []).compactMap { $0["code"]?.string }
    #expect(advice.contains("child_consider_concern_report"))
    #expect(advice.contains("trafficking_support_line") && advice.contains("police_report"))
    #expect(made["advice"]?.array?.contains { $0["phone"]?.string == "020-390 000" } == true)
    // Field group violence is read by relation; by an outreach worker only through an emergency.
    #expect(made["withheld"]?.array?.compactMap(\.string) == ["violence", "crime"])
    #expect(made["answers"]?.array?.isEmpty == true && made["note"] == .null)
    #expect(made.field("Location") == nil)
    let id = made.text("id") ?? ""
    let again = try world.call("GET", Self.path + "/\(id)", as: "uppsala-outreach")
    let unknown = try world.call(
      "GET", Self.path + "/\(world.deviceID(9))", as: "uppsala-outreach")
    #expect(again.status == 404 && again.sameProblem(as: unknown), "\(again)")
    let read = try world.call("GET", Self.path + "/\(id)", as: "uppsala-lead")
    #expect(read["answers"]?.array?.count == 3 && read.text("note") == "Rädd.", "\(read)")
    #expect(read["score"] == nil && !read.text.contains("score"))
  }

  @Test func `a call that is repeated makes one checklist and shows nothing`() throws {
    let world = try World.outreach()
    let met = try encounter(world)
    let answers = try (0..<2).map { _ in
      try world.call(
        "POST", Self.path, json: body(#""encounter": "\#(met)""#), as: "uppsala-outreach",
        fields: ["Idempotency-Key": "natt"])
    }
    #expect(answers[1].code == "already_shown", "\(answers[1])")
    #expect(try world.number("SELECT count(*) FROM trafficking_checklist") == 1)
  }

  @Test(arguments: [
    (#""answers": []"#, "/person", "required"),
    (#""encounter": "ID", "answers": []"#, "/encounter", "unknown"),
    (#""person": "ID", "answers": []"#, "/person", "unknown"),
    (#""encounter": "ID""#, "/answers", "required"),
    (
      #""person": "ID", "answers": [{"indicator": "looks", "answer": "yes"}]"#,
      "/answers/0/indicator", "invalid"
    ),
    (#""person": "ID", "encounter": "ID", "answers": []"#, "/encounter", "contradiction"),
    (
      #""person": "ID", "answers": [{"indicator": "threats", "answer": "yes"}, "#
        + #"{"indicator": "threats", "answer": "no"}]"#, "/answers", "duplicate"
    ),
  ])
  func `what is wrong is refused where it is`(
    _ members: String, _ path: String, _ code: String
  ) throws {
    let world = try World.outreach()
    let json = "{" + members.replacing("ID", with: world.deviceID(9)) + "}"
    let answer = try world.call("POST", Self.path, json: json, as: "uppsala-outreach")
    let faults = answer["errors"]?.array ?? []
    #expect(answer.status == 422, "\(answer)")
    #expect(
      faults.contains { $0["path"]?.string == path && $0["code"]?.string == code }, "\(answer)")
  }

  @Test func `somebody's checklist follows the person, and a guarded person guards it`() throws {
    let world = try World.outreach()
    let person = try world.makePerson()
    try world.write { database in
      try CareRelationStore(database).add(
        person: person, holder: .user(Cast.id("uppsala-caseworker")), why: .assigned,
        at: world.clock.now)
    }
    let met = try encounter(world, #"{"person": "\#(person)"}"#)
    let made = try world.call(
      "POST", Self.path, json: body(#""encounter": "\#(met)""#), as: "uppsala-outreach")
    #expect(made["person"]?["name"]?.string == "Mia", "\(made)")
    let id = made.text("id") ?? ""
    let read = try world.call("GET", Self.path + "/\(id)", as: "uppsala-caseworker")
    #expect(read["answers"]?.array?.count == 3 && read["withheld"]?.array?.isEmpty == true)
    let list = try world.call(
      "GET", "/api/v1/persons/\(person)/trafficking-checklists", as: "uppsala-caseworker")
    #expect(list.items.compactMap { $0["id"]?.string } == [id], "\(list)")
    #expect(!list.text.contains("threats") && !list.text.contains("Rädd"))
    // Without an assignment: known by name, and no more.
    try world.write { database in
      try database.run(
        "UPDATE care_relation SET ends_at = ? WHERE holder_id = ?", world.clock.now,
        Cast.id("uppsala-intake") as UserID)
    }
    let intake = try world.call(
      "GET", "/api/v1/persons/\(person)/trafficking-checklists", as: "uppsala-intake")
    #expect(intake.status == 403 && intake.text("permission") == "person.read.violence")
    #expect(try world.call("GET", Self.path + "/\(id)", as: "uppsala-intake").status == 404)
    try world.write { database in
      try database.run("UPDATE person SET secrecy_class = 'protected' WHERE id = ?", person)
      try database.run("UPDATE care_relation SET ends_at = ?", world.clock.now)
    }
    for who in ["uppsala-caseworker", "uppsala-lead", "uppsala-intake", "uppsala-outreach"] {
      for path in [Self.path + "/", "/api/v1/persons/"] {
        let end = path.hasSuffix("persons/") ? "/trafficking-checklists" : ""
        let own = end.isEmpty ? id : person.text
        let hidden = try world.call("GET", path + own + end, as: who)
        let unknown = try world.call("GET", path + world.deviceID(9) + end, as: who)
        #expect(hidden.status == 404 && hidden.sameProblem(as: unknown), "\(who) \(hidden)")
      }
      for subject in [#""person": "\#(person)""#, #""encounter": "\#(met)""#] {
        let written = try world.call("POST", Self.path, json: body(subject), as: who)
        let unknown = try world.call(
          "POST", Self.path,
          json: body(
            subject.replacing(person.text, with: world.deviceID(9))
              .replacing(met, with: world.deviceID(9))), as: who)
        #expect(written.status == 422 && written.sameProblem(as: unknown), "\(who) \(written)")
      }
    }
  }

  @Test func `nobody elsewhere learns that a checklist is there`() throws {
    let world = try World.outreach()
    let met = try encounter(world)
    let made = try world.call(
      "POST", Self.path, json: body(#""encounter": "\#(met)""#), as: "uppsala-outreach")
    let id = made.text("id") ?? ""
    for who in ["umea-intake", "uppsala-caseworker", "shelter-handler", "uppsala-outreach-other"] {
      for step in [false, true] {
        func ask(_ id: String) throws -> Answer {
          step
            ? try world.step(
              "/trafficking-checklists/\(id)", #"{"step": "mark-error", "note": "x"}"#, as: who)
            : try world.call("GET", Self.path + "/\(id)", as: who)
        }
        let (hidden, unknown) = (try ask(id), try ask(world.deviceID(9)))
        #expect(hidden.status == 404 && hidden.sameProblem(as: unknown), "\(who) \(hidden)")
      }
    }
    for who in ["police", "uppsala-statistician", "uppsala-admin", "operator"] {
      #expect(try world.call("GET", Self.path + "/\(id)", as: who).status == 403, "\(who)")
    }
  }

  @Test func `a mistake is marked and stays, and is never written over`() throws {
    let world = try World.outreach()
    let met = try encounter(world)
    let made = try world.call(
      "POST", Self.path, json: body(#""encounter": "\#(met)""#), as: "uppsala-outreach")
    let id = made.text("id") ?? ""
    let marked = try world.step(
      "/trafficking-checklists/\(id)", #"{"step": "mark-error", "note": "Fel möte."}"#)
    #expect(marked.text("status") == "entered-in-error", "\(marked)")
    #expect(marked["advice"]?.array?.isEmpty == true && marked["answers"]?.array?.isEmpty == true)
    let twice = try world.step(
      "/trafficking-checklists/\(id)", #"{"step": "mark-error", "note": "x"}"#)
    #expect(twice.status == 409)
    let read = try world.call("GET", Self.path + "/\(id)", as: "uppsala-lead")
    #expect(read["answers"]?.array?.count == 3 && read.text("statusReason") == "Fel möte.")
  }

  @Test func `the questions are open to all staff, each with its source`() throws {
    let world = try World.outreach()
    let answer = try world.call("GET", "/api/v1/trafficking-indicators", as: "uppsala-guide")
    #expect(answer.items.count == TraffickingIndicator.allCases.count)
    #expect(answer.items.allSatisfy { $0["sourceText"]?.string?.isEmpty == false })
    #expect(answer["contactRoutes"]?.array?.count == ContactRoute.allCases.count)
    #expect(try world.call("GET", "/api/v1/trafficking-indicators").status == 401)
  }

  @Test func `a merge takes checklists along, and its undoing brings them back`() throws {
    let columns = OutreachPersons.references
    let world = try World.outreach()
    let (kept, absorbed) = (try world.makePerson("Mia"), try world.makePerson("Maja"))
    let met = try encounter(world, #"{"person": "\#(absorbed)"}"#)
    _ = try world.call(
      "POST", Self.path, json: body(#""encounter": "\#(met)""#), as: "uppsala-outreach")
    func count(of person: PersonID) throws -> Int {
      try world.writer.exclusively { database in
        try database.first(
          "SELECT count(*) FROM trafficking_checklist WHERE person_id = ?", person
        ) { row in row.int() } ?? -1
      }
    }
    try world.write { database in
      let image = try columns.move(from: absorbed, to: kept, in: database)
      #expect(image.contains("trafficking_checklist"))
      try columns.restore(image, from: kept, to: absorbed, in: database)
      _ = try columns.move(from: absorbed, to: kept, in: database)
    }
    #expect(try count(of: kept) == 1)
    #expect(try count(of: absorbed) == 0)
  }
}
