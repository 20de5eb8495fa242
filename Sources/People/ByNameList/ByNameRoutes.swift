// The by-name list (sw. namnlista) over HTTP: who is acutely homeless, by name, in the order in
// which help comes first. For those who work with persons; it shows no need and no health.

import Access
import HTTP
import JSON
import Pipeline
import SQLite
import Vocabulary

/// The by-name list over HTTP.
enum ByNameRoutes {
  static func all(_ history: any ContactHistory) -> [Route] {
    let weights = Priority.weights.map { "`\($0.reason.code)` \($0.weight)" }
    return [
      Route(
        .get, "/api/v1/by-name-list", "by_name_list.read",
        "Acutely homeless persons whom the caller works with or answers for, the highest score "
          + "first. Weights: \(weights.joined(separator: ", ")), each day without contact "
          + "\(Priority.dayWeight) up to \(Priority.daysMax) days; what the caller may not read "
          + "weighs nothing.",
        // To work with persons, not only to read one that a referral names.
        needs: .permission([.personUpdate]), isPersonal: true, parameters: Page.parameters,
        answers: .ok, .page(of: ByNameRow.shape, named: "ByNameList")
      ) { call in try list(call, history) }
    ]
  }

  private static func list(_ call: Call, _ history: any ContactHistory) throws -> Reply {
    let page = try call.page()
    let rows = try rows(call, history)
    let rest = try after(page, rows).dropFirst(page.offset).prefix(page.fetchCount)
    let shown = rest.prefix(page.limit)
    let about = About.personal(
      shown.map(\.person.id.erased), boards: Set(shown.map(\.person.board)).sorted(),
      fields: ["identity", "priority"])
    return call.list(
      Array(rest), on: page, about: about, total: page.wantsTotal ? rows.count : nil,
      end: { [String($0.score), $0.person.id.text] }
    ) { row, writer in row.write(to: &writer) }
  }

  // The whole list is made for each page: it holds as many people as a team can know by name, and
  // their order changes with every day.
  private static func rows(_ call: Call, _ history: any ContactHistory) throws -> [ByNameRow] {
    let caller = try call.signedIn()
    let persons = PersonStore(call.database)
    let reach = caller.reach(.personUpdate, at: call.now)
    let wide = Set(
      caller.grants(for: .personUpdate, at: call.now).compactMap { grant, letter in
        letter == .board || letter == .unit ? grant.scope.board : nil
      })
    let holders = reach.isEmpty ? [] : caller.careHolders(at: call.now).map(\.id).sorted()
    let reached = try ByNameStore(call.database).acute(in: wide.sorted(), heldBy: holders)
      .compactMap { acute -> Reached? in
        guard let person = try persons.find(acute.person) else { return nil }
        let facts = try persons.facts(of: person, for: caller, at: call.now)
        guard call.may(.personUpdate, on: facts), call.may(.personReadIdentity, on: facts) else {
          return nil
        }
        return Reached(acute: acute, person: person, facts: facts)
      }
    let last = try history.lastContacts(of: reached.map(\.person.id), in: call.database)
    return try reached.map { one in
      let contact = last[one.person.id].map(Day.of)
      let (score, reasons) = Priority.score(try priority(of: one, contact, call))
      return ByNameRow(
        person: one.person, since: one.acute.since, lastContact: contact,
        daysSince: contact.map { call.today.number - $0.number }, score: score, reasons: reasons)
    }.sorted { ($1.score, $0.person.id) < ($0.score, $1.person.id) }
  }

  private struct Reached {
    let acute: ByNameStore.Acute
    let person: Person
    let facts: SubjectFacts
  }

  private static func priority(
    of one: Reached, _ contact: Day?, _ call: Call
  ) throws -> Priority.Facts {
    let areas = try NeedStore(call.database).openAreas(of: one.person.id).filter {
      call.may(NeedRules.permission(for: $0), on: one.facts)
    }
    return Priority.Facts(
      sex: one.person.sex,
      isAboutChild: one.person.told.ageBand(on: call.today)?.isChild ?? false
        || areas.contains(.children),
      isAboutViolence: areas.contains { NeedRules.permission(for: $0) == .personReadViolence },
      subtype: one.acute.subtype,
      daysSinceContact: contact.map { call.today.number - $0.number })
  }

  private static func after(_ page: Page, _ rows: [ByNameRow]) throws(Refusal) -> [ByNameRow] {
    guard let after = page.after else { return rows }
    guard after.count == 2, let score = Int(after[0]), let id = PersonID(after[1]) else {
      throw .badQuery("cursor")
    }
    return rows.filter { (-$0.score, $0.person.id) > (-score, id) }
  }
}

/// One person on the by-name list.
struct ByNameRow {
  let person: Person
  let since: Day
  let lastContact: Day?
  let daysSince: Int?
  let score: Int
  let reasons: [PriorityReason]

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.reference("person", NamedThing(person.id, person.displayName))
      writer.member("secrecy", person.secrecy.rawValue)
      writer.reference("unit", person.unitReference)
      writer.member("since", since.text)
      writer.member("lastContactOn", lastContact?.text)
      writer.member("daysSince", daysSince)
      writer.member("score", score)
      writer.member("reasons", reasons.map(\.code))
    }
  }

  static let shape: Shape = .object(
    "ByNameRow",
    [
      .init("person", .namedThing),
      .init("secrecy", .code(SecrecyClass.allCases.map(\.rawValue))),
      .init("unit", .nullable(.namedThing)), .init("since", .day),
      .init("lastContactOn", .nullable(.day)), .init("daysSince", .nullable(.count)),
      .init("score", .count),
      .init(
        "reasons", .list(.code(PriorityReason.self), countMax: PriorityReason.allCases.count)),
    ])
}
