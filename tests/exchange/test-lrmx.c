/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Forms of the 任免表编辑器, with the quirks that they have in the wild. All
 * people are invented. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cadre-lrmx.h"
#include "cadre-test.h"

#define N_FORMS 1000

static CadreLrmx *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  CadreLrmx *form = cadre_lrmx_parse (bytes, "某.lrmx", &error);

  g_assert_no_error (error);
  return form;
}

static char *
write_text (CadreLrmx *form)
{
  g_autoptr(GBytes) bytes = cadre_lrmx_to_bytes (form);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return g_strndup (data, size);
}

static const struct
{
  const char *what;
  const char *inner;
  const char *element;
  const char *value;
} quirks[] = {
  { "an empty leaf of two tags", "<JiGuan></JiGuan>", "JiGuan", "" },
  { "an empty leaf of one tag", "<JiGuan/>", "JiGuan", "" },
  { "a pretty printer's empty leaf", "<JiGuan>\n    </JiGuan>", "JiGuan", "" },
  { "no leaf", "", "JiGuan", NULL },
  { "spaces around", "<MinZu> 土家族\n</MinZu>", "MinZu", "土家族" },
  { "the wife's name comes first", "<JiaTingChengYuan><Item><ChengWei>妻子</ChengWei><XingMing>某妻</XingMing></Item></JiaTingChengYuan>"
    "<XingMing>某甲</XingMing>", "XingMing", "某甲" },
  { "entities escaped twice", "<XingMing>&amp;#x738B;&amp;#20255;</XingMing>", "XingMing", "王伟" },
  { "an ampersand escaped twice", "<RenMianLiYou>A&amp;amp;B &amp;lt;C&amp;gt;</RenMianLiYou>", "RenMianLiYou", "A&B <C>" },
  { "an ampersand escaped once", "<RenMianLiYou>A&amp;B</RenMianLiYou>", "RenMianLiYou", "A&B" },
  { "line ends of Windows", "<JianLi>1990.09--1994.07  甲\r\n1994.07--         乙</JianLi>", "JianLi",
    "1990.09--1994.07  甲\n1994.07--         乙" },
  { "line ends as references", "<JianLi>甲&#xD;\n乙</JianLi>", "JianLi", "甲\n乙" },
  { "line ends as HTML", "<JianLi>甲&lt;br&gt;乙</JianLi>", "JianLi", "甲\n乙" },
  { "the résumé's margins stay", "<JianLi>甲\n                  （其间）</JianLi>", "JianLi", "甲\n                  （其间）" },
  { "an element of a newer version", "<DaoLingNianYue>203504</DaoLingNianYue>", "DaoLingNianYue", "203504" },
  { "a name outside the BMP", "<XingMing>𠅤明</XingMing>", "XingMing", "𠅤明" },
};

static void
test_quirks (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (quirks); i++)
    {
      g_autofree char *text = g_strdup_printf ("\xef\xbb\xbf<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Person>%s</Person>",
                                               quirks[i].inner);
      g_autoptr(CadreLrmx) form = parse (text);

      g_test_message ("%s", quirks[i].what);
      g_assert_cmpstr (cadre_lrmx_get (form, quirks[i].element), ==, quirks[i].value);
    }
}

static void
test_family (void)
{
  g_autoptr(CadreLrmx) form = parse ("<Person><JiaTingChengYuan>"
                                     "<Item><ChengWei>妻子</ChengWei><XingMing>某妻</XingMing><ChuShengRiQi>197508</ChuShengRiQi>"
                                     "<ZhengZhiMianMao>中共党员</ZhengZhiMianMao><GongZuoDanWeiJiZhiWu>某校教师</GongZuoDanWeiJiZhiWu></Item>"
                                     "<Item><ChengWei/><XingMing>\n </XingMing></Item><Item/></JiaTingChengYuan></Person>");
  GPtrArray *relatives = cadre_lrmx_get_relatives (form);
  const CadreLrmxRelative *wife;

  g_assert_cmpuint (relatives->len, ==, 1);
  wife = g_ptr_array_index (relatives, 0);
  g_assert_cmpstr (wife->relation, ==, "妻子");
  g_assert_cmpstr (wife->birth, ==, "197508");
  g_assert_cmpstr (wife->post, ==, "某校教师");
  g_assert_null (cadre_lrmx_get (form, "ZhengZhiMianMao"));
}

static void
test_unknown_survives (void)
{
  g_autoptr(CadreLrmx) form = parse ("<Person><XingMing>某甲</XingMing><GaiGeQianRenZhiNianLingJieXian a='1'>改革前 &lt;60&gt;</GaiGeQianRenZhiNianLingJieXian>"
                                     "<!-- 说明 --></Person>");
  g_autofree char *text = NULL;

  cadre_lrmx_set (form, "XingMing", "某乙");
  cadre_lrmx_set (form, "MinZu", "苗族");
  text = write_text (form);
  g_assert_nonnull (strstr (text, "<GaiGeQianRenZhiNianLingJieXian a=\"1\">改革前 &lt;60&gt;</GaiGeQianRenZhiNianLingJieXian>"));
  g_assert_nonnull (strstr (text, "<!-- 说明 -->"));
  g_assert_nonnull (strstr (text, "<XingMing>某乙</XingMing>"));
  g_assert_nonnull (strstr (text, "<MinZu>苗族</MinZu>"));
}

/* What is written means what was set, whatever the characters. */
static void
test_values_survive (void)
{
  static const char * const texts[] = { "甲&乙 <丙>", "\"引号\"", "1990.09--         甲\n\n                  （其间：乙）\n" };
  g_autoptr(CadreLrmx) form = cadre_lrmx_new ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = NULL;
      g_autoptr(CadreLrmx) again = NULL;

      cadre_lrmx_set (form, "JianLi", texts[i]);
      text = write_text (form);
      again = parse (text);
      g_assert_cmpstr (cadre_lrmx_get (again, "JianLi"), ==, texts[i]);
    }
}

static void
test_photo (void)
{
  g_autoptr(CadreLrmx) form = cadre_lrmx_new ();
  g_autoptr(GBytes) photo = g_bytes_new_static ("\xff\xd8\xff\xe0\0JFIF", 9);
  g_autofree char *text = NULL;
  g_autoptr(CadreLrmx) again = NULL;

  cadre_lrmx_set_photo (form, photo);
  text = write_text (form);
  again = parse (text);
  g_assert_true (g_bytes_equal (cadre_lrmx_get_photo (again), photo));
}

/* A form as one of the programs in use writes it. */
static char *
generate (GRand *rand)
{
  g_autoptr(GString) text = g_string_new (NULL);
  const char *end = g_rand_boolean (rand) ? "\r\n" : "\n";
  static const char * const names[] = { "JiGuan", "NiRenZhiWu", "ZaiZhiJiaoYu_XueLi", "TianBiaoRen", "DaoLingNianYue" };

  if (g_rand_boolean (rand))
    g_string_append (text, "\xef\xbb\xbf");
  g_string_append_printf (text, "<?xml version=\"1.0\" encoding=\"%s\"?>%s<Person>%s", g_rand_boolean (rand) ? "utf-8" : "UTF-8", end, end);
  g_string_append_printf (text, "  <XingMing>某%d</XingMing>%s", g_rand_int_range (rand, 0, 10000), end);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    switch (g_rand_int_range (rand, 0, 3))
      {
      case 0:
        g_string_append_printf (text, "  <%s></%s>%s", names[i], names[i], end);
        break;
      case 1:
        g_string_append_printf (text, "  <%s/>%s", names[i], end);
        break;
      default:
        g_string_append_printf (text, "  <%s>\n    </%s>%s", names[i], names[i], end);
      }
  g_string_append_printf (text, "  <JianLi>19%02d.09--         某局&amp;#x5E72;部%s                  （其间：&#x7532;）</JianLi>%s",
                          g_rand_int_range (rand, 70, 99), end, end);
  g_string_append_printf (text, "  <JiaTingChengYuan>%s    <Item><ChengWei>儿子</ChengWei><XingMing>某子</XingMing></Item>%s  </JiaTingChengYuan>%s", end, end, end);
  g_string_append_printf (text, "</Person>%s", g_rand_boolean (rand) ? end : "");

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Reading every field and setting it to what it says changes no byte. */
static void
test_untouched_bytes (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (20171130);

  for (guint i = 0; i < N_FORMS; i++)
    {
      g_autofree char *text = generate (rand);
      g_autoptr(CadreLrmx) form = parse (text);
      g_autofree char *resume = g_strdup (cadre_lrmx_get (form, "JianLi"));
      g_autofree char *name = g_strdup (cadre_lrmx_get (form, "XingMing"));
      g_autofree char *written = NULL;

      g_assert_nonnull (strstr (resume, "某局干部\n                  （其间：甲）"));
      cadre_lrmx_set (form, "JianLi", resume);
      cadre_lrmx_set (form, "XingMing", name);
      cadre_lrmx_set (form, "JiGuan", "");
      cadre_lrmx_set (form, "TianBiaoShiJian", NULL);
      cadre_lrmx_set_relatives (form, cadre_lrmx_get_relatives (form));
      written = write_text (form);
      g_assert_cmpstr (written, ==, text);
    }
}

static const char * const not_forms[] = {
  "", "某甲", "<Person>", "<Leute/>", "<?xml version=\"1.0\"?><html/>",
  "<!DOCTYPE Person [<!ENTITY a SYSTEM \"file:///etc/hostname\">]><Person><XingMing>&a;</XingMing></Person>",
};

static void
test_not_a_form (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (not_forms); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) bytes = g_bytes_new (not_forms[i], strlen (not_forms[i]));

      g_assert_null (cadre_lrmx_parse (bytes, "某.lrmx", &error));
      g_assert_error (error, CADRE_ERROR, CADRE_ERROR_FORMAT);
      g_assert_nonnull (strstr (error->message, "某.lrmx"));
    }
}

static void
test_lengths (void)
{
  g_autoptr(CadreLrmx) form = cadre_lrmx_new ();
  g_autoptr(GString) name = g_string_new (NULL);
  g_autoptr(GPtrArray) none = NULL;
  g_autoptr(GPtrArray) one = NULL;

  for (guint i = 0; i < 18; i++)
    g_string_append (name, "某");
  cadre_lrmx_set (form, "XingMing", name->str);
  none = cadre_lrmx_check_lengths (form);
  g_assert_cmpuint (none->len, ==, 0);

  g_string_append (name, "某");
  cadre_lrmx_set (form, "XingMing", name->str);
  one = cadre_lrmx_check_lengths (form);
  g_assert_cmpuint (one->len, ==, 1);
}

/* The older form: GBK, quotes that are not escaped, lists with @. */
static void
test_lrm (void)
{
  static const char record[] =
    "\"某甲\",\"男\",\"196801\",\"土家族\",\"湖北利川\",\"199107\",\"健康\",\"湖北利川\",\"198907\",\"大专#@大学#学士\",\"某校#@某党校#\",\"\","
    "\"\",\"\",\"\",\"\",\"\",\"1989.07--         人称\"老黄牛\"的干部\r\n                  （其间：甲）\",\"无\",\"2015年称职\","
    "\"妻子@儿子@@@@@\",\"某妻@某子@@@@@\",\"196905@199501@@@@@\",\"群众@@@@@@\",\"某校教师@某校学生@@@@@\","
    "\"某局局长\",\"\",\"\",\"\",\"某委\",\"20170801\",\"\",\"20170801\"";
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = cadre_test_folder_new ();
  g_autofree char *lrm = g_build_filename (folder, "某甲.lrm", NULL);
  g_autofree char *pic = g_build_filename (folder, "某甲.pic", NULL);
  g_autofree char *gbk = NULL;
  g_autoptr(CadreLrmx) form = NULL;
  const CadreLrmxRelative *son;
  gsize size;

  gbk = g_convert (record, -1, "GBK", "UTF-8", NULL, &size, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (lrm, gbk, (gssize) size, NULL));
  g_assert_true (g_file_set_contents (pic, "JPEG", 4, NULL));

  form = cadre_lrmx_read_lrm (lrm, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cadre_lrmx_get (form, "XingMing"), ==, "某甲");
  g_assert_cmpstr (cadre_lrmx_get (form, "QuanRiZhiJiaoYu_XueLi"), ==, "大专");
  g_assert_cmpstr (cadre_lrmx_get (form, "ZaiZhiJiaoYu_XueLi"), ==, "大学");
  g_assert_cmpstr (cadre_lrmx_get (form, "ZaiZhiJiaoYu_XueWei"), ==, "学士");
  g_assert_cmpstr (cadre_lrmx_get (form, "XianRenZhiWu"), ==, "某局局长");
  g_assert_nonnull (strstr (cadre_lrmx_get (form, "JianLi"), "人称\"老黄牛\"的干部"));
  g_assert_cmpuint (cadre_lrmx_get_relatives (form)->len, ==, 2);
  son = g_ptr_array_index (cadre_lrmx_get_relatives (form), 1);
  g_assert_cmpstr (son->post, ==, "某校学生");
  g_assert_cmpuint (g_bytes_get_size (cadre_lrmx_get_photo (form)), ==, 4);

  cadre_test_remove (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/lrmx/quirks", test_quirks);
  g_test_add_func ("/lrmx/family", test_family);
  g_test_add_func ("/lrmx/unknown-survives", test_unknown_survives);
  g_test_add_func ("/lrmx/values-survive", test_values_survive);
  g_test_add_func ("/lrmx/photo", test_photo);
  g_test_add_func ("/lrmx/untouched-bytes", test_untouched_bytes);
  g_test_add_func ("/lrmx/not-a-form", test_not_a_form);
  g_test_add_func ("/lrmx/lengths", test_lengths);
  g_test_add_func ("/lrmx/lrm", test_lrm);

  return g_test_run ();
}
