/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every template can be made, shown and taken down without a complaint: bare,
 * and with an archive of invented people in it. The last test tells of a
 * template that none of these has made. */

#include "config.h"

#include <string.h>

#include "cadre-application.h"
#include "cadre-catalogue.h"
#include "cadre-column-chooser.h"
#include "cadre-error-dialog.h"
#include "cadre-filter-dialog.h"
#include "cadre-head-dialog.h"
#include "cadre-history-dialog.h"
#include "cadre-import-page.h"
#include "cadre-job-bar.h"
#include "cadre-overview-list.h"
#include "cadre-pages.h"
#include "cadre-person-view.h"
#include "cadre-posting-dialog.h"
#include "cadre-record-dialog.h"
#include "cadre-report-editor.h"
#include "cadre-report-viewer.h"
#include "cadre-round-results.h"
#include "cadre-round-sample.h"
#include "cadre-sample.h"
#include "cadre-tag-dialog.h"
#include "cadre-term.h"
#include "cadre-ui-test.h"
#include "cadre-unit-picker.h"
#include "cadre-window.h"

#define N_PEOPLE 120

/* A sheet with someone new, and a cell that no archive takes. */
static const char sheet[] =
  "姓名,性别,出生年月\n"
  "欧阳某某,女,1988-05\n"
  "司马某某,男,1988-15\n";

/* A condition of each make that a line can say. */
static const char filter[] =
  "{\"and\":[{\"field\":\"sex\",\"is\":\"=\",\"value\":\"女\"},"
  "{\"or\":[{\"field\":\"birth\",\"is\":\">=\",\"value\":\"1980\"},{\"field\":\"unit_id\",\"is\":\"within\",\"value\":\"1\"},"
  "{\"field\":\"phone\",\"is\":\"empty\"}]},"
  "{\"not\":{\"fact\":\"under_sanction\"}},"
  "{\"fact\":\"hours_in_year\",\"with\":{\"year\":\"2017\"},\"is\":\">=\",\"value\":\"90\"}]}";

static GType (* const widgets[]) (void) = {
  cadre_column_chooser_get_type,
  cadre_job_bar_get_type,
  cadre_overview_list_get_type,
  cadre_person_view_get_type,
  cadre_tag_dialog_get_type,
  cadre_unit_picker_get_type,
};

typedef struct
{
  CadreTestArchive base;
  CadreApplication *application;
  CadreWindow *window;
  CadreSession *session;
} Fixture;

/* The sample has no trial of a round. */
static void
add_trial (CadreArchive *archive)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreAction) action = cadre_action_begin (archive, "assessment", "trial", &error);

  g_assert_no_error (error);
  cadre_round_try (archive, cadre_test_int (archive, "SELECT min (id) FROM assessment_round"), "试算", &error);
  g_assert_no_error (error);
  cadre_action_commit (action, &error);
  g_assert_no_error (error);
}

static void
fill_sample (CadreTestArchive *self)
{
  g_autoptr(GError) error = NULL;

  cadre_sample_fill (self->archive, N_PEOPLE, 1, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  cadre_round_sample_add (self->archive, &error);
  g_assert_no_error (error);
  add_trial (self->archive);
  g_clear_object (&self->archive);
}

/* The one of this process; it asks no other of its name to do the work. */
static CadreApplication *
get_application (void)
{
  GApplication *application = g_application_get_default ();
  g_autoptr(GError) error = NULL;

  if (application == NULL)
    {
      application = G_APPLICATION (cadre_application_new ());
      g_application_set_flags (application, G_APPLICATION_NON_UNIQUE);
      g_application_register (application, NULL, &error);
      g_assert_no_error (error);
    }

  return CADRE_APPLICATION (application);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  cadre_test_set_up (&self->base, NULL);
  fill_sample (&self->base);
  self->application = get_application ();

  self->window = cadre_window_new (GTK_APPLICATION (self->application), self->base.path);
  gtk_window_present (GTK_WINDOW (self->window));
  cadre_ui_test_wait (CADRE_IS_PAGE (cadre_window_get_page (self->window)));
  self->session = g_object_ref (cadre_window_get_session (self->window));
  cadre_ui_test_idle (self->session);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  cadre_ui_test_settle ();
  g_clear_object (&self->session);
  cadre_test_tear_down (&self->base, NULL);
}

static void
test_widgets (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (widgets); i++)
    {
      GtkWidget *widget = g_object_ref_sink (g_object_new (widgets[i] (), NULL));

      if (GTK_IS_WINDOW (widget))
        gtk_window_destroy (GTK_WINDOW (widget));
      else
        g_object_run_dispose (G_OBJECT (widget));
      g_assert_finalize_object (widget);
    }
}

static gboolean
has_label (GtkWidget  *widget,
           const char *text)
{
  gboolean found = GTK_IS_LABEL (widget) && strstr (gtk_label_get_label (GTK_LABEL (widget)), text) != NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !found; child = gtk_widget_get_next_sibling (child))
    found = has_label (child, text);

  return found;
}

/* Both terms and where they are laid down, at the pointer and at the press of the button. */
static void
test_terms (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *term = cadre_term_new ("hours-550 excellent-20");
  GtkWidget *button = adw_bin_get_child (ADW_BIN (term));
  const char *tooltip = gtk_widget_get_tooltip_text (button);

  g_assert_nonnull (strstr (tooltip, "550 hours"));
  g_assert_nonnull (strstr (tooltip, "article 14"));
  g_assert_nonnull (strstr (tooltip, "20"));

  gtk_window_set_child (GTK_WINDOW (window), term);
  gtk_window_present (GTK_WINDOW (window));
  cadre_ui_test_next_frame (term);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  cadre_ui_test_next_frame (term);
  g_assert_true (has_label (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))), "550 hours"));
  g_assert_true (has_label (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))), "article 14"));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  gtk_window_destroy (GTK_WINDOW (window));
  cadre_ui_test_settle ();
}

/* --------------------------------------------------------------------- pages */

/* Shows each child of each stack in turn: what is behind a tab counts too. */
static void
show_all (GtkWidget *widget)
{
  if (GTK_IS_STACK (widget) && gtk_widget_get_mapped (widget))
    {
      g_autoptr(GtkSelectionModel) pages = gtk_stack_get_pages (GTK_STACK (widget));

      for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (pages)); i++)
        {
          gtk_selection_model_select_item (pages, i, TRUE);
          cadre_ui_test_next_frame (widget);
        }
      gtk_selection_model_select_item (pages, 0, TRUE);
    }

  /* Rows of lists have no stacks. */
  if (GTK_IS_LIST_BASE (widget) || GTK_IS_COLUMN_VIEW (widget))
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    show_all (child);
}

/* @is_detail: its title is of what it shows, and says that it was filled. */
static void
show_page (CadreSession *session,
           GtkWidget    *page,
           gboolean      is_detail)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 900, 600);
  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  cadre_ui_test_next_frame (page);
  cadre_page_find (CADRE_PAGE (page));
  cadre_ui_test_idle (session);
  if (is_detail)
    g_assert_nonnull (cadre_page_get_title (CADRE_PAGE (page)));
  show_all (page);

  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  gtk_window_destroy (GTK_WINDOW (window));
  cadre_ui_test_idle (session);
  g_assert_null (page);
}

/* The answers to a page come when it is gone: nothing may look into it then. */
static void
leave_page (CadreSession *session,
            GtkWidget    *page)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  g_assert_true (gtk_widget_get_mapped (page));

  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  gtk_window_destroy (GTK_WINDOW (window));
  cadre_ui_test_idle (session);
  g_assert_null (page);
}

/* The table that has the records of each page of one record; of some only what
 * a condition holds for. */
static const struct
{
  const char *action;
  const char *records;
} detail_records[] = {
  { "open-person", "person" },
  { "open-class", "class" },
  { "open-round", "assessment_round WHERE trial_of IS NULL" },
  { "open-scheme", "scheme" },
  { "open-trial", "assessment_round WHERE trial_of IS NOT NULL" },
  { "open-score", "participant" },
  { "open-menu-round", "menu_round" },
  { "open-village", "unit WHERE kind = '村'" },
};

static gint64
find_detail (CadreArchive *archive,
             const char   *action)
{
  for (guint i = 0; i < G_N_ELEMENTS (detail_records); i++)
    if (g_str_equal (detail_records[i].action, action))
      {
        g_autofree char *sql = g_strdup_printf ("SELECT ifnull (max (id), 0) FROM %s", detail_records[i].records);

        return cadre_test_int (archive, sql);
      }

  return 0;
}

static void
test_pages (CadreTestArchive *fixture,
            gconstpointer     data)
{
  g_autoptr(CadreSession) session = NULL;
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(GError) error = NULL;
  gboolean is_empty = GPOINTER_TO_INT (data);
  guint n_pages, n_details;
  const CadrePageInfo *pages = cadre_pages_get (&n_pages);
  const CadreDetailInfo *details = cadre_pages_get_details (&n_details);

  if (is_empty)
    g_clear_object (&fixture->archive);
  else
    fill_sample (fixture);
  session = cadre_ui_test_open (fixture->path);
  archive = cadre_archive_open (fixture->path, CADRE_ARCHIVE_READ, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < n_pages; i++)
    {
      g_test_message ("page %s", pages[i].name);
      show_page (session, g_object_new (pages[i].get_type (), "session", session, NULL), FALSE);
      leave_page (session, g_object_new (pages[i].get_type (), "session", session, NULL));
    }
  for (guint i = 0; !is_empty && i < n_details; i++)
    {
      gint64 id = find_detail (archive, details[i].action);

      g_test_message ("page of %s", details[i].action);
      g_assert_cmpint (id, >, 0);
      show_page (session, g_object_new (details[i].get_type (), "session", session, "record-id", id, NULL), TRUE);
      leave_page (session, g_object_new (details[i].get_type (), "session", session, "record-id", id, NULL));
    }
}

/* -------------------------------------------------------------------- dialogs */

static GtkWindow *
find_dialog (Fixture *self)
{
  g_autoptr(GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (window != GTK_WINDOW (self->window) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        return window;
    }

  return NULL;
}

/* Waits for the dialog that was asked for, looks at all of it, closes it. */
static void
expect_dialog (Fixture    *self,
               const char *what)
{
  GtkWindow *dialog;

  g_test_message ("dialog %s", what);
  cadre_ui_test_wait (find_dialog (self) != NULL);
  dialog = find_dialog (self);
  cadre_ui_test_next_frame (GTK_WIDGET (dialog));
  cadre_ui_test_idle (self->session);
  show_all (GTK_WIDGET (dialog));

  gtk_window_destroy (dialog);
  cadre_ui_test_wait (find_dialog (self) == NULL);
  cadre_ui_test_idle (self->session);
}

/* Some record of a kind. */
static gint64
find_record (CadreArchive *archive,
             const char   *kind)
{
  g_autofree char *sql = g_strdup_printf ("SELECT ifnull (min (rowid), 0) FROM %s", kind);

  return cadre_test_int (archive, sql);
}

/* The kinds that a page shows in lines which open this dialog. */
static const char * const record_kinds[] = {
  "posting", "appointment", "study", "assessment", "education", "resume_entry", "family", "reward",
  "rank_history", "professional_title", "certificate",
};

static void
test_record_dialogs (Fixture       *self,
                     gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreArchive) archive = cadre_archive_open (self->base.path, CADRE_ARCHIVE_READ, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (record_kinds); i++)
    {
      gint64 id = find_record (archive, record_kinds[i]);

      cadre_record_dialog_add (self->window, record_kinds[i], 1);
      expect_dialog (self, record_kinds[i]);
      if (id == 0)
        continue;
      cadre_record_dialog_open (self->window, record_kinds[i], id);
      expect_dialog (self, record_kinds[i]);
    }
}

static void
unit_picked_cb (CadreUnit *unit,
                gpointer   data)
{
  g_assert_not_reached ();
}

static void
test_dialogs (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 id = 1;

  g_array_append_val (ids, id);
  cadre_tag_dialog_show (self->window, ids);
  expect_dialog (self, "tags");
  cadre_unit_picker_ask (GTK_WINDOW (self->window), self->session, "Unit", unit_picked_cb, NULL, NULL);
  expect_dialog (self, "unit");
  gtk_window_present (GTK_WINDOW (cadre_filter_dialog_new (self->window, NULL)));
  expect_dialog (self, "new filter");
  gtk_window_present (GTK_WINDOW (cadre_filter_dialog_new (self->window, filter)));
  expect_dialog (self, "filter");
  cadre_posting_dialog_show (self->window, CADRE_POSTING_MODE_RECALL,
                             &(CadrePostingSubject) { .unit_id = 1, .unit = "某村", .posting_id = 1, .person = "某某" });
  expect_dialog (self, "posting");
  cadre_report_editor_open (self->window, "cadre-roster", TRUE);
  expect_dialog (self, "report editor");
  cadre_history_dialog_show (GTK_WINDOW (self->window), "person", 1, "birth");
  expect_dialog (self, "history");
  cadre_error_dialog_show (GTK_WINDOW (self->window), "What", "Why", "domain");
  expect_dialog (self, "error");
  g_action_group_activate_action (G_ACTION_GROUP (self->application), "about", NULL);
  expect_dialog (self, "about");
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.show-help-overlay", NULL);
  gtk_window_destroy (GTK_WINDOW (gtk_application_window_get_help_overlay (GTK_APPLICATION_WINDOW (self->window))));
}

/* Conditions go beside a filter only where lines can say all of it. */
static void
test_filter_add (Fixture       *self,
                 gconstpointer  data)
{
  static const char complex[] = "{\"or\":[{\"and\":[{\"field\":\"sex\",\"is\":\"=\",\"value\":\"女\"},"
                                "{\"field\":\"phone\",\"is\":\"empty\"}]},{\"field\":\"birth\",\"is\":\">=\",\"value\":\"1990\"}]}";
  const struct { const char *json; gboolean may_add; } cases[] = { { NULL, TRUE }, { filter, TRUE }, { complex, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *dialog = GTK_WIDGET (cadre_filter_dialog_new (self->window, cases[i].json));
      GtkWidget *button = cadre_ui_test_find_named (dialog, "add_button");

      gtk_window_present (GTK_WINDOW (dialog));
      g_assert_false (gtk_widget_get_sensitive (button));
      cadre_ui_test_idle (self->session);
      g_assert_true (gtk_widget_get_sensitive (button) == cases[i].may_add);
      gtk_window_destroy (GTK_WINDOW (dialog));
      cadre_ui_test_idle (self->session);
    }

  /* Closed before it has loaded. */
  gtk_window_destroy (GTK_WINDOW (cadre_filter_dialog_new (self->window, NULL)));
  cadre_ui_test_idle (self->session);
}

/* What goes wrong in a modal dialog is told over it. */
static void
test_error_over_dialog (Fixture       *self,
                        gconstpointer  data)
{
  g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "Why");
  GtkWindow *dialog = GTK_WINDOW (cadre_filter_dialog_new (self->window, NULL));

  gtk_window_present (dialog);
  cadre_ui_test_idle (self->session);
  cadre_window_show_error (self->window, "What", error);
  cadre_ui_test_wait (cadre_ui_test_find_dialog (dialog) != NULL);
  g_assert_true (ADW_IS_MESSAGE_DIALOG (cadre_ui_test_find_dialog (dialog)));

  gtk_window_destroy (GTK_WINDOW (cadre_ui_test_find_dialog (dialog)));
  gtk_window_destroy (dialog);
  cadre_ui_test_idle (self->session);
}

static void
test_report (Fixture       *self,
             gconstpointer  data)
{
  cadre_report_viewer_open (self->window, "cadre-roster", "干部花名册", NULL);
  cadre_ui_test_wait (CADRE_IS_REPORT_VIEWER (cadre_window_get_page (self->window)));
  cadre_ui_test_idle (self->session);
  cadre_ui_test_next_frame (GTK_WIDGET (self->window));
}

static void
test_import (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->base.folder, "a.csv", NULL);
  g_autoptr(GError) error = NULL;
  CadreImporter *importer;

  g_file_set_contents (path, sheet, -1, &error);
  g_assert_no_error (error);
  cadre_window_import (self->window, path);
  cadre_ui_test_wait (CADRE_IS_IMPORT_PAGE (cadre_window_get_page (self->window)));
  importer = cadre_import_page_get_importer (CADRE_IMPORT_PAGE (cadre_window_get_page (self->window)));
  cadre_ui_test_wait (cadre_importer_get_stage (importer) == CADRE_IMPORTER_READY);
  cadre_ui_test_idle (self->session);
  g_assert_cmpuint (cadre_importer_count (importer, CADRE_PLAN_NEW), ==, 1);
  cadre_ui_test_next_frame (GTK_WIDGET (self->window));

  cadre_ui_test_wait (cadre_importer_get_plan (importer) != NULL);
  cadre_head_dialog_show (self->window, importer);
  expect_dialog (self, "heads");
}

/* --------------------------------------------------------------------- window */

static void
test_window (CadreTestArchive *fixture,
             gconstpointer     data)
{
  CadreWindow *window;

  g_clear_object (&fixture->archive);
  window = cadre_window_new (GTK_APPLICATION (get_application ()), fixture->path);
  gtk_window_present (GTK_WINDOW (window));
  cadre_ui_test_wait (cadre_window_get_session (window) != NULL && CADRE_IS_PAGE (cadre_window_get_page (window)));
  cadre_ui_test_next_frame (GTK_WIDGET (window));

  /* Nothing to undo yet, nothing to go back to. */
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "undo"));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "back"));
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "find"));

  gtk_window_destroy (GTK_WINDOW (window));
  cadre_ui_test_settle ();
}

/* ------------------------------------------------------------------ all of them */

/* A template's class has been used once one of it was made. */
static void
test_none_left_out (void)
{
  g_autoptr(GRegex) regex = g_regex_new ("<template class=\"(\\w+)\"", 0, 0, NULL);
  /* Dialogs of a round of promotion, which test-promotion opens where there is one. */
  static const char *const elsewhere[] = { "CadreMoveDialog", "CadreLongListDialog", NULL };
  g_auto(GStrv) names = g_resources_enumerate_children (CADRE_RESOURCE_PATH "/ui", 0, NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_build_path ("/", CADRE_RESOURCE_PATH "/ui", names[i], NULL);
      g_autoptr(GBytes) bytes = g_resources_lookup_data (path, 0, NULL);
      g_autoptr(GMatchInfo) match = NULL;
      g_autofree char *class = NULL;

      if (bytes == NULL || !g_regex_match_full (regex, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                                                0, 0, &match, NULL))
        continue;

      class = g_match_info_fetch (match, 1);
      g_test_message ("%s", class);
      if (g_strv_contains (elsewhere, class))
        continue;
      g_assert_cmpuint (g_type_from_name (class), !=, G_TYPE_INVALID);
      g_assert_nonnull (g_type_class_peek (g_type_from_name (class)));
    }
}

int
main (int    argc,
      char **argv)
{
  cadre_ui_test_init (&argc, &argv);

  g_test_add_func ("/templates/widgets", test_widgets);
  g_test_add_func ("/templates/terms", test_terms);
  g_test_add ("/templates/pages-empty", CadreTestArchive, GINT_TO_POINTER (TRUE), cadre_test_set_up, test_pages,
              cadre_test_tear_down);
  g_test_add ("/templates/pages-sample", CadreTestArchive, NULL, cadre_test_set_up, test_pages, cadre_test_tear_down);
  g_test_add ("/templates/records", Fixture, NULL, set_up, test_record_dialogs, tear_down);
  g_test_add ("/templates/dialogs", Fixture, NULL, set_up, test_dialogs, tear_down);
  g_test_add ("/templates/filter-add", Fixture, NULL, set_up, test_filter_add, tear_down);
  g_test_add ("/templates/error-over-dialog", Fixture, NULL, set_up, test_error_over_dialog, tear_down);
  g_test_add ("/templates/report", Fixture, NULL, set_up, test_report, tear_down);
  g_test_add ("/templates/import", Fixture, NULL, set_up, test_import, tear_down);
  g_test_add ("/templates/window", CadreTestArchive, NULL, cadre_test_set_up, test_window, cadre_test_tear_down);
  g_test_add_func ("/templates/none-left-out", test_none_left_out);

  return g_test_run ();
}
