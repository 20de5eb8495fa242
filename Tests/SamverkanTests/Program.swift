// The program as its users have it: a process with arguments, standard input, and an exit code.
// Each test has a folder of its own, with a database of the cast in it where it wants one.

import Foundation
import JSON
import SQLite
import Synchronization
import TestSupport
import Vocabulary

/// What a process left behind.
struct Run: CustomStringConvertible {
  let code: Int32
  let output: [UInt8]
  let complaints: String

  var text: String { String(decoding: output, as: UTF8.self) }
  var json: JSONValue { (try? JSONReader.read(output)) ?? .null }
  var description: String { "exit \(code)\n\(text)\n\(complaints)" }
}

/// A folder of its own, and the program in it.
final class Folder {
  let path: String
  var database: String { path + "/test.sqlite" }

  init() throws {
    path = NSTemporaryDirectory() + "samverkan-" + UUID().uuidString.prefix(8)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { _ = Result { try FileManager.default.removeItem(atPath: path) } }

  /// The program lies beside the tests.
  private static let program: URL =
    URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    .appendingPathComponent("samverkan")

  /// A process that is ready to run here, without this process's own settings.
  func process(_ arguments: [String], _ settings: [String: String] = [:]) -> Process {
    let process = process(Self.program, arguments)
    var environment = process.environment ?? [:]
    environment.merge(settings) { $1 }
    process.environment = environment
    return process
  }

  /// A process that does something over and over until it is ended: `$program` is the program.
  func repeating(_ command: String) -> Process {
    process(
      URL(fileURLWithPath: "/bin/sh"), ["-c", "while :; do \(command); done >/dev/null 2>&1"])
  }

  private func process(_ program: URL, _ arguments: [String]) -> Process {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: path)
    var environment = ProcessInfo.processInfo.environment
      .filter { !$0.key.hasPrefix("SAMVERKAN_") }
    environment["SAMVERKAN_DATABASE"] = database
    environment["SAMVERKAN_MIGRATIONS"] = World.root + "/migrations"
    environment["program"] = Self.program.path
    process.environment = environment
    return process
  }

  /// Runs the program to its end.
  func run(
    _ arguments: String..., input: String = "", settings: [String: String] = [:]
  ) throws -> Run { try run(all: arguments, input: input, settings: settings) }

  /// Runs the program to its end. Its output goes to files: a full pipe would stop it.
  func run(
    all arguments: [String], input: String = "", settings: [String: String] = [:]
  ) throws -> Run {
    let process = process(arguments, settings)
    let name = path + "/.run-" + UUID().uuidString
    defer {
      for suffix in [".in", ".out", ".err"] { _ = unlink(name + suffix) }
    }
    try input.write(toFile: name + ".in", atomically: false, encoding: .utf8)
    for suffix in [".out", ".err"] {
      _ = FileManager.default.createFile(atPath: name + suffix, contents: nil)
    }
    process.standardInput = FileHandle(forReadingAtPath: name + ".in")
    process.standardOutput = FileHandle(forWritingAtPath: name + ".out")
    process.standardError = FileHandle(forWritingAtPath: name + ".err")
    try process.run()
    process.waitUntilExit()
    return Run(
      code: process.terminationStatus, output: Array(try bytes(name + ".out")),
      complaints: String(decoding: try bytes(name + ".err"), as: UTF8.self))
  }

  private func bytes(_ path: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path))
  }

  /// The bytes of a file here.
  func contents(_ path: String) throws -> [UInt8] { Array(try bytes(path)) }

  /// The names of the files here, without those that a process that runs leaves.
  func names(_ inner: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path + "/" + inner).sorted()
      .filter { !$0.hasPrefix(".run-") }
  }

  /// Makes the database with the cast in it.
  func makeCast() throws {
    let writer = try Writer(path: database)
    defer { writer.close() }
    let migrations = try Migrator.load(folder: World.root + "/migrations")
    try writer.exclusively { database in
      _ = try Migrator.apply(migrations, to: database, now: .now())
      try database.transaction { try Cast.insert(into: database, at: .now()) }
    }
  }

  /// Does something to the database, as no verb would.
  func tamper(_ body: (Database) throws -> Void) throws {
    let writer = try Writer(path: database)
    defer { writer.close() }
    try writer.exclusively(body)
  }

  /// Changes one byte of a file.
  func flip(_ path: String, at offset: Int) throws {
    var bytes = try contents(path)
    bytes[offset] ^= 0x20
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }
}

/// A server of this folder, until it is stopped.
final class Serving {
  private let process: Process
  private let log: String
  private let output: FileHandle
  /// Where it listens.
  let address: String

  /// Starts a server and waits until it says where it listens.
  init(_ folder: Folder, settings: [String: String] = [:]) throws {
    process = folder.process(["serve", "--listen", "127.0.0.1:0"], settings)
    log = folder.path + "/log"
    _ = FileManager.default.createFile(atPath: log, contents: nil)
    let pipe = Pipe()
    output = pipe.fileHandleForReading
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = FileHandle(forWritingAtPath: log)
    try process.run()
    let line = try Self.line(of: output)
    address = line.split(separator: "/").last.map { $0.trimmingCharacters(in: .newlines) } ?? ""
  }

  /// The next line that it says.
  func nextLine() throws -> String { try Self.line(of: output) }

  // Nothing more comes when the process ends before it listens.
  private static func line(of output: FileHandle) throws -> String {
    var bytes = Data()
    while bytes.last != 0x0A, let part = try output.read(upToCount: 1), !part.isEmpty {
      bytes += part
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What it wrote to its log.
  var logText: String {
    get throws { try String(contentsOfFile: log, encoding: .utf8) }
  }

  /// Tells it to stop, and waits; gives its exit code.
  func stop() -> Int32 {
    process.terminate()
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// Ends it at once, as a power cut would.
  func kill() {
    _ = Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  deinit { if process.isRunning { _ = stop() } }
}

extension JSONValue {
  /// An element of an array.
  subscript(index: Int) -> JSONValue? {
    array.flatMap { $0.indices.contains(index) ? $0[index] : nil }
  }
}
