/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-mapping"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cadre-mapping.h"
#include "cadre-name.h"

/**
 * cadre_mapping_load_remembered:
 *
 * Returns: (transfer full): normalized head -> field, what this office mapped
 *   by hand before; %NULL with @error set
 */
GHashTable *
cadre_mapping_load_remembered (CadreArchive  *archive,
                               const char    *kind,
                               GError       **error)
{
  g_autoptr(GHashTable) remembered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(CadreStatement) select = NULL;

  select = cadre_archive_prepare (archive, "SELECT head, field FROM import_mapping WHERE kind = ?1", error);
  if (select == NULL)
    return NULL;

  cadre_statement_bind_text (select, 1, kind);
  while (cadre_statement_step (select, error))
    g_hash_table_insert (remembered, cadre_statement_dup_text (select, 0), cadre_statement_dup_text (select, 1));
  if (!cadre_statement_is_done (select))
    return NULL;

  return g_steal_pointer (&remembered);
}

/**
 * cadre_mapping_remember:
 * @given: (nullable): head -> field, as mapped by hand
 *
 * Keeps a mapping for the next sheet of this kind. Inside an action.
 */
gboolean
cadre_mapping_remember (CadreArchive  *archive,
                        const char    *kind,
                        GHashTable    *given,
                        GError       **error)
{
  g_autoptr(CadreStatement) upsert = NULL;
  GHashTableIter iter;
  const char *head, *field;

  if (given == NULL || g_hash_table_size (given) == 0)
    return TRUE;

  upsert = cadre_archive_prepare (archive,
                                  "INSERT INTO import_mapping (kind, head, field) VALUES (?1, ?2, ?3) "
                                  "ON CONFLICT (kind, head) DO UPDATE SET field = excluded.field, used_at = date ('now')",
                                  error);
  if (upsert == NULL)
    return FALSE;

  g_hash_table_iter_init (&iter, given);
  while (g_hash_table_iter_next (&iter, (gpointer *) &head, (gpointer *) &field))
    {
      g_autofree char *normal = cadre_head_normalize (head);

      cadre_statement_bind_text (upsert, 1, kind);
      cadre_statement_bind_text (upsert, 2, normal);
      cadre_statement_bind_text (upsert, 3, field);
      if (!cadre_statement_run (upsert, error))
        return FALSE;
    }

  return TRUE;
}

/* By the whole path, both levels run together, or the lowest level alone. */
static const char *
look_up (GHashTable *heads,
         const char *leaf,
         const char *above)
{
  g_autofree char *path = g_strconcat (above, *above != '\0' ? "/" : "", leaf, NULL);
  g_autofree char *joined = g_strconcat (above, leaf, NULL);
  const char *field;

  if (heads == NULL)
    return NULL;

  field = g_hash_table_lookup (heads, path);
  if (field == NULL)
    field = g_hash_table_lookup (heads, joined);
  if (field == NULL)
    field = g_hash_table_lookup (heads, leaf);

  return field;
}

static GHashTable *
normalize_heads (GHashTable *given)
{
  GHashTable *normal = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  const char *head;
  char *field;

  if (given == NULL)
    return normal;

  g_hash_table_iter_init (&iter, given);
  while (g_hash_table_iter_next (&iter, (gpointer *) &head, (gpointer *) &field))
    g_hash_table_insert (normal, cadre_head_normalize (head), field);

  return normal;
}

/**
 * cadre_mapping_knows:
 *
 * Returns: whether a column with this head would be taken, or left out
 *   knowingly
 */
gboolean
cadre_mapping_knows (const CadreImportKind *kind,
                     GHashTable            *given,
                     GHashTable            *remembered,
                     const char            *leaf,
                     const char            *above)
{
  g_autoptr(GHashTable) normal = normalize_heads (given);
  g_autoptr(GArray) targets = NULL;

  if (look_up (normal, leaf, above) != NULL || look_up (remembered, leaf, above) != NULL)
    return TRUE;

  targets = cadre_import_kind_find_head (kind, leaf, above, "");
  return targets != NULL || cadre_import_kind_get_mark (kind, leaf) != NULL;
}

static char *
list_heads (CadreTable *table)
{
  g_autoptr(GString) list = g_string_new (NULL);

  for (guint i = 0; i < cadre_table_n_columns (table); i++)
    {
      const CadreTableHead *head = cadre_table_get_head (table, i);

      if (*head->leaf != '\0')
        g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", head->path);
    }

  return g_string_free (g_steal_pointer (&list), FALSE);
}

/* A head that was given and is not in the sheet is a mistake worth a word. */
static gboolean
check_given (CadreTable  *table,
             GHashTable  *normal,
             GError     **error)
{
  GHashTableIter iter;
  const char *given;

  g_hash_table_iter_init (&iter, normal);
  while (g_hash_table_iter_next (&iter, (gpointer *) &given, NULL))
    {
      gboolean found = FALSE;

      for (guint i = 0; i < cadre_table_n_columns (table) && !found; i++)
        {
          const CadreTableHead *head = cadre_table_get_head (table, i);
          g_autofree char *joined = g_strconcat (head->above, head->leaf, NULL);

          found = g_str_equal (given, head->leaf) || g_str_equal (given, head->path) || g_str_equal (given, joined);
        }
      if (!found)
        {
          g_autofree char *heads = list_heads (table);

          g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("there is no column “%s”; the sheet has: %s"), given, heads);
          return FALSE;
        }
    }

  return TRUE;
}

static GArray *
parse_field (const CadreImportKind  *kind,
             const char             *head,
             const char             *field,
             GError                **error)
{
  g_autoptr(GArray) targets = g_array_new (FALSE, FALSE, sizeof (CadreImportTarget));

  if (*field != '\0' && !cadre_import_kind_parse_target (kind, field, targets))
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND,
                   _("“%s” is no field of this kind of import (for the column “%s”)"), field, head);
      return NULL;
    }

  return g_steal_pointer (&targets);
}

/* A column of its own says more than a piece of another's text: where 学位
 * stands beside 学历, nobody looks for a degree in the 学历 cell. */
static gboolean
gives_way (const CadreImportTarget *held,
           const CadreImportTarget *wanted)
{
  return held->piece != NULL && wanted->piece == NULL;
}

/* Which of @columns has the field of @target; as many as there are if none. */
static guint
find_mapped (GArray                  *columns,
             const CadreImportTarget *target)
{
  guint i;

  for (i = 0; i < columns->len; i++)
    {
      const CadreImportTarget *held = &g_array_index (columns, CadreMappedColumn, i).target;

      if (held->field == target->field && held->part == target->part)
        break;
    }

  return i;
}

static void
add_targets (GArray               *columns,
             const CadreTableHead *head,
             GArray               *targets,
             const char           *source)
{
  CadreMappedColumn column = { .column = head->column, .head = head->text, .source = source };
  gboolean any = FALSE;

  for (guint i = 0; targets != NULL && i < targets->len; i++)
    {
      guint held;

      column.target = g_array_index (targets, CadreImportTarget, i);
      held = find_mapped (columns, &column.target);
      if (held < columns->len && !gives_way (&g_array_index (columns, CadreMappedColumn, held).target, &column.target))
        continue;
      if (held < columns->len)
        g_array_remove_index (columns, held);
      g_array_append_val (columns, column);
      any = TRUE;
    }

  if (any)
    return;

  memset (&column.target, 0, sizeof column.target);
  if (targets != NULL)
    column.source = targets->len > 0 ? "duplicate" : "ignored";
  g_array_append_val (columns, column);
}

static gboolean
map_column (GArray                 *columns,
            const CadreImportKind  *kind,
            const CadreTableHead   *head,
            const char             *left,
            GHashTable             *given,
            GHashTable             *remembered,
            GError                **error)
{
  g_autoptr(GArray) targets = NULL;
  const char *field;

  if ((field = look_up (given, head->leaf, head->above)) != NULL)
    {
      targets = parse_field (kind, head->text, field, error);
      if (targets == NULL)
        return FALSE;
      add_targets (columns, head, targets, "given");
      return TRUE;
    }

  if ((field = look_up (remembered, head->leaf, head->above)) != NULL &&
      (targets = parse_field (kind, head->text, field, NULL)) != NULL)
    {
      add_targets (columns, head, targets, "remembered");
      return TRUE;
    }

  targets = cadre_import_kind_find_head (kind, head->leaf, head->above, left);
  if (targets != NULL)
    add_targets (columns, head, targets, "known");
  else if (cadre_import_kind_is_mark (kind, head->leaf, head->above))
    add_targets (columns, head, NULL, "mark");
  else
    add_targets (columns, head, NULL, "unknown");

  return TRUE;
}

/**
 * cadre_mapping_make:
 * @given: (nullable): head as typed -> field, from the user
 * @remembered: (nullable): what was mapped before
 *
 * What the user says goes first, then what this office said before, then the
 * kind's own heads, then the aliases of the catalogue.
 *
 * Returns: (transfer full) (element-type CadreMappedColumn): in the order of
 *   the columns, or %NULL with @error set
 */
GArray *
cadre_mapping_make (const CadreImportKind  *kind,
                    CadreTable             *table,
                    GHashTable             *given,
                    GHashTable             *remembered,
                    GError                **error)
{
  g_autoptr(GArray) columns = g_array_new (FALSE, TRUE, sizeof (CadreMappedColumn));
  g_autoptr(GHashTable) normal = normalize_heads (given);
  const char *left = "";

  if (!check_given (table, normal, error))
    return NULL;

  /* By hand first, so that a column mapped by hand is never the duplicate. */
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < cadre_table_n_columns (table); i++)
      {
        const CadreTableHead *head = cadre_table_get_head (table, i);
        gboolean by_hand = look_up (normal, head->leaf, head->above) != NULL;

        if (*head->leaf == '\0' || by_hand != (pass == 0))
          continue;
        left = i > 0 ? cadre_table_get_head (table, i - 1)->path : "";
        if (!map_column (columns, kind, head, left, normal, remembered, error))
          return NULL;
      }

  return g_steal_pointer (&columns);
}

/**
 * cadre_mapping_list_missing:
 * @values: (nullable): values given for the whole sheet
 *
 * Returns: (transfer full) (element-type utf8): the labels of the fields
 *   without which a sheet is not of this kind
 */
GPtrArray *
cadre_mapping_list_missing (const CadreImportKind *kind,
                            GArray                *columns,
                            GHashTable            *values)
{
  GPtrArray *missing = g_ptr_array_new_with_free_func (g_free);
  const char * const *required = cadre_import_kind_get_required (kind);

  for (guint i = 0; required != NULL && required[i] != NULL; i++)
    {
      g_auto(GStrv) either = g_strsplit (required[i], "|", -1);
      g_autoptr(GArray) targets = g_array_new (FALSE, FALSE, sizeof (CadreImportTarget));
      gboolean found = FALSE;

      for (guint j = 0; either[j] != NULL && !found; j++)
        {
          g_array_set_size (targets, 0);
          found = values != NULL && g_hash_table_contains (values, either[j]);
          cadre_import_kind_parse_target (kind, either[j], targets);
          for (guint t = 0; t < targets->len && !found; t++)
            found = find_mapped (columns, &g_array_index (targets, CadreImportTarget, t)) < columns->len;
        }
      if (!found && targets->len > 0)
        g_ptr_array_add (missing, g_strdup (g_array_index (targets, CadreImportTarget, 0).field->label));
    }

  return missing;
}
