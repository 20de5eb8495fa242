// The forms in which a whole list leaves: a line of JSON for each item, or a table for spreadsheets
// whose columns are read off the item's shape, so that no list has a second description.

import JSON

/// A form of a whole list.
enum ExportFormat {
  /// NDJSON: one JSON text a line.
  case lines
  case table

  /// The form of a media type; nil for a page as JSON.
  init?(_ mediaType: String) {
    switch mediaType {
    case Self.lines.mediaType: self = .lines
    case Self.table.mediaType: self = .table
    default: return nil
    }
  }

  /// The media type that asks for it.
  var mediaType: String {
    switch self {
    case .lines: "application/x-ndjson"
    case .table: "text/csv"
    }
  }

  /// The field Content-Type of the answer.
  var contentType: String {
    switch self {
    case .lines: mediaType
    case .table: "text/csv; charset=utf-8; header=present"
    }
  }
}

extension Route {
  /// The media types of a list that is also given whole.
  package static let listTypes = [
    "application/json", ExportFormat.lines.mediaType, ExportFormat.table.mediaType,
  ]
}

/// Writes the items of a list's pages, one page after the other.
struct ExportWriter {
  private let columns: [[String]]
  private var table: CSVWriter?

  /// A writer of the items of a page's shape.
  init(_ format: ExportFormat, page: Shape?) {
    switch format {
    case .lines:
      columns = []
    case .table:
      columns = Self.columns(of: page?.item)
      table = CSVWriter(columns: columns.map { $0.joined(separator: ".") })
    }
  }

  /// The bytes of some items, and of the table's head before the first.
  mutating func write(_ items: [JSONValue]) -> [UInt8] {
    guard table != nil else { return Self.lines(of: items) }
    for item in items { table?.row(columns.map { Self.cell(item, at: $0[...]) }) }
    return table?.take() ?? []
  }

  private static func lines(of items: [JSONValue]) -> [UInt8] {
    var bytes: [UInt8] = []
    for item in items {
      var writer = JSONWriter(reserving: 512)
      writer.value(item)
      bytes += writer.bytes
      bytes.append(0x0A)
    }
    return bytes
  }

  // An object within an item has a column for each of its members: `team.name`.
  private static func columns(of shape: Shape?) -> [[String]] {
    switch shape {
    case .nullable(let inner): columns(of: inner)
    case .object(let object):
      object.members.flatMap { member in columns(of: member.shape).map { [member.name] + $0 } }
    default: [[]]
    }
  }

  private static func cell(_ value: JSONValue?, at path: ArraySlice<String>) -> String? {
    if let name = path.first { return cell(value?[name], at: path.dropFirst()) }
    switch value {
    case nil, .null?: return nil
    case .string(let text)?: return text
    case .array(let values)? where values.allSatisfy(isPlain):
      return values.map { cell($0, at: []) ?? "" }.joined(separator: " ")
    case let value?:
      var writer = JSONWriter()
      writer.value(value)
      return String(decoding: writer.bytes, as: UTF8.self)
    }
  }

  private static func isPlain(_ value: JSONValue) -> Bool {
    switch value {
    case .array, .object: false
    default: true
    }
  }
}

extension Shape {
  /// The shape of the items of a page.
  fileprivate var item: Shape? {
    guard case .object(let page) = self,
      case .list(let item, _)? = page.members.first(where: { $0.name == "items" })?.shape
    else { return nil }
    return item
  }
}
