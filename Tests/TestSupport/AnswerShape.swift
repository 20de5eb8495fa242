// Checks answers against the shape that their route declares: every member known, every required
// one there, every value of its kind.

import HTTP
package import JSON
package import Pipeline
import Vocabulary

extension Answer {
  /// What the body has that its route's shape has not, or lacks that it must have.
  ///
  /// - Parameter path: the route's path, with its `{parameters}`.
  package func shapeFaults(_ method: String, _ path: String, in routes: [Route]) -> [String] {
    let route = routes.first { $0.method.name == method && $0.path == path }
    guard let route else { return ["no route \(method) \(path)"] }
    guard status == Int(route.answer.status.code) else { return ["status \(status)"] }
    guard let shape = route.answer.shape else {
      return bytes.isEmpty ? [] : ["a body where none is declared"]
    }
    return shape.faults(of: body, at: "")
  }
}

extension Shape {
  /// What a value has that the shape has not, or lacks that it must have, by JSON Pointers.
  package func faults(of value: JSONValue, at path: String) -> [String] {
    switch (self, value) {
    case (.anything, _), (.nullable, .null), (.flag, .bool), (.number, .number): return []
    case (.nullable(let inner), _): return inner.faults(of: value, at: path)
    case (.object(let shape), .object(let members)):
      return shape.faults(of: members, at: path)
    case (.list(let item, let countMax), .array(let values)):
      return (values.count > countMax ? ["\(path) is too long"] : [])
        + values.enumerated().flatMap { item.faults(of: $1, at: "\(path)/\($0)") }
    case (.integer(let range), .number(let number)):
      let isWithin = number.integer.flatMap(Int.init(exactly:)).map(range.contains) ?? false
      return isWithin ? [] : ["\(path) is no integer of the range"]
    case (_, .string(let text)): return fits(text) ? [] : ["\(path) does not fit: \(text)"]
    default: return ["\(path) is of another kind"]
    }
  }

  private func fits(_ text: String) -> Bool {
    switch self {
    case .text(let charactersMax): text.count <= charactersMax
    case .code(let codes): codes.contains(text)
    case .id: AnyID(text) != nil
    case .reference: Reference(text) != nil
    case .day: Day(text) != nil
    case .instant: Timestamp(text) != nil
    default: false
    }
  }
}

extension ObjectShape {
  fileprivate func faults(of found: [JSONMember], at path: String) -> [String] {
    let names = Set(found.map(\.name))
    let missing = members.filter { $0.isRequired && !names.contains($0.name) }
    return missing.map { "\(path)/\($0.name) is missing" }
      + found.flatMap { member in
        let place = path + "/" + member.name
        guard let known = members.first(where: { $0.name == member.name }) else {
          return ["\(place) is unknown"]
        }
        return known.shape.faults(of: member.value, at: place)
      }
  }
}
