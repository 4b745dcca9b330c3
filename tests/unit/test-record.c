/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Records by the catalogue. */

#include "config.h"

#include <string.h>

#include "cadre-journal.h"
#include "cadre-record.h"
#include "cadre-record-typed.h"
#include "cadre-test.h"

typedef struct
{
  CadreTestArchive test;
  CadreCatalogue *catalogue;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  cadre_test_set_up (&fixture->test, data);
  cadre_test_do (fixture->test.archive, "fields",
                 "INSERT INTO custom_field (record_kind, key, label, kind) VALUES "
                 "('person', 'blood', '血型', 'text'), ('person', 'shoe', '鞋码', 'number')");
  fixture->catalogue = cadre_catalogue_new (fixture->test.archive, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->catalogue);
  cadre_test_tear_down (&fixture->test, data);
}

static const CadreRecordKind *
kind_of (Fixture    *fixture,
         const char *key)
{
  const CadreRecordKind *kind = cadre_catalogue_get_kind (fixture->catalogue, key);

  g_assert_nonnull (kind);
  return kind;
}

/* "name=张三", "birth=1985-03", NULL */
static GHashTable *
values_of (const char *first,
           ...) G_GNUC_NULL_TERMINATED;

static GHashTable *
values_of (const char *first,
           ...)
{
  GHashTable *values = cadre_record_new_values ();
  va_list args;

  va_start (args, first);
  for (const char *pair = first; pair != NULL; pair = va_arg (args, const char *))
    {
      const char *equals = strchr (pair, '=');

      g_hash_table_insert (values, g_strndup (pair, equals - pair), g_strdup (equals + 1));
    }
  va_end (args);

  return values;
}

static gint64
insert (Fixture     *fixture,
        const char  *kind,
        GHashTable  *given,
        GError     **error)
{
  g_autoptr(GHashTable) values = given;
  g_autoptr(CadreAction) action = cadre_action_begin (fixture->test.archive, "edit", "insert", NULL);
  gint64 id = cadre_record_insert (fixture->test.archive, kind_of (fixture, kind), values, error);

  if (id > 0)
    g_assert_true (cadre_action_commit (action, NULL));
  return id;
}

static gboolean
update (Fixture     *fixture,
        const char  *kind,
        gint64       id,
        GHashTable  *given,
        GError     **error)
{
  g_autoptr(GHashTable) values = given;
  g_autoptr(CadreAction) action = cadre_action_begin (fixture->test.archive, "edit", "update", NULL);
  gboolean done = cadre_record_update (fixture->test.archive, kind_of (fixture, kind), id, values, error);

  if (done)
    g_assert_true (cadre_action_commit (action, NULL));
  return done;
}

static void
test_round_trip (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GHashTable) values = NULL;
  g_autofree char *before = NULL;
  g_autofree char *undone = NULL;
  gint64 id;

  id = insert (fixture, "person", values_of ("name=张三", "birth=1985-03", "phone=", "blood=A", "shoe=42.5", NULL), &error);
  g_assert_no_error (error);
  values = cadre_record_get (fixture->test.archive, kind_of (fixture, "person"), id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_hash_table_lookup (values, "name"), ==, "张三");
  g_assert_cmpstr (g_hash_table_lookup (values, "status"), ==, "现职人员");
  g_assert_cmpstr (g_hash_table_lookup (values, "blood"), ==, "A");
  g_assert_cmpstr (g_hash_table_lookup (values, "shoe"), ==, "42.5");
  g_assert_false (g_hash_table_contains (values, "phone"));

  before = cadre_test_dump (fixture->test.archive);
  g_assert_true (update (fixture, "person", id, values_of ("birth=", "blood=", "sex=男", NULL), &error));
  g_clear_pointer (&values, g_hash_table_unref);
  values = cadre_record_get (fixture->test.archive, kind_of (fixture, "person"), id, &error);
  g_assert_false (g_hash_table_contains (values, "birth"));
  g_assert_false (g_hash_table_contains (values, "blood"));
  g_assert_cmpstr (g_hash_table_lookup (values, "shoe"), ==, "42.5");
  g_assert_cmpstr (g_hash_table_lookup (values, "sex"), ==, "男");

  g_assert_true (cadre_journal_undo (fixture->test.archive, NULL, &error));
  undone = cadre_test_dump (fixture->test.archive);
  g_assert_cmpstr (undone, ==, before);
}

/* A whole REAL comes back as it was given. */
static void
test_numbers (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GHashTable) values = NULL;
  gint64 person = insert (fixture, "person", values_of ("name=张三", NULL), &error);
  g_autofree char *owner = g_strdup_printf ("person_id=%" G_GINT64_FORMAT, person);
  gint64 id = insert (fixture, "study", values_of (owner, "year=2017", "title=某班", "hours=90", "days=7.5", NULL), &error);

  g_assert_no_error (error);
  values = cadre_record_get (fixture->test.archive, kind_of (fixture, "study"), id, &error);
  g_assert_cmpstr (g_hash_table_lookup (values, "hours"), ==, "90");
  g_assert_cmpstr (g_hash_table_lookup (values, "days"), ==, "7.5");
  g_assert_cmpstr (g_hash_table_lookup (values, "year"), ==, "2017");
}

static void
test_refusals (Fixture       *fixture,
               gconstpointer  data)
{
  gint64 person = insert (fixture, "person", values_of ("name=张三", NULL), NULL);
  g_autofree char *owner = g_strdup_printf ("person_id=%" G_GINT64_FORMAT, person);
  const struct
  {
    const char *kind;
    GHashTable *values;
    const char *word;     /* a label that the message names */
  } cases[] = {
    { "person", values_of ("birth=1985-03", NULL), "姓名" },
    { "person", values_of ("name=李四", "nonsense=1", NULL), "nonsense" },
    { "person", values_of ("name=李四", "birth=85", NULL), "出生年月" },
    { "person", values_of ("name=李四", "id_number=12", NULL), "身份证号" },
    { "assessment", values_of (owner, "year=2017", "conclusion=称职", NULL), "考核年度" },
    { "study", values_of ("person_id=999", "year=2017", "title=某班", NULL), "培训记录" },
    { "study", values_of (owner, "year=2017", "title=某班", "hours=-1", NULL), "认定学时" },
    { "study", values_of (owner, "year=早", "title=某班", NULL), "年度" },
  };

  g_assert_cmpint (insert (fixture, "assessment", values_of (owner, "year=2017", "conclusion=优秀", NULL), NULL), >, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_cmpint (insert (fixture, cases[i].kind, cases[i].values, &error), ==, 0);
      g_test_message ("%s", error->message);
      g_assert_error (error, CADRE_ERROR, CADRE_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, cases[i].word));
    }

  {
    g_autoptr(GError) error = NULL;

    g_assert_false (update (fixture, "person", 999, values_of ("name=王五", NULL), &error));
    g_assert_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND);
  }
}

/* A key that the kind does not have is told, as one typed wrongly is. */
static void
test_typed_refusals (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(GHashTable) texts = values_of ("name=公文", "person_id=1", NULL);
  const CadreRecordKind *course = kind_of (fixture, "course");
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (cadre_record_add_typed (fixture->test.archive, fixture->catalogue, course, texts, NULL, &error), ==, 0);
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "person_id"));
  g_clear_error (&error);

  g_assert_false (cadre_record_set_typed (fixture->test.archive, fixture->catalogue, course, 1, "person_id", "1", &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_INVALID);
}

/* What belongs to a record goes with it and comes back with it. */
static void
test_delete (Fixture       *fixture,
             gconstpointer  data)
{
  CadreArchive *archive = fixture->test.archive;
  g_autoptr(GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *original = NULL;
  g_autoptr(CadreAction) action = NULL;
  gint64 person = insert (fixture, "person", values_of ("name=张三", NULL), &error);
  g_autofree char *owner = g_strdup_printf ("person_id=%" G_GINT64_FORMAT, person);
  gint64 study = insert (fixture, "study", values_of (owner, "year=1998", "title=某班", "since=1998-04", NULL), &error);

  action = cadre_action_begin (archive, "edit", "original", &error);
  g_assert_true (cadre_record_keep_original (archive, kind_of (fixture, "study"), study, "since", "1998年", &error));
  g_assert_true (cadre_record_keep_original (archive, kind_of (fixture, "study"), study, "since", "1998春", &error));
  g_assert_true (cadre_action_commit (action, &error));
  g_clear_pointer (&action, cadre_action_free);
  original = cadre_record_get_original (archive, kind_of (fixture, "study"), study, "since");
  g_assert_cmpstr (original, ==, "1998春");

  before = cadre_test_dump (archive);
  action = cadre_action_begin (archive, "edit", "delete", &error);
  g_assert_true (cadre_record_delete (archive, kind_of (fixture, "person"), person, &error));
  g_assert_true (cadre_action_commit (action, &error));
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM original_text"), ==, 0);
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM study"), ==, 0);

  g_assert_true (cadre_journal_undo (archive, NULL, &error));
  undone = cadre_test_dump (archive);
  g_assert_cmpstr (undone, ==, before);
}

static char *
join_ids (GPtrArray *records)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < records->len; i++)
    g_string_append_printf (ids, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "",
                            ((CadreRecord *) g_ptr_array_index (records, i))->id);

  return g_string_free (ids, FALSE);
}

static void
test_list_as_of (Fixture       *fixture,
                 gconstpointer  data)
{
  CadreArchive *archive = fixture->test.archive;
  static const struct
  {
    const char *kind;
    CadreDate as_of;
    const char *ids;
  } cases[] = {
    { "appointment", { 2009, 12, 31 }, "1 4" },
    { "appointment", { 2016, 5, 0 }, "1 2 4" },
    { "appointment", { 2016, 4, 30 }, "1 4" },
    { "appointment", { 2020, 1, 1 }, "1 2 3 4" },
    { "assessment", { 2016, 12, 30 }, "1" },
    { "assessment", { 2016, 12, 31 }, "1 2" },
    { "assessment", { 2016, 0, 0 }, "1 2" },
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) before = NULL;
  CadreRecord *first;

  cadre_test_do (archive, "data",
                 "INSERT INTO person (id, name) VALUES (1, '张三');"
                 "INSERT INTO appointment (id, person_id, post_name, since, until, end_reason, status) VALUES "
                 "(1, 1, '科员', '2008', '2016-05', '晋升', '已免'), (2, 1, '副镇长', '2016-05', NULL, NULL, '在任'), "
                 "(3, 1, '镇长', '2019-01-15', NULL, NULL, '在任'), (4, 1, '干事', NULL, NULL, NULL, '已免');"
                 "INSERT INTO assessment (id, person_id, year, conclusion) VALUES (1, 1, 2015, '称职'), (2, 1, 2016, '优秀')");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) records = cadre_record_list_as_of (archive, kind_of (fixture, cases[i].kind), 1,
                                                              &cases[i].as_of, &error);
      g_autofree char *ids = NULL;
      g_auto(GStrv) got = NULL;

      g_assert_no_error (error);
      ids = join_ids (records);
      got = g_strsplit (ids, " ", -1);
      /* Those without a date stand first. */
      g_test_message ("%s: %s", cases[i].kind, ids);
      g_assert_cmpuint (g_strv_length (got), ==, (strlen (cases[i].ids) + 1) / 2);
    }

  /* In 2010 nobody knew yet that the first post would end. */
  before = cadre_record_list_as_of (archive, kind_of (fixture, "appointment"), 1, &(CadreDate) { 2010, 1, 1 }, &error);
  first = g_ptr_array_index (before, 1);
  g_assert_cmpint (first->id, ==, 1);
  g_assert_cmpstr (g_hash_table_lookup (first->values, "status"), ==, "在任");
  g_assert_false (g_hash_table_contains (first->values, "until"));
  g_assert_false (g_hash_table_contains (first->values, "end_reason"));
}

/* No list of a person's records walks a whole table. */
static void
test_list_plans (Fixture       *fixture,
                 gconstpointer  data)
{
  GPtrArray *kinds = cadre_catalogue_get_kinds (fixture->catalogue);

  for (guint i = 0; i < kinds->len; i++)
    {
      const CadreRecordKind *kind = g_ptr_array_index (kinds, i);
      g_autofree char *sql = NULL;
      g_autofree char *explain = NULL;
      g_autoptr(CadreStatement) plan = NULL;

      if (cadre_record_kind_get_field (kind, "person_id") == NULL)
        continue;

      sql = cadre_record_list_sql (kind, "person_id");
      explain = g_strconcat ("EXPLAIN QUERY PLAN ", sql, NULL);
      plan = cadre_archive_prepare (fixture->test.archive, explain, NULL);
      g_assert_nonnull (plan);
      while (cadre_statement_step (plan, NULL))
        {
          const char *step = cadre_statement_get_text (plan, 3);

          g_test_message ("%s: %s", kind->key, step);
          g_assert_false (g_str_has_prefix (step, "SCAN"));
        }
    }
}

static void
test_names_of_references (Fixture       *fixture,
                          gconstpointer  data)
{
  CadreArchive *archive = fixture->test.archive;
  const CadreField *unit = cadre_record_kind_get_field (kind_of (fixture, "person"), "unit_id");
  const CadreField *class_id = cadre_record_kind_get_field (kind_of (fixture, "study"), "class_id");
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *class_name = NULL;
  g_autofree char *gone = NULL;

  cadre_test_do (archive, "data",
                 "INSERT INTO unit (id, name) VALUES (7, '某镇'); INSERT INTO class (id, name) VALUES (3, '中青班')");
  id = cadre_record_parse_value (archive, fixture->catalogue, unit, "某镇", NULL, &error);
  g_assert_cmpstr (id, ==, "7");
  shown = cadre_record_format_value (archive, fixture->catalogue, unit, "7");
  g_assert_cmpstr (shown, ==, "某镇");
  class_name = cadre_record_parse_value (archive, fixture->catalogue, class_id, "中青班", NULL, &error);
  g_assert_cmpstr (class_name, ==, "3");
  gone = cadre_record_format_value (archive, fixture->catalogue, unit, "8");
  g_assert_cmpstr (gone, ==, "#8");
  g_assert_null (cadre_record_parse_value (archive, fixture->catalogue, unit, "别处", NULL, &error));
  g_assert_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND);
}

/* The kinds of fields fit the types of columns. */
static void
test_column_types (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(CadreStatement) type = NULL;
  GPtrArray *kinds = cadre_catalogue_get_kinds (fixture->catalogue);

  type = cadre_archive_prepare (fixture->test.archive, "SELECT type FROM pragma_table_info (?1) WHERE name = ?2", NULL);
  for (guint i = 0; i < kinds->len; i++)
    {
      const CadreRecordKind *kind = g_ptr_array_index (kinds, i);

      for (guint j = 0; j < kind->fields->len; j++)
        {
          const CadreField *field = g_ptr_array_index (kind->fields, j);
          const char *expected;

          if (field->custom)
            continue;
          if (field->kind == CADRE_FIELD_NUMBER)
            expected = "REAL";
          else if (field->kind == CADRE_FIELD_INTEGER || field->kind == CADRE_FIELD_BOOL || field->kind >= CADRE_FIELD_UNIT)
            expected = "INTEGER";
          else
            expected = "TEXT";

          g_test_message ("%s.%s", kind->key, field->key);
          cadre_statement_bind_text (type, 1, kind->key);
          cadre_statement_bind_text (type, 2, field->key);
          g_assert_true (cadre_statement_step (type, NULL));
          g_assert_cmpstr (cadre_statement_get_text (type, 0), ==, expected);
          cadre_statement_reset (type);
        }
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/record/round-trip", test_round_trip);
  ADD ("/record/numbers", test_numbers);
  ADD ("/record/refusals", test_refusals);
  ADD ("/record/typed-refusals", test_typed_refusals);
  ADD ("/record/delete", test_delete);
  ADD ("/record/list-as-of", test_list_as_of);
  ADD ("/record/list-plans", test_list_plans);
  ADD ("/record/names-of-references", test_names_of_references);
  ADD ("/record/column-types", test_column_types);

  return g_test_run ();
}
