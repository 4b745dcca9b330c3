/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The schemes that there are, and copies of them to change. */

#pragma once

#include "cadre-scheme.h"

G_BEGIN_DECLS

/**
 * CadreSchemeInfo:
 *
 * A scheme in a list. Free with cadre_scheme_info_free().
 */
typedef struct
{
  gint64 id;
  char *key;
  int version;
  char *name;
  char *source;            /* or NULL */
  double cap;
  guint n_indicators;
  guint n_rounds;
  gboolean is_locked;      /* a locked round stands by it: it may not change */
} CadreSchemeInfo;

void       cadre_scheme_info_free      (CadreSchemeInfo  *self);

GPtrArray *cadre_schemes_list          (CadreArchive     *archive,
                                        GError          **error);
gint64     cadre_scheme_identify       (CadreArchive     *archive,
                                        const char       *text,
                                        GError          **error);

gint64     cadre_scheme_copy           (CadreArchive     *archive,
                                        gint64            scheme_id,
                                        const char       *name,
                                        GError          **error);
gboolean   cadre_scheme_check_editable (CadreArchive     *archive,
                                        gint64            scheme_id,
                                        GError          **error);
gboolean   cadre_scheme_set            (CadreArchive     *archive,
                                        gint64            scheme_id,
                                        const char       *indicator,
                                        const char       *field,
                                        const char       *text,
                                        GError          **error);

char      *cadre_scheme_format_grades  (const CadreScheme *scheme);
char     **cadre_scheme_list_facts     (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreSchemeInfo, cadre_scheme_info_free)

G_END_DECLS
