/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-round-data"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-entry-grid.h"
#include "cadre-round.h"
#include "cadre-round-data.h"
#include "cadre-scheme-edit.h"

static gboolean
end_of_rows (GError **local_error,
             GError **error)
{
  if (*local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (local_error));
  return FALSE;
}

/* ---- the rounds and schemes */

CadreAssessmentData *
cadre_assessment_data_new (void)
{
  return g_new0 (CadreAssessmentData, 1);
}

void
cadre_assessment_data_free (gpointer data)
{
  CadreAssessmentData *self = data;

  g_clear_pointer (&self->rounds, g_ptr_array_unref);
  g_clear_pointer (&self->schemes, g_ptr_array_unref);
  g_free (self);
}

/**
 * cadre_assessment_data_load:
 * @data: a #CadreAssessmentData
 *
 * A #CadreJobFunc.
 */
gboolean
cadre_assessment_data_load (CadreJob      *job,
                            CadreArchive  *archive,
                            gpointer       data,
                            GError       **error)
{
  CadreAssessmentData *self = data;

  self->rounds = cadre_rounds_list (archive, 0, error);
  self->schemes = self->rounds != NULL ? cadre_schemes_list (archive, error) : NULL;
  return self->schemes != NULL;
}

/* ---- one round */

static void
trial_free (gpointer data)
{
  CadreRoundTrial *trial = data;

  g_free (trial->name);
  g_free (trial);
}

CadreRoundData *
cadre_round_data_new (gint64      round_id,
                      gint64      group_id,
                      const char *scorer)
{
  CadreRoundData *self = g_atomic_rc_box_new0 (CadreRoundData);

  self->round_id = round_id;
  self->group_id = group_id;
  self->scorer = g_strdup (scorer);
  self->trials = g_ptr_array_new_with_free_func (trial_free);
  self->pool_names = g_ptr_array_new_with_free_func (g_free);
  return self;
}

static void
round_data_clear (gpointer data)
{
  CadreRoundData *self = data;

  g_free (self->scorer);
  g_clear_pointer (&self->info, cadre_round_info_free);
  g_clear_pointer (&self->scheme, cadre_scheme_free);
  g_clear_pointer (&self->faults, g_ptr_array_unref);
  g_clear_pointer (&self->suggestions, g_ptr_array_unref);
  g_clear_pointer (&self->results, g_ptr_array_unref);
  g_clear_pointer (&self->sheets, g_ptr_array_unref);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->pools, g_array_unref);
  g_ptr_array_unref (self->pool_names);
  g_ptr_array_unref (self->trials);
  g_strfreev (self->outside_words);
}

/* A page keeps what it shows after the job that read it. */
CadreRoundData *
cadre_round_data_ref (CadreRoundData *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
cadre_round_data_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, round_data_clear);
}

/* The indicators of the sheet, in the tree's order. */
static GPtrArray *
list_indicators (const CadreRoundData *self)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < self->scheme->indicators->len; i++)
    if (cadre_score_sheet_has (g_ptr_array_index (self->scheme->indicators, i), self->group_id))
      g_ptr_array_add (list, g_ptr_array_index (self->scheme->indicators, i));

  return list;
}

static void
make_columns (CadreRoundData *self,
              GPtrArray      *indicators)
{
  gboolean writable = g_strcmp0 (self->info->state, "locked") != 0;

  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_grid_column_free);
  g_ptr_array_add (self->columns, cadre_grid_column_new ("name", _("Name"), 8, FALSE, FALSE));
  g_ptr_array_add (self->columns, cadre_grid_column_new ("unit", _("Unit"), 12, FALSE, FALSE));
  for (guint i = 0; i < indicators->len; i++)
    {
      const CadreIndicator *indicator = g_ptr_array_index (indicators, i);
      g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, indicator->id);
      g_autofree char *full = cadre_decimal_format (indicator->full, 0);
      g_autofree char *title = g_strdup_printf ("%s (%s)", indicator->name, full);

      g_ptr_array_add (self->columns, cadre_grid_column_new (key, title, 10, writable, TRUE));
    }
}

/* participant and indicator -> score, of the sheet. */
static GHashTable *
load_scores (CadreRoundData  *self,
             CadreArchive    *archive,
             GError         **error)
{
  g_autoptr(GHashTable) scores = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(CadreStatement) row = NULL;
  g_autoptr(GError) local_error = NULL;

  row = cadre_archive_prepare (archive, "SELECT s.participant_id || '/' || s.indicator_id, printf ('%.10g', s.value) FROM participant t "
                               "JOIN score s ON s.participant_id = t.id WHERE t.round_id = ?1 AND ifnull (s.group_id, 0) = ?2 "
                               "AND s.scorer = ?3", error);
  if (row == NULL)
    return NULL;

  cadre_statement_bind_int64 (row, 1, self->round_id);
  cadre_statement_bind_int64 (row, 2, self->group_id);
  cadre_statement_bind_text (row, 3, self->scorer);
  while (cadre_statement_step (row, &local_error))
    g_hash_table_insert (scores, cadre_statement_dup_text (row, 0), cadre_statement_dup_text (row, 1));

  return end_of_rows (&local_error, error) ? g_steal_pointer (&scores) : NULL;
}

static GStrv
make_texts (const CadreRoundResult *person,
            GPtrArray              *indicators,
            GHashTable             *scores)
{
  g_autoptr(GStrvBuilder) texts = g_strv_builder_new ();

  g_strv_builder_add (texts, person->name);
  g_strv_builder_add (texts, person->unit != NULL ? person->unit : "");
  for (guint i = 0; i < indicators->len; i++)
    {
      g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, person->participant_id,
                                              ((CadreIndicator *) g_ptr_array_index (indicators, i))->id);
      const char *score = g_hash_table_lookup (scores, key);

      g_strv_builder_add (texts, score != NULL ? score : "");
    }

  return g_strv_builder_end (texts);
}

/* In the order of units and people, which stays while scores come in. */
static gboolean
make_rows (CadreRoundData  *self,
           CadreArchive    *archive,
           GPtrArray       *indicators,
           GError         **error)
{
  g_autoptr(GHashTable) scores = load_scores (self, archive, error);
  g_autoptr(GHashTable) people = g_hash_table_new (NULL, NULL);
  g_autoptr(CadreStatement) row = NULL;
  g_autoptr(GError) local_error = NULL;

  if (scores == NULL)
    return FALSE;

  for (guint i = 0; i < self->results->len; i++)
    {
      CadreRoundResult *person = g_ptr_array_index (self->results, i);

      g_hash_table_insert (people, GSIZE_TO_POINTER ((gsize) person->participant_id), person);
    }

  row = cadre_archive_prepare (archive, "SELECT t.id FROM participant t JOIN person p ON p.id = t.person_id LEFT JOIN unit u ON u.id = t.unit_id "
                               "WHERE t.round_id = ?1 AND t.takes_part ORDER BY u.path, p.position, p.id", error);
  if (row == NULL)
    return FALSE;

  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  cadre_statement_bind_int64 (row, 1, self->round_id);
  while (cadre_statement_step (row, &local_error))
    {
      gint64 id = cadre_statement_get_int64 (row, 0);
      const CadreRoundResult *person = g_hash_table_lookup (people, GSIZE_TO_POINTER ((gsize) id));

      if (person != NULL)
        g_ptr_array_add (self->rows, cadre_grid_row_new (id, make_texts (person, indicators, scores)));
    }

  return end_of_rows (&local_error, error);
}

/* The sheet wanted may be gone, or nobody have asked for one yet: then the first with something to enter. */
static void
choose_sheet (CadreRoundData *self)
{
  for (guint i = 0; i < self->sheets->len; i++)
    {
      const CadreScoreSheet *sheet = g_ptr_array_index (self->sheets, i);

      if (self->scorer != NULL && sheet->group_id == self->group_id && g_strcmp0 (sheet->scorer, self->scorer) == 0)
        return;
    }
  if (self->scorer != NULL && self->group_id != 0)
    return;

  self->group_id = 0;
  g_free (self->scorer);
  self->scorer = g_strdup ("");
}

static gboolean
load_pools (CadreRoundData  *self,
            CadreArchive    *archive,
            GError         **error)
{
  if (self->faults->len > 0 || self->results->len == 0)
    return TRUE;

  self->pools = cadre_round_list_pools (archive, self->round_id, error);
  for (guint i = 0; self->pools != NULL && i < self->pools->len; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT coalesce (short_name, name) FROM unit WHERE id = %" G_GINT64_FORMAT,
                                              g_array_index (self->pools, CadreRoundPool, i).unit_id);
      char *name = cadre_archive_query_text (archive, sql, NULL);

      g_ptr_array_add (self->pool_names, name != NULL ? name : g_strdup (_("All Together")));
    }

  return self->pools != NULL;
}

static gboolean
load_trials (CadreRoundData  *self,
             CadreArchive    *archive,
             GError         **error)
{
  g_autoptr(CadreStatement) row = cadre_archive_prepare (archive, "SELECT id, name FROM assessment_round WHERE trial_of = ?1 ORDER BY id", error);
  g_autoptr(GError) local_error = NULL;

  if (row == NULL)
    return FALSE;

  cadre_statement_bind_int64 (row, 1, self->round_id);
  while (cadre_statement_step (row, &local_error))
    {
      CadreRoundTrial *trial = g_new0 (CadreRoundTrial, 1);

      trial->id = cadre_statement_get_int64 (row, 0);
      trial->name = cadre_statement_dup_text (row, 1);
      g_ptr_array_add (self->trials, trial);
    }

  return end_of_rows (&local_error, error);
}

/* The conclusions that are no grade. */
static gboolean
load_outside_words (CadreRoundData  *self,
                    CadreArchive    *archive,
                    GError         **error)
{
  g_autoptr(GStrvBuilder) words = g_strv_builder_new ();
  g_autoptr(CadreStatement) row = NULL;
  g_autoptr(GError) local_error = NULL;

  row = cadre_archive_prepare (archive, "SELECT name FROM code WHERE set_key = 'assessment-conclusion' AND rank IS NULL ORDER BY position", error);
  if (row == NULL)
    return FALSE;

  while (cadre_statement_step (row, &local_error))
    g_strv_builder_add (words, cadre_statement_get_text (row, 0));
  self->outside_words = g_strv_builder_end (words);

  return end_of_rows (&local_error, error);
}

/**
 * cadre_round_data_load:
 * @data: a #CadreRoundData
 *
 * A #CadreJobFunc.
 */
gboolean
cadre_round_data_load (CadreJob      *job,
                       CadreArchive  *archive,
                       gpointer       data,
                       GError       **error)
{
  CadreRoundData *self = data;
  g_autoptr(GPtrArray) indicators = NULL;

  if ((self->info = cadre_round_get (archive, self->round_id, error)) == NULL ||
      (self->scheme = cadre_scheme_load (archive, self->info->scheme_id, error)) == NULL ||
      (self->suggestions = cadre_round_suggest_outside (archive, self->round_id, error)) == NULL ||
      (self->results = cadre_round_list_results (archive, self->round_id, error)) == NULL ||
      (self->sheets = cadre_round_list_sheets (archive, self->round_id, error)) == NULL)
    return FALSE;

  self->faults = cadre_scheme_find_faults (self->scheme);
  choose_sheet (self);
  indicators = list_indicators (self);
  make_columns (self, indicators);

  return make_rows (self, archive, indicators, error) && load_pools (self, archive, error) && load_trials (self, archive, error) &&
         load_outside_words (self, archive, error);
}

/**
 * cadre_round_result_get_remark:
 *
 * Returns: (transfer full): what is to be said of a result: set aside,
 *   decided, vetoed, cut by the cap; "" where there is nothing
 */
char *
cadre_round_result_get_remark (const CadreRoundResult *result)
{
  if (!result->takes_part)
    return g_strdup_printf ("%s: %s", result->outside_as, result->reason);
  if (result->decided_reason != NULL)
    return g_strdup_printf (_("Decided: %s %s"), result->decided_reason,
                            result->decided_document != NULL ? result->decided_document : "");
  if (result->vetoed)
    return g_strdup (_("Vetoed"));
  if (result->capped && result->short_of > 0)
    return g_strdup_printf (_("Cut by the cap, short of %.2f"), result->short_of);
  if (result->capped)
    return g_strdup (_("Cut by the cap, in a tie"));

  return g_strdup (result->has_total ? "" : _("Scores are missing"));
}
