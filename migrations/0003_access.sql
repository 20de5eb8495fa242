-- Who may call, in which roles; what was answered to a key that a client made (Idempotency-Key).
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
CREATE INDEX user_account_partner_index ON user_account (partner_id);
CREATE INDEX user_account_municipality_index ON user_account (municipality_id);

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

-- A role with scope and time. Exactly one scope column is set; none means the whole server.
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
CREATE INDEX session_user_index ON session (user_id);
CREATE INDEX session_expires_index ON session (expires_at);

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
CREATE INDEX api_key_partner_index ON api_key (partner_id);
CREATE INDEX api_key_board_index ON api_key (board_id);

-- Status and reference of what was answered; never the body (api.md, Changing).
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
