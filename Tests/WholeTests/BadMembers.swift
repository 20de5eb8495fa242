// From a body's shape and its example: the same body with one thing wrong, for each thing that can
// be.

import JSON
import Pipeline
import Vocabulary

/// A body with one fault.
struct BadMember {
  /// Where it is, as a JSON Pointer.
  let path: String
  /// What it is.
  let what: String
  let bytes: [UInt8]
}

enum BadMembers {
  /// Every fault that the shape knows.
  static func all(of shape: ObjectShape, in example: JSONValue) -> [BadMember] {
    var found = [make(example, ["zzz"], .bool(true), "unknown member")]
    each(shape, in: example, at: []) { path, member in
      for (what, value) in faults(of: member.shape) {
        found.append(make(example, path, value, what))
      }
      if member.isRequired { found.append(make(example, path, .null, "null")) }
    }
    for name in shape.members.filter(\.isRequired).map(\.name) {
      found.append(make(example, [name], nil, "missing"))
    }
    return found
  }

  /// The example with one reference at a time that names nothing.
  static func unknownReferences(of shape: ObjectShape, in example: JSONValue) -> [BadMember] {
    var found: [BadMember] = []
    each(shape, in: example, at: []) { path, member in
      let id = JSONValue.string("0190d5f0-7c00-7000-8000-00000000eeee")
      switch member.shape.bare {
      case .id: found.append(make(example, path, id, "unknown"))
      case .reference:
        found.append(make(example, path, id, "unknown"))
        found.append(make(example, path, .string("finns-inte"), "unknown"))
      default: break
      }
    }
    return found
  }

  // Every member of the shape, and of the objects that the example has within it.
  private static func each(
    _ shape: ObjectShape, in example: JSONValue?, at path: [String],
    _ visit: ([String], ObjectShape.Member) -> Void
  ) {
    for member in shape.members {
      visit(path + [member.name], member)
      switch (member.shape.bare, example?[member.name]) {
      case (.object(let inner), .object?):
        each(inner, in: example?[member.name], at: path + [member.name], visit)
      case (.list(.object(let inner), _), .array(let values)?) where !values.isEmpty:
        each(inner, in: values[0], at: path + [member.name, "0"], visit)
      default: break
      }
    }
  }

  private static func faults(of shape: Shape) -> [(String, JSONValue)] {
    let number = JSONValue.number(JSONNumber(7))
    switch shape.bare {
    case .text(let max):
      return [
        ("a number", number), ("an object", .object([])), ("a list", .array([])),
        ("too long", .string(String(repeating: "å", count: max + 1))),
        ("a control character", .string("a\u{1}b")), ("an escape", .string("a\u{1B}[31mb")),
        ("blank", .string("   ")),
      ]
    case .code, .reference, .id:
      return [
        ("a number", number), ("no code", .string("Finns Inte!")), ("empty", .string("")),
        ("a list", .array([.string("a")])),
      ]
    case .integer(let range):
      let over = range.upperBound == Int.max ? range.upperBound : range.upperBound + 1
      return [
        ("a text", .string("7")), ("too great", .number(JSONNumber(Int64(over)))),
        ("too small", .number(JSONNumber(Int64(range.lowerBound) - 1))),
        ("a fraction", .number(JSONNumber(double: Double(range.lowerBound) + 0.5))),
      ]
    case .flag: return [("a text", .string("true")), ("a number", number)]
    case .day:
      return [
        ("a number", number), ("no day", .string("2026-02-30")), ("a text", .string("igår")),
        ("an instant", .string("2026-02-20T08:00:00Z")),
      ]
    case .instant:
      return [
        ("a number", number), ("a day", .string("2026-02-20")),
        ("no instant", .string("2026-02-30T08:00:00Z")),
        ("no offset", .string("2026-02-20T08:00:00")),
      ]
    case .object:
      return [("a number", number), ("a list", .array([])), ("a text", .string("x"))]
    case .list(let item, let countMax):
      let long = JSONValue.array(Array(repeating: number, count: min(countMax, 2_000) + 1))
      return [("a number", number), ("a text", .string("x"))]
        + (countMax < 2_000 ? [("too many", long)] : [])
        + faults(of: item).prefix(2).map { ("holds " + $0.0, .array([$0.1])) }
    case .number: return [("a text", .string("7"))]
    case .anything, .nullable: return []
    }
  }

  private static func make(
    _ example: JSONValue, _ path: [String], _ value: JSONValue?, _ what: String
  ) -> BadMember {
    var writer = JSONWriter()
    writer.value(example.setting(path[...], to: value))
    return BadMember(
      path: "/" + path.joined(separator: "/"), what: what, bytes: writer.bytes)
  }
}

extension Shape {
  /// The shape without the leave to be null.
  var bare: Shape {
    if case .nullable(let inner) = self { return inner.bare }
    return self
  }
}

extension JSONValue {
  /// The same value with another one at a path; nil takes it away.
  func setting(_ path: ArraySlice<String>, to value: JSONValue?) -> JSONValue {
    guard let name = path.first else { return value ?? .null }
    if case .array(var items) = self, let index = Int(name), items.indices.contains(index) {
      items[index] = items[index].setting(path.dropFirst(), to: value)
      return .array(items)
    }
    var members = self.members ?? []
    let old = members.first { $0.name == name }?.value ?? .object([])
    let index = members.firstIndex { $0.name == name }
    if path.count == 1, value == nil {
      members.removeAll { $0.name == name }
      return .object(members)
    }
    let new = JSONMember(name: name, value: old.setting(path.dropFirst(), to: value))
    if let index { members[index] = new } else { members.append(new) }
    return .object(members)
  }
}
