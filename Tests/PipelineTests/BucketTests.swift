// A bucket under a clock that goes on, and under one that is set back.

import Pipeline
import Testing
import Vocabulary

struct BucketTests {
  private let now = Timestamp(milliseconds: 1_800_000_000_000)

  @Test func `a bucket that is empty fills again with time`() throws {
    let buckets = Buckets(perSecond: 1, burstSeconds: 3)
    for _ in 0...3 { try buckets.take("a", at: now) }
    #expect(throws: Refusal.self) { try buckets.take("a", at: now) }
    try buckets.take("b", at: now)
    try buckets.take("a", at: now.plus(seconds: 1))
    #expect(throws: Refusal.self) { try buckets.take("a", at: now.plus(seconds: 1)) }
  }

  @Test func `a clock that is set back a day keeps nobody out`() throws {
    let buckets = Buckets(perSecond: 1, burstSeconds: 3)
    try buckets.take("a", at: now.plus(days: 1))
    for _ in 0...3 { try buckets.take("a", at: now) }
    #expect(throws: Refusal.self) { try buckets.take("a", at: now) }
  }
}
