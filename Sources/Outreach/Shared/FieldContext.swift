// What need not be asked of somebody with cold fingers: the shift is the one they are out on, the
// place is where they were last. What comes late says for itself where it was.

import Access
import Organisation
import Pipeline
import Vocabulary

/// Where a record from the field belongs.
struct FieldContext {
  let keeper: Keeper
  let shift: Shift?
  /// The place; nil where none is known.
  let place: Place?
  /// Whether it is written down so much later that where the crew is now says nothing.
  let isLate: Bool

  /// A record that comes so many seconds after what it tells is a late one.
  static let lateAfterSeconds = 3_600

  /// Fills in what the body leaves out.
  ///
  /// - Throws: `Refusal` 422 for a shift, team or place that is unknown or must be named, 403 where
  ///   only the right lacks.
  init(
    _ call: Call, at instant: Timestamp, shift named: ShiftID?, team reference: Reference?,
    place: PlaceID?, _ permission: Permission
  ) throws {
    let caller = try call.signedIn()
    if case .noAgreement(let number)? = caller.refusalByAgreement(at: call.now) {
      throw Refusal.noAgreement(number)
    }
    isLate = instant.plus(seconds: Self.lateAfterSeconds) < call.now
    shift = try Self.shift(named, hasTeam: reference != nil, caller, call).flatMap { shift in
      // A shift that began later is not the one of this meeting.
      named != nil || shift.startedAt ?? call.now <= instant ? shift : nil
    }
    if let shift {
      keeper = shift.keeper(for: caller)
    } else if caller.partner != nil {
      // A partner writes for a joint shift or not at all.
      throw Refusal.invalid("/shift", "required")
    } else {
      let team = try call.fieldTeam(reference, permission, at: "/team")
      keeper = Keeper(board: team.boardID, unit: team.unitID, team: team.id)
    }
    self.place = isLate && place == nil ? nil : try Self.place(place, shift, keeper, call)
  }

  private static func shift(
    _ named: ShiftID?, hasTeam: Bool, _ caller: Caller, _ call: Call
  ) throws -> Shift? {
    let store = ShiftStore(call.database)
    guard let named else {
      return hasTeam ? nil : try caller.user.flatMap { try store.started(by: $0) }
    }
    // What was written in the night arrives in the morning: the shift may have ended by then.
    guard let shift = try store.find(named), shift.status != .planned, shift.status != .cancelled,
      call.may(.shiftRun, on: shift.facts(for: caller))
    else { throw Refusal.invalid("/shift", "unknown") }
    return shift
  }

  private static func place(
    _ named: PlaceID?, _ shift: Shift?, _ keeper: Keeper, _ call: Call
  ) throws -> Place? {
    let store = PlaceStore(call.database)
    guard let named else {
      guard let shift else { return nil }
      return try ShiftStore(call.database).lastPlace(of: shift, by: keeper).flatMap {
        try store.find($0)
      }
    }
    guard let place = try store.find(named) else { throw Refusal.invalid("/place", "unknown") }
    let isShared = try shift.map { try PlaceView(place, on: $0, for: call) != nil } ?? false
    let isOnRoute = isShared && shift?.route.contains(named) == true
    let facts = place.facts(for: try call.signedIn(), at: call.now)
    guard isOnRoute || call.may(.placeRead, on: facts) else {
      throw Refusal.invalid("/place", "unknown")
    }
    return place
  }

  /// Remembers where the crew is now.
  func remember(in call: Call) throws {
    guard !isLate, let shift, let place, shift.status == .started else { return }
    try ShiftStore(call.database).moved(shift, to: place.id, by: keeper)
  }
}
