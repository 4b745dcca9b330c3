/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-xml"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <libxml/parser.h>
#include <string.h>

#include "cadre-xml.h"

#define MAX_ELEMENTS 16

/* Elements of any other namespace are extensions: not ours to read. The
 * strict form of the standard has its own names; some writers give none. */
static const char *const namespaces[] = {
  "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
  "http://purl.oclc.org/ooxml/spreadsheetml/main",
  "http://schemas.openxmlformats.org/package/2006/relationships",
};

struct _CadreXml
{
  CadreXmlSource read;
  gpointer source;
  const char *name;
  const CadreSheetLimits *limits;
  const CadreXmlVisitor *visitor;
  gpointer user_data;
  GCancellable *cancellable;

  xmlParserCtxt *parser;
  /* Names as the parser's dictionary has them: compared by address. */
  const xmlChar *elements[MAX_ELEMENTS];
  int n_elements;
  const xmlChar *namespaces[G_N_ELEMENTS (namespaces)];

  int depth;
  gint64 deadline;
  gboolean stopped;
  GError *error;
};

static int
read_cb (void *data,
         char *buffer,
         int   size)
{
  CadreXml *self = data;
  gssize n;

  if (self->error != NULL || g_cancellable_set_error_if_cancelled (self->cancellable, &self->error))
    return -1;
  if (g_get_monotonic_time () > self->deadline)
    {
      g_set_error (&self->error, CADRE_ERROR, CADRE_ERROR_LIMIT,
                   _("%s: reading takes longer than %d seconds; split the workbook"), self->name, (int) self->limits->seconds);
      return -1;
    }

  n = self->read (self->source, buffer, (gsize) size, &self->error);
  return (int) n;
}

static int
close_cb (void *data)
{
  return 0;
}

static int
find_element (CadreXml      *self,
              const xmlChar *name,
              const xmlChar *uri)
{
  if (uri != NULL && uri != self->namespaces[0] && uri != self->namespaces[1] && uri != self->namespaces[2])
    return -1;

  for (int i = 0; i < self->n_elements; i++)
    if (name == self->elements[i])
      return i;

  return -1;
}

static void
start_cb (void           *data,
          const xmlChar  *name,
          const xmlChar  *prefix,
          const xmlChar  *uri,
          int             n_namespaces,
          const xmlChar **declared,
          int             n_attributes,
          int             n_defaulted,
          const xmlChar **attributes)
{
  CadreXml *self = data;

  if (++self->depth > self->limits->xml_depth)
    {
      g_set_error (cadre_xml_fail (self), CADRE_ERROR, CADRE_ERROR_LIMIT,
                   _("%s: nested deeper than any workbook; it is damaged or was made to do harm"), self->name);
      return;
    }

  self->visitor->start (self, find_element (self, name, uri), (const char **) attributes, n_attributes, self->user_data);
}

static void
end_cb (void          *data,
        const xmlChar *name,
        const xmlChar *prefix,
        const xmlChar *uri)
{
  CadreXml *self = data;

  self->depth--;
  if (self->visitor->end != NULL)
    self->visitor->end (self, find_element (self, name, uri), self->user_data);
}

static void
text_cb (void          *data,
         const xmlChar *text,
         int            length)
{
  CadreXml *self = data;

  if (self->visitor->text != NULL)
    self->visitor->text (self, (const char *) text, length, self->user_data);
}

/* No workbook has a document type; its entities are how a small file
 * becomes a large one. */
static void
doctype_cb (void          *data,
            const xmlChar *name,
            const xmlChar *external_id,
            const xmlChar *system_id)
{
  CadreXml *self = data;

  g_set_error (cadre_xml_fail (self), CADRE_ERROR, CADRE_ERROR_FORMAT,
               _("%s: it declares a document type, which no workbook does; it is not read"), self->name);
}

static xmlEntityPtr
entity_cb (void          *data,
           const xmlChar *name)
{
  return xmlGetPredefinedEntity (name);
}

static const xmlSAXHandler sax = {
  .initialized = XML_SAX2_MAGIC,
  .startElementNs = start_cb,
  .endElementNs = end_cb,
  .characters = text_cb,
  .ignorableWhitespace = text_cb,
  .cdataBlock = text_cb,
  .internalSubset = doctype_cb,
  .getEntity = entity_cb,
};

/**
 * cadre_xml_stop:
 *
 * Ends the parsing here, without an error.
 */
void
cadre_xml_stop (CadreXml *self)
{
  self->stopped = TRUE;
  xmlStopParser (self->parser);
}

/**
 * cadre_xml_fail:
 *
 * Ends the parsing here.
 *
 * Returns: where to put the error; what came first stays
 */
GError **
cadre_xml_fail (CadreXml *self)
{
  xmlStopParser (self->parser);

  return self->error == NULL ? &self->error : NULL;
}

static void
intern_names (CadreXml *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (namespaces); i++)
    self->namespaces[i] = xmlDictLookup (self->parser->dict, (const xmlChar *) namespaces[i], -1);
  for (const char *const *name = self->visitor->elements; *name != NULL; name++)
    {
      g_assert (self->n_elements < MAX_ELEMENTS);
      self->elements[self->n_elements++] = xmlDictLookup (self->parser->dict, (const xmlChar *) *name, -1);
    }
}

static void
set_parser_error (CadreXml *self)
{
  const xmlError *problem = xmlCtxtGetLastError (self->parser);
  g_autofree char *message = NULL;

  message = g_strchomp (g_utf8_make_valid (problem != NULL && problem->message != NULL ? problem->message : "XML", -1));
  g_set_error (&self->error, CADRE_ERROR, CADRE_ERROR_DAMAGED,
               _("%s: damaged at line %d (%s); open the workbook in the spreadsheet program and save it again, or ask for it again"),
               self->name, problem != NULL ? problem->line : 0, message);
}

/**
 * cadre_xml_parse:
 * @name: how messages call the part, the file included
 *
 * Parses one part from beginning to end, or to where the visitor stops it.
 */
gboolean
cadre_xml_parse (CadreXmlSource           read,
                 gpointer                 source,
                 const char              *name,
                 const CadreSheetLimits  *limits,
                 const CadreXmlVisitor   *visitor,
                 gpointer                 user_data,
                 GCancellable            *cancellable,
                 GError                 **error)
{
  CadreXml self = {
    .read = read, .source = source, .name = name, .limits = limits,
    .visitor = visitor, .user_data = user_data, .cancellable = cancellable,
    .deadline = g_get_monotonic_time () + limits->seconds * G_USEC_PER_SEC,
  };
  xmlSAXHandler handler = sax;
  int status;

  self.parser = xmlCreateIOParserCtxt (&handler, &self, read_cb, close_cb, &self, XML_CHAR_ENCODING_NONE);
  if (self.parser == NULL)
    {
      if (self.error == NULL)
        g_set_error (&self.error, CADRE_ERROR, CADRE_ERROR_FAILED, _("%s: not enough memory"), name);
      g_propagate_error (error, self.error);
      return FALSE;
    }

  /* "No entities" to libxml2 means to leave &amp; in attributes as it is;
   * there are no others, see doctype_cb(). */
  xmlCtxtUseOptions (self.parser, XML_PARSE_NOENT | XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  intern_names (&self);

  status = xmlParseDocument (self.parser);
  if (self.error == NULL && !self.stopped && (status != 0 || !self.parser->wellFormed))
    set_parser_error (&self);
  /* A document type stopped half-way through an entity leaves a document, though nothing here builds one. */
  g_clear_pointer (&self.parser->myDoc, xmlFreeDoc);
  xmlFreeParserCtxt (self.parser);

  if (self.error == NULL)
    return TRUE;
  g_propagate_error (error, self.error);
  return FALSE;
}

/**
 * cadre_xml_attribute:
 * @name: without a prefix; an attribute of another namespace counts as well,
 *   as r:id does
 *
 * Returns: (transfer none) (nullable): its value, not NUL-terminated
 */
const char *
cadre_xml_attribute (const char **attributes,
                     int          n_attributes,
                     const char  *name,
                     gsize       *length)
{
  for (int i = 0; i < n_attributes; i++, attributes += 5)
    if (strcmp (attributes[0], name) == 0)
      {
        *length = (gsize) (attributes[4] - attributes[3]);
        return attributes[3];
      }

  return NULL;
}

char *
cadre_xml_dup (const char **attributes,
               int          n_attributes,
               const char  *name)
{
  gsize length;
  const char *value = cadre_xml_attribute (attributes, n_attributes, name, &length);

  return value != NULL ? g_strndup (value, length) : NULL;
}

gboolean
cadre_xml_is_true (const char **attributes,
                   int          n_attributes,
                   const char  *name)
{
  g_autofree char *value = cadre_xml_dup (attributes, n_attributes, name);

  return value != NULL && (g_str_equal (value, "1") || g_str_equal (value, "true") || g_str_equal (value, "on"));
}

/**
 * cadre_xml_number:
 *
 * Reads a whole number that fits.
 */
gboolean
cadre_xml_number (const char *text,
                  gsize       length,
                  guint32    *value)
{
  guint64 n = 0;

  if (length == 0 || length > 10)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      n = n * 10 + (guint) (text[i] - '0');
    }

  *value = (guint32) n;
  return n <= G_MAXUINT32;
}
