/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-presence-data"

#include "config.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "cadre-presence-data.h"
#include "cadre-presence-entry.h"

/* Months are columns "1" to "12"; appraisals are named as their terms. */
static const struct
{
  const char *term;
  const char *title;
} appraisals[] = {
  { "上半年", N_("First Half") },
  { "下半年", N_("Second Half") },
  { "年度", N_("Year") },
};

CadrePresenceData *
cadre_presence_data_new (int      year,
                         gint64   unit_id,
                         gboolean open_only)
{
  CadrePresenceData *self = g_new0 (CadrePresenceData, 1);

  self->year = year;
  self->unit_id = unit_id;
  self->open_only = open_only;
  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_grid_column_free);
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

void
cadre_presence_data_free (gpointer data)
{
  CadrePresenceData *self = data;

  g_clear_pointer (&self->rule, cadre_presence_rule_free);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

static void
add_column (CadrePresenceData *self,
            const char        *key,
            const char        *title,
            int                width,
            gboolean           editable,
            gboolean           numeric)
{
  g_ptr_array_add (self->columns, cadre_grid_column_new (key, title, width, editable, numeric));
}

static void
make_columns (CadrePresenceData *self)
{
  add_column (self, "unit", _("Village"), 13, FALSE, FALSE);
  add_column (self, "name", _("Name"), 6, FALSE, FALSE);
  add_column (self, "standing", _("Below, Missing"), 8, FALSE, FALSE);
  for (guint month = 1; month <= 12; month++)
    {
      g_autofree char *key = g_strdup_printf ("%u", month);

      add_column (self, key, key, 2, TRUE, TRUE);
    }
  for (guint i = 0; i < G_N_ELEMENTS (appraisals); i++)
    add_column (self, appraisals[i].term, _(appraisals[i].title), 4, TRUE, FALSE);
  add_column (self, "limit", _("Spot Checks"), 10, FALSE, FALSE);
}

/* 21, or 18+2. */
static char *
format_days (const CadrePresenceMonth *month)
{
  if (month == NULL || month->state == CADRE_PRESENCE_MISSING)
    return g_strdup ("");
  return month->leave_days > 0 ? g_strdup_printf ("%g+%g", month->days, month->leave_days)
                               : g_strdup_printf ("%g", month->days);
}

static char *
describe_standing (const CadrePresenceYear *year)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < 12; i++)
    if (year->months[i] != NULL && year->months[i]->state == CADRE_PRESENCE_SHORT)
      g_string_append_printf (text, "%s%u↓", text->len > 0 ? " " : "", i + 1);
  for (guint i = 0; i < 12; i++)
    if (year->months[i] != NULL && year->months[i]->state == CADRE_PRESENCE_MISSING)
      g_string_append_printf (text, "%s%u?", text->len > 0 ? " " : "", i + 1);

  return g_strdup (text->str);
}

static char *
describe_checks (const CadrePresenceYear *year)
{
  switch (cadre_presence_get_limit (year->n_absent))
    {
    case CADRE_APPRAISAL_NOT_EXCELLENT:
      return g_strdup_printf (_("absent %u×: not to be commended"), year->n_absent);
    case CADRE_APPRAISAL_UNFIT:
      return g_strdup_printf (_("absent %u×: 不称职"), year->n_absent);
    case CADRE_APPRAISAL_NO_LIMIT:
    default:
      return year->n_checks > 0 ? g_strdup_printf (_("%u, always there"), year->n_checks) : g_strdup ("");
    }
}

static CadreGridRow *
row_new (const CadrePresenceYear *year)
{
  g_autoptr(GStrvBuilder) texts = g_strv_builder_new ();
  const char *found[] = { year->first_half, year->second_half, year->whole };
  g_autofree char *standing = describe_standing (year);
  g_autofree char *checks = describe_checks (year);

  g_strv_builder_add (texts, year->unit != NULL ? year->unit : "");
  g_strv_builder_add (texts, year->name);
  g_strv_builder_add (texts, standing);
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *days = format_days (year->months[i]);

      g_strv_builder_add (texts, days);
    }
  for (guint i = 0; i < G_N_ELEMENTS (found); i++)
    g_strv_builder_add (texts, found[i] != NULL ? found[i] : "");
  g_strv_builder_add (texts, checks);

  return cadre_grid_row_new (year->posting_id, g_strv_builder_end (texts));
}

/**
 * cadre_presence_data_load:
 * @data: a #CadrePresenceData
 *
 * A #CadreJobFunc.
 */
gboolean
cadre_presence_data_load (CadreJob      *job,
                          CadreArchive  *archive,
                          gpointer       data,
                          GError       **error)
{
  CadrePresenceData *self = data;
  const CadrePresenceQuery query = { .year = self->year, .today = cadre_date_today (), .unit_id = self->unit_id };
  g_autoptr(CadreWorkdays) workdays = cadre_workdays_load (archive, error);
  g_autoptr(GPtrArray) years = NULL;

  self->rule = workdays != NULL ? cadre_presence_rule_load (archive, error) : NULL;
  self->rules = self->rule != NULL ? cadre_presence_rules_list (error) : NULL;
  years = self->rules != NULL ? cadre_presence_list_year (archive, self->rule, workdays, &query, error) : NULL;
  if (years == NULL)
    return FALSE;

  make_columns (self);
  for (guint i = 0; i < years->len; i++)
    {
      const CadrePresenceYear *year = g_ptr_array_index (years, i);

      self->n_postings++;
      self->n_short += year->n_short > 0;
      self->n_missing += year->n_missing > 0;
      if (!self->open_only || year->n_short > 0 || year->n_missing > 0)
        g_ptr_array_add (self->rows, row_new (year));
    }

  return TRUE;
}

/* ---- writing */

CadrePresenceEdit *
cadre_presence_edit_new (int        year,
                         GPtrArray *edits)
{
  CadrePresenceEdit *self = g_new0 (CadrePresenceEdit, 1);

  self->year = year;
  self->edits = g_ptr_array_ref (edits);
  return self;
}

void
cadre_presence_edit_free (gpointer data)
{
  CadrePresenceEdit *self = data;

  g_ptr_array_unref (self->edits);
  g_free (self);
}

/**
 * cadre_presence_edit_job:
 * @data: a #CadrePresenceEdit
 *
 * Takes all of the cells or none. A #CadreJobFunc.
 */
gboolean
cadre_presence_edit_job (CadreJob      *job,
                         CadreArchive  *archive,
                         gpointer       data,
                         GError       **error)
{
  CadrePresenceEdit *self = data;
  g_autoptr(CadreCatalogue) catalogue = cadre_catalogue_new (archive, error);

  if (catalogue == NULL)
    return FALSE;

  for (guint i = 0; i < self->edits->len; i++)
    {
      const CadreGridEdit *edit = g_ptr_array_index (self->edits, i);
      int number = atoi (edit->key);
      g_autofree char *month = g_strdup_printf ("%04d-%02d", self->year, number);

      if (number > 0 ? !cadre_presence_set_typed (archive, edit->row_id, month, edit->text, error)
                     : !cadre_appraisal_set_typed (archive, catalogue, edit->row_id, self->year, edit->key, edit->text, error))
        return FALSE;
    }

  return TRUE;
}
