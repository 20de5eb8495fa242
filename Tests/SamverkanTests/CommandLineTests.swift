// What the command line takes and what it does not; the exit codes; the help of every verb.

import JSON
import Testing

@testable import samverkan

struct CommandLineTests {
  private static let verb = Verb(
    "try", operands: ["NAME", "[FILE]"], "tries",
    options: [Option("role", "ROLE", "a role"), Option("force", nil, "do it")],
    run: { _ in .fine })

  @Test func `options take values in both forms, more than once, among operands`() throws {
    let invocation = try Verbs.parse(
      ["--role", "a", "anna", "--role=b=c", "--force", "file"], for: Self.verb)
    #expect(invocation.operands == ["anna", "file"])
    #expect(invocation.all("role") == ["a", "b=c"])
    #expect(invocation["role"] == "b=c")
    #expect(invocation.has("force"))
    #expect(!invocation.has("json"))
    #expect(invocation["config"] == nil)
  }

  @Test(arguments: [
    (["anna", "--rolle", "x"], "try has no option --rolle"),
    (["anna", "--role"], "--role needs a value"),
    (["anna", "--force=yes"], "--force takes no value"),
    ([], "try takes NAME [FILE]"), (["a", "b", "c"], "try takes NAME [FILE]"),
  ])
  func `what the verb does not take is named`(arguments: [String], words: String) {
    #expect {
      try Verbs.parse(arguments, for: Self.verb)
    } throws: { error in (error as? UsageFault)?.text == words }
  }

  @Test func `an empty value is a value, and help needs no operands`() throws {
    #expect(try Verbs.parse(["a", "--role=", "b"], for: Self.verb)["role"] == "")
    #expect(try Verbs.parse(["--help"], for: Self.verb).has("help"))
  }

  @Test func `verbs have different names, a summary, and options that are told apart`() {
    #expect(Set(Verbs.all.map(\.name)).count == Verbs.all.count)
    for verb in Verbs.all {
      #expect(!verb.summary.isEmpty, "\(verb.name)")
      #expect(Set(verb.options.map(\.name)).count == verb.options.count, "\(verb.name)")
      for option in verb.options {
        #expect(verb.help.contains("--\(option.name)"), "\(verb.name)")
        #expect(option.value != "SECRET" && option.name != "password", "\(verb.name)")
      }
    }
  }

  @Test func `the program ends with 0, 1 or 2 by what came of the command`() throws {
    let folder = try Folder()
    #expect(try folder.run("--help").code == 0)
    #expect(try folder.run().code == 2)
    for verb in Verbs.all {
      let words = verb.name.split(separator: " ").map(String.init)
      let help = try folder.run(all: words + ["--help"])
      #expect(help.code == 0 && help.text.contains(verb.summary), "\(verb.name): \(help)")
    }
    #expect(try folder.run("dance").code == 2)
    #expect(try folder.run("user").code == 2)
    #expect(try folder.run("user", "dance").code == 2)
    #expect(try folder.run("serve", "--listen", "nowhere").code == 2)
    #expect(try folder.run("user", "add", "anna").code == 2)
    #expect(try folder.run("backup", "--keep", "0").code == 2)
    #expect(try folder.run("user", "list").code == 1)
    #expect(try folder.run("verify").code == 1)
    #expect(try folder.run("metrics").code == 1)
    #expect(try folder.run("health", "--listen", "127.0.0.1:1").code == 1)
    #expect(try folder.names() == [], "a question makes no database")
  }

  @Test func `version, config and openapi tell in words and as JSON`() throws {
    let folder = try Folder()
    #expect(try folder.run("version").text.hasPrefix("samverkan \(Version.text)"))
    #expect(try folder.run("version", "--json").json["version"]?.string == Version.text)
    #expect(try folder.run("config", "--json").json.array?.count == Settings.all.count)
    #expect(try folder.run("openapi").json["openapi"]?.string?.hasPrefix("3.1") == true)
  }

  @Test func `migrate tells what it would do, does it, and has nothing left to do`() throws {
    let folder = try Folder()
    let before = try folder.run("migrate", "--dry-run", "--json")
    #expect(before.json["applied"]?.array == [])
    #expect(!Files.exists(folder.database))
    #expect(try folder.run("migrate").code == 0)
    let after = try folder.run("migrate", "--status", "--json")
    #expect(after.json["pending"]?.array == [])
    #expect(after.json["applied"]?.array == before.json["pending"]?.array)
  }
}
