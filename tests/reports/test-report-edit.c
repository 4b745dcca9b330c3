/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Definitions that an office changes, and those that it got wrong. */

#include "config.h"

#include "cadre-journal.h"
#include "cadre-report-edit.h"
#include "cadre-report-table.h"
#include "cadre-sample.h"
#include "cadre-test.h"

static void
set_up (CadreTestArchive *fixture,
        gconstpointer     data)
{
  g_autoptr(GError) error = NULL;

  cadre_test_set_up (fixture, data);
  cadre_sample_fill (fixture->archive, 120, 7, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static CadreReportEdit *
load (CadreTestArchive *fixture,
      const char       *key)
{
  g_autoptr(GError) error = NULL;
  CadreReportEdit *edit = cadre_report_edit_load (fixture->archive, key, &error);

  g_assert_no_error (error);
  return edit;
}

static void
save (CadreTestArchive *fixture,
      CadreReportEdit  *edit)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreAction) action = cadre_action_begin (fixture->archive, "edit", "Change", &error);

  g_assert_no_error (error);
  cadre_report_edit_save (edit, fixture->archive, &error);
  g_assert_no_error (error);
  cadre_action_commit (action, &error);
  g_assert_no_error (error);
}

static guint
find_head (CadreReportEdit *edit,
           const char      *head)
{
  for (guint i = 0; i < cadre_report_edit_get_n_columns (edit, 0); i++)
    {
      g_autofree char *one = cadre_report_edit_dup_head (edit, 0, i);

      if (g_str_equal (one, head))
        return i;
    }

  g_assert_not_reached ();
}

static CadreReport *
find (CadreTestArchive *fixture,
      GPtrArray       **reports,
      const char       *key)
{
  g_autoptr(GError) error = NULL;
  CadreReport *report;

  *reports = cadre_reports_load (fixture->archive, &error);
  g_assert_no_error (error);
  report = cadre_reports_find (*reports, key, &error);
  return report;
}

static void
test_copy (CadreTestArchive *fixture,
           gconstpointer     data)
{
  g_autoptr(CadreReportEdit) edit = load (fixture, "cadre-roster");
  g_autoptr(CadreReportEdit) again = NULL;
  g_autoptr(GPtrArray) reports = NULL;
  g_autoptr(GPtrArray) before = NULL;
  g_autoptr(GPtrArray) tables = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *key = NULL;
  guint n = cadre_report_edit_get_n_columns (edit, 0);
  CadreReport *report;

  g_assert_false (cadre_report_edit_is_custom (edit));
  cadre_report_edit_make_copy (edit, "通讯录");
  key = g_strdup (cadre_report_edit_get_key (edit));
  cadre_report_edit_set_title (edit, 0, "{unit}通讯录");
  cadre_report_edit_set_shown (edit, 0, find_head (edit, "身份证号"), FALSE);
  cadre_report_edit_move (edit, 0, find_head (edit, "联系电话"), 1);
  cadre_report_edit_set_head (edit, 0, 1, "电话");
  cadre_report_edit_set_group (edit, 0, (int) find_head (edit, "单位"));
  save (fixture, edit);

  report = find (fixture, &reports, key);
  g_assert_nonnull (report);
  g_assert_true (cadre_report_is_custom (report));
  g_assert_cmpstr (cadre_report_get_name (report), ==, "通讯录");
  g_assert_nonnull (cadre_reports_find (reports, "cadre-roster", NULL));
  tables = cadre_report_build (report, fixture->archive, &(CadreReportScope) { 0 }, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tables->len, ==, 1);

  /* What was left out can be taken in again. */
  again = load (fixture, key);
  g_assert_true (cadre_report_edit_is_custom (again));
  g_assert_cmpuint (cadre_report_edit_get_n_columns (again, 0), ==, n);
  g_assert_false (cadre_report_edit_is_shown (again, 0, find_head (again, "身份证号")));
  g_assert_cmpuint (find_head (again, "电话"), ==, 1);
  g_assert_cmpint (cadre_report_edit_get_group (again, 0), ==, (int) find_head (again, "单位"));

  cadre_journal_undo (fixture->archive, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (find (fixture, &before, key));
}

static void
test_in_place (CadreTestArchive *fixture,
               gconstpointer     data)
{
  g_autoptr(CadreReportEdit) edit = load (fixture, "hours-register");
  g_autoptr(GPtrArray) reports = NULL;
  g_autoptr(GPtrArray) after = NULL;
  g_autoptr(CadreAction) action = NULL;
  g_autoptr(GError) error = NULL;

  cadre_report_edit_set_name (edit, "学时登记表（本县）");
  cadre_report_edit_set_group (edit, 0, -1);
  save (fixture, edit);
  g_assert_cmpstr (cadre_report_get_name (find (fixture, &reports, "hours-register")), ==, "学时登记表（本县）");

  action = cadre_action_begin (fixture->archive, "edit", "Drop", &error);
  g_assert_no_error (error);
  cadre_report_edit_delete (fixture->archive, "hours-register", &error);
  g_assert_no_error (error);
  cadre_action_commit (action, &error);
  g_assert_false (cadre_report_is_custom (find (fixture, &after, "hours-register")));
}

/* Columns to write in by hand show the same, nothing, and are not one. */
static void
test_blank_columns (CadreTestArchive *fixture,
                    gconstpointer     data)
{
  g_autoptr(CadreReportEdit) edit = load (fixture, "certificates");
  g_autoptr(CadreReportEdit) again = NULL;
  guint n = cadre_report_edit_get_n_columns (edit, 0);

  cadre_report_edit_set_shown (edit, 0, n - 1, FALSE);
  save (fixture, edit);
  again = load (fixture, "certificates");
  g_assert_cmpuint (cadre_report_edit_get_n_columns (again, 0), ==, n);
  g_assert_false (cadre_report_edit_is_shown (again, 0, n - 1));
}

static void
test_refused (CadreTestArchive *fixture,
              gconstpointer     data)
{
  g_autoptr(CadreReportEdit) edit = load (fixture, "cadre-roster");
  g_autoptr(CadreReportEdit) summary = load (fixture, "training-statistics");
  g_autoptr(GError) error = NULL;
  g_autofree char *json = NULL;

  for (guint i = 0; i < cadre_report_edit_get_n_columns (edit, 0); i++)
    cadre_report_edit_set_shown (edit, 0, i, FALSE);
  json = cadre_report_edit_to_json (edit, &error);
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_INVALID);
  g_assert_null (json);
  g_clear_error (&error);

  /* A share of a column that is left out. */
  cadre_report_edit_set_shown (summary, 0, find_head (summary, data), FALSE);
  json = cadre_report_edit_to_json (summary, &error);
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_INVALID);
  g_assert_null (json);
}

/* json-glib would say so at the console, and go on with nothing. */
static void
test_malformed (void)
{
  static const char * const bad[] = {
    "[]", "{\"key\": 1}", "{\"tables\": {}}", "{\"tables\": [1]}",
    "{\"key\": \"a\", \"name\": \"a\", \"purpose\": \"a\", \"tables\": [{\"columns\": {}}]}",
    "{\"key\": \"a\", \"name\": \"a\", \"purpose\": \"a\", \"tables\": [{\"columns\": [\"name\"]}]}",
    "{\"key\": \"a\", \"name\": \"a\", \"purpose\": \"a\", \"tables\": [{\"columns\": [{\"head\": 3}]}]}",
    "{\"key\": \"a\", \"name\": \"a\", \"purpose\": \"a\", \"tables\": [{\"form\": [{}]}]}",
    "{\"key\": \"a\", \"name\": \"a\", \"purpose\": \"a\", \"tables\": [{\"page\": \"A4\"}]}",
    "{\"key\": \"a\", \"name\": \"a\", \"purpose\": \"a\", \"tables\": [{\"rows\": 3}]}",
    "{\"key\": \"a\", \"name\": \"a\", \"purpose\": \"a\", \"scope\": [1], \"tables\": []}",
    "{\"key\": \"a\", \"name\": \"a\", \"purpose\": \"a\", \"tables\": [{\"names\": []}]}",
    "{\"key\": \"a\", \"name\": \"a\", \"purpose\": \"a\", \"tables\": [{\"charts\": [[]]}]}",
    "{\"key\": \"a\", \"name\": \"a\", \"purpose\": \"a\", \"tables\": [{\"sql\": [1]}]}",
    "{\"key\": \"a\", \"name\": \"a\", \"purpose\": \"a\", \"tables\": [{\"title_height\": \"20\"}]}",
    "{\"key\": \"a\", \"name\": \"a\", \"purpose\": \"a\", \"tables\": [{\"row_height\": {}}]}",
    "{\"key\": \"a\", \"name\": \"a\", \"purpose\": \"a\", \"tables\": [{\"form\": [[{\"prose\": 1}]]}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(CadreReport) report = cadre_report_new_from_json (bad[i], "test", &error);

      g_assert_null (report);
      g_assert_error (error, CADRE_ERROR, CADRE_ERROR_INVALID);
      g_test_message ("%s", error->message);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, data, function) \
  g_test_add ("/report-edit/" name, CadreTestArchive, data, set_up, function, cadre_test_tear_down)
  ADD ("copy", NULL, test_copy);
  ADD ("in-place", NULL, test_in_place);
  ADD ("blank-columns", NULL, test_blank_columns);
  ADD ("refused", "应训\n人数", test_refused);
#undef ADD
  g_test_add_func ("/report-edit/malformed", test_malformed);

  return g_test_run ();
}
