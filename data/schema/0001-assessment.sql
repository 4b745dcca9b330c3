-- SPDX-License-Identifier: GPL-3.0-or-later
-- Schema version 1: assessment. Yearly conclusions; and 综合考评 by schemes of
-- indicators with scores, results and grades.

-- 年度考核 and other conclusions (A15).
CREATE TABLE assessment (
  id         INTEGER PRIMARY KEY,
  uuid       TEXT NOT NULL DEFAULT (lower (hex (randomblob (16)))),
  person_id  INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  year       INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 2200),
  kind       TEXT NOT NULL DEFAULT '年度考核', -- assessment-kind
  conclusion TEXT NOT NULL,                  -- assessment-conclusion
  score      REAL,
  reason     TEXT,                           -- 不定等次 / 不进行考核 and why
  unit_then_id INTEGER REFERENCES unit (id) ON DELETE SET NULL,
  post_then  TEXT,
  document   TEXT,
  result_id  INTEGER REFERENCES result (id) ON DELETE SET NULL,
  note       TEXT,
  custom     TEXT CHECK (custom IS NULL OR json_valid (custom)),
  UNIQUE (person_id, year, kind)
) STRICT;
CREATE INDEX assessment_by_year ON assessment (year, kind, conclusion, person_id);
CREATE INDEX assessment_by_unit_then ON assessment (unit_then_id) WHERE unit_then_id IS NOT NULL;
CREATE INDEX assessment_by_result ON assessment (result_id) WHERE result_id IS NOT NULL;

CREATE TABLE scheme (
  id         INTEGER PRIMARY KEY,
  key        TEXT NOT NULL,
  version    INTEGER NOT NULL DEFAULT 1,
  name       TEXT NOT NULL,
  source     TEXT,
  valid_from TEXT,
  valid_until TEXT,
  full_score REAL NOT NULL DEFAULT 100,
  decimals   INTEGER NOT NULL DEFAULT 2 CHECK (decimals BETWEEN 0 AND 3),
  rounding   TEXT NOT NULL DEFAULT 'half-up' CHECK (rounding IN ('half-up', 'half-even', 'down')),
  missing    TEXT NOT NULL DEFAULT 'open' CHECK (missing IN ('open', 'zero', 'leave-out')),
  tie_rule   TEXT,                           -- none, all, or indicator:KEY
  grade_words TEXT,                          -- JSON: lines, the highest first
  excellent_cap REAL NOT NULL DEFAULT 0.2,   -- what a new round begins with
  cap_rounding TEXT NOT NULL DEFAULT 'down' CHECK (cap_rounding IN ('down', 'nearest', 'up')),
  cap_pool    TEXT NOT NULL DEFAULT 'unit' CHECK (cap_pool IN ('unit', 'all')),
  into_archive INTEGER NOT NULL DEFAULT 1 CHECK (into_archive IN (0, 1)), -- locked results are assessments of the year
  UNIQUE (key, version)
) STRICT;

CREATE TABLE indicator (
  id         INTEGER PRIMARY KEY,
  scheme_id  INTEGER NOT NULL REFERENCES scheme (id) ON DELETE CASCADE,
  parent_id  INTEGER REFERENCES indicator (id) ON DELETE CASCADE,
  position   INTEGER NOT NULL DEFAULT 0,
  key        TEXT NOT NULL,
  name       TEXT NOT NULL,
  weight     REAL,                           -- of 100 among its siblings
  nature     TEXT NOT NULL DEFAULT 'score' CHECK (nature IN ('score', 'deduction', 'bonus', 'veto')),
  way        TEXT NOT NULL DEFAULT 'entered' CHECK (way IN ('entered', 'imported', 'computed', 'group')),
  full       REAL NOT NULL DEFAULT 100,
  cap        REAL,
  formula    TEXT,                           -- of named facts
  trim       INTEGER NOT NULL DEFAULT 0 CHECK (trim IN (0, 1)), -- leave out highest and lowest
  missing    TEXT CHECK (missing IN ('open', 'zero', 'leave-out')), -- NULL: as the scheme has it
  clause     TEXT,
  UNIQUE (scheme_id, key)
) STRICT;
CREATE INDEX indicator_by_parent ON indicator (parent_id, position);

CREATE TABLE scorer_group (
  id        INTEGER PRIMARY KEY,
  scheme_id INTEGER NOT NULL REFERENCES scheme (id) ON DELETE CASCADE,
  name      TEXT NOT NULL,                   -- 上级 同级 群众
  weight    REAL NOT NULL,
  UNIQUE (scheme_id, name)
) STRICT;

CREATE TABLE assessment_round (
  id          INTEGER PRIMARY KEY,
  uuid        TEXT NOT NULL DEFAULT (lower (hex (randomblob (16)))),
  scheme_id   INTEGER NOT NULL REFERENCES scheme (id) ON DELETE RESTRICT,
  name        TEXT NOT NULL,
  year        INTEGER NOT NULL,
  kind        TEXT NOT NULL DEFAULT '年度考核',
  as_of       TEXT NOT NULL CHECK (length (as_of) = 10),
  excellent_cap REAL NOT NULL DEFAULT 0.2,
  cap_approval TEXT,                         -- 25 % with this document
  cap_base    TEXT NOT NULL DEFAULT 'participants',
  cap_rounding TEXT NOT NULL DEFAULT 'down' CHECK (cap_rounding IN ('down', 'nearest', 'up')),
  cap_pool    TEXT NOT NULL DEFAULT 'unit' CHECK (cap_pool IN ('unit', 'all')),
  trial_of    INTEGER REFERENCES assessment_round (id) ON DELETE CASCADE,
  state       TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'scoring', 'computed', 'locked')),
  locked_on   TEXT,
  lock_document TEXT,
  reopened_reason TEXT
) STRICT;
CREATE INDEX assessment_round_by_scheme ON assessment_round (scheme_id);
CREATE INDEX assessment_round_by_trial ON assessment_round (trial_of);

CREATE TABLE participant (
  id        INTEGER PRIMARY KEY,
  round_id  INTEGER NOT NULL REFERENCES assessment_round (id) ON DELETE CASCADE,
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  unit_id   INTEGER REFERENCES unit (id) ON DELETE SET NULL,
  takes_part INTEGER NOT NULL DEFAULT 1 CHECK (takes_part IN (0, 1)),
  outside_as TEXT,                           -- 不定等次 / 不进行考核
  reason    TEXT,
  UNIQUE (round_id, person_id)
) STRICT;
CREATE INDEX participant_by_person ON participant (person_id);
CREATE INDEX participant_by_unit ON participant (unit_id);

CREATE TABLE score (
  id             INTEGER PRIMARY KEY,
  participant_id INTEGER NOT NULL REFERENCES participant (id) ON DELETE CASCADE,
  indicator_id   INTEGER NOT NULL REFERENCES indicator (id) ON DELETE CASCADE,
  group_id       INTEGER REFERENCES scorer_group (id) ON DELETE CASCADE,
  scorer         TEXT NOT NULL DEFAULT '',
  value          REAL NOT NULL,
  source         TEXT
) STRICT;
CREATE UNIQUE INDEX score_once ON score (participant_id, indicator_id, ifnull (group_id, 0), scorer);
CREATE INDEX score_by_indicator ON score (indicator_id, participant_id, value);
CREATE INDEX score_by_group ON score (group_id);

CREATE TABLE result (
  id             INTEGER PRIMARY KEY,
  participant_id INTEGER NOT NULL REFERENCES participant (id) ON DELETE CASCADE,
  version        INTEGER NOT NULL DEFAULT 1, -- kept when a locked round is re-opened
  total          REAL,
  rank_unit      INTEGER,
  rank_level     INTEGER,
  rank_all       INTEGER,
  grade_computed TEXT,
  grade          TEXT,
  decided_reason TEXT,
  decided_document TEXT,
  detail         TEXT CHECK (detail IS NULL OR json_valid (detail)),
  UNIQUE (participant_id, version)
) STRICT;
