// What the tests of this room share: a folder of their own, jobs that note how they ended, a gate
// that makes a group, and a way to spoil one file's descriptor.

import Glibc
import SQLite
import Synchronization

/// A folder that goes with the test.
final class TestFolder: Sendable {
  let path: String

  init() {
    var template = Array("/tmp/samverkan-sqlite-XXXXXX".utf8CString)
    path = mkdtemp(&template).map { String(cString: $0) } ?? "/nonexistent"
  }

  var database: String { path + "/a.db" }

  func write(_ text: String, to name: String) {
    let file = fopen(path + "/" + name, "w")
    fputs(text, file)
    fclose(file)
  }

  func size(of name: String) -> Int? {
    var status = stat()
    return stat(path + "/" + name, &status) == 0 ? Int(status.st_size) : nil
  }

  var names: [String] {
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    var found: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { found.append(name) }
    }
    return found.sorted()
  }

  deinit {
    for name in names { unlink(path + "/" + name) }
    rmdir(path)
  }
}

/// Outcomes in the order in which they came.
final class Outcomes: Sendable {
  private let noted = Mutex<[(name: Int, outcome: WriterOutcome)]>([])

  func note(_ name: Int, _ outcome: WriterOutcome) {
    noted.withLock { $0.append((name, outcome)) }
  }

  var order: [Int] { noted.withLock { $0.map(\.name) } }

  func outcome(_ name: Int) -> WriterOutcome? {
    noted.withLock { $0.first { $0.name == name }?.outcome }
  }

  /// `durable`, `refused`, `failed` or `none`.
  func word(_ name: Int) -> String {
    switch outcome(name) {
    case .durable: "durable"
    case .refused: "refused"
    case .failed: "failed"
    case nil: "none"
    }
  }

  func failure(_ name: Int) -> DatabaseError? {
    if case .failed(let error) = outcome(name) { return error }
    return nil
  }

  func refusal(_ name: Int) -> (any Error)? {
    if case .refused(let error) = outcome(name) { return error }
    return nil
  }
}

/// A job made of closures.
final class TestJob: WriterJob {
  let name: Int
  let outcomes: Outcomes
  let body: @Sendable (Database) throws -> Void
  let instead: @Sendable (any Error, Database) throws -> Bool
  let end: @Sendable () -> Void

  init(
    _ name: Int, _ outcomes: Outcomes,
    instead: @escaping @Sendable (any Error, Database) throws -> Bool = { _, _ in false },
    end: @escaping @Sendable () -> Void = {},
    _ body: @escaping @Sendable (Database) throws -> Void
  ) {
    self.name = name
    self.outcomes = outcomes
    self.body = body
    self.instead = instead
    self.end = end
  }

  func perform(in database: Database) throws { try body(database) }

  func recover(from error: any Error, in database: Database) throws -> Bool {
    try instead(error, database)
  }

  func settled(_ outcome: WriterOutcome) {
    end()
    outcomes.note(name, outcome)
  }
}

struct LawfulNo: Error, Equatable { var reason = "no" }

extension Writer {
  /// Makes a table `item(number, note)` whose numbers are positive and unique.
  static func withItems(
    in folder: TestFolder, settings: WriterSettings = WriterSettings()
  ) throws -> Writer {
    let writer = try Writer(path: folder.database, settings: settings)
    try writer.exclusively { database in
      try database.script(
        """
        CREATE TABLE item (
          number INTEGER NOT NULL PRIMARY KEY CONSTRAINT item_positive CHECK (number > 0),
          note TEXT
        ) STRICT;
        """)
    }
    return writer
  }

  /// Submits the jobs while the queue is held, so that they make one group, and waits for them.
  func runAsOneGroup(_ jobs: [TestJob]) throws {
    try exclusively { _ in
      for job in jobs where !submit(job) { throw LawfulNo(reason: "the line is full") }
    }
    try exclusively(ignoringBroken: { _ in })
  }

  private func exclusively(ignoringBroken body: (Database) throws -> Void) throws {
    do { try exclusively(body) } catch is DatabaseError {}
  }

  func numbers() throws -> [Int] {
    try exclusively { try $0.all("SELECT number FROM item ORDER BY number") { $0.int() } }
  }
}

func insertItem(_ number: Int, note: String? = nil) -> @Sendable (Database) throws -> Void {
  { try $0.run("INSERT INTO item (number, note) VALUES (?, ?)", number, note) }
}

/// The descriptor under which this process has the file open.
func descriptor(of path: String) -> Int32? {
  for number in Int32(3)..<512 {
    var buffer = [UInt8](repeating: 0, count: 512)
    let count = buffer.withUnsafeMutableBytes { bytes in
      bytes.withMemoryRebound(to: CChar.self) { place in
        place.baseAddress.map { readlink("/proc/self/fd/\(number)", $0, place.count) } ?? 0
      }
    }
    if count > 0, String(decoding: buffer[..<count], as: UTF8.self) == path { return number }
  }
  return nil
}

/// Puts another file under the descriptor of `path` while the body runs.
func withDescriptor<T>(of path: String, replacedBy other: String, _ body: () throws -> T) throws
  -> T
{
  guard let number = descriptor(of: path) else { throw LawfulNo(reason: "\(path) is not open") }
  let kept = dup(number)
  let replacement = open(other, other == "/dev/full" ? O_RDWR : O_RDONLY)
  dup2(replacement, number)
  close(replacement)
  defer {
    dup2(kept, number)
    close(kept)
  }
  return try body()
}
