-- Referrals, their history, messages and appointments.
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
CREATE UNIQUE INDEX referral_partner_reference_unique ON referral (sender_partner_id, reference)
  WHERE reference IS NOT NULL AND sender_partner_id IS NOT NULL;
CREATE UNIQUE INDEX referral_board_reference_unique ON referral (sender_board_id, reference)
  WHERE reference IS NOT NULL AND sender_board_id IS NOT NULL;
CREATE INDEX referral_receiver_board_index ON referral (receiver_board_id, is_open, id)
  WHERE receiver_board_id IS NOT NULL;
CREATE INDEX referral_receiver_unit_index ON referral (receiver_unit_id, is_open, id)
  WHERE receiver_unit_id IS NOT NULL;
CREATE INDEX referral_team_index ON referral (team_id, is_open, id) WHERE team_id IS NOT NULL;
CREATE INDEX referral_handler_index ON referral (handler_id, is_open, id)
  WHERE handler_id IS NOT NULL;
CREATE INDEX referral_receiver_partner_index ON referral (receiver_partner_id, is_open, id)
  WHERE receiver_partner_id IS NOT NULL;
CREATE INDEX referral_sender_partner_index ON referral (sender_partner_id, id)
  WHERE sender_partner_id IS NOT NULL;
CREATE INDEX referral_sender_board_index ON referral (sender_board_id, id)
  WHERE sender_board_id IS NOT NULL;
CREATE INDEX referral_sender_unit_index ON referral (sender_unit_id, id)
  WHERE sender_unit_id IS NOT NULL;
CREATE INDEX referral_parent_index ON referral (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX referral_author_index ON referral (author, id);
CREATE INDEX referral_person_index ON referral (person_id, id) WHERE person_id IS NOT NULL;

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
