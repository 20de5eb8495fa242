// The bounded queue: never wider, never deeper, in order, and closed only when all is done.

import Testing
import Work

/// One at a time: these tests block on threads of the queues, of which there are few.
@Suite(.serialized) struct WorkQueueTests {
  private let gate = Gate()
  private let notes = Notes()
  private let clock = HandClock()

  private func queue(width: Int, depth: Int, seconds: Int = 30) -> WorkQueue {
    let clock = clock
    return WorkQueue(name: "test", width: width, depth: depth, secondsMax: seconds) { clock.now }
  }

  /// Hands in a piece that notes its word and waits at the gate.
  private func hold(_ word: String, in queue: WorkQueue) -> Bool {
    queue.submit { [gate, notes] in
      notes.add(word)
      gate.pass()
    }
  }

  /// Hands in a piece that notes its word.
  private func note(_ word: String, in queue: WorkQueue) -> Bool {
    queue.submit { [notes] in notes.add(word) }
  }

  /// Hands in a piece that notes its word, or another one when it comes too late.
  private func note(_ word: String, late: String, in queue: WorkQueue) -> Bool {
    queue.submit({ [notes] in notes.add(word) }, expired: { [notes] in notes.add(late) })
  }

  @Test(arguments: [1, 2, 3])
  func `as many pieces run at the same time as the queue is wide, and no more`(
    _ width: Int
  ) throws {
    let queue = queue(width: width, depth: 10)
    #expect(queue.width == width && queue.name == "test" && queue.depthMax == 10)
    for number in 0..<width + 2 { #expect(hold("\(number)", in: queue)) }
    try #require(gate.hasArrived(width))
    #expect(!gate.hasAnother())
    #expect(queue.depth == 2)
    gate.open()
    try #require(gate.hasArrived(1))
    #expect(!gate.hasAnother())
    gate.open(width + 1)
    queue.close()
    #expect(notes.words.count == width + 2)
  }

  @Test(arguments: [0, 1, 5])
  func `as many pieces wait as the queue is deep, and one more is refused`(_ depth: Int) throws {
    let queue = queue(width: 1, depth: depth)
    #expect(hold("first", in: queue))
    try #require(gate.hasArrived(1))
    for number in 0..<depth {
      #expect(note("\(number)", in: queue))
      #expect(queue.depth == number + 1)
    }
    #expect(!note("too much", in: queue))
    #expect(queue.depth == depth)
    gate.open()
    queue.close()
    #expect(notes.words == ["first"] + (0..<depth).map(String.init))
  }

  @Test func `a place in the line that becomes free can be taken again`() throws {
    let queue = queue(width: 1, depth: 1)
    #expect(hold("0", in: queue))
    for round in 1...200 {
      try #require(gate.hasArrived(1))
      #expect(queue.depth == 0)
      #expect(hold("\(round)", in: queue))
      #expect(!note("too much", in: queue))
      gate.open()
    }
    gate.open()
    queue.close()
    #expect(notes.words == (0...200).map(String.init))
  }

  @Test func `a lane that has become idle takes work again`() throws {
    let queue = queue(width: 2, depth: 0)
    for round in 0..<200 {
      // The lane is idle only a moment after its work has ended, so this may have to ask again.
      let isTaken = (0..<100_000).contains { _ in hold("\(round)", in: queue) }
      try #require(isTaken)
      try #require(gate.hasArrived(1))
      gate.open()
    }
    queue.close()
    #expect(notes.words == (0..<200).map(String.init))
  }

  @Test func `one lane keeps the order, also of a long line`() throws {
    let queue = queue(width: 1, depth: 1000)
    #expect(hold("first", in: queue))
    try #require(gate.hasArrived(1))
    for number in 0..<1000 { #expect(note("\(number)", in: queue)) }
    #expect(!note("too much", in: queue))
    gate.open()
    queue.close()
    #expect(notes.words == ["first"] + (0..<1000).map(String.init))
    #expect(queue.depth == 0)
  }

  @Test(arguments: [(0, "work"), (29_999, "work"), (30_000, "work"), (30_001, "expired")])
  func `a piece whose turn comes after its time is told so instead of run`(
    _ milliseconds: Int, _ outcome: String
  ) throws {
    let queue = queue(width: 1, depth: 2)
    #expect(hold("first", in: queue))
    try #require(gate.hasArrived(1))
    #expect(note("work", late: "expired", in: queue))
    #expect(note("without a limit", in: queue))
    clock.advance(nanoseconds: UInt64(milliseconds) * 1_000_000)
    gate.open()
    queue.close()
    #expect(notes.words == ["first", outcome, "without a limit"])
  }

  @Test func `a piece's time counts from when it was handed in`() throws {
    let queue = queue(width: 1, depth: 2, seconds: 10)
    #expect(hold("first", in: queue))
    try #require(gate.hasArrived(1))
    #expect(note("a", late: "late a", in: queue))
    clock.advance(seconds: 6)
    #expect(note("b", late: "late b", in: queue))
    clock.advance(seconds: 6)
    gate.open()
    queue.close()
    #expect(notes.words == ["first", "late a", "b"])
  }

  @Test func `what is refused never runs, neither as work nor as expired`() throws {
    let queue = queue(width: 1, depth: 0)
    #expect(hold("first", in: queue))
    try #require(gate.hasArrived(1))
    #expect(!note("work", late: "expired", in: queue))
    clock.advance(seconds: 100)
    gate.open()
    queue.close()
    #expect(notes.words == ["first"])
  }

  @Test func `closing waits for what runs and what waits, and takes no more`() throws {
    let queue = queue(width: 2, depth: 10)
    let closing = Gate()
    for number in 0..<6 { #expect(hold("\(number)", in: queue)) }
    try #require(gate.hasArrived(2))
    let closer = WorkQueue(name: "closer", width: 1, depth: 0, secondsMax: 30)
    let isTaken = closer.submit { [notes] in
      closing.arrive()
      queue.close()
      notes.add("closed")
      closing.arrive()
    }
    #expect(isTaken)
    try #require(closing.hasArrived(1))
    // Closing has begun, or is about to; either way it cannot end while six pieces are held.
    #expect(!closing.hasAnother())
    gate.open(5)
    #expect(!closing.hasAnother())
    gate.open()
    try #require(closing.hasArrived(1))
    closer.close()
    #expect(notes.words.count == 7 && notes.words.last == "closed")
    #expect(!note("late", in: queue))
    queue.close()
    #expect(notes.words.count == 7)
  }

  @Test func `a queue of no width still works, one piece at a time`() {
    let queue = WorkQueue(name: "narrow", width: 0, depth: 1, secondsMax: 1)
    #expect(queue.width == 1)
    #expect(note("done", in: queue))
    queue.close()
    #expect(notes.words == ["done"])
  }

  @Test func `many submitters lose nothing`() {
    let queue = queue(width: 2, depth: 100_000)
    let ran = Tally()
    let submitters = WorkQueue(name: "submitters", width: 2, depth: 100, secondsMax: 30)
    for _ in 0..<8 {
      let isTaken = submitters.submit {
        for _ in 0..<500 where !queue.submit({ ran.add() }) { ran.add(1_000_000) }
      }
      #expect(isTaken)
    }
    submitters.close()
    queue.close()
    #expect(ran.value == 4000)
  }
}
