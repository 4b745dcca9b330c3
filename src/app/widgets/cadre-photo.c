/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-photo"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-content.h"
#include "cadre-error.h"
#include "cadre-photo.h"

/* The largest part of 4:5. A head is in the middle, and rather high. */
static GdkPixbuf *
crop (GdkPixbuf *picture)
{
  int width = gdk_pixbuf_get_width (picture);
  int height = gdk_pixbuf_get_height (picture);
  int new_width = MAX (1, MIN (width, height * CADRE_PHOTO_WIDTH / CADRE_PHOTO_HEIGHT));
  int new_height = MAX (1, MIN (height, width * CADRE_PHOTO_HEIGHT / CADRE_PHOTO_WIDTH));

  return gdk_pixbuf_new_subpixbuf (picture, (width - new_width) / 2, (height - new_height) / 4, new_width, new_height);
}

/* JPEG knows no transparency: what shows through is white. */
static GdkPixbuf *
scale (GdkPixbuf *picture)
{
  return gdk_pixbuf_composite_color_simple (picture, CADRE_PHOTO_WIDTH, CADRE_PHOTO_HEIGHT, GDK_INTERP_BILINEAR, 255, 8,
                                            0xffffff, 0xffffff);
}

/**
 * cadre_photo_from:
 *
 * Crops and scales a picture to a photo of a form.
 *
 * Returns: (transfer full): a JPEG, or %NULL with @error set
 */
GBytes *
cadre_photo_from (GdkPixbuf  *picture,
                  GError    **error)
{
  g_autoptr(GdkPixbuf) cropped = crop (picture);
  g_autoptr(GdkPixbuf) scaled = scale (cropped);
  g_autoptr(GdkPixbuf) opaque = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, CADRE_PHOTO_WIDTH, CADRE_PHOTO_HEIGHT);
  char *buffer = NULL;
  gsize size;

  gdk_pixbuf_composite (scaled, opaque, 0, 0, CADRE_PHOTO_WIDTH, CADRE_PHOTO_HEIGHT, 0, 0, 1, 1, GDK_INTERP_NEAREST, 255);
  if (!gdk_pixbuf_save_to_buffer (opaque, &buffer, &size, "jpeg", error, "quality", "90", NULL))
    return NULL;

  return g_bytes_new_take (buffer, size);
}

/**
 * cadre_photo_read:
 * @path: a picture of any kind that the desktop reads
 *
 * Returns: (transfer full): a photo of a form as a JPEG, or %NULL with @error set
 */
GBytes *
cadre_photo_read (const char  *path,
                  GError     **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autoptr(GdkPixbuf) picture = gdk_pixbuf_new_from_file (path, &local_error);
  g_autoptr(GdkPixbuf) upright = NULL;

  if (picture == NULL)
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_FAILED, _("%s is no picture that can be read: choose a JPEG or PNG (%s)"),
                   path, local_error->message);
      return NULL;
    }

  upright = gdk_pixbuf_apply_embedded_orientation (picture);
  return cadre_photo_from (upright, error);
}

/**
 * cadre_photo_load:
 * @archive: on a worker, where decoding keeps nobody waiting
 * @hash: (nullable): of a content; empty: there is none
 *
 * Returns: (transfer full) (nullable): the photo to show; one that cannot be
 *   shown is left out, of which the archive's check tells
 */
GdkTexture *
cadre_photo_load (CadreArchive *archive,
                  const char   *hash)
{
  g_autoptr(GBytes) bytes = hash != NULL && *hash != '\0' ? cadre_content_get (archive, hash, NULL) : NULL;

  return bytes != NULL ? gdk_texture_new_from_bytes (bytes, NULL) : NULL;
}
