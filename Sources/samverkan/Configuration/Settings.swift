// Every setting there is. From this list come the check of the file, `samverkan config`, and the
// table in docs/OPERATING.md.

import Server
import SQLite

/// The settings.
enum Settings {
  static let database = Setting(
    "database", "var/samverkan.sqlite", "the database file"
  ) { !$0.isEmpty }
  static let migrations = Setting("migrations", "migrations", "the folder of migrations")
  static let listen = Setting(
    "listen", ["127.0.0.1:8080"], "addresses: HOST:PORT, [IPV6]:PORT or unix:PATH"
  ) { !$0.isEmpty && $0.allSatisfy { ListenAddress($0) != nil } }
  static let plainHTTP = Setting(
    "plainHTTP", false, "allow an address that others reach without a proxy that adds TLS")
  static let trustedProxies = Setting(
    "trustedProxies", [String](),
    "addresses of the reverse proxies that add TLS, or unix; their Forwarded is believed")
  static let securityContact = Setting(
    "securityContact", "mailto:sakerhet@example.se", "whom security.txt names")
  static let corsOrigins = Setting(
    "cors.origins", [String](),
    "other origins whose pages a browser lets in, as https://HOST or https://HOST:PORT; none: off",
    isValid: { $0.allSatisfy(isOrigin) })
  static let loops = Setting("server.loops", 0, "loops; 0 for one a core", isValid: within(0...256))

  static let connectionsMax = Setting(
    "limits.connectionsMax", 20_000, "open connections", isValid: within(1...1_000_000))
  static let connectionsPerAddressMax = Setting(
    "limits.connectionsPerAddressMax", 1_000, "open connections of one address; loopback exempt",
    isValid: within(1...1_000_000))
  static let requestsPerConnectionMax = Setting(
    "limits.requestsPerConnectionMax", 1_000_000, "requests before a connection is closed",
    isValid: within(1...1_000_000_000))
  static let headBytesMax = Setting(
    "limits.headBytesMax", 32_768, "bytes of request line and fields",
    isValid: within(1_024...1_048_576))
  static let targetBytesMax = Setting(
    "limits.targetBytesMax", 8_192, "bytes of the target", isValid: within(256...65_536))
  static let fieldCountMax = Setting(
    "limits.fieldCountMax", 100, "header fields", isValid: within(8...1_000))
  static let bodyBytesMax = Setting(
    "limits.bodyBytesMax", 1_048_576, "bytes of a JSON body",
    isValid: within(1_024...67_108_864))

  static let fileBytesMax = Setting(
    "limits.fileBytesMax", 10_485_760, "bytes of an attachment",
    isValid: within(1_024...1_073_741_824))

  static let headSecondsMax = Setting(
    "timeouts.headSecondsMax", 10.0, "seconds for a whole head", isValid: isTime)
  static let bodySecondsMax = Setting(
    "timeouts.bodySecondsMax", 30.0, "seconds for the next 8 KiB of a body", isValid: isTime)
  static let idleSecondsMax = Setting(
    "timeouts.idleSecondsMax", 60.0, "seconds between two requests", isValid: isTime)
  static let writeStallSecondsMax = Setting(
    "timeouts.writeStallSecondsMax", 30.0, "seconds for a client to take 8 KiB", isValid: isTime)
  static let drainSecondsMax = Setting(
    "timeouts.drainSecondsMax", 10.0, "seconds for answers in progress at the end",
    isValid: isTime)

  static let sessionIdleSecondsMax = Setting(
    "sessions.idleSecondsMax", 1_800, "seconds after which an unused session ends",
    isValid: within(60...86_400))
  static let sessionSecondsMax = Setting(
    "sessions.secondsMax", 43_200, "seconds after which a session ends",
    isValid: within(60...604_800))

  static let rateLimitsEnabled = Setting(
    "rateLimits.enabled", true, "limit how often one address and one caller may call")
  static let addressPerSecondMax = Setting(
    "rateLimits.addressPerSecondMax", 100, "calls a second of one address; loopback exempt",
    isValid: within(1...1_000_000))
  static let callerPerSecondMax = Setting(
    "rateLimits.callerPerSecondMax", 200, "calls a second of one caller; loopback exempt",
    isValid: within(1...1_000_000))

  static let writerDepthMax = Setting(
    "storage.writerDepthMax", 4_096, "writes that may wait", isValid: within(16...1_000_000))

  /// All of them, in the order in which they are shown.
  static let all: [any AnySetting] = [
    database, migrations, listen, plainHTTP, trustedProxies, securityContact, corsOrigins, loops,
    connectionsMax, connectionsPerAddressMax, requestsPerConnectionMax, headBytesMax,
    targetBytesMax, fieldCountMax, bodyBytesMax, fileBytesMax, headSecondsMax, bodySecondsMax,
    idleSecondsMax, writeStallSecondsMax, drainSecondsMax, sessionIdleSecondsMax, sessionSecondsMax,
    rateLimitsEnabled, addressPerSecondMax, callerPerSecondMax, writerDepthMax,
  ]

  private static func within(_ range: ClosedRange<Int>) -> @Sendable (Int) -> Bool {
    { range.contains($0) }
  }

  // As a browser writes it, letter by letter: no path, no `*`, no `null`. Without TLS only this
  // machine, where pages are made.
  private static func isOrigin(_ text: String) -> Bool {
    let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let host = parts[1].split(separator: ":").first else { return false }
    let port = parts[1].dropFirst(host.count)
    let isPort = port.isEmpty || Int(port.dropFirst()).map { (1...65_535).contains($0) } ?? false
    let isHost = host.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x2E
    }
    let isHere = host == "localhost" || host == "127.0.0.1"
    return isHost && isPort && (parts[0] == "https" || parts[0] == "http" && isHere)
  }

  private static let isTime: @Sendable (Double) -> Bool = { $0 >= 0.1 && $0 <= 3_600 }
}
