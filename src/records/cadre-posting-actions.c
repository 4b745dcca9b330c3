/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-posting"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cadre-date.h"
#include "cadre-posting-actions.h"

/* The same person in the same kind of post on the same days. */
#define FIND_OTHER \
  "SELECT ifnull (u.name, '') FROM posting g LEFT JOIN unit u ON u.id = g.unit_id " \
  "WHERE g.person_id = ?1 AND g.kind = ?2 AND (g.until IS NULL OR g.until > ?3) ORDER BY g.since DESC LIMIT 1"

/* The home post stays as it is; where the person comes from is kept as it was
 * then. Who was there before, and left or is leaving, is the predecessor. */
#define BEGIN \
  "INSERT INTO posting (person_id, unit_id, kind, since, term_years, tied_to_status, document, sender_id, sender_post, " \
  "phone, predecessor_id) " \
  "SELECT p.id, ?2, ?3, ?4, ?5, ?6, ?7, p.unit_id, p.post_full, p.phone, " \
  "(SELECT g.id FROM posting g WHERE g.unit_id = ?2 AND g.kind = ?3 AND g.until IS NOT NULL " \
  " AND ifnull (g.since, '') <= ?4 AND NOT EXISTS (SELECT 1 FROM posting s WHERE s.predecessor_id = g.id) " \
  " ORDER BY g.until DESC, g.id DESC LIMIT 1) " \
  "FROM person p WHERE p.id = ?1"

#define GET \
  "SELECT g.since, g.until, n.name, g.person_id FROM posting g JOIN person n ON n.id = g.person_id WHERE g.id = ?1"

#define END \
  "UPDATE posting SET until = ?2, end_reason = ?3, end_document = ?4, recall_cause = ?5, recall_detail = ?6 WHERE id = ?1"

#define FIND_CONSEQUENCES \
  "SELECT EXISTS (SELECT 1 FROM reserve r WHERE r.person_id = g.person_id AND r.until IS NULL " \
  "  AND r.status IN ('建议后备', '后备', '继续后备')), " \
  " NOT EXISTS (SELECT 1 FROM posting_event e WHERE e.posting_id = g.id AND e.text = '" NOT_COMMENDED "') " \
  "FROM posting g WHERE g.id = ?1 AND (g.end_reason = '召回' OR g.until IS NULL)"

#define NOT_COMMENDED "当年不得评先评优"

/* What each consequence writes; ?1 is the posting. */
static const char *const decisions[] = {
  [CADRE_POSTING_LEAVES_RESERVE] =
    "UPDATE reserve SET until = g.until, status = '调整', exit_reason = '召回：' || g.recall_cause FROM posting g "
    "WHERE g.id = ?1 AND reserve.person_id = g.person_id AND reserve.until IS NULL",
  [CADRE_POSTING_NOT_COMMENDED] =
    "INSERT INTO posting_event (posting_id, kind, date, text, result) "
    "SELECT id, '其他', until, '" NOT_COMMENDED "', end_document FROM posting WHERE id = ?1",
};

static gboolean
is_empty (const char *text)
{
  return text == NULL || *text == '\0';
}

static void
bind_given (CadreStatement *statement,
            int             index,
            const char     *text)
{
  cadre_statement_bind_text (statement, index, is_empty (text) ? NULL : text);
}

static gboolean
check_date (const char  *text,
            GError     **error)
{
  CadreDate date;
  g_autofree char *canonical = NULL;

  if (text != NULL && cadre_date_parse (text, &date))
    canonical = cadre_date_format (&date, CADRE_DATE_ISO);
  if (g_strcmp0 (canonical, text) == 0 && canonical != NULL)
    return TRUE;

  g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("“%s” is not a date; write it as 2025-12 or 2025-12-31"),
               text != NULL ? text : "");
  return FALSE;
}

static gboolean
check_is_free (CadreArchive            *archive,
               const CadrePostingOrder *order,
               GError                 **error)
{
  g_autoptr(CadreStatement) other = cadre_archive_prepare (archive, FIND_OTHER, error);
  g_autoptr(GError) local_error = NULL;

  if (other == NULL)
    return FALSE;

  cadre_statement_bind_int64 (other, 1, order->person_id);
  cadre_statement_bind_text (other, 2, order->kind);
  cadre_statement_bind_text (other, 3, order->since);
  if (cadre_statement_step (other, &local_error))
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID,
                   _("This person is %s in %s at that time; end that posting first"), order->kind,
                   cadre_statement_get_text (other, 0));
      return FALSE;
    }

  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/**
 * cadre_posting_begin:
 *
 * Sends someone to a unit. What the person's post is at home is kept with it,
 * and who was there before becomes the predecessor. To be called inside an
 * action.
 *
 * Returns: the id of the posting; 0 with @error set, also when the person is
 *   in such a post elsewhere
 */
gint64
cadre_posting_begin (CadreArchive             *archive,
                     const CadrePostingOrder  *order,
                     GError                  **error)
{
  g_autoptr(CadreStatement) insert = NULL;

  if (!check_date (order->since, error) || !check_is_free (archive, order, error))
    return 0;

  insert = cadre_archive_prepare (archive, BEGIN, error);
  if (insert == NULL)
    return 0;

  cadre_statement_bind_int64 (insert, 1, order->person_id);
  cadre_statement_bind_int64 (insert, 2, order->unit_id);
  cadre_statement_bind_text (insert, 3, order->kind);
  cadre_statement_bind_text (insert, 4, order->since);
  if (order->term_years > 0)
    cadre_statement_bind_double (insert, 5, order->term_years);
  cadre_statement_bind_int64 (insert, 6, order->is_tied);
  bind_given (insert, 7, order->document);
  if (!cadre_statement_run (insert, error))
    return 0;
  if (cadre_archive_n_changed (archive) == 0)
    {
      g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("There is no such person; choose one who is there"));
      return 0;
    }

  return cadre_archive_last_row_id (archive);
}

static gboolean
check_ending (CadreArchive              *archive,
              const CadrePostingEnding  *ending,
              GError                   **error)
{
  g_autoptr(CadreStatement) row = cadre_archive_prepare (archive, GET, error);
  const char *since;

  if (row == NULL || !check_date (ending->until, error))
    return FALSE;

  cadre_statement_bind_int64 (row, 1, ending->posting_id);
  if (!cadre_statement_step (row, error))
    {
      if (cadre_statement_is_done (row))
        g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("There is no posting number %ld"), (glong) ending->posting_id);
      return FALSE;
    }

  since = cadre_statement_get_text (row, 0);
  if (!cadre_statement_is_null (row, 1))
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("The posting of %s ended in %s already; change the record "
                 "where that is wrong"), cadre_statement_get_text (row, 2), cadre_statement_get_text (row, 1));
  else if (since != NULL && strncmp (ending->until, since, MIN (strlen (ending->until), strlen (since))) < 0)
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("%s is before the posting began in %s; mend the date"),
                 ending->until, since);
  else if (is_empty (ending->reason))
    g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("Say why the posting ends: choose a reason"));
  else if (g_str_equal (ending->reason, CADRE_POSTING_RECALL) && (is_empty (ending->cause) || is_empty (ending->document)))
    g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("A recall needs its cause and its document: give both"));
  else if (!g_str_equal (ending->reason, CADRE_POSTING_RECALL) && !is_empty (ending->cause))
    g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_INVALID,
                         _("Only a recall has a cause from the list: leave it out, or choose 召回 as the reason"));
  else
    return TRUE;

  return FALSE;
}

/**
 * cadre_posting_end:
 *
 * Ends a posting that goes on. A recall (召回) needs a cause and a document.
 * Nothing else changes: see cadre_posting_list_consequences(). To be called
 * inside an action.
 */
gboolean
cadre_posting_end (CadreArchive              *archive,
                   const CadrePostingEnding  *ending,
                   GError                   **error)
{
  g_autoptr(CadreStatement) update = NULL;

  if (!check_ending (archive, ending, error))
    return FALSE;

  update = cadre_archive_prepare (archive, END, error);
  if (update == NULL)
    return FALSE;

  cadre_statement_bind_int64 (update, 1, ending->posting_id);
  cadre_statement_bind_text (update, 2, ending->until);
  cadre_statement_bind_text (update, 3, ending->reason);
  bind_given (update, 4, ending->document);
  bind_given (update, 5, ending->cause);
  bind_given (update, 6, ending->detail);
  return cadre_statement_run (update, error);
}

/**
 * cadre_posting_list_consequences:
 *
 * What may be decided after a recall, and was not yet: who was recalled loses
 * the reserve status (取消后备干部资格), and is not commended this year. For a
 * posting that goes on: what a recall would bring up.
 *
 * Returns: (transfer full) (element-type CadrePostingConsequence): none for a
 *   posting that did not end so, or %NULL with @error set
 */
GArray *
cadre_posting_list_consequences (CadreArchive  *archive,
                                 gint64         posting_id,
                                 GError       **error)
{
  g_autoptr(GArray) consequences = g_array_new (FALSE, FALSE, sizeof (CadrePostingConsequence));
  g_autoptr(CadreStatement) row = cadre_archive_prepare (archive, FIND_CONSEQUENCES, error);
  g_autoptr(GError) local_error = NULL;

  if (row == NULL)
    return NULL;

  cadre_statement_bind_int64 (row, 1, posting_id);
  if (cadre_statement_step (row, &local_error))
    for (CadrePostingConsequence i = 0; i < G_N_ELEMENTS (decisions); i++)
      if (cadre_statement_get_int64 (row, (int) i) != 0)
        g_array_append_val (consequences, i);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  return g_steal_pointer (&consequences);
}

/**
 * cadre_posting_decide:
 *
 * Writes down what was decided after a recall. To be called inside an action.
 */
gboolean
cadre_posting_decide (CadreArchive             *archive,
                      gint64                    posting_id,
                      CadrePostingConsequence   consequence,
                      GError                  **error)
{
  g_autoptr(CadreStatement) write = cadre_archive_prepare (archive, decisions[consequence], error);

  if (write == NULL)
    return FALSE;

  cadre_statement_bind_int64 (write, 1, posting_id);
  return cadre_statement_run (write, error);
}

/**
 * cadre_posting_find_current:
 *
 * Returns: the posting of the person that goes on, the newest if there are
 *   several; 0 with @error set where there is none
 */
gint64
cadre_posting_find_current (CadreArchive  *archive,
                            gint64         person_id,
                            GError       **error)
{
  g_autoptr(CadreStatement) row = NULL;
  g_autoptr(GError) local_error = NULL;

  row = cadre_archive_prepare (archive, "SELECT id FROM posting WHERE person_id = ?1 AND until IS NULL "
                               "ORDER BY since DESC, id DESC LIMIT 1", error);
  if (row == NULL)
    return 0;

  cadre_statement_bind_int64 (row, 1, person_id);
  if (cadre_statement_step (row, &local_error))
    return cadre_statement_get_int64 (row, 0);

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("This person is not posted anywhere now"));
  return 0;
}
