/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Members of the JSON objects that commands print. */

#include "config.h"

#include <math.h>

#include "cadrectl-json.h"

/**
 * cadrectl_json_text:
 * @value: (nullable): the text
 *
 * Adds the member @name.
 */
void
cadrectl_json_text (JsonBuilder *json,
                    const char  *name,
                    const char  *value)
{
  json_builder_set_member_name (json, name);
  if (value != NULL)
    json_builder_add_string_value (json, value);
  else
    json_builder_add_null_value (json);
}

/**
 * cadrectl_json_int:
 *
 * Adds the member @name.
 */
void
cadrectl_json_int (JsonBuilder *json,
                   const char  *name,
                   gint64       value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_int_value (json, value);
}

/**
 * cadrectl_json_double:
 * @value: the number, or NAN where it is not known
 *
 * Adds the member @name.
 */
void
cadrectl_json_double (JsonBuilder *json,
                      const char  *name,
                      double       value)
{
  json_builder_set_member_name (json, name);
  if (isnan (value))
    json_builder_add_null_value (json);
  else
    json_builder_add_double_value (json, value);
}

/**
 * cadrectl_json_bool:
 *
 * Adds the member @name.
 */
void
cadrectl_json_bool (JsonBuilder *json,
                    const char  *name,
                    gboolean     value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_boolean_value (json, value);
}

/**
 * cadrectl_json_date:
 * @value: the date, of year 0 where it is not known
 *
 * Adds the member @name, as precise as the date is: "1985", "1985-03".
 */
void
cadrectl_json_date (JsonBuilder     *json,
                    const char      *name,
                    const CadreDate *value)
{
  g_autofree char *text = value->year > 0 ? cadre_date_format (value, CADRE_DATE_ISO) : NULL;

  cadrectl_json_text (json, name, text);
}
