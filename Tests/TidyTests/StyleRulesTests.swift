// The rules can fail: each finds what it looks for, and leaves alone what only resembles it.

import Testing

struct StyleRulesTests {
  private func lines(_ faults: [Fault]) -> [Int] { faults.map(\.line) }

  @Test func `a file of 401 lines is too long`() {
    #expect(StyleRules.size(String(repeating: "\n", count: 400)).isEmpty)
    #expect(!StyleRules.size(String(repeating: "\n", count: 401)).isEmpty)
    #expect(!StyleRules.size(String(repeating: "\n", count: 400) + "a").isEmpty)
  }

  @Test func `a function of 71 lines is too long, whatever its signature looks like`() {
    for head in [
      "func a() {", "  init(b: Int) throws {", "func a(\n  b: [Int] = [],\n  c: () -> Int\n) {",
      "func a()\n  throws\n{", "subscript(a: Int) -> Int {", "deinit {",
      "func a<T>(\n) -> T\nwhere T: P {",
    ] {
      let taken = head.count { $0 == "\n" } + 1
      func faults(_ lines: Int) -> [Fault] {
        let body = String(repeating: "  a()  // }\n", count: lines - taken - 1)
        return StyleRules.functionLengths(SwiftText("let a = 1\n" + head + "\n" + body + "}\n"))
      }
      #expect(faults(70).isEmpty)
      #expect(lines(faults(71)) == [2], "\(head)")
    }
  }

  @Test func `a requirement and a call have no body`() {
    let text = """
      protocol P {
        func a() throws -> Int
        init(b: Int)
      }
      extension Q { static let c = Q.init(d: "}") }
      struct R { func e() { f() } }
      """
    #expect(SwiftText(text).functions.map(\.line) == [6])
  }

  @Test func `braces in strings and comments are no code`() {
    let text = ##"""
      func a() {
        let b = "{ \(c("{")) \" {"
        /* { /* { */ { */
        let d = """
          { \(e) "{" func f() {
          """
        let g = #"{ \#(h("}")) " { "#
      }
      """##
    let functions = SwiftText(text).functions
    #expect(functions.map(\.line) == [1] && functions.map(\.length) == [8])
  }

  @Test func `101 columns are too many, and a column is a character`() {
    #expect(StyleRules.columns(String(repeating: "å", count: 100)).isEmpty)
    #expect(lines(StyleRules.columns("a\n" + String(repeating: "å", count: 101))) == [2])
  }

  @Test func `a file without a paragraph at its head is found`() {
    #expect(StyleRules.opening("// What it is.\n\nimport A\n").isEmpty)
    #expect(StyleRules.opening("// What it\n// is.\nimport A\n").isEmpty)
    #expect(lines(StyleRules.opening("import A\n")) == [1])
    #expect(lines(StyleRules.opening("/// Documentation.\nstruct A {}\n")) == [1])
    #expect(lines(StyleRules.opening("// What it is\n\nimport A\n")) == [1])
    #expect(lines(StyleRules.opening("\n// What it is.\n")) == [1])
  }

  @Test func `a package declaration needs a sentence above it`() {
    let good = """
      /// What it is.
      @inlinable
      package static func a() {}
      /// More of it
      /// in two lines.
      ///
      /// and so on
      package struct B {
        /// One. and more
        package private(set) var c: Int
      }
      package import D
      package extension E {}
      let package = Package()
      // package func inAComment() {}
      """
    #expect(StyleRules.documentation(SwiftText(good)).isEmpty)
    #expect(SwiftText(good).packageDeclarations.count == 3)
    let bad = """
      package func a() {}
      /// no full stop
      package var b: Int
      // Not documentation.
      package final class C {}
      /// Too far away.

      package mutating func d() {}
      @inlinable
      package init() {}
      """
    #expect(lines(StyleRules.documentation(SwiftText(bad))) == [1, 3, 5, 8, 10])
  }

  @Test func `forced and passed-over errors are found in code only`() {
    let text = """
      let a = try! b()
      let c = try? d()
      let e = f as! G
      fatalError("")
      let h = "try! \\(try? i())"  // try! as!
      let j = k as? L; let m = n.`try`!; fatalErrors()
      """
    #expect(lines(StyleRules.bannedCode(SwiftText(text))) == [1, 2, 3, 4])
  }

  @Test func `words of things put off are found anywhere`() {
    let text = """
      // TODO later
      let a = "FIXME"
      // XXX
      // Not implemented yet
      let b = "/tmp/XXXXXX", c = TODOS, d = "TODO_LIST"
      """
    #expect(lines(StyleRules.bannedWords(text)) == [1, 2, 3, 4])
  }

  @Test func `names of nothing in particular are found`() {
    let text = """
      struct CallManager {}
      final class HelperOfAll {}
      enum StringUtils {}
      let manager = Manager()
      struct Utter {}  // struct Util
      """
    #expect(lines(StyleRules.typeNames(SwiftText(text))) == [1, 2, 3])
  }

  @Test func `imports are read in every form`() {
    let text = """
      import A
      package import B
      @preconcurrency import C
      import struct D.E
      @testable internal import F.G
      // import H
      let important = i
      """
    #expect(SwiftText(text).imports.map(\.module) == ["A", "B", "C", "D", "F"])
  }
}
