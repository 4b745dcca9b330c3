/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The XML form of the 任免表编辑器 V3.0: root Person, one child element a field,
 * no namespace. What is known of it was learned from programs that read and
 * write it; so a reader takes more than a writer makes: a byte order mark,
 * empty leaves of three kinds, entities escaped twice, padding rows of the
 * family, elements of newer versions. */

#define G_LOG_DOMAIN "cadre-lrmx"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <string.h>

#include "cadre-file.h"
#include "cadre-lrmx-private.h"

/* A form with its photo has at most some 7 MB. */
#define MAX_BYTES (16 * 1024 * 1024)

#define FAMILY "JiaTingChengYuan"
#define PHOTO "ZhaoPian"
#define RESUME "JianLi"

/* The elements in the official order, and how many characters of Chinese the
 * official program takes; 0: nothing is known. */
static const struct
{
  const char *name;
  guint max_length;
} elements[] = {
  { "XingMing", 18 },
  { "XingBie", 0 },
  { "ChuShengNianYue", 0 },
  { "MinZu", 0 },
  { "JiGuan", 18 },
  { "ChuShengDi", 0 },
  { "RuDangShiJian", 18 },
  { "CanJiaGongZuoShiJian", 0 },
  { "JianKangZhuangKuang", 18 },
  { "ZhuanYeJiShuZhiWu", 90 },
  { "ShuXiZhuanYeYouHeZhuanChang", 110 },
  { "QuanRiZhiJiaoYu_XueLi", 54 },
  { "QuanRiZhiJiaoYu_XueWei", 54 },
  { "QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi", 90 },
  { "QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi", 90 },
  { "ZaiZhiJiaoYu_XueLi", 54 },
  { "ZaiZhiJiaoYu_XueWei", 54 },
  { "ZaiZhiJiaoYu_XueLi_BiYeYuanXiaoXi", 90 },
  { "ZaiZhiJiaoYu_XueWei_BiYeYuanXiaoXi", 90 },
  { "XianRenZhiWu", 324 },
  { "NiRenZhiWu", 324 },
  { "NiMianZhiWu", 324 },
  { RESUME, 0 },
  { "JiangChengQingKuang", 552 },
  { "NianDuKaoHeJieGuo", 414 },
  { "RenMianLiYou", 552 },
  { FAMILY, 0 },
  { "ChengBaoDanWei", 252 },
  { "JiSuanNianLingShiJian", 0 },
  { "TianBiaoShiJian", 0 },
  { "TianBiaoRen", 0 },
  { "ShenFenZheng", 0 },
  { PHOTO, 0 },
  { "Version", 0 },
};

#define MAX_POST_LENGTH 124  /* of a relative's unit and post */
#define VERSION "3.2.1.6"

/* A relative's elements, in the order of CadreLrmxRelative. */
static const char * const relative_elements[] = {
  "ChengWei", "XingMing", "ChuShengRiQi", "ZhengZhiMianMao", "GongZuoDanWeiJiZhiWu",
};

struct _CadreLrmx
{
  GObject parent_instance;

  xmlDocPtr doc;
  GHashTable *values;      /* element -> text as it means */
  GPtrArray *relatives;
  GBytes *photo;
  GBytes *original;        /* what was read, while nothing is changed */
};

G_DEFINE_FINAL_TYPE (CadreLrmx, cadre_lrmx, G_TYPE_OBJECT)

/**
 * cadre_lrmx_relative_new:
 *
 * Missing texts (%NULL) become empty.
 *
 * Returns: (transfer full): a relative
 */
CadreLrmxRelative *
cadre_lrmx_relative_new (const char *relation,
                         const char *name,
                         const char *birth,
                         const char *political_status,
                         const char *post)
{
  CadreLrmxRelative *self = g_new0 (CadreLrmxRelative, 1);

  self->relation = g_strdup (relation != NULL ? relation : "");
  self->name = g_strdup (name != NULL ? name : "");
  self->birth = g_strdup (birth != NULL ? birth : "");
  self->political_status = g_strdup (political_status != NULL ? political_status : "");
  self->post = g_strdup (post != NULL ? post : "");

  return self;
}

void
cadre_lrmx_relative_free (CadreLrmxRelative *self)
{
  if (self == NULL)
    return;

  g_free (self->relation);
  g_free (self->name);
  g_free (self->birth);
  g_free (self->political_status);
  g_free (self->post);
  g_free (self);
}

/* ---- reading */

/* A child of the root itself: XingMing also stands inside a relative. */
static xmlNodePtr
find_child (xmlNodePtr  parent,
            const char *name)
{
  for (xmlNodePtr node = parent != NULL ? parent->children : NULL; node != NULL; node = node->next)
    if (node->type == XML_ELEMENT_NODE && xmlStrEqual (node->name, BAD_CAST name))
      return node;

  return NULL;
}

static gboolean
unescape_cb (const GMatchInfo *match,
             GString          *result,
             gpointer          data)
{
  g_autofree char *hex = g_match_info_fetch (match, 1);
  g_autofree char *decimal = g_match_info_fetch (match, 2);
  g_autofree char *name = g_match_info_fetch (match, 3);
  static const struct { const char *name; const char *text; } named[] = {
    { "lt", "<" }, { "gt", ">" }, { "amp", "&" }, { "quot", "\"" }, { "apos", "'" },
  };
  guint64 code;

  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (named); i++)
    if (g_str_equal (name, named[i].name))
      {
        g_string_append (result, named[i].text);
        return FALSE;
      }

  code = hex != NULL && *hex != '\0' ? g_ascii_strtoull (hex, NULL, 16) : g_ascii_strtoull (decimal, NULL, 10);
  if (code > 0 && code < 0x110000 && g_unichar_validate ((gunichar) code))
    g_string_append_unichar (result, (gunichar) code);

  return FALSE;
}

/* The vendor's writer escapes what is escaped already: what is left of it
 * after the parser is undone once more. */
static char *
unescape_again (const char *text)
{
  g_autoptr(GRegex) regex = NULL;

  if (strchr (text, '&') == NULL)
    return g_strdup (text);

  regex = g_regex_new ("&(?:#x([0-9A-Fa-f]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot|apos));", 0, 0, NULL);
  return g_regex_replace_eval (regex, text, -1, 0, 0, unescape_cb, NULL, NULL);
}

/* Line ends become \n. */
static char *
unify_lines (char *text)
{
  g_autoptr(GString) unified = g_string_new (text);

  g_free (text);
  g_string_replace (unified, "<br>", "\n", 0);
  g_string_replace (unified, "<br/>", "\n", 0);
  g_string_replace (unified, "\r\n", "\n", 0);
  g_string_replace (unified, "\r", "\n", 0);

  return g_strdup (unified->str);
}

/* What a leaf means. Leaves are trimmed, but the résumé keeps its margins: a
 * pretty printer's white space alone is nothing there too. */
static char *
read_leaf (xmlNodePtr node)
{
  xmlChar *content = xmlNodeGetContent (node);
  char *text = unify_lines (unescape_again (content != NULL ? (const char *) content : ""));
  g_autofree char *trimmed = g_strstrip (g_strdup (text));

  xmlFree (content);
  if (*trimmed != '\0' && xmlStrEqual (node->name, BAD_CAST RESUME))
    return text;

  g_free (text);
  return g_steal_pointer (&trimmed);
}

static CadreLrmxRelative *
read_relative (xmlNodePtr item)
{
  CadreLrmxRelative *relative = g_new0 (CadreLrmxRelative, 1);
  char **texts[] = {
    &relative->relation, &relative->name, &relative->birth, &relative->political_status, &relative->post,
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      xmlNodePtr leaf = find_child (item, relative_elements[i]);

      *texts[i] = leaf != NULL ? read_leaf (leaf) : g_strdup ("");
    }

  return relative;
}

/* The editor pads the family with empty rows. */
static void
read_family (CadreLrmx  *self,
             xmlNodePtr  family)
{
  for (xmlNodePtr item = family->children; item != NULL; item = item->next)
    {
      CadreLrmxRelative *relative;

      if (item->type != XML_ELEMENT_NODE || !xmlStrEqual (item->name, BAD_CAST "Item"))
        continue;

      relative = read_relative (item);
      if (*relative->relation == '\0' && *relative->name == '\0')
        cadre_lrmx_relative_free (relative);
      else
        g_ptr_array_add (self->relatives, relative);
    }
}

static void
read_photo (CadreLrmx  *self,
            xmlNodePtr  node)
{
  xmlChar *content = xmlNodeGetContent (node);
  gsize size = 0;
  guchar *data = content != NULL ? g_base64_decode ((const char *) content, &size) : NULL;

  xmlFree (content);
  if (size > 0)
    self->photo = g_bytes_new_take (data, size);
  else
    g_free (data);
}

static void
read_root (CadreLrmx *self)
{
  for (xmlNodePtr node = xmlDocGetRootElement (self->doc)->children; node != NULL; node = node->next)
    {
      if (node->type != XML_ELEMENT_NODE)
        continue;

      if (xmlStrEqual (node->name, BAD_CAST FAMILY))
        read_family (self, node);
      else if (xmlStrEqual (node->name, BAD_CAST PHOTO))
        read_photo (self, node);
      else if (!g_hash_table_contains (self->values, node->name))
        g_hash_table_insert (self->values, g_strdup ((const char *) node->name), read_leaf (node));
    }
}

/**
 * cadre_lrmx_parse:
 * @bytes: the file
 * @name: what messages call it
 *
 * Returns: (transfer full): the form, or %NULL with %CADRE_ERROR_FORMAT or
 *   %CADRE_ERROR_LIMIT
 */
CadreLrmx *
cadre_lrmx_parse (GBytes      *bytes,
                  const char  *name,
                  GError     **error)
{
  g_autoptr(CadreLrmx) self = g_object_new (CADRE_TYPE_LRMX, NULL);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  if (size > MAX_BYTES)
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_LIMIT,
                   _("%s: this file is larger than any form; look whether it is the right one"), name);
      return NULL;
    }

  self->doc = xmlReadMemory (data, (int) size, NULL, NULL,
                             XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_HUGE);
  if (self->doc == NULL || self->doc->intSubset != NULL ||
      xmlDocGetRootElement (self->doc) == NULL ||
      !xmlStrEqual (xmlDocGetRootElement (self->doc)->name, BAD_CAST "Person"))
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_FORMAT,
                   _("%s: this is not a form of the 任免表编辑器; save it anew there and try again"), name);
      return NULL;
    }

  read_root (self);
  self->original = g_bytes_ref (bytes);
  return g_steal_pointer (&self);
}

/**
 * cadre_lrmx_read:
 *
 * Returns: (transfer full): the form in the file, or %NULL with @error set
 */
CadreLrmx *
cadre_lrmx_read (const char  *path,
                 GError     **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autoptr(GBytes) bytes = _cadre_lrmx_load (path, MAX_BYTES, error);

  return bytes != NULL ? cadre_lrmx_parse (bytes, name, error) : NULL;
}

/*
 * _cadre_lrmx_load:
 *
 * A whole file, refused before it is read when it is larger than any honest
 * one.
 */
GBytes *
_cadre_lrmx_load (const char  *path,
                  gsize        max_bytes,
                  GError     **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, error);

  if (info == NULL)
    return NULL;

  if ((gsize) g_file_info_get_size (info) > max_bytes)
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_LIMIT,
                   _("%s: this file is larger than any form; look whether it is the right one"), name);
      return NULL;
    }

  return g_file_load_bytes (file, NULL, NULL, error);
}

/* ---- what the form says */

/**
 * cadre_lrmx_get:
 * @element: XingMing, JianLi …
 *
 * Returns: (nullable): the text of the root's child, %NULL where it has none
 */
const char *
cadre_lrmx_get (CadreLrmx  *self,
                const char *element)
{
  g_return_val_if_fail (CADRE_IS_LRMX (self), NULL);

  return g_hash_table_lookup (self->values, element);
}

/**
 * cadre_lrmx_get_relatives:
 *
 * Returns: (transfer none) (element-type CadreLrmxRelative): the family,
 *   without empty rows
 */
GPtrArray *
cadre_lrmx_get_relatives (CadreLrmx *self)
{
  g_return_val_if_fail (CADRE_IS_LRMX (self), NULL);

  return self->relatives;
}

/**
 * cadre_lrmx_get_photo:
 *
 * Returns: (transfer none) (nullable): the image file, whatever is in it
 */
GBytes *
cadre_lrmx_get_photo (CadreLrmx *self)
{
  g_return_val_if_fail (CADRE_IS_LRMX (self), NULL);

  return self->photo;
}

/* ---- changing */

static int
get_place (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (elements); i++)
    if (g_str_equal (elements[i].name, name))
      return (int) i;

  return -1;
}

/* A new element goes where the official order has it: before the first of
 * those that come later. */
static xmlNodePtr
ensure_child (CadreLrmx  *self,
              const char *name)
{
  xmlNodePtr root = xmlDocGetRootElement (self->doc);
  xmlNodePtr node = find_child (root, name);
  int place = get_place (name);

  if (node != NULL)
    return node;

  node = xmlNewDocNode (self->doc, NULL, BAD_CAST name, NULL);
  for (xmlNodePtr later = root->children; place >= 0 && later != NULL; later = later->next)
    if (later->type == XML_ELEMENT_NODE && get_place ((const char *) later->name) > place)
      {
        xmlAddPrevSibling (later, node);
        xmlAddPrevSibling (later, xmlNewDocText (self->doc, BAD_CAST "\n  "));
        return node;
      }

  xmlAddChild (root, xmlNewDocText (self->doc, BAD_CAST "  "));
  xmlAddChild (root, node);
  xmlAddChild (root, xmlNewDocText (self->doc, BAD_CAST "\n"));
  return node;
}

static void
clear_children (xmlNodePtr node)
{
  while (node->children != NULL)
    {
      xmlNodePtr child = node->children;

      xmlUnlinkNode (child);
      xmlFreeNode (child);
    }
}

static void
set_leaf (CadreLrmx  *self,
          xmlNodePtr  node,
          const char *text)
{
  clear_children (node);
  if (*text != '\0')
    xmlAddChild (node, xmlNewDocText (self->doc, BAD_CAST text));
}

/**
 * cadre_lrmx_set:
 * @text: (nullable): %NULL is empty
 *
 * Changes a field. A text that is there already changes nothing.
 */
void
cadre_lrmx_set (CadreLrmx  *self,
                const char *element,
                const char *text)
{
  g_return_if_fail (CADRE_IS_LRMX (self));
  g_return_if_fail (!g_str_equal (element, FAMILY) && !g_str_equal (element, PHOTO));

  if (text == NULL)
    text = "";
  if (g_strcmp0 (cadre_lrmx_get (self, element), text) == 0 ||
      (*text == '\0' && cadre_lrmx_get (self, element) == NULL))
    return;

  g_clear_pointer (&self->original, g_bytes_unref);
  g_hash_table_insert (self->values, g_strdup (element), g_strdup (text));
  set_leaf (self, ensure_child (self, element), text);
}

static gboolean
same_relatives (GPtrArray *a,
                GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++)
    {
      const CadreLrmxRelative *left = g_ptr_array_index (a, i);
      const CadreLrmxRelative *right = g_ptr_array_index (b, i);

      if (!g_str_equal (left->relation, right->relation) || !g_str_equal (left->name, right->name) ||
          !g_str_equal (left->birth, right->birth) || !g_str_equal (left->post, right->post) ||
          !g_str_equal (left->political_status, right->political_status))
        return FALSE;
    }

  return TRUE;
}

static void
write_relative (CadreLrmx               *self,
                xmlNodePtr               family,
                const CadreLrmxRelative *relative)
{
  const char *texts[] = {
    relative->relation, relative->name, relative->birth, relative->political_status, relative->post,
  };
  xmlNodePtr item;

  xmlAddChild (family, xmlNewDocText (self->doc, BAD_CAST "\n    "));
  item = xmlAddChild (family, xmlNewDocNode (self->doc, NULL, BAD_CAST "Item", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      xmlNodePtr leaf;

      xmlAddChild (item, xmlNewDocText (self->doc, BAD_CAST "\n      "));
      leaf = xmlAddChild (item, xmlNewDocNode (self->doc, NULL, BAD_CAST relative_elements[i], NULL));
      set_leaf (self, leaf, texts[i]);
    }
  xmlAddChild (item, xmlNewDocText (self->doc, BAD_CAST "\n    "));
}

/**
 * cadre_lrmx_set_relatives:
 * @relatives: (element-type CadreLrmxRelative): a reference is taken
 *
 * Replaces the family. The same family changes nothing.
 */
void
cadre_lrmx_set_relatives (CadreLrmx *self,
                          GPtrArray *relatives)
{
  xmlNodePtr family;

  g_return_if_fail (CADRE_IS_LRMX (self));

  if (same_relatives (self->relatives, relatives))
    return;

  g_clear_pointer (&self->original, g_bytes_unref);
  g_ptr_array_ref (relatives);
  g_ptr_array_unref (self->relatives);
  self->relatives = relatives;

  family = ensure_child (self, FAMILY);
  clear_children (family);
  for (guint i = 0; i < relatives->len; i++)
    write_relative (self, family, g_ptr_array_index (relatives, i));
  if (relatives->len > 0)
    xmlAddChild (family, xmlNewDocText (self->doc, BAD_CAST "\n  "));
}

/**
 * cadre_lrmx_set_photo:
 * @photo: (nullable): a JPEG file; the official program wants 4:5 in width
 *   and height
 */
void
cadre_lrmx_set_photo (CadreLrmx *self,
                      GBytes    *photo)
{
  g_autofree char *text = NULL;
  gsize size;
  const guchar *data;

  g_return_if_fail (CADRE_IS_LRMX (self));

  if (photo == self->photo || (photo != NULL && self->photo != NULL && g_bytes_equal (photo, self->photo)))
    return;

  g_clear_pointer (&self->original, g_bytes_unref);
  g_clear_pointer (&self->photo, g_bytes_unref);
  if (photo != NULL)
    {
      self->photo = g_bytes_ref (photo);
      data = g_bytes_get_data (photo, &size);
      text = g_base64_encode (data, size);
    }
  set_leaf (self, ensure_child (self, PHOTO), text != NULL ? text : "");
}

/* ---- writing */

/**
 * cadre_lrmx_check_lengths:
 *
 * The official program cuts or refuses what is longer than its fields.
 *
 * Returns: (transfer full) (element-type utf8): a sentence for each field
 *   that is too long
 */
GPtrArray *
cadre_lrmx_check_lengths (CadreLrmx *self)
{
  GPtrArray *warnings = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (CADRE_IS_LRMX (self), warnings);

  for (guint i = 0; i < G_N_ELEMENTS (elements); i++)
    {
      const char *text = cadre_lrmx_get (self, elements[i].name);
      glong length = text != NULL ? g_utf8_strlen (text, -1) : 0;

      if (elements[i].max_length > 0 && length > elements[i].max_length)
        g_ptr_array_add (warnings, g_strdup_printf (_("%s has %ld characters; the official program takes %u"),
                                                    elements[i].name, length, elements[i].max_length));
    }

  for (guint i = 0; i < self->relatives->len; i++)
    {
      const CadreLrmxRelative *relative = g_ptr_array_index (self->relatives, i);
      glong length = g_utf8_strlen (relative->post, -1);

      if (length > MAX_POST_LENGTH)
        g_ptr_array_add (warnings, g_strdup_printf (_("The post of %s has %ld characters; the official program takes %u"),
                                                    relative->name, length, MAX_POST_LENGTH));
    }

  return warnings;
}

/**
 * cadre_lrmx_to_bytes:
 *
 * Returns: (transfer full): the file: the bytes that were read, if nothing
 *   was changed since
 */
GBytes *
cadre_lrmx_to_bytes (CadreLrmx *self)
{
  g_autoptr(GString) text = NULL;
  xmlChar *data = NULL;
  int size = 0;

  g_return_val_if_fail (CADRE_IS_LRMX (self), NULL);

  if (self->original != NULL)
    return g_bytes_ref (self->original);

  xmlDocDumpMemoryEnc (self->doc, &data, &size, "utf-8");
  text = g_string_new_len ((const char *) data, size);
  xmlFree (data);

  return g_string_free_to_bytes (g_steal_pointer (&text));
}

/**
 * cadre_lrmx_write:
 *
 * Writes the file whole or not at all.
 */
gboolean
cadre_lrmx_write (CadreLrmx   *self,
                  const char  *path,
                  GError     **error)
{
  g_autoptr(GBytes) bytes = cadre_lrmx_to_bytes (self);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return cadre_file_write (path, data, (gssize) size, error);
}

/* ---- the class */

/**
 * cadre_lrmx_new:
 *
 * Returns: (transfer full): an empty form with all elements in their order
 */
CadreLrmx *
cadre_lrmx_new (void)
{
  CadreLrmx *self = g_object_new (CADRE_TYPE_LRMX, NULL);
  xmlNodePtr root;

  self->doc = xmlNewDoc (BAD_CAST "1.0");
  root = xmlNewDocNode (self->doc, NULL, BAD_CAST "Person", NULL);
  xmlDocSetRootElement (self->doc, root);
  for (guint i = 0; i < G_N_ELEMENTS (elements); i++)
    {
      xmlAddChild (root, xmlNewDocText (self->doc, BAD_CAST "\n  "));
      xmlAddChild (root, xmlNewDocNode (self->doc, NULL, BAD_CAST elements[i].name, NULL));
    }
  xmlAddChild (root, xmlNewDocText (self->doc, BAD_CAST "\n"));
  cadre_lrmx_set (self, "Version", VERSION);

  return self;
}

static void
cadre_lrmx_finalize (GObject *object)
{
  CadreLrmx *self = CADRE_LRMX (object);

  g_clear_pointer (&self->doc, xmlFreeDoc);
  g_hash_table_unref (self->values);
  g_ptr_array_unref (self->relatives);
  g_clear_pointer (&self->photo, g_bytes_unref);
  g_clear_pointer (&self->original, g_bytes_unref);

  G_OBJECT_CLASS (cadre_lrmx_parent_class)->finalize (object);
}

static void
cadre_lrmx_class_init (CadreLrmxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cadre_lrmx_finalize;
}

static void
cadre_lrmx_init (CadreLrmx *self)
{
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->relatives = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_lrmx_relative_free);
}
