// Whom to call for which answer: the steps of the national support work against trafficking. Pure.
// An answer opens a way; no number of answers decides anything.

import JSON
import Pipeline
import Vocabulary

/// A way to somebody who helps (sw. *kontaktväg*).
enum ContactRoute: String, CaseIterable, Sendable {
  case emergency = "call_112"
  case supportLine = "trafficking_support_line"
  case regionalCoordinator = "regional_coordinator"
  case childConcern = "child_consider_concern_report"
  case police = "police_report"
  case migrationAgency = "migration_reflection_period"
  case violenceLine = "violence_support_line"

  /// The number; nil where there is none of the whole country.
  var phone: String? {
    switch self {
    case .emergency: "112"
    // The coordinators of the regions are reached through the same line, by day.
    case .supportLine, .regionalCoordinator: "020-390 000"
    case .police: "114 14"
    case .migrationAgency: "0771-235 235"
    case .violenceLine: "020-50 50 50"
    case .childConcern: nil
    }
  }

  /// What to do.
  var text: Label {
    switch self {
    case .emergency:
      Label("Ring 112: någon är i fara nu.", "Call 112: somebody is in danger now.")
    case .supportLine:
      Label(
        "Ring stödtelefonen mot människohandel för råd; ingen behöver namnges.",
        "Call the support line against trafficking for advice; nobody needs to be named.")
    case .regionalCoordinator:
      Label(
        "Be om regionkoordinatorn: skydd, boende och tryggt återvändande.",
        "Ask for the regional coordinator: protection, housing, a safe return.")
    case .childConcern:
      Label(
        "Barn, eller kanske barn: gör en orosanmälan genast (19 kap. socialtjänstlagen).",
        "A child, or perhaps one: report the concern at once (chapter 19, Social Services Act).")
    case .police:
      Label(
        "Polisanmälan om personen vill; utan det prövas sekretessen först.",
        "A report to the police if the person wishes; else secrecy is assessed first.")
    case .migrationAgency:
      Label(
        "Utan uppehållsrätt: fråga om betänketid. Polis eller åklagare ansöker.",
        "Without a right to stay: ask about the reflection period. Police or prosecutor apply.")
    case .violenceLine:
      Label("Stödtelefon för den som utsatts för våld.", "A support line for who met violence.")
    }
  }

  /// Whether the answers open the way; `unknown` about a child is treated as yes.
  func opens(_ answers: ChecklistAnswers) -> Bool {
    let yes = answers.indicators(.yes)
    let kinds = Set(yes.map(\.kind))
    switch self {
    case .emergency: return answers.isInDanger
    case .supportLine, .regionalCoordinator: return !yes.isEmpty
    case .childConcern:
      return kinds.contains(.child) || !yes.isEmpty && answers.isChild != .no
        || answers.isInDanger && answers.isChild == .yes
    case .police:
      return answers.isInDanger || !kinds.isDisjoint(with: [.means, .work, .crime])
    case .migrationAgency:
      return !yes.isDisjoint(with: [.identityPapersTaken, .fearOfAuthorities, .movementControlled])
    case .violenceLine: return !yes.isDisjoint(with: [.violence, .threats, .soldForSex])
    }
  }

  func write(to writer: inout JSONWriter, _ language: Language) {
    writer.object { writer in
      writer.member("code", rawValue)
      writer.member("text", text[language])
      if let phone { writer.member("phone", phone) }
    }
  }

  /// What advice looks like on the wire.
  static let shape: Shape = .object(
    "ContactAdvice",
    [
      .init("code", .code(allCases.map(\.rawValue))), .init("text", .text),
      .init("phone", .text, isRequired: false),
    ])
}

/// What somebody answered, or what was seen.
struct ChecklistAnswers: Sendable {
  let given: [TraffickingIndicator: IndicatorAnswer]
  /// Whether the person is under eighteen.
  let isChild: IndicatorAnswer
  let isInDanger: Bool

  /// The indicators that were answered so.
  func indicators(_ answer: IndicatorAnswer) -> Set<TraffickingIndicator> {
    Set(given.filter { $0.value == answer }.keys)
  }

  /// The ways that the answers open, the most urgent first.
  var advice: [ContactRoute] { ContactRoute.allCases.filter { $0.opens(self) } }
}
