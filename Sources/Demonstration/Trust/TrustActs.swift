// What watches over the rest: a record opened in an emergency and looked at afterwards, and a
// review of the log that waits to be judged.

import JSON
import Vocabulary

enum TrustActs {
  static let all = [opening, ended, review, judged]

  private static let opening: Act = {
    var act = Act(
      "uppsala.handlaggare", .ago(21, 10, 20), "emergency-openings",
      [
        "person": "@person.maria", "minutes": 60,
        "reason": "Ambulansen har hittat henne medvetslös och frågar vem som känner henne.",
      ], as: "opening.maria")
    act.purpose = .emergency
    return act
  }()

  private static let ended = Act(
    "uppsala.handlaggare", .ago(21, 10, 45), "emergency-openings/@opening.maria/transitions",
    ["step": "end"])

  private static let judged = Act(
    "uppsala.granskare", .ago(19, 13, 0), "emergency-openings/@opening.maria/transitions",
    [
      "step": "review", "finding": "lawful", "text": "Samtal med ambulansen samma förmiddag.",
    ])

  private static let review = Act(
    "uppsala.granskare", .ago(14, 9, 0), "reviews",
    [
      "from": "@day:-44", "to": "@day:-15", "rules": ["own_name", "same_surname", "sample"],
      "sample": 5,
    ], as: "review.november")
}
