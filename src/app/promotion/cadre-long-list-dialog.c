/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-long-list-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-candidacy.h"
#include "cadre-fact-table.h"
#include "cadre-filter.h"
#include "cadre-long-list-dialog.h"

enum
{
  COLUMN_NAME,
  COLUMN_POST,
  COLUMN_BIRTH,
  COLUMN_LEVEL_SINCE,
  COLUMN_IN_ROUND,
  N_COLUMNS,
};

static const CadreFactColumn columns[N_COLUMNS] = {
  [COLUMN_NAME] = { N_("Name"), 8 },
  [COLUMN_POST] = { N_("Post"), 0 },
  [COLUMN_BIRTH] = { N_("Birth"), 11 },
  [COLUMN_LEVEL_SINCE] = { N_("In Level Since"), 12 },
  [COLUMN_IN_ROUND] = { N_("Round"), 10 },
};

#define GET_PERSON \
  "SELECT p.name, coalesce (p.post_full, p.post_short, ''), ifnull (p.birth, ''), ifnull (p.post_level_since, ''), " \
  "EXISTS (SELECT 1 FROM candidacy c WHERE c.round_id = ?2 AND c.person_id = p.id) FROM person p WHERE p.id = ?1"

struct _CadreLongListDialog
{
  AdwWindow parent_instance;

  CadreWindow *window;
  gint64 round_id;
  gint64 rule_set_id;
  CadreDate as_of;
  char *name;                   /* of the round */

  GtkWidget *save_button;
  GtkWidget *add_button;
  GtkLabel *summary_label;
  GtkListBox *rules_list;
  CadreFactTable *table;
};

G_DEFINE_FINAL_TYPE (CadreLongListDialog, cadre_long_list_dialog, ADW_TYPE_WINDOW)

/* ---- reading */

typedef struct
{
  gint64 round_id;
  gint64 rule_set_id;
  CadreDate as_of;
  CadreEligibility *rules;
  CadreLongList *list;
  GPtrArray *rows;              /* CadreFactRow */
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  cadre_eligibility_free (load->rules);
  cadre_long_list_free (load->list);
  g_clear_pointer (&load->rows, g_ptr_array_unref);
  g_free (load);
}

static gboolean
read_rows (Load          *load,
           CadreArchive  *archive,
           GError       **error)
{
  g_autoptr(CadreStatement) row = cadre_archive_prepare (archive, GET_PERSON, error);

  if (row == NULL)
    return FALSE;

  load->rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < load->list->ids->len; i++)
    {
      gint64 id = g_array_index (load->list->ids, gint64, i);
      gboolean is_in;

      cadre_statement_reset (row);
      cadre_statement_bind_int64 (row, 1, id);
      cadre_statement_bind_int64 (row, 2, load->round_id);
      if (!cadre_statement_step (row, error))
        return FALSE;

      is_in = cadre_statement_get_int64 (row, COLUMN_IN_ROUND) != 0;
      {
        const char *texts[N_COLUMNS + 1] = {
          cadre_statement_get_text (row, COLUMN_NAME), cadre_statement_get_text (row, COLUMN_POST),
          cadre_statement_get_text (row, COLUMN_BIRTH), cadre_statement_get_text (row, COLUMN_LEVEL_SINCE),
          is_in ? _("in it") : "", NULL,
        };

        g_ptr_array_add (load->rows, cadre_fact_row_new (id, is_in, texts));
      }
    }

  return TRUE;
}

static gboolean
load_job (CadreJob      *job,
          CadreArchive  *archive,
          gpointer       data,
          GError       **error)
{
  Load *load = data;
  g_autoptr(CadreCatalogue) catalogue = cadre_catalogue_new (archive, error);

  return catalogue != NULL &&
         (load->rules = cadre_eligibility_load (archive, catalogue, load->rule_set_id, error)) != NULL &&
         (load->list = cadre_eligibility_run (load->rules, archive, 0, &load->as_of, error)) != NULL &&
         read_rows (load, archive, error);
}

static void
show_rules (CadreLongListDialog *self,
            const Load          *load)
{
  GPtrArray *rules = cadre_eligibility_get_rules (load->rules);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->rules_list))) != NULL)
    gtk_list_box_remove (self->rules_list, child);

  for (guint i = 0; i < rules->len; i++)
    {
      const CadreEligibilityRule *rule = g_ptr_array_index (rules, i);
      guint n = g_array_index (load->list->n_without, guint, i);
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *count = rule->is_must ? g_strdup_printf ("−%u", n) : g_strdup_printf (_("%u without"), n);
      GtkWidget *label = gtk_label_new (count);

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), rule->name);
      gtk_widget_set_tooltip_text (row, rule->clause);
      gtk_widget_add_css_class (label, rule->is_must && n > 0 ? "error" : "dim-label");
      gtk_widget_add_css_class (label, "numeric");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
      gtk_list_box_append (self->rules_list, row);
    }
}

static void
selected_cb (CadreLongListDialog *self)
{
  CadreFactRow *row = cadre_fact_table_get_selected (self->table);

  gtk_widget_set_sensitive (self->add_button, row != NULL && !cadre_fact_row_is_dim (row) &&
                            !cadre_session_is_read_only (cadre_window_get_session (self->window)));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CadreLongListDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *date = NULL;
  Load *load = cadre_session_get_data (result);

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      cadre_window_show_error (self->window, _("The long list cannot be made"), error);
      return;
    }

  date = cadre_date_format (&load->as_of, CADRE_DATE_ISO);
  text = g_strdup_printf (_("%u of %u people fit as of %s"), load->list->ids->len, load->list->n_people, date);
  gtk_label_set_label (self->summary_label, text);
  show_rules (self, load);
  cadre_fact_table_set_rows (self->table, load->rows);
  selected_cb (self);
}

static void
reload (CadreLongListDialog *self)
{
  Load *load = g_new0 (Load, 1);

  load->round_id = self->round_id;
  load->rule_set_id = self->rule_set_id;
  load->as_of = self->as_of;
  cadre_session_read (cadre_window_get_session (self->window), _("Make the Long List"), load_job, load, load_free, NULL,
                      loaded_cb, g_object_ref (self));
}

/* ---- changes */

typedef struct
{
  gint64 round_id;
  gint64 person_id;
  gint64 rule_set_id;
  char *name;
} Change;

static void
change_free (gpointer data)
{
  g_free (((Change *) data)->name);
  g_free (data);
}

static gboolean
add_job (CadreJob      *job,
         CadreArchive  *archive,
         gpointer       data,
         GError       **error)
{
  const Change *change = data;
  CadreDate today = cadre_date_today ();
  g_autofree char *date = cadre_date_format (&today, CADRE_DATE_ISO);

  return cadre_candidate_add (archive, change->round_id, change->person_id, date, error) > 0;
}

static gboolean
save_job (CadreJob      *job,
          CadreArchive  *archive,
          gpointer       data,
          GError       **error)
{
  const Change *change = data;
  g_autoptr(CadreCatalogue) catalogue = cadre_catalogue_new (archive, error);
  g_autoptr(CadreEligibility) rules = catalogue != NULL ? cadre_eligibility_load (archive, catalogue, change->rule_set_id, error)
                                                        : NULL;
  g_autofree char *json = rules != NULL ? cadre_eligibility_to_filter (rules) : NULL;
  g_autoptr(CadreFilter) filter = json != NULL ? cadre_filter_parse (catalogue, json, error) : NULL;

  return filter != NULL && cadre_filter_save (filter, archive, change->name, error);
}

static void
added_cb (gboolean done,
          gpointer data,
          gpointer user_data)
{
  g_autoptr(CadreLongListDialog) self = user_data;

  if (done && gtk_widget_get_visible (GTK_WIDGET (self)))
    reload (self);
}

static void
add_clicked_cb (CadreLongListDialog *self)
{
  CadreFactRow *row = cadre_fact_table_get_selected (self->table);
  Change *change;
  g_autofree char *name = NULL;

  if (row == NULL || cadre_fact_row_is_dim (row))
    return;

  change = g_new0 (Change, 1);
  change->round_id = self->round_id;
  change->person_id = cadre_fact_row_get_id (row);
  name = g_strdup_printf (_("Take %s into %s"), cadre_fact_row_get_text (row, COLUMN_NAME), self->name);
  cadre_window_act (self->window, "promotion", name, add_job, change, change_free, added_cb, g_object_ref (self));
}

static void
save_clicked_cb (CadreLongListDialog *self)
{
  Change *change = g_new0 (Change, 1);

  change->rule_set_id = self->rule_set_id;
  change->name = g_strdup (self->name);
  cadre_window_act (self->window, "edit", _("Save a list of people"), save_job, change, change_free, added_cb, g_object_ref (self));
}

/* ---- making */

static void
cadre_long_list_dialog_dispose (GObject *object)
{
  CadreLongListDialog *self = CADRE_LONG_LIST_DIALOG (object);

  g_clear_object (&self->window);
  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (cadre_long_list_dialog_parent_class)->dispose (object);
}

static void
cadre_long_list_dialog_class_init (CadreLongListDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cadre_long_list_dialog_dispose;

  g_type_ensure (CADRE_TYPE_FACT_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-long-list-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreLongListDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, CadreLongListDialog, add_button);
  gtk_widget_class_bind_template_child (widget_class, CadreLongListDialog, summary_label);
  gtk_widget_class_bind_template_child (widget_class, CadreLongListDialog, rules_list);
  gtk_widget_class_bind_template_child (widget_class, CadreLongListDialog, table);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cadre_long_list_dialog_init (CadreLongListDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cadre_fact_table_set_columns (self->table, _("Who Fits"), columns, G_N_ELEMENTS (columns));
}

/**
 * cadre_long_list_dialog_show:
 * @round: whose date the rules look at; today where it has none
 * @pipeline: the round's, with a rule set
 */
void
cadre_long_list_dialog_show (CadreWindow               *window,
                             const CadrePromotionRound *round,
                             const CadrePipeline       *pipeline)
{
  CadreLongListDialog *self = g_object_new (CADRE_TYPE_LONG_LIST_DIALOG, "transient-for", window, NULL);

  self->window = g_object_ref (window);
  self->round_id = round->id;
  self->rule_set_id = pipeline->rule_set_id;
  self->as_of = round->as_of.year > 0 ? round->as_of : cadre_date_today ();
  self->name = g_strdup (round->name);
  gtk_window_set_title (GTK_WINDOW (self), round->name);
  gtk_widget_set_sensitive (self->save_button, !cadre_session_is_read_only (cadre_window_get_session (window)));
  gtk_widget_set_sensitive (self->add_button, FALSE);
  gtk_window_present (GTK_WINDOW (self));
  reload (self);
}
