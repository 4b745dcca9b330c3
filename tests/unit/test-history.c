/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a record said before, in the catalogue's words. */

#include "config.h"

#include "cadre-history.h"
#include "cadre-test.h"

static char *
texts (GPtrArray *lines)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const CadreHistoryLine *line = g_ptr_array_index (lines, i);

      g_string_append_printf (all, "%s|%s\n", line->action_name, line->text);
    }

  return g_string_free (all, FALSE);
}

static void
test_lines (CadreTestArchive *fixture,
            gconstpointer     data)
{
  CadreArchive *archive = fixture->archive;
  g_autoptr(CadreCatalogue) catalogue = NULL;
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GPtrArray) one = NULL;
  g_autoptr(GPtrArray) custom = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *all_text = NULL;
  g_autofree char *one_text = NULL;
  g_autofree char *custom_text = NULL;
  const CadreRecordKind *person;

  cadre_test_do (archive, "enter", "INSERT INTO custom_field (record_kind, key, label, kind) VALUES ('person', 'shoe', '鞋码', 'number');"
                                   "INSERT INTO unit (id, name) VALUES (1, '某镇'), (2, '某乡');"
                                   "INSERT INTO person (id, name, birth, unit_id) VALUES (1, '张三', '1985-03', 1);"
                                   "INSERT INTO class (id, name, mode) VALUES (1, '某班', '脱产');"
                                   "INSERT INTO enrolment (id, class_id, person_id, state) VALUES (1, 1, 1, 'enrolled')");
  cadre_test_do (archive, "correct", "UPDATE person SET birth = '1985-04-01', unit_id = 2, uuid = 'x' WHERE id = 1");
  cadre_test_do (archive, "measure", "UPDATE person SET custom = '{\"shoe\": 42.5}', phone = '139' WHERE id = 1");
  cadre_test_do (archive, "finish", "UPDATE enrolment SET state = 'finished' WHERE id = 1");

  catalogue = cadre_catalogue_new (archive, &error);
  g_assert_no_error (error);
  person = cadre_catalogue_get_kind (catalogue, "person");

  all = cadre_history_of_person (archive, catalogue, 1, &error);
  g_assert_no_error (error);
  all_text = texts (all);
  g_assert_cmpstr (all_text, ==,
                   "enter|人员 added: 张三\n"
                   "enter|学员 added: 张三\n"
                   "correct|出生年月: 1985.03 → 1985.04.01\n"
                   "correct|单位: 某镇 → 某乡\n"
                   "measure|鞋码: (empty) → 42.5\n"
                   "measure|联系电话: (empty) → 139\n"
                   "finish|状态: 已录入 → 结业\n");

  one = cadre_history_list (archive, catalogue, person, 1, cadre_record_kind_get_field (person, "birth"), &error);
  one_text = texts (one);
  g_assert_cmpstr (one_text, ==, "enter|人员 added: 张三\ncorrect|出生年月: 1985.03 → 1985.04.01\n");

  custom = cadre_history_list (archive, catalogue, person, 1, cadre_record_kind_get_field (person, "shoe"), &error);
  custom_text = texts (custom);
  g_assert_cmpstr (custom_text, ==, "enter|人员 added: 张三\nmeasure|鞋码: (empty) → 42.5\n");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/history/lines", CadreTestArchive, NULL, cadre_test_set_up, test_lines, cadre_test_tear_down);

  return g_test_run ();
}
