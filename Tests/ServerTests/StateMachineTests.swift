// The connection's states against a model of a few lines: random requests, cut at random, over
// several connections at once, read slowly or not at all, ended in every way. The model knows only
// what has reached the server and says which answers may leave. A failure names its seed; SEEDS in
// the environment asks for more of them than the default.

import Glibc
import Testing

@testable import Server

@Suite struct StateMachineTests {
  static let blockSize: UInt64 = 100
  static var blocks: Range<UInt64> {
    let asked = getenv("SEEDS").flatMap { UInt64(String(cString: $0)) } ?? 3_000
    return 0..<max(1, asked / blockSize)
  }

  @Test(arguments: blocks)
  func `whatever comes, the model's answers leave and nothing else`(block: UInt64) throws {
    for seed in block * Self.blockSize..<(block + 1) * Self.blockSize {
      var play = try Play(seed: seed)
      let fault = try play.run()
      #expect(fault == nil, "seed \(seed)")
      if fault != nil { return }
    }
  }

  @Test func `a greedy connection waits for the others after so many requests`() throws {
    let simulation = try Simulation { $0.requestsPerTurnMax = 10 }
    let greedy = try simulation.connect()
    let other = try simulation.connect()
    let message = Array("GET /n HTTP/1.1\r\nHost: t\r\n\r\n".utf8)
    #expect(greedy.send(Array(repeating: message, count: 1_000).flatMap { $0 }[...]) > 0)
    #expect(other.send(message[...]) == message.count)
    simulation.turn()
    while other.read(atMost: 65_536) || greedy.read(atMost: 65_536) {}
    #expect(other.answers.count == 1)
    // One wake-up takes at most 64 rounds of events, each of them ten requests.
    let early = greedy.answers.count
    #expect((10...640).contains(early))
    for _ in 0..<50 {
      simulation.turn()
      while greedy.read(atMost: 65_536) {}
    }
    #expect(greedy.answers.count == 1_000)
    #expect(simulation.fault == nil)
  }

  @Test func `time-outs are exact to a tick, by the loop's own clock`() throws {
    let simulation = try Simulation {
      $0.headSecondsMax = 10
      $0.idleSecondsMax = 3_600
    }
    let client = try simulation.connect()
    simulation.wait(seconds: 3_599)
    #expect(simulation.loop.openCount == 1)
    #expect(client.send(Array("GET".utf8)[...]) == 3)
    simulation.turn()
    simulation.wait(seconds: 9.9)
    #expect(!client.read(atMost: 10_000))
    simulation.wait(seconds: 0.2)
    #expect(client.read(atMost: 10_000))
    #expect(client.answers.first?.status == 408)
    simulation.wait(seconds: 3)
    #expect(simulation.loop.openCount == 0)
  }
}

/// One request of the model.
private struct Wanted {
  enum Kind: CaseIterable {
    case plain, held, echo, chunked, stream, refused, empties, closing, old, wrong, wrongChunk
  }

  let kind: Kind
  let bytes: [UInt8]
  let status: Int
  let body: [UInt8]?
  /// Nothing behind it is answered.
  var ends: Bool { [.closing, .old, .wrong, .wrongChunk].contains(kind) }

  init(_ random: inout SeededGenerator) {
    // What ends the connection is rarer, so that something comes before it.
    let rare = Int.random(in: 0..<8, using: &random) == 0
    let kinds = Kind.allCases.filter {
      rare == [.closing, .old, .wrong, .wrongChunk].contains($0)
    }
    kind = kinds.randomElement(using: &random) ?? .plain
    let number = Int.random(in: 0...9, using: &random)
    let payload = pattern(Int.random(in: 0...400, using: &random))
    var answerStatus = 200
    var answerBody: [UInt8]?
    switch kind {
    case .plain:
      bytes = Self.head("GET /n/\(number)")
      answerBody = Array("/n/\(number)".utf8)
    case .empties:
      bytes = [13, 10] + Self.head("GET /n/\(number)")
      answerBody = Array("/n/\(number)".utf8)
    case .held:
      bytes = Self.head("GET /held")
      answerBody = Array("held".utf8)
    case .echo:
      bytes = Self.head("POST /echo", "Content-Length: \(payload.count)") + payload
      answerBody = payload
    case .chunked:
      bytes = Self.head("POST /echo", "Transfer-Encoding: chunked") + Self.chunks(payload, &random)
      answerBody = payload
    case .stream:
      bytes = Self.head("GET /stream/\(number)")
      answerBody = pattern(number * TestStream.pieceBytes)
    case .refused:
      bytes = Self.head("POST /refused", "Content-Length: \(payload.count)") + payload
      answerStatus = 403
    case .closing:
      bytes = Self.head("GET /n/\(number)", "Connection: x, close")
      answerBody = Array("/n/\(number)".utf8)
    case .old:
      bytes = Array("GET /n/\(number) HTTP/1.0\r\n\r\n".utf8)
      answerBody = Array("/n/\(number)".utf8)
    case .wrong:
      // No byte more than it takes to see the fault.
      bytes = Self.head("GET /n", "A b").dropLast(2)
      answerStatus = 400
    case .wrongChunk:
      let good = Self.chunks(payload, &random).dropLast(5)
      bytes = Self.head("POST /echo", "Transfer-Encoding: chunked") + good + Array("x".utf8)
      answerStatus = 400
    }
    status = answerStatus
    body = answerBody
  }

  private static func head(_ line: String, _ fields: String...) -> [UInt8] {
    Array((["\(line) HTTP/1.1", "Host: t"] + fields).map { $0 + "\r\n" }.joined().utf8) + [13, 10]
  }

  private static func chunks(_ body: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var coded: [UInt8] = []
    var rest = body[...]
    while !rest.isEmpty {
      let piece = rest.prefix(Int.random(in: 1...150, using: &random))
      let comment = Bool.random(using: &random) ? ";a=\"b;\\\"\"" : ""
      coded += Array((String(piece.count, radix: 16) + comment + "\r\n").utf8) + piece + [13, 10]
      rest = rest.dropFirst(piece.count)
    }
    return coded + Array("0\r\n\r\n".utf8)
  }
}

/// One connection of the model.
private final class Player {
  let client: SimulatedClient
  let wanted: [Wanted]
  let bytes: [UInt8]
  var sent = 0
  var isGone = false
  /// Answers that were compared.
  var checked = 0

  init(_ client: SimulatedClient, _ wanted: [Wanted]) {
    self.client = client
    self.wanted = wanted
    bytes = wanted.flatMap(\.bytes)
  }

  /// The requests that have reached the server whole, up to the one that ends everything.
  var whole: ArraySlice<Wanted> {
    var end = 0
    for (index, one) in wanted.enumerated() {
      end += one.bytes.count
      if end > sent { return wanted[..<index] }
      if one.ends { return wanted[...index] }
    }
    return wanted[...]
  }

  /// Whether some bytes of a request that is not whole have come.
  var isWithin: Bool { whole.reduce(0) { $0 + $1.bytes.count } < sent && !isOver }
  var isOver: Bool { whole.last?.ends ?? false }
}

/// One run: everything that happens follows from the seed.
private struct Play {
  private var random: SeededGenerator
  private let simulation: Simulation
  private var players: [Player] = []

  init(seed: UInt64) throws {
    random = SeededGenerator(seed: seed)
    let turn = [1, 3, 64].randomElement(using: &random) ?? 64
    let output = [2_000, 262_144].randomElement(using: &random) ?? 2_000
    simulation = try Simulation {
      $0.requestsPerTurnMax = turn
      $0.pendingOutputBytesMax = output
    }
  }

  mutating func run() throws -> String? {
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let small: Int32? = Bool.random(using: &random) ? 4_608 : nil
      let wanted = (0..<Int.random(in: 1...12, using: &random)).map { _ in Wanted(&random) }
      players.append(Player(try simulation.connect(sendBytes: small), wanted))
    }
    for _ in 0..<Int.random(in: 5...60, using: &random) {
      step()
      if let fault = fault() { return fault }
    }
    for player in players where !player.isGone {
      if let fault = finish(player) { return fault }
    }
    simulation.wait(seconds: 100)
    simulation.wait(seconds: 100)
    let loop = simulation.loop
    return eventually { loop.openCount == 0 } ? nil : "\(loop.openCount) are still open"
  }

  private mutating func step() {
    guard let player = players.filter({ !$0.isGone }).randomElement(using: &random) else { return }
    switch Int.random(in: 0..<12, using: &random) {
    case 0...4: send(player, Int.random(in: 1...300, using: &random))
    case 5: send(player, 1)
    case 6...7: _ = player.client.read(atMost: Int.random(in: 1...20_000, using: &random))
    case 8: _ = simulation.answerHeld()
    case 9: simulation.wait(seconds: 0.01)
    case 10 where Int.random(in: 0..<10, using: &random) == 0:
      player.client.close()
      player.isGone = true
      simulation.turn()
    default: simulation.turn()
    }
  }

  private func send(_ player: Player, _ count: Int) {
    player.sent += player.client.send(player.bytes[player.sent...].prefix(count))
  }

  private func fault() -> String? {
    if let fault = simulation.fault { return fault }
    for player in players where !player.isGone {
      if let fault = compare(player) { return fault }
    }
    return nil
  }

  /// Each answer is the one that its request wants; none comes before its request is whole.
  private func compare(_ player: Player) -> String? {
    if let fault = player.client.fault { return fault }
    let whole = Array(player.whole)
    let answers = player.client.answers
    guard answers.count <= whole.count else {
      return "\(answers.count) answers to \(whole.count) requests"
    }
    for index in player.checked..<answers.count {
      let (answer, wanted) = (answers[index], whole[index])
      guard answer.status == wanted.status, wanted.body.map({ $0 == answer.body }) ?? true else {
        return "\(answer.status) to \(wanted.kind)"
      }
      guard answer.closes == wanted.ends else { return "close of \(wanted.kind)" }
    }
    player.checked = answers.count
    return nil
  }

  // MARK: Ends

  private mutating func finish(_ player: Player) -> String? {
    switch Int.random(in: 0..<5, using: &random) {
    case 0:
      player.client.close()
      simulation.turn()
      settle()
      return nil
    case 1:
      player.client.endWriting()
      return complete(player) ?? ended(player)
    case 2:
      // What was begun is not ended: its time runs out.
      if let fault = complete(player) { return fault }
      let isWithin = player.isWithin
      guard !player.isOver else { return ended(player) }
      leave(but: player)
      simulation.wait(seconds: isWithin ? 31 : 61)
      drink(player)
      if isWithin {
        let answers = player.client.answers
        guard answers.count == player.whole.count + 1, answers.last?.status == 408 else {
          return "no 408"
        }
        player.client.endWriting()
        simulation.turn()
      }
      return ended(player)
    default:
      while player.sent < player.bytes.count, !player.isOver {
        let before = player.sent
        send(player, Int.random(in: 1...2_000, using: &random))
        settle()
        drink(player)
        if player.sent == before, !simulation.answerHeld() { return "it takes no more" }
      }
      if let fault = complete(player) { return fault }
      if !player.isOver {
        leave(but: player)
        simulation.wait(seconds: 61)
      }
      return ended(player)
    }
  }

  /// Time runs for everybody: the others go before it does.
  private func leave(but player: Player) {
    for other in players where other !== player && !other.isGone {
      other.client.close()
      other.isGone = true
    }
    settle()
  }

  /// All answers that are due have come, and no other.
  private func complete(_ player: Player) -> String? {
    for _ in 0..<40 {
      settle()
      drink(player)
      if !simulation.answerHeld(), player.client.answers.count == player.whole.count { break }
    }
    if let fault = compare(player) { return fault }
    guard player.client.answers.count == player.whole.count, player.client.restCount == 0 else {
      return "\(player.client.answers.count) answers to \(player.whole.count) requests, "
        + "and \(player.client.restCount) bytes"
    }
    return nil
  }

  /// The server has ended its side.
  private func ended(_ player: Player) -> String? {
    settle()
    drink(player)
    let hasEnd = eventually {
      drink(player)
      return player.client.hasEnd
    }
    return hasEnd ? nil : "no end"
  }

  /// A process that a test beside this one starts holds copies of our sockets until it runs its own
  /// program: an end comes a moment later then, within a second in all.
  private func eventually(_ holds: () -> Bool) -> Bool {
    for _ in 0..<500 {
      if holds() { return true }
      _ = poll(nil, 0, 2)
      simulation.turn()
    }
    return holds()
  }

  private func settle() {
    for _ in 0..<4 { simulation.turn() }
  }

  private func drink(_ player: Player) {
    while player.client.read(atMost: 65_536) { simulation.turn() }
  }
}
