-- SPDX-License-Identifier: GPL-3.0-or-later
-- Schema version 1: training. Courses and the menu, classes and what happens
-- in them, study records (the hours ledger) and the dated rules over it.

-- The menu of “菜单式”培训.
CREATE TABLE course (
  id            INTEGER PRIMARY KEY,
  uuid          TEXT NOT NULL DEFAULT (lower (hex (randomblob (16)))),
  code          TEXT,
  name          TEXT NOT NULL,
  kind          TEXT,                        -- 党性教育, 政策法规, 农业技术 …
  classroom     TEXT CHECK (classroom IN ('信念课堂', '专家课堂') OR classroom = '实践课堂'),
  target_groups TEXT,
  hours         REAL CHECK (hours IS NULL OR hours >= 0),
  teacher       TEXT,
  valid_from    TEXT,
  valid_until   TEXT,
  note          TEXT,
  custom        TEXT CHECK (custom IS NULL OR json_valid (custom))
) STRICT;
CREATE INDEX course_by_name ON course (name);

CREATE TABLE course_prerequisite (
  id          INTEGER PRIMARY KEY,
  course_id   INTEGER NOT NULL REFERENCES course (id) ON DELETE CASCADE,
  required_id INTEGER NOT NULL REFERENCES course (id) ON DELETE CASCADE,
  UNIQUE (course_id, required_id)
) STRICT;
CREATE INDEX course_prerequisite_required ON course_prerequisite (required_id);

CREATE TABLE menu_round (
  id        INTEGER PRIMARY KEY,
  name      TEXT NOT NULL,
  opens_on  TEXT,
  closes_on TEXT,
  limit_per_person INTEGER,
  state     TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'open', 'closed', 'assigned')),
  note      TEXT
) STRICT;

CREATE TABLE menu_offer (
  id        INTEGER PRIMARY KEY,
  round_id  INTEGER NOT NULL REFERENCES menu_round (id) ON DELETE CASCADE,
  course_id INTEGER NOT NULL REFERENCES course (id) ON DELETE RESTRICT,
  seats     INTEGER CHECK (seats IS NULL OR seats >= 0),
  minimum   INTEGER,
  class_id  INTEGER REFERENCES class (id) ON DELETE SET NULL,
  UNIQUE (round_id, course_id)
) STRICT;
CREATE INDEX menu_offer_by_class ON menu_offer (class_id) WHERE class_id IS NOT NULL;
CREATE INDEX menu_offer_by_course ON menu_offer (course_id);

CREATE TABLE menu_choice (
  id         INTEGER PRIMARY KEY,
  offer_id   INTEGER NOT NULL REFERENCES menu_offer (id) ON DELETE CASCADE,
  person_id  INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  priority   INTEGER NOT NULL DEFAULT 1,
  chosen_at  TEXT NOT NULL DEFAULT (strftime ('%Y-%m-%dT%H:%M:%SZ', 'now')),
  state      TEXT NOT NULL DEFAULT 'wished' CHECK (state IN ('wished', 'given', 'missed', 'withdrawn')),
  reason     TEXT,
  UNIQUE (offer_id, person_id)
) STRICT;
CREATE INDEX menu_choice_by_person ON menu_choice (person_id);

CREATE TABLE training_plan (
  id        INTEGER PRIMARY KEY,
  year      INTEGER NOT NULL,
  position  INTEGER NOT NULL DEFAULT 0,
  title     TEXT NOT NULL,
  purpose   TEXT,
  target    TEXT,                            -- 培训对象
  places    INTEGER,
  organiser TEXT,
  period    TEXT,
  days      REAL,
  hours     REAL,
  budget    REAL,                            -- 万元
  note      TEXT
) STRICT;
CREATE INDEX training_plan_by_year ON training_plan (year, position);

CREATE TABLE class (
  id            INTEGER PRIMARY KEY,
  uuid          TEXT NOT NULL DEFAULT (lower (hex (randomblob (16)))),
  plan_id       INTEGER REFERENCES training_plan (id) ON DELETE SET NULL,
  name          TEXT NOT NULL CHECK (name <> ''),
  term          TEXT,                        -- 期次
  year          INTEGER,
  training_kind TEXT,                        -- training-kind: 初任 任职 专门业务 在职
  class_kind    TEXT,                        -- class-kind: 党校进修班 …
  theme         TEXT,                        -- 主题班: 党性、产业、法治 …
  organiser     TEXT,                        -- 主办单位
  undertaker    TEXT,                        -- 承办单位
  institution   TEXT,                        -- 培训机构
  institution_kind TEXT,
  leave_status  TEXT,                        -- training-leave-status 离岗状态
  mode          TEXT NOT NULL DEFAULT '脱产', -- an hours_factor mode
  place         TEXT,
  abroad        INTEGER NOT NULL DEFAULT 0 CHECK (abroad IN (0, 1)),
  target        TEXT,
  since         TEXT CHECK (length (since) IN (4, 7) OR length (since) = 10),
  until         TEXT CHECK (length (until) IN (4, 7) OR length (until) = 10),
  days          REAL CHECK (days IS NULL OR days >= 0),
  hours         REAL CHECK (hours IS NULL OR hours >= 0),
  state         TEXT NOT NULL DEFAULT 'draft'
                CHECK (state IN ('draft', 'called', 'nominated', 'rolled', 'running', 'closed', 'archived')),
  call_document TEXT,
  certificate_pattern TEXT,
  note          TEXT,
  custom        TEXT CHECK (custom IS NULL OR json_valid (custom))
) STRICT;
CREATE INDEX class_by_plan ON class (plan_id) WHERE plan_id IS NOT NULL;
CREATE INDEX class_by_year ON class (year, since);
CREATE INDEX class_by_name ON class (name);

CREATE TABLE class_quota (
  id       INTEGER PRIMARY KEY,
  class_id INTEGER NOT NULL REFERENCES class (id) ON DELETE CASCADE,
  unit_id  INTEGER NOT NULL REFERENCES unit (id) ON DELETE CASCADE,
  places   INTEGER NOT NULL CHECK (places >= 0),
  replied_on TEXT,
  note     TEXT,
  UNIQUE (class_id, unit_id)
) STRICT;
CREATE INDEX class_quota_by_unit ON class_quota (unit_id);

-- The parts of one class: 党校学习, 扶贫村实践, 高校学习, 社会调研 …
CREATE TABLE segment (
  id       INTEGER PRIMARY KEY,
  class_id INTEGER NOT NULL REFERENCES class (id) ON DELETE CASCADE,
  position INTEGER NOT NULL DEFAULT 0,
  title    TEXT NOT NULL,
  mode     TEXT NOT NULL DEFAULT '脱产',
  place    TEXT,
  institution TEXT,
  since    TEXT,
  until    TEXT,
  days     REAL,
  hours    REAL,
  note     TEXT
) STRICT;
CREATE INDEX segment_by_class ON segment (class_id, position);

CREATE TABLE session (
  id           INTEGER PRIMARY KEY,
  class_id     INTEGER NOT NULL REFERENCES class (id) ON DELETE CASCADE,
  segment_id   INTEGER REFERENCES segment (id) ON DELETE SET NULL,
  course_id    INTEGER REFERENCES course (id) ON DELETE SET NULL,
  date         TEXT,
  period       TEXT,                         -- 上午 / 下午 / 晚上 or 08:30-11:30
  topic        TEXT NOT NULL,
  teacher_id   INTEGER REFERENCES person (id) ON DELETE SET NULL, -- 领导干部上讲台
  teacher_name TEXT,
  teacher_title TEXT,
  classroom    TEXT CHECK (classroom IN ('信念课堂', '专家课堂') OR classroom = '实践课堂'),
  place        TEXT,
  hours        REAL,
  note         TEXT
) STRICT;
CREATE INDEX session_by_class ON session (class_id, date);
CREATE INDEX session_by_segment ON session (segment_id);
CREATE INDEX session_by_teacher ON session (teacher_id);
CREATE INDEX session_by_course ON session (course_id);

CREATE TABLE enrolment (
  id          INTEGER PRIMARY KEY,
  class_id    INTEGER NOT NULL REFERENCES class (id) ON DELETE CASCADE,
  person_id   INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  position    INTEGER NOT NULL DEFAULT 0,
  state       TEXT NOT NULL DEFAULT 'enrolled'
              CHECK (state IN ('nominated', 'declined') OR state IN ('enrolled', 'present') OR
                     state IN ('absent', 'left') OR state IN ('finished', 'void')),
  group_name  TEXT,
  office      TEXT,                          -- 班长 学习委员 …
  lodging     TEXT,
  post_then   TEXT,
  level_then  TEXT,
  unit_then_id INTEGER REFERENCES unit (id) ON DELETE SET NULL,
  attendance_hours REAL,                     -- where a sheet gives only totals
  leave_hours REAL,
  absent_hours REAL,
  score       REAL,                          -- 综合成绩
  result      TEXT,                          -- 等次
  completion  TEXT,                          -- study-completion
  is_outstanding INTEGER NOT NULL DEFAULT 0 CHECK (is_outstanding IN (0, 1)), -- 优秀学员
  comment     TEXT,                          -- 鉴定
  note        TEXT,
  custom      TEXT CHECK (custom IS NULL OR json_valid (custom)),
  UNIQUE (class_id, person_id)
) STRICT;
CREATE INDEX enrolment_by_unit_then ON enrolment (unit_then_id) WHERE unit_then_id IS NOT NULL;
CREATE INDEX enrolment_by_person ON enrolment (person_id, class_id);

CREATE TABLE attendance (
  id           INTEGER PRIMARY KEY,
  session_id   INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
  enrolment_id INTEGER NOT NULL REFERENCES enrolment (id) ON DELETE CASCADE,
  status       TEXT NOT NULL CHECK (status IN ('出勤', '迟到') OR status IN ('请假', '缺勤')),
  leave_hours  REAL,
  note         TEXT,
  UNIQUE (session_id, enrolment_id)
) STRICT;
CREATE INDEX attendance_by_enrolment ON attendance (enrolment_id);

-- 理论测试, 调研报告, 党性分析, 实践鉴定 … with their weights in 百分.
CREATE TABLE mark_part (
  id       INTEGER PRIMARY KEY,
  class_id INTEGER NOT NULL REFERENCES class (id) ON DELETE CASCADE,
  position INTEGER NOT NULL DEFAULT 0,
  name     TEXT NOT NULL,
  weight   REAL,
  full     REAL NOT NULL DEFAULT 100,
  UNIQUE (class_id, name)
) STRICT;

CREATE TABLE mark (
  id           INTEGER PRIMARY KEY,
  enrolment_id INTEGER NOT NULL REFERENCES enrolment (id) ON DELETE CASCADE,
  part_id      INTEGER NOT NULL REFERENCES mark_part (id) ON DELETE CASCADE,
  score        REAL,
  text         TEXT,                         -- 优 良 … where a sheet gives words
  UNIQUE (enrolment_id, part_id)
) STRICT;
CREATE INDEX mark_by_part ON mark (part_id);

CREATE TABLE certificate (
  id           INTEGER PRIMARY KEY,
  enrolment_id INTEGER NOT NULL REFERENCES enrolment (id) ON DELETE CASCADE,
  number       TEXT NOT NULL UNIQUE,
  issued_on    TEXT,
  at_closing   INTEGER NOT NULL DEFAULT 0 CHECK (at_closing IN (0, 1)), -- given by closing the class, which re-opening takes back
  revoked_on   TEXT,
  revoke_reason TEXT,
  replaces_id  INTEGER REFERENCES certificate (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX certificate_by_enrolment ON certificate (enrolment_id);
CREATE INDEX certificate_by_replaces ON certificate (replaces_id);

-- The hours ledger. Facts only: what was done, claimed and recognised, by
-- whom, and the post held at that time; never a running total.
CREATE TABLE study (
  id              INTEGER PRIMARY KEY,
  uuid            TEXT NOT NULL DEFAULT (lower (hex (randomblob (16)))),
  person_id       INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  class_id        INTEGER REFERENCES class (id) ON DELETE SET NULL,
  year            INTEGER NOT NULL,          -- calendar year of `since` (or as registered)
  since           TEXT CHECK (length (since) IN (4, 7) OR length (since) = 10),
  until           TEXT CHECK (length (until) IN (4, 7) OR length (until) = 10),
  title           TEXT NOT NULL,             -- 培训班名称 / 课程 / 讲课题目
  training_kind   TEXT,                      -- training-kind
  mode            TEXT NOT NULL DEFAULT '脱产', -- 脱产 半脱产 网络 中心组 专题讲座 自学 讲课 论文 考试 其他
  organiser       TEXT,
  institution     TEXT,
  place           TEXT,
  abroad          INTEGER NOT NULL DEFAULT 0 CHECK (abroad IN (0, 1)),
  required        INTEGER NOT NULL DEFAULT 0 CHECK (required IN (0, 1)), -- 必修
  days            REAL CHECK (days IS NULL OR days >= 0),
  hours_claimed   REAL CHECK (hours_claimed IS NULL OR hours_claimed >= 0),
  hours           REAL CHECK (hours IS NULL OR hours >= 0), -- recognised; NULL: by rule from days / claimed
  leave_hours     REAL CHECK (leave_hours IS NULL OR leave_hours >= 0),
  recognised_by   TEXT,
  recognised_on   TEXT,
  rule            TEXT,                      -- the rule set and clause used
  paper_level     TEXT,                      -- 市 / 省 / 国家 for a paper
  score           REAL,
  result          TEXT,                      -- 考核结果 / 等次
  completion      TEXT,
  certificate_no  TEXT,
  post_then       TEXT,                      -- 时任职务, frozen
  level_then      TEXT,                      -- 时任职务层次
  category_then   TEXT,
  unit_then_id    INTEGER REFERENCES unit (id) ON DELETE SET NULL,
  is_outstanding  INTEGER NOT NULL DEFAULT 0 CHECK (is_outstanding IN (0, 1)),
  source          TEXT,                      -- the sheet it came from
  note            TEXT,
  custom          TEXT CHECK (custom IS NULL OR json_valid (custom))
) STRICT;
CREATE INDEX study_by_person ON study (person_id, year, mode, hours, days);
-- Covers all that the hours rules read, so that a year of everybody is one range.
CREATE INDEX study_by_year ON study (year, person_id, mode, hours, days, hours_claimed, since, until, leave_hours,
                                     required, paper_level);
CREATE INDEX study_over_new_year ON study (year, person_id) WHERE substr (since, 1, 4) < substr (until, 1, 4);
CREATE INDEX study_by_class ON study (class_id) WHERE class_id IS NOT NULL;
CREATE INDEX study_by_unit_then ON study (unit_then_id) WHERE unit_then_id IS NOT NULL;

-- Rules over the ledger, as data. One set is in force at a time for a scope.
CREATE TABLE hours_rule_set (
  id          INTEGER PRIMARY KEY,
  key         TEXT NOT NULL UNIQUE,
  name        TEXT NOT NULL,
  source      TEXT,                          -- the document and clause
  valid_from  TEXT NOT NULL CHECK (length (valid_from) = 10),
  valid_until TEXT CHECK (valid_until IS NULL OR length (valid_until) = 10),
  year_start  TEXT NOT NULL DEFAULT '01-01' CHECK (year_start GLOB '[01][0-9]-[0-3][0-9]'),
  hours_per_day REAL NOT NULL DEFAULT 8 CHECK (hours_per_day > 0),
  split_years INTEGER NOT NULL DEFAULT 1 CHECK (split_years IN (0, 1)),
  leave_voids_over REAL,                     -- 1/7 as 0.142857; NULL: no such rule
  carry_over  INTEGER NOT NULL DEFAULT 0 CHECK (carry_over IN (0, 1)),
  carry_over_cap REAL,
  note        TEXT
) STRICT;

-- Who must do what: satisfied by months OR days OR hours, whichever is given.
CREATE TABLE hours_regime (
  id          INTEGER PRIMARY KEY,
  set_id      INTEGER NOT NULL REFERENCES hours_rule_set (id) ON DELETE CASCADE,
  position    INTEGER NOT NULL,              -- the first regime that fits a person holds
  key         TEXT NOT NULL,                 -- five-year, annual, online …
  name        TEXT NOT NULL,
  clause      TEXT,
  counter     TEXT NOT NULL CHECK (counter IN ('集中', '网络', '全部')),
  period      TEXT NOT NULL CHECK (period IN ('year', 'plan', 'rolling5')),
  plan_start  INTEGER,                       -- first year of the 5-year plan
  months      REAL,
  days        REAL,
  hours       REAL,
  required_share REAL,                       -- 必修 minimum as hours
  debt_months INTEGER,                       -- after promotion, to make good within
  UNIQUE (set_id, key)
) STRICT;

-- For whom: any row that fits. NULL means any.
CREATE TABLE hours_scope (
  id          INTEGER PRIMARY KEY,
  regime_id   INTEGER NOT NULL REFERENCES hours_regime (id) ON DELETE CASCADE,
  category    TEXT,
  post_level  TEXT,
  rank        TEXT,
  management_level TEXT
) STRICT;
CREATE INDEX hours_scope_by_regime ON hours_scope (regime_id);

-- What a record counts: by mode of study.
CREATE TABLE hours_factor (
  id          INTEGER PRIMARY KEY,
  set_id      INTEGER NOT NULL REFERENCES hours_rule_set (id) ON DELETE CASCADE,
  mode        TEXT NOT NULL,
  counter     TEXT NOT NULL CHECK (counter IN ('集中', '网络', '其他', '不计')),
  hours_per_day REAL,                        -- NULL: the set's
  multiplier  REAL NOT NULL DEFAULT 1,       -- 讲课 ×5
  fixed_hours REAL,                          -- a paper, an exam
  cap_per_record REAL,
  cap_per_year REAL,
  clause      TEXT,
  UNIQUE (set_id, mode)
) STRICT;
