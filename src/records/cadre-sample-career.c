/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A career: the posts one after the other, with their levels and ranks. */

#define G_LOG_DOMAIN "cadre-sample"

#include "config.h"

#include <string.h>

#include "cadre-sample-private.h"

/* The 2019 ranks came in with the 职级并行规定, the 2015 ones before it. */
#define RANKS_2015_SINCE SAMPLE_MONTH (2015, 1)
#define RANKS_2019_SINCE SAMPLE_MONTH (2019, 6)

/* What the head of a unit is called, by how its name ends. */
static const struct
{
  const char *ending;
  const char *head;
  const char *deputy;
} titles[] = {
  { "镇", "党委书记", "副镇长" },
  { "乡", "党委书记", "副乡长" },
  { "局", "局长", "副局长" },
  { "部", "部长", "副部长" },
  { "法院", "院长", "副院长" },
  { "检察院", "检察长", "副检察长" },
  { "院", "院长", "副院长" },
  { "党校", "常务副校长", "副校长" },
  { "学", "校长", "副校长" },
  { "学校", "校长", "副校长" },
  { "馆", "馆长", "副馆长" },
  { "联合会", "主席", "副主席" },
  { "联合社", "主任", "副主任" },
  { "工会", "常务副主席", "副主席" },
  { "协会", "主席", "副主席" },
  { "大队", "大队长", "副大队长" },
  { "纪律检查委员会", "常务副书记", "副书记" },
  { "政法委员会", "常务副书记", "副书记" },
  { "共青团", "书记", "副书记" },
};

static const char *const county_posts[] = {
  "县委书记", "县委副书记、县长", "县人大常委会主任", "县政协主席", "县委副书记", "县委常委、组织部部长",
  "县委常委、纪委书记", "县委常委、常务副县长", "县委常委、宣传部部长", "县委常委、统战部部长", "县委常委、政法委书记",
  "副县长", "县人大常委会副主任", "县政协副主席",
};

static const char *const clerk_posts[] = { "办公室干部", "综合股股长", "人事股股长", "业务股干部", "办公室主任", "党建办干部" };
static const char *const specialist_posts[] = { "教师", "主治医师", "农艺师", "工程师", "会计师", "馆员", "助理工程师" };
static const char *const township_deputies[] = { "党委副书记", "党委委员、组织委员", "党委委员、宣传委员", "副镇长",
                                                 "党委委员、纪委书记", "人大主席", "党委委员、武装部部长", "副镇长" };
static const char *const clerk_ranks[] = { "二级科员", "一级科员", "四级主任科员", "三级主任科员", "二级主任科员", "一级主任科员", "四级调研员" };
static const char *const specialist_levels[] = { "技术十二级(助理级)", "技术十一级(助理级)", "技术十级(中级)", "技术九级(中级)",
                                                 "技术七级(副高)" };

static const char *
title_of (const SampleUnit *unit,
          gboolean          deputy)
{
  const char *best = NULL;
  gsize length = 0;

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (strlen (titles[i].ending) > length && (g_str_has_suffix (unit->name, titles[i].ending) ||
                                               g_str_has_prefix (unit->name, titles[i].ending)))
      {
        best = deputy ? titles[i].deputy : titles[i].head;
        length = strlen (titles[i].ending);
      }

  return best != NULL ? best : deputy ? "副主任" : "主任";
}

static char *
post_of (CadreSample      *self,
         const SampleUnit *unit,
         const char       *level)
{
  if (unit->kind == SAMPLE_UNIT_COUNTY)
    return g_strdup (county_posts[self->n_leaders++ % G_N_ELEMENTS (county_posts)]);
  if (unit->kind == SAMPLE_UNIT_VILLAGE)
    return g_strdup (level);
  if (g_strcmp0 (level, "乡科级正职") == 0 || g_strcmp0 (level, "管理七级(正科级)") == 0)
    return g_strdup (title_of (unit, FALSE));
  if (g_strcmp0 (level, "乡科级副职") == 0 && unit->kind == SAMPLE_UNIT_TOWNSHIP)
    return g_strdup (township_deputies[_cadre_sample_below (self, G_N_ELEMENTS (township_deputies))]);
  if (g_strcmp0 (level, "乡科级副职") == 0)
    return g_strdup (title_of (unit, TRUE));
  if (g_str_has_prefix (level, "技术"))
    return g_strdup (specialist_posts[_cadre_sample_below (self, G_N_ELEMENTS (specialist_posts))]);
  return g_strdup (clerk_posts[_cadre_sample_below (self, G_N_ELEMENTS (clerk_posts))]);
}

/* Somewhere else in the same county, of a kind that has such posts. */
static const SampleUnit *
other_unit (CadreSample      *self,
            const SampleUnit *unit,
            SampleUnitKind    kind)
{
  for (int attempt = 0; attempt < 200; attempt++)
    {
      const SampleUnit *other = g_ptr_array_index (self->units, _cadre_sample_below (self, (int) self->units->len));

      if (other->county == unit->county && other->kind == kind)
        return other;
    }

  return unit;
}

static void
add_step (CadreSample      *self,
          SamplePerson     *person,
          int               since,
          const SampleUnit *unit,
          const char       *level)
{
  SampleStep *step = &person->steps[person->n_steps++];

  step->since = since;
  step->unit = unit;
  step->level = unit->kind == SAMPLE_UNIT_VILLAGE ? NULL : level;
  step->post = post_of (self, unit, level);
  /* 云岭 + 县委书记, but 云岭县 + 副县长. */
  step->full = g_strconcat (g_str_has_prefix (step->post, "县") ? unit->short_name : unit->name, step->post, NULL);
}

/* The levels that lead to a population's own, the first at the start of work. */
static const char *const ladders[SAMPLE_N_POPULATIONS][5] = {
  [SAMPLE_COUNTY_LEADER] = { "科员", "乡科级副职", "乡科级正职", "县处级副职" },
  [SAMPLE_HEAD] = { "科员", "乡科级副职", "乡科级正职" },
  [SAMPLE_DEPUTY] = { "科员", "乡科级副职" },
  [SAMPLE_CLERK] = { "科员" },
  [SAMPLE_MANAGER] = { "管理十级(员级)", "管理九级(科员级)" },
  [SAMPLE_SPECIALIST] = { NULL },
  [SAMPLE_SECRETARY] = { "村委会委员", "党支部书记、村委会主任" },
  [SAMPLE_VILLAGE] = { "村委会副主任" },
  [SAMPLE_RESERVE] = { "村级后备干部" },
};

static int
ladder_length (SamplePopulation population)
{
  int n = 0;

  while (ladders[population][n] != NULL)
    n++;
  return n;
}

static void
plan_usual (CadreSample  *self,
            SamplePerson *person)
{
  int n = ladder_length (person->population);
  int start = person->work;
  int span = SAMPLE_NOW - start;

  if (person->population == SAMPLE_SPECIALIST)
    {
      add_step (self, person, start, person->unit,
                specialist_levels[MIN (span / 84, (int) G_N_ELEMENTS (specialist_levels) - 1)]);
      return;
    }

  for (int i = 0; i < n; i++)
    {
      const SampleUnit *unit = person->unit;

      if (i < n - 1 && unit->kind != SAMPLE_UNIT_VILLAGE && (unit->kind == SAMPLE_UNIT_COUNTY || _cadre_sample_chance (self, 60)))
        unit = other_unit (self, unit, _cadre_sample_chance (self, 50) ? SAMPLE_UNIT_DEPARTMENT : SAMPLE_UNIT_TOWNSHIP);
      if (i > 0)
        start += MAX (6, span * (50 + _cadre_sample_below (self, 50)) / 100 / n);
      add_step (self, person, MIN (start, SAMPLE_NOW - 2), unit, ladders[person->population][i]);
    }
}

/* The ways up that the published figures count; all in the last year. */
static void
plan_special (CadreSample  *self,
              SamplePerson *person)
{
  const SampleUnit *village = other_unit (self, person->unit, SAMPLE_UNIT_VILLAGE);
  int change = SAMPLE_MONTH (SAMPLE_LAST_YEAR, _cadre_sample_between (self, 3, 10));

  switch (person->way)
    {
    case SAMPLE_WAY_SECRETARY:
      add_step (self, person, MAX (person->work, change - 140), village, "村委会委员");
      add_step (self, person, change - 70, village, "党支部书记、村委会主任");
      add_step (self, person, change, person->unit, "乡科级副职");
      break;
    case SAMPLE_WAY_RECRUIT:
      add_step (self, person, MAX (person->work, change - 60), village, "党支部副书记");
      add_step (self, person, change, person->unit, "科员");
      person->registered = change;
      break;
    case SAMPLE_WAY_KEY_POST:
    default:
      add_step (self, person, person->work, person->unit, "科员");
      add_step (self, person, MIN (change - 48, person->work + 96),
                other_unit (self, person->unit, SAMPLE_UNIT_TOWNSHIP), "乡科级副职");
      person->steps[1].is_key = TRUE;
      add_step (self, person, change, person->unit, "乡科级正职");
      break;
    }
}

static const char *
rank_of (CadreSample  *self,
         SamplePerson *person)
{
  int years = (SAMPLE_NOW - person->work) / 12;
  int steps;

  switch (person->population)
    {
    case SAMPLE_COUNTY_LEADER:
      return _cadre_sample_chance (self, 40) ? "四级调研员" : _cadre_sample_chance (self, 50) ? "三级调研员" : NULL;
    case SAMPLE_HEAD:
      return _cadre_sample_chance (self, 60) ? "一级主任科员" : "二级主任科员";
    case SAMPLE_DEPUTY:
      return _cadre_sample_chance (self, 50) ? "三级主任科员" : "四级主任科员";
    case SAMPLE_CLERK:
      if (person->way == SAMPLE_WAY_RECRUIT)
        return "一级科员";
      steps = years / 5 + (int) _cadre_sample_below (self, 2) - 1;
      return clerk_ranks[CLAMP (steps, 0, (int) G_N_ELEMENTS (clerk_ranks) - 1)];
    case SAMPLE_MANAGER:
    case SAMPLE_SPECIALIST:
    case SAMPLE_SECRETARY:
    case SAMPLE_VILLAGE:
    case SAMPLE_RESERVE:
    case SAMPLE_N_POPULATIONS:
    default:
      return NULL;
    }
}

/*
 * _cadre_sample_plan_career:
 *
 * Decides the posts before the person is written, for the row of the person
 * names the last of them.
 */
void
_cadre_sample_plan_career (CadreSample  *self,
                           SamplePerson *person)
{
  if (person->way == SAMPLE_WAY_USUAL)
    plan_usual (self, person);
  else
    plan_special (self, person);
  person->rank = rank_of (self, person);
}

/*
 * _cadre_sample_step_at:
 *
 * Returns: the post held in @month; the first one for an earlier month
 */
const SampleStep *
_cadre_sample_step_at (const SamplePerson *person,
                       int                 month)
{
  int i = person->n_steps - 1;

  while (i > 0 && person->steps[i].since > month)
    i--;
  return &person->steps[i];
}

static gboolean
add_appointment (CadreSample  *self,
                 SamplePerson *person,
                 int           i,
                 GError      **error)
{
  const SampleStep *step = &person->steps[i];
  gboolean last = i == person->n_steps - 1;
  gboolean leads = step->level != NULL && (strstr (step->level, "正职") != NULL || strstr (step->level, "副职") != NULL);
  gboolean recruited = last && person->way == SAMPLE_WAY_RECRUIT;
  gboolean risen = i > 0 && !recruited;
  g_autofree char *document = g_strdup_printf ("县任〔%d〕%d号", step->since / 12, 1 + _cadre_sample_below (self, 90));
  char since[11], until[11];

  _cadre_sample_month (step->since, since);
  if (step->since % 3 == 0)
    _cadre_sample_day (step->since, 1 + step->since % 27, since);
  if (!last)
    _cadre_sample_month (step[1].since, until);

  return _cadre_sample_insert (self, SAMPLE_ROW_APPOINTMENT, &person->last_appointment_id, error,
                               "uiitttiiitittttttttI", person->id, step->unit->id, step->unit->name, step->post,
                               step->level, (gint64) 1, (gint64) leads, (gint64) leads,
                               !leads ? NULL : strstr (step->level, "正职") != NULL ? "正职" : "副职",
                               (gint64) step->is_key, since, document,
                               step->level == NULL ? "选任" : leads ? "委任" : "其它",
                               risen ? "晋升任职" : "新录用人员试用期满合格定职",
                               risen ? "逐级晋升" : "新定职", last ? "在任" : "已免", last ? NULL : until,
                               last ? NULL : "晋升", last ? person->candidacy_id : (gint64) 0);
}

static gboolean
add_rank (CadreSample  *self,
          SamplePerson *person,
          const char   *scheme,
          const char   *value,
          int           since,
          int           until,
          GError      **error)
{
  char from[11], to[11];

  return _cadre_sample_insert (self, SAMPLE_ROW_RANK, NULL, error, "ittttt", person->id, scheme, value,
                               _cadre_sample_month (since, from),
                               until > 0 ? _cadre_sample_month (until, to) : NULL, NULL);
}

/* 县以下机关 2015: a deputy or head keeps the old scheme's rank to 2019-05. */
static const char *
rank_2015_of (const char *level)
{
  if (g_strcmp0 (level, "县处级副职") == 0)
    return "副处级";
  if (g_strcmp0 (level, "乡科级正职") == 0)
    return "正科级";
  if (g_strcmp0 (level, "乡科级副职") == 0)
    return "副科级";
  if (g_strcmp0 (level, "科员") == 0)
    return "科员级";
  return NULL;
}

static gboolean
add_ranks (CadreSample  *self,
           SamplePerson *person,
           GError      **error)
{
  for (int i = 0; i < person->n_steps; i++)
    {
      const SampleStep *step = &person->steps[i];

      if (step->level == NULL)
        continue;
      if (!add_rank (self, person, "职务层次", step->level, step->since,
                     i < person->n_steps - 1 ? step[1].since : 0, error))
        return FALSE;
    }

  if (person->rank != NULL)
    {
      const char *old = rank_2015_of (_cadre_sample_step_at (person, RANKS_2019_SINCE)->level);
      int since = MAX (RANKS_2019_SINCE, person->steps[person->n_steps - 1].since);

      if (old != NULL && person->work < RANKS_2015_SINCE &&
          !add_rank (self, person, "职级2015", old, RANKS_2015_SINCE + 12, RANKS_2019_SINCE, error))
        return FALSE;
      if (!add_rank (self, person, "职级", person->rank, since, 0, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
_cadre_sample_add_career (CadreSample  *self,
                          SamplePerson *person,
                          GError      **error)
{
  for (int i = 0; i < person->n_steps; i++)
    if (!add_appointment (self, person, i, error))
      return FALSE;

  return add_ranks (self, person, error);
}

/*
 * _cadre_sample_resume:
 *
 * Returns: (transfer full): the posts as the appointment form has them: text
 *   from column 18, nine spaces after an open end
 */
char *
_cadre_sample_resume (SamplePerson *person,
                      const char   *school)
{
  GString *text = g_string_new (NULL);
  int first = person->steps[0].since;

  if (school != NULL)
    g_string_append_printf (text, "%04d.09--%04d.06  %s学习\n", MIN (person->work, first) / 12 - 4,
                            MIN (person->work, first) / 12, school);
  for (int i = 0; i < person->n_steps; i++)
    {
      const SampleStep *step = &person->steps[i];

      g_string_append_printf (text, "%04d.%02d--", step->since / 12, step->since % 12 + 1);
      if (i < person->n_steps - 1)
        g_string_append_printf (text, "%04d.%02d  %s\n", step[1].since / 12, step[1].since % 12 + 1, step->full);
      else
        g_string_append_printf (text, "         %s", step->full);
    }

  return g_string_free (text, FALSE);
}
