/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a stage demands of the record with which someone enters it. */

#define G_LOG_DOMAIN "cadre-candidacy"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cadre-candidacy-private.h"
#include "cadre-workdays.h"

static gboolean
refuse (GError     **error,
        const char  *format,
        ...) G_GNUC_PRINTF (2, 3);

static gboolean
refuse (GError     **error,
        const char  *format,
        ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
is_empty (const char *text)
{
  return text == NULL || *text == '\0';
}

static gboolean
parse_iso (const char *text,
           CadreDate  *date)
{
  g_autofree char *canonical = NULL;

  if (is_empty (text) || !cadre_date_parse (text, date))
    return FALSE;

  canonical = cadre_date_format (date, CADRE_DATE_ISO);
  return g_strcmp0 (canonical, text) == 0;
}

/* A month is not before one of its days. */
static gboolean
is_before (const char *date,
           const char *other)
{
  return strncmp (date, other, MIN (strlen (date), strlen (other))) < 0;
}

static gboolean
check_date (const CadreStage        *stage,
            const CadreStageRecord  *record,
            const char              *not_before,
            gboolean                 is_after_notice,
            GError                 **error)
{
  CadreDate date;

  if (is_empty (record->date))
    return !(stage->needs_date || stage->appoints) || refuse (error, _("“%s” needs its date"), stage->name);
  if (!parse_iso (record->date, &date))
    return refuse (error, _("“%s” is not a date; write it as 2025-12 or 2025-12-31"), record->date);
  if (stage->appoints && !cadre_date_is_complete (&date))
    return refuse (error, _("“%s” needs the day of the decision, as 2025-12-31: probation counts from it"), stage->name);
  if (not_before == NULL)
    return TRUE;
  if (is_before (record->date, not_before))
    return refuse (error, _("%s is before %s, when the stage before was; mend the date"), record->date, not_before);
  if (is_after_notice && strcmp (record->date, not_before) <= 0 && strlen (record->date) == strlen (not_before))
    return refuse (error, _("The public notice runs to %s; “%s” is possible after it"), not_before, stage->name);

  return TRUE;
}

/* 三分之二以上成员到会，应到会成员过半数同意 (条例 2019, 讨论决定). */
static gboolean
check_votes (const CadreStage        *stage,
             const CadreStageRecord  *record,
             GError                 **error)
{
  int cast = record->votes_for + record->votes_against + record->votes_abstain;

  if (!stage->needs_votes)
    return TRUE;
  if (record->members_due <= 0 || record->members_present < 0 || record->votes_for < 0 || record->votes_against < 0 ||
      record->votes_abstain < 0)
    return refuse (error, _("“%s” needs the vote: how many are members, were present, were for, against and abstained"),
                   stage->name);
  if (record->members_present > record->members_due)
    return refuse (error, _("%d were present of %d members; mend one of them"), record->members_present, record->members_due);
  if (cast != record->members_present)
    return refuse (error, _("%d votes of %d present: for, against and abstained must add up to those present"), cast,
                   record->members_present);
  if (record->members_present * 3 < record->members_due * 2)
    return refuse (error, _("%d of %d members were present: the vote holds with two thirds, that is %d"),
                   record->members_present, record->members_due, (record->members_due * 2 + 2) / 3);
  if (record->votes_for * 2 <= record->members_due)
    return refuse (error, _("%d of %d members were for: more than half are needed, that is %d. The candidate may go back, "
                            "or out"), record->votes_for, record->members_due, record->members_due / 2 + 1);

  return TRUE;
}

static gboolean
check_notice (CadreArchive            *archive,
              const CadreStage        *stage,
              const CadreStageRecord  *record,
              GError                 **error)
{
  g_autoptr(CadreWorkdays) workdays = NULL;
  g_autofree char *least = NULL;
  CadreDate from, until, first_end;
  guint n;

  if (stage->notice_days == 0)
    return TRUE;
  if (!parse_iso (record->notice_from, &from) || !parse_iso (record->notice_until, &until) ||
      !cadre_date_is_complete (&from) || !cadre_date_is_complete (&until))
    return refuse (error, _("“%s” needs the first and the last day of the public notice, as 2025-12-31"), stage->name);
  if (!is_empty (record->date) && is_before (record->notice_from, record->date))
    return refuse (error, _("The public notice begins on %s, before the stage on %s; mend one of them"),
                   record->notice_from, record->date);

  workdays = cadre_workdays_load (archive, error);
  if (workdays == NULL)
    return FALSE;

  n = cadre_date_compare (&from, &until) <= 0 ? cadre_workdays_count (workdays, &from, &until) : 0;
  if (n >= (guint) stage->notice_days)
    return TRUE;

  first_end = cadre_workdays_after (workdays, &from, (guint) stage->notice_days);
  least = cadre_date_format (&first_end, CADRE_DATE_ISO);
  return refuse (error, _("The public notice lasts %u working days; at least %d are needed, that is to %s"), n,
                 stage->notice_days, least);
}

/*
 * _cadre_stage_check_record:
 * @not_before: (nullable): the date of the stage before, or the end of its
 *   public notice where @is_after_notice
 */
gboolean
_cadre_stage_check_record (CadreArchive            *archive,
                           const CadreStage        *stage,
                           const CadreStageRecord  *record,
                           const char              *not_before,
                           gboolean                 is_after_notice,
                           GError                 **error)
{
  if (!check_date (stage, record, not_before, is_after_notice, error))
    return FALSE;
  if (stage->needs_document && is_empty (record->document))
    return refuse (error, _("“%s” needs its document number (%s)"), stage->name,
                   stage->clause != NULL ? stage->clause : stage->name);
  if (stage->needs_attachment && is_empty (record->attachment))
    return refuse (error, _("“%s” needs a file to keep with it"), stage->name);

  return check_votes (stage, record, error) && check_notice (archive, stage, record, error);
}
