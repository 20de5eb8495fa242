// The named objects of a table of routes, each once. One name with two shapes is a fault of ours
// and stops the start: clients generate a type for each name.

import JSON
import Pipeline

/// Every object shape that bodies and answers use.
struct SchemaTable {
  /// The objects, ordered by name.
  let objects: [ObjectShape]

  /// The objects of some routes and some others.
  init(_ routes: [Route], and others: [Shape]) {
    var found: [String: ObjectShape] = [:]
    for route in routes {
      if let body = route.body { Self.collect(.object(body.shape), into: &found) }
      if let answer = route.answer.shape { Self.collect(answer, into: &found) }
      if let proposal = route.proposal { Self.collect(proposal, into: &found) }
    }
    for other in others { Self.collect(other, into: &found) }
    objects = found.values.sorted { $0.name < $1.name }
  }

  private static func collect(_ shape: Shape, into found: inout [String: ObjectShape]) {
    switch shape {
    case .list(let item, _): collect(item, into: &found)
    case .nullable(let inner): collect(inner, into: &found)
    case .object(let object):
      if let known = found[object.name] {
        // Two rooms must not mean different things by one name in the document.
        precondition(text(of: known) == text(of: object), "two shapes are named \(object.name)")
        return
      }
      found[object.name] = object
      for member in object.members { collect(member.shape, into: &found) }
    case .text, .code, .integer, .number, .flag, .day, .instant, .id, .reference, .anything: break
    }
  }

  private static func text(of object: ObjectShape) -> [UInt8] {
    var writer = JSONWriter()
    SchemaWriter.write(members: object, to: &writer)
    return writer.bytes
  }
}
