/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pages there are. A new page is a line in cadre-pages.c, a file and a
 * template. */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CadrePageInfo:
 *
 * A page of the sidebar, a subclass of #CadrePage.
 */
typedef struct
{
  const char *name;      /* as kept in the settings, and the target of win.page */
  const char *title;     /* msgid */
  const char *icon_name;
  GType (*get_type) (void);
} CadrePageInfo;

/**
 * CadreDetailInfo:
 *
 * A page that opens over the others and shows one record: a subclass of
 * #CadrePage with a construct property `record-id` (gint64).
 */
typedef struct
{
  const char *action;    /* win.ACTION(x), with the record's id */
  GType (*get_type) (void);
} CadreDetailInfo;

const CadrePageInfo   *cadre_pages_get         (guint *n_pages);
const CadreDetailInfo *cadre_pages_get_details (guint *n_details);

G_END_DECLS
