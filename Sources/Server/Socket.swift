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

  /// The soft limit on open descriptors of this process.
  static func descriptorsMax() -> Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(UInt32(RLIMIT_NOFILE.rawValue)), &limit) == 0 else {
      return 1_024
    }
    return Int(clamping: limit.rlim_cur)
  }
}
