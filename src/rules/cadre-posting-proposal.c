/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Help with a new batch: the villages that need someone × the people who may
 * be sent. What comes out is a list for people to change, nothing more. */

#define G_LOG_DOMAIN "cadre-posting"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cadre-posting-proposal.h"

/* ?1 the day. */
#define PEOPLE \
  "SELECT p.id, p.name, coalesce (p.post_full, p.post_short, u.name), p.unit_id, p.political_status, p.work_start, p.birth, " \
  "coalesce (p.native_place, '') || ' ' || coalesce (p.birth_place, '') || ' ' || coalesce (p.growth_place, ''), " \
  "coalesce (p.specialty, '') || ' ' || coalesce (p.fulltime_school, '') || ' ' || coalesce (p.inservice_school, '') || ' ' || " \
  "coalesce (p.professional_title, '') || ' ' || coalesce (p.post_full, ''), " \
  "(SELECT count (*) FROM posting g WHERE g.person_id = p.id) " \
  "FROM person p JOIN unit u ON u.id = p.unit_id " \
  "WHERE p.status = '现职人员' AND ifnull (u.kind, '') NOT LIKE '村%' AND ifnull (p.category, '') NOT LIKE '村%' " \
  "AND (p.retired_on IS NULL OR p.retired_on > ?1) " \
  /* Those who lead the county are not sent to live in a village. */ \
  "AND ifnull (p.post_level, '') NOT LIKE '县处级%' AND ifnull (p.post_level, '') NOT LIKE '厅局级%' " \
  "AND NOT EXISTS (SELECT 1 FROM posting g WHERE g.person_id = p.id AND (g.end_reason = '召回' OR g.until IS NULL OR g.until > ?1)) " \
  "AND NOT EXISTS (SELECT 1 FROM reward r WHERE r.person_id = p.id AND r.nature <> '奖励' AND r.revoked_on IS NULL " \
  "AND r.effective_until >= ?1) " \
  "ORDER BY u.path, p.position, p.id"

/* What each village lives from, as its last year says. */
#define INDUSTRIES \
  "SELECT industries FROM unit_year WHERE unit_id = ?1 AND industries IS NOT NULL ORDER BY year DESC LIMIT 1"

/* How much a reason weighs: who must send someone comes first. */
#define SENDER_WEIGHT 100
#define EXPERTISE_WEIGHT 10

typedef struct
{
  gint64 id;
  char *name;
  char *post;
  gint64 unit_id;
  char *origin;
  char *knowledge;
  int n_before;            /* postings there were */
  gboolean is_taken;
} Person;

static void
person_free (gpointer data)
{
  Person *self = data;

  g_free (self->name);
  g_free (self->post);
  g_free (self->origin);
  g_free (self->knowledge);
  g_free (self);
}

void
cadre_posting_proposal_free (CadrePostingProposal *self)
{
  if (self == NULL)
    return;

  g_free (self->unit);
  g_free (self->township);
  g_free (self->standing);
  g_free (self->person);
  g_free (self->post);
  g_free (self->reasons);
  g_array_unref (self->ending_ids);
  g_free (self);
}

/**
 * cadre_posting_proposal_copy:
 *
 * Returns: (transfer full): the same, for another thread
 */
CadrePostingProposal *
cadre_posting_proposal_copy (const CadrePostingProposal *self)
{
  CadrePostingProposal *copy = g_memdup2 (self, sizeof *self);

  copy->unit = g_strdup (self->unit);
  copy->township = g_strdup (self->township);
  copy->standing = g_strdup (self->standing);
  copy->person = g_strdup (self->person);
  copy->post = g_strdup (self->post);
  copy->reasons = g_strdup (self->reasons);
  copy->ending_ids = g_array_copy (self->ending_ids);
  return copy;
}

/* Whole years of work. One that began in a month or year counts from the end
 * of it: who may not have the years yet is left out. */
static int
get_work_years (const char      *text,
                const CadreDate *as_of)
{
  CadreDate since, last;

  if (text == NULL || !cadre_date_parse (text, &since))
    return 0;

  last = cadre_date_from_day (cadre_date_get_last_day (&since));
  return as_of->year - last.year - (as_of->month < last.month || (as_of->month == last.month && as_of->day < last.day));
}

static gboolean
is_below_age (const char                 *birth,
              const CadrePostingCriteria *criteria)
{
  CadreDate date;
  int age = birth != NULL && cadre_date_parse (birth, &date) ? cadre_date_age (&date, &criteria->as_of) : -1;

  return age >= 0 && age < (int) criteria->below_age;
}

static gboolean
may_be_sent (CadreStatement             *row,
             const CadrePostingCriteria *criteria)
{
  if (criteria->party_members && g_strcmp0 (cadre_statement_get_text (row, 4), "中共党员") != 0)
    return FALSE;
  if (get_work_years (cadre_statement_get_text (row, 5), &criteria->as_of) < criteria->work_years)
    return FALSE;
  /* Not yet 46 is 45岁以下; who has no birth is not known to be. */
  return criteria->below_age == 0 || is_below_age (cadre_statement_get_text (row, 6), criteria);
}

static GPtrArray *
load_people (CadreArchive                *archive,
             const CadrePostingCriteria  *criteria,
             GError                     **error)
{
  g_autoptr(GPtrArray) people = g_ptr_array_new_with_free_func (person_free);
  g_autoptr(CadreStatement) rows = cadre_archive_prepare (archive, PEOPLE, error);
  g_autofree char *day = cadre_date_format (&criteria->as_of, CADRE_DATE_ISO);

  if (rows == NULL)
    return NULL;

  cadre_statement_bind_text (rows, 1, day);
  while (cadre_statement_step (rows, error))
    {
      Person *person;

      if (!may_be_sent (rows, criteria))
        continue;

      person = g_new0 (Person, 1);
      person->id = cadre_statement_get_int64 (rows, 0);
      person->name = cadre_statement_dup_text (rows, 1);
      person->post = cadre_statement_dup_text (rows, 2);
      person->unit_id = cadre_statement_get_int64 (rows, 3);
      person->origin = cadre_statement_dup_text (rows, 7);
      person->knowledge = cadre_statement_dup_text (rows, 8);
      person->n_before = (int) cadre_statement_get_int64 (rows, 9);
      g_ptr_array_add (people, person);
    }
  if (!cadre_statement_is_done (rows))
    return NULL;

  return g_steal_pointer (&people);
}

/* Never the village or township of origin: 回避原籍. */
static gboolean
is_origin (const Person        *person,
           const CadreCoverage *village)
{
  return strstr (person->origin, village->unit) != NULL ||
         (village->township != NULL && strstr (person->origin, village->township) != NULL);
}

static void
add_reason (GString    *reasons,
            const char *reason)
{
  if (reasons != NULL)
    g_string_append_printf (reasons, "%s%s", reasons->len > 0 ? "、" : "", reason);
}

/* @reasons is nullable: who is only weighed needs none. */
static int
weigh (const Person        *person,
       const CadreCoverage *village,
       char               **wanted,
       GString             *reasons)
{
  int weight = -person->n_before;

  if (village->sender_id != 0 && village->sender_id == person->unit_id)
    {
      weight += SENDER_WEIGHT;
      add_reason (reasons, "派出单位");
    }
  for (guint i = 0; wanted[i] != NULL; i++)
    if (*wanted[i] != '\0' && strstr (person->knowledge, wanted[i]) != NULL)
      {
        weight += EXPERTISE_WEIGHT;
        add_reason (reasons, wanted[i]);
      }

  return weight;
}

/* The words asked for, and what the village lives from. */
static char **
list_wanted (CadreStatement              *industries,
             const CadrePostingCriteria  *criteria,
             const CadreCoverage         *village,
             GError                     **error)
{
  g_autoptr(GString) words = g_string_new (criteria->expertise != NULL ? criteria->expertise : "");

  cadre_statement_reset (industries);
  cadre_statement_bind_int64 (industries, 1, village->unit_id);
  if (cadre_statement_step (industries, error))
    g_string_append_printf (words, " %s", cadre_statement_get_text (industries, 0));
  else if (!cadre_statement_is_done (industries))
    return NULL;
  g_string_replace (words, "、", " ", 0);
  g_string_replace (words, "，", " ", 0);

  return g_strsplit (words->str, " ", -1);
}

static CadrePostingProposal *
propose_one (const CadreCoverage *village,
             GPtrArray           *people,
             char               **wanted)
{
  CadrePostingProposal *self = g_new0 (CadrePostingProposal, 1);
  Person *best = NULL;
  int best_weight = 0;

  self->unit_id = village->unit_id;
  self->unit = g_strdup (village->unit);
  self->township = g_strdup (village->township);
  self->ending_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < village->holders->len; i++)
    {
      const CadreHolder *holder = g_ptr_array_index (village->holders, i);

      if (holder->until.year == 0)
        g_array_append_val (self->ending_ids, holder->posting_id);
    }
  for (guint i = 0; i < people->len; i++)
    {
      Person *person = g_ptr_array_index (people, i);
      int weight;

      if (is_origin (person, village))
        continue;
      self->n_eligible++;
      if (person->is_taken)
        continue;
      weight = weigh (person, village, wanted, NULL);
      if (best == NULL || weight > best_weight)
        {
          best = person;
          best_weight = weight;
        }
    }

  if (best != NULL)
    {
      GString *reasons = g_string_new (NULL);

      weigh (best, village, wanted, reasons);
      best->is_taken = TRUE;
      self->person_id = best->id;
      self->person = g_strdup (best->name);
      self->post = g_strdup (best->post);
      self->reasons = g_string_free (reasons, FALSE);
    }
  return self;
}

/* Who has waited longest chooses first. */
static int
compare_villages (gconstpointer a,
                  gconstpointer b)
{
  const CadreCoverage *x = *(CadreCoverage * const *) a, *y = *(CadreCoverage * const *) b;

  if (x->is_covered != y->is_covered)
    return x->is_covered ? 1 : -1;
  if (x->uncovered_days != y->uncovered_days)
    return x->uncovered_days > y->uncovered_days ? -1 : 1;
  return x->unit_id < y->unit_id ? -1 : x->unit_id > y->unit_id;
}

/**
 * cadre_posting_propose:
 *
 * Proposes someone for each village that needs a first secretary, each person
 * once: of those who fit, first who comes from the unit that must send
 * someone, then who knows what is wanted, then who was never posted.
 *
 * Returns: (transfer full) (element-type CadrePostingProposal): the longest
 *   uncovered first, or %NULL with @error set
 */
GPtrArray *
cadre_posting_propose (CadreArchive                *archive,
                       const CadrePostingCriteria  *criteria,
                       GError                     **error)
{
  const CadreCoverageQuery query = { .as_of = criteria->as_of, .unit_id = criteria->unit_id };
  g_autoptr(GPtrArray) proposals = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_posting_proposal_free);
  g_autoptr(GPtrArray) villages = cadre_coverage_load (archive, &query, error);
  g_autoptr(GPtrArray) people = villages != NULL ? load_people (archive, criteria, error) : NULL;
  g_autoptr(CadreStatement) industries = people != NULL ? cadre_archive_prepare (archive, INDUSTRIES, error) : NULL;

  if (industries == NULL)
    return NULL;

  g_ptr_array_sort (villages, compare_villages);
  for (guint i = 0; i < villages->len; i++)
    {
      const CadreCoverage *village = g_ptr_array_index (villages, i);
      CadrePostingProposal *proposal;
      g_auto(GStrv) wanted = NULL;

      if (village->is_covered && (criteria->ending_days == 0 ||
                                  !cadre_coverage_is_ending (village, &criteria->as_of, criteria->ending_days)))
        continue;

      wanted = list_wanted (industries, criteria, village, error);
      if (wanted == NULL)
        return NULL;
      proposal = propose_one (village, people, wanted);
      proposal->standing = village->is_covered
                           ? g_strdup (_("Term ends"))
                           : g_strdup_printf (ngettext ("Uncovered for %u day", "Uncovered for %u days", village->uncovered_days),
                                              village->uncovered_days);
      g_ptr_array_add (proposals, proposal);
    }

  return g_steal_pointer (&proposals);
}

static gboolean
end_before (CadreArchive     *archive,
            GArray           *posting_ids,
            const CadreDate  *since,
            GError          **error)
{
  const CadreDate until = cadre_date_step (since, -1);
  g_autofree char *text = cadre_date_format (&until, CADRE_DATE_ISO);

  for (guint i = 0; i < posting_ids->len; i++)
    {
      const CadrePostingEnding ending = { .posting_id = g_array_index (posting_ids, gint64, i), .until = text, .reason = "任满" };

      if (!cadre_posting_end (archive, &ending, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * cadre_posting_begin_all:
 * @proposals: (element-type CadrePostingProposal): as people changed them
 * @order: what is the same for all: kind, since, term, document
 * @n_begun: (out) (optional): how many were sent
 *
 * Sends everybody who is named; where terms end, those postings end before.
 * To be called inside one action.
 */
gboolean
cadre_posting_begin_all (CadreArchive             *archive,
                         GPtrArray                *proposals,
                         const CadrePostingOrder  *order,
                         guint                    *n_begun,
                         GError                  **error)
{
  CadreDate since;
  guint n = 0;

  if (order->since == NULL || !cadre_date_parse (order->since, &since))
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("“%s” is not a date; write it as 2025-12 or 2025-12-31"),
                   order->since != NULL ? order->since : "");
      return FALSE;
    }

  for (guint i = 0; i < proposals->len; i++)
    {
      const CadrePostingProposal *proposal = g_ptr_array_index (proposals, i);
      CadrePostingOrder one = *order;

      if (proposal->person_id == 0)
        continue;
      one.person_id = proposal->person_id;
      one.unit_id = proposal->unit_id;
      if (!end_before (archive, proposal->ending_ids, &since, error) ||
          cadre_posting_begin (archive, &one, error) == 0)
        {
          g_prefix_error (error, "%s: ", proposal->unit);
          return FALSE;
        }
      n++;
    }

  if (n_begun != NULL)
    *n_begun = n;
  return TRUE;
}
