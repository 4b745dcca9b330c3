/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The kinds of import, as data/import/KIND.json declares them. */

#define G_LOG_DOMAIN "cadre-import"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "cadre-import-kind.h"
#include "cadre-name.h"

#define IMPORT_RESOURCES CADRE_RESOURCE_PATH "/import/"

/* An explicit head. With a context, only under or right of a head that
 * contains it: 全日制/学历. */
typedef struct
{
  char *context;
  char *leaf;
  GArray *targets;          /* CadreImportTarget; empty: the column is left out */
} ExplicitHead;

struct _CadreImportKind
{
  char *key;
  char *title;
  char **names;             /* what titles and sheets of this kind contain */
  char **required;          /* PART.FIELD without which it is not this kind */
  char **ignore;            /* heads left out, normalized */
  char **mark_above;        /* columns of marks stand under these words … */
  char **mark_leaf;         /* … or contain these */
  char *mark_record;        /* whose names stand over columns of marks, or NULL */
  GHashTable *marks;        /* normalized head -> that name, once learned */
  guint main;
  GPtrArray *parts;         /* CadreImportPart */
  GPtrArray *heads;         /* ExplicitHead */
};

static void
link_free (CadreImportLink *link)
{
  g_free (link->field);
  g_free (link);
}

static void
value_free (CadreImportValue *value)
{
  g_free (value->field);
  g_free (value->text);
  g_free (value->from);
  g_free (value);
}

static void
part_free (CadreImportPart *part)
{
  g_free (part->name);
  g_strfreev (part->key);
  g_strfreev (part->needs);
  g_strfreev (part->look);
  g_strfreev (part->fill);
  g_ptr_array_unref (part->dated);
  g_ptr_array_unref (part->links);
  g_ptr_array_unref (part->values);
  g_free (part);
}

static void
head_free (ExplicitHead *head)
{
  g_free (head->context);
  g_free (head->leaf);
  g_array_unref (head->targets);
  g_free (head);
}

static void
kind_free (CadreImportKind *self)
{
  g_free (self->key);
  g_free (self->title);
  g_strfreev (self->names);
  g_strfreev (self->required);
  g_strfreev (self->ignore);
  g_strfreev (self->mark_above);
  g_strfreev (self->mark_leaf);
  g_free (self->mark_record);
  g_clear_pointer (&self->marks, g_hash_table_unref);
  g_ptr_array_unref (self->parts);
  g_ptr_array_unref (self->heads);
  g_free (self);
}

/* ---- Loading ---- */

static char **
get_strings (JsonObject *object,
             const char *member,
             gboolean    normalize)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array;

  if (!json_object_has_member (object, member))
    return NULL;

  array = json_object_get_array_member (object, member);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *text = json_array_get_string_element (array, i);
      g_autofree char *normal = normalize ? cadre_head_normalize (text) : g_strdup (text);

      g_strv_builder_add (builder, normal);
    }

  return g_strv_builder_end (builder);
}

static void
load_values (CadreImportPart *part,
             JsonObject      *object)
{
  JsonArray *array;

  if (!json_object_has_member (object, "values"))
    return;

  array = json_object_get_array_member (object, "values");
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *item = json_array_get_object_element (array, i);
      CadreImportValue *value = g_new0 (CadreImportValue, 1);

      value->field = g_strdup (json_object_get_string_member (item, "field"));
      value->text = g_strdup (json_object_get_string_member_with_default (item, "text", NULL));
      value->from = g_strdup (json_object_get_string_member_with_default (item, "from", NULL));
      g_ptr_array_add (part->values, value);
    }
}

/* "dated": {"post_since": ["post_full", …], …} */
static void
load_dated (CadreImportPart *part,
            JsonObject      *object)
{
  g_autoptr(GList) dates = NULL;
  JsonObject *dated;

  part->dated = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  if (!json_object_has_member (object, "dated"))
    return;

  dated = json_object_get_object_member (object, "dated");
  dates = json_object_get_members (dated);
  for (const GList *date = dates; date != NULL; date = date->next)
    {
      g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
      g_auto(GStrv) fields = get_strings (dated, date->data, FALSE);

      g_strv_builder_add (builder, date->data);
      g_strv_builder_addv (builder, (const char **) fields);
      g_ptr_array_add (part->dated, g_strv_builder_end (builder));
    }
}

static gboolean
load_links (CadreImportKind *self,
            CadreImportPart *part,
            JsonObject      *object)
{
  JsonArray *array;

  if (!json_object_has_member (object, "links"))
    return TRUE;

  array = json_object_get_array_member (object, "links");
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *item = json_array_get_object_element (array, i);
      CadreImportLink *link = g_new0 (CadreImportLink, 1);

      link->field = g_strdup (json_object_get_string_member (item, "field"));
      g_ptr_array_add (part->links, link);
      if (!cadre_import_kind_find_part (self, json_object_get_string_member (item, "part"), &link->part))
        return FALSE;
    }

  return TRUE;
}

static gboolean
load_part (CadreImportKind *self,
           CadreCatalogue  *catalogue,
           JsonObject      *object)
{
  CadreImportPart *part = g_new0 (CadreImportPart, 1);

  part->name = g_strdup (json_object_get_string_member (object, "part"));
  part->record = cadre_catalogue_get_kind (catalogue, json_object_get_string_member (object, "record"));
  part->key = get_strings (object, "key", FALSE);
  part->needs = get_strings (object, "needs", FALSE);
  part->look = get_strings (object, "look", FALSE);
  part->fill = get_strings (object, "fill", FALSE);
  load_dated (part, object);
  part->links = g_ptr_array_new_with_free_func ((GDestroyNotify) link_free);
  part->values = g_ptr_array_new_with_free_func ((GDestroyNotify) value_free);
  part->is_person = json_object_get_boolean_member_with_default (object, "person", FALSE);
  part->is_unit = json_object_get_boolean_member_with_default (object, "unit", FALSE);
  part->creates = json_object_get_boolean_member_with_default (object, "creates", TRUE);
  part->changes = json_object_get_boolean_member_with_default (object, "changes", TRUE);
  part->facts = json_object_get_boolean_member_with_default (object, "facts", FALSE);
  part->columns = json_object_get_boolean_member_with_default (object, "columns", FALSE);
  part->among = json_object_get_boolean_member_with_default (object, "among", FALSE);
  load_values (part, object);

  /* Links name parts before this one only, so that there is no circle. */
  if (part->record == NULL || !load_links (self, part, object))
    {
      part_free (part);
      return FALSE;
    }

  g_ptr_array_add (self->parts, part);
  return TRUE;
}

static gboolean
add_target (const CadreImportKind *self,
            guint                  index,
            const char            *key,
            const char            *piece,
            GArray                *targets)
{
  const CadreImportPart *part = g_ptr_array_index (self->parts, index);
  CadreImportTarget target = { index, cadre_record_kind_get_field (part->record, key), piece };

  if (target.field == NULL)
    return FALSE;

  g_array_append_val (targets, target);
  return TRUE;
}

/* A field alone is the main part's, or the person's, or else any part's. */
static gboolean
find_field (const CadreImportKind *self,
            const char            *key,
            const char            *piece,
            GArray                *targets)
{
  if (add_target (self, self->main, key, piece, targets))
    return TRUE;

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < self->parts->len; i++)
      if ((pass == 1 || ((CadreImportPart *) g_ptr_array_index (self->parts, i))->is_person) &&
          add_target (self, i, key, piece, targets))
        return TRUE;

  return FALSE;
}

/**
 * cadre_import_kind_parse_target:
 * @text: FIELD, PART.FIELD, or PART.FIELD#PIECE; the part "*" is every part
 *   of the main part's record
 * @targets: (element-type CadreImportTarget): what it means is added here
 *
 * Returns: %FALSE where there is no such field
 */
gboolean
cadre_import_kind_parse_target (const CadreImportKind *self,
                                const char            *text,
                                GArray                *targets)
{
  g_auto(GStrv) halves = g_strsplit (text, "#", 2);
  const char *dot = strchr (halves[0], '.');
  g_autofree char *part_name = dot != NULL ? g_strndup (halves[0], dot - halves[0]) : NULL;
  const char *piece = halves[1] != NULL ? g_intern_string (halves[1]) : NULL;
  gboolean all = g_strcmp0 (part_name, "*") == 0;
  gboolean found = FALSE;

  if (part_name == NULL)
    return find_field (self, halves[0], piece, targets);

  for (guint i = 0; i < self->parts->len; i++)
    {
      const CadreImportPart *part = g_ptr_array_index (self->parts, i);
      const CadreImportPart *main_part = g_ptr_array_index (self->parts, self->main);

      if (all ? part->record == main_part->record : g_str_equal (part_name, part->name))
        found |= add_target (self, i, dot + 1, piece, targets);
    }

  return found;
}

static gboolean
load_head (CadreImportKind *self,
           const char      *name,
           JsonNode        *node)
{
  ExplicitHead *head = g_new0 (ExplicitHead, 1);
  const char *slash = strchr (name, '/');
  JsonArray *array;

  head->context = slash != NULL ? g_strndup (name, slash - name) : NULL;
  head->leaf = cadre_head_normalize (slash != NULL ? slash + 1 : name);
  head->targets = g_array_new (FALSE, FALSE, sizeof (CadreImportTarget));
  g_ptr_array_add (self->heads, head);

  if (JSON_NODE_HOLDS_VALUE (node))
    return *json_node_get_string (node) == '\0' ||
           cadre_import_kind_parse_target (self, json_node_get_string (node), head->targets);

  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!cadre_import_kind_parse_target (self, json_array_get_string_element (array, i), head->targets))
      return FALSE;

  return TRUE;
}

/* Several heads may share their targets: "heads": {"村|村名|行政村": …}. */
static gboolean
load_heads (CadreImportKind *self,
            JsonObject      *object)
{
  JsonObjectIter iter;
  const char *names;
  JsonNode *node;

  if (!json_object_has_member (object, "heads"))
    return TRUE;

  json_object_iter_init_ordered (&iter, json_object_get_object_member (object, "heads"));
  while (json_object_iter_next_ordered (&iter, &names, &node))
    {
      g_auto(GStrv) split = g_strsplit (names, "|", -1);

      for (guint i = 0; split[i] != NULL; i++)
        if (!load_head (self, split[i], node))
          return FALSE;
    }

  return TRUE;
}

static CadreImportKind *
load_kind (CadreCatalogue  *catalogue,
           const char      *path,
           GError         **error)
{
  g_autoptr(GBytes) bytes = g_resources_lookup_data (path, 0, error);
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  CadreImportKind *self;
  JsonObject *object;
  JsonArray *parts;
  gboolean good = TRUE;

  if (bytes == NULL ||
      !json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), error))
    return NULL;

  object = json_node_get_object (json_parser_get_root (parser));
  self = g_new0 (CadreImportKind, 1);
  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  self->heads = g_ptr_array_new_with_free_func ((GDestroyNotify) head_free);
  self->key = g_strdup (json_object_get_string_member (object, "key"));
  self->title = g_strdup (json_object_get_string_member (object, "title"));
  self->names = get_strings (object, "names", FALSE);
  self->required = get_strings (object, "required", FALSE);
  self->ignore = get_strings (object, "ignore", TRUE);
  self->mark_above = get_strings (object, "mark-above", FALSE);
  self->mark_leaf = get_strings (object, "mark-leaf", FALSE);
  self->mark_record = g_strdup (json_object_get_string_member_with_default (object, "mark-record", NULL));

  parts = json_object_get_array_member (object, "parts");
  for (guint i = 0; i < json_array_get_length (parts) && good; i++)
    good = load_part (self, catalogue, json_array_get_object_element (parts, i));
  good = good && cadre_import_kind_find_part (self, json_object_get_string_member (object, "main"), &self->main) &&
         load_heads (self, object);
  if (!good)
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_FAILED, _("%s: the kind of import does not fit the catalogue"), path);
      kind_free (self);
      return NULL;
    }

  return self;
}

/**
 * cadre_import_kinds_load:
 *
 * The kinds hold pointers into @catalogue, which must outlive them.
 *
 * Returns: (transfer full) (element-type CadreImportKind): all kinds of
 *   import, or %NULL with @error set
 */
GPtrArray *
cadre_import_kinds_load (CadreCatalogue  *catalogue,
                         GError         **error)
{
  g_autoptr(GPtrArray) kinds = g_ptr_array_new_with_free_func ((GDestroyNotify) kind_free);
  g_auto(GStrv) names = g_resources_enumerate_children (IMPORT_RESOURCES, 0, error);

  if (names == NULL)
    return NULL;

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (IMPORT_RESOURCES, names[i], NULL);
      CadreImportKind *kind = load_kind (catalogue, path, error);

      if (kind == NULL)
        return NULL;
      g_ptr_array_add (kinds, kind);
    }

  return g_steal_pointer (&kinds);
}

static gboolean
learn_marks (CadreImportKind  *self,
             CadreArchive     *archive,
             GError          **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT DISTINCT name FROM %s", self->mark_record);
  g_autoptr(CadreStatement) row = cadre_archive_prepare (archive, sql, error);

  if (row == NULL)
    return FALSE;

  self->marks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  while (cadre_statement_step (row, error))
    g_hash_table_insert (self->marks, cadre_head_normalize (cadre_statement_get_text (row, 0)), cadre_statement_dup_text (row, 0));

  return cadre_statement_is_done (row);
}

/**
 * cadre_import_kinds_learn:
 *
 * Reads from the archive which names its records give to columns: those of
 * indicators stand over scores.
 */
gboolean
cadre_import_kinds_learn (GPtrArray     *kinds,
                          CadreArchive  *archive,
                          GError       **error)
{
  for (guint i = 0; i < kinds->len; i++)
    {
      CadreImportKind *kind = g_ptr_array_index (kinds, i);

      if (kind->mark_record != NULL && !learn_marks (kind, archive, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * cadre_import_kinds_find:
 *
 * Returns: (nullable): the kind with this key
 */
CadreImportKind *
cadre_import_kinds_find (GPtrArray  *kinds,
                         const char *key)
{
  for (guint i = 0; i < kinds->len; i++)
    {
      CadreImportKind *kind = g_ptr_array_index (kinds, i);

      if (g_str_equal (kind->key, key))
        return kind;
    }

  return NULL;
}

/* ---- Asking ---- */

const char *
cadre_import_kind_get_key (const CadreImportKind *self)
{
  return self->key;
}

/**
 * cadre_import_kind_get_title:
 *
 * Returns: what offices call such sheets
 */
const char *
cadre_import_kind_get_title (const CadreImportKind *self)
{
  return self->title;
}

guint
cadre_import_kind_n_parts (const CadreImportKind *self)
{
  return self->parts->len;
}

const CadreImportPart *
cadre_import_kind_get_part (const CadreImportKind *self,
                            guint                  i)
{
  return g_ptr_array_index (self->parts, i);
}

/**
 * cadre_import_kind_get_main:
 *
 * Returns: the part that a row is there for
 */
guint
cadre_import_kind_get_main (const CadreImportKind *self)
{
  return self->main;
}

gboolean
cadre_import_kind_find_part (const CadreImportKind *self,
                             const char            *name,
                             guint                 *part)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      const CadreImportPart *candidate = g_ptr_array_index (self->parts, i);

      if (g_str_equal (candidate->name, name))
        {
          *part = i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * cadre_import_kind_get_required:
 *
 * Returns: (nullable): PART.FIELD names; A|B where either will do
 */
const char * const *
cadre_import_kind_get_required (const CadreImportKind *self)
{
  return (const char * const *) self->required;
}

static gboolean
contains_any (const char         *text,
              char              **words)
{
  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    if (strstr (text, words[i]) != NULL)
      return TRUE;

  return FALSE;
}

/**
 * cadre_import_kind_fits_name:
 * @text: (nullable): a title or the name of a sheet
 *
 * Returns: the length in characters of the longest name of such sheets that
 *   @text contains
 */
guint
cadre_import_kind_fits_name (const CadreImportKind *self,
                             const char            *text)
{
  guint longest = 0;

  for (guint i = 0; text != NULL && self->names != NULL && self->names[i] != NULL; i++)
    if (strstr (text, self->names[i]) != NULL)
      longest = MAX (longest, (guint) g_utf8_strlen (self->names[i], -1));

  return longest;
}

/* A field that is a link to a unit is given by the unit's name. */
static void
redirect_link (const CadreImportKind *self,
               CadreImportTarget     *target)
{
  const CadreImportPart *part = g_ptr_array_index (self->parts, target->part);

  for (guint i = 0; i < part->links->len; i++)
    {
      const CadreImportLink *link = g_ptr_array_index (part->links, i);
      const CadreImportPart *other = g_ptr_array_index (self->parts, link->part);

      if (!g_str_equal (link->field, target->field->key) || !other->is_unit ||
          (other->look != NULL && other->look[0] == NULL))
        continue;

      target->part = link->part;
      target->field = cadre_record_kind_get_field (other->record, "name");
      return;
    }
}

static gboolean
may_look (const CadreImportPart *part,
          const CadreField      *field)
{
  return part->look == NULL || g_strv_contains ((const char * const *) part->look, field->key);
}

static gboolean
look_in_catalogue (const CadreImportKind *self,
                   guint                  index,
                   const char            *leaf,
                   const char            *above,
                   GArray                *targets)
{
  const CadreImportPart *part = g_ptr_array_index (self->parts, index);
  g_autofree char *joined = g_strconcat (above, leaf, NULL);
  CadreImportTarget target = { .part = index };

  if (part->columns)
    return FALSE;

  target.field = cadre_record_kind_find_normal_head (part->record, joined);
  if (target.field == NULL)
    target.field = cadre_record_kind_find_normal_head (part->record, leaf);
  if (target.field == NULL || target.field->read_only || !may_look (part, target.field))
    return FALSE;

  redirect_link (self, &target);
  g_array_append_val (targets, target);
  return TRUE;
}

/**
 * cadre_import_kind_find_head:
 * @leaf: the normalized head
 * @above: what stands over it, or ""
 * @left: the nearest head on its left that may give it a context, or ""
 *
 * Returns: (transfer full) (nullable) (element-type CadreImportTarget): where
 *   the column goes; empty where it is known and left out; %NULL where the
 *   head is not known
 */
GArray *
cadre_import_kind_find_head (const CadreImportKind *self,
                             const char            *leaf,
                             const char            *above,
                             const char            *left)
{
  g_autoptr(GArray) targets = g_array_new (FALSE, FALSE, sizeof (CadreImportTarget));
  const ExplicitHead *best = NULL;

  for (guint i = 0; i < self->heads->len; i++)
    {
      const ExplicitHead *head = g_ptr_array_index (self->heads, i);

      if (!g_str_equal (head->leaf, leaf))
        continue;
      if (head->context == NULL && best == NULL)
        best = head;
      else if (head->context != NULL && strstr (*above != '\0' ? above : left, head->context) != NULL)
        {
          best = head;
          break;
        }
    }
  if (best != NULL)
    return g_array_ref (best->targets);
  if (cadre_import_kind_ignores (self, leaf))
    return g_steal_pointer (&targets);

  if (look_in_catalogue (self, self->main, leaf, above, targets))
    return g_steal_pointer (&targets);
  for (guint i = 0; i < self->parts->len; i++)
    if (i != self->main && look_in_catalogue (self, i, leaf, above, targets))
      return g_steal_pointer (&targets);

  return NULL;
}

/**
 * cadre_import_kind_ignores:
 *
 * Returns: whether such a column never says anything: 序号, 年龄 …
 */
gboolean
cadre_import_kind_ignores (const CadreImportKind *self,
                           const char            *leaf)
{
  static const char * const always[] = { "序号", "编号", "年龄", "照片", "未导入原因", NULL };

  return g_strv_contains (always, leaf) ||
         (self->ignore != NULL && g_strv_contains ((const char * const *) self->ignore, leaf));
}

/**
 * cadre_import_kind_get_mark:
 * @leaf: a normalized head
 *
 * 目标任务 and, as a printed sheet has it, 目标任务（100分）, of which the normal
 * form of a head leaves 目标任务100分.
 *
 * Returns: (nullable): the record of the archive that has the column its name
 */
const char *
cadre_import_kind_get_mark (const CadreImportKind *self,
                            const char            *leaf)
{
  const char *name = self->marks != NULL ? g_hash_table_lookup (self->marks, leaf) : NULL;
  g_autofree char *stem = NULL;
  gsize length;

  if (name != NULL || self->marks == NULL || !g_str_has_suffix (leaf, "分"))
    return name;

  length = strlen (leaf) - strlen ("分");
  while (length > 0 && (g_ascii_isdigit (leaf[length - 1]) || leaf[length - 1] == '.'))
    length--;
  stem = g_strndup (leaf, length);
  return g_hash_table_lookup (self->marks, stem);
}

/**
 * cadre_import_kind_is_mark:
 *
 * Returns: whether a column that is nothing else holds marks: 理论测试 …
 */
gboolean
cadre_import_kind_is_mark (const CadreImportKind *self,
                           const char            *leaf,
                           const char            *above)
{
  return cadre_import_kind_get_mark (self, leaf) != NULL || contains_any (above, self->mark_above) || contains_any (leaf, self->mark_leaf);
}
