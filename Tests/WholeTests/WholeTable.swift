// The table of routes as the executable joins it, and the tests' own copy of who may do what with
// what: one line for each route, written from the design pages api.md and access.md.

import Access
import JSON
import Operations
import Pipeline
import SQLite
import TestSupport
import Vocabulary

@testable import samverkan

/// The whole table.
enum Whole {
  static let surface: Surface = {
    let migrations = (try? Migrator.load(folder: World.root + "/migrations")) ?? []
    return Application.surface(
      Configuration(), PipelineSettings(),
      HealthState(migrations: migrations, folder: "/tmp", freeBytesMin: 1, canWrite: { true }),
      MetricSources())
  }()

  static var routes: [Route] { surface.routes }

  static func world() throws -> World { try World(routes) }
}

/// What the design says about one route.
struct Rule: Sendable {
  /// Who may call at all: `public`, `signed-in`, or permissions of which one is enough.
  let needs: String
  /// The kind of thing that the path names; nil where it names none.
  let kind: String?
  /// What is asked about the thing.
  let asks: Asks

  enum Asks: Sendable, Equatable {
    case nothing
    /// Hidden where the permission does not cover it; with the other one, 403 instead.
    case covers(String, knownBy: String?)
    /// Hidden unless both hold for each of two persons.
    case pair(String, String)
    /// Everyone may know of it: 403 where the permission does not cover it.
    case open(String)
    /// The thing may be read from one of its sides; then a permission on that side, or on only
    /// the one that is read with the other permission.
    case side(String?, only: String?)
    /// An account: it belongs to those whom the caller administers; then all that it holds must.
    case account(whole: Bool)
    /// A key or a session: hidden, unless it is covered or one's own.
    case key
    case ownSession
    /// A run of a report is its scope's: exactly where the caller's grant lies, neither below it
    /// nor above. With the other one, something that can be run for such a scope: 403 where not.
    case exact
    case scope
  }

  /// The rule of each route, by action.
  static let all: [String: Rule] = {
    var rules: [String: Rule] = [:]
    for line in text.split(separator: "\n") {
      let cells = line.split(separator: "|").map {
        $0.split(separator: " ").joined(separator: " ")
      }
      for action in cells[0].split(separator: ",") {
        let name = action.split(separator: " ").joined()
        rules[name] = Rule(
          needs: cells[1], kind: cells[2] == "-" ? nil : cells[2], asks: asks(cells[3]))
      }
    }
    return rules
  }()

  private static func asks(_ text: String) -> Asks {
    let words = text.split(separator: " ").map(String.init)
    switch words.first {
    case "covers": return .covers(words[1], knownBy: words.count > 3 ? words[3] : nil)
    case "pair": return .pair(words[1], words[2])
    case "open": return .open(words[1])
    case "side":
      let sides = [
        "receiver": "referral.read_received", "sender": "referral.read_sent",
        "owner": "shift.read",
      ]
      return .side(words.dropFirst().first, only: words.last.flatMap { sides[$0] })
    case "account": return .account(whole: words.last == "whole")
    case "key": return .key
    case "own": return .ownSession
    case "exact": return .exact
    case "scope": return .scope
    default: return .nothing
    }
  }

  static let text = """
    session.create, setup.create       | public             | -            | -
    answer_session.create              | public             | -            | -
    session.list, session.read_current | signed-in          | -            | -
    session.end_current                | signed-in          | -            | -
    session.read, session.end          | signed-in          | session      | own
    me.read, me.permissions            | signed-in          | -            | -
    me.change_password, me.today       | signed-in          | -            | -
    totp.read, totp.begin, totp.step   | signed-in          | -            | -
    user.list, user.create             | user.manage        | -            | -
    user.read                          | user.manage        | user         | account
    user.change, user.step             | user.manage        | user         | account whole
    grant.list, grant.create           | role.grant         | user         | account
    grant.read                         | role.grant         | grant        | account
    grant.end                          | role.grant         | grant        | account whole
    key.list, key.create               | key.manage         | -            | -
    key.read, key.step                 | key.manage         | key          | key
    role.list, permission.list         | signed-in          | -            | -
    access.explain                     | user.manage        | -            | -
    audit.search                       | audit.read         | -            | -
    audit.verify, audit.chain          | audit.verify_chain | -            | -
    municipality.list                  | signed-in          | -            | -
    municipality.create                | organisation.write | -            | -
    municipality.read                  | signed-in          | municipality | -
    municipality.change                | organisation.write | municipality | open organisation.write
    board.list                         | organisation.read  | -            | -
    board.create                       | organisation.write | -            | -
    board.read | organisation.read | board | covers organisation.read
    unit.list                          | organisation.read  | -            | -
    unit.create                        | organisation.write | -            | -
    unit.read | organisation.read | unit | covers organisation.read
    unit.change | organisation.write | unit | covers organisation.write else organisation.read
    team.list                          | organisation.read  | -            | -
    team.create                        | team.write         | -            | -
    team.read | organisation.read | team | covers organisation.read
    team.change | team.write | team | covers team.write else organisation.read
    team.member.put, team.member.remove | team.write | team | \
      covers team.write else organisation.read
    project.list                       | organisation.read  | -            | -
    project.create                     | project.write      | -            | -
    project.read | organisation.read | project | covers organisation.read
    project.change | project.write | project | covers project.write else organisation.read
    entrance.list                      | public             | -            | -
    entrance.create                    | organisation.write | -            | -
    entrance.read                      | public             | entrance     | -
    entrance.change                    | organisation.write | entrance     | open organisation.write
    partner.list                       | signed-in          | -            | -
    partner.create                     | partner.write      | -            | -
    partner.read                       | signed-in          | partner      | -
    partner.change, partner.history    | partner.write      | partner      | open partner.write
    partner.step | steps partner.verify partner.write | partner | open partner.verify
    partner.list_users, partner.read_user | user.manage        | partner      | open user.manage
    partner.add_user                   | user.manage        | partner      | open role.grant
    service.list                       | signed-in          | -            | -
    service.create                     | service.write      | -            | -
    service.read                       | signed-in          | service      | -
    service.change                     | service.write      | service      | open service.write
    service.set_mode                   | service.set_mode   | service      | open service.set_mode
    agreement.list                     | agreement.read     | -            | -
    agreement.create                   | agreement.write    | -            | -
    agreement.read, agreement.history  | agreement.read     | agreement    | covers agreement.read
    agreement.change, agreement.step | agreement.write | agreement | \
      covers agreement.write else agreement.read
    person.create                      | person.create      | -            | -
    person.search, person.check_duplicates | person.search   | -            | -
    person.read, person.care_relations | person.read.identity | person | covers person.read.identity
    person.change | person.update | person | covers person.update else person.read.identity
    person.step | steps person.restrict person.unrestrict person.update | person | \
      covers person.restrict else person.read.identity
    person.trust_line, living_situation.list, living_situation.read, need.list, need.read, \
      relation.list, relation.read | person.read.identity | person | covers person.read.identity
    living_situation.create, living_situation.change, need.create, need.change, \
      relation.create, relation.change, person_contact.create, person_contact.change | \
      person.update | person | covers person.update else person.read.identity
    person_contact.list, person_contact.read | person.read.contact | person | \
      covers person.read.contact else person.read.identity
    person.timeline | encounter.read | person | covers person.read.identity
    by_name_list.read                  | person.update      | -            | -
    duplicate.list                     | person.merge       | -            | -
    duplicate.read, duplicate.decide | person.merge | duplicate | \
      pair person.merge person.read.identity
    merge.list, merge.propose          | person.merge       | -            | -
    merge.read, merge.step | person.merge | merge | pair person.merge person.read.identity
    emergency_opening.list             | openings           | -            | -
    emergency_opening.create           | person.emergency_open | -         | -
    emergency_opening.read             | openings           | emergency-opening | side
    emergency_opening.step | openings | emergency-opening | side audit.review
    proposal.list                      | second persons     | -            | -
    proposal.read, proposal.step | second persons | proposal | \
      pair person.unrestrict person.read.identity
    review.list, review.create, review.figures | audit.review | -          | -
    review.read, review.items, review.step, review_item.read, review_item.judge | \
      audit.review | review | \
      covers audit.review
    contact_code.issue                 | contact_code.issue | -            | -
    contact_code.search                | contact_code.use   | -            | -
    contact_code.read, contact_code.step | contact_code.use | contact-code | covers contact_code.use
    referral.list, referral.search     | referral.read      | -            | -
    referral.submit                    | referral.create    | -            | -
    referral.read, referral.history    | referral.read      | referral     | side
    referral.discard, referral.change | referral.create | referral | side referral.create sender
    referral.attachments, referral.attachment_read, referral.attachment_content | referral.read | \
      referral | side
    referral.attach | referral.attach | referral | side referral.attach
    answer_link.list, answer_link.create | referral.create | referral | \
      side referral.create sender
    answer_link.read, answer_link.revoke | referral.create | referral | \
      side referral.create sender
    referral.step | steps of a referral | referral | side referral.decide receiver
    referral.messages, referral.message, referral.message_read | referral.message | referral | \
      side referral.message
    appointment.list                   | referral.read      | referral     | side
    appointment.create                 | appointment.write  | referral     | side appointment.write
    appointment.read                   | referral.read      | appointment  | side
    appointment.step | appointment.write | appointment | side appointment.write receiver
    report.list                        | report.run         | -            | -
    report.read, report_run.list       | report.run         | report       | -
    report_run.create                  | report.run         | report       | scope
    report_run.read                    | report.run         | report-run   | exact
    count_round.list                   | count readers      | -            | -
    count_round.create                 | count.manage       | -            | -
    count_round.read, count_result.read | count readers     | count-round  | side
    count_round.history                | count.manage       | count-round  | side count.manage
    count_round.step                   | count either       | count-round  | side count.manage
    count_round.certificate, count_return.read | count either | count-round | side
    count_return.change                | count either       | count-round  | side
    count_row.report                   | count.report       | count-round  | side count.report
    count_row.list, count_row.exclude  | count either       | count-round  | side
    place.list                         | place.read         | -            | -
    place.create                       | place.write        | -            | -
    place.read                         | place.read         | place        | covers place.read
    place.change | place.write | place | covers place.write else place.read
    observation.list | place.read_exact | place | covers place.read_exact else place.read
    observation.create | shift.run | place | covers shift.run else place.read
    shift.list                         | shift readers      | -            | -
    shift.create                       | shift.plan         | -            | -
    shift.read, shift.today            | shift readers      | shift        | side
    shift.history                      | shift.read         | shift        | covers shift.read
    shift.change                       | shift.plan         | shift        | side shift.plan
    shift.step                         | steps of a shift   | shift        | side shift.run owner
    encounter.list                     | encounter.read     | -            | -
    encounter.create                   | encounter.write    | -            | -
    encounter.read                     | encounter.read     | encounter    | covers encounter.read
    encounter.change, encounter.step | encounter.write | encounter | \
      covers encounter.write else encounter.read
    search_order.list                  | search_order.read  | -            | -
    search_order.create                | search_order.create | -           | -
    search_order.read, search_order.history, search_order.suggest, search_attempt.list | \
      search_order.read | search-order | side
    search_order.step | steps of a search | search-order | side search_order.work
    search_attempt.create | search_order.work | search-order | side search_order.work
    tip.list                           | tip readers        | -            | -
    tip.create                         | tip.create         | -            | -
    tip.tell                           | public             | -            | -
    tip.read                           | tip readers        | tip          | side
    tip.step                           | steps of a tip     | tip          | side tip.triage
    tip.history                        | tip.triage         | tip          | side tip.triage
    sync.batch                         | field work         | -            | -
    sync.changes                       | shift.run          | -            | -
    season.list                        | organisation.read  | -            | -
    season.create                      | team.write         | -            | -
    field_evening.list, online_contact.list | shift.read    | -            | -
    field_evening.create, online_contact.create | shift.run | -            | -
    field_evening.summary, online_contact.summary | report.run | -         | -
    field_evening.read | shift.read | field-evening | covers shift.read
    field_evening.change | shift.run | field-evening | covers shift.run else shift.read
    field_evening.step | shift.review | field-evening | covers shift.review else shift.read
    online_contact.read, online_contact.history | shift.read | online-contact | \
      covers shift.read
    online_contact.step | shift.run | online-contact | covers shift.run else shift.read
    unrest_sign.list                   | agreement.read     | -            | -
    unrest_sign.create                 | tip.create         | -            | -
    unrest_sign.read, unrest_sign.history, unrest_measure.read | agreement.read | \
      unrest-sign | covers agreement.read
    unrest_sign.step, unrest_measure.create, unrest_measure.change | commitment.follow_up | \
      unrest-sign | covers commitment.follow_up else agreement.read
    trafficking_indicator.list         | signed-in          | -            | -
    trafficking_checklist.create       | encounter.write    | -            | -
    trafficking_checklist.read | person.read.violence | checklist | covers person.read.violence
    trafficking_checklist.step | encounter.write | checklist | \
      covers encounter.write else person.read.violence
    trafficking_checklist.list | person.read.violence | person | \
      covers person.read.violence else person.read.identity
    cooperation_note.list, cooperation_note.create | activity.write | -    | -
    cooperation_note.read, cooperation_note.change | activity.write | cooperation-note | \
      covers activity.write
    metrics.read, mode.read, mode.set  | server.operate     | -            | -
    directory.about, directory.list_services, directory.list_organizations | public | - | -
    directory.read_service, directory.read_organization | public             | -            | -
    health.live, health.ready, code.list, code.read, openapi.read | public | - | -
    docs.read, problem.read, security.read | public             | -            | -
    root.read, api.read, api.info, version.read | public             | -            | -
    """

  /// Permissions of which one is enough, where a line says it in a word.
  static let groups: [String: Set<String>] = [
    "referral.read": ["referral.read_received", "referral.read_sent"],
    "steps person.restrict person.unrestrict person.update": [
      "person.restrict", "person.unrestrict", "person.update",
    ],
    "openings": ["audit.review", "person.emergency_open"],
    // Whatever the matrix marks `2`, and the giving of roles (access.md 1, Rules on top).
    "second persons": ["person.merge", "person.unrestrict", "role.grant"],
    "count either": ["count.manage", "count.report"],
    "count readers": ["count.manage", "count.report", "report.run"],
    "shift readers": ["shift.read", "shift.run"],
    // domain.md, life cycle of a shift.
    "steps of a shift": ["shift.plan", "shift.run", "shift.safety_check", "shift.review"],
    "steps of a search": ["search_order.work", "search_order.create"],
    "steps of a tip": ["tip.triage", "search_order.work"],
    "tip readers": ["tip.triage", "search_order.work", "tip.create"],
    "field work": ["encounter.write", "shift.run", "search_order.work"],
    "steps partner.verify partner.write": ["partner.verify", "partner.write"],
    // domain.md 1.10.
    "steps of a referral": [
      "referral.submit", "referral.message", "referral.cancel", "referral.withdraw",
      "referral.acknowledge", "referral.decide", "referral.forward", "referral.assign",
      "referral.work", "referral.close", "referral.reopen",
    ],
  ]

  /// The permissions of which one is enough; nil where none is needed.
  var permissions: Set<String>? {
    needs == "public" || needs == "signed-in" ? nil : Self.groups[needs] ?? [needs]
  }
}
