/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-village-data"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-village-data.h"

#define POSTINGS \
  "SELECT g.id, g.person_id, n.name, g.kind, g.since, g.until, g.end_reason, g.recall_cause, g.sender_post, g.document, " \
  "g.planned_end, g.tied_to_status FROM posting g JOIN person n ON n.id = g.person_id WHERE g.unit_id = ?1 " \
  "ORDER BY g.since DESC, g.id DESC"

/* In the order of the page; the last ones are of who is there. */
static const CadreVillageGroup groups[CADRE_VILLAGE_N_GROUPS] = {
  { N_("Statuses"), { "unit_status", "unit_id", { "status" }, { "since", "until", "document", "sender_id", "note" }, NULL } },
  { N_("Figures by Year"), { "unit_year", "unit_id", { "year" },
                             { "households", "people", "poor_households", "poor_people", "industries" }, "collective_income" } },
  { N_("Diary, Visits, Checks and Talks"), { "posting_event", "posting_id", { "date", "kind" }, { "text", "by_whom" }, "result" } },
  { N_("Appraisals"), { "appraisal", "posting_id", { "year", "term" }, { "score", "document", "note" }, "conclusion" } },
  { N_("Days in the Village"), { "presence", "posting_id", { "month" }, { "leave_days", "note" }, "days" } },
  { N_("Achievements"), { "achievement", "posting_id", { "measure" }, { "year", "baseline", "measure_unit", "proof", "note" }, "value" } },
};

const CadreVillageGroup *
cadre_village_data_get_group (guint group)
{
  g_return_val_if_fail (group < CADRE_VILLAGE_N_GROUPS, NULL);

  return &groups[group];
}

static void
decision_free (gpointer data)
{
  CadreVillageDecision *decision = data;

  g_free (decision->person);
  g_free (decision->until);
  g_free (decision);
}

CadreVillageData *
cadre_village_data_new (gint64 unit_id)
{
  CadreVillageData *self = g_new0 (CadreVillageData, 1);

  self->unit_id = unit_id;
  self->postings = g_ptr_array_new_with_free_func (cadre_record_line_free);
  self->decisions = g_ptr_array_new_with_free_func (decision_free);
  return self;
}

void
cadre_village_data_free (gpointer data)
{
  CadreVillageData *self = data;

  g_free (self->name);
  g_free (self->township);
  g_free (self->holder);
  g_clear_pointer (&self->coverage, cadre_coverage_free);
  g_ptr_array_unref (self->postings);
  g_ptr_array_unref (self->decisions);
  for (guint i = 0; i < CADRE_VILLAGE_N_GROUPS; i++)
    g_clear_pointer (&self->groups[i], g_ptr_array_unref);
  g_free (self);
}

static gboolean
load_unit (CadreVillageData  *self,
           CadreArchive      *archive,
           GError           **error)
{
  g_autoptr(CadreStatement) row = NULL;
  g_autoptr(GError) local_error = NULL;

  row = cadre_archive_prepare (archive, "SELECT u.name, t.name FROM unit u LEFT JOIN unit t ON t.id = u.parent_id WHERE u.id = ?1",
                               error);
  if (row == NULL)
    return FALSE;

  cadre_statement_bind_int64 (row, 1, self->unit_id);
  if (cadre_statement_step (row, &local_error))
    {
      self->name = cadre_statement_dup_text (row, 0);
      self->township = cadre_statement_dup_text (row, 1);
      return TRUE;
    }

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("The unit is not there any more"));
  return FALSE;
}

static gboolean
load_coverage (CadreVillageData  *self,
               CadreArchive      *archive,
               GError           **error)
{
  const CadreCoverageQuery query = { .as_of = cadre_date_today (), .unit_id = self->unit_id };
  g_autoptr(GPtrArray) villages = cadre_coverage_load (archive, &query, error);

  if (villages == NULL)
    return FALSE;

  /* Units below it come too. */
  for (guint i = 0; i < villages->len; i++)
    if (((CadreCoverage *) g_ptr_array_index (villages, i))->unit_id == self->unit_id)
      {
        self->coverage = g_ptr_array_steal_index (villages, i);
        break;
      }

  return TRUE;
}

static gboolean
load_decisions (CadreVillageData  *self,
                CadreArchive      *archive,
                CadreStatement    *row,
                GError           **error)
{
  g_autoptr(GArray) open = cadre_posting_list_consequences (archive, cadre_statement_get_int64 (row, 0), error);

  if (open == NULL)
    return FALSE;

  for (guint i = 0; i < open->len; i++)
    {
      CadreVillageDecision *decision = g_new0 (CadreVillageDecision, 1);

      decision->posting_id = cadre_statement_get_int64 (row, 0);
      decision->person = cadre_statement_dup_text (row, 2);
      decision->until = cadre_statement_dup_text (row, 5);
      decision->consequence = g_array_index (open, CadrePostingConsequence, i);
      g_ptr_array_add (self->decisions, decision);
    }

  return TRUE;
}

static void
append (GString    *text,
        const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

/* After the posting that ended before it, since the newest comes first. */
static void
add_gap (CadreVillageData *self,
         gint64            after_id)
{
  for (guint i = 0; self->coverage != NULL && i < self->coverage->gaps->len; i++)
    {
      const CadreCoverageGap *gap = &g_array_index (self->coverage->gaps, CadreCoverageGap, i);
      g_autofree char *from = cadre_date_format (&gap->from, CADRE_DATE_ISO);
      g_autofree char *to = cadre_date_format (&gap->to, CADRE_DATE_ISO);
      CadreRecordLine *line;

      if (gap->after_id != after_id)
        continue;

      line = g_new0 (CadreRecordLine, 1);
      line->title = g_strdup_printf (gap->is_least ? ngettext ("Nobody for at least %u day", "Nobody for at least %u days", gap->days)
                                                   : ngettext ("Nobody for %u day", "Nobody for %u days", gap->days), gap->days);
      line->subtitle = g_strdup_printf ("%s–%s", from, to);
      g_ptr_array_add (self->postings, line);
    }
}

static void
add_posting (CadreVillageData *self,
             CadreStatement   *row)
{
  const char *until = cadre_statement_get_text (row, 5), *planned = cadre_statement_get_text (row, 10);
  g_autoptr(GString) subtitle = g_string_new (NULL);
  CadreRecordLine *line = g_new0 (CadreRecordLine, 1);

  append (subtitle, cadre_statement_get_text (row, 3));
  append (subtitle, cadre_statement_get_text (row, 8));
  append (subtitle, cadre_statement_get_text (row, 9));
  append (subtitle, cadre_statement_get_text (row, 6));
  append (subtitle, cadre_statement_get_text (row, 7));
  if (until == NULL && cadre_statement_get_int64 (row, 11) != 0)
    append (subtitle, _("Until the village's status ends"));
  else if (until == NULL && planned != NULL)
    g_string_append_printf (subtitle, _(" · term until %s"), planned);

  line->id = cadre_statement_get_int64 (row, 1);
  line->title = cadre_statement_dup_text (row, 2);
  line->subtitle = g_string_free (g_steal_pointer (&subtitle), FALSE);
  line->trailing = g_strdup_printf ("%s–%s", cadre_statement_is_null (row, 4) ? "" : cadre_statement_get_text (row, 4),
                                    until != NULL ? until : "");
  g_ptr_array_add (self->postings, line);
}

static gboolean
load_postings (CadreVillageData  *self,
               CadreArchive      *archive,
               GError           **error)
{
  g_autoptr(CadreStatement) rows = cadre_archive_prepare (archive, POSTINGS, error);
  g_autoptr(GError) local_error = NULL;

  if (rows == NULL)
    return FALSE;

  cadre_statement_bind_int64 (rows, 1, self->unit_id);
  while (cadre_statement_step (rows, &local_error))
    {
      add_posting (self, rows);
      add_gap (self, cadre_statement_get_int64 (rows, 0));
      if (g_strcmp0 (cadre_statement_get_text (rows, 6), CADRE_POSTING_RECALL) == 0 &&
          !load_decisions (self, archive, rows, error))
        return FALSE;
      /* The newest comes first: the one who has been there longest stays. */
      if (cadre_statement_is_null (rows, 5) && g_strcmp0 (cadre_statement_get_text (rows, 3), CADRE_FIRST_SECRETARY) == 0)
        {
          self->posting_id = cadre_statement_get_int64 (rows, 0);
          g_free (self->holder);
          self->holder = cadre_statement_dup_text (rows, 2);
        }
    }

  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/**
 * cadre_village_data_load:
 * @data: a #CadreVillageData
 *
 * A #CadreJobFunc.
 */
gboolean
cadre_village_data_load (CadreJob      *job,
                         CadreArchive  *archive,
                         gpointer       data,
                         GError       **error)
{
  CadreVillageData *self = data;
  g_autoptr(CadreCatalogue) catalogue = cadre_catalogue_new (archive, error);

  if (catalogue == NULL || !load_unit (self, archive, error) || !load_coverage (self, archive, error) ||
      !load_postings (self, archive, error))
    return FALSE;

  for (guint i = 0; i < CADRE_VILLAGE_N_GROUPS; i++)
    {
      gboolean of_village = g_str_equal (groups[i].lines.owner_field, "unit_id");

      self->groups[i] = cadre_record_lines_load (archive, catalogue, &groups[i].lines,
                                                 of_village ? self->unit_id : self->posting_id, error);
      if (self->groups[i] == NULL)
        return FALSE;
    }

  return TRUE;
}
