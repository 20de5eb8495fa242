// The settings as they stand for one run, each with where its value came from. Flag before
// environment before file before default; what is unknown or out of bounds is an error.

import Glibc
import JSON

/// The settings of one run.
struct Configuration: Sendable {
  /// Where a value came from.
  enum Origin: String, Sendable {
    case flag
    case environment
    case file
    case standard = "default"
  }

  private static let standardFile = "config/samverkan.json"

  private var values: [String: any SettingValue] = [:]
  private var origins: [String: Origin] = [:]

  /// The value of a setting.
  subscript<Value>(_ setting: Setting<Value>) -> Value {
    (values[setting.name] as? Value) ?? setting.standard
  }

  /// The value of any setting as text, and where it came from.
  func shown(_ setting: any AnySetting) -> (text: String, origin: Origin) {
    let text = values[setting.name]?.settingText ?? setting.standardText
    return (setting.isSecret ? "***" : text, origins[setting.name] ?? .standard)
  }

  /// Reads the settings.
  ///
  /// - Parameter file: nil for the standard file, which need not exist.
  /// - Throws: `UsageFault` that names the setting, `Failure` for a file that cannot be read.
  static func load(
    file: String?, flags: [String: String],
    environment: (String) -> String? = { name in getenv(name).map { String(cString: $0) } }
  ) throws -> Configuration {
    var configuration = Configuration()
    if let path = file ?? (access(standardFile, R_OK) == 0 ? standardFile : nil) {
      try configuration.read(file: path)
    }
    for setting in Settings.all {
      if let text = environment(setting.variable) {
        try configuration.set(setting, setting.read(text), from: .environment, setting.variable)
      }
      if let text = flags[setting.name] {
        try configuration.set(setting, setting.read(text), from: .flag, "--" + setting.name)
      }
    }
    return configuration
  }

  private mutating func set(
    _ setting: any AnySetting, _ value: (any SettingValue)?, from origin: Origin, _ name: String
  ) throws {
    guard let value else {
      throw UsageFault(text: "\(name) has no value that does: \(setting.about)")
    }
    values[setting.name] = value
    origins[setting.name] = origin
  }

  private mutating func read(file path: String) throws {
    let bytes = try Files.bytes(of: path)
    let json: JSONValue
    do throws(JSONFault) {
      json = try JSONReader.read(bytes)
    } catch {
      throw Failure(text: "\(path) is no JSON: \(error.kind.code) at byte \(error.offset)")
    }
    try read(json, at: "", of: path)
  }

  private mutating func read(_ json: JSONValue, at prefix: String, of path: String) throws {
    for member in json.members ?? [] {
      let name = prefix + member.name
      if let setting = Settings.all.first(where: { $0.name == name }) {
        try set(setting, setting.read(member.value), from: .file, "\(path): \(name)")
      } else if member.value.members != nil,
        Settings.all.contains(where: { $0.name.hasPrefix(name + ".") })
      {
        try read(member.value, at: name + ".", of: path)
      } else {
        throw UsageFault(text: "\(path): there is no setting \(name)")
      }
    }
  }
}
