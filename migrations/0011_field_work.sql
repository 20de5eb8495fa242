-- Field work without persons: evenings among young people, contacts on platforms, signs of social
-- unrest; the checklist about trafficking in human beings; and the mode of the whole server.

-- One row: how the server works now. It outlives a restart.
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
INSERT INTO service_mode (id, mode) VALUES (1, 'normal');

-- The tables of evenings from 0010 were never written to. Here a group has a band of size and never
-- a number of heads by sex and age: one girl of thirteen in one street is somebody.
DROP TABLE field_evening_head;
DROP TABLE field_evening;

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

-- A group that was met. Where is the south-western corner of a square: finer is never kept.
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

-- A contact that was sought on a platform: what sort of platform, and how far it came. No column
-- can hold who it was.
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

-- A sign of social unrest in an area, shared by the board and the police: never a person.
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

-- What contacts and signs went through.
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

-- The checklist about trafficking: observations about one person, or about whoever was met. There
-- is no sum and no score.
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

CREATE TABLE trafficking_answer (
  checklist_id BLOB NOT NULL,
  indicator TEXT NOT NULL,
  answer TEXT NOT NULL,
  CONSTRAINT trafficking_answer_pk PRIMARY KEY (checklist_id, indicator),
  CONSTRAINT trafficking_answer_checklist_fk FOREIGN KEY (checklist_id)
    REFERENCES trafficking_checklist (id)
) STRICT, WITHOUT ROWID;

-- Notes about cooperation are listed from the unit or the team that keeps them.
CREATE INDEX cooperation_note_unit_index ON cooperation_note (unit_id, id)
  WHERE unit_id IS NOT NULL;
CREATE INDEX cooperation_note_team_index ON cooperation_note (team_id, id)
  WHERE team_id IS NOT NULL;
