// Reads the members of one JSON object by name, collecting every fault instead of stopping at the
// first. In describing mode it has no object and only remembers what was asked for.

package import JSON
import Vocabulary

/// A reader of one JSON object's members.
///
/// A getter that meets a fault notes it and returns a stand-in that is never used: a document with
/// faults is thrown away.
package struct FieldReader {
  private let members: [JSONMember]?
  /// Where the object stands, as a JSON Pointer.
  package let path: String
  /// Which of the members some getter has asked for, by their places.
  private var read: [Bool]
  private var faults: [FieldFault] = []
  /// What was asked for so far.
  package private(set) var described: [ObjectShape.Member] = []

  /// A reader of an object that stands at a path.
  package init(_ members: [JSONMember], at path: String) {
    self.members = members
    self.path = path
    read = [Bool](repeating: false, count: members.count)
  }

  private init() {
    members = nil
    path = ""
    read = []
  }

  /// A reader that has no object and only describes.
  package static func describing() -> FieldReader { FieldReader() }

  /// The faults found, unknown members included.
  package func finish() -> [FieldFault] {
    var faults = faults
    for (place, member) in (members ?? []).enumerated() where !read[place] {
      let at = path + "/" + JSONPointer.escape(member.name)
      faults.append(FieldFault(path: at, code: "unknown_member"))
    }
    return faults
  }

  /// Whether the member is there and not null.
  package func has(_ name: String) -> Bool {
    switch members?.first(where: { $0.name == name })?.value {
    case nil, .null: false
    default: true
    }
  }

  /// Whether some getter has asked for the member.
  func wasRead(_ name: String) -> Bool {
    members?.firstIndex { $0.name == name }.map { read[$0] } ?? false
  }

  /// The names of the members that are there.
  package var presentNames: [String] { (members ?? []).map { $0.name } }

  /// Notes a fault that several members make together.
  package mutating func fault(_ name: String, _ code: String, allowed: [String]? = nil) {
    faults.append(
      FieldFault(path: name.isEmpty ? path : "\(path)/\(name)", code: code, allowed: allowed))
  }

  // MARK: the one way to a member

  /// Takes a member through `parse`; nil when it is absent, null or faulty.
  ///
  /// Shape and allowed values are made only where they are looked at: to describe, or for a fault.
  package mutating func member<Value>(
    _ name: String, _ shape: @autoclosure () -> Shape, isRequired: Bool,
    allowed: @autoclosure () -> [String]? = nil, parse: (JSONValue) -> Value?
  ) -> Value? {
    guard let members else {
      describe(name, shape(), isRequired: isRequired)
      return nil
    }
    guard let place = members.firstIndex(where: { $0.name == name }) else {
      if isRequired { fault(name, "required") }
      return nil
    }
    read[place] = true
    if case .null = members[place].value {
      if isRequired { fault(name, "required") }
      return nil
    }
    if let parsed = parse(members[place].value) { return parsed }
    fault(name, Self.code(of: members[place].value, shape()), allowed: allowed())
    return nil
  }

  private mutating func describe(_ name: String, _ shape: Shape, isRequired: Bool) {
    described.append(.init(name, isRequired ? shape : .nullable(shape), isRequired: isRequired))
  }

  private static func code(of value: JSONValue, _ shape: Shape) -> String {
    if case .string(let text) = value, case .text(let max) = shape, text.count > max {
      return "too_long"
    }
    return "invalid"
  }

  // MARK: objects within

  /// An object that must be there.
  package mutating func object<Inner: Document>(_ name: String, _ type: Inner.Type) -> Inner {
    objectIfAny(name, type, isRequired: true) ?? Self.standIn(type)
  }

  /// An object that may be absent.
  package mutating func objectIfAny<Inner: Document>(
    _ name: String, _ type: Inner.Type, isRequired: Bool = false
  ) -> Inner? {
    var inner: FieldReader?
    let at = "\(path)/\(name)"
    let found = member(name, .object(type.shape), isRequired: isRequired) { value -> Inner? in
      guard case .object(let members) = value else { return nil }
      var fields = FieldReader(members, at: at)
      let document = Inner(reading: &fields)
      inner = fields
      return document
    }
    if let inner { faults += inner.finish() }
    return found
  }

  /// A list of objects; absent is empty.
  package mutating func objects<Inner: Document>(
    _ name: String, _ type: Inner.Type, countMax: Int
  ) -> [Inner] {
    var inner: [FieldFault] = []
    let at = "\(path)/\(name)"
    let shape = { Shape.list(.object(type.shape), countMax: countMax) }
    let found = member(name, shape(), isRequired: false) { value -> [Inner]? in
      guard case .array(let values) = value, values.count <= countMax else { return nil }
      return values.enumerated().compactMap { index, value in
        guard case .object(let members) = value else {
          inner.append(FieldFault(path: "\(at)/\(index)", code: "invalid"))
          return nil
        }
        var fields = FieldReader(members, at: "\(at)/\(index)")
        let document = Inner(reading: &fields)
        inner += fields.finish()
        return document
      }
    }
    faults += inner
    return found ?? []
  }

  private static func standIn<Inner: Document>(_ type: Inner.Type) -> Inner {
    var fields = FieldReader.describing()
    return Inner(reading: &fields)
  }
}
