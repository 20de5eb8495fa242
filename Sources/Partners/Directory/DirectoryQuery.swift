// What a reader of the directory asks for. Every parameter of HSDS 3.0 is understood; those about
// what we do not publish (taxonomies) find nothing, for all of them hold together.

import Pipeline
import SQLite
import Vocabulary

/// A question to the directory.
struct DirectoryQuery {
  /// Most records on a page.
  static let pageMax = 200
  /// Records on a page where nothing is said.
  static let pageUsual = 50
  /// Records on a page of ids only, which shall be one page where that can be.
  static let minimalPageUsual = 1_000
  /// The farthest page.
  static let pageNumberMax = 1_000_000

  let number: Int
  let size: Int
  let form: DirectoryForm
  let organization: PartnerID?
  let modifiedAfter: Timestamp?
  /// The words that must all be found, each surrounded by what parts words.
  let words: [[UInt8]]
  /// Whether it asks for what nothing here has.
  let findsNothing: Bool

  /// Whether every record is asked for, page by page.
  var isUnfiltered: Bool {
    organization == nil && modifiedAfter == nil && words.isEmpty && !findsNothing
  }

  /// Reads the query of a call.
  ///
  /// - Throws: `Refusal` 400 for a value that does not do.
  init(_ call: Call) throws(Refusal) {
    let query = call.request.query
    if let format = query["format"], format != "json" {
      throw .badQuery("format", allowed: ["json"])
    }
    let isMinimal = try Self.flag("minimal", query)
    let isFull = try Self.flag("full", query)
    form = isMinimal ? .minimal : isFull ? .full : .summary
    number = try call.integer("page", in: 1...Self.pageNumberMax) ?? 1
    size =
      try call.integer("per_page", in: 1...Self.pageMax)
      ?? (isMinimal ? Self.minimalPageUsual : Self.pageUsual)
    var isElsewhere = query["taxonomy_term_id"] != nil || query["taxonomy_id"] != nil
    organization = query["organization_id"].flatMap { PartnerID($0) }
    // What is no id of ours names no organization.
    if query["organization_id"] != nil, organization == nil { isElsewhere = true }
    modifiedAfter = try Self.instant("modified_after", query)
    words = TextRules.searchTokens(query["search"] ?? "").map { Array((" " + $0).utf8) }
    if query["search"] != nil, words.isEmpty { isElsewhere = true }
    findsNothing = isElsewhere
  }

  /// Whether a record has the words and was modified late enough.
  func fits(_ row: Row) -> Bool {
    if let modifiedAfter {
      var times = row
      times.skip(2)
      guard times.timestamp() >= modifiedAfter else { return false }
    }
    return words.allSatisfy { word in row.withText(at: 3) { $0.contains(word) } }
  }

  private static func flag(_ name: String, _ query: [String: String]) throws(Refusal) -> Bool {
    switch query[name] {
    case nil, "false": false
    case "true": true
    default: throw .badQuery(name, allowed: ["true", "false"])
    }
  }

  // An instant, or a day, which means its beginning in Sweden.
  private static func instant(
    _ name: String, _ query: [String: String]
  ) throws(Refusal) -> Timestamp? {
    guard let text = query[name] else { return nil }
    if let day = Day(text) { return CivilTime.start(of: day) }
    guard let instant = Timestamp(text) else { throw .badQuery(name) }
    return instant
  }

  /// The parameters of a list of services.
  static let serviceParameters =
    parameters + [
      Parameter("modified_after", .instant, "Only what was modified at or after an instant."),
      Parameter("minimal", .code(["true", "false"]), "`true` gives ids and times only."),
      Parameter("organization_id", .id, "Only services of this organization."),
      Parameter("taxonomy_term_id", .text, "No terms are published, so it finds nothing."),
      Parameter("taxonomy_id", .text, "No taxonomies are published, so it finds nothing."),
    ]

  /// The parameters of a list of organizations.
  static let parameters = [
    Parameter("search", .text, "Words that all begin a word of name, description or provider."),
    Parameter("page", .integer(1...pageNumberMax), "Number of the page, from 1."),
    Parameter("per_page", .integer(1...pageMax), "Records on the page; 50 where absent."),
    Parameter("format", .code(["json"]), "The form of the answer."),
    Parameter("full", .code(["true", "false"]), "`true` gives whole records."),
  ]
}

extension UnsafeRawBufferPointer {
  /// Whether some bytes stand within these.
  fileprivate func contains(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first, bytes.count <= count else { return false }
    return (0...(count - bytes.count)).contains { start in
      self[start] == first && self[start..<(start + bytes.count)].elementsEqual(bytes)
    }
  }
}
