-- Search orders of somebody who is only described; tips with a receipt, and what a team does about
-- them; devices that are told of both.

-- The words by which somebody without a name is recognised; the contact code is theirs alone.
ALTER TABLE search_order ADD COLUMN description TEXT;
-- Why somebody is looked for again who said no to it.
ALTER TABLE search_order ADD COLUMN despite TEXT;
CREATE INDEX search_order_unit_index ON search_order (unit_id, is_open, id)
  WHERE unit_id IS NOT NULL;

-- What the tipster was given to name the tip by; it opens nothing.
ALTER TABLE tip ADD COLUMN receipt TEXT;
ALTER TABLE tip ADD COLUMN task TEXT;
ALTER TABLE tip ADD COLUMN search_order_id BLOB
  CONSTRAINT tip_order_fk REFERENCES search_order (id);
CREATE INDEX tip_receipt_index ON tip (receipt);
CREATE INDEX tip_order_index ON tip (search_order_id) WHERE search_order_id IS NOT NULL;
CREATE INDEX tip_person_index ON tip (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX tip_place_index ON tip (place_id) WHERE place_id IS NOT NULL;

-- What a device in the field has to fetch again: the kinds are the program's to know.
DROP TRIGGER person_secrecy_field_change;
CREATE TABLE field_change_next (
  team_id BLOB NOT NULL,
  seq INTEGER NOT NULL,
  subject_id BLOB NOT NULL,
  kind TEXT NOT NULL,
  CONSTRAINT field_change_pk PRIMARY KEY (team_id, seq),
  CONSTRAINT field_change_team_fk FOREIGN KEY (team_id) REFERENCES team (id)
) STRICT, WITHOUT ROWID;
INSERT INTO field_change_next (team_id, seq, subject_id, kind)
SELECT team_id, seq, subject_id, kind FROM field_change;
DROP TABLE field_change;
ALTER TABLE field_change_next RENAME TO field_change;

-- A record that is guarded more, or less, from now on is news to every team that met the person, or
-- was told to look for them.
CREATE TRIGGER person_secrecy_field_change AFTER UPDATE OF secrecy_class ON person
WHEN NEW.secrecy_class <> OLD.secrecy_class
BEGIN
  INSERT INTO field_change (team_id, seq, subject_id, kind)
  SELECT e.team_id,
    1 + coalesce((SELECT max(f.seq) FROM field_change f WHERE f.team_id = e.team_id), 0),
    NEW.id, 'person'
  FROM (
    SELECT team_id FROM encounter WHERE person_id = NEW.id AND team_id IS NOT NULL
    UNION SELECT team_id FROM search_order WHERE person_id = NEW.id
    UNION SELECT t.holder_id FROM search_order o
      JOIN search_order_told t ON t.order_id = o.id AND t.holder_kind = 'team'
      WHERE o.person_id = NEW.id
    UNION SELECT o.team_id FROM contact_code c JOIN search_order o ON o.contact_code_id = c.id
      WHERE c.person_id = NEW.id
    UNION SELECT t.holder_id FROM contact_code c JOIN search_order o ON o.contact_code_id = c.id
      JOIN search_order_told t ON t.order_id = o.id AND t.holder_kind = 'team'
      WHERE c.person_id = NEW.id
    UNION SELECT team_id FROM tip WHERE person_id = NEW.id AND team_id IS NOT NULL
  ) e;
END;
