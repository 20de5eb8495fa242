// `samverkan key`: keys for machines. A secret is shown once, on standard output.

import JSON

/// The verbs about keys.
enum KeyCommands {
  static let all: [Verb] = [
    Verb(
      "key add", operands: ["NAME"], "makes a key for a partner or a board; tells its secret once",
      options: [
        Option("partner", "SLUG", "the partner that owns it"),
        Option("board", "SLUG", "or the board"),
        Option("role", "ROLE", "partner-sender, partner-handler, or service; may be given again"),
        Option("permission", "CODE", "what a service key is limited to; may be given again"),
        Option("expires", "DAY", "the last day on which it works, as 2027-06-30"),
      ], run: add),
    Verb("key list", "tells which keys there are; secrets are nowhere") { invocation in
      let answer = try OperatorCall.perform("key.list", [], invocation)
      return UserCommands.tell(answer, invocation) { answer in
        for key in answer["items"]?.array ?? [] { Terminal.say(line(key)) }
      }
    },
    named("key rotate", "key.rotate", "gives a key a new secret, told once; the old one is dead"),
    named("key revoke", "key.revoke", "ends a key for good"),
  ]

  private static func named(_ verb: String, _ action: String, _ summary: String) -> Verb {
    Verb(verb, operands: ["ID"], summary) { invocation in
      let id = JSONMember(name: "key", value: .string(invocation.operands[0]))
      return tell(try OperatorCall.perform(action, [id], invocation), invocation)
    }
  }

  @Sendable private static func add(_ invocation: Invocation) throws -> Ending {
    guard let day = invocation["expires"] else { throw UsageFault(text: "key add needs --expires") }
    guard invocation.has("role") else { throw UsageFault(text: "key add needs --role") }
    var arguments = [
      JSONMember("name", invocation.operands[0]), JSONMember("partner", invocation["partner"]),
      JSONMember("board", invocation["board"]), JSONMember("expiresOn", day),
    ].compactMap(\.self)
    arguments.append(JSONMember("roles", invocation.all("role")))
    arguments.append(JSONMember("permissions", invocation.all("permission")))
    return tell(try OperatorCall.perform("key.add", arguments, invocation), invocation)
  }

  private static func tell(_ answer: JSONValue, _ invocation: Invocation) -> Ending {
    UserCommands.tell(answer, invocation) { key in
      Terminal.say(line(key))
      guard let secret = key["secret"]?.string else { return }
      Terminal.say("secret, shown this once: \(secret)")
    }
  }

  private static func line(_ key: JSONValue) -> String {
    let owner = key["partner"]?["name"]?.string ?? key["board"]?["name"]?.string ?? ""
    let roles = (key["roles"]?.array ?? []).compactMap(\.string).joined(separator: ", ")
    return [
      key["id"]?.string ?? "", key["name"]?.string ?? "", owner, roles,
      key["statusText"]?.string ?? "", "until \(key["expiresOn"]?.string ?? "")",
    ].joined(separator: "  ")
  }
}
