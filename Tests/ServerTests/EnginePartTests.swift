// The parts of the engine that need no socket: addresses, time-out lists, admission.

import Testing

@testable import Server

@Suite struct EnginePartTests {
  @Test(arguments: [
    ("127.0.0.1:8080", true), ("[::1]:8080", true), ("localhost:0", true),
    ("0.0.0.0:65535", false), ("[::]:80", false), ("unix:/run/x.sock", true),
  ])
  func `a listen address is read and written the same`(text: String, isLoopback: Bool) throws {
    let address = try #require(ListenAddress(text))
    #expect(BoundAddress(address: address).description == text)
    #expect(address.isLoopback == isLoopback)
  }

  @Test(arguments: [
    "", "8080", ":8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:+80",
    "127.0.0.1:080808", "::1:8080", "[::1]", "[::1:8080", "[]:80", "a b:80", "unix:", "unix:x.sock",
    "unix:/" + String(repeating: "x", count: 107), "[127.0.0.1]:80",
  ])
  func `a wrong listen address is not read`(text: String) {
    #expect(ListenAddress(text) == nil)
  }

  @Test func `time-outs expire in order of time, and only what is armed`() {
    var settings = ServerSettings(loops: 1)
    settings.headSecondsMax = 10
    settings.idleSecondsMax = 20
    var deadlines = Deadlines(settings)
    deadlines.arm(7, .head, now: 0)
    deadlines.arm(3, .head, now: 1)
    deadlines.arm(9, .idle, now: 2)
    deadlines.arm(5, .head, now: 3)
    deadlines.disarm(3)
    deadlines.disarm(3)
    deadlines.arm(7, .head, now: 4)
    #expect(deadlines.takeExpired(now: 10_002) == nil)
    #expect(deadlines.takeExpired(now: 10_003)?.fd == 5)
    #expect(deadlines.takeExpired(now: 10_003) == nil)
    #expect(deadlines.kind(of: 7) == .head)
    deadlines.arm(7, .idle, now: 5_000)
    #expect(deadlines.takeExpired(now: 20_002)?.fd == 9)
    #expect(deadlines.takeExpired(now: 20_002) == nil)
    let last = deadlines.takeExpired(now: 25_000)
    #expect(last?.fd == 7)
    #expect(last?.kind == .idle)
    #expect(deadlines.takeExpired(now: .max) == nil)
  }

  @Test func `random arming and disarming keeps the lists whole`() {
    var deadlines = Deadlines(ServerSettings(loops: 1))
    var armed: [Int32: Deadlines.Kind] = [:]
    var state: UInt64 = 42
    for step in 0..<20_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let fd = Int32(state >> 33) % 50
      let kind = Deadlines.Kind.allCases[Int(state >> 20) % Deadlines.Kind.allCases.count]
      deadlines.arm(fd, kind, now: Int64(step))
      armed[fd] = kind == .none ? nil : kind
    }
    var expired: [Int32: Deadlines.Kind] = [:]
    while let (fd, kind) = deadlines.takeExpired(now: .max) { expired[fd] = kind }
    #expect(expired == armed)
  }

  @Test func `connections are counted in all and per address`() {
    var settings = ServerSettings(loops: 1)
    settings.connectionsMax = 3
    settings.connectionsPerAddressMax = 1
    settings.exemptAddresses = ["192.0.2.9"]
    let admission = Admission(settings)
    let stranger = Peer(address: "192.0.2.1", port: 1)
    #expect(admission.enter(stranger))
    #expect(!admission.enter(stranger))
    admission.leave(stranger)
    #expect(admission.enter(stranger))
    for exempt in ["127.0.0.1", "::1", "unix", "192.0.2.9"] {
      let peer = Peer(address: exempt, port: 1)
      #expect(admission.enter(peer))
      #expect(admission.enter(peer))
    }
    #expect((0..<4).map { _ in admission.reserve() } == [true, true, true, false])
    #expect(admission.isFull)
    admission.release()
    #expect(!admission.isFull)
    #expect(admission.reserve())
  }
}
