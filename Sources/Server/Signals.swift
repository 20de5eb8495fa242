// The signals the process listens to. A signal is delivered on a queue of its own, never in a
// signal handler; what it means is the executable's decision.

import Dispatch
import Glibc

/// A request from outside to stop.
package enum SignalKind: Sendable {
  /// SIGTERM: the service manager wants the server to stop.
  case terminate
  /// SIGINT: a person pressed control-C.
  case interrupt
}

/// Installs what the process does about signals.
package enum Signals {
  /// Delivers every SIGTERM and SIGINT to `handle`, and ignores SIGPIPE and SIGXFSZ.
  ///
  /// Both are registered when this returns: a signal that comes later is never lost, one that came
  /// before has ended the process. SIGPIPE and SIGXFSZ are ignored so that a gone client or a full
  /// quota is an error of one write, not the end of the process. Call it once, before the server
  /// listens.
  package static func install(_ handle: @escaping @Sendable (SignalKind) -> Void) {
    _ = signal(SIGPIPE, SIG_IGN)
    _ = signal(SIGXFSZ, SIG_IGN)
    let queue = DispatchQueue(label: "samverkan.signals")
    let kinds: [(Int32, SignalKind)] = [(SIGTERM, .terminate), (SIGINT, .interrupt)]
    for (number, kind) in kinds {
      watch(number, on: queue) { handle(kind) }
    }
  }

  private static func watch(
    _ number: Int32, on queue: DispatchQueue, _ handle: @escaping @Sendable () -> Void
  ) {
    let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
    let registered = DispatchSemaphore(value: 0)
    source.setRegistrationHandler { registered.signal() }
    // The handler holds its source: it lives as long as the process.
    source.setEventHandler { withExtendedLifetime(source) { handle() } }
    source.activate()
    // Dispatch has now put a handler of its own in place, which hands the signal to the source.
    // Whoever ignores the signal after this, as one must elsewhere, is deaf to it.
    registered.wait()
  }
}
