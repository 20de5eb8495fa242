// The figures of the other reports, counted again.

import Foundation
import Testing
import Vocabulary

@testable import Referrals

extension NaiveReports {
  func acute() throws -> NaiveFigures {
    var figures = NaiveFigures()
    let all = try everybody()
    let persons = try demo.rows("person", "id", "board_id", "unit_id")
    let homes = try demo.rows(
      "living_situation", "person_id", "starts_on", "ends_on", "situation")
    let acute = Set(
      homes.filter { $0.text("situation") == "1" && holds($0) }.map {
        $0.text("person_id") ?? ""
      })
    for row in persons where acute.contains(row.text("id") ?? "") {
      let isOurs = scope.kind == "board" || (row.text("unit_id").map(scope.units.contains) ?? false)
      guard row.text("board_id") == scope.board, isOurs,
        let person = all["person " + (row.text("id") ?? "")]
      else { continue }
      let year = Int(last.prefix(4)) ?? 0
      for (table, code) in [
        ("sex", person.sex), ("age_band", person.band(inYear: year)), ("both_needs", person.both),
      ] {
        for code in [code, "total"] { figures.add("persons_by_" + table, code, "period") }
      }
      let roofless = person.housings.filter { LivingSubtype(code: $0)?.situation == .acute }
      for code in roofless + ["total"] { figures.add("persons_by_housing", code, "period") }
    }
    return figures
  }

  func exploitation() throws -> NaiveFigures {
    var figures = NaiveFigures()
    let kinds = ["sexual_exploitation", "forced_labour", "forced_begging", "forced_crime"]
    let all = try everybody()
    let referrals = try demo.rows(
      "referral", "sender_person_id", "person_id", "submitted_at", "status")
    let met = Dictionary(grouping: try meetings().filter { $0.subject != nil }) {
      $0.subject ?? ""
    }
    for (subject, meetings) in met {
      guard let person = all[subject], !person.needs.isDisjoint(with: kinds) else { continue }
      let id = String(subject.dropFirst("person ".count))
      let sent = referrals.filter {
        [$0.text("sender_person_id"), $0.text("person_id")].contains(id)
          && $0.text("status") != "entered-in-error"
      }.compactMap { month(of: $0.time("submitted_at")) }
      for month in sent { figures.event("referrals", "total", month) }
      for month in Set(meetings.map(\.month)) { figures.add("persons_monthly", "total", month) }
      let year = meetings[0].row.time("at").map { Day.of($0).year } ?? 0
      let band = person.band(inYear: year)
      let isChild = ["0-12", "13-15", "16-17"].contains(band)
      let isHoused = person.housings.contains("protected_housing")
      for (table, rows) in [
        ("kind", person.needs.filter(kinds.contains).map(\.self)), ("sex", [person.sex]),
        ("age", [isChild ? "child" : band == "unknown" ? "unknown" : "adult"]),
        ("referred", [sent.isEmpty ? "no" : "yes"]),
        ("protected_housing", [isHoused ? "yes" : "no"]),
      ] {
        for row in rows + ["total"] { figures.add("persons_by_" + table, row, "period") }
      }
    }
    return figures
  }

  func guides() throws -> NaiveFigures {
    var figures = NaiveFigures()
    let guides = Set(
      try demo.rows("role_grant", "user_id", "role").filter { $0.text("role") == "guide" }
        .compactMap { $0.text("user_id") })
    let (areas, all) = (try areas(), try everybody())
    let meetings = try meetings().filter { meeting in
      guides.contains((meeting.row.text("created_by") ?? "").replacing("-", with: ""))
    }
    for meeting in meetings {
      let area = area(meeting.row.text("place_id"), areas)
      for row in [area, "total"] { figures.event("encounters_by_area", row, meeting.month) }
      for row in try meeting.row.list("contents") + ["total"] {
        figures.event("encounters_by_content", row, meeting.month)
      }
    }
    let met = Dictionary(grouping: meetings.filter { $0.subject != nil }) { $0.subject ?? "" }
    for (subject, meetings) in met {
      let year = meetings[0].row.time("at").map { Day.of($0).year } ?? 0
      let person = all[subject] ?? Somebody()
      let times = meetings.count == 1 ? "1" : meetings.count < 4 ? "2-3" : "4+"
      for (table, row) in [
        ("sex", person.sex), ("age_band", person.band(inYear: year)), ("meetings", times),
      ] {
        for row in [row, "total"] { figures.add("persons_by_" + table, row, "period") }
      }
    }
    return figures
  }

  func referrals() throws -> NaiveFigures {
    var figures = NaiveFigures()
    var partners: [String: String] = [:]
    for row in try demo.rows("partner", "id", "kind") {
      partners[row.text("id") ?? ""] = row.text("kind")
    }
    let events = Dictionary(
      grouping: try demo.rows("referral_event", "id", "referral_id", "step", "at")
    ) { $0.text("referral_id") ?? "" }
    for row in try demo.rows(
      "referral", "id", "submitted_at", "sender_board_id", "sender_unit_id", "sender_partner_id",
      "receiver_board_id", "receiver_unit_id", "receiver_partner_id", "team_id", "urgency",
      "status", "status_reason", "outcome")
    {
      guard let sentAt = row.time("submitted_at"), let month = month(of: sentAt),
        row.text("status") != "entered-in-error"
      else { continue }
      let history = (events[row.text("id") ?? ""] ?? []).sorted {
        ($0.text("id") ?? "") < ($1.text("id") ?? "")
      }
      let isDeclined = row.text("status") == "rejected"
      let reason = DeclineReason(code: row.text("status_reason") ?? "")?.code ?? "other"
      for (side, other) in [("sent", "receiver"), ("received", "sender")] where isOn(side, row) {
        let party = row.text(other + "_partner_id").flatMap { partners[$0] } ?? "municipality"
        for (table, code) in [
          ("party", party), ("urgency", row.text("urgency") ?? ""),
          ("answer", try answer(row, sentAt, history)),
          ("decline", isDeclined ? reason : "not_declined"),
          ("outcome", row.text("outcome") ?? "none"),
        ] {
          for code in [code, "total"] { figures.event("\(side)_by_\(table)", code, month) }
        }
      }
    }
    return figures
  }

  private func isOn(_ side: String, _ row: PlainRow) -> Bool {
    let part = side == "sent" ? "sender" : "receiver"
    switch scope.kind {
    case "partner": return row.text(part + "_partner_id") == scope.partner
    case "board": return row.text(part + "_board_id") == scope.board
    case "unit": return row.text(part + "_unit_id").map(scope.units.contains) ?? false
    default: return side == "received" && (row.text("team_id").map(scope.teams.contains) ?? false)
    }
  }

  private func answer(
    _ row: PlainRow, _ sentAt: Timestamp, _ history: [PlainRow]
  ) throws -> String {
    let urgency = try #require(Urgency(code: row.text("urgency") ?? ""))
    var due = urgency.answerTime.due(from: sentAt)
    var asked: Timestamp?
    for event in history {
      let at = try #require(event.time("at"))
      switch event.text("step") {
      case "ask": asked = asked ?? at
      case "reply":
        if let start = asked {
          due = urgency.answerTime.due(due, pausedAt: start, resumedAt: at)
        }
        asked = nil
      case "accept", "decline", "waitlist", "forward":
        return (asked ?? at) <= due ? "in_time" : "late"
      default: continue
      }
    }
    return "none"
  }
}
