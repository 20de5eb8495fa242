// The nine municipalities of the demonstration and their boards, and the calls that make them.

import JSON
import Vocabulary

/// A municipality with its board.
struct MunicipalityPlan: Sendable {
  let code: String
  /// What its slugs begin with.
  let prefix: String
  let board: String
  let boardName: String
  /// As it stands in diary numbers.
  let shortCode: String

  init(
    _ code: String, _ prefix: String, _ shortCode: String, board: String = "socialnamnden",
    boardName: String = "Socialnämnden"
  ) {
    self.code = code
    self.prefix = prefix
    self.board = prefix + "-" + board
    self.boardName = boardName
    self.shortCode = shortCode
  }

  /// All nine; Uppsala and Umeå first.
  static let all =
    [
      MunicipalityPlan("0380", "uppsala", "SCN"),
      MunicipalityPlan(
        "2480", "umea", "IFN", board: "individ-och-familjenamnden",
        boardName: "Individ- och familjenämnden"),
    ] + neighbours

  /// The seven that work together for a month free from violence.
  static let neighbours = [
    MunicipalityPlan("0139", "upplands-bro", "UBSN"), MunicipalityPlan("0123", "jarfalla", "JSN"),
    MunicipalityPlan("0191", "sigtuna", "SISN"), MunicipalityPlan("0163", "sollentuna", "SOSN"),
    MunicipalityPlan("0184", "solna", "SN"), MunicipalityPlan("0183", "sundbyberg", "SUSN"),
    MunicipalityPlan("0114", "upplands-vasby", "UVSN"),
  ]

  /// The code of the municipality that a board belongs to.
  static func code(ofBoard slug: String) -> String? { all.first { $0.board == slug }?.code }
}

enum MunicipalityActs {
  /// Municipalities and boards, made by who runs the server.
  static let all = MunicipalityPlan.all.flatMap { plan in
    [
      Act(
        "drift", "municipalities",
        [
          "code": "\(plan.code)",
          "controllerContact": "\(plan.prefix).registrator@kommun.example",
          "protectionOfficer": "dataskyddsombud@\(plan.prefix).example",
        ], as: plan.code),
      Act(
        "drift", "boards",
        [
          "slug": "\(plan.board)", "name": "\(plan.boardName)", "shortCode": "\(plan.shortCode)",
          "municipality": "\(plan.code)",
        ], as: plan.board),
    ]
  }
}
