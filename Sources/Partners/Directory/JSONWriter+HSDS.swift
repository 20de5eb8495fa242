// The parts of HSDS records: telephone numbers, schedules, languages, areas, contacts. Each has an
// id of its own, which HSDS demands, made from the record's so that it stays the same.

import JSON
import Vocabulary

extension JSONWriter {
  /// Writes a member where there is a value: HSDS knows no null.
  mutating func present(_ name: StaticString, _ value: String?) {
    if let value { member(name, value) }
  }

  /// Writes `phones`.
  mutating func phones(_ number: String?, of id: AnyID) {
    array("phones") { writer in
      guard let number else { return }
      writer.object { writer in
        writer.member("id", id.part("phone").text)
        writer.member("number", number)
        writer.member("type", "voice")
      }
    }
  }

  /// Writes `schedules`: one for each opening, in the words of RFC 5545.
  mutating func schedules(_ hours: OpeningHours, of id: AnyID) {
    array("schedules") { writer in
      for (index, opening) in hours.openings.enumerated() {
        writer.object { writer in
          writer.member("id", id.part("schedule \(index)").text)
          writer.member("freq", "WEEKLY")
          writer.member("wkst", "MO")
          writer.member(
            "byday", opening.days.map { $0.code.prefix(2).uppercased() }.joined(separator: ","))
          writer.member("opens_at", opening.opens.text)
          writer.member("closes_at", opening.closes.text)
          if opening.closedOnHolidays { writer.member("notes", "Stängt på helgdagar.") }
        }
      }
    }
  }

  /// Writes `languages`.
  mutating func languages(_ tags: [String], of id: AnyID) {
    array("languages") { writer in
      for tag in tags {
        writer.object { writer in
          writer.member("id", id.part("language \(tag)").text)
          writer.member("code", tag)
        }
      }
    }
  }

  /// Writes `service_areas`: the municipalities.
  mutating func areas(_ municipalities: [Partner.Served], of id: AnyID) {
    array("service_areas") { writer in
      for served in municipalities {
        writer.object { writer in
          writer.member("id", id.part("area \(served.code)").text)
          writer.member("name", served.name)
          writer.member("extent", served.code)
          writer.member("extent_type", "other")
        }
      }
    }
  }

  /// Writes `contacts`: those that everybody may see.
  mutating func contacts(_ contacts: [PartnerContact], of partner: PartnerID) {
    array("contacts") { writer in
      for (index, contact) in contacts.enumerated() where contact.isListed {
        let id = partner.erased.part("contact \(index)")
        writer.object { writer in
          writer.member("id", id.text)
          writer.member("organization_id", partner.text)
          writer.member("name", contact.name)
          writer.present("title", contact.title)
          writer.present("email", contact.email)
          writer.phones(contact.phone, of: id)
        }
      }
    }
  }
}

extension ID {
  /// The id of a part of this thing that has no row of its own: the same for ever (RFC 9562, 5.8).
  func part(_ name: String) -> AnyID {
    let hash = SHA256.hash(of: bytes + Array(name.utf8)).bytes
    let half = { (at: Int) in hash[at..<(at + 8)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
    return AnyID(
      high: half(0) & 0xFFFF_FFFF_FFFF_0FFF | 0x8000,
      low: half(8) & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000)
  }
}
