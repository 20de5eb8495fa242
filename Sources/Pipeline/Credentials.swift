// How a request says who calls: a bearer token, or a browser's cookie with the token against
// forgery beside it. Basic, Digest and tokens in URLs are refused by not being known here.

import Access
import HTTP
import Vocabulary

/// What a request carries to say who calls.
struct Credentials: Sendable {
  let token: Token
  /// Whether it came as a cookie, which a browser sends whoever asked it to.
  let isCookie: Bool

  /// Reads them; nil where there are none. A bearer goes before a cookie.
  ///
  /// - Throws: `Refusal` 401 for what is no token of ours.
  static func read(_ head: RequestHead, for route: Route) throws(Refusal) -> Credentials? {
    if let field = head.fields["Authorization"] {
      let scheme = field.prefix { $0 != " " }
      guard scheme == "Bearer" || scheme.lowercased() == "bearer",
        let token = Token(String(field[scheme.endIndex...].drop { $0 == " " }))
      else { throw Refusal(.unauthenticated) }
      return Credentials(token: token, isCookie: false)
    }
    // What anyone may call needs no cookie: a dead one must not keep its browser from signing in.
    guard route.needs != .nobody, let text = try SessionCookie.value(of: head) else { return nil }
    guard let token = Token(cookie: text) else { throw Refusal(.unauthenticated) }
    return Credentials(token: token, isCookie: true)
  }

  /// Refuses what changes something and came by a cookie, unless the page itself sent it: only a
  /// page that read the session's own answer knows the token.
  ///
  /// - Throws: `Refusal` 403 `csrf_token_required`.
  func requireIntended(
    _ head: RequestHead, by caller: Caller, _ secrets: RecoverableSecrets
  ) throws(Refusal) {
    guard isCookie, !Self.changesNothing.contains(head.method) else { return }
    guard let session = caller.session, let sent = head.fields["X-CSRF-Token"],
      ConstantTime.equal(Array(sent.utf8), Array(secrets.forgeryToken(of: session).utf8))
    else { throw Refusal(.csrfTokenRequired) }
  }

  private static let changesNothing: [HTTP.Method] = [.get, .head, .options]
}

/// The one cookie that there is (RFC 6265bis): for this host alone, over TLS alone, never read by a
/// script, never sent by another site.
package enum SessionCookie: Sendable, Equatable {
  /// Puts a session's token into the browser.
  case set(String)
  /// Takes it out.
  case clear

  private static let name = "__Host-samverkan"
  private static let rules = "; Path=/; Secure; HttpOnly; SameSite=Strict"

  /// The field `Set-Cookie`.
  var field: String {
    switch self {
    case .set(let token): "\(Self.name)=\(token)\(Self.rules)"
    case .clear: "\(Self.name)=\(Self.rules); Max-Age=0"
    }
  }

  /// The cookie's value in a request; nil when it is not there.
  ///
  /// - Throws: `Refusal` 401 where it is there twice: one of the two is not ours.
  static func value(of head: RequestHead) throws(Refusal) -> String? {
    let pairs = head.fields.all("Cookie").flatMap { $0.split(separator: ";") }
    let values = pairs.compactMap { pair -> String? in
      let text = pair.drop { $0 == " " || $0 == "\t" }
      guard text.hasPrefix(name + "=") else { return nil }
      return String(text.dropFirst(name.utf8.count + 1))
    }
    guard values.count <= 1 else { throw Refusal(.unauthenticated) }
    return values.first
  }
}
