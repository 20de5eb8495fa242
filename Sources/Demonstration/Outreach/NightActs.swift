// The nights of the team against homelessness as calls: planned, begun, seen, met, ended, reviewed.

import JSON

enum NightActs {
  /// Three months of shifts with all that was noted on them.
  static let all = NightPlan.all.flatMap { acts(of: $0) }

  private static let team = "uppsala.stodteamet"
  private static let lead = "uppsala.chef"
  private static let shelter = "jouren.handlaggare"

  private static func acts(of night: NightPlan) -> [Act] {
    let shift = "shifts/@pass.\(night.number)"
    func at(_ minutes: Int) -> Moment {
      .ago(night.daysAgo, night.hour + minutes / 60, minutes % 60)
    }
    var acts = [
      Act(
        lead, .ago(night.daysAgo, night.hour - 2), "shifts", plan(of: night),
        as: "pass.\(night.number)"),
      Act(team, at(0), shift + "/transitions", ["step": "start"]),
    ]
    for (stop, place) in night.places.enumerated() {
      acts.append(
        Act(
          team, at(10 + stop * 50), "places/@plats.\(place)/observations",
          PlaceActs.observation(at: place, night: night.number, daysAgo: night.daysAgo)))
    }
    for hour in 1...3 {
      acts.append(Act(team, at(hour * 60), shift + "/transitions", ["step": "check-in"]))
    }
    for (order, met) in night.met.enumerated() {
      acts += MeetingActs.acts(
        of: met.person, before: met.before, at: at(20 + order * 30), daysAgo: night.daysAgo,
        by: order % 3 == 2 ? lead : team)
    }
    if night.number % 5 == 1 { acts.append(Act(team, at(215), "encounters", MeetingActs.nobody)) }
    if night.isJoint { acts.append(Act(shelter, at(100), "encounters", jointly(on: night))) }
    acts.append(
      Act(
        team, at(230), shift + "/transitions",
        ["step": "end", "summary": "\(summary(of: night))", "weather": "\(weather(of: night))"]))
    if night.daysAgo > 3 {
      acts.append(
        Act(
          lead, .ago(night.daysAgo - 1, 16, 30), shift + "/transitions",
          ["step": "review", "note": "Genomgånget med teamet."]))
    }
    return acts
  }

  private static func plan(of night: NightPlan) -> JSONValue {
    let hour = night.hour < 10 ? "0\(night.hour)" : "\(night.hour)"
    let end = night.hour + 4 < 12 ? "11" : "22"
    let crew: JSONValue = ["@\(team)", "@\(lead)"]
    let body: JSONValue = [
      "team": "uppsala-stodteamet", "plannedFrom": "@time:-\(night.daysAgo) \(hour):00",
      "plannedTo": "@time:-\(night.daysAgo) \(end):00", "checkInMinutes": 60,
      "crew": night.isJoint ? ["@\(team)", "@\(lead)", "@\(shelter)"] : crew,
      "route": .array(night.places.map { "@plats.\($0)" }),
      "vehicle": night.number % 2 == 0 ? "Bil 1" : "Till fots",
    ]
    return body.adding(
      "partners", night.isJoint ? ["kvinnojouren-uppsala-exempel"] : nil)
  }

  // What the partner notes is the partner's: the municipality does not see it.
  private static func jointly(on night: NightPlan) -> JSONValue {
    [
      "shift": "@pass.\(night.number)",
      "subject": ["newCode": ["sex": "woman", "ageBand": "35-49"]],
      "contents": ["relation", "information"], "duration": "15_to_60",
    ]
  }

  private static func summary(of night: NightPlan) -> String {
    let new = night.met.count { $0.before == 0 }
    let news = new == 0 ? "inga nya" : new == 1 ? "en ny" : "\(new) nya"
    return "\(night.met.count) möten, \(news) kontakter."
  }

  // Colder towards the end of the story.
  private static func weather(of night: NightPlan) -> String {
    let degrees = night.daysAgo / 6 - 6 + night.number % 4
    return degrees > 0 ? "+\(degrees)" : "\(degrees)"
  }
}
