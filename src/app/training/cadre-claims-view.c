/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-claims-view"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "cadre-claims-view.h"
#include "cadre-record-group.h"
#include "cadre-study-recognise.h"
#include "cadre-window.h"

/* Lines of one kind on the page; all of them are recognised. */
#define MAX_SHOWN 60

struct _CadreClaimsView
{
  AdwBin parent_instance;

  CadreSession *session;
  GCancellable *cancellable;  /* of what it asks */
  int year;
  gboolean filling;
  GtkStringList *modes;    /* the first is all */
  GPtrArray *claims;
  guint n_shown;           /* of the kind that is chosen */

  GtkEntry *by_entry;
  GtkDropDown *mode_drop;
  GtkButton *button;
  GtkLabel *label;
  CadreRecordGroup *group;
};

G_DEFINE_FINAL_TYPE (CadreClaimsView, cadre_claims_view, ADW_TYPE_BIN)

/* What a job takes and leaves. */
typedef struct
{
  CadreStudyQuery query;
  char *mode;              /* what the query points to */
  char *by;
  GPtrArray *claims;
} ClaimsJob;

static ClaimsJob *
claims_job_new (int         year,
                const char *mode)
{
  ClaimsJob *job = g_new0 (ClaimsJob, 1);

  job->mode = g_strdup (mode);
  job->query.year = year;
  job->query.mode = job->mode;
  return job;
}

static void
claims_job_free (gpointer data)
{
  ClaimsJob *job = data;

  g_free (job->mode);
  g_free (job->by);
  g_clear_pointer (&job->claims, g_ptr_array_unref);
  g_free (job);
}

static gboolean
list_job (CadreJob      *job,
          CadreArchive  *archive,
          gpointer       data,
          GError       **error)
{
  ClaimsJob *self = data;

  self->claims = cadre_study_list_claims (archive, &self->query, error);
  return self->claims != NULL;
}

/* The hours are counted anew: others may have changed since they were shown. */
static gboolean
recognise_job (CadreJob      *job,
               CadreArchive  *archive,
               gpointer       data,
               GError       **error)
{
  ClaimsJob *self = data;
  CadreDate today = cadre_date_today ();

  return list_job (job, archive, data, error) && cadre_study_recognise (archive, self->claims, self->by, &today, NULL, error);
}

/* ---- showing */

static const char *
get_mode (CadreClaimsView *self)
{
  guint selected = gtk_drop_down_get_selected (self->mode_drop);

  return selected == 0 || selected == GTK_INVALID_LIST_POSITION ? NULL : gtk_string_list_get_string (self->modes, selected);
}

static void
show_mode (CadreClaimsView *self,
           guint            first,
           guint            n)
{
  const CadreStudyClaim *head = g_ptr_array_index (self->claims, first);
  double claimed = 0, hours = 0;
  guint n_left = 0;
  g_autofree char *about = NULL;
  g_autofree char *trailing = NULL;
  GtkWidget *expander;

  for (guint i = first; i < first + n; i++)
    {
      const CadreStudyClaim *claim = g_ptr_array_index (self->claims, i);

      claimed += isnan (claim->claimed) ? 0 : claim->claimed;
      hours += claim->hours;
      n_left += !claim->counts;
    }
  about = n_left > 0 ? g_strdup_printf (_("%u records, %u of them count nothing by the rules"), n, n_left)
                     : g_strdup_printf (ngettext ("%u record", "%u records", n), n);
  trailing = g_strdup_printf (_("%g hours claimed, %g by the rules"), claimed, hours);
  expander = cadre_record_group_add_expander (self->group, head->mode, about, trailing);

  for (guint i = first; i < first + MIN (n, MAX_SHOWN); i++)
    {
      const CadreStudyClaim *claim = g_ptr_array_index (self->claims, i);
      g_autofree char *title = g_strdup_printf ("%s  %s", claim->name, claim->title);
      g_autofree char *text = claim->counts ? g_strdup_printf (_("%g hours"), claim->hours) : g_strdup ("–");
      g_autofree char *detail = g_strjoin (" · ", claim->unit != NULL ? claim->unit : "", claim->reason, NULL);

      cadre_record_group_add_part (self->group, expander, claim->person_id, title, detail, text);
    }
}

/* Who recognises has to be named. */
static void
show_button (CadreClaimsView *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), self->n_shown > 0 && !cadre_session_is_read_only (self->session) &&
                            gtk_entry_get_text_length (self->by_entry) > 0);
}

static void
show_claims (CadreClaimsView *self)
{
  guint n_shown = 0;
  g_autofree char *text = NULL;

  cadre_record_group_clear (self->group);
  for (guint i = 0, n = 0; i < self->claims->len; i += n)
    {
      const char *mode = ((const CadreStudyClaim *) g_ptr_array_index (self->claims, i))->mode;

      for (n = 1; i + n < self->claims->len &&
           g_str_equal (((const CadreStudyClaim *) g_ptr_array_index (self->claims, i + n))->mode, mode); n++)
        ;
      if (get_mode (self) != NULL && !g_str_equal (get_mode (self), mode))
        continue;
      show_mode (self, i, n);
      n_shown += n;
    }

  self->n_shown = n_shown;
  text = n_shown == 0 ? g_strdup (_("Nothing waits for recognition."))
         : g_strdup_printf (_("Study outside classes in %d, claimed and not recognised: %u. What the rules give it is proposed."),
                            self->year, n_shown);
  gtk_label_set_label (self->label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->group), n_shown > 0);
  show_button (self);
}

static void
fill_modes (CadreClaimsView *self)
{
  g_autofree char *chosen = g_strdup (get_mode (self));
  const char *last = NULL;
  guint selected = 0;

  self->filling = TRUE;
  gtk_string_list_splice (self->modes, 1, g_list_model_get_n_items (G_LIST_MODEL (self->modes)) - 1, NULL);
  for (guint i = 0; i < self->claims->len; i++)
    {
      const char *mode = ((const CadreStudyClaim *) g_ptr_array_index (self->claims, i))->mode;

      if (g_strcmp0 (mode, last) == 0)
        continue;
      gtk_string_list_append (self->modes, mode);
      if (g_strcmp0 (mode, chosen) == 0)
        selected = g_list_model_get_n_items (G_LIST_MODEL (self->modes)) - 1;
      last = mode;
    }
  gtk_drop_down_set_selected (self->mode_drop, selected);
  self->filling = FALSE;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  CadreClaimsView *self = user_data;
  g_autoptr(GError) error = NULL;
  ClaimsJob *job = cadre_session_get_data (result);

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && cadre_window_of (GTK_WIDGET (self)) != NULL)
        cadre_window_show_error (cadre_window_of (GTK_WIDGET (self)), _("The hours cannot be counted"), error);
      return;
    }

  g_clear_pointer (&self->claims, g_ptr_array_unref);
  self->claims = g_steal_pointer (&job->claims);
  fill_modes (self);
  show_claims (self);
}

/**
 * cadre_claims_view_load:
 *
 * Shows what waits in @year.
 */
void
cadre_claims_view_load (CadreClaimsView *self,
                        int              year)
{
  g_return_if_fail (CADRE_IS_CLAIMS_VIEW (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->year = year;
  cadre_session_read (self->session, _("Count Hours"), list_job, claims_job_new (year, NULL), claims_job_free,
                      self->cancellable, loaded_cb, self);
}

/* ---- doing */

static void
mode_changed_cb (CadreClaimsView *self)
{
  if (!self->filling && self->claims != NULL)
    show_claims (self);
}

static void
recognise_cb (CadreClaimsView *self)
{
  ClaimsJob *job = claims_job_new (self->year, get_mode (self));

  job->by = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->by_entry)));
  cadre_window_act (cadre_window_of (GTK_WIDGET (self)), "study", _("Recognise hours of study"), recognise_job, job,
                    claims_job_free, NULL, NULL);
}

static void
person_activated_cb (CadreClaimsView *self,
                     gint64           id)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-person", "x", id);
}

/* ---- making */

static void
cadre_claims_view_dispose (GObject *object)
{
  CadreClaimsView *self = CADRE_CLAIMS_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->modes);
  g_clear_pointer (&self->claims, g_ptr_array_unref);

  G_OBJECT_CLASS (cadre_claims_view_parent_class)->dispose (object);
}

static void
cadre_claims_view_class_init (CadreClaimsViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cadre_claims_view_dispose;
}

static GtkWidget *
make_controls (CadreClaimsView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->mode_drop = GTK_DROP_DOWN (gtk_drop_down_new (g_object_ref (G_LIST_MODEL (self->modes)), NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->mode_drop), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Kind of study"), -1);
  self->by_entry = GTK_ENTRY (gtk_entry_new ());
  gtk_entry_set_placeholder_text (self->by_entry, _("Recognised by"));
  gtk_widget_set_hexpand (GTK_WIDGET (self->by_entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->by_entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Recognised by"), -1);
  self->button = GTK_BUTTON (gtk_button_new_with_mnemonic (_("_Recognise")));
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "suggested-action");

  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->mode_drop));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->by_entry));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->button));
  g_signal_connect_object (self->mode_drop, "notify::selected", G_CALLBACK (mode_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->by_entry, "changed", G_CALLBACK (show_button), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (recognise_cb), self, G_CONNECT_SWAPPED);
  return box;
}

static void
cadre_claims_view_init (CadreClaimsView *self)
{
  const char *all[] = { _("All kinds"), NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->modes = gtk_string_list_new (all);
  self->label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "dim-label");
  self->group = CADRE_RECORD_GROUP (cadre_record_group_new ("", FALSE));
  g_signal_connect_object (self->group, "record-activated", G_CALLBACK (person_activated_cb), self, G_CONNECT_SWAPPED);

  gtk_box_append (GTK_BOX (box), make_controls (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->group));
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
cadre_claims_view_new (CadreSession *session)
{
  CadreClaimsView *self = g_object_new (CADRE_TYPE_CLAIMS_VIEW, NULL);

  self->session = g_object_ref (session);
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), FALSE);
  return GTK_WIDGET (self);
}
