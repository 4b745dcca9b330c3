/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-promotion-page"

#include "config.h"

#include "cadre-board-pane.h"
#include "cadre-promotion-page.h"
#include "cadre-ways-pane.h"

struct _CadrePromotionPage
{
  CadrePage parent_instance;

  AdwViewStack *stack;
  CadrePane *board_pane;
  CadrePane *ways_pane;
};

G_DEFINE_FINAL_TYPE (CadrePromotionPage, cadre_promotion_page, CADRE_TYPE_PAGE)

static void
cadre_promotion_page_find (CadrePage *page)
{
  cadre_pane_find (CADRE_PANE (adw_view_stack_get_visible_child (CADRE_PROMOTION_PAGE (page)->stack)));
}

static void
cadre_promotion_page_constructed (GObject *object)
{
  CadrePromotionPage *self = CADRE_PROMOTION_PAGE (object);
  CadreSession *session = cadre_page_get_session (CADRE_PAGE (self));
  CadrePane *panes[] = { self->board_pane, self->ways_pane };

  G_OBJECT_CLASS (cadre_promotion_page_parent_class)->constructed (object);

  for (guint i = 0; session != NULL && i < G_N_ELEMENTS (panes); i++)
    cadre_pane_set_session (panes[i], session);
}

static void
cadre_promotion_page_class_init (CadrePromotionPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = cadre_promotion_page_constructed;
  CADRE_PAGE_CLASS (klass)->find = cadre_promotion_page_find;

  g_type_ensure (CADRE_TYPE_BOARD_PANE);
  g_type_ensure (CADRE_TYPE_WAYS_PANE);
  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-promotion-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CadrePromotionPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CadrePromotionPage, board_pane);
  gtk_widget_class_bind_template_child (widget_class, CadrePromotionPage, ways_pane);
}

static void
cadre_promotion_page_init (CadrePromotionPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
