// The order of the by-name list, the line of trust, and when somebody is active: rules without a
// database.

import Testing
import Vocabulary

@testable import People

struct PriorityTests {
  @Test func `a woman comes first, whatever weighs for others`() {
    let others = Sex.allCases.filter { $0 != .woman }.map {
      Priority.score(
        .init(
          sex: $0, isAboutChild: true, isAboutViolence: true, subtype: .tent,
          daysSinceContact: 900)
      ).score
    }
    let woman = Priority.score(.init(sex: .woman, daysSinceContact: 0)).score
    #expect(others.allSatisfy { $0 < woman })
  }

  @Test(arguments: [
    (Priority.Facts(sex: .man, daysSinceContact: 0), 0, []),
    (.init(sex: .man), 40, [PriorityReason.noContactKnown]),
    (.init(sex: .man, daysSinceContact: 3), 6, [.daysWithoutContact]),
    (.init(sex: .man, daysSinceContact: 45), 90, [.daysWithoutContact]),
    (.init(sex: .man, daysSinceContact: 46), 90, [.daysWithoutContact]),
    (.init(sex: .man, subtype: .shelter, daysSinceContact: 0), 0, []),
    (.init(sex: .man, subtype: .stairwell, daysSinceContact: 0), 60, [.sleepsRough]),
    (.init(sex: .man, isAboutChild: true, daysSinceContact: 0), 500, [.child]),
    (.init(sex: .man, isAboutViolence: true, daysSinceContact: 0), 200, [.violence]),
    (
      .init(
        sex: .woman, isAboutChild: true, isAboutViolence: true, subtype: .outdoors,
        daysSinceContact: 1), 1_762,
      [.womanAcute, .child, .violence, .sleepsRough, .daysWithoutContact]
    ),
  ])
  func `each reason weighs what the table says and is named`(
    _ person: Priority.Facts, _ score: Int, _ reasons: [PriorityReason]
  ) {
    let found = Priority.score(person)
    #expect(found.score == score)
    #expect(found.reasons == reasons)
  }

  @Test func `each reason of the list has its weight`() {
    let weighed = Set(Priority.weights.map(\.reason))
    #expect(weighed.union([.daysWithoutContact]) == Set(PriorityReason.allCases))
    // More days never weigh more than the next reason above them.
    #expect(Priority.dayWeight * Priority.daysMax < 200)
  }

  static let today = Day(number: 20_000)

  @Test(
    arguments: [
      (PersonActivity.active, -400, 0, false, PersonActivity.active, ActivityReason.contact),
      (.active, -400, -90, false, .active, .contact),
      (.active, -400, -91, false, .inactive, .noContact),
      (.active, -400, -91, true, .active, .openWork),
      (.active, -400, nil, false, .inactive, .noContact),
      (.active, -30, nil, false, .active, .recordNew),
      (.active, -31, nil, false, .inactive, .noContact),
      (.inactive, 0, 0, true, .inactive, .setByHand),
      (.moved, 0, 0, true, .moved, .setByHand), (.deceased, 0, 0, true, .deceased, .setByHand),
    ] as [(PersonActivity, Int, Int?, Bool, PersonActivity, ActivityReason)])
  func `activity follows from contact, work and newness; a hand stands`(
    _ stored: PersonActivity, _ made: Int, _ last: Int?, _ hasWork: Bool,
    _ activity: PersonActivity, _ reason: ActivityReason
  ) {
    let found = ActivityRule.activity(
      of: .init(
        stored: stored, made: Self.today.plus(days: made),
        lastContact: last.map { Self.today.plus(days: $0) }, hasOpenWork: hasWork),
      on: Self.today)
    #expect(found == (activity, reason))
  }

  @Test func `the line of trust counts what was, in whatever order it comes`() {
    let now = Timestamp(seconds: 1_800_000_000)
    let moments = [
      ContactMoment(at: now.plus(days: -2), nextStep: "Läkartid"),
      ContactMoment(at: now.plus(days: -40)), ContactMoment(at: now.plus(days: -1)),
      ContactMoment(at: now.plus(days: 1), nextStep: "Framtid"),
    ]
    for order in [moments, moments.reversed()] {
      let line = TrustLine(order, at: now)
      #expect(line.first == now.plus(days: -40))
      #expect(line.last == now.plus(days: -1))
      #expect(line.count == 3)
      #expect(line.daysSince == 1)
      #expect(line.nextStep == "Läkartid")
    }
    let nobody = TrustLine([], at: now)
    #expect(nobody.count == 0 && nobody.daysSince == nil && nobody.first == nil)
  }

  @Test(arguments: LivingSubtype.allCases)
  func `each kind of place has its codes`(_ subtype: LivingSubtype) {
    #expect(1...6 ~= subtype.ethosLight)
    #expect(1...999 ~= subtype.hudCode)
    #expect(subtype.situation != .unknown)
    #expect(!subtype.isRough || subtype.situation == .acute)
  }

  @Test(arguments: RelationKind.allCases)
  func `seen twice from the other side, a relation is itself`(_ kind: RelationKind) {
    #expect(kind.inverse.inverse == kind)
    #expect(kind.isViolence == kind.inverse.isViolence)
  }
}
