// Tokens and passwords: only hashes are kept, every form but the right one is refused, and an
// unknown user costs as much time as a known one.

import Access
import Glibc
import Testing
import Vocabulary

struct TokenTests {
  private var random = Randomness.seeded(7)

  @Test mutating func `a new session token is read back as the hash that is stored`() {
    for _ in 0..<200 {
      let made = Token.makeSession(&random)
      #expect(made.text.hasPrefix("sms_") && made.text.utf8.count == 36)
      #expect(made.hash == SHA256.hash(of: made.text).bytes)
      #expect(Token(made.text) == .session(hash: made.hash))
    }
  }

  // A secret may itself hold and begin with an underscore, so many are drawn.
  @Test mutating func `a new key is read back as its id and the hash of its secret`() {
    var underscores = 0
    for _ in 0..<500 {
      let made = Token.makeKey(&random)
      let secret = made.text.dropFirst(5 + made.id.utf8.count)
      #expect(made.text == "smv_\(made.id)_\(secret)")
      #expect(made.id.utf8.count == 8 && secret.utf8.count == 32)
      #expect(made.hash == SHA256.hash(of: String(secret)).bytes)
      #expect(Token(made.text) == .key(id: made.id, hash: made.hash))
      if secret.hasPrefix("_") { underscores += 1 }
    }
    #expect(underscores > 0)
  }

  @Test mutating func `no two tokens are the same, and another secret is another hash`() {
    let tokens = (0..<100).map { _ in Token.makeSession(&random).hash }
    #expect(Set(tokens).count == 100)
    let key = Token.makeKey(&random)
    let changed = key.text.dropLast() + (key.text.hasSuffix("A") ? "B" : "A")
    #expect(Token(String(changed)) != Token(key.text))
  }

  @Test(arguments: [
    "", "sms_", "smv_", "sms_short", "sms_123456789012345678901", "smv_abcdefgh",
    "smv_abcdefgh_", "smv_abcdefgh_123456789012345678901", "smv__1234567890123456789012",
    "SMS_12345678901234567890123456789012", " sms_12345678901234567890123456789012",
    "Bearer sms_12345678901234567890123456789012", "smw_abcdefgh_12345678901234567890123456",
    "sms_" + String(repeating: "x", count: 125),
  ])
  func `what has neither form is no token`(_ text: String) { #expect(Token(text) == nil) }

  @Test(arguments: [
    "sms_1234567890123456789012", "sms_" + String(repeating: "x", count: 124),
    "smv_a_1234567890123456789012",
  ])
  func `the shortest and the longest forms are tokens`(_ text: String) {
    #expect(Token(text) != nil)
  }

  @Test func `a key's id is what stands between the first two underscores, and nothing else`() {
    let secret = "_234567890123456789012_"
    #expect(
      Token("smv_abc_\(secret)") == .key(id: "abc", hash: SHA256.hash(of: secret).bytes))
    #expect(Token("smv__abc_\(secret)") == nil)
  }
}

struct PasswordTests {
  private let password = "gul båt över älven"

  @Test func `a hash is yescrypt, salted, and fits its password only`() throws {
    let hash = try #require(Password.hash(password))
    #expect(hash.hasPrefix("$y$") && !hash.contains("båt"))
    #expect(Password.fits(password, hash: hash))
    for wrong in ["", "gul båt över älve", "gul båt över älven ", "Gul båt över älven"] {
      #expect(!Password.fits(wrong, hash: hash), "\(wrong)")
    }
    let again = try #require(Password.hash(password))
    #expect(again != hash)
    #expect(Password.fits(password, hash: again))
  }

  @Test func `nothing of a long password is cut off`() throws {
    let long = String(repeating: "å", count: 127) + "xy"
    #expect(Password.fault(in: long) == "too_common")
    let hash = try #require(Password.hash(long))
    #expect(Password.fits(long, hash: hash))
    #expect(!Password.fits(String(long.dropLast()) + "z", hash: hash))
    #expect(!Password.fits(String(long.dropLast()), hash: hash))
  }

  @Test func `what follows a zero byte is not passed over`() throws {
    let hash = try #require(Password.hash(password))
    #expect(!Password.fits(password + "\0and more", hash: hash))
  }

  @Test(arguments: ["", "*0", "*1", "$y$", "plain", "$y$j9T$", "$1$salt$", "\0"])
  func `a damaged or unknown hash fits nothing`(_ hash: String) {
    #expect(!Password.fits(password, hash: hash))
    #expect(!Password.fits("", hash: hash))
  }

  @Test func `a hash with one changed character fits no more`() throws {
    let hash = try #require(Password.hash(password))
    let last = hash.hasSuffix(".") ? "/" : "."
    #expect(!Password.fits(password, hash: hash.dropLast() + last))
    #expect(!Password.fits(password, hash: String(hash.dropLast())))
  }

  // Time on the processor, not on the wall: the machine may be busy.
  @Test func `an unknown user takes as long as a known one`() throws {
    let hash = try #require(Password.hash(password))
    func fastest(_ hash: String?) -> Double {
      (0..<3).map { _ in
        let start = processorSeconds()
        #expect(!Password.fits("another password", hash: hash))
        return processorSeconds() - start
      }.min() ?? 0
    }
    let (known, unknown) = (fastest(hash), fastest(nil))
    #expect(unknown > known / 2 && unknown < known * 2, "\(unknown) s and \(known) s")
    #expect(known > 0.002)
  }

  private func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  @Test(arguments: [
    ("", "too_short"), ("kort lösen", "too_short"), ("elva tecken", "too_short"),
    (String(repeating: "ab cd ef ", count: 29), "too_long"), ("gul båt\0över älven", "invalid"),
    ("aaaaaaaaaaaaaaaa", "too_common"), ("abababababababab", "too_common"),
    ("password1234", "too_common"), ("LÖSENORD2026", "too_common"),
    ("Uppsala kommun", "too_common"), ("SamverkanUmeå1", "too_common"),
    ("sommarsommarsommar", "too_common"),
  ])
  func `a password that is no good is refused with the reason`(
    _ password: String, _ fault: String
  ) {
    #expect(Password.fault(in: password) == fault)
  }

  @Test(arguments: [
    "gul båt över älven", "tolv tecken!", "correct horse battery staple", "шесть семь восемь",
    "Jag bor i Uppsala, på tredje våningen.",
  ])
  func `a long password of any words is taken, without rules for its letters`(_ text: String) {
    #expect(Password.fault(in: text) == nil)
  }

  @Test func `the longest password is 256 bytes`() {
    let longest = String(repeating: "ab cd ef gh ij k", count: 16)
    #expect(longest.utf8.count == Password.bytesMax)
    #expect(Password.fault(in: longest) == nil)
    #expect(Password.fault(in: longest + "l") == "too_long")
    #expect(Password.charactersMin == 12)
  }
}
