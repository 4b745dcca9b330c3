/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-report-viewer"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-report-about.h"
#include "cadre-report-editor.h"
#include "cadre-report-output.h"
#include "cadre-report-viewer.h"
#include "cadre-report-view.h"
#include "cadre-unit-picker.h"

/* How often pages that have been laid out meanwhile are shown, and how long
 * to wait for more changes of the scope. */
#define TICK_MS 60
#define DELAY_MS 250

struct _CadreReportViewer
{
  CadrePage parent_instance;

  CadreReportRequest *request;
  CadreReportScopeFlags scope;
  gboolean has_names;
  GArray *classes;              /* CadreClassChoice, as in the drop-down, after “all” */
  CadreReportDocument *document;
  GCancellable *cancellable;
  guint tick, delay;
  guint page;                   /* to go back to once it is laid out again; 0: the first */
  gboolean filling;             /* what changes is not the user's doing */
  GSettings *settings;

  GtkWidget *unit_button;
  GtkLabel *unit_label;
  GtkPopover *unit_popover;
  CadreUnitPicker *unit_picker;
  GtkMenuButton *date_button;
  GtkLabel *date_label;
  GtkCalendar *calendar;
  GtkWidget *year_box;
  GtkSpinButton *year;
  GtkDropDown *class_choice;
  GtkWidget *persons_button;
  GtkLabel *persons_label;
  GtkCheckButton *names_button;
  GtkStack *stack;
  CadreReportView *view;
  AdwStatusPage *message;
  GtkWidget *choose_people;
  GtkWidget *pager;
  GtkLabel *page_label;
  GSimpleActionGroup *actions;
};

enum
{
  PROP_0,
  PROP_REQUEST,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CadreReportViewer, cadre_report_viewer, CADRE_TYPE_PAGE)

static CadreSession *
get_session (CadreReportViewer *self)
{
  return cadre_page_get_session (CADRE_PAGE (self));
}

static void
enable (CadreReportViewer *self,
        const char      *name,
        gboolean         enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name)), enabled);
}

/* ------------------------------------------------------------------ the preview */

typedef struct
{
  CadreReportRequest *request;
  CadreReportDocument *document;
} Preview;

static void
preview_free (gpointer data)
{
  Preview *preview = data;

  cadre_report_request_unref (preview->request);
  g_object_unref (preview->document);
  g_free (preview);
}

static gboolean
preview_job (CadreJob      *job,
             CadreArchive  *archive,
             gpointer       data,
             GError       **error)
{
  Preview *preview = data;
  g_autoptr(GPtrArray) tables = cadre_report_request_build (preview->request, archive, error);

  return tables != NULL &&
         cadre_report_document_add_tables (preview->document, tables, preview->request->names,
                                           cadre_job_get_cancellable (job), error);
}

static void
show_position (CadreReportViewer *self)
{
  guint n = self->document != NULL ? cadre_report_document_get_n_pages (self->document) : 0;
  gboolean complete = n > 0 && cadre_report_document_is_complete (self->document);
  g_autofree char *text = g_strdup_printf (complete ? _("Page %u of %u") : _("Page %u of more than %u"),
                                           cadre_report_view_get_page (self->view), n);

  gtk_label_set_label (self->page_label, n > 0 ? text : "");
  gtk_widget_set_visible (self->pager, n > 0);
  enable (self, "print", complete);
}

static void
show_pages (CadreReportViewer *self)
{
  if (cadre_report_document_get_n_pages (self->document) == 0)
    return;

  gtk_stack_set_visible_child_name (self->stack, "pages");
  cadre_report_view_update (self->view);
  if (self->page > 0 && self->page <= cadre_report_document_get_n_pages (self->document))
    {
      cadre_report_view_show_page (self->view, self->page);
      self->page = 0;
    }
  show_position (self);
}

static gboolean
tick_cb (gpointer data)
{
  show_pages (data);
  return G_SOURCE_CONTINUE;
}

static void
show_failure (CadreReportViewer *self,
              const GError    *error)
{
  gboolean nothing = g_error_matches (error, CADRE_ERROR, CADRE_ERROR_NOTHING_TO_DO);
  gboolean people = g_error_matches (error, CADRE_ERROR, CADRE_ERROR_INVALID) && self->request->persons == NULL &&
                    (self->scope & CADRE_REPORT_SCOPE_PERSONS);

  adw_status_page_set_title (self->message, nothing ? _("Nothing to Report") : _("No Report Yet"));
  adw_status_page_set_description (self->message, error->message);
  gtk_widget_set_visible (self->choose_people, people);
  gtk_stack_set_visible_child_name (self->stack, "message");
  cadre_report_view_set_document (self->view, NULL);
  g_clear_object (&self->document);
  show_position (self);
}

static void
previewed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  CadreReportViewer *self = data;
  g_autoptr(GError) error = NULL;
  gboolean done = cadre_session_finish (CADRE_SESSION (source), result, &error);

  /* Something else was asked for meanwhile, or the viewer is gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_handle_id (&self->tick, g_source_remove);
  enable (self, "export", done);
  if (done)
    show_pages (self);
  else
    show_failure (self, error);
}

static void
refresh (CadreReportViewer *self)
{
  Preview *preview = g_new0 (Preview, 1);
  g_autofree char *title = g_strdup_printf (_("Laying out %s"), self->request->name);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->document);
  g_clear_handle_id (&self->tick, g_source_remove);

  self->cancellable = g_cancellable_new ();
  self->document = cadre_report_document_new ();
  cadre_report_view_set_document (self->view, self->document);
  enable (self, "export", FALSE);
  show_position (self);
  preview->request = cadre_report_request_copy (self->request);
  preview->document = g_object_ref (self->document);
  self->tick = g_timeout_add (TICK_MS, tick_cb, self);
  cadre_session_read (get_session (self), title, preview_job, preview, preview_free, self->cancellable, previewed_cb, self);
}

static gboolean
delay_cb (gpointer data)
{
  CadreReportViewer *self = data;

  self->delay = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

static void
refresh_soon (CadreReportViewer *self)
{
  g_clear_handle_id (&self->delay, g_source_remove);
  self->delay = g_timeout_add (DELAY_MS, delay_cb, self);
}

static void
scope_changed (CadreReportViewer *self)
{
  if (self->filling)
    return;

  self->page = 0;
  cadre_report_request_remember (self->request, self->settings, cadre_session_get_path (get_session (self)));
  refresh_soon (self);
}

/* -------------------------------------------------------------------- the scope */

static void
set_unit (CadreReportViewer *self,
          gint64           id,
          const char      *name)
{
  self->request->unit_id = id;
  gtk_label_set_label (self->unit_label, name);
  gtk_popover_popdown (self->unit_popover);
  scope_changed (self);
}

static void
unit_picked_cb (CadreReportViewer *self,
                CadreUnit       *unit)
{
  set_unit (self, cadre_unit_get_id (unit), cadre_unit_get_name (unit));
}

static void
all_units_clicked_cb (CadreReportViewer *self)
{
  set_unit (self, 0, _("All Units"));
}

static void
set_date (CadreReportViewer *self,
          const char      *date)
{
  g_free (self->request->as_of);
  self->request->as_of = g_strdup (date);
  gtk_label_set_label (self->date_label, date != NULL ? date : _("Today"));
  gtk_menu_button_popdown (self->date_button);

  /* The year follows the date, until it is chosen itself. */
  if (self->request->year == 0)
    {
      g_autoptr(GDateTime) today = g_date_time_new_now_local ();

      gboolean filling = self->filling;

      self->filling = TRUE;
      gtk_spin_button_set_value (self->year, date != NULL ? g_ascii_strtod (date, NULL) : g_date_time_get_year (today));
      self->filling = filling;
    }
  scope_changed (self);
}

static void
day_selected_cb (CadreReportViewer *self)
{
  g_autoptr(GDateTime) day = gtk_calendar_get_date (self->calendar);
  g_autofree char *date = g_date_time_format (day, "%Y-%m-%d");

  set_date (self, date);
}

static void
today_clicked_cb (CadreReportViewer *self)
{
  set_date (self, NULL);
}

static void
year_changed_cb (CadreReportViewer *self)
{
  if (self->filling)
    return;

  self->request->year = gtk_spin_button_get_value_as_int (self->year);
  scope_changed (self);
}

static void
class_changed_cb (CadreReportViewer *self)
{
  guint chosen = gtk_drop_down_get_selected (self->class_choice);

  if (self->filling)
    return;

  self->request->class_id = chosen > 0 && chosen <= self->classes->len ?
                            g_array_index (self->classes, CadreClassChoice, chosen - 1).id : 0;
  scope_changed (self);
}

static void
names_toggled_cb (CadreReportViewer *self)
{
  if (self->filling)
    return;

  self->request->names = gtk_check_button_get_active (self->names_button);
  scope_changed (self);
}

static void
show_persons (CadreReportViewer *self)
{
  guint n = self->request->persons != NULL ? self->request->persons->len : 0;
  g_autofree char *text = g_strdup_printf (ngettext ("Only %u Person", "Only %u People", n), n);

  gtk_label_set_label (self->persons_label, text);
  gtk_widget_set_visible (self->persons_button, n > 0);
}

static void
everybody_clicked_cb (CadreReportViewer *self)
{
  g_clear_pointer (&self->request->persons, g_array_unref);
  show_persons (self);
  scope_changed (self);
}

/* ------------------------------------------------------------- what it asks for */

/* Shows what was chosen for the report before this one, where it applies. */
static void
recall_scope (CadreReportViewer *self)
{
  CadreUnit *unit;

  cadre_report_request_recall (self->request, self->settings, cadre_session_get_path (get_session (self)));
  if (self->request->persons != NULL || (self->scope & CADRE_REPORT_SCOPE_UNIT) == 0)
    self->request->unit_id = 0;
  if ((self->scope & CADRE_REPORT_SCOPE_AS_OF) == 0)
    g_clear_pointer (&self->request->as_of, g_free);
  self->request->names = self->request->names && self->has_names;

  unit = cadre_unit_tree_find (cadre_session_get_units (get_session (self)), self->request->unit_id);
  self->filling = TRUE;
  set_unit (self, unit != NULL ? self->request->unit_id : 0, unit != NULL ? cadre_unit_get_name (unit) : _("All Units"));
  if (self->request->as_of != NULL)
    {
      g_autofree char *date = g_strdup (self->request->as_of);

      set_date (self, date);
    }
  gtk_check_button_set_active (self->names_button, self->request->names);
  self->filling = FALSE;
}

static void
fill_scope (CadreReportViewer *self,
            CadreReportAbout  *about)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  CadreReportScopeFlags all = CADRE_REPORT_SCOPE_UNIT | CADRE_REPORT_SCOPE_AS_OF | CADRE_REPORT_SCOPE_YEAR |
                              CADRE_REPORT_SCOPE_CLASS | CADRE_REPORT_SCOPE_PERSONS;

  if (about->report != NULL && self->request->name == NULL)
    {
      self->request->name = g_strdup (cadre_report_get_name (about->report));
      cadre_page_set_title (CADRE_PAGE (self), self->request->name);
    }
  self->filling = TRUE;
  self->scope = about->report != NULL ? cadre_report_get_scope (about->report) : all;
  self->has_names = about->report == NULL || cadre_report_has_names (about->report);
  g_clear_pointer (&self->classes, g_array_unref);
  self->classes = g_array_ref (about->classes);
  gtk_string_list_append (names, _("All Classes of the Year"));
  for (guint i = 0; i < about->classes->len; i++)
    gtk_string_list_append (names, g_array_index (about->classes, CadreClassChoice, i).name);
  gtk_drop_down_set_model (self->class_choice, G_LIST_MODEL (names));
  for (guint i = 0; i < about->classes->len; i++)
    if (g_array_index (about->classes, CadreClassChoice, i).id == self->request->class_id)
      gtk_drop_down_set_selected (self->class_choice, i + 1);

  gtk_widget_set_visible (self->unit_button, (self->scope & CADRE_REPORT_SCOPE_UNIT) != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->date_button), (self->scope & CADRE_REPORT_SCOPE_AS_OF) != 0);
  gtk_widget_set_visible (self->year_box, (self->scope & CADRE_REPORT_SCOPE_YEAR) != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->class_choice), (self->scope & CADRE_REPORT_SCOPE_CLASS) != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->names_button), self->has_names);
  self->filling = FALSE;
  recall_scope (self);
}

static void
about_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  CadreReportViewer *self = data;
  g_autoptr(GError) error = NULL;

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      /* Gone back meanwhile. */
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_failure (self, error);
      return;
    }

  fill_scope (self, cadre_session_get_data (result));
  refresh (self);
}

/* What has changed since is laid out again at the page that was looked at. */
static void
cadre_report_viewer_load (CadrePage *page)
{
  CadreReportViewer *self = CADRE_REPORT_VIEWER (page);

  if (self->request == NULL)
    return;

  if (self->classes == NULL)
    {
      cadre_session_read (get_session (self), NULL, cadre_report_about_load, cadre_report_about_new (self->request),
                          cadre_report_about_free, cadre_page_get_cancellable (page), about_cb, self);
      return;
    }

  self->page = MAX (self->page, cadre_report_view_get_page (self->view));
  refresh_soon (self);
}

/* ------------------------------------------------------------------- the actions */

static void
export_activated (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       data)
{
  CadreReportViewer *self = data;
  g_autoptr(CadreReportRequest) request = cadre_report_request_copy (self->request);

  cadre_report_output_ask (cadre_window_of (GTK_WIDGET (self)), request);
}

static void
print_activated (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       data)
{
  CadreReportViewer *self = data;

  cadre_report_output_print (cadre_window_of (GTK_WIDGET (self)), self->document, self->request->name);
}

static void
zoom_activated (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  CadreReportViewer *self = data;
  int steps = g_variant_get_int32 (parameter);

  if (steps == 0)
    cadre_report_view_fit (self->view);
  else
    cadre_report_view_zoom (self->view, steps);
}

static void
turn_activated (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  CadreReportViewer *self = data;
  int page = (int) cadre_report_view_get_page (self->view) + g_variant_get_int32 (parameter);

  cadre_report_view_show_page (self->view, (guint) MAX (page, 1));
}

/* The one that is changed goes on; of a copy the gallery tells. */
static void
change_activated (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       data)
{
  CadreReportViewer *self = data;

  cadre_report_editor_open (cadre_window_of (GTK_WIDGET (self)), self->request->key,
                            g_str_equal (g_action_get_name (G_ACTION (action)), "copy"));
}

static const GActionEntry entries[] = {
  { "change", change_activated },
  { "copy", change_activated },
  { "export", export_activated },
  { "print", print_activated },
  { "zoom", zoom_activated, "i" },
  { "turn", turn_activated, "i" },
};

/* ---------------------------------------------------------------------- the page */

static GtkWidget *
cadre_report_viewer_get_focus (CadrePage *page)
{
  return GTK_WIDGET (CADRE_REPORT_VIEWER (page)->view);
}

static void
cadre_report_viewer_constructed (GObject *object)
{
  CadreReportViewer *self = CADRE_REPORT_VIEWER (object);
  g_autoptr(GDateTime) today = g_date_time_new_now_local ();

  G_OBJECT_CLASS (cadre_report_viewer_parent_class)->constructed (object);

  self->filling = TRUE;
  gtk_spin_button_set_value (self->year, g_date_time_get_year (today));
  self->filling = FALSE;
  if (self->request == NULL || get_session (self) == NULL)
    return;

  cadre_page_set_title (CADRE_PAGE (self), self->request->name);
  enable (self, "change", self->request->key != NULL && !cadre_session_is_read_only (get_session (self)));
  enable (self, "copy", self->request->key != NULL && !cadre_session_is_read_only (get_session (self)));
  cadre_unit_picker_set_session (self->unit_picker, get_session (self));
  show_persons (self);
}

static void
cadre_report_viewer_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  CadreReportRequest *request;

  switch (prop_id)
    {
    case PROP_REQUEST:
      request = g_value_get_pointer (value);
      if (request != NULL)
        CADRE_REPORT_VIEWER (object)->request = cadre_report_request_copy (request);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cadre_report_viewer_dispose (GObject *object)
{
  CadreReportViewer *self = CADRE_REPORT_VIEWER (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_handle_id (&self->delay, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->document);
  g_clear_object (&self->actions);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (cadre_report_viewer_parent_class)->dispose (object);
}

static void
cadre_report_viewer_finalize (GObject *object)
{
  CadreReportViewer *self = CADRE_REPORT_VIEWER (object);

  g_clear_pointer (&self->request, cadre_report_request_unref);
  g_clear_pointer (&self->classes, g_array_unref);

  G_OBJECT_CLASS (cadre_report_viewer_parent_class)->finalize (object);
}

static void
cadre_report_viewer_class_init (CadreReportViewerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = cadre_report_viewer_constructed;
  object_class->set_property = cadre_report_viewer_set_property;
  object_class->dispose = cadre_report_viewer_dispose;
  object_class->finalize = cadre_report_viewer_finalize;
  CADRE_PAGE_CLASS (klass)->load = cadre_report_viewer_load;
  CADRE_PAGE_CLASS (klass)->get_focus = cadre_report_viewer_get_focus;

  properties[PROP_REQUEST] = g_param_spec_pointer ("request", NULL, NULL,
                                                   G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (CADRE_TYPE_REPORT_VIEW);
  g_type_ensure (CADRE_TYPE_UNIT_PICKER);
  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-report-viewer.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreReportViewer, unit_button);
  gtk_widget_class_bind_template_child (widget_class, CadreReportViewer, unit_label);
  gtk_widget_class_bind_template_child (widget_class, CadreReportViewer, unit_popover);
  gtk_widget_class_bind_template_child (widget_class, CadreReportViewer, unit_picker);
  gtk_widget_class_bind_template_child (widget_class, CadreReportViewer, date_button);
  gtk_widget_class_bind_template_child (widget_class, CadreReportViewer, date_label);
  gtk_widget_class_bind_template_child (widget_class, CadreReportViewer, calendar);
  gtk_widget_class_bind_template_child (widget_class, CadreReportViewer, year_box);
  gtk_widget_class_bind_template_child (widget_class, CadreReportViewer, year);
  gtk_widget_class_bind_template_child (widget_class, CadreReportViewer, class_choice);
  gtk_widget_class_bind_template_child (widget_class, CadreReportViewer, persons_button);
  gtk_widget_class_bind_template_child (widget_class, CadreReportViewer, persons_label);
  gtk_widget_class_bind_template_child (widget_class, CadreReportViewer, names_button);
  gtk_widget_class_bind_template_child (widget_class, CadreReportViewer, stack);
  gtk_widget_class_bind_template_child (widget_class, CadreReportViewer, view);
  gtk_widget_class_bind_template_child (widget_class, CadreReportViewer, message);
  gtk_widget_class_bind_template_child (widget_class, CadreReportViewer, choose_people);
  gtk_widget_class_bind_template_child (widget_class, CadreReportViewer, pager);
  gtk_widget_class_bind_template_child (widget_class, CadreReportViewer, page_label);
  gtk_widget_class_bind_template_callback (widget_class, unit_picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_units_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, today_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, year_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, class_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, names_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, everybody_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_position);
}

static void
cadre_report_viewer_init (CadreReportViewer *self)
{
  self->filling = TRUE;
  self->settings = g_settings_new (CADRE_SETTINGS_ID);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "report", G_ACTION_GROUP (self->actions));
  gtk_widget_init_template (GTK_WIDGET (self));
  enable (self, "export", FALSE);
  enable (self, "print", FALSE);
  self->filling = FALSE;
}

static void
push (CadreWindow        *window,
      CadreReportRequest *request)
{
  cadre_window_push (window, g_object_new (CADRE_TYPE_REPORT_VIEWER,
                                           "session", cadre_window_get_session (window),
                                           "nested", TRUE,
                                           "request", request,
                                           NULL));
}

/**
 * cadre_report_viewer_open:
 * @key: (nullable): of the report; %NULL: the meeting pack
 * @name: (nullable): what it is called, where that is known
 * @persons: (nullable) (element-type gint64): only these people
 *
 * Opens a report over the page in front.
 */
void
cadre_report_viewer_open (CadreWindow *window,
                        const char  *key,
                        const char  *name,
                        GArray      *persons)
{
  g_autoptr(CadreReportRequest) request = cadre_report_request_new (key, name);

  g_return_if_fail (CADRE_IS_WINDOW (window));

  request->persons = persons != NULL ? g_array_ref (persons) : NULL;
  push (window, request);
}

/**
 * cadre_report_viewer_open_class:
 * @key: of a report about one class
 *
 * Opens it over the page in front.
 */
void
cadre_report_viewer_open_class (CadreWindow *window,
                                const char  *key,
                                gint64       class_id)
{
  g_autoptr(CadreReportRequest) request = cadre_report_request_new (key, NULL);

  g_return_if_fail (CADRE_IS_WINDOW (window));

  request->class_id = class_id;
  push (window, request);
}
