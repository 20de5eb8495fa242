// `samverkan doctor`: everything that can be wrong, and what to do about it.

import JSON
import Vocabulary

/// Examines.
enum DoctorCommand {
  static let verb = Verb("doctor", "looks for what is wrong, and says what to do about it") {
    invocation in
    let findings = Doctor(configuration: try invocation.configuration(), now: .now()).examine()
    if invocation.has("json") {
      Terminal.say { writer in
        writer.object { writer in
          writer.array("findings") { for finding in findings { finding.write(to: &$0) } }
        }
      }
    } else {
      for finding in findings { Terminal.say(finding.line) }
    }
    return findings.contains { $0.severity == .fault } ? .foundFault : .fine
  }
}
