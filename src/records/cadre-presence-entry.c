/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-presence"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "cadre-name.h"
#include "cadre-presence-entry.h"

#define STORE \
  "INSERT INTO presence (posting_id, month, days, leave_days) VALUES (?1, ?2, ?3, ?4) " \
  "ON CONFLICT (posting_id, month) DO UPDATE SET days = excluded.days, leave_days = excluded.leave_days " \
  "WHERE days <> excluded.days OR leave_days <> excluded.leave_days"

#define STORE_APPRAISAL \
  "INSERT INTO appraisal (posting_id, year, term, conclusion) VALUES (?1, ?2, ?3, ?4) " \
  "ON CONFLICT (posting_id, year, term) DO UPDATE SET conclusion = excluded.conclusion " \
  "WHERE conclusion <> excluded.conclusion"

#define FIND_POSTING \
  "SELECT n.name, (g.since IS NULL OR substr (g.since, 1, 7) <= ?2) AND " \
  "(g.until IS NULL OR substr (g.until, 1, 7) >= substr (?2, 1, min (length (g.until), 7))) " \
  "FROM posting g JOIN person n ON n.id = g.person_id WHERE g.id = ?1"

/* 21, or 18+2 with two days of leave. */
static gboolean
parse_days (const char *text,
            double     *days,
            double     *leave_days)
{
  char *end;

  *leave_days = 0;
  *days = g_ascii_strtod (text, &end);
  if (end == text)
    return FALSE;

  while (g_ascii_isspace (*end))
    end++;
  if (*end == '+')
    {
      const char *second = end + 1;

      *leave_days = g_ascii_strtod (second, &end);
      if (end == second)
        return FALSE;
    }
  while (g_ascii_isspace (*end))
    end++;

  return *end == '\0' && *days >= 0 && *leave_days >= 0 && *days + *leave_days <= 31 && isfinite (*days);
}

/* Nobody is asked about months in which the posting was not going on. */
static gboolean
check_month (CadreArchive  *archive,
             gint64         posting_id,
             const char    *month,
             GError       **error)
{
  g_autoptr(CadreStatement) row = cadre_archive_prepare (archive, FIND_POSTING, error);
  g_autoptr(GError) local_error = NULL;

  if (row == NULL)
    return FALSE;

  cadre_statement_bind_int64 (row, 1, posting_id);
  cadre_statement_bind_text (row, 2, month);
  if (cadre_statement_step (row, &local_error))
    {
      if (cadre_statement_get_int64 (row, 1) != 0)
        return TRUE;
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("%s was not posted in %s; clear that month"),
                   cadre_statement_get_text (row, 0), month);
    }
  else if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("The posting is not there any more"));

  return FALSE;
}

/**
 * cadre_presence_set_typed:
 * @month: 2025-03
 * @text: days in the village, or with days of leave: 18+2; nothing: not known
 *
 * Writes down the days of one month. To be called inside an action.
 */
gboolean
cadre_presence_set_typed (CadreArchive  *archive,
                          gint64         posting_id,
                          const char    *month,
                          const char    *text,
                          GError       **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autoptr(CadreStatement) store = NULL;
  double days = 0, leave_days = 0;

  if (*stripped == '\0')
    {
      store = cadre_archive_prepare (archive, "DELETE FROM presence WHERE posting_id = ?1 AND month = ?2", error);
    }
  else
    {
      if (!parse_days (stripped, &days, &leave_days))
        {
          g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID,
                       _("“%s” is not a number of days; write 21, or 18+2 with two days of leave"), text);
          return FALSE;
        }
      if (!check_month (archive, posting_id, month, error))
        return FALSE;
      store = cadre_archive_prepare (archive, STORE, error);
    }
  if (store == NULL)
    return FALSE;

  cadre_statement_bind_int64 (store, 1, posting_id);
  cadre_statement_bind_text (store, 2, month);
  if (*stripped != '\0')
    {
      cadre_statement_bind_double (store, 3, days);
      cadre_statement_bind_double (store, 4, leave_days);
    }
  return cadre_statement_run (store, error);
}

/**
 * cadre_appraisal_set_typed:
 * @term: 上半年, 下半年, 年度 or 期满
 * @text: the conclusion as typed; nothing: there is none
 *
 * Writes down what an appraisal found. To be called inside an action.
 */
gboolean
cadre_appraisal_set_typed (CadreArchive    *archive,
                           CadreCatalogue  *catalogue,
                           gint64           posting_id,
                           int              year,
                           const char      *term,
                           const char      *text,
                           GError         **error)
{
  const CadreField *field = cadre_record_kind_get_field (cadre_catalogue_get_kind (catalogue, "appraisal"), "conclusion");
  g_autofree char *typed = cadre_text_normalize (text);
  g_autofree char *conclusion = NULL;
  g_autoptr(CadreStatement) store = NULL;

  if (*typed != '\0')
    {
      conclusion = cadre_record_parse_value (archive, catalogue, field, typed, NULL, error);
      if (conclusion == NULL)
        return FALSE;
    }

  store = cadre_archive_prepare (archive, conclusion != NULL ? STORE_APPRAISAL
                                 : "DELETE FROM appraisal WHERE posting_id = ?1 AND year = ?2 AND term = ?3", error);
  if (store == NULL)
    return FALSE;

  cadre_statement_bind_int64 (store, 1, posting_id);
  cadre_statement_bind_int64 (store, 2, year);
  cadre_statement_bind_text (store, 3, term);
  if (conclusion != NULL)
    cadre_statement_bind_text (store, 4, conclusion);
  return cadre_statement_run (store, error);
}
