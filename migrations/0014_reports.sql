-- Runs of reports: the figures as they were shown are kept with the run and never change. What was
-- counted lies beside, for one use only: to protect later runs against comparison with this one.

CREATE TABLE report_run (
  id BLOB NOT NULL CONSTRAINT report_run_id_check CHECK (length(id) = 16),
  report TEXT NOT NULL,
  definition INTEGER NOT NULL,
  -- Whose records were counted: the id of the board, the unit, the team or the partner.
  scope_id BLOB NOT NULL,
  board_id BLOB,
  unit_id BLOB,
  team_id BLOB,
  partner_id BLOB,
  first_month TEXT NOT NULL,
  last_month TEXT NOT NULL,
  -- JSON: the tables that were asked for; empty for all.
  tables TEXT NOT NULL,
  small_cell_limit INTEGER NOT NULL,
  data_at INTEGER NOT NULL,
  late_since INTEGER,
  late_records INTEGER NOT NULL,
  figures TEXT NOT NULL,
  counted TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_by_name TEXT NOT NULL,
  CONSTRAINT report_run_pk PRIMARY KEY (id),
  CONSTRAINT report_run_period_check CHECK (first_month <= last_month),
  CONSTRAINT report_run_scope_check CHECK (scope_id =
    coalesce(partner_id, team_id, unit_id, board_id)
    AND (partner_id IS NULL) <> (board_id IS NULL)),
  CONSTRAINT report_run_board_fk FOREIGN KEY (board_id) REFERENCES board (id),
  CONSTRAINT report_run_unit_fk FOREIGN KEY (unit_id) REFERENCES unit (id),
  CONSTRAINT report_run_team_fk FOREIGN KEY (team_id) REFERENCES team (id),
  CONSTRAINT report_run_partner_fk FOREIGN KEY (partner_id) REFERENCES partner (id)
) STRICT, WITHOUT ROWID;

CREATE INDEX report_run_scope_index ON report_run (scope_id, report, id);

CREATE TRIGGER report_run_no_delete BEFORE DELETE ON report_run
BEGIN SELECT RAISE(ABORT, 'a run is never removed'); END;

CREATE TRIGGER report_run_no_update BEFORE UPDATE ON report_run
BEGIN SELECT RAISE(ABORT, 'a run is never changed'); END;

-- Where the figures begin to read: at the first day of a period.
CREATE INDEX place_observation_team_index ON place_observation (team_id, at)
  WHERE team_id IS NOT NULL;
CREATE INDEX place_observation_partner_index ON place_observation (partner_id, at)
  WHERE partner_id IS NOT NULL;
CREATE INDEX referral_sent_board_index ON referral (sender_board_id, submitted_at)
  WHERE sender_board_id IS NOT NULL;
CREATE INDEX referral_sent_partner_index ON referral (sender_partner_id, submitted_at)
  WHERE sender_partner_id IS NOT NULL;
CREATE INDEX referral_received_board_index ON referral (receiver_board_id, submitted_at)
  WHERE receiver_board_id IS NOT NULL;
CREATE INDEX referral_received_partner_index ON referral (receiver_partner_id, submitted_at)
  WHERE receiver_partner_id IS NOT NULL;
CREATE INDEX living_situation_ended_index ON living_situation (board_id, ends_on)
  WHERE situation = '1' AND ends_on IS NOT NULL;
