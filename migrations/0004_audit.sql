-- Who did what with whose data: a hash chain that is only ever appended to. There is no column beside
-- the entry that could be read and is not hashed; searches take fields out of the entry itself.
CREATE TABLE audit (
  seq INTEGER NOT NULL CONSTRAINT audit_pk PRIMARY KEY,
  entry TEXT NOT NULL,
  hash TEXT NOT NULL CONSTRAINT audit_hash_check CHECK (length(hash) = 64)
) STRICT;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit entries are never changed'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit entries are never removed'); END;
-- INSERT OR REPLACE removes without asking the trigger above, unless recursive_triggers is on.
CREATE TRIGGER audit_no_replacement BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'audit entries are never changed'); END;

-- Derived from the entries by the writer when it is idle: which entries name a subject.
CREATE TABLE audit_subject (
  subject BLOB NOT NULL,
  seq INTEGER NOT NULL,
  CONSTRAINT audit_subject_pk PRIMARY KEY (subject, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE audit_indexed (
  one INTEGER NOT NULL CONSTRAINT audit_indexed_pk PRIMARY KEY
    CONSTRAINT audit_indexed_one_check CHECK (one = 1),
  seq INTEGER NOT NULL
) STRICT;
INSERT INTO audit_indexed (one, seq) VALUES (1, 0);

-- The end of the chain: a cut-off tail is found, and the next entry need not look for the last.
CREATE TABLE audit_head (
  one INTEGER NOT NULL CONSTRAINT audit_head_pk PRIMARY KEY
    CONSTRAINT audit_head_one_check CHECK (one = 1),
  seq INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT;
INSERT INTO audit_head (one, seq, hash) VALUES (1, 0, '');
