// Where the server listens, as written in the configuration and as bound by the kernel. It never
// resolves names: that is done once, when the socket is bound.

/// An address to listen on.
package enum ListenAddress: Sendable, Equatable {
  /// A TCP port. Port 0 lets the kernel choose; `host` is numeric or a name such as `localhost`.
  case tcp(host: String, port: UInt16)
  /// A Unix stream socket at this path.
  case unix(path: String)

  /// Reads `127.0.0.1:8080`, `[::1]:8080`, `localhost:8080` or `unix:/run/x.sock`.
  package init?(_ text: String) {
    let unixPrefix = "unix:"
    if text.hasPrefix(unixPrefix) {
      let path = text.dropFirst(unixPrefix.count)
      // 107: `sun_path` has 108 bytes with its NUL.
      guard path.hasPrefix("/"), path.utf8.count <= 107, !path.utf8.contains(0) else { return nil }
      self = .unix(path: String(path))
      return
    }
    guard let colon = text.lastIndex(of: ":") else { return nil }
    var host = text[..<colon]
    let digits = text[text.index(after: colon)...]
    guard !digits.isEmpty, digits.utf8.count <= 5,
      digits.utf8.allSatisfy({ (48...57).contains($0) }),
      let port = UInt16(digits)
    else { return nil }
    if host.hasPrefix("[") {
      guard host.hasSuffix("]"), host.contains(":") else { return nil }
      host = host.dropFirst().dropLast()
    } else if host.contains(":") {
      return nil  // An IPv6 address must stand in brackets, else its port is ambiguous.
    }
    guard !host.isEmpty, host.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != 91 && $0 != 93 })
    else { return nil }
    self = .tcp(host: String(host), port: port)
  }

  /// Whether only this machine can reach the address.
  package var isLoopback: Bool {
    switch self {
    case .unix: true
    case .tcp(let host, _): host == "localhost" || Peer.isLoopback(host)
    }
  }
}

/// An address the server really listens on, with the port the kernel chose.
package struct BoundAddress: Sendable, CustomStringConvertible {
  /// The address that was asked for, with its real port.
  package let address: ListenAddress

  /// The TCP port, nil for a Unix socket.
  package var port: UInt16? {
    if case .tcp(_, let port) = address { return port }
    return nil
  }

  /// The address as in the configuration: `127.0.0.1:8080`, `[::1]:8080`, `unix:/run/x.sock`.
  package var description: String {
    switch address {
    case .unix(let path): "unix:\(path)"
    case .tcp(let host, let port):
      host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
  }
}

/// Who is at the other end of a connection.
package struct Peer: Sendable, Equatable {
  /// The numeric address, or `unix`.
  package let address: String
  /// The port, 0 for a Unix socket.
  package let port: UInt16

  /// Makes a peer.
  package init(address: String, port: UInt16) {
    self.address = address
    self.port = port
  }

  static let unix = Peer(address: "unix", port: 0)

  var isLocal: Bool { address == "unix" || Peer.isLoopback(address) }

  static func isLoopback(_ address: String) -> Bool {
    address == "::1" || address.hasPrefix("127.")
  }
}
