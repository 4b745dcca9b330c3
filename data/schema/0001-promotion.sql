-- SPDX-License-Identifier: GPL-3.0-or-later
-- Schema version 1: postings to villages, and the ways up.

-- 第一书记, 工作队员, 主任助理, 挂职 …: the home post stays as it is.
CREATE TABLE posting (
  id           INTEGER PRIMARY KEY,
  uuid         TEXT NOT NULL DEFAULT (lower (hex (randomblob (16)))),
  person_id    INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  kind         TEXT NOT NULL,                -- 第一书记 工作队员 村主任助理 挂职 后备挂职
  unit_id      INTEGER REFERENCES unit (id) ON DELETE RESTRICT, -- the village or host
  sender_id    INTEGER REFERENCES unit (id) ON DELETE RESTRICT, -- 派出单位
  sender_post  TEXT,                         -- 派出单位及职务 as typed
  sender_level TEXT,                         -- 省 / 州 / 市 / 乡
  post_name    TEXT,
  party_moved  INTEGER CHECK (party_moved IN (0, 1)), -- 组织关系转入
  document     TEXT,
  since        TEXT CHECK (length (since) IN (4, 7) OR length (since) = 10),
  term_years   REAL,                         -- 任期
  term_text    TEXT,
  tied_to_status INTEGER NOT NULL DEFAULT 0 CHECK (tied_to_status IN (0, 1)), -- 不脱贫不脱钩
  planned_end  TEXT CHECK (length (planned_end) IN (4, 7) OR length (planned_end) = 10),
  until        TEXT CHECK (length (until) IN (4, 7) OR length (until) = 10),
  end_reason   TEXT,                         -- 任满 轮换 召回 提拔 病 …
  end_document TEXT,
  recall_cause TEXT,
  recall_detail TEXT,
  predecessor_id INTEGER REFERENCES posting (id) ON DELETE SET NULL,
  phone        TEXT,
  note         TEXT,
  custom       TEXT CHECK (custom IS NULL OR json_valid (custom))
) STRICT;
CREATE INDEX posting_by_person ON posting (person_id, since);
CREATE INDEX posting_by_unit ON posting (unit_id, kind, since, until);
CREATE INDEX posting_by_sender ON posting (sender_id);
CREATE INDEX posting_by_kind ON posting (kind, until);
CREATE INDEX posting_by_predecessor ON posting (predecessor_id) WHERE predecessor_id IS NOT NULL;

CREATE TABLE presence (
  id         INTEGER PRIMARY KEY,
  posting_id INTEGER NOT NULL REFERENCES posting (id) ON DELETE CASCADE,
  month      TEXT NOT NULL CHECK (month GLOB '[12][0-9][0-9][0-9]-[01][0-9]'),
  days       REAL NOT NULL CHECK (days BETWEEN 0 AND 31),
  leave_days REAL NOT NULL DEFAULT 0,
  note       TEXT,
  UNIQUE (posting_id, month)
) STRICT;

-- 民情日记, 走访, 抽查, 约谈.
CREATE TABLE posting_event (
  id         INTEGER PRIMARY KEY,
  posting_id INTEGER NOT NULL REFERENCES posting (id) ON DELETE CASCADE,
  kind       TEXT NOT NULL CHECK (kind IN ('民情日记', '走访', '抽查', '约谈', '请假', '其他')),
  date       TEXT,
  text       TEXT NOT NULL,
  result     TEXT,
  by_whom    TEXT
) STRICT;
CREATE INDEX posting_event_by_posting ON posting_event (posting_id, date);

CREATE TABLE appraisal (
  id         INTEGER PRIMARY KEY,
  posting_id INTEGER NOT NULL REFERENCES posting (id) ON DELETE CASCADE,
  year       INTEGER NOT NULL,
  term       TEXT NOT NULL DEFAULT '年度' CHECK (term IN ('上半年', '下半年', '年度', '期满')),
  conclusion TEXT NOT NULL,
  score      REAL,
  document   TEXT,
  note       TEXT,
  UNIQUE (posting_id, year, term)
) STRICT;

CREATE TABLE achievement (
  id         INTEGER PRIMARY KEY,
  posting_id INTEGER NOT NULL REFERENCES posting (id) ON DELETE CASCADE,
  year       INTEGER,
  measure    TEXT NOT NULL,                  -- 带动农户, 产业面积, 村集体收入 …
  measure_unit TEXT NOT NULL,                -- 户 亩 万元
  baseline   REAL,
  value      REAL NOT NULL,
  proof      TEXT,
  note       TEXT
) STRICT;
CREATE INDEX achievement_by_posting ON achievement (posting_id, year);

-- 后备干部 pool.
CREATE TABLE reserve (
  id         INTEGER PRIMARY KEY,
  person_id  INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  unit_id    INTEGER REFERENCES unit (id) ON DELETE SET NULL,
  status     TEXT NOT NULL DEFAULT '后备',   -- reserve-status
  direction  TEXT,                           -- 培养方向
  since      TEXT,
  until      TEXT,
  exit_reason TEXT,
  mentor_id  INTEGER REFERENCES person (id) ON DELETE SET NULL,
  mentor     TEXT,
  measures   TEXT,                           -- 培养措施
  present_work TEXT,                         -- 现从事工作
  post_name  TEXT,                           -- 挂任职务
  appraisal  TEXT,
  note       TEXT,
  custom     TEXT CHECK (custom IS NULL OR json_valid (custom))
) STRICT;
CREATE INDEX reserve_by_person ON reserve (person_id, since);
CREATE INDEX reserve_by_unit ON reserve (unit_id);
CREATE INDEX reserve_by_mentor ON reserve (mentor_id) WHERE mentor_id IS NOT NULL;

-- 职数: approved numbers by unit and level.
CREATE TABLE post_quota (
  id         INTEGER PRIMARY KEY,
  unit_id    INTEGER NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
  level      TEXT NOT NULL,
  approved   INTEGER NOT NULL CHECK (approved >= 0),
  valid_from TEXT,
  document   TEXT,
  UNIQUE (unit_id, level, valid_from)
) STRICT;

CREATE TABLE eligibility_rule_set (
  id         INTEGER PRIMARY KEY,
  key        TEXT NOT NULL UNIQUE,
  name       TEXT NOT NULL,
  source     TEXT,
  valid_from TEXT,
  valid_until TEXT
) STRICT;

CREATE TABLE eligibility_rule (
  id         INTEGER PRIMARY KEY,
  set_id     INTEGER NOT NULL REFERENCES eligibility_rule_set (id) ON DELETE CASCADE,
  position   INTEGER NOT NULL,
  key        TEXT NOT NULL,
  name       TEXT NOT NULL,
  fact       TEXT NOT NULL,                  -- a named fact of the archive
  argument   TEXT,
  comparison TEXT NOT NULL,                  -- =, <>, <, <=, >, >=, in, has, has-not
  value      TEXT,
  clause     TEXT,
  severity   TEXT NOT NULL DEFAULT 'warning' CHECK (severity IN ('error', 'warning', 'hint')),
  exception  TEXT,                           -- 破格, 培训一年内补 …
  UNIQUE (set_id, key)
) STRICT;

-- 职级晋升: what the next rank asks for, so many years in the rank below or at
-- a level of posts (公务员职务与职级并行规定, 18).
CREATE TABLE rank_step (
  id         INTEGER PRIMARY KEY,
  rank       TEXT NOT NULL UNIQUE,
  from_rank  TEXT,
  from_level TEXT,
  years      REAL NOT NULL CHECK (years >= 0),
  clause     TEXT
) STRICT;

CREATE TABLE pipeline (
  id          INTEGER PRIMARY KEY,
  key         TEXT NOT NULL UNIQUE,
  name        TEXT NOT NULL,
  source_kind TEXT,                          -- 村支书, 第一书记, 中青班, 后备, 重点岗位
  target      TEXT,
  rule_set_id INTEGER REFERENCES eligibility_rule_set (id) ON DELETE SET NULL,
  note        TEXT
) STRICT;
CREATE INDEX pipeline_by_rule_set ON pipeline (rule_set_id);

CREATE TABLE stage (
  id          INTEGER PRIMARY KEY,
  pipeline_id INTEGER NOT NULL REFERENCES pipeline (id) ON DELETE CASCADE,
  position    INTEGER NOT NULL,
  key         TEXT NOT NULL,
  name        TEXT NOT NULL,                 -- 动议 民主推荐 考察 讨论决定 公示 任职 试用期
  needs_date  INTEGER NOT NULL DEFAULT 1 CHECK (needs_date IN (0, 1)),
  needs_document INTEGER NOT NULL DEFAULT 0 CHECK (needs_document IN (0, 1)),
  needs_votes INTEGER NOT NULL DEFAULT 0 CHECK (needs_votes IN (0, 1)),
  needs_attachment INTEGER NOT NULL DEFAULT 0 CHECK (needs_attachment IN (0, 1)),
  notice_working_days INTEGER,
  probation_months INTEGER,
  appoints    INTEGER NOT NULL DEFAULT 0 CHECK (appoints IN (0, 1)),
  clause      TEXT,
  UNIQUE (pipeline_id, key)
) STRICT;

CREATE TABLE promotion_round (
  id          INTEGER PRIMARY KEY,
  uuid        TEXT NOT NULL DEFAULT (lower (hex (randomblob (16)))),
  pipeline_id INTEGER NOT NULL REFERENCES pipeline (id) ON DELETE RESTRICT,
  name        TEXT NOT NULL,
  year        INTEGER NOT NULL,
  as_of       TEXT,
  places      INTEGER,
  quota_share REAL,                          -- 15 %
  quota_base  INTEGER,
  quota_rounding TEXT CHECK (quota_rounding IS NULL OR quota_rounding IN ('down', 'nearest', 'up')),
  document    TEXT,
  state       TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed')),
  note        TEXT
) STRICT;
CREATE INDEX promotion_round_by_pipeline ON promotion_round (pipeline_id, year);

CREATE TABLE candidacy (
  id          INTEGER PRIMARY KEY,
  uuid        TEXT NOT NULL DEFAULT (lower (hex (randomblob (16)))),
  round_id    INTEGER NOT NULL REFERENCES promotion_round (id) ON DELETE CASCADE,
  person_id   INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  stage_id    INTEGER REFERENCES stage (id) ON DELETE RESTRICT,
  state       TEXT NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'out', 'appointed')),
  source_kind TEXT,
  post_then   TEXT,
  target_unit_id INTEGER REFERENCES unit (id) ON DELETE SET NULL,
  target_post TEXT,
  target_level TEXT,
  out_reason  TEXT,
  exception_ground TEXT,
  exception_document TEXT,
  note        TEXT,
  custom      TEXT CHECK (custom IS NULL OR json_valid (custom)),
  UNIQUE (round_id, person_id)
) STRICT;
CREATE INDEX candidacy_by_person ON candidacy (person_id);
CREATE INDEX candidacy_by_stage ON candidacy (stage_id);
CREATE INDEX candidacy_by_target_unit ON candidacy (target_unit_id);

CREATE TABLE stage_event (
  id           INTEGER PRIMARY KEY,
  candidacy_id INTEGER NOT NULL REFERENCES candidacy (id) ON DELETE CASCADE,
  stage_id     INTEGER NOT NULL REFERENCES stage (id) ON DELETE RESTRICT,
  direction    TEXT NOT NULL DEFAULT 'in' CHECK (direction IN ('in', 'back', 'out')),
  date         TEXT,
  document     TEXT,
  members_due  INTEGER,
  members_present INTEGER,
  votes_for    INTEGER,
  votes_against INTEGER,
  votes_abstain INTEGER,
  notice_from  TEXT,
  notice_until TEXT,
  result       TEXT,
  note         TEXT
) STRICT;
CREATE INDEX stage_event_by_candidacy ON stage_event (candidacy_id, id);
CREATE INDEX stage_event_by_stage ON stage_event (stage_id);
