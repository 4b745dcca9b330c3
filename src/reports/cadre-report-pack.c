/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The meeting pack: all reports in one workbook, with cover and contents. */

#define G_LOG_DOMAIN "cadre-report-pack"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cadre-report-private.h"

#define PACK_KEY "meeting-pack"

/* The cover and the contents come first. */
#define COVER 0
#define CONTENTS 1

/* Points between the cover's title and its foot. */
#define COVER_GAP 90.0
#define COVER_LINE 36.0

typedef struct
{
  char *name, *description, *sheet;
  CadreReportLink link;
} Entry;

typedef struct
{
  GPtrArray *entries;           /* Entry */
  guint next;
} Contents;

typedef struct
{
  char *reporter, *date;
  guint next;
} Cover;

static void
entry_free (gpointer data)
{
  Entry *self = data;

  g_free (self->name);
  g_free (self->description);
  g_free (self->sheet);
  g_free (self);
}

static gboolean
cover_next (gpointer           body,
            CadreReportTable  *table,
            GError           **error)
{
  Cover *self = body;
  const char *lines[] = { "", self->reporter, self->date };

  if (self->next >= G_N_ELEMENTS (lines))
    return FALSE;

  _cadre_report_table_begin_row (table, CADRE_REPORT_ROW_SIGN);
  _cadre_report_table_set_row_height (table, self->next == 0 ? COVER_GAP : COVER_LINE);
  _cadre_report_table_add_cell (table, 0, lines[self->next++]);
  return TRUE;
}

static void
cover_free (gpointer body)
{
  Cover *self = body;

  g_free (self->reporter);
  g_free (self->date);
  g_free (self);
}

static const CadreReportBody cover_body = { cover_next, cover_free };

static gboolean
contents_next (gpointer           body,
               CadreReportTable  *table,
               GError           **error)
{
  Contents *self = body;
  const char *texts[3];
  Entry *entry;

  if (self->next >= self->entries->len)
    return FALSE;

  entry = self->entries->pdata[self->next++];
  texts[0] = entry->name;
  texts[1] = entry->description;
  texts[2] = entry->sheet;
  _cadre_report_table_begin_row (table, CADRE_REPORT_ROW_BODY);
  _cadre_report_table_set_row_height (table, COVER_LINE);
  _cadre_report_table_add_number (table, 0, self->next);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      CadreReportCell *cell = _cadre_report_table_add_cell (table, i + 1, texts[i]);

      cell->align = CADRE_REPORT_ALIGN_LEFT;
      cell->link = i == 0 ? &entry->link : NULL;
    }
  _cadre_report_table_count_record (table);

  return TRUE;
}

static void
contents_free (gpointer body)
{
  Contents *self = body;

  g_ptr_array_unref (self->entries);
  g_free (self);
}

static const CadreReportBody contents_body = { contents_next, contents_free };

static CadreReportTable *
add_front (CadreReport        *pack,
           guint               i,
           CadreReportContext *context,
           CadreReportMetrics *metrics,
           GPtrArray          *tables)
{
  CadreReportTable *table = _cadre_report_table_new (pack, pack->tables->pdata[i], NULL, context, metrics);

  g_ptr_array_add (tables, table);
  return table;
}

static void
add_cover (CadreReport        *pack,
           CadreReportContext *context,
           CadreReportMetrics *metrics,
           GPtrArray          *tables)
{
  Cover *cover = g_new0 (Cover, 1);

  cover->reporter = _cadre_report_context_expand (context, "{reporter}");
  cover->date = _cadre_report_context_expand (context, "统计截止：{as_of}");
  _cadre_report_table_set_body (add_front (pack, COVER, context, metrics, tables), &cover_body, cover);
}

/* In a pack there are several 名单: each is named after its table. */
static void
rename_names (GPtrArray *tables,
              guint      first)
{
  for (guint i = first + 1; i < tables->len; i++)
    if (g_str_equal (cadre_report_table_get_name (tables->pdata[i]), "名单"))
      {
        g_autofree char *name = g_strconcat (cadre_report_table_get_name (tables->pdata[i - 1]), "名单", NULL);

        _cadre_report_table_set_name (tables->pdata[i], name);
      }
}

static void
add_entry (Contents    *contents,
           CadreReport *report,
           GPtrArray   *tables,
           guint        first)
{
  CadreReportLink back = { .table = CONTENTS };
  Entry *entry = g_new0 (Entry, 1);

  entry->name = g_strdup (report->name);
  entry->description = g_strdup (report->description);
  entry->sheet = g_strdup (cadre_report_table_get_name (tables->pdata[first]));
  entry->link.table = first;
  g_ptr_array_add (contents->entries, entry);

  for (guint i = first; i < tables->len; i++)
    _cadre_report_table_set_title_link (tables->pdata[i], &back);
}

/* A report for which a person must be chosen is left out where none is; the
 * contents say so. */
static gboolean
add_report (CadreReport         *report,
            CadreReportContext  *context,
            CadreReportMetrics  *metrics,
            GPtrArray           *tables,
            Contents            *contents,
            GString             *left_out,
            GError             **error)
{
  guint first = tables->len;
  const char *why = "没有数据";

  if (!_cadre_report_check_scope (report, context, NULL))
    why = cadre_report_get_needs (report) & CADRE_REPORT_SCOPE_CLASS ? "未选定班次" : "未选定人员";
  else if (!_cadre_report_add_tables (report, context, metrics, tables, error))
    return FALSE;

  if (tables->len > first)
    {
      rename_names (tables, first);
      add_entry (contents, report, tables, first);
    }
  else
    g_string_append_printf (left_out, "%s%s（%s）", left_out->len > 0 ? "、" : "本次未列入：", report->name, why);

  return TRUE;
}

/**
 * cadre_report_build_pack:
 * @reports: (element-type CadreReport): which, in order
 * @scope: who and when, for all of them
 *
 * Lays out all the reports as one workbook: a cover, the contents with links,
 * and their tables.
 *
 * Returns: (transfer full) (element-type CadreReportTable): the tables;
 *   %NULL with @error set, %CADRE_ERROR_NOTHING_TO_DO where nothing is in scope
 */
GPtrArray *
cadre_report_build_pack (GPtrArray               *reports,
                         CadreArchive            *archive,
                         const CadreReportScope  *scope,
                         GError                 **error)
{
  g_autoptr(GPtrArray) tables = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(CadreReportContext) context = _cadre_report_context_new (archive, scope, error);
  g_autoptr(CadreReport) pack = context != NULL ? _cadre_report_load_built_in (PACK_KEY, error) : NULL;
  g_autoptr(CadreReportMetrics) metrics = NULL;
  g_autoptr(GString) left_out = g_string_new (NULL);
  CadreReportTable *contents_table;
  Contents *contents;

  if (pack == NULL)
    return NULL;

  metrics = _cadre_report_metrics_new ();
  contents = g_new0 (Contents, 1);
  contents->entries = g_ptr_array_new_with_free_func (entry_free);
  add_cover (pack, context, metrics, tables);
  contents_table = add_front (pack, CONTENTS, context, metrics, tables);
  _cadre_report_table_set_body (contents_table, &contents_body, contents);

  for (guint i = 0; i < reports->len; i++)
    if (!add_report (reports->pdata[i], context, metrics, tables, contents, left_out, error))
      return NULL;

  if (contents->entries->len == 0)
    {
      g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_NOTHING_TO_DO,
                           _("there is nothing to report for this unit, date and year"));
      return NULL;
    }

  if (left_out->len > 0)
    _cadre_report_table_add_note (contents_table, g_strdup (left_out->str));
  for (guint i = 0; i < tables->len; i++)
    _cadre_report_table_set_index (tables->pdata[i], i);

  return g_steal_pointer (&tables);
}
