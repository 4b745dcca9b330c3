/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-training-data"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-class.h"
#include "cadre-training-data.h"

static void
line_free (gpointer data)
{
  CadreTrainingLine *line = data;

  g_free (line->title);
  g_free (line->subtitle);
  g_free (line->trailing);
  g_free (line);
}

static GPtrArray *
lines_new (void)
{
  return g_ptr_array_new_with_free_func (line_free);
}

CadreTrainingYear *
cadre_training_year_new (int year)
{
  CadreTrainingYear *self = g_new0 (CadreTrainingYear, 1);

  self->year = year;
  self->years = g_array_new (FALSE, FALSE, sizeof (int));
  self->open = lines_new ();
  self->done = lines_new ();
  self->plan = lines_new ();
  return self;
}

void
cadre_training_year_free (gpointer data)
{
  CadreTrainingYear *self = data;

  g_array_unref (self->years);
  g_ptr_array_unref (self->open);
  g_ptr_array_unref (self->done);
  g_ptr_array_unref (self->plan);
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
  CadreTrainingLine *line = g_new0 (CadreTrainingLine, 1);
  g_autoptr(GString) about = g_string_new (cadre_class_state_get_name (class->state));

  if (class->since != NULL)
    g_string_append_printf (about, " · %s–%s", class->since, class->until != NULL ? class->until : "");
  g_string_append (about, " · ");
  g_string_append_printf (about, _("%g hours"), class->hours);
  if (class->n_void > 0)
    g_string_append_printf (about, _(" · %u void"), class->n_void);

  line->id = class->id;
  line->title = g_strdup (class->name);
  line->subtitle = g_strdup (about->str);
  line->trailing = class->n_nominated > 0 && class->n_students == 0
    ? g_strdup_printf (ngettext ("%u named", "%u named", class->n_nominated), class->n_nominated)
    : g_strdup_printf (ngettext ("%u student", "%u students", class->n_students), class->n_students);
  g_ptr_array_add (class->state < CADRE_CLASS_CLOSED ? self->open : self->done, line);
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

/* Plan against done: classes made of a line of the plan, and their students. */
static const char plan_sql[] =
  "SELECT p.id, p.title, p.target, p.period, p.organiser, ifnull (p.places, 0), count (DISTINCT c.id), "
  "count (DISTINCT CASE WHEN c.state IN ('closed', 'archived') THEN c.id END), "
  "count (DISTINCT CASE WHEN e.state IN ('enrolled', 'present', 'left', 'finished', 'void') THEN e.id END) "
  "FROM training_plan p LEFT JOIN class c ON c.plan_id = p.id LEFT JOIN enrolment e ON e.class_id = c.id "
  "WHERE p.year = ?1 GROUP BY p.id ORDER BY p.position, p.id";

static gboolean
load_plan (CadreTrainingYear  *self,
           CadreArchive       *archive,
           GError            **error)
{
  g_autoptr(CadreStatement) rows = cadre_archive_prepare (archive, plan_sql, error);
  g_autoptr(GError) local_error = NULL;
  gint64 n_places = 0, n_students = 0;
  guint n_held = 0;

  if (rows == NULL)
    return FALSE;

  cadre_statement_bind_int64 (rows, 1, self->year);
  while (cadre_statement_step (rows, &local_error))
    {
      CadreTrainingLine *line = g_new0 (CadreTrainingLine, 1);
      g_autoptr(GString) about = g_string_new (NULL);
      gint64 n_classes = cadre_statement_get_int64 (rows, 6), n_closed = cadre_statement_get_int64 (rows, 7);

      for (int i = 2; i <= 4; i++)
        if (!cadre_statement_is_null (rows, i))
          g_string_append_printf (about, "%s%s", about->len > 0 ? " · " : "", cadre_statement_get_text (rows, i));
      line->id = cadre_statement_get_int64 (rows, 0);
      line->title = cadre_statement_dup_text (rows, 1);
      line->subtitle = g_strdup (about->str);
      line->trailing = g_strdup_printf (_("%s: %d of %d people"), n_closed > 0 ? _("Held") : n_classes > 0 ? _("Under way") : _("Not begun"),
                                        (int) cadre_statement_get_int64 (rows, 8), (int) cadre_statement_get_int64 (rows, 5));
      n_places += cadre_statement_get_int64 (rows, 5);
      n_students += cadre_statement_get_int64 (rows, 8);
      n_held += n_closed > 0;
      g_ptr_array_add (self->plan, line);
    }

  self->plan_figures = self->plan->len == 0 ? g_strdup (_("Nothing is planned for this year yet. A class belongs to a line of the plan that it names."))
    : g_strdup_printf (_("%u of %u planned classes held, %d of %d places taken"), n_held, self->plan->len, (int) n_students,
                       (int) n_places);
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
         load_figures (self, archive, error) && load_plan (self, archive, error);
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
  CadreTrainingLine *line = g_new0 (CadreTrainingLine, 1);
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
