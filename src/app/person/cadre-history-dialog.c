/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-history-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-history-dialog.h"
#include "cadre-history.h"
#include "cadre-journal.h"

struct _CadreHistoryDialog
{
  AdwWindow parent_instance;

  AdwPreferencesGroup *group;
  GtkWidget *empty_row;
};

G_DEFINE_FINAL_TYPE (CadreHistoryDialog, cadre_history_dialog, ADW_TYPE_WINDOW)

/* What the job takes and leaves. */
typedef struct
{
  char *kind;
  char *field;
  gint64 record_id;
  CadreCatalogue *catalogue;
  GPtrArray *lines;
} History;

static void
history_free (gpointer data)
{
  History *history = data;

  g_free (history->kind);
  g_free (history->field);
  g_clear_pointer (&history->lines, g_ptr_array_unref);
  g_clear_object (&history->catalogue);
  g_free (history);
}

static gboolean
load_history (CadreJob      *job,
              CadreArchive  *archive,
              gpointer       data,
              GError       **error)
{
  History *history = data;
  const CadreRecordKind *kind;

  history->catalogue = cadre_catalogue_new (archive, error);
  if (history->catalogue == NULL)
    return FALSE;

  kind = cadre_catalogue_get_kind (history->catalogue, history->kind);
  history->lines = cadre_history_list (archive, history->catalogue, kind, history->record_id,
                                       cadre_record_kind_get_field (kind, history->field), error);
  return history->lines != NULL;
}

static gboolean
is_nothing (const char *text)
{
  return text == NULL || *text == '\0';
}

static const char *
or_nothing (const char *text)
{
  return is_nothing (text) ? _("(empty)") : text;
}

/* Of many records made at once it is not kept what each said at first. */
static char *
make_title (const CadreHistoryLine *line)
{
  if (is_nothing (line->old_text) && is_nothing (line->new_text))
    return g_strdup (_("First recorded"));

  return g_strdup_printf ("%s → %s", or_nothing (line->old_text), or_nothing (line->new_text));
}

static void
add_line (CadreHistoryDialog     *self,
          const CadreHistoryLine *line)
{
  g_autofree char *title = make_title (line);
  g_autofree char *time = cadre_journal_format_time (line->happened_at);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s · %s", time, line->actor, line->action_name);

  adw_preferences_group_add (self->group, g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title,
                                                        "subtitle", subtitle, NULL));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(CadreHistoryDialog) self = data;
  g_autoptr(GError) error = NULL;
  History *history = cadre_session_get_data (result);
  const CadreField *field;

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      cadre_window_show_error (cadre_window_of (GTK_WIDGET (self)), _("The history cannot be shown"), error);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }

  field = cadre_record_kind_get_field (cadre_catalogue_get_kind (history->catalogue, history->kind), history->field);
  gtk_window_set_title (GTK_WINDOW (self), field->label);
  gtk_widget_set_visible (self->empty_row, history->lines->len == 0);
  for (guint i = history->lines->len; i > 0; i--)
    add_line (self, g_ptr_array_index (history->lines, i - 1));
  gtk_window_present (GTK_WINDOW (self));
}

static void
cadre_history_dialog_class_init (CadreHistoryDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-history-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreHistoryDialog, group);
  gtk_widget_class_bind_template_child (widget_class, CadreHistoryDialog, empty_row);
}

static void
cadre_history_dialog_init (CadreHistoryDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cadre_history_dialog_show:
 * @over: the window or dialog whose field it is
 * @kind: of the record, as the catalogue names it
 * @field: the field's key
 *
 * Shows what a field said before.
 */
void
cadre_history_dialog_show (GtkWindow  *over,
                           const char *kind,
                           gint64      record_id,
                           const char *field)
{
  CadreHistoryDialog *self = g_object_new (CADRE_TYPE_HISTORY_DIALOG, "transient-for", over, NULL);
  CadreSession *session = cadre_window_get_session (cadre_window_of (GTK_WIDGET (over)));
  History *history = g_new0 (History, 1);

  history->kind = g_strdup (kind);
  history->field = g_strdup (field);
  history->record_id = record_id;
  cadre_session_read (session, _("Reading the History"), load_history, history, history_free, NULL, loaded_cb,
                      g_object_ref (self));
}
