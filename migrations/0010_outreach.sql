-- Outreach: places and what is seen there, shifts, encounters, targeted search, tips, notes about
-- cooperation, evenings among young people. One keeper a record: a team, or a partner on a joint
-- shift; each sees its own.
CREATE TABLE place (
  id BLOB NOT NULL CONSTRAINT place_id_check CHECK (length(id) = 16),
  board_id BLOB NOT NULL,
  team_id BLOB NOT NULL,
  -- The partner that runs it: a shelter, a day centre.
  partner_id BLOB,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CONSTRAINT place_kind_check CHECK (kind IN ('reception', 'day_centre',
    'shelter', 'emergency_housing', 'jourboende', 'hostel', 'public_premises', 'outdoors', 'tent',
    'stairwell', 'station', 'library', 'school', 'online_platform', 'protected')),
  area TEXT,
  -- SWEREF 99 TM, whole metres. What a reader may not see exactly is cut to a cell when it is read.
  north INTEGER CONSTRAINT place_north_check CHECK (north BETWEEN 6100000 AND 7700000),
  east INTEGER CONSTRAINT place_east_check CHECK (east BETWEEN 200000 AND 1000000),
  positioned_at INTEGER,
  visit_days INTEGER CONSTRAINT place_visit_days_check CHECK (visit_days BETWEEN 1 AND 366),
  last_visit_at INTEGER,
  hours TEXT NOT NULL DEFAULT '[]',
  hazards TEXT NOT NULL DEFAULT '[]',
  status TEXT NOT NULL DEFAULT 'active' CONSTRAINT place_status_check
    CHECK (status IN ('active', 'seasonal', 'closed')),
  secrecy_class TEXT NOT NULL GENERATED ALWAYS AS
    (CASE kind WHEN 'protected' THEN 'protected' ELSE 'normal' END) STORED,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  CONSTRAINT place_pk PRIMARY KEY (id),
  CONSTRAINT place_position_check CHECK ((north IS NULL) = (east IS NULL)
    AND (north IS NULL) = (positioned_at IS NULL)),
  -- A protected place is nowhere, and so is a platform (access.md 3.5).
  CONSTRAINT place_nowhere_check CHECK (kind NOT IN ('protected', 'online_platform')
    OR (north IS NULL AND area IS NULL)),
  CONSTRAINT place_protected_check CHECK (kind <> 'protected' OR partner_id IS NULL),
  CONSTRAINT place_board_fk FOREIGN KEY (board_id) REFERENCES board (id),
  CONSTRAINT place_team_fk FOREIGN KEY (team_id) REFERENCES team (id),
  CONSTRAINT place_partner_fk FOREIGN KEY (partner_id) REFERENCES partner (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX place_team_index ON place (team_id, secrecy_class, id);
CREATE INDEX place_board_index ON place (board_id, secrecy_class, id);
CREATE INDEX place_partner_index ON place (partner_id, id) WHERE partner_id IS NOT NULL;

-- Winter, cold, an epidemic: a mode of a board or of one unit, switched on by dates (vinterläge,
-- krisläge), with the preparedness that staff work under.
CREATE TABLE season (
  id BLOB NOT NULL CONSTRAINT season_id_check CHECK (length(id) = 16),
  board_id BLOB NOT NULL,
  unit_id BLOB,
  kind TEXT NOT NULL CONSTRAINT season_kind_check CHECK (kind IN ('winter', 'crisis')),
  name TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  preparedness TEXT NOT NULL CONSTRAINT season_preparedness_check
    CHECK (preparedness IN ('normal', 'strained', 'stab')),
  message TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  CONSTRAINT season_pk PRIMARY KEY (id),
  CONSTRAINT season_days_check CHECK (starts_on <= ends_on),
  CONSTRAINT season_board_fk FOREIGN KEY (board_id) REFERENCES board (id),
  CONSTRAINT season_unit_fk FOREIGN KEY (unit_id) REFERENCES unit (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX season_board_index ON season (board_id, ends_on);

CREATE TABLE shift (
  id BLOB NOT NULL CONSTRAINT shift_id_check CHECK (length(id) = 16),
  board_id BLOB NOT NULL,
  unit_id BLOB NOT NULL,
  team_id BLOB NOT NULL,
  planned_from INTEGER NOT NULL,
  planned_to INTEGER NOT NULL,
  check_in_minutes INTEGER CONSTRAINT shift_check_in_check
    CHECK (check_in_minutes BETWEEN 5 AND 480),
  vehicle TEXT,
  status TEXT NOT NULL DEFAULT 'planned' CONSTRAINT shift_status_check
    CHECK (status IN ('planned', 'started', 'ended', 'reviewed', 'cancelled')),
  started_at INTEGER,
  ended_at INTEGER,
  -- The last sign of life, from which the next due time is computed when it is read.
  checked_at INTEGER,
  -- Where the municipality's own part of the crew was last.
  last_place_id BLOB,
  weather TEXT,
  summary TEXT,
  status_reason TEXT,
  reviewed_by BLOB,
  reviewed_at INTEGER,
  review TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  CONSTRAINT shift_pk PRIMARY KEY (id),
  CONSTRAINT shift_planned_check CHECK (planned_from < planned_to),
  CONSTRAINT shift_started_check CHECK (status IN ('planned', 'cancelled')
    OR started_at IS NOT NULL),
  CONSTRAINT shift_ended_check CHECK ((ended_at IS NOT NULL) = (status IN ('ended', 'reviewed'))),
  CONSTRAINT shift_reviewed_check CHECK ((reviewed_at IS NOT NULL) = (status = 'reviewed')),
  CONSTRAINT shift_board_fk FOREIGN KEY (board_id) REFERENCES board (id),
  CONSTRAINT shift_unit_fk FOREIGN KEY (unit_id) REFERENCES unit (id),
  CONSTRAINT shift_team_fk FOREIGN KEY (team_id) REFERENCES team (id),
  CONSTRAINT shift_last_place_fk FOREIGN KEY (last_place_id) REFERENCES place (id),
  CONSTRAINT shift_reviewed_by_fk FOREIGN KEY (reviewed_by) REFERENCES user_account (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX shift_team_index ON shift (team_id, planned_from, id);
CREATE INDEX shift_started_index ON shift (team_id) WHERE status = 'started';

-- The partners of a joint shift: they share its plan, not its records.
CREATE TABLE shift_partner (
  shift_id BLOB NOT NULL,
  partner_id BLOB NOT NULL,
  planned_from INTEGER NOT NULL,
  last_place_id BLOB,
  CONSTRAINT shift_partner_pk PRIMARY KEY (shift_id, partner_id),
  CONSTRAINT shift_partner_shift_fk FOREIGN KEY (shift_id) REFERENCES shift (id),
  CONSTRAINT shift_partner_partner_fk FOREIGN KEY (partner_id) REFERENCES partner (id),
  CONSTRAINT shift_partner_last_place_fk FOREIGN KEY (last_place_id) REFERENCES place (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX shift_partner_index ON shift_partner (partner_id, planned_from, shift_id);

CREATE TABLE shift_crew (
  shift_id BLOB NOT NULL,
  user_id BLOB NOT NULL,
  -- The partner that the user comes from; null for the municipality's own.
  partner_id BLOB,
  CONSTRAINT shift_crew_pk PRIMARY KEY (shift_id, user_id),
  CONSTRAINT shift_crew_shift_fk FOREIGN KEY (shift_id) REFERENCES shift (id),
  CONSTRAINT shift_crew_user_fk FOREIGN KEY (user_id) REFERENCES user_account (id),
  CONSTRAINT shift_crew_partner_fk FOREIGN KEY (shift_id, partner_id)
    REFERENCES shift_partner (shift_id, partner_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX shift_crew_user_index ON shift_crew (user_id, shift_id);

CREATE TABLE shift_route (
  shift_id BLOB NOT NULL,
  ordinal INTEGER NOT NULL,
  place_id BLOB NOT NULL,
  CONSTRAINT shift_route_pk PRIMARY KEY (shift_id, ordinal),
  CONSTRAINT shift_route_place_unique UNIQUE (shift_id, place_id),
  CONSTRAINT shift_route_shift_fk FOREIGN KEY (shift_id) REFERENCES shift (id),
  CONSTRAINT shift_route_place_fk FOREIGN KEY (place_id) REFERENCES place (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE shift_event (
  shift_id BLOB NOT NULL,
  id BLOB NOT NULL,
  step TEXT NOT NULL,
  from_status TEXT NOT NULL,
  to_status TEXT NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  partner_id BLOB,
  text TEXT,
  CONSTRAINT shift_event_pk PRIMARY KEY (shift_id, id),
  CONSTRAINT shift_event_shift_fk FOREIGN KEY (shift_id) REFERENCES shift (id)
) STRICT, WITHOUT ROWID;

-- A sign of life, with when it was due: one that came late, or that the lead gave, clears the alarm.
CREATE TABLE safety_check (
  shift_id BLOB NOT NULL,
  id BLOB NOT NULL,
  at INTEGER NOT NULL,
  due_at INTEGER,
  actor TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  cleared_alarm INTEGER NOT NULL CONSTRAINT safety_check_cleared_check
    CHECK (cleared_alarm IN (0, 1)),
  note TEXT,
  CONSTRAINT safety_check_pk PRIMARY KEY (shift_id, id),
  CONSTRAINT safety_check_shift_fk FOREIGN KEY (shift_id) REFERENCES shift (id)
) STRICT, WITHOUT ROWID;

-- One visit to a place, without persons: the place's row is one over the years, its history is here.
CREATE TABLE place_observation (
  id BLOB NOT NULL CONSTRAINT place_observation_id_check CHECK (length(id) = 16),
  board_id BLOB NOT NULL,
  team_id BLOB,
  partner_id BLOB,
  place_id BLOB NOT NULL,
  shift_id BLOB,
  at INTEGER NOT NULL,
  heads INTEGER NOT NULL CONSTRAINT place_observation_heads_check CHECK (heads BETWEEN 0 AND 9999),
  mood TEXT CONSTRAINT place_observation_mood_check CHECK (mood IN ('calm', 'uneasy',
    'threatening')),
  tents INTEGER CONSTRAINT place_observation_tents_check CHECK (tents BETWEEN 0 AND 999),
  needles INTEGER CONSTRAINT place_observation_needles_check CHECK (needles BETWEEN 0 AND 9999),
  note TEXT,
  request_hash BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  CONSTRAINT place_observation_pk PRIMARY KEY (id),
  CONSTRAINT place_observation_keeper_check CHECK ((team_id IS NULL) <> (partner_id IS NULL)),
  CONSTRAINT place_observation_board_fk FOREIGN KEY (board_id) REFERENCES board (id),
  CONSTRAINT place_observation_team_fk FOREIGN KEY (team_id) REFERENCES team (id),
  CONSTRAINT place_observation_partner_fk FOREIGN KEY (partner_id) REFERENCES partner (id),
  CONSTRAINT place_observation_place_fk FOREIGN KEY (place_id) REFERENCES place (id),
  CONSTRAINT place_observation_shift_fk FOREIGN KEY (shift_id) REFERENCES shift (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX place_observation_place_index ON place_observation (place_id, at, id);

CREATE TABLE observation_head (
  observation_id BLOB NOT NULL,
  sex TEXT NOT NULL CONSTRAINT observation_head_sex_check
    CHECK (sex IN ('woman', 'man', 'other', 'unknown')),
  -- Empty where nobody guessed an age.
  age_band TEXT NOT NULL,
  heads INTEGER NOT NULL CONSTRAINT observation_head_heads_check CHECK (heads BETWEEN 1 AND 9999),
  CONSTRAINT observation_head_pk PRIMARY KEY (observation_id, sex, age_band),
  CONSTRAINT observation_head_observation_fk FOREIGN KEY (observation_id)
    REFERENCES place_observation (id)
) STRICT, WITHOUT ROWID;

-- An order to look for one person (riktat uppdrag).
CREATE TABLE search_order (
  id BLOB NOT NULL CONSTRAINT search_order_id_check CHECK (length(id) = 16),
  board_id BLOB NOT NULL,
  unit_id BLOB,
  team_id BLOB NOT NULL,
  ordered_by TEXT NOT NULL,
  ordered_by_name TEXT NOT NULL,
  person_id BLOB,
  contact_code_id BLOB,
  referral_id BLOB,
  why TEXT NOT NULL,
  priority TEXT NOT NULL DEFAULT 'routine' CONSTRAINT search_order_priority_check
    CHECK (priority IN ('urgent', 'soon', 'routine')),
  deadline_on TEXT,
  status TEXT NOT NULL DEFAULT 'ordered' CONSTRAINT search_order_status_check CHECK (status IN
    ('ordered', 'taken', 'searching', 'found', 'not_found', 'located_elsewhere', 'withdrawn',
    'person_declines')),
  is_open INTEGER NOT NULL GENERATED ALWAYS AS
    (status IN ('ordered', 'taken', 'searching')) STORED,
  taken_by BLOB,
  result TEXT,
  closed_at INTEGER,
  secrecy_class TEXT NOT NULL DEFAULT 'normal' CONSTRAINT search_order_secrecy_check
    CHECK (secrecy_class IN ('normal', 'restricted', 'protected')),
  retention_class TEXT NOT NULL DEFAULT 'case',
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  CONSTRAINT search_order_pk PRIMARY KEY (id),
  CONSTRAINT search_order_subject_check CHECK ((person_id IS NULL) <> (contact_code_id IS NULL)),
  CONSTRAINT search_order_board_fk FOREIGN KEY (board_id) REFERENCES board (id),
  CONSTRAINT search_order_unit_fk FOREIGN KEY (unit_id) REFERENCES unit (id),
  CONSTRAINT search_order_team_fk FOREIGN KEY (team_id) REFERENCES team (id),
  CONSTRAINT search_order_person_fk FOREIGN KEY (person_id) REFERENCES person (id),
  CONSTRAINT search_order_code_fk FOREIGN KEY (contact_code_id) REFERENCES contact_code (id),
  CONSTRAINT search_order_referral_fk FOREIGN KEY (referral_id) REFERENCES referral (id),
  CONSTRAINT search_order_taken_by_fk FOREIGN KEY (taken_by) REFERENCES user_account (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_order_team_index ON search_order (team_id, is_open, id);
CREATE INDEX search_order_board_index ON search_order (board_id, is_open, id);
CREATE INDEX search_order_ordered_by_index ON search_order (ordered_by, is_open, id);
CREATE INDEX search_order_person_index ON search_order (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX search_order_code_index ON search_order (contact_code_id)
  WHERE contact_code_id IS NOT NULL;
CREATE INDEX search_order_referral_index ON search_order (referral_id)
  WHERE referral_id IS NOT NULL;

CREATE TABLE search_order_place (
  order_id BLOB NOT NULL,
  ordinal INTEGER NOT NULL,
  place_id BLOB,
  -- Where the place is none of ours: "bänkarna bakom biblioteket".
  description TEXT,
  hours TEXT,
  CONSTRAINT search_order_place_pk PRIMARY KEY (order_id, ordinal),
  CONSTRAINT search_order_place_what_check
    CHECK (place_id IS NOT NULL OR description IS NOT NULL),
  CONSTRAINT search_order_place_order_fk FOREIGN KEY (order_id) REFERENCES search_order (id),
  CONSTRAINT search_order_place_place_fk FOREIGN KEY (place_id) REFERENCES place (id)
) STRICT, WITHOUT ROWID;

-- Who else may be told: other teams and units that may add attempts.
CREATE TABLE search_order_told (
  order_id BLOB NOT NULL,
  holder_id BLOB NOT NULL,
  holder_kind TEXT NOT NULL CONSTRAINT search_order_told_kind_check
    CHECK (holder_kind IN ('team', 'unit', 'partner')),
  CONSTRAINT search_order_told_pk PRIMARY KEY (order_id, holder_id),
  CONSTRAINT search_order_told_order_fk FOREIGN KEY (order_id) REFERENCES search_order (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_order_told_holder_index ON search_order_told (holder_id, order_id);

CREATE TABLE search_order_event (
  order_id BLOB NOT NULL,
  id BLOB NOT NULL,
  step TEXT NOT NULL,
  from_status TEXT NOT NULL,
  to_status TEXT NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  text TEXT,
  CONSTRAINT search_order_event_pk PRIMARY KEY (order_id, id),
  CONSTRAINT search_order_event_order_fk FOREIGN KEY (order_id) REFERENCES search_order (id)
) STRICT, WITHOUT ROWID;

-- One meeting, or one contact at a distance. What was refused stays as it was said that day: a later
-- yes is a row of its own.
CREATE TABLE encounter (
  id BLOB NOT NULL CONSTRAINT encounter_id_check CHECK (length(id) = 16),
  board_id BLOB NOT NULL,
  unit_id BLOB,
  team_id BLOB,
  partner_id BLOB,
  shift_id BLOB,
  place_id BLOB,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL CONSTRAINT encounter_kind_check
    CHECK (kind IN ('first', 'repeat', 'phone', 'online')),
  -- Both null: somebody was met of whom nothing is kept.
  person_id BLOB,
  contact_code_id BLOB,
  duration TEXT CONSTRAINT encounter_duration_check
    CHECK (duration IN ('under_15', '15_to_60', 'over_60')),
  contents TEXT NOT NULL,
  offered TEXT NOT NULL DEFAULT '[]',
  unavailable TEXT NOT NULL DEFAULT '[]',
  response TEXT CONSTRAINT encounter_response_check
    CHECK (response IN ('accepted', 'later', 'refused')),
  online_stage TEXT CONSTRAINT encounter_online_stage_check
    CHECK (online_stage IN ('first_contact', 'reply', 'moved_to_meeting')),
  search_order_id BLOB,
  referral_id BLOB,
  worker_minutes INTEGER CONSTRAINT encounter_minutes_check
    CHECK (worker_minutes BETWEEN 1 AND 1440),
  next_step TEXT,
  next_on TEXT,
  note TEXT,
  entered_late INTEGER NOT NULL CONSTRAINT encounter_late_check CHECK (entered_late IN (0, 1)),
  status TEXT NOT NULL DEFAULT 'final' CONSTRAINT encounter_status_check
    CHECK (status IN ('final', 'entered-in-error')),
  status_reason TEXT,
  request_hash BLOB NOT NULL,
  retention_class TEXT NOT NULL CONSTRAINT encounter_retention_check
    CHECK (retention_class IN ('case', 'anonymous')),
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  CONSTRAINT encounter_pk PRIMARY KEY (id),
  CONSTRAINT encounter_keeper_check CHECK ((team_id IS NULL) <> (partner_id IS NULL)),
  CONSTRAINT encounter_subject_check CHECK (person_id IS NULL OR contact_code_id IS NULL),
  CONSTRAINT encounter_board_fk FOREIGN KEY (board_id) REFERENCES board (id),
  CONSTRAINT encounter_unit_fk FOREIGN KEY (unit_id) REFERENCES unit (id),
  CONSTRAINT encounter_team_fk FOREIGN KEY (team_id) REFERENCES team (id),
  CONSTRAINT encounter_partner_fk FOREIGN KEY (partner_id) REFERENCES partner (id),
  CONSTRAINT encounter_shift_fk FOREIGN KEY (shift_id) REFERENCES shift (id),
  CONSTRAINT encounter_place_fk FOREIGN KEY (place_id) REFERENCES place (id),
  CONSTRAINT encounter_person_fk FOREIGN KEY (person_id) REFERENCES person (id),
  CONSTRAINT encounter_code_fk FOREIGN KEY (contact_code_id) REFERENCES contact_code (id),
  CONSTRAINT encounter_order_fk FOREIGN KEY (search_order_id) REFERENCES search_order (id),
  CONSTRAINT encounter_referral_fk FOREIGN KEY (referral_id) REFERENCES referral (id)
) STRICT, WITHOUT ROWID;
-- A row lies in the table, in one of the keeper's two and in at most one of the subject's two.
CREATE INDEX encounter_team_index ON encounter (team_id, at, id) WHERE team_id IS NOT NULL;
CREATE INDEX encounter_partner_index ON encounter (partner_id, at, id)
  WHERE partner_id IS NOT NULL;
CREATE INDEX encounter_person_index ON encounter (person_id, at, id) WHERE person_id IS NOT NULL;
CREATE INDEX encounter_code_index ON encounter (contact_code_id, at, id)
  WHERE contact_code_id IS NOT NULL;

-- What an encounter said before it was corrected (SoL 14 kap. 6 §: nothing is written over).
CREATE TABLE encounter_version (
  encounter_id BLOB NOT NULL,
  version INTEGER NOT NULL,
  before TEXT NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  CONSTRAINT encounter_version_pk PRIMARY KEY (encounter_id, version),
  CONSTRAINT encounter_version_encounter_fk FOREIGN KEY (encounter_id) REFERENCES encounter (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE handout (
  encounter_id BLOB NOT NULL,
  kind TEXT NOT NULL CONSTRAINT handout_kind_check CHECK (kind IN ('food', 'clothes', 'transport',
    'hygiene', 'naloxone', 'sleeping_gear', 'phone', 'needle_exchange', 'other')),
  pieces INTEGER NOT NULL CONSTRAINT handout_pieces_check CHECK (pieces BETWEEN 1 AND 99),
  CONSTRAINT handout_pk PRIMARY KEY (encounter_id, kind),
  CONSTRAINT handout_encounter_fk FOREIGN KEY (encounter_id) REFERENCES encounter (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE search_attempt (
  id BLOB NOT NULL CONSTRAINT search_attempt_id_check CHECK (length(id) = 16),
  order_id BLOB NOT NULL,
  board_id BLOB NOT NULL,
  team_id BLOB NOT NULL,
  shift_id BLOB,
  place_id BLOB,
  encounter_id BLOB,
  at INTEGER NOT NULL,
  result TEXT NOT NULL CONSTRAINT search_attempt_result_check CHECK (result IN ('found',
    'not_found', 'seen_not_contacted', 'heard_of', 'refused_contact')),
  note TEXT,
  request_hash BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  created_by_name TEXT NOT NULL,
  CONSTRAINT search_attempt_pk PRIMARY KEY (id),
  CONSTRAINT search_attempt_order_fk FOREIGN KEY (order_id) REFERENCES search_order (id),
  CONSTRAINT search_attempt_board_fk FOREIGN KEY (board_id) REFERENCES board (id),
  CONSTRAINT search_attempt_team_fk FOREIGN KEY (team_id) REFERENCES team (id),
  CONSTRAINT search_attempt_shift_fk FOREIGN KEY (shift_id) REFERENCES shift (id),
  CONSTRAINT search_attempt_place_fk FOREIGN KEY (place_id) REFERENCES place (id),
  CONSTRAINT search_attempt_encounter_fk FOREIGN KEY (encounter_id) REFERENCES encounter (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_attempt_order_index ON search_attempt (order_id, at, id);

-- Something that somebody saw (tips, iakttagelse), answered within ten working days.
CREATE TABLE tip (
  id BLOB NOT NULL CONSTRAINT tip_id_check CHECK (length(id) = 16),
  board_id BLOB NOT NULL,
  team_id BLOB,
  partner_id BLOB,
  source TEXT NOT NULL CONSTRAINT tip_source_check CHECK (source IN ('staff', 'police',
    'ordningsvakt', 'partner', 'public')),
  place_id BLOB,
  area TEXT,
  north INTEGER,
  east INTEGER,
  seen_at INTEGER NOT NULL,
  what TEXT NOT NULL,
  reply_wanted INTEGER NOT NULL CONSTRAINT tip_reply_check CHECK (reply_wanted IN (0, 1)),
  reply_to TEXT,
  person_id BLOB,
  status TEXT NOT NULL DEFAULT 'new' CONSTRAINT tip_status_check CHECK (status IN ('new',
    'triaged', 'assigned', 'closed', 'informed')),
  is_open INTEGER NOT NULL GENERATED ALWAYS AS
    (status IN ('new', 'triaged', 'assigned')) STORED,
  already_known INTEGER CONSTRAINT tip_known_check CHECK (already_known IN (0, 1)),
  outcome TEXT CONSTRAINT tip_outcome_check CHECK (outcome IN ('found_helped', 'found_refused',
    'not_found', 'already_known', 'wrong_place', 'other_authority')),
  due_at INTEGER NOT NULL,
  answer TEXT,
  answered_at INTEGER,
  secrecy_class TEXT NOT NULL DEFAULT 'normal' CONSTRAINT tip_secrecy_check
    CHECK (secrecy_class IN ('normal', 'restricted', 'protected')),
  retention_class TEXT NOT NULL DEFAULT 'anonymous',
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  CONSTRAINT tip_pk PRIMARY KEY (id),
  CONSTRAINT tip_board_fk FOREIGN KEY (board_id) REFERENCES board (id),
  CONSTRAINT tip_team_fk FOREIGN KEY (team_id) REFERENCES team (id),
  CONSTRAINT tip_partner_fk FOREIGN KEY (partner_id) REFERENCES partner (id),
  CONSTRAINT tip_place_fk FOREIGN KEY (place_id) REFERENCES place (id),
  CONSTRAINT tip_person_fk FOREIGN KEY (person_id) REFERENCES person (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX tip_board_index ON tip (board_id, is_open, id);
CREATE INDEX tip_team_index ON tip (team_id, is_open, id) WHERE team_id IS NOT NULL;
CREATE INDEX tip_partner_index ON tip (partner_id, id) WHERE partner_id IS NOT NULL;
CREATE INDEX tip_author_index ON tip (created_by, id);

CREATE TABLE tip_event (
  tip_id BLOB NOT NULL,
  id BLOB NOT NULL,
  step TEXT NOT NULL,
  from_status TEXT NOT NULL,
  to_status TEXT NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  text TEXT,
  CONSTRAINT tip_event_pk PRIMARY KEY (tip_id, id),
  CONSTRAINT tip_event_tip_fk FOREIGN KEY (tip_id) REFERENCES tip (id)
) STRICT, WITHOUT ROWID;

-- What was said between us and another party; never about a person.
CREATE TABLE cooperation_note (
  id BLOB NOT NULL CONSTRAINT cooperation_note_id_check CHECK (length(id) = 16),
  board_id BLOB NOT NULL,
  unit_id BLOB,
  team_id BLOB,
  partner_id BLOB,
  with_unit_id BLOB,
  at INTEGER NOT NULL,
  who TEXT NOT NULL,
  about TEXT NOT NULL,
  agreed TEXT,
  next_step TEXT,
  next_on TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  CONSTRAINT cooperation_note_pk PRIMARY KEY (id),
  CONSTRAINT cooperation_note_party_check CHECK ((partner_id IS NULL) <> (with_unit_id IS NULL)),
  CONSTRAINT cooperation_note_board_fk FOREIGN KEY (board_id) REFERENCES board (id),
  CONSTRAINT cooperation_note_unit_fk FOREIGN KEY (unit_id) REFERENCES unit (id),
  CONSTRAINT cooperation_note_team_fk FOREIGN KEY (team_id) REFERENCES team (id),
  CONSTRAINT cooperation_note_partner_fk FOREIGN KEY (partner_id) REFERENCES partner (id),
  CONSTRAINT cooperation_note_with_unit_fk FOREIGN KEY (with_unit_id) REFERENCES unit (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX cooperation_note_board_index ON cooperation_note (board_id, id);

-- An evening of the field youth team (fältgruppen): areas and groups, no names.
CREATE TABLE field_evening (
  id BLOB NOT NULL CONSTRAINT field_evening_id_check CHECK (length(id) = 16),
  board_id BLOB NOT NULL,
  unit_id BLOB NOT NULL,
  team_id BLOB NOT NULL,
  shift_id BLOB,
  held_on TEXT NOT NULL,
  area TEXT NOT NULL,
  groups_met INTEGER NOT NULL CONSTRAINT field_evening_groups_check
    CHECK (groups_met BETWEEN 0 AND 999),
  heads INTEGER NOT NULL CONSTRAINT field_evening_heads_check CHECK (heads BETWEEN 0 AND 9999),
  mood TEXT CONSTRAINT field_evening_mood_check CHECK (mood IN ('calm', 'uneasy',
    'threatening')),
  worry_level INTEGER NOT NULL CONSTRAINT field_evening_worry_check
    CHECK (worry_level BETWEEN 1 AND 5),
  signs TEXT NOT NULL DEFAULT '[]',
  measures TEXT,
  result TEXT,
  note TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  CONSTRAINT field_evening_pk PRIMARY KEY (id),
  CONSTRAINT field_evening_board_fk FOREIGN KEY (board_id) REFERENCES board (id),
  CONSTRAINT field_evening_unit_fk FOREIGN KEY (unit_id) REFERENCES unit (id),
  CONSTRAINT field_evening_team_fk FOREIGN KEY (team_id) REFERENCES team (id),
  CONSTRAINT field_evening_shift_fk FOREIGN KEY (shift_id) REFERENCES shift (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX field_evening_team_index ON field_evening (team_id, held_on, id);

CREATE TABLE field_evening_head (
  evening_id BLOB NOT NULL,
  sex TEXT NOT NULL CONSTRAINT field_evening_head_sex_check
    CHECK (sex IN ('woman', 'man', 'other', 'unknown')),
  age_band TEXT NOT NULL,
  heads INTEGER NOT NULL CONSTRAINT field_evening_head_heads_check
    CHECK (heads BETWEEN 1 AND 9999),
  CONSTRAINT field_evening_head_pk PRIMARY KEY (evening_id, sex, age_band),
  CONSTRAINT field_evening_head_evening_fk FOREIGN KEY (evening_id) REFERENCES field_evening (id)
) STRICT, WITHOUT ROWID;

-- What a device in the field has to fetch again, numbered for each team: positions in one team's row
-- tell nothing about another's.
CREATE TABLE field_change (
  team_id BLOB NOT NULL,
  seq INTEGER NOT NULL,
  subject_id BLOB NOT NULL,
  kind TEXT NOT NULL CONSTRAINT field_change_kind_check
    CHECK (kind IN ('shift', 'place', 'encounter', 'search_order', 'person')),
  CONSTRAINT field_change_pk PRIMARY KEY (team_id, seq),
  CONSTRAINT field_change_team_fk FOREIGN KEY (team_id) REFERENCES team (id)
) STRICT, WITHOUT ROWID;

-- A record that is guarded more, or less, from now on is news to every team that met the person.
CREATE TRIGGER person_secrecy_field_change AFTER UPDATE OF secrecy_class ON person
WHEN NEW.secrecy_class <> OLD.secrecy_class
BEGIN
  INSERT INTO field_change (team_id, seq, subject_id, kind)
  SELECT e.team_id,
    1 + coalesce((SELECT max(f.seq) FROM field_change f WHERE f.team_id = e.team_id), 0),
    NEW.id, 'person'
  FROM (SELECT DISTINCT team_id FROM encounter
    WHERE person_id = NEW.id AND team_id IS NOT NULL) e;
END;
