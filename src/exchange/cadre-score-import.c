/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A sheet of people by indicators, as 考核评分表 is printed and filled in, taken
 * into a round: all of it, or nothing with each cell that is at fault named. */

#define G_LOG_DOMAIN "cadre-score-import"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cadre-catalogue.h"
#include "cadre-name.h"
#include "cadre-round-scores.h"
#include "cadre-rounds.h"
#include "cadre-score-import.h"
#include "cadre-table.h"

/* So many faults are told; more are not read. */
#define MOST_FAULTS 10

typedef struct
{
  CadreArchive *archive;
  gint64 round_id;
  gint64 group_id;
  const char *scorer;
  const char *source;       /* the file's name, kept with each score */
  CadreScheme *scheme;
  CadreTable *table;
  const CadreRecordKind *person;
  int name_column, id_column, unit_column;
  GArray *indicators;       /* CadreIndicator pointer by column, NULL: not one */
  GString *faults;
  guint n_faults;
} Reader;

/* What stands over the unit beside the aliases of the catalogue. */
static const char *const unit_heads[] = { "参评单位", "乡镇", NULL };

/* 目标任务 and, as the printed sheet has it, 目标任务（100分）, of which a
 * head's normal form leaves 目标任务100分. */
static gboolean
is_head_of (const char           *leaf,
            const CadreIndicator *indicator)
{
  g_autofree char *name = cadre_head_normalize (indicator->name);
  const char *rest;

  if (!g_str_has_prefix (leaf, name))
    return FALSE;
  rest = leaf + strlen (name);
  return *rest == '\0' || g_str_equal (rest + strspn (rest, "0123456789."), "分");
}

static const CadreIndicator *
find_indicator (const Reader *self,
                const char   *leaf)
{
  for (guint i = 0; i < self->scheme->indicators->len; i++)
    {
      const CadreIndicator *indicator = g_ptr_array_index (self->scheme->indicators, i);

      if (cadre_score_sheet_has (indicator, self->group_id) && is_head_of (leaf, indicator))
        return indicator;
    }

  return NULL;
}

/* Where the column is noted that tells who a row is about; NULL for others. */
static int *
find_person_column (Reader     *self,
                    const char *leaf)
{
  const CadreField *field = cadre_record_kind_find_normal_head (self->person, leaf);

  if (g_strv_contains (unit_heads, leaf))
    return &self->unit_column;
  if (field == NULL)
    return NULL;
  if (g_str_equal (field->key, "name"))
    return &self->name_column;
  if (g_str_equal (field->key, "id_number"))
    return &self->id_column;

  return g_str_equal (field->key, "unit_id") ? &self->unit_column : NULL;
}

static gboolean
knows_head (const char *leaf,
            const char *above,
            gpointer    user_data)
{
  return find_person_column (user_data, leaf) != NULL || find_indicator (user_data, leaf) != NULL;
}

/* Whether there is a name and at least one indicator. */
static gboolean
find_columns (Reader *self)
{
  guint n = 0;

  self->name_column = self->id_column = self->unit_column = -1;
  self->indicators = g_array_new (FALSE, TRUE, sizeof (gpointer));
  for (guint i = 0; i < cadre_table_n_columns (self->table); i++)
    {
      const CadreTableHead *head = cadre_table_get_head (self->table, i);
      const CadreIndicator *indicator = find_indicator (self, head->leaf);
      int *column = find_person_column (self, head->leaf);

      if (column != NULL)
        *column = (int) head->column;
      n += indicator != NULL;
      g_array_append_val (self->indicators, indicator);
    }

  return self->name_column >= 0 && n > 0;
}

static void
add_fault (Reader     *self,
           guint32     row,
           const char *text)
{
  if (self->n_faults++ < MOST_FAULTS)
    g_string_append_printf (self->faults, _("\nrow %u: %s"), row + 1, text);
}

/* Those of the round whom a row may mean: by ID number where it has one, else
 * by name; whether the row's unit is theirs, and whether a namesake of another
 * unit, in the round or not, is in that one. */
#define FIND_PARTICIPANTS \
  "SELECT t.id, ?4 IN (u.name, u.short_name) OR ?4 IN (v.name, v.short_name), ?3 = '' AND EXISTS (" \
  "    SELECT 1 FROM person o JOIN unit w ON w.id = o.unit_id WHERE o.name = p.name AND o.id <> p.id AND ?4 IN (w.name, w.short_name)) " \
  "FROM participant t JOIN person p ON p.id = t.person_id LEFT JOIN unit u ON u.id = t.unit_id LEFT JOIN unit v ON v.id = p.unit_id " \
  "WHERE t.round_id = ?1 AND iif (?3 <> '', p.id_number = ?3, replace (p.name, ' ', '') = replace (?2, ' ', ''))"

static const char *
get_text (const Reader *self,
          guint32       row,
          int           column,
          gboolean      filled)
{
  return column >= 0 ? cadre_table_get_text (self->table, row, (guint32) column, filled) : "";
}

/* One alone of that name, unless the unit says that another is meant; of
 * several the only one of that unit. 0 without an error: the row is at fault. */
static gint64
find_participant (Reader   *self,
                  guint32   row,
                  GError  **error)
{
  g_autofree char *plain = g_strstrip (g_strdup (get_text (self, row, self->name_column, FALSE)));
  const char *unit = get_text (self, row, self->unit_column, TRUE);
  g_autofree char *fault = NULL;
  g_autoptr(CadreStatement) people = NULL;
  gint64 id = 0, id_here = 0;
  guint n = 0, n_here = 0;
  gboolean other_meant = FALSE;

  people = cadre_archive_prepare (self->archive, FIND_PARTICIPANTS, error);
  if (people == NULL)
    return 0;

  cadre_statement_bind_int64 (people, 1, self->round_id);
  cadre_statement_bind_text (people, 2, plain);
  cadre_statement_bind_text (people, 3, get_text (self, row, self->id_column, FALSE));
  cadre_statement_bind_text (people, 4, unit);
  while (cadre_statement_step (people, error))
    {
      id = cadre_statement_get_int64 (people, 0);
      n++;
      if (cadre_statement_get_int64 (people, 1) != 0)
        {
          id_here = id;
          n_here++;
        }
      else
        other_meant |= cadre_statement_get_int64 (people, 2) != 0;
    }
  if (!cadre_statement_is_done (people))
    return 0;

  if (n_here == 1)
    return id_here;
  if (n == 1 && !other_meant)
    return id;

  fault = n <= 1 ? g_strdup_printf (_("%s is not in the round; add them first"), plain)
                 : g_strdup_printf (_("%u people in the round are called %s; add a column with the ID number or the unit"), n, plain);
  add_fault (self, row, fault);
  return 0;
}

static void
read_row (Reader            *self,
          guint32            row,
          CadreScoreImport  *summary,
          GError           **error)
{
  gint64 participant_id = find_participant (self, row, error);

  if (participant_id == 0)
    return;

  summary->n_people++;
  for (guint i = 0; i < cadre_table_n_columns (self->table); i++)
    {
      const CadreIndicator *indicator = g_array_index (self->indicators, gpointer, i);
      const char *text = indicator != NULL
                         ? cadre_table_get_text (self->table, row, cadre_table_get_head (self->table, i)->column, FALSE) : "";
      g_autoptr(GError) local_error = NULL;

      /* An empty cell says nothing: what stands in the archive stays. */
      if (*text == '\0')
        continue;
      if (cadre_round_set_score (self->archive, participant_id, indicator->id, self->group_id, self->scorer, text, self->source, &local_error))
        summary->n_scores++;
      else
        add_fault (self, row, local_error->message);
    }
}

static gboolean
read_table (Reader            *self,
            const char        *path,
            CadreScoreImport  *summary,
            GError           **error)
{
  guint n_rows = 0;
  const guint32 *rows;
  GError *local_error = NULL;

  if (!find_columns (self))
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID,
                   _("%s: there is no table with 姓名 and the indicators of this sheet; print 考核评分表 to see its heads"), path);
      return FALSE;
    }

  rows = cadre_table_get_data_rows (self->table, &n_rows);
  for (guint i = 0; i < n_rows && local_error == NULL && self->n_faults < MOST_FAULTS; i++)
    read_row (self, rows[i], summary, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (self->n_faults == 0)
    return TRUE;

  g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("%s: nothing was taken:%s"), path, self->faults->str);
  return FALSE;
}

static CadreScheme *
load_scheme (CadreArchive  *archive,
             gint64         round_id,
             GError       **error)
{
  g_autoptr(CadreRoundInfo) info = cadre_round_get (archive, round_id, error);

  return info != NULL ? cadre_scheme_load (archive, info->scheme_id, error) : NULL;
}

/**
 * cadre_score_import:
 * @group_id: who scored, 0 for what the office enters
 * @scorer: "" where nobody is named
 * @path: a workbook, whose first sheet is taken, or CSV
 * @summary: (out): what was taken
 *
 * Takes in the scores of a sheet of people by indicators; empty cells change
 * nothing. To be called inside an action; on a fault nothing of the action
 * may be kept.
 *
 * Returns: %FALSE with @error set, which names each row at fault
 */
gboolean
cadre_score_import (CadreArchive      *archive,
                    gint64             round_id,
                    gint64             group_id,
                    const char        *scorer,
                    const char        *path,
                    CadreScoreImport  *summary,
                    GError           **error)
{
  g_autoptr(CadreScheme) scheme = load_scheme (archive, round_id, error);
  g_autoptr(CadreCatalogue) catalogue = scheme != NULL ? cadre_catalogue_new (archive, error) : NULL;
  g_autoptr(CadreWorkbook) workbook = catalogue != NULL ? cadre_workbook_open (path, NULL, error) : NULL;
  g_autoptr(CadreGrid) grid = workbook != NULL ? cadre_grid_read (workbook, 0, NULL, error) : NULL;
  g_autoptr(CadreTable) table = NULL;
  g_autofree char *source = g_path_get_basename (path);
  g_autoptr(GString) faults = g_string_new (NULL);
  Reader self = { archive, round_id, group_id, scorer, source, scheme, .faults = faults };
  gboolean done;

  *summary = (CadreScoreImport) { 0 };
  if (grid == NULL)
    return FALSE;

  self.person = cadre_catalogue_get_kind (catalogue, "person");
  table = cadre_table_find (grid, knows_head, &self);
  if (table == NULL)
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("%s: there is no table in the first sheet"), path);
      return FALSE;
    }

  self.table = table;
  done = read_table (&self, path, summary, error);
  g_clear_pointer (&self.indicators, g_array_unref);
  return done;
}
