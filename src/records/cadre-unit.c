/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-unit"

#include "config.h"

#include "cadre-unit-private.h"

enum
{
  PROP_0,
  PROP_NAME,
  PROP_SHORT_NAME,
  PROP_KIND,
  PROP_ABOVE,
  PROP_N_PEOPLE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CadreUnit, cadre_unit, G_TYPE_OBJECT)

static void
cadre_unit_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  CadreUnit *self = CADRE_UNIT (object);

  switch (prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_SHORT_NAME:
      g_value_set_string (value, self->short_name);
      break;
    case PROP_KIND:
      g_value_set_string (value, self->kind);
      break;
    case PROP_ABOVE:
      g_value_set_string (value, self->above);
      break;
    case PROP_N_PEOPLE:
      g_value_set_uint (value, self->n_people);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cadre_unit_finalize (GObject *object)
{
  CadreUnit *self = CADRE_UNIT (object);

  g_free (self->name);
  g_free (self->short_name);
  g_free (self->kind);
  g_free (self->above);
  g_clear_object (&self->children);

  G_OBJECT_CLASS (cadre_unit_parent_class)->finalize (object);
}

static void
cadre_unit_class_init (CadreUnitClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cadre_unit_get_property;
  object_class->finalize = cadre_unit_finalize;

#define READABLE (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY)
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, READABLE);
  properties[PROP_SHORT_NAME] = g_param_spec_string ("short-name", NULL, NULL, NULL, READABLE);
  properties[PROP_KIND] = g_param_spec_string ("kind", NULL, NULL, NULL, READABLE);
  properties[PROP_ABOVE] = g_param_spec_string ("above", NULL, NULL, NULL, READABLE);
  properties[PROP_N_PEOPLE] = g_param_spec_uint ("n-people", NULL, NULL, 0, G_MAXUINT, 0, READABLE);
#undef READABLE
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cadre_unit_init (CadreUnit *self)
{
  self->children = g_list_store_new (CADRE_TYPE_UNIT);
}

static void
take_text (CadreUnit   *self,
           char       **text,
           const char  *new_text,
           GParamSpec  *pspec)
{
  if (g_strcmp0 (*text, new_text) == 0)
    return;

  g_free (*text);
  *text = g_strdup (new_text);
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

/* Takes over what @fresh knows of the same unit. */
void
_cadre_unit_update (CadreUnit *self,
                    CadreUnit *fresh)
{
  take_text (self, &self->name, fresh->name, properties[PROP_NAME]);
  take_text (self, &self->short_name, fresh->short_name, properties[PROP_SHORT_NAME]);
  take_text (self, &self->kind, fresh->kind, properties[PROP_KIND]);
  take_text (self, &self->above, fresh->above, properties[PROP_ABOVE]);
  self->parent_id = fresh->parent_id;
  self->depth = fresh->depth;
  if (self->n_people != fresh->n_people)
    {
      self->n_people = fresh->n_people;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_PEOPLE]);
    }
}

gint64
cadre_unit_get_id (CadreUnit *self)
{
  g_return_val_if_fail (CADRE_IS_UNIT (self), 0);

  return self->id;
}

/**
 * cadre_unit_get_parent_id:
 *
 * Returns: the unit above; 0 for a topmost one
 */
gint64
cadre_unit_get_parent_id (CadreUnit *self)
{
  g_return_val_if_fail (CADRE_IS_UNIT (self), 0);

  return self->parent_id;
}

const char *
cadre_unit_get_name (CadreUnit *self)
{
  g_return_val_if_fail (CADRE_IS_UNIT (self), NULL);

  return self->name;
}

const char *
cadre_unit_get_short_name (CadreUnit *self)
{
  g_return_val_if_fail (CADRE_IS_UNIT (self), NULL);

  return self->short_name;
}

const char *
cadre_unit_get_kind (CadreUnit *self)
{
  g_return_val_if_fail (CADRE_IS_UNIT (self), NULL);

  return self->kind;
}

/**
 * cadre_unit_get_above:
 *
 * Returns: (nullable): the name of the unit above, which tells villages of
 *   one name apart
 */
const char *
cadre_unit_get_above (CadreUnit *self)
{
  g_return_val_if_fail (CADRE_IS_UNIT (self), NULL);

  return self->above;
}

/**
 * cadre_unit_get_depth:
 *
 * Returns: how many units are above; 0 for a topmost one
 */
guint
cadre_unit_get_depth (CadreUnit *self)
{
  g_return_val_if_fail (CADRE_IS_UNIT (self), 0);

  return self->depth;
}

/**
 * cadre_unit_get_n_people:
 *
 * Returns: how many people there are in it and below it
 */
guint
cadre_unit_get_n_people (CadreUnit *self)
{
  g_return_val_if_fail (CADRE_IS_UNIT (self), 0);

  return self->n_people;
}

/**
 * cadre_unit_get_children:
 *
 * Returns: (transfer none): the #CadreUnit right below, in order
 */
GListModel *
cadre_unit_get_children (CadreUnit *self)
{
  g_return_val_if_fail (CADRE_IS_UNIT (self), NULL);

  return G_LIST_MODEL (self->children);
}

static CadreUnit *
read_unit (CadreStatement *statement)
{
  CadreUnit *unit = g_object_new (CADRE_TYPE_UNIT, NULL);

  unit->id = cadre_statement_get_int64 (statement, 0);
  unit->parent_id = cadre_statement_get_int64 (statement, 1);
  unit->name = cadre_statement_dup_text (statement, 2);
  unit->short_name = cadre_statement_dup_text (statement, 3);
  unit->kind = cadre_statement_dup_text (statement, 4);
  unit->n_people = (guint) cadre_statement_get_int64 (statement, 5);
  return unit;
}

/* Each parent stands before its children, so going backwards adds up. */
static void
complete (GPtrArray *units)
{
  g_autoptr(GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < units->len; i++)
    {
      CadreUnit *unit = g_ptr_array_index (units, i);
      CadreUnit *parent = g_hash_table_lookup (by_id, &unit->parent_id);

      g_hash_table_insert (by_id, &unit->id, unit);
      if (parent != NULL)
        {
          unit->above = g_strdup (parent->name);
          unit->depth = parent->depth + 1;
        }
    }

  for (guint i = units->len; i > 0; i--)
    {
      CadreUnit *unit = g_ptr_array_index (units, i - 1);
      CadreUnit *parent = g_hash_table_lookup (by_id, &unit->parent_id);

      if (parent != NULL)
        parent->n_people += unit->n_people;
    }
}

/**
 * cadre_units_load:
 *
 * Returns: (transfer full) (element-type CadreUnit): all units, those above
 *   before those below and siblings in their order; or %NULL with @error set
 */
GPtrArray *
cadre_units_load (CadreArchive  *archive,
                  GError       **error)
{
  g_autoptr(GPtrArray) units = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(CadreStatement) statement = NULL;

  statement = cadre_archive_prepare (archive,
                                     "SELECT u.id, u.parent_id, u.name, u.short_name, u.kind, c.n FROM unit u "
                                     "LEFT JOIN (SELECT unit_id, count (*) AS n FROM person GROUP BY unit_id) c "
                                     "ON c.unit_id = u.id ORDER BY u.path, u.position, u.id",
                                     error);
  if (statement == NULL)
    return NULL;

  while (cadre_statement_step (statement, error))
    g_ptr_array_add (units, read_unit (statement));

  if (!cadre_statement_is_done (statement))
    return NULL;

  complete (units);
  return g_steal_pointer (&units);
}
