// The tests' own copy of the permission matrix, as the design states it. It is never made from the
// code: a changed cell needs a change here too.

package import Access

/// The matrix of the design page on access, part 1, row by row under the names that stand there.
package enum DesignMatrix {
  /// The table as it stands.
  package static let text = """
    permission                                      |SA MA AU TL IN CW OW CG ST DE TC PA PH PS PO SV
    person.search                                    |-  -  -  U  M  U  T  -  -  -  -  -  -  -  -  k
    organisation.read                                |X  M  M  M  M  M  M  M  M  M  M  P  P  P  M  R
    organisation.write (municipality, unit, entrance)|X  M  -  -  -  -  -  -  -  -  -  -  -  -  -  -
    team.write, project.write                        |-  M  -  U  -  -  -  -  -  -  -  -  -  -  -  -
    person.read.identity                             |-  -  -  U  M  O  O  R  -  -  -  -  R  R  -  R
    person.read.contact                              |-  -  -  U  M  O  O  R  -  -  -  -  R  R  -  R
    person.read.protected_address                    |-  -  -  O  O  O  -  -  -  -  -  -  -  -  -  -
    person.read.health_needs                         |-  -  -  U  U  O  O  -  -  -  -  -  R  O  -  -
    person.read.violence                             |-  -  -  O  O  O  e  -  -  -  -  -  R  O  -  -
    person.read.crime                                |-  -  -  O  O  O  -  -  -  -  -  -  -  -  -  -
    person.create                                    |-  -  -  U  M  U  T  -  -  -  -  -  -  -  -  R
    person.update                                    |-  -  -  U  M  O  O  -  -  -  -  -  -  -  -  -
    person.merge (2)                                 |-  -  -  2  2  2  -  -  -  -  -  -  -  -  -  -
    person.restrict                                  |-  -  -  U  M  O  O  -  -  -  -  -  -  -  -  -
    person.unrestrict (2)                            |-  -  -  2  2  -  -  -  -  -  -  -  -  -  -  -
    person.emergency_open                            |-  -  -  M  M  M  M  -  -  -  -  -  -  -  -  -
    person.extract (own view)                        |-  -  -  U  M  O  -  -  -  -  -  -  -  -  -  -
    contact_code.issue, use                          |-  -  -  T  M  U  T  T  -  -  -  P  P  P  -  -
    shift.plan                                       |-  -  -  T  -  -  T  -  -  -  -  -  -  -  -  -
    shift.run, safety check                          |-  -  -  T  -  -  T  -  -  -  -  -  P  -  -  -
    shift.review                                     |-  -  -  T  -  -  -  -  -  -  -  -  -  -  -  -
    encounter.write                                  |-  -  -  T  M  O  T  R  -  -  -  -  R  -  -  R
    encounter.read                                   |-  -  -  T  M  O  T  R  A  -  -  -  R  -  -  -
    place.read (coarse)                              |-  M  -  M  M  M  M  M  A  M  -  P  P  -  A  R
    place.read (exact)                               |-  -  -  T  M  O  T  -  -  -  -  -  -  -  -  -
    place.write                                      |-  -  -  T  M  -  T  -  -  -  -  -  -  -  -  -
    search_order.create                              |-  -  -  U  M  O  -  -  -  -  -  -  -  -  -  -
    search_order.read                                |-  -  -  U  M  O  T  -  -  -  -  -  -  -  -  -
    shift.read                                       |-  -  -  U  M  -  T  -  -  -  -  -  -  -  -  -
    search_order.work                                |-  -  -  T  -  -  T  -  -  -  -  -  -  -  -  -
    tip.create                                       |-  M  -  M  M  M  M  M  -  -  -  P  P  P  M  R
    tip.triage                                       |-  -  -  T  M  -  -  -  -  -  -  -  -  -  -  -
    count.manage                                     |-  M  -  -  -  -  -  -  M  -  -  -  -  -  -  -
    count.report                                     |-  -  -  U  M  U  T  -  -  -  -  P  P  P  -  P
    concern.create                                   |-  -  -  M  M  M  M  M  -  -  -  P  P  P  M  R
    concern.read, decide                             |-  -  -  U  M  O  -  -  -  -  -  -  -  -  -  -
    concern.extend                                   |-  -  -  U  -  -  -  -  -  -  -  -  -  -  -  -
    case.read                                        |-  -  -  U  M  O  O  -  -  -  -  -  -  -  -  -
    case.write, assign                               |-  -  -  U  M  O  -  -  -  -  -  -  -  -  -  -
    risk.write                                       |-  -  -  U  M  O  -  -  -  -  -  -  R  -  -  -
    referral.create, submit                          |-  -  -  U  M  O  O  -  -  -  -  P  P  P  -  R
    referral.read sent                               |-  -  -  U  M  O  O  -  -  -  -  P  P  P  -  R
    referral.read received (need stage)              |-  -  -  U  M  U  T  -  -  -  -  P  P  -  -  R
    referral.decide (accept, decline, ask, waitlist) |-  -  -  U  M  U  T  -  -  -  -  P  P  -  -  R
    referral.forward                                 |-  -  -  U  M  U  -  -  -  -  -  -  P  -  -  -
    referral.assign                                  |-  -  -  U  M  O  -  -  -  -  -  -  P  -  -  -
    referral.withdraw                                |-  -  -  U  M  O  O  -  -  -  -  P  P  P  -  R
    referral.close, outcome                          |-  -  -  U  M  O  O  -  -  -  -  P  P  -  -  R
    referral.reopen                                  |-  -  -  U  M  -  -  -  -  -  -  P  -  -  -  -
    referral.cancel, acknowledge                     |-  -  -  U  M  O  O  -  -  -  -  P  P  P  -  R
    referral.message, attach                         |-  -  -  U  M  O  O  -  -  -  -  P  P  P  -  R
    appointment.write                                |-  -  -  U  M  O  O  -  -  -  -  P  P  -  -  R
    capacity.read                                    |-  M  -  M  M  M  M  M  M  M  M  P  P  P  M  R
    capacity.write                                   |-  -  -  U  U  -  -  -  -  M  -  P  P  -  -  P
    partner.write                                    |-  M  -  -  -  -  -  -  -  M  -  P  -  -  -  -
    partner.verify                                   |-  M  -  -  -  -  -  -  -  M  -  -  -  -  -  -
    service.write                                    |-  M  -  U  -  -  -  -  -  M  -  P  -  -  -  P
    service.set_mode                                 |-  M  -  -  -  -  -  -  -  -  -  -  -  -  -  -
    agreement.read                                   |-  M  M  U  M  U  U  U  M  M  M  P  P  -  M  -
    agreement.write                                  |-  M  -  U  -  -  -  -  -  -  -  -  -  -  -  -
    commitment.follow_up                             |-  M  -  U  -  -  -  -  -  -  -  P  -  -  M  -
    activity.write                                   |-  M  -  U  -  U  T  T  -  -  -  P  P  -  -  -
    guide.manage                                     |-  M  -  U  -  -  -  -  -  -  -  P  -  -  -  -
    guide_assignment.create                          |-  -  -  U  M  O  -  -  -  -  -  -  -  -  -  -
    guide_assignment.work                            |-  -  -  -  -  -  -  O  -  -  -  -  -  -  -  -
    training.manage                                  |-  M  -  -  -  -  -  -  -  -  M  -  -  -  -  -
    training.register                                |X  X  X  X  X  X  X  X  X  X  X  P  P  P  -  -
    consent.write                                    |-  -  -  U  M  O  O  O  -  -  -  -  P  P  -  -
    disclosure.release                               |-  -  -  U  U  O  -  -  -  -  -  -  -  -  -  -
    disclosure.police                                |-  -  -  U  -  -  -  -  -  -  -  -  -  -  -  -
    audit.read                                       |-  -  M  -  -  -  -  -  -  -  -  -  -  -  -  -
    audit.review                                     |-  -  M  U  -  -  -  -  -  -  -  -  -  -  -  -
    audit.verify_chain                               |X  M  M  -  -  -  -  -  -  -  -  -  -  -  -  -
    retention.list, hold                             |-  M  M  -  -  -  -  -  -  -  -  -  -  -  -  -
    retention.destroy (2)                            |-  2  2  -  -  -  -  -  -  -  -  -  -  -  -  -
    report.run (aggregate)                           |-  M  M  U  M  U  T  -  M  -  M  P  -  -  A  R
    report.define                                    |-  -  -  -  -  -  -  -  M  -  -  -  -  -  -  -
    report.publish                                   |-  -  -  -  -  -  -  -  M  -  -  -  -  -  -  -
    export.person_data (2)                           |-  2  2  2  -  -  -  -  -  -  -  -  -  -  -  -
    user.manage                                      |X  M  -  U  -  -  -  -  -  -  -  P  -  -  -  -
    role.grant (no person data for oneself)          |X  M  -  U  -  -  -  -  -  -  -  P  -  -  -  -
    key.manage, webhook.manage                       |X  M  -  -  -  -  -  -  -  -  -  P  -  -  -  -
    code_list.write                                  |X  M  -  -  -  -  -  -  -  -  -  -  -  -  -  -
    server.operate (backup, migrate, health)         |X  -  -  -  -  -  -  -  -  -  -  -  -  -  -  -
    """

  /// Rows of the design whose permission has a name of its own in the code.
  package static let renamed = ["place.read (exact)": ["place.read_exact"]]

  /// Permissions of the code that the design names no row for, each with the row that it follows.
  package static let additions: [Permission: Permission] = [
    // Starting the work and putting it on hold, by those who may close.
    .referralWork: .referralClose
  ]

  /// The letters of a permission's row, by column.
  package static let cells: [String: [String: Character]] = {
    var cells: [String: [String: Character]] = [:]
    for (name, row) in rows {
      for code in codes(of: name) { cells[code] = row }
    }
    for (added, followed) in additions { cells[added.rawValue] = cells[followed.rawValue] }
    return cells
  }()

  /// The rows as they stand: name, and letter by column.
  package static let rows: [(name: String, cells: [String: Character])] = {
    let lines = text.split(separator: "\n").map { line -> (String, [String]) in
      let halves = line.split(separator: "|").map(String.init)
      let name = halves[0].split(separator: " ").joined(separator: " ")
      return (name, halves[1].split(separator: " ").map(String.init))
    }
    let columns = lines[0].1
    return lines.dropFirst().map { name, letters in
      (name, Dictionary(uniqueKeysWithValues: zip(columns, letters.map { Character($0) })))
    }
  }()

  /// `a.b, c (remark)` names the permissions `a.b` and `a.c`.
  package static func codes(of name: String) -> [String] {
    if let codes = renamed[name] { return codes }
    let acts = name.prefix { $0 != "(" }.split(separator: ",").map { act in
      act.split(separator: " ").joined(separator: "_")
    }
    let subject = acts.first?.split(separator: ".").dropLast().joined(separator: ".") ?? ""
    return acts.map { $0.contains(".") ? $0 : "\(subject).\($0)" }
  }

  /// The letter of one cell, `-` for no.
  package static func letter(_ permission: Permission, _ role: Role) -> Character? {
    cells[permission.rawValue]?[role.column]
  }
}
