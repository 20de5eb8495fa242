-- Partner organisations, their agreements and services, and the public directory made from them.
CREATE TABLE partner (
  id BLOB NOT NULL CONSTRAINT partner_id_check CHECK (length(id) = 16),
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CONSTRAINT partner_kind_check CHECK (kind IN ('association',
    'faith_community', 'womens_shelter', 'region', 'state_agency', 'police', 'company', 'school')),
  organisation_number TEXT NOT NULL
    CONSTRAINT partner_organisation_number_check CHECK (length(organisation_number) = 10),
  description TEXT,
  email TEXT,
  website TEXT,
  status TEXT NOT NULL CONSTRAINT partner_status_check CHECK (status IN ('applied', 'verified',
    'active', 'suspended', 'closed')),
  confirmed_at INTEGER,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT partner_pk PRIMARY KEY (id),
  CONSTRAINT partner_slug_unique UNIQUE (slug),
  CONSTRAINT partner_organisation_number_unique UNIQUE (organisation_number)
) STRICT, WITHOUT ROWID;
CREATE INDEX partner_kind_index ON partner (kind);

CREATE TABLE partner_municipality (
  partner_id BLOB NOT NULL,
  municipality_id BLOB NOT NULL,
  CONSTRAINT partner_municipality_pk PRIMARY KEY (partner_id, municipality_id),
  CONSTRAINT partner_municipality_partner_fk FOREIGN KEY (partner_id) REFERENCES partner (id),
  CONSTRAINT partner_municipality_municipality_fk FOREIGN KEY (municipality_id)
    REFERENCES municipality (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX partner_municipality_index ON partner_municipality (municipality_id, partner_id);

CREATE TABLE partner_contact (
  id BLOB NOT NULL CONSTRAINT partner_contact_id_check CHECK (length(id) = 16),
  partner_id BLOB NOT NULL,
  name TEXT NOT NULL,
  title TEXT,
  phone TEXT,
  email TEXT,
  languages TEXT NOT NULL DEFAULT '[]',
  areas TEXT NOT NULL DEFAULT '[]',
  is_listed INTEGER NOT NULL DEFAULT 0 CONSTRAINT partner_contact_listed_check
    CHECK (is_listed IN (0, 1)),
  CONSTRAINT partner_contact_pk PRIMARY KEY (id),
  CONSTRAINT partner_contact_partner_fk FOREIGN KEY (partner_id) REFERENCES partner (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX partner_contact_partner_index ON partner_contact (partner_id);

CREATE TABLE agreement (
  id BLOB NOT NULL CONSTRAINT agreement_id_check CHECK (length(id) = 16),
  board_id BLOB NOT NULL,
  partner_id BLOB NOT NULL,
  kind TEXT NOT NULL CONSTRAINT agreement_kind_check CHECK (kind IN ('service', 'iop',
    'police_cooperation', 'citizen_promise', 'grant', 'data_processor', 'joint_programme',
    'guide_employment', 'action_plan')),
  diary_number TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  signed_on TEXT,
  opens_person_data INTEGER NOT NULL CONSTRAINT agreement_opens_check
    CHECK (opens_person_data IN (0, 1)),
  status TEXT NOT NULL CONSTRAINT agreement_status_check CHECK (status IN ('draft', 'review',
    'active', 'suspended', 'expired', 'terminated')),
  status_reason TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  CONSTRAINT agreement_pk PRIMARY KEY (id),
  CONSTRAINT agreement_period_check CHECK (ends_on >= starts_on),
  CONSTRAINT agreement_person_data_check CHECK (opens_person_data = 0 OR kind IN
    ('iop', 'service', 'data_processor', 'guide_employment')),
  CONSTRAINT agreement_active_check CHECK (status <> 'active' OR signed_on IS NOT NULL),
  CONSTRAINT agreement_board_fk FOREIGN KEY (board_id) REFERENCES board (id),
  CONSTRAINT agreement_partner_fk FOREIGN KEY (partner_id) REFERENCES partner (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX agreement_partner_index ON agreement (partner_id);
CREATE INDEX agreement_board_index ON agreement (board_id);

-- Which steps a partner and its agreements have taken: their history on the wire.
CREATE TABLE partner_event (
  id BLOB NOT NULL CONSTRAINT partner_event_id_check CHECK (length(id) = 16),
  partner_id BLOB NOT NULL,
  agreement_id BLOB,
  step TEXT NOT NULL,
  from_status TEXT,
  to_status TEXT NOT NULL,
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  reason TEXT,
  CONSTRAINT partner_event_pk PRIMARY KEY (id),
  CONSTRAINT partner_event_partner_fk FOREIGN KEY (partner_id) REFERENCES partner (id),
  CONSTRAINT partner_event_agreement_fk FOREIGN KEY (agreement_id) REFERENCES agreement (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX partner_event_partner_index ON partner_event (partner_id, agreement_id);
CREATE INDEX partner_event_agreement_index ON partner_event (agreement_id);

CREATE TABLE service (
  id BLOB NOT NULL CONSTRAINT service_id_check CHECK (length(id) = 16),
  partner_id BLOB NOT NULL,
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT,
  status TEXT NOT NULL CONSTRAINT service_status_check CHECK (status IN ('active', 'inactive',
    'defunct', 'temporarily_closed')),
  url TEXT,
  email TEXT,
  phone TEXT,
  fees TEXT,
  eligibility TEXT,
  age_minimum INTEGER,
  age_maximum INTEGER,
  languages TEXT NOT NULL DEFAULT '[]',
  needs TEXT NOT NULL DEFAULT '[]',
  hours TEXT NOT NULL DEFAULT '[]',
  accepts_referrals INTEGER NOT NULL DEFAULT 1 CONSTRAINT service_accepts_check
    CHECK (accepts_referrals IN (0, 1)),
  is_public INTEGER NOT NULL DEFAULT 1 CONSTRAINT service_public_check CHECK (is_public IN (0, 1)),
  documentation_mode TEXT NOT NULL DEFAULT 'identified' CONSTRAINT service_mode_check
    CHECK (documentation_mode IN ('identified', 'no_identity')),
  mode_diary_number TEXT,
  mode_starts_on TEXT,
  mode_ends_on TEXT,
  needs_assessment TEXT NOT NULL DEFAULT 'without' CONSTRAINT service_assessment_check
    CHECK (needs_assessment IN ('with', 'without')),
  form TEXT NOT NULL DEFAULT 'other' CONSTRAINT service_form_check CHECK (form IN
    ('contact_person', 'family_home', 'lvm_home', 'youth_home', 'youth_placement',
     'special_housing', 'full_day_care', 'other')),
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  CONSTRAINT service_pk PRIMARY KEY (id),
  CONSTRAINT service_slug_unique UNIQUE (slug),
  CONSTRAINT service_age_check CHECK (age_minimum IS NULL OR age_maximum IS NULL
    OR age_maximum >= age_minimum),
  -- SoL (2025:400) 14 kap. 5 §: no identity only without needs assessment and by a board's decision.
  CONSTRAINT service_no_identity_check CHECK (documentation_mode = 'identified' OR
    (needs_assessment = 'without' AND mode_diary_number IS NOT NULL AND mode_starts_on IS NOT NULL)),
  -- SoL (2025:400) 11 kap. 5 §: these are never given without an assessment.
  CONSTRAINT service_assessed_form_check CHECK (form = 'other' OR needs_assessment = 'with'),
  CONSTRAINT service_mode_period_check CHECK (mode_ends_on IS NULL OR
    (mode_starts_on IS NOT NULL AND mode_ends_on >= mode_starts_on)),
  CONSTRAINT service_partner_fk FOREIGN KEY (partner_id) REFERENCES partner (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX service_partner_index ON service (partner_id);

-- The public directory (HSDS 3.0), rendered when a service or its partner changes: reading one record
-- is one look-up, and a list is one walk along the primary key, with its rows where they lie.
CREATE TABLE directory_entry (
  kind TEXT NOT NULL
    CONSTRAINT directory_entry_kind_check CHECK (kind IN ('organization', 'service')),
  name TEXT NOT NULL,
  id BLOB NOT NULL,
  organization_id BLOB NOT NULL,
  changed_at INTEGER NOT NULL,
  summary TEXT NOT NULL,
  search_text TEXT NOT NULL,
  CONSTRAINT directory_entry_pk PRIMARY KEY (kind, name, id),
  CONSTRAINT directory_entry_organization_fk FOREIGN KEY (organization_id) REFERENCES partner (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX directory_entry_organization_index ON directory_entry (organization_id, kind);
-- The same order without the texts: how a page far out finds where it begins.
CREATE INDEX directory_entry_place_index ON directory_entry (kind, name);

CREATE TABLE directory_document (
  id BLOB NOT NULL,
  kind TEXT NOT NULL
    CONSTRAINT directory_document_kind_check CHECK (kind IN ('organization', 'service')),
  organization_id BLOB NOT NULL,
  document TEXT NOT NULL,
  CONSTRAINT directory_document_pk PRIMARY KEY (id),
  CONSTRAINT directory_document_organization_fk FOREIGN KEY (organization_id)
    REFERENCES partner (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX directory_document_organization_index ON directory_document (organization_id);

-- How many entries there are: a list says it and must not count them.
CREATE TABLE directory_count (
  kind TEXT NOT NULL,
  entries INTEGER NOT NULL,
  CONSTRAINT directory_count_pk PRIMARY KEY (kind)
) STRICT, WITHOUT ROWID;
INSERT INTO directory_count (kind, entries) VALUES ('organization', 0), ('service', 0);
CREATE TRIGGER directory_entry_added AFTER INSERT ON directory_entry BEGIN
  UPDATE directory_count SET entries = entries + 1 WHERE kind = new.kind;
END;
CREATE TRIGGER directory_entry_removed AFTER DELETE ON directory_entry BEGIN
  UPDATE directory_count SET entries = entries - 1 WHERE kind = old.kind;
END;
