/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-score-page"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-record-group.h"
#include "cadre-round.h"
#include "cadre-round-data.h"
#include "cadre-score-page.h"
#include "cadre-window.h"

struct _CadreScorePage
{
  CadrePage parent_instance;

  CadreRecordGroup *group;

  GtkBox *box;
  GtkLabel *name_label;
  GtkLabel *result_label;
  GtkLabel *remark_label;
  GtkLabel *scheme_label;
};

G_DEFINE_FINAL_TYPE (CadreScorePage, cadre_score_page, CADRE_TYPE_PAGE)

/* 96.05 × 20 = 19.21; points stand alone. */
static char *
tell_value (const CadreScoreReason *reason)
{
  if (reason->value == NULL)
    return g_strdup (_("not known"));
  if (reason->weight == NULL)
    return g_strdup (reason->part != NULL ? reason->part : reason->value);

  return g_strdup_printf ("%s × %s %% = %s", reason->value, reason->weight, reason->part);
}

static void
show_reasons (CadreScorePage *self,
              GPtrArray      *reasons)
{
  cadre_record_group_clear (self->group);
  for (guint i = 0; i < reasons->len; i++)
    {
      const CadreScoreReason *reason = g_ptr_array_index (reasons, i);
      g_autoptr(GString) title = g_string_new (NULL);
      g_autofree char *value = tell_value (reason);
      GtkWidget *row;

      for (guint depth = 0; depth < reason->depth; depth++)
        g_string_append (title, "　　");
      g_string_append (title, reason->name);
      row = cadre_record_group_add_expander (self->group, title->str, reason->clause != NULL ? reason->clause : "", value);
      for (guint j = 0; j < reason->sources->len; j++)
        cadre_record_group_add_part (self->group, row, 0, g_ptr_array_index (reason->sources, j), NULL, NULL);
    }
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  CadreScorePage *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *heading = NULL;
  CadreScoreData *data = cadre_session_get_data (result);

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      cadre_page_load_failed (self, _("The score cannot be explained"), error);
      return;
    }

  heading = g_strdup_printf ("%s · %s", data->name, data->round);
  cadre_page_set_title (CADRE_PAGE (self), _("Why This Score"));
  gtk_label_set_label (self->name_label, heading);
  gtk_label_set_label (self->result_label, data->result);
  gtk_label_set_label (self->remark_label, data->remark);
  gtk_widget_set_visible (GTK_WIDGET (self->remark_label), *data->remark != '\0');
  gtk_label_set_label (self->scheme_label, data->scheme);
  show_reasons (self, data->reasons);
}

static void
cadre_score_page_load (CadrePage *page)
{
  cadre_session_read (cadre_page_get_session (page), _("Explain a Score"), cadre_score_data_load,
                      cadre_score_data_new (cadre_page_get_record_id (page)), cadre_score_data_free,
                      cadre_page_get_cancellable (page), loaded_cb, page);
}

static void
cadre_score_page_constructed (GObject *object)
{
  CadreScorePage *self = CADRE_SCORE_PAGE (object);

  G_OBJECT_CLASS (cadre_score_page_parent_class)->constructed (object);

  self->group = CADRE_RECORD_GROUP (cadre_record_group_new (_("Indicator × Weight, by Source"), FALSE));
  g_object_set (self->group, "margin-start", 18, "margin-end", 18, "margin-top", 12, NULL);
  gtk_box_append (self->box, GTK_WIDGET (self->group));
}

static void
cadre_score_page_class_init (CadreScorePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = cadre_score_page_constructed;
  CADRE_PAGE_CLASS (klass)->load = cadre_score_page_load;

  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-score-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreScorePage, box);
  gtk_widget_class_bind_template_child (widget_class, CadreScorePage, name_label);
  gtk_widget_class_bind_template_child (widget_class, CadreScorePage, result_label);
  gtk_widget_class_bind_template_child (widget_class, CadreScorePage, remark_label);
  gtk_widget_class_bind_template_child (widget_class, CadreScorePage, scheme_label);
}

static void
cadre_score_page_init (CadreScorePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
