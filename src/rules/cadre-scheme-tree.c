/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What scores hang on is not taken away: a trial of the round, which is a
 * copy, is where to change the tree then. */

#define G_LOG_DOMAIN "cadre-scheme"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cadre-decimal.h"
#include "cadre-name.h"
#include "cadre-scheme-edit.h"
#include "cadre-scheme-private.h"
#include "cadre-scheme-tree.h"

/* ---- schemes */

static gboolean
require (const char  *text,
         const char  *what,
         GError     **error)
{
  if (text != NULL && *text != '\0')
    return TRUE;

  g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_INVALID, what);
  return FALSE;
}

/* The initials of @name, with a number where another has them: @taken_sql finds the key ?2 in the scheme ?1. */
static char *
make_key (CadreArchive  *archive,
          const char    *taken_sql,
          gint64         scheme_id,
          const char    *name,
          GError       **error)
{
  g_autofree char *initials = cadre_name_initials (name);
  g_autofree char *stem = g_ascii_strdown (initials != NULL && *initials != '\0' ? initials : "i", -1);
  g_autofree char *key = g_strdup (stem);
  g_autoptr(CadreStatement) taken = cadre_archive_prepare (archive, taken_sql, error);

  if (taken == NULL)
    return NULL;

  for (guint n = 2;; n++)
    {
      cadre_statement_bind_int64 (taken, 1, scheme_id);
      cadre_statement_bind_text (taken, 2, key);
      if (!cadre_statement_step (taken, error))
        break;
      cadre_statement_reset (taken);
      g_free (key);
      key = g_strdup_printf ("%s%u", stem, n);
    }

  return cadre_statement_is_done (taken) ? g_steal_pointer (&key) : NULL;
}

/**
 * cadre_scheme_create:
 * @key: (nullable): what it is known by, as `village-secretary`; %NULL: the
 *   initials of @name
 * @name: what it is called
 *
 * Makes the first version of a scheme, without indicators.
 *
 * Returns: its id, or 0 with @error set
 */
gint64
cadre_scheme_create (CadreArchive  *archive,
                     const char    *key,
                     const char    *name,
                     GError       **error)
{
  g_autoptr(CadreStatement) insert = NULL;
  g_autofree char *made = NULL;

  if (!require (name, _("The scheme needs a name"), error) ||
      (key != NULL && !require (key, _("The scheme needs a key"), error)))
    return 0;
  if (key == NULL && (key = made = make_key (archive, "SELECT 1 FROM scheme WHERE ?1 = 0 AND key = ?2", 0, name, error)) == NULL)
    return 0;

  insert = cadre_archive_prepare (archive, "INSERT INTO scheme (key, name) SELECT ?1, ?2 WHERE NOT EXISTS "
                                  "(SELECT 1 FROM scheme WHERE key = ?1)", error);
  if (insert == NULL)
    return 0;

  cadre_statement_bind_text (insert, 1, key);
  cadre_statement_bind_text (insert, 2, name);
  if (!cadre_statement_run (insert, error))
    return 0;
  if (cadre_archive_n_changed (archive) > 0)
    return cadre_archive_last_row_id (archive);

  g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("There is a scheme “%s”; copy it as its next version"), key);
  return 0;
}

/**
 * cadre_scheme_delete:
 *
 * Takes a version of a scheme away that no round stands by.
 */
gboolean
cadre_scheme_delete (CadreArchive  *archive,
                     gint64         scheme_id,
                     GError       **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT (SELECT name FROM assessment_round WHERE scheme_id = %" G_GINT64_FORMAT " LIMIT 1)",
                                          scheme_id);
  g_autoptr(GError) local_error = NULL;
  g_autofree char *round = cadre_archive_query_text (archive, sql, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (round == NULL)
    return _cadre_scheme_run (archive, "DELETE FROM scheme WHERE id = ?1", scheme_id, 0, error);

  g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("The round “%s” stands by this scheme; delete the round first"), round);
  return FALSE;
}

/* ---- indicators */

/* What is below ?1 and has been scored. */
static const char scored_sql[] =
  "WITH RECURSIVE below (id) AS (SELECT ?1 UNION ALL SELECT i.id FROM below b JOIN indicator i ON i.parent_id = b.id) "
  "SELECT i.name, o.name FROM below b JOIN indicator i ON i.id = b.id JOIN score s ON s.indicator_id = b.id "
  "JOIN participant t ON t.id = s.participant_id JOIN assessment_round o ON o.id = t.round_id LIMIT 1";

static const char scored_by_sql[] =
  "SELECT g.name, o.name FROM scorer_group g JOIN score s ON s.group_id = g.id JOIN participant t ON t.id = s.participant_id "
  "JOIN assessment_round o ON o.id = t.round_id WHERE g.id = ?1 LIMIT 1";

static gboolean
refuse_scored (CadreArchive  *archive,
               const char    *sql,
               gint64         id,
               GError       **error)
{
  g_autoptr(CadreStatement) row = cadre_archive_prepare (archive, sql, error);

  if (row == NULL)
    return FALSE;

  cadre_statement_bind_int64 (row, 1, id);
  if (!cadre_statement_step (row, error))
    return cadre_statement_is_done (row);

  g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID,
               _("“%s” has scores in the round “%s”; begin a trial of the round, change that and keep it"),
               cadre_statement_get_text (row, 0), cadre_statement_get_text (row, 1));
  return FALSE;
}

/* The last of its siblings, weighing what they leave of 100. */
static const char add_sql[] =
  "INSERT INTO indicator (scheme_id, parent_id, key, name, position, weight) "
  "SELECT ?1, nullif (?2, 0), ?3, ?4, coalesce (max (position) + 1, 0), "
  "  max (0, round (100 - total (iif (nature = 'score', weight, 0)), 6)) "
  "FROM indicator WHERE scheme_id = ?1 AND parent_id IS nullif (?2, 0)";

static gint64
insert_indicator (CadreArchive  *archive,
                  gint64         scheme_id,
                  gint64         parent_id,
                  const char    *key,
                  const char    *name,
                  GError       **error)
{
  g_autofree char *made = key == NULL ? make_key (archive, "SELECT 1 FROM indicator WHERE scheme_id = ?1 AND key = ?2", scheme_id, name,
                                                   error) : g_strdup (key);
  g_autoptr(CadreStatement) insert = made != NULL ? cadre_archive_prepare (archive, add_sql, error) : NULL;

  if (insert == NULL)
    return 0;

  cadre_statement_bind_int64 (insert, 1, scheme_id);
  cadre_statement_bind_int64 (insert, 2, parent_id);
  cadre_statement_bind_text (insert, 3, made);
  cadre_statement_bind_text (insert, 4, name);
  return cadre_statement_run (insert, error) ? cadre_archive_last_row_id (archive) : 0;
}

/**
 * cadre_scheme_add_indicator:
 * @parent: (nullable): the key or name of the one above; %NULL: at the top
 * @key: (nullable): what it is known by; %NULL: the initials of @name
 * @name: what it is called
 *
 * Adds an indicator as the last of its siblings, with the weight that they
 * leave of 100; the rest is given by cadre_scheme_set(). What has one below it
 * is the sum of those: it cannot be scored itself.
 *
 * Returns: its id, or 0 with @error set
 */
gint64
cadre_scheme_add_indicator (CadreArchive  *archive,
                            gint64         scheme_id,
                            const char    *parent,
                            const char    *key,
                            const char    *name,
                            GError       **error)
{
  gint64 parent_id = 0, id;

  if (!cadre_scheme_check_editable (archive, scheme_id, error) ||
      !require (name, _("The indicator needs a name"), error) ||
      (key != NULL && !require (key, _("The indicator needs a key"), error)) ||
      !_cadre_scheme_check_name (archive, scheme_id, 0, key, name, error))
    return 0;
  if (parent != NULL &&
      ((parent_id = _cadre_scheme_find_indicator (archive, scheme_id, parent, error)) == 0 ||
       !refuse_scored (archive, scored_sql, parent_id, error) ||
       !_cadre_scheme_run (archive, "UPDATE indicator SET way = 'group', nature = 'score', weight = coalesce (weight, 0) "
                           "WHERE id = ?1 AND way <> 'group'", parent_id, 0, error)))
    return 0;

  id = insert_indicator (archive, scheme_id, parent_id, key, name, error);
  return id != 0 && _cadre_scheme_touch_rounds (archive, scheme_id, error) ? id : 0;
}

/* What has nothing below it any more is scored itself again. */
static const char leaf_sql[] =
  "UPDATE indicator SET way = iif (formula IS NULL, 'entered', 'computed') WHERE id = ?1 AND way = 'group' "
  "AND NOT EXISTS (SELECT 1 FROM indicator i WHERE i.parent_id = indicator.id)";

/**
 * cadre_scheme_remove_indicator:
 * @indicator: its key or name
 *
 * Takes an indicator away with what is below it.
 */
gboolean
cadre_scheme_remove_indicator (CadreArchive  *archive,
                               gint64         scheme_id,
                               const char    *indicator,
                               GError       **error)
{
  gint64 id, parent_id = 0;
  g_autofree char *sql = NULL;

  if (!cadre_scheme_check_editable (archive, scheme_id, error) ||
      (id = _cadre_scheme_find_indicator (archive, scheme_id, indicator, error)) == 0 ||
      !refuse_scored (archive, scored_sql, id, error))
    return FALSE;

  sql = g_strdup_printf ("SELECT coalesce (parent_id, 0) FROM indicator WHERE id = %" G_GINT64_FORMAT, id);
  return cadre_archive_query_int64 (archive, sql, &parent_id, error) &&
         _cadre_scheme_run (archive, "DELETE FROM indicator WHERE id = ?1", id, 0, error) &&
         _cadre_scheme_run (archive, leaf_sql, parent_id, 0, error) &&
         _cadre_scheme_touch_rounds (archive, scheme_id, error);
}

/* Siblings are numbered anew, ?1 as the ?2nd of them; only what changes is written. */
static const char place_sql[] =
  "WITH others (id, place) AS (SELECT s.id, row_number () OVER (ORDER BY s.position, s.id) FROM indicator me "
  "    JOIN indicator s ON s.scheme_id = me.scheme_id AND s.parent_id IS me.parent_id AND s.id <> me.id WHERE me.id = ?1), "
  "  placed (id, place) AS (SELECT id, place - (place < ?2) FROM others UNION ALL "
  "    SELECT ?1, min (?2 - 1, (SELECT count (*) FROM others))) "
  "UPDATE indicator SET position = placed.place FROM placed WHERE placed.id = indicator.id AND indicator.position <> placed.place";

/**
 * cadre_scheme_place_indicator:
 * @indicator: its key or name
 * @place: from 1; past the last: the last
 *
 * Puts an indicator at another place among its siblings.
 */
gboolean
cadre_scheme_place_indicator (CadreArchive  *archive,
                              gint64         scheme_id,
                              const char    *indicator,
                              guint          place,
                              GError       **error)
{
  gint64 id;

  return cadre_scheme_check_editable (archive, scheme_id, error) &&
         (id = _cadre_scheme_find_indicator (archive, scheme_id, indicator, error)) != 0 &&
         _cadre_scheme_run (archive, place_sql, id, MAX (place, 1), error);
}

/* ---- those who score */

static gboolean
parse_weight (const char    *text,
              CadreDecimal  *weight,
              GError       **error)
{
  if (cadre_decimal_parse (text, weight) && *weight >= 0 && *weight <= 100 * CADRE_DECIMAL_ONE)
    return TRUE;

  g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("“%s” is no weight from 0 to 100"), text);
  return FALSE;
}

/**
 * cadre_scheme_set_scorers:
 * @name: 上级 同级 群众 …
 * @weight: as typed, of 100
 *
 * Gives a group of those who score its weight, and makes it where there is
 * none of that name.
 */
gboolean
cadre_scheme_set_scorers (CadreArchive  *archive,
                          gint64         scheme_id,
                          const char    *name,
                          const char    *weight,
                          GError       **error)
{
  g_autoptr(CadreStatement) store = NULL;
  CadreDecimal value;

  if (!cadre_scheme_check_editable (archive, scheme_id, error) ||
      !require (name, _("Those who score need a name"), error) || !parse_weight (weight, &value, error))
    return FALSE;

  store = cadre_archive_prepare (archive,
                                 "INSERT INTO scorer_group (scheme_id, name, weight) VALUES (?1, ?2, ?3) "
                                 "ON CONFLICT (scheme_id, name) DO UPDATE SET weight = excluded.weight WHERE weight <> excluded.weight",
                                 error);
  if (store == NULL)
    return FALSE;

  cadre_statement_bind_int64 (store, 1, scheme_id);
  cadre_statement_bind_text (store, 2, name);
  cadre_statement_bind_double (store, 3, cadre_decimal_to_double (value));
  return cadre_statement_run (store, error) && _cadre_scheme_touch_rounds (archive, scheme_id, error);
}

static gint64
find_scorers (CadreArchive  *archive,
              gint64         scheme_id,
              const char    *name,
              GError       **error)
{
  g_autoptr(CadreStatement) row = NULL;

  row = cadre_archive_prepare (archive, "SELECT id FROM scorer_group WHERE scheme_id = ?1 AND name = ?2", error);
  if (row == NULL)
    return 0;

  cadre_statement_bind_int64 (row, 1, scheme_id);
  cadre_statement_bind_text (row, 2, name);
  if (cadre_statement_step (row, error))
    return cadre_statement_get_int64 (row, 0);

  if (cadre_statement_is_done (row))
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("In the scheme nobody scores as “%s”"), name);
  return 0;
}

/**
 * cadre_scheme_rename_scorers:
 *
 * Calls a group of those who score otherwise; what they gave stays.
 */
gboolean
cadre_scheme_rename_scorers (CadreArchive  *archive,
                             gint64         scheme_id,
                             const char    *name,
                             const char    *new_name,
                             GError       **error)
{
  g_autoptr(CadreStatement) store = NULL;
  gint64 id;

  if (!cadre_scheme_check_editable (archive, scheme_id, error) ||
      !require (new_name, _("Those who score need a name"), error) ||
      (id = find_scorers (archive, scheme_id, name, error)) == 0)
    return FALSE;
  if (g_strcmp0 (name, new_name) == 0)
    return TRUE;

  store = cadre_archive_prepare (archive, "UPDATE scorer_group SET name = ?2 WHERE id = ?1 AND NOT EXISTS "
                                 "(SELECT 1 FROM scorer_group g WHERE g.scheme_id = scorer_group.scheme_id AND g.name = ?2)", error);
  if (store == NULL)
    return FALSE;

  cadre_statement_bind_int64 (store, 1, id);
  cadre_statement_bind_text (store, 2, new_name);
  if (!cadre_statement_run (store, error))
    return FALSE;
  if (cadre_archive_n_changed (archive) > 0)
    return TRUE;

  g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("In the scheme others score as “%s”; give another name"), new_name);
  return FALSE;
}

/**
 * cadre_scheme_remove_scorers:
 *
 * Takes a group of those who score away.
 */
gboolean
cadre_scheme_remove_scorers (CadreArchive  *archive,
                             gint64         scheme_id,
                             const char    *name,
                             GError       **error)
{
  gint64 id;

  return cadre_scheme_check_editable (archive, scheme_id, error) &&
         (id = find_scorers (archive, scheme_id, name, error)) != 0 &&
         refuse_scored (archive, scored_by_sql, id, error) &&
         _cadre_scheme_run (archive, "DELETE FROM scorer_group WHERE id = ?1", id, 0, error) &&
         _cadre_scheme_touch_rounds (archive, scheme_id, error);
}
