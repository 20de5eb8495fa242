// The only SQL that takes a person's row as a whole and puts it back, with the rows beside it that
// a merge copies instead of moving: numbers, readers, restrictions, former names.

import JSON
import SQLite
import Vocabulary

/// Whole rows about persons in the database.
struct PersonImageStore {
  private let database: Database

  init(_ database: Database) { self.database = database }

  /// The row of a person.
  func read(_ person: PersonID) throws -> PersonImage {
    let text = try database.first(
      """
      SELECT json_object('identity_mode', identity_mode, 'alias', alias, 'preferred_name',
        preferred_name, 'legal_name', legal_name, 'sex', sex, 'birth_year', birth_year, 'age_band',
        age_band, 'languages', languages, 'needs_interpreter', needs_interpreter, 'phone', phone,
        'safe_times', safe_times, 'district', district, 'protected_identity', protected_identity,
        'secrecy_class', secrecy_class, 'activity', activity)
      FROM person WHERE id = ?
      """, person
    ) { $0.text() }
    return PersonImage(try JSONReader.read(Array((text ?? "{}").utf8)))
  }

  /// Puts a person's row as a whole, raises the version.
  func write(_ image: PersonImage, to person: PersonID) throws {
    var writer = JSONWriter(reserving: 512)
    image.write(to: &writer)
    try database.run(
      """
      UPDATE person SET identity_mode = json_extract(?1, '$.identity_mode'),
        alias = json_extract(?1, '$.alias'),
        preferred_name = json_extract(?1, '$.preferred_name'),
        legal_name = json_extract(?1, '$.legal_name'), sex = json_extract(?1, '$.sex'),
        birth_year = json_extract(?1, '$.birth_year'), age_band = json_extract(?1, '$.age_band'),
        languages = json_extract(?1, '$.languages'),
        needs_interpreter = json_extract(?1, '$.needs_interpreter'),
        phone = json_extract(?1, '$.phone'), safe_times = json_extract(?1, '$.safe_times'),
        district = json_extract(?1, '$.district'),
        protected_identity = json_extract(?1, '$.protected_identity'),
        secrecy_class = json_extract(?1, '$.secrecy_class'),
        activity = json_extract(?1, '$.activity'), version = version + 1
      WHERE id = ?2
      """, String(decoding: writer.bytes, as: UTF8.self), person)
  }

  // MARK: identity numbers

  /// A person's identity numbers with their kinds.
  func numbers(of person: PersonID) throws -> [[String]] {
    try database.all(
      "SELECT number, kind FROM person_identifier WHERE person_id = ? ORDER BY number", person
    ) { row in [row.text(), row.text()] }
  }

  /// Gives a person these numbers in addition.
  func addNumbers(_ numbers: [[String]], to person: PersonID, board: BoardID) throws {
    for number in numbers where number.count == 2 {
      try database.run(
        """
        INSERT OR IGNORE INTO person_identifier (board_id, number, person_id, kind)
        VALUES (?, ?, ?, ?)
        """, board, number[0], person, number[1])
    }
  }

  /// Takes these numbers from a person.
  func removeNumbers(_ numbers: [[String]], from person: PersonID) throws {
    for number in numbers {
      try database.run(
        "DELETE FROM person_identifier WHERE person_id = ? AND number = ?", person, number[0])
    }
  }

  // MARK: the list of readers and the restrictions

  /// The users on a record's list of readers.
  func readers(of person: PersonID) throws -> Set<UserID> {
    Set(
      try database.all("SELECT user_id FROM person_reader WHERE person_id = ?", person) { row in
        row.id() as UserID
      })
  }

  /// Makes these users a record's list of readers.
  func setReaders(_ users: Set<UserID>, of person: PersonID) throws {
    try database.run("DELETE FROM person_reader WHERE person_id = ?", person)
    for user in users.sorted() {
      try database.run(
        "INSERT INTO person_reader (person_id, user_id) VALUES (?, ?)", person, user)
    }
  }

  /// Copies the restrictions of one record to another that has none of the same instant.
  ///
  /// - Returns: the instants of those that were copied.
  func copyRestrictions(from absorbed: PersonID, to kept: PersonID) throws -> [Int64] {
    try database.all(
      """
      INSERT INTO person_restriction (person_id, starts_at, reason, set_by, closed, ended_at,
        ended_by)
      SELECT ?2, starts_at, reason, set_by, closed, ended_at, ended_by FROM person_restriction
      WHERE person_id = ?1 AND starts_at NOT IN
        (SELECT starts_at FROM person_restriction WHERE person_id = ?2)
      RETURNING starts_at
      """, absorbed, kept
    ) { row in row.int64() }
  }

  /// Takes restrictions that were copied from a record.
  func removeRestrictions(_ instants: [Int64], from person: PersonID) throws {
    for instant in instants {
      try database.run(
        "DELETE FROM person_restriction WHERE person_id = ? AND starts_at = ?", person, instant)
    }
  }

  // MARK: names

  /// Names that a person was known by.
  func formerNames(of person: PersonID) throws -> [String] {
    try database.all(
      "SELECT name FROM person_former_name WHERE person_id = ? ORDER BY name", person
    ) { $0.text() }
  }

  /// Adds a former name.
  ///
  /// - Returns: whether it was new.
  func addFormerName(_ name: String, to person: PersonID) throws -> Bool {
    try database.run(
      "INSERT OR IGNORE INTO person_former_name (person_id, name) VALUES (?, ?)", person, name)
    return database.changedRowCount > 0
  }

  /// Takes a former name from a person.
  func removeFormerName(_ name: String, from person: PersonID) throws {
    try database.run(
      "DELETE FROM person_former_name WHERE person_id = ? AND name = ?", person, name)
  }

  /// Takes the words of its names from a record: it is found no more.
  func removeNameWords(of person: PersonID) throws {
    try database.run("DELETE FROM person_name_token WHERE person_id = ?", person)
  }
}
