/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-ways-pane"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-fact-table.h"
#include "cadre-ways-pane.h"
#include "cadre-ways-up.h"
#include "cadre-window.h"

enum
{
  COUNT_YEAR,
  COUNT_SOURCE,
  COUNT_TARGET,
  COUNT_N,
  COUNT_YEARS,
  N_COUNT_COLUMNS,
};

static const CadreFactColumn count_columns[N_COUNT_COLUMNS] = {
  [COUNT_YEAR] = { N_("Year"), 6 },
  [COUNT_SOURCE] = { N_("Came from"), 12 },
  [COUNT_TARGET] = { N_("Moved to"), 0 },
  [COUNT_N] = { N_("People"), 8 },
  [COUNT_YEARS] = { N_("Years in the Post Before"), 20 },
};

enum
{
  NAME_NAME,
  NAME_DATE,
  NAME_FROM,
  NAME_TO,
  NAME_STEPS,
  N_NAME_COLUMNS,
};

static const CadreFactColumn name_columns[N_NAME_COLUMNS] = {
  [NAME_NAME] = { N_("Name"), 8 },
  [NAME_DATE] = { N_("Date"), 10 },
  [NAME_FROM] = { N_("From"), 20 },
  [NAME_TO] = { N_("To"), 20 },
  [NAME_STEPS] = { N_("Steps"), 0 },
};

struct _CadreWaysPane
{
  CadrePane parent_instance;

  gboolean filling;
  GPtrArray *ways;              /* CadreWayUp */
  GArray *counts;               /* CadreWayCount, of these ways */

  GtkLabel *summary_label;
  GtkSpinButton *from_spin;
  GtkSpinButton *to_spin;
  GtkStack *stack;
  CadreFactTable *counts_table;
  CadreFactTable *names_table;
};

G_DEFINE_FINAL_TYPE (CadreWaysPane, cadre_ways_pane, CADRE_TYPE_PANE)

typedef struct
{
  int from;
  int to;
  GPtrArray *ways;
} Load;

static void
load_free (gpointer data)
{
  g_clear_pointer (&((Load *) data)->ways, g_ptr_array_unref);
  g_free (data);
}

static gboolean
load_job (CadreJob      *job,
          CadreArchive  *archive,
          gpointer       data,
          GError       **error)
{
  Load *load = data;

  load->ways = cadre_ways_up_list (archive, load->from, load->to, error);
  return load->ways != NULL;
}

static CadreFactRow *
name_row_new (const CadreWayUp *way)
{
  const char *texts[N_NAME_COLUMNS + 1] = {
    way->name, way->date, way->from_post != NULL ? way->from_post : "", way->to_post, way->steps != NULL ? way->steps : "", NULL,
  };

  return cadre_fact_row_new (way->person_id, FALSE, texts);
}

/* The names behind the count that is chosen; all of them where none is. */
static void
count_selected_cb (CadreWaysPane *self)
{
  CadreFactRow *chosen = cadre_fact_table_get_selected (self->counts_table);
  const CadreWayCount *count = NULL;
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  if (chosen != NULL && self->counts != NULL && cadre_fact_row_get_id (chosen) < (gint64) self->counts->len)
    count = &g_array_index (self->counts, CadreWayCount, cadre_fact_row_get_id (chosen));
  for (guint i = 0; self->ways != NULL && i < self->ways->len; i++)
    {
      const CadreWayUp *way = g_ptr_array_index (self->ways, i);

      if (count == NULL || (way->year == count->year && way->sources[count->source] && g_str_equal (way->target, count->target)))
        g_ptr_array_add (rows, name_row_new (way));
    }
  cadre_fact_table_set_rows (self->names_table, rows);
}

static void
name_activated_cb (CadreWaysPane *self)
{
  CadreFactRow *row = cadre_fact_table_get_selected (self->names_table);

  if (row != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-person", "x", cadre_fact_row_get_id (row));
}

static void
show_counts (CadreWaysPane *self)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *text = g_strdup_printf (ngettext ("%u move up", "%u moves up", self->ways->len), self->ways->len);

  for (guint i = 0; i < self->counts->len; i++)
    {
      const CadreWayCount *count = &g_array_index (self->counts, CadreWayCount, i);
      g_autofree char *year = g_strdup_printf ("%d", count->year);
      g_autofree char *n = g_strdup_printf ("%u", count->n);
      g_autofree char *years = count->months > 0 ? g_strdup_printf ("%.1f", count->months / 12) : g_strdup ("");
      const char *texts[N_COUNT_COLUMNS + 1] = { year, cadre_way_source_get_name (count->source), count->target, n, years, NULL };

      g_ptr_array_add (rows, cadre_fact_row_new (i, FALSE, texts));
    }

  gtk_label_set_label (self->summary_label, text);
  cadre_fact_table_set_rows (self->counts_table, rows);
  gtk_stack_set_visible_child_name (self->stack, self->ways->len > 0 ? "ways" : "empty");
  count_selected_cb (self);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  CadreWaysPane *self = user_data;
  g_autoptr(GError) error = NULL;
  Load *load = cadre_session_get_data (result);

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        cadre_window_show_error (cadre_window_of (GTK_WIDGET (self)), _("The ways up cannot be counted"), error);
      return;
    }

  g_clear_pointer (&self->counts, g_array_unref);
  g_clear_pointer (&self->ways, g_ptr_array_unref);
  self->ways = g_steal_pointer (&load->ways);
  self->counts = cadre_ways_up_count (self->ways);
  show_counts (self);
}

static void
cadre_ways_pane_load (CadrePane *pane)
{
  CadreWaysPane *self = CADRE_WAYS_PANE (pane);
  Load *load = g_new0 (Load, 1);

  load->from = gtk_spin_button_get_value_as_int (self->from_spin);
  load->to = gtk_spin_button_get_value_as_int (self->to_spin);
  cadre_session_read (cadre_pane_get_session (pane), _("Count the Ways Up"), load_job, load, load_free,
                      cadre_pane_get_cancellable (pane), loaded_cb, self);
}

static void
cadre_ways_pane_find (CadrePane *pane)
{
  gtk_widget_grab_focus (GTK_WIDGET (CADRE_WAYS_PANE (pane)->from_spin));
}

static void
year_changed_cb (CadreWaysPane *self)
{
  if (!self->filling && cadre_pane_get_session (CADRE_PANE (self)) != NULL)
    cadre_pane_reload (CADRE_PANE (self));
}

static void
cadre_ways_pane_finalize (GObject *object)
{
  CadreWaysPane *self = CADRE_WAYS_PANE (object);

  g_clear_pointer (&self->counts, g_array_unref);
  g_clear_pointer (&self->ways, g_ptr_array_unref);

  G_OBJECT_CLASS (cadre_ways_pane_parent_class)->finalize (object);
}

static void
cadre_ways_pane_class_init (CadreWaysPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cadre_ways_pane_finalize;
  CADRE_PANE_CLASS (klass)->load = cadre_ways_pane_load;
  CADRE_PANE_CLASS (klass)->find = cadre_ways_pane_find;

  g_type_ensure (CADRE_TYPE_FACT_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-ways-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreWaysPane, summary_label);
  gtk_widget_class_bind_template_child (widget_class, CadreWaysPane, from_spin);
  gtk_widget_class_bind_template_child (widget_class, CadreWaysPane, to_spin);
  gtk_widget_class_bind_template_child (widget_class, CadreWaysPane, stack);
  gtk_widget_class_bind_template_child (widget_class, CadreWaysPane, counts_table);
  gtk_widget_class_bind_template_child (widget_class, CadreWaysPane, names_table);
  gtk_widget_class_bind_template_callback (widget_class, year_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, count_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_activated_cb);
}

static void
cadre_ways_pane_init (CadreWaysPane *self)
{
  CadreDate today = cadre_date_today ();

  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_spin_button_set_value (self->from_spin, today.year - 1);
  gtk_spin_button_set_value (self->to_spin, today.year);
  self->filling = FALSE;
  cadre_fact_table_set_columns (self->counts_table, _("Ways Up"), count_columns, G_N_ELEMENTS (count_columns));
  cadre_fact_table_set_columns (self->names_table, _("Who They Are"), name_columns, G_N_ELEMENTS (name_columns));
}
