/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The catalogue of fields: data/catalogue/KIND.json and the office's own
 * fields, indexed by key and by the heads of columns. Nothing changes once it
 * is loaded and no function here asks the database: any thread may use it.
 * When an office changes its fields or code tables, make a new one. */

#define G_LOG_DOMAIN "cadre-catalogue"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "cadre-catalogue-private.h"
#include "cadre-name.h"

#define CATALOGUE_PATH CADRE_RESOURCE_PATH "/catalogue/"

/* A report column of a field that does not say, in 汉字. */
#define DEFAULT_WIDTH 6

G_DEFINE_FINAL_TYPE (CadreCatalogue, cadre_catalogue, G_TYPE_OBJECT)

/* What is behind a CadreRecordKind. */
typedef struct
{
  CadreRecordKind public;
  GHashTable *by_key;         /* key -> CadreField */
  GHashTable *by_head;        /* head as compared -> CadreField */
} Kind;

static const struct
{
  const char *name;
  CadreFieldKind kind;
} field_kinds[] = {
  { "text", CADRE_FIELD_TEXT },
  { "long-text", CADRE_FIELD_LONG_TEXT },
  { "name", CADRE_FIELD_NAME },
  { "id-number", CADRE_FIELD_ID_NUMBER },
  { "date", CADRE_FIELD_DATE },
  { "code", CADRE_FIELD_CODE },
  { "number", CADRE_FIELD_NUMBER },
  { "integer", CADRE_FIELD_INTEGER },
  { "bool", CADRE_FIELD_BOOL },
  { "unit", CADRE_FIELD_UNIT },
  { "person", CADRE_FIELD_PERSON },
  { "record", CADRE_FIELD_RECORD },
  { "content", CADRE_FIELD_CONTENT },
};

static void
field_free (CadreField *field)
{
  g_free ((gpointer) field->aliases);
  g_free ((gpointer) field->words);
  g_free (field);
}

static void
kind_free (Kind *kind)
{
  g_ptr_array_unref (kind->public.fields);
  g_hash_table_unref (kind->by_key);
  g_hash_table_unref (kind->by_head);
  g_free (kind);
}

static void
cadre_catalogue_finalize (GObject *object)
{
  CadreCatalogue *self = CADRE_CATALOGUE (object);

  g_hash_table_unref (self->by_key);
  g_ptr_array_unref (self->kinds);
  g_clear_pointer (&self->code_tables, _cadre_code_tables_free);
  g_string_chunk_free (self->strings);

  G_OBJECT_CLASS (cadre_catalogue_parent_class)->finalize (object);
}

static void
cadre_catalogue_class_init (CadreCatalogueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cadre_catalogue_finalize;
}

static void
cadre_catalogue_init (CadreCatalogue *self)
{
  self->strings = g_string_chunk_new (4096);
  self->kinds = g_ptr_array_new_with_free_func ((GDestroyNotify) kind_free);
  self->by_key = g_hash_table_new (g_str_hash, g_str_equal);
}

static const char *
keep (CadreCatalogue *self,
      const char     *text)
{
  return text != NULL ? g_string_chunk_insert_const (self->strings, text) : NULL;
}

static const char *
get_string (CadreCatalogue *self,
            JsonObject     *object,
            const char     *member)
{
  return keep (self, json_object_get_string_member_with_default (object, member, NULL));
}

static const char * const *
get_strings (CadreCatalogue *self,
             JsonArray      *array)
{
  guint n = array != NULL ? json_array_get_length (array) : 0;
  const char **strings = g_new0 (const char *, n + 1);

  for (guint i = 0; i < n; i++)
    strings[i] = keep (self, json_array_get_string_element (array, i));

  return strings;
}

static const char * const *
get_words (CadreCatalogue *self,
           JsonObject     *words)
{
  GPtrArray *pairs = g_ptr_array_new ();
  JsonObjectIter iter;
  const char *value;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, words);
  while (json_object_iter_next_ordered (&iter, &value, &node))
    {
      g_ptr_array_add (pairs, (gpointer) keep (self, value));
      g_ptr_array_add (pairs, (gpointer) keep (self, json_node_get_string (node)));
    }
  g_ptr_array_add (pairs, NULL);

  return (const char * const *) g_ptr_array_free (pairs, FALSE);
}

static gboolean
parse_kind (const char      *name,
            CadreFieldKind  *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (field_kinds); i++)
    if (g_strcmp0 (field_kinds[i].name, name) == 0)
      {
        *kind = field_kinds[i].kind;
        return TRUE;
      }

  return FALSE;
}

/* A head that two fields claim stays with the one that comes first. No cell
 * holds a file. */
static void
add_head (CadreCatalogue   *self,
          Kind             *kind,
          const CadreField *field,
          const char       *head)
{
  g_autofree char *compared = cadre_head_normalize (head);

  if (*compared != '\0' && field->kind != CADRE_FIELD_CONTENT && !g_hash_table_contains (kind->by_head, compared))
    g_hash_table_insert (kind->by_head, (gpointer) keep (self, compared), (gpointer) field);
}

static void
add_field (CadreCatalogue *self,
           Kind           *kind,
           CadreField     *field)
{
  g_ptr_array_add (kind->public.fields, field);
  g_hash_table_insert (kind->by_key, (gpointer) field->key, field);
}

/* Labels first, so that an alias never hides another field's own name. */
static void
index_heads (CadreCatalogue *self,
             Kind           *kind)
{
  for (guint i = 0; i < kind->public.fields->len; i++)
    {
      const CadreField *field = g_ptr_array_index (kind->public.fields, i);

      add_head (self, kind, field, field->label);
    }

  for (guint i = 0; i < kind->public.fields->len; i++)
    {
      const CadreField *field = g_ptr_array_index (kind->public.fields, i);

      for (guint j = 0; field->aliases[j] != NULL; j++)
        add_head (self, kind, field, field->aliases[j]);
    }
}

static CadreField *
read_field (CadreCatalogue  *self,
            JsonObject      *object,
            GError         **error)
{
  CadreField *field = g_new0 (CadreField, 1);
  const char *kind = json_object_get_string_member_with_default (object, "kind", NULL);

  field->key = get_string (self, object, "key");
  field->label = get_string (self, object, "label");
  field->code_set = get_string (self, object, "code_set");
  field->record_kind = get_string (self, object, "record_kind");
  field->open_codes = json_object_get_boolean_member_with_default (object, "open_codes", FALSE);
  field->required = json_object_get_boolean_member_with_default (object, "required", FALSE);
  field->read_only = json_object_get_boolean_member_with_default (object, "read_only", FALSE);
  field->lrmx = get_string (self, object, "lrmx");
  field->glossary = get_string (self, object, "glossary");
  field->max_length = json_object_get_int_member_with_default (object, "max_length", 0);
  field->width = json_object_get_double_member_with_default (object, "width", DEFAULT_WIDTH);
  field->minimum = json_object_get_double_member_with_default (object, "minimum", 0);
  field->maximum = json_object_get_double_member_with_default (object, "maximum", 0);
  field->aliases = get_strings (self, json_object_has_member (object, "aliases")
                                      ? json_object_get_array_member (object, "aliases") : NULL);
  if (json_object_has_member (object, "words"))
    field->words = get_words (self, json_object_get_object_member (object, "words"));

  if (field->key != NULL && field->label != NULL && parse_kind (kind, &field->kind))
    return field;

  g_set_error (error, CADRE_ERROR, CADRE_ERROR_FORMAT, "catalogue: field “%s” has no label or the unknown kind “%s”",
               field->key, kind);
  field_free (field);
  return NULL;
}

static Kind *
read_kind (CadreCatalogue  *self,
           JsonObject      *object,
           GError         **error)
{
  Kind *kind = g_new0 (Kind, 1);
  JsonArray *fields = json_object_get_array_member (object, "fields");

  kind->public.key = get_string (self, object, "key");
  kind->public.label = get_string (self, object, "label");
  kind->public.label_field = get_string (self, object, "label_field");
  kind->public.fields = g_ptr_array_new_with_free_func ((GDestroyNotify) field_free);
  kind->by_key = g_hash_table_new (g_str_hash, g_str_equal);
  kind->by_head = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < json_array_get_length (fields); i++)
    {
      CadreField *field = read_field (self, json_array_get_object_element (fields, i), error);

      if (field == NULL)
        {
          kind_free (kind);
          return NULL;
        }
      add_field (self, kind, field);
    }

  return kind;
}

static gboolean
load_kind (CadreCatalogue  *self,
           const char      *path,
           GError         **error)
{
  g_autoptr(GBytes) bytes = g_resources_lookup_data (path, 0, error);
  g_autoptr(JsonParser) parser = json_parser_new ();
  gsize length;
  const char *text;
  Kind *kind;

  if (bytes == NULL)
    return FALSE;

  text = g_bytes_get_data (bytes, &length);
  if (!json_parser_load_from_data (parser, text, length, error))
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }

  kind = read_kind (self, json_node_get_object (json_parser_get_root (parser)), error);
  if (kind == NULL)
    return FALSE;

  g_ptr_array_add (self->kinds, kind);
  g_hash_table_insert (self->by_key, (gpointer) kind->public.key, kind);
  return TRUE;
}

static int
compare_kinds (gconstpointer a,
               gconstpointer b)
{
  const Kind *left = *(const Kind **) a;
  const Kind *right = *(const Kind **) b;

  return strcmp (left->public.key, right->public.key);
}

static gboolean
load_builtin (CadreCatalogue  *self,
              GError         **error)
{
  g_auto(GStrv) names = g_resources_enumerate_children (CATALOGUE_PATH, 0, error);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (CATALOGUE_PATH, names[i], NULL);

      if (!load_kind (self, path, error))
        return FALSE;
    }
  g_ptr_array_sort (self->kinds, compare_kinds);

  return names != NULL;
}

static CadreField *
read_custom_field (CadreCatalogue *self,
                   CadreStatement *row)
{
  CadreField *field = g_new0 (CadreField, 1);
  g_autoptr(JsonNode) aliases = json_from_string (cadre_statement_get_text (row, 5), NULL);

  field->custom = TRUE;
  field->key = keep (self, cadre_statement_get_text (row, 1));
  field->label = keep (self, cadre_statement_get_text (row, 2));
  parse_kind (cadre_statement_get_text (row, 3), &field->kind);
  field->code_set = keep (self, cadre_statement_get_text (row, 4));
  field->aliases = get_strings (self, aliases != NULL && JSON_NODE_HOLDS_ARRAY (aliases)
                                      ? json_node_get_array (aliases) : NULL);
  field->width = DEFAULT_WIDTH;

  return field;
}

/* A custom field whose key is taken by a column cannot be reached; the
 * window does not let one be made. */
static gboolean
load_custom (CadreCatalogue  *self,
             CadreArchive    *archive,
             GError         **error)
{
  g_autoptr(CadreStatement) rows = NULL;

  rows = cadre_archive_prepare (archive,
                                "SELECT record_kind, key, label, kind, code_set, aliases FROM custom_field "
                                "ORDER BY record_kind, position, id",
                                error);
  if (rows == NULL)
    return FALSE;

  while (cadre_statement_step (rows, error))
    {
      Kind *kind = g_hash_table_lookup (self->by_key, cadre_statement_get_text (rows, 0));

      if (kind != NULL && !g_hash_table_contains (kind->by_key, cadre_statement_get_text (rows, 1)))
        add_field (self, kind, read_custom_field (self, rows));
    }

  return cadre_statement_is_done (rows);
}

/**
 * cadre_catalogue_new:
 * @archive: where the office's own fields, code tables and aliases are read
 *   from; not kept
 *
 * Returns: (transfer full): the catalogue, or %NULL with @error set
 */
CadreCatalogue *
cadre_catalogue_new (CadreArchive  *archive,
                     GError       **error)
{
  g_autoptr(CadreCatalogue) self = g_object_new (CADRE_TYPE_CATALOGUE, NULL);

  self->code_tables = _cadre_code_tables_load (archive, error);
  if (self->code_tables == NULL || !load_builtin (self, error) || !load_custom (self, archive, error))
    return NULL;

  for (guint i = 0; i < self->kinds->len; i++)
    index_heads (self, g_ptr_array_index (self->kinds, i));

  return g_steal_pointer (&self);
}

/**
 * cadre_catalogue_get_kinds:
 *
 * Returns: (transfer none) (element-type CadreRecordKind): all kinds of
 *   record, by key
 */
GPtrArray *
cadre_catalogue_get_kinds (CadreCatalogue *self)
{
  g_return_val_if_fail (CADRE_IS_CATALOGUE (self), NULL);

  return self->kinds;
}

/**
 * cadre_catalogue_get_kind:
 * @key: person, study …
 *
 * Returns: (nullable): the kind, owned by the catalogue
 */
const CadreRecordKind *
cadre_catalogue_get_kind (CadreCatalogue *self,
                          const char     *key)
{
  g_return_val_if_fail (CADRE_IS_CATALOGUE (self), NULL);

  return g_hash_table_lookup (self->by_key, key);
}

/**
 * cadre_record_kind_get_field:
 * @key: a column, or the key of a custom field
 *
 * Returns: (nullable): the field, owned by the catalogue
 */
const CadreField *
cadre_record_kind_get_field (const CadreRecordKind *self,
                             const char            *key)
{
  return g_hash_table_lookup (((const Kind *) self)->by_key, key);
}

/**
 * cadre_record_kind_find_head:
 * @head: the head of a column as typed; levels of a merged head joined with /
 *
 * Finds the field by its label or one of its aliases, compared as
 * cadre_head_normalize() does, and with the strokes between levels left out:
 * 全日制教育/学历 is 全日制教育学历.
 *
 * Returns: (nullable): the field, owned by the catalogue
 */
const CadreField *
cadre_record_kind_find_head (const CadreRecordKind *self,
                             const char            *head)
{
  g_autofree char *compared = cadre_head_normalize (head);

  return cadre_record_kind_find_normal_head (self, compared);
}

/**
 * cadre_record_kind_find_normal_head:
 * @head: as cadre_head_normalize() makes it
 *
 * As cadre_record_kind_find_head(), for who asks about every cell of a sheet's
 * first rows.
 *
 * Returns: (nullable): the field, owned by the catalogue
 */
const CadreField *
cadre_record_kind_find_normal_head (const CadreRecordKind *self,
                                    const char            *head)
{
  GHashTable *by_head = ((const Kind *) self)->by_head;
  const CadreField *field = g_hash_table_lookup (by_head, head);
  g_autoptr(GString) joined = NULL;

  if (field != NULL || strchr (head, '/') == NULL)
    return field;

  joined = g_string_new (head);
  g_string_replace (joined, "/", "", 0);
  return g_hash_table_lookup (by_head, joined->str);
}

/**
 * cadre_catalogue_match_code:
 * @code_set: a code table: education
 * @text: a value as typed
 *
 * Finds the value that @text means, by name or alias; width, spaces and the
 * kind of brackets do not matter.
 *
 * Returns: (transfer full) (nullable): the name that is stored; %NULL where
 *   the table has no such value
 */
char *
cadre_catalogue_match_code (CadreCatalogue *self,
                            const char     *code_set,
                            const char     *text)
{
  g_return_val_if_fail (CADRE_IS_CATALOGUE (self), NULL);

  return g_strdup (_cadre_code_tables_match (self->code_tables, code_set, text));
}

/**
 * cadre_catalogue_get_code_rank:
 * @name: a value as stored
 *
 * Returns: where the value stands in an ordered table (education, post-level,
 *   rank …): higher is more; 0 for none
 */
int
cadre_catalogue_get_code_rank (CadreCatalogue *self,
                               const char     *code_set,
                               const char     *name)
{
  const CadreCode *code;

  g_return_val_if_fail (CADRE_IS_CATALOGUE (self), 0);

  code = _cadre_code_tables_find (self->code_tables, code_set, name);
  return code != NULL ? code->rank : 0;
}

/**
 * cadre_catalogue_get_codes:
 *
 * Returns: (transfer none) (nullable) (element-type CadreCode): the values of
 *   a code table in their order; %NULL where there is no such table
 */
GPtrArray *
cadre_catalogue_get_codes (CadreCatalogue *self,
                           const char     *code_set)
{
  g_return_val_if_fail (CADRE_IS_CATALOGUE (self), NULL);

  return _cadre_code_tables_list (self->code_tables, code_set);
}
