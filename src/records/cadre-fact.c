/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Named facts about a person, as data. */

#define G_LOG_DOMAIN "cadre-records"

#include "config.h"

#include <json-glib/json-glib.h>

#include "cadre-fact.h"

#define FACTS_PATH CADRE_RESOURCE_PATH "/facts/person.json"

static void
parameter_free (gpointer data)
{
  CadreFactParameter *self = data;

  g_free (self->key);
  g_free (self->label);
  g_free (self->code_set);
  g_free (self);
}

void
cadre_fact_free (CadreFact *self)
{
  if (self == NULL)
    return;

  g_free (self->key);
  g_free (self->label);
  g_free (self->unit);
  g_free (self->sql);
  g_free (self->records);
  g_ptr_array_unref (self->parameters);
  g_free (self);
}

static char *
get_string (JsonObject *object,
            const char *member)
{
  return g_strdup (json_object_get_string_member_with_default (object, member, NULL));
}

static CadreFieldKind
get_kind (JsonObject *object)
{
  const char *kind = json_object_get_string_member (object, "kind");

  if (g_strcmp0 (kind, "integer") == 0)
    return CADRE_FIELD_INTEGER;
  if (g_strcmp0 (kind, "date") == 0)
    return CADRE_FIELD_DATE;

  return g_strcmp0 (kind, "bool") == 0 ? CADRE_FIELD_BOOL : CADRE_FIELD_NUMBER;
}

static CadreFact *
read_fact (JsonObject *object)
{
  CadreFact *fact = g_new0 (CadreFact, 1);
  JsonArray *parameters = json_object_has_member (object, "parameters")
                            ? json_object_get_array_member (object, "parameters") : NULL;

  fact->key = get_string (object, "key");
  fact->label = get_string (object, "label");
  fact->unit = get_string (object, "unit");
  fact->sql = get_string (object, "sql");
  fact->records = get_string (object, "records");
  fact->kind = get_kind (object);
  fact->parameters = g_ptr_array_new_with_free_func (parameter_free);
  for (guint i = 0; parameters != NULL && i < json_array_get_length (parameters); i++)
    {
      JsonObject *one = json_array_get_object_element (parameters, i);
      CadreFactParameter *parameter = g_new0 (CadreFactParameter, 1);

      parameter->key = get_string (one, "key");
      parameter->label = get_string (one, "label");
      parameter->code_set = get_string (one, "code_set");
      g_ptr_array_add (fact->parameters, parameter);
    }

  return fact;
}

/**
 * cadre_facts_load:
 *
 * Returns: (transfer full) (element-type CadreFact): all facts, or %NULL with
 *   @error set
 */
GPtrArray *
cadre_facts_load (GError **error)
{
  g_autoptr(GPtrArray) facts = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_fact_free);
  g_autoptr(GBytes) bytes = g_resources_lookup_data (FACTS_PATH, 0, error);
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonArray *array;
  const char *text;
  gsize length;

  if (bytes == NULL)
    return NULL;

  text = g_bytes_get_data (bytes, &length);
  if (!json_parser_load_from_data (parser, text, length, error))
    return NULL;

  array = json_node_get_array (json_parser_get_root (parser));
  for (guint i = 0; i < json_array_get_length (array); i++)
    g_ptr_array_add (facts, read_fact (json_array_get_object_element (array, i)));

  return g_steal_pointer (&facts);
}

/**
 * cadre_facts_find:
 *
 * Returns: (nullable): the fact, owned by @facts
 */
const CadreFact *
cadre_facts_find (GPtrArray  *facts,
                  const char *key)
{
  for (guint i = 0; i < facts->len; i++)
    if (g_strcmp0 (((const CadreFact *) g_ptr_array_index (facts, i))->key, key) == 0)
      return g_ptr_array_index (facts, i);

  return NULL;
}
