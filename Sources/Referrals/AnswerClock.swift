// When the answer to a referral is due: as its receiver promises, else as usual. Every step that
// starts the clock asks here.

import Partners
import Pipeline
import SQLite
import Vocabulary

/// The clock of one receiver for one urgency.
struct AnswerClock {
  private let time: AnswerTime
  private let hours: OpeningHours

  /// The clock of who receives: a service counts as it says itself now, a board as usual.
  init(of receiver: Receiver, _ urgency: Urgency, in database: Database) throws {
    let service = try receiver.service.flatMap { id in
      try ServiceStore(database).find(.id(id.erased))
    }
    time = service?.details.answerTimes.time(for: urgency) ?? urgency.answerTime
    hours = service?.hours ?? OpeningHours()
  }

  /// When an answer is due to what comes now.
  func due(from now: Timestamp) -> Timestamp { time.due(from: now, hours: hours) }

  /// When it is due once a question that stopped the clock is answered.
  func due(_ due: Timestamp, pausedAt: Timestamp, resumedAt now: Timestamp) -> Timestamp {
    time.due(due, pausedAt: pausedAt, resumedAt: now, hours: hours)
  }
}
