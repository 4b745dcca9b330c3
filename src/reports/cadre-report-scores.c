/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The source of data "scores": what each indicator came to for each person in
 * the rounds of the year, as the temporary table score_parts, a row for each
 * person and indicator. The scores and facts behind are told where the report
 * is about named people only. */

#define G_LOG_DOMAIN "cadre-report-scores"

#include "config.h"

#include <json-glib/json-glib.h>

#include "cadre-report-private.h"
#include "cadre-round.h"
#include "cadre-rounds.h"

/* %s: the table's name. */
#define CREATE_TABLE \
  "CREATE TEMP TABLE %s (round_id INTEGER, person_id INTEGER, position INTEGER, indicator_id INTEGER, depth INTEGER, name TEXT, " \
  "weight REAL, value REAL, part REAL, clause TEXT, sources TEXT, PRIMARY KEY (round_id, person_id, position)) WITHOUT ROWID"
#define ADD_PART "INSERT INTO temp.%s VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"

typedef struct
{
  CadreStatement *add;
  gint64 round_id;
  GError *error;
} Filling;

static void
bind_number (CadreStatement *add,
             int             index,
             const char     *number)
{
  if (number != NULL)
    cadre_statement_bind_double (add, index, g_ascii_strtod (number, NULL));
  else
    cadre_statement_bind_null (add, index);
}

static char *
join_sources (GPtrArray *sources)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < sources->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (char *) g_ptr_array_index (sources, i));

  return text->len > 0 ? g_strdup (text->str) : NULL;
}

static gboolean
add_parts (gint64     person_id,
           GPtrArray *reasons,
           gpointer   data)
{
  Filling *filling = data;

  for (guint i = 0; i < reasons->len; i++)
    {
      const CadreScoreReason *reason = g_ptr_array_index (reasons, i);
      g_autofree char *sources = join_sources (reason->sources);

      cadre_statement_bind_int64 (filling->add, 1, filling->round_id);
      cadre_statement_bind_int64 (filling->add, 2, person_id);
      cadre_statement_bind_int64 (filling->add, 3, i);
      cadre_statement_bind_int64 (filling->add, 4, reason->indicator_id);
      cadre_statement_bind_int64 (filling->add, 5, reason->depth);
      cadre_statement_bind_text (filling->add, 6, reason->name);
      bind_number (filling->add, 7, reason->weight);
      bind_number (filling->add, 8, reason->value);
      bind_number (filling->add, 9, reason->part);
      cadre_statement_bind_text (filling->add, 10, reason->clause);
      cadre_statement_bind_text (filling->add, 11, sources);
      if (!cadre_statement_run (filling->add, &filling->error))
        return FALSE;
    }

  return TRUE;
}

static GHashTable *
read_persons (const char *json)
{
  GHashTable *persons = g_hash_table_new (NULL, NULL);
  g_autoptr(JsonNode) root = json_from_string (json, NULL);
  JsonArray *ids = root != NULL && JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;

  for (guint i = 0; ids != NULL && i < json_array_get_length (ids); i++)
    g_hash_table_add (persons, GSIZE_TO_POINTER ((gsize) json_array_get_int_element (ids, i)));

  return persons;
}

/**
 * _cadre_report_fill_scores:
 * @table: the name of the table to make
 *
 * Opens up the totals of the year's rounds.
 */
gboolean
_cadre_report_fill_scores (CadreReportContext  *context,
                           const char          *table,
                           GError             **error)
{
  CadreArchive *archive = _cadre_report_context_get_archive (context);
  const char *json = _cadre_report_context_get_persons (context);
  g_autoptr(GHashTable) persons = json != NULL ? read_persons (json) : NULL;
  g_autoptr(GPtrArray) rounds = cadre_rounds_list (archive, _cadre_report_context_get_year (context), error);
  g_autofree char *create = g_strdup_printf (CREATE_TABLE, table);
  g_autofree char *add = g_strdup_printf (ADD_PART, table);
  g_autoptr(CadreStatement) insert = NULL;
  Filling filling = { 0 };

  if (rounds == NULL || !cadre_archive_execute (archive, create, error))
    return FALSE;

  filling.add = insert = cadre_archive_prepare (archive, add, error);
  if (insert == NULL)
    return FALSE;

  for (guint i = 0; i < rounds->len; i++)
    {
      g_autoptr(GError) local_error = NULL;

      filling.round_id = ((CadreRoundInfo *) g_ptr_array_index (rounds, i))->id;
      /* A round whose scheme is being changed just now has no parts to tell; the others have. */
      if (!cadre_round_explain_all (archive, filling.round_id, persons, persons != NULL, add_parts, &filling, &local_error) &&
          !g_error_matches (local_error, CADRE_ERROR, CADRE_ERROR_INVALID))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (filling.error != NULL)
        {
          g_propagate_error (error, filling.error);
          return FALSE;
        }
    }

  return TRUE;
}
