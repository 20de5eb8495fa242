// What a client would rather have, one line a case.

import Testing

@testable import HTTP

@Suite struct AcceptTests {
  private static let types = ["application/json", "text/csv"]

  @Test(
    arguments: [
      (nil, "application/json"), ("", "application/json"), ("*/*", "application/json"),
      ("text/csv", "text/csv"), ("Text/CSV", "text/csv"), ("text/*", "text/csv"),
      ("text/html, */*;q=0.1", "application/json"), ("text/html", nil),
      ("application/json;q=0.5, text/csv", "text/csv"),
      ("application/json;q=0.500,text/csv;q=0.499", "application/json"),
      ("application/json;q=0, */*", "text/csv"), ("*/*;q=0", nil),
      ("*/*, application/json;q=0.2, text/*;q=0.1", "application/json"),
      ("application/json; charset=utf-8; Q=0.1, text/csv ; q=0.2", "text/csv"),
      (",, text/csv ,", "text/csv"), ("text/csv;q=x", "text/csv"), ("text/csv;q=1.000", "text/csv"),
      ("application/jsonp", nil), (";q=1", nil), ("\"a,b\", text/csv", "text/csv"),
    ] as [(String?, String?)])
  func `the best type is taken`(_ field: String?, _ expected: String?) {
    #expect(Accept.prefers(field, among: Self.types) == expected)
  }

  @Test(
    arguments: [
      (nil, false), ("", false), ("sv", false), ("en", true), ("EN-GB", true), ("en-GB,en", true),
      ("sv-SE,sv;q=0.8,en-US;q=0.5,en;q=0.3", false), ("en-US,en;q=0.9,sv;q=0.8", true),
      ("en;q=0.5, sv;q=0.5", false), ("de, en;q=0.1", true), ("eng", false), ("*", false),
      ("sv;q=0, en;q=0.001", true),
    ] as [(String?, Bool)])
  func `English is taken where it is liked better`(_ field: String?, _ isEnglish: Bool) {
    #expect(AcceptLanguage.isEnglish(field) == isEnglish)
  }
}
