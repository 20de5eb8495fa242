// What comes in: a type per body, whose one initialiser says each member once. Run over a body it
// decodes and validates; run over nothing it describes itself for OpenAPI.

package import JSON
import Vocabulary

/// A request body.
package protocol Document: Sendable {
  /// Its name in the OpenAPI document.
  static var name: String { get }
  /// Reads every member, unconditionally, so that describing sees them all.
  init(reading fields: inout FieldReader)
}

extension Document {
  /// Decodes a body.
  ///
  /// - Throws: `Refusal` 422 with a path and a code for every fault found.
  package static func decode(_ body: JSONValue) throws(Refusal) -> Self {
    guard case .object(let members) = body else {
      throw Refusal(.validationFailed, errors: [FieldFault(path: "", code: "invalid")])
    }
    var fields = FieldReader(members, at: "")
    let document = Self(reading: &fields)
    let faults = fields.finish()
    guard faults.isEmpty else { throw Refusal(.validationFailed, errors: faults) }
    return document
  }

  /// The body's own description.
  package static var shape: ObjectShape {
    var fields = FieldReader.describing()
    _ = Self(reading: &fields)
    return ObjectShape(name: name, members: fields.described)
  }
}

/// A fault in one place of a body or a query.
package struct FieldFault: Sendable, Equatable {
  /// JSON Pointer into the body, or the parameter's name.
  package let path: String
  /// `required`, `invalid`, `unknown_member`, `too_long` and so on.
  package let code: String
  /// The values that would do, where they are few.
  package let allowed: [String]?

  /// A fault.
  package init(path: String, code: String, allowed: [String]? = nil) {
    self.path = path
    self.code = code
    self.allowed = allowed
  }
}

/// A member of a merge patch (RFC 7396): absent, null, or a new value.
package enum Change<Value: Sendable>: Sendable {
  case keep
  case clear
  case set(Value)

  /// The value after the change.
  package func applied(to value: Value?) -> Value? {
    switch self {
    case .keep: value
    case .clear: nil
    case .set(let new): new
    }
  }
}
