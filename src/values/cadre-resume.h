/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-date.h"

G_BEGIN_DECLS

/**
 * CadreResumeEntry:
 *
 * One period of a 简历. Free with cadre_resume_entry_free().
 */
typedef struct
{
  CadreDate since;
  CadreDate until;     /* year 0 where it goes on */
  char *text;          /* without its wrapped lines' breaks and margins */
  GPtrArray *asides;   /* (element-type utf8): 其间：…, without brackets */
} CadreResumeEntry;

void       cadre_resume_entry_free (CadreResumeEntry *self);

GPtrArray *cadre_resume_parse      (const char       *text,
                                    char            **rest);
char      *cadre_resume_format     (GPtrArray        *entries,
                                    const char       *rest);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreResumeEntry, cadre_resume_entry_free)

G_END_DECLS
