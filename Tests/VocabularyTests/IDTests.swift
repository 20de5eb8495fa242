// Ids: their form, their order, their kinds; and the randomness behind them.

import Testing
import Vocabulary

@Suite struct IDTests {
  @Test func `ids made later sort later, as values, bytes and texts`() {
    var random = Randomness()
    var previous = PersonID.make(at: Timestamp(milliseconds: 0), random: &random)
    for step in 1...2000 {
      let time = Timestamp(milliseconds: 1_800_000_000_000 + Int64(step) * 977)
      let id = PersonID.make(at: time, random: &random)
      #expect(previous < id)
      #expect(previous.text < id.text)
      #expect(previous.bytes.lexicographicallyPrecedes(id.bytes))
      previous = id
    }
  }

  @Test func `ids that must keep their order keep it when the clock stands still or goes back`() {
    var random = Randomness()
    let now = Timestamp(milliseconds: 1_800_000_000_000)
    let times = [now, now, now.plus(days: 1), now.plus(days: -1), now, now]
    random.latestID = 0
    let ids = times.map { ID<Int>.make(at: $0, random: &random) }
    #expect(ids == ids.sorted())
    #expect(Set(ids).count == ids.count)
    // A whole millisecond's worth of ids runs over into the next, and all are of version 7.
    let many = (0..<10_000).map { _ in ID<Int>.make(at: now, random: &random) }
    #expect(many == many.sorted())
    #expect(many.allSatisfy { $0.high >> 12 & 0xF == 7 && $0.low >> 62 == 2 })
    #expect(Set(many.map { $0.high >> 16 }).count >= 3)
  }

  @Test func `an id says version 7, its variant and its millisecond`() {
    var random = Randomness.seeded(7)
    let time = Timestamp(milliseconds: 0x0192_3456_789A)
    let id = ReferralID.make(at: time, random: &random)
    #expect(id.high >> 16 == 0x0192_3456_789A)
    #expect(id.high >> 12 & 0xF == 7)
    #expect(id.low >> 62 == 0b10)
    #expect(id.text.hasPrefix("01923456-789a-7"))
  }

  @Test func `text and bytes read back the same`() throws {
    var random = Randomness.seeded(1)
    for _ in 0..<200 {
      let id = UserID.make(at: Timestamp.now(), random: &random)
      #expect(UserID(id.text) == id)
      #expect(UserID(id.text.uppercased()) == id)
      #expect(UserID(bytes: id.bytes) == id)
      var appended: [UInt8] = [0x3E]
      id.append(to: &appended)
      #expect(appended == Array((">" + id.text).utf8))
      #expect(id.text == id.text.lowercased())
    }
  }

  @Test func `the standard's own example is read byte by byte`() throws {
    // RFC 9562, appendix A.6.
    let id = try #require(AnyID("017F22E2-79B0-7CC3-98C4-DC0C0C07398F"))
    #expect(id.bytes.first == 0x01)
    #expect(id.bytes.last == 0x8F)
    #expect(id.high == 0x017F_22E2_79B0_7CC3)
    #expect(id.low == 0x98C4_DC0C_0C07_398F)
    #expect(id.text == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f")
  }

  @Test(arguments: [
    "", "017f22e2-79b0-7cc3-98c4-dc0c0c07398", "017f22e2-79b0-7cc3-98c4-dc0c0c07398f0",
    "017f22e279b07cc398c4dc0c0c07398f", "{017f22e2-79b0-7cc3-98c4-dc0c0c0739}",
    "017f22e2-79b0-7cc3-98c4-dc0c0c07398g", "017f22e-279b0-7cc3-98c4-dc0c0c07398f",
    "017f22e2_79b0_7cc3_98c4_dc0c0c07398f", "+17f22e2-79b0-7cc3-98c4-dc0c0c07398f",
    "017f22e2-79b0-7cc3-98c4-dc0c0c0739å",
  ])
  func `another form is no id`(_ text: String) {
    #expect(AnyID(text) == nil)
  }

  @Test(arguments: [0, 15, 17, 36])
  func `another number of bytes is no id`(_ count: Int) {
    #expect(AnyID(bytes: [UInt8](repeating: 1, count: count)) == nil)
  }

  @Test func `a kind can be laid off and put on`() {
    var random = Randomness.seeded(3)
    let id = BoardID.make(at: Timestamp(milliseconds: 5), random: &random)
    #expect(BoardID(id.erased) == id)
    #expect(id.erased.text == id.text)
  }

  @Test func `a seed fixes the sequence, the kernel never repeats`() {
    var one = Randomness.seeded(42)
    var two = Randomness.seeded(42)
    var other = Randomness.seeded(43)
    #expect(one.bytes(40) == two.bytes(40))
    #expect(one.next() != other.next())
    var kernel = Randomness()
    let drawn = (0..<1000).map { _ in kernel.next() }
    #expect(Set(drawn).count == drawn.count)
  }

  @Test(arguments: [0, 1, 7, 8, 9, 32, 300])
  func `as many bytes come as were asked for`(_ count: Int) {
    var random = Randomness()
    #expect(random.bytes(count).count == count)
  }
}
