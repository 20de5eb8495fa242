// The only SQL about appointments.

import JSON
import Pipeline
import SQLite
import Vocabulary

/// Appointments in the database.
struct AppointmentStore {
  private let database: Database

  init(_ database: Database) { self.database = database }

  func find(_ id: AppointmentID) throws -> Appointment? {
    try database.first(
      """
      SELECT id, referral_id, at, place, with_whom, companions, status, status_reason, version
      FROM appointment WHERE id = ?
      """, id, read: Self.read)
  }

  func list(
    of referral: ReferralID, after: AppointmentID?, limit: Int, offset: Int
  ) throws -> [Appointment] {
    try database.all(
      """
      SELECT id, referral_id, at, place, with_whom, companions, status, status_reason, version
      FROM appointment WHERE referral_id = ? AND id > ? ORDER BY id LIMIT ? OFFSET ?
      """, referral, after ?? AppointmentID(high: 0, low: 0), limit, offset, read: Self.read)
  }

  /// Whether a referral has a booked time.
  func hasBooked(of referral: ReferralID) throws -> Bool {
    try database.first(
      "SELECT 1 FROM appointment WHERE referral_id = ? AND status = 'booked' LIMIT 1", referral
    ) { $0.int() } != nil
  }

  /// Whether the referral has another appointment, booked or proposed, at the same time.
  func hasOther(like appointment: Appointment) throws -> Bool {
    try database.first(
      """
      SELECT 1 FROM appointment
      WHERE referral_id = ? AND at = ? AND id <> ? AND status IN ('proposed', 'booked') LIMIT 1
      """, appointment.referral, appointment.at, appointment.id
    ) { $0.int() } != nil
  }

  func insert(_ appointment: Appointment, by author: String, at now: Timestamp) throws {
    try database.run(
      """
      INSERT INTO appointment (id, referral_id, at, place, with_whom, companions, status,
        created_at, created_by)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, appointment.id, appointment.referral, appointment.at, appointment.place,
      appointment.with, Self.stored(appointment.companions), appointment.status.code, now, author)
  }

  func save(_ appointment: Appointment) throws {
    try database.run(
      """
      UPDATE appointment SET at = ?, status = ?, status_reason = ?, version = version + 1
      WHERE id = ?
      """, appointment.at, appointment.status.code, appointment.reason, appointment.id)
  }

  private static func stored(_ companions: [String]) -> String {
    var writer = JSONWriter()
    writer.array { for companion in companions { $0.string(companion) } }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private static func read(_ row: inout Row) throws -> Appointment {
    let (id, referral): (AppointmentID, ReferralID) = (row.id(), row.id())
    let (at, place, with) = (row.timestamp(), row.textOrNil(), row.textOrNil())
    let companions = try JSONReader.read(Array(row.text().utf8)).array ?? []
    return Appointment(
      id: id, referral: referral, at: at, place: place, with: with,
      companions: companions.compactMap(\.string), status: try row.code(AppointmentStatus.self),
      reason: row.textOrNil(), version: row.int())
  }
}
