/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cadre-empty-page.h"

struct _CadreEmptyPage
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (CadreEmptyPage, cadre_empty_page, ADW_TYPE_BIN)

static void
cadre_empty_page_class_init (CadreEmptyPageClass *klass)
{
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass), CADRE_RESOURCE_PATH "/ui/cadre-empty-page.ui");
}

static void
cadre_empty_page_init (CadreEmptyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
