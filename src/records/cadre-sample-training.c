/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Classes and the hours ledger; among the classes one 中青班 in four parts. */

#define G_LOG_DOMAIN "cadre-sample"

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "cadre-class-sql.h"
#include "cadre-sample-private.h"

#define PEOPLE_PER_CLASS 45
#define LONG_CLASS_SIZE 30
#define HOURS_PER_DAY 8

static const struct
{
  const char *title;
  const char *training_kind;
  const char *class_kind;
  const char *theme;
  const char *institution;
  int days;
  gboolean for_villages;
} courses[] = {
  { "科级干部进修班", "在职岗位培训", "党校进修班", "党性", "县委党校", 20, FALSE },
  { "科级干部任职培训班", "任职培训", "党校培训班", "履职", "县委党校", 15, FALSE },
  { "公务员初任培训班", "初任培训", "党校培训班", "履职", "县委党校", 12, FALSE },
  { "年轻干部能力提升班", "在职岗位培训", "党校培训班", "能力", "县委党校", 12, FALSE },
  { "学习贯彻党的二十大精神专题研讨班", "在职岗位培训", "专题研究班", "理论", "县委党校", 5, FALSE },
  { "乡村振兴专题培训班", "在职岗位培训", "业务培训班", "产业", "江汉文理大学", 12, FALSE },
  { "法治思维与依法行政专题班", "专门业务培训", "专题研究班", "法治", "县委党校", 5, FALSE },
  { "综合文秘业务培训班", "专门业务培训", "业务培训班", "业务", "县委党校", 3, FALSE },
  { "财务管理业务培训班", "专门业务培训", "业务培训班", "业务", "荆楚财经大学", 12, FALSE },
  { "村党支部书记主题班（党性教育）", "在职岗位培训", "业务培训班", "党性", "县委党校", 5, TRUE },
  { "村党支部书记主题班（产业发展）", "在职岗位培训", "业务培训班", "产业", "县茶叶产业发展中心", 5, TRUE },
  { "村党支部书记主题班（依法治村）", "在职岗位培训", "业务培训班", "法治", "县司法局", 3, TRUE },
  { "村级后备干部菜单式培训班", "在职岗位培训", "业务培训班", "能力", "县委党校", 4, TRUE },
};

/* Study that is not a class. @share is out of 100 draws. */
static const struct
{
  const char *title;
  const char *mode;
  int hours;
  int share;
  const char *paper_level;
} others[] = {
  { "县委理论学习中心组专题学习", "中心组", 4, 30, NULL },
  { "“清江讲坛”专题讲座", "专题讲座", 4, 35, NULL },
  { "指定书目自学", "自学", 10, 12, NULL },
  { "为村干部讲授专题课", "讲课", 3, 12, NULL },
  { "调研论文", "论文", 12, 4, "市" },
  { "学法用法考试", "考试", 5, 7, NULL },
};

static const char *const grades[] = { "优秀", "良好", "合格" };

static void
format_julian (guint julian,
               char  text[11])
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, julian);
  g_date_strftime (text, 11, "%Y-%m-%d", &date);
}

static gboolean
add_class (CadreSample  *self,
           int           county,
           int           year,
           guint         course,
           int           term,
           GError      **error)
{
  SampleClass class = { .county = county, .year = year, .for_villages = courses[course].for_villages,
                        .title = NULL, .training_kind = courses[course].training_kind,
                        .institution = courses[course].institution, .days = courses[course].days };
  const char *county_name = self->words.counties[county % self->words.n_counties];
  g_autofree char *name = g_strdup_printf ("%d年%s县%s第%d期", year, county_name, courses[course].title, term);
  g_autofree char *organiser = g_strdup_printf ("中共%s县委组织部", county_name);
  g_autofree char *document = g_strdup_printf ("县组通〔%d〕%d号", year, term + (int) course);
  g_autofree char *term_text = g_strdup_printf ("第%d期", term);
  GDate day;
  guint since;

  /* One in forty runs over New Year. */
  g_date_clear (&day, 1);
  g_date_set_dmy (&day, 1, G_DATE_JANUARY, year);
  since = g_date_get_julian (&day) + (_cadre_sample_below (self, 40) == 0 && year < SAMPLE_LAST_YEAR
                                      ? 360 : 20 + _cadre_sample_below (self, 310));
  format_julian (since, class.since);
  format_julian (since + class.days + class.days / 5 * 2 - 1, class.until);
  class.title = g_intern_string (name);

  if (!_cadre_sample_insert (self, SAMPLE_ROW_CLASS, &class.id, error, "uttittttttttttttddtt", name, term_text,
                             (gint64) year, class.training_kind, courses[course].class_kind, courses[course].theme,
                             organiser, class.institution, class.institution,
                             g_str_has_suffix (class.institution, "党校") ? "党校" : "其他培训机构", "脱产",
                             county_name, class.for_villages ? "村党支部书记、村级后备干部" : "科级及以下干部",
                             class.since, class.until, (double) class.days, (double) class.days * HOURS_PER_DAY,
                             "archived", document))
    return FALSE;

  g_array_append_val (self->classes, class);
  return TRUE;
}

static int
count_people (CadreSample *self,
              int          county,
              gboolean     villages)
{
  int n = 0;

  for (guint i = 0; i < self->units->len; i++)
    {
      const SampleUnit *unit = g_ptr_array_index (self->units, i);

      if (unit->county == county && (unit->kind == SAMPLE_UNIT_VILLAGE) == villages)
        n += unit->n_people;
    }

  return n;
}

/* A year's classes of one county for one of the two audiences. */
static gboolean
add_year (CadreSample  *self,
          int           county,
          int           year,
          gboolean      villages,
          int           n_people,
          GError      **error)
{
  int terms[G_N_ELEMENTS (courses)] = { 0 };
  int wanted = MAX (2, n_people / PEOPLE_PER_CLASS);

  for (int made = 0; made < wanted;)
    for (guint c = 0; c < G_N_ELEMENTS (courses) && made < wanted; c++)
      {
        if (courses[c].for_villages != villages)
          continue;
        if (!add_class (self, county, year, c, ++terms[c], error))
          return FALSE;
        made++;
      }

  return TRUE;
}

gboolean
_cadre_sample_add_classes (CadreSample  *self,
                           GError      **error)
{
  for (int county = 0; county < self->n_counties; county++)
    {
      int cadres = count_people (self, county, FALSE), villagers = count_people (self, county, TRUE);

      for (int year = SAMPLE_FIRST_YEAR; year <= SAMPLE_LAST_YEAR; year++)
        if (!add_year (self, county, year, FALSE, cadres, error) ||
            !add_year (self, county, year, TRUE, villagers, error))
          return FALSE;
    }

  return TRUE;
}

/* The classes stand in order of county, year and audience, so that those of
 * one kind lie together: any of them, or NULL. */
static SampleClass *
draw_class (CadreSample        *self,
            const SamplePerson *person,
            int                 year)
{
  gboolean villages = person->unit->kind == SAMPLE_UNIT_VILLAGE;
  guint per_county = self->classes->len / self->n_counties;
  guint guess = per_county * person->unit->county + per_county * (year - SAMPLE_FIRST_YEAR) / SAMPLE_N_YEARS;

  for (int attempt = 0; attempt < 12; attempt++)
    {
      guint i = guess + _cadre_sample_below (self, (int) per_county / SAMPLE_N_YEARS + 1);
      SampleClass *class = i < self->classes->len ? &g_array_index (self->classes, SampleClass, i) : NULL;

      if (class != NULL && class->year == year && class->county == person->unit->county && class->for_villages == villages)
        return class;
    }

  return NULL;
}

typedef struct
{
  const SampleClass *class;
  int year;
  const char *since;
  const char *until;
  const char *title;
  const char *mode;
  const char *institution;
  const char *paper_level;
  double days;           /* negative: not given */
  double claimed;
  double hours;
  double leave;
  double score;
} Study;

static int
month_of (const char *date)
{
  return SAMPLE_MONTH ((date[0] - '0') * 1000 + (date[1] - '0') * 100 + (date[2] - '0') * 10 + date[3] - '0',
                       (date[5] - '0') * 10 + date[6] - '0');
}

/* 时任职务: frozen with the record. */
static gboolean
add_study (CadreSample  *self,
           SamplePerson *person,
           const Study  *study,
           GError      **error)
{
  const SampleStep *then = _cadre_sample_step_at (person, month_of (study->since));
  const char *result = study->score < 0 ? NULL : study->score >= 90 ? grades[0] : study->score >= 75 ? grades[1] : grades[2];

  return _cadre_sample_insert (self, SAMPLE_ROW_STUDY, NULL, error, "uiIittttttt" "iDDDDttDtttttit", person->id,
                               study->class != NULL ? study->class->id : (gint64) 0, (gint64) study->year,
                               study->since, study->until, study->title,
                               study->class != NULL ? study->class->training_kind : NULL, study->mode,
                               "县委组织部", study->institution, (gint64) (study->class != NULL), study->days,
                               study->claimed, study->hours, study->leave, study->hours >= 0 ? "县委组织部" : NULL,
                               study->paper_level, study->score, result, study->class != NULL ? "结业" : NULL,
                               then->full, then->level,
                               then->unit->kind == SAMPLE_UNIT_VILLAGE && person->way != SAMPLE_WAY_USUAL
                               ? "村（社区）干部" : _cadre_sample_category (person),
                               then->unit->id, study->class != NULL ? CADRE_CLASS_SOURCE : NULL);
}

static gboolean
add_class_study (CadreSample  *self,
                 SamplePerson *person,
                 SampleClass  *class,
                 GError      **error)
{
  int hours = class->days * HOURS_PER_DAY;
  int draw = _cadre_sample_below (self, 100);
  /* Some have leave; a few of them more than one seventh. */
  int leave = draw < 8 ? 4 + _cadre_sample_below (self, hours / 10 + 1) : draw == 8 ? hours / 5 : 0;
  gboolean is_void = leave * 7 > hours;
  double score = 60 + _cadre_sample_below (self, 400) / 10.0;
  const SampleStep *then = _cadre_sample_step_at (person, month_of (class->since));
  Study study = { .class = class, .year = class->year, .since = class->since, .until = class->until,
                  .title = class->title, .mode = "脱产", .institution = class->institution, .days = class->days,
                  .claimed = hours, .hours = is_void || draw >= 85 ? -1 : hours, .leave = leave > 0 ? leave : -1,
                  .score = score };

  class->n_enrolled++;
  return _cadre_sample_insert (self, SAMPLE_ROW_ENROLMENT, NULL, error, "iiitttttIDdtti", class->id, person->id,
                               (gint64) class->n_enrolled, is_void ? "void" : "finished", NULL, NULL, then->full,
                               then->level, then->unit->id, study.leave, score,
                               score >= 90 ? grades[0] : score >= 75 ? grades[1] : grades[2],
                               is_void ? "未完成" : "结业", (gint64) (score >= 95)) &&
         add_study (self, person, &study, error);
}

static gboolean
add_online_study (CadreSample  *self,
                  SamplePerson *person,
                  int           year,
                  GError      **error)
{
  g_autofree char *title = g_strdup_printf ("%d年度干部网络学院课程", year);
  double hours = _cadre_sample_chance (self, 85) ? 50 + _cadre_sample_below (self, 45) : 10 + _cadre_sample_below (self, 160) / 4.0;
  char since[11], until[11];
  Study study = { .year = year, .since = _cadre_sample_day (SAMPLE_MONTH (year, 1), 1, since),
                  .until = _cadre_sample_month (SAMPLE_MONTH (year, 12), until), .title = title, .mode = "网络",
                  .institution = "省干部网络学院", .days = -1, .claimed = hours, .hours = hours, .leave = -1, .score = -1 };

  return add_study (self, person, &study, error);
}

static gboolean
add_other_study (CadreSample  *self,
                 SamplePerson *person,
                 int           year,
                 GError      **error)
{
  int draw = _cadre_sample_below (self, 100);
  guint i = 0;
  char since[11];
  Study study = { .year = year, .days = -1, .leave = -1, .score = -1 };

  while (i < G_N_ELEMENTS (others) - 1 && draw >= others[i].share)
    draw -= others[i++].share;

  study.title = others[i].title;
  study.mode = others[i].mode;
  study.paper_level = others[i].paper_level;
  study.claimed = others[i].hours;
  /* Recognised by hand, or left to the rule: teaching counts five times. */
  study.hours = g_str_equal (study.mode, "讲课") || _cadre_sample_chance (self, 30) ? -1 : others[i].hours;
  study.since = study.until = _cadre_sample_day (SAMPLE_MONTH (year, _cadre_sample_between (self, 1, 12)),
                                                 _cadre_sample_between (self, 1, 28), since);

  return add_study (self, person, &study, error);
}

/*
 * _cadre_sample_add_study:
 *
 * About two records a year over five years.
 */
gboolean
_cadre_sample_add_study (CadreSample  *self,
                         SamplePerson *person,
                         GError      **error)
{
  for (int year = SAMPLE_FIRST_YEAR; year <= SAMPLE_LAST_YEAR; year++)
    {
      SampleClass *class = _cadre_sample_chance (self, 82) ? draw_class (self, person, year) : NULL;

      if (person->work / 12 > year)
        continue;
      if (class != NULL && !add_class_study (self, person, class, error))
        return FALSE;
      if (_cadre_sample_chance (self, 90) && !add_online_study (self, person, year, error))
        return FALSE;
      if (_cadre_sample_chance (self, 35) && !add_other_study (self, person, year, error))
        return FALSE;
    }

  return TRUE;
}

/* The 中青班: 党校学习 + 扶贫村实践 + 高校学习 + 社会调研. */
static const struct
{
  const char *title;
  const char *mode;
  const char *place;
  const char *institution;
  const char *since, *until;
  int days;
} segments[] = {
  { "党校学习", "脱产", "县委党校", "县委党校", "2025-03-03", "2025-04-25", 40 },
  { "扶贫村实践", "实践", "各乡镇村", "县乡村振兴局", "2025-04-28", "2025-05-23", 20 },
  { "高校学习", "脱产", "江汉文理大学", "江汉文理大学", "2025-05-26", "2025-06-06", 10 },
  { "社会调研", "实践", "省内外", "县委组织部", "2025-06-09", "2025-06-20", 10 },
};

static const struct { const char *name; double weight; } mark_parts[] = {
  { "理论测试", 30 }, { "调研报告", 30 }, { "党性分析", 20 }, { "实践鉴定", 20 },
};

static const char *const session_topics[] = {
  "习近平新时代中国特色社会主义思想概论", "党章党规党纪学习", "党史国史专题", "基层党建工作实务", "乡村振兴政策解读",
  "法治思维与依法行政", "县域经济发展", "生态文明建设", "群众工作方法", "应急管理与舆情应对", "公文写作", "调研方法",
  "茶产业发展现场教学", "易地搬迁后续扶持现场教学",
};

static const char *const classrooms[] = { "信念课堂", "专家课堂", "实践课堂" };

typedef struct
{
  gint64 id;
  gint64 session_ids[40];
  int n_sessions;
  gint64 part_ids[G_N_ELEMENTS (mark_parts)];
} LongClass;

static gboolean
add_sessions (CadreSample  *self,
              LongClass    *class,
              gint64        segment_id,
              guint         segment,
              GError      **error)
{
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, (GDateDay) atoi (segments[segment].since + 8), atoi (segments[segment].since + 5),
                  (GDateYear) atoi (segments[segment].since));
  for (int i = 0; i < segments[segment].days / 2 && class->n_sessions < (int) G_N_ELEMENTS (class->session_ids); i++)
    {
      g_autofree char *teacher = _cadre_sample_name (self, _cadre_sample_chance (self, 30));
      char date[11];

      format_julian (g_date_get_julian (&day) + i / 5 * 7 + i % 5, date);
      if (!_cadre_sample_insert (self, SAMPLE_ROW_SESSION, &class->session_ids[class->n_sessions], error, "iittttttd",
                                 class->id, segment_id, date, i % 2 == 0 ? "上午" : "下午",
                                 session_topics[_cadre_sample_below (self, G_N_ELEMENTS (session_topics))], teacher,
                                 i % 3 == 0 ? "县委党校讲师" : "教授", classrooms[i % 3], 4.0))
        return FALSE;
      class->n_sessions++;
    }

  return TRUE;
}

static gboolean
add_segments (CadreSample  *self,
              LongClass    *class,
              GError      **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (segments); i++)
    {
      gint64 id;

      if (!_cadre_sample_insert (self, SAMPLE_ROW_SEGMENT, &id, error, "iittttttdd", class->id, (gint64) i + 1,
                                 segments[i].title, segments[i].mode, segments[i].place, segments[i].institution,
                                 segments[i].since, segments[i].until, (double) segments[i].days,
                                 (double) segments[i].days * HOURS_PER_DAY) ||
          !add_sessions (self, class, id, i, error))
        return FALSE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (mark_parts); i++)
    if (!_cadre_sample_insert (self, SAMPLE_ROW_MARK_PART, &class->part_ids[i], error, "iitd", class->id,
                               (gint64) i + 1, mark_parts[i].name, mark_parts[i].weight))
      return FALSE;

  return TRUE;
}

static gboolean
add_attendance (CadreSample  *self,
                LongClass    *class,
                gint64        enrolment_id,
                GError      **error)
{
  for (int i = 0; i < class->n_sessions; i++)
    {
      gboolean leave = _cadre_sample_chance (self, 2);

      if (!_cadre_sample_insert (self, SAMPLE_ROW_ATTENDANCE, NULL, error, "iitD", class->session_ids[i], enrolment_id,
                                 leave ? "请假" : "出勤", leave ? 4.0 : -1.0))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_student (CadreSample  *self,
             LongClass    *class,
             SamplePerson *person,
             int           position,
             GError      **error)
{
  static const char *const offices[] = { "班长", "党支部书记", "学习委员", "生活委员" };
  const SampleStep *then = _cadre_sample_step_at (person, SAMPLE_MONTH (2025, 3));
  g_autofree char *group = g_strdup_printf ("第%d组", position % 3 + 1);
  g_autofree char *number = g_strdup_printf ("中青〔2025〕第%03d号", position + 1);
  double marks[G_N_ELEMENTS (mark_parts)], total = 0;
  int days = 0;
  gint64 enrolment_id;
  Study study = { .year = 2025, .since = segments[0].since, .until = segments[G_N_ELEMENTS (segments) - 1].until,
                  .title = "2025年中青年干部培训班", .mode = "脱产", .institution = "县委党校", .leave = -1 };

  for (guint i = 0; i < G_N_ELEMENTS (mark_parts); i++)
    {
      marks[i] = 70 + _cadre_sample_below (self, 29);
      total += marks[i] * mark_parts[i].weight / 100;
    }
  for (guint i = 0; i < G_N_ELEMENTS (segments); i++)
    days += segments[i].days;

  study.class = &(SampleClass) { .id = class->id, .training_kind = "在职岗位培训" };
  study.days = days;
  study.claimed = study.hours = days * HOURS_PER_DAY;
  study.score = total;
  person->in_long_class = TRUE;

  if (!_cadre_sample_insert (self, SAMPLE_ROW_ENROLMENT, &enrolment_id, error, "iiitttttIDdtti", class->id, person->id,
                             (gint64) position + 1, "finished", group,
                             position < (int) G_N_ELEMENTS (offices) ? offices[position] : NULL, then->full, then->level,
                             then->unit->id, -1.0, total, total >= 90 ? grades[0] : grades[1], "结业",
                             (gint64) (total >= 90)) ||
      !add_attendance (self, class, enrolment_id, error) ||
      !_cadre_sample_insert (self, SAMPLE_ROW_CERTIFICATE, NULL, error, "itti", enrolment_id, number, "2025-06-20", (gint64) 1))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (mark_parts); i++)
    if (!_cadre_sample_insert (self, SAMPLE_ROW_MARK, NULL, error, "iid", enrolment_id, class->part_ids[i], marks[i]))
      return FALSE;

  return add_study (self, person, &study, error);
}

/* 优秀年轻干部: deputies and clerks of the first county up to 42. */
static gboolean
is_promising (const SamplePerson *person)
{
  return person->unit->county == 0 && person->way == SAMPLE_WAY_USUAL && person->party > 0 &&
         (person->population == SAMPLE_DEPUTY || person->population == SAMPLE_CLERK) &&
         person->birth > SAMPLE_NOW - 42 * 12 && person->work < SAMPLE_MONTH (2021, 1);
}

/*
 * _cadre_sample_add_long_class:
 *
 * One class of thirty in four parts, with sessions, attendance and marks.
 */
gboolean
_cadre_sample_add_long_class (CadreSample  *self,
                              GError      **error)
{
  LongClass class = { 0 };
  int n = 0;

  if (!_cadre_sample_insert (self, SAMPLE_ROW_CLASS, &class.id, error, "uttittttttttttttddtt",
                             "2025年中青年干部培训班", "第12期", (gint64) 2025, "在职岗位培训", "党校培训班", "能力",
                             "中共云岭县委组织部", "县委党校", "县委党校", "党校", "脱产", "云岭",
                             "优秀年轻干部", segments[0].since, segments[G_N_ELEMENTS (segments) - 1].until, 80.0,
                             80.0 * HOURS_PER_DAY, "closed", "县组通〔2025〕7号") ||
      !add_segments (self, &class, error))
    return FALSE;

  for (guint i = 0; i < self->n_people && n < LONG_CLASS_SIZE; i++)
    if (is_promising (&self->people[i]) && !add_student (self, &class, &self->people[i], n++, error))
      return FALSE;

  return TRUE;
}
