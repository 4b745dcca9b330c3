/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-record-lines"

#include "config.h"

#include "cadre-record-lines.h"
#include "cadre-record-typed.h"

void
cadre_record_line_free (gpointer data)
{
  CadreRecordLine *line = data;

  g_free (line->title);
  g_free (line->subtitle);
  g_free (line->trailing);
  g_free (line);
}

static char *
join (GHashTable         *shown,
      const char * const *keys,
      guint               n_keys,
      const char         *separator)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_keys && keys[i] != NULL; i++)
    {
      const char *value = g_hash_table_lookup (shown, keys[i]);
      gboolean ends = g_str_equal (keys[i], "until");

      if (value != NULL && *value != '\0')
        g_string_append_printf (text, "%s%s", text->len == 0 ? "" : ends ? "–" : separator, value);
    }

  return g_string_free (text, FALSE);
}

/**
 * cadre_record_lines_load:
 * @owner_id: whose records
 *
 * Returns: (transfer full) (element-type CadreRecordLine): a line for each
 *   record, or %NULL with @error set
 */
GPtrArray *
cadre_record_lines_load (CadreArchive            *archive,
                         CadreCatalogue          *catalogue,
                         const CadreRecordLines  *spec,
                         gint64                   owner_id,
                         GError                 **error)
{
  const CadreRecordKind *kind = cadre_catalogue_get_kind (catalogue, spec->kind);
  g_autoptr(GPtrArray) records = cadre_record_list_of (archive, kind, spec->owner_field, owner_id, error);
  GPtrArray *lines;

  if (records == NULL)
    return NULL;

  lines = g_ptr_array_new_with_free_func (cadre_record_line_free);
  for (guint i = 0; i < records->len; i++)
    {
      const CadreRecord *record = g_ptr_array_index (records, i);
      g_autoptr(GHashTable) shown = cadre_record_show (archive, catalogue, kind, record->values);
      CadreRecordLine *line = g_new0 (CadreRecordLine, 1);

      line->id = record->id;
      line->title = join (shown, spec->title, G_N_ELEMENTS (spec->title), " ");
      line->subtitle = join (shown, spec->subtitle, G_N_ELEMENTS (spec->subtitle), " · ");
      line->trailing = spec->trailing != NULL ? g_strdup (g_hash_table_lookup (shown, spec->trailing)) : NULL;
      g_ptr_array_add (lines, line);
    }

  return lines;
}

/**
 * cadre_record_group_show_lines:
 * @lines: (element-type CadreRecordLine): instead of those there are
 */
void
cadre_record_group_show_lines (CadreRecordGroup *self,
                               GPtrArray        *lines)
{
  cadre_record_group_clear (self);
  for (guint i = 0; i < lines->len; i++)
    {
      const CadreRecordLine *line = g_ptr_array_index (lines, i);

      cadre_record_group_add_line (self, line->id, line->title, line->subtitle, line->trailing);
    }
}
