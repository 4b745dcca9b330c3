/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-report-edit"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cadre-report-edit.h"
#include "cadre-report-private.h"

/* The built-in definition that an office's own one was copied from. */
#define ORIGIN "origin"

#define SUBTOTAL "小计：{n}人"

/* Two levels of a head on one line. */
#define BETWEEN_LEVELS " / "

typedef struct
{
  JsonObject *object;
  gboolean shown;
} Column;

struct _CadreReportEdit
{
  GObject parent_instance;

  JsonNode *root;
  GPtrArray *tables;   /* GPtrArray of Column each */
  gboolean custom;
};

G_DEFINE_FINAL_TYPE (CadreReportEdit, cadre_report_edit, G_TYPE_OBJECT)

static void
column_free (gpointer data)
{
  Column *self = data;

  json_object_unref (self->object);
  g_free (self);
}

static void
cadre_report_edit_finalize (GObject *object)
{
  CadreReportEdit *self = CADRE_REPORT_EDIT (object);

  g_clear_pointer (&self->tables, g_ptr_array_unref);
  g_clear_pointer (&self->root, json_node_unref);

  G_OBJECT_CLASS (cadre_report_edit_parent_class)->finalize (object);
}

static void
cadre_report_edit_class_init (CadreReportEditClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cadre_report_edit_finalize;
}

static void
cadre_report_edit_init (CadreReportEdit *self)
{
  self->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
}

/* --------------------------------------------------------------------- loading */

static JsonObject *
get_root (CadreReportEdit *self)
{
  return json_node_get_object (self->root);
}

static JsonObject *
get_table (JsonNode *root,
           guint     table)
{
  return json_array_get_object_element (json_object_get_array_member (json_node_get_object (root), "tables"), table);
}

static JsonArray *
get_columns (JsonObject *table)
{
  return json_object_get_array_member (table, "columns");
}

static void
add_column (GPtrArray  *columns,
            JsonObject *object,
            gboolean    shown)
{
  Column *column = g_new0 (Column, 1);

  column->object = json_object_ref (object);
  column->shown = shown;
  g_ptr_array_add (columns, column);
}

/* A column is the same if it shows the same, whatever its head became. */
static gboolean
shows_the_same (JsonObject *one,
                JsonObject *other)
{
  static const char * const members[] = { "value", "count", "people", "sum", "mean", "distinct", "ratio", "serial", "row", "blank" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      JsonNode *a = json_object_get_member (one, members[i]);
      JsonNode *b = json_object_get_member (other, members[i]);

      if ((a == NULL) != (b == NULL) || (a != NULL && !json_node_equal (a, b)))
        return FALSE;
    }

  return TRUE;
}

/* How many of @columns show what @object does: blank ones are several. */
static guint
count_columns (JsonArray  *columns,
               guint       n,
               JsonObject *object)
{
  guint same = 0;

  for (guint i = 0; i < n; i++)
    same += shows_the_same (json_array_get_object_element (columns, i), object);

  return same;
}

/* The columns of a table, and then those of the original that it leaves out. */
static void
read_table (CadreReportEdit *self,
            JsonNode        *origin,
            guint            table)
{
  GPtrArray *columns = g_ptr_array_new_with_free_func (column_free);
  JsonArray *shown = get_columns (get_table (self->root, table));
  JsonArray *tables = origin != NULL ? json_object_get_array_member (json_node_get_object (origin), "tables") : NULL;
  JsonArray *all = tables != NULL && table < json_array_get_length (tables) ? get_columns (get_table (origin, table)) : NULL;

  for (guint i = 0; i < json_array_get_length (shown); i++)
    add_column (columns, json_array_get_object_element (shown, i), TRUE);
  for (guint i = 0; all != NULL && i < json_array_get_length (all); i++)
    {
      JsonObject *object = json_array_get_object_element (all, i);

      if (count_columns (all, i + 1, object) > count_columns (shown, json_array_get_length (shown), object))
        add_column (columns, object, FALSE);
    }
  g_ptr_array_add (self->tables, columns);
}

/* @definition: NULL where the office has none of its own. */
static gboolean
load_custom (CadreArchive  *archive,
             const char    *key,
             char         **definition,
             GError       **error)
{
  g_autoptr(CadreStatement) row = NULL;

  row = cadre_archive_prepare (archive, "SELECT definition FROM report_definition WHERE key = ?1", error);
  if (row == NULL)
    return FALSE;

  cadre_statement_bind_text (row, 1, key);
  if (!cadre_statement_step (row, error))
    return cadre_statement_is_done (row);

  *definition = cadre_statement_dup_text (row, 0);
  return TRUE;
}

static JsonNode *
parse (const char  *json,
       const char  *key,
       GError     **error)
{
  g_autoptr(CadreReport) report = cadre_report_new_from_json (json, key, error);

  /* What can be read as a report has the shape that is relied on here. */
  return report != NULL ? json_from_string (json, error) : NULL;
}

static JsonNode *
load_built_in (const char  *key,
               GError     **error)
{
  g_autofree char *json = _cadre_report_dup_built_in (key, error);

  return json != NULL ? parse (json, key, error) : NULL;
}

/**
 * cadre_report_edit_load:
 * @key: of a report
 *
 * Returns: (transfer full): its definition, to be changed; %NULL with @error set
 */
CadreReportEdit *
cadre_report_edit_load (CadreArchive  *archive,
                        const char    *key,
                        GError       **error)
{
  g_autoptr(CadreReportEdit) self = g_object_new (CADRE_TYPE_REPORT_EDIT, NULL);
  g_autofree char *custom = NULL;
  g_autoptr(JsonNode) origin = NULL;

  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), NULL);

  if (!load_custom (archive, key, &custom, error))
    return NULL;
  self->custom = custom != NULL;
  self->root = custom != NULL ? parse (custom, key, error) : load_built_in (key, error);
  if (self->root == NULL)
    return NULL;

  if (!json_object_has_member (get_root (self), ORIGIN))
    json_object_set_string_member (get_root (self), ORIGIN, key);
  /* An office may have a report of its own that was copied from nothing. */
  origin = load_built_in (json_object_get_string_member_with_default (get_root (self), ORIGIN, key), NULL);
  for (guint i = 0; i < json_array_get_length (json_object_get_array_member (get_root (self), "tables")); i++)
    read_table (self, origin, i);

  return g_steal_pointer (&self);
}

/* ---------------------------------------------------------------------- naming */

/**
 * cadre_report_edit_make_copy:
 * @name: of the copy
 *
 * Makes of it another report than the one that was loaded.
 */
void
cadre_report_edit_make_copy (CadreReportEdit *self,
                             const char      *name)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *key = NULL;

  g_return_if_fail (CADRE_IS_REPORT_EDIT (self));

  uuid[8] = '\0';
  key = g_strconcat ("own-", uuid, NULL);
  json_object_set_string_member (get_root (self), "key", key);
  cadre_report_edit_set_name (self, name);
  self->custom = TRUE;
}

const char *
cadre_report_edit_get_key (CadreReportEdit *self)
{
  g_return_val_if_fail (CADRE_IS_REPORT_EDIT (self), NULL);

  return json_object_get_string_member (get_root (self), "key");
}

/**
 * cadre_report_edit_is_custom:
 *
 * Returns: whether the definition is the office's own
 */
gboolean
cadre_report_edit_is_custom (CadreReportEdit *self)
{
  g_return_val_if_fail (CADRE_IS_REPORT_EDIT (self), FALSE);

  return self->custom;
}

const char *
cadre_report_edit_get_name (CadreReportEdit *self)
{
  g_return_val_if_fail (CADRE_IS_REPORT_EDIT (self), NULL);

  return json_object_get_string_member (get_root (self), "name");
}

void
cadre_report_edit_set_name (CadreReportEdit *self,
                            const char      *name)
{
  g_return_if_fail (CADRE_IS_REPORT_EDIT (self));

  json_object_set_string_member (get_root (self), "name", name);
}

/* ---------------------------------------------------------------------- tables */

guint
cadre_report_edit_get_n_tables (CadreReportEdit *self)
{
  g_return_val_if_fail (CADRE_IS_REPORT_EDIT (self), 0);

  return self->tables->len;
}

/**
 * cadre_report_edit_get_table:
 *
 * Returns: (transfer none): what a table's sheet is called
 */
const char *
cadre_report_edit_get_table (CadreReportEdit *self,
                             guint            table)
{
  g_return_val_if_fail (table < cadre_report_edit_get_n_tables (self), NULL);

  return json_object_get_string_member_with_default (get_table (self->root, table), "name", "");
}

/**
 * cadre_report_edit_dup_title:
 *
 * Returns: (transfer full): the title over a table, with {unit} and the like
 */
char *
cadre_report_edit_dup_title (CadreReportEdit *self,
                             guint            table)
{
  g_return_val_if_fail (table < cadre_report_edit_get_n_tables (self), NULL);

  return g_strdup (json_object_get_string_member_with_default (get_table (self->root, table), "title", ""));
}

void
cadre_report_edit_set_title (CadreReportEdit *self,
                             guint            table,
                             const char      *title)
{
  g_return_if_fail (table < cadre_report_edit_get_n_tables (self));

  json_object_set_string_member (get_table (self->root, table), "title", title);
}

/* --------------------------------------------------------------------- columns */

static Column *
get_column (CadreReportEdit *self,
            guint            table,
            guint            column)
{
  g_assert (column < cadre_report_edit_get_n_columns (self, table));

  return g_ptr_array_index ((GPtrArray *) g_ptr_array_index (self->tables, table), column);
}

/**
 * cadre_report_edit_get_n_columns:
 *
 * Returns: how many columns a table has or may have
 */
guint
cadre_report_edit_get_n_columns (CadreReportEdit *self,
                                 guint            table)
{
  g_return_val_if_fail (table < cadre_report_edit_get_n_tables (self), 0);

  return ((GPtrArray *) g_ptr_array_index (self->tables, table))->len;
}

/**
 * cadre_report_edit_dup_head:
 *
 * Returns: (transfer full): the head of a column; of two levels: “upper / lower”
 */
char *
cadre_report_edit_dup_head (CadreReportEdit *self,
                            guint            table,
                            guint            column)
{
  JsonNode *head = json_object_get_member (get_column (self, table, column)->object, "head");
  JsonArray *levels = JSON_NODE_HOLDS_ARRAY (head) ? json_node_get_array (head) : NULL;

  if (levels == NULL)
    return json_node_dup_string (head);
  return g_strjoin (BETWEEN_LEVELS, json_array_get_string_element (levels, 0), json_array_get_string_element (levels, 1), NULL);
}

/**
 * cadre_report_edit_set_head:
 * @head: as cadre_report_edit_dup_head() gives it
 */
void
cadre_report_edit_set_head (CadreReportEdit *self,
                            guint            table,
                            guint            column,
                            const char      *head)
{
  g_auto(GStrv) levels = g_strsplit (head, BETWEEN_LEVELS, 2);
  JsonObject *object = get_column (self, table, column)->object;

  if (g_strv_length (levels) < 2)
    {
      json_object_set_string_member (object, "head", head);
      return;
    }

  json_object_set_array_member (object, "head", json_array_new ());
  for (guint i = 0; i < 2; i++)
    json_array_add_string_element (json_object_get_array_member (object, "head"), g_strstrip (levels[i]));
}

gboolean
cadre_report_edit_is_shown (CadreReportEdit *self,
                            guint            table,
                            guint            column)
{
  return get_column (self, table, column)->shown;
}

void
cadre_report_edit_set_shown (CadreReportEdit *self,
                             guint            table,
                             guint            column,
                             gboolean         shown)
{
  get_column (self, table, column)->shown = shown;
}

/**
 * cadre_report_edit_move:
 * @to: where the column stands then
 */
void
cadre_report_edit_move (CadreReportEdit *self,
                        guint            table,
                        guint            column,
                        guint            to)
{
  GPtrArray *columns = g_ptr_array_index (self->tables, table);
  gpointer moved;

  g_return_if_fail (column < columns->len && to < columns->len);

  moved = g_ptr_array_steal_index (columns, column);
  g_ptr_array_insert (columns, (int) to, moved);
}

/* -------------------------------------------------------------------- grouping */

static const char *
get_value (CadreReportEdit *self,
           guint            table,
           guint            column)
{
  return json_object_get_string_member_with_default (get_column (self, table, column)->object, "value", NULL);
}

/**
 * cadre_report_edit_can_group:
 *
 * Returns: whether rows of a table can be parted where this column changes
 */
gboolean
cadre_report_edit_can_group (CadreReportEdit *self,
                             guint            table,
                             guint            column)
{
  return !json_object_has_member (get_table (self->root, table), "rows") && get_value (self, table, column) != NULL;
}

/**
 * cadre_report_edit_get_group:
 *
 * Returns: the column by which rows are parted; -1: none of the columns
 */
int
cadre_report_edit_get_group (CadreReportEdit *self,
                             guint            table)
{
  const char *group = json_object_get_string_member_with_default (get_table (self->root, table), "group", NULL);

  for (guint i = 0; group != NULL && i < cadre_report_edit_get_n_columns (self, table); i++)
    if (g_strcmp0 (get_value (self, table, i), group) == 0)
      return (int) i;

  return -1;
}

/**
 * cadre_report_edit_set_group:
 * @column: one that cadre_report_edit_can_group(); -1: none
 *
 * Parts the rows where a column changes, each part with its number of people.
 */
void
cadre_report_edit_set_group (CadreReportEdit *self,
                             guint            table,
                             int              column)
{
  JsonObject *object = get_table (self->root, table);

  if (column < 0)
    {
      json_object_remove_member (object, "group");
      json_object_remove_member (object, "subtotal");
      return;
    }

  json_object_set_string_member (object, "group", get_value (self, table, (guint) column));
  if (!json_object_has_member (object, "subtotal"))
    json_object_set_string_member (object, "subtotal", SUBTOTAL);
}

/* ---------------------------------------------------------------------- saving */

/* A ratio is of two other columns: they must be there. */
static gboolean
check_ratios (JsonObject  *table,
              JsonArray   *columns,
              GError     **error)
{
  for (guint i = 0; i < json_array_get_length (columns); i++)
    {
      JsonObject *column = json_array_get_object_element (columns, i);
      JsonArray *keys = json_object_has_member (column, "ratio") ? json_object_get_array_member (column, "ratio") : NULL;

      for (guint j = 0; keys != NULL && j < json_array_get_length (keys); j++)
        {
          const char *key = json_array_get_string_element (keys, j);
          gboolean found = FALSE;

          for (guint k = 0; k < json_array_get_length (columns) && !found; k++)
            found = g_strcmp0 (key, json_object_get_string_member_with_default (json_array_get_object_element (columns, k), "value", NULL)) == 0;
          if (!found)
            {
              g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID,
                           _("%s: a column is a share of “%s”, which is left out; show that column, too, or leave out both"),
                           json_object_get_string_member_with_default (table, "name", ""), key);
              return FALSE;
            }
        }
    }

  return TRUE;
}

static gboolean
write_table (CadreReportEdit  *self,
             guint             table,
             GError          **error)
{
  JsonObject *object = get_table (self->root, table);
  GPtrArray *columns = g_ptr_array_index (self->tables, table);
  g_autoptr(JsonArray) shown = json_array_new ();

  for (guint i = 0; i < columns->len; i++)
    {
      const Column *column = g_ptr_array_index (columns, i);

      if (column->shown)
        json_array_add_object_element (shown, json_object_ref (column->object));
    }
  if (json_array_get_length (shown) == 0)
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("%s: a table needs a column; show at least one"),
                   cadre_report_edit_get_table (self, table));
      return FALSE;
    }
  if (!check_ratios (object, shown, error))
    return FALSE;

  json_object_set_array_member (object, "columns", g_steal_pointer (&shown));
  return TRUE;
}

/**
 * cadre_report_edit_to_json:
 *
 * Returns: (transfer full): the definition as it is now, checked; %NULL with
 *   @error saying what cannot be
 */
char *
cadre_report_edit_to_json (CadreReportEdit  *self,
                           GError          **error)
{
  g_autoptr(CadreReport) report = NULL;
  g_autofree char *json = NULL;

  g_return_val_if_fail (CADRE_IS_REPORT_EDIT (self), NULL);

  if (*cadre_report_edit_get_name (self) == '\0')
    {
      g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("a report needs a name"));
      return NULL;
    }
  for (guint i = 0; i < self->tables->len; i++)
    if (!write_table (self, i, error))
      return NULL;

  json = json_to_string (self->root, TRUE);
  report = cadre_report_new_from_json (json, cadre_report_edit_get_name (self), error);
  return report != NULL ? g_steal_pointer (&json) : NULL;
}

/**
 * cadre_report_edit_save:
 *
 * Keeps the definition in the archive, inside a #CadreAction. It takes the
 * place of a built-in one of the same key.
 */
gboolean
cadre_report_edit_save (CadreReportEdit  *self,
                        CadreArchive     *archive,
                        GError          **error)
{
  g_autofree char *json = cadre_report_edit_to_json (self, error);
  g_autoptr(CadreStatement) statement = NULL;

  if (json == NULL)
    return FALSE;

  statement = cadre_archive_prepare (archive,
                                     "INSERT INTO report_definition (key, title, definition) VALUES (?1, ?2, ?3) "
                                     "ON CONFLICT (key) DO UPDATE SET title = excluded.title, definition = excluded.definition",
                                     error);
  if (statement == NULL)
    return FALSE;

  cadre_statement_bind_text (statement, 1, cadre_report_edit_get_key (self));
  cadre_statement_bind_text (statement, 2, cadre_report_edit_get_name (self));
  cadre_statement_bind_text (statement, 3, json);
  return cadre_statement_run (statement, error);
}

/**
 * cadre_report_edit_delete:
 * @key: of an office's own definition
 *
 * Drops it, inside a #CadreAction; the built-in one of that key counts again,
 * if there is one.
 */
gboolean
cadre_report_edit_delete (CadreArchive  *archive,
                          const char    *key,
                          GError       **error)
{
  g_autoptr(CadreStatement) statement = cadre_archive_prepare (archive, "DELETE FROM report_definition WHERE key = ?1", error);

  if (statement == NULL)
    return FALSE;

  cadre_statement_bind_text (statement, 1, key);
  return cadre_statement_run (statement, error);
}
