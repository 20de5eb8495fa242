// What an ID can be the identifier of: empty types that exist for the compiler only, so that
// the id of a partner never fits where the id of a referral is asked for.

/// The names of things that have ids; none of them has a value.
public enum Kind {
  /// Anything at all: the subject of `AnyID`.
  public enum Thing {}
  /// A municipality (kommun).
  public enum Municipality {}
  /// A board of a municipality (nämnd).
  public enum Board {}
  /// A unit of a board (enhet).
  public enum Unit {}
  /// A team of a unit.
  public enum Team {}
  /// A project (projekt, satsning).
  public enum Project {}
  /// A way in to a municipality's help (ingång).
  public enum Entrance {}
  /// A user account.
  public enum User {}
  /// A role given to a user (behörighet).
  public enum Grant {}
  /// A session of a user.
  public enum Session {}
  /// An API key.
  public enum Key {}
  /// A person (den enskilde).
  public enum Person {}
  /// An identifier of a person.
  public enum Identifier {}
  /// A contact code (kontaktkod).
  public enum ContactCode {}
  /// A relation that gives access (vårdrelation).
  public enum CareRelation {}
  /// A restriction of access (spärr).
  public enum Restriction {}
  /// A living situation of a person (boendesituation).
  public enum LivingSituation {}
  /// A need of a person (behov).
  public enum Need {}
  /// A relation between two persons.
  public enum Relation {}
  /// A way to reach a person.
  public enum PersonContact {}
  /// Two records that may be one person (dubblett).
  public enum DuplicateCandidate {}
  /// A merging of two records (sammanslagning).
  public enum Merge {}
  /// An opening of a record in an emergency (nödöppning).
  public enum EmergencyOpening {}
  /// What one person asked for and another must approve (förslag).
  public enum Proposal {}
  /// A review of the log (loggkontroll).
  public enum Review {}
  /// A consent (samtycke).
  public enum Consent {}
  /// A disclosure (utlämnande).
  public enum Disclosure {}
  /// A partner (samarbetspart).
  public enum Partner {}
  /// A contact person of a partner.
  public enum PartnerContact {}
  /// A service (insats, verksamhet).
  public enum Service {}
  /// A location of a service (plats).
  public enum Location {}
  /// A schedule of opening hours (öppettider).
  public enum Schedule {}
  /// An agreement (avtal, överenskommelse).
  public enum Agreement {}
  /// A referral (remiss, hänvisning).
  public enum Referral {}
  /// One event in a referral's history (händelse).
  public enum ReferralEvent {}
  /// An appointment (bokad tid).
  public enum Appointment {}
  /// A message of a referral (meddelande).
  public enum Message {}
  /// An attachment of a referral (bilaga).
  public enum Attachment {}
  /// A link by which somebody without a log-in answers a referral (svarslänk).
  public enum AnswerLink {}
  /// A session that such a link began.
  public enum AnswerSession {}
  /// A webhook (webbkrok).
  public enum Webhook {}
  /// A delivery of a webhook (leverans).
  public enum Delivery {}
  /// A request as the log names it.
  public enum Request {}
}

/// The id of anything.
public typealias AnyID = ID<Kind.Thing>
/// The id of a municipality.
public typealias MunicipalityID = ID<Kind.Municipality>
/// The id of a board.
public typealias BoardID = ID<Kind.Board>
/// The id of a unit.
public typealias UnitID = ID<Kind.Unit>
/// The id of a team.
public typealias TeamID = ID<Kind.Team>
/// The id of a project.
public typealias ProjectID = ID<Kind.Project>
/// The id of an entrance.
public typealias EntranceID = ID<Kind.Entrance>
/// The id of a user.
public typealias UserID = ID<Kind.User>
/// The id of a grant of a role.
public typealias GrantID = ID<Kind.Grant>
/// The id of a session.
public typealias SessionID = ID<Kind.Session>
/// The id of an API key.
public typealias KeyID = ID<Kind.Key>
/// The id of a person.
public typealias PersonID = ID<Kind.Person>
/// The id of an identifier of a person.
public typealias IdentifierID = ID<Kind.Identifier>
/// The id of a contact code.
public typealias ContactCodeID = ID<Kind.ContactCode>
/// The id of a care relation.
public typealias CareRelationID = ID<Kind.CareRelation>
/// The id of a restriction.
public typealias RestrictionID = ID<Kind.Restriction>
/// The id of a living situation.
public typealias LivingSituationID = ID<Kind.LivingSituation>
/// The id of a need.
public typealias NeedID = ID<Kind.Need>
/// The id of a relation between persons.
public typealias RelationID = ID<Kind.Relation>
/// The id of a way to reach a person.
public typealias PersonContactID = ID<Kind.PersonContact>
/// The id of a pair of records that may be one person.
public typealias DuplicateCandidateID = ID<Kind.DuplicateCandidate>
/// The id of a merging of records.
public typealias MergeID = ID<Kind.Merge>
/// The id of an opening of a record in an emergency.
public typealias EmergencyOpeningID = ID<Kind.EmergencyOpening>
/// The id of a proposal.
public typealias ProposalID = ID<Kind.Proposal>
/// The id of a review of the log.
public typealias ReviewID = ID<Kind.Review>
/// The id of a consent.
public typealias ConsentID = ID<Kind.Consent>
/// The id of a disclosure.
public typealias DisclosureID = ID<Kind.Disclosure>
/// The id of a partner.
public typealias PartnerID = ID<Kind.Partner>
/// The id of a contact person of a partner.
public typealias PartnerContactID = ID<Kind.PartnerContact>
/// The id of a service.
public typealias ServiceID = ID<Kind.Service>
/// The id of a location.
public typealias LocationID = ID<Kind.Location>
/// The id of a schedule.
public typealias ScheduleID = ID<Kind.Schedule>
/// The id of an agreement.
public typealias AgreementID = ID<Kind.Agreement>
/// The id of a referral.
public typealias ReferralID = ID<Kind.Referral>
/// The id of an event of a referral.
public typealias ReferralEventID = ID<Kind.ReferralEvent>
/// The id of an appointment.
public typealias AppointmentID = ID<Kind.Appointment>
/// The id of a message.
public typealias MessageID = ID<Kind.Message>
/// The id of an attachment.
public typealias AttachmentID = ID<Kind.Attachment>
/// The id of an answer link.
public typealias AnswerLinkID = ID<Kind.AnswerLink>
/// The id of a session that an answer link began.
public typealias AnswerSessionID = ID<Kind.AnswerSession>
/// The id of a webhook.
public typealias WebhookID = ID<Kind.Webhook>
/// The id of a delivery.
public typealias DeliveryID = ID<Kind.Delivery>
/// The id of a request.
public typealias RequestID = ID<Kind.Request>
