// The only SQL that searches persons. Every search starts from a board and a word, or from who
// works with whom, and hands out only what the decision lets the caller find.

import Access
import Pipeline
import SQLite
import Vocabulary

/// Finds persons for one caller.
struct PersonSearchStore {
  /// Most persons that a search shows: a longer name is the better question.
  static let rowsMax = 50

  private let database: Database
  private let caller: Caller
  private let now: Timestamp
  private let persons: PersonStore

  init(_ database: Database, for caller: Caller, at now: Timestamp) {
    self.database = database
    self.caller = caller
    self.now = now
    persons = PersonStore(database)
  }

  /// The boards that the caller's searches reach into.
  var boards: [BoardID] {
    Set(caller.grants(for: .personSearch, at: now).compactMap(\.grant.scope.board)).sorted()
  }

  /// The persons with an identity number that the caller may find, in some boards.
  func find(_ number: PersonalNumber, in boards: [BoardID]) throws -> [Person] {
    try holders(of: number, in: boards).compactMap { try findable($0, isExact: true) }
  }

  /// The records with an identity number, whoever may find them.
  func holders(of number: PersonalNumber, in boards: [BoardID]) throws -> [PersonID] {
    try boards.flatMap { board in
      try database.all(Self.byNumber, board, number.text) { row -> PersonID in row.id() }
    }.sorted()
  }

  /// The person that a contact code was joined to, if the caller may find them.
  func find(contactCode code: String) throws -> [Person] {
    guard let person = try ContactCodeStore(database).find(code)?.person else { return [] }
    return try [findable(person)].compactMap(\.self)
  }

  /// The persons whose names have all these words or beginnings of words.
  func find(words: [String]) throws -> [Person] {
    guard let longest = words.max(by: { $0.count < $1.count }) else { return [] }
    var search = NameSearch(words: words, first: longest, end: Self.end(of: longest))
    for board in wideBoards { try find(&search, in: board) }
    for holder in caller.careHolders(at: now).map(\.id).sorted() {
      try find(&search, heldBy: holder)
    }
    return search.found.sorted { ($0.displayName, $0.id) < ($1.displayName, $1.id) }
  }

  // MARK: the decision

  /// The person, if the caller may find them.
  func findable(_ id: PersonID, isExact: Bool = false) throws -> Person? {
    guard let person = try persons.find(id) else { return nil }
    let facts = try persons.facts(of: person, for: caller, at: now)
    if caller.decide(.personSearch, on: facts, at: now) == .allowed { return person }
    let isByNumber =
      isExact && person.secrecy == .normal
      && caller.grants(for: .personSearch, at: now).contains { grant, letter in
        letter == .exactNumber && grant.scope.board == person.board
      }
    return isByNumber ? person : nil
  }

  // The boards where more than what is held by the caller is reached.
  private var wideBoards: [BoardID] {
    Set(
      caller.grants(for: .personSearch, at: now).compactMap { grant, letter in
        letter == .board || letter == .unit ? grant.scope.board : nil
      }
    ).sorted()
  }

  // MARK: walking, a handful of rows at a time

  private static let batchSize = 200

  static let byWord: StaticString = """
    SELECT token, person_id FROM person_name_token
    WHERE board_id = ? AND (token, person_id) > (?, ?) AND token < ?
    ORDER BY token, person_id LIMIT ?
    """
  static let byHolder: StaticString = """
    SELECT DISTINCT r.person_id FROM care_relation r
    CROSS JOIN person_name_token t ON t.person_id = r.person_id
    WHERE r.holder_id = ? AND r.person_id > ? AND t.token >= ? AND t.token < ?
    ORDER BY r.person_id LIMIT ?
    """
  static let byNumber: StaticString = """
    SELECT person_id FROM person_identifier WHERE board_id = ? AND number = ?
    """

  private func find(_ search: inout NameSearch, in board: BoardID) throws {
    var (token, last) = (search.first, PersonID(high: 0, low: 0))
    while search.found.count < Self.rowsMax {
      let rows = try database.all(
        Self.byWord, board, token, last, search.end, Self.batchSize
      ) { row -> (token: String, person: PersonID) in (row.text(), row.id()) }
      for row in rows { try judge(row.person, &search) }
      guard rows.count == Self.batchSize, let end = rows.last else { return }
      (token, last) = (end.token, end.person)
    }
  }

  private func find(_ search: inout NameSearch, heldBy holder: AnyID) throws {
    var last = PersonID(high: 0, low: 0)
    while search.found.count < Self.rowsMax {
      let rows = try database.all(
        Self.byHolder, holder, last, search.first, search.end, Self.batchSize
      ) { row -> PersonID in row.id() }
      for person in rows { try judge(person, &search) }
      guard rows.count == Self.batchSize, let end = rows.last else { return }
      last = end
    }
  }

  // Hidden persons never count: not towards the most that is shown, not anywhere. The names come
  // first: they cost one look at an index, the decision some reads, and most fall at the names.
  private func judge(_ id: PersonID, _ search: inout NameSearch) throws {
    guard search.found.count < Self.rowsMax, search.seen.insert(id).inserted,
      try isNamed(id, search.words), let person = try findable(id)
    else { return }
    search.found.append(person)
  }

  // Whether each of the words begins a word of the person's names, former ones too.
  private func isNamed(_ id: PersonID, _ words: [String]) throws -> Bool {
    let tokens = try database.all(
      "SELECT token FROM person_name_token WHERE person_id = ?", id
    ) { $0.text() }
    return tokens.answer(words)
  }

  // Whatever begins with the word sorts before this; a single letter must be the whole word.
  private static func end(of word: String) -> String {
    word.count < 2 ? word + "\u{1}" : word + "\u{10FFFF}"
  }
}

/// One search by name on its way.
private struct NameSearch {
  let words: [String]
  let first: String
  let end: String
  var seen: Set<PersonID> = []
  var found: [Person] = []
}

extension [String] {
  /// Whether each of some words begins one of these.
  func answer(_ words: [String]) -> Bool {
    words.allSatisfy { word in contains { $0.hasPrefix(word) } }
  }
}
