/* SPDX-License-Identifier: GPL-3.0-or-later */

/* People sent to villages, the reserve, and the ways up. */

#define G_LOG_DOMAIN "cadre-sample"

#include "config.h"

#include "cadre-sample-private.h"

/* The published case: first secretaries on this day cover every village of
 * the two kinds; and again today. */
#define FIRST_FROM SAMPLE_MONTH (2015, 9)

static const struct
{
  const char *key;
  const char *name;
  const char *source_kind;
  const char *target;
  const char *round;
  int places;
  double quota_share;
  int quota_base;
} rounds[SAMPLE_N_WAYS] = {
  [SAMPLE_WAY_SECRETARY] = { "village-secretary", "优秀村党支部书记进乡镇领导班子", "村支书", "乡镇领导班子成员",
                             "2025年从优秀村党支部书记中选拔乡镇领导班子成员", 6, -1, 0 },
  [SAMPLE_WAY_RECRUIT] = { "village-recruitment", "村干部定向招录公务员", "村干部", "乡镇机关公务员",
                           "2025年定向招录公务员", 14, 0.15, 94 },
  [SAMPLE_WAY_KEY_POST] = { "key-post", "重点岗位干部提拔", "重点岗位", "乡科级正职", "2025年重点岗位干部提拔", 33, -1, 0 },
};

static const struct { const char *reason; const char *cause; } endings[] = {
  { "任满", NULL }, { "任满", NULL }, { "轮换", NULL }, { "提拔", NULL }, { "病", NULL }, { "召回", "考核不称职" }, { "召回", "三次缺岗" },
};

gboolean
_cadre_sample_add_rounds (CadreSample  *self,
                          GError      **error)
{
  for (int way = SAMPLE_WAY_SECRETARY; way < SAMPLE_N_WAYS; way++)
    {
      g_autoptr(CadreStatement) find = NULL;
      gint64 pipeline_id;

      find = cadre_archive_prepare (self->archive, "SELECT id FROM pipeline WHERE key = ?1", error);
      if (find == NULL)
        return FALSE;
      cadre_statement_bind_text (find, 1, rounds[way].key);
      if (cadre_statement_step (find, error))
        pipeline_id = cadre_statement_get_int64 (find, 0);
      else if (!cadre_statement_is_done (find) ||
               !_cadre_sample_insert (self, SAMPLE_ROW_PIPELINE, &pipeline_id, error, "tttt", rounds[way].key,
                                     rounds[way].name, rounds[way].source_kind, rounds[way].target))
        return FALSE;

      if (!_cadre_sample_insert (self, SAMPLE_ROW_ROUND, &self->rounds[way], error, "uititiDIttt", pipeline_id,
                                 rounds[way].round, (gint64) SAMPLE_LAST_YEAR, "2025-01-01",
                                 (gint64) rounds[way].places, rounds[way].quota_share,
                                 (gint64) rounds[way].quota_base, rounds[way].quota_base > 0 ? "down" : NULL,
                                 "县委组〔2025〕3号", "closed"))
        return FALSE;
    }

  return TRUE;
}

/*
 * _cadre_sample_add_candidacy:
 *
 * Who was promoted in one of the published ways has a candidacy that the
 * appointment names.
 */
gboolean
_cadre_sample_add_candidacy (CadreSample  *self,
                             SamplePerson *person,
                             GError      **error)
{
  const SampleStep *last = &person->steps[person->n_steps - 1];

  if (person->way == SAMPLE_WAY_USUAL)
    return TRUE;

  return _cadre_sample_insert (self, SAMPLE_ROW_CANDIDACY, &person->candidacy_id, error, "uiitttitt",
                               self->rounds[person->way], person->id, "appointed", rounds[person->way].source_kind,
                               last[-1].full, last->unit->id, last->post, last->level);
}

/* What was done on the way of those who were appointed, and a round that goes
 * on: deputies who fit, each at another stage. */
static const char *const way_sql[] = {
  "INSERT INTO stage_event (candidacy_id, stage_id, direction, date, document, members_due, members_present, votes_for, "
  "votes_against, votes_abstain) "
  "SELECT c.id, s.id, 'in', a.since, iif (s.needs_document, a.document, NULL), iif (s.needs_votes, 11, NULL), "
  "iif (s.needs_votes, 11, NULL), iif (s.needs_votes, 11, NULL), iif (s.needs_votes, 0, NULL), iif (s.needs_votes, 0, NULL) "
  "FROM candidacy c JOIN appointment a ON a.candidacy_id = c.id JOIN promotion_round r ON r.id = c.round_id "
  "JOIN stage s ON s.pipeline_id = r.pipeline_id AND s.position <= (SELECT position FROM stage "
  "  WHERE pipeline_id = r.pipeline_id AND appoints) ORDER BY c.id, s.position",
  "UPDATE candidacy SET stage_id = (SELECT s.id FROM stage s JOIN promotion_round r ON r.pipeline_id = s.pipeline_id "
  "WHERE r.id = candidacy.round_id AND s.appoints) WHERE state = 'appointed'",

  "INSERT INTO promotion_round (uuid, pipeline_id, name, year, as_of, places) "
  "SELECT '00000000000000000000000000000001', id, '2026年乡科级正职选拔', 2026, '2025-12-31', 5 FROM pipeline WHERE key = 'head'",
  "INSERT INTO candidacy (uuid, round_id, person_id, stage_id, state, source_kind, post_then, target_unit_id, target_post, "
  "target_level) "
  "SELECT printf ('%032d', 100 + p.n), r.id, p.id, s.id, 'running', '副科', p.post_full, u.id, '局长', '乡科级正职' "
  "FROM (SELECT *, row_number () OVER (ORDER BY id) AS n FROM person WHERE post_level = '乡科级副职' AND work_start < '2012' "
  "  AND post_level_since < '2022' LIMIT 10) p "
  "JOIN promotion_round r ON r.year = 2026 JOIN stage s ON s.pipeline_id = r.pipeline_id AND s.position = p.n % 4 "
  "LEFT JOIN unit u ON u.id = (SELECT id FROM unit WHERE name LIKE '%农业农村局' ORDER BY id LIMIT 1)",
  "INSERT INTO stage_event (candidacy_id, stage_id, direction, date) "
  "SELECT c.id, s.id, 'in', date ('2025-12-01', '+' || (s.position * 6) || ' days') FROM candidacy c "
  "JOIN promotion_round r ON r.id = c.round_id AND r.year = 2026 JOIN stage now ON now.id = c.stage_id "
  "JOIN stage s ON s.pipeline_id = r.pipeline_id AND s.position <= now.position ORDER BY c.id, s.position",
};

/*
 * _cadre_sample_add_ways:
 *
 * To be called when everybody is there.
 */
gboolean
_cadre_sample_add_ways (CadreSample  *self,
                        GError      **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (way_sql); i++)
    if (!cadre_archive_execute (self->archive, way_sql[i], error))
      return FALSE;

  return TRUE;
}

/* Who can be sent: someone of a department or township, not out already. */
static gboolean
can_be_sent (const SamplePerson *person,
             int                 since)
{
  return person->unit->county == 0 && !person->is_posted && person->way == SAMPLE_WAY_USUAL && person->party > 0 &&
         person->population >= SAMPLE_DEPUTY && person->population <= SAMPLE_SPECIALIST &&
         person->work < since - 24 && person->birth > since - 54 * 12;
}

static SamplePerson *
draw_sent (CadreSample *self,
           int          since)
{
  for (int attempt = 0; attempt < 4000; attempt++)
    {
      SamplePerson *person = &self->people[_cadre_sample_below (self, (int) MIN (self->n_people, 3200))];

      if (can_be_sent (person, since))
        {
          person->is_posted = TRUE;
          return person;
        }
    }

  return NULL;
}

static gboolean
add_months (CadreSample  *self,
            gint64        posting_id,
            int           since,
            int           until,
            GError      **error)
{
  for (int month = MAX (since, until - 11); month <= until; month++)
    {
      char text[11];
      int leave = _cadre_sample_chance (self, 15) ? _cadre_sample_between (self, 1, 4) : 0;

      if (!_cadre_sample_insert (self, SAMPLE_ROW_PRESENCE, NULL, error, "itdd", posting_id,
                                 _cadre_sample_month (month, text),
                                 (double) (_cadre_sample_between (self, 19, 25) - leave), (double) leave))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_appraisals (CadreSample  *self,
                gint64        posting_id,
                int           since,
                int           until,
                gboolean      recalled,
                GError      **error)
{
  for (int year = since / 12; year <= until / 12; year++)
    {
      int score = _cadre_sample_between (self, 72, 97);
      const char *conclusion = score >= 92 ? "优秀" : "称职";

      /* Less than half a year is not assessed. */
      if (MIN (until, SAMPLE_MONTH (year, 12)) - MAX (since, SAMPLE_MONTH (year, 1)) < 6)
        continue;
      if (recalled && year == until / 12)
        score = 55, conclusion = "不称职";
      if (!_cadre_sample_insert (self, SAMPLE_ROW_APPRAISAL, NULL, error, "iittd", posting_id, (gint64) year, "年度",
                                 conclusion, (double) score))
        return FALSE;
    }

  return TRUE;
}

/* The half years: as good as the year, now and then a little less. */
static gboolean
add_half_years (CadreSample  *self,
                gint64        posting_id,
                int           since,
                int           until,
                GError      **error)
{
  for (int year = since / 12; year <= until / 12; year++)
    {
      if (MIN (until, SAMPLE_MONTH (year, 6)) - MAX (since, SAMPLE_MONTH (year, 1)) < 3)
        continue;
      if (!_cadre_sample_insert (self, SAMPLE_ROW_APPRAISAL, NULL, error, "iittd", posting_id, (gint64) year, "上半年",
                                 (posting_id + year) % 23 == 0 ? "基本称职" : "称职", 80.0))
        return FALSE;
    }

  return TRUE;
}

/* The diary of the last months, and a spot check; who was recalled was not
 * there three times, and was talked to. */
static gboolean
add_events (CadreSample  *self,
            gint64        posting_id,
            int           since,
            int           until,
            gboolean      recalled,
            GError      **error)
{
  char text[11];
  const char *found = posting_id % 29 == 0 ? "缺岗" : "在岗";

  for (int month = MAX (since, until - 2); month <= until; month++)
    if (!_cadre_sample_insert (self, SAMPLE_ROW_POSTING_EVENT, NULL, error, "itttt", posting_id, "民情日记",
                               _cadre_sample_month (month, text), "走访农户，宣讲政策，了解生产生活情况", NULL) ||
        (recalled && !_cadre_sample_insert (self, SAMPLE_ROW_POSTING_EVENT, NULL, error, "itttt", posting_id, "抽查",
                                            _cadre_sample_month (month, text), "县委组织部抽查在岗情况", "缺岗")))
      return FALSE;

  return _cadre_sample_insert (self, SAMPLE_ROW_POSTING_EVENT, NULL, error, "itttt", posting_id, recalled ? "约谈" : "抽查",
                               _cadre_sample_month (until, text), recalled ? "多次缺岗，县委组织部约谈" : "县委组织部抽查在岗情况",
                               recalled ? NULL : found);
}

/* What came of it, in figures. */
static gboolean
add_achievements (CadreSample  *self,
                  gint64        posting_id,
                  GError      **error)
{
  gint64 year = SAMPLE_LAST_YEAR - posting_id % 2;

  if (posting_id % 3 == 0 &&
      !_cadre_sample_insert (self, SAMPLE_ROW_ACHIEVEMENT, NULL, error, "iittdd", posting_id, year, "带动农户", "户", 0.0,
                             (double) (20 + posting_id % 60)))
    return FALSE;

  return posting_id % 4 != 0 ||
         _cadre_sample_insert (self, SAMPLE_ROW_ACHIEVEMENT, NULL, error, "iittdd", posting_id, year, "产业面积", "亩", 50.0,
                               (double) (80 + posting_id % 200));
}

/* One posting as 第一书记; @until is 0 for one that goes on. */
static gboolean
add_posting (CadreSample      *self,
             const SampleUnit *village,
             int               since,
             int               until,
             guint             ending,
             gint64            predecessor_id,
             gint64           *id,
             GError          **error)
{
  SamplePerson *person = draw_sent (self, since);
  const SampleStep *then;
  char from[11], planned[11], to[11];
  const char *phone = "0718-7280000";

  if (person == NULL)
    {
      *id = 0;
      return TRUE;
    }

  then = _cadre_sample_step_at (person, since);
  if (until > 0)
    _cadre_sample_month (until, to);

  return _cadre_sample_insert (self, SAMPLE_ROW_POSTING, id, error, "uitiittt" "ittdttttt" "It", person->id, "第一书记",
                               village->id, person->unit->id, then->full,
                               person->unit->kind == SAMPLE_UNIT_TOWNSHIP ? "乡" : "市", "驻村第一书记", (gint64) 1,
                               since < SAMPLE_MONTH (2018, 1) ? "县组文〔2015〕42号" : "县组文〔2024〕9号",
                               _cadre_sample_month (since, from), 2.0, _cadre_sample_month (since + 24, planned),
                               until > 0 ? to : NULL, until > 0 ? endings[ending].reason : NULL,
                               until > 0 ? endings[ending].cause : NULL,
                               until > 0 && endings[ending].cause != NULL ? "县组文〔2024〕3号" : NULL, predecessor_id, phone) &&
         add_months (self, *id, since, until > 0 ? until : SAMPLE_NOW, error) &&
         add_appraisals (self, *id, since, until > 0 ? until : SAMPLE_NOW,
                         until > 0 && endings[ending].cause != NULL, error) &&
         add_half_years (self, *id, since, until > 0 ? until : SAMPLE_NOW, error) &&
         add_events (self, *id, since, until > 0 ? until : SAMPLE_NOW, until > 0 && endings[ending].cause != NULL, error) &&
         (until > 0 || add_achievements (self, *id, error));
}

/* A village's line: now and then someone who left early, and the successor. */
static gboolean
cover (CadreSample      *self,
       const SampleUnit *village,
       int               since,
       int               until,
       GError          **error)
{
  gint64 before = 0, id;

  if (_cadre_sample_below (self, 8) == 0)
    {
      guint ending = _cadre_sample_below (self, G_N_ELEMENTS (endings));
      int change = since - 1;

      if (!add_posting (self, village, change - _cadre_sample_between (self, 8, 20), change, ending, 0, &before, error))
        return FALSE;
    }

  if (!add_posting (self, village, since, until, 0, before, &id, error))
    return FALSE;
  if (id > 0 && until == 0 && _cadre_sample_chance (self, 30))
    return _cadre_sample_insert (self, SAMPLE_ROW_ACHIEVEMENT, NULL, error, "iittdd", id, (gint64) SAMPLE_LAST_YEAR,
                                 "村集体收入", "万元", (double) _cadre_sample_between (self, 5, 12),
                                 (double) _cadre_sample_between (self, 13, 40));
  return TRUE;
}

/* The villages that must be covered, as their statuses say. */
static GArray *
list_covered (CadreSample  *self,
              const char   *date,
              GError      **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(CadreStatement) rows = NULL;

  rows = cadre_archive_prepare (self->archive,
                                "SELECT DISTINCT unit_id FROM unit_status WHERE must_be_covered = 1 AND since <= ?1 "
                                "AND (until IS NULL OR until >= ?1) ORDER BY unit_id", error);
  if (rows == NULL)
    return NULL;

  cadre_statement_bind_text (rows, 1, date);
  while (cadre_statement_step (rows, error))
    {
      gint64 id = cadre_statement_get_int64 (rows, 0);

      g_array_append_val (ids, id);
    }
  if (!cadre_statement_is_done (rows))
    return NULL;

  return g_steal_pointer (&ids);
}

static const SampleUnit *
find_unit (CadreSample *self,
           gint64       id)
{
  for (guint i = 0; i < self->units->len; i++)
    {
      const SampleUnit *unit = g_ptr_array_index (self->units, i);

      if (unit->id == id)
        return unit;
    }

  return NULL;
}

static gboolean
cover_all (CadreSample  *self,
           const char   *date,
           int           since,
           int           until,
           GError      **error)
{
  g_autoptr(GArray) ids = list_covered (self, date, error);

  if (ids == NULL)
    return FALSE;

  for (guint i = 0; i < ids->len; i++)
    {
      const SampleUnit *village = find_unit (self, g_array_index (ids, gint64, i));
      int spread = _cadre_sample_below (self, 6);

      if (village != NULL && !cover (self, village, since + spread, until > 0 ? until + spread : 0, error))
        return FALSE;
    }

  /* The second time, who went the first time may go again. */
  for (guint i = 0; i < self->n_people; i++)
    self->people[i].is_posted = FALSE;

  return TRUE;
}

static gboolean
add_reserve (CadreSample  *self,
             SamplePerson *person,
             GError      **error)
{
  static const char *const directions[] = { "村党支部书记", "村委会主任", "产业带头人" };
  static const char *const works[] = { "茶叶专业合作社负责人", "返乡创业", "村级网格员", "退役军人" };
  static const char *const results[] = { "优秀", "合格", "合格" };
  g_autofree char *mentor = _cadre_sample_name (self, FALSE);
  char since[11];

  return _cadre_sample_insert (self, SAMPLE_ROW_RESERVE, NULL, error, "iitttttttt", person->id, person->unit->id,
                               "后备", directions[_cadre_sample_below (self, G_N_ELEMENTS (directions))],
                               _cadre_sample_month (person->steps[0].since, since), mentor, "菜单式培训、挂任村主任助理",
                               works[_cadre_sample_below (self, G_N_ELEMENTS (works))], "村主任助理",
                               results[_cadre_sample_below (self, G_N_ELEMENTS (results))]);
}

/*
 * _cadre_sample_add_postings:
 *
 * First secretaries for every village that had to be covered in 2017, and
 * for every one that must be today; and the village reserve.
 */
gboolean
_cadre_sample_add_postings (CadreSample  *self,
                            GError      **error)
{
  if (!cover_all (self, "2017-06", FIRST_FROM, SAMPLE_MONTH (2018, 3), error) ||
      !cover_all (self, CADRE_SAMPLE_AS_OF, SAMPLE_MONTH (2024, 5), 0, error))
    return FALSE;

  for (guint i = 0; i < self->n_people; i++)
    if (self->people[i].population == SAMPLE_RESERVE && !add_reserve (self, &self->people[i], error))
      return FALSE;

  return TRUE;
}
