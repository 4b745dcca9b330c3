/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Closing a class writes the archive: a study record for each student with
 * hours by rule, post and marks as they were, and a certificate; one for each
 * cadre who taught. Re-opening takes exactly these back. Beside those rows only
 * the states of the class and of its students change, so that nothing else has
 * to be remembered. */

#define G_LOG_DOMAIN "cadre-class"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "cadre-certificate.h"
#include "cadre-class-close.h"
#include "cadre-class-sql.h"
#include "cadre-hours-private.h"

/* A part of the class: a segment, or the whole where it has none. Amounts are
 * thousandths, -1 where not given. */
typedef struct
{
  char *title;
  char *mode;
  gint64 days;
  gint64 hours;
} Part;

/* What the class comes to in one pot (集中, 网络, 其他) by one rule set. */
typedef struct
{
  const char *mode;        /* of its first part */
  gint64 hours;            /* recognised */
  gint64 claimed;          /* as the class has them */
  gint64 days;
  GString *rule;
} Pot;

typedef struct
{
  const HoursSet *set;
  Pot pots[HOURS_NONE + 1];
  HoursCounter main;
  gint64 total;
} Amounts;

typedef struct
{
  gint64 enrolment_id;
  gint64 person_id;
  gint64 unit_id;
  char *post;
  char *level;
  char *category;
  char *rank;
  char *management;
  gint64 missed;           /* thousandths */
  gboolean has_score;
  double score;
  char *result;
  char *completion;
  char *certificate;
  gboolean is_outstanding;
  gboolean is_void;
} Student;

typedef struct
{
  CadreArchive *archive;
  gint64 class_id;
  char *mode;
  char *pattern;
  int year;
  char on[11];
  CadreHoursRules *rules;
  GPtrArray *parts;        /* Part */
  GPtrArray *amounts;      /* Amounts, one a rule set that was needed */
  GPtrArray *students;     /* Student */
  gint64 next_number;
  CadreClassClosing done;

  CadreStatement *insert_study;
  CadreStatement *insert_certificate;
  CadreStatement *update_enrolment;
} Closing;

static void
part_free (gpointer data)
{
  Part *part = data;

  g_free (part->title);
  g_free (part->mode);
  g_free (part);
}

static void
amounts_free (gpointer data)
{
  Amounts *amounts = data;

  for (guint i = 0; i < G_N_ELEMENTS (amounts->pots); i++)
    g_string_free (amounts->pots[i].rule, TRUE);
  g_free (amounts);
}

static void
student_free (gpointer data)
{
  Student *student = data;

  g_free (student->post);
  g_free (student->level);
  g_free (student->category);
  g_free (student->rank);
  g_free (student->management);
  g_free (student->result);
  g_free (student->completion);
  g_free (student->certificate);
  g_free (student);
}

static void
closing_clear (Closing *self)
{
  g_free (self->mode);
  g_free (self->pattern);
  g_clear_pointer (&self->rules, cadre_hours_rules_free);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_pointer (&self->amounts, g_ptr_array_unref);
  g_clear_pointer (&self->students, g_ptr_array_unref);
  g_clear_pointer (&self->insert_study, cadre_statement_free);
  g_clear_pointer (&self->insert_certificate, cadre_statement_free);
  g_clear_pointer (&self->update_enrolment, cadre_statement_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Closing, closing_clear)

static gint64
get_amount (CadreStatement *row,
            int             column)
{
  return cadre_statement_is_null (row, column) ? -1
         : llround (cadre_statement_get_double (row, column) * CADRE_HOURS_UNIT);
}

static double
to_number (gint64 thousandths)
{
  return (double) thousandths / CADRE_HOURS_UNIT;
}

/* ---- what is read */

/* The rules are those of the first day, as a class is announced under them. */
static gboolean
load_class (Closing  *self,
            GError  **error)
{
  g_autoptr(CadreStatement) row = NULL;
  CadreDate since = { 0 };

  row = cadre_archive_prepare (self->archive, "SELECT mode, certificate_pattern, since, coalesce (year, substr (since, 1, 4)) "
                               "FROM class WHERE id = ?1", error);
  if (row == NULL)
    return FALSE;

  cadre_statement_bind_int64 (row, 1, self->class_id);
  if (!cadre_statement_step (row, error))
    return FALSE;

  self->mode = cadre_statement_dup_text (row, 0);
  self->pattern = cadre_statement_dup_text (row, 1);
  self->year = (int) cadre_statement_get_int64 (row, 3);
  cadre_date_parse (cadre_statement_get_text (row, 2), &since);
  since.month = MAX (since.month, 1);
  since.day = MAX (since.day, 1);
  self->rules = cadre_hours_rules_load (self->archive, &since, error);
  if (self->rules == NULL)
    return FALSE;
  if (self->rules->sets->len > 0)
    return TRUE;

  g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID,
               _("No rules of hours are in force on %s: enter them before the class is closed"), cadre_statement_get_text (row, 2));
  return FALSE;
}

static gboolean
load_parts (Closing  *self,
            GError  **error)
{
  g_autoptr(CadreStatement) rows = NULL;

  rows = cadre_archive_prepare (self->archive,
                                "SELECT title, mode, days, hours FROM (SELECT title, mode, days, hours, position, id FROM segment "
                                "WHERE class_id = ?1 UNION ALL SELECT '', mode, days, hours, 0, 0 FROM class c WHERE id = ?1 "
                                "AND (SELECT ifnull (sum (coalesce (s.hours, s.days, 0)), 0) FROM segment s "
                                "WHERE s.class_id = c.id) = 0) ORDER BY position, id", error);
  if (rows == NULL)
    return FALSE;

  cadre_statement_bind_int64 (rows, 1, self->class_id);
  while (cadre_statement_step (rows, error))
    {
      Part *part = g_new0 (Part, 1);

      part->title = cadre_statement_dup_text (rows, 0);
      part->mode = cadre_statement_dup_text (rows, 1);
      part->days = get_amount (rows, 2);
      part->hours = get_amount (rows, 3);
      g_ptr_array_add (self->parts, part);
    }

  return cadre_statement_is_done (rows);
}

/* A record of the class that is not ours says the same already. */
#define NOT_KNOWN_FROM_ELSEWHERE \
  "NOT EXISTS (SELECT 1 FROM study t WHERE +t.class_id = ?1 AND t.person_id = e.person_id AND t.mode <> '讲课' " \
  "AND ifnull (t.source, '') <> '" CADRE_CLASS_SOURCE "')"

static const char students_sql[] =
  "WITH " CADRE_CLASS_MISSED_CTE
  "SELECT e.id, e.person_id, coalesce (e.unit_then_id, " CADRE_CLASS_UNIT_THEN_SQL "), "
  "coalesce (e.post_then, " CADRE_CLASS_POST_THEN_SQL "), coalesce (e.level_then, " CADRE_CLASS_LEVEL_THEN_SQL "), "
  "p.category, p.rank, p.management_level, ifnull (m.leave, 0) + ifnull (m.absent, 0), e.score, e.result, e.completion, "
  "(SELECT max (k.number) FROM certificate k WHERE k.enrolment_id = e.id AND k.revoked_on IS NULL), e.is_outstanding "
  "FROM class c JOIN enrolment e ON e.class_id = c.id JOIN person p ON p.id = e.person_id "
  "JOIN missed m ON m.enrolment_id = e.id "
  "WHERE c.id = ?1 AND e.state = 'present' AND " NOT_KNOWN_FROM_ELSEWHERE " ORDER BY e.position, e.id";

static gboolean
load_students (Closing  *self,
               GError  **error)
{
  g_autoptr(CadreStatement) rows = cadre_archive_prepare (self->archive, students_sql, error);

  if (rows == NULL)
    return FALSE;

  cadre_statement_bind_int64 (rows, 1, self->class_id);
  while (cadre_statement_step (rows, error))
    {
      Student *student = g_new0 (Student, 1);

      student->enrolment_id = cadre_statement_get_int64 (rows, 0);
      student->person_id = cadre_statement_get_int64 (rows, 1);
      student->unit_id = cadre_statement_get_int64 (rows, 2);
      student->post = cadre_statement_dup_text (rows, 3);
      student->level = cadre_statement_dup_text (rows, 4);
      student->category = cadre_statement_dup_text (rows, 5);
      student->rank = cadre_statement_dup_text (rows, 6);
      student->management = cadre_statement_dup_text (rows, 7);
      student->missed = get_amount (rows, 8);
      student->has_score = !cadre_statement_is_null (rows, 9);
      student->score = cadre_statement_get_double (rows, 9);
      student->result = cadre_statement_dup_text (rows, 10);
      student->completion = cadre_statement_dup_text (rows, 11);
      student->certificate = cadre_statement_dup_text (rows, 12);
      student->is_outstanding = cadre_statement_get_int64 (rows, 13) != 0;
      g_ptr_array_add (self->students, student);
    }

  return cadre_statement_is_done (rows);
}

/* ---- hours by rule */

static int
find_mode (const CadreHoursRules *rules,
           const char            *mode)
{
  for (guint i = 0; i < rules->modes->len; i++)
    if (g_strcmp0 (g_ptr_array_index (rules->modes, i), mode) == 0)
      return (int) i;

  return -1;
}

static const HoursFactor *
find_factor (const Closing  *self,
             const HoursSet *set,
             const char     *mode)
{
  int i = find_mode (self->rules, mode);

  return i >= 0 ? g_ptr_array_index (set->by_mode, i) : NULL;
}

static void
add_part (const Closing *self,
          Amounts       *amounts,
          const Part    *part)
{
  const HoursFactor *factor = find_factor (self, amounts->set, part->mode);
  HoursRecord record = { .mode = find_mode (self->rules, part->mode), .days = part->days, .claimed = part->hours,
                         .hours = -1, .leave = -1 };
  HoursCount count = { .factor = factor };
  Pot *pot = &amounts->pots[factor != NULL ? factor->counter : HOURS_NONE];
  gint64 claimed = part->hours >= 0 ? part->hours : part->days < 0 ? 0
                   : part->days * amounts->set->per_day / CADRE_HOURS_UNIT;
  gint64 hours = factor == NULL || factor->counter == HOURS_NONE ? 0 : _cadre_hours_whole (amounts->set, &record, &count);
  g_autofree char *text = cadre_hours_format (hours);

  if (pot->mode == NULL)
    pot->mode = part->mode;
  pot->claimed += claimed;
  pot->hours += hours;
  pot->days += MAX (0, part->days);
  amounts->total += claimed;
  g_string_append_printf (pot->rule, "%s%s%s学时（%s）", pot->rule->len > 0 ? "＋" : "", part->title, text,
                          factor != NULL && factor->clause != NULL ? factor->clause : part->mode);
}

/* The pot of the class's own mode; where nothing lies in it, the first that
 * has something. */
static HoursCounter
find_main_pot (const Closing *self,
               Amounts       *amounts)
{
  const HoursFactor *factor = find_factor (self, amounts->set, self->mode);

  if (factor != NULL && amounts->pots[factor->counter].mode != NULL)
    {
      amounts->pots[factor->counter].mode = self->mode;
      return factor->counter;
    }
  for (guint i = 0; i < G_N_ELEMENTS (amounts->pots); i++)
    if (amounts->pots[i].mode != NULL)
      return (HoursCounter) i;

  return HOURS_NONE;
}

static const Amounts *
get_amounts (Closing        *self,
             const HoursSet *set)
{
  Amounts *amounts;

  for (guint i = 0; i < self->amounts->len; i++)
    if (((Amounts *) g_ptr_array_index (self->amounts, i))->set == set)
      return g_ptr_array_index (self->amounts, i);

  amounts = g_new0 (Amounts, 1);
  amounts->set = set;
  for (guint i = 0; i < G_N_ELEMENTS (amounts->pots); i++)
    amounts->pots[i].rule = g_string_new (NULL);
  for (guint i = 0; i < self->parts->len; i++)
    add_part (self, amounts, g_ptr_array_index (self->parts, i));
  amounts->main = find_main_pot (self, amounts);
  g_ptr_array_add (self->amounts, amounts);

  return amounts;
}

/* The rule set of the regime that the student stands under, or the office's
 * first where none fits. */
static const HoursSet *
find_set (const Closing *self,
          const Student *student)
{
  const HoursRegime *regime = _cadre_hours_match (self->rules, HOURS_SLOT_MAIN, student->category, student->level,
                                                  student->rank, student->management);

  return regime != NULL ? regime->set : g_ptr_array_index (self->rules->sets, 0);
}

/* ---- what is written */

#define STUDY_SQL \
  "INSERT INTO study (person_id, class_id, year, since, until, title, training_kind, mode, organiser, institution, place, " \
  "abroad, days, hours_claimed, hours, leave_hours, recognised_by, recognised_on, rule, score, result, completion, " \
  "certificate_no, post_then, level_then, category_then, unit_then_id, is_outstanding, source, note) " \
  "SELECT ?2, c.id, CAST (substr (c.since, 1, 4) AS INTEGER), c.since, c.until, c.name || ?3, c.training_kind, ?4, " \
  "c.organiser, coalesce (c.institution, c.undertaker), c.place, c.abroad, ?5, ?6, ?7, ?8, c.organiser, ?9, ?10, ?11, ?12, " \
  "?13, ?14, ?15, ?16, ?17, ?18, ?19, '" CADRE_CLASS_SOURCE "', ?20 FROM class c WHERE c.id = ?1"

static gboolean
prepare (Closing  *self,
         GError  **error)
{
  self->insert_study = cadre_archive_prepare (self->archive, STUDY_SQL, error);
  self->insert_certificate = self->insert_study == NULL ? NULL
    : cadre_archive_prepare (self->archive, "INSERT INTO certificate (enrolment_id, number, issued_on, at_closing) "
                             "VALUES (?1, ?2, ?3, 1)", error);
  self->update_enrolment = self->insert_certificate == NULL ? NULL
    : cadre_archive_prepare (self->archive, "UPDATE enrolment SET state = ?2 WHERE id = ?1", error);

  return self->update_enrolment != NULL;
}

static void
bind_amount (CadreStatement *statement,
             int             index,
             gint64          amount,
             gboolean        given)
{
  if (given)
    cadre_statement_bind_double (statement, index, to_number (amount));
  else
    cadre_statement_bind_null (statement, index);
}

static void
bind_id (CadreStatement *statement,
         int             index,
         gint64          id)
{
  if (id != 0)
    cadre_statement_bind_int64 (statement, index, id);
  else
    cadre_statement_bind_null (statement, index);
}

/* @pot is what is written; of a class that is void, one record with all its
 * hours claimed and none recognised. */
static gboolean
write_study (Closing        *self,
             const Student  *student,
             const Amounts  *amounts,
             HoursCounter    counter,
             GError        **error)
{
  CadreStatement *insert = self->insert_study;
  const Pot *pot = &amounts->pots[counter];
  gboolean is_main = counter == amounts->main, is_void = student->is_void;
  gint64 claimed = is_void ? amounts->total : pot->claimed;
  /* Of the leave, the part of this pot: the proportion to its hours stays. */
  gint64 leave = amounts->total > 0 ? student->missed * claimed / amounts->total : 0;
  g_autofree char *rule = g_strdup_printf ("%s：%s", amounts->set->name, pot->rule->str);
  g_autofree char *suffix = is_main ? g_strdup ("") : g_strdup_printf ("（%s）", pot->mode);
  g_autofree char *missed = cadre_hours_format (student->missed);
  g_autofree char *total = cadre_hours_format (amounts->total);
  g_autofree char *note = !is_void ? NULL
    : g_strdup_printf ("请假、缺勤%s学时，超过总学时%s的%d/%d，按退学处理，不计学时", missed, total,
                       (int) amounts->set->leave_num, (int) amounts->set->leave_den);

  cadre_statement_bind_int64 (insert, 1, self->class_id);
  cadre_statement_bind_int64 (insert, 2, student->person_id);
  cadre_statement_bind_text (insert, 3, suffix);
  cadre_statement_bind_text (insert, 4, pot->mode);
  bind_amount (insert, 5, pot->days, pot->days > 0);
  bind_amount (insert, 6, claimed, TRUE);
  bind_amount (insert, 7, is_void ? 0 : pot->hours, TRUE);
  bind_amount (insert, 8, leave, leave > 0);
  cadre_statement_bind_text (insert, 9, self->on);
  cadre_statement_bind_text (insert, 10, rule);
  if (student->has_score && is_main)
    cadre_statement_bind_double (insert, 11, student->score);
  else
    cadre_statement_bind_null (insert, 11);
  cadre_statement_bind_text (insert, 12, is_main ? student->result : NULL);
  cadre_statement_bind_text (insert, 13, is_void ? "未完成" : student->completion != NULL ? student->completion : "结业");
  cadre_statement_bind_text (insert, 14, is_main ? student->certificate : NULL);
  cadre_statement_bind_text (insert, 15, student->post);
  cadre_statement_bind_text (insert, 16, student->level);
  cadre_statement_bind_text (insert, 17, student->category);
  bind_id (insert, 18, student->unit_id);
  cadre_statement_bind_int64 (insert, 19, is_main && student->is_outstanding && !is_void);
  cadre_statement_bind_text (insert, 20, note);
  self->done.n_records++;

  return cadre_statement_run (insert, error);
}

static gboolean
write_certificate (Closing  *self,
                   Student  *student,
                   GError  **error)
{
  if (self->pattern == NULL || student->certificate != NULL || student->is_void)
    return TRUE;

  student->certificate = cadre_certificate_format (self->pattern, self->year, self->next_number++, error);
  if (student->certificate == NULL)
    return FALSE;

  cadre_statement_bind_int64 (self->insert_certificate, 1, student->enrolment_id);
  cadre_statement_bind_text (self->insert_certificate, 2, student->certificate);
  cadre_statement_bind_text (self->insert_certificate, 3, self->on);
  self->done.n_certificates++;
  return cadre_statement_run (self->insert_certificate, error);
}

static gboolean
close_student (Closing  *self,
               Student  *student,
               GError  **error)
{
  const Amounts *amounts = get_amounts (self, find_set (self, student));
  HoursRecord record = { .days = -1, .claimed = amounts->total, .hours = -1, .leave = student->missed };

  student->is_void = _cadre_hours_is_void (amounts->set, &record);
  self->done.n_void += student->is_void;
  self->done.n_finished += !student->is_void;

  if (!write_certificate (self, student, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (amounts->pots); i++)
    if ((i == amounts->main || (amounts->pots[i].mode != NULL && !student->is_void)) &&
        !write_study (self, student, amounts, (HoursCounter) i, error))
      return FALSE;

  cadre_statement_bind_int64 (self->update_enrolment, 1, student->enrolment_id);
  cadre_statement_bind_text (self->update_enrolment, 2, student->is_void ? "void" : "finished");
  return cadre_statement_run (self->update_enrolment, error);
}

/* 领导干部上讲台: hours as taught; the rule multiplies them. */
static const char teachers_sql[] =
  "INSERT INTO study (person_id, class_id, year, since, until, title, training_kind, mode, organiser, institution, place, "
  "hours_claimed, recognised_by, recognised_on, rule, post_then, level_then, category_then, unit_then_id, source) "
  "SELECT p.id, c.id, CAST (substr (coalesce (min (s.date), c.since), 1, 4) AS INTEGER), coalesce (min (s.date), c.since), "
  "coalesce (max (s.date), c.until), "
  "CASE WHEN count (*) = 1 THEN '《' || min (s.topic) || '》（' || c.name || '）' "
  "ELSE '《' || min (s.topic) || '》等' || count (*) || '讲（' || c.name || '）' END, "
  "c.training_kind, '讲课', c.organiser, coalesce (c.institution, c.undertaker), c.place, sum (s.hours), c.organiser, ?2, ?3, "
  CADRE_CLASS_POST_THEN_SQL ", " CADRE_CLASS_LEVEL_THEN_SQL ", p.category, " CADRE_CLASS_UNIT_THEN_SQL
  ", '" CADRE_CLASS_TEACHING_SOURCE "' "
  "FROM class c JOIN session s ON s.class_id = c.id JOIN person p ON p.id = s.teacher_id "
  "WHERE c.id = ?1 AND NOT EXISTS (SELECT 1 FROM study t WHERE +t.class_id = c.id AND t.person_id = p.id AND t.mode = '讲课') "
  "GROUP BY p.id ORDER BY p.id";

static gboolean
write_teachers (Closing  *self,
                GError  **error)
{
  const HoursSet *set = g_ptr_array_index (self->rules->sets, 0);
  const HoursFactor *factor = NULL;
  g_autoptr(CadreStatement) insert = cadre_archive_prepare (self->archive, teachers_sql, error);
  g_autofree char *rule = NULL;

  if (insert == NULL)
    return FALSE;

  /* The first set that knows of teaching. */
  for (guint i = 0; i < self->rules->sets->len && factor == NULL; i++)
    {
      set = g_ptr_array_index (self->rules->sets, i);
      factor = find_factor (self, set, "讲课");
    }
  rule = factor != NULL && factor->clause != NULL ? g_strdup_printf ("%s：%s", set->name, factor->clause) : NULL;
  cadre_statement_bind_int64 (insert, 1, self->class_id);
  cadre_statement_bind_text (insert, 2, self->on);
  cadre_statement_bind_text (insert, 3, rule);
  if (!cadre_statement_run (insert, error))
    return FALSE;

  self->done.n_teachers = (guint) cadre_archive_n_changed (self->archive);
  self->done.n_records += self->done.n_teachers;
  return TRUE;
}

static gboolean
run_on_class (CadreArchive  *archive,
              const char    *sql,
              gint64         class_id,
              GError       **error)
{
  g_autoptr(CadreStatement) statement = cadre_archive_prepare (archive, sql, error);

  if (statement == NULL)
    return FALSE;

  cadre_statement_bind_int64 (statement, 1, class_id);
  return cadre_statement_run (statement, error);
}

static gboolean
count_on_class (CadreArchive  *archive,
                const char    *sql,
                gint64         class_id,
                guint         *count,
                GError       **error)
{
  g_autoptr(CadreStatement) statement = cadre_archive_prepare (archive, sql, error);
  g_autoptr(GError) local_error = NULL;

  if (statement == NULL)
    return FALSE;

  cadre_statement_bind_int64 (statement, 1, class_id);
  *count = cadre_statement_step (statement, &local_error) ? (guint) cadre_statement_get_int64 (statement, 0) : 0;
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
require_state (CadreArchive     *archive,
               gint64            class_id,
               CadreClassState   state,
               GError          **error)
{
  g_autoptr(CadreClassSummary) summary = cadre_class_get (archive, class_id, error);

  if (summary == NULL)
    return FALSE;
  if (summary->state == state)
    return TRUE;

  g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID,
               state == CADRE_CLASS_RUNNING ? _("Only a running class can be closed; this one is: %s")
                                            : _("Only a closed class can be re-opened; this one is: %s"),
               cadre_class_state_get_name (summary->state));
  return FALSE;
}

/**
 * cadre_class_close:
 * @on: the day of closing: certificates bear it
 * @closing: (out) (optional): what was done
 *
 * Closes a running class and writes the archive: one study record for each
 * student who is present, with the hours that the rules of the class's first
 * day give to its segments; where segments count in another pot (集中 and 网络
 * are never added) one more for that. Leave and absence over the limit of the
 * rules (1/7) void the class for a student: the record stays, counts nothing
 * and says why. Post, level, unit and category are those of that time. To be
 * called inside an action.
 *
 * Returns: %FALSE with @error set, naming what is lacking
 */
gboolean
cadre_class_close (CadreArchive       *archive,
                   gint64              class_id,
                   const CadreDate    *on,
                   CadreClassClosing  *closing,
                   GError            **error)
{
  g_auto(Closing) self = { .archive = archive, .class_id = class_id };
  g_autofree char *day = cadre_date_format (on, CADRE_DATE_ISO);

  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), FALSE);

  self.parts = g_ptr_array_new_with_free_func (part_free);
  self.amounts = g_ptr_array_new_with_free_func (amounts_free);
  self.students = g_ptr_array_new_with_free_func (student_free);
  g_strlcpy (self.on, day, sizeof self.on);

  if (!require_state (archive, class_id, CADRE_CLASS_RUNNING, error) ||
      !cadre_class_check_needs (archive, class_id, error) ||
      !load_class (&self, error) || !load_parts (&self, error) || !load_students (&self, error) ||
      !count_on_class (archive, "SELECT count (*) FROM enrolment WHERE class_id = ?1 AND state = 'present'", class_id,
                       &self.done.n_kept, error))
    return FALSE;
  self.done.n_kept -= self.students->len;
  if (self.pattern != NULL && !cadre_certificate_next (archive, self.pattern, self.year, &self.next_number, error))
    return FALSE;
  if (!prepare (&self, error))
    return FALSE;

  for (guint i = 0; i < self.students->len; i++)
    if (!close_student (&self, g_ptr_array_index (self.students, i), error))
      return FALSE;

  if (!write_teachers (&self, error) ||
      !run_on_class (archive, "UPDATE class SET state = 'closed' WHERE id = ?1", class_id, error))
    return FALSE;

  if (closing != NULL)
    *closing = self.done;
  return TRUE;
}

/* In this order, since the states are told from the records. */
static const char * const reopen_sql[] = {
  "UPDATE enrolment AS e SET state = 'present' WHERE e.class_id = ?1 AND e.state IN ('finished', 'void') "
  "AND " NOT_KNOWN_FROM_ELSEWHERE,
  "DELETE FROM study WHERE class_id = ?1 AND source IN ('" CADRE_CLASS_SOURCE "', '" CADRE_CLASS_TEACHING_SOURCE "')",
  "DELETE FROM certificate WHERE at_closing = 1 AND enrolment_id IN (SELECT id FROM enrolment WHERE class_id = ?1)",
  "UPDATE class SET state = 'running' WHERE id = ?1",
};

/**
 * cadre_class_reopen:
 *
 * Takes back what closing wrote, and nothing else: the study records, the
 * certificates, and the students' states. Refused where one of those
 * certificates was revoked since, for its history would be lost. To be called
 * inside an action.
 */
gboolean
cadre_class_reopen (CadreArchive  *archive,
                    gint64         class_id,
                    GError       **error)
{
  guint n_revoked = 0;

  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), FALSE);

  if (!require_state (archive, class_id, CADRE_CLASS_CLOSED, error) ||
      !count_on_class (archive, "SELECT count (*) FROM certificate WHERE at_closing = 1 AND revoked_on IS NOT NULL "
                       "AND enrolment_id IN (SELECT id FROM enrolment WHERE class_id = ?1)", class_id, &n_revoked, error))
    return FALSE;
  if (n_revoked > 0)
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID,
                   _("The class cannot be re-opened: %u of its certificates were revoked since; take that back first"), n_revoked);
      return FALSE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (reopen_sql); i++)
    if (!run_on_class (archive, reopen_sql[i], class_id, error))
      return FALSE;

  return TRUE;
}
