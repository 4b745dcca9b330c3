/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-batch-pane"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-batch-pane.h"
#include "cadre-fact-table.h"
#include "cadre-posting-proposal.h"
#include "cadre-student-picker.h"
#include "cadre-window.h"

enum
{
  COLUMN_TOWNSHIP,
  COLUMN_VILLAGE,
  COLUMN_STANDING,
  COLUMN_PERSON,
  COLUMN_POST,
  COLUMN_REASONS,
  COLUMN_FIT,
  N_COLUMNS,
};

static const CadreFactColumn columns[N_COLUMNS] = {
  [COLUMN_TOWNSHIP] = { N_("Township"), 14 },
  [COLUMN_VILLAGE] = { N_("Village"), 14 },
  [COLUMN_STANDING] = { N_("Standing"), 16 },
  [COLUMN_PERSON] = { N_("Proposed"), 10 },
  [COLUMN_POST] = { N_("Post"), 0 },
  [COLUMN_REASONS] = { N_("Because"), 14 },
  [COLUMN_FIT] = { N_("Who Fit"), 8 },
};

struct _CadreBatchPane
{
  CadrePane parent_instance;

  gboolean is_ready;       /* the template is built */
  GPtrArray *proposals;    /* CadrePostingProposal; NULL until they are made */
  GHashTable *choices;     /* unit id -> Choice: what was decided by hand */

  GtkCheckButton *party_check;
  GtkCheckButton *ending_check;
  GtkSpinButton *years_spin;
  GtkSpinButton *age_spin;
  GtkEditable *expertise_entry;
  GtkStack *stack;
  CadreFactTable *table;
  GtkMenuButton *choose_button;
  GtkWidget *leave_out_button;
  GtkEditable *since_entry;
  GtkEditable *document_entry;
  GtkButton *post_button;
};

G_DEFINE_FINAL_TYPE (CadreBatchPane, cadre_batch_pane, CADRE_TYPE_PANE)

/* Who is to go to a village, by hand; nobody: it is left out. */
typedef struct
{
  gint64 person_id;
  char *name;
  char *post;
} Choice;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_free (choice->name);
  g_free (choice->post);
  g_free (choice);
}

/* ---- what a job takes and leaves */

typedef struct
{
  CadrePostingCriteria criteria;
  char *expertise;
  GPtrArray *proposals;
  CadrePostingOrder order;
  char *since;
  char *document;
  gint64 person_id;        /* whose name is asked */
  char *name;
  char *post;
} Batch;

static void
batch_free (gpointer data)
{
  Batch *batch = data;

  g_clear_pointer (&batch->proposals, g_ptr_array_unref);
  g_free (batch->expertise);
  g_free (batch->since);
  g_free (batch->document);
  g_free (batch->name);
  g_free (batch->post);
  g_free (batch);
}

static gboolean
propose_job (CadreJob      *job,
             CadreArchive  *archive,
             gpointer       data,
             GError       **error)
{
  Batch *batch = data;

  batch->criteria.expertise = batch->expertise;
  batch->proposals = cadre_posting_propose (archive, &batch->criteria, error);
  return batch->proposals != NULL;
}

static gboolean
begin_job (CadreJob      *job,
           CadreArchive  *archive,
           gpointer       data,
           GError       **error)
{
  Batch *batch = data;

  batch->order = (CadrePostingOrder) {
    .kind = CADRE_FIRST_SECRETARY, .since = batch->since, .term_years = 2, .document = batch->document,
  };
  return cadre_posting_begin_all (archive, batch->proposals, &batch->order, NULL, error);
}

static gboolean
name_job (CadreJob      *job,
          CadreArchive  *archive,
          gpointer       data,
          GError       **error)
{
  Batch *batch = data;
  g_autoptr(CadreStatement) row = NULL;

  row = cadre_archive_prepare (archive, "SELECT name, coalesce (post_full, post_short, '') FROM person WHERE id = ?1", error);
  if (row == NULL)
    return FALSE;

  cadre_statement_bind_int64 (row, 1, batch->person_id);
  if (cadre_statement_step (row, error))
    {
      batch->name = cadre_statement_dup_text (row, 0);
      batch->post = cadre_statement_dup_text (row, 1);
    }
  return batch->name != NULL;
}

/* ---- showing */

static CadrePostingProposal *
get_selected (CadreBatchPane *self)
{
  CadreFactRow *row = cadre_fact_table_get_selected (self->table);

  for (guint i = 0; row != NULL && self->proposals != NULL && i < self->proposals->len; i++)
    {
      CadrePostingProposal *proposal = g_ptr_array_index (self->proposals, i);

      if (proposal->unit_id == cadre_fact_row_get_id (row))
        return proposal;
    }

  return NULL;
}

static CadreFactRow *
row_new (const CadrePostingProposal *proposal)
{
  g_autofree char *fit = g_strdup_printf ("%u", proposal->n_eligible);
  const char *texts[N_COLUMNS + 1] = {
    proposal->township != NULL ? proposal->township : "", proposal->unit, proposal->standing,
    proposal->person != NULL ? proposal->person : _("Nobody"), proposal->post != NULL ? proposal->post : "",
    proposal->reasons != NULL ? proposal->reasons : "", fit, NULL,
  };
  CadreFactRow *row = cadre_fact_row_new (proposal->unit_id, FALSE, texts);

  if (proposal->person_id == 0)
    cadre_fact_row_set_style (row, COLUMN_PERSON, "warning");
  return row;
}

static guint
count_named (CadreBatchPane *self)
{
  guint n = 0;

  for (guint i = 0; self->proposals != NULL && i < self->proposals->len; i++)
    n += ((CadrePostingProposal *) g_ptr_array_index (self->proposals, i))->person_id != 0;

  return n;
}

static void
update (CadreBatchPane *self)
{
  CadreSession *session = cadre_pane_get_session (CADRE_PANE (self));
  gboolean writable = session != NULL && !cadre_session_is_read_only (session);
  const CadrePostingProposal *proposal = get_selected (self);
  guint n = count_named (self);
  g_autofree char *label = g_strdup_printf (ngettext ("_Post %u Person", "_Post %u People", n), n);

  gtk_button_set_label (self->post_button, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->post_button), writable && n > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->choose_button), proposal != NULL);
  gtk_widget_set_sensitive (self->leave_out_button, proposal != NULL && proposal->person_id != 0);
}

static void
show_rows (CadreBatchPane *self)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  const CadrePostingProposal *selected = get_selected (self);
  gint64 unit_id = selected != NULL ? selected->unit_id : 0;

  for (guint i = 0; i < self->proposals->len; i++)
    g_ptr_array_add (rows, row_new (g_ptr_array_index (self->proposals, i)));
  cadre_fact_table_set_rows (self->table, rows);
  if (unit_id != 0)
    cadre_fact_table_select (self->table, unit_id);
  gtk_stack_set_visible_child_name (self->stack, rows->len > 0 ? "list" : "empty");
  update (self);
}

static void
set_person (CadrePostingProposal *proposal,
            const Choice         *choice)
{
  g_free (proposal->person);
  g_free (proposal->post);
  g_free (proposal->reasons);
  proposal->person_id = choice != NULL ? choice->person_id : 0;
  proposal->person = choice != NULL ? g_strdup (choice->name) : NULL;
  proposal->post = choice != NULL ? g_strdup (choice->post) : NULL;
  proposal->reasons = proposal->person_id != 0 ? g_strdup (_("Chosen by hand")) : NULL;
}

/* What was decided by hand stands before what is proposed. */
static void
show_choices (CadreBatchPane *self)
{
  g_autoptr(GHashTable) taken = g_hash_table_new (g_int64_hash, g_int64_equal);
  GHashTableIter iter;
  Choice *choice;

  g_hash_table_iter_init (&iter, self->choices);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &choice))
    g_hash_table_add (taken, &choice->person_id);

  for (guint i = 0; i < self->proposals->len; i++)
    {
      CadrePostingProposal *proposal = g_ptr_array_index (self->proposals, i);

      choice = g_hash_table_lookup (self->choices, &proposal->unit_id);
      /* One person goes to one village. */
      if (choice != NULL || g_hash_table_contains (taken, &proposal->person_id))
        set_person (proposal, choice);
    }
  show_rows (self);
}

static void
proposed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  CadreBatchPane *self = user_data;
  g_autoptr(GError) error = NULL;
  Batch *batch = cadre_session_get_data (result);

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      if (self->proposals == NULL)
        gtk_stack_set_visible_child_name (self->stack, "failed");
      cadre_window_show_error (cadre_window_of (GTK_WIDGET (self)), _("Nobody can be proposed"), error);
      return;
    }

  g_clear_pointer (&self->proposals, g_ptr_array_unref);
  self->proposals = g_steal_pointer (&batch->proposals);
  show_choices (self);
}

static void
cadre_batch_pane_load (CadrePane *pane)
{
  CadreBatchPane *self = CADRE_BATCH_PANE (pane);
  Batch *batch = g_new0 (Batch, 1);

  batch->criteria = (CadrePostingCriteria) {
    .as_of = cadre_date_today (),
    .ending_days = gtk_check_button_get_active (self->ending_check) ? CADRE_COVERAGE_ENDING_DAYS : 0,
    .party_members = gtk_check_button_get_active (self->party_check),
    .work_years = gtk_spin_button_get_value (self->years_spin),
    .below_age = (guint) gtk_spin_button_get_value (self->age_spin),
  };
  batch->expertise = g_strdup (gtk_editable_get_text (self->expertise_entry));
  cadre_session_read (cadre_pane_get_session (pane), _("Propose a Batch"), propose_job, batch, batch_free,
                      cadre_pane_get_cancellable (pane), proposed_cb, self);
}

static void
cadre_batch_pane_find (CadrePane *pane)
{
  gtk_widget_grab_focus (GTK_WIDGET (CADRE_BATCH_PANE (pane)->expertise_entry));
}

static void
criteria_changed_cb (CadreBatchPane *self)
{
  if (self->is_ready && cadre_pane_get_session (CADRE_PANE (self)) != NULL)
    cadre_pane_reload (CADRE_PANE (self));
}

/* ---- changing the list */

static gboolean
is_of_person (gpointer unit_id,
              gpointer choice,
              gpointer person_id)
{
  return ((Choice *) choice)->person_id == *(gint64 *) person_id;
}

static void
take_person (CadreBatchPane *self,
             gint64          person_id,
             const char     *name,
             const char     *post)
{
  const CadrePostingProposal *proposal = get_selected (self);
  Choice *choice;

  if (proposal == NULL)
    return;

  if (person_id != 0)
    g_hash_table_foreach_remove (self->choices, is_of_person, &person_id);
  choice = g_new0 (Choice, 1);
  choice->person_id = person_id;
  choice->name = g_strdup (name);
  choice->post = g_strdup (post);
  g_hash_table_insert (self->choices, g_memdup2 (&proposal->unit_id, sizeof proposal->unit_id), choice);
  show_choices (self);
}

static void
named_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  CadreBatchPane *self = user_data;
  Batch *batch = cadre_session_get_data (result);

  if (cadre_session_finish (CADRE_SESSION (source), result, NULL))
    take_person (self, batch->person_id, batch->name, batch->post);
}

static void
picked_cb (CadreBatchPane *self,
           GArray         *ids)
{
  Batch *batch = g_new0 (Batch, 1);

  batch->person_id = g_array_index (ids, gint64, 0);
  gtk_menu_button_popdown (self->choose_button);
  cadre_session_read (cadre_pane_get_session (CADRE_PANE (self)), _("Find People"), name_job, batch, batch_free,
                      cadre_pane_get_cancellable (CADRE_PANE (self)), named_cb, self);
}

static void
leave_out_clicked_cb (CadreBatchPane *self)
{
  take_person (self, 0, NULL, NULL);
}

static gboolean
names_somebody (gpointer unit_id,
                gpointer choice,
                gpointer data)
{
  return ((Choice *) choice)->person_id != 0;
}

/* Who was chosen has been sent; who was left out stays so. */
static void
posted_cb (gboolean done,
           gpointer data,
           gpointer user_data)
{
  g_autoptr(CadreBatchPane) self = user_data;

  if (done)
    g_hash_table_foreach_remove (self->choices, names_somebody, NULL);
}

static gpointer
copy_proposal (gconstpointer proposal,
               gpointer      data)
{
  return cadre_posting_proposal_copy (proposal);
}

static void
post_clicked_cb (CadreBatchPane *self)
{
  Batch *batch = g_new0 (Batch, 1);
  guint n = count_named (self);
  g_autofree char *name = g_strdup_printf (ngettext ("Post %u person to a village", "Post %u people to villages", n), n);
  CadreDate since;

  /* The list may be changed while they are sent. */
  batch->proposals = g_ptr_array_copy (self->proposals, copy_proposal, NULL);
  batch->since = cadre_date_parse (gtk_editable_get_text (self->since_entry), &since)
                 ? cadre_date_format (&since, CADRE_DATE_ISO) : g_strdup (gtk_editable_get_text (self->since_entry));
  batch->document = g_strdup (gtk_editable_get_text (self->document_entry));
  cadre_window_act (cadre_window_of (GTK_WIDGET (self)), "posting", name, begin_job, batch, batch_free, posted_cb,
                    g_object_ref (self));
}

/* ---- making */

static void
cadre_batch_pane_map (GtkWidget *widget)
{
  CadreBatchPane *self = CADRE_BATCH_PANE (widget);

  if (gtk_menu_button_get_popover (self->choose_button) == NULL)
    {
      GtkWidget *picker = cadre_student_picker_new (cadre_pane_get_session (CADRE_PANE (self)));

      g_signal_connect_object (picker, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
      gtk_menu_button_set_popover (self->choose_button, picker);
    }

  GTK_WIDGET_CLASS (cadre_batch_pane_parent_class)->map (widget);
}

static void
cadre_batch_pane_finalize (GObject *object)
{
  CadreBatchPane *self = CADRE_BATCH_PANE (object);

  g_clear_pointer (&self->proposals, g_ptr_array_unref);
  g_hash_table_unref (self->choices);

  G_OBJECT_CLASS (cadre_batch_pane_parent_class)->finalize (object);
}

static void
cadre_batch_pane_class_init (CadreBatchPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cadre_batch_pane_finalize;
  widget_class->map = cadre_batch_pane_map;
  CADRE_PANE_CLASS (klass)->load = cadre_batch_pane_load;
  CADRE_PANE_CLASS (klass)->find = cadre_batch_pane_find;

  g_type_ensure (CADRE_TYPE_FACT_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-batch-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreBatchPane, party_check);
  gtk_widget_class_bind_template_child (widget_class, CadreBatchPane, ending_check);
  gtk_widget_class_bind_template_child (widget_class, CadreBatchPane, years_spin);
  gtk_widget_class_bind_template_child (widget_class, CadreBatchPane, age_spin);
  gtk_widget_class_bind_template_child (widget_class, CadreBatchPane, expertise_entry);
  gtk_widget_class_bind_template_child (widget_class, CadreBatchPane, stack);
  gtk_widget_class_bind_template_child (widget_class, CadreBatchPane, table);
  gtk_widget_class_bind_template_child (widget_class, CadreBatchPane, choose_button);
  gtk_widget_class_bind_template_child (widget_class, CadreBatchPane, leave_out_button);
  gtk_widget_class_bind_template_child (widget_class, CadreBatchPane, since_entry);
  gtk_widget_class_bind_template_child (widget_class, CadreBatchPane, document_entry);
  gtk_widget_class_bind_template_child (widget_class, CadreBatchPane, post_button);
  gtk_widget_class_bind_template_callback (widget_class, criteria_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, leave_out_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, post_clicked_cb);
}

static void
cadre_batch_pane_init (CadreBatchPane *self)
{
  CadreDate today = cadre_date_today ();
  g_autofree char *since = cadre_date_format (&today, CADRE_DATE_ISO);

  self->choices = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, choice_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_editable_set_text (self->since_entry, since);
  cadre_fact_table_set_columns (self->table, _("Who Is Proposed for Which Village"), columns, G_N_ELEMENTS (columns));
  update (self);
  self->is_ready = TRUE;
}
