// `samverkan user` and `samverkan access`: who may sign in, and why something is allowed.

import JSON

/// The verbs about users.
enum UserCommands {
  static let all: [Verb] = [
    Verb(
      "user add", operands: ["NAME"], "makes a user; the password comes on standard input",
      options: [
        Option("role", "ROLE", "its first role: system-admin, municipality-admin, intake, …"),
        Option("board", "SLUG", "the board that the role holds for"),
        Option("unit", "SLUG", "or the unit"), Option("team", "SLUG", "or the team"),
        Option("partner", "SLUG", "the partner that the user belongs to"),
        Option("name", "TEXT", "the name that others see"),
        Option("email", "ADDRESS", "where to write to"),
        oneTime,
      ], run: add),
    Verb("user list", "tells who may sign in, with which roles") { invocation in
      let answer = try OperatorCall.perform("user.list", [], invocation)
      return tell(answer, invocation) { answer in
        for user in answer["items"]?.array ?? [] { Terminal.say(line(user)) }
      }
    },
    named("user disable", "user.disable", "ends a user's sessions and lets nobody sign in as it"),
    named("user enable", "user.enable", "lets a disabled user sign in again"),
    named(
      "user reset-totp", "user.reset-totp", "removes a user's second factor and ends its sessions"),
    Verb(
      "user set-password", operands: ["NAME"],
      "gives a user another password, from standard input, and ends its sessions",
      options: [oneTime]
    ) { invocation in
      let password = try Terminal.readSecret("New password for \(invocation.operands[0])")
      let answer = try OperatorCall.perform(
        "user.set-password",
        [
          JSONMember(name: "username", value: .string(invocation.operands[0])),
          JSONMember(name: "password", value: .string(password)),
          JSONMember(name: "oneTime", value: .bool(invocation.has("one-time"))),
        ], invocation)
      return tell(answer, invocation) { Terminal.say(line($0)) }
    },
  ]

  private static let oneTime = Option(
    "one-time", nil, "the password opens nothing but the choice of another, for a week")

  private static func named(_ verb: String, _ action: String, _ summary: String) -> Verb {
    Verb(verb, operands: ["NAME"], summary) { invocation in
      let name = JSONMember(name: "username", value: .string(invocation.operands[0]))
      let answer = try OperatorCall.perform(action, [name], invocation)
      return tell(answer, invocation) { Terminal.say(line($0)) }
    }
  }

  @Sendable private static func add(_ invocation: Invocation) throws -> Ending {
    guard invocation["role"] != nil else { throw UsageFault(text: "user add needs --role") }
    let password = try Terminal.readSecret("Password for \(invocation.operands[0])")
    var arguments = [
      JSONMember("username", invocation.operands[0]), JSONMember("password", password),
    ].compactMap(\.self)
    for name in ["role", "board", "unit", "team", "partner", "name", "email"] {
      if let member = JSONMember(name, invocation[name]) { arguments.append(member) }
    }
    arguments.append(JSONMember(name: "oneTime", value: .bool(invocation.has("one-time"))))
    let answer = try OperatorCall.perform("user.add", arguments, invocation, mayCreate: true)
    return tell(answer, invocation) { Terminal.say(line($0)) }
  }

  /// Tells an answer as JSON, or in words.
  static func tell(
    _ answer: JSONValue, _ invocation: Invocation, words: (JSONValue) -> Void
  ) -> Ending {
    if invocation.has("json") { Terminal.say { $0.value(answer) } } else { words(answer) }
    return .fine
  }

  private static func line(_ user: JSONValue) -> String {
    let grants = (user["grants"]?.array ?? []).map { grant in
      "\(grant["role"]?.string ?? "") (\(grant["scope"]?["name"]?.string ?? ""))"
    }
    return [
      user["username"]?.string, user["name"]?.string, user["statusText"]?.string,
      grants.joined(separator: ", "),
      user["isDemonstration"]?.bool == true ? "demonstration" : nil,
    ].compactMap(\.self).joined(separator: "  ")
  }
}

/// `samverkan access explain`.
enum AccessCommand {
  static let verb = Verb(
    "access explain", operands: ["NAME", "PERMISSION"],
    "tells what a user may do with a subject, and by which rule",
    options: [
      Option("board", "SLUG", "the subject lies in this board"),
      Option("unit", "SLUG", "or in this unit"), Option("team", "SLUG", "or with this team"),
      Option("partner", "SLUG", "or belongs to this partner"),
      Option("personal", nil, "it holds personal data"),
    ]
  ) { invocation in
    var arguments = [
      JSONMember("username", invocation.operands[0]),
      JSONMember("permission", invocation.operands[1]),
    ].compactMap(\.self)
    for name in ["board", "unit", "team", "partner"] {
      if let member = JSONMember(name, invocation[name]) { arguments.append(member) }
    }
    arguments.append(JSONMember(name: "personal", value: .bool(invocation.has("personal"))))
    let answer = try OperatorCall.perform("access.explain", arguments, invocation)
    return UserCommands.tell(answer, invocation) { answer in
      Terminal.say("\(answer["decision"]?.string ?? "")  \(answer["rule"]?.string ?? "")")
      for grant in answer["grants"]?.array ?? [] {
        let reach = grant["reach"]?.string ?? "nothing"
        let holds = grant["holdsNow"]?.bool == true ? "holds now" : "does not hold now"
        let covers = grant["covers"]?.bool == true ? "covers it" : "does not cover it"
        Terminal.say(
          "  \(grant["role"]?.string ?? "") (\(grant["scope"]?["name"]?.string ?? "")): "
            + "\(reach); \(holds); \(covers)")
      }
    }
  }
}
