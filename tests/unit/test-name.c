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
  g_test_add_func ("/name/text", test_text);
  g_test_add_func ("/name/head", test_head);

  return g_test_run ();
}
