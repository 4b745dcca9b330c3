/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Records as lines of a CadreRecordGroup: read on a worker, shown in the
 * window. */

#pragma once

#include "cadre-catalogue.h"
#include "cadre-record-group.h"

G_BEGIN_DECLS

/**
 * CadreRecordLine:
 *
 * One record. Free with cadre_record_line_free().
 */
typedef struct
{
  gint64 id;
  char *title;
  char *subtitle;
  char *trailing;
} CadreRecordLine;

/**
 * CadreRecordLines:
 * @kind: as the catalogue names it
 * @owner_field: what the records belong to
 * @title: fields that make the title; %NULL-terminated where fewer
 * @trailing: (nullable): the field at the end of the line
 *
 * Which fields make a line.
 */
typedef struct
{
  const char *kind;
  const char *owner_field;
  const char *title[3];
  const char *subtitle[6];
  const char *trailing;
} CadreRecordLines;

void       cadre_record_line_free        (gpointer                 data);
GPtrArray *cadre_record_lines_load       (CadreArchive            *archive,
                                          CadreCatalogue          *catalogue,
                                          const CadreRecordLines  *spec,
                                          gint64                   owner_id,
                                          GError                 **error);
void       cadre_record_group_show_lines (CadreRecordGroup        *self,
                                          GPtrArray               *lines);

G_END_DECLS
