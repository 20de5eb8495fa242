-- Second factors of users, and links by which somebody without a log-in answers one referral.
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
CREATE INDEX answer_link_referral_index ON answer_link (referral_id);
CREATE INDEX answer_link_partner_index ON answer_link (partner_id);

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
CREATE INDEX answer_session_link_index ON answer_session (link_id);
CREATE INDEX answer_session_expires_index ON answer_session (expires_at);
