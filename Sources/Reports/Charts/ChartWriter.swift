// Draws a chart as SVG that a browser shows as it is: no script, nothing fetched, readable in light
// and dark, with a text that says the same. What is hidden is drawn hatched, at one length for all.

import Vocabulary

/// Writes charts.
struct ChartWriter: Sendable {
  private let language: Language

  init(_ language: Language) { self.language = language }

  private static let width = 760
  private static let labelWidth = 230
  private static let barHeight = 22
  private static let barStep = 32
  private static let top = 70
  private static let plotWidth = width - labelWidth - 80
  private static let hiddenWidth = 28
  private static let valueWidth = 30
  private static let colours = [
    ("#2f6690", "#7fb2d9"), ("#b8492a", "#f2a488"), ("#4a7a30", "#a5d48a"),
    ("#8a5a9e", "#cfa6e0"), ("#8a6a00", "#e8c95a"), ("#2c7474", "#86d0d0"),
    ("#8c4a4a", "#d9a0a0"), ("#5f6b7a", "#b6c0cc"),
  ]

  private var hiddenWord: String { Label("dold (för få)", "hidden (too few)")[language] }

  /// The bytes of a chart.
  func draw(_ chart: Chart) -> [UInt8] {
    let plotEnd = Self.top + max(1, chart.bars.count) * Self.barStep
    let legendTop = plotEnd + 50
    let legendLines = (chart.legend.count + 2) / 3
    let height = legendTop + legendLines * 20 + 30
    let scale = Self.scale(for: chart.bars.map(\.length).max() ?? 0)
    var svg = """
      <?xml version="1.0" encoding="UTF-8"?>
      <svg xmlns="http://www.w3.org/2000/svg" width="\(Self.width)" height="\(height)" \
      viewBox="0 0 \(Self.width) \(height)" role="img" aria-labelledby="title desc" \
      xml:lang="\(language.rawValue)">
      <title id="title">\(Self.escaped(chart.heading))</title>
      <desc id="desc">\(Self.escaped(words(of: chart)))</desc>
      \(Self.style)
      <rect class="ground" width="100%" height="100%"/>
      <text class="heading" x="16" y="32">\(Self.escaped(chart.heading))</text>

      """
    svg += axis(scale, chart.axis, from: Self.top, to: plotEnd)
    for (place, bar) in chart.bars.enumerated() {
      svg += draw(bar, scale, at: Self.top + place * Self.barStep + 5)
    }
    for (place, label) in chart.legend.enumerated() {
      let (x, y) = (16 + place % 3 * 248, legendTop + place / 3 * 20)
      svg += """
        <rect class="c\(place % Self.colours.count)" x="\(x)" y="\(y - 11)" width="12" \
        height="12"/><text x="\(x + 18)" y="\(y)">\(Self.escaped(Self.short(label, 34)))</text>

        """
    }
    svg += "<text class=\"foot\" x=\"16\" y=\"\(height - 12)\">\(Self.escaped(chart.foot))</text>\n"
    return Array((svg + "</svg>\n").utf8)
  }

  /// The whole chart in words.
  private func words(of chart: Chart) -> String {
    let bars = chart.bars.map { bar in
      let parts = bar.segments.filter { $0.value != 0 || bar.segments.count == 1 }.map { part in
        (part.label.isEmpty ? "" : part.label + " ") + (part.value.map(String.init) ?? hiddenWord)
      }
      return bar.label + ": " + (parts.isEmpty ? "0" : parts.joined(separator: ", "))
    }
    return ([chart.axis] + bars).filter { !$0.isEmpty }.joined(separator: ". ") + "."
  }

  private func draw(_ bar: Chart.Bar, _ scale: Scale, at y: Int) -> String {
    var svg = """
      <text class="label" x="\(Self.labelWidth - 8)" y="\(y + 16)">\
      \(Self.escaped(Self.short(bar.label, 34)))</text>

      """
    var x = Self.labelWidth
    for segment in bar.segments {
      let said = segment.label.isEmpty ? bar.label : bar.label + ", " + segment.label
      let width = segment.value.map { scale.length(of: $0) } ?? Self.hiddenWidth
      guard width > 0 else { continue }
      let kind = segment.value == nil ? "hidden" : "c\(segment.colour % Self.colours.count)"
      let value = segment.value.map(String.init) ?? hiddenWord
      svg += """
        <rect class="\(kind)" x="\(x)" y="\(y)" width="\(width)" height="\(Self.barHeight)">\
        <title>\(Self.escaped(said)): \(Self.escaped(value))</title></rect>

        """
      // Where there is room, the number stands on the colour: paper has no pointer.
      if bar.segments.count > 1, segment.value != nil, width >= Self.valueWidth {
        svg += """
          <text class="value" x="\(x + width / 2)" y="\(y + 16)">\(Self.escaped(value))</text>

          """
      }
      x += width
    }
    // A sum beside a hidden part would tell the part.
    let isWhole = bar.segments.allSatisfy { $0.value != nil }
    let end = isWhole ? "\(bar.length)" : bar.segments.count == 1 ? hiddenWord : "…"
    return svg + "<text x=\"\(x + 6)\" y=\"\(y + 16)\">\(Self.escaped(end))</text>\n"
  }

  private func axis(_ scale: Scale, _ name: String, from top: Int, to end: Int) -> String {
    var svg = ""
    for tick in [0, scale.most / 2, scale.most] {
      let x = Self.labelWidth + scale.length(of: tick)
      svg += """
        <line class="grid" x1="\(x)" y1="\(top)" x2="\(x)" y2="\(end)"/>\
        <text class="tick" x="\(x)" y="\(end + 16)">\(tick)</text>

        """
    }
    let middle = Self.labelWidth + Self.plotWidth / 2
    return svg
      + "<text class=\"tick\" x=\"\(middle)\" y=\"\(top - 12)\">\(Self.escaped(name))</text>\n"
  }

  // MARK: parts

  private struct Scale {
    let most: Int

    func length(of value: Int) -> Int { value * ChartWriter.plotWidth / most }
  }

  // The end of the axis: an even number with one or two leading digits.
  private static func scale(for most: Int) -> Scale {
    var step = 2
    while step * 10 < most { step *= step.description.hasPrefix("2") ? 5 : 2 }
    return Scale(most: max(step, (most + step - 1) / step * step))
  }

  private static let style: String = {
    let light = colours.enumerated().map { ".c\($0){fill:\($1.0)}" }.joined()
    let dark = colours.enumerated().map { ".c\($0){fill:\($1.1)}" }.joined()
    return """
      <defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" \
      patternTransform="rotate(45)"><line class="stripe" x1="0" y1="0" x2="0" y2="6"/></pattern>\
      </defs>
      <style>text{font:13px system-ui,sans-serif;fill:#1a1a1a}.heading{font-size:18px;\
      font-weight:600}.label{text-anchor:end}.tick{text-anchor:middle;font-size:12px}\
      .value{text-anchor:middle;font-size:12px;fill:#ffffff}.foot{font-size:11px}\
      .ground{fill:#ffffff}.grid{stroke:#c9c9c9}\
      .stripe{stroke:#555555;stroke-width:3}.hidden{fill:url(#hatch);stroke:#555555;\
      stroke-dasharray:3 2}\(light)\
      @media (prefers-color-scheme:dark){text{fill:#eeeeee}.value{fill:#16191d}\
      .ground{fill:#16191d}.grid{stroke:#4a4f57}.stripe{stroke:#bbbbbb}\
      .hidden{stroke:#bbbbbb}\(dark)}</style>
      """
  }()

  private static func short(_ text: String, _ charactersMax: Int) -> String {
    text.count > charactersMax ? text.prefix(charactersMax - 1) + "…" : text
  }

  /// Text that is safe between tags and in attributes; what XML cannot hold is left out.
  static func escaped(_ text: String) -> String {
    var safe = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": safe += "&amp;"
      case "<": safe += "&lt;"
      case ">": safe += "&gt;"
      case "\"": safe += "&quot;"
      case "\t", "\n", "\r": safe += " "
      case _ where scalar.value < 0x20 || (0xFFFE...0xFFFF).contains(scalar.value): continue
      default: safe.unicodeScalars.append(scalar)
      }
    }
    return safe
  }
}
