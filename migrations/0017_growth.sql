-- What was walked more and more of as the data grows, found by the plan of every statement.

-- Whether a thing was in a team's feed: not the whole feed.
CREATE INDEX field_change_subject_index ON field_change (team_id, subject_id, seq);
-- What a holder's relations ended since: not all that the holder ever had.
CREATE INDEX care_relation_ended_index ON care_relation (holder_id, ends_at, person_id)
  WHERE ends_at IS NOT NULL;
-- The agreements that may have run out: looked for once a minute, and after writes.
CREATE INDEX agreement_ends_index ON agreement (ends_on) WHERE status IN ('active', 'suspended');
