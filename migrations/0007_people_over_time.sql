-- Persons over time: where they live, what they need, whom they belong to, how they are reached;
-- records of one person that were two, and their merging with its way back.

-- A dated episode (boendesituation): from its first day to the day it ended, which is the next
-- one's first. A correction raises the version; what stood before is in person_item_version.
CREATE TABLE living_situation (
  id BLOB NOT NULL CONSTRAINT living_situation_id_check CHECK (length(id) = 16),
  board_id BLOB NOT NULL,
  person_id BLOB NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT,
  situation TEXT NOT NULL CONSTRAINT living_situation_situation_check
    CHECK (situation IN ('1', '2', '3', '4', 'unknown')),
  subtype TEXT,
  bedded_down INTEGER CONSTRAINT living_situation_bedded_check CHECK (bedded_down IN (0, 1)),
  source TEXT NOT NULL CONSTRAINT living_situation_source_check
    CHECK (source IN ('own_word', 'seen', 'staff', 'partner', 'register')),
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  CONSTRAINT living_situation_pk PRIMARY KEY (id),
  CONSTRAINT living_situation_days_check CHECK (ends_on IS NULL OR ends_on >= starts_on),
  CONSTRAINT living_situation_board_fk FOREIGN KEY (board_id) REFERENCES board (id),
  CONSTRAINT living_situation_person_fk FOREIGN KEY (person_id) REFERENCES person (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX living_situation_person_index ON living_situation (person_id, starts_on);
-- The by-name list starts here: acute homelessness that goes on.
CREATE INDEX living_situation_acute_index ON living_situation (board_id, person_id)
  WHERE situation = '1' AND ends_on IS NULL;

CREATE TABLE person_need (
  id BLOB NOT NULL CONSTRAINT person_need_id_check CHECK (length(id) = 16),
  board_id BLOB NOT NULL,
  person_id BLOB NOT NULL,
  area TEXT NOT NULL,
  level TEXT NOT NULL CONSTRAINT person_need_level_check
    CHECK (level IN ('low', 'medium', 'high', 'unknown')),
  wish TEXT NOT NULL CONSTRAINT person_need_wish_check
    CHECK (wish IN ('now', 'later', 'no', 'unknown')),
  starts_on TEXT NOT NULL,
  ends_on TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  CONSTRAINT person_need_pk PRIMARY KEY (id),
  CONSTRAINT person_need_days_check CHECK (ends_on IS NULL OR ends_on >= starts_on),
  CONSTRAINT person_need_board_fk FOREIGN KEY (board_id) REFERENCES board (id),
  CONSTRAINT person_need_person_fk FOREIGN KEY (person_id) REFERENCES person (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_need_person_index ON person_need (person_id, area, starts_on);

-- Told once, read from both sides: "kind" is what the other person is to the person.
CREATE TABLE person_relation (
  id BLOB NOT NULL CONSTRAINT person_relation_id_check CHECK (length(id) = 16),
  board_id BLOB NOT NULL,
  person_id BLOB NOT NULL,
  other_id BLOB NOT NULL,
  kind TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT,
  secrecy_class TEXT NOT NULL DEFAULT 'normal' CONSTRAINT person_relation_secrecy_check
    CHECK (secrecy_class IN ('normal', 'restricted', 'protected')),
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  CONSTRAINT person_relation_pk PRIMARY KEY (id),
  CONSTRAINT person_relation_pair_check CHECK (person_id <> other_id),
  CONSTRAINT person_relation_days_check CHECK (ends_on IS NULL OR ends_on >= starts_on),
  CONSTRAINT person_relation_board_fk FOREIGN KEY (board_id) REFERENCES board (id),
  CONSTRAINT person_relation_person_fk FOREIGN KEY (person_id) REFERENCES person (id),
  CONSTRAINT person_relation_other_fk FOREIGN KEY (other_id) REFERENCES person (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_relation_person_index ON person_relation (person_id, id);
CREATE INDEX person_relation_other_index ON person_relation (other_id, id);

-- Ways to reach somebody, safe ones and those that must not be used.
CREATE TABLE person_contact (
  id BLOB NOT NULL CONSTRAINT person_contact_id_check CHECK (length(id) = 16),
  board_id BLOB NOT NULL,
  person_id BLOB NOT NULL,
  kind TEXT NOT NULL,
  value TEXT,
  is_safe INTEGER NOT NULL CONSTRAINT person_contact_safe_check CHECK (is_safe IN (0, 1)),
  times TEXT,
  ended_at INTEGER,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  CONSTRAINT person_contact_pk PRIMARY KEY (id),
  -- A channel may be unsafe as a whole; a safe one is a number or an address.
  CONSTRAINT person_contact_value_check CHECK (value IS NOT NULL OR is_safe = 0),
  CONSTRAINT person_contact_board_fk FOREIGN KEY (board_id) REFERENCES board (id),
  CONSTRAINT person_contact_person_fk FOREIGN KEY (person_id) REFERENCES person (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_contact_person_index ON person_contact (person_id, id);

-- What stood before a correction, as JSON; append-only.
CREATE TABLE person_item_version (
  item_id BLOB NOT NULL,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL CONSTRAINT person_item_version_kind_check
    CHECK (kind IN ('living_situation', 'need', 'relation', 'contact')),
  body TEXT NOT NULL,
  replaced_at INTEGER NOT NULL,
  replaced_by TEXT NOT NULL,
  CONSTRAINT person_item_version_pk PRIMARY KEY (item_id, version)
) STRICT, WITHOUT ROWID;

-- Names that a person was known by in a record that was merged into theirs: still found by.
CREATE TABLE person_former_name (
  person_id BLOB NOT NULL,
  name TEXT NOT NULL,
  CONSTRAINT person_former_name_pk PRIMARY KEY (person_id, name),
  CONSTRAINT person_former_name_person_fk FOREIGN KEY (person_id) REFERENCES person (id)
) STRICT, WITHOUT ROWID;

-- Two records that may be one person; one row a pair, the smaller id first.
CREATE TABLE duplicate_candidate (
  id BLOB NOT NULL CONSTRAINT duplicate_candidate_id_check CHECK (length(id) = 16),
  board_id BLOB NOT NULL,
  first_id BLOB NOT NULL,
  second_id BLOB NOT NULL,
  reasons TEXT NOT NULL,
  score INTEGER NOT NULL,
  decision TEXT CONSTRAINT duplicate_candidate_decision_check
    CHECK (decision IN ('same', 'different', 'unsure')),
  decided_by TEXT,
  decided_at INTEGER,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  CONSTRAINT duplicate_candidate_pk PRIMARY KEY (id),
  CONSTRAINT duplicate_candidate_order_check CHECK (first_id < second_id),
  CONSTRAINT duplicate_candidate_decided_check
    CHECK ((decision IS NULL) = (decided_at IS NULL)),
  CONSTRAINT duplicate_candidate_pair_unique UNIQUE (first_id, second_id),
  CONSTRAINT duplicate_candidate_board_fk FOREIGN KEY (board_id) REFERENCES board (id),
  CONSTRAINT duplicate_candidate_first_fk FOREIGN KEY (first_id) REFERENCES person (id),
  CONSTRAINT duplicate_candidate_second_fk FOREIGN KEY (second_id) REFERENCES person (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX duplicate_candidate_board_index ON duplicate_candidate (board_id, id);

CREATE TABLE person_merge (
  id BLOB NOT NULL CONSTRAINT person_merge_id_check CHECK (length(id) = 16),
  board_id BLOB NOT NULL,
  kept_id BLOB NOT NULL,
  absorbed_id BLOB NOT NULL,
  status TEXT NOT NULL CONSTRAINT person_merge_status_check
    CHECK (status IN ('proposed', 'rejected', 'done', 'undo_asked', 'undone')),
  proposed_by TEXT NOT NULL,
  proposed_at INTEGER NOT NULL,
  settled_by TEXT,
  settled_at INTEGER,
  undo_asked_by TEXT,
  undo_asked_at INTEGER,
  undone_by TEXT,
  undone_at INTEGER,
  -- JSON: every row as it was, for the way back; gone when it was gone.
  image TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT person_merge_pk PRIMARY KEY (id),
  CONSTRAINT person_merge_pair_check CHECK (kept_id <> absorbed_id),
  -- Four eyes, held here as well: nobody approves their own, nobody undoes alone.
  CONSTRAINT person_merge_eyes_check
    CHECK (status NOT IN ('done', 'undo_asked', 'undone') OR settled_by <> proposed_by),
  CONSTRAINT person_merge_undo_eyes_check CHECK (status <> 'undone' OR undone_by <> undo_asked_by),
  CONSTRAINT person_merge_image_check
    CHECK ((status IN ('done', 'undo_asked')) = (image IS NOT NULL)),
  CONSTRAINT person_merge_board_fk FOREIGN KEY (board_id) REFERENCES board (id),
  CONSTRAINT person_merge_kept_fk FOREIGN KEY (kept_id) REFERENCES person (id),
  CONSTRAINT person_merge_absorbed_fk FOREIGN KEY (absorbed_id) REFERENCES person (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_merge_board_index ON person_merge (board_id, id);
CREATE INDEX person_merge_kept_index ON person_merge (kept_id, id);
CREATE INDEX person_merge_absorbed_index ON person_merge (absorbed_id, id);

-- Where the old id of a merged record leads while the merge stands.
CREATE TABLE person_redirect (
  absorbed_id BLOB NOT NULL,
  kept_id BLOB NOT NULL,
  CONSTRAINT person_redirect_pk PRIMARY KEY (absorbed_id),
  CONSTRAINT person_redirect_pair_check CHECK (absorbed_id <> kept_id),
  CONSTRAINT person_redirect_absorbed_fk FOREIGN KEY (absorbed_id) REFERENCES person (id),
  CONSTRAINT person_redirect_kept_fk FOREIGN KEY (kept_id) REFERENCES person (id)
) STRICT, WITHOUT ROWID;

-- A merge moves what a sender's side holds too.
CREATE INDEX referral_sender_person_index ON referral (sender_person_id, id)
  WHERE sender_person_id IS NOT NULL;
