/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-check-pane"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-check.h"
#include "cadre-check-pane.h"
#include "cadre-window.h"

/* So many faults of one kind are listed. */
#define MAX_LISTED 100

struct _CadreCheckPane
{
  CadrePane parent_instance;

  GPtrArray *findings;      /* CadreFinding, those of one check together */
  GPtrArray *rows;          /* GtkWidget */

  GtkStack *stack;
  AdwStatusPage *status;
  GtkSpinner *spinner;
  AdwPreferencesGroup *group;
  GtkWidget *mend_all_button;
};

G_DEFINE_FINAL_TYPE (CadreCheckPane, cadre_check_pane, CADRE_TYPE_PANE)

static void check (CadreCheckPane *self);

static const struct
{
  const char *icon_name;
  const char *css_class;
} levels[] = {
  [CADRE_CHECK_ERROR] = { "dialog-error-symbolic", "error" },
  [CADRE_CHECK_WARNING] = { "dialog-warning-symbolic", "warning" },
  [CADRE_CHECK_HINT] = { "dialog-information-symbolic", "dim-label" },
};

/* -------------------------------------------------------------------- mending */

typedef struct
{
  GPtrArray *all;           /* keeps those to mend */
  GPtrArray *findings;
  guint n_mended;
} Mend;

static void
mend_free (gpointer data)
{
  Mend *mend = data;

  g_ptr_array_unref (mend->findings);
  g_ptr_array_unref (mend->all);
  g_free (mend);
}

static gboolean
mend_findings (CadreJob      *job,
               CadreArchive  *archive,
               gpointer       data,
               GError       **error)
{
  Mend *mend = data;

  return cadre_check_mend (archive, mend->findings, &mend->n_mended, error);
}

static void
mended_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(CadreCheckPane) self = data;
  CadreWindow *window = cadre_window_of (GTK_WIDGET (self));
  g_autoptr(GError) error = NULL;
  gboolean done = cadre_session_finish (CADRE_SESSION (source), result, &error);

  if (window == NULL)
    return;
  if (!done)
    {
      cadre_window_show_error (window, _("What the check found could not be mended"), error);
      return;
    }

  cadre_window_toast_done (window, cadre_session_get_undo_name (CADRE_SESSION (source)));
  check (self);
}

/* Of one check, or of all. */
static void
mend (CadreCheckPane *self,
      const char     *key)
{
  Mend *data = g_new0 (Mend, 1);

  /* The pane and the job share what was found; neither changes it. */
  data->all = g_ptr_array_ref (self->findings);
  data->findings = g_ptr_array_new ();
  for (guint i = 0; i < self->findings->len; i++)
    {
      CadreFinding *finding = g_ptr_array_index (self->findings, i);

      if (finding->mendable && (key == NULL || g_str_equal (finding->check, key)))
        g_ptr_array_add (data->findings, finding);
    }
  cadre_session_write (cadre_pane_get_session (CADRE_PANE (self)), _("Mending what the check found"),
                       mend_findings, data, mend_free, NULL, mended_cb, g_object_ref (self));
}

static void
mend_all_clicked_cb (CadreCheckPane *self)
{
  mend (self, NULL);
}

static void
mend_clicked_cb (CadreCheckPane *self,
                 GtkWidget      *button)
{
  mend (self, g_object_get_data (G_OBJECT (button), "check"));
}

/* -------------------------------------------------------------------- listing */

static void
person_activated_cb (GtkWidget *row)
{
  const gint64 *person_id = g_object_get_data (G_OBJECT (row), "person");

  gtk_widget_activate_action (row, "win.open-person", "x", *person_id);
}

static GtkWidget *
finding_row_new (const CadreFinding *finding)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), finding->message);
  if (finding->person_id > 0)
    {
      g_object_set_data_full (G_OBJECT (row), "person", g_memdup2 (&finding->person_id, sizeof finding->person_id), g_free);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
      g_signal_connect (row, "activated", G_CALLBACK (person_activated_cb), NULL);
    }

  return row;
}

static void
add_mend_button (CadreCheckPane     *self,
                 GtkWidget          *row,
                 const CadreFinding *finding)
{
  GtkWidget *button = gtk_button_new_with_label (_("Mend"));
  g_autofree char *label = g_strdup_printf (_("Mend %s"), finding->title);
  gboolean writable = !cadre_session_is_read_only (cadre_pane_get_session (CADRE_PANE (self)));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, writable);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (button), "check", g_strdup (finding->check), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (mend_clicked_cb), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row), button);
}

/* One row for the faults of one kind, from @first on. */
static guint
add_check (CadreCheckPane *self,
           guint           first)
{
  const CadreFinding *finding = g_ptr_array_index (self->findings, first);
  GtkWidget *row = adw_expander_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (levels[finding->level].icon_name);
  g_autofree char *subtitle = NULL;
  guint n = 0;

  while (first + n < self->findings->len &&
         g_str_equal (((CadreFinding *) g_ptr_array_index (self->findings, first + n))->check, finding->check))
    {
      if (n < MAX_LISTED)
        adw_expander_row_add_row (ADW_EXPANDER_ROW (row), finding_row_new (g_ptr_array_index (self->findings, first + n)));
      n++;
    }

  subtitle = n > MAX_LISTED ? g_strdup_printf (_("%s · %u found, the first %u are listed"),
                                               cadre_check_level_get_name (finding->level), n, MAX_LISTED)
                            : g_strdup_printf (_("%s · %u found"), cadre_check_level_get_name (finding->level), n);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), finding->title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  gtk_widget_add_css_class (icon, levels[finding->level].css_class);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), icon);
  if (finding->mendable)
    add_mend_button (self, row, finding);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);

  return n;
}

static int
compare_checks (gconstpointer a,
                gconstpointer b)
{
  const CadreFinding *x = *(CadreFinding * const *) a;
  const CadreFinding *y = *(CadreFinding * const *) b;

  return x->level != y->level ? (int) x->level - (int) y->level : g_strcmp0 (x->check, y->check);
}

static void
show_findings (CadreCheckPane *self)
{
  gboolean any_mendable = FALSE;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  g_ptr_array_sort (self->findings, compare_checks);
  for (guint i = 0; i < self->findings->len;)
    i += add_check (self, i);
  for (guint i = 0; i < self->findings->len; i++)
    any_mendable |= ((CadreFinding *) g_ptr_array_index (self->findings, i))->mendable;
  gtk_widget_set_visible (self->mend_all_button, any_mendable &&
                          !cadre_session_is_read_only (cadre_pane_get_session (CADRE_PANE (self))));

  if (self->findings->len == 0)
    {
      adw_status_page_set_icon_name (self->status, "object-select-symbolic");
      adw_status_page_set_title (self->status, _("No Faults Found"));
    }
  gtk_stack_set_visible_child_name (self->stack, self->findings->len > 0 ? "list" : "start");
}

/* -------------------------------------------------------------------- checking */

static gboolean
run_check (CadreJob      *job,
           CadreArchive  *archive,
           gpointer       data,
           GError       **error)
{
  GPtrArray **findings = data;

  *findings = cadre_check_run (archive, error);
  return *findings != NULL;
}

static void
free_findings (gpointer data)
{
  GPtrArray **findings = data;

  g_clear_pointer (findings, g_ptr_array_unref);
  g_free (findings);
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(CadreCheckPane) self = data;
  CadreWindow *window = cadre_window_of (GTK_WIDGET (self));
  GPtrArray **findings = cadre_session_get_data (result);
  g_autoptr(GError) error = NULL;
  gboolean done = cadre_session_finish (CADRE_SESSION (source), result, &error);

  if (window == NULL)
    return;
  gtk_spinner_stop (self->spinner);
  if (done)
    {
      g_clear_pointer (&self->findings, g_ptr_array_unref);
      self->findings = g_steal_pointer (findings);
      show_findings (self);
      return;
    }

  gtk_stack_set_visible_child_name (self->stack, "start");
  cadre_window_show_error (window, _("The check could not be finished"), error);
}

/* By the connection that writes: only it can look at the search index. */
static void
check (CadreCheckPane *self)
{
  gtk_spinner_start (self->spinner);
  gtk_stack_set_visible_child_name (self->stack, "running");
  cadre_session_write (cadre_pane_get_session (CADRE_PANE (self)), _("Checking the archive"), run_check,
                       g_new0 (GPtrArray *, 1), free_findings, NULL, checked_cb, g_object_ref (self));
}

static void
check_clicked_cb (CadreCheckPane *self)
{
  check (self);
}

/* A check takes long on a large archive: only who asks gets one. */
static void
cadre_check_pane_load (CadrePane *pane)
{
}

static void
cadre_check_pane_finalize (GObject *object)
{
  CadreCheckPane *self = CADRE_CHECK_PANE (object);

  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (cadre_check_pane_parent_class)->finalize (object);
}

static void
cadre_check_pane_class_init (CadreCheckPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cadre_check_pane_finalize;
  CADRE_PANE_CLASS (klass)->load = cadre_check_pane_load;

  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-check-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreCheckPane, stack);
  gtk_widget_class_bind_template_child (widget_class, CadreCheckPane, status);
  gtk_widget_class_bind_template_child (widget_class, CadreCheckPane, spinner);
  gtk_widget_class_bind_template_child (widget_class, CadreCheckPane, group);
  gtk_widget_class_bind_template_child (widget_class, CadreCheckPane, mend_all_button);
  gtk_widget_class_bind_template_callback (widget_class, check_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, mend_all_clicked_cb);
}

static void
cadre_check_pane_init (CadreCheckPane *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
