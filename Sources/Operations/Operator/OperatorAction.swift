// What an operator does from the command line, as named actions on the one writer: run at once when
// no server has the database, sent to the server that has it otherwise. Either way the same code.

package import Audit
package import JSON
package import Pipeline
package import SQLite
package import Vocabulary

/// What an operator can have done.
package struct OperatorAction: Sendable {
  /// Its name, as audit entries name it: `user.add`.
  package let name: String
  private let body: @Sendable (JSONValue, OperatorContext) throws -> [UInt8]

  /// An action that takes a document and answers with JSON.
  package init<Arguments: Document>(
    _ name: String,
    run: @escaping @Sendable (Arguments, OperatorContext) throws -> [UInt8]
  ) {
    self.name = name
    body = { arguments, context in try run(try Arguments.decode(arguments), context) }
  }

  /// Does it; waits for the COMMIT, so never on a loop.
  ///
  /// - Throws: `Refusal` for arguments that do not do, and what the database says.
  package func perform(_ arguments: JSONValue, in context: OperatorContext) throws -> [UInt8] {
    try body(arguments, context)
  }
}

/// What the actions work with.
package struct OperatorContext: Sendable {
  /// The one writer.
  package let writer: Writer
  /// The clock.
  package let clock: any Clock

  /// What the actions work with.
  package init(writer: Writer, clock: any Clock) {
    self.writer = writer
    self.clock = clock
  }

  /// An answer.
  package static func answer(_ write: (inout JSONWriter) -> Void) -> [UInt8] {
    var writer = JSONWriter()
    writer.object(write)
    return writer.bytes
  }
}

extension AuditEntry {
  /// What the operator did: no caller, no address, for it came from the machine itself.
  package static func ofOperator(
    _ action: String, subjects: [AnyID], boards: [BoardID], fields: [String], at now: Timestamp
  ) -> AuditEntry {
    AuditEntry(
      at: now, actor: "operator", actorKind: "system", roles: [],
      purpose: Purpose.supervision.rawValue, action: action, outcome: .done, subjects: subjects,
      boards: boards, fields: fields, request: "", address: "local")
  }
}

/// The arguments of an action that takes none.
package struct NoArguments: Document {
  /// Its name.
  package static let name = "NoArguments"

  /// Reads nothing: any member is one too many.
  package init(reading fields: inout FieldReader) {}
}
