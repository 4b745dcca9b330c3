/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From a file to a plan: which sheet, what kind of sheet, whose heads. */

#define G_LOG_DOMAIN "cadre-plan"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cadre-plan-private.h"

/* Rows of a sheet that are looked at to choose among sheets and kinds. */
#define PEEK_ROWS 80

#define POINTS_PER_COLUMN 10
#define POINTS_PER_NAME 8

/* Rows planned between two words of progress. */
#define ROWS_PER_STEP 2000

/* What fits a sheet best. */
typedef struct
{
  int sheet;
  CadreImportKind *kind;
  CadreTable *table;
  int points;
} Choice;

typedef struct
{
  CadreImportKind *kind;
  GHashTable *given;
  GHashTable *remembered;
} HeadContext;

static gboolean
knows_head (const char *leaf,
            const char *above,
            gpointer    user_data)
{
  HeadContext *context = user_data;

  return cadre_mapping_knows (context->kind, context->given, context->remembered, leaf, above);
}

typedef struct
{
  CadreGrid *grid;
  guint32 rows;
} Peek;

static gboolean
peek_row (guint32 row,
          gboolean hidden,
          gpointer user_data)
{
  return row < ((Peek *) user_data)->rows;
}

static gboolean
peek_cell (const CadreCell *cell,
           gpointer         user_data)
{
  Peek *peek = user_data;

  if (cell->row >= peek->rows)
    return FALSE;
  if (cell->type != CADRE_CELL_EMPTY)
    cadre_grid_add (peek->grid, cell->row, cell->column, cell->type, cell->text);

  return TRUE;
}

static CadreGrid *
peek_sheet (CadreWorkbook  *workbook,
            int             sheet,
            GCancellable   *cancellable,
            GError        **error)
{
  static const CadreSheetVisitor visitor = { peek_cell, peek_row, NULL };
  g_autoptr(CadreGrid) grid = cadre_grid_new ();
  Peek peek = { grid, PEEK_ROWS };

  if (!cadre_workbook_read_sheet (workbook, sheet, &visitor, &peek, cancellable, error))
    return NULL;

  return g_steal_pointer (&grid);
}

/* ---- Choosing ---- */

static int
count_points (CadrePlan       *self,
              CadreImportKind *kind,
              CadreTable      *table,
              GArray          *mapped,
              const char      *sheet_name)
{
  g_autoptr(GPtrArray) missing = cadre_mapping_list_missing (kind, mapped, self->values_given);
  int points = 0;
  guint32 last = G_MAXUINT32;

  if (missing->len > 0)
    return -1;

  for (guint i = 0; i < mapped->len; i++)
    {
      const CadreMappedColumn *column = &g_array_index (mapped, CadreMappedColumn, i);

      if (column->column == last || (column->target.field == NULL && !g_str_equal (column->source, "mark")))
        continue;
      last = column->column;
      points += POINTS_PER_COLUMN;
    }

  return points + POINTS_PER_NAME * (int) MAX (cadre_import_kind_fits_name (kind, cadre_table_get_title (table)),
                                               cadre_import_kind_fits_name (kind, sheet_name));
}

/* Tries one kind on one sheet; keeps it where it fits better. */
static gboolean
try_kind (CadrePlan        *self,
          const CadrePlanRequest *request,
          CadreImportKind  *kind,
          CadreGrid        *grid,
          int               sheet,
          const char       *sheet_name,
          Choice           *best,
          GError          **error)
{
  HeadContext context = { kind, request->heads, NULL };
  g_autoptr(GHashTable) remembered = NULL;
  g_autoptr(CadreTable) table = NULL;
  g_autoptr(GArray) mapped = NULL;
  int points;

  remembered = cadre_mapping_load_remembered (self->archive, cadre_import_kind_get_key (kind), error);
  if (remembered == NULL)
    return FALSE;

  context.remembered = remembered;
  table = cadre_table_find (grid, knows_head, &context);
  if (table == NULL)
    return TRUE;

  /* A mapping by hand may be meant for another kind. */
  mapped = cadre_mapping_make (kind, table, request->heads, remembered, NULL);
  if (mapped == NULL)
    return TRUE;

  points = count_points (self, kind, table, mapped, sheet_name);
  if (points > best->points)
    {
      best->points = points;
      best->sheet = sheet;
      best->kind = kind;
    }

  return TRUE;
}

static gboolean
is_auto (const CadrePlanRequest *request)
{
  return request->kind == NULL || g_str_equal (request->kind, "auto");
}

static gboolean
try_sheet (CadrePlan              *self,
           const CadrePlanRequest *request,
           CadreWorkbook          *workbook,
           int                     sheet,
           Choice                 *best,
           GCancellable           *cancellable,
           GError                **error)
{
  const CadreSheetInfo *info = g_ptr_array_index (cadre_workbook_get_sheets (workbook), (guint) sheet);
  g_autoptr(CadreGrid) grid = peek_sheet (workbook, sheet, cancellable, error);

  if (grid == NULL)
    return FALSE;

  for (guint i = 0; i < self->kinds->len; i++)
    {
      CadreImportKind *kind = g_ptr_array_index (self->kinds, i);

      if ((is_auto (request) || g_str_equal (cadre_import_kind_get_key (kind), request->kind)) &&
          !try_kind (self, request, kind, grid, sheet, info->name, best, error))
        return FALSE;
    }

  return TRUE;
}

static char *
list_kinds (CadrePlan *self)
{
  g_autoptr(GString) list = g_string_new (NULL);

  for (guint i = 0; i < self->kinds->len; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", cadre_import_kind_get_key (g_ptr_array_index (self->kinds, i)));

  return g_string_free (g_steal_pointer (&list), FALSE);
}

static gboolean
choose (CadrePlan              *self,
        const CadrePlanRequest *request,
        CadreWorkbook          *workbook,
        Choice                 *best,
        GCancellable           *cancellable,
        GError                **error)
{
  GPtrArray *sheets = cadre_workbook_get_sheets (workbook);
  int named = -1;
  guint n_tried = 0;

  if (request->sheet != NULL)
    {
      named = cadre_workbook_find_sheet (workbook, request->sheet, error);
      if (named < 0)
        return FALSE;
    }

  /* Hidden sheets only where they are named, or there is nothing else. */
  for (int pass = 0; pass < 2 && n_tried == 0; pass++)
    for (guint i = 0; i < sheets->len; i++)
      {
        const CadreSheetInfo *info = g_ptr_array_index (sheets, i);

        if (named >= 0 ? (int) i != named : info->hidden != (pass == 1))
          continue;
        n_tried++;
        if (!try_sheet (self, request, workbook, (int) i, best, cancellable, error))
          return FALSE;
      }

  return TRUE;
}

/* ---- Reading ---- */

static gboolean
set_no_table_error (CadrePlan              *self,
                    const CadrePlanRequest *request,
                    CadreImportKind        *kind,
                    CadreTable             *table,
                    GArray                 *mapped,
                    GError                **error)
{
  g_autoptr(GPtrArray) missing = mapped != NULL ? cadre_mapping_list_missing (kind, mapped, self->values_given) : NULL;
  g_autofree char *fields = NULL;

  if (missing == NULL || missing->len == 0)
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_FORMAT,
                   _("%s, sheet “%s”: no table was found: its heads are not known. Name a column with --map HEAD=FIELD"),
                   self->path, self->sheet != NULL ? self->sheet : "1");
      return FALSE;
    }

  g_ptr_array_add (missing, NULL);
  fields = g_strjoinv (", ", (char **) missing->pdata);
  g_set_error (error, CADRE_ERROR, CADRE_ERROR_FORMAT,
               _("%s, sheet “%s”: there is no column for %s. Name it with --map HEAD=FIELD"), self->path, self->sheet, fields);
  return FALSE;
}

static gboolean
read_table (CadrePlan              *self,
            const CadrePlanRequest *request,
            CadreWorkbook          *workbook,
            int                     sheet,
            GCancellable           *cancellable,
            GError                **error)
{
  HeadContext context = { self->kind, request->heads, NULL };
  g_autoptr(GHashTable) remembered = NULL;
  g_autoptr(CadreGrid) grid = NULL;
  g_autoptr(GPtrArray) missing = NULL;

  remembered = cadre_mapping_load_remembered (self->archive, cadre_import_kind_get_key (self->kind), error);
  if (remembered == NULL)
    return FALSE;

  grid = cadre_grid_read (workbook, sheet, cancellable, error);
  if (grid == NULL)
    return FALSE;

  context.remembered = remembered;
  self->table = cadre_table_find (grid, knows_head, &context);
  if (self->table == NULL)
    return set_no_table_error (self, request, self->kind, NULL, NULL, error);

  self->mapped = cadre_mapping_make (self->kind, self->table, request->heads, remembered, error);
  if (self->mapped == NULL)
    return FALSE;

  missing = cadre_mapping_list_missing (self->kind, self->mapped, self->values_given);
  if (missing->len > 0)
    return set_no_table_error (self, request, self->kind, self->table, self->mapped, error);

  self->sheet_rows = cadre_table_get_data_rows (self->table, &self->n_rows);
  return TRUE;
}

static void
remark_on_columns (CadrePlan *self)
{
  for (guint i = 0; i < self->mapped->len; i++)
    {
      const CadreMappedColumn *column = &g_array_index (self->mapped, CadreMappedColumn, i);

      if (g_str_equal (column->source, "unknown"))
        g_ptr_array_add (self->remarks, g_strdup_printf (_("column “%s” is not known and is left out"), column->head));
      else if (g_str_equal (column->source, "duplicate"))
        g_ptr_array_add (self->remarks, g_strdup_printf (_("column “%s” says what another column says and is left out"), column->head));
    }
}

static void
remark_on_sheet (CadrePlan     *self,
                 CadreWorkbook *workbook,
                 int            sheet)
{
  GPtrArray *sheets = cadre_workbook_get_sheets (workbook);
  guint n_hidden = 0, n_others = 0;

  for (guint i = 0; i < self->n_rows; i++)
    n_hidden += cadre_grid_is_hidden (cadre_table_get_grid (self->table), self->sheet_rows[i]);
  for (guint i = 0; i < sheets->len; i++)
    n_others += (int) i != sheet && !((CadreSheetInfo *) g_ptr_array_index (sheets, i))->hidden;

  if (((CadreSheetInfo *) g_ptr_array_index (sheets, (guint) sheet))->hidden)
    g_ptr_array_add (self->remarks, g_strdup (_("the sheet is hidden")));
  if (n_hidden > 0)
    g_ptr_array_add (self->remarks, g_strdup_printf (ngettext ("%u hidden row is taken too", "%u hidden rows are taken too", n_hidden), n_hidden));
  if (n_others > 0)
    g_ptr_array_add (self->remarks, g_strdup_printf (ngettext ("%u other sheet of the file is not looked at", "%u other sheets of the file are not looked at", n_others), n_others));
}

gboolean
_cadre_plan_process (CadrePlan          *self,
                     const guint        *rows,
                     guint               n_rows,
                     CadrePlanProgress   progress,
                     gpointer            user_data,
                     GCancellable       *cancellable,
                     GError            **error)
{
  for (guint i = 0; i < n_rows; i++)
    {
      _cadre_plan_parse_row (self, rows[i]);
      if (i % ROWS_PER_STEP != 0)
        continue;
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (progress != NULL)
        progress (0.5 + 0.3 * i / n_rows, user_data);
    }

  if (!_cadre_plan_resolve (self, rows, n_rows, cancellable, error))
    return FALSE;
  for (guint i = 0; i < n_rows; i++)
    _cadre_plan_judge (self, rows[i]);
  if (progress != NULL)
    progress (1, user_data);

  return TRUE;
}

static gboolean
open_sheet (CadrePlan              *self,
            const CadrePlanRequest *request,
            GCancellable           *cancellable,
            GError                **error)
{
  g_autoptr(CadreWorkbook) workbook = NULL;
  const CadreSheetInfo *info;
  Choice best = { -1, NULL, NULL, -1 };

  workbook = cadre_workbook_open_in_order (self->path, request->order, cancellable, error);
  if (workbook == NULL || !choose (self, request, workbook, &best, cancellable, error))
    return FALSE;

  /* Nothing fits: the named kind says what it misses. */
  if (best.kind == NULL && !is_auto (request))
    {
      best.kind = cadre_import_kinds_find (self->kinds, request->kind);
      best.sheet = request->sheet != NULL ? cadre_workbook_find_sheet (workbook, request->sheet, error) : 0;
    }
  if (best.kind == NULL || best.sheet < 0)
    {
      g_autofree char *kinds = list_kinds (self);

      if (error != NULL && *error == NULL)
        g_set_error (error, CADRE_ERROR, CADRE_ERROR_FORMAT,
                     _("%s: no sheet of it has heads that are known. Name the kind of import (%s) and its columns with --map HEAD=FIELD"),
                     self->path, kinds);
      return FALSE;
    }

  self->kind = best.kind;
  info = g_ptr_array_index (cadre_workbook_get_sheets (workbook), (guint) best.sheet);
  self->sheet = g_strdup (info->name);
  if (!read_table (self, request, workbook, best.sheet, cancellable, error))
    return FALSE;

  remark_on_sheet (self, workbook, best.sheet);
  return TRUE;
}

static gboolean
check_kind (CadrePlan              *self,
            const CadrePlanRequest *request,
            GError                **error)
{
  g_autofree char *kinds = NULL;

  self->guessed = is_auto (request);
  if (self->guessed || cadre_import_kinds_find (self->kinds, request->kind) != NULL)
    return TRUE;

  kinds = list_kinds (self);
  g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("there is no kind of import “%s”; the kinds are: auto, %s"),
               request->kind, kinds);
  return FALSE;
}

static GHashTable *
copy_texts (GHashTable *table)
{
  GHashTable *copy;
  GHashTableIter iter;
  const char *key, *value;

  if (table == NULL)
    return NULL;

  copy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, (gpointer *) &key, (gpointer *) &value))
    g_hash_table_insert (copy, g_strdup (key), g_strdup (value));

  return copy;
}

/* The last thing done to the archive, and whether it still stands. */
static gboolean
read_stamp (CadreArchive  *archive,
            gint64        *stamp,
            GError       **error)
{
  return cadre_archive_query_int64 (archive,
                                    "SELECT ifnull (max (id), 0) * 1000000 + count (*) FILTER (WHERE state = 'done') FROM action", stamp, error);
}

static gboolean
plan_all_rows (CadrePlan          *self,
               CadrePlanProgress   progress,
               gpointer            user_data,
               GCancellable       *cancellable,
               GError            **error)
{
  g_autofree guint *rows = g_new (guint, self->n_rows + 1);

  for (guint i = 0; i < self->n_rows; i++)
    rows[i] = i;

  return read_stamp (self->archive, &self->stamp, error) &&
         _cadre_plan_process (self, rows, self->n_rows, progress, user_data, cancellable, error);
}

/* _cadre_plan_renew:
 *
 * Makes the plan anew, decisions kept, where the archive has changed since. */
gboolean
_cadre_plan_renew (CadrePlan     *self,
                   CadreArchive  *archive,
                   GCancellable  *cancellable,
                   GError       **error)
{
  gint64 stamp;

  g_set_object (&self->archive, archive);
  if (!read_stamp (archive, &stamp, error))
    return FALSE;
  if (stamp == self->stamp)
    return TRUE;

  g_clear_pointer (&self->units, cadre_unit_index_free);
  self->units = cadre_unit_index_new (archive, error);
  if (self->units == NULL)
    return FALSE;
  for (guint i = 0; i < self->parts->len; i++)
    g_hash_table_remove_all (cadre_plan_part (self, i)->keys);
  for (guint i = 0; i < self->fields->len; i++)
    if (cadre_plan_field (self, i)->field->kind == CADRE_FIELD_UNIT)
      {
        g_clear_pointer (&cadre_plan_field (self, i)->cache, g_hash_table_unref);
        cadre_plan_field (self, i)->n_asked = 0;
      }
  g_hash_table_remove_all (self->olds);

  return plan_all_rows (self, NULL, NULL, cancellable, error);
}

/**
 * cadre_plan_new:
 * @archive: what the sheet is compared with; the plan keeps it and must stay
 *   on its thread while it is changed
 * @progress: (nullable): told how far it is
 *
 * Reads a sheet and works out what taking it in would do. Changes nothing.
 *
 * Returns: (transfer full): the plan, or %NULL with @error set
 */
CadrePlan *
cadre_plan_new (CadreArchive            *archive,
                CadreCatalogue          *catalogue,
                const CadrePlanRequest  *request,
                CadrePlanProgress        progress,
                gpointer                 user_data,
                GCancellable            *cancellable,
                GError                 **error)
{
  g_autoptr(CadrePlan) self = g_object_new (CADRE_TYPE_PLAN, NULL);

  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), NULL);
  g_return_val_if_fail (request->path != NULL, NULL);

  self->archive = g_object_ref (archive);
  self->catalogue = g_object_ref (catalogue);
  self->path = g_strdup (request->path);
  self->order = g_strdupv ((char **) request->order);
  self->empty_erases = request->empty_erases;
  self->given = copy_texts (request->heads);
  self->values_given = copy_texts (request->values);

  self->kinds = cadre_import_kinds_load (catalogue, error);
  if (self->kinds == NULL || !cadre_import_kinds_learn (self->kinds, archive, error) || !check_kind (self, request, error) ||
      !open_sheet (self, request, cancellable, error))
    return NULL;
  if (progress != NULL)
    progress (0.5, user_data);

  self->units = cadre_unit_index_new (archive, error);
  if (self->units == NULL || !_cadre_plan_layout (self, error))
    return NULL;
  remark_on_columns (self);

  self->rows = g_new0 (CadrePlanRow, self->n_rows + 1);
  if (!plan_all_rows (self, progress, user_data, cancellable, error))
    return NULL;

  return g_steal_pointer (&self);
}
