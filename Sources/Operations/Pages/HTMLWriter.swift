// Writes HTML: markup is only ever a literal of ours, everything else is escaped.

/// An append-only writer of one HTML page.
struct HTMLWriter {
  /// What has been written so far.
  private(set) var bytes: [UInt8] = []

  /// Writes markup.
  mutating func markup(_ literal: StaticString) {
    literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Writes text, escaped for elements and for quoted attributes.
  mutating func text(_ value: String) {
    for byte in value.utf8 {
      switch byte {
      case UInt8(ascii: "&"): markup("&amp;")
      case UInt8(ascii: "<"): markup("&lt;")
      case UInt8(ascii: ">"): markup("&gt;")
      case UInt8(ascii: "\""): markup("&quot;")
      case UInt8(ascii: "'"): markup("&#39;")
      default: bytes.append(byte)
      }
    }
  }

  /// Writes text between two pieces of markup.
  mutating func line(_ before: StaticString, _ value: String, _ after: StaticString) {
    markup(before)
    text(value)
    markup(after)
  }

  /// A whole page in Swedish, whose main part the closure writes.
  static func page(title: String, _ body: (inout HTMLWriter) -> Void) -> [UInt8] {
    var writer = HTMLWriter()
    writer.markup(
      """
      <!doctype html>
      <html lang="sv"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      """)
    writer.line("<title>", title, "</title>\n<style>")
    writer.markup(style)
    writer.markup("</style></head><body><a class=\"skip\" href=\"#main\">Till innehållet</a>\n")
    writer.markup("<main id=\"main\">\n")
    writer.line("<h1>", title, "</h1>\n")
    body(&writer)
    writer.markup("</main></body></html>\n")
    return writer.bytes
  }

  // Readable without it; dark where the reader's machine is. WCAG 2.1 AA contrasts.
  private static let style: StaticString = """
    :root{color-scheme:light dark}
    body{font:1rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:72rem;padding:1rem}
    code,pre{font-family:ui-monospace,monospace;font-size:.9rem}
    pre{overflow-x:auto;padding:.5rem;border:1px solid #767676}
    table{border-collapse:collapse}th,td{border:1px solid #767676;padding:.15rem .4rem}
    th{text-align:left}.wide{overflow-x:auto}
    summary{cursor:pointer;padding:.25rem 0}details{border-bottom:1px solid #767676}
    .skip{position:absolute;left:-99rem}.skip:focus{position:static}
    """
}
