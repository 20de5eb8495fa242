// What comes in about needs.

import Pipeline
import Vocabulary

/// The body of a new need.
struct NeedDocument: Document {
  static let name = "NewPersonNeed"

  let area: NeedArea
  let level: NeedLevel
  let wish: NeedWish
  let from: Day?
  let to: Day?

  init(reading fields: inout FieldReader) {
    area = fields.code("area", NeedArea.self)
    level = fields.codeIfAny("level", NeedLevel.self) ?? .unknown
    wish = fields.codeIfAny("wish", NeedWish.self) ?? .unknown
    from = fields.dayIfAny("from")
    to = fields.dayIfAny("to")
  }
}

/// The body that ends or corrects a need (RFC 7396); another area is another need.
struct NeedChange: Document {
  static let name = "PersonNeedChange"

  let level: Change<NeedLevel>
  let wish: Change<NeedWish>
  let from: Change<Day>
  let to: Change<Day>

  init(reading fields: inout FieldReader) {
    level = fields.change("level", isClearable: false) { $0.codeIfAny("level", NeedLevel.self) }
    wish = fields.change("wish", isClearable: false) { $0.codeIfAny("wish", NeedWish.self) }
    from = fields.change("from", isClearable: false) { $0.dayIfAny("from") }
    to = fields.change("to") { $0.dayIfAny("to") }
  }

  /// The need after the change.
  func applied(to need: PersonNeed) -> PersonNeed {
    var changed = need
    changed.level = level.applied(to: need.level) ?? need.level
    changed.wish = wish.applied(to: need.wish) ?? need.wish
    changed.days.startsOn = from.applied(to: need.days.startsOn) ?? need.days.startsOn
    changed.days.endsOn = to.applied(to: need.days.endsOn)
    return changed
  }
}
