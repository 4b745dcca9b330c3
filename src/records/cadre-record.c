/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any record, by the catalogue. The text of a statement names the columns in
 * the catalogue's order, so that records with the same fields share one
 * prepared statement. */

#define G_LOG_DOMAIN "cadre-record"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "cadre-record-private.h"

/**
 * cadre_record_new_values:
 *
 * Returns: (transfer full) (element-type utf8 utf8): an empty table that owns
 *   its keys and texts
 */
GHashTable *
cadre_record_new_values (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

gboolean
_cadre_record_has_custom (const CadreRecordKind *kind)
{
  for (guint i = kind->fields->len; i > 0; i--)
    if (((const CadreField *) g_ptr_array_index (kind->fields, i - 1))->custom)
      return TRUE;

  return FALSE;
}

static const char *
value_of (GHashTable       *values,
          const CadreField *field)
{
  return g_hash_table_lookup (values, field->key);
}

/* The custom values that are given, as a JSON object; null takes one away.
 * NULL where none is given. */
static char *
custom_patch (const CadreRecordKind *kind,
              GHashTable            *values)
{
  g_autoptr(JsonObject) object = json_object_new ();
  g_autoptr(JsonNode) node = NULL;

  for (guint i = 0; i < kind->fields->len; i++)
    {
      const CadreField *field = g_ptr_array_index (kind->fields, i);
      const char *value = field->custom ? value_of (values, field) : NULL;

      if (value == NULL)
        continue;

      if (*value == '\0')
        json_object_set_null_member (object, field->key);
      else if (field->kind == CADRE_FIELD_NUMBER)
        json_object_set_double_member (object, field->key, g_ascii_strtod (value, NULL));
      else if (field->kind == CADRE_FIELD_INTEGER || field->kind == CADRE_FIELD_BOOL)
        json_object_set_int_member (object, field->key, g_ascii_strtoll (value, NULL, 10));
      else
        json_object_set_string_member (object, field->key, value);
    }

  if (json_object_get_size (object) == 0)
    return NULL;

  node = json_node_alloc ();
  json_node_init_object (node, object);
  return json_to_string (node, FALSE);
}

static const CadreField *
field_in_message (const CadreRecordKind *kind,
                  const char            *message)
{
  const CadreField *found = NULL;

  /* The longest key: post_level_since holds post_level. */
  for (guint i = 0; i < kind->fields->len; i++)
    {
      const CadreField *field = g_ptr_array_index (kind->fields, i);

      if (!field->custom && strstr (message, field->key) != NULL &&
          (found == NULL || strlen (field->key) > strlen (found->key)))
        found = field;
    }

  return found;
}

/* person_id, year, kind -> 人员、考核年度、考核类别 */
static char *
labels_in_message (const CadreRecordKind *kind,
                   const char            *message)
{
  GString *labels = g_string_new (NULL);

  for (guint i = 0; i < kind->fields->len; i++)
    {
      const CadreField *field = g_ptr_array_index (kind->fields, i);
      g_autofree char *column = g_strdup_printf ("%s.%s", kind->key, field->key);
      const char *at = strstr (message, column);

      if (at != NULL && strchr (",) ", at[strlen (column)]) != NULL)
        g_string_append_printf (labels, "%s%s", labels->len > 0 ? "、" : "", field->label);
    }

  return g_string_free (labels, FALSE);
}

/* SQLite names columns; people know labels. */
static void
explain (const CadreRecordKind  *kind,
         GError                **error)
{
  g_autofree char *text = NULL;
  g_autofree char *labels = NULL;
  const CadreField *field;

  if (error == NULL || !g_error_matches (*error, CADRE_ERROR, CADRE_ERROR_INVALID))
    return;

  if (strstr ((*error)->message, "UNIQUE") != NULL)
    {
      labels = labels_in_message (kind, (*error)->message);
      text = g_strdup_printf (_("%s: there is a record with the same %s already; change that one"), kind->label, labels);
    }
  else if (strstr ((*error)->message, "FOREIGN KEY") != NULL)
    {
      text = g_strdup_printf (_("%s: it names a record that is not there, or others still name it; change those first"),
                              kind->label);
    }
  else if ((field = field_in_message (kind, (*error)->message)) != NULL)
    {
      text = g_strdup_printf (_("%s: the value of “%s” is not allowed; correct it"), kind->label, field->label);
    }

  if (text == NULL)
    return;

  g_clear_error (error);
  g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_INVALID, text);
}

static gboolean
check_required (const CadreRecordKind  *kind,
                GHashTable             *values,
                gboolean                all,
                GError                **error)
{
  for (guint i = 0; i < kind->fields->len; i++)
    {
      const CadreField *field = g_ptr_array_index (kind->fields, i);
      const char *value = value_of (values, field);

      if (!field->required || (value == NULL && !all) || (value != NULL && *value != '\0'))
        continue;

      g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("%s: “%s” is missing; fill it in"),
                   kind->label, field->label);
      return FALSE;
    }

  return TRUE;
}

/* A key that the catalogue does not know would be lost in silence. */
static gboolean
check_keys (const CadreRecordKind  *kind,
            GHashTable             *values,
            GError                **error)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (cadre_record_kind_get_field (kind, key) == NULL)
      {
        g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("%s has no field “%s”"), kind->label, (char *) key);
        return FALSE;
      }

  return TRUE;
}

/* The columns are STRICT: a text that is a number becomes one, one that is
 * none is refused. Returns the next parameter. */
static int
bind_values (CadreStatement        *statement,
             const CadreRecordKind *kind,
             GHashTable            *values)
{
  int parameter = 1;

  for (guint i = 0; i < kind->fields->len; i++)
    {
      const CadreField *field = g_ptr_array_index (kind->fields, i);
      const char *value = field->custom ? NULL : value_of (values, field);

      if (value != NULL)
        cadre_statement_bind_text (statement, parameter++, *value != '\0' ? value : NULL);
    }

  return parameter;
}

static guint
append_given (const CadreRecordKind *kind,
              GHashTable            *values,
              GString               *sql,
              const char            *suffix)
{
  guint n = 0;

  for (guint i = 0; i < kind->fields->len; i++)
    {
      const CadreField *field = g_ptr_array_index (kind->fields, i);

      if (!field->custom && value_of (values, field) != NULL)
        g_string_append_printf (sql, "%s%s%s", n++ > 0 ? ", " : "", field->key, suffix);
    }

  return n;
}

static char *
insert_sql (const CadreRecordKind *kind,
            GHashTable            *values,
            gboolean               has_custom)
{
  GString *sql = g_string_new ("INSERT INTO ");
  guint n;

  g_string_append_printf (sql, "%s (", kind->key);
  n = append_given (kind, values, sql, "");
  if (has_custom)
    g_string_append_printf (sql, "%scustom", n > 0 ? ", " : "");
  g_string_append (sql, ") VALUES (");
  for (guint i = 0; i < n; i++)
    g_string_append (sql, i > 0 ? ", ?" : "?");
  if (has_custom)
    g_string_append_printf (sql, "%snullif (json_patch ('{}', ?), '{}')", n > 0 ? ", " : "");
  g_string_append_c (sql, ')');

  return g_string_free (sql, FALSE);
}

/**
 * cadre_record_insert:
 * @values: (element-type utf8 utf8): canonical texts; columns not given get
 *   the schema's defaults
 *
 * Makes a record, inside a running action.
 *
 * Returns: its id, or 0 with @error set (%CADRE_ERROR_INVALID with a message
 *   in the catalogue's words where a value breaks a rule)
 */
gint64
cadre_record_insert (CadreArchive           *archive,
                     const CadreRecordKind  *kind,
                     GHashTable             *values,
                     GError                **error)
{
  g_autofree char *custom = custom_patch (kind, values);
  g_autofree char *sql = NULL;
  g_autoptr(CadreStatement) insert = NULL;
  g_autoptr(GError) local_error = NULL;
  int parameter;

  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), 0);

  if (!check_keys (kind, values, error) || !check_required (kind, values, TRUE, error))
    return 0;

  sql = insert_sql (kind, values, custom != NULL);
  insert = cadre_archive_prepare (archive, sql, error);
  if (insert == NULL)
    return 0;

  parameter = bind_values (insert, kind, values);
  if (custom != NULL)
    cadre_statement_bind_text (insert, parameter, custom);

  if (cadre_statement_run (insert, &local_error))
    return cadre_archive_last_row_id (archive);

  explain (kind, &local_error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return 0;
}

static gboolean
set_not_found (const CadreRecordKind  *kind,
               gint64                  id,
               GError                **error)
{
  g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("%s: there is no record %ld"),
               kind->label, (glong) id);
  return FALSE;
}

/**
 * cadre_record_update:
 * @values: (element-type utf8 utf8): what changes: canonical texts, empty to
 *   make a field empty; fields not given stay
 *
 * Changes a record, inside a running action.
 */
gboolean
cadre_record_update (CadreArchive           *archive,
                     const CadreRecordKind  *kind,
                     gint64                  id,
                     GHashTable             *values,
                     GError                **error)
{
  g_autofree char *custom = custom_patch (kind, values);
  g_autoptr(GString) sql = g_string_new ("UPDATE ");
  g_autoptr(CadreStatement) update = NULL;
  g_autoptr(GError) local_error = NULL;
  int parameter;
  guint n;

  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), FALSE);

  if (!check_keys (kind, values, error) || !check_required (kind, values, FALSE, error))
    return FALSE;
  if (g_hash_table_size (values) == 0)
    return TRUE;

  g_string_append_printf (sql, "%s SET ", kind->key);
  n = append_given (kind, values, sql, " = ?");
  if (custom != NULL)
    g_string_append_printf (sql, "%scustom = nullif (json_patch (ifnull (custom, '{}'), ?), '{}')", n > 0 ? ", " : "");
  g_string_append (sql, " WHERE id = ?");

  update = cadre_archive_prepare (archive, sql->str, error);
  if (update == NULL)
    return FALSE;

  parameter = bind_values (update, kind, values);
  if (custom != NULL)
    cadre_statement_bind_text (update, parameter++, custom);
  cadre_statement_bind_int64 (update, parameter, id);

  if (cadre_statement_run (update, &local_error))
    return cadre_archive_n_changed (archive) > 0 || set_not_found (kind, id, error);

  explain (kind, &local_error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
run_for_record (CadreArchive  *archive,
                const char    *sql,
                const char    *kind,
                gint64         id,
                GError       **error)
{
  g_autoptr(CadreStatement) statement = cadre_archive_prepare (archive, sql, error);

  if (statement == NULL)
    return FALSE;

  cadre_statement_bind_text (statement, 1, kind);
  cadre_statement_bind_int64 (statement, 2, id);
  return cadre_statement_run (statement, error);
}

static gboolean delete_belongings (CadreArchive  *archive,
                                   const char    *kind,
                                   gint64         id,
                                   GError       **error);

/* The records of @child that go with this one. */
static gboolean
delete_belongings_of (CadreArchive  *archive,
                      const char    *child,
                      const char    *column,
                      gint64         id,
                      GError       **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM %s WHERE %s = ?1", child, column);
  g_autoptr(CadreStatement) rows = cadre_archive_prepare (archive, sql, error);

  if (rows == NULL)
    return FALSE;

  cadre_statement_bind_int64 (rows, 1, id);
  while (cadre_statement_step (rows, error))
    if (!delete_belongings (archive, child, cadre_statement_get_int64 (rows, 0), error))
      return FALSE;

  return cadre_statement_is_done (rows);
}

/* Original texts and attachments name their record without a foreign key:
 * those of the record and of all that goes with it go too, or a later record
 * with the same id would inherit them. */
static gboolean
delete_belongings (CadreArchive  *archive,
                   const char    *kind,
                   gint64         id,
                   GError       **error)
{
  g_autoptr(CadreStatement) children = NULL;

  if (!run_for_record (archive, "DELETE FROM original_text WHERE record_kind = ?1 AND record_id = ?2", kind, id, error) ||
      !run_for_record (archive, "DELETE FROM attachment WHERE record_kind = ?1 AND record_id = ?2", kind, id, error))
    return FALSE;

  children = cadre_archive_prepare (archive,
                                    "SELECT t.name, f.\"from\" FROM sqlite_schema t, pragma_foreign_key_list (t.name) f "
                                    "WHERE t.type = 'table' AND f.\"table\" = ?1 AND f.on_delete = 'CASCADE' "
                                    "AND t.name <> 'person_key'", error);
  if (children == NULL)
    return FALSE;

  cadre_statement_bind_text (children, 1, kind);
  while (cadre_statement_step (children, error))
    if (!delete_belongings_of (archive, cadre_statement_get_text (children, 0),
                               cadre_statement_get_text (children, 1), id, error))
      return FALSE;

  return cadre_statement_is_done (children);
}

/**
 * cadre_record_delete:
 *
 * Deletes a record and what belongs to it, inside a running action: the
 * journal keeps all of it, so that undo brings it back.
 */
gboolean
cadre_record_delete (CadreArchive           *archive,
                     const CadreRecordKind  *kind,
                     gint64                  id,
                     GError                **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM %s WHERE id = ?1", kind->key);
  g_autoptr(CadreStatement) statement = NULL;
  g_autoptr(GError) local_error = NULL;
  gint64 any = 0;

  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), FALSE);

  if (!cadre_archive_query_int64 (archive, "SELECT EXISTS (SELECT 1 FROM original_text) OR "
                                           "EXISTS (SELECT 1 FROM attachment)", &any, error) ||
      (any && !delete_belongings (archive, kind->key, id, error)))
    return FALSE;

  statement = cadre_archive_prepare (archive, sql, error);
  if (statement == NULL)
    return FALSE;

  cadre_statement_bind_int64 (statement, 1, id);
  if (cadre_statement_run (statement, &local_error))
    return cadre_archive_n_changed (archive) > 0 || set_not_found (kind, id, error);

  explain (kind, &local_error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* The columns of the kind, then `custom` where the office has fields there. */
void
_cadre_record_append_columns (const CadreRecordKind *kind,
                              GString               *sql)
{
  for (guint i = 0; i < kind->fields->len; i++)
    {
      const CadreField *field = g_ptr_array_index (kind->fields, i);

      if (!field->custom)
        g_string_append_printf (sql, "%s%s", i > 0 ? ", " : "", field->key);
    }
  if (_cadre_record_has_custom (kind))
    g_string_append (sql, ", custom");
}

static char *
json_text (JsonNode *node)
{
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));

  return cadre_number_format (json_node_get_double (node));
}

static void
read_custom (const CadreRecordKind *kind,
             const char            *custom,
             GHashTable            *values)
{
  g_autoptr(JsonNode) node = custom != NULL ? json_from_string (custom, NULL) : NULL;
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  for (guint i = 0; object != NULL && i < kind->fields->len; i++)
    {
      const CadreField *field = g_ptr_array_index (kind->fields, i);
      char *value = field->custom ? json_text (json_object_get_member (object, field->key)) : NULL;

      if (value != NULL)
        g_hash_table_insert (values, g_strdup (field->key), value);
    }
}

/* The values in the columns from @first on, as _cadre_record_append_columns()
 * asked for them. */
GHashTable *
_cadre_record_read (const CadreRecordKind *kind,
                    CadreStatement        *row,
                    int                    first)
{
  GHashTable *values = cadre_record_new_values ();
  int column = first;

  for (guint i = 0; i < kind->fields->len; i++)
    {
      const CadreField *field = g_ptr_array_index (kind->fields, i);

      if (field->custom)
        continue;
      if (!cadre_statement_is_null (row, column))
        g_hash_table_insert (values, g_strdup (field->key),
                             field->kind == CADRE_FIELD_NUMBER
                               ? cadre_number_format (cadre_statement_get_double (row, column))
                               : cadre_statement_dup_text (row, column));
      column++;
    }
  if (_cadre_record_has_custom (kind))
    read_custom (kind, cadre_statement_get_text (row, column), values);

  return values;
}

/**
 * cadre_record_get:
 *
 * Returns: (transfer full) (element-type utf8 utf8): the values of a record,
 *   empty ones left out; %NULL with @error set where there is none
 */
GHashTable *
cadre_record_get (CadreArchive           *archive,
                  const CadreRecordKind  *kind,
                  gint64                  id,
                  GError                **error)
{
  g_autoptr(GString) sql = g_string_new ("SELECT ");
  g_autoptr(CadreStatement) row = NULL;
  g_autoptr(GError) local_error = NULL;

  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), NULL);

  _cadre_record_append_columns (kind, sql);
  g_string_append_printf (sql, " FROM %s WHERE id = ?1", kind->key);
  row = cadre_archive_prepare (archive, sql->str, error);
  if (row == NULL)
    return NULL;

  cadre_statement_bind_int64 (row, 1, id);
  if (cadre_statement_step (row, &local_error))
    return _cadre_record_read (kind, row, 0);

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    set_not_found (kind, id, error);
  return NULL;
}

/**
 * cadre_record_keep_original:
 * @text: (nullable): what was typed; %NULL forgets it
 *
 * Keeps what was typed for a field whose stored value says less
 * (cadre_catalogue_says_less()), inside a running action. Setting the field
 * to another value is for the caller to pair with forgetting this.
 */
gboolean
cadre_record_keep_original (CadreArchive           *archive,
                            const CadreRecordKind  *kind,
                            gint64                  id,
                            const char             *field,
                            const char             *text,
                            GError                **error)
{
  g_autoptr(CadreStatement) statement = NULL;

  statement = cadre_archive_prepare (archive, text == NULL
    ? "DELETE FROM original_text WHERE record_kind = ?1 AND record_id = ?2 AND field = ?3"
    : "INSERT INTO original_text (record_kind, record_id, field, text) VALUES (?1, ?2, ?3, ?4) "
      "ON CONFLICT (record_kind, record_id, field) DO UPDATE SET text = excluded.text", error);
  if (statement == NULL)
    return FALSE;

  cadre_statement_bind_text (statement, 1, kind->key);
  cadre_statement_bind_int64 (statement, 2, id);
  cadre_statement_bind_text (statement, 3, field);
  if (text != NULL)
    cadre_statement_bind_text (statement, 4, text);
  return cadre_statement_run (statement, error);
}

/**
 * cadre_record_get_original:
 *
 * Returns: (transfer full) (nullable): what was typed, where that is kept
 */
char *
cadre_record_get_original (CadreArchive          *archive,
                           const CadreRecordKind *kind,
                           gint64                 id,
                           const char            *field)
{
  g_autoptr(CadreStatement) row = NULL;

  row = cadre_archive_prepare (archive, "SELECT text FROM original_text "
                                        "WHERE record_kind = ?1 AND record_id = ?2 AND field = ?3", NULL);
  if (row == NULL)
    return NULL;

  cadre_statement_bind_text (row, 1, kind->key);
  cadre_statement_bind_int64 (row, 2, id);
  cadre_statement_bind_text (row, 3, field);
  return cadre_statement_step (row, NULL) ? cadre_statement_dup_text (row, 0) : NULL;
}
