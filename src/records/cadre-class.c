/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Classes and their steps from draft to running. The step that closes one
 * writes the archive and needs the rules of hours: see cadre-class-close.c. */

#define G_LOG_DOMAIN "cadre-class"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cadre-class-roll.h"
#include "cadre-class-sql.h"
#include "cadre-date.h"

/* Months from which a class also stands in the 简历. */
#define LONG_MONTHS 3

static const struct
{
  const char *key;
  const char *name;
} states[CADRE_CLASS_N_STATES] = {
  [CADRE_CLASS_DRAFT] = { "draft", N_("Draft") },
  [CADRE_CLASS_CALLED] = { "called", N_("Called Up") },
  [CADRE_CLASS_NOMINATED] = { "nominated", N_("Nominated") },
  [CADRE_CLASS_ROLLED] = { "rolled", N_("Roll Settled") },
  [CADRE_CLASS_RUNNING] = { "running", N_("Running") },
  [CADRE_CLASS_CLOSED] = { "closed", N_("Closed") },
  [CADRE_CLASS_ARCHIVED] = { "archived", N_("Archived") },
};

/* What leaving each state asks for: a query over class ?1 that counts what is
 * lacking, and the sentence for it; %s is the count. */
static const struct
{
  CadreClassState leaving;
  gboolean must;
  const char *sql;
  const char *text;
} demands[] = {
  { CADRE_CLASS_DRAFT, TRUE, "SELECT since IS NULL OR until IS NULL FROM class WHERE id = ?1",
    N_("The days on which it begins and ends are not given") },
  { CADRE_CLASS_DRAFT, TRUE, "SELECT until < since FROM class WHERE id = ?1", N_("It ends before it begins") },
  { CADRE_CLASS_DRAFT, TRUE, "SELECT " CADRE_CLASS_HOURS_SQL " = 0 FROM class c WHERE c.id = ?1",
    N_("Neither the class nor its segments have hours or days") },
  { CADRE_CLASS_DRAFT, FALSE, "SELECT call_document IS NULL FROM class WHERE id = ?1",
    N_("The call-up notice has no document number") },
  { CADRE_CLASS_DRAFT, FALSE,
    "SELECT NOT EXISTS (SELECT 1 FROM class_quota WHERE class_id = ?1 AND places > 0) "
    "AND NOT EXISTS (SELECT 1 FROM enrolment WHERE class_id = ?1)",
    N_("No unit has places yet, and nobody is named") },

  { CADRE_CLASS_CALLED, TRUE, "SELECT NOT EXISTS (SELECT 1 FROM enrolment WHERE class_id = ?1 AND state <> 'declined')",
    N_("Nobody is named yet") },
  { CADRE_CLASS_CALLED, FALSE, "SELECT count (*) FROM class_quota WHERE class_id = ?1 AND places > 0 AND replied_on IS NULL",
    N_("Units that have not replied: %s") },
  { CADRE_CLASS_CALLED, FALSE,
    "SELECT count (*) FROM class_quota q WHERE q.class_id = ?1 AND q.places < (SELECT count (*) FROM enrolment e "
    "JOIN person p ON p.id = e.person_id WHERE e.class_id = ?1 AND e.state <> 'declined' AND p.unit_id = q.unit_id)",
    N_("Units that named more people than they have places: %s") },

  { CADRE_CLASS_NOMINATED, TRUE,
    "SELECT NOT EXISTS (SELECT 1 FROM enrolment WHERE class_id = ?1 AND state IN ('nominated', 'enrolled', 'present'))",
    N_("There is nobody to put on the roll") },

  { CADRE_CLASS_ROLLED, TRUE,
    "SELECT NOT EXISTS (SELECT 1 FROM enrolment WHERE class_id = ?1 AND state IN ('enrolled', 'present'))",
    N_("There is nobody on the roll") },
  { CADRE_CLASS_ROLLED, FALSE, "SELECT NOT EXISTS (SELECT 1 FROM session WHERE class_id = ?1)",
    N_("There is no timetable") },

  { CADRE_CLASS_RUNNING, TRUE, "SELECT since IS NULL OR until IS NULL FROM class WHERE id = ?1",
    N_("The days on which it begins and ends are not given") },
  { CADRE_CLASS_RUNNING, TRUE, "SELECT " CADRE_CLASS_HOURS_SQL " = 0 FROM class c WHERE c.id = ?1",
    N_("Neither the class nor its segments have hours or days") },
  { CADRE_CLASS_RUNNING, TRUE, "SELECT NOT EXISTS (SELECT 1 FROM enrolment WHERE class_id = ?1 AND state = 'present')",
    N_("No student is present") },
  { CADRE_CLASS_RUNNING, TRUE, "SELECT count (*) FROM enrolment WHERE class_id = ?1 AND state IN ('nominated', 'enrolled')",
    N_("Students neither present nor marked as absent: %s") },
  { CADRE_CLASS_RUNNING, TRUE,
    "SELECT count (*) FROM enrolment e WHERE e.class_id = ?1 AND e.state IN ('finished', 'void') "
    "AND NOT EXISTS (SELECT 1 FROM study t WHERE +t.class_id = ?1 AND t.person_id = e.person_id AND t.mode <> '讲课')",
    N_("Students said to have finished or failed before the class is closed: %s") },
  { CADRE_CLASS_RUNNING, TRUE,
    "SELECT EXISTS (SELECT 1 FROM mark_part WHERE class_id = ?1) AND "
    "(SELECT ifnull (abs (sum (ifnull (weight, 0)) - 100) > 0.0005, 0) FROM mark_part WHERE class_id = ?1)",
    N_("The weights of the parts of the marks do not make 100") },
  { CADRE_CLASS_RUNNING, FALSE,
    "SELECT count (*) FROM enrolment e, mark_part m WHERE e.class_id = ?1 AND m.class_id = ?1 AND e.state = 'present' "
    "AND NOT EXISTS (SELECT 1 FROM mark k WHERE k.enrolment_id = e.id AND k.part_id = m.id AND k.score IS NOT NULL)",
    N_("Marks still missing: %s") },
  { CADRE_CLASS_RUNNING, FALSE,
    "SELECT count (*) FROM session s WHERE s.class_id = ?1 AND EXISTS (SELECT 1 FROM attendance t JOIN session x "
    "ON x.id = t.session_id WHERE x.class_id = ?1) AND NOT EXISTS (SELECT 1 FROM attendance t WHERE t.session_id = s.id)",
    N_("Sessions without attendance: %s") },
  { CADRE_CLASS_RUNNING, FALSE, "SELECT until > date ('now', 'localtime') FROM class WHERE id = ?1",
    N_("Its last day is not over") },
  { CADRE_CLASS_RUNNING, FALSE, "SELECT certificate_pattern IS NULL FROM class WHERE id = ?1",
    N_("There is no pattern of certificate numbers: no certificates will be given") },

  { CADRE_CLASS_CLOSED, FALSE,
    "SELECT count (*) FROM enrolment e WHERE e.class_id = ?1 AND e.state = 'finished' AND NOT EXISTS "
    "(SELECT 1 FROM certificate k WHERE k.enrolment_id = e.id AND k.revoked_on IS NULL)",
    N_("Students who finished and have no certificate: %s") },
  { CADRE_CLASS_CLOSED, FALSE,
    "SELECT count (*) FROM enrolment WHERE class_id = ?1 AND state = 'finished' AND comment IS NULL",
    N_("Students without an appraisal of their study: %s") },
};

/* What a step does besides changing the state; ?1 is the class. */
static const struct
{
  CadreClassState leaving;
  const char *forth;
  const char *back;     /* undoes @forth, leaving the state after @leaving */
} deeds[] = {
  /* Who was named and not declined is on the roll, with what he was then. */
  { CADRE_CLASS_NOMINATED,
    "UPDATE enrolment SET state = 'enrolled' WHERE class_id = ?1 AND state = 'nominated'",
    "UPDATE enrolment SET state = 'nominated' WHERE class_id = ?1 AND state = 'enrolled'" },
  { CADRE_CLASS_ROLLED,
    "UPDATE enrolment SET state = 'present' WHERE class_id = ?1 AND state = 'enrolled'",
    "UPDATE enrolment SET state = 'enrolled' WHERE class_id = ?1 AND state = 'present'" },
};

static const char freeze_sql[] =
  "UPDATE enrolment AS e SET post_then = coalesce (e.post_then, t.post), level_then = coalesce (e.level_then, t.level), "
  "unit_then_id = coalesce (e.unit_then_id, t.unit) "
  "FROM (SELECT p.id AS person, " CADRE_CLASS_POST_THEN_SQL " AS post, " CADRE_CLASS_LEVEL_THEN_SQL " AS level, "
  CADRE_CLASS_UNIT_THEN_SQL " AS unit FROM class c JOIN enrolment x ON x.class_id = c.id JOIN person p ON p.id = x.person_id "
  "WHERE c.id = ?1) AS t "
  "WHERE e.class_id = ?1 AND t.person = e.person_id AND e.state IN ('enrolled', 'present') "
  "AND (e.post_then IS NULL OR e.level_then IS NULL OR e.unit_then_id IS NULL)";

#define SUMMARY_SQL \
  "SELECT c.id, ifnull (c.plan_id, 0), c.name, c.term, c.class_kind, c.since, c.until, " \
  "coalesce (c.year, CAST (substr (c.since, 1, 4) AS INTEGER), 0), " CADRE_CLASS_HOURS_SQL ", c.state, " \
  "(SELECT ifnull (sum (places), 0) FROM class_quota q WHERE q.class_id = c.id), " \
  "(SELECT count (*) FROM enrolment e WHERE e.class_id = c.id AND e.state = 'nominated'), " \
  "(SELECT count (*) FROM enrolment e WHERE e.class_id = c.id AND e.state IN " CADRE_CLASS_ON_ROLL "), " \
  "(SELECT count (*) FROM enrolment e WHERE e.class_id = c.id AND e.state = 'finished'), " \
  "(SELECT count (*) FROM enrolment e WHERE e.class_id = c.id AND e.state = 'void'), " \
  "(SELECT count (*) FROM session s WHERE s.class_id = c.id), " \
  "(SELECT count (*) FROM study t WHERE t.class_id = c.id) FROM class c "

/**
 * cadre_class_state_parse:
 * @key: (nullable): as stored
 *
 * Returns: the state; draft for anything else
 */
CadreClassState
cadre_class_state_parse (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (states[i].key, key) == 0)
      return (CadreClassState) i;

  return CADRE_CLASS_DRAFT;
}

const char *
cadre_class_state_get_key (CadreClassState state)
{
  g_return_val_if_fail (state < CADRE_CLASS_N_STATES, NULL);

  return states[state].key;
}

/**
 * cadre_class_state_get_name:
 *
 * Returns: the state in the user's language
 */
const char *
cadre_class_state_get_name (CadreClassState state)
{
  g_return_val_if_fail (state < CADRE_CLASS_N_STATES, NULL);

  return _(states[state].name);
}

void
cadre_class_need_free (CadreClassNeed *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_free (self);
}

void
cadre_class_summary_free (CadreClassSummary *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->term);
  g_free (self->class_kind);
  g_free (self->since);
  g_free (self->until);
  g_free (self);
}

/* 三个月以上, by the days of the calendar: 3 March to 2 June is three months. */
static gboolean
lasts_long (const char *since,
            const char *until)
{
  CadreDate from, to, due;

  if (since == NULL || until == NULL || !cadre_date_parse (since, &from) || !cadre_date_parse (until, &to) ||
      !cadre_date_is_complete (&from) || !cadre_date_is_complete (&to))
    return FALSE;

  due = cadre_date_add_months (&from, LONG_MONTHS);
  to = cadre_date_add_days (&to, 1);
  return cadre_date_compare (&to, &due) >= 0;
}

static gpointer
read_summary (CadreStatement *row)
{
  CadreClassSummary *self = g_new0 (CadreClassSummary, 1);

  self->id = cadre_statement_get_int64 (row, 0);
  self->plan_id = cadre_statement_get_int64 (row, 1);
  self->name = cadre_statement_dup_text (row, 2);
  self->term = cadre_statement_dup_text (row, 3);
  self->class_kind = cadre_statement_dup_text (row, 4);
  self->since = cadre_statement_dup_text (row, 5);
  self->until = cadre_statement_dup_text (row, 6);
  self->year = (int) cadre_statement_get_int64 (row, 7);
  self->hours = cadre_statement_get_double (row, 8);
  self->state = cadre_class_state_parse (cadre_statement_get_text (row, 9));
  self->n_places = (guint) cadre_statement_get_int64 (row, 10);
  self->n_nominated = (guint) cadre_statement_get_int64 (row, 11);
  self->n_students = (guint) cadre_statement_get_int64 (row, 12);
  self->n_finished = (guint) cadre_statement_get_int64 (row, 13);
  self->n_void = (guint) cadre_statement_get_int64 (row, 14);
  self->n_sessions = (guint) cadre_statement_get_int64 (row, 15);
  self->n_records = (guint) cadre_statement_get_int64 (row, 16);
  self->is_long = lasts_long (self->since, self->until);

  return self;
}

static GPtrArray *
read_summaries (CadreArchive  *archive,
                const char    *sql,
                gint64         key,
                GError       **error)
{
  g_autoptr(CadreStatement) rows = cadre_archive_prepare (archive, sql, error);

  if (rows == NULL)
    return NULL;

  if (cadre_statement_find_parameter (rows, "?1") > 0)
    cadre_statement_bind_int64 (rows, 1, key);
  return cadre_statement_read_all (rows, read_summary, (GDestroyNotify) cadre_class_summary_free, error);
}

/**
 * cadre_classes_list:
 * @year: 年度, or 0 for all
 *
 * Returns: (transfer full) (element-type CadreClassSummary): the classes, the
 *   latest first, or %NULL with @error set
 */
GPtrArray *
cadre_classes_list (CadreArchive  *archive,
                    int            year,
                    GError       **error)
{
  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), NULL);

  return read_summaries (archive,
                         year != 0 ? SUMMARY_SQL "WHERE c.year = ?1 ORDER BY c.since DESC, c.id DESC"
                                   : SUMMARY_SQL "ORDER BY c.year DESC, c.since DESC, c.id DESC",
                         year, error);
}

/**
 * cadre_class_get:
 *
 * Returns: (transfer full): the class, or %NULL with @error set
 */
CadreClassSummary *
cadre_class_get (CadreArchive  *archive,
                 gint64         class_id,
                 GError       **error)
{
  g_autoptr(GPtrArray) list = read_summaries (archive, SUMMARY_SQL "WHERE c.id = ?1", class_id, error);

  if (list == NULL)
    return NULL;
  if (list->len == 0)
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("There is no class number %ld"), (glong) class_id);
      return NULL;
    }

  return g_ptr_array_steal_index (list, 0);
}

/**
 * cadre_class_identify:
 * @text: the name of a class, or a part of it that only one has
 *
 * Returns: its id, or 0 with @error set
 */
gint64
cadre_class_identify (CadreArchive  *archive,
                      const char    *text,
                      GError       **error)
{
  g_autoptr(CadreStatement) rows = NULL;
  g_autoptr(GError) local_error = NULL;
  g_autoptr(GString) names = g_string_new (NULL);
  gint64 id = 0;
  guint n = 0;

  rows = cadre_archive_prepare (archive,
                                "SELECT id, name FROM class WHERE name = ?1 UNION ALL SELECT id, name FROM class "
                                "WHERE instr (name, ?1) > 0 AND NOT EXISTS (SELECT 1 FROM class WHERE name = ?1) LIMIT 5",
                                error);
  if (rows == NULL)
    return 0;

  cadre_statement_bind_text (rows, 1, text);
  while (cadre_statement_step (rows, &local_error))
    {
      id = cadre_statement_get_int64 (rows, 0);
      g_string_append_printf (names, "%s%s", n++ > 0 ? "; " : "", cadre_statement_get_text (rows, 1));
    }

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (n == 0)
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("There is no class “%s”; “cadrectl classes” lists them"), text);
  else if (n > 1)
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_AMBIGUOUS, _("“%s” fits more than one class: %s; write more of the name"),
                 text, names->str);

  return n == 1 && (error == NULL || *error == NULL) ? id : 0;
}

static gboolean
run_on_class (CadreArchive  *archive,
              const char    *sql,
              gint64         class_id,
              const char    *text,
              GError       **error)
{
  g_autoptr(CadreStatement) statement = cadre_archive_prepare (archive, sql, error);

  if (statement == NULL)
    return FALSE;

  cadre_statement_bind_int64 (statement, 1, class_id);
  if (text != NULL)
    cadre_statement_bind_text (statement, 2, text);
  return cadre_statement_run (statement, error);
}

static gboolean
get_state (CadreArchive     *archive,
           gint64            class_id,
           CadreClassState  *state,
           GError          **error)
{
  g_autoptr(CadreClassSummary) summary = cadre_class_get (archive, class_id, error);

  if (summary == NULL)
    return FALSE;

  *state = summary->state;
  return TRUE;
}

/* How much of it is lacking, -1 for an error. */
static gint64
count_lacking (CadreArchive  *archive,
               const char    *sql,
               gint64         class_id,
               GError       **error)
{
  g_autoptr(CadreStatement) statement = cadre_archive_prepare (archive, sql, error);
  g_autoptr(GError) local_error = NULL;

  if (statement == NULL)
    return -1;

  cadre_statement_bind_int64 (statement, 1, class_id);
  if (cadre_statement_step (statement, &local_error))
    return cadre_statement_get_int64 (statement, 0);
  if (local_error == NULL)
    return 0;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return -1;
}

static void
add_need (GPtrArray  *needs,
          gboolean    must,
          const char *sentence,
          gint64      n)
{
  CadreClassNeed *need = g_new0 (CadreClassNeed, 1);
  g_autoptr(GString) text = g_string_new (sentence);
  g_autofree char *count = g_strdup_printf ("%" G_GINT64_FORMAT, n);

  g_string_replace (text, "%s", count, 1);
  need->must = must;
  need->text = g_strdup (text->str);
  g_ptr_array_add (needs, need);
}

/* Decimals are not compared in SQL. */
static gboolean
add_stale_scores (CadreArchive  *archive,
                  gint64         class_id,
                  GPtrArray     *needs,
                  GError       **error)
{
  guint n = 0;

  if (!cadre_class_count_stale_scores (archive, class_id, &n, error))
    return FALSE;
  if (n > 0)
    add_need (needs, TRUE, _("Scores that are not what their marks make: %s"), n);
  return TRUE;
}

/**
 * cadre_class_list_needs:
 *
 * What the next step of the class lacks: a step that lacks nothing it must
 * have can be taken.
 *
 * Returns: (transfer full) (element-type CadreClassNeed): what it lacks, or
 *   %NULL with @error set
 */
GPtrArray *
cadre_class_list_needs (CadreArchive  *archive,
                        gint64         class_id,
                        GError       **error)
{
  g_autoptr(GPtrArray) needs = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_class_need_free);
  CadreClassState state;

  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), NULL);

  if (!get_state (archive, class_id, &state, error))
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (demands); i++)
    {
      gint64 n = demands[i].leaving == state ? count_lacking (archive, demands[i].sql, class_id, error) : 0;

      if (n < 0)
        return NULL;
      if (n == 0)
        continue;

      add_need (needs, demands[i].must, _(demands[i].text), n);
    }

  if (state == CADRE_CLASS_RUNNING && !add_stale_scores (archive, class_id, needs, error))
    return NULL;
  return g_steal_pointer (&needs);
}

/**
 * cadre_class_check_needs:
 *
 * Returns: %FALSE with @error naming all that the next step must have and
 *   lacks
 */
gboolean
cadre_class_check_needs (CadreArchive  *archive,
                         gint64         class_id,
                         GError       **error)
{
  g_autoptr(GPtrArray) needs = cadre_class_list_needs (archive, class_id, error);
  g_autoptr(GString) text = g_string_new (NULL);

  if (needs == NULL)
    return FALSE;

  for (guint i = 0; i < needs->len; i++)
    {
      const CadreClassNeed *need = g_ptr_array_index (needs, i);

      if (need->must)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", need->text);
    }
  if (text->len == 0)
    return TRUE;

  g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("The class cannot go on yet: %s"), text->str);
  return FALSE;
}

static gboolean
refuse (GError     **error,
        const char  *message)
{
  g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_INVALID, message);
  return FALSE;
}

static const char set_state_sql[] = "UPDATE class SET state = ?2 WHERE id = ?1";

/**
 * cadre_class_advance:
 *
 * Takes the class one step further: draft, called, nominated, rolled, running;
 * closed, archived. Settling the roll freezes post, level and unit as they
 * were on the first day. From running to closed goes cadre_class_close(). To
 * be called inside an action.
 *
 * Returns: %FALSE with @error set, naming what the step lacks
 */
gboolean
cadre_class_advance (CadreArchive  *archive,
                     gint64         class_id,
                     GError       **error)
{
  CadreClassState state;

  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), FALSE);

  if (!get_state (archive, class_id, &state, error) || !cadre_class_check_needs (archive, class_id, error))
    return FALSE;
  if (state == CADRE_CLASS_RUNNING)
    return refuse (error, _("The next step of a running class is to close it"));
  if (state == CADRE_CLASS_ARCHIVED)
    return refuse (error, _("An archived class has no next step"));

  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    if (deeds[i].leaving == state && !run_on_class (archive, deeds[i].forth, class_id, NULL, error))
      return FALSE;
  if (state == CADRE_CLASS_NOMINATED && !run_on_class (archive, freeze_sql, class_id, NULL, error))
    return FALSE;

  return run_on_class (archive, set_state_sql, class_id, states[state + 1].key, error);
}

/**
 * cadre_class_step_back:
 *
 * Takes the class one step back. A closed class is re-opened by
 * cadre_class_reopen() instead. To be called inside an action.
 */
gboolean
cadre_class_step_back (CadreArchive  *archive,
                       gint64         class_id,
                       GError       **error)
{
  CadreClassState state;

  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), FALSE);

  if (!get_state (archive, class_id, &state, error))
    return FALSE;
  if (state == CADRE_CLASS_DRAFT)
    return refuse (error, _("A draft has no step before it"));
  if (state == CADRE_CLASS_CLOSED)
    return refuse (error, _("A closed class is to be re-opened: that takes its study records back, too"));

  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    if (deeds[i].leaving + 1 == state && !run_on_class (archive, deeds[i].back, class_id, NULL, error))
      return FALSE;

  return run_on_class (archive, set_state_sql, class_id, states[state - 1].key, error);
}

/**
 * cadre_class_add_students:
 * @person_ids: (array length=n_person_ids): who; those in the class stay as
 *   they are
 * @n_added: (out) (optional): how many are new
 *
 * Before the roll is settled they are named (已报名), after it they are on it;
 * once the class runs they are present. To be called inside an action.
 */
gboolean
cadre_class_add_students (CadreArchive  *archive,
                          gint64         class_id,
                          const gint64  *person_ids,
                          guint          n_person_ids,
                          guint         *n_added,
                          GError       **error)
{
  g_autoptr(CadreStatement) insert = NULL;
  CadreClassState state;
  const char *as;
  guint n = 0;

  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), FALSE);

  if (!get_state (archive, class_id, &state, error))
    return FALSE;
  if (state >= CADRE_CLASS_CLOSED)
    return refuse (error, _("The class is closed: re-open it to add students"));

  as = state < CADRE_CLASS_ROLLED ? "nominated" : state == CADRE_CLASS_ROLLED ? "enrolled" : "present";
  insert = cadre_archive_prepare (archive,
                                  "INSERT INTO enrolment (class_id, person_id, position, state) VALUES (?1, ?2, "
                                  "(SELECT ifnull (max (position), 0) + 1 FROM enrolment WHERE class_id = ?1), ?3) "
                                  "ON CONFLICT (class_id, person_id) DO NOTHING RETURNING id", error);
  if (insert == NULL)
    return FALSE;

  for (guint i = 0; i < n_person_ids; i++)
    {
      g_autoptr(GError) local_error = NULL;

      cadre_statement_bind_int64 (insert, 1, class_id);
      cadre_statement_bind_int64 (insert, 2, person_ids[i]);
      cadre_statement_bind_text (insert, 3, as);
      n += cadre_statement_step (insert, &local_error);
      cadre_statement_reset (insert);
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
    }

  if (n_added != NULL)
    *n_added = n;
  return state < CADRE_CLASS_ROLLED || run_on_class (archive, freeze_sql, class_id, NULL, error);
}

/**
 * cadre_class_offer_resume:
 * @n_added: (out) (optional): how many résumés got an entry
 *
 * Adds a class of three months or more to the résumé of each who finished it,
 * as 其间 study; who has it already keeps it. To be called inside an action.
 */
gboolean
cadre_class_offer_resume (CadreArchive  *archive,
                          gint64         class_id,
                          guint         *n_added,
                          GError       **error)
{
  g_autoptr(CadreClassSummary) summary = cadre_class_get (archive, class_id, error);

  if (summary == NULL)
    return FALSE;
  if (!summary->is_long)
    return refuse (error, _("Only a class of three months or more stands in the résumé"));
  if (!run_on_class (archive,
                     "INSERT INTO resume_entry (person_id, position, since, until, text, is_aside, class_id) "
                     "SELECT e.person_id, (SELECT ifnull (max (r.position), 0) + 1 FROM resume_entry r "
                     "WHERE r.person_id = e.person_id), substr (c.since, 1, 7), substr (c.until, 1, 7), "
                     "'在' || coalesce (c.institution, c.undertaker, c.organiser, '') || c.name || '学习', 1, c.id "
                     "FROM class c JOIN enrolment e ON e.class_id = c.id WHERE c.id = ?1 AND e.state = 'finished' "
                     "AND NOT EXISTS (SELECT 1 FROM resume_entry r WHERE r.person_id = e.person_id AND r.class_id = c.id)",
                     class_id, NULL, error))
    return FALSE;

  if (n_added != NULL)
    *n_added = (guint) cadre_archive_n_changed (archive);
  return TRUE;
}
