-- A board's senders each have references of their own: one that a colleague used, on a referral that
-- this sender may not know of, must not answer for it (access.md 3.2). A partner's are its own still.
DROP INDEX referral_board_reference_unique;
CREATE UNIQUE INDEX referral_author_reference_unique
  ON referral (sender_board_id, author, reference)
  WHERE reference IS NOT NULL AND sender_board_id IS NOT NULL;
CREATE INDEX referral_board_reference_index ON referral (sender_board_id, reference, id)
  WHERE reference IS NOT NULL AND sender_board_id IS NOT NULL;
CREATE INDEX referral_partner_reference_index ON referral (sender_partner_id, reference, id)
  WHERE reference IS NOT NULL AND sender_partner_id IS NOT NULL;
