// Lists page by page: a cursor is where the last page ended, signed, so that it survives inserts
// and deletes and cannot be made up.

import HTTP
package import JSON
package import Vocabulary

/// Signs and reads cursors.
package struct CursorSigner: Sendable {
  private let secret: [UInt8]

  /// A signer with the server's secret (access.md 5: derived from `secret.key`).
  package init(secret: [UInt8]) { self.secret = secret }

  /// A cursor that holds some values and fits one path only.
  func sign(_ values: [String], for path: String) -> String {
    var writer = JSONWriter(reserving: 96)
    writer.array { for value in values { $0.string(value) } }
    return Base64URL.encode(tag(writer.bytes, path) + writer.bytes)
  }

  /// The values of a cursor; nil when it is not one of ours for that path.
  func values(of cursor: String, for path: String) -> [String]? {
    guard let bytes = Base64URL.decode(cursor), bytes.count > Self.tagBytes else { return nil }
    let payload = Array(bytes[Self.tagBytes...])
    guard ConstantTime.equal(Array(bytes[..<Self.tagBytes]), tag(payload, path)) else { return nil }
    do throws(JSONFault) {
      return try JSONReader.read(payload).array?.compactMap(\.string)
    } catch {
      return nil
    }
  }

  /// A keyed form of a hash that is kept: of a body that holds little but an identity number, a
  /// bare hash would give the number to whoever tries them all.
  func seal(_ hash: [UInt8]) -> [UInt8] {
    HMAC.sha256(key: secret, message: Array("hash\n".utf8) + hash).bytes
  }

  private static let tagBytes = 12

  private func tag(_ payload: [UInt8], _ path: String) -> [UInt8] {
    let message = Array("cursor\n\(path)\n".utf8) + payload
    return Array(HMAC.sha256(key: secret, message: message).bytes.prefix(Self.tagBytes))
  }
}

/// Which page of a list is asked for.
package struct Page: Sendable {
  /// Most rows on a page.
  package static let limitMax = 200
  /// The last row that page numbers reach; beyond it only a cursor does.
  package static let numberedRowsMax = 10_000

  /// Rows on the page.
  package let limit: Int
  /// The values that the last page ended with; nil on a first or numbered page.
  package let after: [String]?
  /// Rows to pass over, for a numbered page.
  package let offset: Int
  /// Whether the total is asked for.
  package let wantsTotal: Bool

  /// Rows to ask the database for: one more tells whether there is a next page.
  package var fetchCount: Int { limit + 1 }

  /// The id that the last page ended with, for lists in the order of ids.
  ///
  /// - Throws: `Refusal` 400 for a cursor of another kind of list.
  package func afterID<Subject>() throws(Refusal) -> ID<Subject>? {
    guard let after else { return nil }
    guard after.count == 1, let id = ID<Subject>(after[0]) else { throw .badQuery("cursor") }
    return id
  }

  /// The query parameters of every list.
  package static let parameters = [
    Parameter("limit", .integer(1...limitMax), "Rows on the page, 1–200; 20 where absent."),
    Parameter("cursor", .text(charactersMax: 1_000), "Where the last page ended: its `next`."),
    Parameter("page", .integer(1...numberedRowsMax), "Page number from 1, up to row 10,000."),
    Parameter("count", .code(["exact"]), "`exact` adds `total`, or `totalAtLeast` above 10,000."),
  ]
}

extension Call {
  /// The page that the query asks for.
  ///
  /// - Throws: `Refusal` 400 for values out of range, a foreign cursor, or a page too far out.
  package func page() throws(Refusal) -> Page {
    let limit = try integer("limit", in: 1...Page.limitMax) ?? 20
    if let count = request.query["count"], count != "exact" {
      throw .badQuery("count", allowed: ["exact"])
    }
    let number = try integer("page", in: 1...Page.numberedRowsMax)
    let offset = ((number ?? 1) - 1) * limit
    guard offset + limit <= Page.numberedRowsMax else {
      throw .badQuery("page", allowed: ["cursor"])
    }
    var after: [String]?
    if let cursor = request.query["cursor"] {
      guard number == nil, let values = cursors.values(of: cursor, for: request.path) else {
        throw .badQuery("cursor")
      }
      after = values
    }
    return Page(
      limit: limit, after: after, offset: offset, wantsTotal: request.query["count"] != nil)
  }

  /// An integer of the query; nil when it is absent.
  ///
  /// - Throws: `Refusal` 400 when it is not one of the range.
  package func integer(_ name: String, in range: ClosedRange<Int>) throws(Refusal) -> Int? {
    guard let text = request.query[name] else { return nil }
    guard let value = Int(text), range.contains(value), text.utf8.count <= 9 else {
      throw .badQuery(name, allowed: ["\(range.lowerBound)..\(range.upperBound)"])
    }
    return value
  }

  /// Days of the query as `a..b`, both included, or one day; either end may be left out.
  ///
  /// - Throws: `Refusal` 400 for what is none, or ends before it begins.
  package func days(_ name: String) throws(Refusal) -> (first: Day?, last: Day?)? {
    guard let text = request.query[name] else { return nil }
    if let day = Day(text) { return (day, day) }
    guard let dots = text.firstRange(of: "..") else { throw .badQuery(name, allowed: ["a..b"]) }
    let (from, to) = (text[..<dots.lowerBound], text[dots.upperBound...])
    let (first, last) = (Day(String(from)), Day(String(to)))
    guard from.isEmpty || first != nil, to.isEmpty || last != nil, first != nil || last != nil,
      first ?? last ?? Day(number: 0) <= last ?? first ?? Day(number: 0)
    else { throw .badQuery(name, allowed: ["a..b"]) }
    return (first, last)
  }

  /// Codes of the query, separated by commas; empty when it is absent.
  ///
  /// - Throws: `Refusal` 400 when one is not in the list.
  package func codes<List: CodeList>(_ name: String, _ list: List.Type) throws(Refusal) -> [List] {
    var found: [List] = []
    for part in (request.query[name] ?? "").split(separator: ",") {
      guard let code = List(rawValue: String(part)) else {
        throw .badQuery(name, allowed: List.codes)
      }
      found.append(code)
    }
    return found
  }

  /// A page of a list as a reply: `items`, `next`, and the Link to it (RFC 8288).
  ///
  /// - Parameters:
  ///   - rows: at most `fetchCount` rows; the one too many is not shown.
  ///   - total: how many rows there are in all, counted up to one more than 10,000.
  ///   - end: the values that a cursor after a row holds.
  package func list<Item>(
    _ rows: [Item], on page: Page, about: About, total: Int? = nil, end: (Item) -> [String],
    write: (Item, inout JSONWriter) -> Void
  ) -> Reply {
    let shown = rows.prefix(page.limit)
    let next = rows.count > page.limit ? shown.last.map { cursor(after: end($0)) } : nil
    var reply = Reply(about: about) { writer in
      writer.object { writer in
        writer.array("items") { for item in shown { write(item, &$0) } }
        writer.member("next", next)
        if let total {
          if total > Page.numberedRowsMax {
            writer.member("totalAtLeast", Page.numberedRowsMax)
          } else {
            writer.member("total", total)
          }
        }
      }
    }
    reply.next = next.map(link(to:))
    return reply
  }

  /// The values of a cursor that stands in a parameter of another name; nil when it is absent.
  ///
  /// - Throws: `Refusal` 400 for a cursor that is not one of ours for this path.
  package func cursorValues(_ name: String) throws(Refusal) -> [String]? {
    guard let cursor = request.query[name] else { return nil }
    guard let values = cursors.values(of: cursor, for: request.path) else { throw .badQuery(name) }
    return values
  }

  /// The cursor after a row that ends with these values.
  package func cursor(after values: [String]) -> String {
    cursors.sign(values, for: request.path)
  }

  /// The link to the page after a row that ends with these values.
  package func link(after values: [String]) -> String { link(to: cursor(after: values)) }

  private func link(to cursor: String) -> String {
    var query = request.query
    query["page"] = nil
    query["cursor"] = cursor
    let items = query.sorted { $0.key < $1.key }.map { item in
      "\(item.key)=\(PercentCoding.encode(item.value))"
    }
    return request.path + "?" + items.joined(separator: "&")
  }
}
