/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-ways-up"

#include "config.h"

#include "cadre-coverage.h"
#include "cadre-ways-up.h"

#define IS_VILLAGE "IN ('村', '社区')"

#define BEFORE(what) \
  "EXISTS (SELECT 1 FROM appointment b JOIN unit v ON v.id = b.unit_id WHERE b.person_id = a.person_id AND b.id <> a.id " \
  "AND b.since < a.since AND " what ")"

/* Where someone came from, and what it is called. The name is the office's
 * word, as it stands in its tables. */
static const struct
{
  const char *name;
  const char *condition;
} sources[CADRE_N_WAY_SOURCES] = {
  [CADRE_WAY_SECRETARY] = { "村支书", BEFORE ("v.kind " IS_VILLAGE " AND b.post_name LIKE '%书记%' AND b.post_name NOT LIKE '%副书记%'") },
  [CADRE_WAY_VILLAGE] = { "村干部", BEFORE ("v.kind " IS_VILLAGE) },
  [CADRE_WAY_POSTED] = { CADRE_FIRST_SECRETARY, "EXISTS (SELECT 1 FROM posting g WHERE g.person_id = a.person_id "
                         "AND g.kind = '" CADRE_FIRST_SECRETARY "' "
                         "AND g.since < a.since)" },
  [CADRE_WAY_CLASS] = { "中青班", "EXISTS (SELECT 1 FROM study s WHERE s.person_id = a.person_id "
                        "AND (s.title LIKE '%中青%') AND ifnull (s.since, s.year) < a.since)" },
  [CADRE_WAY_RESERVE] = { "后备", "EXISTS (SELECT 1 FROM reserve r WHERE r.person_id = a.person_id AND r.since < a.since "
                          "AND (r.until IS NULL OR r.until >= substr (a.since, 1, 4)))" },
  [CADRE_WAY_KEY_POST] = { "重点岗位", "(a.reason LIKE '%重点岗位%' OR " BEFORE ("b.is_key_post = 1") ")" },
};

/* What counts as a move up: from a village into an office, by a round, for a
 * reason that says so, or to a level above all that were held before. Recruits
 * (招录) are those who came from a village to no leader's post. */
#define LIST \
  "SELECT a.id, a.person_id, p.name, CAST (substr (a.since, 1, 4) AS INTEGER), a.since, " \
  "CASE WHEN " BEFORE ("v.kind " IS_VILLAGE) " AND u.kind NOT " IS_VILLAGE " THEN " \
  "  CASE WHEN u.kind IN ('乡镇', '街道') AND (a.is_leader = 1 OR a.post_level LIKE '乡科级%%') THEN '乡镇领导班子' " \
  "    WHEN a.is_leader = 1 THEN '机关领导班子' ELSE '招录公务员' END " \
  "  ELSE coalesce (a.post_level, p.post_level, '其他') END, " \
  "(SELECT ifnull (v.short_name, ifnull (v.name, '')) || b.post_name FROM appointment b LEFT JOIN unit v ON v.id = b.unit_id " \
  "  WHERE b.person_id = a.person_id AND b.since < a.since ORDER BY b.since DESC LIMIT 1), " \
  "coalesce (u.short_name, u.name, a.unit_name, '') || a.post_name, " \
  "(SELECT group_concat (step, ' → ') FROM (SELECT b.since || ' ' || coalesce (v.short_name, v.name, b.unit_name, '') || b.post_name AS step " \
  "  FROM appointment b LEFT JOIN unit v ON v.id = b.unit_id WHERE b.person_id = a.person_id AND b.since <= a.since " \
  "  AND (b.since < a.since OR b.id = a.id) ORDER BY b.since)), " \
  "(SELECT count (*) FROM appointment b WHERE b.person_id = a.person_id AND (b.since < a.since OR b.id = a.id)), " \
  "(SELECT (substr (a.since, 1, 4) * 12 + ifnull (nullif (substr (a.since, 6, 2), ''), 1)) " \
  "  - (substr (b.since, 1, 4) * 12 + ifnull (nullif (substr (b.since, 6, 2), ''), 1)) FROM appointment b " \
  "  WHERE b.person_id = a.person_id AND b.since < a.since ORDER BY b.since DESC LIMIT 1)%s " \
  "FROM appointment a JOIN person p ON p.id = a.person_id LEFT JOIN unit u ON u.id = a.unit_id " \
  "LEFT JOIN code l ON l.set_key = 'post-level' AND l.name = a.post_level " \
  "WHERE a.since BETWEEN ?1 AND ?2 AND (a.candidacy_id IS NOT NULL OR a.reason LIKE '%%提拔%%' " \
  "  OR (u.kind NOT " IS_VILLAGE " AND " BEFORE ("v.kind " IS_VILLAGE) " AND NOT " BEFORE ("v.kind NOT " IS_VILLAGE) ") " \
  "  OR (l.rank >= 11 AND " BEFORE ("1") " AND l.rank > (SELECT max (ifnull (m.rank, 0)) FROM appointment b " \
  "      LEFT JOIN code m ON m.set_key = 'post-level' AND m.name = b.post_level " \
  "      WHERE b.person_id = a.person_id AND b.since < a.since))) " \
  "ORDER BY a.since DESC, u.path, p.position, p.id"

#define FIRST_SOURCE 11

void
cadre_way_up_free (CadreWayUp *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->date);
  g_free (self->target);
  g_free (self->from_post);
  g_free (self->to_post);
  g_free (self->steps);
  g_free (self);
}

/**
 * cadre_way_source_get_name:
 *
 * Returns: 村支书, 第一书记 …
 */
const char *
cadre_way_source_get_name (CadreWaySource source)
{
  return sources[source].name;
}

static gpointer
read_way (CadreStatement *row)
{
  CadreWayUp *way = g_new0 (CadreWayUp, 1);

  way->appointment_id = cadre_statement_get_int64 (row, 0);
  way->person_id = cadre_statement_get_int64 (row, 1);
  way->name = cadre_statement_dup_text (row, 2);
  way->year = (int) cadre_statement_get_int64 (row, 3);
  way->date = cadre_statement_dup_text (row, 4);
  way->target = cadre_statement_dup_text (row, 5);
  way->from_post = cadre_statement_dup_text (row, 6);
  way->to_post = cadre_statement_dup_text (row, 7);
  way->steps = cadre_statement_dup_text (row, 8);
  way->n_steps = (guint) cadre_statement_get_int64 (row, 9);
  way->months = cadre_statement_is_null (row, 10) ? -1 : (int) cadre_statement_get_int64 (row, 10);
  for (int i = 0; i < CADRE_N_WAY_SOURCES; i++)
    way->sources[i] = cadre_statement_get_int64 (row, FIRST_SOURCE + i) != 0;

  return way;
}

static char *
list_sql (void)
{
  g_autoptr(GString) columns = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    g_string_append_printf (columns, ", %s", sources[i].condition);

  return g_strdup_printf (LIST, columns->str);
}

/**
 * cadre_ways_up_list:
 *
 * Returns: (transfer full) (element-type CadreWayUp): the moves of those
 *   years, the newest first; %NULL with @error set
 */
GPtrArray *
cadre_ways_up_list (CadreArchive  *archive,
                    int            first_year,
                    int            last_year,
                    GError       **error)
{
  g_autofree char *sql = list_sql ();
  g_autofree char *from = g_strdup_printf ("%04d", first_year);
  g_autofree char *to = g_strdup_printf ("%04d~", last_year);
  g_autoptr(CadreStatement) rows = cadre_archive_prepare (archive, sql, error);

  if (rows == NULL)
    return NULL;

  cadre_statement_bind_text (rows, 1, from);
  cadre_statement_bind_text (rows, 2, to);
  return cadre_statement_read_all (rows, read_way, (GDestroyNotify) cadre_way_up_free, error);
}

static CadreWayCount *
find_count (GArray           *counts,
            const CadreWayUp *way,
            CadreWaySource    source)
{
  CadreWayCount count = { .year = way->year, .source = source, .target = way->target };

  for (guint i = 0; i < counts->len; i++)
    {
      CadreWayCount *one = &g_array_index (counts, CadreWayCount, i);

      if (one->year == way->year && one->source == source && g_str_equal (one->target, way->target))
        return one;
    }

  g_array_append_val (counts, count);
  return &g_array_index (counts, CadreWayCount, counts->len - 1);
}

/**
 * cadre_ways_up_count:
 * @ways: as cadre_ways_up_list() gave them; must outlive the counts
 *
 * Who has several sources is counted with each of them.
 *
 * Returns: (transfer full) (element-type CadreWayCount): in the order of the
 *   moves
 */
GArray *
cadre_ways_up_count (GPtrArray *ways)
{
  GArray *counts = g_array_new (FALSE, TRUE, sizeof (CadreWayCount));

  for (guint i = 0; i < ways->len; i++)
    {
      const CadreWayUp *way = g_ptr_array_index (ways, i);

      for (int source = 0; source < CADRE_N_WAY_SOURCES; source++)
        if (way->sources[source])
          {
            CadreWayCount *count = find_count (counts, way, source);

            count->n++;
            if (way->months < 0)
              continue;
            count->months = (count->months * count->n_known + way->months) / (count->n_known + 1);
            count->n_known++;
          }
    }

  return counts;
}
