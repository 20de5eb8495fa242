// What comes in about mergings.

import Pipeline
import Vocabulary

/// The body that proposes a merging.
struct MergeDocument: Document {
  static let name = "NewMerge"

  let kept: PersonID?
  let absorbed: PersonID?

  init(reading fields: inout FieldReader) {
    kept = fields.idIfAny("kept", isRequired: true)
    absorbed = fields.idIfAny("absorbed", isRequired: true)
  }
}

/// The body of a step of a merging.
struct MergeStep: Document {
  static let name = "MergeStep"

  let step: Step?

  init(reading fields: inout FieldReader) {
    step = fields.step(of: .merge)
    fields.check(step)
  }
}
