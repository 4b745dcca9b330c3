/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Finds the table in a sheet as offices type it. */

#define G_LOG_DOMAIN "cadre-table"

#include "config.h"

#include "cadre-name.h"
#include "cadre-table.h"

/* Heads stand near the top; below this, a sheet without them has none. */
#define HEAD_SEARCH_ROWS 60
#define HEAD_MAX_LEVELS 3

/* A name of a unit above its people is no longer than this; a note is. */
#define GROUP_MAX_CHARACTERS 30

struct _CadreTable
{
  CadreGrid *grid;
  GPtrArray *heads;        /* CadreTableHead, by column */
  guint n_known;
  guint32 top, bottom;     /* of the heads */
  GByteArray *kinds;       /* CadreTableRowKind by row */
  GArray *data_rows;       /* guint32 */
  GArray *group_rows;      /* guint32 */
  GPtrArray *group_names;  /* beside group_rows */
  char *title;
  char *reporter;
  GHashTable *facts;       /* normalized label -> what the lines above say: 主办单位, 时间 … */
  GHashTable *fill_sources; /* column -> guint32 by row: where its value is typed */
};

static void
head_free (CadreTableHead *head)
{
  g_free (head->text);
  g_free (head->path);
  g_free (head->leaf);
  g_free (head->above);
  g_free (head);
}

void
cadre_table_free (CadreTable *self)
{
  if (self == NULL)
    return;

  cadre_grid_unref (self->grid);
  g_clear_pointer (&self->heads, g_ptr_array_unref);
  g_byte_array_unref (self->kinds);
  g_array_unref (self->data_rows);
  g_array_unref (self->group_rows);
  g_ptr_array_unref (self->group_names);
  g_hash_table_unref (self->facts);
  g_hash_table_unref (self->fill_sources);
  g_free (self->title);
  g_free (self->reporter);
  g_free (self);
}

/* ---- Heads ---- */

/* The text of a cell, also where a merge covers it. A merge nearly as wide as
 * the sheet is a title and no head of the columns below. */
static const char *
covered_text (CadreGrid *grid,
              guint32    row,
              guint32    column,
              gboolean   as_head)
{
  const char *text = cadre_grid_get_text (grid, row, column);
  const CadreRange *merge = cadre_grid_find_merge (grid, row, column);
  guint32 n_columns = cadre_grid_n_columns (grid);

  if (merge == NULL)
    return text;
  if (as_head && n_columns > 3 && (merge->right - merge->left + 1) * 10 > n_columns * 7)
    return "";

  return cadre_grid_get_text (grid, merge->top, merge->left);
}

/* Without merges (a csv), 全日制教育 stands over the first of its columns only:
 * it reaches to the right as far as lower heads have nothing else above. */
static const char *
level_text (CadreGrid *grid,
            guint32    row,
            guint32    bottom,
            guint32    column)
{
  const char *text = covered_text (grid, row, column, TRUE);
  guint n_merges;

  cadre_grid_get_merges (grid, &n_merges);
  if (*text != '\0' || n_merges > 0 || row == bottom || *cadre_grid_get_text (grid, bottom, column) == '\0')
    return text;

  for (guint32 c = column; c-- > 0;)
    {
      const char *left = cadre_grid_get_text (grid, row, c);

      if (*left != '\0')
        return *cadre_grid_get_text (grid, bottom, c) != '\0' ? left : "";
    }

  return "";
}

static CadreTableHead *
make_head (CadreGrid *grid,
           guint32    top,
           guint32    bottom,
           guint32    column)
{
  CadreTableHead *head = g_new0 (CadreTableHead, 1);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GString) path = g_string_new (NULL);
  g_autoptr(GString) above = g_string_new (NULL);
  g_autofree char *leaf = g_strdup ("");

  for (guint32 row = top; row <= bottom; row++)
    {
      const char *typed = level_text (grid, row, bottom, column);
      g_autofree char *normal = cadre_head_normalize (typed);

      if (*normal == '\0' || g_str_equal (normal, leaf))
        continue;

      g_string_append_printf (text, "%s%s", text->len > 0 ? "/" : "", typed);
      g_string_append_printf (path, "%s%s", path->len > 0 ? "/" : "", normal);
      g_string_append (above, leaf);
      g_free (leaf);
      leaf = g_steal_pointer (&normal);
    }

  head->column = column;
  head->text = g_strdelimit (g_string_free (g_steal_pointer (&text), FALSE), "\r\n\t", ' ');
  head->path = g_string_free (g_steal_pointer (&path), FALSE);
  head->above = g_string_free (g_steal_pointer (&above), FALSE);
  head->leaf = g_steal_pointer (&leaf);

  return head;
}

/* The right columns of a merge in the lowest row have no head of their own. */
static gboolean
is_spread (CadreGrid *grid,
           guint32    bottom,
           guint32    column)
{
  const CadreRange *merge = cadre_grid_find_merge (grid, bottom, column);

  return merge != NULL && merge->left < column;
}

/* 全日制教育 over two columns, and no line such as 填报单位：… */
static gboolean
is_upper_head (CadreGrid        *grid,
               const CadreRange *merge,
               guint32           row)
{
  const char *text = cadre_grid_get_text (grid, merge->top, merge->left);

  return merge->top == row && merge->bottom == row && merge->right > merge->left && *text != '\0' &&
         (merge->right - merge->left + 1) * 10 <= cadre_grid_n_columns (grid) * 7 &&
         strstr (text, "：") == NULL && strchr (text, ':') == NULL;
}

/* Whether the block leaves out rows that merges make part of it: a head
 * merged over two rows, or one over the heads of several columns. */
static gboolean
cuts_merge (CadreGrid *grid,
            guint32    top,
            guint32    bottom)
{
  for (guint32 c = 0; c < cadre_grid_n_columns (grid); c++)
    {
      const CadreRange *below = cadre_grid_find_merge (grid, bottom, c);
      const CadreRange *at_top = cadre_grid_find_merge (grid, top, c);
      const CadreRange *above = top > 0 ? cadre_grid_find_merge (grid, top - 1, c) : NULL;

      if (below != NULL && below->bottom > bottom && below->bottom < below->top + HEAD_MAX_LEVELS)
        return TRUE;
      if (at_top != NULL && at_top->top < top && at_top->bottom < at_top->top + HEAD_MAX_LEVELS)
        return TRUE;
      if (above != NULL && is_upper_head (grid, above, top - 1))
        return TRUE;
    }

  return FALSE;
}

static GPtrArray *
make_heads (CadreGrid           *grid,
            guint32              top,
            guint32              bottom,
            CadreTableKnowsHead  knows,
            gpointer             user_data,
            guint               *n_known)
{
  GPtrArray *heads = g_ptr_array_new_with_free_func ((GDestroyNotify) head_free);

  *n_known = 0;
  for (guint32 c = 0; c < cadre_grid_n_columns (grid); c++)
    {
      CadreTableHead *head = make_head (grid, top, bottom, c);

      g_ptr_array_add (heads, head);
      if (*head->leaf != '\0' && !is_spread (grid, bottom, c) && knows (head->leaf, head->above, user_data))
        (*n_known)++;
    }

  return heads;
}

/* The block of rows that names the most columns. */
static gboolean
find_heads (CadreTable          *self,
            CadreTableKnowsHead  knows,
            gpointer             user_data)
{
  guint32 n_rows = cadre_grid_n_rows (self->grid);

  for (guint32 top = 0; top < MIN (n_rows, HEAD_SEARCH_ROWS); top++)
    {
      if (cadre_grid_n_filled (self->grid, top, NULL) == 0)
        continue;

      for (guint32 bottom = top; bottom < MIN (n_rows, top + HEAD_MAX_LEVELS); bottom++)
        {
          guint n_known;
          GPtrArray *heads;

          if (cadre_grid_n_filled (self->grid, bottom, NULL) == 0)
            break;
          if (cuts_merge (self->grid, top, bottom))
            continue;

          heads = make_heads (self->grid, top, bottom, knows, user_data, &n_known);
          /* Of equals the smallest: a title above adds nothing. */
          if (n_known < 2 || n_known < self->n_known || (n_known == self->n_known && bottom > self->bottom))
            {
              g_ptr_array_unref (heads);
              continue;
            }

          g_clear_pointer (&self->heads, g_ptr_array_unref);
          self->heads = heads;
          self->n_known = n_known;
          self->top = top;
          self->bottom = bottom;
        }
    }

  return self->heads != NULL;
}

/* ---- What stands above ---- */

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

static const char *
skip_colon (const char *text)
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
static char *
find_reporter (const char *line)
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
        if (skip_colon (seal) != NULL)
          {
            value = seal;
            break;
          }
      value = skip_colon (value);
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

static void
read_titles (CadreTable *self)
{
  for (guint32 row = 0; row < self->top; row++)
    for (guint32 c = 0; c < cadre_grid_n_columns (self->grid); c++)
      {
        const char *text = cadre_grid_get_text (self->grid, row, c);

        if (*text == '\0')
          continue;
        read_facts (self, text);
        if (self->reporter == NULL)
          self->reporter = find_reporter (text);
        /* 附件1 stands in a corner above the title. */
        if ((self->title == NULL || strlen (text) > strlen (self->title)) && !g_str_has_prefix (text, "附件") &&
            strstr (text, "：") == NULL && strchr (text, ':') == NULL)
          {
            g_free (self->title);
            self->title = g_strstrip (g_strdup (text));
          }
      }
}

/* ---- Rows ---- */

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
             (skip_colon (normal + strlen (total_words[i])) != NULL ||
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
  if (n_filled <= 3 && (reporter = find_reporter (text)) != NULL)
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

static void
classify_rows (CadreTable *self)
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

          char *name = find_reporter (cadre_grid_get_text (self->grid, row, first));

          g_array_append_val (self->group_rows, row);
          g_ptr_array_add (self->group_names,
                           name != NULL ? name : strip_group_name (find_group_text (self, row, n_filled, first)));
        }
    }
}

/**
 * cadre_table_find:
 * @knows: tells which heads would be taken
 *
 * Returns: (transfer full) (nullable): the table in the sheet, or %NULL where
 *   no two columns have a known head
 */
CadreTable *
cadre_table_find (CadreGrid           *grid,
                  CadreTableKnowsHead  knows,
                  gpointer             user_data)
{
  g_autoptr(CadreTable) self = g_new0 (CadreTable, 1);

  self->grid = cadre_grid_ref (grid);
  self->kinds = g_byte_array_new ();
  self->data_rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->group_rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->group_names = g_ptr_array_new_with_free_func (g_free);
  self->facts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->fill_sources = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  if (!find_heads (self, knows, user_data))
    return NULL;

  read_titles (self);
  classify_rows (self);
  return g_steal_pointer (&self);
}

CadreGrid *
cadre_table_get_grid (CadreTable *self)
{
  return self->grid;
}

/**
 * cadre_table_n_known:
 *
 * Returns: how many columns have a head that is known
 */
guint
cadre_table_n_known (CadreTable *self)
{
  return self->n_known;
}

guint
cadre_table_n_columns (CadreTable *self)
{
  return self->heads->len;
}

const CadreTableHead *
cadre_table_get_head (CadreTable *self,
                      guint       i)
{
  return g_ptr_array_index (self->heads, i);
}

guint32
cadre_table_get_head_top (CadreTable *self)
{
  return self->top;
}

guint32
cadre_table_get_head_bottom (CadreTable *self)
{
  return self->bottom;
}

CadreTableRowKind
cadre_table_get_row_kind (CadreTable *self,
                          guint32     row)
{
  return row < self->kinds->len ? (CadreTableRowKind) self->kinds->data[row] : CADRE_TABLE_BLANK;
}

/**
 * cadre_table_get_data_rows:
 *
 * Returns: (array length=n_rows): the rows to take, from 0, in their order
 */
const guint32 *
cadre_table_get_data_rows (CadreTable *self,
                           guint      *n_rows)
{
  *n_rows = self->data_rows->len;
  return (const guint32 *) (gpointer) self->data_rows->data;
}

/**
 * cadre_table_get_title:
 *
 * Returns: (nullable): the longest line above the heads that is a title
 */
const char *
cadre_table_get_title (CadreTable *self)
{
  return self->title;
}

/**
 * cadre_table_get_reporter:
 *
 * Returns: (nullable): 填报单位, where a line above the heads says so
 */
const char *
cadre_table_get_reporter (CadreTable *self)
{
  return self->reporter;
}

/**
 * cadre_table_get_facts:
 *
 * Returns: (element-type utf8 utf8): what the lines above the heads say, by
 *   normalized label: 主办单位, 时间, 填报日期 …
 */
GHashTable *
cadre_table_get_facts (CadreTable *self)
{
  return self->facts;
}

/**
 * cadre_table_get_group:
 *
 * Returns: (nullable): the name of the unit under which the row stands
 */
const char *
cadre_table_get_group (CadreTable *self,
                       guint32     row)
{
  guint low = 0, high = self->group_rows->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (self->group_rows, guint32, middle) < row)
        low = middle + 1;
      else
        high = middle;
    }

  return low > 0 ? g_ptr_array_index (self->group_names, low - 1) : NULL;
}

/* For each row the row in which this column's value was typed last. */
static const guint32 *
get_fill_sources (CadreTable *self,
                  guint32     column)
{
  guint32 *sources = g_hash_table_lookup (self->fill_sources, GUINT_TO_POINTER (column));
  guint32 source = G_MAXUINT32;

  if (sources != NULL)
    return sources;

  sources = g_new (guint32, self->kinds->len);
  for (guint32 row = 0; row < self->kinds->len; row++)
    {
      CadreTableRowKind kind = self->kinds->data[row];

      if (kind == CADRE_TABLE_GROUP || kind == CADRE_TABLE_TOTAL)
        source = G_MAXUINT32;
      else if (kind == CADRE_TABLE_DATA && *covered_text (self->grid, row, column, FALSE) != '\0')
        source = row;
      sources[row] = source;
    }
  g_hash_table_insert (self->fill_sources, GUINT_TO_POINTER (column), sources);

  return sources;
}

/**
 * cadre_table_get_text:
 * @fill_down: where the cell is empty, take the one above it
 *
 * Returns: the text of a cell of a row, that of the merge which covers it, or
 *   with @fill_down what was typed for the rows above
 */
const char *
cadre_table_get_text (CadreTable *self,
                      guint32     row,
                      guint32     column,
                      gboolean    fill_down)
{
  const char *text = covered_text (self->grid, row, column, FALSE);
  guint32 source;

  if (*text != '\0' || !fill_down || row >= self->kinds->len)
    return text;

  source = get_fill_sources (self, column)[row];
  return source != G_MAXUINT32 ? covered_text (self->grid, source, column, FALSE) : "";
}
