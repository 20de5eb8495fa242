// Passwords: yescrypt by the system's libcrypt, and the rules for choosing one. Slow on purpose:
// never called on a loop or on the writer.

import CSystem

/// A password's rules and its hash (access.md 5).
package enum Password {
  /// Fewest characters.
  package static let charactersMin = 12
  /// Most bytes; longer is refused, never cut (libcrypt takes at most 512).
  package static let bytesMax = 256

  // Whole words that make a long password weak all the same.
  private static let common = [
    "password", "lösenord", "losenord", "sommar", "vinter", "sverige", "hemligt", "socialtjänst",
    "socialtjanst", "kommun", "uppsala", "umeå", "umea", "stockholm", "samverkan", "qwerty",
    "välkommen", "valkommen", "123456", "abcdef", "admin",
  ]

  /// Why a password is not taken, as a code; nil when it is good.
  package static func fault(in password: String) -> String? {
    if password.count < charactersMin { return "too_short" }
    if password.utf8.count > bytesMax { return "too_long" }
    if password.utf8.contains(0) { return "invalid" }
    let plain = password.lowercased()
    let rest = common.reduce(plain) { text, word in
      text.split(separator: word, omittingEmptySubsequences: true).joined()
    }
    if rest.count < 6 || Set(plain).count < 5 { return "too_common" }
    return nil
  }

  /// The hash to store; nil when libcrypt fails.
  package static func hash(_ password: String) -> String? {
    var hash = [CChar](repeating: 0, count: 384)
    guard samverkan_password_hash(password, &hash, hash.count) == 0 else { return nil }
    return String(decoding: hash.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// Whether a password fits a hash. An unknown user is checked against `unknown`: same time.
  package static func fits(_ password: String, hash: String?) -> Bool {
    let fits = samverkan_password_check(password, hash ?? unknown) == 0
    // libcrypt reads up to the first NUL: what follows would be cut off unseen.
    return fits && hash != nil && !password.utf8.contains(0)
  }

  // A valid setting of the same cost, so that a name that nobody has takes as long as one in use.
  private static let unknown =
    "$y$j9T$0123456789abcdefghijk.$6RbNIp8qXwzvzQ8Y0D9oHnUXcCLqG6Yx3RJ2yKkOq0B"
}
