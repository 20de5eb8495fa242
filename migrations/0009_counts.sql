-- Counts of homeless people (kartläggning) without identity: rounds, who reports, rows, the key of
-- each open round, the certificate of its destruction, and the result.
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

-- One row for each who is to report: a unit of the board, or a partner.
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
CREATE INDEX count_return_unit_index ON count_return (unit_id, round_id)
  WHERE unit_id IS NOT NULL;
CREATE INDEX count_return_partner_index ON count_return (partner_id, round_id)
  WHERE partner_id IS NOT NULL;

-- What was told about one person. The codes are HMACs under the round's key; nothing that they were
-- made from is kept, and they go when the key goes.
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
CREATE INDEX count_row_return_index ON count_row (round_id, reporter_id, id);
CREATE INDEX count_row_duplicate_index ON count_row (round_id, duplicate_of)
  WHERE duplicate_of IS NOT NULL;

-- The key of a round, wrapped with the server's secret, from opening to reconciling.
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
CREATE TRIGGER count_certificate_no_update BEFORE UPDATE ON count_certificate
BEGIN SELECT RAISE(ABORT, 'certificates are never changed'); END;
CREATE TRIGGER count_certificate_no_delete BEFORE DELETE ON count_certificate
BEGIN SELECT RAISE(ABORT, 'certificates are never removed'); END;

-- What may be shown: hidden cells are hidden here already, and nothing can bring them back.
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
CREATE TRIGGER count_result_no_update BEFORE UPDATE ON count_result
BEGIN SELECT RAISE(ABORT, 'a result is never changed'); END;
CREATE TRIGGER count_result_no_delete BEFORE DELETE ON count_result
BEGIN SELECT RAISE(ABORT, 'a result is never removed'); END;

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
