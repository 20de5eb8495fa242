// What a merge remembers of both records, as JSON: enough to put every row back where it was.

import JSON
import Vocabulary

/// The image of a merge.
struct MergeImage {
  /// The kept person's row before and after.
  var before = PersonImage([:])
  var after = PersonImage([:])
  /// The absorbed record's identity numbers, and those of them that the kept one had not.
  var numbers: [[String]] = []
  var newNumbers: [[String]] = []
  /// The kept record's list of readers before and after.
  var readersBefore: Set<UserID> = []
  var readersAfter: Set<UserID> = []
  /// When the restrictions began that were copied.
  var restrictions: [Int64] = []
  /// Former names that were added.
  var names: [String] = []
  /// Ends of episodes that were moved.
  var situations: [MovedEnd] = []
  var needs: [MovedEnd] = []
  /// What this room and others moved, by their names.
  var rooms: [(name: String, image: String)] = []

  /// An episode that ends earlier, so that no two have a day in common.
  struct MovedEnd {
    let id: AnyID
    let before: Day?
    let after: Day?
  }

  init() {}

  /// Reads an image; what is missing was empty.
  init(_ text: String) throws {
    let json = try JSONReader.read(Array(text.utf8))
    before = PersonImage(json["before"] ?? .null)
    after = PersonImage(json["after"] ?? .null)
    numbers = Self.texts(json["numbers"])
    newNumbers = Self.texts(json["newNumbers"])
    readersBefore = Self.users(json["readersBefore"])
    readersAfter = Self.users(json["readersAfter"])
    restrictions = (json["restrictions"]?.array ?? []).compactMap(\.integer)
    names = (json["names"]?.array ?? []).compactMap(\.string)
    situations = Self.ends(json["situations"])
    needs = Self.ends(json["needs"])
    rooms = (json["rooms"]?.members ?? []).map { ($0.name, $0.value.string ?? "{}") }
  }

  var text: String {
    var writer = JSONWriter(reserving: 4_096)
    writer.object { writer in
      writer.key("before")
      before.write(to: &writer)
      writer.key("after")
      after.write(to: &writer)
      Self.write("numbers", numbers, to: &writer)
      Self.write("newNumbers", newNumbers, to: &writer)
      writer.member("readersBefore", readersBefore.sorted().map(\.text))
      writer.member("readersAfter", readersAfter.sorted().map(\.text))
      writer.array("restrictions") { for instant in restrictions { $0.integer(instant) } }
      writer.member("names", names)
      Self.write("situations", situations, to: &writer)
      Self.write("needs", needs, to: &writer)
      writer.object("rooms") { writer in
        for room in rooms {
          writer.key(named: room.name)
          writer.string(room.image)
        }
      }
    }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private static func texts(_ json: JSONValue?) -> [[String]] {
    (json?.array ?? []).map { ($0.array ?? []).compactMap(\.string) }
  }

  private static func users(_ json: JSONValue?) -> Set<UserID> {
    Set((json?.array ?? []).compactMap { $0.string.flatMap { UserID($0) } })
  }

  private static func ends(_ json: JSONValue?) -> [MovedEnd] {
    (json?.array ?? []).compactMap { end in
      end["id"]?.string.flatMap { AnyID($0) }.map { id in
        MovedEnd(
          id: id, before: end["before"]?.string.flatMap { Day($0) },
          after: end["after"]?.string.flatMap { Day($0) })
      }
    }
  }

  private static func write(
    _ name: StaticString, _ numbers: [[String]], to writer: inout JSONWriter
  ) {
    writer.array(name) { writer in
      for number in numbers {
        writer.array { for text in number { $0.string(text) } }
      }
    }
  }

  private static func write(
    _ name: StaticString, _ ends: [MovedEnd], to writer: inout JSONWriter
  ) {
    writer.array(name) { writer in
      for end in ends {
        writer.object { writer in
          writer.member("id", end.id.text)
          writer.member("before", end.before?.text)
          writer.member("after", end.after?.text)
        }
      }
    }
  }
}
