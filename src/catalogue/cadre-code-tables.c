/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The code tables in memory. An import asks for a value a million times, so
 * a value is found by one look into a hash table, and nothing here changes
 * once it is loaded: any thread may ask. */

#define G_LOG_DOMAIN "cadre-catalogue"

#include "config.h"

#include "cadre-catalogue-private.h"
#include "cadre-name.h"

typedef struct
{
  GPtrArray *codes;      /* CadreCode, in the order of the official table */
  GHashTable *by_name;   /* name -> CadreCode */
  GHashTable *by_text;   /* name or alias, as it is and as heads are compared -> name */
} CodeTable;

struct _CadreCodeTables
{
  GStringChunk *strings;
  GHashTable *tables;    /* key -> CodeTable */
};

static void
code_table_free (CodeTable *table)
{
  g_ptr_array_unref (table->codes);
  g_hash_table_unref (table->by_name);
  g_hash_table_unref (table->by_text);
  g_free (table);
}

void
_cadre_code_tables_free (CadreCodeTables *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->tables);
  g_string_chunk_free (self->strings);
  g_free (self);
}

static CodeTable *
ensure_table (CadreCodeTables *self,
              const char      *key)
{
  CodeTable *table = g_hash_table_lookup (self->tables, key);

  if (table != NULL)
    return table;

  table = g_new0 (CodeTable, 1);
  table->codes = g_ptr_array_new_with_free_func (g_free);
  table->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  table->by_text = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_insert (self->tables, g_string_chunk_insert_const (self->strings, key), table);

  return table;
}

/* What is there already stays: the first of two values of one name. */
static void
add_text (CadreCodeTables *self,
          CodeTable       *table,
          const char      *text,
          const char      *name)
{
  if (!g_hash_table_contains (table->by_text, text))
    g_hash_table_insert (table->by_text, g_string_chunk_insert_const (self->strings, text), (gpointer) name);
}

static void
add_folded (CadreCodeTables *self,
            CodeTable       *table,
            const char      *text,
            const char      *name)
{
  g_autofree char *folded = cadre_head_normalize (text);

  add_text (self, table, folded, name);
}

/* An alias comes before a name of the same spelling: 正科级 is a level of
 * army officers in the official table, and 乡科级正职 in a county's register. */
static gboolean
load_aliases (CadreCodeTables  *self,
              CadreArchive     *archive,
              GError          **error)
{
  g_autoptr(CadreStatement) rows = NULL;

  rows = cadre_archive_prepare (archive, "SELECT set_key, alias, name FROM code_alias ORDER BY id", error);
  if (rows == NULL)
    return FALSE;

  while (cadre_statement_step (rows, error))
    {
      CodeTable *table = ensure_table (self, cadre_statement_get_text (rows, 0));
      const char *name = g_string_chunk_insert_const (self->strings, cadre_statement_get_text (rows, 2));

      add_text (self, table, cadre_statement_get_text (rows, 1), name);
      add_folded (self, table, cadre_statement_get_text (rows, 1), name);
    }

  return cadre_statement_is_done (rows);
}

static gboolean
load_codes (CadreCodeTables  *self,
            CadreArchive     *archive,
            GError          **error)
{
  g_autoptr(CadreStatement) rows = NULL;

  rows = cadre_archive_prepare (archive, "SELECT set_key, code, name, rank FROM code ORDER BY set_key, position, id",
                                error);
  if (rows == NULL)
    return FALSE;

  while (cadre_statement_step (rows, error))
    {
      CodeTable *table = ensure_table (self, cadre_statement_get_text (rows, 0));
      CadreCode *code = g_new0 (CadreCode, 1);

      code->code = g_string_chunk_insert_const (self->strings, cadre_statement_get_text (rows, 1));
      code->name = g_string_chunk_insert_const (self->strings, cadre_statement_get_text (rows, 2));
      code->rank = (int) cadre_statement_get_int64 (rows, 3);
      g_ptr_array_add (table->codes, code);
      if (!g_hash_table_contains (table->by_name, code->name))
        g_hash_table_insert (table->by_name, (gpointer) code->name, code);
      add_text (self, table, code->name, code->name);
      add_folded (self, table, code->name, code->name);
    }

  return cadre_statement_is_done (rows);
}

CadreCodeTables *
_cadre_code_tables_load (CadreArchive  *archive,
                         GError       **error)
{
  CadreCodeTables *self = g_new0 (CadreCodeTables, 1);

  self->strings = g_string_chunk_new (4096);
  self->tables = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) code_table_free);

  if (load_aliases (self, archive, error) && load_codes (self, archive, error))
    return self;

  _cadre_code_tables_free (self);
  return NULL;
}

gboolean
_cadre_code_tables_has (const CadreCodeTables *self,
                        const char            *set)
{
  return g_hash_table_contains (self->tables, set);
}

/* The name of the value that @text means, or NULL. */
const char *
_cadre_code_tables_match (const CadreCodeTables *self,
                          const char            *set,
                          const char            *text)
{
  const CodeTable *table = g_hash_table_lookup (self->tables, set);
  g_autofree char *folded = NULL;
  const char *name;

  if (table == NULL)
    return NULL;

  name = g_hash_table_lookup (table->by_text, text);
  if (name != NULL)
    return name;

  folded = cadre_head_normalize (text);
  return *folded != '\0' ? g_hash_table_lookup (table->by_text, folded) : NULL;
}

const CadreCode *
_cadre_code_tables_find (const CadreCodeTables *self,
                         const char            *set,
                         const char            *name)
{
  const CodeTable *table = g_hash_table_lookup (self->tables, set);

  return table != NULL ? g_hash_table_lookup (table->by_name, name) : NULL;
}

GPtrArray *
_cadre_code_tables_list (const CadreCodeTables *self,
                         const char            *set)
{
  const CodeTable *table = g_hash_table_lookup (self->tables, set);

  return table != NULL ? table->codes : NULL;
}
