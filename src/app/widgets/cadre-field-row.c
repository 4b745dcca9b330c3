/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-field-row"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-field-row.h"
#include "cadre-term.h"

/* Nobody is told of a fault while they are still typing. */
#define CHECK_DELAY_MS 700

/* A list of this length is searched rather than read. */
#define MANY_CODES 12

struct _CadreFieldRow
{
  AdwEntryRow parent_instance;

  char *key;
  CadreCatalogue *catalogue;
  const CadreField *field;
  char *shown;             /* what stood here before anybody typed */
  guint check_source;
  GtkMenuButton *choices;  /* of a code or yes and no, or NULL */
};

enum
{
  PROP_0,
  PROP_KEY,
};

static void field_editor_iface_init (CadreFieldEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CadreFieldRow, cadre_field_row, ADW_TYPE_ENTRY_ROW,
                               G_IMPLEMENT_INTERFACE (CADRE_TYPE_FIELD_EDITOR, field_editor_iface_init))

/* ---- checking */

/* Told where it is seen and heard: in the row's own title. */
static void
cadre_field_row_set_fault (CadreFieldEditor *editor,
                           const char       *message,
                           gboolean          is_error)
{
  CadreFieldRow *self = CADRE_FIELD_ROW (editor);
  g_autofree char *title = cadre_field_editor_dup_title (self->field, message);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self), "warning");
  if (message != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), is_error ? "error" : "warning");
}

static gboolean
check (CadreFieldRow *self)
{
  g_autofree char *message = NULL;
  gboolean fine;

  g_clear_handle_id (&self->check_source, g_source_remove);
  fine = cadre_field_editor_check (self->catalogue, self->field, gtk_editable_get_text (GTK_EDITABLE (self)), &message);
  cadre_field_row_set_fault (CADRE_FIELD_EDITOR (self), message, !fine);

  return fine;
}

static gboolean
check_cb (gpointer data)
{
  CadreFieldRow *self = data;

  self->check_source = 0;
  check (self);
  return G_SOURCE_REMOVE;
}

/* The entry's own Undo takes back typing, not what the archive says or what
 * it was given: after that Ctrl+Z is the window's. */
static void
forget_typing (CadreFieldRow *self)
{
  gtk_editable_set_enable_undo (GTK_EDITABLE (self), FALSE);
  gtk_editable_set_enable_undo (GTK_EDITABLE (self), TRUE);
}

static gboolean
is_edited (CadreFieldRow *self)
{
  return g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self)), self->shown != NULL ? self->shown : "") != 0;
}

static void
changed_cb (CadreFieldRow *self)
{
  if (self->field == NULL)
    return;

  g_clear_handle_id (&self->check_source, g_source_remove);
  if (is_edited (self))
    self->check_source = g_timeout_add (CHECK_DELAY_MS, check_cb, self);
  else
    cadre_field_row_set_fault (CADRE_FIELD_EDITOR (self), NULL, FALSE);
}

static gboolean
cadre_field_row_commit (CadreFieldEditor *editor)
{
  CadreFieldRow *self = CADRE_FIELD_ROW (editor);
  g_autofree char *text = NULL;

  if (self->field == NULL || !is_edited (self))
    return TRUE;
  if (!check (self))
    return FALSE;

  text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self)));
  g_free (self->shown);
  self->shown = g_strdup (text);
  forget_typing (self);
  cadre_field_editor_edited (editor, text);
  return TRUE;
}

static void
commit_cb (CadreFieldRow *self)
{
  cadre_field_row_commit (CADRE_FIELD_EDITOR (self));
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                CadreFieldRow         *self)
{
  /* An entry keeps Ctrl+Z to itself even where it has nothing to take back. */
  if ((keyval == GDK_KEY_z || keyval == GDK_KEY_Z) && (state & GDK_CONTROL_MASK) != 0 && !is_edited (self))
    {
      gtk_widget_activate_action (GTK_WIDGET (self), (state & GDK_SHIFT_MASK) != 0 ? "win.redo" : "win.undo", NULL);
      return GDK_EVENT_STOP;
    }
  if (keyval != GDK_KEY_Escape || !is_edited (self))
    return GDK_EVENT_PROPAGATE;

  gtk_editable_set_text (GTK_EDITABLE (self), self->shown != NULL ? self->shown : "");
  return GDK_EVENT_STOP;
}

/* ---- choosing */

/* A field has the words of its own, those of a code table, or none. */
static gboolean
has_choices (const CadreField *field)
{
  return field->words != NULL || field->kind == CADRE_FIELD_CODE || field->kind == CADRE_FIELD_BOOL;
}

static GtkStringList *
list_choices (CadreFieldRow *self)
{
  GtkStringList *list = gtk_string_list_new (NULL);
  GPtrArray *codes = NULL;

  if (self->field->kind == CADRE_FIELD_BOOL)
    {
      gtk_string_list_append (list, "是");
      gtk_string_list_append (list, "否");
    }
  else if (self->field->words != NULL)
    for (guint i = 0; self->field->words[i] != NULL; i += 2)
      gtk_string_list_append (list, self->field->words[i + 1]);
  else
    codes = cadre_catalogue_get_codes (self->catalogue, self->field->code_set);

  for (guint i = 0; codes != NULL && i < codes->len; i++)
    gtk_string_list_append (list, ((CadreCode *) g_ptr_array_index (codes, i))->name);

  return list;
}

static void
choice_activated_cb (GtkListView   *view,
                     guint          position,
                     CadreFieldRow *self)
{
  g_autoptr(GtkStringObject) choice = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (view)), position);

  gtk_menu_button_popdown (self->choices);
  gtk_editable_set_text (GTK_EDITABLE (self), gtk_string_object_get_string (choice));
  cadre_field_row_commit (CADRE_FIELD_EDITOR (self));
}

static void
setup_choice_cb (GtkSignalListItemFactory *factory,
                 GtkListItem              *item)
{
  gtk_list_item_set_child (item, g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, NULL));
}

static void
bind_choice_cb (GtkSignalListItemFactory *factory,
                GtkListItem              *item)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

/* Made when it is first opened: a form has many of them. */
static void
create_popover_cb (GtkMenuButton *button,
                   gpointer       data)
{
  CadreFieldRow *self = data;
  GtkStringFilter *filter = gtk_string_filter_new (gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  GtkFilterListModel *model = gtk_filter_list_model_new (G_LIST_MODEL (list_choices (self)), GTK_FILTER (filter));
  gboolean many = g_list_model_get_n_items (G_LIST_MODEL (model)) > MANY_CODES;
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *view, *scrolled, *box, *search, *popover;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_choice_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_choice_cb), NULL);
  view = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (model))), factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (view), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, self->field->label, -1);
  g_signal_connect (view, "activate", G_CALLBACK (choice_activated_cb), self);

  scrolled = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", view, "hscrollbar-policy", GTK_POLICY_NEVER,
                           "propagate-natural-height", TRUE, "propagate-natural-width", TRUE, "max-content-height", 360,
                           "vexpand", TRUE, NULL);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  if (many)
    {
      search = gtk_search_entry_new ();
      gtk_accessible_update_property (GTK_ACCESSIBLE (search), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Find"), -1);
      g_object_bind_property (search, "text", filter, "search", G_BINDING_DEFAULT);
      gtk_box_append (GTK_BOX (box), search);
    }
  gtk_box_append (GTK_BOX (box), scrolled);

  popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_widget_add_css_class (popover, "menu");
  gtk_menu_button_set_popover (button, popover);
}

static void
add_choices (CadreFieldRow *self)
{
  self->choices = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->choices, "pan-down-symbolic");
  gtk_menu_button_set_create_popup_func (self->choices, create_popover_cb, self, NULL);
  gtk_widget_set_valign (GTK_WIDGET (self->choices), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->choices), "flat");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->choices), _("Choose"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choices), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Choose"), -1);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), GTK_WIDGET (self->choices));
}

/* ---- the class */

static void
cadre_field_row_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_KEY:
      g_value_set_string (value, CADRE_FIELD_ROW (object)->key);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cadre_field_row_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_KEY:
      CADRE_FIELD_ROW (object)->key = g_value_dup_string (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cadre_field_row_finalize (GObject *object)
{
  CadreFieldRow *self = CADRE_FIELD_ROW (object);

  g_clear_handle_id (&self->check_source, g_source_remove);
  g_clear_object (&self->catalogue);
  g_free (self->key);
  g_free (self->shown);

  G_OBJECT_CLASS (cadre_field_row_parent_class)->finalize (object);
}

static void
cadre_field_row_class_init (CadreFieldRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cadre_field_row_get_property;
  object_class->set_property = cadre_field_row_set_property;
  object_class->finalize = cadre_field_row_finalize;

  g_object_class_override_property (object_class, PROP_KEY, "key");
}

static void
cadre_field_row_init (CadreFieldRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  g_signal_connect_swapped (focus, "leave", G_CALLBACK (commit_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  g_signal_connect (self, "changed", G_CALLBACK (changed_cb), NULL);
  g_signal_connect (self, "entry-activated", G_CALLBACK (commit_cb), NULL);
}

GtkWidget *
cadre_field_row_new (const char *key)
{
  return g_object_new (CADRE_TYPE_FIELD_ROW, "key", key, NULL);
}

static void
cadre_field_row_set_field (CadreFieldEditor *editor,
                           CadreCatalogue   *catalogue,
                           const CadreField *field)
{
  CadreFieldRow *self = CADRE_FIELD_ROW (editor);

  g_return_if_fail (self->field == NULL);

  self->catalogue = g_object_ref (catalogue);
  self->field = field;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), field->label);
  gtk_editable_set_editable (GTK_EDITABLE (self), !field->read_only);
  if (!field->read_only && has_choices (field))
    add_choices (self);
  if (field->glossary != NULL)
    adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), cadre_term_new (field->glossary));
}

static void
cadre_field_row_set_shown (CadreFieldEditor *editor,
                           const char       *text)
{
  CadreFieldRow *self = CADRE_FIELD_ROW (editor);
  gboolean edited = is_edited (self);

  g_free (self->shown);
  self->shown = g_strdup (text);
  if (edited)
    return;

  gtk_editable_set_text (GTK_EDITABLE (self), text != NULL ? text : "");
  forget_typing (self);
  if (self->field != NULL)
    cadre_field_row_set_fault (editor, NULL, FALSE);
}

static char *
cadre_field_row_get_text (CadreFieldEditor *editor)
{
  return g_strdup (gtk_editable_get_text (GTK_EDITABLE (editor)));
}

static void
cadre_field_row_add_button (CadreFieldEditor *editor,
                            GtkWidget        *button)
{
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (editor), button);
}

static void
field_editor_iface_init (CadreFieldEditorInterface *iface)
{
  iface->add_button = cadre_field_row_add_button;
  iface->set_field = cadre_field_row_set_field;
  iface->set_shown = cadre_field_row_set_shown;
  iface->get_text = cadre_field_row_get_text;
  iface->set_fault = cadre_field_row_set_fault;
  iface->commit = cadre_field_row_commit;
}
