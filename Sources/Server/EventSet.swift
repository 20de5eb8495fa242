// One epoll set: which descriptors a loop watches and what happened to them. It never closes the
// descriptors in it. Dispatch waits on the set as a whole; a loop that is busy waits for a moment.

import CSystem
import Glibc

/// What happened, or what is watched for, on one descriptor.
struct Readiness: OptionSet {
  let rawValue: UInt32

  static let reading = Readiness(rawValue: SAMVERKAN_EPOLLIN)
  static let writing = Readiness(rawValue: SAMVERKAN_EPOLLOUT)
  /// Both directions are over, or an error: reported whether watched for or not.
  static let over = Readiness(rawValue: SAMVERKAN_EPOLLHUP | SAMVERKAN_EPOLLERR)
}

struct EventSet {
  static let eventsMax = 256
  let fd: Int32

  /// Makes an empty set; nil when the kernel gives none (errno says why).
  init?() {
    fd = samverkan_epoll_create()
    if fd < 0 { return nil }
  }

  func add(_ watched: Int32, _ interest: Readiness, token: UInt64) -> Bool {
    samverkan_epoll_add(fd, watched, interest.rawValue, token) == 0
  }

  /// Adds a listener that several sets share: one of them is woken, not all.
  func addShared(listener: Int32) -> Bool {
    let interest = SAMVERKAN_EPOLLIN | SAMVERKAN_EPOLLEXCLUSIVE
    return samverkan_epoll_add(fd, listener, interest, UInt64(UInt32(bitPattern: listener))) == 0
  }

  func change(_ watched: Int32, _ interest: Readiness, token: UInt64) -> Bool {
    samverkan_epoll_modify(fd, watched, interest.rawValue, token) == 0
  }

  func remove(_ watched: Int32) {
    // The only failure is that it was not there, which is what is wanted.
    _ = samverkan_epoll_remove(fd, watched)
  }

  /// What has happened already, or happens in so short a time. Zero also when a signal came in
  /// between.
  func take(
    into events: UnsafeMutableBufferPointer<samverkan_event>, waiting microseconds: Int32
  ) -> Int {
    Int(max(0, samverkan_epoll_wait(fd, events.baseAddress, Int32(events.count), microseconds)))
  }
}
