/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Candidates side by side: who they are, how they stand by each rule and on
 * what that rests; of a single one the history too. */

#define G_LOG_DOMAIN "cadre-candidate-dialog"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-candidacy.h"
#include "cadre-candidate-dialog.h"

/* What stands above the rules, in the words of the forms. */
static const struct
{
  const char *label;
  const char *sql;
} facts[] = {
  { "现任职务", "coalesce (p.post_full, p.post_short)" },
  { "性别", "p.sex" },
  { "出生年月", "p.birth" },
  { "民族", "p.ethnic_group" },
  { "参加工作时间", "p.work_start" },
  { "入党时间", "p.party_joined" },
  { "全日制学历", "p.fulltime_education" },
  { "在职学历", "p.inservice_education" },
  { "任现职时间", "p.post_since" },
  { "职务层次", "p.post_level || ifnull ('（' || p.post_level_since || '）', '')" },
  { "职级", "p.rank || ifnull ('（' || p.rank_since || '）', '')" },
  { "拟任职务", "(SELECT ifnull (u.name, '') || ifnull (c.target_post, '') FROM candidacy c LEFT JOIN unit u "
    "ON u.id = c.target_unit_id WHERE c.id = ?2)" },
};

typedef struct
{
  CadreCandidate *candidate;
  CadreEligibility *rules;
  GPtrArray *findings;
  GPtrArray *events;
  char *facts[G_N_ELEMENTS (facts)];
} Column;

typedef struct
{
  CadreWindow *window;
  GArray *ids;
  GPtrArray *columns;
} Compared;

static void
column_free (gpointer data)
{
  Column *column = data;

  cadre_candidate_free (column->candidate);
  g_clear_pointer (&column->findings, g_ptr_array_unref);
  g_clear_pointer (&column->events, g_ptr_array_unref);
  cadre_eligibility_free (column->rules);
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    g_free (column->facts[i]);
  g_free (column);
}

static void
compared_free (gpointer data)
{
  Compared *self = data;

  g_array_unref (self->ids);
  g_ptr_array_unref (self->columns);
  g_free (self);
}

static gboolean
read_facts (CadreArchive  *archive,
            Column        *column,
            GError       **error)
{
  g_autoptr(GString) sql = g_string_new ("SELECT 1");
  g_autoptr(CadreStatement) row = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    g_string_append_printf (sql, ", %s", facts[i].sql);
  g_string_append (sql, " FROM person p WHERE p.id = ?1");
  row = cadre_archive_prepare (archive, sql->str, error);
  if (row == NULL)
    return FALSE;

  cadre_statement_bind_int64 (row, 1, column->candidate->person_id);
  cadre_statement_bind_int64 (row, 2, column->candidate->id);
  if (!cadre_statement_step (row, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    column->facts[i] = cadre_statement_dup_text (row, (int) i + 1);

  return TRUE;
}

static gboolean
load_job (CadreJob      *job,
          CadreArchive  *archive,
          gpointer       data,
          GError       **error)
{
  Compared *self = data;
  g_autoptr(CadreCatalogue) catalogue = cadre_catalogue_new (archive, error);

  for (guint i = 0; catalogue != NULL && i < self->ids->len; i++)
    {
      gint64 id = g_array_index (self->ids, gint64, i);
      Column *column = g_new0 (Column, 1);

      g_ptr_array_add (self->columns, column);
      if (!(column->candidate = cadre_candidate_get (archive, id, error)) || !read_facts (archive, column, error) ||
          !(column->findings = cadre_candidate_check (archive, catalogue, id, &column->rules, error)) ||
          !(column->events = cadre_candidate_list_events (archive, id, error)))
        return FALSE;
    }

  return catalogue != NULL;
}

static GtkWidget *
cell_new (const char *text,
          const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static void
attach_finding (GtkGrid                       *grid,
                const CadreEligibilityFinding *finding,
                int                            column,
                int                            row)
{
  gboolean met = finding->state == CADRE_ELIGIBILITY_MET;
  g_autofree char *text = g_strconcat (met ? "✓ " : finding->rule->is_must ? "✗ " : "! ", finding->value, NULL);
  g_autoptr(GString) records = g_string_new (NULL);
  GtkWidget *cell = cell_new (text, met ? "success" : finding->rule->is_must ? "error" : "warning");

  for (guint i = 0; i < finding->records->len; i++)
    g_string_append_printf (records, "%s%s", i > 0 ? "\n" : "",
                            ((CadreEligibilityRecord *) g_ptr_array_index (finding->records, i))->text);
  if (records->len > 0)
    gtk_widget_set_tooltip_text (cell, records->str);
  gtk_grid_attach (grid, cell, column, row, 1, 1);
}

/* The rule, and under it its clause and what an exception would be. */
static GtkWidget *
rule_new (const CadreEligibilityRule *rule)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *clause = cell_new (rule->clause, "dim-label");

  gtk_box_append (GTK_BOX (box), cell_new (rule->name, NULL));
  gtk_widget_add_css_class (clause, "caption");
  gtk_box_append (GTK_BOX (box), clause);
  return box;
}

static const char *
say_direction (const char *direction)
{
  return g_str_equal (direction, "in") ? _("on to") : g_str_equal (direction, "back") ? _("back to") : _("out at");
}

static GtkWidget *
history_new (GPtrArray *events)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  for (guint i = 0; i < events->len; i++)
    {
      const CadreStageEvent *event = g_ptr_array_index (events, i);
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *title = g_strdup_printf ("%s  %s %s", event->date != NULL ? event->date : "",
                                                say_direction (event->direction), event->stage);

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      if (event->text != NULL && *event->text != '\0')
        adw_action_row_set_subtitle (ADW_ACTION_ROW (row), event->text);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }

  return list;
}

static void
fill_grid (GtkGrid   *grid,
           GPtrArray *columns)
{
  const Column *first = g_ptr_array_index (columns, 0);
  int row = 1;

  for (guint c = 0; c < columns->len; c++)
    gtk_grid_attach (grid, cell_new (((Column *) g_ptr_array_index (columns, c))->candidate->name, "title-4"), (int) c + 1, 0, 1, 1);

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++, row++)
    {
      gtk_grid_attach (grid, cell_new (facts[i].label, "dim-label"), 0, row, 1, 1);
      for (guint c = 0; c < columns->len; c++)
        gtk_grid_attach (grid, cell_new (((Column *) g_ptr_array_index (columns, c))->facts[i], NULL), (int) c + 1, row, 1, 1);
    }

  gtk_grid_attach (grid, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL), 0, row++, (int) columns->len + 1, 1);
  for (guint i = 0; i < first->findings->len; i++, row++)
    {
      gtk_grid_attach (grid, rule_new (((CadreEligibilityFinding *) g_ptr_array_index (first->findings, i))->rule), 0, row, 1, 1);
      for (guint c = 0; c < columns->len; c++)
        {
          const Column *column = g_ptr_array_index (columns, c);

          if (i < column->findings->len)
            attach_finding (grid, g_ptr_array_index (column->findings, i), (int) c + 1, row);
        }
    }
}

static void
show (Compared *self)
{
  GtkWidget *dialog = g_object_new (ADW_TYPE_WINDOW, "transient-for", self->window, "modal", TRUE,
                                    "destroy-with-parent", TRUE, "default-width", 420 + 200 * (int) self->columns->len,
                                    "default-height", 640, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *grid = gtk_grid_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();
  const Column *first = g_ptr_array_index (self->columns, 0);

  gtk_window_set_title (GTK_WINDOW (dialog), self->columns->len > 1 ? _("Compare Candidates") : first->candidate->name);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (dialog, keys);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 18);
  fill_grid (GTK_GRID (grid), self->columns);

  gtk_widget_set_margin_start (content, 18);
  gtk_widget_set_margin_end (content, 18);
  gtk_widget_set_margin_top (content, 12);
  gtk_widget_set_margin_bottom (content, 18);
  gtk_box_append (GTK_BOX (content), grid);
  if (self->columns->len == 1 && first->events->len > 0)
    gtk_box_append (GTK_BOX (content), history_new (first->events));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), content);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), scroller);
  adw_window_set_content (ADW_WINDOW (dialog), box);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CadreWindow) window = user_data;
  g_autoptr(GError) error = NULL;

  if (cadre_session_finish (CADRE_SESSION (source), result, &error))
    show (cadre_session_get_data (result));
  else
    cadre_window_show_error (window, _("The candidates cannot be shown"), error);
}

/**
 * cadre_candidate_dialog_show:
 * @ids: (element-type gint64): candidacies of one round
 *
 * Shows one candidate with the history, or several side by side.
 */
void
cadre_candidate_dialog_show (CadreWindow *window,
                             GArray      *ids)
{
  Compared *self = g_new0 (Compared, 1);

  self->window = window;
  self->ids = g_array_copy (ids);
  self->columns = g_ptr_array_new_with_free_func (column_free);
  cadre_session_read (cadre_window_get_session (window), _("Compare Candidates"), load_job, self, compared_free, NULL,
                      loaded_cb, g_object_ref (window));
}
