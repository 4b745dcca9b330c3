/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-archive.h"
#include "cadre-lrmx.h"

G_BEGIN_DECLS

/* What of a form the archive keeps as files. */
typedef enum
{
  CADRE_FORM_FILE_PHOTO,
  CADRE_FORM_FILE_WHOLE,
  CADRE_FORM_N_FILES,
} CadreFormFile;

/* A whole form, as the archive keeps it. */
#define CADRE_FORM_MEDIA "application/x-lrmx"

GBytes  *_cadre_forms_get_file (CadreLrmx           *form,
                                CadreFormFile        which,
                                const char         **media);
gboolean _cadre_forms_keep     (CadreArchive        *archive,
                                const char          *path,
                                const char * const  *order,
                                GArray              *rows,
                                GPtrArray           *hashes,
                                GError             **error);

G_END_DECLS
