// The whole policy, as the table that a reviewer reads: one row a permission, one column a role.
// Nothing else in the system says who may do what.

/// The permission matrix as text (access.md 1).
///
/// `X` whole server, `M` the board that the grant names, `U` own unit, `T` own team, `O` own
/// (assigned, commission, own shift), `R` only what one referral, order or key names, `P` own
/// partner, `A` aggregates only, `e` only through emergency opening, `k` by exact identity number
/// only, `2` needs a second person, `-` no.
package enum PermissionTable {
  /// The table: a head row with the roles' short names, then a row for each permission.
  package static let text = """
    permission                    SA MA AU TL IN CW OW CG ST DE TC PA PH PS PO SV  remark
    person.search                 -  -  -  U  M  U  T  -  -  -  -  -  -  -  -  k
    organisation.read             X  M  M  M  M  M  M  M  M  M  M  P  P  P  M  R
    organisation.write            X  M  -  -  -  -  -  -  -  -  -  -  -  -  -  -   entrances too
    team.write                    -  M  -  U  -  -  -  -  -  -  -  -  -  -  -  -
    project.write                 -  M  -  U  -  -  -  -  -  -  -  -  -  -  -  -
    person.read.identity          -  -  -  U  M  O  O  R  -  -  -  -  R  R  -  R
    person.read.contact           -  -  -  U  M  O  O  R  -  -  -  -  R  R  -  R
    person.read.protected_address -  -  -  O  O  O  -  -  -  -  -  -  -  -  -  -
    person.read.health_needs      -  -  -  U  U  O  O  -  -  -  -  -  R  O  -  -
    person.read.violence          -  -  -  O  O  O  e  -  -  -  -  -  R  O  -  -
    person.read.crime             -  -  -  O  O  O  -  -  -  -  -  -  -  -  -  -
    person.create                 -  -  -  U  M  U  T  -  -  -  -  -  -  -  -  R
    person.update                 -  -  -  U  M  O  O  -  -  -  -  -  -  -  -  -
    person.merge                  -  -  -  2  2  2  -  -  -  -  -  -  -  -  -  -
    person.restrict               -  -  -  U  M  O  O  -  -  -  -  -  -  -  -  -
    person.unrestrict             -  -  -  2  2  -  -  -  -  -  -  -  -  -  -  -
    person.emergency_open         -  -  -  M  M  M  M  -  -  -  -  -  -  -  -  -
    person.extract                -  -  -  U  M  O  -  -  -  -  -  -  -  -  -  -   own view
    contact_code.issue            -  -  -  T  M  U  T  T  -  -  -  P  P  P  -  -
    contact_code.use              -  -  -  T  M  U  T  T  -  -  -  P  P  P  -  -
    shift.plan                    -  -  -  T  -  -  T  -  -  -  -  -  -  -  -  -
    shift.run                     -  -  -  T  -  -  T  -  -  -  -  -  P  -  -  -
    shift.safety_check            -  -  -  T  -  -  T  -  -  -  -  -  P  -  -  -
    shift.review                  -  -  -  T  -  -  -  -  -  -  -  -  -  -  -  -
    encounter.write               -  -  -  T  M  O  T  R  -  -  -  -  R  -  -  R
    encounter.read                -  -  -  T  M  O  T  R  A  -  -  -  R  -  -  -
    place.read                    -  M  -  M  M  M  M  M  A  M  -  P  P  -  A  R   coarse
    place.read_exact              -  -  -  T  M  O  T  -  -  -  -  -  -  -  -  -   exact
    place.write                   -  -  -  T  M  -  T  -  -  -  -  -  -  -  -  -
    search_order.create           -  -  -  U  M  O  -  -  -  -  -  -  -  -  -  -
    search_order.read             -  -  -  U  M  O  T  -  -  -  -  -  -  -  -  -
    shift.read                    -  -  -  U  M  -  T  -  -  -  -  -  -  -  -  -
    search_order.work             -  -  -  T  -  -  T  -  -  -  -  -  -  -  -  -
    tip.create                    -  M  -  M  M  M  M  M  -  -  -  P  P  P  M  R
    tip.triage                    -  -  -  T  M  -  -  -  -  -  -  -  -  -  -  -
    count.manage                  -  M  -  -  -  -  -  -  M  -  -  -  -  -  -  -
    count.report                  -  -  -  U  M  U  T  -  -  -  -  P  P  P  -  P
    concern.create                -  -  -  M  M  M  M  M  -  -  -  P  P  P  M  R
    concern.read                  -  -  -  U  M  O  -  -  -  -  -  -  -  -  -  -
    concern.decide                -  -  -  U  M  O  -  -  -  -  -  -  -  -  -  -
    concern.extend                -  -  -  U  -  -  -  -  -  -  -  -  -  -  -  -
    case.read                     -  -  -  U  M  O  O  -  -  -  -  -  -  -  -  -
    case.write                    -  -  -  U  M  O  -  -  -  -  -  -  -  -  -  -
    case.assign                   -  -  -  U  M  O  -  -  -  -  -  -  -  -  -  -
    risk.write                    -  -  -  U  M  O  -  -  -  -  -  -  R  -  -  -
    referral.create               -  -  -  U  M  O  O  -  -  -  -  P  P  P  -  R
    referral.submit               -  -  -  U  M  O  O  -  -  -  -  P  P  P  -  R
    referral.read_sent            -  -  -  U  M  O  O  -  -  -  -  P  P  P  -  R
    referral.read_received        -  -  -  U  M  U  T  -  -  -  -  P  P  -  -  R   need stage
    referral.decide               -  -  -  U  M  U  T  -  -  -  -  P  P  -  -  R   answer it
    referral.forward              -  -  -  U  M  U  -  -  -  -  -  -  P  -  -  -
    referral.assign               -  -  -  U  M  O  -  -  -  -  -  -  P  -  -  -
    referral.withdraw             -  -  -  U  M  O  O  -  -  -  -  P  P  P  -  R
    referral.close                -  -  -  U  M  O  O  -  -  -  -  P  P  -  -  R
    referral.work                 -  -  -  U  M  O  O  -  -  -  -  P  P  -  -  R   start, hold
    referral.outcome              -  -  -  U  M  O  O  -  -  -  -  P  P  -  -  R
    referral.reopen               -  -  -  U  M  -  -  -  -  -  -  P  -  -  -  -
    referral.cancel               -  -  -  U  M  O  O  -  -  -  -  P  P  P  -  R
    referral.acknowledge          -  -  -  U  M  O  O  -  -  -  -  P  P  P  -  R
    referral.message              -  -  -  U  M  O  O  -  -  -  -  P  P  P  -  R
    referral.attach               -  -  -  U  M  O  O  -  -  -  -  P  P  P  -  R
    appointment.write             -  -  -  U  M  O  O  -  -  -  -  P  P  -  -  R
    capacity.read                 -  M  -  M  M  M  M  M  M  M  M  P  P  P  M  R
    capacity.write                -  -  -  U  U  -  -  -  -  M  -  P  P  -  -  P
    partner.write                 -  M  -  -  -  -  -  -  -  M  -  P  -  -  -  -
    partner.verify                -  M  -  -  -  -  -  -  -  M  -  -  -  -  -  -
    service.write                 -  M  -  U  -  -  -  -  -  M  -  P  -  -  -  P
    service.set_mode              -  M  -  -  -  -  -  -  -  -  -  -  -  -  -  -
    agreement.read                -  M  M  U  M  U  U  U  M  M  M  P  P  -  M  -
    agreement.write               -  M  -  U  -  -  -  -  -  -  -  -  -  -  -  -
    commitment.follow_up          -  M  -  U  -  -  -  -  -  -  -  P  -  -  M  -
    activity.write                -  M  -  U  -  U  T  T  -  -  -  P  P  -  -  -
    guide.manage                  -  M  -  U  -  -  -  -  -  -  -  P  -  -  -  -
    guide_assignment.create       -  -  -  U  M  O  -  -  -  -  -  -  -  -  -  -
    guide_assignment.work         -  -  -  -  -  -  -  O  -  -  -  -  -  -  -  -
    training.manage               -  M  -  -  -  -  -  -  -  -  M  -  -  -  -  -
    training.register             X  X  X  X  X  X  X  X  X  X  X  P  P  P  -  -
    consent.write                 -  -  -  U  M  O  O  O  -  -  -  -  P  P  -  -
    disclosure.release            -  -  -  U  U  O  -  -  -  -  -  -  -  -  -  -
    disclosure.police             -  -  -  U  -  -  -  -  -  -  -  -  -  -  -  -
    audit.read                    -  -  M  -  -  -  -  -  -  -  -  -  -  -  -  -
    audit.review                  -  -  M  U  -  -  -  -  -  -  -  -  -  -  -  -
    audit.verify_chain            X  M  M  -  -  -  -  -  -  -  -  -  -  -  -  -
    retention.list                -  M  M  -  -  -  -  -  -  -  -  -  -  -  -  -
    retention.hold                -  M  M  -  -  -  -  -  -  -  -  -  -  -  -  -
    retention.destroy             -  2  2  -  -  -  -  -  -  -  -  -  -  -  -  -
    report.run                    -  M  M  U  M  U  T  -  M  -  M  P  -  -  A  R   aggregate
    report.define                 -  -  -  -  -  -  -  -  M  -  -  -  -  -  -  -
    report.publish                -  -  -  -  -  -  -  -  M  -  -  -  -  -  -  -
    export.person_data            -  2  2  2  -  -  -  -  -  -  -  -  -  -  -  -
    user.manage                   X  M  -  U  -  -  -  -  -  -  -  P  -  -  -  -
    role.grant                    X  M  -  U  -  -  -  -  -  -  -  P  -  -  -  -   never to oneself
    key.manage                    X  M  -  -  -  -  -  -  -  -  -  P  -  -  -  -
    webhook.manage                X  M  -  -  -  -  -  -  -  -  -  P  -  -  -  -
    code_list.write               X  M  -  -  -  -  -  -  -  -  -  -  -  -  -  -
    server.operate                X  -  -  -  -  -  -  -  -  -  -  -  -  -  -  -   run it
    """
}
