/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an appointment writes to the archive (履行任职手续): the post, level or
 * rank, with dates and document; probation, hours to make good, and the
 * reminders of both. The home of it all is the action of the move. */

#define G_LOG_DOMAIN "cadre-candidacy"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cadre-candidacy-private.h"
#include "cadre-hours.h"

#define IS_RANK \
  "SELECT EXISTS (SELECT 1 FROM code WHERE set_key = 'rank' AND name = :level)"

/* The main post that the person leaves. */
#define END_POST \
  "UPDATE appointment SET status = '已免', until = :date, end_document = :document, end_reason = '晋升' " \
  "WHERE person_id = :person AND status = '在任' AND is_main = 1"

#define ADD_POST \
  "INSERT INTO appointment (person_id, unit_id, unit_name, post_name, post_level, is_main, is_leader, since, document, " \
  "selection_mode, reason, change_kind, exceptional, exception_ground, probation_until, candidacy_id) " \
  "SELECT c.person_id, c.target_unit_id, u.name, c.target_post, c.target_level, 1, " \
  "c.target_level LIKE '%正职' OR c.target_level LIKE '%副职', :date, :document, " \
  "'委任', l.name, '逐级晋升', c.exception_ground IS NOT NULL, " \
  "c.exception_ground, :probation, c.id " \
  "FROM candidacy c JOIN unit u ON u.id = c.target_unit_id JOIN promotion_round r ON r.id = c.round_id " \
  "JOIN pipeline l ON l.id = r.pipeline_id WHERE c.id = :candidacy"

#define END_LEVEL \
  "UPDATE rank_history SET until = :date WHERE person_id = :person AND scheme = :scheme AND until IS NULL AND value <> :level"
#define ADD_LEVEL \
  "INSERT INTO rank_history (person_id, scheme, value, since, document) SELECT :person, :scheme, :level, :date, :document " \
  "WHERE NOT EXISTS (SELECT 1 FROM rank_history WHERE person_id = :person AND scheme = :scheme AND value = :level " \
  "AND until IS NULL)"

/* The level counts from when it was reached; who stays at it keeps the date.
 * A village cadre who enters a government office becomes a civil servant. */
#define SET_POST \
  "UPDATE person SET unit_id = c.target_unit_id, post_full = u.name || c.target_post, " \
  "post_short = ifnull (u.short_name, u.name) || c.target_post, post_since = :date, " \
  "post_level_since = iif (person.post_level IS c.target_level, person.post_level_since, :date), " \
  "post_level = c.target_level, " \
  "category = iif (person.category LIKE '村%' AND u.kind NOT IN ('村', '社区'), '综合管理类公务员', person.category) " \
  "FROM candidacy c JOIN unit u ON u.id = c.target_unit_id WHERE c.id = :candidacy AND person.id = c.person_id"
#define SET_RANK \
  "UPDATE person SET rank = :level, rank_since = :date WHERE id = :person"

#define ADD_REMINDER \
  "INSERT INTO reminder (due_on, kind, subject, record_kind, record_id) VALUES (:due, :kind, :subject, 'candidacy', :candidacy)"

/* What all of these may name. */
typedef struct
{
  CadreArchive *archive;
  const CadreCandidate *candidate;
  const CadreStageRecord *record;
  const char *scheme;
  char *probation;
} Appointing;

static void
bind (CadreStatement *statement,
      const char     *name,
      const char     *text)
{
  int parameter = cadre_statement_find_parameter (statement, name);

  if (parameter > 0)
    cadre_statement_bind_text (statement, parameter, text);
}

static void
bind_id (CadreStatement *statement,
         const char     *name,
         gint64          id)
{
  int parameter = cadre_statement_find_parameter (statement, name);

  if (parameter > 0)
    cadre_statement_bind_int64 (statement, parameter, id);
}

static gboolean
run (const Appointing  *self,
     const char        *sql,
     GError           **error)
{
  g_autoptr(CadreStatement) statement = cadre_archive_prepare (self->archive, sql, error);

  if (statement == NULL)
    return FALSE;

  bind_id (statement, ":person", self->candidate->person_id);
  bind_id (statement, ":candidacy", self->candidate->id);
  bind (statement, ":date", self->record->date);
  bind (statement, ":document", self->record->document);
  bind (statement, ":level", self->candidate->target_level);
  bind (statement, ":scheme", self->scheme);
  bind (statement, ":probation", self->probation);
  return cadre_statement_run (statement, error);
}

static gboolean
remind (const Appointing  *self,
        const char        *kind,
        const CadreDate   *due,
        const char        *subject,
        GError           **error)
{
  g_autoptr(CadreStatement) insert = cadre_archive_prepare (self->archive, ADD_REMINDER, error);
  g_autofree char *day = cadre_date_format (due, CADRE_DATE_ISO);

  if (insert == NULL)
    return FALSE;

  bind_id (insert, ":candidacy", self->candidate->id);
  bind (insert, ":due", day);
  bind (insert, ":kind", kind);
  bind (insert, ":subject", subject);
  return cadre_statement_run (insert, error);
}

/* Who is short of hours when promoted makes them good within a year
 * (条例 8 (5)); the hours rules count the debt, this reminds of it. */
static gboolean
remind_of_hours (const Appointing  *self,
                 const CadreDate   *date,
                 GError           **error)
{
  g_autoptr(CadreHoursRules) rules = cadre_hours_rules_load (self->archive, date, error);
  g_autoptr(GPtrArray) standings = NULL;
  g_autoptr(GString) missing = g_string_new (NULL);
  CadreDate due = cadre_date_add_months (date, 12);
  g_autofree char *subject = NULL;

  if (rules == NULL)
    return FALSE;
  standings = cadre_hours_get_standing (self->archive, rules, self->candidate->person_id, error);
  if (standings == NULL)
    return FALSE;

  for (guint i = 0; i < standings->len; i++)
    {
      const CadreHoursStanding *standing = g_ptr_array_index (standings, i);
      g_autofree char *hours = cadre_hours_format (standing->missing.hours);

      if (!standing->is_met)
        g_string_append_printf (missing, "%s%s差%s学时", missing->len > 0 ? "；" : "", standing->regime_name, hours);
    }
  if (missing->len == 0)
    return TRUE;

  subject = g_strdup_printf ("%s提任时培训学时不足，一年内补训：%s", self->candidate->name, missing->str);
  return remind (self, "补训", &due, subject, error);
}

static gboolean
is_rank (CadreArchive  *archive,
         const char    *level,
         gboolean      *answer,
         GError       **error)
{
  g_autoptr(CadreStatement) row = cadre_archive_prepare (archive, IS_RANK, error);

  if (row == NULL)
    return FALSE;

  bind (row, ":level", level);
  if (!cadre_statement_step (row, error))
    return FALSE;
  *answer = cadre_statement_get_int64 (row, 0) != 0;
  return TRUE;
}

static gboolean
write_post (Appointing  *self,
            GError     **error)
{
  if (self->candidate->unit_id == 0 || self->candidate->target_post == NULL)
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID,
                   _("Say which post %s is appointed to, and in which unit"), self->candidate->name);
      return FALSE;
    }

  self->scheme = "职务层次";
  return run (self, END_POST, error) && run (self, ADD_POST, error) &&
         (self->candidate->target_level == NULL || (run (self, END_LEVEL, error) && run (self, ADD_LEVEL, error))) &&
         run (self, SET_POST, error);
}

static gboolean
write_rank (Appointing  *self,
            GError     **error)
{
  self->scheme = "职级";
  return run (self, END_LEVEL, error) && run (self, ADD_LEVEL, error) && run (self, SET_RANK, error);
}

/*
 * _cadre_candidate_appoint:
 *
 * Writes what the candidacy ends with. A target that is a rank (职级) leaves
 * the posts as they are.
 */
gboolean
_cadre_candidate_appoint (CadreArchive            *archive,
                          const CadreCandidate    *candidate,
                          const CadreStage        *stage,
                          const CadreStageRecord  *record,
                          GError                 **error)
{
  Appointing self = { .archive = archive, .candidate = candidate, .record = record };
  g_autofree char *probation = NULL;
  gboolean only_rank = FALSE;
  CadreDate date, end;

  if (!cadre_date_parse (record->date, &date) || !is_rank (archive, candidate->target_level, &only_rank, error))
    return FALSE;

  end = cadre_date_add_months (&date, stage->probation_months);
  if (stage->probation_months > 0)
    self.probation = probation = cadre_date_format (&end, CADRE_DATE_ISO);

  /* The hours are those of the post that the person comes from. */
  if (!remind_of_hours (&self, &date, error) || !(only_rank ? write_rank (&self, error) : write_post (&self, error)))
    return FALSE;

  if (stage->probation_months > 0)
    {
      g_autofree char *subject = g_strdup_printf ("%s任%s%s试用期满，需考核", candidate->name,
                                                  candidate->unit != NULL ? candidate->unit : "",
                                                  candidate->target_post != NULL ? candidate->target_post : "");

      return remind (&self, "试用期满", &end, subject, error);
    }

  return TRUE;
}
