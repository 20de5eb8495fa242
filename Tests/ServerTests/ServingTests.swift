// Requests in, answers out: order, segmentation, bodies, late answers, streams, addresses.

import Dispatch
import Glibc
import Server
import Synchronization
import Testing

extension SocketTests {
  @Suite struct Serving {
    @Test func `a connection is kept for the next request`() async throws {
      try await withServer { running in
        let client = try running.client()
        for number in 0..<3 {
          try client.get("/n/\(number)")
          let answer = try client.readAnswer()
          #expect(answer.status == 200)
          #expect(answer.text == "/n/\(number)")
          #expect(!answer.closes)
          #expect(answer.fields["date"] != nil)
        }
        client.close()
      }
    }

    @Test func `a client that asks for the close gets it after its answer`() async throws {
      try await withServer { running in
        let client = try running.client()
        try client.get("/n/1", fields: "Connection: close\r\n")
        #expect(try client.readAnswer().closes)
        #expect(try client.readToEnd().isEmpty)
      }
    }

    @Test(arguments: ["n", "later"])
    func `a hundred pipelined requests in one segment are answered in order`(
      kind: String
    ) async throws {
      try await withServer { running in
        let client = try running.client()
        try client.send(
          (0..<100).map { "GET /\(kind)/\($0) HTTP/1.1\r\nHost: test\r\n\r\n" }.joined())
        for number in 0..<100 {
          #expect(try client.readAnswer().text == "/\(kind)/\(number)")
        }
        #expect(!client.isReadable)
      }
    }

    @Test(arguments: ["n", "later"])
    func `pipelined requests that come byte by byte are answered in order`(
      kind: String
    ) async throws {
      try await withServer { running in
        let client = try running.client()
        let requests = (0..<10).map { number in
          "POST /\(kind)/\(number) HTTP/1.1\r\nHost: test\r\nContent-Length: 3\r\n\r\nabc"
        }
        for byte in requests.joined().utf8 { try client.send([byte]) }
        for number in 0..<10 {
          #expect(try client.readAnswer().text == "/\(kind)/\(number)")
        }
      }
    }

    @Test func `an answer to HEAD has no body`() async throws {
      try await withServer { running in
        let client = try running.client()
        try client.send("HEAD /large/1000 HTTP/1.1\r\nHost: test\r\n\r\n")
        #expect(try client.readAnswer(toHead: true).fields["content-length"] == "1000")
        try client.send("HEAD /stream/3 HTTP/1.1\r\nHost: test\r\n\r\n")
        #expect(try client.readAnswer(toHead: true).status == 200)
        try client.get("/n/1")
        #expect(try client.readAnswer().text == "/n/1")
      }
    }

    @Test(arguments: [0, 1, 70_000, 1_000_000])
    func `a body comes through whole`(count: Int) async throws {
      try await withServer { running in
        let client = try running.client()
        let body = pattern(count)
        try client.send("POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: \(count)\r\n\r\n")
        try client.send(body)
        #expect(try client.readAnswer().body == body)
        try client.get("/n/1")
        #expect(try client.readAnswer().text == "/n/1")
      }
    }

    @Test(arguments: [1, 7, 100_000])
    func `a chunked body comes through whole, however it is cut`(cut: Int) async throws {
      try await withServer { running in
        let client = try running.client()
        let head = "POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n"
        let message = Array((head + "5\r\nhello\r\n1\r\n \r\n5\r\nworld\r\n0\r\n\r\n").utf8)
        for start in stride(from: 0, to: message.count, by: cut) {
          try client.send(Array(message[start..<min(start + cut, message.count)]))
        }
        #expect(try client.readAnswer().text == "hello world")
      }
    }

    @Test func `100 Continue is sent when the body is awaited`() async throws {
      try await withServer { running in
        let client = try running.client()
        try client.send(
          "POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n")
        #expect(try client.readAnswer().status == 100)
        try client.send("body")
        #expect(try client.readAnswer().text == "body")
      }
    }

    @Test func `100 Continue is not sent when the body has come already`() async throws {
      try await withServer { running in
        let client = try running.client()
        try client.send(
          "POST /echo HTTP/1.1\r\nHost: test\r\nContent-Length: 4\r\n"
            + "Expect: 100-continue\r\n\r\nbody")
        #expect(try client.readAnswer().text == "body")
      }
    }

    @Test func `late answers arrive in order, and only the first for each request`() async throws {
      try await withServer({ $0.loops = 1 }) { running in
        let client = try running.client()
        try client.get("/held")
        let first = try #require(running.scene.takeHeld())
        try client.get("/held")
        try client.get("/n/3")
        first.answer(answer(200, "one"))
        first.answer(answer(200, "one again"))
        let second = try #require(running.scene.takeHeld())
        first.answer(answer(200, "one once more"))
        second.answer(answer(200, "two"))
        #expect(try client.readAnswer().text == "one")
        #expect(try client.readAnswer().text == "two")
        #expect(try client.readAnswer().text == "/n/3")
      }
    }

    @Test(arguments: ["stream", "known"], [0, 1, 3, 500])
    func `a stream arrives whole and the connection goes on`(
      kind: String, pieces: Int
    ) async throws {
      try await withServer { running in
        let client = try running.client(receiveBytes: 8_192)
        try client.get("/\(kind)/\(pieces)")
        try client.get("/n/1")
        #expect(try client.readAnswer().body == pattern(pieces * TestStream.pieceBytes))
        #expect(try client.readAnswer().text == "/n/1")
      }
    }

    @Test(arguments: [0, 1, 300])
    func `a stream to a client of HTTP 1.0 ends with the connection`(pieces: Int) async throws {
      try await withServer { running in
        let client = try running.client(receiveBytes: 8_192)
        try client.send("GET /stream/\(pieces) HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
        let answer = try client.readAnswer()
        #expect(answer.closes)
        #expect(answer.fields["transfer-encoding"] == nil)
        #expect(try client.readToEnd() == pattern(pieces * TestStream.pieceBytes))
      }
    }

    @Test func `an answer without a body has none, whatever it is given`() async throws {
      try await withServer { running in
        let client = try running.client()
        try client.get("/empty")
        let answer = try client.readAnswer()
        #expect(answer.status == 204)
        #expect(answer.fields["content-length"] == nil)
        #expect(answer.fields["transfer-encoding"] == nil)
        try client.get("/n/1")
        #expect(try client.readAnswer().text == "/n/1")
      }
    }

    @Test(arguments: ["broken", "short", "long"])
    func `a stream that does not keep its promise is cut`(kind: String) async throws {
      try await withServer { running in
        let client = try running.client()
        try client.get("/\(kind)/2")
        #expect(throws: ClientError.self) {
          _ = try client.readAnswer()
          _ = try client.readToEnd()
        }
      }
    }

    @Test(arguments: [0, 1, 3, 200], ["1.1", "1.0"])
    func `a stream whose pieces are made elsewhere arrives whole`(
      pieces: Int, version: String
    ) async throws {
      try await withServer { running in
        let client = try running.client(receiveBytes: 8_192)
        try client.send("GET /late/\(pieces) HTTP/\(version)\r\nHost: test\r\n\r\n")
        if version == "1.1" { try client.get("/n/1") }
        let answer = try client.readAnswer()
        let body = version == "1.1" ? answer.body : try client.readToEnd()
        #expect(body == pattern(pieces * TestStream.pieceBytes))
        if version == "1.1" { #expect(try client.readAnswer().text == "/n/1") }
      }
    }

    @Test func `a client that takes nothing has only a window of pieces made for it`() async throws
    {
      try await withServer { running in
        let client = try running.client(receiveBytes: 8_192)
        try client.get("/late/100000")
        let other = try running.client()
        // Other requests get their turns, and after some of them nothing more is made.
        var before = -1
        while running.scene.made.load(ordering: .relaxed) > before {
          before = running.scene.made.load(ordering: .relaxed)
          for _ in 0..<200 {
            try other.get("/later")
            #expect(try other.readAnswer().status == 200)
          }
        }
        // What the kernel's buffers hold of a gigabyte.
        #expect(before < 1_500)
        client.close()
        #expect(running.scene.isCancelled.wait(timeout: .now() + .seconds(10)) == .success)
      }
    }

    @Test func `HEAD makes nothing of a stream`() async throws {
      try await withServer { running in
        let client = try running.client()
        try client.send("HEAD /late/5 HTTP/1.1\r\nHost: test\r\n\r\n")
        try client.get("/n/1")
        let head = try client.readAnswer(toHead: true)
        #expect(head.status == 200 && head.fields["transfer-encoding"] == "chunked")
        #expect(try client.readAnswer().text == "/n/1")
        #expect(running.scene.made.load(ordering: .relaxed) == 0)
      }
    }

    @Test(arguments: [0, 1, 65_536, 1_000_000], [false, true])
    func `a body is handed over as it comes, never held whole`(
      count: Int, isChunked: Bool
    ) async throws {
      try await withServer { running in
        let client = try running.client()
        let head = "POST /file HTTP/1.1\r\nHost: test\r\n"
        let body = pattern(count)
        if isChunked {
          try client.send(head + "Transfer-Encoding: chunked\r\n\r\n")
          for start in stride(from: 0, to: count, by: 30_000) {
            let piece = body[start..<min(count, start + 30_000)]
            try client.send(String(piece.count, radix: 16) + "\r\n")
            try client.send(Array(piece))
            try client.send("\r\n")
          }
          try client.send("0\r\n\r\n")
        } else {
          try client.send(head + "Content-Length: \(count)\r\n\r\n")
          try client.send(body)
        }
        #expect(try client.readAnswer().text == "true \(count) true")
        try client.get("/n/1")
        #expect(try client.readAnswer().text == "/n/1")
      }
    }

    @Test func `a body longer than its sink may have is refused before 100 Continue`() async throws
    {
      try await withServer { running in
        let client = try running.client()
        try client.send(
          "POST /file HTTP/1.1\r\nHost: test\r\nContent-Length: 1000001\r\n"
            + "Expect: 100-continue\r\n\r\n")
        #expect(try client.readAnswer().status == 413)
      }
    }

    @Test func `a Unix socket is served and its file removed`() async throws {
      let path = "/tmp/samverkan-test-\(getpid()).sock"
      for _ in 0..<2 {
        try await withServer(listen: "unix:\(path)") { running in
          let client = try running.client()
          try client.get("/peer")
          #expect(try client.readAnswer().text == "unix 0")
        }
        #expect(access(path, F_OK) != 0)
      }
    }

    @Test func `IPv6 is served`() async throws {
      try await withServer(listen: "[::1]:0") { running in
        #expect(running.addresses[0].description.hasPrefix("[::1]:"))
        let client = try running.client()
        try client.get("/peer")
        #expect(try client.readAnswer().text.hasPrefix("::1 "))
      }
    }

    @Test func `an address in use is an error with its name`() async throws {
      try await withServer { running in
        let second = Server(
          listen: [running.addresses[0].address], settings: ServerSettings(loops: 1)
        ) { _ in TestResponder(running.scene) }
        let error = #expect(throws: ServerError.self) { try second.start() }
        #expect(error?.code == EADDRINUSE)
        #expect(error?.description.contains(running.addresses[0].description) == true)
      }
    }
  }
}
