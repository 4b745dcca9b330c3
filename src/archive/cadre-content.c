/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-content"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-content.h"

/**
 * cadre_content_add:
 * @media: its media type: image/jpeg
 *
 * Keeps @data, inside a #CadreAction. What is there already is not kept
 * twice.
 *
 * Returns: (transfer full): the name to refer to it by, or %NULL with @error set
 */
char *
cadre_content_add (CadreArchive  *archive,
                   GBytes        *data,
                   const char    *media,
                   GError       **error)
{
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, data);
  g_autoptr(CadreStatement) insert = NULL;

  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), NULL);

  insert = cadre_archive_prepare (archive, "INSERT INTO content (hash, media, data) VALUES (?1, ?2, ?3) "
                                  "ON CONFLICT (hash) DO NOTHING", error);
  if (insert == NULL)
    return NULL;

  cadre_statement_bind_text (insert, 1, hash);
  cadre_statement_bind_text (insert, 2, media);
  cadre_statement_bind_bytes (insert, 3, data);

  return cadre_statement_run (insert, error) ? g_steal_pointer (&hash) : NULL;
}

/**
 * cadre_content_get:
 *
 * Returns: (transfer full): what is kept under @hash, or %NULL with @error set
 */
GBytes *
cadre_content_get (CadreArchive  *archive,
                   const char    *hash,
                   GError       **error)
{
  g_autoptr(CadreStatement) select = NULL;
  g_autoptr(GError) local_error = NULL;

  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), NULL);

  select = cadre_archive_prepare (archive, "SELECT data FROM content WHERE hash = ?1", error);
  if (select == NULL)
    return NULL;

  cadre_statement_bind_text (select, 1, hash);
  if (cadre_statement_step (select, &local_error))
    return cadre_statement_get_bytes (select, 0);

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("The archive has no content “%s”: check and mend the archive"), hash);
  return NULL;
}
