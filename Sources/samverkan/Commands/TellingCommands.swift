// Verbs that only tell something: version, config, openapi, health.

import Glibc
import JSON
import Operations
import Pipeline
import SQLite
import Vocabulary

/// `samverkan version`.
enum VersionCommand {
  static let verb = Verb("version", "tells the program's version and its SQLite's") { invocation in
    if invocation.has("json") {
      Terminal.say { writer in
        writer.object { writer in
          writer.member("version", Version.text)
          writer.member("released", Version.released.text)
          writer.member("sqlite", SQLiteLibrary.version)
        }
      }
    } else {
      Terminal.say(
        "samverkan \(Version.text) (\(Version.released)), SQLite \(SQLiteLibrary.version)")
    }
    return .fine
  }
}

/// `samverkan config`.
enum ConfigCommand {
  static let verb = Verb(
    "config", "tells every setting, its value and where it came from",
    options: [Option("table", nil, "the table of settings, as docs/OPERATING.md has it")]
  ) { invocation in
    let configuration = try invocation.configuration()
    if invocation.has("table") {
      for line in table { Terminal.say(line) }
      return .fine
    }
    if invocation.has("json") {
      Terminal.say { writer in
        writer.array { writer in
          for setting in Settings.all {
            let shown = configuration.shown(setting)
            writer.object { writer in
              writer.member("name", setting.name)
              writer.member("value", shown.text)
              writer.member("origin", shown.origin.rawValue)
              writer.member("default", setting.standardText)
              writer.member("variable", setting.variable)
              writer.member("about", setting.about)
            }
          }
        }
      }
      return .fine
    }
    for setting in Settings.all {
      let shown = configuration.shown(setting)
      Terminal.say("\(setting.name) = \(shown.text)  (\(shown.origin.rawValue))  \(setting.about)")
    }
    return .fine
  }

  /// The settings as a table in Markdown.
  static var table: [String] {
    ["| Setting | Default | What it is | Variable |", "|---|---|---|---|"]
      + Settings.all.map { setting in
        let standard = setting.standardText.isEmpty ? "" : "`\(setting.standardText)`"
        return "| `\(setting.name)` | \(standard) | \(setting.about) | `\(setting.variable)` |"
      }
  }
}

/// `samverkan openapi`.
enum OpenAPICommand {
  static let verb = Verb("openapi", "writes the OpenAPI 3.1 document") { invocation in
    let configuration = try invocation.configuration()
    let health = HealthState(migrations: [], folder: ".", canWrite: { true })
    let settings = Application.settings(configuration, secret: [])
    let surface = Application.surface(configuration, settings, health, MetricSources())
    Terminal.say(String(decoding: surface.openAPI, as: UTF8.self))
    return .fine
  }
}

/// `samverkan health`: for the container, which has no curl.
enum HealthCommand {
  static let verb = Verb(
    "health", "asks a running server whether it is ready",
    options: [Option("listen", "ADDRESS", "where it listens")]
  ) { invocation in
    let configuration = try invocation.configuration()
    guard let address = configuration[Settings.listen].first else {
      throw UsageFault(text: "no address to ask")
    }
    let answer = try LocalRequest.get("/health/ready", at: address)
    Terminal.say(answer.body)
    return answer.status == 200 ? .fine : .foundFault
  }
}
