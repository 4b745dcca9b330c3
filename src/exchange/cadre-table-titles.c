/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the lines above a table say: its title, who reports, and facts such as
 * 主办单位：…  学时：480. */

#define G_LOG_DOMAIN "cadre-table"

#include "config.h"

#include "cadre-name.h"
#include "cadre-table-private.h"

static const char * const reporter_words[] = { "填报单位", "报送单位", "填表单位", "上报单位", "呈报单位", "单位名称", "单位" };

/* 单位：人、学时 tells of measures and not of an office. */
static const char * const measure_words[] = { "人", "学时", "万元", "元", "户", "亩", "岁", "%" };

static gboolean
is_measure (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (measure_words); i++)
    {
      gsize length = strlen (measure_words[i]);

      if (g_str_has_prefix (text, measure_words[i]) &&
          (text[length] == '\0' || g_str_has_prefix (text + length, "、") || g_str_has_prefix (text + length, ",") ||
           g_str_has_prefix (text + length, "，") || g_str_has_prefix (text + length, "/")))
        return TRUE;
    }

  return FALSE;
}

const char *
_cadre_table_skip_colon (const char *text)
{
  if (*text == ':')
    return text + 1;
  if (g_str_has_prefix (text, "："))
    return text + strlen ("：");

  return NULL;
}

/* At the beginning or after a space: 主办单位 is not 单位. */
static const char *
find_word (const char *line,
           const char *word)
{
  for (const char *found = strstr (line, word); found != NULL; found = strstr (found + 1, word))
    if (found == line || g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (found))))
      return found;

  return NULL;
}

/* 填报单位（盖章）：某某局　　　填报日期：… -> 某某局 */
char *
_cadre_table_find_reporter (const char *line)
{
  for (guint i = 0; i < G_N_ELEMENTS (reporter_words); i++)
    {
      const char *found = find_word (line, reporter_words[i]);
      const char *value, *end;
      g_autofree char *name = NULL;

      if (found == NULL)
        continue;

      value = found + strlen (reporter_words[i]);
      for (const char *seal = value; *seal != '\0' && seal < value + 24; seal = g_utf8_next_char (seal))
        if (_cadre_table_skip_colon (seal) != NULL)
          {
            value = seal;
            break;
          }
      value = _cadre_table_skip_colon (value);
      if (value == NULL)
        continue;

      while (*value == ' ' || g_str_has_prefix (value, "　"))
        value += *value == ' ' ? 1 : strlen ("　");
      for (end = value; *end != '\0'; end = g_utf8_next_char (end))
        if (g_unichar_isspace (g_utf8_get_char (end)) || g_str_has_prefix (end, "（盖章") || g_str_has_prefix (end, "(盖章"))
          break;
      name = g_strndup (value, end - value);
      if (*name != '\0' && !is_measure (name))
        return g_steal_pointer (&name);
    }

  return NULL;
}

/* 时间：…  主办单位：…  学时：480 -> a fact each. A label is a word of up to
 * eight characters before a colon; its value reaches to the next label. */
static void
read_facts (CadreTable *self,
            const char *line)
{
  static GRegex *labels = NULL;
  g_autoptr(GMatchInfo) match = NULL;
  g_autofree char *label = NULL;
  int value = 0;

  if (g_once_init_enter (&labels))
    g_once_init_leave (&labels, g_regex_new ("(?:^|(?<=[\\s　]))([\\p{Han}（）()/]{2,10})[：:]", G_REGEX_OPTIMIZE, 0, NULL));

  g_regex_match (labels, line, 0, &match);
  for (;; g_match_info_next (match, NULL))
    {
      gboolean more = g_match_info_matches (match);
      int start = (int) strlen (line), end = start;

      if (more)
        g_match_info_fetch_pos (match, 0, &start, &end);
      if (label != NULL)
        {
          char *text = g_strstrip (g_strndup (line + value, start - value));
          g_autofree char *normal = cadre_head_normalize (label);

          if (*text != '\0' && *normal != '\0' && !g_hash_table_contains (self->facts, normal))
            g_hash_table_insert (self->facts, g_steal_pointer (&normal), text);
          else
            g_free (text);
        }
      if (!more)
        return;

      g_free (label);
      label = g_match_info_fetch (match, 1);
      value = end;
    }
}

void
_cadre_table_read_titles (CadreTable *self)
{
  for (guint32 row = 0; row < self->top; row++)
    for (guint32 c = 0; c < cadre_grid_n_columns (self->grid); c++)
      {
        const char *text = cadre_grid_get_text (self->grid, row, c);

        if (*text == '\0')
          continue;
        read_facts (self, text);
        if (self->reporter == NULL)
          self->reporter = _cadre_table_find_reporter (text);
        /* 附件1 stands in a corner above the title. */
        if ((self->title == NULL || strlen (text) > strlen (self->title)) && !g_str_has_prefix (text, "附件") &&
            strstr (text, "：") == NULL && strchr (text, ':') == NULL)
          {
            g_free (self->title);
            self->title = g_strstrip (g_strdup (text));
          }
      }
}
