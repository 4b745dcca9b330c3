/* SPDX-License-Identifier: GPL-3.0-or-later */

/* import: plans what a sheet would do, says it, and does it. */

#define G_LOG_DOMAIN "cadrectl"

#include "config.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <unistd.h>

#include "cadre-name.h"
#include "cadre-people.h"
#include "cadre-plan.h"
#include "cadrectl-json.h"
#include "cadrectl.h"

/* Rows shown in full; a plan of 100,000 is not read on a terminal. */
#define MAX_ROWS_SHOWN 200

typedef struct
{
  char **maps;
  char **sets;
  char **as;
  char *sheet;
  char *refused;
  char *order;
  gboolean dry_run;
  gboolean all_sheets;
  gboolean empty_erases;
  gboolean list_kinds;
  GPtrArray *left_out;          /* CadrePlan: with rows that were not taken */
} Options;

static const struct
{
  CadrePlanState state;
  const char *key;
  const char *label;
} states[] = {
  { CADRE_PLAN_NEW, "new", N_("new") },
  { CADRE_PLAN_CHANGED, "changed", N_("changed") },
  { CADRE_PLAN_SAME, "same", N_("same") },
  { CADRE_PLAN_DOUBTFUL, "doubtful", N_("doubtful") },
  { CADRE_PLAN_REFUSED, "refused", N_("refused") },
  { CADRE_PLAN_SKIPPED, "skipped", N_("skipped") },
};

static const char * const verdicts[] = { "unused", "empty", "same", "new", "changed", "refused" };

static guint
state_index (CadrePlanState state)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (states[i].state == state)
      return i;

  return 0;
}

/* ---- Options ---- */

/* HEAD=FIELD pairs; %NULL with a message told where one is not a pair. */
static GHashTable *
parse_pairs (char       **words,
             const char  *option,
             int         *status)
{
  g_autoptr(GHashTable) pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    {
      const char *equals = strrchr (words[i], '=');

      if (equals == NULL || equals == words[i])
        {
          *status = cadrectl_usage (_("import: --%s “%s” has no “=”"), option, words[i]);
          return NULL;
        }
      g_hash_table_insert (pairs, g_strndup (words[i], equals - words[i]), g_strdup (equals + 1));
    }

  return g_steal_pointer (&pairs);
}

/* --as ROW=PERSON|new|skip */
static gboolean
decide (CadrePlan     *plan,
        CadreArchive  *archive,
        char         **as,
        GError       **error)
{
  for (guint i = 0; as != NULL && as[i] != NULL; i++)
    {
      g_auto(GStrv) halves = g_strsplit (as[i], "=", 2);
      CadrePlanDecision decision = CADRE_DECISION_PERSON;
      guint64 sheet_row;
      gint64 person = 0;
      guint row;

      if (halves[0] == NULL || halves[1] == NULL || !g_ascii_string_to_unsigned (halves[0], 10, 1, G_MAXUINT32, &sheet_row, NULL) ||
          !cadre_plan_find_sheet_row (plan, (guint32) sheet_row - 1, &row))
        {
          g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("--as %s: there is no such row to take"), as[i]);
          return FALSE;
        }

      if (g_str_equal (halves[1], "new"))
        decision = CADRE_DECISION_NEW;
      else if (g_str_equal (halves[1], "skip"))
        decision = CADRE_DECISION_SKIP;
      else if ((person = cadre_people_identify (archive, halves[1], error)) == 0)
        return FALSE;
      if (!cadre_plan_decide (plan, row, decision, person, error))
        return FALSE;
    }

  return TRUE;
}

/* ---- Text ---- */

static void
print_candidates (CadrePlan *plan,
                  guint      row)
{
  g_autoptr(GPtrArray) candidates = cadre_plan_get_candidates (plan, row, NULL);

  for (guint i = 0; candidates != NULL && i < candidates->len; i++)
    {
      const CadrePlanCandidate *one = g_ptr_array_index (candidates, i);

      g_print ("    ? %s  %s  %s  %s  (%s)\n", one->name, one->birth != NULL ? one->birth : "", one->unit != NULL ? one->unit : "",
               one->id_number != NULL ? one->id_number : "", one->reason);
    }
}

static void
print_cells (CadrePlan *plan,
             guint      row)
{
  g_autoptr(GPtrArray) cells = cadre_plan_get_cells (plan, row, NULL);
  CadrePlanState state = cadre_plan_get_state (plan, row);

  for (guint i = 0; i < cells->len; i++)
    {
      const CadrePlanCell *cell = g_ptr_array_index (cells, i);

      if (cell->verdict == CADRE_VERDICT_CHANGED || (cell->verdict == CADRE_VERDICT_NEW && state == CADRE_PLAN_CHANGED))
        g_print ("    %s %s: %s → %s\n", cell->address, cell->head, cell->old_value != NULL ? cell->old_value : "",
                 cell->new_value != NULL ? cell->new_value : "");
      if (cell->reason == NULL)
        continue;
      g_print ("    %s %s “%s”: %s%s%s%s\n", cell->address, cell->head, cell->typed,
               cell->verdict == CADRE_VERDICT_REFUSED ? "" : _("note: "), cell->reason,
               cell->cure != NULL ? "; " : "", cell->cure != NULL ? cell->cure : "");
    }
}

static void
print_row (CadrePlan *plan,
           guint      row)
{
  CadrePlanState state = cadre_plan_get_state (plan, row);
  g_autofree char *label = cadre_plan_dup_label (plan, row);
  const char *reason = cadre_plan_get_reason (plan, row);

  g_print (_("  row %u %s: %s"), cadre_plan_get_sheet_row (plan, row) + 1, label, _(states[state_index (state)].label));
  g_print ("%s%s%s\n", cadre_plan_is_hidden (plan, row) ? _(" (hidden row)") : "",
           state == CADRE_PLAN_DOUBTFUL && reason != NULL ? ": " : "", state == CADRE_PLAN_DOUBTFUL && reason != NULL ? reason : "");
  if (state == CADRE_PLAN_DOUBTFUL)
    print_candidates (plan, row);
  else
    print_cells (plan, row);
}

/* What somebody may want to look at: all but what is plainly new or the same. */
static GArray *
list_rows_to_show (CadrePlan *plan)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < cadre_plan_n_rows (plan); i++)
    {
      CadrePlanState state = cadre_plan_get_state (plan, i);

      if ((state & (CADRE_PLAN_CHANGED | CADRE_PLAN_DOUBTFUL | CADRE_PLAN_REFUSED)) != 0 ||
          ((state & (CADRE_PLAN_NEW | CADRE_PLAN_SAME)) != 0 && cadre_plan_has_notes (plan, i)))
        g_array_append_val (rows, i);
    }

  return rows;
}

static void
print_plan (CadrePlan *plan)
{
  g_autoptr(GArray) rows = list_rows_to_show (plan);
  GPtrArray *remarks = cadre_plan_get_remarks (plan);

  g_print (_("%s, sheet “%s”: %s"), cadre_plan_get_path (plan), cadre_plan_get_sheet (plan),
           cadre_import_kind_get_title (cadre_plan_get_kind (plan)));
  g_print ("%s\n", cadre_plan_is_guessed (plan) ? _(" (guessed by the heads)") : "");
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    g_print ("%s%s %u", i > 0 ? ", " : "", _(states[i].label), cadre_plan_count (plan, states[i].state));
  g_print ("\n");
  for (guint i = 0; i < remarks->len; i++)
    g_print ("  %s\n", (const char *) g_ptr_array_index (remarks, i));

  for (guint i = 0; i < MIN (rows->len, MAX_ROWS_SHOWN); i++)
    print_row (plan, g_array_index (rows, guint, i));
  if (rows->len > MAX_ROWS_SHOWN)
    g_print (ngettext ("  … and %u more row\n", "  … and %u more rows\n", rows->len - MAX_ROWS_SHOWN), rows->len - MAX_ROWS_SHOWN);
}

/* ---- JSON ---- */

static void
add_cells (JsonBuilder *builder,
           CadrePlan   *plan,
           guint        row)
{
  g_autoptr(GPtrArray) cells = cadre_plan_get_cells (plan, row, NULL);

  json_builder_set_member_name (builder, "cells");
  json_builder_begin_array (builder);
  for (guint i = 0; i < cells->len; i++)
    {
      const CadrePlanCell *cell = g_ptr_array_index (cells, i);

      json_builder_begin_object (builder);
      cadrectl_json_text (builder, "address", cell->address);
      cadrectl_json_text (builder, "head", cell->head);
      cadrectl_json_text (builder, "part", cell->part);
      cadrectl_json_text (builder, "field", cell->field != NULL ? cell->field->key : NULL);
      cadrectl_json_text (builder, "typed", cell->typed);
      cadrectl_json_text (builder, "old", cell->old_value);
      cadrectl_json_text (builder, "new", cell->new_value);
      cadrectl_json_text (builder, "verdict", verdicts[cell->verdict]);
      cadrectl_json_text (builder, "reason", cell->reason);
      cadrectl_json_text (builder, "cure", cell->cure);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_candidates (JsonBuilder *builder,
                CadrePlan   *plan,
                guint        row)
{
  g_autoptr(GPtrArray) candidates = cadre_plan_get_candidates (plan, row, NULL);

  json_builder_set_member_name (builder, "candidates");
  json_builder_begin_array (builder);
  for (guint i = 0; candidates != NULL && i < candidates->len; i++)
    {
      const CadrePlanCandidate *one = g_ptr_array_index (candidates, i);

      json_builder_begin_object (builder);
      cadrectl_json_int (builder, "person", one->person_id);
      cadrectl_json_text (builder, "name", one->name);
      cadrectl_json_text (builder, "birth", one->birth);
      cadrectl_json_text (builder, "unit", one->unit);
      cadrectl_json_text (builder, "id_number", one->id_number);
      cadrectl_json_text (builder, "reason", one->reason);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_row (JsonBuilder *builder,
         CadrePlan   *plan,
         guint        row)
{
  CadrePlanState state = cadre_plan_get_state (plan, row);
  g_autofree char *label = cadre_plan_dup_label (plan, row);

  json_builder_begin_object (builder);
  cadrectl_json_int (builder, "row", (gint64) cadre_plan_get_sheet_row (plan, row) + 1);
  cadrectl_json_text (builder, "label", label);
  cadrectl_json_text (builder, "state", states[state_index (state)].key);
  cadrectl_json_text (builder, "reason", cadre_plan_get_reason (plan, row));
  cadrectl_json_bool (builder, "hidden", cadre_plan_is_hidden (plan, row));
  cadrectl_json_int (builder, "person", cadre_plan_get_person (plan, row));
  add_cells (builder, plan, row);
  if (state == CADRE_PLAN_DOUBTFUL)
    add_candidates (builder, plan, row);
  json_builder_end_object (builder);
}

static void
add_columns (JsonBuilder *builder,
             CadrePlan   *plan)
{
  json_builder_set_member_name (builder, "columns");
  json_builder_begin_array (builder);
  for (guint i = 0; i < cadre_plan_n_columns (plan); i++)
    {
      const CadrePlanColumn *column = cadre_plan_get_column (plan, i);

      json_builder_begin_object (builder);
      cadrectl_json_int (builder, "column", column->column);
      cadrectl_json_text (builder, "head", column->head);
      cadrectl_json_text (builder, "part", column->part);
      cadrectl_json_text (builder, "field", column->field != NULL ? column->field->key : NULL);
      cadrectl_json_text (builder, "source", column->source);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_plan (JsonBuilder           *builder,
          CadrePlan             *plan,
          const CadrePlanResult *result)
{
  GPtrArray *remarks = cadre_plan_get_remarks (plan);

  json_builder_begin_object (builder);
  cadrectl_json_text (builder, "file", cadre_plan_get_path (plan));
  cadrectl_json_text (builder, "sheet", cadre_plan_get_sheet (plan));
  cadrectl_json_text (builder, "kind", cadre_import_kind_get_key (cadre_plan_get_kind (plan)));
  cadrectl_json_bool (builder, "guessed", cadre_plan_is_guessed (plan));
  json_builder_set_member_name (builder, "counts");
  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    cadrectl_json_int (builder, states[i].key, cadre_plan_count (plan, states[i].state));
  json_builder_end_object (builder);
  cadrectl_json_bool (builder, "applied", result != NULL);
  cadrectl_json_int (builder, "action", result != NULL ? result->action_id : 0);

  json_builder_set_member_name (builder, "remarks");
  json_builder_begin_array (builder);
  for (guint i = 0; i < remarks->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (remarks, i));
  json_builder_end_array (builder);

  add_columns (builder, plan);
  json_builder_set_member_name (builder, "rows");
  json_builder_begin_array (builder);
  for (guint i = 0; i < cadre_plan_n_rows (plan); i++)
    add_row (builder, plan, i);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/* ---- Doing it ---- */

static void
print_progress (double   done,
                gpointer user_data)
{
  g_printerr ("\r%s %3d %%%s", (const char *) user_data, (int) (done * 100), done >= 1 ? "\r\033[K" : "");
}

static gboolean
import_sheet (Cadrectl          *self,
              CadreArchive      *archive,
              CadreCatalogue    *catalogue,
              CadrePlanRequest  *request,
              const Options     *options,
              JsonBuilder       *builder,
              GError           **error)
{
  gboolean terminal = isatty (STDERR_FILENO);
  CadrePlanProgress progress = terminal ? print_progress : NULL;
  g_autoptr(CadrePlan) plan = NULL;
  CadrePlanResult result = { 0 };

  plan = cadre_plan_new (archive, catalogue, request, progress, (gpointer) _("reading"), NULL, error);
  if (plan == NULL || !decide (plan, archive, options->as, error))
    return FALSE;

  if (!self->json)
    print_plan (plan);
  if (!options->dry_run && !cadre_plan_apply (plan, archive, &result, progress, (gpointer) _("writing"), NULL, error))
    return FALSE;
  if (options->refused != NULL && cadre_plan_count (plan, CADRE_PLAN_REFUSED | CADRE_PLAN_DOUBTFUL) > 0)
    g_ptr_array_add (options->left_out, g_object_ref (plan));
  if (self->json)
    add_plan (builder, plan, options->dry_run ? NULL : &result);
  else if (!options->dry_run)
    g_printerr (result.action_id > 0 ? _("taken in; “cadrectl undo” takes it back\n") : _("nothing to do\n"));

  return TRUE;
}

/* One file, whatever the number of sheets. */
static gboolean
write_refused (const Options  *options,
               GError        **error)
{
  if (options->left_out->len == 0)
    return TRUE;
  if (!cadre_plans_write_refused (options->left_out, options->refused, error))
    return FALSE;

  g_printerr (_("%s: the rows that were not taken, with the reasons\n"), options->refused);
  return TRUE;
}

static gboolean
import_all_sheets (Cadrectl          *self,
                   CadreArchive      *archive,
                   CadreCatalogue    *catalogue,
                   CadrePlanRequest  *request,
                   const Options     *options,
                   JsonBuilder       *builder,
                   GError           **error)
{
  g_autoptr(CadreWorkbook) workbook = cadre_workbook_open (request->path, NULL, error);
  GPtrArray *sheets;

  if (workbook == NULL)
    return FALSE;

  sheets = cadre_workbook_get_sheets (workbook);
  for (guint i = 0; i < sheets->len; i++)
    {
      const CadreSheetInfo *info = g_ptr_array_index (sheets, i);

      if (info->hidden)
        continue;
      request->sheet = info->name;
      if (!import_sheet (self, archive, catalogue, request, options, builder, error))
        return FALSE;
    }

  return TRUE;
}

static int
run (Cadrectl         *self,
     CadrePlanRequest *request,
     Options          *options)
{
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(CadreCatalogue) catalogue = NULL;
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(GError) error = NULL;
  gboolean done;

  archive = cadrectl_open (self, options->dry_run ? CADRE_ARCHIVE_READ : CADRE_ARCHIVE_WRITE, &error);
  if (archive == NULL)
    return cadrectl_fail (error);
  catalogue = cadre_catalogue_new (archive, &error);
  if (catalogue == NULL)
    return cadrectl_fail (error);

  options->left_out = g_ptr_array_new_with_free_func (g_object_unref);
  json_builder_begin_array (builder);
  done = (options->all_sheets ? import_all_sheets : import_sheet) (self, archive, catalogue, request, options, builder, &error);
  json_builder_end_array (builder);
  /* Where a later sheet failed, those before it have been taken in. */
  if (!write_refused (options, done ? &error : NULL) || !done)
    return cadrectl_fail (error);

  if (self->json)
    cadrectl_print_json (builder);
  return 0;
}

static int
list_kinds (Cadrectl *self)
{
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(CadreCatalogue) catalogue = NULL;
  g_autoptr(GPtrArray) kinds = NULL;
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(GError) error = NULL;

  archive = cadrectl_open (self, CADRE_ARCHIVE_READ, &error);
  if (archive != NULL)
    catalogue = cadre_catalogue_new (archive, &error);
  if (catalogue != NULL)
    kinds = cadre_import_kinds_load (catalogue, &error);
  if (kinds == NULL)
    return cadrectl_fail (error);

  json_builder_begin_array (builder);
  for (guint i = 0; i < kinds->len; i++)
    {
      const CadreImportKind *kind = g_ptr_array_index (kinds, i);

      if (!self->json)
        g_print ("%-18s %s\n", cadre_import_kind_get_key (kind), cadre_import_kind_get_title (kind));
      json_builder_begin_object (builder);
      cadrectl_json_text (builder, "kind", cadre_import_kind_get_key (kind));
      cadrectl_json_text (builder, "title", cadre_import_kind_get_title (kind));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  if (self->json)
    cadrectl_print_json (builder);

  return 0;
}

static char **
read_names (const char  *path,
            GError     **error)
{
  g_autofree char *text = NULL;
  char **names;

  if (!g_file_get_contents (path, &text, NULL, error))
    return NULL;

  names = cadre_names_split (text);
  if (names == NULL)
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_FORMAT, _("%s: this is not a text with names; save it as plain text"), path);
  return names;
}

static void
options_clear (Options *options)
{
  g_strfreev (options->maps);
  g_strfreev (options->sets);
  g_strfreev (options->as);
  g_free (options->sheet);
  g_free (options->refused);
  g_clear_pointer (&options->left_out, g_ptr_array_unref);
  g_free (options->order);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

int
cadrectl_import (Cadrectl *self,
                 int       argc,
                 char    **argv)
{
  g_auto(Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "map", 'm', 0, G_OPTION_ARG_STRING_ARRAY, &options.maps, N_("Take the column HEAD as FIELD; an empty FIELD leaves it out"), N_("HEAD=FIELD") },
    { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.sets, N_("Take FIELD as VALUE where no cell says it"), N_("FIELD=VALUE") },
    { "sheet", 's', 0, G_OPTION_ARG_STRING, &options.sheet, N_("Which sheet, by name or number"), N_("SHEET") },
    { "all-sheets", 0, 0, G_OPTION_ARG_NONE, &options.all_sheets, N_("All sheets, one after the other"), NULL },
    { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &options.dry_run, N_("Only say what would be done"), NULL },
    { "refused", 0, 0, G_OPTION_ARG_FILENAME, &options.refused, N_("Write the rows not taken to OUT.xlsx, with the reasons"), N_("OUT.xlsx") },
    { "as", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.as, N_("Decide a doubtful row: a person, “new” or “skip”"), N_("ROW=WHO") },
    { "empty-erases", 0, 0, G_OPTION_ARG_NONE, &options.empty_erases, N_("Let empty cells erase what the archive has"), NULL },
    { "order", 0, 0, G_OPTION_ARG_FILENAME, &options.order, N_("Take the forms of a folder in the order of the names in FILE"), N_("FILE") },
    { "list-kinds", 0, 0, G_OPTION_ARG_NONE, &options.list_kinds, N_("List the kinds of import"), NULL },
    { NULL }
  };
  g_autoptr(GHashTable) heads = NULL;
  g_autoptr(GHashTable) values = NULL;
  g_auto(GStrv) order = NULL;
  g_autoptr(GError) error = NULL;
  CadrePlanRequest request = { 0 };
  int status = 0;

  if (!cadrectl_parse ("import", _("Takes in a sheet: import KIND FILE. KIND may be “auto”; --list-kinds lists the others."),
                       entries, &argc, &argv, &status))
    return status;
  if (options.list_kinds)
    return list_kinds (self);
  if (argc != 3)
    return cadrectl_usage (_("import: a kind of import and a file are needed: import KIND FILE"));

  heads = parse_pairs (options.maps, "map", &status);
  values = heads != NULL ? parse_pairs (options.sets, "set", &status) : NULL;
  if (values == NULL)
    return status;

  if (options.order != NULL && (order = read_names (options.order, &error)) == NULL)
    return cadrectl_fail (error);

  request.kind = argv[1];
  request.order = (const char * const *) order;
  request.path = argv[2];
  request.sheet = options.sheet;
  request.heads = g_hash_table_size (heads) > 0 ? heads : NULL;
  request.values = g_hash_table_size (values) > 0 ? values : NULL;
  request.empty_erases = options.empty_erases;

  return run (self, &request, &options);
}
