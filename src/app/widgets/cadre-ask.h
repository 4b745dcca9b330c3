/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CadreQuestion:
 * @title: of the line, translated
 * @text: (nullable): what stands there
 * @choices: (nullable): what can be chosen instead of typed; the first one
 *   stands there, or that which is @text
 * @needed: whether it cannot be left empty
 */
typedef struct
{
  const char *title;
  const char *text;
  const char * const *choices;
  gboolean needed;
} CadreQuestion;

/**
 * CadreAnsweredFunc:
 * @answers: (array zero-terminated=1): one for each question
 */
typedef void (*CadreAnsweredFunc) (const char * const *answers,
                                   gpointer            user_data);

GtkWidget *cadre_ask (GtkWindow           *parent,
                      const char          *heading,
                      const char          *body,
                      const char          *accept,
                      const CadreQuestion *questions,
                      guint                n_questions,
                      CadreAnsweredFunc    answered,
                      gpointer             user_data,
                      GDestroyNotify       free_user_data);

G_END_DECLS
