// The table of verbs, and the one place that runs them and turns errors into words.

import Pipeline
import SQLite
import Server
import Vocabulary

/// The verbs of the command line.
enum Verbs {
  /// The table.
  static let all: [Verb] =
    [
      ServeCommand.verb, MigrateCommand.verb, DoctorCommand.verb,
    ] + UserCommands.all + KeyCommands.all + [
      AccessCommand.verb, DemoCommand.verb, BackupCommand.verb, VerifyCommand.verb,
      RestoreCommand.verb,
      MetricsCommand.verb, OpenAPICommand.verb, ConfigCommand.verb, HealthCommand.verb,
      VersionCommand.verb,
    ]

  /// Runs a command line and says how it ended.
  static func run(_ arguments: [String]) -> Ending {
    guard let name = arguments.first, name != "--help", name != "help" else {
      Terminal.say(help)
      return arguments.isEmpty ? .wrongUsage : .fine
    }
    // `user add` and `key list` are verbs of two words.
    let two = arguments.prefix(2).joined(separator: " ")
    guard let verb = all.first(where: { $0.name == two || $0.name == name }) else {
      Terminal.complain("there is no verb \(name)\n\n\(help)")
      return .wrongUsage
    }
    let rest = arguments.dropFirst(verb.name.contains(" ") ? 2 : 1)
    do {
      let invocation = try parse(Array(rest), for: verb)
      if invocation.has("help") {
        Terminal.say(verb.help)
        return .fine
      }
      return try verb.run(invocation)
    } catch let fault as UsageFault {
      Terminal.complain("\(fault.text)\n\n\(verb.help)")
      return .wrongUsage
    } catch {
      Terminal.complain(words(for: error))
      return .failed
    }
  }

  private static var help: String {
    let lines = all.map { verb in
      let head = ([verb.name] + verb.operands).joined(separator: " ")
      return "  \(head)\(String(repeating: " ", count: max(2, 28 - head.count)))\(verb.summary)"
    }
    return (["usage: samverkan VERB [options]   (samverkan VERB --help tells more)", ""] + lines)
      .joined(separator: "\n")
  }

  /// Sorts the arguments of a verb into operands and options.
  ///
  /// - Throws: `UsageFault` for what the verb does not take.
  static func parse(_ arguments: [String], for verb: Verb) throws -> Invocation {
    var operands: [String] = []
    var options: [String: [String]] = [:]
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      guard argument.hasPrefix("--") else {
        operands.append(argument)
        continue
      }
      let parts = argument.dropFirst(2)
        .split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard let option = verb.options.first(where: { $0.name == parts.first }) else {
        throw UsageFault(text: "\(verb.name) has no option \(argument)")
      }
      guard option.value != nil else {
        guard parts.count == 1 else { throw UsageFault(text: "--\(option.name) takes no value") }
        options[option.name] = [""]
        continue
      }
      guard let value = parts.count > 1 ? parts[1] : rest.popFirst() else {
        throw UsageFault(text: "--\(option.name) needs a value")
      }
      options[option.name, default: []].append(value)
    }
    let needed = verb.operands.filter { !$0.hasPrefix("[") }.count
    guard options["help"] != nil || (needed...verb.operands.count).contains(operands.count) else {
      throw UsageFault(text: "\(verb.name) takes \(verb.operands.joined(separator: " "))")
    }
    return Invocation(verb: verb, operands: operands, options: options)
  }

  /// An error in words for the operator; the same over the control socket.
  static func words(for error: any Error) -> String {
    switch error {
    case let failure as Failure: failure.text
    case let error as DatabaseError: error.message
    case let error as MigrationError: error.description
    case let error as ServerError: error.description
    case let refusal as Refusal:
      ([refusal.code.title[.en], refusal.detail].compactMap(\.self)
        + refusal.errors.map(words)).joined(separator: " · ")
    default: String(describing: error)
    }
  }

  private static func words(for fault: FieldFault) -> String {
    let allowed = fault.allowed.map { " (one of \($0.joined(separator: ", ")))" } ?? ""
    return "\(fault.path.isEmpty ? "" : fault.path + ": ")\(fault.code)\(allowed)"
  }
}
