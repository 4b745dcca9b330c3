/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Filters as a Chinese sentence, as it stands above a list and in a report:
 * 性别为女，且2017年登记学时达到90学时. */

#define G_LOG_DOMAIN "cadre-records"

#include "config.h"

#include "cadre-filter-private.h"
#include "cadre-record.h"

/* How a comparison is said: of numbers, of dates, of ordered codes. */
static const struct
{
  const char *number;
  const char *date;
  const char *code;
} words[] = {
  [COMPARISON_EQUAL] = { "为", "为", "为" },
  [COMPARISON_NOT_EQUAL] = { "不为", "不为", "不为" },
  [COMPARISON_LESS] = { "不到", "早于", "低于" },
  [COMPARISON_AT_MOST] = { "不超过", "不晚于", "不高于" },
  [COMPARISON_MORE] = { "超过", "晚于", "高于" },
  [COMPARISON_AT_LEAST] = { "达到", "不早于", "不低于" },
  [COMPARISON_CONTAINS] = { "含", "含", "含" },
  [COMPARISON_BEGINS] = { "开头为", "开头为", "开头为" },
  [COMPARISON_IN] = { "为", "为", "为" },
  [COMPARISON_WITHIN] = { "属于", "属于", "属于" },
  [COMPARISON_EMPTY] = { "未填", "未填", "未填" },
  [COMPARISON_FILLED] = { "已填", "已填", "已填" },
  [COMPARISON_TRUE] = { "", "", "" },
};

static const char *
comparison_word (const CadreFilterNode *node)
{
  switch (_cadre_filter_node_value_kind (node))
    {
    case CADRE_FIELD_DATE:
      return words[node->comparison].date;
    case CADRE_FIELD_CODE:
      return words[node->comparison].code;
    default:
      return words[node->comparison].number;
    }
}

static void
append_subject (GString               *text,
                const CadreFilterNode *node)
{
  g_autoptr(GString) label = g_string_new (node->field != NULL ? node->field->label : node->fact->label);

  for (guint i = 0; i < node->arguments->len; i++)
    {
      const CadreFactParameter *parameter = g_ptr_array_index (node->fact->parameters, i);
      g_autofree char *place = g_strdup_printf ("{%s}", parameter->key);

      g_string_replace (label, place, g_ptr_array_index (node->arguments, i), 0);
    }
  g_string_append (text, label->str);
}

static void
append_value (CadreFilter           *self,
              CadreArchive          *archive,
              GString               *text,
              const CadreFilterNode *node,
              const char            *value)
{
  CadreField fact_field = { .key = "", .label = "", .kind = _cadre_filter_node_value_kind (node) };
  const CadreField *field = node->field != NULL ? node->field : &fact_field;
  g_autofree char *shown = archive != NULL ? cadre_record_format_value (archive, self->catalogue, field, value)
                                           : cadre_catalogue_format_value (self->catalogue, field, value);

  g_string_append (text, shown);
  if (node->fact != NULL && node->fact->unit != NULL)
    g_string_append (text, node->fact->unit);
}

static void
append_leaf (CadreFilter           *self,
             CadreArchive          *archive,
             GString               *text,
             const CadreFilterNode *node)
{
  append_subject (text, node);
  g_string_append (text, comparison_word (node));
  for (guint i = 0; i < node->values->len; i++)
    {
      if (i > 0)
        g_string_append (text, i + 1 < node->values->len ? "、" : "或");
      append_value (self, archive, text, node, g_ptr_array_index (node->values, i));
    }
}

static void
append_node (CadreFilter           *self,
             CadreArchive          *archive,
             GString               *text,
             const CadreFilterNode *node,
             gboolean               nested)
{
  gboolean brackets = node->kind == NODE_NOT || (node->kind == NODE_OR && nested);

  if (node->kind == NODE_LEAF)
    {
      append_leaf (self, archive, text, node);
      return;
    }

  if (node->kind == NODE_NOT)
    g_string_append (text, "并非");
  if (brackets)
    g_string_append (text, "（");
  for (guint i = 0; i < node->of->len; i++)
    {
      if (i > 0)
        g_string_append (text, node->kind == NODE_OR ? "，或" : "，且");
      append_node (self, archive, text, g_ptr_array_index (node->of, i), TRUE);
    }
  if (brackets)
    g_string_append (text, "）");
}

/**
 * cadre_filter_to_sentence:
 * @archive: (nullable): where the names of units are looked up
 *
 * Returns: (transfer full): the filter in words, without a full stop
 */
char *
cadre_filter_to_sentence (CadreFilter  *self,
                          CadreArchive *archive)
{
  GString *text = g_string_new (NULL);

  append_node (self, archive, text, self->root, FALSE);
  return g_string_free (text, FALSE);
}
