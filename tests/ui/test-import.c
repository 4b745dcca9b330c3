/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A sheet on its way into the archive: planned, decided on, mended, taken in
 * and taken back, without the window thread ever waiting. */

#include "config.h"

#include "cadre-import-page.h"
#include "cadre-plan-list.h"
#include "cadre-ui-test.h"

#define N_MANY 20000

typedef struct
{
  CadreTestArchive base;
  CadreSession *session;
  char *sheet;
} Fixture;

static const char add_people[] =
  "INSERT INTO person (name, birth, sex) VALUES ('王伟', '1980-03', '男'), ('王伟', '1981-05', '男'), "
  "('李芳', '1990-07', '女')";

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  cadre_test_set_up (&fixture->base, NULL);
  cadre_test_do (fixture->base.archive, "Add", add_people);
  g_clear_object (&fixture->base.archive);
  fixture->session = cadre_ui_test_open (fixture->base.path);
  fixture->sheet = g_build_filename (fixture->base.folder, "名册.csv", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  cadre_session_close (fixture->session);
  g_clear_object (&fixture->session);
  g_clear_pointer (&fixture->sheet, g_free);
  cadre_ui_test_settle ();
  cadre_test_tear_down (&fixture->base, NULL);
}

static void
write_sheet (Fixture    *fixture,
             const char *text)
{
  g_autoptr(GError) error = NULL;

  g_file_set_contents (fixture->sheet, text, -1, &error);
  g_assert_no_error (error);
}

static void
write_small (Fixture *fixture)
{
  write_sheet (fixture, "姓名,性别,出生年月,手机号码\n"
                        "王伟,男,,\n"
                        "赵敏,女,1985.13,\n"
                        "李芳,女,1990.07,\n"
                        "孙立,男,1975.01,\n");
}

static gint64
count_people (Fixture *fixture)
{
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(GError) error = NULL;

  archive = cadre_archive_open (fixture->base.path, CADRE_ARCHIVE_READ, &error);
  g_assert_no_error (error);
  return cadre_test_int (archive, "SELECT count (*) FROM person");
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GError) error = NULL;

  *(CadreImportRow **) data = cadre_importer_load_row_finish (result, &error);
  g_assert_no_error (error);
}

static CadreImportRow *
load_row (CadreImporter *importer,
          guint          row)
{
  CadreImportRow *found = NULL;

  cadre_importer_load_row (importer, row, NULL, loaded_cb, &found);
  cadre_ui_test_wait (found != NULL);
  return found;
}

static void
open_sheet (CadreImporter *importer,
            const char    *path)
{
  cadre_importer_open (importer, path);
  g_assert_cmpuint (cadre_importer_get_stage (importer), ==, CADRE_IMPORTER_READING);
  cadre_ui_test_wait (cadre_importer_get_stage (importer) != CADRE_IMPORTER_READING);
}

static void
undone_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GError) error = NULL;

  *(gboolean *) data = cadre_session_finish (CADRE_SESSION (source), result, &error);
  g_assert_no_error (error);
}

/* From the sheet to the archive and back. */
static void
test_journey (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(CadreImporter) importer = cadre_importer_new (fixture->session);
  CadreImportRow *row;
  gint64 person_id;
  guint column = 0;
  gboolean undone = FALSE;

  write_small (fixture);
  open_sheet (importer, fixture->sheet);
  g_assert_cmpuint (cadre_importer_get_stage (importer), ==, CADRE_IMPORTER_READY);
  g_assert_cmpuint (cadre_importer_count (importer, CADRE_PLAN_DOUBTFUL), ==, 1);
  g_assert_cmpuint (cadre_importer_count (importer, CADRE_PLAN_REFUSED), ==, 1);
  g_assert_false (cadre_importer_has_decisions (importer));

  /* Two people of that name, side by side with what the archive has. */
  row = load_row (importer, 0);
  g_assert_cmpuint (row->state, ==, CADRE_PLAN_DOUBTFUL);
  g_assert_cmpuint (row->candidates->len, ==, 2);
  person_id = ((CadreImportCandidate *) g_ptr_array_index (row->candidates, 1))->person_id;
  g_assert_cmpuint (g_strv_length (((CadreImportCandidate *) g_ptr_array_index (row->candidates, 0))->values), ==,
                    row->cells->len);
  cadre_import_row_free (row);
  cadre_importer_decide (importer, 0, CADRE_DECISION_PERSON, person_id);
  cadre_ui_test_wait (cadre_importer_count (importer, CADRE_PLAN_DOUBTFUL) == 0);
  g_assert_true (cadre_importer_has_decisions (importer));

  /* A month 13, mended. */
  row = load_row (importer, 1);
  g_assert_cmpuint (row->state, ==, CADRE_PLAN_REFUSED);
  for (guint i = 0; i < row->cells->len; i++)
    if (((CadrePlanCell *) g_ptr_array_index (row->cells, i))->verdict == CADRE_VERDICT_REFUSED)
      column = ((CadrePlanCell *) g_ptr_array_index (row->cells, i))->column;
  cadre_import_row_free (row);
  g_assert_cmpuint (column, ==, 2);
  cadre_importer_mend (importer, 1, column, "1985.12");
  cadre_ui_test_wait (cadre_importer_count (importer, CADRE_PLAN_REFUSED) == 0);

  /* Other heads: what was decided stays. */
  {
    g_autoptr(GHashTable) heads = g_hash_table_new (g_str_hash, g_str_equal);

    g_hash_table_insert (heads, (gpointer) "性别", (gpointer) "");
    cadre_importer_set_heads (importer, heads, FALSE);
    cadre_ui_test_wait (cadre_importer_get_stage (importer) == CADRE_IMPORTER_READY);
    g_assert_cmpuint (cadre_importer_count (importer, CADRE_PLAN_DOUBTFUL | CADRE_PLAN_REFUSED), ==, 0);
  }

  cadre_importer_apply (importer);
  cadre_ui_test_wait (cadre_importer_get_stage (importer) == CADRE_IMPORTER_APPLIED);
  g_assert_cmpuint (cadre_importer_get_result (importer)->n_new, ==, 2);
  g_assert_cmpint (count_people (fixture), ==, 5);
  g_assert_cmpstr (cadre_session_get_undo_name (fixture->session), ==, cadre_importer_get_action_name (importer));

  cadre_session_undo (fixture->session, NULL, undone_cb, &undone);
  cadre_ui_test_wait (undone);
  g_assert_cmpint (count_people (fixture), ==, 3);
}

/* A file that is none, then one that is; and work that is dropped midway. */
static void
test_failure (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(CadreImporter) importer = cadre_importer_new (fixture->session);

  write_sheet (fixture, "没有人知道的东西,另一个\n1,2\n3,4\n");
  open_sheet (importer, fixture->sheet);
  g_assert_cmpuint (cadre_importer_get_stage (importer), ==, CADRE_IMPORTER_FAILED);
  g_assert_nonnull (cadre_importer_get_error (importer));
  g_assert_null (cadre_importer_get_plan (importer));

  write_small (fixture);
  cadre_importer_open (importer, fixture->sheet);
  cadre_importer_open (importer, fixture->sheet);
  cadre_ui_test_wait (cadre_importer_get_stage (importer) == CADRE_IMPORTER_READY);
  g_assert_cmpuint (cadre_importer_count (importer, CADRE_PLAN_ALL), ==, 4);
  g_assert_null (cadre_importer_get_error (importer));

  cadre_importer_decide (importer, 0, CADRE_DECISION_SKIP, 0);
  cadre_importer_close (importer);
  cadre_ui_test_wait (g_list_model_get_n_items (cadre_session_get_jobs (fixture->session)) == 0);
  cadre_ui_test_settle ();
  g_assert_cmpuint (cadre_importer_get_stage (importer), ==, CADRE_IMPORTER_EMPTY);
  g_assert_cmpuint (cadre_importer_count (importer, CADRE_PLAN_ALL), ==, 0);
}

static void
write_many (Fixture *fixture)
{
  g_autoptr(GString) text = g_string_new ("姓名,性别,出生年月\n");

  for (guint i = 0; i < N_MANY; i++)
    g_string_append_printf (text, "钱某%u,男,19%02u.%02u\n", i, 60 + i % 38, i % 100 == 0 ? 13 : 1 + i % 12);
  write_sheet (fixture, text->str);
}

/* However long the sheet, only the rows in sight are read from the plan; and
 * a decision moves one row, not the list. */
static void
test_page (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *window = gtk_window_new ();
  CadreImportPage *page = g_object_new (CADRE_TYPE_IMPORT_PAGE, "session", fixture->session, NULL);
  CadreImporter *importer = cadre_import_page_get_importer (page);
  g_autoptr(CadrePlanList) list = cadre_plan_list_new (importer);

  write_many (fixture);
  gtk_window_set_default_size (GTK_WINDOW (window), 1000, 700);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (page));
  gtk_window_present (GTK_WINDOW (window));
  cadre_import_page_open (page, fixture->sheet);
  cadre_ui_test_wait (cadre_importer_get_stage (importer) == CADRE_IMPORTER_READY);
  cadre_ui_test_next_frame (GTK_WIDGET (page));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, N_MANY);
  g_assert_cmpuint (cadre_importer_count (importer, CADRE_PLAN_REFUSED), ==, N_MANY / 100);
  g_assert_cmpuint (cadre_plan_list_n_live (list), ==, 0);

  cadre_plan_list_set_states (list, CADRE_PLAN_REFUSED);
  cadre_ui_test_wait (cadre_importer_get_plan (importer) != NULL);
  cadre_ui_test_wait (g_list_model_get_n_items (G_LIST_MODEL (list)) == N_MANY / 100);
  cadre_importer_decide (importer, 0, CADRE_DECISION_SKIP, 0);
  cadre_ui_test_wait (g_list_model_get_n_items (G_LIST_MODEL (list)) == N_MANY / 100 - 1);

  cadre_ui_test_wait (g_list_model_get_n_items (cadre_session_get_jobs (fixture->session)) == 0);
  gtk_window_destroy (GTK_WINDOW (window));
  cadre_ui_test_settle ();
}

int
main (int    argc,
      char **argv)
{
  cadre_ui_test_init (&argc, &argv);

  g_test_add ("/import/journey", Fixture, NULL, set_up, test_journey, tear_down);
  g_test_add ("/import/failure", Fixture, NULL, set_up, test_failure, tear_down);
  g_test_add ("/import/page", Fixture, NULL, set_up, test_page, tear_down);

  return g_test_run ();
}
