-- Made by scripts/schema from the migrations; read it, never apply it.

CREATE TABLE agreement (
  id BLOB NOT NULL CONSTRAINT agreement_id_check CHECK (length(id) = 16),
  board_id BLOB NOT NULL,
  partner_id BLOB NOT NULL,
  kind TEXT NOT NULL CONSTRAINT agreement_kind_check CHECK (kind IN ('service', 'iop',
    'police_cooperation', 'citizen_promise', 'grant', 'data_processor', 'joint_programme',
    'guide_employment', 'action_plan')),
  diary_number TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  signed_on TEXT,
  opens_person_data INTEGER NOT NULL CONSTRAINT agreement_opens_check
    CHECK (opens_person_data IN (0, 1)),
  status TEXT NOT NULL CONSTRAINT agreement_status_check CHECK (status IN ('draft', 'review',
    'active', 'suspended', 'expired', 'terminated')),
  status_reason TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  CONSTRAINT agreement_pk PRIMARY KEY (id),
  CONSTRAINT agreement_period_check CHECK (ends_on >= starts_on),
  CONSTRAINT agreement_person_data_check CHECK (opens_person_data = 0 OR kind IN
    ('iop', 'service', 'data_processor', 'guide_employment')),
  CONSTRAINT agreement_active_check CHECK (status <> 'active' OR signed_on IS NOT NULL),
  CONSTRAINT agreement_board_fk FOREIGN KEY (board_id) REFERENCES board (id),
  CONSTRAINT agreement_partner_fk FOREIGN KEY (partner_id) REFERENCES partner (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX agreement_board_index ON agreement (board_id);

CREATE INDEX agreement_ends_index ON agreement (ends_on) WHERE status IN ('active', 'suspended');

CREATE INDEX agreement_partner_index ON agreement (partner_id);

CREATE TABLE answer_link (
  id BLOB NOT NULL CONSTRAINT answer_link_id_check CHECK (length(id) = 16),
  token_hash BLOB NOT NULL
    CONSTRAINT answer_link_token_hash_check CHECK (length(token_hash) = 32),
  referral_id BLOB NOT NULL,
  -- The receiver of the referral, for whom the link speaks.
  partner_id BLOB NOT NULL,
  recipient TEXT NOT NULL,
  expires_on TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_by_name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  last_used_at INTEGER,
  revoked_at INTEGER,
  CONSTRAINT answer_link_pk PRIMARY KEY (id),
  CONSTRAINT answer_link_token_hash_unique UNIQUE (token_hash),
  CONSTRAINT answer_link_referral_fk FOREIGN KEY (referral_id) REFERENCES referral (id),
  CONSTRAINT answer_link_partner_fk FOREIGN KEY (partner_id) REFERENCES partner (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX answer_link_partner_index ON answer_link (partner_id);

CREATE INDEX answer_link_referral_index ON answer_link (referral_id);

CREATE TABLE answer_session (
  id BLOB NOT NULL CONSTRAINT answer_session_id_check CHECK (length(id) = 16),
  token_hash BLOB NOT NULL
    CONSTRAINT answer_session_token_hash_check CHECK (length(token_hash) = 32),
  link_id BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  CONSTRAINT answer_session_pk PRIMARY KEY (id),
  CONSTRAINT answer_session_token_hash_unique UNIQUE (token_hash),
  CONSTRAINT answer_session_link_fk FOREIGN KEY (link_id) REFERENCES answer_link (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX answer_session_expires_index ON answer_session (expires_at);

CREATE INDEX answer_session_link_index ON answer_session (link_id);

CREATE TABLE api_key (
  id TEXT NOT NULL,
  secret_hash BLOB NOT NULL CONSTRAINT api_key_secret_hash_check CHECK (length(secret_hash) = 32),
  name TEXT NOT NULL,
  partner_id BLOB,
  board_id BLOB,
  roles TEXT NOT NULL,
  permissions TEXT NOT NULL DEFAULT '',
  expires_on TEXT NOT NULL,
  revoked_at INTEGER,
  last_used_at INTEGER,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  CONSTRAINT api_key_pk PRIMARY KEY (id),
  CONSTRAINT api_key_owner_check CHECK ((partner_id IS NULL) <> (board_id IS NULL)),
  CONSTRAINT api_key_partner_fk FOREIGN KEY (partner_id) REFERENCES partner (id),
  CONSTRAINT api_key_board_fk FOREIGN KEY (board_id) REFERENCES board (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX api_key_board_index ON api_key (board_id);

CREATE INDEX api_key_partner_index ON api_key (partner_id);

CREATE TABLE appointment (
  id BLOB NOT NULL CONSTRAINT appointment_id_check CHECK (length(id) = 16),
  referral_id BLOB NOT NULL,
  at INTEGER NOT NULL,
  place TEXT,
  with_whom TEXT,
  companions TEXT NOT NULL DEFAULT '[]',
  status TEXT NOT NULL CONSTRAINT appointment_status_check CHECK (status IN ('proposed', 'booked',
    'kept', 'missed', 'moved', 'cancelled')),
  status_reason TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  CONSTRAINT appointment_pk PRIMARY KEY (id),
  CONSTRAINT appointment_referral_fk FOREIGN KEY (referral_id) REFERENCES referral (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX appointment_referral_index ON appointment (referral_id, id);

CREATE TABLE audit (
  seq INTEGER NOT NULL CONSTRAINT audit_pk PRIMARY KEY,
  entry TEXT NOT NULL,
  hash TEXT NOT NULL CONSTRAINT audit_hash_check CHECK (length(hash) = 64)
) STRICT;

CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit entries are never removed'); END;

CREATE TRIGGER audit_no_replacement BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'audit entries are never changed'); END;

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit entries are never changed'); END;

CREATE TABLE audit_head (
  one INTEGER NOT NULL CONSTRAINT audit_head_pk PRIMARY KEY
    CONSTRAINT audit_head_one_check CHECK (one = 1),
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT;

CREATE TABLE audit_indexed (
  one INTEGER NOT NULL CONSTRAINT audit_indexed_pk PRIMARY KEY
    CONSTRAINT audit_indexed_one_check CHECK (one = 1),
  seq INTEGER NOT NULL
) STRICT;

CREATE TABLE audit_subject (
  subject BLOB NOT NULL,
  seq INTEGER NOT NULL,
  CONSTRAINT audit_subject_pk PRIMARY KEY (subject, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE board (
  id BLOB NOT NULL CONSTRAINT board_id_check CHECK (length(id) = 16),
  municipality_id BLOB NOT NULL,
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  short_code TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  CONSTRAINT board_pk PRIMARY KEY (id),
  CONSTRAINT board_slug_unique UNIQUE (slug),
  CONSTRAINT board_municipality_fk FOREIGN KEY (municipality_id) REFERENCES municipality (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE care_relation (
  person_id BLOB NOT NULL,
  starts_at INTEGER NOT NULL,
  holder_id BLOB NOT NULL,
  why TEXT NOT NULL CONSTRAINT care_relation_why_check
    CHECK (why IN ('created', 'assigned', 'commission', 'referral', 'shift', 'emergency')),
  holder_kind TEXT NOT NULL CONSTRAINT care_relation_kind_check
    CHECK (holder_kind IN ('user', 'team', 'unit', 'partner')),
  ends_at INTEGER,
  CONSTRAINT care_relation_pk PRIMARY KEY (person_id, starts_at, holder_id, why),
  CONSTRAINT care_relation_person_fk FOREIGN KEY (person_id) REFERENCES person (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX care_relation_ended_index ON care_relation (holder_id, ends_at, person_id)
  WHERE ends_at IS NOT NULL;

CREATE INDEX care_relation_holder_index ON care_relation (holder_id, person_id);

CREATE TABLE contact_code (
  id BLOB NOT NULL CONSTRAINT contact_code_id_check CHECK (length(id) = 16),
  code TEXT NOT NULL,
  board_id BLOB,
  unit_id BLOB,
  team_id BLOB,
  partner_id BLOB,
  sex TEXT,
  age_band TEXT,
  issued_by TEXT NOT NULL,
  issued_at INTEGER NOT NULL,
  person_id BLOB,
  joined_at INTEGER,
  dropped_at INTEGER,
  version INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT contact_code_pk PRIMARY KEY (id),
  CONSTRAINT contact_code_code_unique UNIQUE (code),
  CONSTRAINT contact_code_owner_check CHECK ((board_id IS NULL) <> (partner_id IS NULL)),
  CONSTRAINT contact_code_state_check CHECK (joined_at IS NULL OR dropped_at IS NULL),
  CONSTRAINT contact_code_join_check CHECK ((joined_at IS NULL) = (person_id IS NULL)),
  CONSTRAINT contact_code_board_fk FOREIGN KEY (board_id) REFERENCES board (id),
  CONSTRAINT contact_code_unit_fk FOREIGN KEY (unit_id) REFERENCES unit (id),
  CONSTRAINT contact_code_team_fk FOREIGN KEY (team_id) REFERENCES team (id),
  CONSTRAINT contact_code_partner_fk FOREIGN KEY (partner_id) REFERENCES partner (id),
  CONSTRAINT contact_code_person_fk FOREIGN KEY (person_id) REFERENCES person (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX contact_code_person_index ON contact_code (person_id);

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

CREATE INDEX cooperation_note_team_index ON cooperation_note (team_id, id)
  WHERE team_id IS NOT NULL;

CREATE INDEX cooperation_note_unit_index ON cooperation_note (unit_id, id)
  WHERE unit_id IS NOT NULL;

CREATE TABLE count_certificate (
  round_id BLOB NOT NULL,
  id BLOB NOT NULL,
  key_id BLOB NOT NULL,
  key_made_at INTEGER NOT NULL,
  destroyed_at INTEGER NOT NULL,
  destroyed_by TEXT NOT NULL,
  codes_destroyed INTEGER NOT NULL,
  hash TEXT NOT NULL CONSTRAINT count_certificate_hash_check CHECK (length(hash) = 64),
  CONSTRAINT count_certificate_pk PRIMARY KEY (round_id),
  CONSTRAINT count_certificate_round_fk FOREIGN KEY (round_id) REFERENCES count_round (id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER count_certificate_no_delete BEFORE DELETE ON count_certificate
BEGIN SELECT RAISE(ABORT, 'certificates are never removed'); END;

CREATE TRIGGER count_certificate_no_update BEFORE UPDATE ON count_certificate
BEGIN SELECT RAISE(ABORT, 'certificates are never changed'); END;

CREATE TABLE count_event (
  round_id BLOB NOT NULL,
  id BLOB NOT NULL,
  step TEXT NOT NULL,
  from_status TEXT,
  to_status TEXT NOT NULL,
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  CONSTRAINT count_event_pk PRIMARY KEY (round_id, id),
  CONSTRAINT count_event_round_fk FOREIGN KEY (round_id) REFERENCES count_round (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE count_key (
  round_id BLOB NOT NULL,
  id BLOB NOT NULL,
  wrapped BLOB NOT NULL CONSTRAINT count_key_wrapped_check CHECK (length(wrapped) = 64),
  made_at INTEGER NOT NULL,
  CONSTRAINT count_key_pk PRIMARY KEY (round_id),
  CONSTRAINT count_key_round_fk FOREIGN KEY (round_id) REFERENCES count_round (id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER count_key_once BEFORE INSERT ON count_key
WHEN EXISTS (SELECT 1 FROM count_certificate WHERE round_id = NEW.round_id)
BEGIN SELECT RAISE(ABORT, 'a destroyed key does not come back'); END;

CREATE TABLE count_result (
  round_id BLOB NOT NULL,
  run_id BLOB NOT NULL,
  definition INTEGER NOT NULL,
  data_at INTEGER NOT NULL,
  small_cell_limit INTEGER NOT NULL,
  figures TEXT NOT NULL,
  CONSTRAINT count_result_pk PRIMARY KEY (round_id),
  CONSTRAINT count_result_round_fk FOREIGN KEY (round_id) REFERENCES count_round (id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER count_result_no_delete BEFORE DELETE ON count_result
BEGIN SELECT RAISE(ABORT, 'a result is never removed'); END;

CREATE TRIGGER count_result_no_update BEFORE UPDATE ON count_result
BEGIN SELECT RAISE(ABORT, 'a result is never changed'); END;

CREATE TABLE count_return (
  round_id BLOB NOT NULL,
  reporter_id BLOB NOT NULL,
  unit_id BLOB,
  partner_id BLOB,
  status TEXT NOT NULL CONSTRAINT count_return_status_check CHECK (status IN ('waiting',
    'reporting', 'done', 'none')),
  changed_at INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT count_return_pk PRIMARY KEY (round_id, reporter_id),
  CONSTRAINT count_return_reporter_check CHECK ((unit_id IS NULL) <> (partner_id IS NULL)
    AND reporter_id = coalesce(unit_id, partner_id)),
  CONSTRAINT count_return_round_fk FOREIGN KEY (round_id) REFERENCES count_round (id),
  CONSTRAINT count_return_unit_fk FOREIGN KEY (unit_id) REFERENCES unit (id),
  CONSTRAINT count_return_partner_fk FOREIGN KEY (partner_id) REFERENCES partner (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX count_return_partner_index ON count_return (partner_id, round_id)
  WHERE partner_id IS NOT NULL;

CREATE INDEX count_return_unit_index ON count_return (unit_id, round_id)
  WHERE unit_id IS NOT NULL;

CREATE TABLE count_round (
  id BLOB NOT NULL CONSTRAINT count_round_id_check CHECK (length(id) = 16),
  board_id BLOB NOT NULL,
  name TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  definition INTEGER NOT NULL,
  status TEXT NOT NULL CONSTRAINT count_round_status_check CHECK (status IN ('planned', 'open',
    'closed', 'reconciled', 'published')),
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  CONSTRAINT count_round_pk PRIMARY KEY (id),
  CONSTRAINT count_round_period_check CHECK (ends_on >= starts_on AND due_on >= ends_on),
  CONSTRAINT count_round_board_fk FOREIGN KEY (board_id) REFERENCES board (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX count_round_board_index ON count_round (board_id, id);

CREATE TRIGGER count_round_final BEFORE UPDATE ON count_round WHEN OLD.status = 'published'
BEGIN SELECT RAISE(ABORT, 'a published round is final'); END;

CREATE TABLE count_row (
  round_id BLOB NOT NULL,
  id BLOB NOT NULL,
  reporter_id BLOB NOT NULL,
  number_code BLOB,
  initials_code BLOB,
  sex TEXT NOT NULL CONSTRAINT count_row_sex_check
    CHECK (sex IN ('woman', 'man', 'other', 'unknown')),
  age_band TEXT NOT NULL,
  situation TEXT NOT NULL CONSTRAINT count_row_situation_check
    CHECK (situation IN ('1', '2', '3', '4', 'unknown')),
  needs TEXT NOT NULL,
  contact TEXT NOT NULL CONSTRAINT count_row_contact_check
    CHECK (contact IN ('yes', 'no', 'unknown')),
  has_code INTEGER NOT NULL CONSTRAINT count_row_has_code_check CHECK (has_code IN (0, 1)),
  duplicate_of BLOB,
  excluded TEXT,
  excluded_by TEXT,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  CONSTRAINT count_row_pk PRIMARY KEY (round_id, id),
  CONSTRAINT count_row_excluded_check CHECK ((excluded IS NULL) = (excluded_by IS NULL)),
  CONSTRAINT count_row_return_fk FOREIGN KEY (round_id, reporter_id)
    REFERENCES count_return (round_id, reporter_id),
  CONSTRAINT count_row_duplicate_fk FOREIGN KEY (round_id, duplicate_of)
    REFERENCES count_row (round_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX count_row_duplicate_index ON count_row (round_id, duplicate_of)
  WHERE duplicate_of IS NOT NULL;

CREATE INDEX count_row_return_index ON count_row (round_id, reporter_id, id);

CREATE TABLE directory_count (
  kind TEXT NOT NULL,
  entries INTEGER NOT NULL,
  CONSTRAINT directory_count_pk PRIMARY KEY (kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE directory_document (
  id BLOB NOT NULL,
  kind TEXT NOT NULL
    CONSTRAINT directory_document_kind_check CHECK (kind IN ('organization', 'service')),
  organization_id BLOB NOT NULL,
  document TEXT NOT NULL,
  CONSTRAINT directory_document_pk PRIMARY KEY (id),
  CONSTRAINT directory_document_organization_fk FOREIGN KEY (organization_id)
    REFERENCES partner (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX directory_document_organization_index ON directory_document (organization_id);

CREATE TABLE directory_entry (
  kind TEXT NOT NULL
    CONSTRAINT directory_entry_kind_check CHECK (kind IN ('organization', 'service')),
  name TEXT NOT NULL,
  id BLOB NOT NULL,
  organization_id BLOB NOT NULL,
  changed_at INTEGER NOT NULL,
  summary TEXT NOT NULL,
  search_text TEXT NOT NULL,
  CONSTRAINT directory_entry_pk PRIMARY KEY (kind, name, id),
  CONSTRAINT directory_entry_organization_fk FOREIGN KEY (organization_id) REFERENCES partner (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX directory_entry_organization_index ON directory_entry (organization_id, kind);

CREATE INDEX directory_entry_place_index ON directory_entry (kind, name);

CREATE TRIGGER directory_entry_added AFTER INSERT ON directory_entry BEGIN
  UPDATE directory_count SET entries = entries + 1 WHERE kind = new.kind;
END;

CREATE TRIGGER directory_entry_removed AFTER DELETE ON directory_entry BEGIN
  UPDATE directory_count SET entries = entries - 1 WHERE kind = old.kind;
END;

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

CREATE INDEX encounter_code_index ON encounter (contact_code_id, at, id)
  WHERE contact_code_id IS NOT NULL;

CREATE INDEX encounter_partner_index ON encounter (partner_id, at, id)
  WHERE partner_id IS NOT NULL;

CREATE INDEX encounter_person_index ON encounter (person_id, at, id) WHERE person_id IS NOT NULL;

CREATE INDEX encounter_team_index ON encounter (team_id, at, id) WHERE team_id IS NOT NULL;

CREATE TABLE encounter_version (
  encounter_id BLOB NOT NULL,
  version INTEGER NOT NULL,
  before TEXT NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  CONSTRAINT encounter_version_pk PRIMARY KEY (encounter_id, version),
  CONSTRAINT encounter_version_encounter_fk FOREIGN KEY (encounter_id) REFERENCES encounter (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE entrance (
  id BLOB NOT NULL CONSTRAINT entrance_id_check CHECK (length(id) = 16),
  municipality_id BLOB NOT NULL,
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  target_group TEXT NOT NULL,
  unit_id BLOB NOT NULL,
  team_id BLOB,
  phone TEXT,
  hours TEXT NOT NULL DEFAULT '[]',
  out_of_hours_phone TEXT,
  text_sv TEXT,
  text_en TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  CONSTRAINT entrance_pk PRIMARY KEY (id),
  CONSTRAINT entrance_slug_unique UNIQUE (slug),
  CONSTRAINT entrance_municipality_fk FOREIGN KEY (municipality_id) REFERENCES municipality (id),
  CONSTRAINT entrance_unit_fk FOREIGN KEY (unit_id) REFERENCES unit (id),
  CONSTRAINT entrance_team_fk FOREIGN KEY (team_id) REFERENCES team (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX entrance_municipality_index ON entrance (municipality_id);

CREATE TABLE "field_change" (
  team_id BLOB NOT NULL,
  seq INTEGER NOT NULL,
  subject_id BLOB NOT NULL,
  kind TEXT NOT NULL,
  CONSTRAINT field_change_pk PRIMARY KEY (team_id, seq),
  CONSTRAINT field_change_team_fk FOREIGN KEY (team_id) REFERENCES team (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX field_change_subject_index ON field_change (team_id, subject_id, seq);

CREATE TABLE field_evening (
  id BLOB NOT NULL CONSTRAINT field_evening_id_check CHECK (length(id) = 16),
  board_id BLOB NOT NULL,
  unit_id BLOB NOT NULL,
  team_id BLOB NOT NULL,
  held_on TEXT NOT NULL,
  area TEXT NOT NULL,
  mood TEXT,
  worry_level TEXT NOT NULL,
  measures TEXT,
  note TEXT,
  group_count INTEGER NOT NULL,
  status TEXT NOT NULL DEFAULT 'open',
  reviewed_by BLOB,
  reviewed_at INTEGER,
  review TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  CONSTRAINT field_evening_pk PRIMARY KEY (id),
  CONSTRAINT field_evening_board_fk FOREIGN KEY (board_id) REFERENCES board (id),
  CONSTRAINT field_evening_unit_fk FOREIGN KEY (unit_id) REFERENCES unit (id),
  CONSTRAINT field_evening_team_fk FOREIGN KEY (team_id) REFERENCES team (id),
  CONSTRAINT field_evening_reviewed_by_fk FOREIGN KEY (reviewed_by) REFERENCES user_account (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX field_evening_team_index ON field_evening (team_id, held_on, id);

CREATE TABLE field_evening_crew (
  evening_id BLOB NOT NULL,
  user_id BLOB NOT NULL,
  CONSTRAINT field_evening_crew_pk PRIMARY KEY (evening_id, user_id),
  CONSTRAINT field_evening_crew_evening_fk FOREIGN KEY (evening_id) REFERENCES field_evening (id),
  CONSTRAINT field_evening_crew_user_fk FOREIGN KEY (user_id) REFERENCES user_account (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE field_evening_group (
  evening_id BLOB NOT NULL,
  ordinal INTEGER NOT NULL,
  size TEXT NOT NULL,
  age_band TEXT NOT NULL,
  sexes TEXT NOT NULL,
  mood TEXT,
  north INTEGER,
  east INTEGER,
  CONSTRAINT field_evening_group_pk PRIMARY KEY (evening_id, ordinal),
  CONSTRAINT field_evening_group_evening_fk FOREIGN KEY (evening_id) REFERENCES field_evening (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE field_event (
  subject_id BLOB NOT NULL,
  id BLOB NOT NULL,
  step TEXT NOT NULL,
  from_status TEXT NOT NULL,
  to_status TEXT NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  text TEXT,
  CONSTRAINT field_event_pk PRIMARY KEY (subject_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE handout (
  encounter_id BLOB NOT NULL,
  kind TEXT NOT NULL CONSTRAINT handout_kind_check CHECK (kind IN ('food', 'clothes', 'transport',
    'hygiene', 'naloxone', 'sleeping_gear', 'phone', 'needle_exchange', 'other')),
  pieces INTEGER NOT NULL CONSTRAINT handout_pieces_check CHECK (pieces BETWEEN 1 AND 99),
  CONSTRAINT handout_pk PRIMARY KEY (encounter_id, kind),
  CONSTRAINT handout_encounter_fk FOREIGN KEY (encounter_id) REFERENCES encounter (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE idempotency (
  caller TEXT NOT NULL,
  key TEXT NOT NULL,
  request_hash BLOB NOT NULL,
  status INTEGER NOT NULL,
  reference TEXT,
  had_secret INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  CONSTRAINT idempotency_pk PRIMARY KEY (caller, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX idempotency_created_index ON idempotency (created_at);

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

CREATE INDEX living_situation_acute_index ON living_situation (board_id, person_id)
  WHERE situation = '1' AND ends_on IS NULL;

CREATE INDEX living_situation_ended_index ON living_situation (board_id, ends_on)
  WHERE situation = '1' AND ends_on IS NOT NULL;

CREATE INDEX living_situation_person_index ON living_situation (person_id, starts_on);

CREATE TABLE migration (
  number INTEGER NOT NULL CONSTRAINT migration_key PRIMARY KEY,
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL CONSTRAINT migration_sha256_length CHECK (length(sha256) = 64),
  applied_at INTEGER NOT NULL
) STRICT;

CREATE TABLE municipality (
  id BLOB NOT NULL CONSTRAINT municipality_id_check CHECK (length(id) = 16),
  code TEXT NOT NULL CONSTRAINT municipality_code_check CHECK (code GLOB '[0-9][0-9][0-9][0-9]'),
  name TEXT NOT NULL,
  controller_contact TEXT,
  protection_officer TEXT,
  small_cell_limit INTEGER NOT NULL DEFAULT 5
    CONSTRAINT municipality_small_cell_limit_check CHECK (small_cell_limit BETWEEN 2 AND 50),
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  CONSTRAINT municipality_pk PRIMARY KEY (id),
  CONSTRAINT municipality_code_unique UNIQUE (code)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE online_contact (
  id BLOB NOT NULL CONSTRAINT online_contact_id_check CHECK (length(id) = 16),
  board_id BLOB NOT NULL,
  unit_id BLOB NOT NULL,
  team_id BLOB NOT NULL,
  platform TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'contacted',
  contacted_on TEXT NOT NULL,
  replied_on TEXT,
  met_on TEXT,
  ended_on TEXT,
  end_reason TEXT,
  note TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  CONSTRAINT online_contact_pk PRIMARY KEY (id),
  CONSTRAINT online_contact_board_fk FOREIGN KEY (board_id) REFERENCES board (id),
  CONSTRAINT online_contact_unit_fk FOREIGN KEY (unit_id) REFERENCES unit (id),
  CONSTRAINT online_contact_team_fk FOREIGN KEY (team_id) REFERENCES team (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX online_contact_team_index ON online_contact (team_id, id);

CREATE TABLE partner (
  id BLOB NOT NULL CONSTRAINT partner_id_check CHECK (length(id) = 16),
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CONSTRAINT partner_kind_check CHECK (kind IN ('association',
    'faith_community', 'womens_shelter', 'region', 'state_agency', 'police', 'company', 'school')),
  organisation_number TEXT NOT NULL
    CONSTRAINT partner_organisation_number_check CHECK (length(organisation_number) = 10),
  description TEXT,
  email TEXT,
  website TEXT,
  status TEXT NOT NULL CONSTRAINT partner_status_check CHECK (status IN ('applied', 'verified',
    'active', 'suspended', 'closed')),
  confirmed_at INTEGER,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT partner_pk PRIMARY KEY (id),
  CONSTRAINT partner_slug_unique UNIQUE (slug),
  CONSTRAINT partner_organisation_number_unique UNIQUE (organisation_number)
) STRICT, WITHOUT ROWID;

CREATE INDEX partner_kind_index ON partner (kind);

CREATE TABLE partner_contact (
  id BLOB NOT NULL CONSTRAINT partner_contact_id_check CHECK (length(id) = 16),
  partner_id BLOB NOT NULL,
  name TEXT NOT NULL,
  title TEXT,
  phone TEXT,
  email TEXT,
  languages TEXT NOT NULL DEFAULT '[]',
  areas TEXT NOT NULL DEFAULT '[]',
  is_listed INTEGER NOT NULL DEFAULT 0 CONSTRAINT partner_contact_listed_check
    CHECK (is_listed IN (0, 1)),
  CONSTRAINT partner_contact_pk PRIMARY KEY (id),
  CONSTRAINT partner_contact_partner_fk FOREIGN KEY (partner_id) REFERENCES partner (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX partner_contact_partner_index ON partner_contact (partner_id);

CREATE TABLE partner_event (
  id BLOB NOT NULL CONSTRAINT partner_event_id_check CHECK (length(id) = 16),
  partner_id BLOB NOT NULL,
  agreement_id BLOB,
  step TEXT NOT NULL,
  from_status TEXT,
  to_status TEXT NOT NULL,
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  reason TEXT,
  CONSTRAINT partner_event_pk PRIMARY KEY (id),
  CONSTRAINT partner_event_partner_fk FOREIGN KEY (partner_id) REFERENCES partner (id),
  CONSTRAINT partner_event_agreement_fk FOREIGN KEY (agreement_id) REFERENCES agreement (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX partner_event_agreement_index ON partner_event (agreement_id);

CREATE INDEX partner_event_partner_index ON partner_event (partner_id, agreement_id);

CREATE TABLE partner_municipality (
  partner_id BLOB NOT NULL,
  municipality_id BLOB NOT NULL,
  CONSTRAINT partner_municipality_pk PRIMARY KEY (partner_id, municipality_id),
  CONSTRAINT partner_municipality_partner_fk FOREIGN KEY (partner_id) REFERENCES partner (id),
  CONSTRAINT partner_municipality_municipality_fk FOREIGN KEY (municipality_id)
    REFERENCES municipality (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX partner_municipality_index ON partner_municipality (municipality_id, partner_id);

CREATE TABLE person (
  id BLOB NOT NULL CONSTRAINT person_id_check CHECK (length(id) = 16),
  board_id BLOB NOT NULL,
  unit_id BLOB,
  identity_mode TEXT NOT NULL CONSTRAINT person_mode_check
    CHECK (identity_mode IN ('pseudonymous', 'identified')),
  alias TEXT,
  preferred_name TEXT,
  legal_name TEXT,
  sex TEXT NOT NULL DEFAULT 'unknown' CONSTRAINT person_sex_check
    CHECK (sex IN ('woman', 'man', 'other', 'unknown')),
  birth_year INTEGER,
  age_band TEXT,
  languages TEXT NOT NULL DEFAULT '',
  needs_interpreter INTEGER NOT NULL DEFAULT 0 CONSTRAINT person_interpreter_check
    CHECK (needs_interpreter IN (0, 1)),
  phone TEXT,
  safe_times TEXT,
  district TEXT,
  protected_identity TEXT NOT NULL DEFAULT 'none' CONSTRAINT person_protected_check
    CHECK (protected_identity IN ('none', 'marked', 'protected_registration')),
  secrecy_class TEXT NOT NULL DEFAULT 'normal' CONSTRAINT person_secrecy_check
    CHECK (secrecy_class IN ('normal', 'restricted', 'protected')),
  activity TEXT NOT NULL DEFAULT 'active' CONSTRAINT person_activity_check
    CHECK (activity IN ('active', 'inactive', 'moved', 'deceased')),
  retention_class TEXT NOT NULL DEFAULT 'case',
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  CONSTRAINT person_pk PRIMARY KEY (id),
  CONSTRAINT person_secrecy_pair_check CHECK (protected_identity = 'none'
    OR secrecy_class = 'protected'),
  CONSTRAINT person_board_fk FOREIGN KEY (board_id) REFERENCES board (id),
  CONSTRAINT person_unit_fk FOREIGN KEY (unit_id) REFERENCES unit (id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER person_secrecy_field_change AFTER UPDATE OF secrecy_class ON person
WHEN NEW.secrecy_class <> OLD.secrecy_class
BEGIN
  INSERT INTO field_change (team_id, seq, subject_id, kind)
  SELECT e.team_id,
    1 + coalesce((SELECT max(f.seq) FROM field_change f WHERE f.team_id = e.team_id), 0),
    NEW.id, 'person'
  FROM (
    SELECT team_id FROM encounter WHERE person_id = NEW.id AND team_id IS NOT NULL
    UNION SELECT team_id FROM search_order WHERE person_id = NEW.id
    UNION SELECT t.holder_id FROM search_order o
      JOIN search_order_told t ON t.order_id = o.id AND t.holder_kind = 'team'
      WHERE o.person_id = NEW.id
    UNION SELECT o.team_id FROM contact_code c JOIN search_order o ON o.contact_code_id = c.id
      WHERE c.person_id = NEW.id
    UNION SELECT t.holder_id FROM contact_code c JOIN search_order o ON o.contact_code_id = c.id
      JOIN search_order_told t ON t.order_id = o.id AND t.holder_kind = 'team'
      WHERE c.person_id = NEW.id
    UNION SELECT team_id FROM tip WHERE person_id = NEW.id AND team_id IS NOT NULL
  ) e;
END;

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

CREATE TABLE person_former_name (
  person_id BLOB NOT NULL,
  name TEXT NOT NULL,
  CONSTRAINT person_former_name_pk PRIMARY KEY (person_id, name),
  CONSTRAINT person_former_name_person_fk FOREIGN KEY (person_id) REFERENCES person (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE person_identifier (
  board_id BLOB NOT NULL,
  number TEXT NOT NULL,
  person_id BLOB NOT NULL,
  kind TEXT NOT NULL CONSTRAINT person_identifier_kind_check
    CHECK (kind IN ('personnummer', 'samordningsnummer', 'temporary')),
  CONSTRAINT person_identifier_pk PRIMARY KEY (board_id, number, person_id),
  CONSTRAINT person_identifier_person_fk FOREIGN KEY (person_id) REFERENCES person (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX person_identifier_person_index ON person_identifier (person_id);

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

CREATE INDEX person_merge_absorbed_index ON person_merge (absorbed_id, id);

CREATE INDEX person_merge_board_index ON person_merge (board_id, id);

CREATE INDEX person_merge_kept_index ON person_merge (kept_id, id);

CREATE TABLE person_name_token (
  board_id BLOB NOT NULL,
  token TEXT NOT NULL,
  person_id BLOB NOT NULL,
  CONSTRAINT person_name_token_pk PRIMARY KEY (board_id, token, person_id),
  CONSTRAINT person_name_token_person_fk FOREIGN KEY (person_id) REFERENCES person (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX person_name_token_person_index ON person_name_token (person_id);

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

CREATE TABLE person_reader (
  person_id BLOB NOT NULL,
  user_id BLOB NOT NULL,
  CONSTRAINT person_reader_pk PRIMARY KEY (person_id, user_id),
  CONSTRAINT person_reader_person_fk FOREIGN KEY (person_id) REFERENCES person (id),
  CONSTRAINT person_reader_user_fk FOREIGN KEY (user_id) REFERENCES user_account (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE person_redirect (
  absorbed_id BLOB NOT NULL,
  kept_id BLOB NOT NULL,
  CONSTRAINT person_redirect_pk PRIMARY KEY (absorbed_id),
  CONSTRAINT person_redirect_pair_check CHECK (absorbed_id <> kept_id),
  CONSTRAINT person_redirect_absorbed_fk FOREIGN KEY (absorbed_id) REFERENCES person (id),
  CONSTRAINT person_redirect_kept_fk FOREIGN KEY (kept_id) REFERENCES person (id)
) STRICT, WITHOUT ROWID;

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

CREATE INDEX person_relation_other_index ON person_relation (other_id, id);

CREATE INDEX person_relation_person_index ON person_relation (person_id, id);

CREATE TABLE person_restriction (
  person_id BLOB NOT NULL,
  starts_at INTEGER NOT NULL,
  reason TEXT NOT NULL CONSTRAINT person_restriction_reason_check
    CHECK (reason IN ('relative_of_staff', 'staff', 'threat', 'own_request', 'other')),
  set_by TEXT NOT NULL, closed INTEGER NOT NULL DEFAULT 0
  CONSTRAINT person_restriction_closed_mode_check CHECK (closed IN (0, 1)), ended_at INTEGER, ended_by TEXT,
  CONSTRAINT person_restriction_pk PRIMARY KEY (person_id, starts_at),
  CONSTRAINT person_restriction_person_fk FOREIGN KEY (person_id) REFERENCES person (id)
) STRICT, WITHOUT ROWID;

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

CREATE INDEX place_board_index ON place (board_id, secrecy_class, id);

CREATE INDEX place_partner_index ON place (partner_id, id) WHERE partner_id IS NOT NULL;

CREATE INDEX place_team_index ON place (team_id, secrecy_class, id);

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

CREATE INDEX place_observation_partner_index ON place_observation (partner_id, at)
  WHERE partner_id IS NOT NULL;

CREATE INDEX place_observation_place_index ON place_observation (place_id, at, id);

CREATE INDEX place_observation_team_index ON place_observation (team_id, at)
  WHERE team_id IS NOT NULL;

CREATE TABLE project (
  id BLOB NOT NULL CONSTRAINT project_id_check CHECK (length(id) = 16),
  unit_id BLOB NOT NULL,
  name TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT,
  funder TEXT,
  goals TEXT NOT NULL DEFAULT '[]',
  evaluation_due_on TEXT,
  made_permanent_on TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  CONSTRAINT project_pk PRIMARY KEY (id),
  CONSTRAINT project_period_check CHECK (ends_on IS NULL OR ends_on >= starts_on),
  CONSTRAINT project_unit_fk FOREIGN KEY (unit_id) REFERENCES unit (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX project_unit_index ON project (unit_id);

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

CREATE TABLE referral (
  id BLOB NOT NULL CONSTRAINT referral_id_check CHECK (length(id) = 16),
  number TEXT NOT NULL,
  board_id BLOB NOT NULL,
  sender_board_id BLOB,
  sender_unit_id BLOB,
  sender_partner_id BLOB,
  author TEXT NOT NULL,
  reference TEXT,
  request_hash BLOB NOT NULL,
  receiver_board_id BLOB,
  receiver_unit_id BLOB,
  receiver_entrance_id BLOB,
  receiver_partner_id BLOB,
  receiver_service_id BLOB,
  team_id BLOB,
  handler_id BLOB,
  parent_id BLOB,
  -- The person as each side knows them: a sender never finds or makes the receiver's rows.
  sender_person_id BLOB,
  person_id BLOB,
  contact_code_id BLOB,
  -- JSON: what the sender told about the person.
  subject TEXT NOT NULL,
  needs TEXT NOT NULL,
  reason TEXT NOT NULL,
  urgency TEXT NOT NULL CONSTRAINT referral_urgency_check
    CHECK (urgency IN ('emergency', 'urgent', 'soon', 'routine')),
  basis TEXT NOT NULL,
  disclosure_stage TEXT NOT NULL CONSTRAINT referral_stage_check
    CHECK (disclosure_stage IN ('need', 'identity')),
  disclosure_reason TEXT NOT NULL,
  status TEXT NOT NULL CONSTRAINT referral_status_check CHECK (status IN ('draft', 'requested',
    'accepted', 'rejected', 'in-progress', 'on-hold', 'completed', 'failed', 'cancelled',
    'entered-in-error')),
  business_status TEXT,
  held_status TEXT,
  status_reason TEXT,
  outcome TEXT,
  feedback TEXT,
  is_open INTEGER NOT NULL GENERATED ALWAYS AS
    (status IN ('requested', 'accepted', 'in-progress', 'on-hold')) STORED,
  response_due INTEGER,
  paused_at INTEGER,
  held_due INTEGER,
  opened_at INTEGER,
  submitted_at INTEGER,
  closed_at INTEGER,
  acknowledged_at INTEGER,
  secrecy_class TEXT NOT NULL DEFAULT 'normal' CONSTRAINT referral_secrecy_check
    CHECK (secrecy_class IN ('normal', 'restricted', 'protected')),
  retention_class TEXT NOT NULL DEFAULT 'case',
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  CONSTRAINT referral_pk PRIMARY KEY (id),
  CONSTRAINT referral_number_unique UNIQUE (number),
  CONSTRAINT referral_sender_check CHECK ((sender_board_id IS NULL) <> (sender_partner_id IS NULL)),
  CONSTRAINT referral_receiver_check
    CHECK ((receiver_board_id IS NULL) <> (receiver_partner_id IS NULL)),
  CONSTRAINT referral_board_fk FOREIGN KEY (board_id) REFERENCES board (id),
  CONSTRAINT referral_sender_unit_fk FOREIGN KEY (sender_unit_id) REFERENCES unit (id),
  CONSTRAINT referral_sender_partner_fk FOREIGN KEY (sender_partner_id) REFERENCES partner (id),
  CONSTRAINT referral_receiver_unit_fk FOREIGN KEY (receiver_unit_id) REFERENCES unit (id),
  CONSTRAINT referral_receiver_entrance_fk FOREIGN KEY (receiver_entrance_id)
    REFERENCES entrance (id),
  CONSTRAINT referral_receiver_partner_fk FOREIGN KEY (receiver_partner_id)
    REFERENCES partner (id),
  CONSTRAINT referral_receiver_service_fk FOREIGN KEY (receiver_service_id)
    REFERENCES service (id),
  CONSTRAINT referral_team_fk FOREIGN KEY (team_id) REFERENCES team (id),
  CONSTRAINT referral_handler_fk FOREIGN KEY (handler_id) REFERENCES user_account (id),
  CONSTRAINT referral_parent_fk FOREIGN KEY (parent_id) REFERENCES referral (id),
  CONSTRAINT referral_sender_person_fk FOREIGN KEY (sender_person_id) REFERENCES person (id),
  CONSTRAINT referral_person_fk FOREIGN KEY (person_id) REFERENCES person (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX referral_author_index ON referral (author, id);

CREATE UNIQUE INDEX referral_author_reference_unique
  ON referral (sender_board_id, author, reference)
  WHERE reference IS NOT NULL AND sender_board_id IS NOT NULL;

CREATE INDEX referral_board_reference_index ON referral (sender_board_id, reference, id)
  WHERE reference IS NOT NULL AND sender_board_id IS NOT NULL;

CREATE INDEX referral_handler_index ON referral (handler_id, is_open, id)
  WHERE handler_id IS NOT NULL;

CREATE INDEX referral_parent_index ON referral (parent_id) WHERE parent_id IS NOT NULL;

CREATE INDEX referral_partner_reference_index ON referral (sender_partner_id, reference, id)
  WHERE reference IS NOT NULL AND sender_partner_id IS NOT NULL;

CREATE UNIQUE INDEX referral_partner_reference_unique ON referral (sender_partner_id, reference)
  WHERE reference IS NOT NULL AND sender_partner_id IS NOT NULL;

CREATE INDEX referral_person_index ON referral (person_id, id) WHERE person_id IS NOT NULL;

CREATE INDEX referral_received_board_index ON referral (receiver_board_id, submitted_at)
  WHERE receiver_board_id IS NOT NULL;

CREATE INDEX referral_received_partner_index ON referral (receiver_partner_id, submitted_at)
  WHERE receiver_partner_id IS NOT NULL;

CREATE INDEX referral_receiver_board_index ON referral (receiver_board_id, is_open, id)
  WHERE receiver_board_id IS NOT NULL;

CREATE INDEX referral_receiver_partner_index ON referral (receiver_partner_id, is_open, id)
  WHERE receiver_partner_id IS NOT NULL;

CREATE INDEX referral_receiver_unit_index ON referral (receiver_unit_id, is_open, id)
  WHERE receiver_unit_id IS NOT NULL;

CREATE INDEX referral_sender_board_index ON referral (sender_board_id, id)
  WHERE sender_board_id IS NOT NULL;

CREATE INDEX referral_sender_partner_index ON referral (sender_partner_id, id)
  WHERE sender_partner_id IS NOT NULL;

CREATE INDEX referral_sender_person_index ON referral (sender_person_id, id)
  WHERE sender_person_id IS NOT NULL;

CREATE INDEX referral_sender_unit_index ON referral (sender_unit_id, id)
  WHERE sender_unit_id IS NOT NULL;

CREATE INDEX referral_sent_board_index ON referral (sender_board_id, submitted_at)
  WHERE sender_board_id IS NOT NULL;

CREATE INDEX referral_sent_partner_index ON referral (sender_partner_id, submitted_at)
  WHERE sender_partner_id IS NOT NULL;

CREATE INDEX referral_team_index ON referral (team_id, is_open, id) WHERE team_id IS NOT NULL;

CREATE TABLE referral_attachment (
  referral_id BLOB NOT NULL,
  id BLOB NOT NULL CONSTRAINT referral_attachment_id_check CHECK (length(id) = 16),
  file_id BLOB NOT NULL CONSTRAINT referral_attachment_file_id_check CHECK (length(file_id) = 16),
  side TEXT NOT NULL CONSTRAINT referral_attachment_side_check
    CHECK (side IN ('sender', 'receiver')),
  author TEXT NOT NULL,
  author_name TEXT NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  sha256 BLOB NOT NULL CONSTRAINT referral_attachment_hash_check CHECK (length(sha256) = 32),
  at INTEGER NOT NULL,
  CONSTRAINT referral_attachment_pk PRIMARY KEY (referral_id, id),
  CONSTRAINT referral_attachment_referral_fk FOREIGN KEY (referral_id) REFERENCES referral (id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX referral_attachment_file_index ON referral_attachment (file_id);

CREATE TABLE referral_event (
  referral_id BLOB NOT NULL,
  id BLOB NOT NULL,
  step TEXT NOT NULL,
  from_status TEXT NOT NULL,
  to_status TEXT NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  actor_name TEXT NOT NULL,
  side TEXT NOT NULL CONSTRAINT referral_event_side_check CHECK (side IN ('sender', 'receiver')),
  reason TEXT,
  text TEXT,
  CONSTRAINT referral_event_pk PRIMARY KEY (referral_id, id),
  CONSTRAINT referral_event_referral_fk FOREIGN KEY (referral_id) REFERENCES referral (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE referral_message (
  referral_id BLOB NOT NULL,
  id BLOB NOT NULL,
  side TEXT NOT NULL CONSTRAINT referral_message_side_check CHECK (side IN ('sender', 'receiver')),
  author TEXT NOT NULL,
  author_name TEXT NOT NULL,
  body TEXT NOT NULL,
  at INTEGER NOT NULL,
  CONSTRAINT referral_message_pk PRIMARY KEY (referral_id, id),
  CONSTRAINT referral_message_referral_fk FOREIGN KEY (referral_id) REFERENCES referral (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE removed_file (
  id BLOB NOT NULL,
  removed_at INTEGER NOT NULL,
  CONSTRAINT removed_file_pk PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX removed_file_at_index ON removed_file (removed_at);

CREATE TABLE report_run (
  id BLOB NOT NULL CONSTRAINT report_run_id_check CHECK (length(id) = 16),
  report TEXT NOT NULL,
  definition INTEGER NOT NULL,
  -- Whose records were counted: the id of the board, the unit, the team or the partner.
  scope_id BLOB NOT NULL,
  board_id BLOB,
  unit_id BLOB,
  team_id BLOB,
  partner_id BLOB,
  first_month TEXT NOT NULL,
  last_month TEXT NOT NULL,
  -- JSON: the tables that were asked for; empty for all.
  tables TEXT NOT NULL,
  small_cell_limit INTEGER NOT NULL,
  data_at INTEGER NOT NULL,
  late_since INTEGER,
  late_records INTEGER NOT NULL,
  figures TEXT NOT NULL,
  counted TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_by_name TEXT NOT NULL,
  CONSTRAINT report_run_pk PRIMARY KEY (id),
  CONSTRAINT report_run_period_check CHECK (first_month <= last_month),
  CONSTRAINT report_run_scope_check CHECK (scope_id =
    coalesce(partner_id, team_id, unit_id, board_id)
    AND (partner_id IS NULL) <> (board_id IS NULL)),
  CONSTRAINT report_run_board_fk FOREIGN KEY (board_id) REFERENCES board (id),
  CONSTRAINT report_run_unit_fk FOREIGN KEY (unit_id) REFERENCES unit (id),
  CONSTRAINT report_run_team_fk FOREIGN KEY (team_id) REFERENCES team (id),
  CONSTRAINT report_run_partner_fk FOREIGN KEY (partner_id) REFERENCES partner (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX report_run_scope_index ON report_run (scope_id, report, id);

CREATE TRIGGER report_run_no_delete BEFORE DELETE ON report_run
BEGIN SELECT RAISE(ABORT, 'a run is never removed'); END;

CREATE TRIGGER report_run_no_update BEFORE UPDATE ON report_run
BEGIN SELECT RAISE(ABORT, 'a run is never changed'); END;

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

CREATE TABLE role_grant (
  id BLOB NOT NULL CONSTRAINT role_grant_id_check CHECK (length(id) = 16),
  user_id BLOB NOT NULL,
  role TEXT NOT NULL,
  board_id BLOB,
  unit_id BLOB,
  team_id BLOB,
  partner_id BLOB,
  starts_at INTEGER NOT NULL,
  ends_at INTEGER,
  granted_by TEXT NOT NULL,
  reason TEXT,
  CONSTRAINT role_grant_pk PRIMARY KEY (id),
  CONSTRAINT role_grant_scope_check CHECK ((board_id IS NOT NULL) + (unit_id IS NOT NULL)
    + (team_id IS NOT NULL) + (partner_id IS NOT NULL) <= 1),
  CONSTRAINT role_grant_server_check CHECK (role = 'system-admin' OR (board_id IS NOT NULL)
    + (unit_id IS NOT NULL) + (team_id IS NOT NULL) + (partner_id IS NOT NULL) = 1),
  CONSTRAINT role_grant_user_fk FOREIGN KEY (user_id) REFERENCES user_account (id),
  CONSTRAINT role_grant_board_fk FOREIGN KEY (board_id) REFERENCES board (id),
  CONSTRAINT role_grant_unit_fk FOREIGN KEY (unit_id) REFERENCES unit (id),
  CONSTRAINT role_grant_team_fk FOREIGN KEY (team_id) REFERENCES team (id),
  CONSTRAINT role_grant_partner_fk FOREIGN KEY (partner_id) REFERENCES partner (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX role_grant_user_index ON role_grant (user_id);

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
  changed_at INTEGER NOT NULL, description TEXT, despite TEXT,
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

CREATE INDEX search_order_board_index ON search_order (board_id, is_open, id);

CREATE INDEX search_order_code_index ON search_order (contact_code_id)
  WHERE contact_code_id IS NOT NULL;

CREATE INDEX search_order_ordered_by_index ON search_order (ordered_by, is_open, id);

CREATE INDEX search_order_person_index ON search_order (person_id) WHERE person_id IS NOT NULL;

CREATE INDEX search_order_referral_index ON search_order (referral_id)
  WHERE referral_id IS NOT NULL;

CREATE INDEX search_order_team_index ON search_order (team_id, is_open, id);

CREATE INDEX search_order_unit_index ON search_order (unit_id, is_open, id)
  WHERE unit_id IS NOT NULL;

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

CREATE TABLE search_order_told (
  order_id BLOB NOT NULL,
  holder_id BLOB NOT NULL,
  holder_kind TEXT NOT NULL CONSTRAINT search_order_told_kind_check
    CHECK (holder_kind IN ('team', 'unit', 'partner')),
  CONSTRAINT search_order_told_pk PRIMARY KEY (order_id, holder_id),
  CONSTRAINT search_order_told_order_fk FOREIGN KEY (order_id) REFERENCES search_order (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX search_order_told_holder_index ON search_order_told (holder_id, order_id);

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

CREATE TABLE second_factor (
  user_id BLOB NOT NULL,
  -- The secret stands nowhere: the server's key, the user's id and this number give it (access.md
  -- 5). It only rises, so that a factor that was removed never comes back.
  generation INTEGER NOT NULL CONSTRAINT second_factor_generation_check CHECK (generation >= 1),
  state TEXT NOT NULL CONSTRAINT second_factor_state_check CHECK (state IN ('pending', 'on',
    'off')),
  -- The time step of the last code that was used: none works twice (RFC 6238 5.2).
  last_step INTEGER NOT NULL DEFAULT 0,
  changed_at INTEGER NOT NULL,
  CONSTRAINT second_factor_pk PRIMARY KEY (user_id),
  CONSTRAINT second_factor_user_fk FOREIGN KEY (user_id) REFERENCES user_account (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE service (
  id BLOB NOT NULL CONSTRAINT service_id_check CHECK (length(id) = 16),
  partner_id BLOB NOT NULL,
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT,
  status TEXT NOT NULL CONSTRAINT service_status_check CHECK (status IN ('active', 'inactive',
    'defunct', 'temporarily_closed')),
  url TEXT,
  email TEXT,
  phone TEXT,
  fees TEXT,
  eligibility TEXT,
  age_minimum INTEGER,
  age_maximum INTEGER,
  languages TEXT NOT NULL DEFAULT '[]',
  needs TEXT NOT NULL DEFAULT '[]',
  hours TEXT NOT NULL DEFAULT '[]',
  accepts_referrals INTEGER NOT NULL DEFAULT 1 CONSTRAINT service_accepts_check
    CHECK (accepts_referrals IN (0, 1)),
  is_public INTEGER NOT NULL DEFAULT 1 CONSTRAINT service_public_check CHECK (is_public IN (0, 1)),
  documentation_mode TEXT NOT NULL DEFAULT 'identified' CONSTRAINT service_mode_check
    CHECK (documentation_mode IN ('identified', 'no_identity')),
  mode_diary_number TEXT,
  mode_starts_on TEXT,
  mode_ends_on TEXT,
  needs_assessment TEXT NOT NULL DEFAULT 'without' CONSTRAINT service_assessment_check
    CHECK (needs_assessment IN ('with', 'without')),
  form TEXT NOT NULL DEFAULT 'other' CONSTRAINT service_form_check CHECK (form IN
    ('contact_person', 'family_home', 'lvm_home', 'youth_home', 'youth_placement',
     'special_housing', 'full_day_care', 'other')),
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL, answer_times TEXT NOT NULL DEFAULT '[]',
  CONSTRAINT service_pk PRIMARY KEY (id),
  CONSTRAINT service_slug_unique UNIQUE (slug),
  CONSTRAINT service_age_check CHECK (age_minimum IS NULL OR age_maximum IS NULL
    OR age_maximum >= age_minimum),
  -- SoL (2025:400) 14 kap. 5 §: no identity only without needs assessment and by a board's decision.
  CONSTRAINT service_no_identity_check CHECK (documentation_mode = 'identified' OR
    (needs_assessment = 'without' AND mode_diary_number IS NOT NULL AND mode_starts_on IS NOT NULL)),
  -- SoL (2025:400) 11 kap. 5 §: these are never given without an assessment.
  CONSTRAINT service_assessed_form_check CHECK (form = 'other' OR needs_assessment = 'with'),
  CONSTRAINT service_mode_period_check CHECK (mode_ends_on IS NULL OR
    (mode_starts_on IS NOT NULL AND mode_ends_on >= mode_starts_on)),
  CONSTRAINT service_partner_fk FOREIGN KEY (partner_id) REFERENCES partner (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX service_partner_index ON service (partner_id);

CREATE TABLE service_mode (
  id INTEGER NOT NULL CONSTRAINT service_mode_id_check CHECK (id = 1),
  mode TEXT NOT NULL CONSTRAINT service_mode_mode_check
    CHECK (mode IN ('normal', 'read-only', 'crisis')),
  message TEXT,
  since_at INTEGER,
  until_at INTEGER,
  changed_by TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT service_mode_pk PRIMARY KEY (id)
) STRICT;

CREATE TABLE session (
  id BLOB NOT NULL CONSTRAINT session_id_check CHECK (length(id) = 16),
  token_hash BLOB NOT NULL CONSTRAINT session_token_hash_check CHECK (length(token_hash) = 32),
  user_id BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  last_used_at INTEGER NOT NULL,
  CONSTRAINT session_pk PRIMARY KEY (id),
  CONSTRAINT session_token_hash_unique UNIQUE (token_hash),
  CONSTRAINT session_user_fk FOREIGN KEY (user_id) REFERENCES user_account (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX session_expires_index ON session (expires_at);

CREATE INDEX session_user_index ON session (user_id);

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

CREATE INDEX shift_started_index ON shift (team_id) WHERE status = 'started';

CREATE INDEX shift_team_index ON shift (team_id, planned_from, id);

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

CREATE TABLE shift_route (
  shift_id BLOB NOT NULL,
  ordinal INTEGER NOT NULL,
  place_id BLOB NOT NULL,
  CONSTRAINT shift_route_pk PRIMARY KEY (shift_id, ordinal),
  CONSTRAINT shift_route_place_unique UNIQUE (shift_id, place_id),
  CONSTRAINT shift_route_shift_fk FOREIGN KEY (shift_id) REFERENCES shift (id),
  CONSTRAINT shift_route_place_fk FOREIGN KEY (place_id) REFERENCES place (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE team (
  id BLOB NOT NULL CONSTRAINT team_id_check CHECK (length(id) = 16),
  unit_id BLOB NOT NULL,
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  target_groups TEXT NOT NULL DEFAULT '[]',
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  CONSTRAINT team_pk PRIMARY KEY (id),
  CONSTRAINT team_slug_unique UNIQUE (slug),
  CONSTRAINT team_unit_fk FOREIGN KEY (unit_id) REFERENCES unit (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX team_unit_index ON team (unit_id);

CREATE TABLE team_member (
  team_id BLOB NOT NULL,
  user_id BLOB NOT NULL,
  role_in_team TEXT,
  starts_on TEXT,
  ends_on TEXT,
  CONSTRAINT team_member_pk PRIMARY KEY (team_id, user_id),
  CONSTRAINT team_member_team_fk FOREIGN KEY (team_id) REFERENCES team (id),
  CONSTRAINT team_member_user_fk FOREIGN KEY (user_id) REFERENCES user_account (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX team_member_user_index ON team_member (user_id);

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
  created_by TEXT NOT NULL, receipt TEXT, task TEXT, search_order_id BLOB
  CONSTRAINT tip_order_fk REFERENCES search_order (id),
  CONSTRAINT tip_pk PRIMARY KEY (id),
  CONSTRAINT tip_board_fk FOREIGN KEY (board_id) REFERENCES board (id),
  CONSTRAINT tip_team_fk FOREIGN KEY (team_id) REFERENCES team (id),
  CONSTRAINT tip_partner_fk FOREIGN KEY (partner_id) REFERENCES partner (id),
  CONSTRAINT tip_place_fk FOREIGN KEY (place_id) REFERENCES place (id),
  CONSTRAINT tip_person_fk FOREIGN KEY (person_id) REFERENCES person (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX tip_author_index ON tip (created_by, id);

CREATE INDEX tip_board_index ON tip (board_id, is_open, id);

CREATE INDEX tip_order_index ON tip (search_order_id) WHERE search_order_id IS NOT NULL;

CREATE INDEX tip_partner_index ON tip (partner_id, id) WHERE partner_id IS NOT NULL;

CREATE INDEX tip_person_index ON tip (person_id) WHERE person_id IS NOT NULL;

CREATE INDEX tip_place_index ON tip (place_id) WHERE place_id IS NOT NULL;

CREATE INDEX tip_receipt_index ON tip (receipt);

CREATE INDEX tip_team_index ON tip (team_id, is_open, id) WHERE team_id IS NOT NULL;

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

CREATE TABLE trafficking_answer (
  checklist_id BLOB NOT NULL,
  indicator TEXT NOT NULL,
  answer TEXT NOT NULL,
  CONSTRAINT trafficking_answer_pk PRIMARY KEY (checklist_id, indicator),
  CONSTRAINT trafficking_answer_checklist_fk FOREIGN KEY (checklist_id)
    REFERENCES trafficking_checklist (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE trafficking_checklist (
  id BLOB NOT NULL CONSTRAINT trafficking_checklist_id_check CHECK (length(id) = 16),
  board_id BLOB NOT NULL,
  person_id BLOB,
  encounter_id BLOB,
  at INTEGER NOT NULL,
  is_child TEXT NOT NULL,
  in_danger INTEGER NOT NULL CONSTRAINT trafficking_checklist_danger_check
    CHECK (in_danger IN (0, 1)),
  note TEXT,
  status TEXT NOT NULL DEFAULT 'final',
  status_reason TEXT,
  retention_class TEXT NOT NULL CONSTRAINT trafficking_checklist_retention_check
    CHECK (retention_class IN ('case', 'anonymous')),
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  created_by_name TEXT NOT NULL,
  CONSTRAINT trafficking_checklist_pk PRIMARY KEY (id),
  CONSTRAINT trafficking_checklist_subject_check
    CHECK (person_id IS NOT NULL OR encounter_id IS NOT NULL),
  CONSTRAINT trafficking_checklist_board_fk FOREIGN KEY (board_id) REFERENCES board (id),
  CONSTRAINT trafficking_checklist_person_fk FOREIGN KEY (person_id) REFERENCES person (id),
  CONSTRAINT trafficking_checklist_encounter_fk FOREIGN KEY (encounter_id)
    REFERENCES encounter (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX trafficking_checklist_person_index ON trafficking_checklist (person_id, id)
  WHERE person_id IS NOT NULL;

CREATE TABLE unit (
  id BLOB NOT NULL CONSTRAINT unit_id_check CHECK (length(id) = 16),
  board_id BLOB NOT NULL,
  parent_id BLOB,
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CONSTRAINT unit_kind_check CHECK (kind IN ('intake', 'outreach',
    'investigation', 'treatment', 'housing', 'violence', 'field_youth', 'admin')),
  phone TEXT,
  on_call_hours TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  CONSTRAINT unit_pk PRIMARY KEY (id),
  CONSTRAINT unit_slug_unique UNIQUE (slug),
  CONSTRAINT unit_board_fk FOREIGN KEY (board_id) REFERENCES board (id),
  CONSTRAINT unit_parent_fk FOREIGN KEY (parent_id) REFERENCES unit (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX unit_board_index ON unit (board_id);

CREATE INDEX unit_parent_index ON unit (parent_id);

CREATE TABLE unrest_measure (
  sign_id BLOB NOT NULL,
  id BLOB NOT NULL,
  party TEXT NOT NULL,
  what TEXT NOT NULL,
  due_on TEXT,
  result TEXT NOT NULL DEFAULT 'pending',
  result_text TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  CONSTRAINT unrest_measure_pk PRIMARY KEY (sign_id, id),
  CONSTRAINT unrest_measure_sign_fk FOREIGN KEY (sign_id) REFERENCES unrest_sign (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE unrest_sign (
  id BLOB NOT NULL CONSTRAINT unrest_sign_id_check CHECK (length(id) = 16),
  board_id BLOB NOT NULL,
  unit_id BLOB NOT NULL,
  area TEXT NOT NULL,
  level TEXT NOT NULL,
  source TEXT NOT NULL,
  what TEXT NOT NULL,
  seen_on TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'reported',
  follow_up_on TEXT,
  result TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  CONSTRAINT unrest_sign_pk PRIMARY KEY (id),
  CONSTRAINT unrest_sign_board_fk FOREIGN KEY (board_id) REFERENCES board (id),
  CONSTRAINT unrest_sign_unit_fk FOREIGN KEY (unit_id) REFERENCES unit (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX unrest_sign_board_index ON unrest_sign (board_id, id);

CREATE INDEX unrest_sign_unit_index ON unrest_sign (unit_id, id);

CREATE TABLE user_account (
  id BLOB NOT NULL CONSTRAINT user_account_id_check CHECK (length(id) = 16),
  username TEXT NOT NULL,
  name TEXT NOT NULL,
  email TEXT,
  password_hash TEXT,
  partner_id BLOB,
  municipality_id BLOB,
  is_demonstration INTEGER NOT NULL DEFAULT 0 CONSTRAINT user_account_demonstration_check
    CHECK (is_demonstration IN (0, 1)),
  -- Set while the password is one that an administrator handed out: it works until then, and opens
  -- nothing but the choice of another.
  one_time_until INTEGER,
  disabled_at INTEGER,
  last_login_at INTEGER,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  CONSTRAINT user_account_pk PRIMARY KEY (id),
  CONSTRAINT user_account_username_unique UNIQUE (username),
  CONSTRAINT user_account_partner_fk FOREIGN KEY (partner_id) REFERENCES partner (id),
  CONSTRAINT user_account_municipality_fk FOREIGN KEY (municipality_id)
    REFERENCES municipality (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX user_account_municipality_index ON user_account (municipality_id);

CREATE INDEX user_account_partner_index ON user_account (partner_id);
