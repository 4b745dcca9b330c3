/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Values: text as typed to canonical text, canonical text as registers print
 * it, and whether two texts mean the same. */

#define G_LOG_DOMAIN "cadre-catalogue"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "cadre-catalogue-private.h"
#include "cadre-id-number.h"
#include "cadre-name.h"

/* Decimals that a stored number has at most. */
#define DECIMALS 3

/* Spreadsheets compute 89.1 as 89.10000000000001: that is no fourth decimal. */
#define NOISE 1e-6

/* Words behind a number that say what is counted. */
static const char * const counters[] = {
  "学时", "课时", "小时", "天", "日", "分", "年度", "年", "岁", "户", "人", "亩", "万元", "元", "个月", "月", "个", "名",
  "次", "期", "届", "%", "％", "级",
};

static const struct
{
  const char *word;
  const char *value;
} bool_words[] = {
  { "是", "1" }, { "有", "1" }, { "对", "1" }, { "√", "1" }, { "✓", "1" }, { "✔", "1" }, { "☑", "1" }, { "1", "1" },
  { "y", "1" }, { "yes", "1" }, { "true", "1" }, { "已", "1" },
  { "否", "0" }, { "无", "0" }, { "不", "0" }, { "×", "0" }, { "✗", "0" }, { "☐", "0" }, { "x", "0" }, { "0", "0" },
  { "n", "0" }, { "no", "0" }, { "false", "0" }, { "未", "0" }, { "不是", "0" }, { "没有", "0" },
};

static const struct
{
  CadreIdNumberFault fault;
  const char *text;
} id_number_faults[] = {
  { CADRE_ID_NUMBER_LENGTH, N_("has neither 15 nor 18 characters; look it up in the file and type it again") },
  { CADRE_ID_NUMBER_CHARACTERS, N_("has other characters than digits and a last X; type it again") },
  { CADRE_ID_NUMBER_DATE, N_("has no date in its digits 7 to 14; type it again") },
  { CADRE_ID_NUMBER_CHECKSUM, N_("has a wrong check digit, so some digit is wrong; compare it with the identity card") },
  { CADRE_ID_NUMBER_DAMAGED, N_("was damaged by the spreadsheet, which kept it as a number; format the column as text and type it again") },
};

/* Every refusal reads "label: “typed” reason; cure". */
static char *
refuse (const CadreField  *field,
        const char        *text,
        const char        *reason,
        GError           **error)
{
  g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("%s: “%s” %s"), field->label, text, reason);
  return NULL;
}

static void
warn (char       **warning,
      const char  *format,
      ...) G_GNUC_PRINTF (2, 3);

static void
warn (char       **warning,
      const char  *format,
      ...)
{
  va_list args;

  if (warning == NULL || *warning != NULL)
    return;

  va_start (args, format);
  *warning = g_strdup_vprintf (format, args);
  va_end (args);
}

static void
warn_length (const CadreField  *field,
             const char        *canonical,
             char             **warning)
{
  if (field->max_length > 0 && g_utf8_strlen (canonical, -1) > field->max_length)
    warn (warning, _("%s: longer than the %u characters that the official tools take"), field->label, field->max_length);
}

static char *
parse_id_number (const CadreField  *field,
                 const char        *text,
                 GError           **error)
{
  char *canonical = NULL;
  CadreIdNumberFault fault = cadre_id_number_check (text, &canonical);

  for (guint i = 0; i < G_N_ELEMENTS (id_number_faults); i++)
    if (id_number_faults[i].fault == fault)
      {
        g_free (canonical);
        return refuse (field, text, _(id_number_faults[i].text), error);
      }

  return canonical;
}

/* 2001.08；民建 and 民建；2001.08: the date in a text with more in it. */
static gboolean
find_date (const char *text,
           CadreDate  *date)
{
  g_auto(GStrv) parts = NULL;
  g_autoptr(GString) one = g_string_new (text);

  g_string_replace (one, "；", ";", 0);
  g_string_replace (one, "、", ";", 0);
  g_string_replace (one, "，", ";", 0);
  g_string_replace (one, ",", ";", 0);
  parts = g_strsplit (one->str, ";", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (cadre_date_parse (parts[i], date))
      return TRUE;

  return FALSE;
}

static char *
parse_date (CadreCatalogue    *self,
            const CadreField  *field,
            const char        *text,
            char             **warning,
            GError           **error)
{
  CadreDate date;

  if (cadre_date_parse (text, &date))
    return cadre_date_format (&date, CADRE_DATE_ISO);

  if (find_date (text, &date))
    {
      warn (warning, _("%s: of “%s” only the date is taken"), field->label, text);
      return cadre_date_format (&date, CADRE_DATE_ISO);
    }

  /* The official form has 民建 or 无党派 where others have a date. */
  if (g_str_equal (field->key, "party_joined") &&
      _cadre_code_tables_match (self->code_tables, "political-status", text) != NULL)
    {
      warn (warning, _("%s: “%s” is a party and no date; it is kept as a text"), field->label, text);
      return g_strdup ("");
    }

  return refuse (field, text, _("is not a date; write it as 1985.03 or 198503"), error);
}

static const char *
word_value (const CadreField *field,
            const char       *text)
{
  for (guint i = 0; field->words[i] != NULL; i += 2)
    if (g_str_equal (field->words[i], text) || g_str_equal (field->words[i + 1], text))
      return field->words[i];

  return NULL;
}

/* The first values of the table, to show what is meant. */
static char *
describe_codes (CadreCatalogue   *self,
                const CadreField *field)
{
  GPtrArray *codes = field->code_set != NULL ? cadre_catalogue_get_codes (self, field->code_set) : NULL;
  GString *list = g_string_new (NULL);

  for (guint i = 0; codes != NULL && i < MIN (codes->len, 6); i++)
    g_string_append_printf (list, "%s%s", i > 0 ? "、" : "", ((CadreCode *) g_ptr_array_index (codes, i))->name);
  for (guint i = 0; codes == NULL && field->words != NULL && field->words[i] != NULL; i += 2)
    g_string_append_printf (list, "%s%s", i > 0 ? "、" : "", field->words[i + 1]);
  if (codes != NULL && codes->len > 6)
    g_string_append (list, "…");

  return g_string_free (list, FALSE);
}

static char *
parse_code (CadreCatalogue    *self,
            const CadreField  *field,
            const char        *text,
            char             **warning,
            GError           **error)
{
  g_autofree char *codes = NULL;
  g_autofree char *reason = NULL;
  const char *name = NULL;

  if (field->words != NULL)
    name = word_value (field, text);
  else if (field->code_set != NULL)
    name = _cadre_code_tables_match (self->code_tables, field->code_set, text);
  if (name != NULL)
    return g_strdup (name);

  codes = describe_codes (self, field);
  if (field->open_codes)
    {
      warn (warning, _("%s: “%s” is not in the code table (%s)"), field->label, text, codes);
      return g_strdup (text);
    }

  reason = g_strdup_printf (_("is not one of the values allowed; write one of: %s"), codes);
  return refuse (field, text, reason, error);
}

/* The number in a text such as 90学时, 1,250 or 85.5 分. */
static gboolean
read_number (const char *text,
             double     *number)
{
  g_autofree char *compact = cadre_head_normalize (text);
  g_autoptr(GString) digits = g_string_new (compact);
  char *end = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (counters); i++)
    if (digits->len > strlen (counters[i]) && g_str_has_suffix (digits->str, counters[i]))
      {
        g_string_truncate (digits, digits->len - strlen (counters[i]));
        break;
      }
  g_string_replace (digits, ",", "", 0);

  if (digits->len == 0 || digits->len > 18 || strspn (digits->str, "+-.0123456789") != digits->len)
    return FALSE;

  *number = g_ascii_strtod (digits->str, &end);
  return *end == '\0';
}

/**
 * cadre_number_format:
 *
 * Returns: (transfer full): the canonical text of a number: at most three
 *   decimals, a point, no zeros at the end
 */
char *
cadre_number_format (double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  char *end;

  g_ascii_formatd (buffer, sizeof buffer, "%.3f", number);
  end = buffer + strlen (buffer) - 1;
  while (*end == '0')
    *end-- = '\0';
  if (*end == '.')
    *end = '\0';

  return g_strdup (g_str_equal (buffer, "-0") ? "0" : buffer);
}

static char *
parse_number (const CadreField  *field,
              const char        *text,
              char             **warning,
              GError           **error)
{
  g_autofree char *reason = NULL;
  double number, scaled;

  if (!read_number (text, &number))
    return refuse (field, text, _("is not a number; write digits only"), error);

  if (field->kind == CADRE_FIELD_INTEGER && fabs (number - round (number)) > NOISE)
    return refuse (field, text, _("is not a whole number; write one without decimals"), error);
  if (field->kind == CADRE_FIELD_INTEGER)
    number = round (number);

  if ((field->minimum != 0 || field->maximum != 0) && (number < field->minimum || number > field->maximum))
    {
      reason = g_strdup_printf (_("is not between %g and %g; correct it"), field->minimum, field->maximum);
      return refuse (field, text, reason, error);
    }

  scaled = number * 1000;
  if (fabs (scaled - round (scaled)) > NOISE * 1000)
    warn (warning, _("%s: “%s” is rounded to %d decimals"), field->label, text, DECIMALS);

  return cadre_number_format (number);
}

static char *
parse_bool (const CadreField  *field,
            const char        *text,
            GError           **error)
{
  g_autofree char *compared = cadre_head_normalize (text);

  for (guint i = 0; i < G_N_ELEMENTS (bool_words); i++)
    if (g_str_equal (bool_words[i].word, compared))
      return g_strdup (bool_words[i].value);

  /* A column headed 优秀学员 may repeat its head in the rows that are meant. */
  if (g_str_equal (field->label, text))
    return g_strdup ("1");

  return refuse (field, text, _("is neither yes nor no; write 是 or 否"), error);
}

static char *
parse_name (const CadreField  *field,
            const char        *text,
            GError           **error)
{
  g_autofree char *name = cadre_name_normalize (text);

  return *name != '\0' ? g_steal_pointer (&name) : refuse (field, text, _("is not a name; type the name"), error);
}

static char *
parse_reference (const CadreField  *field,
                 const char        *text,
                 GError           **error)
{
  gint64 id;

  if (g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &id, NULL))
    return g_strdup (text);

  return refuse (field, text, _("is not the number of a record; choose one from the list"), error);
}

/* Excel's sign for "this is text" is no part of the value. */
static const char *
skip_text_mark (const char *text)
{
  return *text == '\'' ? text + 1 : text;
}

/**
 * cadre_catalogue_parse_value:
 * @text: (nullable): as typed
 * @warning: (out) (optional) (nullable): what somebody should look at though
 *   the value is taken: a code outside the table, a text longer than the
 *   official tools take, a date with more in its cell
 *
 * Turns what was typed into canonical text. Nothing typed is the empty text:
 * whether a field may be empty is for the whole record to say. Units, persons
 * and records are taken by id only; cadre_record_parse_value() finds them by
 * name.
 *
 * Returns: (transfer full) (nullable): canonical text, or %NULL with @error set
 *   to %CADRE_ERROR_INVALID; its message reads "label: “typed” reason; cure"
 */
char *
cadre_catalogue_parse_value (CadreCatalogue    *self,
                             const CadreField  *field,
                             const char        *text,
                             char             **warning,
                             GError           **error)
{
  g_autofree char *typed = NULL;
  char *canonical = NULL;

  g_return_val_if_fail (CADRE_IS_CATALOGUE (self), NULL);

  if (warning != NULL)
    *warning = NULL;
  if (text == NULL)
    return g_strdup ("");
  if (field->kind == CADRE_FIELD_LONG_TEXT)
    {
      canonical = g_utf8_make_valid (text, -1);
      warn_length (field, canonical, warning);
      return canonical;
    }

  typed = cadre_text_normalize (skip_text_mark (text));
  if (*typed == '\0')
    return g_strdup ("");

  switch (field->kind)
    {
    case CADRE_FIELD_NAME:
      canonical = parse_name (field, typed, error);
      break;
    case CADRE_FIELD_ID_NUMBER:
      return parse_id_number (field, typed, error);
    case CADRE_FIELD_DATE:
      return parse_date (self, field, typed, warning, error);
    case CADRE_FIELD_CODE:
      canonical = parse_code (self, field, typed, warning, error);
      break;
    case CADRE_FIELD_NUMBER:
    case CADRE_FIELD_INTEGER:
      return parse_number (field, typed, warning, error);
    case CADRE_FIELD_BOOL:
      return parse_bool (field, typed, error);
    case CADRE_FIELD_UNIT:
    case CADRE_FIELD_PERSON:
    case CADRE_FIELD_RECORD:
      return parse_reference (field, typed, error);
    case CADRE_FIELD_TEXT:
    case CADRE_FIELD_LONG_TEXT:
    default:
      canonical = g_steal_pointer (&typed);
      break;
    }

  if (canonical != NULL)
    warn_length (field, canonical, warning);
  return canonical;
}

/**
 * cadre_catalogue_format_value:
 * @canonical: (nullable): as stored
 *
 * Dates as 1985.03, truth values as 是 and 否, states by their word, a file by
 * the beginning of its hash. What
 * names a unit, a person or a record stays a number here;
 * cadre_record_format_value() shows its name.
 *
 * Returns: (transfer full): the text as registers print it, empty for none
 */
char *
cadre_catalogue_format_value (CadreCatalogue   *self,
                              const CadreField *field,
                              const char       *canonical)
{
  CadreDate date;

  g_return_val_if_fail (CADRE_IS_CATALOGUE (self), NULL);

  if (canonical == NULL || *canonical == '\0')
    return g_strdup ("");

  if (field->kind == CADRE_FIELD_DATE && cadre_date_parse (canonical, &date))
    return cadre_date_format (&date, CADRE_DATE_DOTTED);
  if (field->kind == CADRE_FIELD_BOOL)
    return g_strdup (g_str_equal (canonical, "1") ? "是" : "否");
  if (field->kind == CADRE_FIELD_CONTENT)
    return g_strdup_printf ("#%.8s", canonical);
  /* SQLite gives a whole REAL as 90.0. */
  if (field->kind == CADRE_FIELD_NUMBER)
    return cadre_number_format (g_ascii_strtod (canonical, NULL));

  for (guint i = 0; field->words != NULL && field->words[i] != NULL; i += 2)
    if (g_str_equal (field->words[i], canonical))
      return g_strdup (field->words[i + 1]);

  return g_strdup (canonical);
}

/* The text without spaces of any kind and without differences of width. */
static gboolean
same_text (const char *a,
           const char *b)
{
  g_autofree char *left = cadre_head_normalize (a);
  g_autofree char *right = cadre_head_normalize (b);

  return g_str_equal (left, right);
}

/**
 * cadre_catalogue_same_value:
 * @a: (nullable): canonical or as typed
 * @b: (nullable): canonical or as typed
 *
 * Returns: whether both mean the same: 1985.03 and 198503, 土家 and 土家族, 大学
 *   and 本科, 张 三 and 张三; 1985 and 1985.03 do not
 */
gboolean
cadre_catalogue_same_value (CadreCatalogue   *self,
                            const CadreField *field,
                            const char       *a,
                            const char       *b)
{
  g_autofree char *left = NULL;
  g_autofree char *right = NULL;

  g_return_val_if_fail (CADRE_IS_CATALOGUE (self), FALSE);

  a = a != NULL ? a : "";
  b = b != NULL ? b : "";
  if (g_str_equal (a, b))
    return TRUE;

  left = cadre_catalogue_parse_value (self, field, a, NULL, NULL);
  right = cadre_catalogue_parse_value (self, field, b, NULL, NULL);
  if (left == NULL || right == NULL)
    return left == NULL && right == NULL && same_text (a, b);

  switch (field->kind)
    {
    case CADRE_FIELD_TEXT:
    case CADRE_FIELD_LONG_TEXT:
    case CADRE_FIELD_CODE:
      return same_text (left, right);
    case CADRE_FIELD_ID_NUMBER:
      {
        g_autofree char *long_left = *left != '\0' ? cadre_id_number_to_18 (left) : g_strdup ("");
        g_autofree char *long_right = *right != '\0' ? cadre_id_number_to_18 (right) : g_strdup ("");

        return g_str_equal (long_left, long_right);
      }
    default:
      return g_str_equal (left, right);
    }
}

/* The ways of writing a date that say no more than the date itself. */
static gboolean
is_plain_date (const char *text)
{
  g_autofree char *compact = cadre_head_normalize (text);

  for (const char *p = compact; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_ascii_isdigit (c < 0x80 ? (char) c : '?') && g_utf8_strchr ("./-年月日号·。", -1, c) == NULL)
        return FALSE;
    }

  return TRUE;
}

/**
 * cadre_catalogue_says_less:
 * @text: as typed
 * @canonical: what cadre_catalogue_parse_value() made of it
 *
 * Returns: whether the stored value says less than what was typed, so that
 *   the text should be kept beside it (cadre_record_keep_original()): 1998春
 *   stored as a month, 2001.08；民建 stored as a date
 */
gboolean
cadre_catalogue_says_less (CadreCatalogue   *self,
                           const CadreField *field,
                           const char       *text,
                           const char       *canonical)
{
  g_return_val_if_fail (CADRE_IS_CATALOGUE (self), FALSE);

  if (field->kind != CADRE_FIELD_DATE || text == NULL || canonical == NULL || g_str_equal (text, canonical))
    return FALSE;

  return !is_plain_date (text);
}
