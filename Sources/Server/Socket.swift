// The few system calls the engine makes on descriptors, each with its result named, so that no
// other file reads errno. It never decides what a result means for a connection.

import CSystem
import Glibc

/// What one read from a socket gave.
enum Received {
  case bytes(Int)
  /// The client has sent all it will send.
  case end
  /// Nothing to read now.
  case later
  case failed
}

/// What one write to a socket gave.
enum Sent {
  case bytes(Int)
  /// The kernel's buffer is full.
  case later
  case failed
}

/// What one accept gave.
enum Accepted {
  case connection(fd: Int32, peer: Peer)
  /// Nobody waits.
  case none
  /// That client has gone already: try the next one.
  case gone
  /// No descriptor left (EMFILE, ENFILE).
  case noDescriptor
  /// The kernel lacks memory or refuses: try again later.
  case refused
}

enum Socket {
  static func receive(_ fd: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Received {
    while true {
      let count = Glibc.recv(fd, buffer.baseAddress, buffer.count, 0)
      if count > 0 { return .bytes(count) }
      if count == 0 { return .end }
      switch errno {
      case EINTR: continue
      case EAGAIN: return .later
      default: return .failed
      }
    }
  }

  static func send(_ fd: Int32, _ bytes: UnsafeRawBufferPointer) -> Sent {
    while true {
      let count = Glibc.send(fd, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
      if count >= 0 { return .bytes(count) }
      switch errno {
      case EINTR: continue
      case EAGAIN: return .later
      default: return .failed
      }
    }
  }

  static func accept(_ listener: Int32) -> Accepted {
    var port: UInt16 = 0
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { address in
      let fd = samverkan_accept(listener, address.baseAddress, address.count, &port)
      if fd >= 0 {
        guard let text = address.baseAddress else { return .connection(fd: fd, peer: .unix) }
        return .connection(fd: fd, peer: Peer(address: String(cString: text), port: port))
      }
      switch errno {
      case EAGAIN: return .none
      // Errors of that one connection, which accept(2) asks to treat like EAGAIN.
      case EINTR, ECONNABORTED, EPROTO, ENETDOWN, ENOPROTOOPT, EHOSTDOWN, ENONET, EHOSTUNREACH,
        EOPNOTSUPP, ENETUNREACH, ETIMEDOUT, EPERM:
        return .gone
      case EMFILE, ENFILE: return .noDescriptor
      default: return .refused
      }
    }
  }

  /// Says to the client that nothing more comes; reading goes on. False when there is no client.
  static func endWriting(_ fd: Int32) -> Bool {
    Glibc.shutdown(fd, Int32(SHUT_WR)) == 0
  }

  /// The value of an option of the socket itself; nil when the descriptor has none.
  static func option(_ fd: Int32, _ name: Int32) -> Int32? {
    var value: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    return getsockopt(fd, SOL_SOCKET, name, &value, &size) == 0 ? value : nil
  }

  /// The address a listening socket is bound to; nil when it is none that is served.
  static func boundAddress(_ fd: Int32) -> ListenAddress? {
    var storage = sockaddr_storage()
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let isKnown = withUnsafeMutablePointer(to: &storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(fd, $0, &size) == 0 }
    }
    guard isKnown else { return nil }
    return withUnsafeBytes(of: storage) { bytes in
      switch Int32(storage.ss_family) {
      case AF_INET:
        let at = bytes.load(as: sockaddr_in.self)
        return numeric(AF_INET, at.sin_addr).map {
          .tcp(host: $0, port: UInt16(bigEndian: at.sin_port))
        }
      case AF_INET6:
        let at = bytes.load(as: sockaddr_in6.self)
        return numeric(AF_INET6, at.sin6_addr).map {
          .tcp(host: $0, port: UInt16(bigEndian: at.sin6_port))
        }
      case AF_UNIX:
        let path = bytes[MemoryLayout<sa_family_t>.size..<Int(size)].prefix { $0 != 0 }
        return .unix(path: String(decoding: path, as: UTF8.self))
      default: return nil
      }
    }
  }

  private static func numeric<Address>(_ family: Int32, _ address: Address) -> String? {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { text in
      withUnsafeBytes(of: address) { bytes in
        inet_ntop(family, bytes.baseAddress, text.baseAddress, socklen_t(text.count))
          .map { String(cString: $0) }
      }
    }
  }

  /// Closes the descriptor. Linux frees the number whatever close answers, so it is never repeated.
  static func close(_ fd: Int32) {
    _ = Glibc.close(fd)
  }

  /// Closes with a reset, so that the client sees a cut answer as cut.
  static func abort(_ fd: Int32) {
    // Not possible on a Unix socket: there the close itself must do.
    _ = samverkan_reset_when_closed(fd)
    close(fd)
  }

  /// An open descriptor of no use but to be closed when one is needed; nil when there is none.
  static func openReserve() -> Int32? {
    let fd = Glibc.open("/dev/null", O_RDONLY | O_CLOEXEC)
    return fd >= 0 ? fd : nil
  }

  /// Wakes who waits for this bell.
  static func ring(_ bell: Int32) {
    // Only a counter at its end could refuse, and then it rings already.
    var one: UInt64 = 1
    _ = Glibc.write(bell, &one, 8)
  }

  /// Stops a bell; it rings again with the next `ring`.
  static func hush(_ bell: Int32) {
    var count: UInt64 = 0
    _ = Glibc.read(bell, &count, 8)
  }

  /// The soft limit on open descriptors of this process.
  static func descriptorsMax() -> Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(UInt32(RLIMIT_NOFILE.rawValue)), &limit) == 0 else {
      return 1_024
    }
    return Int(clamping: limit.rlim_cur)
  }
}
