// Who a record is about, as far as one caller may know.

import Access
import People
import Pipeline
import SQLite
import Vocabulary

/// Reads persons and codes for one caller.
struct SubjectReading {
  private let call: Call

  init(_ call: Call) { self.call = call }

  /// A person with the facts that stand for the caller; nil when there is none.
  func person(_ id: PersonID) throws -> (person: Person, facts: SubjectFacts)? {
    let store = PersonStore(call.database)
    guard let person = try store.find(id) else { return nil }
    return (person, try store.facts(of: person, for: try call.signedIn(), at: call.now))
  }

  /// A person's name, where the caller may know it.
  func name(of id: PersonID) throws -> NamedThing? {
    guard let (person, facts) = try person(id), call.may(.personReadIdentity, on: facts) else {
      return nil
    }
    return NamedThing(id, person.displayName)
  }

  /// A contact code as it is written.
  func code(_ id: ContactCodeID) throws -> String? {
    try ContactCodeStore(call.database).find(id)?.code
  }
}
