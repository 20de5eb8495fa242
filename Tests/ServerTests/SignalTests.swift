// Signals reach the handler, in a process of their own for each test.

import Dispatch
import Glibc
import Server
import Synchronization
import Testing

@Suite struct SignalTests {
  @Test func `SIGTERM is heard`() async {
    await #expect(processExitsWith: .exitCode(7)) { hear(SIGTERM, .terminate) }
  }

  @Test func `SIGINT is heard`() async {
    await #expect(processExitsWith: .exitCode(7)) { hear(SIGINT, .interrupt) }
  }

  @Test func `a second signal is heard after the first`() async {
    await #expect(processExitsWith: .exitCode(7)) {
      let heard = DispatchSemaphore(value: 0)
      Signals.install { _ in heard.signal() }
      for _ in 0..<2 {
        kill(getpid(), SIGTERM)
        guard heard.wait(timeout: .now() + 10) == .success else { exit(1) }
      }
      exit(7)
    }
  }

  @Test func `a broken pipe does not end the process`() async {
    await #expect(processExitsWith: .exitCode(7)) {
      Signals.install { _ in }
      kill(getpid(), SIGPIPE)
      exit(7)
    }
  }
}

/// Ends the process with 7 when the signal is heard as what it is, else with 1.
private func hear(_ number: Int32, _ kind: SignalKind) {
  let heard = DispatchSemaphore(value: 0)
  Signals.install { given in
    if given == kind { heard.signal() }
  }
  kill(getpid(), number)
  exit(heard.wait(timeout: .now() + 10) == .success ? 7 : 1)
}
