/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Values that name a unit, a person or another record. */

#define G_LOG_DOMAIN "cadre-record"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cadre-name.h"
#include "cadre-people.h"

static gint64
find_record (CadreArchive           *archive,
             const CadreRecordKind  *kind,
             const char             *text,
             GError                **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s WHERE %s = ?1 LIMIT 2", kind->key, kind->label_field);
  g_autoptr(CadreStatement) rows = cadre_archive_prepare (archive, sql, error);
  gint64 id;

  if (rows == NULL)
    return 0;

  cadre_statement_bind_text (rows, 1, text);
  if (!cadre_statement_step (rows, error))
    {
      if (cadre_statement_is_done (rows))
        g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("%s: there is no “%s”"), kind->label, text);
      return 0;
    }

  id = cadre_statement_get_int64 (rows, 0);
  if (!cadre_statement_step (rows, error))
    return cadre_statement_is_done (rows) ? id : 0;

  g_set_error (error, CADRE_ERROR, CADRE_ERROR_AMBIGUOUS, _("%s: more than one is called “%s”; choose one from the list"),
               kind->label, text);
  return 0;
}

/**
 * cadre_record_parse_value:
 * @text: (nullable): as typed
 * @warning: (out) (optional) (nullable): as cadre_catalogue_parse_value() has it
 *
 * As cadre_catalogue_parse_value(), but units, persons and records are found by
 * name too.
 *
 * Returns: (transfer full) (nullable): canonical text, or %NULL with @error set
 */
char *
cadre_record_parse_value (CadreArchive      *archive,
                          CadreCatalogue    *catalogue,
                          const CadreField  *field,
                          const char        *text,
                          char             **warning,
                          GError           **error)
{
  g_autofree char *typed = NULL;
  gint64 id;

  if (field->kind != CADRE_FIELD_UNIT && field->kind != CADRE_FIELD_PERSON && field->kind != CADRE_FIELD_RECORD)
    return cadre_catalogue_parse_value (catalogue, field, text, warning, error);

  if (warning != NULL)
    *warning = NULL;
  typed = cadre_text_normalize (text);
  if (*typed == '\0')
    return g_strdup ("");
  if (g_ascii_string_to_signed (typed, 10, 1, G_MAXINT64, &id, NULL))
    return g_steal_pointer (&typed);

  if (field->kind == CADRE_FIELD_UNIT)
    id = cadre_units_identify (archive, typed, error);
  else if (field->kind == CADRE_FIELD_PERSON)
    id = cadre_people_identify (archive, typed, error);
  else
    id = find_record (archive, cadre_catalogue_get_kind (catalogue, field->record_kind), typed, error);

  return id > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, id) : NULL;
}

static const CadreRecordKind *
referred_kind (CadreCatalogue   *catalogue,
               const CadreField *field)
{
  switch (field->kind)
    {
    case CADRE_FIELD_UNIT:
      return cadre_catalogue_get_kind (catalogue, "unit");
    case CADRE_FIELD_PERSON:
      return cadre_catalogue_get_kind (catalogue, "person");
    case CADRE_FIELD_RECORD:
      return cadre_catalogue_get_kind (catalogue, field->record_kind);
    default:
      return NULL;
    }
}

/**
 * cadre_record_format_value:
 * @canonical: (nullable): as stored
 *
 * As cadre_catalogue_format_value(), with the names of units, persons and
 * records. One indexed look-up each: for a report's many rows, join instead.
 *
 * Returns: (transfer full): the text as registers print it, empty for none
 */
char *
cadre_record_format_value (CadreArchive     *archive,
                           CadreCatalogue   *catalogue,
                           const CadreField *field,
                           const char       *canonical)
{
  const CadreRecordKind *kind = referred_kind (catalogue, field);

  if (kind == NULL || canonical == NULL || *canonical == '\0')
    return cadre_catalogue_format_value (catalogue, field, canonical);

  return cadre_record_get_label (archive, catalogue, kind, g_ascii_strtoll (canonical, NULL, 10));
}

/**
 * cadre_record_get_label:
 *
 * Returns: (transfer full): what a record is called; its number with # where
 *   it is gone or has no name
 */
char *
cadre_record_get_label (CadreArchive          *archive,
                        CadreCatalogue        *catalogue,
                        const CadreRecordKind *kind,
                        gint64                 id)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s WHERE id = ?1", kind->label_field, kind->key);
  g_autoptr(CadreStatement) row = cadre_archive_prepare (archive, sql, NULL);
  g_autofree char *value = NULL;

  if (row != NULL)
    {
      cadre_statement_bind_int64 (row, 1, id);
      if (cadre_statement_step (row, NULL))
        value = cadre_statement_dup_text (row, 0);
    }

  if (value == NULL)
    return g_strdup_printf ("#%" G_GINT64_FORMAT, id);

  return cadre_record_format_value (archive, catalogue, cadre_record_kind_get_field (kind, kind->label_field), value);
}
