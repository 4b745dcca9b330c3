/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Numbers of certificates by a pattern: 利党培〔{year}〕{number:04}. A number is
 * given once: a revoked certificate keeps its own. */

#define G_LOG_DOMAIN "cadre-certificate"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cadre-certificate.h"

/* A pattern cut at its running number. */
typedef struct
{
  char *before;
  char *after;
  int width;
} Pattern;

static void
pattern_clear (Pattern *self)
{
  g_free (self->before);
  g_free (self->after);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pattern, pattern_clear)

static gboolean
parse_pattern (Pattern     *self,
               const char  *pattern,
               int          year,
               GError     **error)
{
  g_autoptr(GRegex) regex = g_regex_new ("\\{number(?::0?([1-9]))?\\}", 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  g_autoptr(GString) with_year = g_string_new (pattern);
  g_autofree char *year_text = g_strdup_printf ("%d", year);
  g_autofree char *width = NULL;
  int start, end;

  g_string_replace (with_year, "{year}", year_text, 0);
  if (!g_regex_match (regex, with_year->str, 0, &match))
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID,
                   _("The pattern “%s” has no {number}: write it as 〔{year}〕{number:04}"), pattern);
      return FALSE;
    }

  g_match_info_fetch_pos (match, 0, &start, &end);
  width = g_match_info_fetch (match, 1);
  self->width = width != NULL && *width != '\0' ? *width - '0' : 1;
  self->before = g_strndup (with_year->str, (gsize) start);
  self->after = g_strdup (with_year->str + end);
  return TRUE;
}

static char *
format (const Pattern *pattern,
        gint64         number)
{
  return g_strdup_printf ("%s%0*" G_GINT64_FORMAT "%s", pattern->before, pattern->width, number, pattern->after);
}

/**
 * cadre_certificate_format:
 * @pattern: with {number} or {number:04}, and {year} if wanted
 *
 * Returns: (transfer full): the number as printed, or %NULL with @error set
 */
char *
cadre_certificate_format (const char  *pattern,
                          int          year,
                          gint64       number,
                          GError     **error)
{
  g_auto(Pattern) parsed = { 0 };

  return parse_pattern (&parsed, pattern, year, error) ? format (&parsed, number) : NULL;
}

/**
 * cadre_certificate_next:
 * @number: (out): one more than the highest that was ever given by this
 *   pattern in this year
 */
gboolean
cadre_certificate_next (CadreArchive  *archive,
                        const char    *pattern,
                        int            year,
                        gint64        *number,
                        GError       **error)
{
  g_auto(Pattern) parsed = { 0 };
  g_autoptr(CadreStatement) rows = NULL;
  g_autofree char *beyond = NULL;
  gsize before, after;

  if (!parse_pattern (&parsed, pattern, year, error))
    return FALSE;

  /* All that begin alike lie together in the index; the last character sorts behind them. */
  rows = cadre_archive_prepare (archive, "SELECT number FROM certificate WHERE number >= ?1 AND number < ?2", error);
  if (rows == NULL)
    return FALSE;
  beyond = g_strconcat (parsed.before, "\xf4\x8f\xbf\xbf", NULL);
  cadre_statement_bind_text (rows, 1, parsed.before);
  cadre_statement_bind_text (rows, 2, beyond);

  before = strlen (parsed.before);
  after = strlen (parsed.after);
  *number = 1;
  while (cadre_statement_step (rows, error))
    {
      const char *text = cadre_statement_get_text (rows, 0);
      gsize length = strlen (text);
      g_autofree char *digits = NULL;
      guint64 given;

      if (length <= before + after || !g_str_has_suffix (text, parsed.after))
        continue;
      digits = g_strndup (text + before, length - before - after);
      if (g_ascii_string_to_unsigned (digits, 10, 0, G_MAXINT32, &given, NULL))
        *number = MAX (*number, (gint64) given + 1);
    }

  return cadre_statement_is_done (rows);
}

/**
 * cadre_certificate_revoke:
 * @reason: why; it must be given
 * @on: the day, ISO
 *
 * To be called inside an action.
 */
gboolean
cadre_certificate_revoke (CadreArchive  *archive,
                          gint64         certificate_id,
                          const char    *reason,
                          const char    *on,
                          GError       **error)
{
  g_autoptr(CadreStatement) update = NULL;

  if (reason == NULL || *reason == '\0')
    {
      g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("A certificate is revoked for a reason: write it"));
      return FALSE;
    }

  update = cadre_archive_prepare (archive, "UPDATE certificate SET revoked_on = ?2, revoke_reason = ?3 "
                                  "WHERE id = ?1 AND revoked_on IS NULL", error);
  if (update == NULL)
    return FALSE;

  cadre_statement_bind_int64 (update, 1, certificate_id);
  cadre_statement_bind_text (update, 2, on);
  cadre_statement_bind_text (update, 3, reason);
  if (!cadre_statement_run (update, error))
    return FALSE;
  if (cadre_archive_n_changed (archive) == 1)
    return TRUE;

  g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("There is no such certificate in force"));
  return FALSE;
}

/* The pattern and year of the class that the certificate is of. */
static gboolean
get_pattern (CadreArchive  *archive,
             gint64         certificate_id,
             char         **pattern,
             int           *year,
             GError       **error)
{
  g_autoptr(CadreStatement) row = NULL;
  gboolean found;

  row = cadre_archive_prepare (archive, "SELECT c.certificate_pattern, coalesce (c.year, substr (c.since, 1, 4), 0) "
                               "FROM certificate k JOIN enrolment e ON e.id = k.enrolment_id JOIN class c ON c.id = e.class_id "
                               "WHERE k.id = ?1", error);
  if (row == NULL)
    return FALSE;

  cadre_statement_bind_int64 (row, 1, certificate_id);
  found = cadre_statement_step (row, error);
  if (!found && !cadre_statement_is_done (row))
    return FALSE;
  if (!found || cadre_statement_is_null (row, 0))
    {
      g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_INVALID,
                           _("The class has no pattern of certificate numbers: give it one"));
      return FALSE;
    }

  *pattern = cadre_statement_dup_text (row, 0);
  *year = (int) cadre_statement_get_int64 (row, 1);
  return TRUE;
}

/**
 * cadre_certificate_reissue:
 *
 * Revokes a certificate and gives the next number in its stead; the study
 * record shows the new one. To be called inside an action.
 *
 * Returns: the new certificate's id, or 0 with @error set
 */
gint64
cadre_certificate_reissue (CadreArchive  *archive,
                           gint64         certificate_id,
                           const char    *reason,
                           const char    *on,
                           GError       **error)
{
  g_autoptr(CadreStatement) insert = NULL;
  g_autoptr(CadreStatement) update = NULL;
  g_autofree char *pattern = NULL;
  g_autofree char *text = NULL;
  gint64 number, id;
  int year;

  if (!get_pattern (archive, certificate_id, &pattern, &year, error) ||
      !cadre_certificate_next (archive, pattern, year, &number, error) ||
      !cadre_certificate_revoke (archive, certificate_id, reason, on, error))
    return 0;

  text = cadre_certificate_format (pattern, year, number, error);
  insert = cadre_archive_prepare (archive, "INSERT INTO certificate (enrolment_id, number, issued_on, replaces_id) "
                                  "SELECT enrolment_id, ?2, ?3, id FROM certificate WHERE id = ?1", error);
  update = insert == NULL ? NULL : cadre_archive_prepare (archive,
                                  "UPDATE study SET certificate_no = ?2 WHERE certificate_no = "
                                  "(SELECT number FROM certificate WHERE id = ?1) AND class_id = (SELECT e.class_id FROM certificate k "
                                  "JOIN enrolment e ON e.id = k.enrolment_id WHERE k.id = ?1)", error);
  if (update == NULL)
    return 0;

  cadre_statement_bind_int64 (insert, 1, certificate_id);
  cadre_statement_bind_text (insert, 2, text);
  cadre_statement_bind_text (insert, 3, on);
  if (!cadre_statement_run (insert, error))
    return 0;
  id = cadre_archive_last_row_id (archive);

  cadre_statement_bind_int64 (update, 1, certificate_id);
  cadre_statement_bind_text (update, 2, text);
  return cadre_statement_run (update, error) ? id : 0;
}
