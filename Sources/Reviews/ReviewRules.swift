// What makes an access one to look at. Pure: names as sets of words, an instant, a purpose.

import Vocabulary

/// Somebody's name as the words that are compared.
struct NameWords: Hashable, Sendable {
  /// All words, in no order.
  let words: Set<String>
  /// The last one.
  let surname: String?

  init(_ name: String) {
    let tokens = TextRules.searchTokens(name)
    words = Set(tokens)
    surname = tokens.count > 1 ? tokens.last : nil
  }

  /// Whether a whole name: one word is shared by too many.
  var isWhole: Bool { words.count > 1 }
}

/// One access to one person.
struct Access: Sendable {
  let actor: NameWords
  let person: NameWords
  let at: Timestamp
  /// Whether the one who looked, or a team, unit or partner of theirs, worked with the person.
  let isRelated: Bool
}

/// The rules of reviewing.
enum ReviewRules {
  /// The hours of the night, by Swedish time.
  static let nightBegins = 22
  static let nightEnds = 6

  /// Whether an instant lies in the night.
  static func isNight(_ time: Timestamp) -> Bool {
    let hour = CivilTime.local(time).hour
    return hour >= nightBegins || hour < nightEnds
  }

  /// Whether a rule about one access to one person finds it.
  ///
  /// - Parameter colleagues: the names of those who work in the municipality.
  static func finds(
    _ rule: ReviewRule, _ access: Access, among colleagues: Set<Set<String>>
  ) -> Bool {
    let isOwn = access.actor.isWhole && access.actor.words.isSubset(of: access.person.words)
    return switch rule {
    case .ownName: isOwn
    case .sameSurname:
      !isOwn && access.actor.surname != nil && access.actor.surname == access.person.surname
    case .colleague:
      !isOwn && access.person.isWhole && colleagues.contains(access.person.words)
    case .noRelation: !access.isRelated
    case .atNight: isNight(access.at)
    // About many accesses, or about none in particular.
    case .emergency, .many, .sample: false
    }
  }
}
