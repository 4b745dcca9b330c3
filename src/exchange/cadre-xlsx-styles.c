/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The one thing about styles that reading needs: which show dates. */

#define G_LOG_DOMAIN "cadre-xlsx-styles"

#include "config.h"

#include "cadre-xlsx-private.h"

static const char *const elements[] = { "numFmt", "cellXfs", "xf", NULL };

enum { NUMBER_FORMAT, CELL_FORMATS, FORMAT };

typedef struct
{
  const CadreSheetLimits *limits;
  GHashTable *kinds;      /* number format id -> CadreNumberKind */
  GArray *format_ids;     /* of guint32, by style */
  gboolean in_cell_formats;
} Reading;

static guint32
number_attribute (const char **attributes,
                  int          n_attributes,
                  const char  *name)
{
  gsize length = 0;
  const char *text = cadre_xml_attribute (attributes, n_attributes, name, &length);
  guint32 value = 0;

  if (text != NULL && cadre_xml_number (text, length, &value))
    return value;

  return 0;
}

static void
add_number_format (Reading     *self,
                   const char **attributes,
                   int          n_attributes)
{
  g_autofree char *code = cadre_xml_dup (attributes, n_attributes, "formatCode");
  guint32 id = number_attribute (attributes, n_attributes, "numFmtId");

  if (code != NULL && g_hash_table_size (self->kinds) < self->limits->styles)
    g_hash_table_insert (self->kinds, GUINT_TO_POINTER (id), GINT_TO_POINTER (cadre_number_kind_of_format (code)));
}

static void
start_cb (CadreXml    *xml,
          int          element,
          const char **attributes,
          int          n_attributes,
          gpointer     user_data)
{
  Reading *self = user_data;

  switch (element)
    {
    case NUMBER_FORMAT:
      add_number_format (self, attributes, n_attributes);
      break;

    case CELL_FORMATS:
      self->in_cell_formats = TRUE;
      break;

    case FORMAT:
      if (self->in_cell_formats && self->format_ids->len < self->limits->styles)
        {
          guint32 id = number_attribute (attributes, n_attributes, "numFmtId");

          g_array_append_val (self->format_ids, id);
        }
      break;

    default:
      break;
    }
}

static void
end_cb (CadreXml *xml,
        int       element,
        gpointer  user_data)
{
  Reading *self = user_data;

  if (element == CELL_FORMATS)
    self->in_cell_formats = FALSE;
}

/* A format that the file spells out counts before the built-in of its id. */
static GArray *
kinds_of_styles (Reading *self)
{
  GArray *styles = g_array_sized_new (FALSE, FALSE, sizeof (guint8), self->format_ids->len);

  for (guint i = 0; i < self->format_ids->len; i++)
    {
      guint32 id = g_array_index (self->format_ids, guint32, i);
      gpointer found;
      guint8 kind = (guint8) cadre_number_kind_of_builtin (id);

      if (g_hash_table_lookup_extended (self->kinds, GUINT_TO_POINTER (id), NULL, &found))
        kind = (guint8) GPOINTER_TO_UINT (found);
      g_array_append_val (styles, kind);
    }

  return styles;
}

/**
 * cadre_xlsx_styles_read:
 *
 * Returns: (transfer full) (element-type guint8): a #CadreNumberKind for
 *   each cell style
 */
GArray *
cadre_xlsx_styles_read (CadreZip                *zip,
                        const char              *part,
                        const CadreSheetLimits  *limits,
                        GCancellable            *cancellable,
                        GError                 **error)
{
  static const CadreXmlVisitor visitor = { .elements = elements, .start = start_cb, .end = end_cb };
  g_autoptr(GHashTable) kinds = g_hash_table_new (NULL, NULL);
  g_autoptr(GArray) format_ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  Reading self = { limits, kinds, format_ids, FALSE };

  if (!cadre_zip_parse (zip, part, NULL, &visitor, &self, cancellable, error))
    return NULL;

  return kinds_of_styles (&self);
}
