// Checks answers against the shape that their route declares: every member known, every required one
// there, every value of its kind.

import HTTP
import JSON
import Pipeline
import TestSupport
import Vocabulary

@testable import People

/// Compares answers with declared shapes.
enum ShapeCheck {
  /// What an answer has that its route's shape has not, or lacks that it must have.
  static func faults(_ answer: Answer, _ method: String, _ path: String) -> [String] {
    let route = PeopleRoutes.all.first { $0.method.name == method && $0.path == path }
    guard let shape = route?.answer.shape else { return ["no shape for \(method) \(path)"] }
    return faults(answer.body, shape, at: "")
  }

  private static func faults(_ value: JSONValue, _ shape: Shape, at path: String) -> [String] {
    switch (shape, value) {
    case (.anything, _), (.nullable, .null): return []
    case (.nullable(let inner), _): return faults(value, inner, at: path)
    case (.object(let object), .object(let members)):
      let known = Dictionary(uniqueKeysWithValues: object.members.map { ($0.name, $0) })
      let missing = object.members.filter { $0.isRequired && value[$0.name] == nil }
      return missing.map { "\(path)/\($0.name) is missing" }
        + members.flatMap { member in
          known[member.name].map { faults(member.value, $0.shape, at: path + "/" + member.name) }
            ?? ["\(path)/\(member.name) is unknown"]
        }
    case (.list(let item, let countMax), .array(let values)):
      return (values.count > countMax ? ["\(path) is too long"] : [])
        + values.flatMap { faults($0, item, at: path + "/*") }
    case (.flag, .bool), (.number, .number): return []
    case (.integer(let range), .number(let number)):
      return number.integer.map { range.contains(Int($0)) } == true ? [] : ["\(path) is no integer"]
    case (_, .string(let text)): return fits(text, shape) ? [] : ["\(path) does not fit"]
    default: return ["\(path) is of another kind"]
    }
  }

  private static func fits(_ text: String, _ shape: Shape) -> Bool {
    switch shape {
    case .text(let max): text.count <= max
    case .code(let codes): codes.contains(text)
    case .id: AnyID(text) != nil
    case .reference: Reference(text) != nil
    case .day: Day(text) != nil
    case .instant: Timestamp(text) != nil
    default: false
    }
  }
}
