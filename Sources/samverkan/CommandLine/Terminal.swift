// Standard input, output and error. Secrets are read from standard input and never from the command
// line, where every process of the machine could read them.

import Glibc
import JSON

/// The terminal, or what stands in for it.
enum Terminal {
  /// Writes a line to standard output.
  static func say(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }

  /// Writes a JSON document and a line feed to standard output.
  static func say(_ write: (inout JSONWriter) -> Void) {
    var writer = JSONWriter()
    write(&writer)
    say(String(decoding: writer.bytes, as: UTF8.self))
  }

  /// Writes a line to standard error.
  static func complain(_ text: String) {
    write("samverkan: \(text)\n", to: STDERR_FILENO)
  }

  /// Writes progress to standard error where a person looks at it; quiet in a pipe.
  static func progress(_ text: String) {
    if isatty(STDERR_FILENO) == 1 { write("\r\u{1B}[K\(text)", to: STDERR_FILENO) }
  }

  /// Ends a line of progress.
  static func progressEnded() {
    if isatty(STDERR_FILENO) == 1 { write("\n", to: STDERR_FILENO) }
  }

  /// Reads a secret: the first line of standard input, not shown while it is typed.
  ///
  /// - Throws: `Failure` when there is none.
  static func readSecret(_ prompt: String) throws -> String {
    let isTerminal = isatty(STDIN_FILENO) == 1
    var before = termios()
    if isTerminal {
      write(prompt + ": ", to: STDERR_FILENO)
      _ = tcgetattr(STDIN_FILENO, &before)
      var quiet = before
      quiet.c_lflag &= ~tcflag_t(ECHO)
      _ = tcsetattr(STDIN_FILENO, TCSANOW, &quiet)
    }
    defer {
      if isTerminal {
        _ = tcsetattr(STDIN_FILENO, TCSANOW, &before)
        write("\n", to: STDERR_FILENO)
      }
    }
    guard let line = readLine(strippingNewline: true), !line.isEmpty else {
      throw Failure(text: "no secret on standard input")
    }
    return line
  }

  // At once and unbuffered: a script waits for the line with the address.
  private static func write(_ text: String, to descriptor: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      // Nobody reads any more.
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
