/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether the members of a definition are of the kinds that the reader of
 * definitions takes for granted: an office may have written one by hand. */

#define G_LOG_DOMAIN "cadre-report-shape"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cadre-report-private.h"

typedef enum
{
  SHAPE_STRING,
  SHAPE_TEXT,     /* a string, or an array of lines */
  SHAPE_TEXTS,    /* an array of strings */
  SHAPE_NUMBER,
  SHAPE_BOOL,
  SHAPE_OBJECT,
  SHAPE_OBJECTS,  /* an array of objects */
  SHAPE_EITHER,   /* an object, or an array of them */
  SHAPE_GRID,     /* an array of arrays of objects */
} ShapeKind;

typedef struct _Shape Shape;

struct _Shape
{
  const char *member;
  ShapeKind kind;
  const Shape *inner;
};

static const Shape page_shape[] = {
  { "paper", SHAPE_STRING }, { "landscape", SHAPE_BOOL }, { NULL }
};

static const Shape column_shape[] = {
  { "head", SHAPE_TEXT }, { "value", SHAPE_STRING }, { "kind", SHAPE_STRING }, { "align", SHAPE_STRING },
  { "width", SHAPE_NUMBER }, { "decimals", SHAPE_NUMBER }, { "grows", SHAPE_BOOL }, { "total", SHAPE_BOOL },
  { "serial", SHAPE_BOOL }, { "row", SHAPE_BOOL }, { "blank", SHAPE_BOOL }, { "ratio", SHAPE_TEXTS },
  { "count", SHAPE_TEXT }, { "people", SHAPE_TEXT }, { "sum", SHAPE_TEXT }, { "mean", SHAPE_TEXT },
  { "distinct", SHAPE_TEXT }, { NULL }
};

static const Shape row_shape[] = {
  { "key", SHAPE_TEXT }, { "label", SHAPE_TEXT }, { "order", SHAPE_TEXT }, { "where", SHAPE_TEXT }, { NULL }
};

static const Shape cell_shape[] = {
  { "label", SHAPE_TEXT }, { "value", SHAPE_TEXT }, { "columns", SHAPE_NUMBER }, { "rows", SHAPE_NUMBER },
  { "height", SHAPE_NUMBER }, { "photo", SHAPE_BOOL }, { "prose", SHAPE_BOOL }, { "align", SHAPE_STRING }, { NULL }
};

static const Shape chart_shape[] = {
  { "kind", SHAPE_STRING }, { "title", SHAPE_TEXT }, { "figures", SHAPE_TEXTS }, { "column", SHAPE_TEXT }, { NULL }
};

static const Shape names_shape[] = {
  { "order", SHAPE_TEXT }, { "frozen", SHAPE_NUMBER }, { "page", SHAPE_OBJECT, page_shape },
  { "columns", SHAPE_OBJECTS, column_shape }, { NULL }
};

static const Shape table_shape[] = {
  { "name", SHAPE_STRING }, { "title", SHAPE_STRING }, { "left", SHAPE_TEXT }, { "right", SHAPE_TEXT },
  { "sql", SHAPE_TEXT }, { "each_sql", SHAPE_TEXT }, { "extra_sql", SHAPE_TEXT }, { "extra_expression", SHAPE_TEXT },
  { "group", SHAPE_STRING }, { "subtotal", SHAPE_TEXT }, { "total", SHAPE_TEXT }, { "notes", SHAPE_TEXTS },
  { "sign", SHAPE_TEXT }, { "empty", SHAPE_TEXT }, { "frozen", SHAPE_NUMBER }, { "fact", SHAPE_TEXT },
  { "title_height", SHAPE_NUMBER }, { "row_height", SHAPE_NUMBER },
  { "page", SHAPE_OBJECT, page_shape }, { "rows", SHAPE_EITHER, row_shape }, { "form", SHAPE_GRID, cell_shape },
  { "foot", SHAPE_GRID, cell_shape }, { "columns", SHAPE_OBJECTS, column_shape },
  { "charts", SHAPE_OBJECTS, chart_shape }, { "names", SHAPE_OBJECT, names_shape }, { NULL }
};

static const Shape report_shape[] = {
  { "key", SHAPE_STRING }, { "name", SHAPE_STRING }, { "purpose", SHAPE_STRING }, { "description", SHAPE_TEXT },
  { "source", SHAPE_TEXT }, { "personal", SHAPE_BOOL }, { "scope", SHAPE_TEXTS }, { "needs", SHAPE_TEXTS },
  { "tables", SHAPE_OBJECTS, table_shape }, { NULL }
};

static gboolean check_members (JsonObject  *object,
                               const Shape *shape,
                               GError     **error);

static gboolean
is_string (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

static gboolean
is_number (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) &&
         (json_node_get_value_type (node) == G_TYPE_INT64 || json_node_get_value_type (node) == G_TYPE_DOUBLE);
}

static gboolean
are_strings (JsonNode *node)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (!is_string (json_array_get_element (array, i)))
      return FALSE;

  return array != NULL;
}

static gboolean
are_objects (JsonNode     *node,
             const Shape  *shape,
             GError      **error)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *one = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_OBJECT (one))
        return FALSE;
      if (!check_members (json_node_get_object (one), shape, error))
        {
          g_prefix_error (error, _("number %u: "), i + 1);
          return FALSE;
        }
    }

  return array != NULL;
}

static gboolean
is_grid (JsonNode     *node,
         const Shape  *shape,
         GError      **error)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (!are_objects (json_array_get_element (array, i), shape, error))
      return FALSE;

  return array != NULL;
}

static gboolean
has_shape (JsonNode     *node,
           const Shape  *shape,
           GError      **error)
{
  switch (shape->kind)
    {
    case SHAPE_STRING:
      return is_string (node);
    case SHAPE_TEXT:
      return JSON_NODE_HOLDS_NULL (node) || is_string (node) || are_strings (node);
    case SHAPE_TEXTS:
      return are_strings (node);
    case SHAPE_NUMBER:
      return is_number (node);
    case SHAPE_BOOL:
      return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN;
    case SHAPE_OBJECT:
      return JSON_NODE_HOLDS_OBJECT (node) && check_members (json_node_get_object (node), shape->inner, error);
    case SHAPE_OBJECTS:
      return are_objects (node, shape->inner, error);
    case SHAPE_EITHER:
      return JSON_NODE_HOLDS_OBJECT (node) ? check_members (json_node_get_object (node), shape->inner, error)
                                           : are_objects (node, shape->inner, error);
    case SHAPE_GRID:
      return is_grid (node, shape->inner, error);
    default:
      g_assert_not_reached ();
    }
}

static gboolean
check_members (JsonObject   *object,
               const Shape  *shape,
               GError      **error)
{
  for (; shape->member != NULL; shape++)
    {
      JsonNode *node = json_object_get_member (object, shape->member);
      g_autoptr(GError) inside = NULL;

      if (node == NULL || has_shape (node, shape, &inside))
        continue;

      if (inside != NULL)
        {
          g_prefix_error (&inside, _("“%s”, "), shape->member);
          g_propagate_error (error, g_steal_pointer (&inside));
        }
      else
        {
          g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("“%s” is not of the kind that belongs there"), shape->member);
        }
      return FALSE;
    }

  return TRUE;
}

/**
 * _cadre_report_check_shape:
 * @object: the definition of a report
 *
 * Returns: whether what the definition has is of the right kinds; members that
 *   are not known do not count
 */
gboolean
_cadre_report_check_shape (JsonObject  *object,
                           GError     **error)
{
  return check_members (object, report_shape, error);
}
