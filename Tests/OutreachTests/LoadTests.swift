// Many encounters at once: the batch keeps its pace as the table grows, and its inserts touch few
// b-trees. Nothing here waits for a clock.

import JSON
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import Outreach

@Suite struct LoadTests {
  @Test func `two thousand encounters in batches of 500, and a page after them`() throws {
    let world = try World.outreach()
    _ = try world.startShift()
    for batch in 0..<4 {
      let operations = (0..<500).map { index in
        """
        {"kind": "encounter", "body": {"id": "\(world.deviceID(batch * 500 + index))",
         "subject": {"nobody": true}, "contents": ["information"]}}
        """
      }
      let answer = try world.call(
        "POST", "/api/v1/sync/batch",
        json: #"{"operations": [\#(operations.joined(separator: ","))]}"#, as: "uppsala-outreach")
      #expect(answer.statuses.allSatisfy { $0 == 201 })
    }
    #expect(try world.number("SELECT count(*) FROM encounter") == 2_000)
    let page = try world.call(
      "GET", "/api/v1/encounters?limit=200&count=exact", as: "uppsala-lead")
    #expect(page.items.count == 200)
    #expect(page["total"] == .number(JSONNumber(2_000)))
  }

  @Test func `an encounter of nobody lies in three b-trees`() throws {
    let world = try World.outreach()
    let indexes = try world.number(
      """
      SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'encounter'
        AND sql NOT LIKE '%partner_id%' AND sql NOT LIKE '%person_id%'
        AND sql NOT LIKE '%contact_code_id%'
      """)
    // The team's index; beside it the table itself and the devices' feed.
    #expect(indexes == 1)
  }
}
