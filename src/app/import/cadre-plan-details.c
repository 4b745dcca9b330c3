/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-plan-details"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-plan-details.h"
#include "cadre-plan-list.h"

/* Of a text in the grid, in characters. */
#define TEXT_WIDTH 28
#define REASON_WIDTH 44

/* The columns of the grid. A doubtful row has its candidates from
 * COLUMN_ARCHIVE on. */
enum
{
  COLUMN_HEAD,
  COLUMN_TYPED,
  COLUMN_ARCHIVE,
  COLUMN_AFTER,
  COLUMN_REASON,
};

struct _CadrePlanDetails
{
  AdwBin parent_instance;

  CadreImporter *importer;
  GCancellable *cancellable;
  gint64 row;               /* -1: none */
  guint32 mended_column;    /* the keyboard goes back there */
  CadreImportRow *shown;

  GtkWidget *head;
  GtkLabel *title;
  GtkLabel *reason;
  GtkWidget *new_button;
  GtkWidget *skip_button;
  GtkWidget *reset_button;
  GtkStack *stack;
  GtkScrolledWindow *scroller;
  GtkGrid *grid;
};

G_DEFINE_FINAL_TYPE (CadrePlanDetails, cadre_plan_details, ADW_TYPE_BIN)

/* ----------------------------------------------------------------- the pieces */

static GtkWidget *
text_new (const char *text,
          int         width,
          const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), width);
  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

static void
put_text (CadrePlanDetails *self,
          int               column,
          int               line,
          const char       *text,
          const char       *css_class)
{
  gtk_grid_attach (self->grid, text_new (text, column == COLUMN_REASON ? REASON_WIDTH : TEXT_WIDTH, css_class),
                   column, line, 1, 1);
}

static void
put_heading (CadrePlanDetails *self,
             int               column,
             const char       *text)
{
  put_text (self, column, 0, text, "caption-heading");
}

static void
clear_grid (CadrePlanDetails *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
}

/* --------------------------------------------------------------- mending cells */

static void
mend (CadrePlanDetails *self,
      GtkWidget        *entry)
{
  guint32 column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (entry), "column"));
  const char *before = g_object_get_data (G_OBJECT (entry), "before");
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));

  if (self->shown == NULL || g_str_equal (text, before))
    return;

  self->mended_column = column;
  cadre_importer_mend (self->importer, self->shown->row, column, text);
}

static void
entry_activated_cb (CadrePlanDetails *self,
                    GtkWidget        *entry)
{
  mend (self, entry);
}

static void
mend_clicked_cb (CadrePlanDetails *self,
                 GtkWidget        *button)
{
  mend (self, g_object_get_data (G_OBJECT (button), "entry"));
}

static void
entry_changed_cb (GtkWidget *entry,
                  GtkWidget *button)
{
  gtk_widget_set_sensitive (button, !g_str_equal (gtk_editable_get_text (GTK_EDITABLE (entry)),
                                                  g_object_get_data (G_OBJECT (entry), "before")));
}

static void
put_entry (CadrePlanDetails    *self,
           int                  line,
           const CadrePlanCell *cell)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Mend"));
  g_autofree char *button_label = g_strdup_printf (_("Mend %s"), cell->head);

  gtk_widget_add_css_class (box, "linked");
  gtk_editable_set_text (GTK_EDITABLE (entry), cell->typed);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 20);
  gtk_widget_set_hexpand (entry, TRUE);
  if (cell->verdict == CADRE_VERDICT_REFUSED)
    gtk_widget_add_css_class (entry, "error");
  else if (cell->reason != NULL)
    gtk_widget_add_css_class (entry, "warning");
  g_object_set_data (G_OBJECT (entry), "column", GUINT_TO_POINTER (cell->column));
  g_object_set_data_full (G_OBJECT (entry), "before", g_strdup (cell->typed), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, cell->head, -1);
  g_signal_connect_object (entry, "activate", G_CALLBACK (entry_activated_cb), self, G_CONNECT_SWAPPED);

  gtk_widget_set_sensitive (button, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, button_label, -1);
  g_object_set_data (G_OBJECT (button), "entry", entry);
  g_signal_connect_object (button, "clicked", G_CALLBACK (mend_clicked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "changed", G_CALLBACK (entry_changed_cb), button, 0);

  gtk_widget_set_valign (box, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), button);
  gtk_grid_attach (self->grid, box, COLUMN_TYPED, line, 1, 1);
  if (self->mended_column == cell->column)
    gtk_widget_grab_focus (entry);
}

static gboolean
can_be_mended (CadreImportRow *row,
               guint           i)
{
  const CadrePlanCell *cell = g_ptr_array_index (row->cells, i);

  return cell->column != G_MAXUINT32 &&
         (cell->verdict == CADRE_VERDICT_REFUSED || cell->reason != NULL || row->mended[i]);
}

static void
put_typed (CadrePlanDetails *self,
           int               line,
           guint             i)
{
  const CadrePlanCell *cell = g_ptr_array_index (self->shown->cells, i);

  if (can_be_mended (self->shown, i))
    put_entry (self, line, cell);
  else
    put_text (self, COLUMN_TYPED, line, cell->column != G_MAXUINT32 ? cell->typed : _("(no cell)"),
              cell->verdict == CADRE_VERDICT_UNUSED || cell->column == G_MAXUINT32 ? "dim-label" : NULL);
}

/* A column that is taken apart has a line for each piece. */
static void
put_head (CadrePlanDetails *self,
          int               line,
          guint             i)
{
  const CadrePlanCell *cell = g_ptr_array_index (self->shown->cells, i);
  g_autofree char *whole = NULL;
  guint n = 0;

  for (guint j = 0; j < self->shown->cells->len; j++)
    n += ((CadrePlanCell *) g_ptr_array_index (self->shown->cells, j))->column == cell->column;
  if (n > 1 && cell->column != G_MAXUINT32 && cell->field != NULL)
    whole = g_strdup_printf ("%s → %s", cell->head, cell->field->label);
  put_text (self, COLUMN_HEAD, line, whole != NULL ? whole : cell->head, "dim-label");
}

/* ------------------------------------------------------------ a row, by itself */

static void
put_cell (CadrePlanDetails *self,
          int               line,
          guint             i)
{
  const CadrePlanCell *cell = g_ptr_array_index (self->shown->cells, i);
  gboolean unused = cell->verdict == CADRE_VERDICT_UNUSED;
  gboolean differs = cell->verdict == CADRE_VERDICT_CHANGED || cell->verdict == CADRE_VERDICT_NEW;
  g_autofree char *why = NULL;

  put_head (self, line, i);
  put_typed (self, line, i);
  put_text (self, COLUMN_ARCHIVE, line, cell->old_value != NULL ? cell->old_value : "", NULL);
  put_text (self, COLUMN_AFTER, line, cell->new_value != NULL ? cell->new_value : "", differs ? "taken" : NULL);

  if (unused)
    put_text (self, COLUMN_REASON, line, _("This column is not taken"), "dim-label");
  else if (cell->reason != NULL)
    {
      why = cell->cure != NULL ? g_strdup_printf ("%s. %s", cell->reason, cell->cure) : g_strdup (cell->reason);
      put_text (self, COLUMN_REASON, line, why, cell->verdict == CADRE_VERDICT_REFUSED ? "error" : "warning");
    }
}

/* What needs an eye comes first, what is not taken last. */
static int
rank_of (const CadrePlanCell *cell)
{
  if (cell->verdict == CADRE_VERDICT_REFUSED)
    return 0;
  if (cell->reason != NULL)
    return 1;
  if (cell->verdict == CADRE_VERDICT_CHANGED)
    return 2;
  return cell->verdict == CADRE_VERDICT_UNUSED ? 4 : 3;
}

static void
show_cells (CadrePlanDetails *self)
{
  int line = 1;

  put_heading (self, COLUMN_HEAD, _("Column"));
  put_heading (self, COLUMN_TYPED, _("In the Sheet"));
  put_heading (self, COLUMN_ARCHIVE, _("In the Archive"));
  put_heading (self, COLUMN_AFTER, _("Taken In As"));
  put_heading (self, COLUMN_REASON, "");
  for (int rank = 0; rank <= 4; rank++)
    for (guint i = 0; i < self->shown->cells->len; i++)
      if (rank_of (g_ptr_array_index (self->shown->cells, i)) == rank)
        put_cell (self, line++, i);
}

/* ----------------------------------------------------------- whose row it is */

static void
choose_clicked_cb (CadrePlanDetails *self,
                   GtkWidget        *button)
{
  const CadreImportCandidate *one = g_object_get_data (G_OBJECT (button), "candidate");

  cadre_importer_decide (self->importer, self->shown->row, CADRE_DECISION_PERSON, one->person_id);
}

static void
put_candidate (CadrePlanDetails     *self,
               int                   column,
               CadreImportCandidate *one)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *button = gtk_button_new_with_label (_("This Person"));
  g_autofree char *who = g_strjoin (" ", one->name, one->birth != NULL ? one->birth : "", NULL);
  g_autofree char *label = g_strdup_printf (_("This Person: %s, %s"), who, one->reason);
  const char *where = one->post != NULL ? one->post : one->unit;

  gtk_box_append (GTK_BOX (box), text_new (who, TEXT_WIDTH, "heading"));
  if (where != NULL)
    gtk_box_append (GTK_BOX (box), text_new (where, TEXT_WIDTH, "caption"));
  gtk_box_append (GTK_BOX (box), text_new (one->reason, TEXT_WIDTH, "caption"));
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data (G_OBJECT (button), "candidate", one);
  g_signal_connect_object (button, "clicked", G_CALLBACK (choose_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
  gtk_grid_attach (self->grid, box, column, 0, 1, 1);
}

static void
put_candidate_value (CadrePlanDetails     *self,
                     int                   column,
                     int                   line,
                     CadreImportCandidate *one,
                     const CadrePlanCell  *cell,
                     guint                 i)
{
  const char *value = one->values[i];
  gboolean agrees = cell->new_value != NULL && g_str_equal (value, cell->new_value);

  put_text (self, column, line, value, *value == '\0' ? NULL : agrees ? "success" : "warning");
}

static void
show_candidates (CadrePlanDetails *self)
{
  CadreImportRow *row = self->shown;
  int line = 1;

  put_heading (self, COLUMN_HEAD, _("Column"));
  put_heading (self, COLUMN_TYPED, _("In the Sheet"));
  for (guint c = 0; c < row->candidates->len; c++)
    put_candidate (self, COLUMN_ARCHIVE + (int) c, g_ptr_array_index (row->candidates, c));

  for (guint i = 0; i < row->cells->len; i++, line++)
    {
      const CadrePlanCell *cell = g_ptr_array_index (row->cells, i);

      put_head (self, line, i);
      put_typed (self, line, i);
      for (guint c = 0; c < row->candidates->len; c++)
        put_candidate_value (self, COLUMN_ARCHIVE + (int) c, line, g_ptr_array_index (row->candidates, c), cell, i);
    }
}

/* -------------------------------------------------------------------- showing */

static char *
title_of (const CadreImportRow *row)
{
  const char *state = cadre_plan_state_get_name (row->state);

  return g_strdup_printf (row->hidden ? _("Row %u (hidden): %s — %s") : _("Row %u: %s — %s"), row->sheet_row + 1,
                          *row->label != '\0' ? row->label : _("(no name)"), state);
}

static const char *
decision_text (const CadreImportRow *row)
{
  switch (row->decision)
    {
    case CADRE_DECISION_PERSON:
      return _("You decided whose row this is.");
    case CADRE_DECISION_NEW:
      return _("You decided that this is someone new.");
    case CADRE_DECISION_SKIP:
      return _("You left this row out.");
    case CADRE_DECISION_NONE:
    default:
      return NULL;
    }
}

static void
show_row (CadrePlanDetails *self,
          CadreImportRow   *row)
{
  g_autofree char *title = title_of (row);
  const char *reason = row->decision != CADRE_DECISION_NONE ? decision_text (row) : row->reason;
  gboolean doubtful = row->state == CADRE_PLAN_DOUBTFUL;
  gboolean same_row = self->shown != NULL && self->shown->row == row->row;

  g_clear_pointer (&self->shown, cadre_import_row_free);
  self->shown = row;
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->reason, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason), reason != NULL);
  gtk_widget_set_visible (self->new_button, doubtful && row->names_people);
  gtk_widget_set_visible (self->skip_button, row->state != CADRE_PLAN_SKIPPED);
  gtk_widget_set_visible (self->reset_button, row->decision != CADRE_DECISION_NONE);
  gtk_widget_set_visible (self->head, TRUE);

  clear_grid (self);
  if (doubtful && row->candidates->len > 0)
    show_candidates (self);
  else
    show_cells (self);
  if (!same_row)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  self->mended_column = G_MAXUINT32;
  gtk_stack_set_visible_child_name (self->stack, "row");
}

static void
show_nothing (CadrePlanDetails *self)
{
  gtk_widget_set_visible (self->head, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "none");
  clear_grid (self);
  g_clear_pointer (&self->shown, cadre_import_row_free);
}

static void
row_loaded_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr(CadrePlanDetails) self = data;
  g_autoptr(GError) error = NULL;
  CadreImportRow *row = cadre_importer_load_row_finish (result, &error);

  if (row != NULL && self->grid != NULL && row->row == self->row)
    {
      show_row (self, row);
      return;
    }
  cadre_import_row_free (row);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && self->grid != NULL)
    {
      gtk_label_set_label (self->reason, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->reason), TRUE);
    }
}

static void
load (CadrePlanDetails *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->row < 0)
    {
      show_nothing (self);
      return;
    }

  self->cancellable = g_cancellable_new ();
  cadre_importer_load_row (self->importer, (guint) self->row, self->cancellable, row_loaded_cb, g_object_ref (self));
}

static void
new_clicked_cb (CadrePlanDetails *self)
{
  cadre_importer_decide (self->importer, self->shown->row, CADRE_DECISION_NEW, 0);
}

static void
skip_clicked_cb (CadrePlanDetails *self)
{
  cadre_importer_decide (self->importer, self->shown->row, CADRE_DECISION_SKIP, 0);
}

static void
reset_clicked_cb (CadrePlanDetails *self)
{
  cadre_importer_decide (self->importer, self->shown->row, CADRE_DECISION_NONE, 0);
}

static void
importer_changed_cb (CadrePlanDetails *self)
{
  CadrePlan *plan = cadre_importer_get_plan (self->importer);

  if (plan == NULL || self->row >= cadre_plan_n_rows (plan))
    self->row = -1;
  load (self);
}

static void
cadre_plan_details_dispose (GObject *object)
{
  CadrePlanDetails *self = CADRE_PLAN_DETAILS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->shown, cadre_import_row_free);
  g_clear_object (&self->importer);

  G_OBJECT_CLASS (cadre_plan_details_parent_class)->dispose (object);
}

static void
cadre_plan_details_class_init (CadrePlanDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cadre_plan_details_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-plan-details.ui");
  gtk_widget_class_bind_template_child (widget_class, CadrePlanDetails, head);
  gtk_widget_class_bind_template_child (widget_class, CadrePlanDetails, title);
  gtk_widget_class_bind_template_child (widget_class, CadrePlanDetails, reason);
  gtk_widget_class_bind_template_child (widget_class, CadrePlanDetails, new_button);
  gtk_widget_class_bind_template_child (widget_class, CadrePlanDetails, skip_button);
  gtk_widget_class_bind_template_child (widget_class, CadrePlanDetails, reset_button);
  gtk_widget_class_bind_template_child (widget_class, CadrePlanDetails, stack);
  gtk_widget_class_bind_template_child (widget_class, CadrePlanDetails, scroller);
  gtk_widget_class_bind_template_child (widget_class, CadrePlanDetails, grid);
  gtk_widget_class_bind_template_callback (widget_class, new_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, skip_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, reset_clicked_cb);
}

static void
cadre_plan_details_init (CadrePlanDetails *self)
{
  self->row = -1;
  self->mended_column = G_MAXUINT32;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cadre_plan_details_set_importer:
 *
 * To be called once: whose rows it shows.
 */
void
cadre_plan_details_set_importer (CadrePlanDetails *self,
                                 CadreImporter    *importer)
{
  g_return_if_fail (CADRE_IS_PLAN_DETAILS (self));
  g_return_if_fail (self->importer == NULL);

  self->importer = g_object_ref (importer);
  g_signal_connect_object (importer, "changed", G_CALLBACK (importer_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * cadre_plan_details_show:
 * @row: its index in the plan, or -1
 */
void
cadre_plan_details_show (CadrePlanDetails *self,
                         gint64            row)
{
  g_return_if_fail (CADRE_IS_PLAN_DETAILS (self));

  if (self->row == row)
    return;

  self->row = row;
  load (self);
}
