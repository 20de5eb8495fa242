// How a loop takes new connections, and how it stands being out of places or descriptors: then
// clients wait in the kernel's queue, and nobody who is served notices.

import HTTP

extension Loop {
  /// Connections taken per event before the others get their turn.
  private static let acceptsMax = 64

  func accept(from listener: Int32) {
    for _ in 0..<Loop.acceptsMax {
      guard acceptOne(from: listener) else { return }
    }
  }

  /// Takes everything that waits at every listener.
  func acceptWaiting() {
    for listener in listeners where isAccepting {
      while acceptOne(from: listener.fd) {}
    }
  }

  /// Takes one connection; false when there is no reason to try again now.
  private func acceptOne(from listener: Int32) -> Bool {
    guard isAccepting else { return false }
    guard admission.reserve() else {
      pauseAccepting()
      return false
    }
    switch Socket.accept(listener) {
    case .connection(let fd, let peer):
      admit(fd, peer)
      return true
    case .gone:
      admission.release()
      return true
    case .none:
      admission.release()
      return false
    case .noDescriptor:
      admission.release()
      turnAway(from: listener)
      pauseAccepting()
      return false
    case .refused:
      admission.release()
      pauseAccepting()
      return false
    }
  }

  private func admit(_ fd: Int32, _ peer: Peer) {
    guard admission.enter(peer) else {
      counts.refused += 1
      Socket.close(fd)
      admission.release()
      return
    }
    open(fd, peer)
  }

  /// With no descriptor left, the reserve makes room for one: its client learns at once that it
  /// is not served, instead of waiting for nothing.
  private func turnAway(from listener: Int32) {
    guard let held = reserve else { return }
    Socket.close(held)
    if case .connection(let fd, _) = Socket.accept(listener) {
      counts.refused += 1
      Socket.close(fd)
    }
    reserve = Socket.openReserve()
  }

  /// Takes the listeners out of the event set; the next tick tries again.
  func pauseAccepting() {
    guard isAccepting else { return }
    isAccepting = false
    for listener in listeners { events.remove(listener.fd) }
  }

  func resumeAccepting() {
    guard !isAccepting, !listeners.isEmpty, !admission.isFull else { return }
    if reserve == nil { reserve = Socket.openReserve() }
    isAccepting = true
    for listener in listeners where !events.addShared(listener: listener.fd) {
      pauseAccepting()
      return
    }
  }
}
