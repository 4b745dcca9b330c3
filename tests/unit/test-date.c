/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cadre-date.h"

/* What offices write, and what it says: "" is no date. */
static const struct
{
  const char *text;
  const char *iso;
} parsed[] = {
  { "1985", "1985" },
  { "1985年", "1985" },
  { "1985.03", "1985-03" },
  { "1985.3", "1985-03" },
  { "1985.12", "1985-12" },
  { "198503", "1985-03" },
  { "1985-03", "1985-03" },
  { "1985/3", "1985-03" },
  { "1985年3月", "1985-03" },
  { "1985年03月", "1985-03" },
  { "1985年3", "1985-03" },
  { "1985.03月", "1985-03" },
  { "1985。03", "1985-03" },
  { "1985·03", "1985-03" },
  { "2001年元月", "2001-01" },
  { "1985.03.07", "1985-03-07" },
  { "1985/3/7", "1985-03-07" },
  { "1985-3-7", "1985-03-07" },
  { "19850307", "1985-03-07" },
  { "1985年3月7日", "1985-03-07" },
  { "1985年3月7号", "1985-03-07" },
  { "1985-03-07 00:00:00", "1985-03-07" },
  { "1985-03-07T08:30:00Z", "1985-03-07" },
  { "2004.10.24", "2004-10-24" },
  { "１９８５．０３", "1985-03" },
  { "１９８５年３月", "1985-03" },
  { " 1985 . 03 ", "1985-03" },
  { "1985　年　3　月", "1985-03" },
  { "1985年\n3月", "1985-03" },
  { "\xe2\x80\x8b" "1985.03", "1985-03" },
  { "一九八五年三月", "1985-03" },
  { "一九八五年十月", "1985-10" },
  { "一九八五年十二月二十五日", "1985-12-25" },
  { "二〇〇八年五月三十一日", "2008-05-31" },
  { "二○一○年十一月廿一日", "2010-11-21" },
  { "二零零八", "2008" },
  { "1998春", "1998-04" },
  { "1998年春", "1998-04" },
  { "1998年初", "1998-03" },
  { "1998中", "1998-06" },
  { "1998夏", "1998-07" },
  { "1998秋季", "1998-10" },
  { "1998冬", "1998-12" },
  { "1998年底", "1998-12" },
  { "1998年年底", "1998-12" },
  { "1985年3月上旬", "1985-03" },
  { "1985年3月份", "1985-03" },
  { "85.03", "1985-03" },
  { "76.06", "1976-06" },
  { "05.03", "2005-03" },
  { "85年3月", "1985-03" },
  { "2000.02.29", "2000-02-29" },
  { "200108", "2001-08" },
  /* No dates. */
  { NULL, "" },
  { "", "" },
  { "   ", "" },
  { "无", "" },
  { "民建", "" },
  { "200108；民建", "" },
  { "1985.13", "" },
  { "1985.00", "" },
  { "198500", "" },
  { "1985.02.30", "" },
  { "19850230", "" },
  { "1900.02.29", "" },
  { "1985.04.31", "" },
  { "850307", "" },
  { "85.3", "" },
  { "85", "" },
  { "85年", "" },
  { "35.06", "" },
  { "19853", "" },
  { "1985.03.", "" },
  { "1985.", "" },
  { "1985..03", "" },
  { "1985.03-07", "" },
  { "1985.03-1987.05", "" },
  { "1985.0307", "" },
  { "1985.123", "" },
  { "31112", "" },
  { "198503071", "" },
  { "-1985.03", "" },
  { "1985年三十月", "" },
  { "一九八五年十三月", "" },
  { "十九八五年三月", "" },
  { "\xff\xfe", "" },
};

static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (parsed); i++)
    {
      CadreDate date = { 1, 2, 3 };
      gboolean found = cadre_date_parse (parsed[i].text, &date);
      g_autofree char *iso = cadre_date_format (&date, CADRE_DATE_ISO);

      g_test_message ("“%s”", parsed[i].text);
      g_assert_cmpstr (iso, ==, parsed[i].iso);
      g_assert_cmpint (found, ==, *parsed[i].iso != '\0');
    }
}

static const struct
{
  CadreDate date;
  const char *texts[5]; /* by style */
} formatted[] = {
  { { 0 }, { "", "", "", "", "" } },
  { { 1985, 0, 0 }, { "1985", "1985", "1985", "1985", "1985年" } },
  { { 1985, 3, 0 }, { "1985-03", "1985.03", "198503", "85.03", "1985年3月" } },
  { { 2005, 12, 7 }, { "2005-12-07", "2005.12.07", "20051207", "05.12.07", "2005年12月7日" } },
};

static void
test_format (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (formatted); i++)
    for (int style = CADRE_DATE_ISO; style <= CADRE_DATE_PROSE; style++)
      {
        g_autofree char *text = cadre_date_format (&formatted[i].date, style);
        CadreDate again;

        g_assert_cmpstr (text, ==, formatted[i].texts[style]);
        if (formatted[i].date.year == 0)
          continue;
        g_assert_true (cadre_date_parse (text, &again));
        g_assert_cmpint (cadre_date_compare (&again, &formatted[i].date), ==, 0);
      }
}

static const struct
{
  const char *birth;
  const char *as_of;
  int age;
} ages[] = {
  { "1985-03", "2020-02", 34 },
  { "1985-03", "2020-03", 35 },
  { "1985-03", "2021-02-28", 35 },
  { "1985-03", "2021-03-01", 36 },
  /* Counted to the month: the day does not matter. */
  { "1985-03-31", "2020-03-01", 35 },
  { "1985", "2020-12", 35 },
  { "2020-05", "2020-04", -1 },
};

static void
test_age (void)
{
  CadreDate none = { 0 }, today = cadre_date_today ();

  for (guint i = 0; i < G_N_ELEMENTS (ages); i++)
    {
      CadreDate birth, as_of;

      g_assert_true (cadre_date_parse (ages[i].birth, &birth));
      g_assert_true (cadre_date_parse (ages[i].as_of, &as_of));
      g_assert_cmpint (cadre_date_age (&birth, &as_of), ==, ages[i].age);
    }
  g_assert_cmpint (cadre_date_age (&none, &today), ==, -1);
  g_assert_true (cadre_date_is_complete (&today));
}

static const struct
{
  const char *from;
  int months;
  int days;
  const char *to;
} sums[] = {
  { "2020-01-31", 1, 0, "2020-02-29" },
  { "2020-11-30", 3, 0, "2021-02-28" },
  { "2020-03", -3, 0, "2019-12" },
  { "2020", 24, 0, "2022" },
  { "2020-03", 12, 5, "2021-03" },
  { "2020-02-28", 0, 2, "2020-03-01" },
  { "2020-01-01", 0, -1, "2019-12-31" },
};

static void
test_sums (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sums); i++)
    {
      CadreDate date;
      g_autofree char *text = NULL;

      g_assert_true (cadre_date_parse (sums[i].from, &date));
      date = cadre_date_add_months (&date, sums[i].months);
      date = cadre_date_add_days (&date, sums[i].days);
      text = cadre_date_format (&date, CADRE_DATE_ISO);
      g_assert_cmpstr (text, ==, sums[i].to);
    }
}

/* As it is stored; what is no date of the calendar is left out. */
static const struct
{
  const char *text;
  const char *date;
  const char *first, *last;
  const char *before;
  const char *year_and_half_later;
} stored[] = {
  { "2018-06-30", "2018-06-30", "2018-06-30", "2018-06-30", "2018-06-29", "2019-12-30" },
  { "2016-02", "2016-02", "2016-02-01", "2016-02-29", "2016-01", "2017-08" },
  { "2016-01-01", "2016-01-01", "2016-01-01", "2016-01-01", "2015-12-31", "2017-07-01" },
  { "2018", "2018", "2018-01-01", "2018-12-31", "2017", "2019" },
  { "2018-06-31", "2018-06", "2018-06-01", "2018-06-30", "2018-05", "2019-12" },
  { "2018-13-01", "2018", "2018-01-01", "2018-12-31", "2017", "2019" },
  { "20x8-06-30", "" }, { "2018-06-3", "" }, { "", "" }, { NULL, "" },
};

static void
assert_iso (CadreDate   date,
            const char *expected)
{
  g_autofree char *text = cadre_date_format (&date, CADRE_DATE_ISO);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_stored (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (stored); i++)
    {
      const CadreDate date = cadre_date_from_iso (stored[i].text);

      assert_iso (date, stored[i].date);
      if (date.year == 0)
        {
          g_assert_cmpuint (cadre_date_get_first_day (&date), ==, 1);
          g_assert_cmpuint (cadre_date_get_last_day (&date), ==, G_MAXUINT32);
          continue;
        }

      assert_iso (cadre_date_from_day (cadre_date_get_first_day (&date)), stored[i].first);
      assert_iso (cadre_date_from_day (cadre_date_get_last_day (&date)), stored[i].last);
      assert_iso (cadre_date_step (&date, -1), stored[i].before);
      assert_iso (cadre_date_add_years (&date, 1.5), stored[i].year_and_half_later);
    }
}

static const struct
{
  const char *from, *to;
  int months;
} spans[] = {
  { "2015-08", "2017-08", 24 },
  { "2015-08-20", "2017-08-19", 23 },
  { "2015-08-20", "2017-08-20", 24 },
  { "2015-08-20", "2017-08", 24 },
  { "2015", "2017-08", 24 },
  { "2017-08-19", "2015-08-20", -23 },
};

static void
test_months_between (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      CadreDate from, to;

      g_assert_true (cadre_date_parse (spans[i].from, &from));
      g_assert_true (cadre_date_parse (spans[i].to, &to));
      g_assert_cmpint (cadre_date_months_between (&from, &to), ==, spans[i].months);
    }
}

static void
test_order_is_text_order (void)
{
  const char * const texts[] = { "1984-12-31", "1985", "1985-01", "1985-01-01", "1985-01-02", "1985-02" };

  for (guint i = 1; i < G_N_ELEMENTS (texts); i++)
    {
      CadreDate a, b;

      g_assert_true (cadre_date_parse (texts[i - 1], &a));
      g_assert_true (cadre_date_parse (texts[i], &b));
      g_assert_cmpint (cadre_date_compare (&a, &b), ==, -1);
      g_assert_cmpint (cadre_date_compare (&b, &a), ==, 1);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/date/parse", test_parse);
  g_test_add_func ("/date/format", test_format);
  g_test_add_func ("/date/age", test_age);
  g_test_add_func ("/date/sums", test_sums);
  g_test_add_func ("/date/stored", test_stored);
  g_test_add_func ("/date/months-between", test_months_between);
  g_test_add_func ("/date/order-is-text-order", test_order_is_text_order);

  return g_test_run ();
}
