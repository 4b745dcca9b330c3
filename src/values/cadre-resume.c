/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The 简历 of a 干部任免审批表. As the official editor writes it, an entry is
 *
 *   1990.09--1994.07  text, from the 19th column
 *   1998.03--         text that goes on
 *                     (wrapped lines and 其间 notes, 18 spaces in)
 *
 * and after an empty line comes a free block (代表, 委员). In the wild the
 * dash is — ~ 至 or -, digits are full-width, months have one digit, margins
 * are tabs or full-width spaces. Whoever shows a résumé shows the text as it
 * was written; this is for those who need its periods. */

#define G_LOG_DOMAIN "cadre-resume"

#include "config.h"

#include <string.h>

#include "cadre-resume.h"

/* What may stand between the two dates of an entry. */
static const char * const dashes[] = { "--", "——", "—", "－－", "－", "–", "～", "~", "至", "-" };

#define MARGIN "                  "  /* 18 spaces */

void
cadre_resume_entry_free (CadreResumeEntry *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_ptr_array_unref (self->asides);
  g_free (self);
}

static CadreResumeEntry *
entry_new (void)
{
  CadreResumeEntry *entry = g_new0 (CadreResumeEntry, 1);

  entry->asides = g_ptr_array_new_with_free_func (g_free);
  return entry;
}

static const char *
skip_space (const char *text)
{
  while (*text != '\0' && g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);

  return text;
}

static gboolean
is_date_character (gunichar c)
{
  return g_unichar_isdigit (c) || c == '.' || c == 0xff0e || c == 0x5e74 || c == 0x6708 || c == 0x65e5;
}

/* Reads 1990.09 or １９９０．９ or 1990年9月 and goes past it. */
static gboolean
take_date (const char **text,
           CadreDate   *date)
{
  const char *end = *text;
  g_autofree char *part = NULL;

  while (*end != '\0' && is_date_character (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);

  part = g_strndup (*text, end - *text);
  if (!cadre_date_parse (part, date) || date->year == 0)
    return FALSE;

  *text = end;
  return TRUE;
}

static gboolean
take_dash (const char **text)
{
  const char *p = skip_space (*text);

  for (guint i = 0; i < G_N_ELEMENTS (dashes); i++)
    if (g_str_has_prefix (p, dashes[i]))
      {
        *text = p + strlen (dashes[i]);
        return TRUE;
      }

  return FALSE;
}

/* An entry begins with a date and a dash; anything else goes on with the one
 * before. */
static CadreResumeEntry *
parse_start (const char *line)
{
  const char *p = skip_space (line);
  g_autoptr(CadreResumeEntry) entry = entry_new ();
  const char *after;

  if (!take_date (&p, &entry->since) || !take_dash (&p))
    return NULL;

  after = skip_space (p);
  if (take_date (&after, &entry->until))
    p = after;
  else if (g_str_has_prefix (after, "今"))
    p = after + strlen ("今");

  entry->text = g_strstrip (g_strdup (skip_space (p)));
  return g_steal_pointer (&entry);
}

static gboolean
is_aside (const char *line)
{
  return g_str_has_prefix (line, "（其间") || g_str_has_prefix (line, "(其间") || g_str_has_prefix (line, "其间");
}

/* （其间：…） without its brackets and first word. */
static char *
strip_aside (const char *line)
{
  g_autofree char *text = g_strstrip (g_strdup (line));
  const char *start = text;
  static const char * const before[] = { "（", "(", "其间", "：", ":" };
  static const char * const behind[] = { "）", ")" };

  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    if (g_str_has_prefix (start, before[i]))
      start += strlen (before[i]);

  for (guint i = 0; i < G_N_ELEMENTS (behind); i++)
    if (g_str_has_suffix (text, behind[i]))
      {
        text[strlen (text) - strlen (behind[i])] = '\0';
        break;
      }

  return g_strdup (start);
}

static void
append_line (CadreResumeEntry *entry,
             const char       *line,
             gboolean         *in_aside)
{
  if (is_aside (line))
    {
      g_ptr_array_add (entry->asides, strip_aside (line));
      *in_aside = !g_str_has_suffix (line, "）") && !g_str_has_suffix (line, ")");
      return;
    }

  if (*in_aside)
    {
      g_autofree char *old = g_ptr_array_steal_index (entry->asides, entry->asides->len - 1);
      g_autofree char *both = g_strconcat (old, line, NULL);

      g_ptr_array_add (entry->asides, strip_aside (both));
      *in_aside = !g_str_has_suffix (line, "）") && !g_str_has_suffix (line, ")");
      return;
    }

  {
    g_autofree char *old = entry->text;

    entry->text = g_strconcat (old, line, NULL);
  }
}

/**
 * cadre_resume_parse:
 * @text: a résumé as written
 * @rest: (out) (optional) (nullable): what stands before the first entry or
 *   after an empty line, lines kept
 *
 * Returns: (transfer full) (element-type CadreResumeEntry): its periods, in
 *   their order
 */
GPtrArray *
cadre_resume_parse (const char  *text,
                    char       **rest)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_resume_entry_free);
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr(GString) others = g_string_new (NULL);
  CadreResumeEntry *entry = NULL;
  gboolean in_aside = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = g_strstrip (g_strdup (skip_space (lines[i])));
      CadreResumeEntry *started = parse_start (line);

      if (started != NULL)
        {
          g_ptr_array_add (entries, started);
          entry = started;
          in_aside = FALSE;
        }
      else if (*line == '\0')
        entry = NULL;
      else if (entry != NULL)
        append_line (entry, line, &in_aside);
      else
        g_string_append_printf (others, "%s%s", others->len > 0 ? "\n" : "", line);
    }

  if (rest != NULL)
    *rest = others->len > 0 ? g_strdup (others->str) : NULL;
  return entries;
}

/**
 * cadre_resume_format:
 * @entries: (element-type CadreResumeEntry): periods
 * @rest: (nullable): the free block behind them
 *
 * Returns: (transfer full): the résumé as the official editor writes one
 */
char *
cadre_resume_format (GPtrArray  *entries,
                     const char *rest)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      const CadreResumeEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *since = cadre_date_format (&entry->since, CADRE_DATE_DOTTED);
      g_autofree char *until = entry->until.year > 0 ? cadre_date_format (&entry->until, CADRE_DATE_DOTTED) : NULL;

      g_string_append_printf (text, "%s%s--%-7s  %s", i > 0 ? "\n" : "", since, until != NULL ? until : "", entry->text);
      for (guint j = 0; j < entry->asides->len; j++)
        g_string_append_printf (text, "\n" MARGIN "（其间：%s）", (char *) g_ptr_array_index (entry->asides, j));
    }

  if (rest != NULL)
    g_string_append_printf (text, "%s%s", entries->len > 0 ? "\n\n" : "", rest);
  return g_string_free (text, FALSE);
}
