// How often a password may be guessed: the buckets alone, without hashes.

import Testing
import Vocabulary

@testable import Operations

struct LogInLimitsTests {
  let now = Timestamp(seconds: 1_800_000_000)

  private func failures(
    _ limits: LogInLimits, _ name: String, from address: String, tries: Int, at now: Timestamp
  ) -> Int {
    (0..<tries).filter { _ in !limits.take(name, from: address, at: now) }.count
  }

  @Test func `ten failed tries of one name from one address, then one in half a minute`() {
    let limits = LogInLimits()
    #expect(failures(limits, "anna", from: "10.0.0.1", tries: 10, at: now) == 0)
    #expect(!limits.take("anna", from: "10.0.0.1", at: now))
    #expect(limits.take("anna", from: "10.0.0.1", at: now.plus(seconds: 31)))
    #expect(!limits.take("anna", from: "10.0.0.1", at: now.plus(seconds: 31)))
  }

  @Test func `right passwords do not count`() {
    let limits = LogInLimits()
    for _ in 0..<200 {
      #expect(limits.take("anna", from: "10.0.0.1", at: now))
      limits.giveBack("anna", from: "10.0.0.1")
    }
  }

  @Test func `one address cannot try many names`() {
    let limits = LogInLimits()
    let refused = (0..<200).filter { index in
      !limits.take("name-\(index)", from: "10.0.0.1", at: now)
    }
    #expect(refused.count >= 90)
    #expect(limits.take("name-0", from: "10.0.0.2", at: now))
  }

  @Test func `many addresses cannot try one name`() {
    let limits = LogInLimits()
    let refused = (0..<200).filter { index in
      !limits.take("anna", from: "10.0.0.\(index)", at: now)
    }
    #expect(refused.count >= 160)
  }

  @Test func `nobody is locked out where they signed in before, however long others guess`() {
    let limits = LogInLimits()
    #expect(limits.take("anna", from: "192.0.2.7", at: now))
    limits.giveBack("anna", from: "192.0.2.7")
    for index in 0..<5_000 {
      let later = now.plus(seconds: index)
      _ = limits.take("anna", from: "10.0.\(index / 200).\(index % 200)", at: later)
    }
    #expect(limits.take("anna", from: "192.0.2.7", at: now.plus(seconds: 5_000)))
  }
}
