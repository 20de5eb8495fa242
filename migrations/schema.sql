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

CREATE INDEX agreement_partner_index ON agreement (partner_id);

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

CREATE TABLE person_name_token (
  board_id BLOB NOT NULL,
  token TEXT NOT NULL,
  person_id BLOB NOT NULL,
  CONSTRAINT person_name_token_pk PRIMARY KEY (board_id, token, person_id),
  CONSTRAINT person_name_token_person_fk FOREIGN KEY (person_id) REFERENCES person (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX person_name_token_person_index ON person_name_token (person_id);

CREATE TABLE person_reader (
  person_id BLOB NOT NULL,
  user_id BLOB NOT NULL,
  CONSTRAINT person_reader_pk PRIMARY KEY (person_id, user_id),
  CONSTRAINT person_reader_person_fk FOREIGN KEY (person_id) REFERENCES person (id),
  CONSTRAINT person_reader_user_fk FOREIGN KEY (user_id) REFERENCES user_account (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE person_restriction (
  person_id BLOB NOT NULL,
  starts_at INTEGER NOT NULL,
  reason TEXT NOT NULL CONSTRAINT person_restriction_reason_check
    CHECK (reason IN ('relative_of_staff', 'staff', 'threat', 'own_request', 'other')),
  set_by TEXT NOT NULL,
  CONSTRAINT person_restriction_pk PRIMARY KEY (person_id, starts_at),
  CONSTRAINT person_restriction_person_fk FOREIGN KEY (person_id) REFERENCES person (id)
) STRICT, WITHOUT ROWID;

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

CREATE UNIQUE INDEX referral_board_reference_unique ON referral (sender_board_id, reference)
  WHERE reference IS NOT NULL AND sender_board_id IS NOT NULL;

CREATE INDEX referral_handler_index ON referral (handler_id, is_open, id)
  WHERE handler_id IS NOT NULL;

CREATE INDEX referral_parent_index ON referral (parent_id) WHERE parent_id IS NOT NULL;

CREATE UNIQUE INDEX referral_partner_reference_unique ON referral (sender_partner_id, reference)
  WHERE reference IS NOT NULL AND sender_partner_id IS NOT NULL;

CREATE INDEX referral_person_index ON referral (person_id, id) WHERE person_id IS NOT NULL;

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

CREATE INDEX referral_sender_unit_index ON referral (sender_unit_id, id)
  WHERE sender_unit_id IS NOT NULL;

CREATE INDEX referral_team_index ON referral (team_id, is_open, id) WHERE team_id IS NOT NULL;

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
  changed_at INTEGER NOT NULL,
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
