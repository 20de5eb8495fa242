// Who can sign in to the demonstration, and in which roles. Invented people with speaking names.

import Access

/// Someone who shall be able to sign in.
struct AccountPlan: Sendable {
  let username: String
  let name: String
  let role: Role
  /// The slug of the board; nil for the whole server and for partners.
  var board: String?
  /// The slug of the unit in which the role holds.
  var unit: String?
  /// The slug of the team in which the role holds.
  var team: String?
  /// The slug of the partner in which the role holds.
  var partner: String?

  init(
    _ username: String, _ name: String, _ role: Role, board: String? = nil, unit: String? = nil,
    team: String? = nil, partner: String? = nil
  ) {
    self.username = username
    self.name = name
    self.role = role
    self.board = board
    self.unit = unit
    self.team = team
    self.partner = partner
  }
}

extension AccountPlan {
  private static let uppsala = "uppsala-socialnamnden"
  private static let umea = "umea-individ-och-familjenamnden"

  /// Who runs the server.
  static let server = [AccountPlan("drift", "Doris Drift", .systemAdmin)]

  /// Those whose role holds in a whole board.
  static let boards = [
    AccountPlan("uppsala.admin", "Astrid Admin", .municipalityAdmin, board: uppsala),
    AccountPlan("uppsala.mottagning", "Maj Mottagare", .intake, board: uppsala),
    AccountPlan("uppsala.granskare", "Greta Granskare", .auditor, board: uppsala),
    AccountPlan("uppsala.statistik", "Stig Statistik", .statistician, board: uppsala),
    AccountPlan("uppsala.katalog", "Karin Katalog", .directoryEditor, board: uppsala),
    AccountPlan("uppsala.utbildning", "Uno Utbildare", .trainingCoordinator, board: uppsala),
    AccountPlan("uppsala.polis", "Pia Polis", .policeLiaison, board: uppsala),
    AccountPlan("umea.admin", "Albin Admin", .municipalityAdmin, board: umea),
    AccountPlan("umea.mottagning", "Moa Mottagare", .intake, board: umea),
    AccountPlan("umea.granskare", "Gun Granskare", .auditor, board: umea),
    AccountPlan(
      "upplands-bro.admin", "Anders Admin", .municipalityAdmin,
      board: "upplands-bro-socialnamnden"),
    AccountPlan(
      "upplands-bro.mottagning", "Mia Mottagare", .intake, board: "upplands-bro-socialnamnden"),
    AccountPlan(
      "jarfalla.mottagning", "Majken Mottagare", .intake, board: "jarfalla-socialnamnden"),
    AccountPlan("sigtuna.mottagning", "Mats Mottagare", .intake, board: "sigtuna-socialnamnden"),
    AccountPlan(
      "sollentuna.mottagning", "Malin Mottagare", .intake, board: "sollentuna-socialnamnden"),
    AccountPlan("solna.admin", "Sven Admin", .municipalityAdmin, board: "solna-socialnamnden"),
    AccountPlan("solna.mottagning", "Mikael Mottagare", .intake, board: "solna-socialnamnden"),
    AccountPlan(
      "sundbyberg.mottagning", "Monika Mottagare", .intake, board: "sundbyberg-socialnamnden"),
    AccountPlan(
      "upplands-vasby.mottagning", "Mona Mottagare", .intake,
      board: "upplands-vasby-socialnamnden"),
  ]

  /// Those whose role holds in a unit or a team.
  static let unitsAndTeams = [
    AccountPlan(
      "uppsala.stodteamet", "Olle Uppsökare", .outreach, board: uppsala,
      team: "uppsala-stodteamet"),
    AccountPlan(
      "uppsala.nexus", "Nora Uppsökare", .outreach, board: uppsala, team: "uppsala-nexusteamet"),
    AccountPlan("uppsala.chef", "Ture Teamledare", .teamLead, board: uppsala, unit: "uppsala-stod"),
    AccountPlan(
      "uppsala.handlaggare", "Sara Socialsekreterare", .caseworker, board: uppsala,
      unit: "uppsala-beroendeenheten"),
    AccountPlan(
      "uppsala.vagledare", "Vera Vägledare", .guide, board: uppsala, team: "uppsala-vagledarna"),
    AccountPlan("umea.falt", "Frans Fältare", .outreach, board: umea, team: "umea-faltgruppen"),
  ]

  private static let shelter = "kvinnojouren-uppsala-exempel"
  private static let youth = "uppsala-ungdomsforening-exempel"

  /// Those of the partners.
  static let partners = [
    AccountPlan("jouren.admin", "Jenny Jouransvarig", .partnerAdmin, partner: shelter),
    AccountPlan("jouren.handlaggare", "Johanna Jour", .partnerHandler, partner: shelter),
    AccountPlan("jouren.avsandare", "Josefin Jour", .partnerSender, partner: shelter),
    AccountPlan("ungdom.admin", "Yusuf Ordförande", .partnerAdmin, partner: youth),
    AccountPlan("ungdom.avsandare", "Yasmin Ledare", .partnerSender, partner: youth),
    // Reports to counts, and has to do with nobody's case.
    AccountPlan("region.rapportor", "Rut Region", .partnerSender, partner: "region-uppsala"),
  ]
}

/// A machine that shall be able to call.
struct KeyPlan: Sendable {
  let name: String
  let roles: [Role]
  let partner: String
  /// Who makes it.
  let maker: String

  /// The shelter's script.
  static let shelter = KeyPlan(
    name: "Kontorets skript", roles: [.partnerSender, .partnerHandler],
    partner: "kvinnojouren-uppsala-exempel", maker: "uppsala.admin")
}
