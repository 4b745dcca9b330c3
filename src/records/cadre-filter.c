/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Filters: reading their JSON, running and keeping them. */

#define G_LOG_DOMAIN "cadre-records"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "cadre-filter-private.h"

/* A sentence is as deep as people can read; a file could be deeper. */
#define MAX_DEPTH 16

static const char * const comparisons[N_COMPARISONS] = {
  [COMPARISON_EQUAL] = "=",
  [COMPARISON_NOT_EQUAL] = "<>",
  [COMPARISON_LESS] = "<",
  [COMPARISON_AT_MOST] = "<=",
  [COMPARISON_MORE] = ">",
  [COMPARISON_AT_LEAST] = ">=",
  [COMPARISON_CONTAINS] = "contains",
  [COMPARISON_BEGINS] = "begins",
  [COMPARISON_IN] = "in",
  [COMPARISON_WITHIN] = "within",
  [COMPARISON_EMPTY] = "empty",
  [COMPARISON_FILLED] = "filled",
  [COMPARISON_TRUE] = "true",
};

static CadreFilterNode *parse_node (CadreFilter  *self,
                                    JsonNode     *json,
                                    guint         depth,
                                    GError      **error);

static void
node_free (CadreFilterNode *node)
{
  g_clear_pointer (&node->of, g_ptr_array_unref);
  g_clear_pointer (&node->arguments, g_ptr_array_unref);
  g_clear_pointer (&node->values, g_ptr_array_unref);
  g_free (node);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreFilterNode, node_free)

void
cadre_filter_free (CadreFilter *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->root, node_free);
  g_clear_pointer (&self->facts, g_ptr_array_unref);
  g_object_unref (self->catalogue);
  g_free (self->json);
  g_free (self);
}

static gpointer
refuse (GError     **error,
        const char  *format,
        ...) G_GNUC_PRINTF (2, 3);

static gpointer
refuse (GError     **error,
        const char  *format,
        ...)
{
  g_autofree char *reason = NULL;
  va_list args;

  va_start (args, format);
  reason = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, CADRE_ERROR, CADRE_ERROR_FORMAT, _("this is no filter: %s"), reason);
  return NULL;
}

CadreFieldKind
_cadre_filter_node_value_kind (const CadreFilterNode *node)
{
  return node->field != NULL ? node->field->kind : node->fact->kind;
}

/* Numbers may be written as numbers in the JSON. */
static char *
json_text (JsonNode *node)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? "1" : "0");

  return cadre_number_format (json_node_get_double (node));
}

/* A part of a text is no value of the field and stays as it is. */
static gboolean
add_value (CadreFilter      *self,
           CadreFilterNode  *node,
           JsonNode         *json,
           GError          **error)
{
  g_autofree char *text = json_text (json);
  CadreField fact_field = { .key = "", .label = "", .kind = _cadre_filter_node_value_kind (node) };
  char *value;

  if (text == NULL)
    return refuse (error, "%s", _("a condition without a value")) != NULL;

  if (node->comparison == COMPARISON_CONTAINS || node->comparison == COMPARISON_BEGINS)
    value = g_steal_pointer (&text);
  else
    value = cadre_catalogue_parse_value (self->catalogue, node->field != NULL ? node->field : &fact_field, text, NULL, error);
  if (value == NULL)
    return FALSE;

  g_ptr_array_add (node->values, value);
  return TRUE;
}

static gboolean
parse_values (CadreFilter      *self,
              CadreFilterNode  *node,
              JsonObject       *object,
              GError          **error)
{
  JsonNode *json = json_object_get_member (object, "value");
  JsonArray *array;

  if (node->comparison >= COMPARISON_EMPTY)
    return TRUE;
  if (node->comparison != COMPARISON_IN)
    return add_value (self, node, json, error);

  if (json == NULL || !JSON_NODE_HOLDS_ARRAY (json))
    return refuse (error, "%s", _("“in” needs a list of values")) != NULL;

  array = json_node_get_array (json);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!add_value (self, node, json_array_get_element (array, i), error))
      return FALSE;

  return node->values->len > 0 || refuse (error, "%s", _("“in” needs a list of values")) != NULL;
}

static gboolean
parse_comparison (CadreFilterNode  *node,
                  JsonObject       *object,
                  GError          **error)
{
  const char *name = json_object_get_string_member_with_default (object, "is", NULL);

  if (name == NULL && node->fact != NULL && node->fact->kind == CADRE_FIELD_BOOL)
    {
      node->comparison = COMPARISON_TRUE;
      return TRUE;
    }

  for (guint i = 0; i < COMPARISON_TRUE; i++)
    if (g_strcmp0 (comparisons[i], name) == 0)
      {
        node->comparison = i;
        if (i == COMPARISON_WITHIN && _cadre_filter_node_value_kind (node) != CADRE_FIELD_UNIT)
          return refuse (error, "%s", _("“within” is for units only")) != NULL;
        return TRUE;
      }

  return refuse (error, _("there is no comparison “%s”"), name) != NULL;
}

static gboolean
parse_arguments (CadreFilterNode  *node,
                 JsonObject       *object,
                 GError          **error)
{
  JsonObject *with = json_object_has_member (object, "with") ? json_object_get_object_member (object, "with") : NULL;

  for (guint i = 0; i < node->fact->parameters->len; i++)
    {
      const CadreFactParameter *parameter = g_ptr_array_index (node->fact->parameters, i);
      char *text = with != NULL ? json_text (json_object_get_member (with, parameter->key)) : NULL;

      if (text == NULL)
        return refuse (error, _("“%s” needs “%s”"), node->fact->label, parameter->label) != NULL;
      g_ptr_array_add (node->arguments, text);
    }

  return TRUE;
}

static CadreFilterNode *
parse_leaf (CadreFilter  *self,
            JsonObject   *object,
            GError      **error)
{
  g_autoptr(CadreFilterNode) node = g_new0 (CadreFilterNode, 1);
  const char *field = json_object_get_string_member_with_default (object, "field", NULL);
  const char *fact = json_object_get_string_member_with_default (object, "fact", NULL);

  node->kind = NODE_LEAF;
  node->values = g_ptr_array_new_with_free_func (g_free);
  node->arguments = g_ptr_array_new_with_free_func (g_free);
  if (field != NULL)
    node->field = cadre_record_kind_get_field (cadre_catalogue_get_kind (self->catalogue, "person"), field);
  else if (fact != NULL)
    node->fact = cadre_facts_find (self->facts, fact);

  if (node->field == NULL && node->fact == NULL)
    return refuse (error, _("there is no field or fact “%s”"), field != NULL ? field : fact);
  if (node->fact != NULL && !parse_arguments (node, object, error))
    return NULL;
  if (!parse_comparison (node, object, error) || !parse_values (self, node, object, error))
    return NULL;

  return g_steal_pointer (&node);
}

static CadreFilterNode *
parse_group (CadreFilter          *self,
             CadreFilterNodeKind   kind,
             JsonNode             *json,
             guint                 depth,
             GError              **error)
{
  g_autoptr(CadreFilterNode) node = g_new0 (CadreFilterNode, 1);
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (json) ? json_node_get_array (json) : NULL;
  guint n = array != NULL ? json_array_get_length (array) : kind == NODE_NOT ? 1 : 0;

  node->kind = kind;
  node->of = g_ptr_array_new_with_free_func ((GDestroyNotify) node_free);
  if (n == 0)
    return refuse (error, "%s", _("“and” and “or” need a list of conditions"));

  for (guint i = 0; i < n; i++)
    {
      CadreFilterNode *child = parse_node (self, array != NULL ? json_array_get_element (array, i) : json, depth + 1, error);

      if (child == NULL)
        return NULL;
      g_ptr_array_add (node->of, child);
    }

  return g_steal_pointer (&node);
}

static CadreFilterNode *
parse_node (CadreFilter  *self,
            JsonNode     *json,
            guint         depth,
            GError      **error)
{
  JsonObject *object;

  if (json == NULL || !JSON_NODE_HOLDS_OBJECT (json))
    return refuse (error, "%s", _("a condition is a JSON object"));
  if (depth > MAX_DEPTH)
    return refuse (error, "%s", _("its brackets are too deep"));

  object = json_node_get_object (json);
  if (json_object_has_member (object, "and"))
    return parse_group (self, NODE_AND, json_object_get_member (object, "and"), depth, error);
  if (json_object_has_member (object, "or"))
    return parse_group (self, NODE_OR, json_object_get_member (object, "or"), depth, error);
  if (json_object_has_member (object, "not"))
    return parse_group (self, NODE_NOT, json_object_get_member (object, "not"), depth, error);

  return parse_leaf (self, object, error);
}

/**
 * cadre_filter_parse:
 * @json: a filter as it is kept
 *
 * Returns: (transfer full): the filter, or %NULL with @error set:
 *   %CADRE_ERROR_FORMAT, or %CADRE_ERROR_INVALID for a value that its field
 *   cannot have
 */
CadreFilter *
cadre_filter_parse (CadreCatalogue  *catalogue,
                    const char      *json,
                    GError         **error)
{
  g_autoptr(CadreFilter) self = g_new0 (CadreFilter, 1);
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GError) local_error = NULL;

  self->catalogue = g_object_ref (catalogue);
  self->json = g_strdup (json);
  self->facts = cadre_facts_load (error);
  if (self->facts == NULL)
    return NULL;

  node = json_from_string (json, &local_error);
  if (node == NULL)
    return refuse (error, "%s", local_error != NULL ? local_error->message : _("it is empty"));

  self->root = parse_node (self, node, 0, error);
  return self->root != NULL ? g_steal_pointer (&self) : NULL;
}

const char *
cadre_filter_get_json (CadreFilter *self)
{
  return self->json;
}

/**
 * cadre_filter_run:
 *
 * Returns: (transfer full) (element-type gint64): the people who fit, in unit
 *   order; %NULL with @error set
 */
GArray *
cadre_filter_run (CadreFilter      *self,
                  CadreArchive     *archive,
                  const CadreDate  *as_of,
                  GError          **error)
{
  g_autofree char *condition = cadre_filter_to_sql (self, "p");
  g_autofree char *sql = NULL;
  g_autoptr(CadreStatement) rows = NULL;
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  sql = g_strdup_printf ("SELECT p.id FROM person p LEFT JOIN unit u ON u.id = p.unit_id WHERE %s "
                         "ORDER BY u.path IS NULL, u.path, p.position, p.id", condition);
  rows = cadre_archive_prepare (archive, sql, error);
  if (rows == NULL)
    return NULL;

  cadre_filter_bind (self, rows, as_of);
  while (cadre_statement_step (rows, error))
    {
      gint64 id = cadre_statement_get_int64 (rows, 0);

      g_array_append_val (ids, id);
    }

  return cadre_statement_is_done (rows) ? g_steal_pointer (&ids) : NULL;
}

/**
 * cadre_filter_save:
 *
 * Keeps a filter of people under a name, inside a running action; one of that
 * name is replaced.
 */
gboolean
cadre_filter_save (CadreFilter   *self,
                   CadreArchive  *archive,
                   const char    *name,
                   GError       **error)
{
  g_autoptr(CadreStatement) statement = NULL;

  statement = cadre_archive_prepare (archive,
                                     "INSERT INTO saved_filter (record_kind, name, definition) VALUES ('person', ?1, ?2) "
                                     "ON CONFLICT (record_kind, name) DO UPDATE SET definition = excluded.definition", error);
  if (statement == NULL)
    return FALSE;

  cadre_statement_bind_text (statement, 1, name);
  cadre_statement_bind_text (statement, 2, self->json);
  return cadre_statement_run (statement, error);
}

/**
 * cadre_filter_load:
 *
 * Returns: (transfer full) (nullable): the JSON of a filter kept under a name;
 *   %NULL with @error set where there is none
 */
char *
cadre_filter_load (CadreArchive  *archive,
                   const char    *name,
                   GError       **error)
{
  g_autoptr(CadreStatement) row = NULL;

  row = cadre_archive_prepare (archive, "SELECT definition FROM saved_filter WHERE record_kind = 'person' AND name = ?1",
                               error);
  if (row == NULL)
    return NULL;

  cadre_statement_bind_text (row, 1, name);
  if (cadre_statement_step (row, error))
    return cadre_statement_dup_text (row, 0);

  if (cadre_statement_is_done (row))
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("there is no saved filter “%s”"), name);
  return NULL;
}

/**
 * cadre_filter_delete:
 *
 * Forgets a filter kept under a name, inside a running action.
 */
gboolean
cadre_filter_delete (CadreArchive  *archive,
                     const char    *name,
                     GError       **error)
{
  g_autofree char *json = cadre_filter_load (archive, name, error);
  g_autoptr(CadreStatement) statement = NULL;

  if (json == NULL)
    return FALSE;

  statement = cadre_archive_prepare (archive, "DELETE FROM saved_filter WHERE record_kind = 'person' AND name = ?1", error);
  if (statement == NULL)
    return FALSE;

  cadre_statement_bind_text (statement, 1, name);
  return cadre_statement_run (statement, error);
}

/**
 * cadre_filter_list:
 *
 * Returns: (transfer full): the names under which filters are kept, in order;
 *   %NULL with @error set
 */
GStrv
cadre_filter_list (CadreArchive  *archive,
                   GError       **error)
{
  g_autoptr(CadreStatement) rows = NULL;
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  rows = cadre_archive_prepare (archive, "SELECT name FROM saved_filter WHERE record_kind = 'person' ORDER BY name", error);
  if (rows == NULL)
    return NULL;

  while (cadre_statement_step (rows, error))
    g_strv_builder_add (names, cadre_statement_get_text (rows, 0));

  return cadre_statement_is_done (rows) ? g_strv_builder_end (names) : NULL;
}
