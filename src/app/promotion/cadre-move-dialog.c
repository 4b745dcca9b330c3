/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-move-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-move-dialog.h"
#include "cadre-unit-picker.h"

static const struct
{
  const char *title;
  const char *label;
} moves[] = {
  [CADRE_MOVE_ON] = { N_("%s: on to “%s”"), N_("_Move On") },
  [CADRE_MOVE_BACK] = { N_("%s: back"), N_("Move _Back") },
  [CADRE_MOVE_OUT] = { N_("%s: out"), N_("Take _Out") },
};

struct _CadreMoveDialog
{
  AdwWindow parent_instance;

  CadreWindow *window;
  CadreMove move;
  gint64 candidacy_id;
  gint64 unit_id;
  char *person;
  char *stage;              /* where it goes to */
  char *file;               /* to keep with the stage, or NULL */
  GArray *stage_ids;        /* gint64, of the stages that one may go back to */
  GtkFileChooserNative *chooser;

  GtkButton *apply_button;
  AdwPreferencesGroup *stage_group;
  AdwComboRow *stage_row;
  GtkWidget *date_row;
  GtkWidget *document_row;
  GtkWidget *due_row;
  GtkWidget *present_row;
  GtkWidget *for_row;
  GtkWidget *against_row;
  GtkWidget *abstain_row;
  GtkWidget *from_row;
  GtkWidget *until_row;
  GtkWidget *result_row;
  GtkWidget *reason_row;
  GtkWidget *file_row;
  GtkWidget *target_group;
  AdwActionRow *unit_row;
  GtkWidget *post_row;
  AdwComboRow *level_row;
  AdwPreferencesGroup *exception_group;
  GtkWidget *ground_row;
  GtkWidget *exception_document_row;
};

G_DEFINE_FINAL_TYPE (CadreMoveDialog, cadre_move_dialog, ADW_TYPE_WINDOW)

/* ------------------------------------------------------------------- the change */

typedef struct
{
  CadreMove move;
  gint64 id;
  gint64 stage_id;          /* to go back to */
  gboolean sets_target;
  gint64 unit_id;
  char *post;
  char *level;
  char *ground;             /* NULL where no exception is asked for */
  char *exception_document;
  char *reason;
  CadreStageRecord record;  /* of these texts: */
  char *date;
  char *document;
  char *from;
  char *until;
  char *result;
  char *file;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->post);
  g_free (change->level);
  g_free (change->ground);
  g_free (change->exception_document);
  g_free (change->reason);
  g_free (change->date);
  g_free (change->document);
  g_free (change->from);
  g_free (change->until);
  g_free (change->result);
  g_free (change->file);
  g_free (change);
}

static gboolean
change_job (CadreJob      *job,
            CadreArchive  *archive,
            gpointer       data,
            GError       **error)
{
  Change *change = data;
  g_autoptr(CadreCatalogue) catalogue = NULL;

  if (change->move == CADRE_MOVE_BACK)
    return cadre_candidate_go_back (archive, change->id, change->stage_id, change->date, change->reason, error);
  if (change->move == CADRE_MOVE_OUT)
    return cadre_candidate_leave (archive, change->id, change->date, change->reason, error);

  catalogue = cadre_catalogue_new (archive, error);
  return catalogue != NULL &&
         (!change->sets_target ||
          cadre_candidate_set_target (archive, change->id, change->unit_id, change->post, change->level, error)) &&
         (change->ground == NULL ||
          cadre_candidate_set_exception (archive, change->id, change->ground, change->exception_document, error)) &&
         cadre_candidate_advance (archive, catalogue, change->id, &change->record, error);
}

/* -------------------------------------------------------------------- the dialog */

static char *
get_text (GtkWidget *row)
{
  return g_strdup (gtk_editable_get_text (GTK_EDITABLE (row)));
}

/* As it is stored; what cannot be read is left for the archive to refuse. */
static char *
get_date (GtkWidget *row)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (row));
  CadreDate date;

  return cadre_date_parse (text, &date) ? cadre_date_format (&date, CADRE_DATE_ISO) : g_strdup (text);
}

static int
get_number (GtkWidget *row)
{
  gint64 number;

  return g_ascii_string_to_signed (gtk_editable_get_text (GTK_EDITABLE (row)), 10, 0, 100000, &number, NULL)
         ? (int) number : -1;
}

static char *
get_chosen (AdwComboRow *row)
{
  GtkStringObject *chosen = adw_combo_row_get_selected_item (row);

  return chosen != NULL && adw_combo_row_get_selected (row) > 0 ? g_strdup (gtk_string_object_get_string (chosen)) : NULL;
}

static void
done_cb (gboolean done,
         gpointer data,
         gpointer user_data)
{
  g_autoptr(CadreMoveDialog) self = user_data;

  if (done)
    gtk_window_destroy (GTK_WINDOW (self));
}

static void
take_record (CadreMoveDialog *self,
             Change          *change)
{
  change->document = get_text (self->document_row);
  change->from = get_date (self->from_row);
  change->until = get_date (self->until_row);
  change->result = get_text (self->result_row);
  change->file = g_strdup (self->file);
  change->record = (CadreStageRecord) {
    .date = change->date,
    .document = change->document,
    .members_due = get_number (self->due_row),
    .members_present = get_number (self->present_row),
    .votes_for = get_number (self->for_row),
    .votes_against = get_number (self->against_row),
    .votes_abstain = get_number (self->abstain_row),
    .notice_from = change->from,
    .notice_until = change->until,
    .attachment = change->file,
    .result = change->result,
  };

  change->sets_target = gtk_widget_get_visible (self->target_group);
  change->unit_id = self->unit_id;
  change->post = get_text (self->post_row);
  change->level = get_chosen (self->level_row);
  if (gtk_widget_get_visible (GTK_WIDGET (self->exception_group)))
    {
      change->ground = get_text (self->ground_row);
      change->exception_document = get_text (self->exception_document_row);
    }
}

static void
apply_clicked_cb (CadreMoveDialog *self)
{
  Change *change = g_new0 (Change, 1);
  g_autofree char *name = NULL;
  guint chosen = adw_combo_row_get_selected (self->stage_row);

  change->move = self->move;
  change->id = self->candidacy_id;
  change->date = get_date (self->date_row);
  change->reason = get_text (self->reason_row);
  if (self->move == CADRE_MOVE_BACK && chosen < self->stage_ids->len)
    change->stage_id = g_array_index (self->stage_ids, gint64, chosen);
  if (self->move == CADRE_MOVE_ON)
    take_record (self, change);

  name = self->move == CADRE_MOVE_ON ? g_strdup_printf (_("Move %s on to %s"), self->person, self->stage)
       : self->move == CADRE_MOVE_BACK ? g_strdup_printf (_("Move %s back"), self->person)
       : g_strdup_printf (_("Take %s out"), self->person);
  cadre_window_act (self->window, "promotion", name, change_job, change, change_free, done_cb, g_object_ref (self));
}

static void
file_response_cb (CadreMoveDialog *self,
                  int              response)
{
  g_autoptr(GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser)) : NULL;

  if (file != NULL)
    {
      g_autofree char *name = g_file_get_basename (file);

      g_free (self->file);
      self->file = g_file_get_path (file);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->file_row), name);
    }
  g_clear_object (&self->chooser);
}

static void
file_clicked_cb (CadreMoveDialog *self)
{
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("File to Keep"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (file_response_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
show_unit (CadreMoveDialog *self,
           gint64           id,
           const char      *name)
{
  self->unit_id = id;
  adw_action_row_set_subtitle (self->unit_row, name != NULL ? name : "");
}

static void
unit_picked_cb (CadreUnit *unit,
                gpointer   user_data)
{
  show_unit (user_data, cadre_unit_get_id (unit), cadre_unit_get_name (unit));
}

static void
unit_clicked_cb (CadreMoveDialog *self)
{
  cadre_unit_picker_ask (GTK_WINDOW (self), cadre_window_get_session (self->window), _("Unit of the Post"), unit_picked_cb,
                         g_object_ref (self), g_object_unref);
}

/* ------------------------------------------------------------------------ making */

static void
cadre_move_dialog_dispose (GObject *object)
{
  CadreMoveDialog *self = CADRE_MOVE_DIALOG (object);

  g_clear_object (&self->window);
  g_clear_object (&self->chooser);
  g_clear_pointer (&self->person, g_free);
  g_clear_pointer (&self->stage, g_free);
  g_clear_pointer (&self->file, g_free);
  g_clear_pointer (&self->stage_ids, g_array_unref);

  G_OBJECT_CLASS (cadre_move_dialog_parent_class)->dispose (object);
}

static void
cadre_move_dialog_class_init (CadreMoveDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cadre_move_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-move-dialog.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, CadreMoveDialog, name)
  BIND (apply_button);
  BIND (stage_group);
  BIND (stage_row);
  BIND (date_row);
  BIND (document_row);
  BIND (due_row);
  BIND (present_row);
  BIND (for_row);
  BIND (against_row);
  BIND (abstain_row);
  BIND (from_row);
  BIND (until_row);
  BIND (result_row);
  BIND (reason_row);
  BIND (file_row);
  BIND (target_group);
  BIND (unit_row);
  BIND (post_row);
  BIND (level_row);
  BIND (exception_group);
  BIND (ground_row);
  BIND (exception_document_row);
#undef BIND
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_bind_template_callback (widget_class, apply_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, file_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, unit_clicked_cb);
}

static void
cadre_move_dialog_init (CadreMoveDialog *self)
{
  self->stage_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_entry (GtkWidget  *row,
           const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
}

/* The levels that a round may appoint to; the first line is none. */
static void
fill_levels (CadreMoveDialog    *self,
             const char * const *levels,
             const char         *chosen)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (names, _("None"));
  for (guint i = 0; levels[i] != NULL; i++)
    {
      gtk_string_list_append (names, levels[i]);
      if (g_strcmp0 (levels[i], chosen) == 0)
        selected = i + 1;
    }
  adw_combo_row_set_model (self->level_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->level_row, selected);
}

/* Only what the stage demands is asked for. */
static void
show_demands (CadreMoveDialog      *self,
              const CadreBoardCard *card,
              const CadreStage     *stage,
              const CadreBoard     *board)
{
  const struct { GtkWidget *row; gboolean shown; } rows[] = {
    { self->document_row, stage != NULL },
    { self->due_row, stage != NULL && stage->needs_votes },
    { self->present_row, stage != NULL && stage->needs_votes },
    { self->for_row, stage != NULL && stage->needs_votes },
    { self->against_row, stage != NULL && stage->needs_votes },
    { self->abstain_row, stage != NULL && stage->needs_votes },
    { self->from_row, stage != NULL && stage->notice_days > 0 },
    { self->until_row, stage != NULL && stage->notice_days > 0 },
    { self->result_row, stage != NULL },
    { self->file_row, stage != NULL },
    { self->reason_row, stage == NULL },
    { GTK_WIDGET (self->stage_row), self->move == CADRE_MOVE_BACK },
    { self->target_group, stage != NULL && (stage->needs_votes || stage->appoints) },
    { GTK_WIDGET (self->exception_group), stage != NULL && card->n_gaps > 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_widget_set_visible (rows[i].row, rows[i].shown);
  if (stage == NULL)
    return;

  adw_preferences_group_set_title (self->stage_group, stage->name);
  adw_preferences_group_set_description (self->stage_group, stage->clause);
  adw_preferences_group_set_description (self->exception_group, card->gaps);
  set_entry (self->ground_row, card->candidate->exception_ground);
  set_entry (self->exception_document_row, card->candidate->exception_document);
  set_entry (self->post_row, card->candidate->target_post);
  fill_levels (self, (const char * const *) board->levels,
               card->candidate->target_level != NULL ? card->candidate->target_level : board->pipeline->target);
  show_unit (self, card->candidate->unit_id, card->candidate->unit);
}

static const CadreStage *
find_stages (CadreMoveDialog     *self,
             const CadrePipeline *pipeline,
             gint64               present,
             gboolean             is_out,
             gint64               wanted)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  const CadreStage *next = NULL;
  guint selected = 0;

  for (guint i = 0; i < pipeline->stages->len; i++)
    {
      const CadreStage *stage = g_ptr_array_index (pipeline->stages, i);

      if (stage->id == present && i + 1 < pipeline->stages->len)
        next = g_ptr_array_index (pipeline->stages, i + 1);
      if (stage->id == present && !is_out)
        break;
      if (stage->id == wanted)
        selected = self->stage_ids->len;
      gtk_string_list_append (names, stage->name);
      g_array_append_val (self->stage_ids, stage->id);
      if (stage->id == present)
        break;
    }
  adw_combo_row_set_model (self->stage_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->stage_row, wanted != 0 ? selected : self->stage_ids->len - 1);

  return next;
}

static char *
make_title (CadreMove    move,
            const char  *person,
            const char  *stage)
{
  g_auto(GStrv) parts = g_strsplit (_(moves[move].title), "%s", 3);

  return g_strconcat (parts[0], person, parts[1], parts[2] != NULL ? stage : NULL, parts[2], NULL);
}

/**
 * cadre_move_dialog_show:
 * @stage_id: to go back to, where it is known; else 0
 *
 * Asks what a move needs: of the next stage what it demands, of a way back or
 * out the reason.
 */
void
cadre_move_dialog_show (CadreWindow          *window,
                        CadreMove             move,
                        const CadreBoard     *board,
                        const CadreBoardCard *card,
                        gint64                stage_id)
{
  CadreMoveDialog *self = g_object_new (CADRE_TYPE_MOVE_DIALOG, "transient-for", window, NULL);
  const CadreStage *next = find_stages (self, board->pipeline, card->candidate->stage_id,
                                        card->candidate->state == CADRE_CANDIDATE_OUT, stage_id);
  CadreDate today = cadre_date_today ();
  g_autofree char *date = cadre_date_format (&today, CADRE_DATE_ISO);
  g_autofree char *title = NULL;

  if (move == CADRE_MOVE_ON && next == NULL)
    {
      gtk_window_destroy (GTK_WINDOW (self));
      cadre_window_toast (window, _("This is the last stage"));
      return;
    }

  self->window = g_object_ref (window);
  self->move = move;
  self->candidacy_id = card->candidate->id;
  self->person = g_strdup (card->candidate->name);
  self->stage = g_strdup (next != NULL ? next->name : "");
  title = make_title (move, self->person, self->stage);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_button_set_label (self->apply_button, _(moves[move].label));
  set_entry (self->date_row, date);
  show_demands (self, card, move == CADRE_MOVE_ON ? next : NULL, board);
  gtk_window_set_default_widget (GTK_WINDOW (self), GTK_WIDGET (self->apply_button));
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (self->date_row);
}
