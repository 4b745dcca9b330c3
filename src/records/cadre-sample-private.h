/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files that invent people share: the draws, the words, the rows. */

#pragma once

#include "cadre-sample.h"

G_BEGIN_DECLS

/* Months are counted from year 0, so that a span is a difference. */
#define SAMPLE_MONTH(year, month) ((year) * 12 + (month) - 1)
#define SAMPLE_LAST_YEAR 2025
#define SAMPLE_FIRST_YEAR 2021 /* of study and assessment */
#define SAMPLE_NOW SAMPLE_MONTH (SAMPLE_LAST_YEAR, 12)
#define SAMPLE_N_YEARS (SAMPLE_LAST_YEAR - SAMPLE_FIRST_YEAR + 1)

#define SAMPLE_MAX_STEPS 6

/* The populations that a county keeps in one archive (人员). */
typedef enum
{
  SAMPLE_COUNTY_LEADER,
  SAMPLE_HEAD,
  SAMPLE_DEPUTY,
  SAMPLE_CLERK,
  SAMPLE_MANAGER,
  SAMPLE_SPECIALIST,
  SAMPLE_SECRETARY,
  SAMPLE_VILLAGE,
  SAMPLE_RESERVE,
  SAMPLE_N_POPULATIONS,
} SamplePopulation;

/* How someone came to the present post, where the published figures tell. */
typedef enum
{
  SAMPLE_WAY_USUAL,
  SAMPLE_WAY_SECRETARY,  /* a village secretary into township leadership */
  SAMPLE_WAY_RECRUIT,    /* a village cadre recruited as a civil servant */
  SAMPLE_WAY_KEY_POST,   /* promoted from a key post */
  SAMPLE_N_WAYS,
} SampleWay;

typedef enum
{
  SAMPLE_UNIT_COUNTY,
  SAMPLE_UNIT_DEPARTMENT,
  SAMPLE_UNIT_TOWNSHIP,
  SAMPLE_UNIT_VILLAGE,
} SampleUnitKind;

typedef struct
{
  gint64 id;
  SampleUnitKind kind;
  int county;
  gint64 parent_id;
  char *name;
  char *short_name;
  gboolean is_institution;
  int n_people;
} SampleUnit;

typedef struct
{
  int since;              /* a month */
  const SampleUnit *unit;
  const char *level;
  char *post;             /* without the unit */
  char *full;             /* with it */
  gboolean is_key;
} SampleStep;

typedef struct
{
  gint64 id;
  SamplePopulation population;
  SampleWay way;
  const SampleUnit *unit;
  char *name;
  gboolean is_woman;
  int birth;
  int work;
  int party;              /* 0 for none */
  int registered;
  const char *rank;
  SampleStep steps[SAMPLE_MAX_STEPS];
  int n_steps;
  gint64 candidacy_id;
  gint64 last_appointment_id;
  gboolean is_posted;
  gboolean in_long_class; /* 中青班 */
} SamplePerson;

typedef struct
{
  gint64 id;
  int county;
  int year;
  gboolean for_villages;
  const char *title;
  const char *training_kind;
  const char *institution;
  char since[11];
  char until[11];
  int days;
  int n_enrolled;
} SampleClass;

typedef enum
{
  SAMPLE_ROW_UNIT,
  SAMPLE_ROW_UNIT_STATUS,
  SAMPLE_ROW_UNIT_YEAR,
  SAMPLE_ROW_PERSON,
  SAMPLE_ROW_APPOINTMENT,
  SAMPLE_ROW_RANK,
  SAMPLE_ROW_EDUCATION,
  SAMPLE_ROW_FAMILY,
  SAMPLE_ROW_REWARD,
  SAMPLE_ROW_ASSESSMENT,
  SAMPLE_ROW_CLASS,
  SAMPLE_ROW_SEGMENT,
  SAMPLE_ROW_SESSION,
  SAMPLE_ROW_ENROLMENT,
  SAMPLE_ROW_ATTENDANCE,
  SAMPLE_ROW_MARK_PART,
  SAMPLE_ROW_MARK,
  SAMPLE_ROW_CERTIFICATE,
  SAMPLE_ROW_STUDY,
  SAMPLE_ROW_POSTING,
  SAMPLE_ROW_PRESENCE,
  SAMPLE_ROW_APPRAISAL,
  SAMPLE_ROW_ACHIEVEMENT,
  SAMPLE_ROW_POSTING_EVENT,
  SAMPLE_ROW_RESERVE,
  SAMPLE_ROW_PIPELINE,
  SAMPLE_ROW_ROUND,
  SAMPLE_ROW_CANDIDACY,
  SAMPLE_N_ROWS,
} SampleRow;

typedef struct
{
  CadreArchive *archive;
  GRand *rand;
  CadreStatement *inserts[SAMPLE_N_ROWS];
  gsize n_columns[SAMPLE_N_ROWS];
  GPtrArray *units;        /* SampleUnit, in tree order */
  int n_counties;
  guint n_leaders;         /* posts of county leaders given out */
  GArray *classes;         /* SampleClass */
  SamplePerson *people;
  guint n_people;
  GHashTable *id_numbers;
  int left[SAMPLE_N_WAYS]; /* of each special way still to give */
  gint64 rounds[SAMPLE_N_WAYS];
  struct
  {
    char **surnames;
    int *surname_sums;
    int n_surnames;
    char **given[2];       /* men's, women's */
    int n_given[2];
    char **minority;
    int n_minority;
    char **counties;
    int n_counties;
    char **townships;
    int n_townships;
    char **village_heads;
    char **village_tails;
    char **departments;
    int n_departments;
  } words;
} CadreSample;

/* Draws. */
int         _cadre_sample_below  (CadreSample *self,
                                  int          n);
int         _cadre_sample_between (CadreSample *self,
                                   int          low,
                                   int          high);
gboolean    _cadre_sample_chance (CadreSample *self,
                                  int          percent);
const char *_cadre_sample_uuid   (CadreSample *self,
                                  char         uuid[33]);
const char *_cadre_sample_month  (int          month,
                                  char         text[11]);
const char *_cadre_sample_day    (int          month,
                                  int          day,
                                  char         text[11]);

/* One row: a letter a column: i gint64, I gint64 with 0 for NULL, d double,
 * D double with a negative one for NULL, t text or NULL, u a new uuid (which
 * takes no argument). */
gboolean    _cadre_sample_insert (CadreSample *self,
                                  SampleRow    row,
                                  gint64      *id,
                                  GError     **error,
                                  const char  *format,
                                  ...);

gboolean    _cadre_sample_add_units    (CadreSample  *self,
                                        guint         n_people,
                                        GError      **error);
gboolean    _cadre_sample_add_classes  (CadreSample  *self,
                                        GError      **error);
gboolean    _cadre_sample_add_rounds   (CadreSample  *self,
                                        GError      **error);
gboolean    _cadre_sample_add_candidacy (CadreSample  *self,
                                         SamplePerson *person,
                                         GError      **error);
char       *_cadre_sample_name         (CadreSample  *self,
                                        gboolean      is_woman);
gboolean    _cadre_sample_add_person   (CadreSample  *self,
                                        SamplePerson *person,
                                        GError      **error);
void        _cadre_sample_plan_career  (CadreSample  *self,
                                        SamplePerson *person);
gboolean    _cadre_sample_add_career   (CadreSample  *self,
                                        SamplePerson *person,
                                        GError      **error);
char       *_cadre_sample_resume       (SamplePerson *person,
                                        const char   *school);
const SampleStep *_cadre_sample_step_at (const SamplePerson *person,
                                         int                 month);
gboolean    _cadre_sample_add_study    (CadreSample  *self,
                                        SamplePerson *person,
                                        GError      **error);
gboolean    _cadre_sample_add_long_class (CadreSample *self,
                                          GError     **error);
gboolean    _cadre_sample_add_postings (CadreSample  *self,
                                        GError      **error);
gboolean    _cadre_sample_add_ways     (CadreSample  *self,
                                        GError      **error);

/* cadre-sample-plan.c */
gboolean    _cadre_sample_add_plan     (CadreSample  *self,
                                        GError      **error);

const char *_cadre_sample_category     (const SamplePerson *person);

G_END_DECLS
