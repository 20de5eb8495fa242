// The canonical text of an entry: the same bytes for the same entry, for ever. A change of this
// text is a change of every chain.

import Audit
import JSON
import Testing
import Vocabulary

struct AuditEntryTests {
  private let whole = """
    {"at":"2026-09-21T14:13:21Z","actor":"karin","actorKind":"user","roles":["caseworker"],\
    "purpose":"handläggning","action":"referral.read","outcome":"done",\
    "subjects":["01900000-0000-7000-8000-000000000007"],\
    "boards":["01900000-0000-7000-8000-000000000001"],"fields":["identity","needs"],\
    "request":"request 1","address":"192.0.2.1"}
    """

  @Test func `an entry is written in one way`() {
    #expect(String(decoding: entry().canonicalText, as: UTF8.self) == whole)
    #expect(entry().canonicalText == entry().canonicalText)
  }

  @Test func `what needs an escape has one, so an entry is one line`() throws {
    let purpose = "\"a\"\\\n\t\u{1}é\u{2028}"
    let text = entry(purpose: purpose).canonicalText
    #expect(
      String(decoding: text, as: UTF8.self)
        == whole.replacing("handläggning", with: #"\"a\"\\\n\t\u0001é"# + "\u{2028}"))
    #expect(!text.contains(0x0A))
    #expect(try JSONReader.read(text)["purpose"] == .string(purpose))
  }

  // Our reader takes no zero byte, and nobody may hide an entry from the search with one.
  @Test func `whatever a caller sends, the entry can be read back`() throws {
    var strange = entry(purpose: "a\0b\0")
    (strange.actor, strange.request, strange.address) = ("\0", "\0é", "\u{FEFF}\0")
    let value = try JSONReader.read(strange.canonicalText)
    #expect(value["purpose"] == .string("a\u{FFFD}b\u{FFFD}"))
    #expect(value["subjects"] == .array([.string((id(7) as AnyID).text)]))
  }

  @Test func `an entry about nobody keeps its empty lists`() throws {
    var nobody = entry(subjects: [], boards: [])
    nobody.roles = []
    nobody.fields = []
    let value = try JSONReader.read(nobody.canonicalText)
    for name in ["roles", "subjects", "boards", "fields"] { #expect(value[name] == .array([])) }
  }

  @Test(arguments: [
    (AuditEntry.Outcome.done, "done"), (.notFound, "not_found"), (.refused, "refused"),
  ])
  func `the outcome stands in the entry`(_ outcome: AuditEntry.Outcome, _ word: String) throws {
    var entry = entry()
    entry.outcome = outcome
    #expect(try JSONReader.read(entry.canonicalText)["outcome"] == .string(word))
  }

  @Test func `every part of an entry changes its text`() {
    let changes: [(inout AuditEntry) -> Void] = [
      { $0.at = Timestamp(seconds: 1) }, { $0.actor = "sara" }, { $0.actorKind = "key" },
      { $0.roles = ["intake"] }, { $0.purpose = "tillsyn" }, { $0.action = "person.read" },
      { $0.outcome = .refused }, { $0.subjects = [] }, { $0.boards = [] }, { $0.fields = [] },
      { $0.request = "another" }, { $0.address = "::1" },
    ]
    var texts = Set([entry().canonicalText])
    for change in changes {
      var changed = entry()
      change(&changed)
      texts.insert(changed.canonicalText)
    }
    #expect(texts.count == changes.count + 1)
  }
}
