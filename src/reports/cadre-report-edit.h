/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-report.h"

G_BEGIN_DECLS

/**
 * CadreReportEdit:
 *
 * The definition of a report while somebody changes it: names and titles, the
 * columns of its tables and their order, and by what rows are grouped. An
 * office's own definition keeps which built-in one it was copied from, so that
 * columns left out can be taken in again.
 */
#define CADRE_TYPE_REPORT_EDIT (cadre_report_edit_get_type ())
G_DECLARE_FINAL_TYPE (CadreReportEdit, cadre_report_edit, CADRE, REPORT_EDIT, GObject)

CadreReportEdit *cadre_report_edit_load          (CadreArchive     *archive,
                                                  const char       *key,
                                                  GError          **error);
void             cadre_report_edit_make_copy     (CadreReportEdit  *self,
                                                  const char       *name);
const char      *cadre_report_edit_get_key       (CadreReportEdit  *self);
gboolean         cadre_report_edit_is_custom     (CadreReportEdit  *self);
const char      *cadre_report_edit_get_name      (CadreReportEdit  *self);
void             cadre_report_edit_set_name      (CadreReportEdit  *self,
                                                  const char       *name);

guint            cadre_report_edit_get_n_tables  (CadreReportEdit  *self);
const char      *cadre_report_edit_get_table     (CadreReportEdit  *self,
                                                  guint             table);
char            *cadre_report_edit_dup_title     (CadreReportEdit  *self,
                                                  guint             table);
void             cadre_report_edit_set_title     (CadreReportEdit  *self,
                                                  guint             table,
                                                  const char       *title);

guint            cadre_report_edit_get_n_columns (CadreReportEdit  *self,
                                                  guint             table);
char            *cadre_report_edit_dup_head      (CadreReportEdit  *self,
                                                  guint             table,
                                                  guint             column);
void             cadre_report_edit_set_head      (CadreReportEdit  *self,
                                                  guint             table,
                                                  guint             column,
                                                  const char       *head);
gboolean         cadre_report_edit_is_shown      (CadreReportEdit  *self,
                                                  guint             table,
                                                  guint             column);
void             cadre_report_edit_set_shown     (CadreReportEdit  *self,
                                                  guint             table,
                                                  guint             column,
                                                  gboolean          shown);
void             cadre_report_edit_move          (CadreReportEdit  *self,
                                                  guint             table,
                                                  guint             column,
                                                  guint             to);

gboolean         cadre_report_edit_can_group     (CadreReportEdit  *self,
                                                  guint             table,
                                                  guint             column);
int              cadre_report_edit_get_group     (CadreReportEdit  *self,
                                                  guint             table);
void             cadre_report_edit_set_group     (CadreReportEdit  *self,
                                                  guint             table,
                                                  int               column);

char            *cadre_report_edit_to_json       (CadreReportEdit  *self,
                                                  GError          **error);
gboolean         cadre_report_edit_save          (CadreReportEdit  *self,
                                                  CadreArchive     *archive,
                                                  GError          **error);
gboolean         cadre_report_edit_delete        (CadreArchive     *archive,
                                                  const char       *key,
                                                  GError          **error);

G_END_DECLS
