/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The table in a sheet: titles, heads of two levels, pages, totals, notes. */

#include "config.h"

#include "cadre-mapping.h"
#include "cadre-table.h"

static const char * const known[] = { "序号", "姓名", "单位", "性别", "学历", "毕业院校", "出生年月", "电话", NULL };

static gboolean
knows (const char *leaf,
       const char *above,
       gpointer    user_data)
{
  return g_strv_contains (known, leaf);
}

/* Rows separated by newlines, cells by |. */
static CadreGrid *
make_grid (const char *text)
{
  CadreGrid *grid = cadre_grid_new ();
  g_auto(GStrv) rows = g_strsplit (text, "\n", -1);

  for (guint32 r = 0; rows[r] != NULL; r++)
    {
      g_auto(GStrv) cells = g_strsplit (rows[r], "|", -1);

      for (guint32 c = 0; cells[c] != NULL; c++)
        cadre_grid_add (grid, r, c, CADRE_CELL_TEXT, cells[c]);
    }

  return grid;
}

static void
test_titles_and_notes (void)
{
  g_autoptr(CadreGrid) grid = make_grid ("附件1\n"
                                         "某某局干部花名册\n"
                                         "填报单位（盖章）：市某某局　　填报日期：2017年3月20日\n"
                                         "序号|姓  名|性别|出生年月\n"
                                         "1|张三|男|1980.01\n"
                                         "\n"
                                         "2|李四|女|1981.02\n"
                                         "3\n"
                                         "合计|2人\n"
                                         "注：以档案为准。\n"
                                         "审核人：  填表人：");
  g_autoptr(CadreTable) table = cadre_table_find (grid, knows, NULL);
  const guint32 *rows;
  guint n_rows;

  g_assert_nonnull (table);
  g_assert_cmpuint (cadre_table_get_head_top (table), ==, 3);
  g_assert_cmpuint (cadre_table_n_known (table), ==, 4);
  g_assert_cmpstr (cadre_table_get_title (table), ==, "某某局干部花名册");
  g_assert_cmpstr (cadre_table_get_reporter (table), ==, "市某某局");
  g_assert_cmpstr (g_hash_table_lookup (cadre_table_get_facts (table), "填报日期"), ==, "2017年3月20日");

  rows = cadre_table_get_data_rows (table, &n_rows);
  g_assert_cmpuint (n_rows, ==, 2);
  g_assert_cmpuint (rows[0], ==, 4);
  g_assert_cmpuint (rows[1], ==, 6);
  g_assert_cmpint (cadre_table_get_row_kind (table, 7), ==, CADRE_TABLE_BLANK);
  g_assert_cmpint (cadre_table_get_row_kind (table, 8), ==, CADRE_TABLE_TOTAL);
  g_assert_cmpint (cadre_table_get_row_kind (table, 9), ==, CADRE_TABLE_NOTE);
  g_assert_cmpint (cadre_table_get_row_kind (table, 10), ==, CADRE_TABLE_NOTE);
}

static void
check_two_levels (CadreTable *table)
{
  g_assert_nonnull (table);
  g_assert_cmpuint (cadre_table_get_head_top (table), ==, 1);
  g_assert_cmpuint (cadre_table_get_head_bottom (table), ==, 2);
  g_assert_cmpstr (cadre_table_get_head (table, 0)->leaf, ==, "姓名");
  g_assert_cmpstr (cadre_table_get_head (table, 1)->path, ==, "全日制教育/学历");
  g_assert_cmpstr (cadre_table_get_head (table, 2)->path, ==, "全日制教育/毕业院校");
  g_assert_cmpstr (cadre_table_get_head (table, 3)->above, ==, "在职教育");
}

static void
test_two_levels_merged (void)
{
  g_autoptr(CadreGrid) grid = make_grid ("干部名册\n姓名|全日制教育||在职教育||电话\n|学历|毕业院校|学历|毕业院校\n张三|大学|某大学|||1");
  g_autoptr(CadreTable) table = NULL;
  const CadreRange merges[] = { { 0, 0, 0, 5 }, { 1, 0, 2, 0 }, { 1, 1, 1, 2 }, { 1, 3, 1, 4 }, { 1, 5, 2, 5 } };

  for (guint i = 0; i < G_N_ELEMENTS (merges); i++)
    cadre_grid_add_merge (grid, &merges[i]);
  table = cadre_table_find (grid, knows, NULL);
  check_two_levels (table);
}

/* A csv has lost its merges. */
static void
test_two_levels_bare (void)
{
  g_autoptr(CadreGrid) grid = make_grid ("干部名册\n姓名|全日制教育||在职教育||电话\n|学历|毕业院校|学历|毕业院校\n张三|大学|某大学|||1");
  g_autoptr(CadreTable) table = cadre_table_find (grid, knows, NULL);

  check_two_levels (table);
}

static void
test_groups_and_pages (void)
{
  g_autoptr(CadreGrid) grid = make_grid ("序号|姓名|性别|电话\n"
                                         "一、市财政局（2人）\n"
                                         "1|张三|男|1\n"
                                         "序号|姓 名|性别|电话\n"
                                         "2|李四|女|2\n"
                                         "小计|2\n"
                                         "二|市民政局\n"
                                         "1|王五|男|3\n"
                                         "填报单位：市水利局\n"
                                         "1|赵六|男|4");
  g_autoptr(CadreTable) table = NULL;
  const guint32 *rows;
  guint n_rows;

  cadre_grid_add_merge (grid, &(CadreRange) { 1, 0, 1, 3 });
  table = cadre_table_find (grid, knows, NULL);
  g_assert_nonnull (table);
  rows = cadre_table_get_data_rows (table, &n_rows);
  g_assert_cmpuint (n_rows, ==, 4);
  g_assert_cmpint (cadre_table_get_row_kind (table, 3), ==, CADRE_TABLE_HEAD);
  g_assert_cmpstr (cadre_table_get_group (table, rows[0]), ==, "市财政局");
  g_assert_cmpstr (cadre_table_get_group (table, rows[1]), ==, "市财政局");
  g_assert_cmpstr (cadre_table_get_group (table, rows[2]), ==, "市民政局");
  g_assert_cmpstr (cadre_table_get_group (table, rows[3]), ==, "市水利局");
}

static void
test_fill_down (void)
{
  g_autoptr(CadreGrid) grid = make_grid ("单位|姓名|性别\n市财政局|张三|男\n|李四|女\n合计|2\n|王五|男");
  g_autoptr(CadreTable) table = cadre_table_find (grid, knows, NULL);

  g_assert_nonnull (table);
  g_assert_cmpstr (cadre_table_get_text (table, 2, 0, TRUE), ==, "市财政局");
  g_assert_cmpstr (cadre_table_get_text (table, 2, 0, FALSE), ==, "");
  /* Nothing is filled down past a total. */
  g_assert_cmpstr (cadre_table_get_text (table, 4, 0, TRUE), ==, "");
}

static void
test_no_table (void)
{
  g_autoptr(CadreGrid) grid = make_grid ("一封信\n尊敬的领导：\n你们好");
  g_autoptr(CadreGrid) empty = cadre_grid_new ();

  g_assert_null (cadre_table_find (grid, knows, NULL));
  g_assert_null (cadre_table_find (empty, knows, NULL));
}

static void
test_pieces (void)
{
  static const struct { const char *piece, *text, *expected; } cases[] = {
    { "education", "大学\n理学学士", "大学" },
    { "degree", "大学\n理学学士", "理学学士" },
    { "degree", "大学", "" },
    { "education", "硕士研究生（法学硕士）", "硕士研究生" },
    { "day-education", "中央党校大学", "" },
    { "party-school", "中央党校大学", "中央党校大学" },
    { "since", "2017.05.08-2017.06.02", "2017.05.08" },
    { "until", "2017.05.08-2017.06.02", "2017.06.02" },
    { "since", "2017年6月12日至6月18日", "2017年6月12日" },
    { "until", "2017年6月12日至6月18日", "2017年6月18日" },
    { "until", "2017年6月12日—18日", "2017年6月18日" },
    { "until", "2016.12.26—2017.01.06", "2017.01.06" },
    { "until", "2016-12-26", "2016-12-26" },
    { "since", "2016-12-26-2017-01-06", "2016-12-26" },
    { "since", "2017.03--2017.07", "2017.03" },
    { "until", "2017.03至今", "" },
    { "until", "2017.11", "2017.11" },
    { "years", "2年", "2" },
    { "years", "两年", "2" },
    { "years", "不脱贫不脱钩", "" },
    { "tied", "不脱贫不脱钩", "1" },
    { NULL, "原样", "原样" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *piece = cadre_piece_take (cases[i].piece, cases[i].text);

      g_assert_cmpstr (piece, ==, cases[i].expected);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/table/titles-and-notes", test_titles_and_notes);
  g_test_add_func ("/table/two-levels-merged", test_two_levels_merged);
  g_test_add_func ("/table/two-levels-bare", test_two_levels_bare);
  g_test_add_func ("/table/groups-and-pages", test_groups_and_pages);
  g_test_add_func ("/table/fill-down", test_fill_down);
  g_test_add_func ("/table/no-table", test_no_table);
  g_test_add_func ("/table/pieces", test_pieces);

  return g_test_run ();
}
