/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-round-tables"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-round-tables.h"

/* Of the tables of facts: each is filled from the same results. */
static const CadreFactColumn people_columns[] = {
  { N_("Name"), 8 }, { N_("Unit"), 14 }, { N_("Post"), 26 }, { N_("Takes Part"), 8 }, { N_("If Not, Why"), 0 },
};
static const CadreFactColumn result_columns[] = {
  { N_("Ranking"), 5 }, { N_("Name"), 8 }, { N_("Unit"), 14 }, { N_("Total"), 7 }, { N_("In the Unit"), 8 }, { N_("Computed"), 9 },
  { N_("Grade"), 9 }, { N_("Remark"), 0 },
};
static const CadreFactColumn pool_columns[] = {
  { N_("Among"), 14 }, { N_("Take Part"), 8 }, { N_("Share"), 7 }, { N_("Places"), 6 }, { N_("Reached the Line"), 12 }, { N_("Given"), 6 },
  { N_("Tied at the Last Place"), 16 }, { N_("Last Total"), 0 },
};

/**
 * cadre_round_tables_make:
 *
 * Gives the tables their columns.
 */
void
cadre_round_tables_make (CadreFactTable *people,
                         CadreFactTable *results,
                         CadreFactTable *pools)
{
  cadre_fact_table_set_columns (people, _("People"), people_columns, G_N_ELEMENTS (people_columns));
  cadre_fact_table_set_columns (results, _("Results"), result_columns, G_N_ELEMENTS (result_columns));
  cadre_fact_table_set_columns (pools, _("Cap"), pool_columns, G_N_ELEMENTS (pool_columns));
}

void
cadre_round_tables_show_people (CadreFactTable       *table,
                                const CadreRoundData *data)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < data->results->len; i++)
    {
      const CadreRoundResult *person = g_ptr_array_index (data->results, i);
      g_autofree char *why = person->takes_part ? g_strdup ("") : cadre_round_result_get_remark (person);
      const char *texts[] = { person->name, person->unit != NULL ? person->unit : "", person->post != NULL ? person->post : "",
                              person->takes_part ? _("Yes") : _("No"), why, NULL };

      g_ptr_array_add (rows, cadre_fact_row_new (person->participant_id, !person->takes_part, texts));
    }
  cadre_fact_table_set_rows (table, rows);
}

static char *
format_rank (guint rank)
{
  return rank > 0 ? g_strdup_printf ("%u", rank) : g_strdup ("");
}

void
cadre_round_tables_show_results (CadreFactTable       *table,
                                 const CadreRoundData *data)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < data->results->len; i++)
    {
      const CadreRoundResult *person = g_ptr_array_index (data->results, i);
      g_autofree char *remark = cadre_round_result_get_remark (person);
      g_autofree char *rank = format_rank (person->rank_all);
      g_autofree char *in_unit = format_rank (person->rank_unit);
      g_autofree char *total = person->has_total ? g_strdup_printf ("%.2f", person->total) : g_strdup ("");
      const char *texts[] = { rank, person->name, person->unit != NULL ? person->unit : "", total, in_unit,
                              person->grade_computed != NULL ? person->grade_computed : "", person->grade != NULL ? person->grade : "",
                              remark, NULL };

      g_ptr_array_add (rows, cadre_fact_row_new (person->participant_id, !person->takes_part, texts));
    }
  cadre_fact_table_set_rows (table, rows);
}

void
cadre_round_tables_show_pools (CadreFactTable       *table,
                               const CadreRoundData *data)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; data->pools != NULL && i < data->pools->len; i++)
    {
      const CadreRoundPool *pool = &g_array_index (data->pools, CadreRoundPool, i);
      g_autofree char *base = g_strdup_printf ("%u", pool->base);
      g_autofree char *share = g_strdup_printf ("%.2f", cadre_decimal_to_double (pool->share));
      g_autofree char *places = g_strdup_printf ("%u", pool->places);
      g_autofree char *reached = g_strdup_printf ("%u", pool->n_reached);
      g_autofree char *given = g_strdup_printf ("%u", pool->n_given);
      g_autofree char *tied = pool->n_tied > 0 ? g_strdup_printf ("%u", pool->n_tied) : g_strdup ("");
      g_autofree char *last = pool->n_given > 0 ? g_strdup_printf ("%.2f", cadre_decimal_to_double (pool->last)) : g_strdup ("");
      const char *texts[] = { g_ptr_array_index (data->pool_names, i), base, share, places, reached, given, tied, last, NULL };

      g_ptr_array_add (rows, cadre_fact_row_new (pool->unit_id, FALSE, texts));
    }
  cadre_fact_table_set_rows (table, rows);
}

/**
 * cadre_round_tables_tell_cap:
 *
 * Returns: (transfer full): the cap in words, with the approval it has
 */
char *
cadre_round_tables_tell_cap (const CadreRoundInfo *info)
{
  const char *rounding = g_strcmp0 (info->cap_rounding, "down") == 0 ? _("rounded down")
                         : g_strcmp0 (info->cap_rounding, "up") == 0 ? _("rounded up") : _("rounded to the nearest");

  return g_strdup_printf (_("At most %g %% of those who take part, %s%s%s"), info->cap * 100, rounding,
                          info->cap_approval != NULL ? " · " : "", info->cap_approval != NULL ? info->cap_approval : "");
}
