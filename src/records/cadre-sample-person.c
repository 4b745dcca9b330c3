/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One invented person with all but the career and the study. */

#define G_LOG_DOMAIN "cadre-sample"

#include "config.h"

#include <string.h>

#include "cadre-sample-private.h"

static const struct
{
  const char *category;
  const char *management_level;
  const char *establishment;
  const char *good;        /* the usual word of a year's conclusion */
  int age_from, age_to;
  int women;               /* percent */
  int party;               /* percent who are members */
} populations[SAMPLE_N_POPULATIONS] = {
  [SAMPLE_COUNTY_LEADER] = { "综合管理类公务员", "市级党委管理干部", "行政编制", "称职", 43, 58, 15, 96 },
  [SAMPLE_HEAD] = { "综合管理类公务员", "县级党委管理干部", "行政编制", "称职", 36, 58, 18, 97 },
  [SAMPLE_DEPUTY] = { "综合管理类公务员", "县级党委管理干部", "行政编制", "称职", 30, 57, 26, 94 },
  [SAMPLE_CLERK] = { "综合管理类公务员", "其他", "行政编制", "称职", 23, 59, 38, 75 },
  [SAMPLE_MANAGER] = { "事业单位管理人员", "其他", "事业编制", "合格", 24, 59, 40, 55 },
  [SAMPLE_SPECIALIST] = { "事业单位专业技术人员", "其他", "事业编制", "合格", 24, 58, 55, 35 },
  [SAMPLE_SECRETARY] = { "村（社区）干部", "其他", NULL, "合格", 32, 60, 16, 100 },
  [SAMPLE_VILLAGE] = { "村（社区）干部", "其他", NULL, "合格", 26, 58, 40, 80 },
  [SAMPLE_RESERVE] = { "村级后备干部", "其他", NULL, "合格", 20, 38, 42, 60 },
};

/* One year's conclusion (年度考核). */
typedef struct
{
  const char *conclusion;  /* NULL: not yet at work */
  const char *reason;
  gboolean is_honoured;    /* 嘉奖 */
} SampleYear;

static const char *const ethnic_groups[] = { "土家族", "土家族", "土家族", "汉族", "汉族", "汉族", "苗族", "侗族" };

static const struct
{
  const char *education;
  const char *degree;
  const char *school;
  const char *major;
  int years;
} schools[] = {
  { "研究生", "管理学硕士", "华中云川大学公共管理学院", "行政管理", 3 },
  { "大学", "法学学士", "江汉文理大学法学院", "法学", 4 },
  { "大学", "农学学士", "楚西农业大学农学院", "农学", 4 },
  { "大学", "文学学士", "清江民族大学文学院", "汉语言文学", 4 },
  { "大学", "管理学学士", "荆楚财经大学", "会计学", 4 },
  { "大学", "工学学士", "江汉理工大学", "土木工程", 4 },
  { "大专", NULL, "清云职业技术学院", "农村经济管理", 3 },
  { "大专", NULL, "清云师范专科学校", "小学教育", 3 },
  { "中专", NULL, "清云农业学校", "茶学", 3 },
  { "高中", NULL, NULL, NULL, 3 },
};

const char *
_cadre_sample_category (const SamplePerson *person)
{
  return populations[person->population].category;
}

char *
_cadre_sample_name (CadreSample *self,
                    gboolean     is_woman)
{
  int draw = _cadre_sample_below (self, self->words.surname_sums[self->words.n_surnames - 1]);
  char **given = self->words.given[is_woman];
  int low = 0, high = self->words.n_surnames - 1;

  while (low < high)
    {
      int middle = (low + high) / 2;

      if (self->words.surname_sums[middle] > draw)
        high = middle;
      else
        low = middle + 1;
    }

  return g_strconcat (self->words.surnames[low], given[_cadre_sample_below (self, self->words.n_given[is_woman])], NULL);
}

/* Some are namesakes of someone before them, and one in a thousand bears a
 * name of two parts; the rest is drawn. Returns the ethnic group. */
static const char *
draw_name (CadreSample  *self,
           SamplePerson *person)
{
  gsize index = person - self->people;

  if (index > 0 && _cadre_sample_below (self, 60) == 0)
    {
      const SamplePerson *other = person - 1 - _cadre_sample_below (self, (int) MIN (index, 40));

      person->name = g_strdup (other->name);
      person->is_woman = other->is_woman;
      if (_cadre_sample_below (self, 4) == 0)
        person->birth = other->birth;
      if (strstr (person->name, "·") == NULL)
        return "土家族";
      g_clear_pointer (&person->name, g_free);
    }

  if (_cadre_sample_below (self, 700) == 0)
    {
      const char *line = self->words.minority[_cadre_sample_below (self, self->words.n_minority)];
      const char *space = strchr (line, ' ');

      if (space != NULL)
        {
          const char *group = strrchr (line, ' ') + 1;

          person->name = g_strndup (line, space - line);
          person->is_woman = g_str_has_prefix (space + 1, "女");
          return group;
        }
    }

  person->name = _cadre_sample_name (self, person->is_woman);
  return ethnic_groups[_cadre_sample_below (self, G_N_ELEMENTS (ethnic_groups))];
}

/* GB 11643: the check digit over 17 digits. */
static char
check_digit (const char *digits)
{
  static const int weights[17] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
  int sum = 0;

  for (int i = 0; i < 17; i++)
    sum += (digits[i] - '0') * weights[i];

  return "10X98765432"[sum % 11];
}

static void
draw_id_number (CadreSample        *self,
                const SamplePerson *person,
                int                 day,
                char                number[19])
{
  gsize key;

  do
    {
      int sequence = _cadre_sample_below (self, 499) * 2 + (person->is_woman ? 0 : 1);

      g_snprintf (number, 18, "4298%02u%04u%02u%02u%03u", (guint) person->unit->county % 99 + 1,
                  (guint) person->birth / 12 % 10000, (guint) person->birth % 12 + 1, (guint) day % 100,
                  (guint) sequence % 1000);
      key = (((gsize) person->unit->county * 40000 + person->birth) * 32 + day) * 1000 + sequence + 1;
    }
  while (!g_hash_table_add (self->id_numbers, GSIZE_TO_POINTER (key)));

  number[17] = check_digit (number);
  number[18] = '\0';
}

static void
draw_dates (CadreSample  *self,
            SamplePerson *person)
{
  int from = populations[person->population].age_from, to = populations[person->population].age_to;
  int age;

  /* Who was a village cadre is eligible up to 40 or 45. */
  if (person->way == SAMPLE_WAY_RECRUIT)
    from = 26, to = 38;
  else if (person->way == SAMPLE_WAY_SECRETARY)
    from = 34, to = 44;
  else if (person->way == SAMPLE_WAY_KEY_POST)
    from = 38, to = 50;

  age = _cadre_sample_between (self, from, to);
  if (person->birth == 0)
    person->birth = SAMPLE_NOW - age * 12 - _cadre_sample_below (self, 12);
  person->work = person->birth + 12 * _cadre_sample_between (self, 19, 23);
  person->work = person->work / 12 * 12 + 6 + _cadre_sample_below (self, 4);
  person->work = MIN (person->work, SAMPLE_NOW - 18);
  if (_cadre_sample_chance (self, populations[person->population].party) || person->way != SAMPLE_WAY_USUAL)
    person->party = MAX (person->birth + 19 * 12, person->work - 24 + _cadre_sample_below (self, 120));
  if (person->party > SAMPLE_NOW - 6)
    person->party = 0;
  if (person->registered == 0 && person->population <= SAMPLE_CLERK)
    person->registered = person->work + 12;
}

static guint
draw_school (CadreSample        *self,
             const SamplePerson *person)
{
  if (person->population >= SAMPLE_SECRETARY)
    return _cadre_sample_between (self, 6, 9);
  if (person->population == SAMPLE_CLERK && _cadre_sample_chance (self, 8))
    return 0;
  return _cadre_sample_between (self, 1, person->birth < SAMPLE_MONTH (1978, 1) ? 8 : 6);
}

static gboolean
add_education (CadreSample        *self,
               const SamplePerson *person,
               guint               school,
               gboolean            inservice,
               GError            **error)
{
  int until = person->work / 12 * 12 + 5;
  char since[11], text[11];

  if (!_cadre_sample_insert (self, SAMPLE_ROW_EDUCATION, NULL, error, "itttttttd", person->id, "全日制",
                             schools[school].education, schools[school].degree,
                             _cadre_sample_month (until - 12 * schools[school].years + 3, since),
                             _cadre_sample_month (until, text), schools[school].school, schools[school].major,
                             (double) schools[school].years))
    return FALSE;

  return !inservice ||
         _cadre_sample_insert (self, SAMPLE_ROW_EDUCATION, NULL, error, "itttttttd", person->id, "在职",
                               "省（区、市）委党校大学", NULL, _cadre_sample_month (person->work + 60, since),
                               _cadre_sample_month (person->work + 90, text), "省委党校", "经济管理", 2.5);
}

static gboolean
add_relative (CadreSample        *self,
              const SamplePerson *person,
              int                 position,
              const char         *relation,
              gboolean            is_woman,
              int                 birth,
              GError            **error)
{
  static const char *const posts[] = { "云岭县务农", "个体经营", "小学教师", "县医院护士", "退休", "在校学生", "去世" };
  g_autofree char *name = NULL;
  char text[11];

  name = _cadre_sample_name (self, is_woman);
  return _cadre_sample_insert (self, SAMPLE_ROW_FAMILY, NULL, error, "iittttt", person->id, (gint64) position,
                               relation, name, _cadre_sample_month (birth, text),
                               _cadre_sample_chance (self, 30) && position != 2 ? "中共党员" : "群众",
                               position == 2 ? "在校学生" : posts[_cadre_sample_below (self, 5)]);
}

static gboolean
add_family (CadreSample        *self,
            const SamplePerson *person,
            GError            **error)
{
  gboolean is_old = person->birth < SAMPLE_NOW - 27 * 12;
  int child = person->birth + 12 * _cadre_sample_between (self, 24, 30);
  gboolean daughter = _cadre_sample_chance (self, 48);

  if (is_old && !add_relative (self, person, 1, person->is_woman ? "丈夫" : "妻子", !person->is_woman,
                               person->birth + _cadre_sample_between (self, -40, 40), error))
    return FALSE;
  if (is_old && child < SAMPLE_NOW - 12 && !add_relative (self, person, 2, daughter ? "女儿" : "儿子", daughter, child, error))
    return FALSE;

  return add_relative (self, person, 3, "父亲", FALSE, person->birth - 12 * _cadre_sample_between (self, 22, 32), error);
}

static void
draw_year (CadreSample  *self,
           SamplePerson *person,
           int           year,
           SampleYear   *result)
{
  /* In the year of its start a civil servant's conclusion is left open. */
  gboolean is_servant = person->population <= SAMPLE_CLERK;
  gboolean probation = is_servant && person->registered / 12 >= year;
  int draw = _cadre_sample_below (self, 1000);

  result->conclusion = populations[person->population].good;
  if (probation)
    {
      result->conclusion = "不定等次";
      result->reason = "新录用试用期";
    }
  else if (draw < 150)
    {
      result->conclusion = "优秀";
      result->is_honoured = draw < 40;
    }
  else if (draw > 997)
    {
      result->conclusion = "不进行考核";
      result->reason = "病、事假累计超过半年";
    }
  else if (draw > 988)
    {
      result->conclusion = is_servant ? "基本称职" : "基本合格";
    }
}

static void
draw_years (CadreSample  *self,
            SamplePerson *person,
            SampleYear    years[SAMPLE_N_YEARS],
            GString      *assessments,
            GString      *rewards)
{
  for (int i = 0; i < SAMPLE_N_YEARS; i++)
    {
      int year = SAMPLE_FIRST_YEAR + i;

      if (person->work / 12 >= year)
        continue;
      draw_year (self, person, year, &years[i]);
      g_string_append_printf (assessments, "%s%d年度考核%s", assessments->len > 0 ? "；" : "", year, years[i].conclusion);
      if (years[i].is_honoured)
        g_string_append_printf (rewards, "%s%d年获嘉奖", rewards->len > 0 ? "；" : "", year);
    }
}

static gboolean
add_year (CadreSample      *self,
          SamplePerson     *person,
          int               year,
          const SampleYear *result,
          GError          **error)
{
  const SampleStep *step = _cadre_sample_step_at (person, SAMPLE_MONTH (year, 12));
  g_autofree char *document = g_strdup_printf ("县人社发〔%d〕12号", year + 1);
  char decided[11];

  if (result->conclusion == NULL)
    return TRUE;
  if (result->is_honoured &&
      !_cadre_sample_insert (self, SAMPLE_ROW_REWARD, NULL, error, "ittttttt", person->id, "奖励", "嘉奖", "嘉奖",
                             _cadre_sample_month (MIN (SAMPLE_MONTH (year + 1, 3), SAMPLE_NOW), decided), NULL,
                             "县人民政府", document))
    return FALSE;

  return _cadre_sample_insert (self, SAMPLE_ROW_ASSESSMENT, NULL, error, "uiittit", person->id, (gint64) year,
                               result->conclusion, result->reason, step->unit->id, step->full);
}

static gboolean
add_sanction (CadreSample  *self,
              SamplePerson *person,
              GError      **error)
{
  static const struct { const char *name; int months; } sanctions[] = { { "警告", 6 }, { "记过", 12 }, { "记大过", 18 } };
  guint i = _cadre_sample_below (self, G_N_ELEMENTS (sanctions));
  int month = SAMPLE_NOW - _cadre_sample_below (self, 48);
  char since[11], until[11];

  return _cadre_sample_insert (self, SAMPLE_ROW_REWARD, NULL, error, "ittttttt", person->id, "处分", sanctions[i].name,
                               sanctions[i].name, _cadre_sample_day (month, 15, since),
                               _cadre_sample_day (month + sanctions[i].months, 15, until), "县纪委监委", "县纪处〔2024〕6号");
}

static gboolean
insert_person (CadreSample  *self,
               SamplePerson *person,
               const char   *ethnic_group,
               guint         school,
               gboolean      inservice,
               const char   *resume,
               const char   *rewards,
               const char   *assessments,
               GError      **error)
{
  const SampleStep *last = &person->steps[person->n_steps - 1];
  int day = _cadre_sample_between (self, 1, 28);
  gboolean knows_id = !_cadre_sample_chance (self, 2);
  g_autofree char *full_school = g_strconcat (schools[school].school != NULL ? schools[school].school : "",
                                              schools[school].major != NULL ? schools[school].major : "", "专业", NULL);
  g_autofree char *phone = g_strdup_printf ("1%d%08d", 30 + _cadre_sample_below (self, 60), _cadre_sample_below (self, 100000000));
  g_autofree char *native = g_strdup_printf ("湖北%s", self->words.counties[_cadre_sample_chance (self, 80)
                                                       ? person->unit->county % self->words.n_counties
                                                       : _cadre_sample_below (self, self->words.n_counties)]);
  g_autofree char *short_post = g_strconcat (last->unit->short_name, last->post, NULL);
  char number[19], birth[11], work[11], party[11], since[11], rank_since[11], registered[11];

  draw_id_number (self, person, day, number);
  if (_cadre_sample_chance (self, 30))
    _cadre_sample_day (person->birth, day, birth);
  else
    _cadre_sample_month (person->birth, birth);
  _cadre_sample_month (person->party, party);
  if (_cadre_sample_chance (self, 10))
    party[4] = '\0';

  return _cadre_sample_insert (self, SAMPLE_ROW_PERSON, &person->id, error, "uii" "ttttttttttttttttttttttttttt" "itttt",
                               person->unit->id, (gint64) ((person - self->people) + 1), person->name,
                               knows_id ? number : NULL, person->is_woman ? "女" : "男", birth, native, native,
                               ethnic_group, "健康", _cadre_sample_month (person->work, work),
                               person->party > 0 ? "中共党员" : "群众", person->party > 0 ? party : NULL,
                               populations[person->population].category,
                               populations[person->population].management_level,
                               populations[person->population].establishment, last->full, short_post,
                               _cadre_sample_month (last->since, since), last->level,
                               last->level != NULL ? since : NULL, person->rank,
                               person->rank != NULL
                               ? _cadre_sample_month (MAX (last->since, SAMPLE_MONTH (2019, 6)), rank_since) : NULL,
                               person->registered > 0 ? _cadre_sample_month (person->registered, registered) : NULL,
                               schools[school].education, schools[school].degree,
                               schools[school].school != NULL ? full_school : NULL,
                               inservice ? "省（区、市）委党校大学" : NULL, inservice ? "省委党校经济管理专业" : NULL,
                               (gint64) (_cadre_sample_chance (self, 80)), resume,
                               rewards[0] != '\0' ? rewards : NULL, assessments, phone);
}

gboolean
_cadre_sample_add_person (CadreSample  *self,
                          SamplePerson *person,
                          GError      **error)
{
  g_autoptr(GString) assessments = g_string_new (NULL);
  g_autoptr(GString) rewards = g_string_new (NULL);
  g_autofree char *resume = NULL;
  const char *ethnic_group;
  SampleYear years[SAMPLE_N_YEARS] = { 0 };
  gboolean inservice;
  guint school;

  person->is_woman = _cadre_sample_chance (self, populations[person->population].women);
  ethnic_group = draw_name (self, person);
  draw_dates (self, person);
  _cadre_sample_plan_career (self, person);
  school = draw_school (self, person);
  inservice = person->population <= SAMPLE_MANAGER && school >= 6 && _cadre_sample_chance (self, 60);
  resume = _cadre_sample_resume (person, schools[school].school);

  draw_years (self, person, years, assessments, rewards);

  if (!insert_person (self, person, ethnic_group, school, inservice, resume, rewards->str, assessments->str, error) ||
      !_cadre_sample_add_candidacy (self, person, error) ||
      !_cadre_sample_add_career (self, person, error) ||
      !add_education (self, person, school, inservice, error) ||
      !add_family (self, person, error))
    return FALSE;

  for (int i = 0; i < SAMPLE_N_YEARS; i++)
    if (!add_year (self, person, SAMPLE_FIRST_YEAR + i, &years[i], error))
      return FALSE;

  if (_cadre_sample_below (self, 80) == 0 && person->way == SAMPLE_WAY_USUAL && !add_sanction (self, person, error))
    return FALSE;

  return _cadre_sample_add_study (self, person, error);
}
