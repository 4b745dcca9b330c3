/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "cadre-date.h"

G_BEGIN_DECLS

/* Members of the JSON object that a command is building. What is not known
 * (NULL, not a number, no date) is null, never left out: whoever reads it
 * finds the same members in each object. */

void cadrectl_json_text   (JsonBuilder      *json,
                           const char       *name,
                           const char       *value);
void cadrectl_json_int    (JsonBuilder      *json,
                           const char       *name,
                           gint64            value);
void cadrectl_json_double (JsonBuilder      *json,
                           const char       *name,
                           double            value);
void cadrectl_json_bool   (JsonBuilder      *json,
                           const char       *name,
                           gboolean          value);
void cadrectl_json_date   (JsonBuilder      *json,
                           const char       *name,
                           const CadreDate  *value);

G_END_DECLS
