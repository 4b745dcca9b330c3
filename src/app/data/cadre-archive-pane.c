/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-archive-pane"

#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "cadre-archive-pane.h"
#include "cadre-catalogue.h"
#include "cadre-journal.h"
#include "cadre-window.h"

struct _CadreArchivePane
{
  CadrePane parent_instance;

  GSettings *settings;
  GPtrArray *rows;          /* of facts, counts and recent ones: GtkWidget */
  GPtrArray *groups;        /* the group of each row */

  AdwPreferencesGroup *facts;
  AdwPreferencesGroup *counts;
  AdwPreferencesGroup *recent;
};

G_DEFINE_FINAL_TYPE (CadreArchivePane, cadre_archive_pane, CADRE_TYPE_PANE)

typedef struct
{
  char *label;
  gint64 n;
} Count;

typedef struct
{
  gint64 size;
  int schema_version;
  char *journal_mode;
  char *made_at;
  GPtrArray *counts;        /* Count */
} Info;

static void
count_free (gpointer data)
{
  g_free (((Count *) data)->label);
  g_free (data);
}

static void
info_free (gpointer data)
{
  Info *self = data;

  g_free (self->journal_mode);
  g_free (self->made_at);
  g_ptr_array_unref (self->counts);
  g_free (self);
}

/* ------------------------------------------------------------------ on a thread */

static gboolean
load_info (CadreJob      *job,
           CadreArchive  *archive,
           gpointer       data,
           GError       **error)
{
  Info *info = data;
  g_autoptr(CadreCatalogue) catalogue = cadre_catalogue_new (archive, error);
  GPtrArray *kinds;
  GStatBuf status;

  if (catalogue == NULL)
    return FALSE;

  if (g_stat (cadre_archive_get_path (archive), &status) == 0)
    info->size = status.st_size;
  info->schema_version = cadre_archive_get_schema_version (archive);
  info->journal_mode = cadre_archive_query_text (archive, "PRAGMA journal_mode", NULL);
  info->made_at = cadre_archive_query_text (archive, "SELECT happened_at FROM action ORDER BY id LIMIT 1", NULL);

  kinds = cadre_catalogue_get_kinds (catalogue);
  for (guint i = 0; i < kinds->len; i++)
    {
      const CadreRecordKind *kind = g_ptr_array_index (kinds, i);
      g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM \"%s\"", kind->key);
      Count *count = g_new0 (Count, 1);

      count->label = g_strdup (kind->label);
      g_ptr_array_add (info->counts, count);
      if (!cadre_archive_query_int64 (archive, sql, &count->n, error))
        return FALSE;
    }

  return TRUE;
}

/* --------------------------------------------------------------------- the rows */

static GtkWidget *
add_row (CadreArchivePane    *self,
         AdwPreferencesGroup *group,
         const char          *title)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
  g_ptr_array_add (self->groups, group);
  return row;
}

static void
add_fact (CadreArchivePane    *self,
          AdwPreferencesGroup *group,
          const char          *title,
          const char          *value)
{
  GtkWidget *row = add_row (self, group, title);
  GtkWidget *label = gtk_label_new (value);

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_set_tooltip_text (label, value);
  gtk_widget_add_css_class (label, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
}

static void
clear_rows (CadreArchivePane *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (g_ptr_array_index (self->groups, i), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->groups, 0);
}

static const char *
journal_text (const char *mode)
{
  if (g_strcmp0 (mode, "wal") == 0)
    return _("Write-ahead log");
  return _("Rollback journal, as this place needs");
}

static void
show_facts (CadreArchivePane *self,
            const Info       *info)
{
  CadreSession *session = cadre_pane_get_session (CADRE_PANE (self));
  g_autofree char *size = g_format_size ((guint64) info->size);
  g_autofree char *version = g_strdup_printf ("%d", info->schema_version);

  add_fact (self, self->facts, _("File"), cadre_session_get_path (session));
  add_fact (self, self->facts, _("Size"), size);
  add_fact (self, self->facts, _("Version of the Format"), version);
  add_fact (self, self->facts, _("Safety of Writing"), journal_text (info->journal_mode));
  if (info->made_at != NULL)
    {
      g_autofree char *made = cadre_journal_format_time (info->made_at);

      add_fact (self, self->facts, _("First Change"), made);
    }
  if (cadre_session_is_read_only (session) && cadre_session_get_read_only_reason (session) != NULL)
    add_fact (self, self->facts, _("Can Only Be Read"), cadre_session_get_read_only_reason (session));
}

static void
show_counts (CadreArchivePane *self,
             const Info       *info)
{
  gboolean any = FALSE;

  for (guint i = 0; i < info->counts->len; i++)
    {
      const Count *count = g_ptr_array_index (info->counts, i);
      g_autofree char *n = g_strdup_printf ("%" G_GINT64_FORMAT, count->n);

      if (count->n > 0)
        add_fact (self, self->counts, count->label, n);
      any |= count->n > 0;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->counts), any);
}

static void
recent_activated_cb (CadreArchivePane *self,
                     GtkWidget        *row)
{
  GtkWindow *window = GTK_WINDOW (cadre_window_of (GTK_WIDGET (self)));
  g_autoptr(GFile) file = g_file_new_for_path (g_object_get_data (G_OBJECT (row), "path"));

  g_application_open (G_APPLICATION (gtk_window_get_application (window)), &file, 1, "");
}

static void
show_recent (CadreArchivePane *self)
{
  const char *path = cadre_session_get_path (cadre_pane_get_session (CADRE_PANE (self)));
  g_auto(GStrv) recent = g_settings_get_strv (self->settings, "recent-archives");
  gboolean any = FALSE;

  for (guint i = 0; recent[i] != NULL; i++)
    {
      g_autofree char *base = g_path_get_basename (recent[i]);
      GtkWidget *row;

      if (g_str_equal (recent[i], path) || !g_file_test (recent[i], G_FILE_TEST_EXISTS))
        continue;

      row = add_row (self, self->recent, base);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), recent[i]);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_object_set_data_full (G_OBJECT (row), "path", g_strdup (recent[i]), g_free);
      g_signal_connect_object (row, "activated", G_CALLBACK (recent_activated_cb), self, G_CONNECT_SWAPPED);
      any = TRUE;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->recent), any);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  CadreArchivePane *self = data;
  g_autoptr(GError) error = NULL;

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        cadre_window_show_error (cadre_window_of (GTK_WIDGET (self)), _("The archive cannot be described"), error);
      return;
    }

  clear_rows (self);
  show_facts (self, cadre_session_get_data (result));
  show_counts (self, cadre_session_get_data (result));
  show_recent (self);
}

static void
cadre_archive_pane_load (CadrePane *pane)
{
  Info *info = g_new0 (Info, 1);

  info->counts = g_ptr_array_new_with_free_func (count_free);
  cadre_session_read (cadre_pane_get_session (pane), NULL, load_info, info, info_free,
                      cadre_pane_get_cancellable (pane), loaded_cb, pane);
}

static void
cadre_archive_pane_finalize (GObject *object)
{
  CadreArchivePane *self = CADRE_ARCHIVE_PANE (object);

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->groups);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (cadre_archive_pane_parent_class)->finalize (object);
}

static void
cadre_archive_pane_class_init (CadreArchivePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cadre_archive_pane_finalize;
  CADRE_PANE_CLASS (klass)->load = cadre_archive_pane_load;

  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-archive-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreArchivePane, facts);
  gtk_widget_class_bind_template_child (widget_class, CadreArchivePane, counts);
  gtk_widget_class_bind_template_child (widget_class, CadreArchivePane, recent);
}

static void
cadre_archive_pane_init (CadreArchivePane *self)
{
  self->settings = g_settings_new (CADRE_SETTINGS_ID);
  self->rows = g_ptr_array_new ();
  self->groups = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
