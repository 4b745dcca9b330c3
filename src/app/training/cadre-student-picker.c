/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-student-picker"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-filter.h"
#include "cadre-find.h"
#include "cadre-student-picker.h"

#define MAX_FOUND 30

struct _CadreStudentPicker
{
  GtkPopover parent_instance;

  CadreSession *session;
  GCancellable *cancellable;
  GtkSearchEntry *entry;
  GtkListBox *list;
};

enum
{
  PICKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CadreStudentPicker, cadre_student_picker, GTK_TYPE_POPOVER)

/* Saved lists that fit what is typed, and people. */
typedef struct
{
  char *text;
  char *filter;            /* a saved list whose people are wanted */
  GPtrArray *filters;      /* char */
  GArray *ids;
  GPtrArray *names;        /* char, as many as ids */
} Search;

static Search *
search_new (const char *text,
            const char *filter)
{
  Search *search = g_new0 (Search, 1);

  search->text = g_strdup (text);
  search->filter = g_strdup (filter);
  search->filters = g_ptr_array_new_with_free_func (g_free);
  search->names = g_ptr_array_new_with_free_func (g_free);
  return search;
}

static void
search_free (gpointer data)
{
  Search *search = data;

  g_free (search->text);
  g_free (search->filter);
  g_ptr_array_unref (search->filters);
  g_ptr_array_unref (search->names);
  g_clear_pointer (&search->ids, g_array_unref);
  g_free (search);
}

static gboolean
find_filters (CadreArchive  *archive,
              Search        *search,
              GError       **error)
{
  g_autoptr(CadreStatement) rows = NULL;
  g_autoptr(GError) local_error = NULL;

  rows = cadre_archive_prepare (archive, "SELECT name FROM saved_filter WHERE record_kind = 'person' AND instr (name, ?1) > 0 "
                                "ORDER BY name LIMIT 10", error);
  if (rows == NULL)
    return FALSE;

  cadre_statement_bind_text (rows, 1, search->text);
  while (cadre_statement_step (rows, &local_error))
    g_ptr_array_add (search->filters, cadre_statement_dup_text (rows, 0));

  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
find_job (CadreJob      *job,
          CadreArchive  *archive,
          gpointer       data,
          GError       **error)
{
  Search *search = data;
  g_autoptr(CadreStatement) row = NULL;

  if (!find_filters (archive, search, error))
    return FALSE;
  search->ids = *search->text != '\0' ? cadre_find_people (archive, search->text, MAX_FOUND, error)
                                      : g_array_new (FALSE, FALSE, sizeof (gint64));
  row = search->ids != NULL ? cadre_archive_prepare (archive, "SELECT name || '  ' || coalesce (post_short, post_full, '') "
                                                     "FROM person WHERE id = ?1", error) : NULL;
  if (row == NULL)
    return FALSE;

  for (guint i = 0; i < search->ids->len; i++)
    {
      cadre_statement_bind_int64 (row, 1, g_array_index (search->ids, gint64, i));
      g_ptr_array_add (search->names, cadre_statement_step (row, NULL) ? cadre_statement_dup_text (row, 0) : g_strdup (""));
      cadre_statement_reset (row);
    }

  return TRUE;
}

static gboolean
filter_job (CadreJob      *job,
            CadreArchive  *archive,
            gpointer       data,
            GError       **error)
{
  Search *search = data;
  CadreDate today = cadre_date_today ();
  g_autoptr(CadreCatalogue) catalogue = cadre_catalogue_new (archive, error);
  g_autofree char *json = catalogue != NULL ? cadre_filter_load (archive, search->filter, error) : NULL;
  g_autoptr(CadreFilter) filter = json != NULL ? cadre_filter_parse (catalogue, json, error) : NULL;

  search->ids = filter != NULL ? cadre_filter_run (filter, archive, &today, error) : NULL;
  return search->ids != NULL;
}

static void
add_row (CadreStudentPicker *self,
         const char         *text,
         gint64              person_id,
         const char         *filter)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_END,
                                   "margin-top", 6, "margin-bottom", 6, "margin-start", 6, "margin-end", 6, NULL);
  GtkWidget *row = gtk_list_box_row_new ();
  gint64 *id = g_new (gint64, 1);

  *id = person_id;
  g_object_set_data_full (G_OBJECT (row), "person", id, g_free);
  g_object_set_data_full (G_OBJECT (row), "filter", g_strdup (filter), g_free);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_list_box_append (self->list, row);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  CadreStudentPicker *self = user_data;
  Search *search = cadre_session_get_data (result);
  GtkWidget *row;

  /* Where it was cancelled, the picker may be gone. */
  if (!cadre_session_finish (CADRE_SESSION (source), result, NULL))
    return;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL && GTK_IS_LIST_BOX_ROW (row))
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < search->filters->len; i++)
    {
      const char *name = g_ptr_array_index (search->filters, i);
      g_autofree char *text = g_strdup_printf (_("Everybody of the list “%s”"), name);

      add_row (self, text, 0, name);
    }
  for (guint i = 0; i < search->ids->len; i++)
    add_row (self, g_ptr_array_index (search->names, i), g_array_index (search->ids, gint64, i), NULL);
}

static void
filter_run_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(CadreStudentPicker) self = user_data;
  Search *search = cadre_session_get_data (result);

  if (cadre_session_finish (CADRE_SESSION (source), result, NULL) && search->ids->len > 0)
    g_signal_emit (self, signals[PICKED], 0, search->ids);
}

static void
search_changed_cb (CadreStudentPicker *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->session == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  cadre_session_read (self->session, _("Find People"), find_job,
                      search_new (gtk_editable_get_text (GTK_EDITABLE (self->entry)), NULL), search_free, self->cancellable,
                      found_cb, self);
}

static void
row_activated_cb (CadreStudentPicker *self,
                  GtkListBoxRow      *row)
{
  const char *filter = g_object_get_data (G_OBJECT (row), "filter");
  const gint64 *id = g_object_get_data (G_OBJECT (row), "person");
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (filter != NULL)
    {
      cadre_session_read (self->session, _("Find People"), filter_job, search_new ("", filter), search_free, NULL,
                          filter_run_cb, g_object_ref (self));
      return;
    }

  g_array_append_vals (ids, id, 1);
  g_signal_emit (self, signals[PICKED], 0, ids);
}

static void
activate_cb (CadreStudentPicker *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  if (row != NULL)
    row_activated_cb (self, row);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

static void
cadre_student_picker_show (GtkWidget *widget)
{
  CadreStudentPicker *self = CADRE_STUDENT_PICKER (widget);

  GTK_WIDGET_CLASS (cadre_student_picker_parent_class)->show (widget);
  search_changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
cadre_student_picker_dispose (GObject *object)
{
  CadreStudentPicker *self = CADRE_STUDENT_PICKER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (cadre_student_picker_parent_class)->dispose (object);
}

static void
cadre_student_picker_class_init (CadreStudentPickerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cadre_student_picker_dispose;
  GTK_WIDGET_CLASS (klass)->show = cadre_student_picker_show;
  signals[PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ARRAY);
}

static void
cadre_student_picker_init (CadreStudentPicker *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *scrolled = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", list, "hscrollbar-policy", GTK_POLICY_NEVER,
                                      "min-content-height", 280, "width-request", 340, NULL);
  GtkWidget *hint = g_object_new (GTK_TYPE_LABEL, "label", _("Type a name, pinyin, unit or ID number, or the name of a saved list"),
                                  "wrap", TRUE, "justify", GTK_JUSTIFY_CENTER, "margin-top", 24, "margin-bottom", 24, NULL);

  self->entry = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  self->list = GTK_LIST_BOX (list);
  gtk_widget_add_css_class (hint, "dim-label");
  gtk_list_box_set_placeholder (self->list, hint);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (search_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Find People"), -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->entry));
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

/**
 * cadre_student_picker_new:
 * @session: (nullable): where to look
 */
GtkWidget *
cadre_student_picker_new (CadreSession *session)
{
  CadreStudentPicker *self = g_object_new (CADRE_TYPE_STUDENT_PICKER, NULL);

  self->session = session != NULL ? g_object_ref (session) : NULL;
  return GTK_WIDGET (self);
}
