/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CadreStatement:
 *
 * A prepared statement borrowed from its archive's cache. Free it (it is a
 * g_autoptr type) to hand it back: that resets it and clears its bindings.
 * It must not outlive the #CadreArchive nor leave the thread that uses it.
 */
typedef struct _CadreStatement CadreStatement;

void        cadre_statement_free         (CadreStatement  *self);

void        cadre_statement_bind_int64   (CadreStatement  *self,
                                          int              index,
                                          gint64           value);
void        cadre_statement_bind_double  (CadreStatement  *self,
                                          int              index,
                                          double           value);
void        cadre_statement_bind_text    (CadreStatement  *self,
                                          int              index,
                                          const char      *value);
void        cadre_statement_bind_bytes   (CadreStatement  *self,
                                          int              index,
                                          GBytes          *value);
void        cadre_statement_bind_null    (CadreStatement  *self,
                                          int              index);
int         cadre_statement_find_parameter (CadreStatement *self,
                                            const char     *name);

gboolean    cadre_statement_step         (CadreStatement  *self,
                                          GError         **error);
gboolean    cadre_statement_is_done      (CadreStatement  *self);
GPtrArray  *cadre_statement_read_all     (CadreStatement  *self,
                                          gpointer       (*read) (CadreStatement *row),
                                          GDestroyNotify   free_func,
                                          GError         **error);
gboolean    cadre_statement_run          (CadreStatement  *self,
                                          GError         **error);
void        cadre_statement_reset        (CadreStatement  *self);

int         cadre_statement_n_columns    (CadreStatement  *self);
const char *cadre_statement_column_name  (CadreStatement  *self,
                                          int              column);
gboolean    cadre_statement_is_null      (CadreStatement  *self,
                                          int              column);
gint64      cadre_statement_get_int64    (CadreStatement  *self,
                                          int              column);
double      cadre_statement_get_double   (CadreStatement  *self,
                                          int              column);
const char *cadre_statement_get_text     (CadreStatement  *self,
                                          int              column);
char       *cadre_statement_dup_text     (CadreStatement  *self,
                                          int              column);
GBytes     *cadre_statement_get_bytes    (CadreStatement  *self,
                                          int              column);
GType       cadre_statement_get_column_type (CadreStatement *self,
                                             int             column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreStatement, cadre_statement_free)

G_END_DECLS
