-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Schema version 1, with the other files numbered 0001. A person's archive is a list of dated facts: every table
-- here is a kind of fact, and totals, ages and standings are computed from
-- them as of a date and never stored.
--
-- Conventions:
--   * a column is named as the field key of the catalogue (data/catalogue);
--   * partial dates are TEXT: 'YYYY', 'YYYY-MM' or 'YYYY-MM-DD', so that text
--     order is date order and the precision is what was written;
--   * values of code tables are stored by their name (大学, 土家族), because
--     official programs number the same table differently;
--   * decimals (hours, scores) are REAL with at most three decimals;
--   * truth values are INTEGER 0 or 1;
--   * a CHECK by a list of more than two values is written in pairs where rows
--     come in bulk: for a longer list SQLite makes a table, anew for each row;
--   * `custom` is a JSON object: the fields that an office defined itself;
--   * a row that may leave the office carries a uuid.
-- Journal triggers for all tables but the derived ones are generated from the
-- schema by src/archive/cadre-journal-triggers.c after each migration.

------------------------------------------------------------------ the journal
CREATE TABLE action (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL,                 -- what a person did, in their words
  kind        TEXT NOT NULL DEFAULT 'edit',  -- edit, import, mend, sample …
  actor       TEXT NOT NULL DEFAULT '',
  happened_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
  state       TEXT NOT NULL DEFAULT 'done' CHECK (state IN ('done', 'undone', 'dropped')),
  detail      TEXT                           -- JSON: the file imported, counts …
) STRICT;
CREATE INDEX action_state ON action (state, id);

-- What would take an action back: for an insert its key (or a range of keys),
-- for an update the old values of the changed columns, for a delete the row
-- (columns that were NULL left out). `old` is JSON, made by the triggers only.
-- The triggers make the number within the action, and the functions that they
-- call know which action is running: no change is possible outside one.
CREATE TABLE change (
  action_id  INTEGER NOT NULL,               -- an action's id: no key, which would be looked up once a row
  id         INTEGER NOT NULL,
  table_name TEXT NOT NULL,
  op         TEXT NOT NULL CHECK (op = 'I' OR op IN ('U', 'D')),
  row_id     INTEGER NOT NULL,
  row_last   INTEGER NOT NULL,               -- = row_id but for a bulk insert
  person_id  INTEGER,                        -- of a deleted row: whose it was
  old        TEXT,
  PRIMARY KEY (action_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_row ON change (table_name, row_id);
CREATE INDEX change_range ON change (table_name, row_last) WHERE row_last > row_id;
CREATE INDEX change_deleted_of ON change (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX change_deleted ON change (table_name) WHERE op = 'D';

---------------------------------------------------------- settings, code tables
CREATE TABLE setting (
  id    INTEGER PRIMARY KEY,
  key   TEXT NOT NULL UNIQUE,
  value TEXT
) STRICT;

CREATE TABLE code_set (
  id       INTEGER PRIMARY KEY,
  key      TEXT NOT NULL UNIQUE,             -- the file name in data/codes: education
  title    TEXT NOT NULL,
  standard TEXT
) STRICT;

CREATE TABLE code (
  id       INTEGER PRIMARY KEY,
  set_key  TEXT NOT NULL REFERENCES code_set (key) ON UPDATE CASCADE,
  code     TEXT NOT NULL,
  name     TEXT NOT NULL,
  position INTEGER NOT NULL,                 -- the order of the official table
  rank     INTEGER,                          -- for ordered sets: higher is more
  builtin  INTEGER NOT NULL DEFAULT 1 CHECK (builtin IN (0, 1))
) STRICT;
CREATE INDEX code_by_name ON code (set_key, name);

CREATE TABLE code_alias (
  id      INTEGER PRIMARY KEY,
  set_key TEXT NOT NULL REFERENCES code_set (key) ON UPDATE CASCADE,
  alias   TEXT NOT NULL,
  name    TEXT NOT NULL,
  UNIQUE (set_key, alias)
) STRICT;

-- Fields that this office defined; their values are in `custom`.
CREATE TABLE custom_field (
  id          INTEGER PRIMARY KEY,
  record_kind TEXT NOT NULL,
  key         TEXT NOT NULL CHECK (key GLOB '[a-z]*'),
  label       TEXT NOT NULL,
  kind        TEXT NOT NULL CHECK (kind IN ('text', 'date', 'number', 'integer', 'code', 'bool')),
  code_set    TEXT REFERENCES code_set (key) ON UPDATE CASCADE,
  aliases     TEXT NOT NULL DEFAULT '[]' CHECK (json_valid (aliases)),
  position    INTEGER NOT NULL DEFAULT 0,
  UNIQUE (record_kind, key)
) STRICT;
CREATE INDEX custom_field_by_code_set ON custom_field (code_set) WHERE code_set IS NOT NULL;

-- What was typed where the stored value says less (1998春, 200108；民建).
CREATE TABLE original_text (
  id          INTEGER PRIMARY KEY,
  record_kind TEXT NOT NULL,
  record_id   INTEGER NOT NULL,
  field       TEXT NOT NULL,
  text        TEXT NOT NULL,
  UNIQUE (record_kind, record_id, field)
) STRICT;

-- 法定节假日 and 调休: kind 'off' is a day off, 'work' a weekend worked.
CREATE TABLE holiday (
  id   INTEGER PRIMARY KEY,
  date TEXT NOT NULL UNIQUE CHECK (length (date) = 10),
  kind TEXT NOT NULL CHECK (kind IN ('off', 'work')),
  name TEXT
) STRICT;

CREATE TABLE tag (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE saved_filter (
  id          INTEGER PRIMARY KEY,
  record_kind TEXT NOT NULL,
  name        TEXT NOT NULL,
  definition  TEXT NOT NULL CHECK (json_valid (definition)),
  UNIQUE (record_kind, name)
) STRICT;

CREATE TABLE report_definition (
  id         INTEGER PRIMARY KEY,
  key        TEXT NOT NULL UNIQUE,
  title      TEXT NOT NULL,
  definition TEXT NOT NULL CHECK (json_valid (definition))
) STRICT;

-- The heads that this office mapped by hand before, by kind of import.
CREATE TABLE import_mapping (
  id      INTEGER PRIMARY KEY,
  kind    TEXT NOT NULL,
  head    TEXT NOT NULL,
  field   TEXT NOT NULL,                     -- '' = leave this column out
  used_at TEXT NOT NULL DEFAULT (date ('now')),
  UNIQUE (kind, head)
) STRICT;

CREATE TABLE reminder (
  id        INTEGER PRIMARY KEY,
  due_on    TEXT NOT NULL CHECK (length (due_on) = 10),
  kind      TEXT NOT NULL,
  subject   TEXT NOT NULL,
  record_kind TEXT,
  record_id INTEGER,
  done_on   TEXT
) STRICT;
CREATE INDEX reminder_due ON reminder (done_on, due_on);

------------------------------------------------------------------------- units
CREATE TABLE unit (
  id            INTEGER PRIMARY KEY,
  uuid          TEXT NOT NULL UNIQUE DEFAULT (lower (hex (randomblob (16)))),
  parent_id     INTEGER REFERENCES unit (id) ON DELETE RESTRICT,
  position      INTEGER NOT NULL DEFAULT 0,  -- manual order among its siblings
  path          TEXT NOT NULL DEFAULT '',    -- derived from parents' positions: '00001.00012.'
  name          TEXT NOT NULL CHECK (name <> ''),
  short_name    TEXT,
  code          TEXT,
  kind          TEXT,                        -- unit-kind, or 乡镇 / 村 / 社区 / 机关 / 学校 …
  level         TEXT,                        -- unit-level
  subordination TEXT,
  division      TEXT,                        -- 所在政区
  is_legal_person INTEGER CHECK (is_legal_person IN (0, 1)),
  posts_administrative INTEGER,              -- 行政编制数
  posts_public_service_managed INTEGER,      -- 事业编制数（参照）
  posts_public_service INTEGER,              -- 事业编制数（非参照）
  posts_worker INTEGER,                      -- 工勤编制数
  posts_other  INTEGER,
  leaders_internal INTEGER,                  -- 内设机构领导职数
  leaders_chief INTEGER,                     -- 正职领导职数
  leaders_deputy INTEGER,                    -- 副职领导职数
  managed_approved_on TEXT,                  -- 参照公务员法管理审批时间
  managed_document TEXT,
  phone         TEXT,
  closed_on     TEXT,
  note          TEXT,
  custom        TEXT CHECK (custom IS NULL OR json_valid (custom))
) STRICT;
CREATE INDEX unit_by_parent ON unit (parent_id, position);
CREATE INDEX unit_by_path ON unit (path);
CREATE INDEX unit_by_name ON unit (name);
CREATE INDEX unit_by_short_name ON unit (short_name);
CREATE INDEX unit_by_kind ON unit (kind);

-- 建档立卡贫困村, 软弱涣散村, 易地扶贫搬迁安置村, 乡村振兴重点村 …, with dates.
CREATE TABLE unit_status (
  id       INTEGER PRIMARY KEY,
  unit_id  INTEGER NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
  status   TEXT NOT NULL,
  since    TEXT,
  until    TEXT,
  document TEXT,
  must_be_covered INTEGER NOT NULL DEFAULT 1 CHECK (must_be_covered IN (0, 1)),
  sender_id INTEGER REFERENCES unit (id) ON DELETE SET NULL, -- who must send someone
  note     TEXT
) STRICT;
CREATE INDEX unit_status_by_sender ON unit_status (sender_id) WHERE sender_id IS NOT NULL;
CREATE INDEX unit_status_by_unit ON unit_status (unit_id, since);
CREATE INDEX unit_status_by_status ON unit_status (status, unit_id);

CREATE TABLE unit_year (
  id                INTEGER PRIMARY KEY,
  unit_id           INTEGER NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
  year              INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 2200),
  households        INTEGER,
  people            INTEGER,
  poor_households   INTEGER,
  poor_people       INTEGER,
  collective_income REAL,                    -- 万元
  industries        TEXT,
  headcount         INTEGER,                 -- 应训人数, base of 参训率 where stated
  note              TEXT,
  UNIQUE (unit_id, year)
) STRICT;

----------------------------------------------------------------------- persons
-- Columns follow the official A01人员 sheet. Post, level and rank here are the
-- current ones as the forms print them; the histories are in appointment and
-- rank_history, and cadrectl check compares the two.
CREATE TABLE person (
  id             INTEGER PRIMARY KEY,
  uuid           TEXT NOT NULL UNIQUE DEFAULT (lower (hex (randomblob (16)))),
  unit_id        INTEGER REFERENCES unit (id) ON DELETE RESTRICT, -- 统计关系所在单位
  position       INTEGER NOT NULL DEFAULT 0, -- 集体内排序
  name           TEXT NOT NULL CHECK (name <> ''),
  former_name    TEXT,
  id_number      TEXT CHECK (id_number IS NULL OR length (id_number) IN (15, 18)),
  sex            TEXT CHECK (sex IS NULL OR sex IN ('男', '女')),
  birth          TEXT CHECK (length (birth) IN (4, 7) OR length (birth) = 10),
  native_place   TEXT,                       -- 籍贯
  birth_place    TEXT,                       -- 出生地
  growth_place   TEXT,                       -- 成长地
  ethnic_group   TEXT,
  health         TEXT,
  work_start     TEXT CHECK (length (work_start) IN (4, 7) OR length (work_start) = 10),
  political_status TEXT,
  party_joined   TEXT CHECK (length (party_joined) IN (4, 7) OR length (party_joined) = 10),
  party_text     TEXT,                       -- 入党时间文字: 200108；民建
  second_party   TEXT,
  third_party    TEXT,
  category       TEXT,                       -- 人员类别
  status         TEXT NOT NULL DEFAULT '现职人员', -- 人员管理状态
  management_level TEXT,                     -- 管理类别
  establishment  TEXT,                       -- 编制类型
  post_full      TEXT,                       -- 现工作单位及职务全称
  post_short     TEXT,                       -- 简称
  post_since     TEXT CHECK (length (post_since) IN (4, 7) OR length (post_since) = 10),
  post_level     TEXT,                       -- 现职务层次
  post_level_since TEXT CHECK (length (post_level_since) IN (4, 7) OR length (post_level_since) = 10),
  rank           TEXT,                       -- 现职级
  rank_since     TEXT CHECK (length (rank_since) IN (4, 7) OR length (rank_since) = 10),
  salary_grade   TEXT,                       -- 级别
  professional_title TEXT,
  specialist_qualification TEXT,             -- 专业技术类公务员任职资格
  registered_on  TEXT CHECK (length (registered_on) IN (4, 7) OR length (registered_on) = 10),
  fulltime_education TEXT,                   -- 全日制教育 学历
  fulltime_degree    TEXT,
  fulltime_school    TEXT,                   -- 毕业院校系及专业
  inservice_education TEXT,                  -- 在职教育 学历
  inservice_degree   TEXT,
  inservice_school   TEXT,
  specialty      TEXT,                       -- 熟悉专业有何特长
  grassroots_two_years INTEGER CHECK (grassroots_two_years IN (0, 1)),
  grassroots_start TEXT,
  origin         TEXT,
  resume_text    TEXT,                       -- 简历 exactly as written on the form
  rewards_text   TEXT,                       -- 奖惩综述
  assessments_text TEXT,                     -- 年度考核结果综述
  phone          TEXT,
  photo          TEXT REFERENCES content (hash),
  form           TEXT REFERENCES content (hash), -- 任免审批表 as it came, for what has no column
  retired_on     TEXT,
  note           TEXT,
  custom         TEXT CHECK (custom IS NULL OR json_valid (custom))
) STRICT;
CREATE INDEX person_by_photo ON person (photo) WHERE photo IS NOT NULL;
CREATE INDEX person_by_form ON person (form) WHERE form IS NOT NULL;
CREATE INDEX person_by_unit ON person (unit_id, position, id);
CREATE INDEX person_by_name ON person (name, birth);
CREATE INDEX person_by_id_number ON person (id_number);
CREATE INDEX person_by_level ON person (status, post_level, rank, category, management_level, registered_on, unit_id);

CREATE TABLE person_tag (
  id        INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  tag_id    INTEGER NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
  UNIQUE (person_id, tag_id)
) STRICT;
CREATE INDEX person_tag_by_tag ON person_tag (tag_id, person_id);

-- 职务: several at once, one of them the main one; ended ones stay.
CREATE TABLE appointment (
  id           INTEGER PRIMARY KEY,
  uuid         TEXT NOT NULL DEFAULT (lower (hex (randomblob (16)))),
  person_id    INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  unit_id      INTEGER REFERENCES unit (id) ON DELETE RESTRICT,
  unit_name    TEXT,                         -- 任职机构名称 as typed
  post_name    TEXT NOT NULL,                -- 职务名称
  post_level   TEXT,
  is_main      INTEGER NOT NULL DEFAULT 0 CHECK (is_main IN (0, 1)),
  is_leader    INTEGER CHECK (is_leader IN (0, 1)),       -- 是否领导职务
  is_team_member INTEGER CHECK (is_team_member IN (0, 1)),-- 是否领导成员
  member_kind  TEXT,                         -- 成员类别
  is_key_post  INTEGER NOT NULL DEFAULT 0 CHECK (is_key_post IN (0, 1)), -- 重点岗位
  position     INTEGER NOT NULL DEFAULT 0,   -- 职务排序
  team_position INTEGER,                     -- 集体内排序
  since        TEXT CHECK (length (since) IN (4, 7) OR length (since) = 10),
  document     TEXT,
  selection_mode TEXT,
  reason       TEXT,                         -- 任职原因 / 职务变动原因综述
  change_kind  TEXT,
  exceptional  INTEGER CHECK (exceptional IN (0, 1)),     -- 是否破格提拔
  exception_ground TEXT,
  status       TEXT NOT NULL DEFAULT '在任' CHECK (status IN ('在任', '已免')),
  until        TEXT CHECK (length (until) IN (4, 7) OR length (until) = 10),
  end_document TEXT,
  end_mode     TEXT,
  end_reason   TEXT,
  probation_until TEXT,
  print        INTEGER NOT NULL DEFAULT 1 CHECK (print IN (0, 1)), -- 职务输出标识
  candidacy_id INTEGER REFERENCES candidacy (id) ON DELETE SET NULL,
  note         TEXT,
  custom       TEXT CHECK (custom IS NULL OR json_valid (custom))
) STRICT;
CREATE INDEX appointment_by_candidacy ON appointment (candidacy_id) WHERE candidacy_id IS NOT NULL;
CREATE INDEX appointment_by_person ON appointment (person_id, since);
CREATE INDEX appointment_by_unit ON appointment (unit_id, status);

-- 职务层次 and 职级 over time, 2015 and 2019 schemes alike (A05).
CREATE TABLE rank_history (
  id        INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  scheme    TEXT NOT NULL CHECK (scheme IN ('职务层次', '职级') OR scheme IN ('职级2015', '级别')),
  value     TEXT NOT NULL,
  since     TEXT CHECK (length (since) IN (4, 7) OR length (since) = 10),
  until     TEXT CHECK (length (until) IN (4, 7) OR length (until) = 10),
  document  TEXT,
  status    TEXT,
  note      TEXT
) STRICT;
CREATE INDEX rank_history_by_person ON rank_history (person_id, scheme, since);
CREATE INDEX rank_history_by_since ON rank_history (since, person_id);
CREATE INDEX rank_history_by_until ON rank_history (until, person_id, scheme, value) WHERE until IS NOT NULL;

CREATE TABLE education (
  id          INTEGER PRIMARY KEY,
  person_id   INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  mode        TEXT CHECK (mode IS NULL OR mode IN ('全日制', '在职')),
  education   TEXT,
  degree      TEXT,
  since       TEXT CHECK (length (since) IN (4, 7) OR length (since) = 10),
  until       TEXT CHECK (length (until) IN (4, 7) OR length (until) = 10),
  degree_on   TEXT,
  school      TEXT,
  major       TEXT,
  major_class TEXT,
  years       REAL,                          -- 学制年限
  print       INTEGER NOT NULL DEFAULT 1 CHECK (print IN (0, 1)),
  note        TEXT,
  custom      TEXT CHECK (custom IS NULL OR json_valid (custom))
) STRICT;
CREATE INDEX education_by_person ON education (person_id, until);

CREATE TABLE professional_title (
  id        INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  title     TEXT NOT NULL,
  code      TEXT,
  since     TEXT,
  way       TEXT,
  body      TEXT,
  print     INTEGER NOT NULL DEFAULT 1 CHECK (print IN (0, 1)),
  note      TEXT
) STRICT;
CREATE INDEX professional_title_by_person ON professional_title (person_id, since);

CREATE TABLE resume_entry (
  id        INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  position  INTEGER NOT NULL DEFAULT 0,
  since     TEXT,
  until     TEXT,
  text      TEXT NOT NULL,
  is_aside  INTEGER NOT NULL DEFAULT 0 CHECK (is_aside IN (0, 1)), -- 其间
  class_id  INTEGER REFERENCES class (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX resume_entry_by_class ON resume_entry (class_id) WHERE class_id IS NOT NULL;
CREATE INDEX resume_entry_by_person ON resume_entry (person_id, position);

CREATE TABLE family (
  id               INTEGER PRIMARY KEY,
  person_id        INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  position         INTEGER NOT NULL DEFAULT 0,
  relation         TEXT NOT NULL,            -- 称谓
  name             TEXT NOT NULL,
  birth            TEXT,
  political_status TEXT,
  post             TEXT,                     -- 工作单位及职务
  note             TEXT
) STRICT;
CREATE INDEX family_by_person ON family (person_id, position);

-- 奖励, 处分 and 组织处理. A sanction's period blocks promotion (公务员法 62, 64).
CREATE TABLE reward (
  id          INTEGER PRIMARY KEY,
  person_id   INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  nature      TEXT NOT NULL CHECK (nature = '奖励' OR nature IN ('处分', '组织处理')),
  kind        TEXT,                          -- reward-kind / honour / 警告 记过 …
  name        TEXT NOT NULL,
  decided_on  TEXT CHECK (length (decided_on) IN (4, 7) OR length (decided_on) = 10),
  effective_until TEXT,                      -- 处分期 to this day
  revoked_on  TEXT,
  organ       TEXT,
  organ_level TEXT,
  organ_kind  TEXT,
  post_level_then TEXT,
  document    TEXT,
  note        TEXT,
  custom      TEXT CHECK (custom IS NULL OR json_valid (custom))
) STRICT;
CREATE INDEX reward_by_person ON reward (person_id, decided_on);

-- Photos and attached files, once each; rows go when nothing names them.
CREATE TABLE content (
  hash  TEXT PRIMARY KEY,                    -- SHA-256, lower hex
  media TEXT NOT NULL,
  data  BLOB NOT NULL
) STRICT;

CREATE TABLE attachment (
  id          INTEGER PRIMARY KEY,
  record_kind TEXT NOT NULL,
  record_id   INTEGER NOT NULL,
  name        TEXT NOT NULL,
  media       TEXT NOT NULL,
  hash        TEXT NOT NULL REFERENCES content (hash),
  added_on    TEXT NOT NULL DEFAULT (date ('now')),
  note        TEXT
) STRICT;
CREATE INDEX attachment_by_hash ON attachment (hash);
CREATE INDEX attachment_by_record ON attachment (record_kind, record_id);
