/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-class-page"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-certificate-actions.h"
#include "cadre-class-actions.h"
#include "cadre-class-data.h"
#include "cadre-class-page.h"
#include "cadre-entry-grid.h"
#include "cadre-field-edit.h"
#include "cadre-history-dialog.h"
#include "cadre-record-dialog.h"
#include "cadre-record-lines.h"
#include "cadre-report-viewer.h"
#include "cadre-student-picker.h"

/* In the order of the switcher. A grid fills its tab; the others scroll. */
static const struct
{
  const char *name;
  const char *title;
  gboolean is_grid;
} tabs[] = {
  { "roll", N_("Roll and Marks"), TRUE },
  { "attendance", N_("Attendance"), TRUE },
  { "timetable", N_("Timetable"), FALSE },
  { "places", N_("Places and Weights"), FALSE },
  { "facts", N_("Facts"), FALSE },
  { "certificates", N_("Certificates"), FALSE },
};

#define N_TABS G_N_ELEMENTS (tabs)

/* What the button of the next step says in each state. */
static const struct
{
  const char *label;
  CadreClassVerb verb;
} next_steps[CADRE_CLASS_N_STATES] = {
  [CADRE_CLASS_DRAFT] = { N_("_Call Up"), CADRE_CLASS_DO_ADVANCE },
  [CADRE_CLASS_CALLED] = { N_("_End Nominations"), CADRE_CLASS_DO_ADVANCE },
  [CADRE_CLASS_NOMINATED] = { N_("_Settle the Roll"), CADRE_CLASS_DO_ADVANCE },
  [CADRE_CLASS_ROLLED] = { N_("_Begin"), CADRE_CLASS_DO_ADVANCE },
  [CADRE_CLASS_RUNNING] = { N_("_Close the Class"), CADRE_CLASS_DO_CLOSE },
  [CADRE_CLASS_CLOSED] = { N_("_Archive"), CADRE_CLASS_DO_ADVANCE },
  [CADRE_CLASS_ARCHIVED] = { NULL },
};

struct _CadreClassPage
{
  CadrePage parent_instance;

  CadreClassState state;
  char *name;
  gboolean must_lack;
  GSimpleActionGroup *actions;
  CadreEntryGrid *roll;
  CadreEntryGrid *attendance;
  CadreForm *form;
  GtkWidget *boxes[N_TABS];
  CadreRecordGroup *groups[CADRE_CLASS_N_GROUPS];
  CadreRecordGroup *certificates;
  GPtrArray *certificate_lines; /* CadreRecordLine: what it shows */
  CadreStudentPicker *picker;

  GtkMenuButton *add_button;
  GtkLabel *name_label;
  GtkLabel *facts_label;
  GtkLabel *state_label;
  GtkBox *needs_box;
  GtkButton *next_button;
  GtkStack *stack;
};

G_DEFINE_FINAL_TYPE (CadreClassPage, cadre_class_page, CADRE_TYPE_PAGE)

static CadreWindow *
get_window (CadreClassPage *self)
{
  return cadre_window_of (GTK_WIDGET (self));
}

static gint64
get_id (CadreClassPage *self)
{
  return cadre_page_get_record_id (CADRE_PAGE (self));
}

static gboolean
is_writable (CadreClassPage *self)
{
  CadreSession *session = cadre_page_get_session (CADRE_PAGE (self));

  return session != NULL && !cadre_session_is_read_only (session);
}

/* ---- changing */

/* What was refused shows again what stands. */
static void
grid_edited_done_cb (gboolean done,
                     gpointer data,
                     gpointer user_data)
{
  g_autoptr(CadreClassPage) self = user_data;

  if (!done && get_window (self) != NULL)
    cadre_page_reload (CADRE_PAGE (self));
}

static void
grid_edited_cb (CadreClassPage *self,
                GPtrArray      *edits)
{
  if (get_window (self) != NULL && cadre_window_get_session (get_window (self)) != NULL)
    cadre_class_actions_edit (get_window (self), get_id (self), self->name, edits, grid_edited_done_cb, g_object_ref (self));
}

static void
fact_edited_cb (CadreClassPage *self,
                const char     *key,
                const char     *text)
{
  g_autofree char *name = g_strdup_printf (_("Change the class %s"), self->name);

  cadre_field_edit (get_window (self), self->form, get_id (self), key, text, name);
}

static void
history_cb (CadreClassPage *self,
            const char     *key)
{
  cadre_history_dialog_show (GTK_WINDOW (get_window (self)), "class", get_id (self), key);
}

static guint
find_group (CadreClassPage   *self,
            CadreRecordGroup *group)
{
  guint i = 0;

  while (i + 1 < CADRE_CLASS_N_GROUPS && self->groups[i] != group)
    i++;

  return i;
}

static void
record_activated_cb (CadreClassPage   *self,
                     gint64            id,
                     CadreRecordGroup *group)
{
  cadre_record_dialog_open (get_window (self), cadre_class_data_get_group (find_group (self, group))->kind, id);
}

static void
certificate_activated_cb (CadreClassPage *self,
                          gint64          id)
{
  for (guint i = 0; i < self->certificate_lines->len; i++)
    {
      const CadreRecordLine *line = g_ptr_array_index (self->certificate_lines, i);

      if (line->id == id)
        cadre_certificate_actions_ask (get_window (self), id, line->title);
    }
}

static void
print_activated (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       data)
{
  cadre_report_viewer_open_class (get_window (data), g_variant_get_string (parameter, NULL), cadre_page_get_record_id (CADRE_PAGE (data)));
}

static void
add_cb (CadreClassPage   *self,
        CadreRecordGroup *group)
{
  cadre_record_dialog_add_to (get_window (self), cadre_class_data_get_group (find_group (self, group))->kind, "class_id",
                              get_id (self));
}

static void
picked_cb (CadreClassPage *self,
           GArray         *person_ids)
{
  cadre_class_actions_add (get_window (self), get_id (self), self->name, person_ids);
}

static void
next_clicked_cb (CadreClassPage *self)
{
  cadre_class_actions_do (get_window (self), get_id (self), self->name, next_steps[self->state].verb);
}

static void
verb_activated (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  CadreClassPage *self = data;
  static const struct { const char *name; CadreClassVerb verb; } verbs[] = {
    { "back", CADRE_CLASS_DO_BACK }, { "reopen", CADRE_CLASS_DO_REOPEN }, { "compute", CADRE_CLASS_DO_COMPUTE },
    { "outstanding", CADRE_CLASS_DO_OUTSTANDING }, { "resume", CADRE_CLASS_DO_RESUME },
  };

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i].name, g_action_get_name (G_ACTION (action))))
      cadre_class_actions_do (get_window (self), get_id (self), self->name, verbs[i].verb);
}

/* ---- showing */

static void
enable (CadreClassPage *self,
        const char     *name,
        gboolean        enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name)), enabled);
}

static void
show_needs (CadreClassPage *self,
            GPtrArray      *needs)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->needs_box))) != NULL)
    gtk_box_remove (self->needs_box, child);

  self->must_lack = FALSE;
  for (guint i = 0; i < needs->len; i++)
    {
      const CadreClassNeed *need = g_ptr_array_index (needs, i);
      g_autofree char *text = need->must ? g_strdup_printf (_("Needed: %s"), need->text) : g_strdup (need->text);
      GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "wrap", TRUE, NULL);

      gtk_widget_add_css_class (label, need->must ? "error" : "dim-label");
      gtk_box_append (self->needs_box, label);
      self->must_lack |= need->must;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->needs_box), needs->len > 0);
}

static void
show_head (CadreClassPage *self,
           CadreClassData *data)
{
  const CadreClassSummary *summary = data->summary;
  g_autoptr(GString) facts = g_string_new (NULL);
  const char *step = next_steps[summary->state].label;
  gboolean writable = is_writable (self);

  g_free (self->name);
  self->name = g_strdup (summary->name);
  self->state = summary->state;
  cadre_page_set_title (CADRE_PAGE (self), summary->name);
  gtk_label_set_label (self->name_label, summary->name);
  gtk_label_set_label (self->state_label, cadre_class_state_get_name (summary->state));

  if (summary->since != NULL)
    g_string_append_printf (facts, "%s–%s · ", summary->since, summary->until != NULL ? summary->until : "");
  g_string_append_printf (facts, _("%g hours"), summary->hours);
  g_string_append (facts, " · ");
  g_string_append_printf (facts, ngettext ("%u student", "%u students", summary->n_students), summary->n_students);
  if (summary->n_places > 0)
    g_string_append_printf (facts, _(" of %u places"), summary->n_places);
  if (summary->n_nominated > 0)
    g_string_append_printf (facts, _(" · %u named"), summary->n_nominated);
  if (summary->state >= CADRE_CLASS_CLOSED)
    g_string_append_printf (facts, _(" · %u finished, %u void"), summary->n_finished, summary->n_void);
  gtk_label_set_label (self->facts_label, facts->str);

  show_needs (self, data->needs);
  gtk_widget_set_visible (GTK_WIDGET (self->next_button), step != NULL && writable);
  if (step != NULL)
    gtk_button_set_label (self->next_button, _(step));
  gtk_widget_set_sensitive (GTK_WIDGET (self->next_button), !self->must_lack);
  gtk_widget_set_sensitive (GTK_WIDGET (self->add_button), writable && summary->state < CADRE_CLASS_CLOSED);

  enable (self, "back", writable && summary->state != CADRE_CLASS_DRAFT && summary->state != CADRE_CLASS_CLOSED);
  enable (self, "reopen", writable && summary->state == CADRE_CLASS_CLOSED);
  enable (self, "compute", writable && summary->state < CADRE_CLASS_CLOSED && data->roll->parts->len > 0);
  enable (self, "outstanding", writable && summary->state < CADRE_CLASS_CLOSED);
  enable (self, "resume", writable && summary->state >= CADRE_CLASS_CLOSED && summary->is_long);
}

static guint
find_tab (const char *name)
{
  guint i = 0;

  while (i + 1 < N_TABS && !g_str_equal (tabs[i].name, name))
    i++;

  return i;
}

static void
make_form (CadreClassPage *self,
           CadreClassData *data)
{
  if (self->form != NULL)
    return;

  self->form = CADRE_FORM (cadre_form_new (data->catalogue, cadre_catalogue_get_kind (data->catalogue, "class"), FALSE));
  g_signal_connect_object (self->form, "edited", G_CALLBACK (fact_edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "history", G_CALLBACK (history_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->boxes[find_tab ("facts")]), GTK_WIDGET (self->form));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  CadreClassPage *self = user_data;
  g_autoptr(GError) error = NULL;
  CadreClassData *data = cadre_session_get_data (result);

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      cadre_page_load_failed (self, _("The class cannot be shown"), error);
      return;
    }

  show_head (self, data);
  make_form (self, data);
  cadre_form_set_shown (self->form, data->shown);
  gtk_widget_set_sensitive (GTK_WIDGET (self->form), is_writable (self) && self->state < CADRE_CLASS_CLOSED);
  cadre_entry_grid_set_columns (self->roll, data->roll_columns);
  cadre_entry_grid_set_rows (self->roll, data->roll_rows);
  cadre_entry_grid_set_columns (self->attendance, data->attendance_columns);
  cadre_entry_grid_set_rows (self->attendance, data->attendance_rows);
  for (guint i = 0; i < CADRE_CLASS_N_GROUPS; i++)
    cadre_record_group_show_lines (self->groups[i], data->groups[i]);
  cadre_record_group_show_lines (self->certificates, data->certificates);
  g_clear_pointer (&self->certificate_lines, g_ptr_array_unref);
  self->certificate_lines = g_ptr_array_ref (data->certificates);
}

static void
cadre_class_page_load (CadrePage *page)
{
  cadre_session_read (cadre_page_get_session (page), _("Open a Class"), cadre_class_data_load,
                      cadre_class_data_new (cadre_page_get_record_id (page)), cadre_class_data_free,
                      cadre_page_get_cancellable (page), loaded_cb, page);
}

/* ---- making */

static GtkWidget *
add_tab (CadreClassPage *self,
         guint           tab)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, tabs[tab].is_grid ? 0 : 24);
  GtkWidget *page = box;

  if (!tabs[tab].is_grid)
    {
      GtkWidget *clamp = g_object_new (ADW_TYPE_CLAMP, "child", box, "maximum-size", 1100, "tightening-threshold", 900,
                                       "margin-top", 18, "margin-bottom", 24, "margin-start", 18, "margin-end", 18, NULL);

      page = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", clamp, "hscrollbar-policy", GTK_POLICY_NEVER, NULL);
    }

  gtk_stack_add_titled (self->stack, page, tabs[tab].name, _(tabs[tab].title));
  return box;
}

static CadreEntryGrid *
add_grid (CadreClassPage *self,
          const char     *tab)
{
  GtkWidget *grid = cadre_entry_grid_new (_(tabs[find_tab (tab)].title));

  g_signal_connect_object (grid, "edited", G_CALLBACK (grid_edited_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->boxes[find_tab (tab)]), grid);
  return CADRE_ENTRY_GRID (grid);
}

static void
add_groups (CadreClassPage *self)
{
  for (guint i = 0; i < CADRE_CLASS_N_GROUPS; i++)
    {
      const CadreClassGroupInfo *info = cadre_class_data_get_group (i);

      self->groups[i] = CADRE_RECORD_GROUP (cadre_record_group_new (_(info->title), is_writable (self)));
      g_signal_connect_object (self->groups[i], "record-activated", G_CALLBACK (record_activated_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->groups[i], "add", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (self->boxes[find_tab (info->tab)]), GTK_WIDGET (self->groups[i]));
    }

  self->certificates = CADRE_RECORD_GROUP (cadre_record_group_new (_("Certificates"), FALSE));
  g_signal_connect_object (self->certificates, "record-activated", G_CALLBACK (certificate_activated_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->boxes[find_tab ("certificates")]), GTK_WIDGET (self->certificates));
}

static const GActionEntry action_entries[] = {
  { "back", verb_activated },
  { "reopen", verb_activated },
  { "compute", verb_activated },
  { "outstanding", verb_activated },
  { "resume", verb_activated },
  { "print", print_activated, "s" },
};

static void
cadre_class_page_constructed (GObject *object)
{
  CadreClassPage *self = CADRE_CLASS_PAGE (object);

  G_OBJECT_CLASS (cadre_class_page_parent_class)->constructed (object);

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), action_entries, G_N_ELEMENTS (action_entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "class", G_ACTION_GROUP (self->actions));

  for (guint i = 0; i < N_TABS; i++)
    self->boxes[i] = add_tab (self, i);
  self->roll = add_grid (self, "roll");
  self->attendance = add_grid (self, "attendance");
  add_groups (self);

  self->picker = CADRE_STUDENT_PICKER (cadre_student_picker_new (cadre_page_get_session (CADRE_PAGE (self))));
  g_signal_connect_object (self->picker, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (self->add_button, GTK_WIDGET (self->picker));
}

static void
cadre_class_page_dispose (GObject *object)
{
  CadreClassPage *self = CADRE_CLASS_PAGE (object);

  g_clear_object (&self->actions);
  g_clear_pointer (&self->certificate_lines, g_ptr_array_unref);

  G_OBJECT_CLASS (cadre_class_page_parent_class)->dispose (object);
}

static void
cadre_class_page_finalize (GObject *object)
{
  g_free (CADRE_CLASS_PAGE (object)->name);

  G_OBJECT_CLASS (cadre_class_page_parent_class)->finalize (object);
}

static void
cadre_class_page_class_init (CadreClassPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = cadre_class_page_constructed;
  object_class->dispose = cadre_class_page_dispose;
  object_class->finalize = cadre_class_page_finalize;
  CADRE_PAGE_CLASS (klass)->load = cadre_class_page_load;

  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-class-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreClassPage, add_button);
  gtk_widget_class_bind_template_child (widget_class, CadreClassPage, name_label);
  gtk_widget_class_bind_template_child (widget_class, CadreClassPage, facts_label);
  gtk_widget_class_bind_template_child (widget_class, CadreClassPage, state_label);
  gtk_widget_class_bind_template_child (widget_class, CadreClassPage, needs_box);
  gtk_widget_class_bind_template_child (widget_class, CadreClassPage, next_button);
  gtk_widget_class_bind_template_child (widget_class, CadreClassPage, stack);
  gtk_widget_class_bind_template_callback (widget_class, next_clicked_cb);
}

static void
cadre_class_page_init (CadreClassPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
