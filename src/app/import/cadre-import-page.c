/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-import-page"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-cell.h"
#include "cadre-head-dialog.h"
#include "cadre-import-page.h"
#include "cadre-plan-details.h"
#include "cadre-plan-list.h"
#include "cadre-scroll-cure.h"
#include "cadre-window.h"

/* Whose rows one can look at alone; the first is all of them. */
static const CadrePlanState filter_states[] = {
  CADRE_PLAN_ALL,
  CADRE_PLAN_NEW,
  CADRE_PLAN_CHANGED,
  CADRE_PLAN_DOUBTFUL,
  CADRE_PLAN_REFUSED,
  CADRE_PLAN_SAME,
  CADRE_PLAN_SKIPPED,
};

struct _CadreImportPage
{
  CadrePage parent_instance;

  CadreImporter *importer;
  CadrePlanList *list;
  GtkSingleSelection *selection;
  GtkToggleButton *filter_buttons[G_N_ELEMENTS (filter_states)];
  gboolean filling;         /* the program chooses, not the user */
  gboolean fresh;           /* the plan was not looked at yet */

  GtkWidget *close_button;
  GtkWidget *tools;
  GtkDropDown *sheet_choice;
  GtkDropDown *kind_choice;
  GtkWidget *heads_button;
  GtkWidget *remarks_button;
  GtkLabel *first_remark;
  GtkLabel *remarks;
  GtkStack *stack;
  GtkWidget *choose_button;
  AdwStatusPage *working;
  GtkSpinner *spinner;
  AdwStatusPage *failure;
  GtkWidget *failure_hint;
  GtkWidget *filters;
  GtkPaned *paned;
  GtkScrolledWindow *scroller;
  GtkColumnView *view;
  GtkWidget *no_rows;
  CadrePlanDetails *details;
  GtkLabel *outlook;
  GtkButton *apply_button;
  GtkWidget *refused_button;
  AdwStatusPage *done;
  GtkWidget *done_undo_button;
  GtkWidget *done_refused_button;
};

G_DEFINE_FINAL_TYPE (CadreImportPage, cadre_import_page, CADRE_TYPE_PAGE)

/* ----------------------------------------------------------------- the columns */

static const struct
{
  const char *title;
  const char *(* get_text) (CadrePlanRow *row);
  guint width;              /* in characters; 0: what is left */
} columns[] = {
  { N_("Row"), cadre_plan_row_get_number, 5 },
  { N_("State"), NULL, 9 },
  { N_("Who or What"), cadre_plan_row_get_label, 16 },
  { N_("What Changes, What Is Wrong"), cadre_plan_row_get_summary, 0 },
};

static const struct
{
  CadrePlanState state;
  const char *css_class;
} state_classes[] = {
  { CADRE_PLAN_NEW, "success" },
  { CADRE_PLAN_CHANGED, "accent" },
  { CADRE_PLAN_DOUBTFUL, "warning" },
  { CADRE_PLAN_REFUSED, "error" },
  { CADRE_PLAN_SAME, "dim-label" },
  { CADRE_PLAN_SKIPPED, "dim-label" },
};

static void
colour_state (GtkWidget      *cell,
              CadrePlanState  state)
{
  for (guint i = 0; i < G_N_ELEMENTS (state_classes); i++)
    gtk_widget_remove_css_class (cell, state_classes[i].css_class);
  for (guint i = 0; i < G_N_ELEMENTS (state_classes); i++)
    if (state_classes[i].state == state)
      gtk_widget_add_css_class (cell, state_classes[i].css_class);
}

static void
fill_cell (CadrePlanRow   *row,
           GParamSpec     *pspec,
           GtkInscription *cell)
{
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (cell), "column"));

  if (columns[column].get_text != NULL)
    {
      gtk_inscription_set_text (cell, columns[column].get_text (row));
      return;
    }

  gtk_inscription_set_text (cell, cadre_plan_state_get_name (cadre_plan_row_get_state (row)));
  colour_state (GTK_WIDGET (cell), cadre_plan_row_get_state (row));
}

static void
setup_cell_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               gpointer                  column)
{
  guint width = columns[GPOINTER_TO_UINT (column)].width;
  GtkWidget *cell = cadre_cell_new (width > 0 ? width : 10, width > 0 ? width : 40);

  g_object_set_data (G_OBJECT (cell), "column", column);
  gtk_list_item_set_child (item, cell);
}

static void
bind_cell_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              gpointer                  column)
{
  CadrePlanRow *row = gtk_list_item_get_item (item);
  GtkInscription *cell = GTK_INSCRIPTION (gtk_list_item_get_child (item));

  fill_cell (row, NULL, cell);
  g_signal_connect (row, "notify::loaded", G_CALLBACK (fill_cell), cell);
}

static void
unbind_cell_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item,
                gpointer                  column)
{
  g_signal_handlers_disconnect_by_data (gtk_list_item_get_item (item), gtk_list_item_get_child (item));
}

static void
add_columns (CadreImportPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr(GtkColumnViewColumn) column = NULL;

      g_signal_connect (factory, "setup", G_CALLBACK (setup_cell_cb), GUINT_TO_POINTER (i));
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cell_cb), GUINT_TO_POINTER (i));
      g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cell_cb), GUINT_TO_POINTER (i));
      column = gtk_column_view_column_new (_(columns[i].title), factory);
      gtk_column_view_column_set_resizable (column, TRUE);
      gtk_column_view_column_set_expand (column, columns[i].width == 0);
      gtk_column_view_append_column (self->view, column);
    }
}

/* ----------------------------------------------------------------- the filters */

static void
filter_toggled_cb (CadreImportPage *self,
                   GtkToggleButton *button)
{
  guint i = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "filter"));

  if (gtk_toggle_button_get_active (button) && self->list != NULL)
    {
      cadre_plan_list_set_states (self->list, filter_states[i]);
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
    }
}

static void
add_filters (CadreImportPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (filter_states); i++)
    {
      GtkWidget *button = gtk_toggle_button_new ();

      self->filter_buttons[i] = GTK_TOGGLE_BUTTON (button);
      g_object_set_data (G_OBJECT (button), "filter", GUINT_TO_POINTER (i));
      if (i > 0)
        gtk_toggle_button_set_group (self->filter_buttons[i], self->filter_buttons[0]);
      g_signal_connect_object (button, "toggled", G_CALLBACK (filter_toggled_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (self->filters), button);
    }
  gtk_toggle_button_set_active (self->filter_buttons[0], TRUE);
}

static void
update_filters (CadreImportPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (filter_states); i++)
    {
      GtkToggleButton *button = self->filter_buttons[i];
      const char *name = i == 0 ? _("All") : cadre_plan_state_get_name (filter_states[i]);
      guint n = cadre_importer_count (self->importer, filter_states[i]);
      g_autofree char *label = g_strdup_printf ("%s  %u", name, n);

      gtk_button_set_label (GTK_BUTTON (button), label);
      gtk_widget_set_visible (GTK_WIDGET (button), i == 0 || n > 0 || gtk_toggle_button_get_active (button));
    }
}

/* What asks for a decision is looked at first. */
static void
choose_filter (CadreImportPage *self)
{
  guint chosen = 0;

  for (guint i = 1; i < G_N_ELEMENTS (filter_states); i++)
    if ((filter_states[i] & (CADRE_PLAN_DOUBTFUL | CADRE_PLAN_REFUSED)) != 0 && chosen == 0 &&
        cadre_importer_count (self->importer, filter_states[i]) > 0)
      chosen = i;

  gtk_toggle_button_set_active (self->filter_buttons[chosen], TRUE);
}

/* ------------------------------------------------------------- what was found */

static void
fill_sheets (CadreImportPage *self)
{
  const char * const *sheets = cadre_importer_get_sheets (self->importer);
  const char *sheet = cadre_importer_get_sheet (self->importer);
  g_autoptr(GtkStringList) model = gtk_string_list_new (sheets);

  gtk_drop_down_set_model (self->sheet_choice, G_LIST_MODEL (model));
  for (guint i = 0; sheets != NULL && sheets[i] != NULL; i++)
    if (g_strcmp0 (sheets[i], sheet) == 0)
      gtk_drop_down_set_selected (self->sheet_choice, i);
  gtk_widget_set_sensitive (GTK_WIDGET (self->sheet_choice), sheets != NULL && sheets[0] != NULL && sheets[1] != NULL);
}

static void
fill_kinds (CadreImportPage *self)
{
  GPtrArray *kinds = cadre_importer_get_kinds (self->importer);
  const char *chosen = cadre_importer_get_kind (self->importer);
  g_autoptr(GtkStringList) model = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (model, _("Found by Its Heads"));
  for (guint i = 0; kinds != NULL && i < kinds->len; i++)
    {
      const CadreImportKind *kind = g_ptr_array_index (kinds, i);

      gtk_string_list_append (model, cadre_import_kind_get_title (kind));
      if (g_strcmp0 (cadre_import_kind_get_key (kind), chosen) == 0)
        selected = i + 1;
    }
  gtk_drop_down_set_model (self->kind_choice, G_LIST_MODEL (model));
  gtk_drop_down_set_selected (self->kind_choice, selected);
}

static void
fill_remarks (CadreImportPage *self)
{
  g_autoptr(GPtrArray) remarks = cadre_importer_get_remarks (self->importer);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < remarks->len; i++)
    g_string_append_printf (text, "%s• %s", i > 0 ? "\n" : "", (const char *) g_ptr_array_index (remarks, i));
  gtk_label_set_label (self->remarks, text->str);
  gtk_widget_set_visible (self->remarks_button, remarks->len > 0);
  if (remarks->len == 1)
    {
      gtk_label_set_label (self->first_remark, g_ptr_array_index (remarks, 0));
    }
  else if (remarks->len > 1)
    {
      g_autofree char *first = g_strdup_printf (_("%s, and %u more"), (const char *) g_ptr_array_index (remarks, 0),
                                                remarks->len - 1);

      gtk_label_set_label (self->first_remark, first);
    }
}

static void
fill_tools (CadreImportPage *self)
{
  self->filling = TRUE;
  fill_sheets (self);
  fill_kinds (self);
  self->filling = FALSE;
  fill_remarks (self);
  gtk_widget_set_visible (self->heads_button, cadre_importer_get_plan (self->importer) != NULL);
}

static void
choice_changed_cb (CadreImportPage *self,
                   GParamSpec      *pspec,
                   GtkDropDown     *choice)
{
  GPtrArray *kinds = cadre_importer_get_kinds (self->importer);
  const char * const *sheets = cadre_importer_get_sheets (self->importer);
  guint sheet = gtk_drop_down_get_selected (self->sheet_choice);
  guint kind = gtk_drop_down_get_selected (self->kind_choice);
  const char *key = NULL;

  if (self->filling || sheets == NULL || kinds == NULL || sheet == GTK_INVALID_LIST_POSITION)
    return;

  /* Another sheet may well be of another kind. */
  if (choice == self->kind_choice && kind > 0 && kind <= kinds->len)
    key = cadre_import_kind_get_key (g_ptr_array_index (kinds, kind - 1));
  self->fresh = TRUE;
  cadre_importer_choose (self->importer, sheets[sheet], key);
}

static void
heads_clicked_cb (CadreImportPage *self)
{
  cadre_head_dialog_show (cadre_window_of (GTK_WIDGET (self)), self->importer);
}

/* ------------------------------------------------------------------- the plan */

static char *
describe_outlook (CadreImportPage *self)
{
  guint n_doubtful = cadre_importer_count (self->importer, CADRE_PLAN_DOUBTFUL);
  guint n_refused = cadre_importer_count (self->importer, CADRE_PLAN_REFUSED);

  if (n_doubtful > 0 && n_refused > 0)
    return g_strdup_printf (_("Rows that stay out as it is: %u doubtful, %u refused"), n_doubtful, n_refused);
  if (n_doubtful > 0)
    return g_strdup_printf (ngettext ("%u row waits for a decision and stays out as it is",
                                      "%u rows wait for a decision and stay out as it is", n_doubtful), n_doubtful);
  if (n_refused > 0)
    return g_strdup_printf (ngettext ("%u refused row stays out as it is", "%u refused rows stay out as it is",
                                      n_refused), n_refused);
  return g_strdup (_("Nothing is left to decide"));
}

static void
update_outlook (CadreImportPage *self)
{
  guint n = cadre_importer_count (self->importer, CADRE_PLAN_NEW | CADRE_PLAN_CHANGED);
  guint n_out = cadre_importer_count (self->importer, CADRE_PLAN_DOUBTFUL | CADRE_PLAN_REFUSED);
  g_autofree char *outlook = describe_outlook (self);
  g_autofree char *label = g_strdup_printf (ngettext ("Take In %u Row", "Take In %u Rows", n), n);

  gtk_label_set_label (self->outlook, outlook);
  gtk_button_set_label (self->apply_button, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->apply_button),
                            n > 0 && !cadre_session_is_read_only (cadre_page_get_session (CADRE_PAGE (self))));
  gtk_widget_set_visible (self->refused_button, n_out > 0);
}

static void
selected_cb (CadreImportPage *self)
{
  CadrePlanRow *row = gtk_single_selection_get_selected_item (self->selection);

  cadre_plan_details_show (self->details, row != NULL ? (gint64) cadre_plan_row_get_index (row) : -1);
}

static void
items_changed_cb (CadreImportPage *self)
{
  gtk_widget_set_visible (self->no_rows, g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0);
}

static void
importer_changed_cb (CadreImportPage *self)
{
  update_filters (self);
  update_outlook (self);
}

static void
importer_failed_cb (CadreImportPage *self,
                    GError          *error)
{
  cadre_window_show_error (cadre_window_of (GTK_WIDGET (self)), _("The sheet could not be taken in"), error);
}

static void
apply_clicked_cb (CadreImportPage *self)
{
  cadre_importer_apply (self->importer);
}

static void
close_clicked_cb (CadreImportPage *self)
{
  cadre_importer_close (self->importer);
}

/* ------------------------------------------------------------------- the stages */

static void
show_working (CadreImportPage *self,
              const char      *title)
{
  adw_status_page_set_title (self->working, title);
  gtk_stack_set_visible_child_name (self->stack, "working");
}

static void
show_failure (CadreImportPage *self)
{
  const GError *error = cadre_importer_get_error (self->importer);
  g_autofree char *description = g_markup_escape_text (error != NULL ? error->message : "", -1);

  adw_status_page_set_description (self->failure, description);
  gtk_widget_set_visible (self->failure_hint, cadre_importer_get_sheets (self->importer) != NULL);
  fill_tools (self);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
show_plan (CadreImportPage *self)
{
  fill_tools (self);
  importer_changed_cb (self);
  if (self->fresh)
    choose_filter (self);
  self->fresh = FALSE;
  update_filters (self);
  gtk_stack_set_visible_child_name (self->stack, "plan");
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
append_count (GString    *text,
              const char *name,
              guint       n)
{
  if (n > 0)
    g_string_append_printf (text, "%s%s %u", text->len > 0 ? " · " : "", name, n);
}

static void
update_undo (CadreImportPage *self)
{
  CadreSession *session = cadre_page_get_session (CADRE_PAGE (self));
  const char *name = cadre_importer_get_action_name (self->importer);
  gboolean is_last = name != NULL && g_strcmp0 (cadre_session_get_undo_name (session), name) == 0;
  gboolean is_undone = name != NULL && !is_last && g_strcmp0 (cadre_session_get_redo_name (session), name) == 0;

  if (cadre_importer_get_stage (self->importer) != CADRE_IMPORTER_APPLIED)
    return;

  gtk_widget_set_visible (self->done_undo_button, is_last);
  adw_status_page_set_title (self->done, name == NULL ? _("Nothing to Take In")
                                         : is_undone ? _("All of It Was Taken Back") : _("Taken In"));
  adw_status_page_set_icon_name (self->done, is_undone ? "edit-undo-symbolic" : "object-select-symbolic");
}

static void
show_done (CadreImportPage *self)
{
  const CadrePlanResult *result = cadre_importer_get_result (self->importer);
  const char *name = cadre_importer_get_action_name (self->importer);
  g_autoptr(GString) text = g_string_new (NULL);

  append_count (text, _("New"), result->n_new);
  append_count (text, _("Changed"), result->n_changed);
  append_count (text, _("Same"), result->n_same);
  append_count (text, _("Doubtful"), result->n_doubtful);
  append_count (text, _("Refused"), result->n_refused);
  append_count (text, _("Left Out"), result->n_skipped);
  adw_status_page_set_description (self->done, text->str);
  gtk_widget_set_visible (self->done_refused_button, result->n_doubtful + result->n_refused > 0);
  update_undo (self);
  gtk_stack_set_visible_child_name (self->stack, "done");
  if (name != NULL)
    cadre_window_toast_done (cadre_window_of (GTK_WIDGET (self)), name);
}

static void
stage_changed_cb (CadreImportPage *self)
{
  CadreImporterStage stage = cadre_importer_get_stage (self->importer);
  const char *path = cadre_importer_get_path (self->importer);
  g_autofree char *base = path != NULL ? g_path_get_basename (path) : NULL;
  gboolean busy = stage == CADRE_IMPORTER_READING || stage == CADRE_IMPORTER_APPLYING;

  cadre_page_set_subtitle (CADRE_PAGE (self), base);
  gtk_widget_set_visible (self->close_button, base != NULL && !busy);
  gtk_widget_set_visible (self->tools, stage == CADRE_IMPORTER_READY ||
                          (stage == CADRE_IMPORTER_FAILED && cadre_importer_get_sheets (self->importer) != NULL));
  gtk_spinner_set_spinning (self->spinner, busy);

  switch (stage)
    {
    case CADRE_IMPORTER_READING:
      show_working (self, _("Reading the Sheet…"));
      break;
    case CADRE_IMPORTER_FAILED:
      show_failure (self);
      break;
    case CADRE_IMPORTER_READY:
      show_plan (self);
      break;
    case CADRE_IMPORTER_APPLYING:
      show_working (self, _("Taking In the Rows…"));
      break;
    case CADRE_IMPORTER_APPLIED:
      show_done (self);
      break;
    case CADRE_IMPORTER_EMPTY:
    default:
      gtk_stack_set_visible_child_name (self->stack, "empty");
      break;
    }
}

/* ---------------------------------------------------------------- rows not taken */

static void
refused_written_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      data)
{
  g_autoptr(CadreImportPage) self = data;
  g_autoptr(GError) error = NULL;
  CadreWindow *window = cadre_window_of (GTK_WIDGET (self));

  if (window == NULL)
    return;
  if (cadre_importer_write_refused_finish (result, &error))
    cadre_window_toast (window, _("The rows not taken were saved, with the reasons"));
  else
    cadre_window_show_error (window, _("The rows not taken could not be saved"), error);
}

static void
refused_response_cb (GtkNativeDialog *dialog,
                     int              response,
                     CadreImportPage *self)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      cadre_importer_write_refused (self->importer, g_file_peek_path (file), refused_written_cb, g_object_ref (self));
    }
  g_object_unref (dialog);
}

static void
refused_clicked_cb (CadreImportPage *self)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Save Rows Not Taken"),
                                                              GTK_WINDOW (cadre_window_of (GTK_WIDGET (self))),
                                                              GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  g_autofree char *base = g_path_get_basename (cadre_importer_get_path (self->importer));
  char *dot = strrchr (base, '.');
  g_autofree char *name = NULL;

  if (dot != NULL)
    *dot = '\0';
  name = g_strdup_printf (_("%s-not-taken.xlsx"), base);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (refused_response_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* --------------------------------------------------------------------- the page */

static GtkWidget *
cadre_import_page_get_focus (CadrePage *page)
{
  CadreImportPage *self = CADRE_IMPORT_PAGE (page);

  switch (cadre_importer_get_stage (self->importer))
    {
    case CADRE_IMPORTER_READY:
      return GTK_WIDGET (self->view);
    case CADRE_IMPORTER_EMPTY:
      return self->choose_button;
    case CADRE_IMPORTER_READING:
    case CADRE_IMPORTER_FAILED:
    case CADRE_IMPORTER_APPLYING:
    case CADRE_IMPORTER_APPLIED:
    default:
      return NULL;
    }
}

static void
cadre_import_page_constructed (GObject *object)
{
  CadreImportPage *self = CADRE_IMPORT_PAGE (object);
  CadreSession *session = cadre_page_get_session (CADRE_PAGE (self));

  G_OBJECT_CLASS (cadre_import_page_parent_class)->constructed (object);

  if (session == NULL)
    return;

  self->importer = cadre_importer_new (session);
  self->list = cadre_plan_list_new (self->importer);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->list)));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  cadre_plan_details_set_importer (self->details, self->importer);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->importer, "changed", G_CALLBACK (importer_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->importer, "failed", G_CALLBACK (importer_failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->importer, "notify::stage", G_CALLBACK (stage_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify", G_CALLBACK (update_undo), self, G_CONNECT_SWAPPED);
  stage_changed_cb (self);
}

static void
cadre_import_page_dispose (GObject *object)
{
  CadreImportPage *self = CADRE_IMPORT_PAGE (object);

  if (self->importer != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->importer, self);
      cadre_importer_close (self->importer);
    }
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->importer);

  G_OBJECT_CLASS (cadre_import_page_parent_class)->dispose (object);
}

static void
cadre_import_page_class_init (CadreImportPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = cadre_import_page_constructed;
  object_class->dispose = cadre_import_page_dispose;
  CADRE_PAGE_CLASS (klass)->get_focus = cadre_import_page_get_focus;

  g_type_ensure (CADRE_TYPE_PLAN_DETAILS);
  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-import-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreImportPage, close_button);
  gtk_widget_class_bind_template_child (widget_class, CadreImportPage, tools);
  gtk_widget_class_bind_template_child (widget_class, CadreImportPage, sheet_choice);
  gtk_widget_class_bind_template_child (widget_class, CadreImportPage, kind_choice);
  gtk_widget_class_bind_template_child (widget_class, CadreImportPage, heads_button);
  gtk_widget_class_bind_template_child (widget_class, CadreImportPage, remarks_button);
  gtk_widget_class_bind_template_child (widget_class, CadreImportPage, first_remark);
  gtk_widget_class_bind_template_child (widget_class, CadreImportPage, remarks);
  gtk_widget_class_bind_template_child (widget_class, CadreImportPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CadreImportPage, choose_button);
  gtk_widget_class_bind_template_child (widget_class, CadreImportPage, working);
  gtk_widget_class_bind_template_child (widget_class, CadreImportPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, CadreImportPage, failure);
  gtk_widget_class_bind_template_child (widget_class, CadreImportPage, failure_hint);
  gtk_widget_class_bind_template_child (widget_class, CadreImportPage, filters);
  gtk_widget_class_bind_template_child (widget_class, CadreImportPage, paned);
  gtk_widget_class_bind_template_child (widget_class, CadreImportPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, CadreImportPage, view);
  gtk_widget_class_bind_template_child (widget_class, CadreImportPage, no_rows);
  gtk_widget_class_bind_template_child (widget_class, CadreImportPage, details);
  gtk_widget_class_bind_template_child (widget_class, CadreImportPage, outlook);
  gtk_widget_class_bind_template_child (widget_class, CadreImportPage, apply_button);
  gtk_widget_class_bind_template_child (widget_class, CadreImportPage, refused_button);
  gtk_widget_class_bind_template_child (widget_class, CadreImportPage, done);
  gtk_widget_class_bind_template_child (widget_class, CadreImportPage, done_undo_button);
  gtk_widget_class_bind_template_child (widget_class, CadreImportPage, done_refused_button);
  gtk_widget_class_bind_template_callback (widget_class, close_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, heads_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, refused_clicked_cb);
}

static void
cadre_import_page_init (CadreImportPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_columns (self);
  add_filters (self);
  cadre_scroll_cure_add (self->scroller);
}

static void
leave_response_cb (AdwMessageDialog *dialog,
                   const char       *response,
                   CadreImportPage  *self)
{
  if (g_str_equal (response, "leave"))
    {
      self->fresh = TRUE;
      cadre_importer_open (self->importer, g_object_get_data (G_OBJECT (dialog), "path"));
    }
}

static void
ask_to_leave (CadreImportPage *self,
              const char      *path)
{
  g_autofree char *base = g_path_get_basename (cadre_importer_get_path (self->importer));
  g_autofree char *body = g_strdup_printf (_("What you decided and mended in “%s” is not taken in yet and would be lost."), base);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (cadre_window_of (GTK_WIDGET (self))),
                                              _("Leave the Open Sheet?"), body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "stay", _("_Stay"), "leave", _("_Leave It"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "leave", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  g_object_set_data_full (G_OBJECT (dialog), "path", g_strdup (path), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (leave_response_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * cadre_import_page_open:
 * @path: a spreadsheet
 *
 * Shows what taking a file in would do. Where work with another one would be
 * lost it asks before.
 */
void
cadre_import_page_open (CadreImportPage *self,
                        const char      *path)
{
  g_return_if_fail (CADRE_IS_IMPORT_PAGE (self));

  if (cadre_importer_get_stage (self->importer) == CADRE_IMPORTER_APPLYING)
    return;
  if (cadre_importer_has_decisions (self->importer))
    {
      ask_to_leave (self, path);
      return;
    }

  self->fresh = TRUE;
  cadre_importer_open (self->importer, path);
}

/**
 * cadre_import_page_get_importer:
 *
 * Returns: (transfer none): what the page shows
 */
CadreImporter *
cadre_import_page_get_importer (CadreImportPage *self)
{
  g_return_val_if_fail (CADRE_IS_IMPORT_PAGE (self), NULL);

  return self->importer;
}
