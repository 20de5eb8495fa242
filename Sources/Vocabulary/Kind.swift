// What an ID can be the identifier of: empty types that exist for the compiler only, so that
// the id of a partner never fits where the id of a referral is asked for.

/// The names of things that have ids; none of them has a value.
package enum Kind {
  /// Anything at all: the subject of `AnyID`.
  package enum Thing {}
  /// A municipality (kommun).
  package enum Municipality {}
  /// A board of a municipality (nämnd).
  package enum Board {}
  /// A unit of a board (enhet).
  package enum Unit {}
  /// A team of a unit.
  package enum Team {}
  /// A project (projekt, satsning).
  package enum Project {}
  /// A way in to a municipality's help (ingång).
  package enum Entrance {}
  /// A user account.
  package enum User {}
  /// A role given to a user (behörighet).
  package enum Grant {}
  /// A session of a user.
  package enum Session {}
  /// An API key.
  package enum Key {}
  /// A person (den enskilde).
  package enum Person {}
  /// An identifier of a person.
  package enum Identifier {}
  /// A contact code (kontaktkod).
  package enum ContactCode {}
  /// A relation that gives access (vårdrelation).
  package enum CareRelation {}
  /// A restriction of access (spärr).
  package enum Restriction {}
  /// A living situation of a person (boendesituation).
  package enum LivingSituation {}
  /// A need of a person (behov).
  package enum Need {}
  /// A relation between two persons.
  package enum Relation {}
  /// A way to reach a person.
  package enum PersonContact {}
  /// Two records that may be one person (dubblett).
  package enum DuplicateCandidate {}
  /// A merging of two records (sammanslagning).
  package enum Merge {}
  /// A consent (samtycke).
  package enum Consent {}
  /// A disclosure (utlämnande).
  package enum Disclosure {}
  /// A partner (samarbetspart).
  package enum Partner {}
  /// A contact person of a partner.
  package enum PartnerContact {}
  /// A service (insats, verksamhet).
  package enum Service {}
  /// A location of a service (plats).
  package enum Location {}
  /// A schedule of opening hours (öppettider).
  package enum Schedule {}
  /// An agreement (avtal, överenskommelse).
  package enum Agreement {}
  /// A referral (remiss, hänvisning).
  package enum Referral {}
  /// One event in a referral's history (händelse).
  package enum ReferralEvent {}
  /// An appointment (bokad tid).
  package enum Appointment {}
  /// A message of a referral (meddelande).
  package enum Message {}
  /// An attachment of a referral (bilaga).
  package enum Attachment {}
  /// A webhook (webbkrok).
  package enum Webhook {}
  /// A delivery of a webhook (leverans).
  package enum Delivery {}
  /// A request as the log names it.
  package enum Request {}
}

/// The id of anything.
package typealias AnyID = ID<Kind.Thing>
/// The id of a municipality.
package typealias MunicipalityID = ID<Kind.Municipality>
/// The id of a board.
package typealias BoardID = ID<Kind.Board>
/// The id of a unit.
package typealias UnitID = ID<Kind.Unit>
/// The id of a team.
package typealias TeamID = ID<Kind.Team>
/// The id of a project.
package typealias ProjectID = ID<Kind.Project>
/// The id of an entrance.
package typealias EntranceID = ID<Kind.Entrance>
/// The id of a user.
package typealias UserID = ID<Kind.User>
/// The id of a grant of a role.
package typealias GrantID = ID<Kind.Grant>
/// The id of a session.
package typealias SessionID = ID<Kind.Session>
/// The id of an API key.
package typealias KeyID = ID<Kind.Key>
/// The id of a person.
package typealias PersonID = ID<Kind.Person>
/// The id of an identifier of a person.
package typealias IdentifierID = ID<Kind.Identifier>
/// The id of a contact code.
package typealias ContactCodeID = ID<Kind.ContactCode>
/// The id of a care relation.
package typealias CareRelationID = ID<Kind.CareRelation>
/// The id of a restriction.
package typealias RestrictionID = ID<Kind.Restriction>
/// The id of a living situation.
package typealias LivingSituationID = ID<Kind.LivingSituation>
/// The id of a need.
package typealias NeedID = ID<Kind.Need>
/// The id of a relation between persons.
package typealias RelationID = ID<Kind.Relation>
/// The id of a way to reach a person.
package typealias PersonContactID = ID<Kind.PersonContact>
/// The id of a pair of records that may be one person.
package typealias DuplicateCandidateID = ID<Kind.DuplicateCandidate>
/// The id of a merging of records.
package typealias MergeID = ID<Kind.Merge>
/// The id of a consent.
package typealias ConsentID = ID<Kind.Consent>
/// The id of a disclosure.
package typealias DisclosureID = ID<Kind.Disclosure>
/// The id of a partner.
package typealias PartnerID = ID<Kind.Partner>
/// The id of a contact person of a partner.
package typealias PartnerContactID = ID<Kind.PartnerContact>
/// The id of a service.
package typealias ServiceID = ID<Kind.Service>
/// The id of a location.
package typealias LocationID = ID<Kind.Location>
/// The id of a schedule.
package typealias ScheduleID = ID<Kind.Schedule>
/// The id of an agreement.
package typealias AgreementID = ID<Kind.Agreement>
/// The id of a referral.
package typealias ReferralID = ID<Kind.Referral>
/// The id of an event of a referral.
package typealias ReferralEventID = ID<Kind.ReferralEvent>
/// The id of an appointment.
package typealias AppointmentID = ID<Kind.Appointment>
/// The id of a message.
package typealias MessageID = ID<Kind.Message>
/// The id of an attachment.
package typealias AttachmentID = ID<Kind.Attachment>
/// The id of a webhook.
package typealias WebhookID = ID<Kind.Webhook>
/// The id of a delivery.
package typealias DeliveryID = ID<Kind.Delivery>
/// The id of a request.
package typealias RequestID = ID<Kind.Request>
