/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-village-page"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-posting-dialog.h"
#include "cadre-record-dialog.h"
#include "cadre-village-data.h"
#include "cadre-village-page.h"

static const char *const consequence_names[] = {
  [CADRE_POSTING_LEAVES_RESERVE] = N_("Take %s off the reserve"),
  [CADRE_POSTING_NOT_COMMENDED] = N_("No commendation this year for %s"),
};

struct _CadreVillagePage
{
  CadrePage parent_instance;

  gint64 posting_id;
  char *name;
  char *holder;
  GPtrArray *decisions;    /* CadreVillageDecision */
  GSimpleActionGroup *actions;
  CadreRecordGroup *postings;
  CadreRecordGroup *to_decide;
  CadreRecordGroup *groups[CADRE_VILLAGE_N_GROUPS];

  GtkLabel *name_label;
  GtkLabel *standing_label;
  GtkBox *box;
};

G_DEFINE_FINAL_TYPE (CadreVillagePage, cadre_village_page, CADRE_TYPE_PAGE)

static CadreWindow *
get_window (CadreVillagePage *self)
{
  return cadre_window_of (GTK_WIDGET (self));
}

static gint64
get_id (CadreVillagePage *self)
{
  return cadre_page_get_record_id (CADRE_PAGE (self));
}

static gboolean
is_writable (CadreVillagePage *self)
{
  CadreSession *session = cadre_page_get_session (CADRE_PAGE (self));

  return session != NULL && !cadre_session_is_read_only (session);
}

/* ---- deciding */

static gboolean
decide_job (CadreJob      *job,
            CadreArchive  *archive,
            gpointer       data,
            GError       **error)
{
  const CadreVillageDecision *decision = data;

  return cadre_posting_decide (archive, decision->posting_id, decision->consequence, error);
}

static char *
name_decision (const CadreVillageDecision *decision)
{
  g_auto(GStrv) parts = g_strsplit (_(consequence_names[decision->consequence]), "%s", 2);

  return g_strconcat (parts[0], decision->person, parts[1], NULL);
}

/* The lines are numbered from 1. */
static void
decision_activated_cb (CadreVillagePage *self,
                       gint64            number)
{
  const CadreVillageDecision *decision = g_ptr_array_index (self->decisions, number - 1);
  g_autofree char *name = name_decision (decision);
  CadreVillageDecision *taken = g_new0 (CadreVillageDecision, 1);

  if (!is_writable (self))
    {
      g_free (taken);
      return;
    }

  taken->posting_id = decision->posting_id;
  taken->consequence = decision->consequence;
  cadre_window_act (get_window (self), "posting", name, decide_job, taken, g_free, NULL, NULL);
}

/* ---- opening and adding */

static void
person_activated_cb (CadreVillagePage *self,
                     gint64            id)
{
  if (id != 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-person", "x", id);
}

static const CadreVillageGroup *
find_group (CadreVillagePage *self,
            CadreRecordGroup *group)
{
  guint i = 0;

  while (i + 1 < CADRE_VILLAGE_N_GROUPS && self->groups[i] != group)
    i++;

  return cadre_village_data_get_group (i);
}

static void
record_activated_cb (CadreVillagePage *self,
                     gint64            id,
                     CadreRecordGroup *group)
{
  cadre_record_dialog_open (get_window (self), find_group (self, group)->lines.kind, id);
}

static void
add_cb (CadreVillagePage *self,
        CadreRecordGroup *group)
{
  const CadreVillageGroup *info = find_group (self, group);

  cadre_record_dialog_add_to (get_window (self), info->lines.kind, info->lines.owner_field,
                              g_str_equal (info->lines.owner_field, "unit_id") ? get_id (self) : self->posting_id);
}

static void
mode_activated (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  static const struct { const char *name; CadrePostingMode mode; } names[] = {
    { "post", CADRE_POSTING_MODE_POST }, { "end", CADRE_POSTING_MODE_END },
    { "recall", CADRE_POSTING_MODE_RECALL }, { "replace", CADRE_POSTING_MODE_REPLACE },
  };
  CadreVillagePage *self = data;
  const CadrePostingSubject subject = { get_id (self), self->name, self->posting_id, self->holder };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].name, g_action_get_name (G_ACTION (action))))
      cadre_posting_dialog_show (get_window (self), names[i].mode, &subject);
}

static const GActionEntry entries[] = {
  { "post", mode_activated },
  { "end", mode_activated },
  { "recall", mode_activated },
  { "replace", mode_activated },
};

/* ---- showing */

static void
show_head (CadreVillagePage *self,
           CadreVillageData *data)
{
  g_autoptr(GString) text = g_string_new (data->township);
  const CadreCoverage *coverage = data->coverage;

  cadre_page_set_title (CADRE_PAGE (self), data->name);
  gtk_label_set_label (self->name_label, data->name);
  if (coverage == NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", _("Nobody has to be sent here today"));
  else
    g_string_append_printf (text, "%s%s · ", text->len > 0 ? " · " : "", coverage->statuses);
  if (coverage != NULL && !coverage->is_covered)
    g_string_append_printf (text, ngettext ("Uncovered for %u day", "Uncovered for %u days", coverage->uncovered_days),
                            coverage->uncovered_days);
  else if (coverage != NULL)
    g_string_append (text, coverage->is_double ? _("More than one is there") : _("Covered"));
  gtk_label_set_label (self->standing_label, text->str);
  if (coverage != NULL && !coverage->is_covered)
    gtk_widget_add_css_class (GTK_WIDGET (self->standing_label), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->standing_label), "error");
}

static void
show_decisions (CadreVillagePage *self)
{
  cadre_record_group_clear (self->to_decide);
  for (guint i = 0; i < self->decisions->len; i++)
    {
      const CadreVillageDecision *decision = g_ptr_array_index (self->decisions, i);
      g_autofree char *title = name_decision (decision);
      g_autofree char *subtitle = g_strdup_printf (_("Recalled in %s; press Enter once it is so decided"), decision->until);

      cadre_record_group_add_line (self->to_decide, i + 1, title, subtitle, NULL);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->to_decide), self->decisions->len > 0);
}

static void
enable_actions (CadreVillagePage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), entries[i].name)),
                                 is_writable (self) && (i == 0 || self->posting_id != 0));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  CadreVillagePage *self = user_data;
  g_autoptr(GError) error = NULL;
  CadreVillageData *data = cadre_session_get_data (result);

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      cadre_page_load_failed (self, _("The village cannot be shown"), error);
      return;
    }

  g_free (self->name);
  g_free (self->holder);
  g_clear_pointer (&self->decisions, g_ptr_array_unref);
  self->name = g_strdup (data->name);
  self->holder = g_strdup (data->holder);
  self->posting_id = data->posting_id;
  self->decisions = g_ptr_array_ref (data->decisions);

  show_head (self, data);
  cadre_record_group_show_lines (self->postings, data->postings);
  show_decisions (self);
  for (guint i = 0; i < CADRE_VILLAGE_N_GROUPS; i++)
    {
      cadre_record_group_show_lines (self->groups[i], data->groups[i]);
      gtk_widget_set_visible (GTK_WIDGET (self->groups[i]), self->posting_id != 0 ||
                              g_str_equal (cadre_village_data_get_group (i)->lines.owner_field, "unit_id"));
    }
  enable_actions (self);
}

static void
cadre_village_page_load (CadrePage *page)
{
  cadre_session_read (cadre_page_get_session (page), _("Open a Village"), cadre_village_data_load,
                      cadre_village_data_new (cadre_page_get_record_id (page)), cadre_village_data_free,
                      cadre_page_get_cancellable (page), loaded_cb, page);
}

/* ---- making */

static CadreRecordGroup *
add_group (CadreVillagePage *self,
           const char       *title,
           gboolean          writable,
           GCallback         activated)
{
  GtkWidget *group = cadre_record_group_new (title, writable);

  g_signal_connect_object (group, "record-activated", activated, self, G_CONNECT_SWAPPED);
  gtk_box_append (self->box, group);
  return CADRE_RECORD_GROUP (group);
}

static void
cadre_village_page_constructed (GObject *object)
{
  CadreVillagePage *self = CADRE_VILLAGE_PAGE (object);

  G_OBJECT_CLASS (cadre_village_page_parent_class)->constructed (object);

  self->postings = add_group (self, _("Who Was Posted Here"), FALSE, G_CALLBACK (person_activated_cb));
  self->to_decide = add_group (self, _("To Decide After a Recall"), FALSE, G_CALLBACK (decision_activated_cb));
  gtk_widget_set_visible (GTK_WIDGET (self->to_decide), FALSE);
  for (guint i = 0; i < CADRE_VILLAGE_N_GROUPS; i++)
    {
      self->groups[i] = add_group (self, _(cadre_village_data_get_group (i)->title), is_writable (self),
                                   G_CALLBACK (record_activated_cb));
      g_signal_connect_object (self->groups[i], "add", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
    }
  enable_actions (self);
}

static void
cadre_village_page_dispose (GObject *object)
{
  CadreVillagePage *self = CADRE_VILLAGE_PAGE (object);

  g_clear_object (&self->actions);
  g_clear_pointer (&self->decisions, g_ptr_array_unref);

  G_OBJECT_CLASS (cadre_village_page_parent_class)->dispose (object);
}

static void
cadre_village_page_finalize (GObject *object)
{
  CadreVillagePage *self = CADRE_VILLAGE_PAGE (object);

  g_free (self->name);
  g_free (self->holder);

  G_OBJECT_CLASS (cadre_village_page_parent_class)->finalize (object);
}

static void
cadre_village_page_class_init (CadreVillagePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = cadre_village_page_constructed;
  object_class->dispose = cadre_village_page_dispose;
  object_class->finalize = cadre_village_page_finalize;
  CADRE_PAGE_CLASS (klass)->load = cadre_village_page_load;

  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-village-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreVillagePage, name_label);
  gtk_widget_class_bind_template_child (widget_class, CadreVillagePage, standing_label);
  gtk_widget_class_bind_template_child (widget_class, CadreVillagePage, box);
}

static void
cadre_village_page_init (CadreVillagePage *self)
{
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "postings", G_ACTION_GROUP (self->actions));
  gtk_widget_init_template (GTK_WIDGET (self));
}
