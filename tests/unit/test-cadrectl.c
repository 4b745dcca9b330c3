/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What cadrectl does with words that it cannot follow, and that it changes
 * nothing then. What a command computes is tested with what computes it. */

#include "config.h"

#include <string.h>

#include "cadre-test.h"

#define BASE \
  "INSERT INTO unit (id, name, path, kind) VALUES (1, '某镇', '00001.', '乡镇'), (2, '甲村', '00001.00001.', '村');" \
  "INSERT INTO person (id, unit_id, name) VALUES (1, 1, '张三'), (2, 1, '李四'), (3, 1, '王五'), (4, 1, '赵六');" \
  "INSERT INTO posting (person_id, kind, unit_id, since) VALUES (1, '第一书记', NULL, '2024-01'), (2, '工作队员', 2, '2024-01');" \
  "INSERT INTO pipeline (key, name) VALUES ('bare', '无规则');" \
  "INSERT INTO assessment_round (id, scheme_id, name, year, as_of) SELECT 1, min (id), '轮', 2025, '2025-12-31' FROM scheme;"

#define MOST_WORDS 12

static const struct
{
  const char *words[MOST_WORDS];
  int status;
  const char *says;        /* on standard error */
  const char *query;       /* (nullable): what is in the archive after it */
  gint64 expected;
} calls[] = {
  { { "eligible", "bare" }, 1, "nor a pipeline that has one", NULL, 0 },
  { { "eligible", "none" }, 1, "none", NULL, 0 },
  { { "posting", "end", "张三", "--until", "2025-06", "--reason", "任满", "--successor", "赵六", "--since", "2025-07" }, 1, "names no village",
    "SELECT count (*) FROM posting WHERE until IS NOT NULL", 0 },
  { { "posting", "end", "李四", "--until", "2025-06", "--reason", "任满", "--successor", "赵六", "--since", "2025-07" }, 0, "",
    "SELECT count (*) FROM posting WHERE person_id = 4 AND kind = '工作队员' AND unit_id = 2", 1 },
  { { "round", "轮", "--compute", "--lock" }, 2, "one thing at a time", NULL, 0 },
  { { "round", "轮", "--person", "张三", "--set-aside" }, 2, "one thing at a time", "SELECT count (*) FROM participant", 0 },
  { { "round", "轮", "--results", "--delete" }, 2, "one thing at a time", "SELECT count (*) FROM assessment_round", 1 },
  { { "round", "轮", "--person", "张三", "--category", "公务员" }, 0, "added", "SELECT count (*) FROM participant", 1 },
};

static void
test_calls (CadreTestArchive *fixture,
            gconstpointer     data)
{
  cadre_test_do (fixture->archive, "base", BASE);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      const char *const *w = calls[i].words;
      g_autofree char *err = NULL;
      int status;

      g_clear_object (&fixture->archive);
      status = cadre_test_cadrectl (NULL, &err, "-a", fixture->path, w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7], w[8], w[9], w[10],
                                    w[11], NULL);
      g_test_message ("%s %s %s: %d %s", w[0], w[1], w[2] != NULL ? w[2] : "", status, err);
      g_assert_cmpint (status, ==, calls[i].status);
      g_assert_nonnull (strstr (err, calls[i].says));
      fixture->archive = cadre_archive_open (fixture->path, CADRE_ARCHIVE_WRITE, NULL);
      g_assert_nonnull (fixture->archive);
      if (calls[i].query != NULL)
        g_assert_cmpint (cadre_test_int (fixture->archive, calls[i].query), ==, calls[i].expected);
    }
}

/* Somebody who is named and in the unit, too, gets one form. */
static void
test_form_once (CadreTestArchive *fixture,
                gconstpointer     data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "out", NULL);
  g_autofree char *out = NULL;
  g_auto(GStrv) lines = NULL;

  cadre_test_do (fixture->archive, "base", BASE);
  g_clear_object (&fixture->archive);
  g_assert_cmpint (cadre_test_cadrectl (&out, NULL, "-a", fixture->path, "form", "王五", "--unit", "某镇", "-o", folder, NULL), ==, 0);
  lines = g_strsplit (g_strchomp (out), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  g_assert_nonnull (strstr (lines[0], "王五"));
  g_assert_cmpint (cadre_test_cadrectl (NULL, NULL, "-a", fixture->path, "form", "--unit", "别处", "-o", folder, NULL), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/cadrectl/calls", CadreTestArchive, NULL, cadre_test_set_up, test_calls, cadre_test_tear_down);
  g_test_add ("/cadrectl/form-once", CadreTestArchive, NULL, cadre_test_set_up, test_form_once, cadre_test_tear_down);

  return g_test_run ();
}
