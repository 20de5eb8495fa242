// The ids of this room's things.

package import Vocabulary

extension Kind {
  /// A count round (kartläggning).
  package enum CountRound {}
  /// A row of a count (uppgift).
  package enum CountRow {}
}

/// The id of a count round.
package typealias CountRoundID = ID<Kind.CountRound>
/// The id of a row of a count.
package typealias CountRowID = ID<Kind.CountRow>
