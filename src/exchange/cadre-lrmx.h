/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "cadre-error.h"

G_BEGIN_DECLS

/**
 * CadreLrmxRelative:
 *
 * A line of 家庭主要成员及重要社会关系. Free with cadre_lrmx_relative_free().
 */
typedef struct
{
  char *relation;          /* 称谓 */
  char *name;
  char *birth;             /* as written: 197508 */
  char *political_status;
  char *post;              /* 工作单位及职务 */
} CadreLrmxRelative;

CadreLrmxRelative *cadre_lrmx_relative_new  (const char        *relation,
                                             const char        *name,
                                             const char        *birth,
                                             const char        *political_status,
                                             const char        *post);
void               cadre_lrmx_relative_free (CadreLrmxRelative *self);

/**
 * CadreLrmx:
 *
 * A 干部任免审批表, as the official editor exchanges it: one XML file a person.
 * Elements that nobody knows are kept; a form of which nothing was changed is
 * written as the bytes that were read.
 */
#define CADRE_TYPE_LRMX (cadre_lrmx_get_type ())
G_DECLARE_FINAL_TYPE (CadreLrmx, cadre_lrmx, CADRE, LRMX, GObject)

CadreLrmx  *cadre_lrmx_new           (void);
CadreLrmx  *cadre_lrmx_read          (const char    *path,
                                      GError       **error);
CadreLrmx  *cadre_lrmx_read_lrm      (const char    *path,
                                      GError       **error);
CadreLrmx  *cadre_lrmx_parse         (GBytes        *bytes,
                                      const char    *name,
                                      GError       **error);

const char *cadre_lrmx_get           (CadreLrmx     *self,
                                      const char    *element);
void        cadre_lrmx_set           (CadreLrmx     *self,
                                      const char    *element,
                                      const char    *text);
GPtrArray  *cadre_lrmx_get_relatives (CadreLrmx     *self);
void        cadre_lrmx_set_relatives (CadreLrmx     *self,
                                      GPtrArray     *relatives);
GBytes     *cadre_lrmx_get_photo     (CadreLrmx     *self);
void        cadre_lrmx_set_photo     (CadreLrmx     *self,
                                      GBytes        *photo);

GPtrArray  *cadre_lrmx_check_lengths (CadreLrmx     *self);
GBytes     *cadre_lrmx_to_bytes      (CadreLrmx     *self);
gboolean    cadre_lrmx_write         (CadreLrmx     *self,
                                      const char    *path,
                                      GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreLrmxRelative, cadre_lrmx_relative_free)

G_END_DECLS
