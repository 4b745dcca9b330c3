/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-data-page"

#include "config.h"

#include "cadre-archive-pane.h"
#include "cadre-backup-pane.h"
#include "cadre-bin-pane.h"
#include "cadre-check-pane.h"
#include "cadre-data-page.h"
#include "cadre-history-pane.h"

struct _CadreDataPage
{
  CadrePage parent_instance;

  AdwViewStack *stack;
  CadrePane *archive_pane;
  CadrePane *backup_pane;
  CadrePane *bin_pane;
  CadrePane *history_pane;
  CadrePane *check_pane;
};

G_DEFINE_FINAL_TYPE (CadreDataPage, cadre_data_page, CADRE_TYPE_PAGE)

static void
cadre_data_page_find (CadrePage *page)
{
  cadre_pane_find (CADRE_PANE (adw_view_stack_get_visible_child (CADRE_DATA_PAGE (page)->stack)));
}

static void
cadre_data_page_constructed (GObject *object)
{
  CadreDataPage *self = CADRE_DATA_PAGE (object);
  CadreSession *session = cadre_page_get_session (CADRE_PAGE (self));
  CadrePane *panes[] = {
    self->archive_pane, self->backup_pane, self->bin_pane, self->history_pane, self->check_pane,
  };

  G_OBJECT_CLASS (cadre_data_page_parent_class)->constructed (object);

  for (guint i = 0; session != NULL && i < G_N_ELEMENTS (panes); i++)
    cadre_pane_set_session (panes[i], session);
}

static void
cadre_data_page_class_init (CadreDataPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = cadre_data_page_constructed;
  CADRE_PAGE_CLASS (klass)->find = cadre_data_page_find;

  g_type_ensure (CADRE_TYPE_ARCHIVE_PANE);
  g_type_ensure (CADRE_TYPE_BACKUP_PANE);
  g_type_ensure (CADRE_TYPE_BIN_PANE);
  g_type_ensure (CADRE_TYPE_CHECK_PANE);
  g_type_ensure (CADRE_TYPE_HISTORY_PANE);
  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-data-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreDataPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CadreDataPage, archive_pane);
  gtk_widget_class_bind_template_child (widget_class, CadreDataPage, backup_pane);
  gtk_widget_class_bind_template_child (widget_class, CadreDataPage, bin_pane);
  gtk_widget_class_bind_template_child (widget_class, CadreDataPage, history_pane);
  gtk_widget_class_bind_template_child (widget_class, CadreDataPage, check_pane);
}

static void
cadre_data_page_init (CadreDataPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
