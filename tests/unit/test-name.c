/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cadre-name.h"

typedef struct
{
  const char *text;
  const char *expected;
} Pair;

static const Pair names[] = {
  { "张三", "张三" },
  { "张　三", "张三" },
  { " 张 三 ", "张三" },
  { "张\n三", "张三" },
  { "张\xc2\xa0三", "张三" },
  { "\xef\xbb\xbf张\xe2\x80\x8b三", "张三" },
  { "阿卜杜拉·买买提", "阿卜杜拉·买买提" },
  { "阿卜杜拉•买买提", "阿卜杜拉·买买提" },
  { "阿卜杜拉・买买提", "阿卜杜拉·买买提" },
  { "阿卜杜拉?买买提", "阿卜杜拉·买买提" },
  { "阿卜杜拉？买买提", "阿卜杜拉·买买提" },
  { "阿卜杜拉??买买提", "阿卜杜拉·买买提" },
  { "阿卜杜拉。买买提", "阿卜杜拉·买买提" },
  { "阿卜杜拉.买买提", "阿卜杜拉·买买提" },
  { "阿卜杜拉．买买提", "阿卜杜拉·买买提" },
  { "阿卜杜拉 · 买买提", "阿卜杜拉·买买提" },
  { "阿卜杜拉 买买提", "阿卜杜拉买买提" },
  /* A question mark at the end is a question. */
  { "张三?", "张三?" },
  { "张三？", "张三?" },
  { "Ｊｏｈｎ　 Smith", "John Smith" },
  { "J. Smith", "J. Smith" },
  { "𬭼𬬭", "𬭼𬬭" },
  { "王\xee\x80\x80", "王\xee\x80\x80" },
  { "葛\xf3\xa0\x84\x80三", "葛三" },
  { "e\xcc\x81", "é" },
  { "", "" },
  { NULL, "" },
  { " 　", "" },
};

static const Pair texts[] = {
  { "  利川市委　组织部 \n", "利川市委　组织部" },
  { "大学\r\n理学学士", "大学\n理学学士" },
  { "大学\r理学学士", "大学\n理学学士" },
  { "２０１５级（１）班", "2015级（1）班" },
  { "汉\xe2\x80\x8b族", "汉族" },
  { "", "" },
  { NULL, "" },
  { "a\xff", "a\xef\xbf\xbd" },
};

static const Pair heads[] = {
  { "姓名", "姓名" },
  { "姓　名", "姓名" },
  { "姓 \n名：", "姓名" },
  { "出生年月（年月）", "出生年月" },
  { "出生\n年月(如1985.03)", "出生年月" },
  { "*身份证号（必填）", "身份证号" },
  { "集中培训【学时】", "集中培训" },
  { "年龄（周岁）", "年龄" },
  { "合格率(%)", "合格率" },
  { "现任职务（全称）", "现任职务全称" },
  { "全日制教育(学历)", "全日制教育学历" },
  { "单位/职务", "单位/职务" },
  { "ＱＱ号", "qq号" },
  { "出生年月（", "出生年月" },
  { "", "" },
  { NULL, "" },
};

static void
check_pairs (char        *(*function) (const char *),
             const Pair  *pairs,
             guint        n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *once = function (pairs[i].text);
      g_autofree char *twice = function (once);

      g_assert_cmpstr (once, ==, pairs[i].expected);
      /* What is normal stays so. */
      g_assert_cmpstr (twice, ==, once);
    }
}

static const struct
{
  const char *name;
  const char *pinyin;
  const char *initials;
} readings[] = {
  { "张三", "zhangsan", "zs" },
  { "吕布", "lvbu", "lb" },
  { "单雄信", "shanxiongxin", "sxx" },
  { "曾国强", "zengguoqiang", "zgq" },
  { "解学军", "xiexuejun", "xxj" },
  { "仇和", "qiuhe", "qh" },
  { "查良", "zhaliang", "zl" },
  { "区大明", "oudaming", "odm" },
  { "翟志刚", "zhaizhigang", "zzg" },
  { "朴明", "piaoming", "pm" },
  { "缪林", "miaolin", "ml" },
  { "阚三", "kansan", "ks" },
  { "薄云", "boyun", "by" },
  { "都明", "duming", "dm" },
  { "黑明", "heming", "hm" },
  { "盖伟", "gewei", "gw" },
  { "员江", "yunjiang", "yj" },
  { "乐平", "yueping", "yp" },
  { "隗明", "weiming", "wm" },
  { "尉迟明", "yuchiming", "ycm" },
  { "万俟明", "moqiming", "mqm" },
  { "单于明", "chanyuming", "cym" },
  { "单于", "shanyu", "sy" },
  { "长孙明", "zhangsunming", "zsm" },
  { "欧阳明", "ouyangming", "oym" },
  /* Only at the beginning is it a surname. */
  { "李乐", "lile", "ll" },
  { "张单", "zhangdan", "zd" },
  { "阿卜杜拉·买买提", "abodulamaimaiti", "abdlmmt" },
  { "John Smith", "johnsmith", "js" },
  { "", "", "" },
};

static void
test_readings (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (readings); i++)
    {
      g_autofree char *pinyin = cadre_name_pinyin (readings[i].name);
      g_autofree char *initials = cadre_name_initials (readings[i].name);

      g_assert_cmpstr (pinyin, ==, readings[i].pinyin);
      g_assert_cmpstr (initials, ==, readings[i].initials);
    }
}

/* Each list stands in its order already. */
static const char * const stroke_orders[] = {
  "丁 卜 刁 刀 于 万 马 王 韦 牛 毛 文 方 尹 孔 杜 李 杨 何 余 张",
  /* The beginning of the 通用规范汉字表, which is ordered so. */
  "一 乙 二 十 丁 厂 七 卜 八 人 入 儿 匕 几 九 刁 了 刀 力 乃 又 三 干 于 亏 工 土 士 才 下 寸 大 丈 与 万 上 小 口 山 巾 千 乞 川",
  "手 气 毛 壬 升 夭 长 仁 什 片 仆 化 仇 币 仍 仅 斤 爪 反 介 父 从 仑 今 凶 分 乏 公 仓 月 氏 勿 欠 风 丹 匀 乌 勾 凤 六 文 亢 方 火",
};

static void
test_stroke_order (void)
{
  const char * const people[] = { "John", "王军", "王明", "王明军", "王建国", "龙三", "叶三", "田三", "史三", "罗三" };
  GBytes *before = NULL;

  for (guint list = 0; list < G_N_ELEMENTS (stroke_orders); list++)
    {
      g_auto(GStrv) words = g_strsplit (stroke_orders[list], " ", -1);

      g_clear_pointer (&before, g_bytes_unref);
      for (guint i = 0; words[i] != NULL; i++)
        {
          GBytes *key = cadre_name_stroke_sort_key (words[i]);

          g_test_message ("%s", words[i]);
          if (before != NULL)
            g_assert_cmpint (g_bytes_compare (before, key), <, 0);
          g_clear_pointer (&before, g_bytes_unref);
          before = key;
        }
    }
  g_clear_pointer (&before, g_bytes_unref);

  for (guint i = 1; i < G_N_ELEMENTS (people); i++)
    {
      g_autoptr(GBytes) a = cadre_name_stroke_sort_key (people[i - 1]);
      g_autoptr(GBytes) b = cadre_name_stroke_sort_key (people[i]);

      g_test_message ("%s %s", people[i - 1], people[i]);
      g_assert_cmpint (g_bytes_compare (a, b), <, 0);
    }
}

static const struct
{
  const char *text;
  const char *names;       /* with | between; NULL: no text */
} lists[] = {
  { "张三\n李四\r\n王五\n", "张三|李四|王五" },
  { " 张三、李四，王五 赵六\t钱七。", "张三|李四|王五|赵六|钱七" },
  { "张　三\n阿卜杜拉·买买提 李 四\n", "张　三|阿卜杜拉·买买提|李 四" },
  { "张三　李四　 王　五", "张三|李四|王　五" },
  { "\xef\xbb\xbf张三\n", "张三" },
  /* 张三 李四 in GBK, as a Windows editor keeps them */
  { "\xd5\xc5\xc8\xfd\r\n\xc0\xee\xcb\xc4\r\n", "张三|李四" },
  { "\n \n", "" },
  { "", "" },
  { "\xff\xff", NULL },
};

static void
test_lists (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_auto(GStrv) split = cadre_names_split (lists[i].text);
      g_autofree char *joined = split != NULL ? g_strjoinv ("|", split) : NULL;

      g_assert_cmpstr (joined, ==, lists[i].names);
    }
}

static void
test_pinyin_order (void)
{
  const char * const sorted[] = { "John", "阿三", "陈明", "仇和", "王伟", "曾明", "张三", "张三丰", "章三", "赵一" };

  for (guint i = 1; i < G_N_ELEMENTS (sorted); i++)
    {
      g_autoptr(GBytes) a = cadre_name_pinyin_sort_key (sorted[i - 1]);
      g_autoptr(GBytes) b = cadre_name_pinyin_sort_key (sorted[i]);

      g_test_message ("%s %s", sorted[i - 1], sorted[i]);
      g_assert_cmpint (g_bytes_compare (a, b), <, 0);
    }
}

static void
test_normalize (void)
{
  check_pairs (cadre_name_normalize, names, G_N_ELEMENTS (names));
}

static void
test_text (void)
{
  check_pairs (cadre_text_normalize, texts, G_N_ELEMENTS (texts));
}

static void
test_head (void)
{
  check_pairs (cadre_head_normalize, heads, G_N_ELEMENTS (heads));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/name/normalize", test_normalize);
  g_test_add_func ("/name/lists", test_lists);
  g_test_add_func ("/name/text", test_text);
  g_test_add_func ("/name/head", test_head);
  g_test_add_func ("/name/readings", test_readings);
  g_test_add_func ("/name/stroke-order", test_stroke_order);
  g_test_add_func ("/name/pinyin-order", test_pinyin_order);

  return g_test_run ();
}
