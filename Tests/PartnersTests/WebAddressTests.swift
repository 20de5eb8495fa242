// The forms of addresses that the directory shows.

import Testing

@testable import Partners

struct WebAddressTests {
  @Test(arguments: [
    "https://jouren.example", "http://jouren.example/a/b?c=d#e", "https://x.example:8080/%C3%A5",
    "https://a-b.example/~x(1)",
  ])
  func `a web address`(_ text: String) { #expect(WebAddress.isValid(text)) }

  @Test(arguments: [
    "", "jouren.example", "ftp://jouren.example", "https://", "https://jouren",
    "https://-a.example",
    "https://a..example", "https://x.example/å", "https://x.example/%2", "https://x.example/ a",
    "https://x.example:80a/", "javascript:alert(1)", "https://a.example/<b>",
  ])
  func `none`(_ text: String) { #expect(!WebAddress.isValid(text)) }

  @Test(arguments: ["a@b.example", "a.b+c@d-e.example"])
  func `an e-mail address`(_ text: String) { #expect(WebAddress.isEmail(text)) }

  @Test(arguments: [
    "", "a", "@b.example", "a@", "a@b", "a@@b.example", "a b@c.example", "å@b.example",
  ])
  func `no e-mail address`(_ text: String) { #expect(!WebAddress.isEmail(text)) }
}
