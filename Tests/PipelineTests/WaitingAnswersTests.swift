// What may wait for the writer, at its limit.

import Testing

@testable import Pipeline

@Suite struct WaitingAnswersTests {
  @Test func `answers are taken up to the limit and no further`() {
    let waiting = WaitingAnswers(bytesMax: 100)
    #expect(waiting.take(60) && waiting.take(40))
    #expect(!waiting.take(1))
    waiting.giveBack(40)
    #expect(!waiting.take(41))
    #expect(waiting.take(40))
  }

  @Test func `one answer alone is taken however large`() {
    let waiting = WaitingAnswers(bytesMax: 100)
    #expect(waiting.take(1_000))
    #expect(!waiting.take(1))
    waiting.giveBack(1_000)
    #expect(waiting.take(1))
  }
}
