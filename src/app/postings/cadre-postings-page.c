/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-postings-page"

#include "config.h"

#include "cadre-batch-pane.h"
#include "cadre-coverage-pane.h"
#include "cadre-postings-page.h"
#include "cadre-presence-pane.h"

struct _CadrePostingsPage
{
  CadrePage parent_instance;

  AdwViewStack *stack;
  CadrePane *coverage_pane;
  CadrePane *presence_pane;
  CadrePane *batch_pane;
};

G_DEFINE_FINAL_TYPE (CadrePostingsPage, cadre_postings_page, CADRE_TYPE_PAGE)

static void
cadre_postings_page_find (CadrePage *page)
{
  cadre_pane_find (CADRE_PANE (adw_view_stack_get_visible_child (CADRE_POSTINGS_PAGE (page)->stack)));
}

static void
cadre_postings_page_constructed (GObject *object)
{
  CadrePostingsPage *self = CADRE_POSTINGS_PAGE (object);
  CadreSession *session = cadre_page_get_session (CADRE_PAGE (self));
  CadrePane *panes[] = { self->coverage_pane, self->presence_pane, self->batch_pane };

  G_OBJECT_CLASS (cadre_postings_page_parent_class)->constructed (object);

  for (guint i = 0; session != NULL && i < G_N_ELEMENTS (panes); i++)
    cadre_pane_set_session (panes[i], session);
}

static void
cadre_postings_page_class_init (CadrePostingsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = cadre_postings_page_constructed;
  CADRE_PAGE_CLASS (klass)->find = cadre_postings_page_find;

  g_type_ensure (CADRE_TYPE_BATCH_PANE);
  g_type_ensure (CADRE_TYPE_COVERAGE_PANE);
  g_type_ensure (CADRE_TYPE_PRESENCE_PANE);
  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-postings-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CadrePostingsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CadrePostingsPage, coverage_pane);
  gtk_widget_class_bind_template_child (widget_class, CadrePostingsPage, presence_pane);
  gtk_widget_class_bind_template_child (widget_class, CadrePostingsPage, batch_pane);
}

static void
cadre_postings_page_init (CadrePostingsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
