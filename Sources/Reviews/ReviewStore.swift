// The only SQL about reviews and their items.

import JSON
import Pipeline
import SQLite
import Vocabulary

/// Reviews in the database.
struct ReviewStore {
  private let database: Database

  init(_ database: Database) { self.database = database }

  /// The review of an id; nil when there is none.
  func find(_ id: ReviewID) throws -> Review? {
    try database.first(
      """
      SELECT r.id, b.id, b.name, b.slug, n.id, n.name, n.slug, r.starts_on, r.ends_on, r.rules,
        r.entries, r.status, a.id, a.name, r.created_at, s.id, s.name, r.signed_at, r.summary,
        (SELECT count(*) FROM review_item i WHERE i.review_id = r.id),
        (SELECT count(*) FROM review_item i WHERE i.review_id = r.id AND i.finding = 'lawful'),
        (SELECT count(*) FROM review_item i WHERE i.review_id = r.id AND i.finding = 'unclear'),
        (SELECT count(*) FROM review_item i WHERE i.review_id = r.id AND i.finding = 'unlawful'),
        r.version
      FROM review r JOIN board b ON b.id = r.board_id LEFT JOIN unit n ON n.id = r.unit_id
        JOIN user_account a ON a.id = r.created_by LEFT JOIN user_account s ON s.id = r.signed_by
      WHERE r.id = ?
      """, id, read: Self.read)
  }

  /// The ids of a board's reviews, after one of them.
  func ids(of board: BoardID, after: ReviewID, limit: Int) throws -> [ReviewID] {
    try database.all(
      "SELECT id FROM review WHERE board_id = ? AND id > ? ORDER BY id LIMIT ?", board, after,
      limit
    ) { $0.id() }
  }

  /// The ids of a unit's reviews, after one of them.
  func ids(of unit: UnitID, after: ReviewID, limit: Int) throws -> [ReviewID] {
    try database.all(
      "SELECT id FROM review WHERE unit_id = ? AND id > ? ORDER BY id LIMIT ?", unit, after, limit
    ) { $0.id() }
  }

  /// Inserts a review with what it looks at.
  func insert(
    _ id: ReviewID, board: BoardID, unit: UnitID?, _ request: NewReview, _ findings: Findings,
    by user: UserID, at now: Timestamp
  ) throws {
    var rules = JSONWriter()
    rules.array { writer in
      for rule in request.rules {
        writer.object { writer in
          writer.member("rule", rule.code)
          writer.member("found", findings.found[rule] ?? 0)
        }
      }
    }
    try database.run(
      """
      INSERT INTO review (id, board_id, unit_id, starts_on, ends_on, rules, entries, created_by,
        created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, id, board, unit, request.first, request.last,
      String(decoding: rules.bytes, as: UTF8.self), findings.entries, user, now)
    for (index, pick) in findings.picks.enumerated() {
      try database.run(
        """
        INSERT INTO review_item (review_id, number, entry_number, rule, actor, person_id)
        VALUES (?, ?, ?, ?, ?, ?)
        """, id, index + 1, pick.entry, pick.rule.code, pick.actor, pick.person)
    }
  }

  /// Signs a review.
  func sign(_ id: ReviewID, summary: String?, by user: UserID, at now: Timestamp) throws {
    try database.run(
      """
      UPDATE review SET status = 'signed', signed_by = ?, signed_at = ?, summary = ?,
        version = version + 1 WHERE id = ?
      """, user, now, summary, id)
  }

  // MARK: items

  /// The items of a review in their order, after one of them.
  func items(of review: ReviewID, after: Int, limit: Int, offset: Int) throws -> [ReviewItem] {
    try database.all(
      """
      SELECT i.number, i.entry_number, i.rule, i.actor, i.person_id, i.finding, i.note, j.id,
        j.name, i.judged_at
      FROM review_item i LEFT JOIN user_account j ON j.id = i.judged_by
      WHERE i.review_id = ? AND i.number > ? ORDER BY i.number LIMIT ? OFFSET ?
      """, review, after, limit, offset, read: readItem)
  }

  /// One item; nil when there is none.
  func item(_ number: Int, of review: ReviewID) throws -> ReviewItem? {
    try items(of: review, after: number - 1, limit: 1, offset: 0)
      .first { $0.number == number }
  }

  /// Notes what a reviewer says of an item, and raises the review's version.
  func judge(
    _ number: Int, of review: ReviewID, _ finding: ReviewFinding, note: String?, by user: UserID,
    at now: Timestamp
  ) throws {
    try database.run(
      """
      UPDATE review_item SET finding = ?, note = ?, judged_by = ?, judged_at = ?
      WHERE review_id = ? AND number = ?
      """, finding.code, note, user, now, review, number)
    try database.run("UPDATE review SET version = version + 1 WHERE id = ?", review)
  }

  /// What the items of some reviews came to, rule by rule.
  func judgements(of review: ReviewID) throws -> [(rule: ReviewRule, counts: Review.Judgements)] {
    try database.all(
      """
      SELECT rule, count(*), count(*) FILTER (WHERE finding = 'lawful'),
        count(*) FILTER (WHERE finding = 'unclear'), count(*) FILTER (WHERE finding = 'unlawful')
      FROM review_item WHERE review_id = ? GROUP BY rule
      """, review
    ) { row in
      (
        rule: try row.code(ReviewRule.self),
        counts: Review.Judgements(
          items: row.int(), lawful: row.int(), unclear: row.int(), unlawful: row.int())
      )
    }
  }

  private func readItem(_ row: inout Row) throws -> ReviewItem {
    let (number, entry, rule) = (row.int(), row.int(), try row.code(ReviewRule.self))
    let (actor, person): (String, PersonID?) = (row.text(), row.idOrNil())
    let (finding, note) = (try row.codeOrNil(ReviewFinding.self), row.textOrNil())
    let (judge, name): (UserID?, String?) = (row.idOrNil(), row.textOrNil())
    let at = row.timestampOrNil()
    var judgement: ReviewItem.Judgement?
    if let finding, let judge, let at {
      judgement = ReviewItem.Judgement(
        finding: finding, note: note, by: NamedThing(judge, name ?? ""), at: at)
    }
    return ReviewItem(
      number: number, entryNumber: entry, rule: rule, actor: actor, person: person,
      judgement: judgement)
  }

  private static func read(_ row: inout Row) throws -> Review {
    let id: ReviewID = row.id()
    let board = NamedThing(row.id() as BoardID, row.text(), slug: row.text())
    let (unit, unitName, unitSlug): (UnitID?, String?, String?) =
      (row.idOrNil(), row.textOrNil(), row.textOrNil())
    let days = row.day()...row.day()
    let rules = try JSONReader.read(Array(row.text().utf8)).array ?? []
    let (entries, status) = (row.int(), try row.code(ReviewStatus.self))
    let author = NamedThing(row.id() as UserID, row.text())
    let createdAt = row.timestamp()
    let (signer, signerName): (UserID?, String?) = (row.idOrNil(), row.textOrNil())
    let (signedAt, summary) = (row.timestampOrNil(), row.textOrNil())
    return Review(
      id: id, board: board,
      unit: unit.map { NamedThing($0, unitName ?? "", slug: unitSlug) }, days: days,
      rules: rules.compactMap { entry in
        entry["rule"]?.string.flatMap(ReviewRule.init(rawValue:)).map {
          Review.RuleCount(rule: $0, found: Int(entry["found"]?.integer ?? 0))
        }
      }, entries: entries, status: status, createdBy: author, createdAt: createdAt,
      signedBy: signer.map { NamedThing($0, signerName ?? "") }, signedAt: signedAt,
      summary: summary,
      judgements: Review.Judgements(
        items: row.int(), lawful: row.int(), unclear: row.int(), unlawful: row.int()),
      version: row.int())
  }
}
