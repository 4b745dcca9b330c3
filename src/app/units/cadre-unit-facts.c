/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-unit-facts"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-attachment-group.h"
#include "cadre-record-dialog.h"
#include "cadre-record-lines.h"
#include "cadre-unit-facts.h"
#include "cadre-window.h"

/* In the order of the groups. */
static const struct
{
  CadreRecordLines lines;
  const char *label;
} facts[] = {
  { { "unit_status", "unit_id", { "status" }, { "since", "until", "document", "sender_id", "note" }, NULL },
    N_("Status over Time") },
  { { "unit_year", "unit_id", { "year" }, { "people", "poor_people", "industries", "note" }, "collective_income" },
    N_("Figures of Each Year") },
};

#define N_FACTS G_N_ELEMENTS (facts)

struct _CadreUnitFacts
{
  AdwBin parent_instance;

  CadreSession *session;
  gint64 unit_id;
  GtkWidget *box;
  CadreRecordGroup *groups[N_FACTS];
  CadreAttachmentGroup *attachments;
};

G_DEFINE_FINAL_TYPE (CadreUnitFacts, cadre_unit_facts, ADW_TYPE_BIN)

/* --------------------------------------------------------------------- reading */

typedef struct
{
  gint64 unit_id;
  GPtrArray *lines[N_FACTS];   /* CadreRecordLine each */
} Load;

static void
load_free (gpointer data)
{
  Load *self = data;

  for (guint i = 0; i < N_FACTS; i++)
    g_clear_pointer (&self->lines[i], g_ptr_array_unref);
  g_free (self);
}

static gboolean
load_job (CadreJob      *job,
          CadreArchive  *archive,
          gpointer       data,
          GError       **error)
{
  Load *self = data;
  g_autoptr(CadreCatalogue) catalogue = cadre_catalogue_new (archive, error);

  if (catalogue == NULL)
    return FALSE;

  for (guint i = 0; i < N_FACTS; i++)
    {
      self->lines[i] = cadre_record_lines_load (archive, catalogue, &facts[i].lines, self->unit_id, error);
      if (self->lines[i] == NULL)
        return FALSE;
    }

  return TRUE;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(CadreUnitFacts) self = data;
  g_autoptr(GError) error = NULL;
  Load *load = cadre_session_get_data (result);

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      if (cadre_window_of (GTK_WIDGET (self)) != NULL)
        cadre_window_show_error (cadre_window_of (GTK_WIDGET (self)), _("The unit cannot be shown"), error);
      return;
    }
  /* Another one was selected meanwhile. */
  if (load->unit_id != self->unit_id)
    return;

  for (guint i = 0; i < N_FACTS; i++)
    cadre_record_group_show_lines (self->groups[i], load->lines[i]);
}

static void
reload (CadreUnitFacts *self)
{
  Load *load;

  if (self->unit_id == 0 || self->session == NULL)
    return;

  load = g_new0 (Load, 1);
  load->unit_id = self->unit_id;
  cadre_session_read (self->session, NULL, load_job, load, load_free, NULL, loaded_cb, g_object_ref (self));
  cadre_attachment_group_load (self->attachments);
}

/* ------------------------------------------------------------------ the records */

static guint
find_group (CadreUnitFacts   *self,
            CadreRecordGroup *group)
{
  guint i = 0;

  while (i + 1 < N_FACTS && self->groups[i] != group)
    i++;

  return i;
}

static void
record_activated_cb (CadreUnitFacts   *self,
                     gint64            id,
                     CadreRecordGroup *group)
{
  cadre_record_dialog_open (cadre_window_of (GTK_WIDGET (self)), facts[find_group (self, group)].lines.kind, id);
}

static void
add_cb (CadreUnitFacts   *self,
        CadreRecordGroup *group)
{
  cadre_record_dialog_add_to (cadre_window_of (GTK_WIDGET (self)), facts[find_group (self, group)].lines.kind, "unit_id",
                              self->unit_id);
}

static void
session_changed_cb (CadreUnitFacts      *self,
                    const char * const  *tables)
{
  if (g_strv_contains (tables, "unit_status") || g_strv_contains (tables, "unit_year") ||
      g_strv_contains (tables, "attachment"))
    reload (self);
}

/* ------------------------------------------------------------------- the object */

static void
cadre_unit_facts_finalize (GObject *object)
{
  g_clear_object (&CADRE_UNIT_FACTS (object)->session);

  G_OBJECT_CLASS (cadre_unit_facts_parent_class)->finalize (object);
}

static void
cadre_unit_facts_class_init (CadreUnitFactsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cadre_unit_facts_finalize;
}

static void
cadre_unit_facts_init (CadreUnitFacts *self)
{
  GtkWidget *clamp;

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  clamp = g_object_new (ADW_TYPE_CLAMP, "child", self->box, "margin-top", 18, "margin-bottom", 24, "margin-start", 18,
                        "margin-end", 18, NULL);
  adw_bin_set_child (ADW_BIN (self), g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", clamp, "hscrollbar-policy",
                                                   GTK_POLICY_NEVER, NULL));
}

/**
 * cadre_unit_facts_set_session:
 *
 * Gives it the archive, once.
 */
void
cadre_unit_facts_set_session (CadreUnitFacts *self,
                              CadreSession   *session)
{
  gboolean writable = !cadre_session_is_read_only (session);

  g_return_if_fail (CADRE_IS_UNIT_FACTS (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  for (guint i = 0; i < N_FACTS; i++)
    {
      self->groups[i] = CADRE_RECORD_GROUP (cadre_record_group_new (_(facts[i].label), writable));
      g_signal_connect_object (self->groups[i], "record-activated", G_CALLBACK (record_activated_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->groups[i], "add", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->groups[i]));
    }
  self->attachments = CADRE_ATTACHMENT_GROUP (cadre_attachment_group_new (session, "unit", 0));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->attachments));
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * cadre_unit_facts_set_unit:
 *
 * Shows another unit.
 */
void
cadre_unit_facts_set_unit (CadreUnitFacts *self,
                           gint64          unit_id)
{
  g_return_if_fail (CADRE_IS_UNIT_FACTS (self));

  if (self->unit_id == unit_id)
    return;

  self->unit_id = unit_id;
  cadre_attachment_group_set_record (self->attachments, unit_id);
  reload (self);
}
