/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which villages must be covered, and by whom they are. Two queries read all
 * of it; what is between two dates is reckoned here, in days.
 *
 * A partial date stands for the whole of its month or year: who left in
 * 2018-06 was there until the 30th, who came in 2018-08 was there from the
 * 1st, so July is a gap for sure and nothing more is. */

#define G_LOG_DOMAIN "cadre-coverage"

#include "config.h"

#include "cadre-coverage.h"
#include "cadre-units.h"

/* ?1 the day, ?2 the path of the unit to keep to, ?3 the status. */
#define STATUSES \
  "SELECT s.unit_id, u.name, u.parent_id, p.name, s.status, s.since, s.until, s.sender_id, x.name " \
  "FROM unit_status s JOIN unit u ON u.id = s.unit_id LEFT JOIN unit p ON p.id = u.parent_id " \
  "LEFT JOIN unit x ON x.id = s.sender_id " \
  "WHERE s.must_be_covered = 1 AND (s.since IS NULL OR s.since <= ?1) " \
  "AND (u.closed_on IS NULL OR u.closed_on > ?1) " \
  "AND (?2 IS NULL OR (u.path >= ?2 AND u.path < ?2 || '~')) AND (?3 IS NULL OR s.status = ?3) " \
  "ORDER BY u.path, s.unit_id, s.since, s.id"

/* ?1 the day, ?2 the kind of posting. When it should end is asked only of
 * those that had not ended. */
#define POSTINGS \
  "SELECT g.unit_id, g.id, g.person_id, n.name, g.since, g.until, " \
  "CASE WHEN g.until IS NULL OR g.until >= substr (?1, 1, length (g.until)) THEN " CADRE_POSTING_PLANNED_END " END, " \
  "g.tied_to_status, g.end_reason " \
  "FROM posting g JOIN person n ON n.id = g.person_id " \
  "WHERE g.kind = ?2 AND (g.since IS NULL OR g.since <= ?1) AND g.unit_id IS NOT NULL"

#define FIRST_OF_ALL 1
#define LAST_OF_ALL G_MAXUINT32

/* Days without a break on which a unit had to be covered. */
typedef struct
{
  guint32 first, last;
  CadreDate since;
} Span;

/* A unit while it is read. */
typedef struct
{
  CadreCoverage *coverage;
  GArray *spans;            /* Span */
  GPtrArray *postings;      /* CadreHolder, all until the day */
  GString *statuses;
} Village;

static void
holder_free (gpointer data)
{
  CadreHolder *self = data;

  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->end_reason);
  g_free (self);
}

static void
village_free (gpointer data)
{
  Village *self = data;

  g_clear_pointer (&self->coverage, cadre_coverage_free);
  g_array_unref (self->spans);
  g_ptr_array_unref (self->postings);
  g_string_free (self->statuses, TRUE);
  g_free (self);
}

void
cadre_coverage_free (CadreCoverage *self)
{
  if (self == NULL)
    return;

  g_free (self->unit);
  g_free (self->township);
  g_free (self->statuses);
  g_free (self->sender);
  g_ptr_array_unref (self->holders);
  g_clear_pointer (&self->last, holder_free);
  g_array_unref (self->gaps);
  g_free (self);
}

/* ---- reading */

/* So many of them are read that the parser for everything that people type
 * would take half the time. */
static CadreDate
read_date (CadreStatement *row,
           int             column)
{
  return cadre_date_from_iso (cadre_statement_get_text (row, column));
}

static Village *
village_new (CadreStatement *row)
{
  Village *self = g_new0 (Village, 1);
  CadreCoverage *coverage = g_new0 (CadreCoverage, 1);

  coverage->unit_id = cadre_statement_get_int64 (row, 0);
  coverage->unit = cadre_statement_dup_text (row, 1);
  coverage->township_id = cadre_statement_get_int64 (row, 2);
  coverage->township = cadre_statement_dup_text (row, 3);
  coverage->holders = g_ptr_array_new_with_free_func (holder_free);
  coverage->gaps = g_array_new (FALSE, FALSE, sizeof (CadreCoverageGap));

  self->coverage = coverage;
  self->spans = g_array_new (FALSE, FALSE, sizeof (Span));
  self->postings = g_ptr_array_new_with_free_func (holder_free);
  self->statuses = g_string_new (NULL);
  return self;
}

/* Statuses come by their beginning, so that one that touches or overlaps the
 * span before only makes it longer. */
static void
add_status (Village        *self,
            CadreStatement *row,
            guint32         day)
{
  CadreDate since = read_date (row, 5), until = read_date (row, 6);
  Span span = { cadre_date_get_first_day (&since), cadre_date_get_last_day (&until), since };
  Span *before = self->spans->len > 0 ? &g_array_index (self->spans, Span, self->spans->len - 1) : NULL;

  if (span.last < span.first)
    return;
  if (before != NULL && (before->last == LAST_OF_ALL || span.first <= before->last + 1))
    before->last = MAX (before->last, span.last);
  else
    g_array_append_val (self->spans, span);

  if (span.first > day || span.last < day)
    return;

  if (self->statuses->len > 0)
    g_string_append (self->statuses, "、");
  g_string_append (self->statuses, cadre_statement_get_text (row, 4));
  if (self->coverage->sender_id == 0 && !cadre_statement_is_null (row, 7))
    {
      self->coverage->sender_id = cadre_statement_get_int64 (row, 7);
      self->coverage->sender = cadre_statement_dup_text (row, 8);
    }
}

static CadreHolder *
holder_new (CadreStatement *row)
{
  CadreHolder *self = g_new0 (CadreHolder, 1);

  self->posting_id = cadre_statement_get_int64 (row, 1);
  self->person_id = cadre_statement_get_int64 (row, 2);
  self->name = cadre_statement_dup_text (row, 3);
  self->since = read_date (row, 4);
  self->until = read_date (row, 5);
  self->planned_end = read_date (row, 6);
  self->is_tied = cadre_statement_get_int64 (row, 7) != 0;
  self->end_reason = cadre_statement_dup_text (row, 8);
  return self;
}

static gboolean
read_statuses (CadreArchive              *archive,
               const CadreCoverageQuery  *query,
               const char                *day_text,
               GPtrArray                 *villages,
               GError                   **error)
{
  g_autoptr(CadreStatement) rows = cadre_archive_prepare (archive, STATUSES, error);
  g_autofree char *path = NULL;
  guint32 day = cadre_date_get_first_day (&query->as_of);
  Village *village = NULL;

  if (rows == NULL)
    return FALSE;
  if (query->unit_id != 0)
    {
      path = cadre_units_get_path (archive, query->unit_id, error);
      if (path == NULL)
        return FALSE;
    }

  cadre_statement_bind_text (rows, 1, day_text);
  cadre_statement_bind_text (rows, 2, path);
  cadre_statement_bind_text (rows, 3, query->status);
  while (cadre_statement_step (rows, error))
    {
      if (village == NULL || village->coverage->unit_id != cadre_statement_get_int64 (rows, 0))
        {
          village = village_new (rows);
          g_ptr_array_add (villages, village);
        }
      add_status (village, rows, day);
    }

  return cadre_statement_is_done (rows);
}

static gboolean
read_postings (CadreArchive              *archive,
               const CadreCoverageQuery  *query,
               const char                *day_text,
               GPtrArray                 *villages,
               GError                   **error)
{
  g_autoptr(CadreStatement) rows = cadre_archive_prepare (archive, POSTINGS, error);
  g_autoptr(GHashTable) by_unit = g_hash_table_new (g_int64_hash, g_int64_equal);

  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < villages->len; i++)
    {
      Village *village = g_ptr_array_index (villages, i);

      g_hash_table_insert (by_unit, &village->coverage->unit_id, village);
    }

  cadre_statement_bind_text (rows, 1, day_text);
  cadre_statement_bind_text (rows, 2, query->kind != NULL ? query->kind : CADRE_FIRST_SECRETARY);
  while (cadre_statement_step (rows, error))
    {
      gint64 unit_id = cadre_statement_get_int64 (rows, 0);
      Village *village = g_hash_table_lookup (by_unit, &unit_id);

      if (village != NULL)
        g_ptr_array_add (village->postings, holder_new (rows));
    }

  return cadre_statement_is_done (rows);
}

/* ---- reckoning */

static int
compare_postings (gconstpointer a,
                  gconstpointer b)
{
  const CadreHolder *x = *(CadreHolder * const *) a, *y = *(CadreHolder * const *) b;
  guint32 first_x = cadre_date_get_first_day (&x->since), first_y = cadre_date_get_first_day (&y->since);

  if (first_x != first_y)
    return first_x < first_y ? -1 : 1;
  return x->posting_id < y->posting_id ? -1 : x->posting_id > y->posting_id;
}

/* Keeps of the days between two holders those on which somebody had to be there. */
static void
add_gap (Village           *self,
         const CadreHolder *before,
         const CadreHolder *after)
{
  guint32 first = cadre_date_get_last_day (&before->until) + 1, last = cadre_date_get_first_day (&after->since) - 1;

  for (guint i = 0; i < self->spans->len; i++)
    {
      const Span *span = &g_array_index (self->spans, Span, i);
      CadreCoverageGap gap = { .before_id = before->posting_id, .after_id = after->posting_id };
      guint32 from = MAX (first, span->first), to = MIN (last, span->last);

      if (from > to)
        continue;

      gap.days = to - from + 1;
      gap.from = from > first ? span->since : cadre_date_step (&before->until, 1);
      if (to < last)
        gap.to = cadre_date_from_day (to);
      else
        gap.to = cadre_date_step (&after->since, -1);
      gap.is_least = !cadre_date_is_complete (&gap.from) || !cadre_date_is_complete (&gap.to);
      g_array_append_val (self->coverage->gaps, gap);
    }
}

/* The span that has the day in it; NULL: it need not be covered then. */
static const Span *
find_span (Village *self,
           guint32  day)
{
  for (guint i = 0; i < self->spans->len; i++)
    {
      const Span *span = &g_array_index (self->spans, Span, i);

      if (span->first <= day && day <= span->last)
        return span;
    }

  return NULL;
}

static void
reckon_uncovered (CadreCoverage     *coverage,
                  const Span        *span,
                  const CadreHolder *last,
                  guint32            day)
{
  guint32 from = span->first;

  coverage->since = span->since;
  if (last != NULL && cadre_date_get_last_day (&last->until) >= from)
    {
      from = cadre_date_get_last_day (&last->until) + 1;
      coverage->since = cadre_date_step (&last->until, 1);
    }
  /* From when nobody knows: for how long nobody knows either. */
  coverage->uncovered_days = from == FIRST_OF_ALL ? 0 : day - from + 1;
}

/* Goes through the postings of a unit and takes those of the day. */
static void
reckon (Village    *self,
        const Span *span,
        guint32     day)
{
  CadreCoverage *coverage = self->coverage;
  CadreHolder *latest = NULL;
  guint32 covered_to = 0;
  guint n_staying = 0;

  g_ptr_array_sort (self->postings, compare_postings);
  for (guint i = 0; i < self->postings->len; i++)
    {
      CadreHolder *holder = g_ptr_array_index (self->postings, i);
      guint32 first = cadre_date_get_first_day (&holder->since), last = cadre_date_get_last_day (&holder->until);

      if (latest == NULL)
        coverage->since = holder->since;
      else if (covered_to < LAST_OF_ALL && first > covered_to + 1)
        {
          add_gap (self, latest, holder);
          coverage->since = holder->since;
        }
      if (latest == NULL || last > covered_to)
        {
          covered_to = last;
          latest = holder;
        }
      /* Who leaves on that day, or in that month, is handing over. */
      n_staying += last >= day && (holder->until.year == 0 || cadre_date_get_first_day (&holder->until) > day);
    }

  coverage->obliged_since = span->since;
  coverage->is_covered = latest != NULL && covered_to >= day;
  coverage->is_double = n_staying > 1;
  if (!coverage->is_covered)
    reckon_uncovered (coverage, span, latest, day);

  g_ptr_array_set_free_func (self->postings, NULL);
  for (guint i = 0; i < self->postings->len; i++)
    {
      CadreHolder *holder = g_ptr_array_index (self->postings, i);

      if (cadre_date_get_last_day (&holder->until) >= day)
        g_ptr_array_add (coverage->holders, holder);
      else if (holder == latest)
        coverage->last = holder;
      else
        holder_free (holder);
    }
  g_ptr_array_set_size (self->postings, 0);
}

/**
 * cadre_coverage_load:
 *
 * Looks at all units that must be covered on a day: those with a status in
 * force that says so (建档立卡贫困村, 软弱涣散村 …). 2015年选派第一书记通知:
 * every 建档立卡贫困村 and every 党组织软弱涣散村 has one.
 *
 * Returns: (transfer full) (element-type CadreCoverage): them in the order of
 *   the tree, or %NULL with @error set
 */
GPtrArray *
cadre_coverage_load (CadreArchive              *archive,
                     const CadreCoverageQuery  *query,
                     GError                   **error)
{
  g_autoptr(GPtrArray) villages = g_ptr_array_new_with_free_func (village_free);
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_coverage_free);
  g_autofree char *day_text = cadre_date_format (&query->as_of, CADRE_DATE_ISO);
  guint32 day = cadre_date_get_first_day (&query->as_of);

  g_return_val_if_fail (cadre_date_is_complete (&query->as_of), NULL);

  if (!read_statuses (archive, query, day_text, villages, error) ||
      !read_postings (archive, query, day_text, villages, error))
    return NULL;

  for (guint i = 0; i < villages->len; i++)
    {
      Village *village = g_ptr_array_index (villages, i);
      const Span *span = find_span (village, day);

      if (span == NULL)
        continue;
      reckon (village, span, day);
      village->coverage->statuses = g_strdup (village->statuses->str);
      g_ptr_array_add (found, g_steal_pointer (&village->coverage));
    }

  return g_steal_pointer (&found);
}

/**
 * cadre_coverage_is_ending:
 *
 * Returns: whether everybody who is there should have left within @days days
 *   of @as_of, or before it
 */
gboolean
cadre_coverage_is_ending (const CadreCoverage *self,
                          const CadreDate     *as_of,
                          guint                days)
{
  guint32 limit = cadre_date_get_first_day (as_of) + days;

  for (guint i = 0; i < self->holders->len; i++)
    {
      const CadreHolder *holder = g_ptr_array_index (self->holders, i);

      if (MIN (cadre_date_get_last_day (&holder->planned_end), cadre_date_get_last_day (&holder->until)) > limit)
        return FALSE;
    }

  return self->holders->len > 0;
}

/**
 * cadre_coverage_count:
 * @villages: (element-type CadreCoverage): of one day
 * @days: how near an end has to be
 * @count: (out caller-allocates): what they come to
 */
void
cadre_coverage_count (GPtrArray          *villages,
                      const CadreDate    *as_of,
                      guint               days,
                      CadreCoverageCount *count)
{
  *count = (CadreCoverageCount) { .n = villages->len };
  for (guint i = 0; i < villages->len; i++)
    {
      const CadreCoverage *village = g_ptr_array_index (villages, i);

      count->n_covered += village->is_covered;
      count->n_uncovered += !village->is_covered;
      count->n_double += village->is_double;
      count->n_ending += cadre_coverage_is_ending (village, as_of, days);
    }
}
