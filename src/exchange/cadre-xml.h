/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One XML part streaming by: libxml2's SAX2 with what all parts of a
 * workbook need done alike. Document types, and so entities, are refused;
 * depth and token sizes are bounded; elements are told by number. */

#pragma once

#include "cadre-workbook-private.h"

G_BEGIN_DECLS

typedef struct _CadreXml CadreXml;

/**
 * CadreXmlSource:
 *
 * Where the bytes come from. Returns how many, 0 at the end, -1 with @error.
 */
typedef gssize (*CadreXmlSource) (gpointer   source,
                                  char      *buffer,
                                  gsize      size,
                                  GError   **error);

/**
 * CadreXmlVisitor:
 * @elements: the names that count, NULL-terminated; their index is what
 *   @start and @end get, or -1 for any other
 * @attributes: libxml2's own: name, prefix, URI, value, end of the value
 * @text: may come in several pieces
 */
typedef struct
{
  const char *const *elements;
  void (*start) (CadreXml *xml, int element, const char **attributes, int n_attributes, gpointer user_data);
  void (*end)   (CadreXml *xml, int element, gpointer user_data);
  void (*text)  (CadreXml *xml, const char *text, int length, gpointer user_data);
} CadreXmlVisitor;

gboolean    cadre_xml_parse      (CadreXmlSource           read,
                                  gpointer                 source,
                                  const char              *name,
                                  const CadreSheetLimits  *limits,
                                  const CadreXmlVisitor   *visitor,
                                  gpointer                 user_data,
                                  GCancellable            *cancellable,
                                  GError                 **error);

void        cadre_xml_stop       (CadreXml                *self);
GError    **cadre_xml_fail       (CadreXml                *self);

const char *cadre_xml_attribute  (const char             **attributes,
                                  int                      n_attributes,
                                  const char              *name,
                                  gsize                   *length);
char       *cadre_xml_dup        (const char             **attributes,
                                  int                      n_attributes,
                                  const char              *name);
gboolean    cadre_xml_is_true    (const char             **attributes,
                                  int                      n_attributes,
                                  const char              *name);
gboolean    cadre_xml_number     (const char              *text,
                                  gsize                    length,
                                  guint32                 *value);

G_END_DECLS
