// The roles of the service, by the name that stands on the wire and the short one of the matrix.

package import Vocabulary

/// A role: a column of the permission matrix (access.md 1).
package enum Role: String, CaseIterable, Sendable {
  case systemAdmin = "system-admin"
  case municipalityAdmin = "municipality-admin"
  case auditor
  case teamLead = "team-lead"
  case intake
  case caseworker
  case outreach
  case guide
  case statistician
  case directoryEditor = "directory-editor"
  case trainingCoordinator = "training-coordinator"
  case partnerAdmin = "partner-admin"
  case partnerHandler = "partner-handler"
  case partnerSender = "partner-sender"
  case policeLiaison = "police-liaison"
  case service

  /// The role's two letters in the matrix.
  package var column: String { Self.columns[self] ?? "" }

  /// The role's name for people.
  package var label: Label { Self.labels[self] ?? Label(rawValue, rawValue) }

  /// Whether the role lives inside a partner organisation.
  package var isPartners: Bool {
    switch self {
    case .partnerAdmin, .partnerHandler, .partnerSender: true
    default: false
    }
  }

  private static let columns: [Role: String] = [
    .systemAdmin: "SA", .municipalityAdmin: "MA", .auditor: "AU", .teamLead: "TL", .intake: "IN",
    .caseworker: "CW", .outreach: "OW", .guide: "CG", .statistician: "ST", .directoryEditor: "DE",
    .trainingCoordinator: "TC", .partnerAdmin: "PA", .partnerHandler: "PH", .partnerSender: "PS",
    .policeLiaison: "PO", .service: "SV",
  ]

  private static let labels: [Role: Label] = [
    .systemAdmin: Label("systemförvaltare", "system administrator"),
    .municipalityAdmin: Label("kommunadministratör", "municipality administrator"),
    .auditor: Label("loggranskare", "auditor"),
    .teamLead: Label("enhetschef, samordnare", "team lead"),
    .intake: Label("mottagningshandläggare", "intake officer"),
    .caseworker: Label("socialsekreterare", "caseworker"),
    .outreach: Label("uppsökare, fältare", "outreach worker"),
    .guide: Label("samhällsvägledare", "community guide"),
    .statistician: Label("utredare, analytiker", "statistician"),
    .directoryEditor: Label("katalogredaktör", "directory editor"),
    .trainingCoordinator: Label("utbildningssamordnare", "training coordinator"),
    .partnerAdmin: Label("partneradministratör", "partner administrator"),
    .partnerHandler: Label("partnerhandläggare", "partner handler"),
    .partnerSender: Label("partner (skickar)", "partner sender"),
    .policeLiaison: Label("polisens kontaktperson", "police liaison"),
    .service: Label("integration", "integration"),
  ]
}
