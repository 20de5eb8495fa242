-- Persons in two identity modes, what identifies them, and contact codes.
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

-- Words of a person's names, from the board: a search by name never scans and never crosses.
CREATE TABLE person_name_token (
  board_id BLOB NOT NULL,
  token TEXT NOT NULL,
  person_id BLOB NOT NULL,
  CONSTRAINT person_name_token_pk PRIMARY KEY (board_id, token, person_id),
  CONSTRAINT person_name_token_person_fk FOREIGN KEY (person_id) REFERENCES person (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_name_token_person_index ON person_name_token (person_id);

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

-- Who works with whom (vårdrelation, uppdragsrelation): what scope O of the matrix asks for. A
-- relation that ended stays; one that begins again is a row of its own.
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

-- The named list of a restricted record.
CREATE TABLE person_reader (
  person_id BLOB NOT NULL,
  user_id BLOB NOT NULL,
  CONSTRAINT person_reader_pk PRIMARY KEY (person_id, user_id),
  CONSTRAINT person_reader_person_fk FOREIGN KEY (person_id) REFERENCES person (id),
  CONSTRAINT person_reader_user_fk FOREIGN KEY (user_id) REFERENCES user_account (id)
) STRICT, WITHOUT ROWID;
