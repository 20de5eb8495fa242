// A value that fits a shape: the example where a route gives none of its own. Nothing in it is
// real.

import JSON
import Pipeline

/// Makes examples.
enum ShapeSample {
  /// A value of the shape; members that may be absent are left out unless all may.
  static func value(_ shape: Shape) -> JSONValue {
    switch shape {
    case .text(let charactersMax): .string(String("text".prefix(charactersMax)))
    case .code(let codes): codes.first.map(JSONValue.string) ?? .null
    case .integer(let range): .number(JSONNumber(Int64(range.lowerBound)))
    case .number: .number(JSONNumber(1))
    case .flag: .bool(true)
    case .day: .string("2026-11-25")
    case .instant: .string("2026-11-25T08:00:00Z")
    case .id: .string("019abcde-f012-7345-8678-9abcdef01234")
    case .reference: .string("uppsala-stod")
    case .object(let object): value(of: object)
    case .list(let item, let countMax): .array(countMax > 0 ? [value(item)] : [])
    case .nullable(let inner): value(inner)
    case .anything: .object([])
    }
  }

  private static func value(of object: ObjectShape) -> JSONValue {
    let required = object.members.filter(\.isRequired)
    return .object(
      (required.isEmpty ? object.members : required).map { member in
        JSONMember(name: member.name, value: value(member.shape))
      })
  }
}
