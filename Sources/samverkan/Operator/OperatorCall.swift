// Runs an action for a verb: itself when no server has the database, through the server otherwise.
// There is never a second process that writes the file.

import JSON
import Operations
import SQLite
import Vocabulary

/// One action as a verb has it done.
enum OperatorCall {
  /// The answer of an action.
  ///
  /// - Parameter mayCreate: whether a database that does not exist is made.
  /// - Throws: what the action says, and `Failure` when there is no database and nobody to ask.
  static func perform(
    _ name: String, _ arguments: [JSONMember], _ invocation: Invocation, mayCreate: Bool = false
  ) throws -> JSONValue {
    let configuration = try invocation.configuration()
    let path = configuration[Settings.database]
    guard mayCreate || Files.exists(path) else {
      throw Failure(text: "there is no database at \(path)")
    }
    let writer: Writer
    do {
      writer = try Opening.writer(configuration, migrates: false).0
    } catch let lock as DatabaseError where lock.isBusy {
      return try ask(name, arguments, ControlSocket.path(of: path), lock)
    }
    defer { writer.close() }
    guard let action = OperatorActions.find(name) else {
      throw Failure(text: "there is no action \(name)")
    }
    let context = OperatorContext(writer: writer, clock: SystemClock())
    return try JSONReader.read(try action.perform(.object(arguments), in: context))
  }

  private static func ask(
    _ name: String, _ arguments: [JSONMember], _ socket: String, _ lock: DatabaseError
  ) throws -> JSONValue {
    var writer = JSONWriter()
    writer.value(.object(arguments))
    let answer: LocalRequest.Answer
    do {
      answer = try LocalRequest.post(
        "/control/" + name, writer.bytes, at: "unix:" + socket,
        secondsMax: LocalRequest.unlimited)
    } catch let failure as Failure {
      throw Failure(text: "\(lock.message), and cannot be asked: \(failure.text)")
    }
    let json = try JSONReader.read(Array(answer.body.utf8))
    guard answer.status == 200 else {
      throw Failure(text: json["error"]?.string ?? "the server answered \(answer.status)")
    }
    return json
  }
}

extension JSONMember {
  /// A member for an action's arguments; nil for an option that was not given.
  init?(_ name: String, _ text: String?) {
    guard let text else { return nil }
    self.init(name: name, value: .string(text))
  }

  /// A list for an action's arguments.
  init(_ name: String, _ texts: [String]) {
    self.init(name: name, value: .array(texts.map { .string($0) }))
  }
}
