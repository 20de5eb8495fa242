// When a mode holds, and how long a writer is told to wait.

import HTTP
import Testing
import Vocabulary

@testable import Pipeline

struct ServiceModeTests {
  private static let now = Timestamp(milliseconds: 1_764_000_000_000)

  private static func route(writes: Bool, worksReadOnly: Bool = false) -> Route {
    Route(
      .post, "/x", "x", "x", needs: .nobody, effect: writes ? .writes : .reads, nil,
      worksReadOnly: worksReadOnly, handler: { _ in Reply(about: .nobody, body: .none) })
  }

  @Test(arguments: ServiceMode.allCases)
  func `a mode holds until its end, and the usual one after it`(_ mode: ServiceMode) {
    let kept = KeptMode(mode, until: Self.now)
    #expect(kept.mode(at: Self.now.plus(seconds: -1)) == mode)
    #expect(kept.mode(at: Self.now) == .normal)
    #expect(KeptMode(mode).mode(at: Self.now.plus(days: 9_999)) == mode)
  }

  @Test func `only a write is refused, only while everything is only read`() throws {
    for mode in ServiceMode.allCases {
      let kept = KeptMode(mode)
      try kept.requireWriting(Self.route(writes: false), at: Self.now)
      try kept.requireWriting(Self.route(writes: true, worksReadOnly: true), at: Self.now)
      let write = Self.route(writes: true)
      if mode == .readOnly {
        #expect(throws: Refusal.self) { try kept.requireWriting(write, at: Self.now) }
      } else {
        try kept.requireWriting(write, at: Self.now)
      }
    }
  }

  @Test(arguments: [(1, 1), (999, 1), (1_000, 1), (1_001, 2), (90_000_000, 3_600)])
  func `the wait is what is left, whole seconds, and an hour at most`(
    _ milliseconds: Int, _ seconds: Int
  ) throws {
    let until = Timestamp(milliseconds: Self.now.milliseconds + Int64(milliseconds))
    let kept = KeptMode(.readOnly, until: until)
    let refusal = try #require(throws: Refusal.self) {
      try kept.requireWriting(Self.route(writes: true), at: Self.now)
    }
    #expect(refusal.code == .readOnly && refusal.retryAfterSeconds == seconds)
  }
}
