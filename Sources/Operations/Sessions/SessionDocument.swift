// What comes in to sign in and to choose a password.

import Access
import Pipeline

/// The body of a log-in.
struct LogIn: Document {
  static let name = "LogIn"

  let username: String
  let password: String
  /// The second factor's code; whoever has none sends none.
  let code: String?
  /// Whether a browser is to keep the session as a cookie.
  let wantsCookie: Bool

  init(reading fields: inout FieldReader) {
    username = fields.text("username", charactersMax: 80)
    password = fields.text("password", charactersMax: Password.bytesMax)
    code = fields.timeCodeIfAny("code")
    wantsCookie = fields.flag("cookie", default: false)
  }
}

/// The body that chooses another password.
struct PasswordChange: Document {
  static let name = "PasswordChange"

  let old: String
  let new: String

  init(reading fields: inout FieldReader) {
    old = fields.text("old", charactersMax: Password.bytesMax)
    new = fields.text("new", charactersMax: Password.bytesMax)
    if fields.has("new"), !new.isEmpty, let code = Password.fault(in: new) {
      fields.fault("new", code)
    } else if fields.has("old"), !new.isEmpty, new == old {
      fields.fault("new", "unchanged")
    }
  }
}
