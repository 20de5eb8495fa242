// Tables as text/csv (RFC 4180), safe to open in a spreadsheet: a cell that would run as a formula
// gets an apostrophe before it.

/// Writes a table as CSV in UTF-8 with a byte order mark, which Excel needs to see å, ä and ö.
package struct CSVWriter: Sendable {
  /// The bytes so far.
  package private(set) var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// A table with its head.
  package init(columns: [String]) { row(columns) }

  /// Takes out what was written so far; the rows after it go on where these ended.
  package mutating func take() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }

  /// Adds a row; nil is an empty cell.
  package mutating func row(_ cells: [String?]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(cell ?? "")
    }
    bytes.append(contentsOf: [0x0D, 0x0A])
  }

  private mutating func append(_ cell: String) {
    var text = cell
    if let first = text.utf8.first, "=+-@\t\r".utf8.contains(first) { text = "'" + text }
    guard text.utf8.contains(where: { "\",\r\n".utf8.contains($0) }) else {
      bytes.append(contentsOf: text.utf8)
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
