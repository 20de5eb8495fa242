// Sockets from a service manager, and what it is told.

import Glibc
import Testing

@testable import Server

@Suite struct SupervisorTests {
  @Test(
    arguments: [
      (["LISTEN_PID": "7", "LISTEN_FDS": "2"], [3, 4]),
      (["LISTEN_PID": "7", "LISTEN_FDS": "1", "LISTEN_FDNAMES": "web"], [3]),
      (["LISTEN_PID": "8", "LISTEN_FDS": "2"], []), (["LISTEN_FDS": "2"], []),
      (["LISTEN_PID": "7"], []), (["LISTEN_PID": "7", "LISTEN_FDS": "0"], []),
      (["LISTEN_PID": "7", "LISTEN_FDS": "-1"], []), (["LISTEN_PID": "7", "LISTEN_FDS": "x"], []),
      ([:], []),
    ] as [([String: String], [Int32])])
  func `only sockets for this process are taken`(
    _ variables: [String: String], _ descriptors: [Int32]
  ) {
    let sockets = Supervisor.sockets(from: { variables[$0] }, process: 7, first: 3)
    #expect(sockets.map(\.fd) == descriptors)
    #expect(sockets.allSatisfy { $0.name == variables["LISTEN_FDNAMES"] ?? "" })
  }

  @Test func `only a socket that listens is one`() throws {
    let fd = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(fd) }
    #expect(!Supervisor.isListening(fd))
    #expect(listen(fd, 1) == 0)
    #expect(Supervisor.isListening(fd))
    #expect(!Supervisor.isListening(0))
  }

  @Test(arguments: ["/tmp/samverkan-notify-\(getpid())", "@samverkan-notify-\(getpid())"])
  func `the service manager hears what it is told`(_ path: String) throws {
    let heard = try #require(NotifySocket(path))
    #expect(Supervisor.send(ServiceState.ready.rawValue, to: path))
    #expect(Supervisor.send(ServiceState.stopping.rawValue, to: path))
    #expect(heard.next() == "READY=1")
    #expect(heard.next() == "STOPPING=1")
  }

  @Test(arguments: ["", "notify", "/tmp/nobody/listens", "/" + String(repeating: "x", count: 107)])
  func `without a service manager nothing is told`(_ path: String) {
    #expect(!Supervisor.send("READY=1", to: path))
  }
}

extension SocketTests {
  @Suite struct Inherited {
    @Test func `an inherited socket is served`() async throws {
      try await withServer(inheriting: try InheritedSocket(listeningOn: .tcp)) { running in
        #expect(running.addresses.count == 2)
        #expect(running.addresses[1].description.hasPrefix("127.0.0.1:"))
        let client = try TestClient(running.addresses[1])
        try client.get("/n/1")
        #expect(try client.readAnswer().text == "/n/1")
      }
    }

    @Test func `the file of an inherited Unix socket stays`() async throws {
      let path = "/tmp/samverkan-inherited-\(getpid()).sock"
      defer { unlink(path) }
      try await withServer(inheriting: try InheritedSocket(listeningOn: .unix(path))) { running in
        #expect(running.addresses[1].description == "unix:\(path)")
        let client = try TestClient(running.addresses[1])
        try client.get("/n/1")
        #expect(try client.readAnswer().text == "/n/1")
      }
      #expect(access(path, F_OK) == 0)
    }
  }
}

/// A datagram socket such as a service manager reads from.
private final class NotifySocket {
  private let fd: Int32
  private let path: String

  init?(_ path: String) {
    self.path = path
    fd = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    guard bindUnix(fd, path) == 0 else { return nil }
  }

  deinit {
    close(fd)
    unlink(path)
  }

  func next() -> String {
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = recv(fd, &bytes, bytes.count, Int32(MSG_DONTWAIT))
    return String(decoding: bytes[..<max(0, count)], as: UTF8.self)
  }
}

extension InheritedSocket {
  fileprivate enum Kind {
    case tcp
    case unix(String)
  }

  /// A socket as a service manager would hand it over.
  fileprivate init(listeningOn kind: Kind) throws {
    let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue)
    let fd: Int32
    switch kind {
    case .tcp:
      fd = socket(AF_INET, type, 0)
      var at = sockaddr_in()
      at.sin_family = sa_family_t(AF_INET)
      at.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      let bound = withUnsafePointer(to: at) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(fd, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
      guard bound == 0 else { throw ClientError(description: "bind: \(errno)") }
    case .unix(let path):
      fd = socket(AF_UNIX, type, 0)
      guard bindUnix(fd, path) == 0 else { throw ClientError(description: "bind: \(errno)") }
    }
    guard listen(fd, 16) == 0 else { throw ClientError(description: "listen: \(errno)") }
    self.init(fd: fd, name: "")
  }
}

private func bindUnix(_ fd: Int32, _ path: String) -> Int32 {
  var at = sockaddr_un()
  at.sun_family = sa_family_t(AF_UNIX)
  var name = Array(path.utf8)
  if name.first == UInt8(ascii: "@") { name[0] = 0 }
  withUnsafeMutableBytes(of: &at.sun_path) { $0.copyBytes(from: name) }
  return withUnsafePointer(to: at) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      bind(fd, $0, socklen_t(MemoryLayout<sa_family_t>.size + name.count))
    }
  }
}
