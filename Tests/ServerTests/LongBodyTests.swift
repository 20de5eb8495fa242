// Long bodies that end too early, from either side: whoever takes or gives them is let go at once.

import Dispatch
import Server
import Synchronization
import Testing

extension SocketTests {
  struct Bodies {
    enum End: CaseIterable {
      case close, reset, wrongChunk, tooLong, silence
    }

    private static let chunked =
      "POST /file HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n"

    @Test(arguments: End.allCases)
    func `a body that does not end lets go of what took it`(end: End) async throws {
      try await withServer({ if end == .silence { $0.bodySecondsMax = 0.1 } }) { running in
        let client = try running.client()
        try client.send(Self.chunked + "61a80\r\n")
        try client.send(pattern(400_000))
        #expect(running.scene.isBegun.wait(timeout: .now() + .seconds(10)) == .success)
        #expect(running.scene.isReleased.wait(timeout: .now()) == .timedOut)
        var status: Int?
        switch end {
        case .close: client.close()
        case .reset: client.reset()
        case .wrongChunk:
          try client.send("\r\nzz\r\n")
          status = 400
        case .tooLong:
          try client.send("\r\nf4240\r\n")
          try client.send(pattern(1_000_000))
          status = 413
        case .silence: status = 408
        }
        if let status {
          let answer = try client.readAnswer()
          #expect(answer.status == status && answer.closes)
        }
        #expect(running.scene.isReleased.wait(timeout: .now() + .seconds(10)) == .success)
        #expect(running.scene.answered.load(ordering: .relaxed) == 0)
      }
    }

    @Test(arguments: [End.close, .reset])
    func `a stream that nobody takes any more lets go of its source`(end: End) async throws {
      try await withServer { running in
        let client = try running.client(receiveBytes: 8_192)
        try client.get("/stream/100000")
        #expect(running.scene.isBegun.wait(timeout: .now() + .seconds(10)) == .success)
        #expect(running.scene.isReleased.wait(timeout: .now()) == .timedOut)
        if end == .close { client.close() } else { client.reset() }
        #expect(running.scene.isReleased.wait(timeout: .now() + .seconds(10)) == .success)
      }
    }

    @Test func `a source is let go when its answer has left`() async throws {
      try await withServer { running in
        let client = try running.client()
        try client.get("/stream/3")
        #expect(try client.readAnswer().body == pattern(30_000))
        #expect(running.scene.isReleased.wait(timeout: .now() + .seconds(10)) == .success)
        try client.get("/n/1")
        #expect(try client.readAnswer().text == "/n/1")
      }
    }
  }
}
