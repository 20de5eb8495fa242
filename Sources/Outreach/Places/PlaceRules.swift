// What of a position a reader is shown, and what a place must not have. Pure.

import Pipeline
import Vocabulary

/// Rules about positions.
enum PositionRules {
  /// The side of the square that others than those who go there are shown.
  static let cellMetres = 1_000
  /// The side when the position is old: it then tells about people who may have moved on.
  static let oldCellMetres = 5_000
  /// After so many days a position is old.
  static let oldAfterDays = 365

  /// A position cut to the square that it lies in.
  static func cell(of position: Position, sizeMetres size: Int) -> Position {
    Position(
      north: position.north / size * size, east: position.east / size * size, sizeMetres: size)
  }
}

extension PlaceKind {
  /// Whether it lies anywhere on a map (access.md 3.5: protected housing does not).
  var hasPosition: Bool { self != .protected && self != .onlinePlatform }
}

extension Place {
  /// The position for a reader: the spot, or a square that is coarser when it is old.
  func shownPosition(isExact: Bool, at now: Timestamp) -> Position? {
    guard kind.hasPosition, let position, let positionedAt else { return nil }
    if isExact { return position }
    let isOld = positionedAt.plus(days: PositionRules.oldAfterDays) <= now
    return PositionRules.cell(
      of: position,
      sizeMetres: isOld ? PositionRules.oldCellMetres : PositionRules.cellMetres)
  }
}

extension PlaceFacts {
  /// Makes sure that what lies nowhere has no position, no area and nobody who runs it openly.
  ///
  /// - Throws: `Refusal` 422 with the members that a kind must not have.
  func check() throws(Refusal) {
    guard !kind.hasPosition else { return }
    var faults: [FieldFault] = []
    if position != nil { faults.append(FieldFault(path: "/position", code: "not_allowed")) }
    if area != nil { faults.append(FieldFault(path: "/area", code: "not_allowed")) }
    if kind == .protected, partner != nil {
      faults.append(FieldFault(path: "/partner", code: "not_allowed"))
    }
    guard faults.isEmpty else { throw Refusal(.validationFailed, errors: faults) }
  }
}
