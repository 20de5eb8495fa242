// Who is at the far end of proxies, as RFC 7239 writes it.

import Testing

@testable import HTTP

struct ForwardedTests {
  @Test(arguments: [
    ("for=192.0.2.60", "192.0.2.60"),
    ("for=192.0.2.60;proto=http;by=203.0.113.43", "192.0.2.60"),
    ("proto=https;For=\"192.0.2.60:4711\"", "192.0.2.60"),
    ("for=\"[2001:db8:cafe::17]:4711\"", "2001:db8:cafe::17"),
    ("for=198.51.100.17, for=192.0.2.60", "192.0.2.60"),
    ("for=192.0.2.60, for=10.0.0.2", "192.0.2.60"),
    ("for=\"a,b\", for=192.0.2.60", "192.0.2.60"),
    ("for=_hidden", "10.0.0.1"), ("for=unknown", "10.0.0.1"), ("by=192.0.2.1", "10.0.0.1"),
    ("", "10.0.0.1"), ("for=", "10.0.0.1"), ("for=x<script>", "10.0.0.1"),
  ])
  func `the nearest hop that is no proxy of ours is the client`(_ field: String, _ client: String) {
    let proxies: Set = ["10.0.0.1", "10.0.0.2"]
    #expect(
      Forwarded.client([field], peer: "10.0.0.1", isTrusted: proxies.contains) == client)
  }

  @Test func `who is no proxy is not believed`() {
    #expect(
      Forwarded.client(["for=1.2.3.4"], peer: "9.9.9.9", isTrusted: { _ in false }) == "9.9.9.9")
  }

  @Test func `later fields stand nearer`() {
    #expect(
      Forwarded.client(["for=1.1.1.1", "for=2.2.2.2"], peer: "p", isTrusted: { $0 == "p" })
        == "2.2.2.2")
  }
}
