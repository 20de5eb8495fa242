// Where settings come from, in which order, and what is no setting.

import Foundation
import Testing

@testable import samverkan

struct ConfigurationTests {
  private func load(
    file: String? = nil, flags: [String: String] = [:], environment: [String: String] = [:]
  ) throws -> Configuration {
    var path: String?
    if let file {
      let place = NSTemporaryDirectory() + "samverkan-" + UUID().uuidString + ".json"
      try file.write(toFile: place, atomically: false, encoding: .utf8)
      path = place
    }
    defer { if let path { _ = unlink(path) } }
    return try Configuration.load(file: path, flags: flags) { environment[$0] }
  }

  @Test func `a flag goes before the environment, that before the file, that before the default`()
    throws
  {
    let file =
      #"{"database": "from-file", "listen": ["127.0.0.1:1"], "limits": {"headBytesMax": 4096}}"#
    let environment = ["SAMVERKAN_DATABASE": "from-environment", "SAMVERKAN_LISTEN": "127.0.0.1:2"]
    let all = try load(
      file: file, flags: ["database": "from-flag"], environment: environment)
    #expect(all[Settings.database] == "from-flag")
    #expect(all[Settings.listen] == ["127.0.0.1:2"])
    #expect(all[Settings.headBytesMax] == 4_096)
    #expect(all[Settings.fieldCountMax] == 100)
    #expect(all.shown(Settings.database).origin == .flag)
    #expect(all.shown(Settings.listen).origin == .environment)
    #expect(all.shown(Settings.headBytesMax).origin == .file)
    #expect(all.shown(Settings.fieldCountMax).origin == .standard)
    #expect(try load(file: file)[Settings.database] == "from-file")
    #expect(try load(file: "{}")[Settings.database] == "var/samverkan.sqlite")
  }

  @Test(arguments: [
    (#"{"databas": "x"}"#, "there is no setting databas"),
    (#"{"limits": {"headBytes": 1}}"#, "there is no setting limits.headBytes"),
    (#"{"limits": {"headBytesMax": {"a": 1}}}"#, "limits.headBytesMax has no value that does"),
    (#"{"limits": {"headBytesMax": 1}}"#, "limits.headBytesMax has no value that does"),
    (#"{"limits": {"headBytesMax": "4096"}}"#, "limits.headBytesMax has no value that does"),
    (#"{"limits": 7}"#, "there is no setting limits"),
    (#"{"listen": ["nowhere"]}"#, "listen has no value that does"),
    (#"{"listen": []}"#, "listen has no value that does"),
    (#"{"listen": [1]}"#, "listen has no value that does"),
    (#"{"rateLimits": {"enabled": 1}}"#, "rateLimits.enabled has no value that does"),
    (#"{"timeouts": {"headSecondsMax": 0}}"#, "timeouts.headSecondsMax has no value that does"),
  ])
  func `what is unknown or out of bounds in the file is named`(file: String, words: String) {
    #expect {
      try load(file: file)
    } throws: { error in (error as? UsageFault)?.text.contains(words) == true }
  }

  @Test func `a file that is no JSON, or none, is a failure`() {
    #expect(throws: Failure.self) { try load(file: "{") }
    #expect(throws: Failure.self) { try Configuration.load(file: "/nowhere/x", flags: [:]) }
  }

  @Test(arguments: [
    ("limits.connectionsPerAddressMax", "SAMVERKAN_LIMITS_CONNECTIONS_PER_ADDRESS_MAX"),
    ("rateLimits.enabled", "SAMVERKAN_RATE_LIMITS_ENABLED"),
    ("plainHTTP", "SAMVERKAN_PLAIN_HTTP"), ("server.loops", "SAMVERKAN_SERVER_LOOPS"),
    ("database", "SAMVERKAN_DATABASE"),
    ("rateLimits.callerPerSecondMax", "SAMVERKAN_RATE_LIMITS_CALLER_PER_SECOND_MAX"),
  ])
  func `each setting is a variable`(name: String, variable: String) {
    #expect(Settings.all.first { $0.name == name }?.variable == variable)
  }

  @Test func `names and variables are told apart`() {
    #expect(Set(Settings.all.map(\.name)).count == Settings.all.count)
    #expect(Set(Settings.all.map(\.variable)).count == Settings.all.count)
    for setting in Settings.all {
      #expect(setting.read(setting.standardText) != nil || setting.standardText.isEmpty)
    }
  }

  @Test(arguments: [
    ("SAMVERKAN_RATE_LIMITS_ENABLED", "maybe"), ("SAMVERKAN_LIMITS_FIELD_COUNT_MAX", "1e3"),
    ("SAMVERKAN_LIMITS_FIELD_COUNT_MAX", "7"), ("SAMVERKAN_LISTEN", ""),
    ("SAMVERKAN_TIMEOUTS_IDLE_SECONDS_MAX", "nan"),
  ])
  func `a value that does not do is refused with the variable's name`(
    variable: String, value: String
  ) {
    #expect {
      try load(environment: [variable: value])
    } throws: { error in (error as? UsageFault)?.text.hasPrefix(variable) == true }
  }

  @Test func `the environment switches and limits`() throws {
    let configuration = try load(environment: [
      "SAMVERKAN_LIMITS_CONNECTIONS_PER_ADDRESS_MAX": "7", "SAMVERKAN_RATE_LIMITS_ENABLED": "no",
      "SAMVERKAN_TRUSTED_PROXIES": "10.0.0.1,10.0.0.2",
    ])
    #expect(configuration[Settings.connectionsPerAddressMax] == 7)
    #expect(!configuration[Settings.rateLimitsEnabled])
    #expect(configuration[Settings.trustedProxies] == ["10.0.0.1", "10.0.0.2"])
  }

  @Test func `the file that comes with the program says what the defaults say`() throws {
    let path =
      URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path + "/config/samverkan.json"
    let configuration = try Configuration.load(file: path, flags: [:]) { _ in nil }
    for setting in Settings.all {
      #expect(configuration.shown(setting).text == setting.standardText, "\(setting.name)")
    }
  }

  @Test(arguments: [
    ("https://app.example.se", true), ("https://app.example.se:8443", true),
    ("http://localhost:3000", true), ("http://127.0.0.1", true), ("*", false), ("null", false),
    ("https://*", false), ("https://*.example.se", false), ("https://app.example.se/", false),
    ("https://APP.example.se", false), ("http://app.example.se", false), ("app.example.se", false),
    ("https://", false), ("https://a:0", false), ("https://a:99999", false), ("https://a:", false),
    ("https://u@a", false), ("https://a b", false), ("file://a", false),
  ])
  func `an origin is written as browsers write it`(_ origin: String, _ isGood: Bool) throws {
    let environment = ["SAMVERKAN_CORS_ORIGINS": "https://one.example.se," + origin]
    guard isGood else {
      #expect(throws: UsageFault.self) { try load(environment: environment) }
      return
    }
    let read = try load(environment: environment)[Settings.corsOrigins]
    #expect(read == ["https://one.example.se", origin])
    #expect(try load()[Settings.corsOrigins].isEmpty)
  }
}
