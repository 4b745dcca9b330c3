/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The lines of a filter, read from its JSON: what has “not” only before a
 * fact, and “or” only inside an “and”. */

#define G_LOG_DOMAIN "cadre-condition-line"

#include "config.h"

#include <json-glib/json-glib.h>

#include "cadre-condition-group.h"

static void
line_free (gpointer data)
{
  CadreConditionLine *line = data;

  g_free (line->subject);
  g_free (line->comparison);
  g_free (line->value);
  g_hash_table_unref (line->arguments);
  g_free (line);
}

static char *
dup_text (JsonObject *object,
          const char *member)
{
  JsonNode *node = json_object_get_member (object, member);
  GValue value = G_VALUE_INIT, text = G_VALUE_INIT;
  char *string;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;

  json_node_get_value (node, &value);
  g_value_init (&text, G_TYPE_STRING);
  g_value_transform (&value, &text);
  string = g_value_dup_string (&text);
  g_value_unset (&value);
  g_value_unset (&text);
  return string;
}

static void
read_arguments (CadreConditionLine *line,
                JsonObject         *object)
{
  JsonObject *with = json_object_has_member (object, "with") ? json_object_get_object_member (object, "with") : NULL;
  g_autoptr(GList) members = with != NULL ? json_object_get_members (with) : NULL;

  for (GList *l = members; l != NULL; l = l->next)
    g_hash_table_insert (line->arguments, g_strdup (l->data), dup_text (with, l->data));
}

static gboolean
read_leaf (GPtrArray  *lines,
           JsonObject *object,
           gboolean    joined_by_or,
           gboolean    negated)
{
  CadreConditionLine *line;

  if (json_object_has_member (object, "not") && !negated)
    {
      JsonNode *of = json_object_get_member (object, "not");

      return JSON_NODE_HOLDS_OBJECT (of) && read_leaf (lines, json_node_get_object (of), joined_by_or, TRUE);
    }
  if (!json_object_has_member (object, "field") && !json_object_has_member (object, "fact"))
    return FALSE;

  line = g_new0 (CadreConditionLine, 1);
  line->arguments = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  line->joined_by_or = joined_by_or;
  line->negated = negated;
  line->is_fact = json_object_has_member (object, "fact");
  line->subject = dup_text (object, line->is_fact ? "fact" : "field");
  line->comparison = dup_text (object, "is");
  line->value = dup_text (object, "value");
  read_arguments (line, object);
  g_ptr_array_add (lines, line);
  return TRUE;
}

static JsonArray *
get_group (JsonObject *object,
           const char *join)
{
  JsonNode *node = json_object_get_member (object, join);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static gboolean
read_bracket (GPtrArray  *lines,
              JsonObject *object)
{
  JsonArray *group = get_group (object, "or");

  if (group == NULL)
    return read_leaf (lines, object, FALSE, FALSE);

  for (guint i = 0; i < json_array_get_length (group); i++)
    if (!read_leaf (lines, json_array_get_object_element (group, i), i > 0, FALSE))
      return FALSE;

  return TRUE;
}

/**
 * cadre_condition_lines_parse:
 * @json: a filter
 *
 * Returns: (transfer full) (nullable) (element-type CadreConditionLine): its
 *   lines, or %NULL if it says what lines cannot
 */
GPtrArray *
cadre_condition_lines_parse (const char *json)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (line_free);
  g_autoptr(JsonNode) root = json_from_string (json, NULL);
  JsonArray *group;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;

  group = get_group (json_node_get_object (root), "and");
  if (group == NULL)
    return read_bracket (lines, json_node_get_object (root)) ? g_steal_pointer (&lines) : NULL;

  for (guint i = 0; i < json_array_get_length (group); i++)
    if (!read_bracket (lines, json_array_get_object_element (group, i)))
      return NULL;

  return g_steal_pointer (&lines);
}
