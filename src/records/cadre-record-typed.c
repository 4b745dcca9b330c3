/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-record"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cadre-record-typed.h"

/**
 * cadre_record_show:
 * @values: field key -> canonical text
 *
 * Returns: (transfer full) (element-type utf8 utf8): field key -> the value as
 *   people read it
 */
GHashTable *
cadre_record_show (CadreArchive           *archive,
                   CadreCatalogue         *catalogue,
                   const CadreRecordKind  *kind,
                   GHashTable             *values)
{
  GHashTable *shown = cadre_record_new_values ();
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const CadreField *field = cadre_record_kind_get_field (kind, key);
      char *text = field != NULL ? cadre_record_format_value (archive, catalogue, field, value) : NULL;

      if (text != NULL)
        g_hash_table_insert (shown, g_strdup (key), text);
    }

  return shown;
}

/**
 * cadre_record_get_shown:
 *
 * Returns: (transfer full) (element-type utf8 utf8): the record as people read
 *   it, or %NULL with @error set
 */
GHashTable *
cadre_record_get_shown (CadreArchive           *archive,
                        CadreCatalogue         *catalogue,
                        const CadreRecordKind  *kind,
                        gint64                  id,
                        GError                **error)
{
  g_autoptr(GHashTable) values = cadre_record_get (archive, kind, id, error);

  return values != NULL ? cadre_record_show (archive, catalogue, kind, values) : NULL;
}

static gboolean
keep_original (CadreArchive           *archive,
               CadreCatalogue         *catalogue,
               const CadreRecordKind  *kind,
               const CadreField       *field,
               gint64                  id,
               const char             *text,
               const char             *canonical,
               GError                **error)
{
  if (!cadre_catalogue_says_less (catalogue, field, text, canonical))
    return TRUE;

  return cadre_record_keep_original (archive, kind, id, field->key, text, error);
}

/* A field of that key, or an error: who asks may have the key from elsewhere. */
static const CadreField *
find_field (const CadreRecordKind  *kind,
            const char             *key,
            GError                **error)
{
  const CadreField *field = cadre_record_kind_get_field (kind, key);

  if (field == NULL)
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("%s has no field “%s”"), kind->label, key);
  return field;
}

/**
 * cadre_record_set_typed:
 * @key: a field of @kind
 * @text: as typed; empty to make it empty
 *
 * Changes one field of a record. Where the stored value says less than the
 * text, the text is kept beside it.
 */
gboolean
cadre_record_set_typed (CadreArchive           *archive,
                        CadreCatalogue         *catalogue,
                        const CadreRecordKind  *kind,
                        gint64                  id,
                        const char             *key,
                        const char             *text,
                        GError                **error)
{
  const CadreField *field = find_field (kind, key, error);
  g_autoptr(GHashTable) values = cadre_record_new_values ();
  char *canonical;

  if (field == NULL)
    return FALSE;

  canonical = cadre_record_parse_value (archive, catalogue, field, text, NULL, error);
  if (canonical == NULL)
    return FALSE;

  g_hash_table_insert (values, g_strdup (key), canonical);
  return cadre_record_update (archive, kind, id, values, error) &&
         keep_original (archive, catalogue, kind, field, id, text, canonical, error);
}

/**
 * cadre_record_add_typed:
 * @texts: (element-type utf8 utf8): field key -> text as typed
 * @faulty_key: (out) (optional) (nullable): the field that cannot be taken
 *
 * Adds a record.
 *
 * Returns: its key, 0 with @error set
 */
gint64
cadre_record_add_typed (CadreArchive           *archive,
                        CadreCatalogue         *catalogue,
                        const CadreRecordKind  *kind,
                        GHashTable             *texts,
                        char                  **faulty_key,
                        GError                **error)
{
  g_autoptr(GHashTable) values = cadre_record_new_values ();
  GHashTableIter iter;
  gpointer key, text;
  gint64 id;

  g_hash_table_iter_init (&iter, texts);
  while (g_hash_table_iter_next (&iter, &key, &text))
    {
      const CadreField *field = find_field (kind, key, error);
      char *canonical;

      if (field == NULL)
        return 0;
      canonical = cadre_record_parse_value (archive, catalogue, field, text, NULL, error);
      if (canonical == NULL)
        {
          if (faulty_key != NULL)
            *faulty_key = g_strdup (key);
          g_prefix_error (error, "%s: ", field->label);
          return 0;
        }
      g_hash_table_insert (values, g_strdup (key), canonical);
    }

  id = cadre_record_insert (archive, kind, values, error);
  g_hash_table_iter_init (&iter, texts);
  while (id != 0 && g_hash_table_iter_next (&iter, &key, &text))
    if (!keep_original (archive, catalogue, kind, cadre_record_kind_get_field (kind, key), id, text,
                        g_hash_table_lookup (values, key), error))
      return 0;

  return id;
}
