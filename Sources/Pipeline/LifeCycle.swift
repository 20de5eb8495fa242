// Life cycles: one table for each noun says which steps there are, from where they lead where, and
// who may take them. From it come transitions, nextSteps, 409 with `allowed`, and the docs.

package import Access
package import JSON
package import Vocabulary

/// A state: a status, and within some of them a business status.
package struct State: Sendable, Hashable {
  /// The status.
  package let status: String
  /// The finer state; nil where there is none.
  package let business: String?

  /// A state.
  package init(_ status: String, _ business: String? = nil) {
    self.status = status
    self.business = business
  }

  /// `status`, or `status/business`.
  package var text: String { business.map { "\(status)/\($0)" } ?? status }
}

/// The states that a step may be taken from.
package struct StatePattern: Sendable, Hashable {
  let status: String
  // nil for any business status, `-` for none at all.
  let business: String?

  /// Reads `accepted`, `accepted/waitlisted`, or `accepted/-`.
  init(_ text: Substring) {
    let parts = text.split(separator: "/").map(String.init)
    status = parts[0]
    business = parts.count > 1 ? parts[1] : nil
  }

  func fits(_ state: State) -> Bool {
    status == state.status && (business == nil || business == state.business ?? "-")
  }
}

/// Whose step it is, where a thing has two sides.
package enum Side: String, Sendable, CaseIterable {
  /// Who sent it.
  case sender
  /// Who received it.
  case receiver
  /// Whoever owns it: things with one side.
  case owner

  fileprivate var bit: UInt8 {
    switch self {
    case .sender: 1
    case .receiver: 2
    case .owner: 4
    }
  }
}

/// Some of the sides: a set without hashing, as it is asked some fifty times a call.
package struct Sides: Sendable, Hashable, ExpressibleByArrayLiteral, Sequence {
  private var bits: UInt8 = 0

  /// The sides of a literal.
  package init(arrayLiteral sides: Side...) { for side in sides { insert(side) } }

  /// None of them.
  package var isEmpty: Bool { bits == 0 }

  /// Whether a side is among them.
  package func contains(_ side: Side) -> Bool { bits & side.bit != 0 }

  /// Adds a side.
  package mutating func insert(_ side: Side) { bits |= side.bit }

  /// The sides, one after another.
  package func makeIterator() -> IndexingIterator<[Side]> {
    Side.allCases.filter(contains).makeIterator()
  }
}

/// One row of a life cycle.
package final class Step: Sendable {
  /// Its name on the wire, kebab-case.
  package let name: String
  /// What people read on the button.
  package let label: Label
  /// The states it may be taken from.
  package let from: [StatePattern]
  /// The state it leads to; nil when it stays, or goes back to where it was held.
  package let to: State?
  /// Whose step it is.
  package let sides: Sides
  /// The permission that it takes.
  package let permission: Permission
  /// The members that its body must have.
  package let required: [String]
  /// The members that its body may have.
  package let optional: [String]
  /// The codes that a member takes, for `nextSteps`.
  package let choices: [String: [String]]
  /// Whether it is offered in `nextSteps`; other calls make the ones that are not.
  package let isOffered: Bool
  /// Its place in the table.
  fileprivate let place: Int
  /// The choices in the order of their members, for `nextSteps`.
  fileprivate let sortedChoices: [(member: String, codes: [String])]

  /// A step.
  ///
  /// - Parameters:
  ///   - from: states separated by spaces, each `status` or `status/business`.
  ///   - to: `status` or `status/business`; empty when the state stays or is looked up.
  package init(
    _ name: String, _ label: Label, from: String, to: String, by sides: Sides,
    _ permission: Permission, required: [String] = [], optional: [String] = [],
    choices: [String: [String]] = [:], isOffered: Bool = true
  ) {
    self.name = name
    self.label = label
    self.from = from.split(separator: " ").map(StatePattern.init)
    let parts = to.split(separator: "/").map(String.init)
    self.to = parts.isEmpty ? nil : State(parts[0], parts.count > 1 ? parts[1] : nil)
    self.sides = sides
    self.permission = permission
    self.required = required
    self.optional = optional
    self.choices = choices
    self.isOffered = isOffered
    sortedChoices = choices.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    place = 0
  }

  // The same row, knowing where in the table it stands.
  fileprivate init(_ step: Step, at place: Int) {
    name = step.name
    label = step.label
    from = step.from
    to = step.to
    sides = step.sides
    permission = step.permission
    required = step.required
    optional = step.optional
    choices = step.choices
    isOffered = step.isOffered
    sortedChoices = step.sortedChoices
    self.place = place
  }

  /// Whether the step may be taken from a state.
  package func leads(from state: State) -> Bool { from.contains { $0.fits(state) } }
}

/// Some of the steps of one life cycle.
package struct PermittedSteps: Sendable {
  // A bit for each place in the table; no table is nearly as long.
  private var bits: UInt64 = 0

  /// None.
  package init() {}

  /// Adds a step.
  package mutating func insert(_ step: Step) { bits |= 1 << UInt64(step.place) }

  /// Whether a step is among them.
  package func contains(_ step: Step) -> Bool { bits & 1 << UInt64(step.place) != 0 }
}

/// A noun's life cycle.
package struct LifeCycle: Sendable {
  /// The noun, for the docs.
  package let noun: String
  /// The table.
  package let steps: [Step]
  /// The names of all steps that a client may ask for.
  package let names: [String]

  /// A life cycle.
  package init(_ noun: String, _ steps: [Step]) {
    self.noun = noun
    self.steps = steps.enumerated().map { place, step in Step(step, at: place) }
    names = steps.filter(\.isOffered).map(\.name)
  }

  /// The permissions that its steps take, each once, in the table's order.
  package var permissions: [Permission] {
    steps.reduce(into: []) { found, step in
      if step.isOffered, !found.contains(step.permission) { found.append(step.permission) }
    }
  }

  /// The steps that someone on some sides may take, whatever the state; each permission is decided
  /// once a side.
  package func permitted(
    on sides: Sides, may: (Permission, Side) -> Bool
  ) -> PermittedSteps {
    var decided: [(permission: Permission, side: Side, answer: Bool)] = []
    func answer(_ permission: Permission, _ side: Side) -> Bool {
      for known in decided where known.permission == permission && known.side == side {
        return known.answer
      }
      let answer = may(permission, side)
      decided.append((permission, side, answer))
      return answer
    }
    let present = Side.allCases.filter(sides.contains)
    var permitted = PermittedSteps()
    for step in steps
    where present.contains(where: { step.sides.contains($0) && answer(step.permission, $0) }) {
      permitted.insert(step)
    }
    return permitted
  }

  /// The row of a step.
  package subscript(_ name: String) -> Step? { steps.first { $0.name == name } }

  /// The steps that may be taken now.
  package func next(from state: State, may: (Step) -> Bool) -> [Step] {
    steps.filter { $0.isOffered && $0.leads(from: state) && may($0) }
  }

  /// Makes sure that a state allows a step; who may take it was decided before.
  ///
  /// - Throws: `Refusal` 409 with the steps that this caller may take instead.
  package func require(_ step: Step, from state: State, may: (Step) -> Bool) throws(Refusal) {
    guard !step.leads(from: state) else { return }
    throw Refusal(.stepNotAllowed, allowed: next(from: state, may: may).map(\.name))
  }
}

extension JSONWriter {
  /// Writes `nextSteps`: what the reader may do now and what each step needs.
  package mutating func nextSteps(_ steps: [Step], language: Language) {
    array("nextSteps") { writer in
      for step in steps {
        writer.object { writer in
          writer.member("step", step.name)
          writer.member("label", step.label[language])
          writer.member("required", step.required)
          if !step.choices.isEmpty {
            writer.object("choices") { writer in
              for (member, codes) in step.sortedChoices {
                writer.key(named: member)
                writer.array { for code in codes { $0.string(code) } }
              }
            }
          }
        }
      }
    }
  }
}

extension FieldReader {
  /// Reads `step`, a name of a life cycle's table.
  package mutating func step(of cycle: LifeCycle) -> Step? {
    member("step", .code(cycle.names), isRequired: true, allowed: cycle.names) { value in
      guard case .string(let name) = value else { return nil }
      return cycle[name].flatMap { $0.isOffered ? $0 : nil }
    }
  }

  /// Faults the members that a step lacks, and those that belong to other steps.
  package mutating func check(_ step: Step?) {
    guard let step else { return }
    for name in step.required where !has(name) { fault(name, "required") }
    let known = step.required + step.optional + ["step"]
    for name in presentNames where !known.contains(name) && wasRead(name) {
      fault(name, "unknown_member")
    }
  }
}

extension Shape {
  /// The shape of `nextSteps`.
  package static let nextSteps: Shape = .list(
    .object(
      "NextStep",
      [
        .init("step", .text), .init("label", .text),
        .init("required", .list(.text, countMax: 8)),
        .init("choices", .anything, isRequired: false),
      ]), countMax: 40)
}
