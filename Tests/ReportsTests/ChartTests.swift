// Charts: well-formed, without script, saying the same as the figures, hidden ones drawn as hidden.

import Foundation
import FoundationEssentials
import Testing
import Vocabulary

@testable import Reports

/// Whether a text is well-formed XML as far as charts go: tags are closed in order, and nothing
/// stands bare that must be escaped.
func xmlFault(_ text: String) -> String? {
  var open: [Substring] = []
  var rest = text[...]
  while let start = rest.firstIndex(of: "<") {
    let before = rest[..<start]
    if before.contains(">") { return "a bare > in \(before.suffix(40))" }
    if let fault = entityFault(before) { return fault }
    guard let end = rest[start...].firstIndex(of: ">") else { return "a tag without an end" }
    let tag = rest[rest.index(after: start)..<end]
    rest = rest[rest.index(after: end)...]
    if tag.hasPrefix("?") || tag.hasSuffix("/") { continue }
    if tag.filter({ $0 == "\"" }).count.isMultiple(of: 2) == false { return "quotes in \(tag)" }
    if tag.hasPrefix("/") {
      guard open.popLast() == tag.dropFirst() else { return "\(tag) closes another" }
    } else {
      open.append(tag.prefix { !$0.isWhitespace })
    }
  }
  return open.isEmpty ? nil : "left open: \(open)"
}

private func entityFault(_ text: Substring) -> String? {
  for part in text.split(separator: "&", omittingEmptySubsequences: false).dropFirst()
  where !["amp;", "lt;", "gt;", "quot;"].contains(where: part.hasPrefix) {
    return "a bare & before \(part.prefix(20))"
  }
  return nil
}

struct ChartTests {
  private func draw(_ values: [[Int?]], names: [String] = ["a", "b", "c"]) -> String {
    let table = ShownTable(
      code: "t", label: Label("efter \"ort\" & <mer>", "by"), counted: "persons",
      rows: names.prefix(values.count).map { FigureLine(named: $0) },
      columns: (values.first ?? []).indices.map { FigureLine(named: "2026-0\($0 + 1)") },
      values: values)
    let chart = Chart(of: table, heading: table.label.sv, foot: "kör 1", .sv)
    return String(decoding: ChartWriter(.sv).draw(chart), as: UTF8.self)
  }

  @Test(
    arguments: [
      [[1]], [[nil]], [[0], [0]], [[7, nil], [nil, 12]], [[100_000, 3], [0, 0], [nil, nil]],
    ] as [[[Int?]]])
  func `a chart is well-formed and has no script`(_ values: [[Int?]]) {
    let svg = draw(values, names: ["<b>&amp;", "\"x\"\u{1}", "å ä ö 🙂"])
    #expect(xmlFault(svg) == nil, "\(xmlFault(svg) ?? "")")
    #expect(svg.contains("role=\"img\"") && svg.contains("<title id=") && svg.contains("<desc"))
    #expect(svg.contains("prefers-color-scheme:dark"))
    for word in ["<script", "href", "onload", "url(http", "@import", "\u{1}"] {
      #expect(!svg.contains(word))
    }
  }

  @Test func `a real parser reads it`() throws {
    let svg = draw([[7, nil, 5], [nil, 12, 0], [3, 4, 5]], names: ["<&\">", "b", "c"])
    let path = NSTemporaryDirectory() + "chart-\(UInt64.random(in: .min ... .max)).svg"
    try Data(svg.utf8).write(to: URL(fileURLWithPath: path))
    defer { _ = Result { try FileManager.default.removeItem(atPath: path) } }
    let python = "/usr/bin/python3"
    guard FileManager.default.isExecutableFile(atPath: python) else { return }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = ["-c", "import sys,xml.dom.minidom as m;m.parse(sys.argv[1])", path]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test func `hidden is drawn hatched, at one length for all, and no sum stands beside it`() {
    let svg = draw([[8, nil], [nil, 20]])
    #expect(svg.components(separatedBy: "class=\"hidden\"").count == 3)
    #expect(svg.components(separatedBy: "width=\"28\"").count == 3)
    #expect(svg.contains("dold (för få)") && svg.contains("…"))
    #expect(!svg.contains(">28<"))
    // Nought is drawn as nothing, not as hidden.
    let nought = draw([[0]])
    #expect(!nought.contains("class=\"hidden\"") && nought.contains(">0<"))
  }

  @Test func `the charts of two hidden counts are the same`() {
    // A chart is made from what is shown: there is nothing else to differ by.
    #expect(draw([[nil, 9]]) == draw([[nil, 9]]))
    #expect(draw([[nil]]) != draw([[0]]))
  }

  @Test func `what says nothing is left out or shortened`() {
    let long = String(repeating: "å", count: 80)
    let svg = draw([[5]], names: [long])
    #expect(svg.contains("…") && xmlFault(svg) == nil)
    #expect(ChartWriter.escaped("a\tb\u{0}<") == "a b&lt;")
    #expect(xmlFault("<a><b></a></b>") != nil && xmlFault("<a>&</a>") != nil)
  }
}
