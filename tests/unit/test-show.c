/* SPDX-License-Identifier: GPL-3.0-or-later */

/* cadrectl show, as a user runs it. */

#include "config.h"

#include <string.h>

#include "cadre-test.h"

static void
fill (CadreTestArchive *fixture)
{
  cadre_test_do (fixture->archive, "data",
                 "INSERT INTO unit (id, name) VALUES (1, '某镇');"
                 "INSERT INTO person (id, name, birth, unit_id, ethnic_group) VALUES (1, '张三', '1985-03', 1, '土家族'), "
                 "(2, '李四', '1990', 1, NULL), (3, '李四', '1991', 1, NULL);"
                 "INSERT INTO original_text (record_kind, record_id, field, text) VALUES ('person', 1, 'birth', '1985春');"
                 "INSERT INTO study (person_id, year, title, hours) VALUES (1, 2017, '主题班', 56);"
                 "INSERT INTO posting (id, person_id, kind, unit_id, since, until, end_reason) VALUES "
                 "(1, 1, '第一书记', 1, '2015-08', '2017-08', '任满');"
                 "INSERT INTO appraisal (posting_id, year, conclusion) VALUES (1, 2016, '优秀')");
  cadre_archive_close (fixture->archive, NULL);
}

static void
test_text (CadreTestArchive *fixture,
           gconstpointer     data)
{
  g_autofree char *out = NULL;

  fill (fixture);
  g_assert_cmpint (cadre_test_cadrectl (&out, NULL, "--archive", fixture->path, "show", "张三", "1985.03", NULL), ==, 0);
  g_assert_nonnull (strstr (out, "1985.03 (1985春)"));
  g_assert_nonnull (strstr (out, "土家族"));
  g_assert_nonnull (strstr (out, "\n培训记录\n"));
  g_assert_nonnull (strstr (out, "主题班"));
  g_assert_nonnull (strstr (out, "任满"));
  g_assert_nonnull (strstr (out, "\n驻村考核\n"));
}

static void
test_json_as_of (CadreTestArchive *fixture,
                 gconstpointer     data)
{
  g_autofree char *out = NULL;

  fill (fixture);
  g_assert_cmpint (cadre_test_cadrectl (&out, NULL, "--archive", fixture->path, "--json", "show", "--as-of", "2016.06",
                                        "张三", NULL), ==, 0);
  g_assert_nonnull (strstr (out, "\"ethnic_group\" : \"土家族\""));
  g_assert_nonnull (strstr (out, "\"name\" : \"某镇\""));
  /* In 2016 the class was to come, and nobody knew when the posting would end. */
  g_assert_null (strstr (out, "主题班"));
  g_assert_nonnull (strstr (out, "第一书记"));
  g_assert_null (strstr (out, "任满"));
}

static void
test_failures (CadreTestArchive *fixture,
               gconstpointer     data)
{
  g_autofree char *ambiguous = NULL;
  g_autofree char *nobody = NULL;

  fill (fixture);
  g_assert_cmpint (cadre_test_cadrectl (NULL, &ambiguous, "--archive", fixture->path, "show", "李四", NULL), ==, 1);
  g_assert_nonnull (strstr (ambiguous, "#2"));
  g_assert_nonnull (strstr (ambiguous, "#3"));
  g_assert_cmpint (cadre_test_cadrectl (NULL, &nobody, "--archive", fixture->path, "show", "王五", NULL), ==, 1);
  g_assert_nonnull (strstr (nobody, "王五"));
  g_assert_cmpint (cadre_test_cadrectl (NULL, NULL, "--archive", fixture->path, "show", NULL), ==, 2);
  g_assert_cmpint (cadre_test_cadrectl (NULL, NULL, "--archive", fixture->path, "show", "--as-of", "soon", "张三", NULL), ==, 2);
}

#define ADD(path, func) g_test_add (path, CadreTestArchive, NULL, cadre_test_set_up, func, cadre_test_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/show/text", test_text);
  ADD ("/show/json-as-of", test_json_as_of);
  ADD ("/show/failures", test_failures);

  return g_test_run ();
}
