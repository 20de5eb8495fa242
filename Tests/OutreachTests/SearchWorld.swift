// Orders and tips as this room's tests make them.

import Access
import JSON
import Pipeline
import SQLite
import TestSupport
import Testing
import Vocabulary

@testable import Outreach

extension World {
  /// Orders a search and returns the answer.
  func orderSearch(
    _ subject: String = #"{"described": {"text": "Grön jacka.", "sex": "woman"}}"#,
    _ more: String = "", as who: String = "uppsala-intake"
  ) throws -> Answer {
    try call(
      "POST", "/api/v1/search-orders",
      json: """
        {"subject": \(subject), "team": "uppsala-stodteamet", "why": "Ska få besked."\(more)}
        """, as: who)
  }

  /// Tries to find somebody.
  func attempt(
    _ order: String, _ json: String, as who: String = "uppsala-outreach"
  ) throws -> Answer {
    clock.now = Timestamp(milliseconds: clock.now.milliseconds + 1)
    return try call("POST", "/api/v1/search-orders/\(order)/attempts", json: json, as: who)
  }

  /// Tells something.
  func tip(_ more: String = "", as who: String = "uppsala-guide") throws -> Answer {
    try call(
      "POST", "/api/v1/tips",
      json: #"{"what": "En kvinna sover i väntsalen."\#(more)}"#, as: who)
  }

  /// Reads something.
  func get(_ path: String, as who: String = "uppsala-outreach") throws -> Answer {
    try call("GET", "/api/v1" + path, as: who)
  }

  /// Lets days pass; nobody is signed out by that.
  func wait(days: Int) throws {
    clock.now = clock.now.plus(days: days)
    // What is kept in memory of earlier uses is forgotten after a day.
    _ = services.lastUse.takeUnwritten(at: clock.now.plus(days: 500))
    try write { try $0.run("UPDATE session SET last_used_at = ?", clock.now) }
  }

  /// A moment of the day before, by the clock in Sweden.
  func at(_ hour: Int, daysAgo days: Int = 1) -> String {
    CivilTime.instant(day: Day.of(clock.now).plus(days: -days), hour: hour, minute: 0).text
  }
}

/// An entrance of the cast, with the team behind it.
let entranceMember = #", "entrance": "uppsala-ingang-akut-hemloshet""#

/// An id that never was.
let unknownID = "0190d5f0-7c00-7000-8000-00000000ffff"
