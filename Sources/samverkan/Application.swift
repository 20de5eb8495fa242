// Wiring: every room's routes joined into one table, the parts that all loops share built once.

import Access
import Counts
import Dispatch
import Glibc
import HTTP
import Operations
import Organisation
import Outreach
import Partners
import People
import Pipeline
import Referrals
import Reports
import Reviews
import SQLite
import Server
import Vocabulary
import Work

/// The version of the program.
enum Version {
  static let text = "0.1.0"
  static let released = Day(year: 2026, month: 11, day: 25) ?? Day(number: 0)
}

/// The program's parts, joined.
final class Application: Sendable {
  let configuration: Configuration
  let writer: Writer
  let services: Services
  let health: HealthState
  let metrics: MetricSources
  /// With what the first administrator can be made.
  let setup = SetupTicket()
  private let slow: WorkQueue

  /// Joins the parts over an open writer whose schema is right.
  ///
  /// - Throws: `Failure` when the secret cannot be read.
  init(_ configuration: Configuration, _ writer: Writer, _ migrations: [Migration]) throws {
    self.configuration = configuration
    self.writer = writer
    let path = configuration[Settings.database]
    health = HealthState(
      migrations: migrations, folder: Files.folder(of: path),
      canWrite: { [writer] in
        let figures = writer.statistics
        return !figures.isBroken && !figures.isFull
      })
    metrics = MetricSources()
    slow = WorkQueue(name: "slow", width: 2, depth: 64, secondsMax: 10)
    let files = try Self.files(beside: path, writer)
    var settings = Self.settings(configuration, secret: try SecretKey.load(beside: path))
    settings.files = files
    let surface = Self.surface(configuration, settings, health, metrics, setup: setup)
    services = Services(
      router: Router(surface.routes), writer: writer, clock: SystemClock(), settings: settings,
      limits: RateLimits(Self.rateLimits(configuration)), slow: slow,
      slowReader: { try Database(path: path, role: .reader) },
      log: { event, request, text in Log.write(event, request: request, text) })
    metrics.add(services)
    let upkeep = AccountUpkeep(services)
    let (clock, piece) = (services.clock, Self.filesPerPiece)
    let perform: @Sendable (Database) throws -> Bool = { database in
      let isMore = try upkeep.perform(in: database)
      return try AttachmentStore(database).erase(from: files, at: clock.now, countMax: piece)
        || isMore
    }
    writer.onIdle(perform)
    Self.repeatUpkeep(perform, on: writer, queue: DispatchQueue(label: "upkeep"))
  }

  private static let filesPerPiece = 50

  // What a crash left between a file and its row goes before anything can come in.
  private static func files(beside path: String, _ writer: Writer) throws -> FileStore {
    let files = FileStore(beside: path)
    try files.prepare()
    let count = try writer.exclusively { database in
      try files.removeOrphans { try AttachmentStore(database).isKnown($0) }
    }
    if count > 0 { Log.write("removed", "\(count) files that no row names") }
    return files
  }

  // A server that is only read has no idle moments after writes: then a job does the upkeep.
  private static func repeatUpkeep(
    _ upkeep: @escaping @Sendable (Database) throws -> Bool, on writer: Writer,
    queue: DispatchQueue
  ) {
    queue.asyncAfter(deadline: .now() + .seconds(upkeepSeconds)) { [weak writer] in
      guard let writer else { return }
      do {
        _ = try writer.run { database in try upkeep(database) }
      } catch {
        Log.write("upkeep", Verbs.words(for: error))
      }
      repeatUpkeep(upkeep, on: writer, queue: queue)
    }
  }

  private static let upkeepSeconds = 60

  /// The table of routes with its documents; also for `samverkan openapi`, which has no database.
  static func surface(
    _ configuration: Configuration, _ settings: PipelineSettings, _ health: HealthState,
    _ metrics: MetricSources, setup: SetupTicket = SetupTicket()
  ) -> Surface {
    let accounts = AccountsRoutes.all(
      settings: settings, setup: setup, proposals: PeopleRoutes.proposals(with: peopleParts)
    ) { number, database in try ReferralStore(database).find(number: number)?.erased }
    return Surface(
      over: accounts + OrganisationRoutes.all + PartnersRoutes.all
        + PeopleRoutes.all(with: peopleParts) + ReferralRoutes.all
        + OutreachRoutes.all(
          with: PublicTips(isEnabled: configuration[Settings.rateLimitsEnabled]))
        + CountsRoutes.all(secret: settings.secret) + ReportsRoutes.all + ReviewRoutes.all,
      settings: SurfaceSettings(
        version: Version.text, released: Version.released,
        securityContact: configuration[Settings.securityContact]),
      health: health, metrics: metrics)
  }

  /// What the other rooms lend to the one that keeps persons.
  static var peopleParts: PeopleParts {
    PeopleParts(
      history: MeetingHistory(),
      references: [ReferralPersons.references, OutreachPersons.references])
  }

  /// A server over this application, on sockets that the service manager has bound, if it has.
  func server(_ inherited: [InheritedSocket]) -> Server {
    let services = services
    let path = configuration[Settings.database]
    let addresses = configuration[Settings.listen].compactMap { ListenAddress($0) }
    let server = Server(
      listen: inherited.isEmpty ? addresses : [], inherited: inherited, settings: serverSettings,
      responder: { _ throws(ServerError) in
        do throws(DatabaseError) {
          return PipelineResponder(Pipeline(services, reader: try Reader(path: path)))
        } catch {
          // Most often no descriptor is left: the start ends with a sentence, not with a crash.
          throw ServerError(attempt: "cannot read \(path) (\(error.message))", code: errno)
        }
      })
    metrics.add { ServerFigures.metrics(server.statistics) }
    return server
  }

  /// Ends what was begun here; the server is drained before.
  func close() {
    slow.close()
    services.close()
    writer.close()
  }

  private var serverSettings: ServerSettings {
    var limits = Limits()
    limits.headBytesMax = configuration[Settings.headBytesMax]
    limits.targetBytesMax = configuration[Settings.targetBytesMax]
    limits.fieldCountMax = configuration[Settings.fieldCountMax]
    let loops = configuration[Settings.loops]
    var settings = ServerSettings(
      loops: loops > 0 ? loops : ServerSettings.coreCount, limits: limits)
    settings.headSecondsMax = configuration[Settings.headSecondsMax]
    settings.bodySecondsMax = configuration[Settings.bodySecondsMax]
    settings.idleSecondsMax = configuration[Settings.idleSecondsMax]
    settings.writeStallSecondsMax = configuration[Settings.writeStallSecondsMax]
    settings.drainSecondsMax = configuration[Settings.drainSecondsMax]
    settings.connectionsMax = configuration[Settings.connectionsMax]
    settings.connectionsPerAddressMax = configuration[Settings.connectionsPerAddressMax]
    settings.requestsPerConnectionMax = configuration[Settings.requestsPerConnectionMax]
    settings.exemptAddresses = Set(configuration[Settings.trustedProxies])
    return settings
  }

  /// The pipeline's settings.
  static func settings(_ configuration: Configuration, secret: [UInt8]) -> PipelineSettings {
    var settings = PipelineSettings()
    settings.bodyBytesMax = configuration[Settings.bodyBytesMax]
    settings.fileBytesMax = configuration[Settings.fileBytesMax]
    settings.trustedProxies = Set(configuration[Settings.trustedProxies])
    settings.sessionIdleSecondsMax = Int64(configuration[Settings.sessionIdleSecondsMax])
    settings.sessionSecondsMax = Int64(configuration[Settings.sessionSecondsMax])
    settings.secret = SecretKey.derive(secret, for: "cursors")
    settings.secrets = RecoverableSecrets(key: SecretKey.derive(secret, for: "secrets"))
    settings.crossOrigins = Set(configuration[Settings.corsOrigins])
    return settings
  }

  private static func rateLimits(_ configuration: Configuration) -> RateLimitSettings {
    var settings = RateLimitSettings()
    settings.isEnabled = configuration[Settings.rateLimitsEnabled]
    settings.addressPerSecondMax = configuration[Settings.addressPerSecondMax]
    settings.callerPerSecondMax = configuration[Settings.callerPerSecondMax]
    return settings
  }
}

/// The engine's counters as metrics.
enum ServerFigures {
  static func metrics(_ figures: ServerStatistics) -> [Metric] {
    [
      Metric(
        "samverkan_connections_open", "Connections open now.", .gauge, Double(figures.open)),
      Metric(
        "samverkan_connections_accepted_total", "Connections accepted.", .counter,
        Double(figures.accepted)),
      Metric(
        "samverkan_connections_refused_total",
        "Connections turned away: too many of one address, or no descriptor left.", .counter,
        Double(figures.refused)),
      Metric(
        "samverkan_connection_timeouts_total", "Connections closed by a time-out.", .counter,
        Double(figures.timeouts)),
      Metric(
        "samverkan_malformed_requests_total", "Requests that were no correct HTTP.", .counter,
        Double(figures.malformed)),
      Metric(
        "samverkan_received_bytes_total", "Bytes read from clients.", .counter,
        Double(figures.bytesIn)),
      Metric(
        "samverkan_sent_bytes_total", "Bytes written to clients.", .counter,
        Double(figures.bytesOut)),
    ]
  }
}
