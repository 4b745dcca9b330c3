/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-person-row"

#include "config.h"

#include "cadre-person-list-private.h"

struct _CadrePersonRow
{
  GObject parent_instance;

  gint64 id;
  guint position;  /* in the list that made it */
  char **texts;   /* by column; NULL until its page arrives */
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_LOADED,
  PROP_NAME,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CadrePersonRow, cadre_person_row, G_TYPE_OBJECT)

static void
cadre_person_row_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  CadrePersonRow *self = CADRE_PERSON_ROW (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_int64 (value, self->id);
      break;
    case PROP_LOADED:
      g_value_set_boolean (value, self->texts != NULL);
      break;
    case PROP_NAME:
      g_value_set_string (value, cadre_person_row_get_text (self, CADRE_PERSON_NAME));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cadre_person_row_finalize (GObject *object)
{
  CadrePersonRow *self = CADRE_PERSON_ROW (object);

  g_strfreev (self->texts);

  G_OBJECT_CLASS (cadre_person_row_parent_class)->finalize (object);
}

static void
cadre_person_row_class_init (CadrePersonRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cadre_person_row_get_property;
  object_class->finalize = cadre_person_row_finalize;

  properties[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0,
                                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cadre_person_row_init (CadrePersonRow *self)
{
}

CadrePersonRow *
_cadre_person_row_new (gint64 id,
                       guint  position)
{
  CadrePersonRow *self = g_object_new (CADRE_TYPE_PERSON_ROW, NULL);

  self->id = id;
  self->position = position;
  return self;
}

guint
_cadre_person_row_get_position (CadrePersonRow *self)
{
  return self->position;
}

void
_cadre_person_row_set_position (CadrePersonRow *self,
                                guint           position)
{
  self->position = position;
}

/* @texts: (transfer full) (array zero-terminated=1): one for each column */
void
_cadre_person_row_fill (CadrePersonRow  *self,
                        char           **texts)
{
  g_strfreev (self->texts);
  self->texts = texts;

  g_object_freeze_notify (G_OBJECT (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * cadre_person_row_get_id:
 *
 * Returns: the person's key in the archive
 */
gint64
cadre_person_row_get_id (CadrePersonRow *self)
{
  g_return_val_if_fail (CADRE_IS_PERSON_ROW (self), 0);

  return self->id;
}

/**
 * cadre_person_row_is_loaded:
 *
 * Returns: whether the texts are there; notify::loaded tells when they come
 */
gboolean
cadre_person_row_is_loaded (CadrePersonRow *self)
{
  g_return_val_if_fail (CADRE_IS_PERSON_ROW (self), FALSE);

  return self->texts != NULL;
}

/**
 * cadre_person_row_get_text:
 *
 * Returns: what a cell shows; empty before the row is loaded
 */
const char *
cadre_person_row_get_text (CadrePersonRow    *self,
                           CadrePersonColumn  column)
{
  g_return_val_if_fail (CADRE_IS_PERSON_ROW (self), "");
  g_return_val_if_fail (column < CADRE_PERSON_N_COLUMNS, "");

  return self->texts != NULL ? self->texts[column] : "";
}
