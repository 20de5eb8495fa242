// What a person needs, as dated episodes of an area each. Which group of fields an area belongs to
// decides who reads and writes it.

package import Access
import JSON
import Pipeline
package import Vocabulary

/// A need (sw. *behov*).
package struct PersonNeed: Sendable {
  /// Its id.
  package let id: NeedID
  /// Whose it is.
  package let person: PersonID
  /// What it is about.
  package let area: NeedArea
  /// How great it is.
  package var level: NeedLevel
  /// Whether the person wants help.
  package var wish: NeedWish
  /// From when until when.
  package var days: Episode
  /// Raised with every change.
  package let version: Int

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("id", id.text)
      writer.member("area", area.code)
      writer.member("level", level.code)
      writer.member("wish", wish.code)
      writer.member("from", days.startsOn.text)
      writer.member("to", days.endsOn?.text)
    }
  }

  static let shape: Shape = .object(
    "PersonNeed",
    [
      .init("id", .id), .init("area", .code(NeedArea.self)), .init("level", .code(NeedLevel.self)),
      .init("wish", .code(NeedWish.self)), .init("from", .day), .init("to", .nullable(.day)),
    ])

  static let pageShape: Shape = .object(
    "PersonNeedPage",
    [
      .init("items", .list(shape, countMax: 200)), .init("next", .nullable(.text)),
      .init("coOccurring", .nullable(.flag)),
      .init("withheld", .list(.code(["health_needs", "violence"]), countMax: 2)),
    ])
}

/// The rules about needs.
package enum NeedRules {
  /// The permission that an area takes to be read.
  package static func permission(for area: NeedArea) -> Permission {
    switch area {
    case .substance, .mentalHealth, .physicalHealth: .personReadHealthNeeds
    case .violence, .honour, .sexualExploitation, .forcedLabour, .forcedBegging, .forcedCrime:
      .personReadViolence
    case .housing, .debt, .income, .children, .papers: .personReadIdentity
    }
  }

  /// The group of fields that an area belongs to, for `withheld` and the audit trail.
  package static func group(of area: NeedArea) -> String {
    switch permission(for: area) {
    case .personReadHealthNeeds: "health_needs"
    case .personReadViolence: "violence"
    default: "needs"
    }
  }

  /// Whether addiction and mental illness go on at once (samsjuklighet).
  package static func isCoOccurring(_ areas: Set<NeedArea>) -> Bool {
    areas.isSuperset(of: [.substance, .mentalHealth])
  }
}
