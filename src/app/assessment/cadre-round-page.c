/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-round-page"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-ask.h"
#include "cadre-entry-grid.h"
#include "cadre-record-group.h"
#include "cadre-round-actions.h"
#include "cadre-round-ask.h"
#include "cadre-round-page.h"
#include "cadre-round-tables.h"
#include "cadre-student-picker.h"

struct _CadreRoundPage
{
  CadrePage parent_instance;

  gint64 group_id;         /* the sheet of scores that is shown */
  char *scorer;
  CadreRoundData *data;    /* what is shown */
  gboolean filling;
  GSimpleActionGroup *actions;
  CadreEntryGrid *grid;
  CadreFactTable *people;
  CadreFactTable *results;
  CadreFactTable *pools;
  CadreRecordGroup *trials;
  CadreStudentPicker *picker;

  GtkMenuButton *add_button;
  GtkLabel *name_label;
  GtkLabel *state_label;
  GtkLabel *facts_label;
  GtkBox *needs_box;
  GtkButton *next_button;
  GtkStack *stack;
  GtkBox *people_box;
  GtkBox *scores_box;
  GtkBox *results_box;
  GtkBox *pools_box;
  GtkLabel *pools_label;
  GtkDropDown *sheet_drop;
  GtkLabel *progress_label;
  GtkLevelBar *progress_bar;
  GtkSearchEntry *result_search;
  GtkWidget *set_aside_button;
  GtkWidget *take_back_button;
  GtkWidget *remove_button;
  GtkWidget *scorer_button;
  GtkWidget *why_button;
  GtkWidget *decide_button;
  GtkWidget *undecide_button;
  GtkBox *trials_box;
};

G_DEFINE_FINAL_TYPE (CadreRoundPage, cadre_round_page, CADRE_TYPE_PAGE)

static CadreWindow *
get_window (CadreRoundPage *self)
{
  return cadre_window_of (GTK_WIDGET (self));
}

static gint64
get_id (CadreRoundPage *self)
{
  return cadre_page_get_record_id (CADRE_PAGE (self));
}

static gboolean
is_writable (CadreRoundPage *self)
{
  CadreSession *session = cadre_page_get_session (CADRE_PAGE (self));

  return session != NULL && !cadre_session_is_read_only (session);
}

static gboolean
is_locked (CadreRoundPage *self)
{
  return self->data != NULL && g_strcmp0 (self->data->info->state, "locked") == 0;
}

static gint64
get_selected (CadreFactTable *table)
{
  CadreFactRow *row = cadre_fact_table_get_selected (table);

  return row != NULL ? cadre_fact_row_get_id (row) : 0;
}

static const CadreRoundResult *
find_result (CadreRoundPage *self,
             gint64          participant_id)
{
  for (guint i = 0; self->data != NULL && i < self->data->results->len; i++)
    if (((CadreRoundResult *) g_ptr_array_index (self->data->results, i))->participant_id == participant_id)
      return g_ptr_array_index (self->data->results, i);

  return NULL;
}

/* ---- changing */

static void
set_aside_cb (CadreRoundPage *self)
{
  const CadreRoundResult *person = find_result (self, get_selected (self->people));

  if (person != NULL)
    cadre_round_ask_set_aside (get_window (self), self->data, person);
}

static void
take_back_cb (CadreRoundPage *self)
{
  gint64 id = get_selected (self->people);

  if (id != 0)
    cadre_round_actions_do (get_window (self), CADRE_ROUND_DO_TAKE_BACK, id, NULL, NULL, NULL);
}

static void
remove_cb (CadreRoundPage *self)
{
  gint64 id = get_selected (self->people);

  if (id != 0)
    cadre_round_actions_do (get_window (self), CADRE_ROUND_DO_REMOVE, id, NULL, NULL, NULL);
}

static void
decide_cb (CadreRoundPage *self)
{
  const CadreRoundResult *person = find_result (self, get_selected (self->results));

  if (person != NULL && person->has_total)
    cadre_round_ask_decide (get_window (self), self->data, person);
}

static void
undecide_cb (CadreRoundPage *self)
{
  gint64 id = get_selected (self->results);

  if (id != 0)
    cadre_round_actions_do (get_window (self), CADRE_ROUND_DO_UNDECIDE, id, NULL, NULL, NULL);
}

static void
why_cb (CadreRoundPage *self)
{
  const CadreRoundResult *person = find_result (self, get_selected (self->results));

  if (person != NULL && person->takes_part)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-score", "x", person->participant_id);
}

static void
next_clicked_cb (CadreRoundPage *self)
{
  if (self->data == NULL)
    return;
  if (g_strcmp0 (self->data->info->state, "computed") == 0)
    cadre_round_ask_lock (get_window (self), self->data);
  else
    cadre_round_actions_do (get_window (self), CADRE_ROUND_DO_COMPUTE, get_id (self), NULL, NULL, NULL);
}

static void
verb_activated (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  CadreRoundPage *self = data;
  const char *name = g_action_get_name (G_ACTION (action));

  if (self->data == NULL || get_window (self) == NULL)
    return;
  if (g_str_equal (name, "cap"))
    cadre_round_ask_cap (get_window (self), self->data->info);
  else if (g_str_equal (name, "reopen"))
    cadre_round_ask_reopen (get_window (self), get_id (self));
  else if (g_str_equal (name, "try"))
    cadre_round_ask_trial (get_window (self), self->data);
  else
    cadre_round_actions_do (get_window (self), g_str_equal (name, "delete") ? CADRE_ROUND_DO_DELETE
                            : g_str_equal (name, "compute") ? CADRE_ROUND_DO_COMPUTE : CADRE_ROUND_DO_TAKE_SUGGESTIONS,
                            get_id (self), NULL, NULL, NULL);
}

static void
picked_cb (CadreRoundPage *self,
           GArray         *person_ids)
{
  cadre_round_actions_add (get_window (self), get_id (self), person_ids);
}

/* ---- scores */

/* What was refused shows again what stands. */
static void
scored_cb (gboolean done,
           gpointer data,
           gpointer user_data)
{
  g_autoptr(CadreRoundPage) self = user_data;

  if (!done && get_window (self) != NULL)
    cadre_page_reload (CADRE_PAGE (self));
}

static void
grid_edited_cb (CadreRoundPage *self,
                GPtrArray      *edits)
{
  if (get_window (self) != NULL && self->scorer != NULL)
    cadre_round_actions_score (get_window (self), self->group_id, self->scorer, edits, scored_cb, g_object_ref (self));
}

static void
sheet_changed_cb (CadreRoundPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->sheet_drop);
  const CadreScoreSheet *sheet;

  if (self->filling || self->data == NULL || selected >= self->data->sheets->len)
    return;

  sheet = g_ptr_array_index (self->data->sheets, selected);
  self->group_id = sheet->group_id;
  g_free (self->scorer);
  self->scorer = g_strdup (sheet->scorer);
  cadre_page_reload (CADRE_PAGE (self));
}

static void
scorer_answered_cb (const char * const *answers,
                    gpointer            user_data)
{
  CadreRoundPage *self = user_data;

  for (guint i = 0; self->data != NULL && i < self->data->scheme->groups->len; i++)
    {
      const CadreScorerGroup *group = g_ptr_array_index (self->data->scheme->groups, i);

      if (g_str_equal (group->name, answers[0]))
        self->group_id = group->id;
    }
  g_free (self->scorer);
  self->scorer = g_strdup (answers[1]);
  cadre_page_reload (CADRE_PAGE (self));
}

static void
new_scorer_cb (CadreRoundPage *self)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) groups = NULL;

  if (self->data == NULL)
    return;

  for (guint i = 0; i < self->data->scheme->groups->len; i++)
    g_strv_builder_add (builder, ((CadreScorerGroup *) g_ptr_array_index (self->data->scheme->groups, i))->name);
  groups = g_strv_builder_end (builder);
  {
    const CadreQuestion questions[] = {
      { _("Of Those Who Score"), NULL, (const char * const *) groups, TRUE },
      { _("Name"), NULL, NULL, TRUE },
    };

    cadre_ask (GTK_WINDOW (get_window (self)), _("Another Who Scores"), _("A sheet of scores of their own"), _("_Add"), questions,
               G_N_ELEMENTS (questions), scorer_answered_cb, g_object_ref (self), g_object_unref);
  }
}

/* ---- showing */

static void
enable (CadreRoundPage *self,
        const char     *name,
        gboolean        enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name)), enabled);
}

static void
add_need (CadreRoundPage *self,
          const char     *text,
          const char     *style)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "wrap", TRUE, NULL);

  gtk_widget_add_css_class (label, style);
  gtk_box_append (self->needs_box, label);
}

static void
show_needs (CadreRoundPage *self)
{
  const CadreRoundData *data = self->data;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->needs_box))) != NULL)
    gtk_box_remove (self->needs_box, child);

  for (guint i = 0; i < data->faults->len; i++)
    add_need (self, g_ptr_array_index (data->faults, i), "error");
  for (guint i = 0; i < MIN (data->suggestions->len, 3); i++)
    {
      const CadreRoundOutside *one = g_ptr_array_index (data->suggestions, i);
      g_autofree char *text = g_strdup_printf (_("%s may not take part: %s"), one->name, one->reason);

      add_need (self, text, "dim-label");
    }
  if (data->suggestions->len > 3)
    {
      g_autofree char *text = g_strdup_printf (_("… and %u more who may not take part"), data->suggestions->len - 3);

      add_need (self, text, "dim-label");
    }
  if (data->info->reopened_reason != NULL && !is_locked (self))
    {
      g_autofree char *text = g_strdup_printf (_("Re-opened: %s"), data->info->reopened_reason);

      add_need (self, text, "dim-label");
    }
  gtk_widget_set_visible (GTK_WIDGET (self->needs_box), gtk_widget_get_first_child (GTK_WIDGET (self->needs_box)) != NULL);
}

static void
show_head (CadreRoundPage *self)
{
  const CadreRoundInfo *info = self->data->info;
  g_autoptr(GString) facts = g_string_new (NULL);
  gboolean writable = is_writable (self), locked = is_locked (self), computed = g_strcmp0 (info->state, "computed") == 0;

  cadre_page_set_title (CADRE_PAGE (self), info->name);
  gtk_label_set_label (self->name_label, info->name);
  gtk_label_set_label (self->state_label, cadre_round_state_get_name (info->state));
  g_string_append_printf (facts, ngettext ("%u takes part", "%u take part", info->n_participants), info->n_participants);
  if (info->n_outside > 0)
    g_string_append_printf (facts, _(", %u set aside"), info->n_outside);
  if (info->n_graded > 0)
    g_string_append_printf (facts, _(" · %u graded, %u excellent, %u cut by the cap"), info->n_graded, info->n_excellent, info->n_capped);
  if (info->n_decided > 0)
    g_string_append_printf (facts, _(", %u decided"), info->n_decided);
  if (locked)
    g_string_append_printf (facts, " · %s %s", info->locked_on, info->lock_document != NULL ? info->lock_document : "");
  gtk_label_set_label (self->facts_label, facts->str);
  show_needs (self);

  gtk_button_set_label (self->next_button, computed ? _("_Lock…") : _("_Compute"));
  gtk_widget_set_visible (GTK_WIDGET (self->next_button), writable && !locked && info->n_participants > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->next_button), self->data->faults->len == 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->add_button), writable && !locked);
  enable (self, "compute", writable && !locked);
  enable (self, "suggestions", writable && !locked && self->data->suggestions->len > 0);
  enable (self, "cap", writable && !locked);
  enable (self, "reopen", writable && locked);
  enable (self, "try", writable);
  enable (self, "delete", writable && !locked);
}

/* What can be done to the row that is chosen in each table. */
static void
enable_buttons (CadreRoundPage *self)
{
  gboolean changes = is_writable (self) && self->data != NULL && !is_locked (self);
  const CadreRoundResult *person = find_result (self, get_selected (self->people));
  const CadreRoundResult *result = find_result (self, get_selected (self->results));

  gtk_widget_set_sensitive (self->set_aside_button, changes && person != NULL);
  gtk_widget_set_sensitive (self->take_back_button, changes && person != NULL && !person->takes_part);
  gtk_widget_set_sensitive (self->remove_button, changes && person != NULL);
  gtk_widget_set_sensitive (self->scorer_button, changes && self->data->scheme->groups->len > 0);
  gtk_widget_set_sensitive (self->why_button, result != NULL && result->takes_part);
  gtk_widget_set_sensitive (self->decide_button, changes && result != NULL && result->has_total);
  gtk_widget_set_sensitive (self->undecide_button, changes && result != NULL && result->decided_reason != NULL);
}

static char *
name_sheet (const CadreScoreSheet *sheet)
{
  if (sheet->group_id == 0)
    return g_strdup (_("Entered by the Office"));

  return g_strdup_printf ("%s%s%s", sheet->group, *sheet->scorer != '\0' ? " · " : "", sheet->scorer);
}

/* A sheet of somebody who has given no score yet is in no list of the archive. */
static void
add_new_sheet (CadreRoundPage *self)
{
  CadreScoreSheet *sheet;

  for (guint i = 0; i < self->data->sheets->len; i++)
    {
      const CadreScoreSheet *one = g_ptr_array_index (self->data->sheets, i);

      if (one->group_id == self->data->group_id && g_strcmp0 (one->scorer, self->data->scorer) == 0)
        return;
    }

  sheet = g_new0 (CadreScoreSheet, 1);
  sheet->group_id = self->data->group_id;
  sheet->scorer = g_strdup (self->data->scorer);
  for (guint i = 0; i < self->data->scheme->groups->len; i++)
    if (((CadreScorerGroup *) g_ptr_array_index (self->data->scheme->groups, i))->id == sheet->group_id)
      sheet->group = g_strdup (((CadreScorerGroup *) g_ptr_array_index (self->data->scheme->groups, i))->name);
  g_ptr_array_add (self->data->sheets, sheet);
}

static void
show_sheet (CadreRoundPage *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  add_new_sheet (self);
  self->filling = TRUE;
  for (guint i = 0; i < self->data->sheets->len; i++)
    {
      const CadreScoreSheet *sheet = g_ptr_array_index (self->data->sheets, i);
      g_autofree char *name = name_sheet (sheet);

      gtk_string_list_append (names, name);
      if (sheet->group_id == self->data->group_id && g_strcmp0 (sheet->scorer, self->data->scorer) == 0)
        selected = i;
    }
  gtk_drop_down_set_model (self->sheet_drop, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->sheet_drop, selected);
  self->filling = FALSE;

  self->group_id = self->data->group_id;
  g_free (self->scorer);
  self->scorer = g_strdup (self->data->scorer);
  {
    const CadreScoreSheet *sheet = g_ptr_array_index (self->data->sheets, selected);
    g_autofree char *text = sheet->n_expected > 0 ? g_strdup_printf (_("%u of %u scores"), sheet->n_given, sheet->n_expected) : g_strdup ("");

    gtk_label_set_label (self->progress_label, text);
    gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), sheet->n_expected > 0);
    gtk_level_bar_set_value (self->progress_bar, sheet->n_expected > 0 ? MIN (1.0, (double) sheet->n_given / sheet->n_expected) : 0);
  }
  cadre_entry_grid_set_columns (self->grid, self->data->columns);
  cadre_entry_grid_set_rows (self->grid, self->data->rows);
}

static void
trial_activated_cb (CadreRoundPage *self,
                    gint64          id)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-trial", "x", id);
}

static void
new_trial_cb (CadreRoundPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "round.try", NULL);
}

static void
show_trials (CadreRoundPage *self)
{
  cadre_record_group_clear (self->trials);
  for (guint i = 0; i < self->data->trials->len; i++)
    {
      const CadreRoundTrial *trial = g_ptr_array_index (self->data->trials, i);

      cadre_record_group_add_line (self->trials, trial->id, trial->name, NULL, NULL);
    }
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  CadreRoundPage *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *cap = NULL;

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      cadre_page_load_failed (self, _("The round cannot be shown"), error);
      return;
    }

  g_clear_pointer (&self->data, cadre_round_data_unref);
  self->data = cadre_round_data_ref (cadre_session_get_data (result));
  show_head (self);
  show_sheet (self);
  show_trials (self);
  cadre_round_tables_show_people (self->people, self->data);
  cadre_round_tables_show_results (self->results, self->data);
  cadre_round_tables_show_pools (self->pools, self->data);
  enable_buttons (self);
  cap = cadre_round_tables_tell_cap (self->data->info);
  gtk_label_set_label (self->pools_label, cap);
}

static void
cadre_round_page_load (CadrePage *page)
{
  CadreRoundPage *self = CADRE_ROUND_PAGE (page);

  cadre_session_read (cadre_page_get_session (page), _("Open a Round"), cadre_round_data_load,
                      cadre_round_data_new (cadre_page_get_record_id (page), self->group_id, self->scorer),
                      cadre_round_data_unref, cadre_page_get_cancellable (page), loaded_cb, page);
}

static void
search_changed_cb (CadreRoundPage *self)
{
  cadre_fact_table_set_search (self->results, gtk_editable_get_text (GTK_EDITABLE (self->result_search)));
}

static void
cadre_round_page_find (CadrePage *page)
{
  CadreRoundPage *self = CADRE_ROUND_PAGE (page);

  gtk_stack_set_visible_child_name (self->stack, "results");
  gtk_widget_grab_focus (GTK_WIDGET (self->result_search));
}

/* ---- making */

static CadreFactTable *
add_table (GtkBox *box)
{
  GtkWidget *table = g_object_new (CADRE_TYPE_FACT_TABLE, "vexpand", TRUE, NULL);

  gtk_box_prepend (box, table);
  return CADRE_FACT_TABLE (table);
}

static const GActionEntry action_entries[] = {
  { "compute", verb_activated },
  { "suggestions", verb_activated },
  { "cap", verb_activated },
  { "reopen", verb_activated },
  { "try", verb_activated },
  { "delete", verb_activated },
};

static void
cadre_round_page_constructed (GObject *object)
{
  CadreRoundPage *self = CADRE_ROUND_PAGE (object);
  GtkWidget *grid = cadre_entry_grid_new (_("Scores"));

  G_OBJECT_CLASS (cadre_round_page_parent_class)->constructed (object);

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), action_entries, G_N_ELEMENTS (action_entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "round", G_ACTION_GROUP (self->actions));

  self->people = add_table (self->people_box);
  self->results = add_table (self->results_box);
  self->pools = add_table (self->pools_box);
  cadre_round_tables_make (self->people, self->results, self->pools);
  g_signal_connect_object (self->people, "selected", G_CALLBACK (enable_buttons), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->results, "selected", G_CALLBACK (enable_buttons), self, G_CONNECT_SWAPPED);
  self->trials = CADRE_RECORD_GROUP (cadre_record_group_new (_("Trials"), is_writable (self)));
  g_signal_connect_object (self->trials, "record-activated", G_CALLBACK (trial_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->trials, "add", G_CALLBACK (new_trial_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->trials_box, GTK_WIDGET (self->trials));
  self->grid = CADRE_ENTRY_GRID (grid);
  gtk_widget_set_vexpand (grid, TRUE);
  g_signal_connect_object (grid, "edited", G_CALLBACK (grid_edited_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->scores_box, grid);

  self->picker = CADRE_STUDENT_PICKER (cadre_student_picker_new (cadre_page_get_session (CADRE_PAGE (self))));
  g_signal_connect_object (self->picker, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (self->add_button, GTK_WIDGET (self->picker));
}

static void
cadre_round_page_dispose (GObject *object)
{
  CadreRoundPage *self = CADRE_ROUND_PAGE (object);

  g_clear_object (&self->actions);

  G_OBJECT_CLASS (cadre_round_page_parent_class)->dispose (object);
}

static void
cadre_round_page_finalize (GObject *object)
{
  CadreRoundPage *self = CADRE_ROUND_PAGE (object);

  g_clear_pointer (&self->data, cadre_round_data_unref);
  g_free (self->scorer);

  G_OBJECT_CLASS (cadre_round_page_parent_class)->finalize (object);
}

static void
cadre_round_page_class_init (CadreRoundPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = cadre_round_page_constructed;
  object_class->dispose = cadre_round_page_dispose;
  object_class->finalize = cadre_round_page_finalize;
  CADRE_PAGE_CLASS (klass)->load = cadre_round_page_load;
  CADRE_PAGE_CLASS (klass)->find = cadre_round_page_find;

  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-round-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreRoundPage, add_button);
  gtk_widget_class_bind_template_child (widget_class, CadreRoundPage, name_label);
  gtk_widget_class_bind_template_child (widget_class, CadreRoundPage, state_label);
  gtk_widget_class_bind_template_child (widget_class, CadreRoundPage, facts_label);
  gtk_widget_class_bind_template_child (widget_class, CadreRoundPage, needs_box);
  gtk_widget_class_bind_template_child (widget_class, CadreRoundPage, next_button);
  gtk_widget_class_bind_template_child (widget_class, CadreRoundPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CadreRoundPage, people_box);
  gtk_widget_class_bind_template_child (widget_class, CadreRoundPage, scores_box);
  gtk_widget_class_bind_template_child (widget_class, CadreRoundPage, results_box);
  gtk_widget_class_bind_template_child (widget_class, CadreRoundPage, pools_box);
  gtk_widget_class_bind_template_child (widget_class, CadreRoundPage, pools_label);
  gtk_widget_class_bind_template_child (widget_class, CadreRoundPage, sheet_drop);
  gtk_widget_class_bind_template_child (widget_class, CadreRoundPage, progress_label);
  gtk_widget_class_bind_template_child (widget_class, CadreRoundPage, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, CadreRoundPage, result_search);
  gtk_widget_class_bind_template_child (widget_class, CadreRoundPage, set_aside_button);
  gtk_widget_class_bind_template_child (widget_class, CadreRoundPage, take_back_button);
  gtk_widget_class_bind_template_child (widget_class, CadreRoundPage, remove_button);
  gtk_widget_class_bind_template_child (widget_class, CadreRoundPage, scorer_button);
  gtk_widget_class_bind_template_child (widget_class, CadreRoundPage, why_button);
  gtk_widget_class_bind_template_child (widget_class, CadreRoundPage, decide_button);
  gtk_widget_class_bind_template_child (widget_class, CadreRoundPage, undecide_button);
  gtk_widget_class_bind_template_child (widget_class, CadreRoundPage, trials_box);
  gtk_widget_class_bind_template_callback (widget_class, next_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, set_aside_cb);
  gtk_widget_class_bind_template_callback (widget_class, take_back_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
  gtk_widget_class_bind_template_callback (widget_class, decide_cb);
  gtk_widget_class_bind_template_callback (widget_class, undecide_cb);
  gtk_widget_class_bind_template_callback (widget_class, why_cb);
  gtk_widget_class_bind_template_callback (widget_class, sheet_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_scorer_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
}

static void
cadre_round_page_init (CadreRoundPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
