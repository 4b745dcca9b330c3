/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-archive.h"

G_BEGIN_DECLS

/* The day up to which a sample's facts go. */
#define CADRE_SAMPLE_AS_OF "2025-12-31"

/**
 * CadreSampleProgress:
 * @done: people made so far
 * @total: people to make
 */
typedef void (*CadreSampleProgress) (guint    done,
                                     guint    total,
                                     gpointer data);

gboolean cadre_sample_fill (CadreArchive         *archive,
                            guint                 n_people,
                            guint                 seed,
                            CadreSampleProgress   progress,
                            gpointer              progress_data,
                            GCancellable         *cancellable,
                            GError              **error);

G_END_DECLS
