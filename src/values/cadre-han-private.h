/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What data/han knows of Han characters. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* No such syllable. */
#define CADRE_HAN_NO_SYLLABLE 0

typedef struct
{
  guint16 syllable;      /* from 1 in pinyin order, or CADRE_HAN_NO_SYLLABLE */
  guint16 stroke_order;  /* among characters of as many strokes */
  guint8 n_strokes;      /* 0: not known */
  gboolean is_surname;     /* begins a surname that is read in its own way */
} CadreHan;

const CadreHan *_cadre_han_lookup           (gunichar        c);
const char     *_cadre_han_get_syllable     (guint           syllable);
guint           _cadre_han_read_surname     (const gunichar *name,
                                             guint           length,
                                             const guint16 **syllables);

G_END_DECLS
