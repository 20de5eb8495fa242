-- How soon a service answers; opening a record in an emergency; what takes a second person; the
-- review of the log as work.

-- JSON: for some urgencies the time that the service itself promises.
ALTER TABLE service ADD COLUMN answer_times TEXT NOT NULL DEFAULT '[]';

-- A closed record is not opened in an emergency either (access.md 1, rule 2). A restriction stands
-- until two have lifted it.
ALTER TABLE person_restriction ADD COLUMN closed INTEGER NOT NULL DEFAULT 0
  CONSTRAINT person_restriction_closed_mode_check CHECK (closed IN (0, 1));
ALTER TABLE person_restriction ADD COLUMN ended_at INTEGER;
ALTER TABLE person_restriction ADD COLUMN ended_by TEXT;

-- Emergency openings (nödöppning). Who opened is never who reviews.
CREATE TABLE emergency_opening (
  id BLOB NOT NULL CONSTRAINT emergency_opening_id_check CHECK (length(id) = 16),
  board_id BLOB NOT NULL,
  unit_id BLOB,
  person_id BLOB NOT NULL,
  opened_by BLOB NOT NULL,
  reason TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  -- By its time, or earlier by hand.
  ends_at INTEGER NOT NULL,
  reviewed_by BLOB,
  reviewed_at INTEGER,
  finding TEXT CONSTRAINT emergency_opening_finding_result_check
    CHECK (finding IN ('lawful', 'unclear', 'unlawful')),
  finding_text TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT emergency_opening_pk PRIMARY KEY (id),
  CONSTRAINT emergency_opening_period_check
    CHECK (ends_at >= opened_at AND ends_at <= opened_at + 10800000),
  CONSTRAINT emergency_opening_eyes_check CHECK (reviewed_by IS NULL OR reviewed_by <> opened_by),
  CONSTRAINT emergency_opening_reviewed_check CHECK ((reviewed_by IS NULL) = (reviewed_at IS NULL)
    AND (reviewed_by IS NULL) = (finding IS NULL)),
  CONSTRAINT emergency_opening_board_fk FOREIGN KEY (board_id) REFERENCES board (id),
  CONSTRAINT emergency_opening_unit_fk FOREIGN KEY (unit_id) REFERENCES unit (id),
  CONSTRAINT emergency_opening_person_fk FOREIGN KEY (person_id) REFERENCES person (id),
  CONSTRAINT emergency_opening_user_fk FOREIGN KEY (opened_by) REFERENCES user_account (id),
  CONSTRAINT emergency_opening_reviewer_fk FOREIGN KEY (reviewed_by) REFERENCES user_account (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX emergency_opening_board_index ON emergency_opening (board_id, id);
CREATE INDEX emergency_opening_unit_index ON emergency_opening (unit_id, id);
CREATE INDEX emergency_opening_user_index ON emergency_opening (opened_by, id);

-- What one person asked for and another must approve (access.md 5, four eyes). Mergings keep their
-- proposals in person_merge, beside the image that leads back.
CREATE TABLE proposal (
  id BLOB NOT NULL CONSTRAINT proposal_id_check CHECK (length(id) = 16),
  kind TEXT NOT NULL CONSTRAINT proposal_kind_check CHECK (kind IN ('unrestrict', 'grant')),
  -- The person, or the user.
  subject_id BLOB NOT NULL,
  board_id BLOB,
  -- JSON: ids, codes and times of what is asked for.
  content TEXT NOT NULL DEFAULT '{}',
  note TEXT,
  proposed_by TEXT NOT NULL,
  proposed_at INTEGER NOT NULL,
  status TEXT NOT NULL DEFAULT 'proposed' CONSTRAINT proposal_status_check
    CHECK (status IN ('proposed', 'approved', 'rejected')),
  settled_by TEXT,
  settled_at INTEGER,
  version INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT proposal_pk PRIMARY KEY (id),
  CONSTRAINT proposal_eyes_check CHECK (status <> 'approved' OR settled_by <> proposed_by),
  CONSTRAINT proposal_settled_check CHECK ((status = 'proposed') = (settled_by IS NULL)
    AND (settled_by IS NULL) = (settled_at IS NULL)),
  CONSTRAINT proposal_board_fk FOREIGN KEY (board_id) REFERENCES board (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX proposal_board_index ON proposal (board_id, kind, id);
CREATE INDEX proposal_subject_index ON proposal (subject_id, kind, id);

-- Reviews of the log (SoLPUF 10 §): what was looked at, what was found, who signed.
CREATE TABLE review (
  id BLOB NOT NULL CONSTRAINT review_id_check CHECK (length(id) = 16),
  board_id BLOB NOT NULL,
  -- The unit whose staff's accesses are reviewed; null for all accesses to the board's persons.
  unit_id BLOB,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  -- JSON: the rules asked for, and how many entries each found.
  rules TEXT NOT NULL,
  entries INTEGER NOT NULL,
  status TEXT NOT NULL DEFAULT 'open' CONSTRAINT review_status_check
    CHECK (status IN ('open', 'signed')),
  created_by BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  signed_by BLOB,
  signed_at INTEGER,
  summary TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT review_pk PRIMARY KEY (id),
  CONSTRAINT review_period_check CHECK (ends_on >= starts_on),
  CONSTRAINT review_signed_check CHECK ((status = 'signed') = (signed_by IS NOT NULL)
    AND (signed_by IS NULL) = (signed_at IS NULL)),
  CONSTRAINT review_board_fk FOREIGN KEY (board_id) REFERENCES board (id),
  CONSTRAINT review_unit_fk FOREIGN KEY (unit_id) REFERENCES unit (id),
  CONSTRAINT review_author_fk FOREIGN KEY (created_by) REFERENCES user_account (id),
  CONSTRAINT review_signer_fk FOREIGN KEY (signed_by) REFERENCES user_account (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX review_board_index ON review (board_id, id);
CREATE INDEX review_unit_index ON review (unit_id, id);

CREATE TABLE review_item (
  review_id BLOB NOT NULL,
  number INTEGER NOT NULL,
  -- The entry in the chain, and the rule that found it.
  entry_number INTEGER NOT NULL,
  rule TEXT NOT NULL,
  actor TEXT NOT NULL,
  -- The person whose data it was; null where the rule is about no one person.
  person_id BLOB,
  finding TEXT CONSTRAINT review_item_finding_result_check
    CHECK (finding IN ('lawful', 'unclear', 'unlawful')),
  note TEXT,
  judged_by BLOB,
  judged_at INTEGER,
  CONSTRAINT review_item_pk PRIMARY KEY (review_id, number),
  CONSTRAINT review_item_judged_check CHECK ((finding IS NULL) = (judged_by IS NULL)
    AND (finding IS NULL) = (judged_at IS NULL)),
  CONSTRAINT review_item_review_fk FOREIGN KEY (review_id) REFERENCES review (id),
  CONSTRAINT review_item_judge_fk FOREIGN KEY (judged_by) REFERENCES user_account (id)
) STRICT, WITHOUT ROWID;
