// What records made in the field have in common: an id that the device made, a keeper, and an
// answer to being sent twice.

import Access
import Organisation
import Pipeline
import SQLite
import Vocabulary

/// Who keeps a record: a team, or a partner on a joint shift. Each sees its own.
struct Keeper: Hashable, Sendable {
  /// The board that the work is done for.
  let board: BoardID
  /// The unit of the team.
  var unit: UnitID?
  /// The team.
  var team: TeamID?
  /// The partner; then there is no team, and the board does not see it.
  var partner: PartnerID?

  /// The facts for deciding about a record of this keeper.
  func facts(
    isOwn: Bool, isNamed: Bool, secrecy: SecrecyClass = .normal, isListed: Bool = false
  ) -> SubjectFacts {
    SubjectFacts(
      board: partner == nil ? board : nil, unit: unit, team: team, partner: partner, isOwn: isOwn,
      isNamed: isNamed, secrecy: secrecy, isListed: isListed, isPersonal: true)
  }
}

/// Tells a record that is sent again from another one under the same id.
enum Fingerprint {
  /// The hash of what a body says.
  ///
  /// The description of a value names every member; it changes only with the program, and then a
  /// repeated record is answered as one whose id is in use: it is there.
  static func of(_ body: some Document) -> [UInt8] {
    SHA256.hash(of: Array(String(describing: body).utf8)).bytes
  }
}

/// What became of a record that was sent.
struct Recorded<Subject> {
  let id: ID<Subject>
  /// Whether it was there already, from the same caller and with the same content.
  var wasThere = false
}

extension Call {
  /// Whether a record under a client's id is the same one, sent again.
  ///
  /// - Throws: `Refusal` 409 without data when it is another's, or says something else.
  func requireSame(
    _ kept: (author: String, hash: [UInt8]), as hash: [UInt8]
  ) throws(Refusal) {
    guard kept.author == (try signedIn().reference), ConstantTime.equal(kept.hash, hash) else {
      throw Refusal(.idInUse)
    }
  }

  /// The instant of a record: now, unless the body says when it was.
  ///
  /// - Throws: `Refusal` 422 for a time that is still to come, or more than a year ago.
  func instant(of told: Timestamp?) throws(Refusal) -> Timestamp {
    guard let told else { return now }
    // A device's clock may be a little ahead.
    guard told <= now.plus(seconds: 300) else { throw .invalid("/at", "future") }
    guard told > now.plus(days: -366) else { throw .invalid("/at", "too_old") }
    return told
  }
}
