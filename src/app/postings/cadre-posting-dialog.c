/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-posting-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-coverage.h"
#include "cadre-people.h"
#include "cadre-posting-actions.h"
#include "cadre-posting-dialog.h"
#include "cadre-student-picker.h"

/* What each mode is called, begins with, and puts the keyboard on. */
static const struct
{
  const char *title;
  const char *label;
  const char *reason;
} modes[] = {
  [CADRE_POSTING_MODE_POST] = { N_("Post Someone to %s"), N_("_Post"), NULL },
  [CADRE_POSTING_MODE_END] = { N_("End the Posting of %s"), N_("_End"), "任满" },
  [CADRE_POSTING_MODE_RECALL] = { N_("Recall %s"), N_("_Recall"), CADRE_POSTING_RECALL },
  [CADRE_POSTING_MODE_REPLACE] = { N_("Replace %s"), N_("_Replace"), "轮换" },
};

#define N_CONSEQUENCES 2

struct _CadrePostingDialog
{
  AdwWindow parent_instance;

  CadreWindow *window;
  CadrePostingMode mode;
  gint64 unit_id;
  gint64 posting_id;    /* what ends, or 0 */
  char *unit;
  char *person;
  gint64 picked_id;     /* who was picked, or 0: the text says */
  gboolean proposed[N_CONSEQUENCES];

  GtkButton *apply_button;
  AdwPreferencesGroup *send_group;
  GtkEditable *person_row;
  GtkMenuButton *person_button;
  GtkEditable *since_row;
  GtkEditable *years_row;
  GtkSwitch *tied_switch;
  GtkEditable *send_document_row;

  GtkWidget *end_group;
  GtkEditable *until_row;
  AdwComboRow *reason_row;
  AdwComboRow *cause_row;
  GtkEditable *detail_row;
  GtkEditable *end_document_row;
  GtkWidget *consequences_group;
  GtkWidget *reserve_row;
  GtkSwitch *reserve_switch;
  GtkWidget *commendation_row;
  GtkSwitch *commendation_switch;
};

G_DEFINE_FINAL_TYPE (CadrePostingDialog, cadre_posting_dialog, ADW_TYPE_WINDOW)

/* ------------------------------------------------------------------- the change */

typedef struct
{
  CadrePostingOrder order;
  CadrePostingEnding ending;
  gboolean sends;
  char *person;         /* as typed, where nobody was picked */
  char *texts[8];       /* what the two point to */
  guint n_texts;
  gboolean decided[N_CONSEQUENCES];
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  for (guint i = 0; i < change->n_texts; i++)
    g_free (change->texts[i]);
  g_free (change->person);
  g_free (change);
}

static const char *
keep (Change *change,
      char   *text)
{
  change->texts[change->n_texts++] = text;
  return text;
}

static gboolean
end_posting (CadreArchive  *archive,
             Change        *change,
             GError       **error)
{
  g_autoptr(GArray) proposed = NULL;

  if (!cadre_posting_end (archive, &change->ending, error))
    return FALSE;
  proposed = cadre_posting_list_consequences (archive, change->ending.posting_id, error);
  if (proposed == NULL)
    return FALSE;

  for (guint i = 0; i < proposed->len; i++)
    {
      CadrePostingConsequence consequence = g_array_index (proposed, CadrePostingConsequence, i);

      if (change->decided[consequence] &&
          !cadre_posting_decide (archive, change->ending.posting_id, consequence, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
change_job (CadreJob      *job,
            CadreArchive  *archive,
            gpointer       data,
            GError       **error)
{
  Change *change = data;

  if (change->ending.posting_id != 0 && !end_posting (archive, change, error))
    return FALSE;
  if (!change->sends)
    return TRUE;
  if (change->order.person_id == 0)
    change->order.person_id = cadre_people_identify (archive, change->person, error);

  return change->order.person_id != 0 && cadre_posting_begin (archive, &change->order, error) != 0;
}

/* -------------------------------------------------------------------- the dialog */

/* As it is stored; what cannot be read is left for the archive to refuse. */
static char *
get_typed_date (GtkEditable *row)
{
  CadreDate date;

  if (cadre_date_parse (gtk_editable_get_text (row), &date))
    return cadre_date_format (&date, CADRE_DATE_ISO);
  return g_strdup (gtk_editable_get_text (row));
}

static char *
get_chosen (AdwComboRow *row)
{
  GtkStringObject *chosen = adw_combo_row_get_selected_item (row);

  return chosen != NULL ? g_strdup (gtk_string_object_get_string (chosen)) : NULL;
}

static gboolean
is_recall (CadrePostingDialog *self)
{
  g_autofree char *reason = get_chosen (self->reason_row);

  return self->posting_id != 0 && g_strcmp0 (reason, CADRE_POSTING_RECALL) == 0;
}

static gboolean
has_successor (CadrePostingDialog *self)
{
  return *gtk_editable_get_text (self->person_row) != '\0';
}

static void
update (CadrePostingDialog *self)
{
  gboolean recall = is_recall (self);

  gtk_widget_set_visible (GTK_WIDGET (self->cause_row), recall);
  gtk_widget_set_visible (GTK_WIDGET (self->detail_row), recall);
  gtk_widget_set_visible (self->reserve_row, self->proposed[CADRE_POSTING_LEAVES_RESERVE]);
  gtk_widget_set_visible (self->commendation_row, self->proposed[CADRE_POSTING_NOT_COMMENDED]);
  gtk_widget_set_visible (self->consequences_group, recall && (self->proposed[0] || self->proposed[1]));
  gtk_widget_set_sensitive (GTK_WIDGET (self->apply_button),
                            has_successor (self) || self->mode == CADRE_POSTING_MODE_END ||
                            self->mode == CADRE_POSTING_MODE_RECALL);
}

static void
reason_changed_cb (CadrePostingDialog *self)
{
  update (self);
}

static void
person_changed_cb (CadrePostingDialog *self)
{
  self->picked_id = 0;
  update (self);
}

static void
picked_cb (CadrePostingDialog *self,
           GArray             *ids);

static void
done_cb (gboolean done,
         gpointer data,
         gpointer user_data)
{
  g_autoptr(CadrePostingDialog) self = user_data;

  if (done)
    gtk_window_destroy (GTK_WINDOW (self));
}

static void
take_order (CadrePostingDialog *self,
            Change             *change)
{
  change->sends = TRUE;
  change->person = g_strdup (gtk_editable_get_text (self->person_row));
  change->order = (CadrePostingOrder) {
    .person_id = self->picked_id,
    .unit_id = self->unit_id,
    .kind = CADRE_FIRST_SECRETARY,
    .since = keep (change, get_typed_date (self->since_row)),
    .term_years = g_ascii_strtod (gtk_editable_get_text (self->years_row), NULL),
    .is_tied = gtk_switch_get_active (self->tied_switch),
    .document = keep (change, g_strdup (gtk_editable_get_text (self->send_document_row))),
  };
}

static void
take_ending (CadrePostingDialog *self,
             Change             *change)
{
  change->ending = (CadrePostingEnding) {
    .posting_id = self->posting_id,
    .until = keep (change, get_typed_date (self->until_row)),
    .reason = keep (change, get_chosen (self->reason_row)),
    .document = keep (change, g_strdup (gtk_editable_get_text (self->end_document_row))),
  };
  if (!is_recall (self))
    return;

  change->ending.cause = keep (change, get_chosen (self->cause_row));
  change->ending.detail = keep (change, g_strdup (gtk_editable_get_text (self->detail_row)));
  change->decided[CADRE_POSTING_LEAVES_RESERVE] = gtk_switch_get_active (self->reserve_switch);
  change->decided[CADRE_POSTING_NOT_COMMENDED] = gtk_switch_get_active (self->commendation_switch);
}

static char *
name_change (CadrePostingDialog *self,
             const Change       *change)
{
  if (self->posting_id == 0)
    return g_strdup_printf (_("Post %s to %s"), change->person, self->unit);
  if (is_recall (self))
    return change->sends ? g_strdup_printf (_("Recall %s and post %s to %s"), self->person, change->person, self->unit)
                         : g_strdup_printf (_("Recall %s from %s"), self->person, self->unit);
  return change->sends ? g_strdup_printf (_("Replace %s by %s in %s"), self->person, change->person, self->unit)
                       : g_strdup_printf (_("End the posting of %s to %s"), self->person, self->unit);
}

static void
apply_clicked_cb (CadrePostingDialog *self)
{
  Change *change = g_new0 (Change, 1);
  g_autofree char *name = NULL;

  if (self->posting_id != 0)
    take_ending (self, change);
  if (has_successor (self))
    take_order (self, change);

  name = name_change (self, change);
  cadre_window_act (self->window, "posting", name, change_job, change, change_free, done_cb, g_object_ref (self));
}

/* ------------------------------------------------------------- what it must know */

typedef struct
{
  gint64 posting_id;
  char **reasons;
  char **causes;
  GArray *proposed;     /* CadrePostingConsequence */
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_strfreev (load->reasons);
  g_strfreev (load->causes);
  g_clear_pointer (&load->proposed, g_array_unref);
  g_free (load);
}

static char **
list_codes (CadreCatalogue *catalogue,
            const char     *set)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();
  GPtrArray *codes = cadre_catalogue_get_codes (catalogue, set);

  for (guint i = 0; codes != NULL && i < codes->len; i++)
    g_strv_builder_add (names, ((const CadreCode *) g_ptr_array_index (codes, i))->name);
  return g_strv_builder_end (names);
}

static gboolean
load_job (CadreJob      *job,
          CadreArchive  *archive,
          gpointer       data,
          GError       **error)
{
  Load *load = data;
  g_autoptr(CadreCatalogue) catalogue = cadre_catalogue_new (archive, error);

  if (catalogue == NULL)
    return FALSE;

  load->reasons = list_codes (catalogue, "posting-end-reason");
  load->causes = list_codes (catalogue, "recall-cause");
  load->proposed = cadre_posting_list_consequences (archive, load->posting_id, error);
  return load->proposed != NULL;
}

static void
select_text (AdwComboRow        *row,
             const char * const *texts,
             const char         *text)
{
  for (guint i = 0; texts[i] != NULL; i++)
    if (g_strcmp0 (texts[i], text) == 0)
      adw_combo_row_set_selected (row, i);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CadrePostingDialog) self = user_data;
  g_autoptr(GtkStringList) reasons = NULL;
  g_autoptr(GtkStringList) causes = NULL;
  g_autoptr(GError) error = NULL;
  Load *load = cadre_session_get_data (result);

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      cadre_window_show_error (self->window, _("The posting cannot be read"), error);
      return;
    }

  reasons = gtk_string_list_new ((const char * const *) load->reasons);
  causes = gtk_string_list_new ((const char * const *) load->causes);
  adw_combo_row_set_model (self->reason_row, G_LIST_MODEL (reasons));
  adw_combo_row_set_model (self->cause_row, G_LIST_MODEL (causes));
  select_text (self->reason_row, (const char * const *) load->reasons, modes[self->mode].reason);
  for (guint i = 0; i < load->proposed->len; i++)
    self->proposed[g_array_index (load->proposed, CadrePostingConsequence, i)] = TRUE;
  update (self);
}

/* Somebody of the list: what people are called is asked by id. */
static gboolean
name_job (CadreJob      *job,
          CadreArchive  *archive,
          gpointer       data,
          GError       **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT name FROM person WHERE id = %s", *(char **) data);
  char *name = cadre_archive_query_text (archive, sql, error);

  if (name == NULL)
    return FALSE;

  g_free (*(char **) data);
  *(char **) data = name;
  return TRUE;
}

static void
name_free (gpointer data)
{
  g_free (*(char **) data);
  g_free (data);
}

typedef struct
{
  CadrePostingDialog *dialog;
  gint64 id;
} Pick;

static void
named_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Pick *pick = user_data;
  char **name = cadre_session_get_data (result);

  if (cadre_session_finish (CADRE_SESSION (source), result, NULL))
    {
      gtk_editable_set_text (pick->dialog->person_row, *name);
      pick->dialog->picked_id = pick->id;
    }
  g_object_unref (pick->dialog);
  g_free (pick);
}

static void
picked_cb (CadrePostingDialog *self,
           GArray             *ids)
{
  Pick *pick = g_new0 (Pick, 1);
  char **name = g_new0 (char *, 1);

  pick->dialog = g_object_ref (self);
  pick->id = g_array_index (ids, gint64, 0);
  *name = g_strdup_printf ("%" G_GINT64_FORMAT, pick->id);
  gtk_menu_button_popdown (self->person_button);
  cadre_session_read (cadre_window_get_session (self->window), _("Find People"), name_job, name, name_free, NULL, named_cb,
                      pick);
}

/* ------------------------------------------------------------------------ making */

static void
cadre_posting_dialog_dispose (GObject *object)
{
  CadrePostingDialog *self = CADRE_POSTING_DIALOG (object);

  g_clear_object (&self->window);
  g_clear_pointer (&self->unit, g_free);
  g_clear_pointer (&self->person, g_free);

  G_OBJECT_CLASS (cadre_posting_dialog_parent_class)->dispose (object);
}

static void
cadre_posting_dialog_class_init (CadrePostingDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cadre_posting_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-posting-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CadrePostingDialog, apply_button);
  gtk_widget_class_bind_template_child (widget_class, CadrePostingDialog, send_group);
  gtk_widget_class_bind_template_child (widget_class, CadrePostingDialog, person_row);
  gtk_widget_class_bind_template_child (widget_class, CadrePostingDialog, person_button);
  gtk_widget_class_bind_template_child (widget_class, CadrePostingDialog, since_row);
  gtk_widget_class_bind_template_child (widget_class, CadrePostingDialog, years_row);
  gtk_widget_class_bind_template_child (widget_class, CadrePostingDialog, tied_switch);
  gtk_widget_class_bind_template_child (widget_class, CadrePostingDialog, send_document_row);
  gtk_widget_class_bind_template_child (widget_class, CadrePostingDialog, end_group);
  gtk_widget_class_bind_template_child (widget_class, CadrePostingDialog, until_row);
  gtk_widget_class_bind_template_child (widget_class, CadrePostingDialog, reason_row);
  gtk_widget_class_bind_template_child (widget_class, CadrePostingDialog, cause_row);
  gtk_widget_class_bind_template_child (widget_class, CadrePostingDialog, detail_row);
  gtk_widget_class_bind_template_child (widget_class, CadrePostingDialog, end_document_row);
  gtk_widget_class_bind_template_child (widget_class, CadrePostingDialog, consequences_group);
  gtk_widget_class_bind_template_child (widget_class, CadrePostingDialog, reserve_row);
  gtk_widget_class_bind_template_child (widget_class, CadrePostingDialog, reserve_switch);
  gtk_widget_class_bind_template_child (widget_class, CadrePostingDialog, commendation_row);
  gtk_widget_class_bind_template_child (widget_class, CadrePostingDialog, commendation_switch);
  gtk_widget_class_bind_template_callback (widget_class, apply_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, reason_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, person_changed_cb);
}

static void
cadre_posting_dialog_init (CadrePostingDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_up (CadrePostingDialog *self)
{
  CadreSession *session = cadre_window_get_session (self->window);
  CadreDate today = cadre_date_today ();
  g_autofree char *date = cadre_date_format (&today, CADRE_DATE_ISO);
  GtkWidget *picker = cadre_student_picker_new (session);
  Load *load = g_new0 (Load, 1);

  g_signal_connect_object (picker, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (self->person_button, picker);
  gtk_editable_set_text (self->since_row, date);
  gtk_editable_set_text (self->until_row, date);
  gtk_editable_set_text (self->years_row, "2");
  gtk_widget_set_visible (self->end_group, self->posting_id != 0);
  if (self->posting_id != 0)
    {
      adw_preferences_group_set_title (self->send_group, _("Successor"));
      adw_preferences_group_set_description (self->send_group, self->mode == CADRE_POSTING_MODE_REPLACE ? NULL
                                             : _("Where nobody is named, the village is listed as uncovered from then on"));
    }

  load->posting_id = self->posting_id;
  cadre_session_read (session, _("Open a Posting"), load_job, load, load_free, NULL, loaded_cb, g_object_ref (self));
  update (self);
}

/**
 * cadre_posting_dialog_show:
 *
 * Asks who is sent to a village; or how a posting ends, what is decided after
 * a recall, and who comes next.
 */
void
cadre_posting_dialog_show (CadreWindow               *window,
                           CadrePostingMode           mode,
                           const CadrePostingSubject *subject)
{
  g_autofree char *title = NULL;
  CadrePostingDialog *self;
  const char *about = mode == CADRE_POSTING_MODE_POST ? subject->unit : subject->person;
  g_auto(GStrv) parts = g_strsplit (_(modes[mode].title), "%s", 2);

  title = g_strconcat (parts[0], about, parts[1], NULL);
  self = g_object_new (CADRE_TYPE_POSTING_DIALOG, "transient-for", window, "title", title, NULL);
  self->window = g_object_ref (window);
  self->mode = mode;
  self->unit_id = subject->unit_id;
  self->unit = g_strdup (subject->unit);
  if (mode != CADRE_POSTING_MODE_POST)
    {
      self->posting_id = subject->posting_id;
      self->person = g_strdup (subject->person);
    }
  gtk_button_set_label (self->apply_button, _(modes[mode].label));
  set_up (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (mode == CADRE_POSTING_MODE_POST || mode == CADRE_POSTING_MODE_REPLACE
                                     ? self->person_row : self->until_row));
}
