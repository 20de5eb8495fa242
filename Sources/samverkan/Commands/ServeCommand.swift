// `samverkan serve`: opens everything, listens, and ends in order when it is told to.

import Access
import Dispatch
import Glibc
import Operations
import SQLite
import Server
import Synchronization
import Vocabulary

/// Serves.
enum ServeCommand {
  static let verb = Verb(
    "serve", "serves the API until it is told to stop (SIGTERM)",
    options: [
      Option("listen", "ADDRESS", "HOST:PORT, [IPV6]:PORT or unix:PATH; may be given again"),
      Option("plain-http", nil, "allow an address that others reach without a proxy"),
    ], run: run)

  // Not on the main actor: closures that Dispatch runs are made here (engine.md D.1).
  @Sendable private static func run(_ invocation: Invocation) throws -> Ending {
    try Server.requireDescriptors()
    let inherited = try Supervisor.takeSockets()
    let configuration = try invocation.configuration()
    try requireSafe(configuration)
    let (writer, migrations) = try Opening.writer(configuration)
    let application = try Application(configuration, writer, migrations)
    try requireNoDemonstration(configuration, application)
    let server = application.server(inherited)
    let control = ControlSocket(application)
    let ending = Mutex(0)
    // Registered before anybody can connect: a signal in between is not lost.
    Signals.install { signal in
      let count = ending.withLock { count in
        count += 1
        return count
      }
      // The second signal ends at once; what was answered is on disk.
      guard count == 1 else { exit(Ending.failed.rawValue) }
      Log.write("stopping", "\(signal)")
      application.health.isDraining = true
      _ = Supervisor.tell(.stopping)
      server.drain {
        guard let control else { return end(application) }
        control.drain { end(application, control) }
      }
    }
    let urls = try server.start().map { $0.port == nil ? "\($0)" : "http://\($0)" }
    for url in urls { Terminal.say("samverkan \(Version.text) listens on \(url)") }
    try offerFirstAdministrator(application, at: urls.first ?? "")
    _ = Supervisor.tell(.ready)
    dispatchMain()
  }

  private static func end(_ application: Application, _ control: ControlSocket? = nil) {
    application.close()
    control?.close()
    Log.write("stopped")
    exit(Ending.fine.rawValue)
  }

  // Told on standard output, once: the log, which is kept and sent away, gets no secret.
  private static func offerFirstAdministrator(
    _ application: Application, at url: String
  ) throws {
    let hasUsers = try application.writer.exclusively { try AccountStore($0).hasUsers() }
    guard !hasUsers else { return }
    let token = application.setup.issue(at: .now())
    Terminal.say(
      """
      the first administrator, once and within an hour: POST \(url)/api/v1/setup
        {"token": "\(token)", "username": …, "password": …, "name": …}
      """)
    let path = application.configuration[Settings.database]
    Log.write(
      "nobody can sign in",
      "the first administrator: samverkan user add NAME --role system-admin --database \(path)")
  }

  private static func requireSafe(_ configuration: Configuration) throws {
    let addresses = configuration[Settings.listen].compactMap { ListenAddress($0) }
    guard addresses.contains(where: { !$0.isLoopback }) else { return }
    guard configuration[Settings.plainHTTP] || !configuration[Settings.trustedProxies].isEmpty
    else {
      throw UsageFault(
        text: """
          an address that others can reach needs a proxy in front that adds TLS: name it in \
          trustedProxies, or say --plain-http if you know what you do
          """)
    }
  }

  private static func requireNoDemonstration(
    _ configuration: Configuration, _ application: Application
  ) throws {
    let addresses = configuration[Settings.listen].compactMap { ListenAddress($0) }
    guard addresses.contains(where: { !$0.isLoopback }) else { return }
    let hasAny = try application.writer.exclusively { database in
      try database.first(
        "SELECT count(*) FROM user_account WHERE is_demonstration = 1 AND disabled_at IS NULL"
      ) { $0.int() } ?? 0 > 0
    }
    if hasAny {
      throw Failure(
        text: "the database holds demonstration accounts: it is served on loopback addresses only")
    }
  }
}
