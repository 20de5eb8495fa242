// What a chart says, before it is drawn: bars of segments, each with a value or hidden.

import Vocabulary

/// A chart of bars.
struct Chart: Sendable {
  /// A part of a bar; nil is hidden.
  struct Segment: Sendable {
    let label: String
    let value: Int?
    /// The place of its colour.
    let colour: Int
  }

  /// A bar.
  struct Bar: Sendable {
    let label: String
    let segments: [Segment]

    /// What is shown of it, together.
    var length: Int { segments.reduce(0) { $0 + ($1.value ?? 0) } }
  }

  let heading: String
  /// What the axis counts.
  let axis: String
  /// Where the figures come from.
  let foot: String
  let bars: [Bar]
  /// What the colours mean; empty where each bar is one segment.
  let legend: [String]

  init(heading: String, axis: String, foot: String, bars: [Bar], legend: [String] = []) {
    self.heading = heading
    self.axis = axis
    self.foot = foot
    self.bars = bars
    self.legend = legend
  }

  /// A chart of a table: a bar for each row of a period, or for each column, divided by rows.
  init(of table: ShownTable?, heading: String, foot: String, _ language: Language) {
    guard let table else {
      self.init(heading: heading, axis: "", foot: foot, bars: [])
      return
    }
    let axis =
      table.counted == FigureGroup.Counted.persons.rawValue
      ? Label("antal personer", "number of persons") : Label("antal", "number")
    let rows = table.rows.indices.filter { table.rows.count == 1 || table.rows[$0] != .total }
    let columns = table.columns.indices.filter { table.columns[$0] != .total }
    let labels = table.rows.map { $0.label[language] }
    guard columns.count > 1, rows.count > 1 else {
      let isOfColumns = columns.count > 1
      let bars =
        isOfColumns
        ? columns.map { column in
          Bar(
            label: table.columns[column].label[language],
            segments: [Segment(label: "", value: table.values[rows[0]][column], colour: 0)])
        }
        : columns.isEmpty
          ? []
          : rows.map { row in
            Bar(
              label: labels[row],
              segments: [Segment(label: "", value: table.values[row][columns[0]], colour: 0)])
          }
      self.init(heading: heading, axis: axis[language], foot: foot, bars: bars)
      return
    }
    let bars = columns.map { column in
      Bar(
        label: table.columns[column].label[language],
        segments: rows.enumerated().map { place, row in
          Segment(label: labels[row], value: table.values[row][column], colour: place)
        })
    }
    self.init(
      heading: heading, axis: axis[language], foot: foot, bars: bars,
      legend: rows.map { labels[$0] })
  }
}
