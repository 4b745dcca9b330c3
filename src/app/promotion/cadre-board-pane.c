/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-board-pane"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-board-pane.h"
#include "cadre-candidate-card.h"
#include "cadre-candidate-dialog.h"
#include "cadre-long-list-dialog.h"
#include "cadre-move-dialog.h"
#include "cadre-record-dialog.h"

#define COLUMN_WIDTH 224
#define MAX_COMPARED 5

struct _CadreBoardPane
{
  CadrePane parent_instance;

  CadreBoard *board;
  gboolean filling;             /* the rounds are being put in */
  gint64 round_id;              /* chosen; 0 for none */
  gint64 chosen_id;             /* the candidacy that the keyboard is on */
  GPtrArray *lists;             /* GtkListBox, a column */
  GSimpleActionGroup *actions;

  GtkDropDown *round_drop;
  GtkLabel *summary_label;
  GtkLabel *chosen_label;
  GtkStack *stack;
  GtkBox *columns_box;
  GtkMenuButton *new_button;
};

G_DEFINE_FINAL_TYPE (CadreBoardPane, cadre_board_pane, CADRE_TYPE_PANE)

static CadreWindow *
get_window (CadreBoardPane *self)
{
  return cadre_window_of (GTK_WIDGET (self));
}

static const CadreBoardCard *
find_card (CadreBoardPane *self,
           gint64          id)
{
  for (guint i = 0; self->board != NULL && i < self->board->cards->len; i++)
    {
      const CadreBoardCard *card = g_ptr_array_index (self->board->cards, i);

      if (card->candidate->id == id)
        return card;
    }

  return NULL;
}

static void
update_actions (CadreBoardPane *self)
{
  const CadreBoardCard *card = find_card (self, self->chosen_id);
  CadreSession *session = cadre_pane_get_session (CADRE_PANE (self));
  gboolean writable = session != NULL && !cadre_session_is_read_only (session);
  gboolean running = card != NULL && card->candidate->state == CADRE_CANDIDATE_RUNNING;
  gboolean has_round = self->board != NULL && self->board->round != NULL;
  const struct { const char *name; gboolean enabled; } states[] = {
    { "advance", writable && card != NULL && card->candidate->state != CADRE_CANDIDATE_OUT },
    { "back", writable && card != NULL && card->candidate->state != CADRE_CANDIDATE_APPOINTED },
    { "out", writable && running },
    { "explain", card != NULL },
    { "long-list", has_round && self->board->pipeline->rule_set_id > 0 },
    { "compare", has_round },
    { "new-round", writable },
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), states[i].name)),
                                 states[i].enabled);
  gtk_label_set_label (self->chosen_label, card != NULL ? card->candidate->name : "");
}

/* ---- the columns */

static int
stage_place (CadreBoardPane *self,
             gint64          stage_id)
{
  for (guint i = 0; i < self->board->pipeline->stages->len; i++)
    if (((CadreStage *) g_ptr_array_index (self->board->pipeline->stages, i))->id == stage_id)
      return (int) i;

  return -1;
}

/* The column of who is out comes after those of the stages. */
static guint
column_of (CadreBoardPane       *self,
           const CadreBoardCard *card)
{
  int place = stage_place (self, card->candidate->stage_id);

  if (card->candidate->state == CADRE_CANDIDATE_OUT)
    return self->board->pipeline->stages->len;
  return (guint) MAX (place, 0);
}

static void
row_selected_cb (CadreBoardPane *self,
                 GtkListBoxRow  *row,
                 GtkListBox     *list)
{
  if (row == NULL)
    return;

  self->chosen_id = cadre_candidate_card_get (CADRE_CANDIDATE_CARD (row))->candidate->id;
  for (guint i = 0; i < self->lists->len; i++)
    if (g_ptr_array_index (self->lists, i) != list)
      gtk_list_box_unselect_all (g_ptr_array_index (self->lists, i));
  update_actions (self);
}

static void
row_activated_cb (CadreBoardPane *self)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->actions), "explain", NULL);
}

static void
move_chosen (CadreBoardPane *self,
             CadreMove       move,
             gint64          stage_id)
{
  const CadreBoardCard *card = find_card (self, self->chosen_id);

  if (card != NULL)
    cadre_move_dialog_show (get_window (self), move, self->board, card, stage_id);
}

/* The action that a drop stands for: what cannot be pressed cannot be dropped. */
static const char *
name_move (CadreBoardPane *self,
           guint           from,
           guint           to)
{
  if (to == self->board->pipeline->stages->len)
    return "out";
  return to < from ? "back" : "advance";
}

/* A card is dropped on a column: the next one, an earlier one, or out. */
static gboolean
dropped_cb (GtkDropTarget *target,
            const GValue  *value,
            double         x,
            double         y,
            gpointer       user_data)
{
  CadreBoardPane *self = user_data;
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (target), "column"));
  const CadreBoardCard *card = find_card (self, g_value_get_int64 (value));
  guint from;

  if (card == NULL)
    return FALSE;

  from = column_of (self, card);
  self->chosen_id = card->candidate->id;
  update_actions (self);
  if (column == from ||
      !g_action_group_get_action_enabled (G_ACTION_GROUP (self->actions), name_move (self, from, column)))
    return FALSE;
  if (column == self->board->pipeline->stages->len)
    move_chosen (self, CADRE_MOVE_OUT, 0);
  else if (column < from)
    move_chosen (self, CADRE_MOVE_BACK, ((CadreStage *) g_ptr_array_index (self->board->pipeline->stages, column))->id);
  else if (column == from + 1)
    move_chosen (self, CADRE_MOVE_ON, 0);
  else
    cadre_window_toast (get_window (self), _("No stage can be left out: move on one at a time"));

  return TRUE;
}

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source,
                 double         x,
                 double         y,
                 gpointer       card)
{
  return gdk_content_provider_new_typed (G_TYPE_INT64, ((const CadreBoardCard *) card)->candidate->id);
}

static void
drag_begin_cb (GtkDragSource *source)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  g_autoptr(GdkPaintable) picture = gtk_widget_paintable_new (row);

  gtk_drag_source_set_icon (source, picture, 12, 12);
}

/* Where the keyboard is, is chosen: Tab goes from column to column. */
static void
card_focused_cb (GtkEventControllerFocus *focus)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (focus));
  GtkWidget *list = gtk_widget_get_parent (row);

  if (GTK_IS_LIST_BOX (list))
    gtk_list_box_select_row (GTK_LIST_BOX (list), GTK_LIST_BOX_ROW (row));
}

static void
add_card (CadreBoardPane       *self,
          const CadreBoardCard *card)
{
  GtkListBox *list = g_ptr_array_index (self->lists, column_of (self, card));
  GtkWidget *row = cadre_candidate_card_new (card);
  GtkDragSource *drag = gtk_drag_source_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_drag_source_set_actions (drag, GDK_ACTION_MOVE);
  g_signal_connect (drag, "prepare", G_CALLBACK (drag_prepare_cb), (gpointer) card);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), NULL);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (drag));
  g_signal_connect (focus, "enter", G_CALLBACK (card_focused_cb), NULL);
  gtk_widget_add_controller (row, focus);
  gtk_list_box_append (list, row);
  if (card->candidate->id == self->chosen_id)
    gtk_list_box_select_row (list, GTK_LIST_BOX_ROW (row));
}

static void
add_column (CadreBoardPane *self,
            const char     *name,
            const char     *clause,
            guint           n)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *title = g_strdup_printf ("%s  %u", name, n);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INT64, GDK_ACTION_MOVE);

  gtk_widget_set_size_request (column, COLUMN_WIDTH, -1);
  gtk_widget_set_hexpand (column, TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, clause);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "board-title");
  gtk_widget_add_css_class (list, "board-column");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  gtk_widget_set_vexpand (scroller, TRUE);
  g_signal_connect_object (list, "row-selected", G_CALLBACK (row_selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_set_activate_on_single_click (GTK_LIST_BOX (list), FALSE);

  g_object_set_data (G_OBJECT (target), "column", GUINT_TO_POINTER (self->lists->len));
  g_signal_connect_object (target, "drop", G_CALLBACK (dropped_cb), self, 0);
  gtk_widget_add_controller (column, GTK_EVENT_CONTROLLER (target));

  gtk_box_append (GTK_BOX (column), label);
  gtk_box_append (GTK_BOX (column), scroller);
  gtk_box_append (self->columns_box, column);
  g_ptr_array_add (self->lists, list);
}

static void
clear_columns (CadreBoardPane *self)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->lists, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->columns_box))) != NULL)
    gtk_box_remove (self->columns_box, child);
}

static void
show_columns (CadreBoardPane *self)
{
  GPtrArray *stages = self->board->pipeline->stages;
  g_autofree guint *counts = g_new0 (guint, stages->len + 1);

  for (guint i = 0; i < self->board->cards->len; i++)
    counts[column_of (self, g_ptr_array_index (self->board->cards, i))]++;
  for (guint i = 0; i < stages->len; i++)
    {
      const CadreStage *stage = g_ptr_array_index (stages, i);

      add_column (self, stage->name, stage->clause, counts[i]);
    }
  add_column (self, _("Out"), NULL, counts[stages->len]);
  for (guint i = 0; i < self->board->cards->len; i++)
    add_card (self, g_ptr_array_index (self->board->cards, i));
}

/* ---- reading */

static void
show_rounds (CadreBoardPane *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr(GMenu) menu = g_menu_new ();
  guint selected = 0;

  for (guint i = 0; i < self->board->rounds->len; i++)
    {
      const CadrePromotionRound *round = g_ptr_array_index (self->board->rounds, i);

      gtk_string_list_append (names, round->name);
      if (round == self->board->round)
        selected = i;
    }
  for (guint i = 0; i < self->board->pipelines->len; i++)
    {
      const CadrePipeline *pipeline = g_ptr_array_index (self->board->pipelines, i);
      g_autoptr(GMenuItem) item = g_menu_item_new (pipeline->name, NULL);

      g_menu_item_set_action_and_target (item, "board.new-round", "x", pipeline->id);
      g_menu_append_item (menu, item);
    }

  self->filling = TRUE;
  gtk_drop_down_set_model (self->round_drop, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->round_drop, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->round_drop), self->board->rounds->len > 0);
  gtk_menu_button_set_menu_model (self->new_button, G_MENU_MODEL (menu));
  self->filling = FALSE;
}

static void
show_summary (CadreBoardPane *self)
{
  const CadrePromotionRound *round = self->board->round;
  int places = cadre_promotion_round_get_places (round);
  g_autoptr(GString) text = g_string_new (NULL);

  if (places >= 0)
    g_string_append_printf (text, _("%u of %d places filled"), round->n_appointed, places);
  else
    g_string_append_printf (text, _("%u appointed"), round->n_appointed);
  if (round->quota_share > 0)
    g_string_append_printf (text, _(" (%g %% of %d)"), round->quota_share * 100, round->quota_base);
  g_string_append_printf (text, _(", %u running, %u out"), round->n_running, round->n_out);
  gtk_label_set_label (self->summary_label, text->str);
}

static void
show_board (CadreBoardPane *self)
{
  gboolean has_round = self->board->round != NULL;

  clear_columns (self);
  show_rounds (self);
  gtk_stack_set_visible_child_name (self->stack, has_round ? "board" : "empty");
  gtk_label_set_label (self->summary_label, "");
  self->round_id = has_round ? self->board->round->id : 0;
  if (has_round)
    {
      show_summary (self);
      show_columns (self);
    }
  update_actions (self);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  CadreBoardPane *self = user_data;
  g_autoptr(GError) error = NULL;
  CadreBoard **board = cadre_session_get_data (result);

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        cadre_window_show_error (get_window (self), _("The round cannot be shown"), error);
      return;
    }

  clear_columns (self);
  cadre_board_free (self->board);
  self->board = g_steal_pointer (board);
  show_board (self);
}

static gboolean
load_job (CadreJob      *job,
          CadreArchive  *archive,
          gpointer       data,
          GError       **error)
{
  return cadre_board_job (job, archive, *(CadreBoard **) data, error);
}

static void
load_free (gpointer data)
{
  cadre_board_free (*(CadreBoard **) data);
  g_free (data);
}

static void
cadre_board_pane_load (CadrePane *pane)
{
  CadreBoardPane *self = CADRE_BOARD_PANE (pane);
  CadreBoard **board = g_new0 (CadreBoard *, 1);

  *board = g_new0 (CadreBoard, 1);
  (*board)->round_id = self->round_id;
  cadre_session_read (cadre_pane_get_session (pane), _("Look at a Round"), load_job, board, load_free,
                      cadre_pane_get_cancellable (pane), loaded_cb, self);
}

static void
cadre_board_pane_find (CadrePane *pane)
{
  gtk_widget_grab_focus (GTK_WIDGET (CADRE_BOARD_PANE (pane)->round_drop));
}

static void
round_changed_cb (CadreBoardPane *self)
{
  guint selected = gtk_drop_down_get_selected (self->round_drop);

  if (self->filling || self->board == NULL || selected >= self->board->rounds->len)
    return;

  self->round_id = ((CadrePromotionRound *) g_ptr_array_index (self->board->rounds, selected))->id;
  self->chosen_id = 0;
  cadre_pane_reload (CADRE_PANE (self));
}

/* ---- actions */

static void
move_activated (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  const char *name = g_action_get_name (G_ACTION (action));

  move_chosen (data, g_str_equal (name, "advance") ? CADRE_MOVE_ON : g_str_equal (name, "back") ? CADRE_MOVE_BACK
                     : CADRE_MOVE_OUT, 0);
}

static void
explain_activated (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       data)
{
  CadreBoardPane *self = data;
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (ids, self->chosen_id);
  cadre_candidate_dialog_show (get_window (self), ids);
}

static void
long_list_activated (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       data)
{
  CadreBoardPane *self = data;

  cadre_long_list_dialog_show (get_window (self), self->board->round, self->board->pipeline);
}

static void
compare_activated (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       data)
{
  CadreBoardPane *self = data;
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < self->lists->len; i++)
    {
      GtkListBox *list = g_ptr_array_index (self->lists, i);
      GtkListBoxRow *row;

      for (int n = 0; (row = gtk_list_box_get_row_at_index (list, n)) != NULL; n++)
        if (cadre_candidate_card_is_marked (CADRE_CANDIDATE_CARD (row)))
          g_array_append_val (ids, cadre_candidate_card_get (CADRE_CANDIDATE_CARD (row))->candidate->id);
    }

  if (ids->len < 2 || ids->len > MAX_COMPARED)
    cadre_window_toast (get_window (self), _("Mark two to five candidates to compare them"));
  else
    cadre_candidate_dialog_show (get_window (self), ids);
}

static void
new_round_activated (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       data)
{
  cadre_record_dialog_add_to (get_window (data), "promotion_round", "pipeline_id", g_variant_get_int64 (parameter));
}

static const GActionEntry entries[] = {
  { "advance", move_activated },
  { "back", move_activated },
  { "out", move_activated },
  { "explain", explain_activated },
  { "long-list", long_list_activated },
  { "compare", compare_activated },
  { "new-round", new_round_activated, "x" },
};

/* ---- making */

static void
cadre_board_pane_finalize (GObject *object)
{
  CadreBoardPane *self = CADRE_BOARD_PANE (object);

  cadre_board_free (self->board);
  g_clear_pointer (&self->lists, g_ptr_array_unref);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (cadre_board_pane_parent_class)->finalize (object);
}

static void
cadre_board_pane_class_init (CadreBoardPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cadre_board_pane_finalize;
  CADRE_PANE_CLASS (klass)->load = cadre_board_pane_load;
  CADRE_PANE_CLASS (klass)->find = cadre_board_pane_find;

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, GDK_ALT_MASK, "board.advance", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "board.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "board.out", NULL);

  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-board-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreBoardPane, round_drop);
  gtk_widget_class_bind_template_child (widget_class, CadreBoardPane, summary_label);
  gtk_widget_class_bind_template_child (widget_class, CadreBoardPane, chosen_label);
  gtk_widget_class_bind_template_child (widget_class, CadreBoardPane, stack);
  gtk_widget_class_bind_template_child (widget_class, CadreBoardPane, columns_box);
  gtk_widget_class_bind_template_child (widget_class, CadreBoardPane, new_button);
  gtk_widget_class_bind_template_callback (widget_class, round_changed_cb);
}

static void
cadre_board_pane_init (CadreBoardPane *self)
{
  self->lists = g_ptr_array_new ();
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "board", G_ACTION_GROUP (self->actions));
  gtk_widget_init_template (GTK_WIDGET (self));
  update_actions (self);
}
