/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The texts of a workbook: shared by cells or in them, plain or in runs. */

#define G_LOG_DOMAIN "cadre-xlsx-strings"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cadre-xlsx-private.h"

static const char *const elements[] = { "si", "t", "rPh", NULL };

enum { SI, T, PHONETIC };

typedef struct
{
  CadreSharedStrings *strings;
  const CadreSheetLimits *limits;
  const char *name;
  GString *text;
  gsize run_start;
  gboolean in_item;
  gboolean in_run;
  gboolean preserve;
  int phonetic_depth;
} Reading;

static gboolean
hex_escape (const char *p,
            const char *end,
            guint      *unit)
{
  if (end - p < 7 || p[0] != '_' || p[1] != 'x' || p[6] != '_')
    return FALSE;

  *unit = 0;
  for (int i = 2; i < 6; i++)
    {
      int digit = g_ascii_xdigit_value (p[i]);

      if (digit < 0)
        return FALSE;
      *unit = *unit * 16 + (guint) digit;
    }

  return TRUE;
}

/* _x000D_ stands for a character that XML cannot hold (ECMA-376 part 1,
 * 22.9.2.19, ST_Xstring), in UTF-16 units; _x005F_ for the "_" of a text
 * that only looks like one. The text never grows. */
static void
decode_escapes (GString *text,
                gsize    start)
{
  const char *in = text->str + start;
  const char *end = text->str + text->len;
  char *out = text->str + start;
  guint unit, low;

  while (in < end)
    {
      gunichar c;

      if (*in != '_' || !hex_escape (in, end, &unit))
        {
          *out++ = *in++;
          continue;
        }

      in += 7;
      c = unit;
      if ((unit & 0xfc00) == 0xd800 && hex_escape (in, end, &low) && (low & 0xfc00) == 0xdc00)
        {
          c = 0x10000 + ((unit & 0x3ff) << 10) + (low & 0x3ff);
          in += 7;
        }
      if (!g_unichar_validate (c))
        c = 0xfffd;
      if (c != 0)
        out += g_unichar_to_utf8 (c, out);
    }

  g_string_truncate (text, (gsize) (out - text->str));
}

gboolean
cadre_xlsx_is_preserved (const char **attributes,
                         int          n_attributes)
{
  gsize length;
  const char *space = cadre_xml_attribute (attributes, n_attributes, "space", &length);

  return space != NULL && length == strlen ("preserve");
}

/*
 * cadre_xlsx_append_text:
 * @start: where in @text the <t> began
 * @preserve: whether xml:space keeps its blanks
 */
void
cadre_xlsx_append_text (GString  *text,
                        gsize     start,
                        gboolean  preserve)
{
  /* A damaged part can begin a cell, which empties @text, inside of a <t>. */
  start = MIN (start, text->len);

  if (!preserve)
    {
      gsize blanks = 0;

      while (text->len > start && g_ascii_isspace (text->str[text->len - 1]))
        g_string_truncate (text, text->len - 1);
      while (start + blanks < text->len && g_ascii_isspace (text->str[start + blanks]))
        blanks++;
      if (blanks > 0)
        g_string_erase (text, (gssize) start, (gssize) blanks);
    }

  if (memchr (text->str + start, '_', text->len - start) != NULL)
    decode_escapes (text, start);
}

static void
start_cb (CadreXml    *xml,
          int          element,
          const char **attributes,
          int          n_attributes,
          gpointer     user_data)
{
  Reading *self = user_data;

  switch (element)
    {
    case SI:
      self->in_item = TRUE;
      g_string_truncate (self->text, 0);
      break;

    case PHONETIC:
      self->phonetic_depth++;
      break;

    case T:
      if (self->in_item && self->phonetic_depth == 0)
        {
          self->in_run = TRUE;
          self->run_start = self->text->len;
          self->preserve = cadre_xlsx_is_preserved (attributes, n_attributes);
        }
      break;

    default:
      break;
    }
}

static void
limit_error (Reading  *self,
             CadreXml *xml)
{
  g_set_error (cadre_xml_fail (xml), CADRE_ERROR, CADRE_ERROR_LIMIT,
               _("%s: more or longer shared texts than any workbook has; split the workbook"), self->name);
}

/* Doubling moves no memory: large blocks are remapped by the allocator. */
static void
add_string (Reading  *self,
            CadreXml *xml)
{
  CadreSharedStrings *strings = self->strings;
  gsize length = self->text->len + 1;

  if (strings->n >= self->limits->strings || strings->length + length > self->limits->string_bytes)
    {
      limit_error (self, xml);
      return;
    }

  if (strings->length + length > strings->size)
    {
      strings->size = MAX (strings->size * 2, strings->length + MAX (length, 65536));
      strings->bytes = g_realloc (strings->bytes, strings->size);
    }
  if (strings->n == strings->n_allocated)
    {
      strings->n_allocated = MAX (strings->n_allocated * 2, 1024);
      strings->offsets = g_renew (guint32, strings->offsets, strings->n_allocated);
    }

  memcpy (strings->bytes + strings->length, self->text->str, length);
  strings->offsets[strings->n++] = (guint32) strings->length;
  strings->length += length;
}

static void
end_cb (CadreXml *xml,
        int       element,
        gpointer  user_data)
{
  Reading *self = user_data;

  switch (element)
    {
    case SI:
      self->in_item = FALSE;
      cadre_text_unify_lines (self->text);
      add_string (self, xml);
      break;

    case PHONETIC:
      self->phonetic_depth--;
      break;

    case T:
      if (self->in_run)
        cadre_xlsx_append_text (self->text, self->run_start, self->preserve);
      self->in_run = FALSE;
      break;

    default:
      break;
    }
}

static void
text_cb (CadreXml   *xml,
         const char *text,
         int         length,
         gpointer    user_data)
{
  Reading *self = user_data;

  if (!self->in_run)
    return;

  g_string_append_len (self->text, text, length);
  if (self->text->len > self->limits->cell_bytes)
    limit_error (self, xml);
}

/**
 * cadre_shared_strings_read:
 *
 * Reads all the texts that cells share.
 */
gboolean
cadre_shared_strings_read (CadreSharedStrings      *self,
                           CadreZip                *zip,
                           const char              *part,
                           const CadreSheetLimits  *limits,
                           GCancellable            *cancellable,
                           GError                 **error)
{
  static const CadreXmlVisitor visitor = { .elements = elements, .start = start_cb, .end = end_cb, .text = text_cb };
  Reading reading = { .strings = self, .limits = limits, .name = part };
  gboolean ok;

  reading.text = g_string_new (NULL);
  ok = cadre_zip_parse (zip, part, NULL, &visitor, &reading, cancellable, error);
  g_string_free (reading.text, TRUE);

  return ok;
}

void
cadre_shared_strings_clear (CadreSharedStrings *self)
{
  g_clear_pointer (&self->bytes, g_free);
  g_clear_pointer (&self->offsets, g_free);
  self->n = self->n_allocated = 0;
  self->length = self->size = 0;
}
