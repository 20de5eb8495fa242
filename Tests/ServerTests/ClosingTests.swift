// What goes wrong and what ends: malformed messages, refusals, half-closes, resets, slow readers,
// time-outs, limits, the drain.

import Glibc
import Server
import Synchronization
import Testing

extension SocketTests {
  @Suite struct Closing {
    @Test func `a malformed head is answered, and the client can read it`() async throws {
      try await withServer { running in
        let client = try running.client()
        try client.get("/n/1")
        // Bytes unread at the close would make a reset that destroys the answer.
        try client.send(Array("BAD\r\n\r\n".utf8) + pattern(1_000_000))
        #expect(try client.readAnswer().text == "/n/1")
        let answer = try client.readAnswer()
        #expect(answer.status == 400)
        #expect(answer.closes)
        #expect(try client.readToEnd().isEmpty)
      }
    }

    @Test func `a malformed chunk in a later segment is answered`() async throws {
      try await withServer { running in
        let client = try running.client()
        try client.send("POST /echo HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n")
        try client.send("3\r\nabc\r\n")
        try client.send("zz\r\n")
        let answer = try client.readAnswer()
        #expect(answer.status == 400)
        #expect(answer.closes)
        #expect(try client.readToEnd().isEmpty)
      }
    }

    @Test(arguments: [(10, 200), (11, 413)])
    func `a body over its limit is refused at the head`(count: Int, status: Int) async throws {
      try await withServer { running in
        let client = try running.client()
        try client.send("POST /ten HTTP/1.1\r\nHost: test\r\nContent-Length: \(count)\r\n\r\n")
        if status == 200 { try client.send(pattern(count)) }
        #expect(try client.readAnswer().status == status)
      }
    }

    @Test(arguments: [
      ("Content-Length: 4", "body"), ("Transfer-Encoding: chunked", "4\r\nbody\r\n0\r\n\r\n"),
    ])
    func `a refused request with a small body leaves the connection usable`(
      field: String, body: String
    ) async throws {
      try await withServer { running in
        let client = try running.client()
        try client.send("POST /refused HTTP/1.1\r\nHost: test\r\n\(field)\r\n\r\n")
        try client.send(String(body.prefix(2)))
        try client.send(body.dropFirst(2) + "GET /n/1 HTTP/1.1\r\nHost: test\r\n\r\n")
        let answer = try client.readAnswer()
        #expect(answer.status == 403)
        #expect(!answer.closes)
        #expect(try client.readAnswer().text == "/n/1")
      }
    }

    @Test func `a refused request whose body is wrong is malformed first`() async throws {
      try await withServer { running in
        let client = try running.client()
        try client.send(
          "POST /refused HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody!\r\n")
        let answer = try client.readAnswer()
        #expect(answer.status == 400)
        #expect(answer.closes)
        #expect(try client.readToEnd().isEmpty)
      }
    }

    @Test(arguments: [
      ("Content-Length: 10000000", ""), ("Transfer-Encoding: chunked", "100000\r\n"),
      ("Content-Length: 4\r\nExpect: 100-continue", ""),
    ])
    func `a refused request with another body closes, after its answer is read`(
      fields: String, size: String
    ) async throws {
      try await withServer { running in
        let client = try running.client()
        try client.send("POST /refused HTTP/1.1\r\nHost: test\r\n\(fields)\r\n\r\n\(size)")
        try client.send(pattern(300_000))
        let answer = try client.readAnswer()
        #expect(answer.status == 403)
        #expect(answer.closes)
        #expect(try client.readToEnd().isEmpty)
      }
    }

    @Test(arguments: [
      "HEAD / HTTP/1.1\r\n\r\n", "HEAD /# HTTP/1.1\r\nHost: t\r\n\r\n",
      "HEAD / HTTP/2.0\r\n\r\n", "\r\nHEAD / HTTP/1.1\r\nHost: t\r\nA b\r\n\r\n",
      "HEAD / HTTP/1.1\r\nHost: t\r\nA: " + String(repeating: "b", count: 40_000),
    ])
    func `what is wrong with HEAD is said without a body`(head: String) async throws {
      try await withServer { running in
        let client = try running.client()
        try client.send(head)
        let answer = try client.readAnswer(toHead: true)
        #expect(answer.status >= 400)
        #expect(answer.closes)
        #expect(try client.readToEnd().isEmpty)
      }
    }

    @Test(arguments: ["n", "later"])
    func `a client that has ended its side gets all its answers`(kind: String) async throws {
      try await withServer { running in
        let client = try running.client()
        try client.send((0..<5).map { "GET /\(kind)/\($0) HTTP/1.1\r\nHost: t\r\n\r\n" }.joined())
        client.endWriting()
        for number in 0..<5 { #expect(try client.readAnswer().text == "/\(kind)/\(number)") }
        #expect(try client.readToEnd().isEmpty)
      }
    }

    @Test func `a client that ends in the middle of a request is closed`() async throws {
      try await withServer { running in
        for part in [
          "", "GET / HT", "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 9\r\n\r\nab",
        ] {
          let client = try running.client()
          try client.send(part)
          client.endWriting()
          #expect(try client.readToEnd().isEmpty)
        }
      }
    }

    @Test func `resets at any point harm nobody else`() async throws {
      try await withServer({ $0.loops = 1 }) { running in
        let parts = [
          "", "GET /n", "GET /large/30000000 HTTP/1.1\r\nHost: t\r\n\r\n",
          "GET /stream/3000 HTTP/1.1\r\nHost: t\r\n\r\n",
          "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 9\r\n\r\nab",
          String(repeating: "GET /later/1 HTTP/1.1\r\nHost: t\r\n\r\n", count: 50),
          "BAD\r\n\r\n",
        ]
        let other = try running.client()
        for part in parts {
          let client = try running.client(receiveBytes: 4_096)
          try client.send(part)
          try other.get("/n/1")
          #expect(try other.readAnswer().text == "/n/1")
          client.reset()
        }
        let client = try running.client()
        try client.get("/held")
        let slot = try #require(running.scene.takeHeld())
        client.reset()
        try other.get("/n/2")
        #expect(try other.readAnswer().text == "/n/2")
        slot.answer(answer(200, "too late"))
        try other.get("/n/3")
        #expect(try other.readAnswer().text == "/n/3")
      }
    }

    @Test func `a client that does not read is not read from either`() async throws {
      try await withServer({ $0.loops = 1 }) { running in
        let slow = try running.client(receiveBytes: 4_096)
        let asked = 60
        for _ in 0..<asked { try slow.get("/large/1000000") }
        let other = try running.client()
        for _ in 0..<20 {
          try other.get("/n/1")
          #expect(try other.readAnswer().text == "/n/1")
        }
        #expect(running.scene.answered.load(ordering: .relaxed) < asked + 20)
        for _ in 0..<asked { #expect(try slow.readAnswer().body.count == 1_000_000) }
      }
    }

    @Test func `the kernel holds only so much for a client that does not read`() async throws {
      try await withServer({ $0.loops = 1 }) { running in
        let slow = try running.client(receiveBytes: 4_096)
        try slow.get("/large/30000000")
        let other = try running.client()
        for _ in 0..<50 {
          try other.get("/n/1")
          _ = try other.readAnswer()
        }
        #expect(running.server.statistics.bytesOut < 1_000_000)
      }
    }

    @Test func `a client that waits for an answer may send only so much meanwhile`() async throws {
      try await withServer({ $0.loops = 1 }) { running in
        let client = try running.client()
        let requests = 5_000
        try client.get("/held")
        let slot = try #require(running.scene.takeHeld())
        try client.send(
          (0..<requests).map { "GET /n/\($0) HTTP/1.1\r\nHost: t\r\n\r\n" }.joined())
        let other = try running.client()
        try other.get("/n/1")
        _ = try other.readAnswer()
        #expect(running.server.statistics.bytesIn < 200_000)
        slot.answer(answer(200, "held"))
        #expect(try client.readAnswer().text == "held")
        for number in 0..<requests { #expect(try client.readAnswer().text == "/n/\(number)") }
      }
    }

    // MARK: Time

    @Test(arguments: [
      "GET / HTTP/1.1\r\nHo", "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 9\r\n\r\nab",
    ])
    func `a request that does not go on is answered with 408`(part: String) async throws {
      try await withServer({
        $0.loops = 1
        $0.headSecondsMax = 0.1
        $0.bodySecondsMax = 0.1
      }) { running in
        let client = try running.client()
        try client.send(part)
        let answer = try client.readAnswer()
        #expect(answer.status == 408)
        #expect(answer.closes)
        #expect(try client.readToEnd().isEmpty)
        // Counters are told at the end of a round: the next one comes after it.
        let other = try running.client()
        try other.get("/n/1")
        _ = try other.readAnswer()
        #expect(running.server.statistics.timeouts >= 1)
      }
    }

    @Test func `an idle connection is closed in silence`() async throws {
      try await withServer({ $0.idleSecondsMax = 0.1 }) { running in
        let fresh = try running.client()
        #expect(try fresh.readToEnd().isEmpty)
        let used = try running.client()
        try used.get("/n/1")
        #expect(try used.readAnswer().text == "/n/1")
        #expect(try used.readToEnd().isEmpty)
      }
    }

    @Test func `an answer in the making has no time-out of the engine`() async throws {
      try await withServer({
        $0.loops = 1
        $0.idleSecondsMax = 0.1
        $0.headSecondsMax = 0.1
      }) { running in
        let waiting = try running.client()
        try waiting.get("/held")
        let slot = try #require(running.scene.takeHeld())
        // Closed by a later tick than any time-out of the first.
        #expect(try running.client().readToEnd().isEmpty)
        slot.answer(answer(200, "at last"))
        #expect(try waiting.readAnswer().text == "at last")
      }
    }

    @Test(arguments: ["large/30000000", "stream/3000"])
    func `a client that does not take its answer is reset`(target: String) async throws {
      try await withServer({ $0.writeStallSecondsMax = 0.1 }) { running in
        let client = try running.client(receiveBytes: 4_096)
        try client.get("/\(target)")
        #expect(client.waitForBreak())
      }
    }

    // MARK: Limits

    @Test func `clients over the connection limit wait for a place`() async throws {
      try await withServer({ $0.connectionsMax = 2 }) { running in
        let clients = [try running.client(), try running.client()]
        for client in clients {
          try client.get("/n/1")
          _ = try client.readAnswer()
        }
        let third = try running.client()
        try third.get("/n/3")
        for client in clients {
          try client.get("/n/2")
          _ = try client.readAnswer()
        }
        #expect(!third.isReadable)
        clients[0].close()
        #expect(try third.readAnswer().text == "/n/3")
      }
    }

    @Test func `the last request a connection may make says so`() async throws {
      try await withServer({ $0.requestsPerConnectionMax = 2 }) { running in
        let client = try running.client()
        for _ in 0..<3 { try client.get("/n/1") }
        #expect(try !client.readAnswer().closes)
        #expect(try client.readAnswer().closes)
        #expect(try client.readToEnd().isEmpty)
      }
    }

    // MARK: Drain

    @Test func `a drain closes what is idle and answers what is busy`() async throws {
      try await withServer { running in
        let idle = try running.client()
        try idle.get("/n/1")
        _ = try idle.readAnswer()
        let begun = try running.client()
        try begun.send("GET /n/2 HTTP/1.1\r\n")
        let busy = try running.client()
        try busy.get("/held")
        let slot = try #require(running.scene.takeHeld())
        async let drained: Void = running.drained()
        #expect(try idle.readToEnd().isEmpty)
        #expect(throws: ClientError.self) { try running.client() }
        slot.answer(answer(200, "done"))
        let answer = try busy.readAnswer()
        #expect(answer.text == "done")
        #expect(answer.closes)
        try begun.send("Host: t\r\n\r\n")
        #expect(try begun.readAnswer().closes)
        for client in [idle, begun, busy] { client.close() }
        await drained
      }
    }

    @Test func `a drain ends at its deadline`() async throws {
      try await withServer({ $0.drainSecondsMax = 0.1 }) { running in
        let busy = try running.client()
        try busy.get("/held")
        let slot = try #require(running.scene.takeHeld())
        await running.drained()
        #expect(try busy.readToEnd().isEmpty)
        slot.answer(answer(200, "to nobody"))
      }
    }
  }
}
