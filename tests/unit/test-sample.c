/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The sample: the published figures come out of it, twice the same, and one
 * undo takes it away. */

#include "config.h"

#include "cadre-journal.h"
#include "cadre-sample.h"
#include "cadre-test.h"

static void
fill (CadreTestArchive *fixture,
      guint             n_people,
      guint             seed)
{
  g_autoptr(GError) error = NULL;

  cadre_sample_fill (fixture->archive, n_people, seed, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* Each figure, and the names that must stand behind it. */
static const struct
{
  const char *sql;
  gint64 expected;
} figures[] = {
  { "SELECT count(*) FROM person", 3000 },
  { "SELECT count(*) FROM unit WHERE kind = '乡镇'", 14 },
  { "SELECT count(*) FROM unit WHERE kind = '村'", 580 },
  /* 271 first secretaries, one to each village of the two kinds. */
  { "SELECT count(*) FROM posting WHERE kind = '第一书记' AND until IS NULL", 271 },
  { "SELECT count(DISTINCT person_id) FROM posting WHERE kind = '第一书记' AND until IS NULL", 271 },
  { "SELECT count(*) FROM unit_status s WHERE must_be_covered AND (until IS NULL OR until >= '2025-12') AND NOT EXISTS "
    "(SELECT 1 FROM posting p WHERE p.unit_id = s.unit_id AND p.until IS NULL)", 0 },
  { "SELECT count(*) FROM posting WHERE since <= '2017-06' AND until > '2017-06'", 271 },
  /* Some were recalled, each with cause, three absences and a talk; all months and years of who is there are told. */
  { "SELECT count(*) > 0 FROM posting WHERE end_reason = '召回'", 1 },
  { "SELECT count(*) FROM posting g WHERE end_reason = '召回' AND (recall_cause IS NULL OR 3 <> (SELECT count(*) FROM "
    "posting_event e WHERE e.posting_id = g.id AND e.result = '缺岗') OR 1 <> (SELECT count(*) FROM posting_event e "
    "WHERE e.posting_id = g.id AND e.kind = '约谈'))", 0 },
  { "SELECT count(*) FROM posting g WHERE kind = '第一书记' AND until IS NULL AND 12 <> (SELECT count(*) FROM presence r "
    "WHERE r.posting_id = g.id)", 0 },
  { "SELECT count(DISTINCT posting_id) FROM appraisal JOIN posting g ON g.id = posting_id WHERE until IS NULL AND year = 2025 "
    "AND term = '年度'", 271 },
  { "SELECT count(DISTINCT measure) FROM achievement", 3 },
  /* 6 into township leadership, 14 recruited (15 %), 33 from key posts. */
  { "SELECT count(*) FROM appointment a JOIN candidacy c ON c.id = a.candidacy_id "
    "WHERE c.source_kind = '村支书' AND c.state = 'appointed' AND a.post_level = '乡科级副职'", 6 },
  { "SELECT count(*) FROM appointment a JOIN candidacy c ON c.id = a.candidacy_id "
    "WHERE c.source_kind = '村干部' AND a.change_kind = '新定职'", 14 },
  { "SELECT quota_base * quota_share FROM promotion_round WHERE quota_share IS NOT NULL", 14 },
  { "SELECT count(*) FROM candidacy c WHERE c.source_kind = '重点岗位' AND EXISTS "
    "(SELECT 1 FROM appointment a WHERE a.person_id = c.person_id AND a.is_key_post AND a.status = '已免')", 33 },
  { "SELECT count(*) FROM enrolment WHERE class_id = (SELECT id FROM class WHERE name LIKE '%中青年%')", 30 },
  { "SELECT count(*) FROM segment WHERE class_id = (SELECT id FROM class WHERE name LIKE '%中青年%')", 4 },
  /* What would be a fault. */
  { "SELECT count(*) FROM pragma_foreign_key_check", 0 },
  { "SELECT count(*) - count(DISTINCT id_number) FROM person WHERE id_number IS NOT NULL", 0 },
  { "SELECT count(*) FROM appointment WHERE until < since", 0 },
  { "SELECT count(*) FROM person p WHERE work_start < birth OR party_joined < birth", 0 },
  { "SELECT count(*) FROM person p WHERE (SELECT count(*) FROM appointment a WHERE a.person_id = p.id AND a.status = '在任') <> 1", 0 },
  { "SELECT count(*) FROM person p JOIN appointment a ON a.person_id = p.id AND a.status = '在任' "
    "WHERE a.post_level IS NOT p.post_level OR a.unit_id <> p.unit_id", 0 },
};

static void
test_figures (CadreTestArchive *fixture,
              gconstpointer     data)
{
  fill (fixture, 3000, 1);
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      g_test_message ("%s", figures[i].sql);
      g_assert_cmpint (cadre_test_int (fixture->archive, figures[i].sql), ==, figures[i].expected);
    }
}

static void
test_same_seed_same_people (CadreTestArchive *fixture,
                            gconstpointer     data)
{
  CadreTestArchive other = { 0 };
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;

  cadre_test_set_up (&other, NULL);
  fill (fixture, 60, 7);
  fill (&other, 60, 7);
  one = cadre_test_dump (fixture->archive);
  two = cadre_test_dump (other.archive);
  g_assert_cmpstr (one, ==, two);
  cadre_test_tear_down (&other, NULL);
}

static void
test_undo (CadreTestArchive *fixture,
           gconstpointer     data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *before = cadre_test_dump (fixture->archive);
  g_autofree char *after = NULL;

  fill (fixture, 1, 3);
  g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count(*) FROM action WHERE kind = 'sample'"), ==, 1);
  cadre_journal_undo (fixture->archive, NULL, &error);
  g_assert_no_error (error);
  after = cadre_test_dump (fixture->archive);
  g_assert_cmpstr (before, ==, after);
}

static void
test_cancel (CadreTestArchive *fixture,
             gconstpointer     data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (cadre_sample_fill (fixture->archive, 100, 1, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (cadre_test_int (fixture->archive, "SELECT count(*) FROM unit"), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) \
  g_test_add ("/sample/" name, CadreTestArchive, NULL, cadre_test_set_up, function, cadre_test_tear_down)
  ADD ("figures", test_figures);
  ADD ("same-seed-same-people", test_same_seed_same_people);
  ADD ("undo", test_undo);
  ADD ("cancel", test_cancel);
#undef ADD

  return g_test_run ();
}
