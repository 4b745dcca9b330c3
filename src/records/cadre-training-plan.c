/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The year's plan against what was done of it; and the places that a class
 * gives to units (名额分配) against whom they named (回执). */

#define G_LOG_DOMAIN "cadre-training-plan"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cadre-class-sql.h"
#include "cadre-training-plan.h"

#define PLAN_SQL \
  "SELECT p.id, p.title, p.target, p.period, p.organiser, ifnull (p.places, 0), ifnull (p.days, 0), ifnull (p.hours, 0), " \
  "ifnull (p.budget, 0), count (DISTINCT c.id), count (DISTINCT CASE WHEN c.state IN ('closed', 'archived') THEN c.id END), " \
  "count (CASE WHEN e.state IN " CADRE_CLASS_ON_ROLL " THEN e.id END), count (CASE WHEN e.state = 'finished' THEN e.id END) " \
  "FROM training_plan p LEFT JOIN class c ON c.plan_id = p.id LEFT JOIN enrolment e ON e.class_id = c.id " \
  "WHERE p.year = ?1 GROUP BY p.id ORDER BY p.position, p.id"

/* The term counts the classes that the line has already: 第2期. */
#define MAKE_SQL \
  "INSERT INTO class (plan_id, name, term, year, organiser, target, days, hours, state) " \
  "SELECT p.id, iif (n.made = 0, p.title, p.title || '第' || (n.made + 1) || '期'), iif (n.made = 0, NULL, '第' || (n.made + 1) || '期'), " \
  "p.year, p.organiser, p.target, p.days, p.hours, 'draft' FROM training_plan p, " \
  "(SELECT count (*) AS made FROM class WHERE plan_id = ?1) n WHERE p.id = ?1"

/* '/' follows '.': a unit and all below it are one range of paths. */
#define BELOW(path, unit) path " >= " unit ".path AND " path " < substr (" unit ".path, 1, length (" unit ".path) - 1) || '/'"

#define QUOTA_SQL \
  "SELECT q.id, q.unit_id, u.name, q.places, count (e.id), q.replied_on FROM class_quota q JOIN unit u ON u.id = q.unit_id " \
  "LEFT JOIN (SELECT e.id, ifnull (h.path, '') AS path FROM enrolment e JOIN person p ON p.id = e.person_id " \
  "LEFT JOIN unit h ON h.id = coalesce (e.unit_then_id, p.unit_id) WHERE e.class_id = ?1 AND e.state <> 'declined') e " \
  "ON " BELOW ("e.path", "u") " AND NOT EXISTS (SELECT 1 FROM class_quota o JOIN unit v ON v.id = o.unit_id " \
  "WHERE o.class_id = ?1 AND length (v.path) > length (u.path) AND " BELOW ("e.path", "v") ") " \
  "WHERE q.class_id = ?1 GROUP BY q.id ORDER BY u.path"

void
cadre_plan_line_free (CadrePlanLine *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->target);
  g_free (self->period);
  g_free (self->organiser);
  g_free (self);
}

void
cadre_quota_line_free (CadreQuotaLine *self)
{
  if (self == NULL)
    return;

  g_free (self->unit);
  g_free (self->replied_on);
  g_free (self);
}

static gpointer
read_plan_line (CadreStatement *row)
{
  CadrePlanLine *self = g_new0 (CadrePlanLine, 1);

  self->id = cadre_statement_get_int64 (row, 0);
  self->title = cadre_statement_dup_text (row, 1);
  self->target = cadre_statement_dup_text (row, 2);
  self->period = cadre_statement_dup_text (row, 3);
  self->organiser = cadre_statement_dup_text (row, 4);
  self->n_places = (guint) cadre_statement_get_int64 (row, 5);
  self->days = cadre_statement_get_double (row, 6);
  self->hours = cadre_statement_get_double (row, 7);
  self->budget = cadre_statement_get_double (row, 8);
  self->n_classes = (guint) cadre_statement_get_int64 (row, 9);
  self->n_closed = (guint) cadre_statement_get_int64 (row, 10);
  self->n_students = (guint) cadre_statement_get_int64 (row, 11);
  self->n_finished = (guint) cadre_statement_get_int64 (row, 12);

  return self;
}

static gpointer
read_quota_line (CadreStatement *row)
{
  CadreQuotaLine *self = g_new0 (CadreQuotaLine, 1);

  self->id = cadre_statement_get_int64 (row, 0);
  self->unit_id = cadre_statement_get_int64 (row, 1);
  self->unit = cadre_statement_dup_text (row, 2);
  self->n_places = (guint) cadre_statement_get_int64 (row, 3);
  self->n_named = (guint) cadre_statement_get_int64 (row, 4);
  self->replied_on = cadre_statement_dup_text (row, 5);

  return self;
}

static GPtrArray *
read_lines (CadreArchive     *archive,
            const char       *sql,
            gint64            key,
            gpointer        (*read) (CadreStatement *row),
            GDestroyNotify    free_line,
            GError          **error)
{
  g_autoptr(CadreStatement) rows = cadre_archive_prepare (archive, sql, error);

  if (rows != NULL)
    cadre_statement_bind_int64 (rows, 1, key);

  return cadre_statement_read_all (rows, read, free_line, error);
}

/**
 * cadre_training_plan_list:
 *
 * Returns: (transfer full) (element-type CadrePlanLine): the year's plan in
 *   its order, or %NULL with @error set
 */
GPtrArray *
cadre_training_plan_list (CadreArchive  *archive,
                          int            year,
                          GError       **error)
{
  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), NULL);

  return read_lines (archive, PLAN_SQL, year, read_plan_line, (GDestroyNotify) cadre_plan_line_free, error);
}

/**
 * cadre_training_plan_identify:
 * @text: the title of a line of the year's plan, or a part that only one has
 *
 * Returns: its id, or 0 with @error set
 */
gint64
cadre_training_plan_identify (CadreArchive  *archive,
                              int            year,
                              const char    *text,
                              GError       **error)
{
  g_autoptr(GPtrArray) lines = cadre_training_plan_list (archive, year, error);
  gint64 found = 0;
  guint n_found = 0;

  if (lines == NULL)
    return 0;

  for (guint i = 0; i < lines->len; i++)
    {
      const CadrePlanLine *line = g_ptr_array_index (lines, i);

      if (g_str_equal (line->title, text))
        return line->id;
      if (g_strstr_len (line->title, -1, text) != NULL)
        {
          found = line->id;
          n_found++;
        }
    }

  if (n_found == 1)
    return found;

  g_set_error (error, CADRE_ERROR, n_found > 1 ? CADRE_ERROR_AMBIGUOUS : CADRE_ERROR_NOT_FOUND,
               n_found > 1 ? _("Several lines of the plan of %d have “%s” in their titles; give more of it")
                           : _("No line of the plan of %d has “%s” in its title"), year, text);
  return 0;
}

/**
 * cadre_training_plan_make_class:
 * @plan_id: a line of the plan
 *
 * Makes a class in draft of what the line says; a line may have several, which
 * are then numbered. To be called inside an action.
 *
 * Returns: the class, or 0 with @error set
 */
gint64
cadre_training_plan_make_class (CadreArchive  *archive,
                                gint64         plan_id,
                                GError       **error)
{
  g_autoptr(CadreStatement) insert = NULL;

  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), 0);

  insert = cadre_archive_prepare (archive, MAKE_SQL, error);
  if (insert == NULL)
    return 0;

  cadre_statement_bind_int64 (insert, 1, plan_id);
  if (!cadre_statement_run (insert, error))
    return 0;
  if (cadre_archive_n_changed (archive) == 0)
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("There is no line number %ld of a plan"), (glong) plan_id);
      return 0;
    }

  return cadre_archive_last_row_id (archive);
}

/**
 * cadre_class_list_quotas:
 *
 * Returns: (transfer full) (element-type CadreQuotaLine): the places of the
 *   class by unit, in the order of units, or %NULL with @error set
 */
GPtrArray *
cadre_class_list_quotas (CadreArchive  *archive,
                         gint64         class_id,
                         GError       **error)
{
  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), NULL);

  return read_lines (archive, QUOTA_SQL, class_id, read_quota_line, (GDestroyNotify) cadre_quota_line_free, error);
}
