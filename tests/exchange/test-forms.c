/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Appointment forms through an archive: in as they come, out as they came.
 * All people are invented. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "cadre-forms.h"
#include "cadre-plan.h"
#include "cadre-test.h"

#define N_FORMS 1000

typedef struct
{
  CadreTestArchive base;
  CadreCatalogue *catalogue;
  char *in;
  char *out;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  cadre_test_set_up (&self->base, data);
  self->catalogue = cadre_catalogue_new (self->base.archive, &error);
  g_assert_no_error (error);
  self->in = g_build_filename (self->base.folder, "in", NULL);
  self->out = g_build_filename (self->base.folder, "out", NULL);
  g_assert_cmpint (g_mkdir (self->in, 0700), ==, 0);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_clear_object (&self->catalogue);
  g_free (self->in);
  g_free (self->out);
  cadre_test_tear_down (&self->base, data);
}

static char *
read_file (const char *folder,
           const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
write_file (const char *folder,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static CadrePlan *
plan_sheet (Fixture            *self,
            const char         *sheet,
            const char * const *order)
{
  const CadrePlanRequest request = { .path = self->in, .sheet = sheet, .order = order };
  g_autoptr(GError) error = NULL;
  CadrePlan *plan = cadre_plan_new (self->base.archive, self->catalogue, &request, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return plan;
}

static void
take_in (Fixture            *self,
         const char * const *order)
{
  static const char * const sheets[] = { "人员", "家庭成员" };

  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    {
      g_autoptr(CadrePlan) plan = plan_sheet (self, sheets[i], order);
      g_autoptr(GError) error = NULL;
      CadrePlanResult result;

      g_assert_cmpuint (cadre_plan_count (plan, CADRE_PLAN_DOUBTFUL | CADRE_PLAN_REFUSED), ==, 0);
      cadre_plan_apply (plan, self->base.archive, &result, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
    }
}

static void
write_out (Fixture          *self,
           const CadreDate  *as_of,
           CadreFormsResult *result)
{
  g_autoptr(GArray) persons = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GError) error = NULL;
  gint64 n = cadre_test_int (self->base.archive, "SELECT count (*) FROM person");

  for (gint64 id = 1; id <= n; id++)
    g_array_append_val (persons, id);
  cadre_forms_export (self->base.archive, self->catalogue, persons, self->out, as_of, result, NULL, &error);
  g_assert_no_error (error);
}

static const char *
pick (GRand              *rand,
      const char * const *from,
      guint               n)
{
  return from[g_rand_int_range (rand, 0, (gint32) n)];
}

#define PICK(rand, ...) \
  pick (rand, (const char * const []) { __VA_ARGS__ }, G_N_ELEMENTS (((const char * const []) { __VA_ARGS__ })))

/* A form in one of the ways that programs in use write it. */
static char *
generate (GRand *rand,
          guint  number)
{
  g_autoptr(GString) text = g_string_new (NULL);
  const char *end = PICK (rand, "\n", "\r\n");
  static const guchar jpeg[] = { 0xff, 0xd8, 0xff, 0xe0, 'J', 'F', 'I', 'F' };
  g_autofree char *photo = g_base64_encode (jpeg, sizeof jpeg);

  g_string_append_printf (text, "%s<?xml version=\"1.0\" encoding=\"%s\"?>%s<Person>%s", PICK (rand, "", "\xef\xbb\xbf"),
                          PICK (rand, "utf-8", "UTF-8"), end, end);
  g_string_append_printf (text, "  <XingMing>某%s%u</XingMing>%s", PICK (rand, "", "·", " "), number, end);
  g_string_append_printf (text, "  <XingBie>%s</XingBie>%s", PICK (rand, "男", "女"), end);
  g_string_append_printf (text, "  <ChuShengNianYue>%u%02u%s</ChuShengNianYue>%s", 1960 + number % 40, 1 + number % 12,
                          PICK (rand, "", "15"), end);
  g_string_append_printf (text, "  <MinZu>%s</MinZu>%s", PICK (rand, "土家族", "土家", " 汉族 ", "&#x82D7;族"), end);
  g_string_append_printf (text, "  <JiGuan>%s</JiGuan>%s", PICK (rand, "湖北利川", "", "\n    "), end);
  g_string_append_printf (text, "  <RuDangShiJian>%s</RuDangShiJian>%s", PICK (rand, "199806", "1998.06", "民建", "200108；民建", ""), end);
  g_string_append_printf (text, "  <CanJiaGongZuoShiJian>%s</CanJiaGongZuoShiJian>%s", PICK (rand, "199407", "1994.07", "1994"), end);
  g_string_append_printf (text, "  <JianKangZhuangKuang>%s</JianKangZhuangKuang>%s", PICK (rand, "健康", ""), end);
  g_string_append_printf (text, "  <QuanRiZhiJiaoYu_XueLi>%s</QuanRiZhiJiaoYu_XueLi>%s", PICK (rand, "大专", "本科", "大学"), end);
  g_string_append_printf (text, "  <XianRenZhiWu>某镇党委委员、副镇长</XianRenZhiWu>%s  <NiRenZhiWu>%s</NiRenZhiWu>%s", end,
                          PICK (rand, "", "某镇镇长"), end);
  g_string_append_printf (text, "  <JianLi>1990.09--1994.07  某校%s1994.07--         某镇干部%s                  （其间：某）%s</JianLi>%s",
                          end, end, PICK (rand, "", "\n", "\n\n某届人大代表"), end);
  g_string_append_printf (text, "  <JiaTingChengYuan>%s    <Item><ChengWei>%s</ChengWei><XingMing>某子</XingMing>"
                          "<ChuShengRiQi>%s</ChuShengRiQi><ZhengZhiMianMao>%s</ZhengZhiMianMao><GongZuoDanWeiJiZhiWu>某校学生"
                          "</GongZuoDanWeiJiZhiWu></Item>%s    <Item/>%s  </JiaTingChengYuan>%s",
                          end, PICK (rand, "儿子", "长子"), PICK (rand, "199501", "1995.01"), PICK (rand, "群众", "团员"), end, end, end);
  g_string_append_printf (text, "  <ZhaoPian>%s</ZhaoPian>%s", PICK (rand, photo, ""), end);
  g_string_append_printf (text, "  <DaoLingNianYue>203504</DaoLingNianYue>%s</Person>%s", end, PICK (rand, "", end));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Into the archive and out of it: every byte is where it was. */
static void
test_same_bytes (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (20171130);
  g_auto(CadreFormsResult) result = { 0 };

  for (guint i = 0; i < N_FORMS; i++)
    {
      g_autofree char *name = g_strdup_printf ("%04u.lrmx", i);
      g_autofree char *text = generate (rand, i);

      write_file (self->in, name, text);
    }

  take_in (self, NULL);
  write_out (self, NULL, &result);
  g_assert_cmpuint (result.paths->len, ==, N_FORMS);
  g_assert_cmpuint (result.warnings->len, ==, 0);
  for (guint i = 0; i < N_FORMS; i++)
    {
      g_autofree char *name = g_strdup_printf ("%04u.lrmx", i);
      g_autofree char *before = read_file (self->in, name);
      g_autofree char *after = NULL;

      g_assert_true (g_file_get_contents (g_ptr_array_index (result.paths, i), &after, NULL, NULL));
      g_assert_cmpstr (after, ==, before);
    }
}

#define FORM "<Person><XingMing>%s</XingMing><ChuShengNianYue>197204</ChuShengNianYue><NiRenZhiWu>某镇镇长</NiRenZhiWu>" \
  "<JianLi>1990.09--1994.07  某校\n1994.07--         某镇</JianLi>" \
  "<JiaTingChengYuan><Item><ChengWei>妻子</ChengWei><XingMing>某妻</XingMing></Item></JiaTingChengYuan>" \
  "<ZhaoPian>%s</ZhaoPian><DaoLingNianYue>203504</DaoLingNianYue></Person>"

/* What the archive says otherwise is written; what it has no field for stays. */
static void
test_changed (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *text = g_strdup_printf (FORM, "某甲", "");
  const CadreDate as_of = { 2017, 8, 1 };
  g_auto(CadreFormsResult) result = { 0 };
  g_autofree char *written = NULL;

  write_file (self->in, "某甲.lrmx", text);
  take_in (self, NULL);
  cadre_test_do (self->base.archive, "edit", "UPDATE person SET post_full = '某镇镇长', birth = '1972-05-07'");
  cadre_test_do (self->base.archive, "marry", "UPDATE family SET post = '某校'");
  write_out (self, &as_of, &result);

  written = read_file (self->out, "某甲.lrmx");
  g_assert_nonnull (strstr (written, "<XianRenZhiWu>某镇镇长</XianRenZhiWu>"));
  g_assert_nonnull (strstr (written, "<ChuShengNianYue>197205</ChuShengNianYue>"));
  g_assert_nonnull (strstr (written, "<NiRenZhiWu>某镇镇长</NiRenZhiWu>"));
  g_assert_nonnull (strstr (written, "<DaoLingNianYue>203504</DaoLingNianYue>"));
  g_assert_nonnull (strstr (written, "<JianLi>1990.09--1994.07  某校\n1994.07--         某镇</JianLi>"));
  g_assert_nonnull (strstr (written, "<GongZuoDanWeiJiZhiWu>某校</GongZuoDanWeiJiZhiWu>"));
  g_assert_nonnull (strstr (written, "<JiSuanNianLingShiJian>20170801</JiSuanNianLingShiJian>"));
}

/* Somebody who never was a form: all elements, in the official order. */
static void
test_new (Fixture       *self,
          gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_auto(CadreFormsResult) result = { 0 };
  g_autoptr(CadreLrmx) form = NULL;

  cadre_test_do (self->base.archive, "make",
                 "INSERT INTO person (name, birth, party_joined, party_text, sex) VALUES ('某乙', '1980-03-02', '2001-08', '200107', '女');"
                 "INSERT INTO resume_entry (person_id, position, since, until, text) VALUES (1, 1, '1998-09', '2002-07', '某校学习');"
                 "INSERT INTO resume_entry (person_id, position, since, until, text, is_aside) VALUES (1, 2, '2000-01', '2000-06', '在某厂实习', 1);"
                 "INSERT INTO resume_entry (person_id, position, since, text) VALUES (1, 3, '2002-07', '某镇干部')");
  write_out (self, NULL, &result);
  form = cadre_lrmx_read (g_ptr_array_index (result.paths, 0), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cadre_lrmx_get (form, "ChuShengNianYue"), ==, "198003");
  g_assert_cmpstr (cadre_lrmx_get (form, "RuDangShiJian"), ==, "200108");
  g_assert_cmpstr (cadre_lrmx_get (form, "JianLi"), ==,
                   "1998.09--2002.07  某校学习\n                  （其间：2000.01--2000.06在某厂实习）\n2002.07--         某镇干部");
  g_assert_cmpuint (strlen (cadre_lrmx_get (form, "TianBiaoShiJian")), ==, 8);
}

/* Photos come in as they are, and go out as the archive has them. */
static void
test_photo (Fixture       *self,
            gconstpointer  data)
{
  static const guchar first[] = { 0xff, 0xd8, 0xff, 0xe0, 1 };
  static const guchar second[] = { 0xff, 0xd8, 0xff, 0xe0, 2 };
  g_autofree char *base64 = g_base64_encode (first, sizeof first);
  g_autofree char *text = g_strdup_printf (FORM, "某丙", base64);
  g_autofree char *hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, second, sizeof second);
  g_autofree char *change = NULL;
  g_autofree char *kept = NULL;
  g_auto(CadreFormsResult) result = { 0 };
  g_autoptr(CadreLrmx) form = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) expected = g_bytes_new_static (second, sizeof second);

  write_file (self->in, "某丙.lrmx", text);
  take_in (self, NULL);
  kept = cadre_test_text (self->base.archive, "SELECT hex (c.data) || c.media FROM person AS p JOIN content AS c ON c.hash = p.photo");
  g_assert_cmpstr (kept, ==, "FFD8FFE001image/jpeg");

  change = g_strdup_printf ("INSERT INTO content VALUES ('%s', 'image/jpeg', X'FFD8FFE002'); UPDATE person SET photo = '%s'", hash, hash);
  cadre_test_do (self->base.archive, "photo", change);
  write_out (self, NULL, &result);
  form = cadre_lrmx_read (g_ptr_array_index (result.paths, 0), &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (cadre_lrmx_get_photo (form), expected));
  g_assert_cmpstr (cadre_lrmx_get (form, "DaoLingNianYue"), ==, "203504");
}

/* A roster's column 照片 says whether there is one; it is not one. */
static void
test_photo_column (Fixture       *self,
                   gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->in, "花名册.csv", NULL);
  const CadrePlanRequest request = { .path = path };
  g_autoptr(CadrePlan) plan = NULL;
  g_autoptr(GError) error = NULL;
  CadrePlanResult result;

  write_file (self->in, "花名册.csv", "姓名,出生年月,照片\n某甲,1972.04,有\n");
  plan = cadre_plan_new (self->base.archive, self->catalogue, &request, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  cadre_plan_apply (plan, self->base.archive, &result, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result.n_new, ==, 1);
}

/* A folder of forms comes in the order of a pasted list; who is not on it
 * comes after it. */
static void
test_order (Fixture       *self,
            gconstpointer  data)
{
  static const char * const names[] = { "某甲", "某甲乙", "某丙", "某丁", NULL };
  static const char * const order[] = { "某 丙", "某甲", "某甲乙", NULL };
  g_autofree char *people = NULL;

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s.lrmx", names[i]);
      g_autofree char *text = g_strdup_printf (FORM, names[i], "");

      write_file (self->in, name, text);
    }

  take_in (self, order);
  people = cadre_test_text (self->base.archive, "SELECT group_concat (name, ' ') FROM (SELECT name FROM person ORDER BY id)");
  g_assert_cmpstr (people, ==, "某丙 某甲 某甲乙 某丁");
}

/* Two of one name get two files; what was in the folder is left beside. */
static void
test_names (Fixture       *self,
            gconstpointer  data)
{
  g_auto(CadreFormsResult) result = { 0 };
  g_autofree char *long_name = NULL;
  g_autofree char *sql = NULL;
  g_autofree char *old = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *file = g_strdup_printf ("%u.lrmx", i);
      g_autofree char *text = g_strdup_printf ("<Person><XingMing>某甲</XingMing><ChuShengNianYue>19720%u</ChuShengNianYue>"
                                               "</Person>", i + 1);

      write_file (self->in, file, text);
    }
  take_in (self, NULL);
  long_name = g_strnfill (19, 'x');
  sql = g_strdup_printf ("UPDATE person SET native_place = '%s' WHERE id = 2", long_name);
  cadre_test_do (self->base.archive, "edit", sql);

  g_assert_cmpint (g_mkdir (self->out, 0700), ==, 0);
  write_file (self->out, "某甲.lrmx", "old");
  write_out (self, NULL, &result);
  g_assert_true (g_str_has_suffix (g_ptr_array_index (result.paths, 0), "/某甲.lrmx"));
  g_assert_true (g_str_has_suffix (g_ptr_array_index (result.paths, 1), "/某甲2.lrmx"));
  old = read_file (self->out, "某甲.lrmx.bak");
  g_assert_cmpstr (old, ==, "old");
  g_assert_cmpuint (result.warnings->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (result.warnings, 0), "某甲"));
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/forms/same-bytes", test_same_bytes },
    { "/forms/changed", test_changed },
    { "/forms/new", test_new },
    { "/forms/photo", test_photo },
    { "/forms/photo-column", test_photo_column },
    { "/forms/order", test_order },
    { "/forms/names", test_names },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
