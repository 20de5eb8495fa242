// The engine as its owner sees it: made, started, drained. It never interprets a request.

import Dispatch
import Glibc
import Synchronization

/// An HTTP/1.1 server on loops of its own.
package final class Server: Sendable {
  private struct State: Sendable {
    var loops: [Loop] = []
    var listeners: [Listener] = []
    var isDraining = false
  }

  private let addresses: [ListenAddress]
  private let inherited: [InheritedSocket]
  private let settings: ServerSettings
  private let makeResponder: @Sendable (Int) throws(ServerError) -> any Responder
  private let state = Mutex(State())
  private let control = DispatchQueue(label: "samverkan.server")
  private let running = DispatchGroup()

  /// Makes a server; nothing happens until `start`.
  ///
  /// - Parameters:
  ///   - inherited: sockets bound by a service manager, from `Supervisor.takeSockets`.
  ///   - responder: makes the responder of the loop with this number, from 0.
  package init(
    listen: [ListenAddress], inherited: [InheritedSocket] = [], settings: ServerSettings,
    responder: @escaping @Sendable (Int) throws(ServerError) -> any Responder
  ) {
    addresses = listen
    self.inherited = inherited
    self.settings = settings
    makeResponder = responder
  }

  /// Tells whether this process may open what a server needs; asked before anything is opened, for
  /// with fewer a server would start and could serve nobody.
  ///
  /// - Throws: `ServerError` with the numbers.
  package static func requireDescriptors() throws(ServerError) {
    let descriptors = Socket.descriptorsMax()
    guard descriptors < Admission.descriptorsMin else { return }
    throw ServerError(
      attempt: "cannot serve with \(descriptors) descriptors, \(Admission.descriptorsMin) are"
        + " needed (ulimit -n, LimitNOFILE)", code: EMFILE)
  }

  /// Binds every address, then begins to serve. Call it once.
  ///
  /// - Returns: the addresses with their real ports, in the order they were given, then those of
  ///   the inherited sockets.
  /// - Throws: `ServerError` when an address cannot be bound; then nothing is left open.
  package func start() throws(ServerError) -> [BoundAddress] {
    var listeners: [Listener] = []
    do {
      for address in addresses {
        listeners.append(try Listener(address, backlog: settings.backlog))
      }
      for socket in inherited { listeners.append(try Listener(socket)) }
      let loops = try makeLoops()
      state.withLock { state in
        state.loops = loops
        state.listeners = listeners
      }
      for loop in loops {
        running.enter()
        loop.start(listeners)
      }
    } catch {
      for listener in listeners { listener.close() }
      throw error
    }
    return listeners.map(\.bound)
  }

  private func makeLoops() throws(ServerError) -> [Loop] {
    let admission = Admission(settings)
    var loops: [Loop] = []
    for index in 0..<max(1, settings.loops) {
      let responder = try makeResponder(index)
      loops.append(
        try Loop(index: index, settings: settings, admission: admission, responder: responder))
    }
    return loops
  }

  /// Stops: listeners are closed first, then idle connections; busy ones get their answer with
  /// `Connection: close`, at most `drainSecondsMax` long.
  ///
  /// - Parameter completed: called once on a queue of the server, when nothing is open any more.
  ///   A second call to `drain` only adds its own `completed`.
  package func drain(_ completed: @escaping @Sendable () -> Void) {
    let (loops, listeners, isFirst) = state.withLock { state in
      let isFirst = !state.isDraining
      state.isDraining = true
      return (state.loops, state.listeners, isFirst)
    }
    running.notify(queue: control) { completed() }
    guard isFirst else { return }
    let accepting = DispatchGroup()
    for loop in loops {
      loop.queue.async(group: accepting) { loop.stopAccepting() }
    }
    let running = running
    // No loop watches the listeners now: their descriptors may be used again.
    accepting.notify(queue: control) {
      for listener in listeners { listener.close() }
      for loop in loops {
        loop.queue.async { loop.drain { running.leave() } }
      }
    }
  }

  /// What the loops have counted, as of their last rounds. From any queue.
  package var statistics: ServerStatistics {
    let loops = state.withLock { $0.loops }
    return loops.reduce(ServerStatistics()) { $0 + $1.statistics }
  }
}
