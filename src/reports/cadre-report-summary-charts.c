/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The charts of a summary, which show figures of the table above them. */

#include "config.h"

#include "cadre-report-summary-private.h"

static char *
chart_label (Summary    *self,
             const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  return g_strjoinv ("", lines);
}

/* Columns side by side, of the total row: names are their heads. */
static gboolean
chart_of_columns (Summary                    *self,
                  const CadreReportChartSpec *spec,
                  CadreReportChart           *chart)
{
  guint n = g_strv_length (spec->figures), first = _cadre_report_summary_find (self, spec->figures[0]);

  /* Columns that an office left out or parted make no chart. */
  for (guint i = 0; i < n; i++)
    if (first + i >= self->n_columns || _cadre_report_summary_find (self, spec->figures[i]) != first + i)
      return FALSE;

  chart->n_values = n;
  chart->labels = g_new0 (char *, n + 1);
  chart->values = g_new0 (double, n);
  for (guint i = 0; i < n; i++)
    {
      chart->labels[i] = chart_label (self, _cadre_report_summary_column (self, first + i)->head);
      chart->values[i] = *_cadre_report_summary_figure (self, self->n_rows, first + i);
    }
  chart->percent = _cadre_report_summary_column (self, first)->kind == CADRE_REPORT_CELL_PERCENT;

  chart->names.row = chart->names.last_row = self->first_row - 1;
  chart->figures.row = chart->figures.last_row = self->first_row + self->n_rows;
  chart->names.column = chart->figures.column = first;
  chart->names.last_column = chart->figures.last_column = first + n - 1;
  return TRUE;
}

/* One column, over the rows: names are their labels. */
static gboolean
chart_of_rows (Summary                    *self,
               const CadreReportChartSpec *spec,
               CadreReportChart           *chart)
{
  guint column = _cadre_report_summary_find (self, spec->column), label = 0;

  while (label < self->n_columns && _cadre_report_summary_column (self, label)->value != CADRE_REPORT_VALUE_ROW)
    label++;
  if (column == self->n_columns || label == self->n_columns || self->n_rows == 0)
    return FALSE;

  chart->n_values = self->n_rows;
  chart->labels = g_new0 (char *, self->n_rows + 1);
  chart->values = g_new0 (double, self->n_rows);
  for (guint row = 0; row < self->n_rows; row++)
    {
      chart->labels[row] = g_strdup (self->labels->pdata[row]);
      chart->values[row] = *_cadre_report_summary_figure (self, row, column);
    }
  chart->percent = _cadre_report_summary_column (self, column)->kind == CADRE_REPORT_CELL_PERCENT;

  chart->names.row = chart->figures.row = self->first_row;
  chart->names.last_row = chart->figures.last_row = self->first_row + self->n_rows - 1;
  chart->names.column = chart->names.last_column = label;
  chart->figures.column = chart->figures.last_column = column;
  return TRUE;
}

/* Nothing but zeros makes an empty frame on a page of its own. */
static gboolean
shows_something (const CadreReportChart *chart)
{
  for (guint i = 0; i < chart->n_values; i++)
    if (chart->values[i] > 0)
      return TRUE;

  return FALSE;
}

void
_cadre_report_summary_add_charts (Summary          *self,
                                  CadreReportTable *table)
{
  for (guint i = 0; i < self->def->charts->len; i++)
    {
      const CadreReportChartSpec *spec = self->def->charts->pdata[i];
      CadreReportChart *chart = g_new0 (CadreReportChart, 1);

      chart->kind = spec->kind;
      chart->title = _cadre_report_context_expand (self->context, spec->title != NULL ? spec->title : "");
      if ((spec->column != NULL ? chart_of_rows (self, spec, chart)
                                : spec->figures[0] != NULL && chart_of_columns (self, spec, chart)) &&
          shows_something (chart))
        _cadre_report_table_add_chart (table, chart);
      else
        _cadre_report_chart_free (chart);
    }
}
