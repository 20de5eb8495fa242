// The sheet of one shift: what a crew takes along on paper, for when the network is down.

import Access
import JSON
import Pipeline
import Vocabulary

/// A shift, the hazards of its places, and whom the team looks for.
struct ShiftSheet {
  let view: ShiftView
  let orders: [OpenOrder]
  let seasons: [Season]

  /// Gathers what one caller may take along.
  init(_ shift: Shift, for call: Call) throws {
    view = try ShiftView(shift, for: call)
    orders = try OpenOrders(call).list(of: [shift.teamID])
    seasons = try SeasonStore(call.database).current(
      board: shift.board, unit: shift.unit, at: call.now)
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.array("hazards") { writer in
        for view in view.places where view.isExact {
          for hazard in view.place.hazards {
            writer.object { writer in
              writer.member("place", view.place.name)
              writer.member("text", hazard)
            }
          }
        }
      }
      writer.array("seasons") { writer in for season in seasons { season.write(to: &writer) } }
      writer.object("shift") { view.writeMembers(to: &$0) }
      writer.array("searchOrders") { writer in for order in orders { order.write(to: &writer) } }
    }
  }

  /// What a sheet looks like on the wire.
  static let shape: Shape = .object(
    "ShiftSheet",
    [
      .init(
        "hazards",
        .list(
          .object(
            "Hazard", [.init("place", .text), .init("text", .text(charactersMax: 300))]),
          countMax: 1_200)),
      .init("seasons", .list(Season.shape, countMax: SeasonStore.countMax)),
      .init("shift", ShiftView.shape),
      .init("searchOrders", .list(OpenOrder.shape, countMax: OpenOrders.countMax)),
    ])

  /// The sheet as a page to print.
  var page: [UInt8] {
    var html = SheetWriter()
    let shift = view.shift
    let (day, hour, minute) = CivilTime.local(shift.plannedFrom)
    html.begin(title: "\(shift.team.name) \(day.text)")
    html.line("<p>Börjar kl. ", "\(hour):\(minute < 10 ? "0" : "")\(minute)", "</p>\n")
    html.line("<p>Besättning: ", shift.crew.map(\.user.name).joined(separator: ", "), "</p>\n")
    for season in seasons { html.line("<p><b>", season.headline, "</b></p>\n") }
    html.markup("<h2>Att se upp med</h2>\n<ul>\n")
    for place in view.places where place.isExact {
      for hazard in place.place.hazards {
        html.line("<li>", "\(place.place.name): \(hazard)", "</li>\n")
      }
    }
    html.markup("</ul>\n<h2>Platser i ordning</h2>\n<ol>\n")
    for view in view.places {
      let area = view.place.area.map { ", \($0)" } ?? ""
      html.line("<li>", view.place.name + area, "</li>\n")
    }
    html.markup("</ol>\n<h2>Vi söker</h2>\n<ul>\n")
    for order in orders { html.line("<li>", order.line, "</li>\n") }
    html.markup("</ul>\n")
    return html.end()
  }
}

/// Writes a printed sheet: markup is only ever a literal of ours, everything else is escaped.
struct SheetWriter {
  private var bytes: [UInt8] = []

  mutating func begin(title: String) {
    markup("<!doctype html>\n<html lang=\"sv\"><head><meta charset=\"utf-8\">\n")
    line("<title>", title, "</title>\n")
    markup("<style>body{font:12pt/1.4 sans-serif;max-width:18cm;margin:auto}</style>\n")
    markup("</head><body>\n")
    line("<h1>", title, "</h1>\n")
  }

  mutating func markup(_ literal: StaticString) {
    literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  mutating func line(_ before: StaticString, _ value: String, _ after: StaticString) {
    markup(before)
    for byte in value.utf8 {
      switch byte {
      case UInt8(ascii: "&"): markup("&amp;")
      case UInt8(ascii: "<"): markup("&lt;")
      case UInt8(ascii: ">"): markup("&gt;")
      default: bytes.append(byte)
      }
    }
    markup(after)
  }

  mutating func end() -> [UInt8] {
    markup("</body></html>\n")
    return bytes
  }
}
