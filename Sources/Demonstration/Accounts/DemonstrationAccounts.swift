// What the demonstration hands out once: who can sign in, and with what. Kept nowhere in the
// database; the command line writes it to a file that its owner alone can read.

package import JSON

/// The accounts and keys of the demonstration, with their secrets.
package struct DemonstrationAccounts: Sendable {
  /// Someone who can sign in.
  package struct Account: Sendable {
    /// The name to sign in with.
    package let username: String
    /// The password.
    package let password: String
    /// The name that others see.
    package let name: String
    /// The roles, as they are written on the wire.
    package let roles: [String]
    /// The slug of the board in which the roles hold; that of the team where they hold in a team.
    package let board: String?
    /// The slug of the team in which the roles hold.
    package let team: String?
    /// The slug of the partner in which the roles hold.
    package let partner: String?
  }

  /// A machine that can call.
  package struct Key: Sendable {
    /// What the key is for.
    package let name: String
    /// The key, `smv_…`.
    package let secret: String
    /// The slug of the partner that owns it.
    package let partner: String
  }

  /// Who can sign in.
  package internal(set) var accounts: [Account] = []
  /// What machines can call with.
  package internal(set) var keys: [Key] = []

  /// Writes the document that scripts read.
  package func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.array("accounts") { writer in
        for account in accounts { account.write(to: &writer) }
      }
      writer.array("keys") { writer in
        for key in keys {
          writer.object { writer in
            writer.member("name", key.name)
            writer.member("secret", key.secret)
            writer.member("partner", key.partner)
          }
        }
      }
    }
  }
}

extension DemonstrationAccounts.Account {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("username", username)
      writer.member("password", password)
      writer.member("roles", roles)
      writer.member("board", board)
      writer.member("team", team)
      writer.member("partner", partner)
    }
  }
}
