/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads a round for the board, on a worker. */

#define G_LOG_DOMAIN "cadre-board"

#include "config.h"

#include "cadre-board-data.h"
#include "cadre-photo.h"

static void
card_free (gpointer data)
{
  CadreBoardCard *card = data;

  cadre_candidate_free (card->candidate);
  g_free (card->gaps);
  g_clear_object (&card->photo);
  g_free (card);
}

void
cadre_board_free (gpointer data)
{
  CadreBoard *self = data;

  if (self == NULL)
    return;

  g_clear_pointer (&self->rounds, g_ptr_array_unref);
  g_clear_pointer (&self->pipeline, cadre_pipeline_free);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  g_clear_pointer (&self->pipelines, g_ptr_array_unref);
  g_strfreev (self->levels);
  g_free (self);
}

static char *
name_gaps (GPtrArray *findings)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const CadreEligibilityFinding *finding = g_ptr_array_index (findings, i);

      if (finding->state != CADRE_ELIGIBILITY_MET)
        g_string_append_printf (text, "%s%s %s：%s", text->len > 0 ? "\n" : "", finding->rule->is_must ? "✗" : "!",
                                finding->rule->name, finding->value);
    }

  return text->len > 0 ? g_strdup (text->str) : NULL;
}

static gboolean
find_gaps (CadreBoardCard    *card,
           CadreArchive      *archive,
           CadreEligibility  *rules,
           const CadreDate   *as_of,
           GError           **error)
{
  g_autoptr(GPtrArray) findings = cadre_eligibility_check (rules, archive, card->candidate->person_id, as_of, error);

  if (findings == NULL)
    return FALSE;

  card->n_gaps = cadre_eligibility_count_gaps (findings, TRUE);
  card->n_marks = cadre_eligibility_count_gaps (findings, FALSE) - card->n_gaps;
  card->gaps = name_gaps (findings);
  return TRUE;
}

/* Takes @candidate. */
static CadreBoardCard *
read_card (CadreArchive      *archive,
           CadreEligibility  *rules,
           const CadreDate   *as_of,
           CadreCandidate    *candidate,
           GError           **error)
{
  CadreBoardCard *card = g_new0 (CadreBoardCard, 1);

  card->candidate = candidate;
  /* Once appointed, the rules of the way there were left behind. */
  if (candidate->state != CADRE_CANDIDATE_APPOINTED && !find_gaps (card, archive, rules, as_of, error))
    {
      card_free (card);
      return NULL;
    }
  card->days = -1;
  if (cadre_date_is_complete (&candidate->since))
    {
      CadreDate today = cadre_date_today ();
      GDate from, to;

      g_date_set_dmy (&from, candidate->since.day, candidate->since.month, (GDateYear) candidate->since.year);
      g_date_set_dmy (&to, today.day, today.month, (GDateYear) today.year);
      card->days = g_date_days_between (&from, &to);
    }
  card->photo = cadre_photo_load (archive, candidate->photo);

  return card;
}

static const CadrePromotionRound *
choose_round (const CadreBoard *self)
{
  for (guint i = 0; i < self->rounds->len; i++)
    {
      const CadrePromotionRound *round = g_ptr_array_index (self->rounds, i);

      if (round->id == self->round_id || (self->round_id == 0 && round->is_open))
        return round;
    }

  return self->rounds->len > 0 ? g_ptr_array_index (self->rounds, 0) : NULL;
}

#define LIST_LEVELS \
  "SELECT name FROM (SELECT name, rank, 1 AS part FROM code WHERE set_key = 'post-level' AND rank BETWEEN 9 AND 14 " \
  "UNION ALL SELECT name, rank, 2 FROM code WHERE set_key = 'rank') ORDER BY part, rank"

static GStrv
list_levels (CadreArchive  *archive,
             GError       **error)
{
  g_autoptr(CadreStatement) rows = cadre_archive_prepare (archive, LIST_LEVELS, error);
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  if (rows == NULL)
    return NULL;

  while (cadre_statement_step (rows, NULL))
    g_strv_builder_add (names, cadre_statement_get_text (rows, 0));
  return g_strv_builder_end (names);
}

gboolean
cadre_board_job (CadreJob      *job,
                 CadreArchive  *archive,
                 gpointer       data,
                 GError       **error)
{
  CadreBoard *self = data;
  g_autoptr(CadreCatalogue) catalogue = cadre_catalogue_new (archive, error);
  g_autoptr(GPtrArray) candidates = NULL;
  g_autoptr(CadreEligibility) rules = NULL;
  CadreDate as_of;

  self->cards = g_ptr_array_new_with_free_func (card_free);
  self->rounds = catalogue != NULL ? cadre_promotion_round_list (archive, 0, error) : NULL;
  if (self->rounds == NULL || !(self->levels = list_levels (archive, error)) ||
      !(self->pipelines = cadre_pipeline_list (archive, error)))
    return FALSE;

  self->round = choose_round (self);
  if (self->round == NULL)
    return TRUE;

  self->pipeline = cadre_pipeline_get (archive, self->round->pipeline_id, error);
  candidates = self->pipeline != NULL ? cadre_candidate_list (archive, self->round->id, error) : NULL;
  if (candidates == NULL || !cadre_candidate_load_rules (archive, catalogue, self->round, &rules, &as_of, error))
    return FALSE;

  while (candidates->len > 0)
    {
      CadreBoardCard *card = read_card (archive, rules, &as_of, g_ptr_array_steal_index (candidates, 0), error);

      if (card == NULL)
        return FALSE;
      g_ptr_array_add (self->cards, card);
    }

  return TRUE;
}
