// The routes about contacts on platforms, and what each does.

import Access
import HTTP
import JSON
import Organisation
import Pipeline
import SQLite
import Vocabulary

/// Contacts on platforms over HTTP.
enum OnlineContactRoutes {
  static let all: [Route] = [
    Route(
      .get, "/api/v1/online-contacts", "online_contact.list",
      "Contacts of the caller's teams on platforms.", needs: .permission([.shiftRead]),
      isPersonal: true,
      parameters: [
        Parameter("status", .code(OnlineStatus.self), "One status."),
        Parameter("platform", .code(OnlinePlatform.self), "One sort of platform."),
      ] + Page.parameters.filter { $0.name != "count" },
      answers: .ok, .page(of: OnlineContactView.shape, named: "OnlineContactPage"),
      handler: list),
    Route(
      .post, "/api/v1/online-contacts", "online_contact.create",
      "A first contact on a sort of platform. Profiles, links and handles are refused.",
      needs: .permission([.shiftRun]), isPersonal: true, takes: NewOnlineContact.self,
      example: #"{"platform": "sugar_dating", "note": "Skrev om stödet som finns."}"#,
      answers: .created, OnlineContactView.shape, handler: create),
    Route(
      .get, "/api/v1/online-contacts/summary", "online_contact.summary",
      "First contacts, replies and meetings by platform and whole month; a number of few is not "
        + "told.",
      needs: .permission([.reportRun]), isPersonal: true, parameters: [FieldMonths.parameter],
      answers: .ok, OnlineSummary.shape, handler: OnlineSummary.reply),
    Route(
      .get, "/api/v1/online-contacts/{contact}", "online_contact.read", "One contact.",
      needs: .permission([.shiftRead]), isPersonal: true, answers: .ok, OnlineContactView.shape,
      handler: { call in reply(with: try find(call), call) }),
    Route(
      .post, "/api/v1/online-contacts/{contact}/transitions", "online_contact.step",
      "Takes a step: reply, meet or end.",
      needs: .permission(LifeCycle.onlineContact.permissions), isPersonal: true,
      takes: OnlineContactStep.self, example: #"{"step": "reply", "note": "Vill veta mer."}"#,
      answers: .ok, OnlineContactView.shape, handler: take),
    Route(
      .get, "/api/v1/online-contacts/{contact}/transitions", "online_contact.history",
      "A contact's history.", needs: .permission([.shiftRead]), isPersonal: true,
      parameters: Page.parameters.filter { $0.name != "count" }, answers: .ok,
      .page(of: FieldEvent.shape, named: "OnlineContactHistory"),
      handler: { call in
        let contact = try find(call)
        return try call.history(of: contact.id, about: about(contact))
      }),
  ]

  private static func list(_ call: Call) throws -> Reply {
    let page = try call.page()
    let status = try call.codes("status", OnlineStatus.self).first
    let platform = try call.codes("platform", OnlinePlatform.self).first
    let after = try page.afterID() ?? OnlineContactID(high: 0, low: 0)
    let reach = try call.signedIn().reach(.shiftRead, at: call.now)
    var found: [OnlineContact] = []
    for team in try TeamReach(call.database).teams(reach) {
      found += try OnlineContactStore(call.database).list(
        team: team, status: status, platform: platform, after: after,
        limit: page.offset + page.fetchCount)
    }
    let shown = found.sorted { $0.id < $1.id }.dropFirst(page.offset).prefix(page.fetchCount)
    return call.list(
      shown.map { OnlineContactView($0, for: call) }, on: page,
      about: try call.about(
        shown.prefix(page.limit).map(\.id.erased), boards: shown.map(\.board),
        fields: "online_contact"),
      end: { [$0.contact.id.text] }
    ) { view, writer in view.write(to: &writer) }
  }

  private static func create(_ call: Call, _ body: NewOnlineContact) throws -> Reply {
    let team = try call.fieldTeam(body.team, .shiftRun, at: "/team")
    let contact = OnlineContact(
      id: call.makeID(), board: team.boardID, unit: team.unitID,
      team: NamedThing(team.id, team.name, slug: team.slug), platform: body.platform,
      status: .contacted, contactedOn: try day(body.contactedOn, at: "/contactedOn", call),
      note: body.note, version: 1)
    let store = OnlineContactStore(call.database)
    try store.insert(contact, by: try call.signedIn().reference, at: call.now)
    return reply(with: try call.fetch(store.find(contact.id)), call, status: .created)
  }

  private static func take(_ call: Call, _ body: OnlineContactStep) throws -> Reply {
    guard let step = body.step else { throw Refusal.invalid("/step", "required") }
    var contact = try find(call)
    let facts = contact.facts
    try call.require(step.permission, on: facts, isKnown: true)
    try call.obeyMatch(contact.version)
    try LifeCycle.onlineContact.require(step, from: contact.state) {
      call.may($0.permission, on: facts)
    }
    let day = try day(body.on, at: "/on", call)
    guard day >= contact.lastDay else { throw Refusal.invalid("/on", "before_last_step") }
    let from = contact.status
    switch step.name {
    case "reply":
      contact.status = .replied
      contact.repliedOn = day
    case "meet":
      contact.status = .met
      contact.metOn = day
    default:
      contact.status = .ended
      contact.endedOn = day
      contact.endReason = body.reason
    }
    contact.note = body.note ?? contact.note
    let store = OnlineContactStore(call.database)
    try store.save(contact)
    try call.noteStep(
      step, from: from.code, to: contact.status.code, text: body.note, of: contact.id)
    return reply(with: try call.fetch(store.find(contact.id)), call)
  }

  // MARK: parts

  private static func day(_ told: Day?, at path: String, _ call: Call) throws(Refusal) -> Day {
    let day = told ?? call.today
    guard day <= call.today else { throw .invalid(path, "future") }
    guard day > call.today.plus(days: -366) else { throw .invalid(path, "too_old") }
    return day
  }

  private static func find(_ call: Call) throws -> OnlineContact {
    let contact = try call.fetch(OnlineContactStore(call.database).find(call.id()))
    try call.require(.shiftRead, on: contact.facts)
    return contact
  }

  private static func about(_ contact: OnlineContact) -> About {
    .personal([contact.id.erased], boards: [contact.board], fields: ["online_contact"])
  }

  private static func reply(
    with contact: OnlineContact, _ call: Call, status: Status = .ok
  ) -> Reply {
    Reply(
      status, about: about(contact), version: contact.version,
      at: "/api/v1/online-contacts/\(contact.id)"
    ) { OnlineContactView(contact, for: call).write(to: &$0) }
  }
}

/// Contacts on platforms by month.
enum OnlineSummary {
  private struct Key: Hashable, Comparable {
    let month: String
    let platform: String

    static func < (one: Key, other: Key) -> Bool {
      (one.month, one.platform) < (other.month, other.platform)
    }
  }

  static func reply(_ call: Call) throws -> Reply {
    let months = try call.months()
    let reach = try call.signedIn().reach(.reportRun, at: call.now)
    let teams = try TeamReach(call.database).teams(reach)
    let small = try SmallNumbers(of: teams, call.database)
    var sums: [Key: [OnlineStage: Int]] = [:]
    for team in teams {
      let store = OnlineContactStore(call.database)
      for sum in try store.sums(team: team, from: months.first, to: months.last) {
        let key = Key(month: sum.month, platform: sum.platform)
        sums[key, default: [:]][sum.stage, default: 0] += sum.count
      }
    }
    return Reply(about: try call.about([], boards: [], fields: "online_contact.summary")) {
      writer in
      writer.object { writer in
        writer.member("smallNumberLimit", small.limit)
        writer.array("items") { writer in
          for (key, counts) in sums.sorted(by: { $0.key < $1.key }) {
            writer.object { writer in
              writer.member("month", key.month)
              writer.member("platform", key.platform)
              writer.member("firstContacts", small.shown(counts[.firstContact] ?? 0))
              writer.member("replies", small.shown(counts[.reply] ?? 0))
              writer.member("meetings", small.shown(counts[.movedToMeeting] ?? 0))
            }
          }
        }
      }
    }
  }

  static let shape: Shape = .object(
    "OnlineContactSummary",
    [
      .init("smallNumberLimit", .count),
      .init(
        "items",
        .list(
          .object(
            "OnlineContactMonth",
            [
              .init("month", .text), .init("platform", .code(OnlinePlatform.self)),
              .init("firstContacts", .nullable(.count)), .init("replies", .nullable(.count)),
              .init("meetings", .nullable(.count)),
            ]), countMax: FieldMonths.countMax * OnlinePlatform.allCases.count)),
    ])
}
