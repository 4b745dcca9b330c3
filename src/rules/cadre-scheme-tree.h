/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The tree of a scheme that may still change: its indicators, and those who
 * score. Everything here happens inside an action, and is refused where a
 * locked round stands by the scheme. */

#pragma once

#include "cadre-catalogue.h"

G_BEGIN_DECLS

gint64   cadre_scheme_create             (CadreArchive    *archive,
                                          const char      *key,
                                          const char      *name,
                                          GError         **error);
gboolean cadre_scheme_delete             (CadreArchive    *archive,
                                          gint64           scheme_id,
                                          GError         **error);

gint64   cadre_scheme_add_indicator      (CadreArchive    *archive,
                                          gint64           scheme_id,
                                          const char      *parent,
                                          const char      *key,
                                          const char      *name,
                                          GError         **error);
gboolean cadre_scheme_remove_indicator   (CadreArchive    *archive,
                                          gint64           scheme_id,
                                          const char      *indicator,
                                          GError         **error);
gboolean cadre_scheme_place_indicator    (CadreArchive    *archive,
                                          gint64           scheme_id,
                                          const char      *indicator,
                                          guint            place,
                                          GError         **error);

gboolean cadre_scheme_set_scorers        (CadreArchive    *archive,
                                          gint64           scheme_id,
                                          const char      *name,
                                          const char      *weight,
                                          GError         **error);
gboolean cadre_scheme_rename_scorers     (CadreArchive    *archive,
                                          gint64           scheme_id,
                                          const char      *name,
                                          const char      *new_name,
                                          GError         **error);
gboolean cadre_scheme_remove_scorers     (CadreArchive    *archive,
                                          gint64           scheme_id,
                                          const char      *name,
                                          GError         **error);

G_END_DECLS
