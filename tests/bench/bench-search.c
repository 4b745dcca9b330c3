/* SPDX-License-Identifier: GPL-3.0-or-later */

/* bench-search [PEOPLE [RUNS]]
 *
 * What the search index costs when many people come in, and how fast it finds
 * them: the first 50 hits, all that are counted, and the first 50 by LIKE over
 * stored pinyin. All figures are milliseconds of processor time, medians. */

#include "config.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "cadre-action.h"
#include "cadre-archive.h"
#include "cadre-find.h"
#include "cadre-search-index.h"

#define SEED 20170801
#define N_HITS 50

static const char surnames[] =
  "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖"
  "邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文单仇解翟覃向牟";
static const char given[] =
  "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉建国华志红玉春梅海波云龙飞鹏宇浩然子轩雨欣怡佳慧雪琴凤林山清德福贵成才良友义忠诚"
  "学礼智信仁和永安康乐荣光耀宗祖新民生根长庆来运河川江湖洪宽广大中正立业兴旺发达";
static const char * const posts[] = {
  "党组书记、局长", "党组成员、副局长", "党委书记", "党委副书记、镇长", "党委委员、副镇长", "人大主席", "办公室主任", "科员",
  "四级主任科员", "一级科员", "村党支部书记、村委会主任", "驻村第一书记", "工会主席", "纪委书记", "组织委员", "会计",
};
static const char * const unit_kinds[] = { "财政", "审计", "教育", "卫生健康", "农业农村", "民政", "水利", "林业", "交通运输", "司法" };
static const char * const notes[] = { "省委党校2016年秋季班学员", "曾挂职深圳", "懂英语 IT 专业", "援藏一年" };

typedef struct
{
  gunichar *surnames, *given;
  glong n_surnames, n_given;
  GRand *rand;
} Generator;

/* Processor time: other programs on the machine do not count. */
static double
now_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e3 + (double) now.tv_nsec / 1e6;
}

static void
die_on (const GError *error)
{
  if (error == NULL)
    return;

  fprintf (stderr, "bench-search: %s\n", error->message);
  exit (1);
}

static char *
make_name (Generator *self)
{
  GString *name = g_string_new (NULL);
  /* Few surnames are frequent: 王, 李, 张 some 7 % each. */
  double x = g_rand_double (self->rand);

  g_string_append_unichar (name, self->surnames[(glong) (x * x * (double) self->n_surnames)]);
  for (int i = g_rand_double (self->rand) < 0.3 ? 1 : 0; i < 2; i++)
    g_string_append_unichar (name, self->given[g_rand_int_range (self->rand, 0, (gint32) self->n_given)]);

  return g_string_free (name, FALSE);
}

static void
insert_units (CadreArchive *archive,
              int           n)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreStatement) insert = NULL;

  insert = cadre_archive_prepare (archive, "INSERT INTO unit (name, short_name, path) VALUES (?1, ?2, ?3)", &error);
  die_on (error);
  for (int i = 0; i < n; i++)
    {
      const char *kind = unit_kinds[i % (int) G_N_ELEMENTS (unit_kinds)];
      gunichar town = 0x4E00 + (gunichar) i / G_N_ELEMENTS (unit_kinds);
      g_autofree char *name = g_strdup_printf ("利川市%c%c%c镇%s局", 0xE0 | (int) (town >> 12),
                                               0x80 | (int) (town >> 6 & 0x3F), 0x80 | (int) (town & 0x3F), kind);
      g_autofree char *path = g_strdup_printf ("%05d.", i);

      cadre_statement_bind_text (insert, 1, name);
      cadre_statement_bind_text (insert, 2, name + 9);
      cadre_statement_bind_text (insert, 3, path);
      cadre_statement_run (insert, &error);
      die_on (error);
    }
}

static void
insert_people (CadreArchive *archive,
               Generator    *generator,
               int           n,
               int           n_units)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreStatement) insert = NULL;

  insert = cadre_archive_prepare (archive,
                                  "INSERT INTO person (unit_id, position, name, id_number, sex, birth, ethnic_group, "
                                  "post_full, post_short, note) "
                                  "SELECT ?1, ?2, ?3, ?4, ?5, ?6, '土家族', name || ?7, coalesce (short_name, name) || ?7, ?8 "
                                  "FROM unit WHERE id = ?1",
                                  &error);
  die_on (error);
  for (int i = 0; i < n; i++)
    {
      int year = g_rand_int_range (generator->rand, 1958, 2003), month = g_rand_int_range (generator->rand, 1, 13);
      g_autofree char *name = make_name (generator);
      g_autofree char *birth = g_strdup_printf ("%04d-%02d", year, month);
      g_autofree char *id_number = g_strdup_printf ("422802%04d%02d%02d%04d", year, month, 1 + i % 28, i % 10000);

      cadre_statement_bind_int64 (insert, 1, 1 + i / (n / n_units + 1));
      cadre_statement_bind_int64 (insert, 2, i);
      cadre_statement_bind_text (insert, 3, name);
      cadre_statement_bind_text (insert, 4, id_number);
      cadre_statement_bind_text (insert, 5, i % 3 == 0 ? "女" : "男");
      cadre_statement_bind_text (insert, 6, birth);
      cadre_statement_bind_text (insert, 7, posts[g_rand_int_range (generator->rand, 0, G_N_ELEMENTS (posts))]);
      cadre_statement_bind_text (insert, 8, i % 20 == 0 ? notes[i / 20 % (int) G_N_ELEMENTS (notes)] : NULL);
      cadre_statement_run (insert, &error);
      die_on (error);
    }
}

/* Returns: the milliseconds that it took to take everybody in. */
static double
fill (CadreArchive *archive,
      int           n,
      gboolean      bulk)
{
  int n_units = CLAMP (n / 100, 20, 5000);
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreAction) action = NULL;
  Generator generator = { .rand = g_rand_new_with_seed (SEED) };
  double start = now_ms ();

  generator.surnames = g_utf8_to_ucs4_fast (surnames, -1, &generator.n_surnames);
  generator.given = g_utf8_to_ucs4_fast (given, -1, &generator.n_given);

  cadre_archive_execute (archive, "PRAGMA cache_size = -262144; PRAGMA synchronous = OFF", &error);
  die_on (error);
  action = cadre_action_begin (archive, "import", "bench", &error);
  die_on (error);
  if (bulk)
    cadre_action_begin_bulk (action, &error);
  die_on (error);
  insert_units (archive, n_units);
  insert_people (archive, &generator, n, n_units);
  cadre_action_commit (action, &error);
  die_on (error);

  g_rand_free (generator.rand);
  g_free (generator.surnames);
  g_free (generator.given);
  return now_ms () - start;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

typedef gint64 (*Question) (CadreArchive *archive, const char *text);

static double
median_ms (Question      ask,
           CadreArchive *archive,
           const char   *text,
           int           n_runs,
           gint64       *result)
{
  g_autofree double *times = g_new (double, n_runs);

  for (int i = 0; i < n_runs; i++)
    {
      double start = now_ms ();

      *result = ask (archive, text);
      times[i] = now_ms () - start;
    }
  qsort (times, n_runs, sizeof (double), compare_doubles);

  return times[n_runs / 2];
}

static gint64
ask_first (CadreArchive *archive,
           const char   *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) ids = cadre_find_people (archive, text, N_HITS, &error);

  die_on (error);
  return ids->len;
}

static gint64
ask_count (CadreArchive *archive,
           const char   *text)
{
  g_autoptr(GError) error = NULL;
  gint64 count;

  cadre_find_count (archive, text, &count, &error);
  die_on (error);
  return count;
}

/* The first hits as a program without an index would get them. */
static gint64
ask_like (CadreArchive *archive,
          const char   *text)
{
  static const char one[] =
    "(p.name LIKE ?%u OR k.pinyin LIKE ?%u OR k.initials LIKE ?%u OR p.id_number LIKE ?%u OR u.name LIKE ?%u "
    "OR u.short_name LIKE ?%u OR p.post_full LIKE ?%u OR p.note LIKE ?%u)";
  g_autoptr(GString) sql = g_string_new ("SELECT p.id FROM person p JOIN like_key k ON k.person_id = p.id "
                                         "LEFT JOIN unit u ON u.id = p.unit_id WHERE TRUE");
  g_auto(GStrv) words = g_strsplit (text, " ", -1);
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreStatement) statement = NULL;
  gint64 n = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autoptr(GString) condition = g_string_new (one);
      g_autofree char *number = g_strdup_printf ("%u", i + 1);

      g_string_replace (condition, "%u", number, 0);
      g_string_append_printf (sql, " AND %s", condition->str);
    }
  g_string_append (sql, " LIMIT 50");

  statement = cadre_archive_prepare (archive, sql->str, &error);
  die_on (error);
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *pattern = g_strdup_printf ("%%%s%%", words[i]);

      cadre_statement_bind_text (statement, (int) i + 1, pattern);
    }
  while (cadre_statement_step (statement, &error))
    n++;
  die_on (error);
  return n;
}

static const struct
{
  const char *kind;
  const char *text;
} questions[] = {
  { "one character, frequent", "王" },
  { "one character, in all posts", "局" },
  { "one character, rare", "牟" },
  { "two characters", "王伟" },
  { "two characters, given name", "建国" },
  { "three characters", "王建国" },
  { "three characters, nobody", "王局长" },
  { "whole post", "财政局党组书记、局长" },
  { "unit", "丁镇财政" },
  { "note", "援藏" },
  { "initials, one letter", "z" },
  { "initials", "zs" },
  { "initials of three", "wjg" },
  { "pinyin", "wangwei" },
  { "pinyin, part", "zhangs" },
  { "pinyin, ü as u", "lu" },
  { "ID number, part", "42280219850" },
  { "ID number, all", "422802198503010013" },
  { "two words", "王伟 财政" },
  { "two frequent words", "王 局长" },
  { "two words, rarely together", "王 单" },
  { "initials and unit", "ww 财政" },
  { "nobody", "没有这人" },
};

int
main (int    argc,
      char **argv)
{
  int n_people = argc > 1 ? atoi (argv[1]) : 100000;
  int n_runs = argc > 2 ? atoi (argv[2]) : 7;
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("bench-search-XXXXXX", &error);
  g_autofree char *path = NULL;
  g_autofree char *bare_path = NULL;
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(CadreArchive) bare = NULL;
  g_autoptr(CadreArchive) reader = NULL;
  double with, without;

  die_on (error);
  if (n_people < 1 || n_runs < 1)
    {
      fprintf (stderr, "usage: bench-search [PEOPLE [RUNS]]\n");
      return 2;
    }

  path = g_build_filename (folder, "a.cadre", NULL);
  bare_path = g_build_filename (folder, "bare.cadre", NULL);
  bare = cadre_archive_create (bare_path, &error);
  die_on (error);
  cadre_archive_execute (bare, "DROP TRIGGER person_search_insert; DROP TRIGGER unit_search_insert;"
                         "DROP TRIGGER person_journal_insert; DROP TRIGGER unit_journal_insert", &error);
  die_on (error);
  archive = cadre_archive_create (path, &error);
  die_on (error);

  without = fill (bare, n_people, FALSE);
  with = fill (archive, n_people, TRUE);
  printf ("%d people taken in: %.0f ms, without the index %.0f ms: the index costs %.0f ms (ratio %.2f)\n\n",
          n_people, with, without, with - without, with / without);
  cadre_archive_close (bare, NULL);

  reader = cadre_archive_open_reader (archive, &error);
  die_on (error);
  cadre_archive_execute (reader, "CREATE TEMP TABLE like_key (person_id INTEGER PRIMARY KEY, pinyin TEXT, initials TEXT);"
                         "INSERT INTO like_key SELECT id, cadre_pinyin (name), cadre_initials (name) FROM person", &error);
  die_on (error);
  printf ("%-32s %12s %12s %12s %10s  %s\n", "query", "first 50 ms", "count ms", "LIKE ms", "LIKE/index", "hits");
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      gint64 n_first, n_all, n_like;
      double first = median_ms (ask_first, reader, questions[i].text, n_runs, &n_first);
      double count = median_ms (ask_count, reader, questions[i].text, n_runs, &n_all);
      double like = median_ms (ask_like, reader, questions[i].text, MIN (n_runs, 3), &n_like);

      printf ("%-32s %12.3f %12.3f %12.3f %10.1f  %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT "  %s\n",
              questions[i].kind, first, count, like, like / first, n_first, n_all, questions[i].text);
      if (n_first != MIN (n_all, N_HITS))
        {
          fprintf (stderr, "bench-search: %s: the first hits and their count disagree\n", questions[i].text);
          return 1;
        }
    }

  g_clear_object (&reader);
  g_clear_object (&archive);
  g_unlink (path);
  g_unlink (bare_path);
  g_rmdir (folder);
  return 0;
}
