// How many connections are open, in all and per address, over all loops. It never closes one.

import Synchronization

final class Admission: Sendable {
  /// Not for connections: the database, the log, the reserve descriptors, the loops' own.
  private static let ownDescriptors = 64
  /// Enough for those, and for some connections.
  static let descriptorsMin = ownDescriptors + 16

  private let connectionsMax: Int
  private let perAddressMax: Int
  private let exempt: Set<String>
  private let open = Atomic<Int>(0)
  private let perAddress = Mutex<[String: Int]>([:])

  init(_ settings: ServerSettings) {
    connectionsMax = max(
      1, min(settings.connectionsMax, Socket.descriptorsMax() - Self.ownDescriptors))
    perAddressMax = settings.connectionsPerAddressMax
    exempt = settings.exemptAddresses
  }

  var isFull: Bool { open.load(ordering: .relaxed) >= connectionsMax }

  /// Takes one place; false when there is none.
  func reserve() -> Bool {
    let taken = open.wrappingAdd(1, ordering: .relaxed).newValue
    if taken <= connectionsMax { return true }
    release()
    return false
  }

  /// Gives a place back.
  func release() {
    open.wrappingSubtract(1, ordering: .relaxed)
  }

  /// Counts a connection for its address; false when the address has too many.
  func enter(_ peer: Peer) -> Bool {
    guard isCounted(peer) else { return true }
    return perAddress.withLock { counts in
      let count = counts[peer.address, default: 0]
      guard count < perAddressMax else { return false }
      counts[peer.address] = count + 1
      return true
    }
  }

  /// Undoes `enter`.
  func leave(_ peer: Peer) {
    guard isCounted(peer) else { return }
    perAddress.withLock { counts in
      let count = counts[peer.address, default: 0] - 1
      counts[peer.address] = count > 0 ? count : nil
    }
  }

  private func isCounted(_ peer: Peer) -> Bool {
    !peer.isLocal && !exempt.contains(peer.address)
  }
}
