/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-person-page"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-attachment-group.h"
#include "cadre-field-edit.h"
#include "cadre-history-dialog.h"
#include "cadre-person-data.h"
#include "cadre-person-page-actions.h"
#include "cadre-person-page.h"
#include "cadre-record-dialog.h"
#include "cadre-record-group.h"
#include "cadre-report-viewer.h"
#include "cadre-staircase.h"
#include "cadre-window.h"

/* In the order of the switcher. */
static const struct
{
  const char *name;
  const char *title;
} tabs[] = {
  { "career", N_("Career") },
  { "facts", N_("Basic Facts") },
  { "training", N_("Training") },
  { "assessment", N_("Assessment") },
  { "postings", N_("Postings") },
  { "posts", N_("Posts and Ranks") },
  { "education", N_("Education") },
  { "family", N_("Family") },
  { "rewards", N_("Rewards") },
  { "attachments", N_("Attachments") },
  { "history", N_("History") },
};

#define N_TABS G_N_ELEMENTS (tabs)

struct _CadrePersonPage
{
  CadrePage parent_instance;

  CadrePersonList *list;        /* where the person was opened from, or NULL */
  CadreDate as_of;              /* year 0: today */
  CadreStaircase *staircase;
  CadreRecordGroup *standings;
  CadreRecordGroup *actions;
  CadreForm *form;
  GtkWidget *boxes[N_TABS];
  CadreRecordGroup *groups[CADRE_PERSON_N_GROUPS];
  CadreAttachmentGroup *attachments;
  GSimpleActionGroup *person_actions;

  GtkCalendar *calendar;
  GtkMenuButton *date_button;
  GtkInfoBar *past_bar;
  GtkLabel *past_label;
  GtkStack *photo_stack;
  GtkPicture *photo;
  AdwAvatar *avatar;
  GtkLabel *name_label;
  GtkLabel *post_label;
  GtkLabel *facts_label;
  GtkStack *stack;
  GtkWidget *neighbours;
};

G_DEFINE_FINAL_TYPE (CadrePersonPage, cadre_person_page, CADRE_TYPE_PAGE)

static CadreWindow *
get_window (CadrePersonPage *self)
{
  return cadre_window_of (GTK_WIDGET (self));
}

static gint64
get_id (CadrePersonPage *self)
{
  return cadre_page_get_record_id (CADRE_PAGE (self));
}

static GtkWidget *
find_box (CadrePersonPage *self,
          const char      *tab)
{
  for (guint i = 0; i < N_TABS; i++)
    if (g_str_equal (tabs[i].name, tab))
      return self->boxes[i];

  g_return_val_if_reached (NULL);
}

/* ---- changing a fact */

static void
fact_edited_cb (CadrePersonPage *self,
                const char      *key,
                const char      *text,
                CadreForm       *form)
{
  g_autofree char *name = g_strdup_printf (_("Change %s"), gtk_label_get_label (self->name_label));

  cadre_field_edit (get_window (self), form, get_id (self), key, text, name);
}

/* ---- opening and adding records */

static guint
find_group (CadrePersonPage  *self,
            CadreRecordGroup *group)
{
  guint i = 0;

  while (i < CADRE_PERSON_N_GROUPS && self->groups[i] != group)
    i++;

  return i;
}

static void
record_activated_cb (CadrePersonPage  *self,
                     gint64            id,
                     CadreRecordGroup *group)
{
  cadre_record_dialog_open (get_window (self), cadre_person_data_get_group (find_group (self, group))->kind, id);
}

static void
add_cb (CadrePersonPage  *self,
        CadreRecordGroup *group)
{
  cadre_record_dialog_add (get_window (self), cadre_person_data_get_group (find_group (self, group))->kind,
                           get_id (self));
}

static void
history_cb (CadrePersonPage *self,
            const char      *key)
{
  cadre_history_dialog_show (GTK_WINDOW (get_window (self)), "person", get_id (self), key);
}

static void
standing_activated_cb (CadrePersonPage *self,
                       gint64           study_id)
{
  cadre_record_dialog_open (get_window (self), "study", study_id);
}

static gboolean
drop_cb (GtkDropTarget   *target,
         const GValue    *value,
         double           x,
         double           y,
         CadrePersonPage *self)
{
  return cadre_person_page_drop (CADRE_PAGE (self), value);
}

static void
fact_activated_cb (CadrePersonPage *self,
                   const char      *record,
                   gint64           id)
{
  cadre_record_dialog_open (get_window (self), record, id);
}

/* ---- showing */

static void
show_lines (CadreRecordGroup *group,
            GPtrArray        *lines)
{
  cadre_record_group_clear (group);
  for (guint i = 0; i < lines->len; i++)
    {
      const CadrePersonLine *line = g_ptr_array_index (lines, i);
      GtkWidget *expander;

      if (line->lines == NULL)
        {
          cadre_record_group_add_line (group, line->id, line->title, line->subtitle, line->trailing);
          if (line->village_id != 0)
            cadre_record_group_add_link (group, _("The Village"), "win.open-village", line->village_id);
          continue;
        }

      expander = cadre_record_group_add_expander (group, line->title, line->subtitle, line->trailing);
      for (guint j = 0; j < line->lines->len; j++)
        {
          const CadrePersonLine *part = g_ptr_array_index (line->lines, j);

          cadre_record_group_add_part (group, expander, part->id, part->title, part->subtitle, part->trailing);
        }
    }
}

static void
show_head (CadrePersonPage *self,
           CadrePersonData *data)
{
  const char *name = g_hash_table_lookup (data->shown, "name");
  const char *post = g_hash_table_lookup (data->shown, "post_full");
  static const char * const keys[] = { "sex", "ethnic_group", "birth", NULL, "political_status", "post_level", "rank", "category" };
  g_autoptr(GString) facts = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *age = data->age != NULL ? g_strdup_printf (_("%s years old"), data->age) : NULL;
      const char *value = keys[i] != NULL ? g_hash_table_lookup (data->shown, keys[i]) : age;

      if (value != NULL && *value != '\0')
        g_string_append_printf (facts, "%s%s", facts->len > 0 ? " · " : "", value);
    }

  gtk_label_set_label (self->name_label, name);
  gtk_label_set_label (self->post_label, post != NULL ? post : "");
  gtk_widget_set_visible (GTK_WIDGET (self->post_label), post != NULL);
  gtk_label_set_label (self->facts_label, facts->str);
  adw_avatar_set_text (self->avatar, name);
  gtk_picture_set_paintable (self->photo, GDK_PAINTABLE (data->photo));
  gtk_stack_set_visible_child_name (self->photo_stack, data->photo != NULL ? "photo" : "initials");
  cadre_page_set_title (CADRE_PAGE (self), name);
}

static void
make_form (CadrePersonPage *self,
           CadrePersonData *data)
{
  if (self->form != NULL)
    return;

  self->form = CADRE_FORM (cadre_form_new (data->catalogue, cadre_catalogue_get_kind (data->catalogue, "person"), FALSE));
  g_signal_connect_object (self->form, "edited", G_CALLBACK (fact_edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "history", G_CALLBACK (history_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (find_box (self, "facts")), GTK_WIDGET (self->form));
}

static void
show_warnings (CadrePersonPage *self,
               CadrePersonData *data)
{
  GHashTableIter iter;
  gpointer key, message;

  g_hash_table_iter_init (&iter, data->warnings);
  while (g_hash_table_iter_next (&iter, &key, &message))
    cadre_form_set_warning (self->form, key, message);
}

static void
show_past (CadrePersonPage *self,
           CadrePersonData *data)
{
  g_autofree char *date = cadre_date_format (&data->as_of, CADRE_DATE_ISO);
  g_autofree char *text = g_strdup_printf (_("The archive as it was on %s: what began later is left out, and nothing can be changed."), date);
  gboolean writable = !data->is_past && !cadre_session_is_read_only (cadre_page_get_session (CADRE_PAGE (self)));

  gtk_label_set_label (self->past_label, text);
  gtk_info_bar_set_revealed (self->past_bar, data->is_past);
  gtk_widget_set_sensitive (GTK_WIDGET (self->form), writable);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  CadrePersonPage *self = user_data;
  g_autoptr(GError) error = NULL;
  CadrePersonData *data = cadre_session_get_data (result);

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      cadre_page_load_failed (self, _("The person cannot be shown"), error);
      return;
    }

  show_head (self, data);
  cadre_staircase_set_career (self->staircase, data->career, &data->as_of);
  make_form (self, data);
  cadre_form_set_shown (self->form, data->shown);
  show_warnings (self, data);
  show_lines (self->standings, data->standings);
  show_lines (self->actions, data->actions);
  for (guint i = 0; i < CADRE_PERSON_N_GROUPS; i++)
    show_lines (self->groups[i], data->groups[i]);
  show_past (self, data);
}

static void
cadre_person_page_load (CadrePage *page)
{
  CadrePersonPage *self = CADRE_PERSON_PAGE (page);

  cadre_attachment_group_load (self->attachments);
  cadre_session_read (cadre_page_get_session (page), _("Open a Person"), cadre_person_data_load,
                      cadre_person_data_new (cadre_page_get_record_id (page), self->as_of.year > 0 ? &self->as_of : NULL),
                      cadre_person_data_free, cadre_page_get_cancellable (page), loaded_cb, page);
}

/* ---- the next and the previous one of a list */

static void
show_place (CadrePersonPage *self)
{
  guint n = self->list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;
  guint place = n > 0 ? cadre_person_list_find (self->list, get_id (self)) : G_MAXUINT;
  gboolean listed = place != G_MAXUINT;
  g_autofree char *text = listed ? g_strdup_printf (_("%u of %u"), place + 1, n) : NULL;

  gtk_widget_set_visible (self->neighbours, self->list != NULL);
  cadre_page_set_subtitle (CADRE_PAGE (self), text);
  for (int by = -1; by <= 1; by += 2)
    {
      GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->person_actions), by < 0 ? "previous" : "next");

      g_simple_action_set_enabled (G_SIMPLE_ACTION (action), listed && (by < 0 ? place > 0 : place + 1 < n));
    }
}

static void
go_by (CadrePersonPage *self,
       int              by)
{
  guint place = cadre_person_list_find (self->list, get_id (self));

  /* What is being typed is of the person who goes. */
  if (place == G_MAXUINT || (self->form != NULL && !cadre_form_commit (self->form)))
    return;

  cadre_page_set_record_id (CADRE_PAGE (self), cadre_person_list_get_id (self->list, (guint) ((int) place + by)));
  cadre_attachment_group_set_record (self->attachments, get_id (self));
  show_place (self);
  cadre_page_reload (CADRE_PAGE (self));
}

static void
neighbour_activated (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       data)
{
  go_by (data, g_str_equal (g_action_get_name (G_ACTION (action)), "next") ? 1 : -1);
}

static const GActionEntry neighbour_entries[] = {
  { "previous", neighbour_activated },
  { "next", neighbour_activated },
};

/**
 * cadre_person_page_set_list:
 * @list: where the person was opened from
 *
 * Lets the user go on to the next person of the list, and back.
 */
void
cadre_person_page_set_list (CadrePersonPage *self,
                            CadrePersonList *list)
{
  g_return_if_fail (CADRE_IS_PERSON_PAGE (self));

  g_set_object (&self->list, list);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (show_place), self, G_CONNECT_SWAPPED);
  show_place (self);
}

static GtkWidget *
cadre_person_page_get_focus (CadrePage *page)
{
  return GTK_WIDGET (CADRE_PERSON_PAGE (page)->staircase);
}

static void
day_selected_cb (CadrePersonPage *self)
{
  g_autoptr(GDateTime) day = gtk_calendar_get_date (self->calendar);

  self->as_of = (CadreDate) { .year = (gint16) g_date_time_get_year (day), .month = (guint8) g_date_time_get_month (day),
                              .day = (guint8) g_date_time_get_day_of_month (day) };
  cadre_page_reload (CADRE_PAGE (self));
}

static void
today_clicked_cb (CadrePersonPage *self)
{
  self->as_of.year = 0;
  gtk_menu_button_popdown (self->date_button);
  cadre_page_reload (CADRE_PAGE (self));
}

static void
training_record_clicked_cb (CadrePersonPage *self)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 id = get_id (self);

  g_array_append_val (ids, id);
  cadre_report_viewer_open (get_window (self), "training-record", NULL, ids);
}

/* ---- making */

static GtkWidget *
add_tab (CadrePersonPage *self,
         guint            tab)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  GtkWidget *clamp = g_object_new (ADW_TYPE_CLAMP, "child", box, "maximum-size", 1100, "tightening-threshold", 900, "margin-top", 18, "margin-bottom", 24,
                                   "margin-start", 18, "margin-end", 18, NULL);
  GtkWidget *scrolled = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", clamp, "hscrollbar-policy", GTK_POLICY_NEVER, NULL);

  gtk_stack_add_titled (self->stack, scrolled, tabs[tab].name, _(tabs[tab].title));
  return box;
}

static void
add_groups (CadrePersonPage *self)
{
  CadreSession *session = cadre_page_get_session (CADRE_PAGE (self));
  gboolean writable = session != NULL && !cadre_session_is_read_only (session);

  self->standings = CADRE_RECORD_GROUP (cadre_record_group_new (_("Hours Required and Done"), FALSE));
  cadre_record_group_set_terms (self->standings, "hours-90 hours-550 hours-online hours-debt");
  g_signal_connect_object (self->standings, "record-activated", G_CALLBACK (standing_activated_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (find_box (self, "training")), GTK_WIDGET (self->standings));

  for (guint i = 0; i < CADRE_PERSON_N_GROUPS; i++)
    {
      const CadrePersonGroupInfo *info = cadre_person_data_get_group (i);

      self->groups[i] = CADRE_RECORD_GROUP (cadre_record_group_new (_(info->title), writable));
      g_signal_connect_object (self->groups[i], "record-activated", G_CALLBACK (record_activated_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->groups[i], "add", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (find_box (self, info->tab)), GTK_WIDGET (self->groups[i]));
    }

  if (session != NULL)
    {
      self->attachments = CADRE_ATTACHMENT_GROUP (cadre_attachment_group_new (session, "person", get_id (self)));
      gtk_box_append (GTK_BOX (find_box (self, "attachments")), GTK_WIDGET (self->attachments));
    }

  self->actions = CADRE_RECORD_GROUP (cadre_record_group_new (_("What Was Done"), FALSE));
  gtk_box_append (GTK_BOX (find_box (self, "history")), GTK_WIDGET (self->actions));
}

static void
cadre_person_page_constructed (GObject *object)
{
  CadrePersonPage *self = CADRE_PERSON_PAGE (object);

  G_OBJECT_CLASS (cadre_person_page_parent_class)->constructed (object);

  for (guint i = 0; i < N_TABS; i++)
    self->boxes[i] = add_tab (self, i);

  self->staircase = CADRE_STAIRCASE (cadre_staircase_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->staircase), "card");
  g_signal_connect_object (self->staircase, "fact-activated", G_CALLBACK (fact_activated_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (find_box (self, "career")), GTK_WIDGET (self->staircase));

  add_groups (self);
  self->person_actions = cadre_person_page_actions_new (CADRE_PAGE (self));
  g_action_map_add_action_entries (G_ACTION_MAP (self->person_actions), neighbour_entries, G_N_ELEMENTS (neighbour_entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "person", G_ACTION_GROUP (self->person_actions));
  show_place (self);
}

static void
cadre_person_page_finalize (GObject *object)
{
  CadrePersonPage *self = CADRE_PERSON_PAGE (object);

  g_clear_object (&self->list);
  g_clear_object (&self->person_actions);

  G_OBJECT_CLASS (cadre_person_page_parent_class)->finalize (object);
}

static void
cadre_person_page_class_init (CadrePersonPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = cadre_person_page_constructed;
  object_class->finalize = cadre_person_page_finalize;
  CADRE_PAGE_CLASS (klass)->load = cadre_person_page_load;
  CADRE_PAGE_CLASS (klass)->get_focus = cadre_person_page_get_focus;

  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-person-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CadrePersonPage, calendar);
  gtk_widget_class_bind_template_child (widget_class, CadrePersonPage, date_button);
  gtk_widget_class_bind_template_child (widget_class, CadrePersonPage, past_bar);
  gtk_widget_class_bind_template_child (widget_class, CadrePersonPage, past_label);
  gtk_widget_class_bind_template_child (widget_class, CadrePersonPage, avatar);
  gtk_widget_class_bind_template_child (widget_class, CadrePersonPage, photo_stack);
  gtk_widget_class_bind_template_child (widget_class, CadrePersonPage, photo);
  gtk_widget_class_bind_template_child (widget_class, CadrePersonPage, name_label);
  gtk_widget_class_bind_template_child (widget_class, CadrePersonPage, post_label);
  gtk_widget_class_bind_template_child (widget_class, CadrePersonPage, facts_label);
  gtk_widget_class_bind_template_child (widget_class, CadrePersonPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CadrePersonPage, neighbours);
  gtk_widget_class_bind_template_callback (widget_class, day_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, today_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, training_record_clicked_cb);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, GDK_ALT_MASK, "person.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, GDK_ALT_MASK, "person.next", NULL);
}

static void
cadre_person_page_init (CadrePersonPage *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  GType types[] = { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE };

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->photo_stack), GTK_EVENT_CONTROLLER (target));
}
