// One listening socket, shared by all loops. It never accepts: the loops do.

import CSystem
import Glibc

/// Why the server could not start.
package struct ServerError: Error, Sendable, CustomStringConvertible {
  /// What was tried, with the address.
  package let attempt: String
  /// The system's error number (`errno`).
  package let code: Int32

  /// What was tried, and the system's error number.
  package init(attempt: String, code: Int32) {
    self.attempt = attempt
    self.code = code
  }

  /// The attempt and the system's reason.
  package var description: String {
    guard let reason = strerror(code) else { return "\(attempt): error \(code)" }
    return "\(attempt): \(String(cString: reason))"
  }
}

struct Listener: Sendable {
  let fd: Int32
  let bound: BoundAddress
  /// Whether the file of a Unix socket goes with it: not when another process has made it.
  private let ownsFile: Bool

  init(_ address: ListenAddress, backlog: Int) throws(ServerError) {
    let queued = Int32(clamping: backlog)
    ownsFile = true
    switch address {
    case .tcp(let host, let port):
      fd = samverkan_listen_tcp(host, port, queued)
      // Not bound: then the port that was asked for is the one to name.
      let real = fd < 0 ? Int32(port) : samverkan_bound_port(fd)
      bound = BoundAddress(address: .tcp(host: host, port: UInt16(clamping: real)))
    case .unix(let path):
      fd = samverkan_listen_unix(path, queued)
      bound = BoundAddress(address: address)
    }
    if fd < 0 { throw ServerError(attempt: "cannot listen on \(bound)", code: -fd) }
  }

  /// Takes over a socket that another process has bound.
  init(_ inherited: InheritedSocket) throws(ServerError) {
    guard let address = Socket.boundAddress(inherited.fd) else {
      throw ServerError(attempt: "cannot listen on descriptor \(inherited.fd)", code: errno)
    }
    fd = inherited.fd
    bound = BoundAddress(address: address)
    ownsFile = false
  }

  /// Stops listening; the file of a Unix socket made here goes too.
  func close() {
    // The file first: a client must not find a socket nobody listens on.
    if ownsFile, case .unix(let path) = bound.address { _ = unlink(path) }
    Socket.close(fd)
  }
}
