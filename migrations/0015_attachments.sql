-- Files that one side of a referral sends to the other. The bytes stand in the folder beside the
-- database, under file_id; a row is the only way to them. The row has an id of its own: it is made
-- when the row is, so that the order of ids is that of the rows, however long the bytes took.
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

-- Files whose rows are gone, until their bytes are.
CREATE TABLE removed_file (
  id BLOB NOT NULL,
  removed_at INTEGER NOT NULL,
  CONSTRAINT removed_file_pk PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX removed_file_at_index ON removed_file (removed_at);
