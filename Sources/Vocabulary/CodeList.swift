// Coded values: on the wire and in the database they are their bare codes; labels are only for
// people. A code, once published, is never given another meaning.

/// A closed list of codes.
public protocol CodeList: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
  /// The name of the list in `GET /codes/{list}`.
  static var listName: String { get }
  /// What people read.
  var label: Label { get }
}

extension CodeList {
  /// The code as it is sent and stored.
  public var code: String { rawValue }

  /// Reads a code; nil where the list has none such.
  public init?(code: String) {
    self.init(rawValue: code)
  }

  /// All codes in the order of the list.
  public static var codes: [String] { allCases.map { $0.rawValue } }
}

/// Every list there is, for `GET /codes`.
public enum CodeLists {
  /// The lists, ordered by name.
  public static let all: [any CodeList.Type] = [
    ActivityReason.self,
    AgeBand.self,
    AgreementKind.self,
    AgreementStatus.self,
    AppointmentStatus.self,
    AttemptResult.self,
    BasisKind.self,
    CareReason.self,
    ChildrenAnswer.self,
    ConsentCover.self,
    ConsentForm.self,
    ContactContent.self,
    ContactDuration.self,
    ContactKind.self,
    ContactResponse.self,
    CountExclusion.self,
    CountReturnStatus.self,
    CountStatus.self,
    DayPart.self,
    DeclineReason.self,
    DisclosureReason.self,
    DisclosureStage.self,
    DocumentationMode.self,
    DuplicateDecision.self,
    DuplicateReason.self,
    EncounterKind.self,
    EveningStatus.self,
    FailReason.self,
    GroupSexes.self,
    GroupSize.self,
    HandoutKind.self,
    HelpOffered.self,
    HomelessSituation.self,
    IdentityMode.self,
    IndicatorAnswer.self,
    IndicatorKind.self,
    IndicatorSource.self,
    LegalBasis.self,
    LivingSource.self,
    LivingSubtype.self,
    MeasureResult.self,
    MergeStatus.self,
    Mood.self,
    NeedArea.self,
    NeedLevel.self,
    NeedWish.self,
    NeedsAssessment.self,
    OnlineEnd.self,
    OnlinePlatform.self,
    OnlineStage.self,
    OnlineStatus.self,
    Outcome.self,
    PartnerKind.self,
    PartnerStatus.self,
    PersonActivity.self,
    PlaceKind.self,
    PlaceStatus.self,
    Preparedness.self,
    PriorityReason.self,
    ProtectedIdentity.self,
    Purpose.self,
    ReferralBusinessStatus.self,
    ReferralStatus.self,
    RelationKind.self,
    RestrictionReason.self,
    SearchOrderStatus.self,
    SearchPriority.self,
    SeasonKind.self,
    ServiceForm.self,
    ServiceStatus.self,
    Sex.self,
    ShiftStatus.self,
    SocialServicesContact.self,
    SuggestionReason.self,
    TargetGroup.self,
    TipOutcome.self,
    TipSource.self,
    TipStatus.self,
    TipTask.self,
    TraffickingIndicator.self,
    UnitKind.self,
    UnrestParty.self,
    UnrestSource.self,
    UnrestStatus.self,
    Urgency.self,
    Weekday.self,
    WorryLevel.self,
  ]

  /// The list of that name.
  public static func find(_ name: String) -> (any CodeList.Type)? {
    all.first { $0.listName == name }
  }

  /// The codes and labels of a list.
  public static func entries(of list: any CodeList.Type) -> [(code: String, label: Label)] {
    func entries<List: CodeList>(_: List.Type) -> [(code: String, label: Label)] {
      List.allCases.map { ($0.code, $0.label) }
    }
    return entries(list)
  }
}
