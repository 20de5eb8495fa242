// The demonstration's data: nine municipalities, their partners, invented people, and referrals in
// every state, so that whoever starts the program sees it at work. Never loaded beside real data.

package import SQLite
package import Pipeline
package import Vocabulary

/// The demonstration's data.
package enum Demonstration {
  /// Whether a database has no municipality yet: only such a one takes the demonstration.
  package static func isEmpty(_ database: Database) throws -> Bool {
    try database.first("SELECT 1 FROM municipality LIMIT 1") { $0.int() } == nil
      && database.first("SELECT 1 FROM user_account LIMIT 1") { $0.int() } == nil
  }

  /// Loads everything, in the transaction that is open.
  ///
  /// - Parameters:
  ///   - routes: those of Organisation, Partners, People, Referrals, Outreach and Counts.
  ///   - seed: fixes ids, numbers and codes; passwords and secrets are random always.
  ///   - now: the end of the story; a year of it is told, most in the last ninety days.
  /// - Returns: the accounts and keys with their secrets, which are kept nowhere else.
  /// - Throws: `DemonstrationFault` for data that does not fit the rules of the routes.
  package static func load(
    _ routes: [Route], into database: Database, seed: UInt64, now: Timestamp
  ) throws -> DemonstrationAccounts {
    var staging = Staging(routes, in: database, seed: seed, now: now)
    var accounts = DemonstrationAccounts()
    func add(_ plans: [AccountPlan]) throws {
      for plan in plans { accounts.accounts.append(try staging.add(plan)) }
    }
    try add(AccountPlan.server)
    try staging.run(MunicipalityActs.all)
    try add(AccountPlan.boards)
    try staging.run(UnitActs.all + EntranceActs.all)
    try add(AccountPlan.unitsAndTeams)
    try staging.run(UnitActs.members + ProjectActs.all)
    try staging.run(PartnerActs.all + AgreementActs.all)
    try add(AccountPlan.partners)
    accounts.keys.append(try staging.add(KeyPlan.shelter))
    try staging.run(
      PartnerActs.confirmed + PersonActs.all + AgreementActs.later + ReferralStories.acts
        + OutreachActs.all + CountActs.all)
    database.markAccessChanged()
    return accounts
  }
}
