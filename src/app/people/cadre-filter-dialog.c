/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-filter-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-condition-group.h"
#include "cadre-filter-dialog.h"
#include "cadre-filter.h"

/* Who types is not disturbed. */
#define PREVIEW_DELAY_MS 300

struct _CadreFilterDialog
{
  AdwWindow parent_instance;

  CadreWindow *window;
  CadreCatalogue *catalogue;
  GPtrArray *facts;
  GPtrArray *conditions;     /* CadreConditionGroup, in order */
  GCancellable *cancellable; /* of what is asked: what there is to say, then previews */
  guint preview_source;
  char *json;                /* as it came; what no lines were made of */
  char *sentence;

  GtkBox *box;
  GtkWidget *add_button;
  GtkWidget *show_button;
  GtkEditable *name_row;
  GtkLabel *sentence_label;
  GtkLabel *count_label;
};

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CadreFilterDialog, cadre_filter_dialog, ADW_TYPE_WINDOW)

/* What a job takes and leaves. */
typedef struct
{
  char *json;
  char *name;
  CadreCatalogue *catalogue;
  GPtrArray *facts;
  char *sentence;
  guint n_people;
} FilterJob;

static void
filter_job_free (gpointer data)
{
  FilterJob *job = data;

  g_free (job->json);
  g_free (job->name);
  g_free (job->sentence);
  g_clear_object (&job->catalogue);
  g_clear_pointer (&job->facts, g_ptr_array_unref);
  g_free (job);
}

static FilterJob *
filter_job_new (char *json)
{
  FilterJob *job = g_new0 (FilterJob, 1);

  job->json = json;
  return job;
}

static CadreFilter *
parse (CadreArchive  *archive,
       const char    *json,
       GError       **error)
{
  g_autoptr(CadreCatalogue) catalogue = cadre_catalogue_new (archive, error);

  return catalogue != NULL ? cadre_filter_parse (catalogue, json, error) : NULL;
}

/* ----------------------------------------------------------------- the conditions */

static gboolean
is_or (CadreFilterDialog *self,
       guint              i)
{
  return i > 0 && i < self->conditions->len &&
         cadre_condition_group_is_joined_by_or (g_ptr_array_index (self->conditions, i));
}

static gboolean
is_complete (CadreFilterDialog *self)
{
  for (guint i = 0; i < self->conditions->len; i++)
    if (!cadre_condition_group_is_complete (g_ptr_array_index (self->conditions, i)))
      return FALSE;

  return TRUE;
}

/* Conditions joined by “or” stand in a bracket; brackets are joined by “and”. */
static char *
build_json (CadreFilterDialog *self)
{
  g_autoptr(GString) json = g_string_new ("{\"and\":[");

  if (self->conditions->len == 0)
    return g_strdup (self->json);

  for (guint i = 0; i < self->conditions->len; i++)
    {
      g_autofree char *one = cadre_condition_group_to_json (g_ptr_array_index (self->conditions, i));
      gboolean opens = !is_or (self, i) && is_or (self, i + 1);
      gboolean closes = is_or (self, i) && !is_or (self, i + 1);

      g_string_append_printf (json, "%s%s%s%s", i > 0 ? "," : "", opens ? "{\"or\":[" : "", one, closes ? "]}" : "");
    }
  g_string_append (json, "]}");

  return g_string_free (g_steal_pointer (&json), FALSE);
}

static gboolean
preview_job (CadreJob      *job,
             CadreArchive  *archive,
             gpointer       data,
             GError       **error)
{
  FilterJob *self = data;
  g_autoptr(CadreFilter) filter = parse (archive, self->json, error);
  CadreDate today = cadre_date_today ();
  g_autoptr(GArray) ids = NULL;

  if (filter == NULL)
    return FALSE;

  self->sentence = cadre_filter_to_sentence (filter, archive);
  ids = cadre_filter_run (filter, archive, &today, error);
  if (ids == NULL)
    return FALSE;

  self->n_people = ids->len;
  return TRUE;
}

static void
preview_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(CadreFilterDialog) self = data;
  g_autoptr(GError) error = NULL;
  FilterJob *job = cadre_session_get_data (result);
  g_autofree char *count = NULL;
  gboolean fine = cadre_session_finish (CADRE_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_free (self->sentence);
  self->sentence = g_strdup (job->sentence);
  count = fine ? g_strdup_printf (ngettext ("%u person", "%u people", job->n_people), job->n_people) : g_strdup ("");
  gtk_label_set_label (self->sentence_label, fine ? job->sentence : error->message);
  gtk_label_set_label (self->count_label, count);
  gtk_widget_set_sensitive (self->show_button, fine);
  gtk_widget_set_sensitive (GTK_WIDGET (self->name_row), fine);
}

static gboolean
start_preview_cb (gpointer data)
{
  CadreFilterDialog *self = data;
  char *json = build_json (self);

  self->preview_source = 0;
  if (json == NULL || !is_complete (self))
    {
      gtk_label_set_label (self->sentence_label, json == NULL ? _("Everybody") : _("Fill in each condition"));
      gtk_label_set_label (self->count_label, "");
      gtk_widget_set_sensitive (GTK_WIDGET (self->name_row), FALSE);
      g_free (json);
      return G_SOURCE_REMOVE;
    }

  self->cancellable = g_cancellable_new ();
  cadre_session_read (cadre_window_get_session (self->window), NULL, preview_job, filter_job_new (json), filter_job_free,
                      self->cancellable, preview_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
stop_preview (CadreFilterDialog *self)
{
  g_clear_handle_id (&self->preview_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/* Lines beside a filter that lines cannot say would be all that is left of it. */
static void
changed_cb (CadreFilterDialog *self)
{
  stop_preview (self);
  gtk_widget_set_sensitive (self->add_button, self->json == NULL || self->conditions->len > 0);
  gtk_widget_set_sensitive (self->show_button, FALSE);
  self->preview_source = g_timeout_add (PREVIEW_DELAY_MS, start_preview_cb, self);
}

static void
tell_first (CadreFilterDialog *self)
{
  for (guint i = 0; i < self->conditions->len; i++)
    cadre_condition_group_set_first (g_ptr_array_index (self->conditions, i), i == 0);
}

static void
removed_cb (CadreFilterDialog   *self,
            CadreConditionGroup *condition)
{
  g_clear_pointer (&self->json, g_free);
  g_ptr_array_remove (self->conditions, condition);
  gtk_box_remove (self->box, GTK_WIDGET (condition));
  tell_first (self);
  changed_cb (self);
}

static CadreConditionGroup *
add_condition (CadreFilterDialog *self)
{
  CadreConditionGroup *condition = cadre_condition_group_new (self->window, self->catalogue, self->facts);

  g_signal_connect_object (condition, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (condition, "removed", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->box, GTK_WIDGET (condition));
  g_ptr_array_add (self->conditions, condition);
  tell_first (self);
  return condition;
}

static void
add_clicked_cb (CadreFilterDialog *self)
{
  CadreConditionGroup *condition = add_condition (self);

  changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (condition));
}

/* Lines for the sentence, where lines can say it. */
static void
show_conditions (CadreFilterDialog *self)
{
  g_autoptr(GPtrArray) lines = self->json != NULL ? cadre_condition_lines_parse (self->json) : NULL;

  for (guint i = 0; lines != NULL && i < lines->len; i++)
    if (!cadre_condition_group_set_line (add_condition (self), g_ptr_array_index (lines, i)))
      {
        while (self->conditions->len > 0)
          gtk_box_remove (self->box, g_ptr_array_steal_index (self->conditions, self->conditions->len - 1));
        return;
      }
  if (self->json == NULL)
    add_condition (self);
}

/* ---------------------------------------------------------------------- the rest */

static void
show_clicked_cb (CadreFilterDialog *self)
{
  g_autofree char *json = build_json (self);

  g_signal_emit (self, signals[CHOSEN], 0, json, self->sentence);
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
save_job (CadreJob      *job,
          CadreArchive  *archive,
          gpointer       data,
          GError       **error)
{
  FilterJob *self = data;
  g_autoptr(CadreFilter) filter = parse (archive, self->json, error);

  return filter != NULL && cadre_filter_save (filter, archive, self->name, error);
}

static gboolean
delete_job (CadreJob      *job,
            CadreArchive  *archive,
            gpointer       data,
            GError       **error)
{
  return cadre_filter_delete (archive, ((FilterJob *) data)->name, error);
}

static char *
dup_name (CadreFilterDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));
}

static void
act (CadreFilterDialog *self,
     const char        *name,
     const char        *action,
     CadreJobFunc       func)
{
  FilterJob *job;

  if (*name == '\0')
    return;

  job = filter_job_new (build_json (self));
  job->name = g_strdup (name);
  cadre_window_act (self->window, "edit", action, func, job, filter_job_free, NULL, NULL);
}

static void
save_clicked_cb (CadreFilterDialog *self)
{
  g_autofree char *name = dup_name (self);
  g_autofree char *action = g_strdup_printf (_("Save the filter “%s”"), name);

  act (self, name, action, save_job);
}

static void
delete_clicked_cb (CadreFilterDialog *self)
{
  g_autofree char *name = dup_name (self);
  g_autofree char *action = g_strdup_printf (_("Delete the filter “%s”"), name);

  act (self, name, action, delete_job);
}

static gboolean
load_job (CadreJob      *job,
          CadreArchive  *archive,
          gpointer       data,
          GError       **error)
{
  FilterJob *self = data;

  self->catalogue = cadre_catalogue_new (archive, error);
  self->facts = self->catalogue != NULL ? cadre_facts_load (error) : NULL;
  return self->facts != NULL;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(CadreFilterDialog) self = data;
  g_autoptr(GError) error = NULL;
  FilterJob *job = cadre_session_get_data (result);

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      /* Cancelled: it was closed meanwhile. */
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      gtk_window_destroy (GTK_WINDOW (self));
      cadre_window_show_error (self->window, _("The filter cannot be shown"), error);
      return;
    }

  self->catalogue = g_object_ref (job->catalogue);
  self->facts = g_ptr_array_ref (job->facts);
  show_conditions (self);
  changed_cb (self);
}

static void
cadre_filter_dialog_dispose (GObject *object)
{
  stop_preview (CADRE_FILTER_DIALOG (object));

  G_OBJECT_CLASS (cadre_filter_dialog_parent_class)->dispose (object);
}

static void
cadre_filter_dialog_finalize (GObject *object)
{
  CadreFilterDialog *self = CADRE_FILTER_DIALOG (object);

  g_clear_object (&self->window);
  g_clear_object (&self->catalogue);
  g_clear_pointer (&self->facts, g_ptr_array_unref);
  g_ptr_array_unref (self->conditions);
  g_free (self->json);
  g_free (self->sentence);

  G_OBJECT_CLASS (cadre_filter_dialog_parent_class)->finalize (object);
}

static void
cadre_filter_dialog_class_init (CadreFilterDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cadre_filter_dialog_dispose;
  object_class->finalize = cadre_filter_dialog_finalize;

  signals[CHOSEN] = g_signal_new ("chosen", CADRE_TYPE_FILTER_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-filter-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreFilterDialog, box);
  gtk_widget_class_bind_template_child (widget_class, CadreFilterDialog, add_button);
  gtk_widget_class_bind_template_child (widget_class, CadreFilterDialog, show_button);
  gtk_widget_class_bind_template_child (widget_class, CadreFilterDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, CadreFilterDialog, sentence_label);
  gtk_widget_class_bind_template_child (widget_class, CadreFilterDialog, count_label);
  gtk_widget_class_bind_template_callback (widget_class, show_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, delete_clicked_cb);
}

static void
cadre_filter_dialog_init (CadreFilterDialog *self)
{
  self->conditions = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cadre_filter_dialog_new:
 * @json: (nullable): the filter to change
 *
 * Returns: (transfer none): the dialog, over @parent; present it
 */
CadreFilterDialog *
cadre_filter_dialog_new (CadreWindow *parent,
                         const char  *json)
{
  CadreFilterDialog *self = g_object_new (CADRE_TYPE_FILTER_DIALOG, "transient-for", parent, NULL);

  self->window = g_object_ref (parent);
  self->json = g_strdup (json);
  self->cancellable = g_cancellable_new ();
  cadre_session_read (cadre_window_get_session (parent), NULL, load_job, filter_job_new (NULL), filter_job_free,
                      self->cancellable, loaded_cb, g_object_ref (self));
  return self;
}
