// The files of the repository as these tests see them: everything below the package's folder but
// what .gitignore names.

import FoundationEssentials

/// One file: its path from the package's folder, and its bytes.
struct RepositoryFile: Sendable {
  let path: String
  let bytes: [UInt8]

  var text: String { String(decoding: bytes, as: UTF8.self) }
  var lines: [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }
  /// `Caller.swift`.
  var name: String { path.split(separator: "/").last.map(String.init) ?? path }
  /// `Access` for a file below `Sources/Access`.
  var room: String {
    let parts = path.split(separator: "/")
    return parts.count > 2 ? String(parts[1]) : ""
  }
  var isSwift: Bool { path.hasSuffix(".swift") }
  var isInSources: Bool { path.hasPrefix("Sources/") }
  /// Pictures and databases hold zero bytes; text does not.
  var isText: Bool { !bytes.contains(0) }
}

enum Repository {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// Every file, in the order of the paths.
  static let files: [RepositoryFile] = {
    let ignored = Ignored(FileManager.default.contents(atPath: root + "/.gitignore") ?? Data())
    var found: [RepositoryFile] = []
    collect("", into: &found, but: ignored)
    return found.sorted { $0.path < $1.path }
  }()

  static let swift = files.filter { $0.isSwift && $0.path != "Package.swift" }
  static let sources = swift.filter(\.isInSources)

  /// The grammar of each Swift file, read once.
  static let grammar = Dictionary(
    uniqueKeysWithValues: swift.map { ($0.path, SwiftText($0.text)) })

  static func file(_ path: String) -> RepositoryFile? { files.first { $0.path == path } }

  private static func collect(
    _ folder: String, into found: inout [RepositoryFile], but ignored: Ignored
  ) {
    let place = folder.isEmpty ? root : root + "/" + folder
    let names: [String]
    do { names = try FileManager.default.contentsOfDirectory(atPath: place) } catch { return }
    for name in names {
      var isFolder = false
      let path = folder.isEmpty ? name : folder + "/" + name
      guard FileManager.default.fileExists(atPath: root + "/" + path, isDirectory: &isFolder),
        name != ".git", !ignored.matches(name, isFolder: isFolder)
      else { continue }
      if isFolder {
        collect(path, into: &found, but: ignored)
      } else if let data = FileManager.default.contents(atPath: root + "/" + path) {
        found.append(RepositoryFile(path: path, bytes: [UInt8](data)))
      }
    }
  }
}

/// The names that .gitignore keeps out: whole names, with at most one star.
struct Ignored {
  private let patterns: [String]

  init(_ file: Data) {
    patterns = String(decoding: file, as: UTF8.self).split(separator: "\n").map(String.init)
      .filter { !$0.hasPrefix("#") }
  }

  func matches(_ name: String, isFolder: Bool) -> Bool {
    patterns.contains { pattern in
      if pattern.hasSuffix("/"), !isFolder { return false }
      let parts = pattern.split(separator: "/").last?.split(
        separator: "*", omittingEmptySubsequences: false)
      guard let parts, let first = parts.first, let last = parts.last else { return false }
      if parts.count == 1 { return name == first }
      return name.hasPrefix(first) && name.hasSuffix(last)
        && name.count >= first.count + last.count
    }
  }
}
