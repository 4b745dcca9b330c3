/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "cadre-archive.h"

G_BEGIN_DECLS

/* The size that the forms ask for: 4 to 5. */
#define CADRE_PHOTO_WIDTH 376
#define CADRE_PHOTO_HEIGHT 470

GBytes     *cadre_photo_read (const char    *path,
                              GError       **error);
GBytes     *cadre_photo_from (GdkPixbuf     *picture,
                              GError       **error);
GdkTexture *cadre_photo_load (CadreArchive  *archive,
                              const char    *hash);

G_END_DECLS
