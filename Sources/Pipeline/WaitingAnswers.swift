// How much memory finished answers may take while they wait for their audit entries: a disk that
// stalls must not let reading fill the machine (access.md 4.1).

import Synchronization

/// The bytes of answers that wait for a commit.
final class WaitingAnswers: Sendable {
  private let bytes = Atomic<Int>(0)
  private let bytesMax: Int

  init(bytesMax: Int) { self.bytesMax = bytesMax }

  /// Takes room for an answer; false when there is none. One alone always has room.
  func take(_ count: Int) -> Bool {
    let (before, after) = bytes.add(count, ordering: .relaxed)
    if before == 0 || after <= bytesMax { return true }
    giveBack(count)
    return false
  }

  /// Gives back what `take` took.
  func giveBack(_ count: Int) { bytes.subtract(count, ordering: .relaxed) }
}
