/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What each row of a table is: data, the name of a unit above its people, a
 * total, heads once more, a note. */

#define G_LOG_DOMAIN "cadre-table"

#include "config.h"

#include "cadre-name.h"
#include "cadre-table-private.h"

/* A name of a unit above its people is no longer than this; a note is. */
#define GROUP_MAX_CHARACTERS 30

/* Without any space, 填 表 人 ： too. */
static char *
compact (const char *text)
{
  GString *out = g_string_new (NULL);

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (!g_unichar_isspace (c) && c != 0x3000)
        g_string_append_unichar (out, c);
    }

  return g_string_free (out, FALSE);
}

static const char * const total_words[] = { "合计", "小计", "总计", "共计", "累计" };
static const char * const note_words[] = {
  "注：", "注:", "备注：", "备注:", "说明：", "说明:", "填表说明", "审核人", "填表人", "填报人", "制表", "经办人", "负责人",
  "单位负责人", "主要负责人", "分管领导", "主要领导", "审批人", "联系人", "联系电话：", "联系电话:", "复核", "校对",
  "填报日期", "填报时间", "填表日期", "填表时间", "日期：", "日期:", "（盖章）", "(盖章)", "单位审核意见", "审核意见",
  "组织部审核意见", "单位意见",
};

static gboolean
has_prefix_of (const char         *text,
               const char * const *words,
               guint               n_words)
{
  for (guint i = 0; i < n_words; i++)
    if (g_str_has_prefix (text, words[i]))
      return TRUE;

  return FALSE;
}

/* 合计, 小计：12人, 某某镇小计 in one of the row's first cells. */
static gboolean
is_total (CadreTable *self,
          guint32     row)
{
  guint seen = 0;

  for (guint32 c = 0; c < cadre_grid_n_columns (self->grid) && seen < 3; c++)
    {
      const char *text = cadre_grid_get_text (self->grid, row, c);
      g_autofree char *normal = NULL;

      if (*text == '\0')
        continue;
      seen++;
      /* All these words have this character. */
      if (strlen (text) > 60 || strstr (text, "计") == NULL)
        continue;

      normal = compact (text);
      for (guint i = 0; i < G_N_ELEMENTS (total_words); i++)
        if (g_str_equal (normal, total_words[i]) || g_str_has_suffix (normal, total_words[i]) ||
            (g_str_has_prefix (normal, total_words[i]) &&
             (_cadre_table_skip_colon (normal + strlen (total_words[i])) != NULL ||
              g_ascii_isdigit (normal[strlen (total_words[i])]))))
          return TRUE;
    }

  return FALSE;
}

/* Most cells begin with another character than their head, and no more needs
 * to be looked at. */
static gboolean
is_head_text (const char *text,
              const char *typed)
{
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;

  if (g_str_equal (text, typed))
    return TRUE;
  while (*text == ' ')
    text++;
  while (*typed == ' ')
    typed++;
  if (strlen (text) >= 60 || g_utf8_get_char (text) != g_utf8_get_char (typed))
    return FALSE;

  a = cadre_head_normalize (text);
  b = cadre_head_normalize (typed);
  return g_str_equal (a, b);
}

static gboolean
repeats_heads (CadreTable *self,
               guint32     row)
{
  for (guint32 head = self->top; head <= self->bottom; head++)
    {
      guint n_same = 0, n_head = 0;

      for (guint32 c = 0; c < cadre_grid_n_columns (self->grid); c++)
        {
          const char *typed = cadre_grid_get_text (self->grid, head, c);

          if (*typed == '\0')
            continue;
          n_head++;
          n_same += is_head_text (cadre_grid_get_text (self->grid, row, c), typed);
        }
      if (n_same >= 2 && n_same * 10 >= n_head * 6)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_numeral (const char *text)
{
  static const char numerals[] = "一二三四五六七八九十百〇零（）()、.．0123456789 ";

  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_utf8_strchr (numerals, -1, g_utf8_get_char (text)) == NULL)
      return FALSE;

  return TRUE;
}

/* 一、市委办公室（12人） -> 市委办公室 */
static char *
strip_group_name (const char *text)
{
  g_autoptr(GRegex) numbering = g_regex_new ("^[\\s　]*[（(]?[一二三四五六七八九十百0-9]+[）)]?[、.．）)]+\\s*|"
                                             "[\\s　]*[（(][共计 ]*[0-9]+[ ]*(人|名|个)?[）)][\\s　]*$|"
                                             "[\\s　]*[：:][\\s　]*$|[\\s　]*共[0-9]+(人|名)[\\s　]*$",
                                             G_REGEX_OPTIMIZE, 0, NULL);
  char *name = g_regex_replace_literal (numbering, text, -1, 0, "", 0, NULL);

  return g_strstrip (name);
}

static gboolean
is_serial_head (const CadreTableHead *head)
{
  return g_str_equal (head->leaf, "序号") || g_str_equal (head->leaf, "编号") || g_str_equal (head->leaf, "号");
}

/* A unit's name alone above its people: one text, merged or in the first
 * columns, perhaps with 一、 in front in a cell of its own. */
static const char *
find_group_text (CadreTable *self,
                 guint32     row,
                 guint32     n_filled,
                 guint32     first)
{
  const CadreTableHead *head = g_ptr_array_index (self->heads, first);
  const char *text = cadre_grid_get_text (self->grid, row, first);
  const CadreRange *merge = cadre_grid_find_merge (self->grid, row, first);

  if (n_filled == 2 && is_numeral (text) && !g_ascii_isdigit (*text))
    {
      for (guint32 c = first + 1; c < cadre_grid_n_columns (self->grid); c++)
        if (*cadre_grid_get_text (self->grid, row, c) != '\0')
          return cadre_grid_get_text (self->grid, row, c);
    }
  if (n_filled != 1 || is_numeral (text) || g_utf8_strlen (text, -1) > GROUP_MAX_CHARACTERS || strstr (text, "。") != NULL)
    return NULL;
  if (merge != NULL && merge->right > merge->left)
    return text;
  /* A name alone in the column of names is someone of whom nothing else is
   * known yet. */
  if (first > 1 || strstr (head->leaf, "姓名") != NULL || strstr (head->leaf, "名称") != NULL)
    return NULL;

  return text;
}

static CadreTableRowKind
classify_sparse (CadreTable *self,
                 guint32     row,
                 guint32     n_filled,
                 guint32     first)
{
  const CadreTableHead *head = g_ptr_array_index (self->heads, first);
  const char *text = cadre_grid_get_text (self->grid, row, first);
  g_autofree char *normal = NULL;
  g_autofree char *reporter = NULL;

  while (g_ascii_isspace (*text))
    text++;

  /* Numbered in advance, never filled in. */
  if (n_filled == 1 && is_serial_head (head) && is_numeral (text))
    return CADRE_TABLE_BLANK;

  normal = compact (text);
  if (has_prefix_of (normal, note_words, G_N_ELEMENTS (note_words)) ||
      (g_str_has_prefix (normal, "第") && g_str_has_suffix (normal, "页")))
    return CADRE_TABLE_NOTE;
  if (n_filled == 1 && self->title != NULL && g_str_equal (text, self->title))
    return CADRE_TABLE_TITLE;
  /* A page of its own for each unit begins with a line of its own. */
  if (n_filled <= 3 && (reporter = _cadre_table_find_reporter (text)) != NULL)
    return CADRE_TABLE_GROUP;
  if (find_group_text (self, row, n_filled, first) != NULL)
    return CADRE_TABLE_GROUP;
  if (n_filled == 1 && cadre_grid_find_merge (self->grid, row, first) != NULL &&
      cadre_grid_find_merge (self->grid, row, first)->right > first)
    return CADRE_TABLE_NOTE;

  return CADRE_TABLE_DATA;
}

static CadreTableRowKind
classify (CadreTable *self,
          guint32     row)
{
  guint32 n_columns = cadre_grid_n_columns (self->grid);
  guint32 first = 0;
  guint32 n_filled = cadre_grid_n_filled (self->grid, row, &first);

  if (n_filled == 0)
    return CADRE_TABLE_BLANK;
  if (is_total (self, row))
    return CADRE_TABLE_TOTAL;
  if (n_filled >= 2 && repeats_heads (self, row))
    return CADRE_TABLE_HEAD;
  if (n_filled <= MAX (4, n_columns / 3))
    return classify_sparse (self, row, n_filled, first);

  return CADRE_TABLE_DATA;
}

void
_cadre_table_classify_rows (CadreTable *self)
{
  guint32 n_rows = cadre_grid_n_rows (self->grid);

  g_byte_array_set_size (self->kinds, n_rows);
  for (guint32 row = 0; row < n_rows; row++)
    {
      CadreTableRowKind kind;

      if (row < self->top)
        kind = cadre_grid_n_filled (self->grid, row, NULL) > 0 ? CADRE_TABLE_TITLE : CADRE_TABLE_BLANK;
      else if (row <= self->bottom)
        kind = CADRE_TABLE_HEAD;
      else
        kind = classify (self, row);

      self->kinds->data[row] = (guint8) kind;
      if (kind == CADRE_TABLE_DATA)
        g_array_append_val (self->data_rows, row);
      else if (kind == CADRE_TABLE_GROUP)
        {
          guint32 first = 0;
          guint32 n_filled = cadre_grid_n_filled (self->grid, row, &first);

          char *name = _cadre_table_find_reporter (cadre_grid_get_text (self->grid, row, first));

          g_array_append_val (self->group_rows, row);
          g_ptr_array_add (self->group_names,
                           name != NULL ? name : strip_group_name (find_group_text (self, row, n_filled, first)));
        }
    }
}
