// Starting where a database was: what is gone or damaged is said, and never made anew in silence.

import Foundation
import SQLite
import Testing

@testable import samverkan

struct LostDatabaseTests {
  private func served() throws -> Folder {
    let folder = try Folder()
    try folder.makeCast()
    #expect(try Serving(folder).stop() == 0)
    #expect(Files.exists(SecretKey.path(beside: folder.database)))
    return folder
  }

  @Test(arguments: [nil, 0, 1, 511])
  func `a database that is gone or empty beside its secret is not made anew`(bytes: Int?) throws {
    let folder = try served()
    if let bytes {
      #expect(truncate(folder.database, bytes) == 0)
    } else {
      #expect(unlink(folder.database) == 0)
    }
    let run = try folder.run("serve", "--listen", "127.0.0.1:0")
    #expect(run.code == 1 && run.complaints.contains("\(folder.database) is missing or empty"))
    let doctor = try folder.run("doctor")
    #expect(doctor.code == 3 && doctor.text.contains("missing or empty"), "\(doctor)")
    #expect(Files.size(of: folder.database) == bytes, "it was left as it is")
    _ = unlink(folder.database)
    // Whoever means it can begin anew.
    #expect(unlink(SecretKey.path(beside: folder.database)) == 0)
    #expect(try Serving(folder).stop() == 0)
  }

  @Test func `a file that is no database is named, and left as it is`() throws {
    let folder = try served()
    let noise = Data(repeating: 0x5A, count: 9_000)
    try noise.write(to: URL(fileURLWithPath: folder.database))
    let run = try folder.run("serve", "--listen", "127.0.0.1:0")
    #expect(run.code == 1 && run.complaints.contains(folder.database), "\(run)")
    #expect(run.complaints.contains("restore the last proven copy"))
    #expect(try folder.contents(folder.database) == Array(noise))
  }

  @Test func `a log with damage before later commits stops the start, and doctor says so`() throws {
    let folder = try Folder()
    try folder.makeCast()
    let serving = try Serving(folder)
    for name in ["one", "two", "three"] {
      let run = try folder.run(
        "user", "add", name, "--role", "system-admin", input: "a long enough password of \(name)\n")
      #expect(run.code == 0, "\(run)")
    }
    serving.kill()
    let log = folder.database + "-wal"
    try folder.flip(log, at: 32 + 24 + 100)
    let run = try folder.run("serve", "--listen", "127.0.0.1:0")
    #expect(run.code == 1 && run.complaints.contains("\(log) is damaged"), "\(run)")
    #expect(try folder.run("doctor").code == 3)
    try folder.flip(log, at: 32 + 24 + 100)
    #expect(try Serving(folder).stop() == 0)
  }

  @Test func `a secret that a killed start left half written is made whole`() throws {
    let folder = try Folder()
    try folder.makeCast()
    let secret = SecretKey.path(beside: folder.database)
    try Data([1, 2, 3]).write(to: URL(fileURLWithPath: secret + ".part"))
    #expect(try Serving(folder).stop() == 0)
    #expect(Files.size(of: secret) == 32 && Files.mode(of: secret) == 0o600)
    #expect(try !folder.names().contains { $0.hasSuffix(".part") })
  }
}
