// What referrals need to know of agreements.

import Partners
import SQLite
import Vocabulary

/// Agreements, as referrals look at them.
enum ReferralAgreements {
  /// The board whose agreement opens personal data to a partner on a day; nil when none does.
  static func board(
    opening partner: PartnerID, on day: Day, in database: Database
  ) throws -> BoardID? {
    try AgreementStore(database).opening(partner: partner, on: day).map { BoardID($0.board.id) }
  }
}
