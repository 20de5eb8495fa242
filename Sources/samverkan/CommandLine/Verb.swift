// What a verb of the command line is: its name, its options, what it does, how it ends.

/// How a verb ended.
enum Ending: Int32 {
  case fine = 0
  case failed = 1
  case wrongUsage = 2
  /// The check that was asked for found a fault.
  case foundFault = 3
}

/// An option of a verb.
struct Option {
  let name: String
  /// What its value is called in the help; nil for a switch.
  let value: String?
  let about: String

  init(_ name: String, _ value: String? = nil, _ about: String) {
    self.name = name
    self.value = value
    self.about = about
  }
}

/// A verb of the command line.
struct Verb {
  let name: String
  /// What follows the verb without a name: `NAME`, or `[FILE]` where it may be left out.
  let operands: [String]
  let summary: String
  let options: [Option]
  let run: (Invocation) throws -> Ending

  init(
    _ name: String, _ operands: [String] = [], _ summary: String, options: [Option] = [],
    run: @escaping (Invocation) throws -> Ending
  ) {
    self.name = name
    self.operands = operands
    self.summary = summary
    self.options = options + Self.common
    self.run = run
  }

  /// The options of every verb.
  private static let common = [
    Option("config", "FILE", "the configuration, JSON (config/samverkan.json if it exists)"),
    Option("database", "PATH", "the database file"),
    Option("json", nil, "answer as JSON, for scripts"),
    Option("help", nil, "this text"),
  ]

  /// The help of the verb.
  var help: String {
    let usage = (["usage: samverkan", name] + operands + ["[options]"]).joined(separator: " ")
    let lines = options.map { option in
      let head = "--\(option.name)\(option.value.map { " " + $0 } ?? "")"
      return "  \(head)\(String(repeating: " ", count: max(2, 28 - head.count)))\(option.about)"
    }
    return ([usage, "", summary, ""] + lines).joined(separator: "\n")
  }
}

/// A verb as it was called.
struct Invocation {
  let verb: Verb
  let operands: [String]
  /// Options with their values; a switch has an empty one.
  let options: [String: [String]]

  /// Whether a switch was given.
  func has(_ name: String) -> Bool { options[name] != nil }

  /// The value of an option; nil when it was not given.
  subscript(_ name: String) -> String? { options[name]?.last }

  /// Every value of an option that may be given more than once.
  func all(_ name: String) -> [String] { options[name] ?? [] }

  /// The configuration that the flags, the environment and the file make together.
  ///
  /// - Throws: `UsageFault` for a setting that is none.
  func configuration() throws -> Configuration {
    var flags: [String: String] = [:]
    if let database = self["database"] { flags["database"] = database }
    if let listen = options["listen"] { flags["listen"] = listen.joined(separator: ",") }
    if has("plain-http") { flags["plainHTTP"] = "true" }
    return try Configuration.load(file: self["config"], flags: flags)
  }
}

/// The command was not understood.
struct UsageFault: Error {
  let text: String
}

/// The command was understood and could not be done.
struct Failure: Error {
  let text: String
}
