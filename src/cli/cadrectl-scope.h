/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-catalogue.h"
#include "cadre-report.h"
#include "cadrectl.h"

G_BEGIN_DECLS

/* Who and when a report is about, and what is written of it, in the words of
 * the command line. */
typedef struct
{
  char *as_of;
  char *unit;
  char *class;
  char **persons;
  int year;
  gboolean pdf, names;
} CadrectlScopeWords;

gboolean cadrectl_resolve_scope     (CadreArchive              *archive,
                                     const CadrectlScopeWords  *words,
                                     GArray                    *persons,
                                     CadreReportScope          *scope,
                                     GError                   **error);
gboolean cadrectl_identify_persons  (CadreArchive              *archive,
                                     const char * const        *texts,
                                     GArray                    *persons,
                                     GError                   **error);
void     cadrectl_add_condition     (JsonBuilder               *json,
                                     const char                *field,
                                     const char                *is,
                                     const char                *value);
gboolean cadrectl_add_condition_unit (CadreArchive             *archive,
                                     JsonBuilder               *json,
                                     const char                *unit,
                                     GError                   **error);
gboolean cadrectl_find_persons      (CadreArchive              *archive,
                                     CadreCatalogue            *catalogue,
                                     const char                *filter,
                                     GArray                    *persons,
                                     GError                   **error);
gboolean cadrectl_write_tables      (GPtrArray                 *tables,
                                     const char                *title,
                                     const CadrectlScopeWords  *words,
                                     const char                *output,
                                     GError                   **error);
void     cadrectl_scope_words_clear (CadrectlScopeWords        *self);

G_END_DECLS
