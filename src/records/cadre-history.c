/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The journal in the catalogue's words: which field said what before. */

#define G_LOG_DOMAIN "cadre-records"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "cadre-history.h"
#include "cadre-journal.h"

void
cadre_history_line_free (CadreHistoryLine *self)
{
  if (self == NULL)
    return;

  g_free (self->action_name);
  g_free (self->actor);
  g_free (self->happened_at);
  g_free (self->old_text);
  g_free (self->new_text);
  g_free (self->text);
  g_free (self);
}

static CadreHistoryLine *
line_new (const CadreFieldChange *change,
          const CadreRecordKind  *kind)
{
  CadreHistoryLine *line = g_new0 (CadreHistoryLine, 1);

  line->action_id = change->action_id;
  line->action_name = g_strdup (change->action_name);
  line->actor = g_strdup (change->actor);
  line->happened_at = g_strdup (change->happened_at);
  line->kind = kind;
  line->record_id = change->row_id;

  return line;
}

static void
add_field_line (GPtrArray              *lines,
                CadreArchive           *archive,
                CadreCatalogue         *catalogue,
                const CadreFieldChange *change,
                const CadreRecordKind  *kind,
                const CadreField       *field,
                const char             *old_value,
                const char             *new_value)
{
  CadreHistoryLine *line = line_new (change, kind);

  line->field = field;
  line->old_text = cadre_record_format_value (archive, catalogue, field, old_value);
  line->new_text = cadre_record_format_value (archive, catalogue, field, new_value);
  line->text = g_strdup_printf ("%s: %s → %s", field->label,
                                *line->old_text != '\0' ? line->old_text : _("(empty)"),
                                *line->new_text != '\0' ? line->new_text : _("(empty)"));
  g_ptr_array_add (lines, line);
}

static void
add_record_line (GPtrArray              *lines,
                 CadreArchive           *archive,
                 CadreCatalogue         *catalogue,
                 const CadreFieldChange *change,
                 const CadreRecordKind  *kind)
{
  CadreHistoryLine *line = line_new (change, kind);
  g_autofree char *label = cadre_record_get_label (archive, catalogue, kind, change->row_id);

  line->old_text = g_strdup ("");
  line->new_text = g_strdup ("");
  line->text = g_strdup_printf (change->op[0] == 'I' ? _("%s added: %s") : _("%s deleted: %s"), kind->label, label);
  g_ptr_array_add (lines, line);
}

static char *
custom_value (JsonNode         *custom,
              const CadreField *field)
{
  JsonNode *member = custom != NULL && JSON_NODE_HOLDS_OBJECT (custom)
                       ? json_object_get_member (json_node_get_object (custom), field->key) : NULL;

  if (member == NULL || !JSON_NODE_HOLDS_VALUE (member))
    return NULL;
  if (json_node_get_value_type (member) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (member));

  return cadre_number_format (json_node_get_double (member));
}

/* The column `custom` holds all fields of the office: those that differ. */
static void
add_custom_lines (GPtrArray              *lines,
                  CadreArchive           *archive,
                  CadreCatalogue         *catalogue,
                  const CadreFieldChange *change,
                  const CadreRecordKind  *kind,
                  const CadreField       *only)
{
  g_autoptr(JsonNode) before = change->old_value != NULL ? json_from_string (change->old_value, NULL) : NULL;
  g_autoptr(JsonNode) after = change->new_value != NULL ? json_from_string (change->new_value, NULL) : NULL;

  for (guint i = 0; i < kind->fields->len; i++)
    {
      const CadreField *field = g_ptr_array_index (kind->fields, i);
      g_autofree char *old_value = NULL;
      g_autofree char *new_value = NULL;

      if (!field->custom || (only != NULL && field != only))
        continue;

      old_value = custom_value (before, field);
      new_value = custom_value (after, field);
      if (g_strcmp0 (old_value, new_value) != 0)
        add_field_line (lines, archive, catalogue, change, kind, field, old_value, new_value);
    }
}

static void
add_lines (GPtrArray              *lines,
           CadreArchive           *archive,
           CadreCatalogue         *catalogue,
           const CadreFieldChange *change,
           const CadreRecordKind  *kind,
           const CadreField       *only)
{
  const CadreField *field = change->field != NULL ? cadre_record_kind_get_field (kind, change->field) : NULL;

  if (change->field == NULL)
    add_record_line (lines, archive, catalogue, change, kind);
  else if (g_str_equal (change->field, "custom"))
    add_custom_lines (lines, archive, catalogue, change, kind, only);
  else if (field != NULL)
    add_field_line (lines, archive, catalogue, change, kind, field, change->old_value, change->new_value);
}

static gboolean
append_history (GPtrArray              *lines,
                CadreArchive           *archive,
                CadreCatalogue         *catalogue,
                const CadreRecordKind  *kind,
                gint64                  record_id,
                const CadreField       *field,
                GError                **error)
{
  const char *column = field == NULL ? NULL : field->custom ? "custom" : field->key;
  g_autoptr(GPtrArray) changes = cadre_journal_history (archive, kind->key, record_id, column, error);

  for (guint i = 0; changes != NULL && i < changes->len; i++)
    add_lines (lines, archive, catalogue, g_ptr_array_index (changes, i), kind, field);

  return changes != NULL;
}

/**
 * cadre_history_list:
 * @field: (nullable): one field, or all
 *
 * What a record said before, for people. Technical columns are left out.
 *
 * Returns: (transfer full) (element-type CadreHistoryLine): oldest first, or
 *   %NULL with @error set
 */
GPtrArray *
cadre_history_list (CadreArchive           *archive,
                    CadreCatalogue         *catalogue,
                    const CadreRecordKind  *kind,
                    gint64                  record_id,
                    const CadreField       *field,
                    GError                **error)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_history_line_free);

  return append_history (lines, archive, catalogue, kind, record_id, field, error) ? g_steal_pointer (&lines) : NULL;
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  const CadreHistoryLine *left = *(const CadreHistoryLine * const *) a;
  const CadreHistoryLine *right = *(const CadreHistoryLine * const *) b;

  return left->action_id < right->action_id ? -1 : left->action_id > right->action_id;
}

/**
 * cadre_history_of_person:
 *
 * The history of a person's own row and of the records that the person has
 * now, together. Records that were deleted are in cadre_journal_list().
 *
 * Returns: (transfer full) (element-type CadreHistoryLine): oldest first, or
 *   %NULL with @error set
 */
GPtrArray *
cadre_history_of_person (CadreArchive    *archive,
                         CadreCatalogue  *catalogue,
                         gint64           person_id,
                         GError         **error)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_history_line_free);
  GPtrArray *kinds = cadre_catalogue_get_kinds (catalogue);

  if (!append_history (lines, archive, catalogue, cadre_catalogue_get_kind (catalogue, "person"), person_id, NULL, error))
    return NULL;

  for (guint i = 0; i < kinds->len; i++)
    {
      const CadreRecordKind *kind = g_ptr_array_index (kinds, i);
      g_autoptr(GPtrArray) records = NULL;

      if (cadre_record_kind_get_field (kind, "person_id") == NULL)
        continue;

      records = cadre_record_list (archive, kind, person_id, error);
      if (records == NULL)
        return NULL;
      for (guint j = 0; j < records->len; j++)
        if (!append_history (lines, archive, catalogue, kind, ((CadreRecord *) g_ptr_array_index (records, j))->id,
                             NULL, error))
          return NULL;
    }

  /* Within an action the order is that of the forms. */
  g_ptr_array_sort (lines, compare_lines);
  return g_steal_pointer (&lines);
}
