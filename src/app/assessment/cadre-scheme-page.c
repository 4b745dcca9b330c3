/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-scheme-page"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-ask.h"
#include "cadre-round-data.h"
#include "cadre-scheme-actions.h"
#include "cadre-scheme-editor.h"
#include "cadre-scheme-page.h"

struct _CadreSchemePage
{
  CadrePage parent_instance;

  CadreSchemeEditor *editor;

  GtkBox *box;
  GtkLabel *name_label;
  GtkLabel *facts_label;
  GtkLabel *faults_label;
  GtkWidget *copy_button;
  GtkWidget *delete_button;
};

G_DEFINE_FINAL_TYPE (CadreSchemePage, cadre_scheme_page, CADRE_TYPE_PAGE)

static CadreWindow *
get_window (CadreSchemePage *self)
{
  return cadre_window_of (GTK_WIDGET (self));
}

static gint64
get_id (CadreSchemePage *self)
{
  return cadre_page_get_record_id (CADRE_PAGE (self));
}

static void
copied_cb (gboolean done,
           gpointer data,
           gpointer user_data)
{
  g_autoptr(CadreSchemePage) self = user_data;

  if (done && get_window (self) != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-scheme", "x", cadre_scheme_actions_get_made (data));
}

static void
copy_answered_cb (const char * const *answers,
                  gpointer            user_data)
{
  CadreSchemePage *self = user_data;

  if (get_window (self) != NULL)
    cadre_scheme_actions_do (get_window (self), CADRE_SCHEME_DO_COPY, get_id (self), answers, copied_cb, g_object_ref (self));
}

static void
copy_clicked_cb (CadreSchemePage *self)
{
  const CadreQuestion questions[] = { { _("What It Is Called"), gtk_label_get_label (self->name_label), NULL, TRUE } };

  cadre_ask (GTK_WINDOW (get_window (self)), _("Copy the Scheme"), _("The copy is its next version; the rounds that there are stay with theirs."),
             _("_Copy"), questions, G_N_ELEMENTS (questions), copy_answered_cb, g_object_ref (self), g_object_unref);
}

static void
deleted_cb (gboolean done,
            gpointer data,
            gpointer user_data)
{
  g_autoptr(CadreSchemePage) self = user_data;

  if (done && get_window (self) != NULL && cadre_window_get_page (get_window (self)) == GTK_WIDGET (self))
    cadre_window_pop (get_window (self));
}

static void
delete_clicked_cb (CadreSchemePage *self)
{
  cadre_scheme_actions_do (get_window (self), CADRE_SCHEME_DO_DELETE, get_id (self), NULL, deleted_cb, g_object_ref (self));
}

/* Who scores, and the grades. */
static char *
tell_facts (const CadreSchemeData *data)
{
  const CadreScheme *scheme = data->scheme;
  g_autoptr(GString) text = g_string_new (NULL);

  g_string_append_printf (text, _("Version %d"), scheme->version);
  if (scheme->source != NULL)
    g_string_append_printf (text, " · %s", scheme->source);
  for (guint i = 0; i < scheme->groups->len; i++)
    {
      const CadreScorerGroup *group = g_ptr_array_index (scheme->groups, i);

      g_string_append_printf (text, "%s%s %g", i == 0 ? "\n" : " · ", group->name, cadre_decimal_to_double (group->weight));
    }
  for (guint i = 0; i < scheme->grades->len; i++)
    {
      const CadreGradeLine *line = g_ptr_array_index (scheme->grades, i);

      g_string_append_printf (text, "%s%s", i == 0 ? "\n" : " · ", line->civil_servant);
      if (g_strcmp0 (line->civil_servant, line->other) != 0)
        g_string_append_printf (text, "（%s）", line->other);
      g_string_append_printf (text, " ≥ %g", cadre_decimal_to_double (line->from));
    }
  if (data->is_locked)
    g_string_append_printf (text, "\n%s", _("A locked round stands by this scheme: change a copy of it."));

  return g_strdup (text->str);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  CadreSchemePage *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *facts = NULL;
  g_autofree char *faults = NULL;
  CadreSchemeData *data = cadre_session_get_data (result);
  gboolean writable = !cadre_session_is_read_only (CADRE_SESSION (source));

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      cadre_page_load_failed (self, _("The scheme cannot be shown"), error);
      return;
    }

  facts = tell_facts (data);
  faults = cadre_scheme_data_join_faults (data);
  cadre_page_set_title (CADRE_PAGE (self), data->scheme->name);
  gtk_label_set_label (self->name_label, data->scheme->name);
  gtk_label_set_label (self->facts_label, facts);
  gtk_label_set_label (self->faults_label, faults);
  gtk_widget_set_visible (GTK_WIDGET (self->faults_label), *faults != '\0');
  gtk_widget_set_sensitive (self->delete_button, writable && data->n_rounds == 0);
  cadre_scheme_editor_show (self->editor, data, writable);
}

static void
cadre_scheme_page_load (CadrePage *page)
{
  cadre_session_read (cadre_page_get_session (page), _("Open a Scheme"), cadre_scheme_data_load,
                      cadre_scheme_data_new (cadre_page_get_record_id (page), 0), cadre_scheme_data_unref,
                      cadre_page_get_cancellable (page), loaded_cb, page);
}

static void
cadre_scheme_page_constructed (GObject *object)
{
  CadreSchemePage *self = CADRE_SCHEME_PAGE (object);
  CadreSession *session = cadre_page_get_session (CADRE_PAGE (self));
  GtkWidget *editor = cadre_scheme_editor_new ();

  G_OBJECT_CLASS (cadre_scheme_page_parent_class)->constructed (object);

  self->editor = CADRE_SCHEME_EDITOR (editor);
  gtk_box_append (self->box, editor);
  gtk_widget_set_sensitive (self->copy_button, session != NULL && !cadre_session_is_read_only (session));
}

static void
cadre_scheme_page_class_init (CadreSchemePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = cadre_scheme_page_constructed;
  CADRE_PAGE_CLASS (klass)->load = cadre_scheme_page_load;

  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-scheme-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreSchemePage, box);
  gtk_widget_class_bind_template_child (widget_class, CadreSchemePage, name_label);
  gtk_widget_class_bind_template_child (widget_class, CadreSchemePage, facts_label);
  gtk_widget_class_bind_template_child (widget_class, CadreSchemePage, faults_label);
  gtk_widget_class_bind_template_child (widget_class, CadreSchemePage, copy_button);
  gtk_widget_class_bind_template_child (widget_class, CadreSchemePage, delete_button);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, delete_clicked_cb);
}

static void
cadre_scheme_page_init (CadreSchemePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
