// When each connection of one loop has waited long enough. One first-in-first-out list per kind of
// waiting: a kind has one length, so its list is in order of time by itself, arming is O(1) and a
// tick costs only what has expired. It never closes anything: the loop does.

struct Deadlines {
  enum Kind: UInt8, CaseIterable {
    /// A request head has begun.
    case head
    /// A request body is awaited.
    case body
    /// Nothing has begun.
    case idle
    /// The client does not take its answer.
    case stalled
    /// The answer is sent, the client's last bytes are awaited.
    case lingering
    /// Not in any list: an answer is being made, or there is no connection.
    case none
  }

  private struct Node {
    var due: Int64 = 0
    var previous: Int32 = -1
    var next: Int32 = -1
    var kind = Kind.none
  }

  private struct List {
    var first: Int32 = -1
    var last: Int32 = -1
    let milliseconds: Int64
  }

  private var nodes: ContiguousArray<Node> = []
  private var lists: ContiguousArray<List>

  init(_ settings: ServerSettings) {
    lists = ContiguousArray(
      Kind.allCases.map { kind in
        let seconds =
          switch kind {
          case .head: settings.headSecondsMax
          case .body: settings.bodySecondsMax
          case .idle: settings.idleSecondsMax
          case .stalled: settings.writeStallSecondsMax
          case .lingering: settings.lingerSecondsMax
          case .none: 0.0
          }
        return List(milliseconds: Int64(seconds * 1_000))
      })
  }

  func kind(of fd: Int32) -> Kind {
    Int(fd) < nodes.count ? nodes[Int(fd)].kind : .none
  }

  /// Starts the time of this kind anew, whatever was running.
  mutating func arm(_ fd: Int32, _ kind: Kind, now: Int64) {
    let index = Int(fd)
    while nodes.count <= index { nodes.append(Node()) }
    disarm(fd)
    guard kind != .none else { return }
    let slot = Int(kind.rawValue)
    let last = lists[slot].last
    nodes[index] = Node(
      due: now + lists[slot].milliseconds, previous: last, next: -1, kind: kind)
    if last >= 0 { nodes[Int(last)].next = fd } else { lists[slot].first = fd }
    lists[slot].last = fd
  }

  mutating func disarm(_ fd: Int32) {
    let index = Int(fd)
    guard index < nodes.count, nodes[index].kind != .none else { return }
    let node = nodes[index]
    let slot = Int(node.kind.rawValue)
    if node.previous >= 0 {
      nodes[Int(node.previous)].next = node.next
    } else {
      lists[slot].first = node.next
    }
    if node.next >= 0 {
      nodes[Int(node.next)].previous = node.previous
    } else {
      lists[slot].last = node.previous
    }
    nodes[index].kind = .none
  }

  /// Takes out one connection whose time is over; nil when there is none.
  mutating func takeExpired(now: Int64) -> (fd: Int32, kind: Kind)? {
    for list in lists where list.first >= 0 {
      let node = nodes[Int(list.first)]
      guard node.due <= now else { continue }
      disarm(list.first)
      return (list.first, node.kind)
    }
    return nil
  }
}
