/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-coverage-pane"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-coverage.h"
#include "cadre-coverage-pane.h"
#include "cadre-fact-table.h"
#include "cadre-posting-dialog.h"
#include "cadre-unit-picker.h"
#include "cadre-window.h"

enum
{
  COLUMN_TOWNSHIP,
  COLUMN_VILLAGE,
  COLUMN_STATUS,
  COLUMN_HOLDER,
  COLUMN_SINCE,
  COLUMN_PLANNED_END,
  COLUMN_STANDING,
  COLUMN_GAPS,
  N_COLUMNS,
};

static const CadreFactColumn columns[N_COLUMNS] = {
  [COLUMN_TOWNSHIP] = { N_("Township"), 16 },
  [COLUMN_VILLAGE] = { N_("Village"), 16 },
  [COLUMN_STATUS] = { N_("Status"), 14 },
  [COLUMN_HOLDER] = { N_("Holder"), 10 },
  [COLUMN_SINCE] = { N_("Since"), 10 },
  [COLUMN_PLANNED_END] = { N_("Term Ends"), 12 },
  [COLUMN_STANDING] = { N_("Standing"), 0 },
  [COLUMN_GAPS] = { N_("Gaps Before"), 16 },
};

/* What the buttons on top show. */
typedef enum
{
  SHOW_ALL,
  SHOW_UNCOVERED,
  SHOW_ENDING,
  SHOW_DOUBLE,
  SHOW_GAPS,
  N_SHOWS,
} Show;

static const char *const show_labels[N_SHOWS] = {
  [SHOW_ALL] = N_("All %u"),
  [SHOW_UNCOVERED] = N_("Uncovered %u"),
  [SHOW_ENDING] = N_("Term Ending %u"),
  [SHOW_DOUBLE] = N_("More Than One %u"),
  [SHOW_GAPS] = N_("Gaps %u"),
};

struct _CadreCoveragePane
{
  CadrePane parent_instance;

  CadreDate as_of;
  gint64 unit_id;
  Show show;
  gboolean filling;         /* the statuses are being put in */
  gboolean has_units;       /* the picker has its units */
  char *status;             /* villages of this status only, or NULL */
  GPtrArray *villages;      /* CadreCoverage */
  GSimpleActionGroup *actions;
  GtkToggleButton *show_buttons[N_SHOWS];

  GtkBox *show_box;
  GtkLabel *summary_label;
  GtkEditable *as_of_entry;
  GtkDropDown *status_drop;
  GtkLabel *unit_label;
  GtkPopover *unit_popover;
  CadreUnitPicker *unit_picker;
  GtkStack *stack;
  CadreFactTable *table;
};

G_DEFINE_FINAL_TYPE (CadreCoveragePane, cadre_coverage_pane, CADRE_TYPE_PANE)

/* ---- a row */

static const CadreHolder *
get_holder (const CadreCoverage *village)
{
  return village->holders->len > 0 ? g_ptr_array_index (village->holders, village->holders->len - 1) : NULL;
}

static char *
describe_holders (const CadreCoverage *village)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < village->holders->len; i++)
    g_ptr_array_add (names, ((CadreHolder *) g_ptr_array_index (village->holders, i))->name);
  g_ptr_array_add (names, NULL);

  return g_strjoinv ("、", (char **) names->pdata);
}

static char *
describe_standing (const CadreCoverage *village,
                   const CadreDate     *as_of,
                   gboolean             is_ending)
{
  const CadreHolder *holder = get_holder (village);

  if (!village->is_covered && village->uncovered_days == 0)
    return g_strdup (_("Uncovered"));
  if (!village->is_covered)
    return g_strdup_printf (ngettext ("Uncovered for %u day", "Uncovered for %u days", village->uncovered_days),
                            village->uncovered_days);
  if (village->is_double)
    return g_strdup (_("More than one is there"));
  if (is_ending && cadre_date_get_last_day (&holder->planned_end) < cadre_date_get_first_day (as_of))
    return g_strdup (_("Past the term"));
  if (is_ending)
    return g_strdup (_("Term ends soon"));
  return g_strdup (_("Covered"));
}

static char *
describe_gaps (const CadreCoverage *village)
{
  guint days = 0;

  if (village->gaps->len == 0)
    return g_strdup ("");

  for (guint i = 0; i < village->gaps->len; i++)
    days += g_array_index (village->gaps, CadreCoverageGap, i).days;
  return g_strdup_printf (_("%u, %u days"), village->gaps->len, days);
}

static char *
describe_end (const CadreHolder *holder)
{
  if (holder == NULL)
    return g_strdup ("");
  if (holder->planned_end.year > 0)
    return cadre_date_format (&holder->planned_end, CADRE_DATE_DOTTED);
  return g_strdup (holder->is_tied ? _("With the status") : "");
}

static CadreFactRow *
row_new (const CadreCoverage *village,
         const CadreDate     *as_of)
{
  const CadreHolder *holder = get_holder (village);
  gboolean is_ending = cadre_coverage_is_ending (village, as_of, CADRE_COVERAGE_ENDING_DAYS);
  g_autofree char *names = describe_holders (village);
  g_autofree char *since = cadre_date_format (holder != NULL ? &holder->since : &village->since, CADRE_DATE_DOTTED);
  g_autofree char *end = describe_end (holder);
  g_autofree char *standing = describe_standing (village, as_of, is_ending);
  g_autofree char *gaps = describe_gaps (village);
  const char *texts[N_COLUMNS + 1] = {
    village->township != NULL ? village->township : "", village->unit, village->statuses, names,
    since != NULL ? since : "", end, standing, gaps, NULL,
  };
  CadreFactRow *row = cadre_fact_row_new (village->unit_id, FALSE, texts);

  if (!village->is_covered)
    cadre_fact_row_set_style (row, COLUMN_STANDING, "error");
  else if (is_ending || village->is_double)
    cadre_fact_row_set_style (row, COLUMN_STANDING, "warning");
  return row;
}

static gboolean
is_shown (const CadreCoverage *village,
          const CadreDate     *as_of,
          Show                 show)
{
  switch (show)
    {
    case SHOW_UNCOVERED:
      return !village->is_covered;
    case SHOW_ENDING:
      return cadre_coverage_is_ending (village, as_of, CADRE_COVERAGE_ENDING_DAYS);
    case SHOW_DOUBLE:
      return village->is_double;
    case SHOW_GAPS:
      return village->gaps->len > 0;
    case SHOW_ALL:
    case N_SHOWS:
    default:
      return TRUE;
    }
}

/* ---- the list */

static const CadreCoverage *
get_selected (CadreCoveragePane *self)
{
  CadreFactRow *row = cadre_fact_table_get_selected (self->table);

  for (guint i = 0; row != NULL && self->villages != NULL && i < self->villages->len; i++)
    {
      const CadreCoverage *village = g_ptr_array_index (self->villages, i);

      if (village->unit_id == cadre_fact_row_get_id (row))
        return village;
    }

  return NULL;
}

static void
update_actions (CadreCoveragePane *self)
{
  const CadreCoverage *village = get_selected (self);
  CadreSession *session = cadre_pane_get_session (CADRE_PANE (self));
  gboolean writable = session != NULL && !cadre_session_is_read_only (session);
  gboolean held = village != NULL && village->holders->len > 0;
  const struct { const char *name; gboolean enabled; } states[] = {
    { "post", writable && village != NULL },
    { "end", writable && held },
    { "recall", writable && held },
    { "replace", writable && held },
    { "village", village != NULL },
    { "person", held },
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), states[i].name)),
                                 states[i].enabled);
}

static void
set_label (GtkToggleButton *button,
           const char      *format,
           guint            n)
{
  g_auto(GStrv) parts = g_strsplit (format, "%u", 2);
  g_autofree char *number = g_strdup_printf ("%u", n);
  g_autofree char *label = g_strconcat (parts[0], number, parts[1], NULL);

  gtk_button_set_label (GTK_BUTTON (button), label);
}

static void
show_rows (CadreCoveragePane *self)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  const CadreCoverage *selected = get_selected (self);
  gint64 unit_id = selected != NULL ? selected->unit_id : 0;
  guint counts[N_SHOWS] = { 0 };

  for (guint i = 0; self->villages != NULL && i < self->villages->len; i++)
    {
      const CadreCoverage *village = g_ptr_array_index (self->villages, i);

      for (Show show = 0; show < N_SHOWS; show++)
        counts[show] += is_shown (village, &self->as_of, show);
      if (is_shown (village, &self->as_of, self->show))
        g_ptr_array_add (rows, row_new (village, &self->as_of));
    }

  for (Show show = 0; show < N_SHOWS; show++)
    set_label (self->show_buttons[show], _(show_labels[show]), counts[show]);
  cadre_fact_table_set_rows (self->table, rows);
  if (unit_id != 0)
    cadre_fact_table_select (self->table, unit_id);
  gtk_stack_set_visible_child_name (self->stack, counts[SHOW_ALL] == 0 ? "empty" : rows->len == 0 ? "none" : "list");
  update_actions (self);
}

/* ---- reading */

typedef struct
{
  CadreCoverageQuery query;
  char *status;
  GPtrArray *villages;
  char **statuses;
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_clear_pointer (&load->villages, g_ptr_array_unref);
  g_strfreev (load->statuses);
  g_free (load->status);
  g_free (load);
}

static gboolean
load_job (CadreJob      *job,
          CadreArchive  *archive,
          gpointer       data,
          GError       **error)
{
  Load *load = data;
  g_autoptr(GStrvBuilder) statuses = g_strv_builder_new ();
  g_autoptr(CadreStatement) rows = NULL;

  rows = cadre_archive_prepare (archive, "SELECT DISTINCT status FROM unit_status WHERE must_be_covered = 1 ORDER BY status",
                                error);
  if (rows == NULL)
    return FALSE;
  while (cadre_statement_step (rows, NULL))
    g_strv_builder_add (statuses, cadre_statement_get_text (rows, 0));

  load->statuses = g_strv_builder_end (statuses);
  load->query.status = load->status;
  load->villages = cadre_coverage_load (archive, &load->query, error);
  return load->villages != NULL;
}

/* The same status stays chosen. */
static void
show_statuses (CadreCoveragePane  *self,
               const char * const *statuses)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (names, _("Any Status"));
  for (guint i = 0; statuses[i] != NULL; i++)
    {
      gtk_string_list_append (names, statuses[i]);
      if (g_strcmp0 (statuses[i], self->status) == 0)
        selected = i + 1;
    }

  self->filling = TRUE;
  gtk_drop_down_set_model (self->status_drop, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->status_drop, selected);
  self->filling = FALSE;
}

static void
show_summary (CadreCoveragePane *self)
{
  g_autofree char *date = cadre_date_format (&self->as_of, CADRE_DATE_ISO);
  g_autofree char *text = NULL;
  CadreCoverageCount count;

  cadre_coverage_count (self->villages, &self->as_of, CADRE_COVERAGE_ENDING_DAYS, &count);
  text = g_strdup_printf (_("%u of %u covered on %s"), count.n_covered, count.n, date);
  gtk_label_set_label (self->summary_label, text);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  CadreCoveragePane *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) before = NULL;
  Load *load = cadre_session_get_data (result);

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        cadre_window_show_error (cadre_window_of (GTK_WIDGET (self)), _("The villages cannot be listed"), error);
      return;
    }

  before = g_steal_pointer (&self->villages);
  self->villages = g_steal_pointer (&load->villages);
  show_statuses (self, (const char * const *) load->statuses);
  show_summary (self);
  show_rows (self);
}

static void
cadre_coverage_pane_load (CadrePane *pane)
{
  CadreCoveragePane *self = CADRE_COVERAGE_PANE (pane);
  Load *load = g_new0 (Load, 1);

  load->query.as_of = self->as_of;
  load->query.unit_id = self->unit_id;
  load->status = g_strdup (self->status);
  if (!self->has_units)
    cadre_unit_picker_set_session (self->unit_picker, cadre_pane_get_session (pane));
  self->has_units = TRUE;
  cadre_session_read (cadre_pane_get_session (pane), _("Look at the Villages"), load_job, load, load_free,
                      cadre_pane_get_cancellable (pane), loaded_cb, self);
}

static void
cadre_coverage_pane_find (CadrePane *pane)
{
  gtk_widget_grab_focus (GTK_WIDGET (CADRE_COVERAGE_PANE (pane)->as_of_entry));
}

/* ---- actions */

static void
mode_activated (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  static const struct { const char *name; CadrePostingMode mode; } names[] = {
    { "post", CADRE_POSTING_MODE_POST }, { "end", CADRE_POSTING_MODE_END },
    { "recall", CADRE_POSTING_MODE_RECALL }, { "replace", CADRE_POSTING_MODE_REPLACE },
  };
  CadreCoveragePane *self = data;
  const CadreCoverage *village = get_selected (self);
  CadrePostingSubject subject;

  if (village == NULL)
    return;

  subject = (CadrePostingSubject) { .unit_id = village->unit_id, .unit = village->unit };
  if (village->holders->len > 0)
    {
      /* Of two the one who has been there longer leaves. */
      const CadreHolder *holder = g_ptr_array_index (village->holders, 0);

      subject.posting_id = holder->posting_id;
      subject.person = holder->name;
    }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].name, g_action_get_name (G_ACTION (action))))
      cadre_posting_dialog_show (cadre_window_of (GTK_WIDGET (self)), names[i].mode, &subject);
}

static void
village_activated (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       data)
{
  const CadreCoverage *village = get_selected (data);

  if (village != NULL)
    gtk_widget_activate_action (GTK_WIDGET (data), "win.open-village", "x", village->unit_id);
}

static void
person_activated (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       data)
{
  const CadreCoverage *village = get_selected (data);

  if (village != NULL && village->holders->len > 0)
    gtk_widget_activate_action (GTK_WIDGET (data), "win.open-person", "x", get_holder (village)->person_id);
}

static const GActionEntry entries[] = {
  { "post", mode_activated },
  { "end", mode_activated },
  { "recall", mode_activated },
  { "replace", mode_activated },
  { "village", village_activated },
  { "person", person_activated },
};

static void
row_activated_cb (CadreCoveragePane *self)
{
  village_activated (NULL, NULL, self);
}

/* ---- what is shown */

static void
show_toggled_cb (CadreCoveragePane *self,
                 GtkToggleButton   *button)
{
  if (!gtk_toggle_button_get_active (button))
    return;

  for (Show show = 0; show < N_SHOWS; show++)
    if (self->show_buttons[show] == button)
      self->show = show;
  show_rows (self);
}

static void
status_changed_cb (CadreCoveragePane *self)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (self->status_drop);

  if (self->filling)
    return;

  g_free (self->status);
  self->status = gtk_drop_down_get_selected (self->status_drop) > 0 && chosen != NULL
                 ? g_strdup (gtk_string_object_get_string (chosen)) : NULL;
  cadre_pane_reload (CADRE_PANE (self));
}

static void
show_unit (CadreCoveragePane *self,
           gint64             unit_id,
           const char        *name)
{
  self->unit_id = unit_id;
  gtk_label_set_label (self->unit_label, name);
  gtk_popover_popdown (self->unit_popover);
  cadre_pane_reload (CADRE_PANE (self));
}

static void
unit_picked_cb (CadreCoveragePane *self,
                CadreUnit         *unit)
{
  show_unit (self, cadre_unit_get_id (unit), cadre_unit_get_name (unit));
}

static void
all_units_clicked_cb (CadreCoveragePane *self)
{
  show_unit (self, 0, _("All Units"));
}

static void
as_of_activated_cb (CadreCoveragePane *self)
{
  CadreDate date;
  g_autofree char *text = NULL;

  if (!cadre_date_parse (gtk_editable_get_text (self->as_of_entry), &date) || !cadre_date_is_complete (&date))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->as_of_entry), "error");
      return;
    }

  gtk_widget_remove_css_class (GTK_WIDGET (self->as_of_entry), "error");
  self->as_of = date;
  text = cadre_date_format (&date, CADRE_DATE_ISO);
  gtk_editable_set_text (self->as_of_entry, text);
  cadre_pane_reload (CADRE_PANE (self));
}

/* ---- making */

static void
cadre_coverage_pane_finalize (GObject *object)
{
  CadreCoveragePane *self = CADRE_COVERAGE_PANE (object);

  g_clear_pointer (&self->villages, g_ptr_array_unref);
  g_clear_object (&self->actions);
  g_free (self->status);

  G_OBJECT_CLASS (cadre_coverage_pane_parent_class)->finalize (object);
}

static void
cadre_coverage_pane_class_init (CadreCoveragePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cadre_coverage_pane_finalize;
  CADRE_PANE_CLASS (klass)->load = cadre_coverage_pane_load;
  CADRE_PANE_CLASS (klass)->find = cadre_coverage_pane_find;

  g_type_ensure (CADRE_TYPE_FACT_TABLE);
  g_type_ensure (CADRE_TYPE_UNIT_PICKER);
  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-coverage-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreCoveragePane, show_box);
  gtk_widget_class_bind_template_child (widget_class, CadreCoveragePane, summary_label);
  gtk_widget_class_bind_template_child (widget_class, CadreCoveragePane, as_of_entry);
  gtk_widget_class_bind_template_child (widget_class, CadreCoveragePane, status_drop);
  gtk_widget_class_bind_template_child (widget_class, CadreCoveragePane, unit_label);
  gtk_widget_class_bind_template_child (widget_class, CadreCoveragePane, unit_popover);
  gtk_widget_class_bind_template_child (widget_class, CadreCoveragePane, unit_picker);
  gtk_widget_class_bind_template_child (widget_class, CadreCoveragePane, stack);
  gtk_widget_class_bind_template_child (widget_class, CadreCoveragePane, table);
  gtk_widget_class_bind_template_callback (widget_class, unit_picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_units_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, as_of_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, status_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_actions);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
cadre_coverage_pane_init (CadreCoveragePane *self)
{
  g_autofree char *today = NULL;

  self->as_of = cadre_date_today ();
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "postings", G_ACTION_GROUP (self->actions));

  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
  for (Show show = 0; show < N_SHOWS; show++)
    {
      self->show_buttons[show] = GTK_TOGGLE_BUTTON (gtk_toggle_button_new ());
      set_label (self->show_buttons[show], _(show_labels[show]), 0);
      if (show > 0)
        gtk_toggle_button_set_group (self->show_buttons[show], self->show_buttons[0]);
      gtk_toggle_button_set_active (self->show_buttons[show], show == SHOW_ALL);
      g_signal_connect_object (self->show_buttons[show], "toggled", G_CALLBACK (show_toggled_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->show_box, GTK_WIDGET (self->show_buttons[show]));
    }
  today = cadre_date_format (&self->as_of, CADRE_DATE_ISO);
  gtk_editable_set_text (self->as_of_entry, today);
  cadre_fact_table_set_columns (self->table, _("Villages That Must Be Covered"), columns, G_N_ELEMENTS (columns));
  update_actions (self);
}
