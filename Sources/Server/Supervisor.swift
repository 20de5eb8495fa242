// What a service manager such as systemd gives a server and wants to hear from it: sockets that are
// bound already (sd_listen_fds), and when it is ready or stops (sd_notify). Plain sockets and
// environment variables; it never waits, and without a service manager it does nothing.

import CSystem
import Glibc

/// A listening socket that another process has bound.
package struct InheritedSocket: Sendable, Equatable {
  /// Its descriptor.
  package let fd: Int32
  /// The name it has in the service manager's configuration; may be empty.
  package let name: String
}

/// What a service manager is told.
package enum ServiceState: String, Sendable {
  /// The server answers requests.
  case ready = "READY=1"
  /// The server has begun to stop.
  case stopping = "STOPPING=1"
}

/// The service manager that started this process, if one did.
package enum Supervisor {
  /// The first descriptor that is handed over (`SD_LISTEN_FDS_START`).
  private static let firstDescriptor: Int32 = 3

  /// Takes the sockets that are handed over in `LISTEN_FDS`; none when that is not for this
  /// process.
  ///
  /// Call it once, at the start, while the process has one thread: the variables are removed, so
  /// that no child takes the sockets for its own.
  /// - Throws: `ServerError` when one of them is no listening stream socket.
  package static func takeSockets() throws(ServerError) -> [InheritedSocket] {
    let sockets = sockets(from: variable, process: getpid(), first: firstDescriptor)
    for name in ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"] { _ = unsetenv(name) }
    for socket in sockets {
      guard isListening(socket.fd), prepare(socket.fd) else {
        throw ServerError(attempt: "cannot use descriptor \(socket.fd) of LISTEN_FDS", code: EINVAL)
      }
    }
    return sockets
  }

  /// Which sockets the variables name.
  static func sockets(
    from variable: (String) -> String?, process: Int32, first: Int32
  ) -> [InheritedSocket] {
    guard variable("LISTEN_PID") == String(process),
      let count = variable("LISTEN_FDS").flatMap({ Int32($0) }), (1...1_024).contains(count)
    else { return [] }
    let names = (variable("LISTEN_FDNAMES") ?? "")
      .split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    return (0..<Int(count)).map { index in
      InheritedSocket(
        fd: first + Int32(index), name: names.count == Int(count) ? names[index] : "")
    }
  }

  /// Whether a descriptor is a stream socket that listens.
  static func isListening(_ fd: Int32) -> Bool {
    Socket.option(fd, SO_TYPE) == Int32(SOCK_STREAM.rawValue)
      && Socket.option(fd, SO_ACCEPTCONN) == 1
  }

  // Non-blocking, and not for children; accepted sockets inherit that nothing is delayed.
  private static func prepare(_ fd: Int32) -> Bool {
    let flags = fcntl(fd, F_GETFL)
    guard flags >= 0, fcntl(fd, F_SETFL, flags | O_NONBLOCK) == 0,
      fcntl(fd, F_SETFD, FD_CLOEXEC) == 0
    else { return false }
    var unsent = SAMVERKAN_UNSENT_BYTES_MAX
    _ = setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &unsent, socklen_t(MemoryLayout<Int32>.size))
    var on: Int32 = 1
    // Fails on a Unix socket, which delays nothing.
    _ = setsockopt(fd, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    return true
  }

  /// Tells the service manager; false when there is none, or it cannot be told.
  @discardableResult
  package static func tell(_ state: ServiceState) -> Bool {
    guard let path = variable("NOTIFY_SOCKET") else { return false }
    return send(state.rawValue, to: path)
  }

  /// Sends one datagram to a Unix socket; `@` begins the name of one without a file.
  static func send(_ text: String, to path: String) -> Bool {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    var name = Array(path.utf8)
    guard name.first == UInt8(ascii: "/") || name.first == UInt8(ascii: "@"),
      name.count < MemoryLayout.size(ofValue: address.sun_path)
    else { return false }
    if name[0] == UInt8(ascii: "@") { name[0] = 0 }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name) }
    let fd = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard fd >= 0 else { return false }
    defer { Socket.close(fd) }
    let size = socklen_t(MemoryLayout<sa_family_t>.size + name.count)
    let bytes = Array(text.utf8)
    let sent = withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        sendto(fd, bytes, bytes.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT), $0, size)
      }
    }
    return sent == bytes.count
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
