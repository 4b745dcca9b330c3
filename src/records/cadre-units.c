/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The tree of units: finding, making, moving and merging them, and the paths
 * by which everything is put in unit order. */

#define G_LOG_DOMAIN "cadre-records"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cadre-name.h"
#include "cadre-order-private.h"
#include "cadre-units.h"

/* Candidates that an error names. */
#define MAX_NAMED 8

/* A unit by one of its names, directly or under a unit of the name ?2. */
static const char by_name_sql[] =
  "SELECT u.id, u.name, p.name FROM unit u LEFT JOIN unit p ON p.id = u.parent_id "
  "WHERE (u.name = ?1 OR u.short_name = ?1) AND (?2 IS NULL OR p.name = ?2 OR p.short_name = ?2) "
  "ORDER BY u.path, u.id";

/* 0 where there is none, and with @error set. */
static gint64
query_id (CadreArchive  *archive,
          const char    *sql,
          const char    *text,
          gint64         number,
          GError       **error)
{
  g_autoptr(CadreStatement) row = cadre_archive_prepare (archive, sql, error);

  if (row == NULL)
    return 0;

  if (text != NULL)
    cadre_statement_bind_text (row, 1, text);
  else
    cadre_statement_bind_int64 (row, 1, number);
  return cadre_statement_step (row, error) ? cadre_statement_get_int64 (row, 0) : 0;
}

static gint64
find_by_name (CadreArchive  *archive,
              const char    *name,
              const char    *parent,
              guint         *n,
              GString       *candidates,
              GError       **error)
{
  g_autoptr(CadreStatement) rows = cadre_archive_prepare (archive, by_name_sql, error);
  gint64 id = 0;

  *n = 0;
  if (rows == NULL)
    return 0;

  cadre_statement_bind_text (rows, 1, name);
  cadre_statement_bind_text (rows, 2, parent);
  while (cadre_statement_step (rows, error))
    {
      const char *above = cadre_statement_get_text (rows, 2);

      id = cadre_statement_get_int64 (rows, 0);
      if ((*n)++ < MAX_NAMED)
        g_string_append_printf (candidates, "%s%s%s%s (#%" G_GINT64_FORMAT ")", candidates->len > 0 ? "、" : "",
                                above != NULL ? above : "", above != NULL ? "/" : "",
                                cadre_statement_get_text (rows, 1), id);
    }

  return id;
}

/**
 * cadre_units_identify:
 * @text: a name or short name, 上级/单位 where the name alone is not enough,
 *   a uuid, or # and the number of a unit
 *
 * Returns: the id of the one unit that @text means; 0 with @error set:
 *   %CADRE_ERROR_NOT_FOUND, or %CADRE_ERROR_AMBIGUOUS with the candidates in
 *   its message
 */
gint64
cadre_units_identify (CadreArchive  *archive,
                      const char    *text,
                      GError       **error)
{
  g_autofree char *typed = cadre_text_normalize (text);
  g_autoptr(GString) candidates = g_string_new (NULL);
  g_autoptr(GError) local_error = NULL;
  char *stroke = strrchr (typed, '/');
  gint64 id;
  guint n = 0;

  if (*typed == '#')
    id = query_id (archive, "SELECT id FROM unit WHERE id = ?1", NULL, g_ascii_strtoll (typed + 1, NULL, 10), &local_error);
  else
    id = strlen (typed) == 32 ? query_id (archive, "SELECT id FROM unit WHERE uuid = ?1", typed, 0, &local_error) : 0;
  if (id > 0)
    return id;

  if (local_error == NULL)
    id = find_by_name (archive, typed, NULL, &n, candidates, &local_error);
  if (n == 0 && local_error == NULL && stroke != NULL)
    {
      char *above;

      *stroke = '\0';
      above = strrchr (typed, '/');
      id = find_by_name (archive, stroke + 1, above != NULL ? above + 1 : typed, &n, candidates, &local_error);
    }

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (n == 0)
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("there is no unit “%s”"), text);
  else if (n > 1)
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_AMBIGUOUS,
                 _("%u units are called “%s”: %s; name the unit above it too, as in 某镇/某村"), n, text, candidates->str);

  return n == 1 ? id : 0;
}

/**
 * cadre_units_get_path:
 *
 * Returns: (transfer full): the path of a unit, with which the paths of all
 *   units below it begin; %NULL with @error set
 */
char *
cadre_units_get_path (CadreArchive  *archive,
                      gint64         unit_id,
                      GError       **error)
{
  g_autoptr(CadreStatement) row = cadre_archive_prepare (archive, "SELECT path FROM unit WHERE id = ?1", error);

  if (row == NULL)
    return NULL;

  cadre_statement_bind_int64 (row, 1, unit_id);
  if (cadre_statement_step (row, error))
    return cadre_statement_dup_text (row, 0);

  if (cadre_statement_is_done (row))
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("There is no unit number %ld; choose one from the tree"),
                 (glong) unit_id);
  return NULL;
}

static gint64
find_child (CadreArchive  *archive,
            const char    *name,
            gint64         parent_id,
            GError       **error)
{
  g_autoptr(CadreStatement) row = NULL;

  row = cadre_archive_prepare (archive, "SELECT id FROM unit WHERE parent_id = ?1 AND (name = ?2 OR short_name = ?2) "
                                        "ORDER BY position, id LIMIT 1", error);
  if (row == NULL)
    return 0;

  cadre_statement_bind_int64 (row, 1, parent_id);
  cadre_statement_bind_text (row, 2, name);
  return cadre_statement_step (row, error) ? cadre_statement_get_int64 (row, 0) : 0;
}

/* A new unit stands last among its siblings, so no other path changes. */
static gint64
add_child (CadreArchive  *archive,
           const char    *name,
           gint64         parent_id,
           GError       **error)
{
  g_autoptr(CadreStatement) insert = NULL;

  insert = cadre_archive_prepare (archive,
                                  "INSERT INTO unit (name, parent_id, position, path) SELECT ?1, ?2, s.last + 1, "
                                  "ifnull ((SELECT path FROM unit WHERE id = ?2), '') || "
                                  "printf ('%05d.', max (s.last_path, s.n) + 1) "
                                  "FROM (SELECT ifnull (max (position), 0) AS last, count (*) AS n, "
                                  "ifnull (max (CAST (substr (path, -6, 5) AS INTEGER)), 0) AS last_path "
                                  "FROM unit WHERE parent_id IS ?2) s", error);
  if (insert == NULL)
    return 0;

  cadre_statement_bind_text (insert, 1, name);
  if (parent_id > 0)
    cadre_statement_bind_int64 (insert, 2, parent_id);
  return cadre_statement_run (insert, error) ? cadre_archive_last_row_id (archive) : 0;
}

/**
 * cadre_units_ensure:
 * @parent_id: the unit above; 0 where it is not known
 *
 * Finds a unit by name among those under @parent_id (anywhere for 0), and
 * makes it, last of its siblings, where there is none. Inside a running
 * action.
 *
 * Returns: its id, or 0 with @error set (%CADRE_ERROR_AMBIGUOUS where several
 *   have the name)
 */
gint64
cadre_units_ensure (CadreArchive  *archive,
                    const char    *name,
                    gint64         parent_id,
                    GError       **error)
{
  g_autofree char *normalized = cadre_text_normalize (name);
  g_autoptr(GError) local_error = NULL;
  gint64 id;

  if (*normalized == '\0')
    {
      g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("a unit needs a name"));
      return 0;
    }

  id = parent_id > 0 ? find_child (archive, normalized, parent_id, &local_error)
                     : cadre_units_identify (archive, normalized, &local_error);
  if (id > 0)
    return id;
  if (local_error == NULL || g_error_matches (local_error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND))
    return add_child (archive, normalized, parent_id, error);

  g_propagate_error (error, g_steal_pointer (&local_error));
  return 0;
}

/**
 * cadre_units_renumber:
 *
 * Sets every unit's path from its place among its siblings (by position) and
 * the path above. Only paths that change are written. Inside a running action.
 */
gboolean
cadre_units_renumber (CadreArchive  *archive,
                      GError       **error)
{
  return cadre_archive_execute (archive,
    "WITH RECURSIVE numbered (id, parent_id, n) AS MATERIALIZED ("
    "  SELECT id, parent_id, row_number () OVER (PARTITION BY parent_id ORDER BY position, id) FROM unit), "
    "tree (id, path) AS ("
    "  SELECT id, printf ('%05d.', n) FROM numbered WHERE parent_id IS NULL "
    "  UNION ALL SELECT c.id, t.path || printf ('%05d.', c.n) FROM tree t JOIN numbered c ON c.parent_id = t.id) "
    "UPDATE unit SET path = tree.path FROM tree WHERE unit.id = tree.id AND unit.path <> tree.path", error);
}

/* The unit ?2 and all those above it. */
#define ITSELF_AND_ABOVE \
  "(WITH RECURSIVE up (id) AS (SELECT ?2 UNION SELECT u.parent_id FROM up JOIN unit u ON u.id = up.id " \
  "WHERE u.parent_id IS NOT NULL) SELECT id FROM up)"

/* That @id is not @ancestor_id and does not stand below it. */
static gboolean
check_is_outside (CadreArchive  *archive,
                  gint64         id,
                  gint64         ancestor_id,
                  GError       **error)
{
  g_autoptr(CadreStatement) row = NULL;

  row = cadre_archive_prepare (archive, "SELECT 1 WHERE ?1 IN " ITSELF_AND_ABOVE, error);
  if (row == NULL)
    return FALSE;

  cadre_statement_bind_int64 (row, 1, ancestor_id);
  cadre_statement_bind_int64 (row, 2, id);
  if (cadre_statement_step (row, error))
    g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("a unit cannot stand below itself; choose another one"));
  return cadre_statement_is_done (row);
}

static gboolean
set_parent (CadreArchive  *archive,
            gint64         id,
            gint64         parent_id,
            GError       **error)
{
  g_autoptr(CadreStatement) update = NULL;

  update = cadre_archive_prepare (archive, "UPDATE unit SET parent_id = ?2 WHERE id = ?1 AND parent_id IS NOT ?2", error);
  if (update == NULL)
    return FALSE;

  cadre_statement_bind_int64 (update, 1, id);
  if (parent_id > 0)
    cadre_statement_bind_int64 (update, 2, parent_id);
  return cadre_statement_run (update, error);
}

/**
 * cadre_units_move:
 * @parent_id: the unit to stand under; 0 for none
 * @before_id: the sibling to stand before; 0 for the end
 *
 * Moves a unit with all below it, inside a running action.
 */
gboolean
cadre_units_move (CadreArchive  *archive,
                  gint64         unit_id,
                  gint64         parent_id,
                  gint64         before_id,
                  GError       **error)
{
  return (parent_id == 0 || check_is_outside (archive, parent_id, unit_id, error)) &&
         set_parent (archive, unit_id, parent_id, error) &&
         _cadre_order_place (archive, "unit",
                             parent_id > 0 ? "SELECT id FROM unit WHERE parent_id = ?1 ORDER BY position, id"
                                           : "SELECT id FROM unit WHERE parent_id IS NULL ORDER BY position, id",
                             parent_id, unit_id, before_id, error) &&
         cadre_units_renumber (archive, error);
}

static gboolean
run_with_two (CadreArchive  *archive,
              const char    *sql,
              gint64         first,
              gint64         second,
              GError       **error)
{
  g_autoptr(CadreStatement) statement = cadre_archive_prepare (archive, sql, error);

  if (statement == NULL)
    return FALSE;

  cadre_statement_bind_int64 (statement, 1, first);
  if (cadre_statement_find_parameter (statement, "?2") > 0)
    cadre_statement_bind_int64 (statement, 2, second);
  return cadre_statement_run (statement, error);
}

/* What one unit has twice over once it is two units: places add up, and of
 * two statements about one year that of the unit which stays holds. */
static const char * const join_sql[] = {
  "UPDATE class_quota SET places = class_quota.places + f.places FROM class_quota f "
  "WHERE class_quota.unit_id = ?2 AND f.unit_id = ?1 AND f.class_id = class_quota.class_id",
  "UPDATE post_quota SET approved = post_quota.approved + f.approved FROM post_quota f "
  "WHERE post_quota.unit_id = ?2 AND f.unit_id = ?1 AND f.level = post_quota.level "
  "AND f.valid_from IS post_quota.valid_from",
};

/* Every column that names a unit, wherever it is, names the other one. */
static gboolean
move_references (CadreArchive  *archive,
                 gint64         from_id,
                 gint64         into_id,
                 GError       **error)
{
  g_autoptr(CadreStatement) columns = NULL;

  columns = cadre_archive_prepare (archive,
                                   "SELECT t.name, f.\"from\" FROM sqlite_schema t, pragma_foreign_key_list (t.name) f "
                                   "WHERE t.type = 'table' AND f.\"table\" = 'unit' ORDER BY t.rowid, f.seq", error);
  if (columns == NULL)
    return FALSE;

  while (cadre_statement_step (columns, error))
    {
      const char *column = cadre_statement_get_text (columns, 1);
      g_autofree char *sql = g_strdup_printf ("UPDATE OR IGNORE %s SET %s = ?2 WHERE %s = ?1",
                                              cadre_statement_get_text (columns, 0), column, column);

      if (!run_with_two (archive, sql, from_id, into_id, error))
        return FALSE;
    }

  return cadre_statement_is_done (columns);
}

static gboolean
move_belongings (CadreArchive  *archive,
                 gint64         from_id,
                 gint64         into_id,
                 GError       **error)
{
  return run_with_two (archive, "UPDATE attachment SET record_id = ?2 WHERE record_kind = 'unit' AND record_id = ?1",
                       from_id, into_id, error) &&
         run_with_two (archive, "DELETE FROM original_text WHERE record_kind = 'unit' AND record_id = ?1",
                       from_id, 0, error);
}

/**
 * cadre_units_merge:
 * @from_id: the unit that goes
 * @into_id: the unit that stays
 *
 * Makes two units one, inside a running action: people, appointments,
 * postings, the units below and all else that names the first names the
 * second, and the first is deleted. People who come keep their order, after
 * those who were there. Approved places add up; where both have figures of
 * the same year, those of the unit that stays hold.
 */
gboolean
cadre_units_merge (CadreArchive  *archive,
                   gint64         from_id,
                   gint64         into_id,
                   GError       **error)
{
  if (from_id == into_id)
    {
      g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("a unit cannot be merged with itself; choose another one"));
      return FALSE;
    }

  /* A unit that stands below the one that goes takes its place first. */
  if (!run_with_two (archive, "UPDATE unit SET parent_id = (SELECT parent_id FROM unit WHERE id = ?1) "
                              "WHERE id = ?2 AND ?1 IN " ITSELF_AND_ABOVE, from_id, into_id, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (join_sql); i++)
    if (!run_with_two (archive, join_sql[i], from_id, into_id, error))
      return FALSE;

  return run_with_two (archive, "UPDATE person SET position = position + "
                                "(SELECT ifnull (max (position), 0) FROM person WHERE unit_id = ?2) WHERE unit_id = ?1",
                       from_id, into_id, error) &&
         run_with_two (archive, "UPDATE unit SET position = position + "
                                "(SELECT ifnull (max (position), 0) FROM unit WHERE parent_id = ?2) WHERE parent_id = ?1",
                       from_id, into_id, error) &&
         move_references (archive, from_id, into_id, error) &&
         move_belongings (archive, from_id, into_id, error) &&
         run_with_two (archive, "DELETE FROM unit WHERE id = ?1", from_id, 0, error) &&
         cadre_units_renumber (archive, error);
}
