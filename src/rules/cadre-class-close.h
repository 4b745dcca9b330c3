/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-class.h"
#include "cadre-date.h"

G_BEGIN_DECLS

/**
 * CadreClassClosing:
 *
 * What closing a class did.
 */
typedef struct
{
  guint n_finished;
  guint n_void;            /* leave and absence over the limit of the rules */
  guint n_kept;            /* had a record of the class from elsewhere: left alone */
  guint n_records;         /* study records written, of teachers too */
  guint n_teachers;
  guint n_certificates;
} CadreClassClosing;

gboolean cadre_class_close  (CadreArchive       *archive,
                             gint64              class_id,
                             const CadreDate    *on,
                             CadreClassClosing  *closing,
                             GError            **error);
gboolean cadre_class_reopen (CadreArchive       *archive,
                             gint64              class_id,
                             GError            **error);

G_END_DECLS
