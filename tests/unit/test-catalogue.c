/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The catalogue of fields against the schema, and what its values mean. */

#include "config.h"

#include <string.h>

#include "cadre-catalogue.h"
#include "cadre-name.h"
#include "cadre-test.h"

/* Tables that say how the program works and are no record of anyone. */
static const char * const technical_tables[] = {
  "setting", "code_set", "code", "code_alias", "custom_field", "original_text", "saved_filter", "report_definition",
  "import_mapping", NULL,
};

static const char * const technical_columns[] = { "id", "uuid", "path", "custom", NULL };

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

static const CadreField *
field_of (Fixture    *fixture,
          const char *kind,
          const char *key)
{
  const CadreField *field = cadre_record_kind_get_field (cadre_catalogue_get_kind (fixture->catalogue, kind), key);

  g_assert_nonnull (field);
  return field;
}

static void
check_column (Fixture        *fixture,
              CadreStatement *row)
{
  const char *table = cadre_statement_get_text (row, 0);
  const char *column = cadre_statement_get_text (row, 1);
  gboolean must = cadre_statement_get_int64 (row, 2) && cadre_statement_is_null (row, 3);
  const CadreRecordKind *kind = cadre_catalogue_get_kind (fixture->catalogue, table);
  const CadreField *field;

  if (kind == NULL)
    {
      g_test_message ("%s", table);
      g_assert_true (g_strv_contains (technical_tables, table));
      return;
    }

  field = cadre_record_kind_get_field (kind, column);
  g_test_message ("%s.%s", table, column);
  g_assert_true ((field != NULL) != g_strv_contains (technical_columns, column));
  if (field != NULL)
    g_assert_true (field->required == must);
}

/* Each column of what is journalled is a field, and what must not be NULL is required. */
static void
test_every_column (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(CadreStatement) columns = NULL;
  guint n = 0;

  columns = cadre_archive_prepare (fixture->test.archive,
                                   "SELECT t.tbl_name, c.name, c.\"notnull\", c.dflt_value FROM sqlite_schema t, "
                                   "pragma_table_info (t.tbl_name) c WHERE t.type = 'trigger' "
                                   "AND t.name = t.tbl_name || '_journal_delete'", NULL);
  for (; cadre_statement_step (columns, NULL); n++)
    check_column (fixture, columns);
  g_assert_cmpuint (n, >, 400);
}

static void
check_field (Fixture               *fixture,
             const CadreRecordKind *kind,
             const CadreField      *field,
             GHashTable            *heads)
{
  g_autofree char *label = cadre_head_normalize (field->label);
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM pragma_table_info ('%s') WHERE name = '%s'",
                                          kind->key, field->key);

  g_test_message ("%s.%s", kind->key, field->key);
  g_assert_cmpint (cadre_test_int (fixture->test.archive, sql), ==, 1);
  g_assert_true (g_hash_table_add (heads, g_steal_pointer (&label)));
  for (guint i = 0; field->aliases[i] != NULL; i++)
    g_assert_true (g_hash_table_add (heads, cadre_head_normalize (field->aliases[i])));

  if (field->kind == CADRE_FIELD_CODE)
    g_assert_true ((field->words != NULL) != (field->code_set != NULL));
  if (field->code_set != NULL)
    g_assert_nonnull (cadre_catalogue_get_codes (fixture->catalogue, field->code_set));
  if (field->kind == CADRE_FIELD_RECORD)
    g_assert_nonnull (cadre_catalogue_get_kind (fixture->catalogue, field->record_kind));
}

/* No two fields of a kind answer to one head; code tables and kinds named
 * exist; each field is a column. */
static void
test_every_field (Fixture       *fixture,
                  gconstpointer  data)
{
  GPtrArray *kinds = cadre_catalogue_get_kinds (fixture->catalogue);

  for (guint i = 0; i < kinds->len; i++)
    {
      const CadreRecordKind *kind = g_ptr_array_index (kinds, i);
      g_autoptr(GHashTable) heads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      g_assert_nonnull (cadre_record_kind_get_field (kind, kind->label_field));
      for (guint j = 0; j < kind->fields->len; j++)
        check_field (fixture, kind, g_ptr_array_index (kind->fields, j), heads);
    }
}

/* Words kept in English are just those that the schema allows. */
static void
test_words_fit_the_schema (Fixture       *fixture,
                           gconstpointer  data)
{
  GPtrArray *kinds = cadre_catalogue_get_kinds (fixture->catalogue);

  for (guint i = 0; i < kinds->len; i++)
    {
      const CadreRecordKind *kind = g_ptr_array_index (kinds, i);
      g_autofree char *sql = g_strdup_printf ("SELECT sql FROM sqlite_schema WHERE name = '%s'", kind->key);
      g_autofree char *ddl = cadre_test_text (fixture->test.archive, sql);

      for (guint j = 0; j < kind->fields->len; j++)
        {
          const CadreField *field = g_ptr_array_index (kind->fields, j);

          for (guint k = 0; field->words != NULL && field->words[k] != NULL; k += 2)
            {
              g_autofree char *quoted = g_strdup_printf ("'%s'", field->words[k]);

              g_test_message ("%s.%s %s", kind->key, field->key, quoted);
              g_assert_nonnull (strstr (ddl, quoted));
            }
        }
    }
}

static void
test_code_tables (Fixture       *fixture,
                  gconstpointer  data)
{
  CadreArchive *archive = fixture->test.archive;

  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM code_set WHERE title = key"), ==, 0);
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM code_set s WHERE NOT EXISTS "
                                            "(SELECT 1 FROM code WHERE set_key = s.key)"), ==, 0);
  g_assert_cmpint (cadre_test_int (archive, "SELECT count (*) FROM code_alias a WHERE NOT EXISTS "
                                            "(SELECT 1 FROM code c WHERE c.set_key = a.set_key AND c.name = a.name)"), ==, 0);
  g_assert_cmpint (cadre_catalogue_get_code_rank (fixture->catalogue, "education", "中央党校大学"), ==,
                   cadre_catalogue_get_code_rank (fixture->catalogue, "education", "大学"));
  g_assert_cmpint (cadre_catalogue_get_code_rank (fixture->catalogue, "post-level", "乡科级正职"), >,
                   cadre_catalogue_get_code_rank (fixture->catalogue, "post-level", "乡科级副职"));
  g_assert_cmpint (cadre_catalogue_get_code_rank (fixture->catalogue, "post-level", "没有"), ==, 0);
}

static void
test_match_code (Fixture       *fixture,
                 gconstpointer  data)
{
  static const struct
  {
    const char *set, *text, *name;
  } cases[] = {
    { "education", "大学", "大学" }, { "education", "本科", "大学" }, { "education", "大学本科", "大学" },
    { "education", "大 学", "大学" }, { "education", "专科", "大专" }, { "education", "硕士研究生", "研究生" },
    { "education", "省委党校大学", "省（区、市）委党校大学" }, { "education", "省(区、市)委党校大学", "省（区、市）委党校大学" },
    { "education", "文盲大学", NULL },
    { "ethnic-group", "汉", "汉族" }, { "ethnic-group", "土家", "土家族" }, { "ethnic-group", "土家族", "土家族" },
    { "political-status", "九三", "九三学社" }, { "political-status", "党员", "中共党员" },
    { "political-status", "中共预备党员", "预备党员" },
    { "post-level", "正科级", "乡科级正职" }, { "post-level", "管理八级（副科级）", "管理八级(副科级)" },
    { "degree", "理学学士学位", "理学学士" }, { "degree", "公共管理硕士专业学位", "公共管理硕士" },
    { "study-mode", "网络学习", "网络" }, { "training-leave-status", "全脱产（离岗）", "全脱产(离岗)" },
    { "assessment-conclusion", "合格", "合格" }, { "village-status", "贫困村", "建档立卡贫困村" },
    { "education", "", NULL }, { "no-such-table", "大学", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = cadre_catalogue_match_code (fixture->catalogue, cases[i].set, cases[i].text);

      g_assert_cmpstr (name, ==, cases[i].name);
    }
}

static void
test_heads (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct
  {
    const char *kind, *head, *key;
  } cases[] = {
    { "person", "姓  名", "name" }, { "person", "公民身份号码", "id_number" }, { "person", "出生\n年月", "birth" },
    { "person", "单位及职务", "post_full" }, { "person", "文化程度", "fulltime_education" },
    { "person", "全日制教育/学历", "fulltime_education" }, { "person", "在职教育/毕业院校及专业", "inservice_school" },
    { "person", "手机号码", "phone" }, { "person", "＊性别：", "sex" }, { "person", "天气", NULL },
    { "study", "学时", "hours_claimed" }, { "study", "考核（考试）成绩", "score" }, { "study", "班次名称", "title" },
    { "assessment", "等次", "conclusion" }, { "posting", "派出单位及职务", "sender_post" },
    { "appointment", "免职时间", "until" }, { "reward", "奖惩名称代码", "kind" },
    { "education", "毕（肄）业时间", "until" }, { "rank_history", "类别（职务层次、职级标志）", "scheme" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const CadreRecordKind *kind = cadre_catalogue_get_kind (fixture->catalogue, cases[i].kind);
      const CadreField *field = cadre_record_kind_find_head (kind, cases[i].head);

      g_test_message ("%s", cases[i].head);
      g_assert_cmpstr (field != NULL ? field->key : NULL, ==, cases[i].key);
    }
}

static void
test_parse_and_format (Fixture       *fixture,
                       gconstpointer  data)
{
  static const struct
  {
    const char *kind, *field, *text, *canonical, *shown;
    gboolean warns;
  } cases[] = {
    { "person", "birth", "1985.3", "1985-03", "1985.03" },
    { "person", "birth", "1985年3月7日", "1985-03-07", "1985.03.07" },
    { "person", "birth", "198503", "1985-03", "1985.03" },
    { "person", "birth", "", "", "" },
    { "person", "birth", "早春", NULL, NULL },
    { "person", "party_joined", "2001.08；民建", "2001-08", "2001.08", TRUE },
    { "person", "party_joined", "无党派", "", "", TRUE },
    { "person", "name", " 张　三 ", "张三", "张三" },
    { "person", "sex", "男性", "男", "男" },
    { "person", "sex", "雄", NULL, NULL },
    { "person", "ethnic_group", "土家", "土家族", "土家族" },
    { "person", "ethnic_group", "火星", NULL, NULL },
    { "person", "category", "镇聘人员", "镇聘人员", "镇聘人员", TRUE },
    { "person", "id_number", "'422802198101258493", "422802198101258493", "422802198101258493" },
    { "person", "id_number", "422802198101258000", NULL, NULL },
    { "person", "id_number", "4.22802E+17", NULL, NULL },
    { "person", "grassroots_two_years", "是", "1", "是" },
    { "person", "grassroots_two_years", "√", "1", "是" },
    { "person", "grassroots_two_years", "也许", NULL, NULL },
    { "person", "native_place", "湖北省恩施土家族苗族自治州利川市都亭街道", "湖北省恩施土家族苗族自治州利川市都亭街道",
      "湖北省恩施土家族苗族自治州利川市都亭街道", TRUE },
    { "study", "hours_claimed", "90学时", "90", "90" },
    { "study", "hours_claimed", "８９．５", "89.5", "89.5" },
    { "study", "hours_claimed", "1,250", "1250", "1250" },
    { "study", "hours_claimed", "89.10000000000001", "89.1", "89.1" },
    { "study", "hours_claimed", "89.12345", "89.123", "89.123", TRUE },
    { "study", "hours_claimed", "-4", NULL, NULL },
    { "study", "hours_claimed", "若干", NULL, NULL },
    { "study", "year", "2017年度", "2017", "2017" },
    { "study", "year", "17.5", NULL, NULL },
    { "study", "year", "20170", NULL, NULL },
    { "enrolment", "state", "结业", "finished", "结业" },
    { "enrolment", "is_outstanding", "优秀学员", "1", "是" },
    { "person", "resume_text", "  1990.09--1994.07  某校", "  1990.09--1994.07  某校", "  1990.09--1994.07  某校" },
    { "person", "unit_id", "12", "12", "12" },
    { "person", "unit_id", "某镇", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const CadreField *field = field_of (fixture, cases[i].kind, cases[i].field);
      g_autoptr(GError) error = NULL;
      g_autofree char *warning = NULL;
      g_autofree char *value = cadre_catalogue_parse_value (fixture->catalogue, field, cases[i].text, &warning, &error);
      g_autofree char *shown = NULL;

      g_test_message ("%s %s", cases[i].field, cases[i].text);
      g_assert_cmpstr (value, ==, cases[i].canonical);
      g_assert_true ((warning != NULL) == cases[i].warns);
      if (value == NULL)
        {
          g_assert_error (error, CADRE_ERROR, CADRE_ERROR_INVALID);
          g_assert_nonnull (strstr (error->message, field->label));
          continue;
        }
      g_assert_no_error (error);
      shown = cadre_catalogue_format_value (fixture->catalogue, field, value);
      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

static void
test_same_value (Fixture       *fixture,
                 gconstpointer  data)
{
  static const struct
  {
    const char *field, *a, *b;
    gboolean same;
  } cases[] = {
    { "birth", "1985.03", "198503", TRUE }, { "birth", "1985年3月", "1985-03", TRUE }, { "birth", "1985", "1985-03", FALSE },
    { "ethnic_group", "土家", "土家族", TRUE }, { "ethnic_group", "汉", "土家族", FALSE },
    { "fulltime_education", "大学", "本科", TRUE }, { "name", "张 三", "张三", TRUE }, { "name", "张三", "张四", FALSE },
    { "post_full", "某镇　党委书记", "某镇党委书记", TRUE }, { "post_full", "某镇书记", "某镇镇长", FALSE },
    { "native_place", NULL, "", TRUE }, { "native_place", NULL, "利川", FALSE },
    { "category", "村干部", "村 干部", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const CadreField *field = field_of (fixture, "person", cases[i].field);

      g_test_message ("%s %s %s", cases[i].field, cases[i].a, cases[i].b);
      g_assert_true (cadre_catalogue_same_value (fixture->catalogue, field, cases[i].a, cases[i].b) == cases[i].same);
    }
}

static void
test_says_less (Fixture       *fixture,
                gconstpointer  data)
{
  static const struct
  {
    const char *text, *canonical;
    gboolean less;
  } cases[] = {
    { "1998春", "1998-04", TRUE }, { "2001.08；民建", "2001-08", TRUE }, { "2001年8月", "2001-08", FALSE },
    { "200108", "2001-08", FALSE }, { "2001-08", "2001-08", FALSE }, { "无党派", "", TRUE },
  };
  const CadreField *field = field_of (fixture, "person", "party_joined");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      g_assert_true (cadre_catalogue_says_less (fixture->catalogue, field, cases[i].text, cases[i].canonical) == cases[i].less);
    }
}

static void
test_custom_field (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(CadreCatalogue) catalogue = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *value = NULL;
  g_autofree char *alias = NULL;
  const CadreRecordKind *kind;
  const CadreField *field;

  cadre_test_do (fixture->test.archive, "fields",
                 "INSERT INTO custom_field (record_kind, key, label, kind, code_set, aliases) "
                 "VALUES ('person', 'poverty_level', '包保职级', 'code', 'rank', '[\"包保级别\"]'),"
                 "       ('person', 'name', '假名', 'text', NULL, '[]');"
                 "INSERT INTO code_alias (set_key, alias, name) VALUES ('rank', '老一', '一级主任科员')");
  catalogue = cadre_catalogue_new (fixture->test.archive, &error);
  g_assert_no_error (error);

  kind = cadre_catalogue_get_kind (catalogue, "person");
  field = cadre_record_kind_find_head (kind, "包保 级别");
  g_assert_nonnull (field);
  g_assert_true (field->custom);
  g_assert_cmpstr (field->key, ==, "poverty_level");
  value = cadre_catalogue_parse_value (catalogue, field, "老一", NULL, &error);
  g_assert_cmpstr (value, ==, "一级主任科员");

  /* A column's key cannot be taken over. */
  g_assert_false (cadre_record_kind_get_field (kind, "name")->custom);
}

static void
test_check_record (Fixture       *fixture,
                   gconstpointer  data)
{
  static const struct
  {
    const char *kind;
    const char *values[9];    /* key, text, … */
    const char *fields;       /* that are remarked on */
  } cases[] = {
    { "person", { "id_number", "422802198101258493", "birth", "1981-01", "sex", "男" }, "" },
    { "person", { "id_number", "422802198101258493", "birth", "1981", "sex", "男" }, "" },
    { "person", { "id_number", "422802198101258493", "birth", "1980-12", "sex", "女" }, "birth sex " },
    { "person", { "birth", "1985-03", "work_start", "2000-07", "party_joined", "2003-03" }, "work_start " },
    { "person", { "birth", "1985", "work_start", "2001", "party_joined", "2002-12" }, "party_joined " },
    { "study", { "since", "2017-05", "until", "2017-04-30" }, "until " },
    { "study", { "since", "2017-05-12", "until", "2017-05" }, "" },
    { "study", { "since", "2017-05-12", "until", "2017" }, "" },
    { "appointment", { "status", "已免" }, "until " },
    { "appointment", { "status", "已免", "since", "2010", "until", "2015-01" }, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
      g_autoptr(GPtrArray) remarks = NULL;
      g_autoptr(GString) fields = g_string_new (NULL);

      for (guint j = 0; cases[i].values[j] != NULL; j += 2)
        g_hash_table_insert (values, (gpointer) cases[i].values[j], (gpointer) cases[i].values[j + 1]);
      remarks = cadre_catalogue_check_record (fixture->catalogue,
                                              cadre_catalogue_get_kind (fixture->catalogue, cases[i].kind), values);
      for (guint j = 0; j < remarks->len; j++)
        g_string_append_printf (fields, "%s ", ((CadreRemark *) g_ptr_array_index (remarks, j))->field->key);
      g_test_message ("case %u", i);
      g_assert_cmpstr (fields->str, ==, cases[i].fields);
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/catalogue/every-column", test_every_column);
  ADD ("/catalogue/every-field", test_every_field);
  ADD ("/catalogue/words-fit-the-schema", test_words_fit_the_schema);
  ADD ("/catalogue/code-tables", test_code_tables);
  ADD ("/catalogue/match-code", test_match_code);
  ADD ("/catalogue/heads", test_heads);
  ADD ("/catalogue/parse-and-format", test_parse_and_format);
  ADD ("/catalogue/same-value", test_same_value);
  ADD ("/catalogue/says-less", test_says_less);
  ADD ("/catalogue/custom-field", test_custom_field);
  ADD ("/catalogue/check-record", test_check_record);

  return g_test_run ();
}
