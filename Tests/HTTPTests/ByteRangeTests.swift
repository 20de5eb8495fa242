// Which part of a file is meant, and by which name it travels.

import Testing

@testable import HTTP

@Suite struct ByteRangeTests {
  @Test(arguments: [
    (nil, ByteRange.whole), ("bytes=0-0", .part(0..<1)), ("bytes=0-99", .part(0..<100)),
    ("bytes=10-", .part(10..<100)), ("bytes=99-", .part(99..<100)), ("bytes=-1", .part(99..<100)),
    ("bytes=-500", .part(0..<100)), ("bytes=50-500", .part(50..<100)),
    ("Bytes=1-2", .part(1..<3)), ("bytes= 1 - 2 ", .part(1..<3)),
    ("bytes=0-99999999999999999999999", .part(0..<100)),
    ("bytes=100-", .unsatisfiable), ("bytes=100-200", .unsatisfiable),
    ("bytes=-0", .unsatisfiable), ("bytes=99999999999999999999999-", .unsatisfiable),
    ("bytes=5-4", .whole), ("bytes=0-1,3-4", .whole), ("bytes=a-b", .whole), ("bytes=-", .whole),
    ("bytes=", .whole), ("bytes", .whole), ("", .whole), ("items=0-1", .whole),
    ("bytes=1--2", .whole), ("bytes=+1-2", .whole),
  ])
  func `a part of a hundred bytes`(field: String?, expected: ByteRange) {
    #expect(ByteRange(field, size: 100) == expected)
  }

  @Test func `no part of nothing can be had`() {
    #expect(ByteRange("bytes=0-", size: 0) == .unsatisfiable)
    #expect(ByteRange("bytes=-5", size: 0) == .unsatisfiable)
    #expect(ByteRange(nil, size: 0) == .whole)
  }
}

@Suite struct ContentDispositionTests {
  @Test(arguments: [
    (#"attachment; filename="a.pdf""#, "a.pdf"), ("attachment; filename=a.pdf", "a.pdf"),
    (#"attachment;filename="a;b \"c\" \\d""#, #"a;b "c" \d"#), ("ATTACHMENT; FILENAME=x", "x"),
    (#"attachment; filename="läkarintyg.pdf""#, "läkarintyg.pdf"),
    ("attachment; filename*=UTF-8''l%C3%A4kare%20a.pdf", "läkare a.pdf"),
    (#"attachment; filename="a.pdf"; filename*=utf-8'sv'%C3%A5.pdf"#, "å.pdf"),
    (#"inline ; name=x ; filename = "a.pdf" "#, "a.pdf"), ("a;\tfilename\t=\ta.pdf", "a.pdf"),
    (#"inline; filename = "a"; filename="b""#, nil), ("a; file name=b", nil),
    ("attachment", nil), ("", nil), ("attachment; filename", nil), ("attachment; filename=", nil),
    (#"attachment; filename="a"#, nil), (#"attachment; filename="a"b"#, nil),
    ("attachment; filename=a; filename=b", nil), ("attachment; filename*=a.pdf", nil),
    ("attachment; filename*=latin1''a", nil), ("attachment; filename*=UTF-8''%zz", nil),
    ("attachment; filename*=UTF-8''%00", nil), ("attachment; filename*=UTF-8''%FF", nil),
  ])
  func `the name of a file that comes in`(field: String, name: String?) {
    #expect(ContentDisposition.name(in: field) == name, "\(field)")
  }

  @Test(arguments: ["a.pdf", "läkarintyg åäö.pdf", #"a"b\c%d.pdf"#, "x;y, z'.pdf"])
  func `what goes out comes in again, and is ASCII`(name: String) {
    let field = ContentDisposition.attachment(named: name)
    #expect(field.hasPrefix("attachment; filename=\""))
    #expect(field.utf8.allSatisfy { (0x20..<0x7F).contains($0) }, "\(field)")
    #expect(ContentDisposition.name(in: field) == name, "\(field)")
  }
}
