/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-menu-page"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-menu.h"
#include "cadre-menu-page.h"
#include "cadre-record-dialog.h"
#include "cadre-record-group.h"
#include "cadre-window.h"

/* Keys below zero are of offers, the others of choices. */
#define OFFER_KEY(id) (-(id))

typedef enum
{
  VERB_OPEN,
  VERB_CLOSE,
  VERB_ASSIGN,
  VERB_CLASSES,
  N_VERBS,
} Verb;

/* What the button says, and what Undo calls it; %s is the round. */
static const struct
{
  const char *label;
  const char *name;
} verbs[N_VERBS] = {
  [VERB_OPEN] = { N_("_Open for Choices"), N_("Open the menu round %s") },
  [VERB_CLOSE] = { N_("_End Choices"), N_("End the choices of the menu round %s") },
  [VERB_ASSIGN] = { N_("_Give Seats"), N_("Give the seats of the menu round %s") },
  [VERB_CLASSES] = { N_("_Make Classes"), N_("Make the classes of the menu round %s") },
};

static const struct
{
  const char *state;
  Verb next;
} next_steps[] = {
  { "draft", VERB_OPEN },
  { "open", VERB_CLOSE },
  { "closed", VERB_ASSIGN },
  { "assigned", VERB_CLASSES },
};

/* What a job takes and leaves. */
typedef struct
{
  gint64 round_id;
  Verb verb;
  CadreMenuRound *round;
  GPtrArray *offers;
  GPtrArray *choices;
} MenuJob;

struct _CadreMenuPage
{
  CadrePage parent_instance;

  char *name;
  Verb next;
  GSimpleActionGroup *actions;
  GHashTable *class_of;    /* offer -> the class made from it */
  CadreRecordGroup *group;

  GtkBox *box;
  GtkLabel *name_label;
  GtkLabel *facts_label;
  GtkButton *next_button;
  GtkWidget *add_button;
};

G_DEFINE_FINAL_TYPE (CadreMenuPage, cadre_menu_page, CADRE_TYPE_PAGE)

static MenuJob *
menu_job_new (gint64 round_id,
              Verb   verb)
{
  MenuJob *job = g_new0 (MenuJob, 1);

  job->round_id = round_id;
  job->verb = verb;
  return job;
}

static void
menu_job_free (gpointer data)
{
  MenuJob *job = data;

  g_clear_pointer (&job->round, cadre_menu_round_free);
  g_clear_pointer (&job->offers, g_ptr_array_unref);
  g_clear_pointer (&job->choices, g_ptr_array_unref);
  g_free (job);
}

static gboolean
load_job (CadreJob      *job,
          CadreArchive  *archive,
          gpointer       data,
          GError       **error)
{
  MenuJob *self = data;

  self->round = cadre_menu_get_round (archive, self->round_id, error);
  self->offers = self->round != NULL ? cadre_menu_list_offers (archive, self->round_id, error) : NULL;
  self->choices = self->offers != NULL ? cadre_menu_list_choices (archive, self->round_id, error) : NULL;
  return self->choices != NULL;
}

static gboolean
verb_job (CadreJob      *job,
          CadreArchive  *archive,
          gpointer       data,
          GError       **error)
{
  MenuJob *self = data;

  switch (self->verb)
    {
    case VERB_OPEN:
      return cadre_menu_set_state (archive, self->round_id, "open", error);
    case VERB_CLOSE:
      return cadre_menu_set_state (archive, self->round_id, "closed", error);
    case VERB_ASSIGN:
      return cadre_menu_assign (archive, self->round_id, NULL, error);
    case VERB_CLASSES:
      return cadre_menu_make_classes (archive, self->round_id, NULL, error);
    case N_VERBS:
    default:
      g_return_val_if_reached (FALSE);
    }
}

static CadreWindow *
get_window (CadreMenuPage *self)
{
  return cadre_window_of (GTK_WIDGET (self));
}

static gint64
get_id (CadreMenuPage *self)
{
  return cadre_page_get_record_id (CADRE_PAGE (self));
}

static void
act (CadreMenuPage *self,
     Verb           verb)
{
  g_autoptr(GString) name = g_string_new (_(verbs[verb].name));

  g_string_replace (name, "%s", self->name, 1);
  cadre_window_act (get_window (self), "menu", name->str, verb_job, menu_job_new (get_id (self), verb), menu_job_free, NULL, NULL);
}

static void
next_clicked_cb (CadreMenuPage *self)
{
  act (self, self->next);
}

static void
reopen_activated (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       data)
{
  act (data, VERB_OPEN);
}

static void
assign_activated (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       data)
{
  act (data, VERB_ASSIGN);
}

static void
edit_activated (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  cadre_record_dialog_open (get_window (data), "menu_round", cadre_page_get_record_id (CADRE_PAGE (data)));
}

static void
add_offer_cb (CadreMenuPage *self)
{
  cadre_record_dialog_add_to (get_window (self), "menu_offer", "round_id", get_id (self));
}

/* ---- showing */

static const char *
describe_choice (const CadreMenuChoice *choice)
{
  return g_str_equal (choice->state, "given") ? _("Given") : g_str_equal (choice->state, "missed") ? _("Missed")
         : g_str_equal (choice->state, "withdrawn") ? _("Withdrawn") : _("Wished");
}

static void
show_offer (CadreMenuPage        *self,
            const CadreMenuOffer *offer,
            GPtrArray            *choices,
            gboolean              given,
            gboolean              writable)
{
  g_autoptr(GString) about = g_string_new (offer->kind != NULL ? offer->kind : "");
  g_autofree char *trailing = given ? g_strdup_printf (_("%u given, %u missed"), offer->n_given, offer->n_missed)
                                    : g_strdup_printf (_("%u choices, %u of them first"), offer->n_choices, offer->n_first);
  GtkWidget *expander;

  if (about->len > 0)
    g_string_append (about, " · ");
  if (offer->seats >= 0)
    g_string_append_printf (about, ngettext ("%d seat", "%d seats", (gulong) offer->seats), offer->seats);
  else
    g_string_append (about, _("any number of seats"));
  if (offer->minimum > 0)
    g_string_append_printf (about, _(", from %u people"), offer->minimum);
  if (offer->class_name != NULL)
    g_string_append_printf (about, " · %s", offer->class_name);
  expander = cadre_record_group_add_expander (self->group, offer->course, about->str, trailing);

  cadre_record_group_add_part (self->group, expander, OFFER_KEY (offer->id),
                               offer->class_id != 0 ? _("Open the Class") : _("Seats and Minimum…"), NULL, NULL);
  if (writable && offer->class_id == 0)
    cadre_record_group_add_part (self->group, expander, G_MININT64 + offer->id, _("Add a Choice…"), NULL, NULL);
  for (guint i = 0; i < choices->len; i++)
    {
      const CadreMenuChoice *choice = g_ptr_array_index (choices, i);
      g_autofree char *title = NULL;
      g_autofree char *detail = NULL;

      if (!g_str_equal (choice->course, offer->course))
        continue;
      title = g_strdup_printf (_("%s  choice %u"), choice->name, choice->priority);
      detail = choice->reason != NULL ? g_strdup_printf ("%s · %s", choice->unit != NULL ? choice->unit : "", choice->reason)
                                      : g_strdup (choice->unit);
      cadre_record_group_add_part (self->group, expander, choice->id, title, detail, describe_choice (choice));
    }
}

static void
show_head (CadreMenuPage        *self,
           const CadreMenuRound *round,
           gboolean              writable)
{
  g_autoptr(GString) facts = g_string_new (cadre_menu_state_get_name (round->state));
  gboolean done;

  g_free (self->name);
  self->name = g_strdup (round->name);
  cadre_page_set_title (CADRE_PAGE (self), round->name);
  gtk_label_set_label (self->name_label, round->name);
  if (round->opens_on != NULL || round->closes_on != NULL)
    g_string_append_printf (facts, " · %s–%s", round->opens_on != NULL ? round->opens_on : "",
                            round->closes_on != NULL ? round->closes_on : "");
  if (round->limit > 0)
    g_string_append_printf (facts, ngettext (" · at most %u course each", " · at most %u courses each", round->limit), round->limit);
  g_string_append_printf (facts, _(" · %u people, %u choices"), round->n_people, round->n_choices);
  if (g_str_equal (round->state, "assigned"))
    g_string_append_printf (facts, _(" · %u given, %u missed"), round->n_given, round->n_missed);
  gtk_label_set_label (self->facts_label, facts->str);

  for (guint i = 0; i < G_N_ELEMENTS (next_steps); i++)
    if (g_str_equal (next_steps[i].state, round->state))
      self->next = next_steps[i].next;
  done = round->n_classes > 0 || (self->next == VERB_CLASSES && round->n_given == 0);
  gtk_button_set_label (self->next_button, _(verbs[self->next].label));
  gtk_widget_set_visible (GTK_WIDGET (self->next_button), writable && !done);
  gtk_widget_set_sensitive (self->add_button, writable && round->n_classes == 0);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "reopen")),
                               writable && round->n_classes == 0 && !g_str_equal (round->state, "open"));
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "assign")),
                               writable && round->n_classes == 0 && g_str_equal (round->state, "assigned"));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  CadreMenuPage *self = user_data;
  g_autoptr(GError) error = NULL;
  MenuJob *job = cadre_session_get_data (result);
  gboolean writable = !cadre_session_is_read_only (CADRE_SESSION (source));

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      cadre_page_load_failed (self, _("The round cannot be shown"), error);
      return;
    }

  show_head (self, job->round, writable);
  cadre_record_group_clear (self->group);
  g_hash_table_remove_all (self->class_of);
  for (guint i = 0; i < job->offers->len; i++)
    {
      const CadreMenuOffer *offer = g_ptr_array_index (job->offers, i);

      if (offer->class_id != 0)
        g_hash_table_insert (self->class_of, g_memdup2 (&offer->id, sizeof offer->id),
                             g_memdup2 (&offer->class_id, sizeof offer->class_id));
      show_offer (self, offer, job->choices, g_str_equal (job->round->state, "assigned"), writable);
    }
}

static void
cadre_menu_page_load (CadrePage *page)
{
  cadre_session_read (cadre_page_get_session (page), _("Open the Menu"), load_job,
                      menu_job_new (cadre_page_get_record_id (page), N_VERBS), menu_job_free,
                      cadre_page_get_cancellable (page), loaded_cb, page);
}

static void
activated_cb (CadreMenuPage *self,
              gint64         key)
{
  gint64 offer = -key;
  const gint64 *class_id;

  if (key >= 0)
    {
      cadre_record_dialog_open (get_window (self), "menu_choice", key);
      return;
    }
  if (key < G_MININT64 / 2)
    {
      cadre_record_dialog_add_to (get_window (self), "menu_choice", "offer_id", key - G_MININT64);
      return;
    }

  class_id = g_hash_table_lookup (self->class_of, &offer);
  if (class_id != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-class", "x", *class_id);
  else
    cadre_record_dialog_open (get_window (self), "menu_offer", offer);
}

/* ---- making */

static const GActionEntry action_entries[] = {
  { "reopen", reopen_activated },
  { "assign", assign_activated },
  { "edit", edit_activated },
};

static void
cadre_menu_page_constructed (GObject *object)
{
  CadreMenuPage *self = CADRE_MENU_PAGE (object);

  G_OBJECT_CLASS (cadre_menu_page_parent_class)->constructed (object);

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), action_entries, G_N_ELEMENTS (action_entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "menu-round", G_ACTION_GROUP (self->actions));
  self->class_of = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->group = CADRE_RECORD_GROUP (cadre_record_group_new (_("Courses of the Round"), FALSE));
  g_signal_connect_object (self->group, "record-activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->box, GTK_WIDGET (self->group));
}

static void
cadre_menu_page_dispose (GObject *object)
{
  CadreMenuPage *self = CADRE_MENU_PAGE (object);

  g_clear_object (&self->actions);

  G_OBJECT_CLASS (cadre_menu_page_parent_class)->dispose (object);
}

static void
cadre_menu_page_finalize (GObject *object)
{
  CadreMenuPage *self = CADRE_MENU_PAGE (object);

  g_free (self->name);
  g_clear_pointer (&self->class_of, g_hash_table_unref);

  G_OBJECT_CLASS (cadre_menu_page_parent_class)->finalize (object);
}

static void
cadre_menu_page_class_init (CadreMenuPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = cadre_menu_page_constructed;
  object_class->dispose = cadre_menu_page_dispose;
  object_class->finalize = cadre_menu_page_finalize;
  CADRE_PAGE_CLASS (klass)->load = cadre_menu_page_load;

  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-menu-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreMenuPage, box);
  gtk_widget_class_bind_template_child (widget_class, CadreMenuPage, name_label);
  gtk_widget_class_bind_template_child (widget_class, CadreMenuPage, facts_label);
  gtk_widget_class_bind_template_child (widget_class, CadreMenuPage, next_button);
  gtk_widget_class_bind_template_child (widget_class, CadreMenuPage, add_button);
  gtk_widget_class_bind_template_callback (widget_class, next_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_offer_cb);
}

static void
cadre_menu_page_init (CadreMenuPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
