/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files of src/catalogue share. */

#pragma once

#include "cadre-catalogue.h"

G_BEGIN_DECLS

typedef struct _CadreCodeTables CadreCodeTables;

struct _CadreCatalogue
{
  GObject parent_instance;

  GStringChunk *strings;
  GPtrArray *kinds;           /* Kind, see cadre-catalogue.c */
  GHashTable *by_key;         /* key -> Kind */
  CadreCodeTables *code_tables;
};

CadreCodeTables *_cadre_code_tables_load  (CadreArchive           *archive,
                                           GError                **error);
void             _cadre_code_tables_free  (CadreCodeTables        *self);
gboolean         _cadre_code_tables_has   (const CadreCodeTables  *self,
                                           const char             *set);
const char      *_cadre_code_tables_match (const CadreCodeTables  *self,
                                           const char             *set,
                                           const char             *text);
const CadreCode *_cadre_code_tables_find  (const CadreCodeTables  *self,
                                           const char             *set,
                                           const char             *name);
GPtrArray       *_cadre_code_tables_list  (const CadreCodeTables  *self,
                                           const char             *set);

G_END_DECLS
