/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A scheme, a trial of it, and one person's score, as their pages show them. */

#define G_LOG_DOMAIN "cadre-scheme-data"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-entry-grid.h"
#include "cadre-record-typed.h"
#include "cadre-round.h"
#include "cadre-round-data.h"
#include "cadre-scheme-edit.h"

CadreSchemeData *
cadre_scheme_data_new (gint64 scheme_id,
                       gint64 trial_id)
{
  CadreSchemeData *self = g_atomic_rc_box_new0 (CadreSchemeData);

  self->scheme_id = scheme_id;
  self->trial_id = trial_id;
  return self;
}

static void
scheme_data_clear (gpointer data)
{
  CadreSchemeData *self = data;

  g_clear_pointer (&self->scheme, cadre_scheme_free);
  g_clear_pointer (&self->settings, g_hash_table_unref);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_object (&self->catalogue);
  g_clear_pointer (&self->faults, g_ptr_array_unref);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->info, cadre_round_info_free);
  g_clear_pointer (&self->tried, cadre_round_info_free);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
}

CadreSchemeData *
cadre_scheme_data_ref (CadreSchemeData *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
cadre_scheme_data_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, scheme_data_clear);
}

static void
make_columns (CadreSchemeData *self)
{
  const struct { const char *key; const char *title; int width; gboolean editable, numeric; } columns[] = {
    { "name", _("Indicator"), 16, FALSE, FALSE },
    { "nature", _("Counts As"), 6, FALSE, FALSE },
    { "way", _("Given By"), 6, FALSE, FALSE },
    { "weight", _("Weight of 100"), 8, TRUE, TRUE },
    { "full", _("Full Score"), 8, TRUE, TRUE },
    { "cap", _("At Most"), 8, TRUE, TRUE },
    { "formula", _("Formula"), 26, TRUE, FALSE },
    { "clause", _("Clause"), 30, TRUE, FALSE },
  };

  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_grid_column_free);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    g_ptr_array_add (self->columns, cadre_grid_column_new (columns[i].key, columns[i].title, columns[i].width,
                                                           columns[i].editable && !self->is_locked, columns[i].numeric));
}

static char *
format_number (CadreDecimal number)
{
  return number == 0 ? g_strdup ("") : g_strdup_printf ("%.10g", cadre_decimal_to_double (number));
}

static void
make_rows (CadreSchemeData *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->scheme->indicators->len; i++)
    {
      const CadreIndicator *indicator = g_ptr_array_index (self->scheme->indicators, i);
      GHashTable *shown = g_ptr_array_index (self->shown, i);
      g_autoptr(GStrvBuilder) texts = g_strv_builder_new ();
      g_autoptr(GString) name = g_string_new (NULL);
      g_autofree char *weight = indicator->nature == CADRE_INDICATOR_SCORE ? format_number (indicator->weight) : g_strdup ("");
      g_autofree char *full = indicator->is_group ? g_strdup ("") : format_number (indicator->full);
      g_autofree char *cap = format_number (indicator->cap);

      for (int parent = indicator->parent; parent >= 0;
           parent = ((CadreIndicator *) g_ptr_array_index (self->scheme->indicators, (guint) parent))->parent)
        g_string_append (name, "　");
      g_string_append (name, indicator->name);
      g_strv_builder_add_many (texts, name->str, g_hash_table_lookup (shown, "nature"), g_hash_table_lookup (shown, "way"), weight, full, cap,
                               indicator->formula_text != NULL ? indicator->formula_text : "",
                               indicator->clause != NULL ? indicator->clause : "", NULL);
      g_ptr_array_add (self->rows, cadre_grid_row_new (indicator->id, g_strv_builder_end (texts)));
    }
}

/* The records as people read them, for the words of their codes. */
static gboolean
load_shown (CadreSchemeData  *self,
            CadreArchive     *archive,
            GError          **error)
{
  const CadreRecordKind *kind;

  self->catalogue = cadre_catalogue_new (archive, error);
  if (self->catalogue == NULL)
    return FALSE;

  self->settings = cadre_record_get_shown (archive, self->catalogue, cadre_catalogue_get_kind (self->catalogue, "scheme"),
                                           self->scheme->id, error);
  self->shown = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  kind = cadre_catalogue_get_kind (self->catalogue, "indicator");
  for (guint i = 0; self->settings != NULL && i < self->scheme->indicators->len; i++)
    {
      GHashTable *shown = cadre_record_get_shown (archive, self->catalogue, kind,
                                                  ((CadreIndicator *) g_ptr_array_index (self->scheme->indicators, i))->id, error);

      if (shown == NULL)
        return FALSE;
      g_ptr_array_add (self->shown, shown);
    }

  return self->settings != NULL;
}

static gboolean
count_rounds (CadreSchemeData  *self,
              CadreArchive     *archive,
              GError          **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM assessment_round WHERE scheme_id = %" G_GINT64_FORMAT, self->scheme_id);
  gint64 n = 0;

  if (!cadre_archive_query_int64 (archive, sql, &n, error))
    return FALSE;

  self->n_rounds = (guint) n;
  return TRUE;
}

static gboolean
load_trial (CadreSchemeData  *self,
            CadreArchive     *archive,
            GError          **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT coalesce ((SELECT trial_of FROM assessment_round WHERE id = %" G_GINT64_FORMAT "), 0)",
                                          self->trial_id);
  gint64 tried_id = 0;

  if (!cadre_archive_query_int64 (archive, sql, &tried_id, error))
    return FALSE;

  self->info = cadre_round_get (archive, self->trial_id, error);
  self->tried = self->info != NULL ? cadre_round_get (archive, tried_id, error) : NULL;
  if (self->tried == NULL)
    return FALSE;

  self->scheme_id = self->info->scheme_id;
  return TRUE;
}

/**
 * cadre_scheme_data_join_faults:
 *
 * Returns: (transfer full): what is wrong with the scheme, a line each; empty
 *   where nothing is
 */
char *
cadre_scheme_data_join_faults (const CadreSchemeData *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->faults->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (char *) g_ptr_array_index (self->faults, i));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * cadre_scheme_data_load:
 * @data: a #CadreSchemeData
 *
 * A #CadreJobFunc.
 */
gboolean
cadre_scheme_data_load (CadreJob      *job,
                        CadreArchive  *archive,
                        gpointer       data,
                        GError       **error)
{
  CadreSchemeData *self = data;

  if (self->trial_id != 0 && !load_trial (self, archive, error))
    return FALSE;

  self->scheme = cadre_scheme_load (archive, self->scheme_id, error);
  if (self->scheme == NULL || !load_shown (self, archive, error) || !count_rounds (self, archive, error))
    return FALSE;

  self->is_locked = !cadre_scheme_check_editable (archive, self->scheme_id, NULL);
  self->faults = cadre_scheme_find_faults (self->scheme);
  make_columns (self);
  make_rows (self);
  if (self->trial_id == 0 || self->faults->len > 0)
    return TRUE;

  self->changes = cadre_round_compare (archive, self->trial_id, &self->n_grades_changed, error);
  return self->changes != NULL;
}

/* ---- one person's score */

CadreScoreData *
cadre_score_data_new (gint64 participant_id)
{
  CadreScoreData *self = g_new0 (CadreScoreData, 1);

  self->participant_id = participant_id;
  return self;
}

void
cadre_score_data_free (gpointer data)
{
  CadreScoreData *self = data;

  g_free (self->name);
  g_free (self->round);
  g_free (self->scheme);
  g_free (self->result);
  g_free (self->remark);
  g_clear_pointer (&self->reasons, g_ptr_array_unref);
  g_free (self);
}

static void
tell_result (CadreScoreData         *self,
             const CadreRoundResult *result)
{
  self->name = g_strdup (result->name);
  self->remark = cadre_round_result_get_remark (result);
  self->result = result->has_total
                 ? g_strdup_printf (_("Total %.2f · rank %u, %u in the unit · %s"), result->total, result->rank_all, result->rank_unit,
                                    result->grade != NULL ? result->grade : "")
                 : g_strdup (_("There is no total yet"));
}

/**
 * cadre_score_data_load:
 * @data: a #CadreScoreData
 *
 * A #CadreJobFunc.
 */
gboolean
cadre_score_data_load (CadreJob      *job,
                       CadreArchive  *archive,
                       gpointer       data,
                       GError       **error)
{
  CadreScoreData *self = data;
  g_autoptr(GPtrArray) results = NULL;
  g_autoptr(CadreScheme) scheme = NULL;
  g_autoptr(CadreRoundInfo) info = NULL;
  g_autofree char *sql = g_strdup_printf ("SELECT coalesce ((SELECT round_id FROM participant WHERE id = %" G_GINT64_FORMAT "), 0)",
                                          self->participant_id);
  gint64 round_id = 0, person_id = 0;

  if (!cadre_archive_query_int64 (archive, sql, &round_id, error) ||
      (info = cadre_round_get (archive, round_id, error)) == NULL ||
      (scheme = cadre_scheme_load (archive, info->scheme_id, error)) == NULL ||
      (results = cadre_round_list_results (archive, round_id, error)) == NULL)
    return FALSE;

  for (guint i = 0; i < results->len; i++)
    {
      const CadreRoundResult *result = g_ptr_array_index (results, i);

      if (result->participant_id != self->participant_id)
        continue;
      person_id = result->person_id;
      tell_result (self, result);
    }

  self->round = g_strdup (info->name);
  self->scheme = scheme->source != NULL ? g_strdup_printf (_("%s, version %d, by %s"), scheme->name, scheme->version, scheme->source)
                                        : g_strdup_printf (_("%s, version %d"), scheme->name, scheme->version);
  self->reasons = cadre_round_explain (archive, round_id, person_id, error);
  return self->reasons != NULL;
}
