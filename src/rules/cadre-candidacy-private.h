/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cadre-candidacy.h"

G_BEGIN_DECLS

gboolean _cadre_stage_check_record (CadreArchive            *archive,
                                    const CadreStage        *stage,
                                    const CadreStageRecord  *record,
                                    const char              *not_before,
                                    gboolean                 is_after_notice,
                                    GError                 **error);
gboolean _cadre_candidate_appoint  (CadreArchive            *archive,
                                    const CadreCandidate    *candidate,
                                    const CadreStage        *stage,
                                    const CadreStageRecord  *record,
                                    GError                 **error);

G_END_DECLS
