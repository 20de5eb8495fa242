// Makes one record of two, and two of one again. Every row that moves is remembered; what was
// written since the merge stays with the kept record. All of it in the transaction that is open.

import Access
import Pipeline
import SQLite
import Vocabulary

/// The work of a merge and of its undoing.
struct MergeWork {
  private let database: Database
  private let rooms: [any PersonReferences]
  private let persons: PersonStore
  private let rows: PersonImageStore

  init(_ database: Database, rooms: [any PersonReferences]) {
    self.database = database
    self.rooms = [Self.own] + rooms
    persons = PersonStore(database)
    rows = PersonImageStore(database)
  }

  /// What of this room points at persons and moves as it is.
  static let own = PersonColumns(
    "people",
    [
      PersonColumn("care_relation", key: ["starts_at", "holder_id", "why"], "person_id"),
      PersonColumn("contact_code", key: ["id"], "person_id"),
      PersonColumn("living_situation", key: ["id"], "person_id"),
      PersonColumn("person_need", key: ["id"], "person_id"),
      PersonColumn("person_contact", key: ["id"], "person_id"),
      PersonColumn("person_relation", key: ["id"], "person_id"),
      PersonColumn("person_relation", key: ["id"], "other_id"),
    ])

  // MARK: two become one

  /// Lets one record absorb another.
  ///
  /// - Returns: what leads back.
  func perform(kept: Person, absorbed: Person) throws -> MergeImage {
    var image = MergeImage()
    image.before = try rows.read(kept.id)
    image.after = image.before.absorbing(
      try rows.read(absorbed.id), hasOtherNumber: kept.number == nil && absorbed.number != nil)
    try rows.write(image.after, to: kept.id)
    try guardStricter(kept: kept, absorbed: absorbed, &image)
    try moveNumbers(from: absorbed, to: kept, &image)
    try moveNames(from: absorbed, to: kept, &image)
    for room in rooms {
      let moved = try room.move(from: absorbed.id, to: kept.id, in: database)
      image.rooms.append((room.name, moved))
    }
    try clipEpisodes(of: kept.id, &image)
    return image
  }

  // The stricter wins: of two lists only who is on both, of one list those who are on it.
  private func guardStricter(
    kept: Person, absorbed: Person, _ image: inout MergeImage
  ) throws {
    let (own, other) = (try rows.readers(of: kept.id), try rows.readers(of: absorbed.id))
    image.readersBefore = own
    image.readersAfter =
      if absorbed.secrecy == .normal { own } else if kept.secrecy == .normal { other } else {
        own.intersection(other)
      }
    if image.readersAfter != own { try rows.setReaders(image.readersAfter, of: kept.id) }
    image.restrictions = try rows.copyRestrictions(from: absorbed.id, to: kept.id)
  }

  private func moveNumbers(
    from absorbed: Person, to kept: Person, _ image: inout MergeImage
  ) throws {
    image.numbers = try rows.numbers(of: absorbed.id)
    let own = try rows.numbers(of: kept.id).map { $0[0] }
    image.newNumbers = image.numbers.filter { !own.contains($0[0]) }
    try rows.removeNumbers(image.numbers, from: absorbed.id)
    try rows.addNumbers(image.newNumbers, to: kept.id, board: kept.board)
  }

  // The kept record is found by every name of both.
  private func moveNames(
    from absorbed: Person, to kept: Person, _ image: inout MergeImage
  ) throws {
    let other = try rows.read(absorbed.id).names.union(try rows.formerNames(of: absorbed.id))
    for name in other.subtracting(image.after.names).sorted()
    where try rows.addFormerName(name, to: kept.id) {
      image.names.append(name)
    }
    try rows.removeNameWords(of: absorbed.id)
    try indexNames(of: kept.id)
  }

  // Two records may each have had an episode on the same day: each now ends where the next begins.
  private func clipEpisodes(of kept: PersonID, _ image: inout MergeImage) throws {
    let (situations, needs) = (LivingSituationStore(database), NeedStore(database))
    image.situations = moved(try situations.days(of: kept))
    for end in image.situations { try situations.setEnd(end.id, from: end.before, to: end.after) }
    image.needs = try needs.days(of: kept).sorted { $0.key.code < $1.key.code }
      .flatMap { moved($0.value) }
    for end in image.needs { try needs.setEnd(end.id, from: end.before, to: end.after) }
  }

  private func moved(_ rows: [EpisodeRow]) -> [MergeImage.MovedEnd] {
    Episodes.clipped(rows).map { row in
      let before = rows.first { $0.id == row.id }?.days.endsOn
      return MergeImage.MovedEnd(id: row.id, before: before, after: row.days.endsOn)
    }
  }

  // MARK: one becomes two again

  /// Puts back what a merge moved.
  func undo(_ merge: PersonMerge, _ image: MergeImage) throws {
    let (kept, absorbed) = (merge.kept, merge.absorbed)
    let (situations, needs) = (LivingSituationStore(database), NeedStore(database))
    for end in image.situations { try situations.setEnd(end.id, from: end.after, to: end.before) }
    for end in image.needs { try needs.setEnd(end.id, from: end.after, to: end.before) }
    for room in rooms.reversed() {
      guard let moved = image.rooms.first(where: { $0.name == room.name }) else { continue }
      try room.restore(moved.image, from: kept, to: absorbed, in: database)
    }
    try rows.removeNumbers(image.newNumbers, from: kept)
    try rows.addNumbers(image.numbers, to: absorbed, board: merge.board)
    for name in image.names { try rows.removeFormerName(name, from: kept) }
    try loosen(kept: kept, absorbed: absorbed, image)
  }

  /// Writes the words of both records' names anew, once each id is its own again.
  func indexNames(of merge: PersonMerge) throws {
    try indexNames(of: merge.kept)
    try indexNames(of: merge.absorbed)
  }

  // What was guarded more since the merge stays so, and for both: nobody can say whom it was about.
  private func loosen(kept: PersonID, absorbed: PersonID, _ image: MergeImage) throws {
    let now = try rows.read(kept)
    let readers = try rows.readers(of: kept)
    let isTouched =
      now["secrecy_class"] != image.after["secrecy_class"] || readers != image.readersAfter
    try rows.write(PersonImage.restored(image.before, after: image.after, now: now), to: kept)
    guard isTouched else {
      if readers != image.readersBefore { try rows.setReaders(image.readersBefore, of: kept) }
      return try rows.removeRestrictions(image.restrictions, from: kept)
    }
    var (one, other) = (try rows.read(kept), try rows.read(absorbed))
    for name in ["secrecy_class", "protected_identity"] { one[name] = now[name] }
    let stricter = other.absorbing(one, hasOtherNumber: false)
    for name in ["secrecy_class", "protected_identity"] { other[name] = stricter[name] }
    try rows.write(one, to: kept)
    try rows.write(other, to: absorbed)
    let listed = try rows.readers(of: absorbed)
    try rows.setReaders(listed.isEmpty ? readers : listed.intersection(readers), of: absorbed)
  }

  private func indexNames(of person: PersonID) throws {
    guard let found = try persons.find(person) else { return }
    try persons.writeNames(of: found.id, found.told, board: found.board)
  }
}
