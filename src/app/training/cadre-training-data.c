/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-training-data"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-class.h"
#include "cadre-menu.h"
#include "cadre-training-data.h"
#include "cadre-training-plan.h"

static GPtrArray *
lines_new (void)
{
  return g_ptr_array_new_with_free_func (cadre_record_line_free);
}

CadreTrainingYear *
cadre_training_year_new (int year)
{
  CadreTrainingYear *self = g_new0 (CadreTrainingYear, 1);

  self->year = year;
  self->years = g_array_new (FALSE, FALSE, sizeof (int));
  self->open = lines_new ();
  self->done = lines_new ();
  self->rounds = lines_new ();
  self->courses = lines_new ();
  return self;
}

void
cadre_training_year_free (gpointer data)
{
  CadreTrainingYear *self = data;

  g_array_unref (self->years);
  g_ptr_array_unref (self->open);
  g_ptr_array_unref (self->done);
  g_clear_pointer (&self->plan, g_ptr_array_unref);
  g_ptr_array_unref (self->rounds);
  g_ptr_array_unref (self->courses);
  g_free (self->figures);
  g_free (self->plan_figures);
  g_free (self);
}

static gboolean
end_of_rows (GError **local_error,
             GError **error)
{
  if (*local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (local_error));
  return FALSE;
}

/* All that have a class or a plan, and this one. */
static gboolean
load_years (CadreTrainingYear  *self,
            CadreArchive       *archive,
            GError            **error)
{
  g_autoptr(CadreStatement) rows = NULL;
  g_autoptr(GError) local_error = NULL;

  rows = cadre_archive_prepare (archive,
                                "SELECT year FROM class WHERE year IS NOT NULL UNION SELECT year FROM training_plan "
                                "UNION SELECT CAST (strftime ('%Y', 'now', 'localtime') AS INTEGER) ORDER BY 1 DESC", error);
  if (rows == NULL)
    return FALSE;

  while (cadre_statement_step (rows, &local_error))
    {
      int year = (int) cadre_statement_get_int64 (rows, 0);

      g_array_append_val (self->years, year);
    }

  return end_of_rows (&local_error, error);
}

static gboolean
choose_year (CadreTrainingYear  *self,
             CadreArchive       *archive,
             GError            **error)
{
  gint64 latest = 0;

  if (self->year != 0)
    return TRUE;
  if (!cadre_archive_query_int64 (archive, "SELECT coalesce (max (year), CAST (strftime ('%Y', 'now', 'localtime') AS INTEGER)) "
                                  "FROM class", &latest, error))
    return FALSE;

  self->year = (int) latest;
  return TRUE;
}

static void
add_class (CadreTrainingYear        *self,
           const CadreClassSummary  *class)
{
  CadreClassLine *class_line = g_new0 (CadreClassLine, 1);
  CadreRecordLine *line = &class_line->line;
  g_autoptr(GString) about = g_string_new (cadre_class_state_get_name (class->state));

  if (class->since != NULL)
    g_string_append_printf (about, " · %s–%s", class->since, class->until != NULL ? class->until : "");
  g_string_append (about, " · ");
  g_string_append_printf (about, _("%g hours"), class->hours);
  if (class->n_void > 0)
    g_string_append_printf (about, _(" · %u void"), class->n_void);

  line->id = class->id;
  class_line->plan_id = class->plan_id;
  line->title = g_strdup (class->name);
  line->subtitle = g_strdup (about->str);
  line->trailing = class->n_nominated > 0 && class->n_students == 0
    ? g_strdup_printf (ngettext ("%u named", "%u named", class->n_nominated), class->n_nominated)
    : g_strdup_printf (ngettext ("%u student", "%u students", class->n_students), class->n_students);
  g_ptr_array_add (class->state < CADRE_CLASS_CLOSED ? self->open : self->done, class_line);
}

static gboolean
load_classes (CadreTrainingYear  *self,
              CadreArchive       *archive,
              GError            **error)
{
  g_autoptr(GPtrArray) classes = cadre_classes_list (archive, self->year, error);

  if (classes == NULL)
    return FALSE;

  for (guint i = 0; i < classes->len; i++)
    add_class (self, g_ptr_array_index (classes, i));
  return TRUE;
}

/* 期数 classes, 人次 attendances, 人 people, 人均学时 hours for each. */
static gboolean
load_figures (CadreTrainingYear  *self,
              CadreArchive       *archive,
              GError            **error)
{
  g_autoptr(CadreStatement) row = NULL;
  gint64 n_people;

  row = cadre_archive_prepare (archive,
                               "SELECT count (DISTINCT class_id), count (*), count (DISTINCT person_id), ifnull (sum (hours), 0) "
                               "FROM study WHERE year = ?1 AND class_id IS NOT NULL AND mode <> '讲课' "
                               "AND ifnull (completion, '') <> '未完成'", error);
  if (row == NULL)
    return FALSE;

  cadre_statement_bind_int64 (row, 1, self->year);
  if (!cadre_statement_step (row, error))
    return FALSE;
  n_people = cadre_statement_get_int64 (row, 2);
  self->figures = g_strdup_printf (_("Finished in %d: %d classes, attended %d times by %d people, %.1f hours each"), self->year,
                                   (int) cadre_statement_get_int64 (row, 0), (int) cadre_statement_get_int64 (row, 1),
                                   (int) n_people, n_people > 0 ? cadre_statement_get_double (row, 3) / (double) n_people : 0.0);
  return TRUE;
}

/* A line of the plan opens to its classes. */
static gboolean
load_plan (CadreTrainingYear  *self,
           CadreArchive       *archive,
           GError            **error)
{
  guint n_places = 0, n_students = 0, n_held = 0;

  self->plan = cadre_training_plan_list (archive, self->year, error);
  if (self->plan == NULL)
    return FALSE;

  for (guint i = 0; i < self->plan->len; i++)
    {
      const CadrePlanLine *line = g_ptr_array_index (self->plan, i);

      n_places += line->n_places;
      n_students += line->n_students;
      n_held += line->n_closed > 0;
    }

  self->plan_figures = self->plan->len == 0
    ? g_strdup (_("Nothing is planned for this year yet. Add the lines of the plan, or bring them in from a sheet; classes are made of them."))
    : g_strdup_printf (_("%u of %u planned classes held, %u of %u places taken"), n_held, self->plan->len, n_students, n_places);
  return TRUE;
}

static void
add_round (CadreTrainingYear    *self,
           const CadreMenuRound *round)
{
  CadreRecordLine *line = g_new0 (CadreRecordLine, 1);

  line->id = round->id;
  line->title = g_strdup (round->name);
  line->subtitle = g_strdup_printf (ngettext ("%s · %u course", "%s · %u courses", round->n_offers),
                                    cadre_menu_state_get_name (round->state), round->n_offers);
  line->trailing = g_str_equal (round->state, "assigned")
    ? g_strdup_printf (_("%u given, %u missed"), round->n_given, round->n_missed)
    : g_strdup_printf (_("%u people, %u choices"), round->n_people, round->n_choices);
  g_ptr_array_add (self->rounds, line);
}

/* All rounds, whatever their year: there are few. */
static gboolean
load_menu (CadreTrainingYear  *self,
           CadreArchive       *archive,
           GError            **error)
{
  g_autoptr(GPtrArray) rounds = cadre_menu_list_rounds (archive, error);
  g_autoptr(CadreStatement) rows = NULL;
  g_autoptr(GError) local_error = NULL;

  if (rounds == NULL)
    return FALSE;
  for (guint i = 0; i < rounds->len; i++)
    add_round (self, g_ptr_array_index (rounds, i));

  rows = cadre_archive_prepare (archive, "SELECT id, name, "
                                "coalesce (kind || ' · ', '') || coalesce (classroom || ' · ', '') || coalesce (target_groups || ' · ', '') || "
                                "coalesce (teacher, ''), hours FROM course ORDER BY coalesce (code, name), id", error);
  if (rows == NULL)
    return FALSE;
  while (cadre_statement_step (rows, &local_error))
    {
      CadreRecordLine *line = g_new0 (CadreRecordLine, 1);

      line->id = cadre_statement_get_int64 (rows, 0);
      line->title = cadre_statement_dup_text (rows, 1);
      line->subtitle = cadre_statement_dup_text (rows, 2);
      line->trailing = cadre_statement_is_null (rows, 3) ? NULL : g_strdup_printf (_("%g hours"), cadre_statement_get_double (rows, 3));
      g_ptr_array_add (self->courses, line);
    }

  return end_of_rows (&local_error, error);
}

/**
 * cadre_training_year_load:
 * @data: a #CadreTrainingYear
 *
 * A #CadreJobFunc.
 */
gboolean
cadre_training_year_load (CadreJob      *job,
                          CadreArchive  *archive,
                          gpointer       data,
                          GError       **error)
{
  CadreTrainingYear *self = data;

  return choose_year (self, archive, error) && load_years (self, archive, error) && load_classes (self, archive, error) &&
         load_figures (self, archive, error) && load_plan (self, archive, error) && load_menu (self, archive, error);
}

void
cadre_training_call_up_free (gpointer data)
{
  CadreTrainingCallUp *self = data;

  g_free (self->before);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_free (self);
}

static void
add_person (CadreTrainingCallUp *self,
            const CadreCallUp   *one)
{
  CadreRecordLine *line = g_new0 (CadreRecordLine, 1);
  g_autoptr(GString) about = g_string_new (one->regime_name);

  g_string_append_printf (about, _(" · done %g of %g"), one->done, one->required);
  if (one->planned > 0)
    g_string_append_printf (about, _(" · %g planned, %g will be missing"), one->planned, one->forecast);
  if (one->last_long_until != NULL)
    g_string_append_printf (about, _(" · last long class %s"), one->last_long_until);
  else
    g_string_append (about, _(" · no long class yet"));

  line->id = one->person_id;
  line->title = g_strdup_printf ("%s  %s", one->name, one->post != NULL ? one->post : "");
  line->subtitle = g_strdup (about->str);
  line->trailing = g_strdup_printf (_("%g hours missing"), one->missing);
  g_ptr_array_add (self->lines, line);
}

/**
 * cadre_training_call_up_load:
 * @data: a #CadreTrainingCallUp
 *
 * A #CadreJobFunc.
 */
gboolean
cadre_training_call_up_load (CadreJob      *job,
                             CadreArchive  *archive,
                             gpointer       data,
                             GError       **error)
{
  CadreTrainingCallUp *self = data;
  g_autoptr(GPtrArray) list = NULL;

  self->query.last_long_before = self->before;
  self->lines = lines_new ();
  list = cadre_call_up_list (archive, &self->query, error);
  if (list == NULL)
    return FALSE;

  for (guint i = 0; i < list->len; i++)
    add_person (self, g_ptr_array_index (list, i));
  return TRUE;
}
