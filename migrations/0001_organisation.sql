-- Municipalities, their boards (nämnder: the owners of personal data), units, teams, projects, entrances.
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

-- One public door per target group (ingång): the card that is shown, and who answers behind it.
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
