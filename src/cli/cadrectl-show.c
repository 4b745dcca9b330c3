/* SPDX-License-Identifier: GPL-3.0-or-later */

/* show: one person's whole archive. */

#define G_LOG_DOMAIN "cadrectl"

#include "config.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "cadre-people.h"
#include "cadrectl-json.h"
#include "cadrectl.h"

/* The parts of an archive in the order of the paper one. What has an owner
 * field other than person_id stands below each record of the part before. */
static const struct
{
  const char *kind;
  const char *owner;
} parts[] = {
  { "person", "id" },
  { "appointment", "person_id" },
  { "rank_history", "person_id" },
  { "education", "person_id" },
  { "professional_title", "person_id" },
  { "study", "person_id" },
  { "enrolment", "person_id" },
  { "assessment", "person_id" },
  { "posting", "person_id" },
  { "appraisal", "posting_id" },
  { "achievement", "posting_id" },
  { "posting_event", "posting_id" },
  { "presence", "posting_id" },
  { "reserve", "person_id" },
  { "candidacy", "person_id" },
  { "reward", "person_id" },
  { "family", "person_id" },
  { "resume_entry", "person_id" },
};

typedef struct
{
  CadreArchive *archive;
  CadreCatalogue *catalogue;
  gint64 person_id;
  const CadreDate *as_of;   /* NULL: as it is now */
} Show;

/* Columns on a terminal: a Chinese character takes two. */
static int
display_width (const char *text)
{
  int width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      width += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
    }

  return width;
}

static void
print_padded (const char *text,
              int         width)
{
  g_print ("%s%*s", text, MAX (width - display_width (text), 0), "");
}

static char *
shown_value (Show             *show,
             const CadreField *field,
             GHashTable       *values)
{
  char *text = cadre_record_format_value (show->archive, show->catalogue, field,
                                          g_hash_table_lookup (values, field->key));

  return g_strdelimit (text, "\n\r\t", ' ');
}

/* What only places a record, or is said by another column. */
static const char * const not_shown[] = { "position", "print", NULL };

static gboolean
is_shown (const CadreField *field,
          const char       *owner)
{
  return !g_str_equal (field->key, owner) && field->kind != CADRE_FIELD_CONTENT &&
         !g_strv_contains (not_shown, field->key);
}

/* A column of nothing but 否 says nothing. */
static gboolean
is_filled (const CadreField *field,
           GPtrArray        *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      const char *value = g_hash_table_lookup (((CadreRecord *) g_ptr_array_index (records, i))->values, field->key);

      if (value != NULL && !(field->kind == CADRE_FIELD_BOOL && g_str_equal (value, "0")))
        return TRUE;
    }

  return FALSE;
}

/* Records of one kind as a table of the columns that any of them fills. */
static void
print_table (Show                  *show,
             const CadreRecordKind *kind,
             const char            *owner,
             GPtrArray             *records)
{
  g_autoptr(GPtrArray) columns = g_ptr_array_new ();
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autofree int *widths = g_new0 (int, kind->fields->len);

  for (guint i = 0; i < kind->fields->len; i++)
    {
      const CadreField *field = g_ptr_array_index (kind->fields, i);

      if (is_shown (field, owner) && is_filled (field, records))
        {
          widths[columns->len] = display_width (field->label);
          g_ptr_array_add (columns, (gpointer) field);
        }
    }

  for (guint j = 0; j < records->len; j++)
    for (guint i = 0; i < columns->len; i++)
      {
        char *text = shown_value (show, g_ptr_array_index (columns, i),
                                  ((CadreRecord *) g_ptr_array_index (records, j))->values);

        widths[i] = MAX (widths[i], display_width (text));
        g_ptr_array_add (cells, text);
      }

  for (guint i = 0; i < columns->len; i++)
    {
      g_print ("  ");
      print_padded (((const CadreField *) g_ptr_array_index (columns, i))->label, i + 1 < columns->len ? widths[i] : 0);
    }
  g_print ("\n");
  for (guint i = 0; i < cells->len; i++)
    {
      gboolean last = i % columns->len == columns->len - 1;

      g_print ("  ");
      print_padded (g_ptr_array_index (cells, i), last ? 0 : widths[i % columns->len]);
      if (last)
        g_print ("\n");
    }
}

/* Lines after the first stand under it. */
static void
print_lines (const char *text,
             int         indent)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    g_print ("%s%*s%s", i > 0 ? "\n" : "", i > 0 ? indent : 0, "", lines[i]);
}

static void
print_person (Show                  *show,
              const CadreRecordKind *kind,
              CadreRecord           *person)
{
  int width = 0;

  for (guint i = 0; i < kind->fields->len; i++)
    width = MAX (width, display_width (((const CadreField *) g_ptr_array_index (kind->fields, i))->label));

  for (guint i = 0; i < kind->fields->len; i++)
    {
      const CadreField *field = g_ptr_array_index (kind->fields, i);
      g_autofree char *text = NULL;
      g_autofree char *original = NULL;

      if (!is_shown (field, "id") || !g_hash_table_contains (person->values, field->key))
        continue;

      text = field->kind == CADRE_FIELD_LONG_TEXT ? g_strdup (g_hash_table_lookup (person->values, field->key))
                                                  : shown_value (show, field, person->values);
      original = cadre_record_get_original (show->archive, kind, person->id, field->key);
      g_print ("  ");
      print_padded (field->label, width);
      g_print ("  ");
      print_lines (text, width + 4);
      if (original != NULL)
        g_print (" (%s)", original);
      g_print ("\n");
    }
}

static GPtrArray *
list_person (Show    *show,
             GError **error)
{
  GPtrArray *records;
  CadreRecord *record;
  GHashTable *values;

  values = cadre_record_get (show->archive, cadre_catalogue_get_kind (show->catalogue, "person"), show->person_id, error);
  if (values == NULL)
    return NULL;

  record = g_new0 (CadreRecord, 1);
  record->id = show->person_id;
  record->values = values;
  records = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_record_free);
  g_ptr_array_add (records, record);
  return records;
}

/* The records of a part that belong to each of @owners. */
static GPtrArray *
list_below (Show                   *show,
            const CadreRecordKind  *kind,
            const char             *owner,
            GPtrArray              *owners,
            GError                **error)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_record_free);

  for (guint i = 0; owners != NULL && i < owners->len; i++)
    {
      CadreRecord *above = g_ptr_array_index (owners, i);
      GPtrArray *below = cadre_record_list_of (show->archive, kind, owner, above->id, error);

      if (below == NULL)
        return NULL;
      g_ptr_array_extend_and_steal (all, below);
    }

  return g_steal_pointer (&all);
}

static GPtrArray *
list_part (Show                   *show,
           const CadreRecordKind  *kind,
           const char             *owner,
           GPtrArray              *owners,
           GError                **error)
{
  if (g_str_equal (kind->key, "person"))
    return list_person (show, error);
  if (!g_str_equal (owner, "person_id"))
    return list_below (show, kind, owner, owners, error);

  return show->as_of != NULL ? cadre_record_list_as_of (show->archive, kind, show->person_id, show->as_of, error)
                             : cadre_record_list (show->archive, kind, show->person_id, error);
}

/* Numbers as numbers, truth as truth, what names a record with its name. */
static void
add_json_value (Show             *show,
                JsonBuilder      *builder,
                const CadreField *field,
                const char       *value)
{
  g_autofree char *name = NULL;

  switch (field->kind)
    {
    case CADRE_FIELD_NUMBER:
      json_builder_add_double_value (builder, g_ascii_strtod (value, NULL));
      break;
    case CADRE_FIELD_INTEGER:
      json_builder_add_int_value (builder, g_ascii_strtoll (value, NULL, 10));
      break;
    case CADRE_FIELD_BOOL:
      json_builder_add_boolean_value (builder, g_str_equal (value, "1"));
      break;
    case CADRE_FIELD_UNIT:
    case CADRE_FIELD_PERSON:
    case CADRE_FIELD_RECORD:
      name = cadre_record_format_value (show->archive, show->catalogue, field, value);
      json_builder_begin_object (builder);
      cadrectl_json_int (builder, "id", g_ascii_strtoll (value, NULL, 10));
      cadrectl_json_text (builder, "name", name);
      json_builder_end_object (builder);
      break;
    default:
      json_builder_add_string_value (builder, value);
    }
}

static void
add_json_records (Show                  *show,
                  JsonBuilder           *builder,
                  const CadreRecordKind *kind,
                  GPtrArray             *records)
{
  json_builder_set_member_name (builder, kind->key);
  json_builder_begin_array (builder);
  for (guint i = 0; i < records->len; i++)
    {
      CadreRecord *record = g_ptr_array_index (records, i);

      json_builder_begin_object (builder);
      cadrectl_json_int (builder, "id", record->id);
      for (guint j = 0; j < kind->fields->len; j++)
        {
          const CadreField *field = g_ptr_array_index (kind->fields, j);
          const char *value = g_hash_table_lookup (record->values, field->key);

          if (value == NULL)
            continue;
          json_builder_set_member_name (builder, field->key);
          add_json_value (show, builder, field, value);
        }
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (JsonBuilder *builder)
{
  json_builder_end_object (builder);
  cadrectl_print_json (builder);
}

static gboolean
show_parts (Show         *show,
            JsonBuilder  *builder,
            GError      **error)
{
  g_autoptr(GPtrArray) owners = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const CadreRecordKind *kind = cadre_catalogue_get_kind (show->catalogue, parts[i].kind);
      GPtrArray *records = list_part (show, kind, parts[i].owner, owners, error);

      if (records == NULL)
        return FALSE;

      if (builder != NULL)
        {
          add_json_records (show, builder, kind, records);
        }
      else if (records->len > 0)
        {
          g_print ("%s%s\n", i > 0 ? "\n" : "", i == 0 ? "基本情况" : kind->label);
          if (i == 0)
            print_person (show, kind, g_ptr_array_index (records, 0));
          else
            print_table (show, kind, parts[i].owner, records);
        }

      if (g_str_equal (parts[i].owner, "person_id"))
        {
          g_clear_pointer (&owners, g_ptr_array_unref);
          owners = g_ptr_array_ref (records);
        }
      g_ptr_array_unref (records);
    }

  return TRUE;
}

int
cadrectl_show (Cadrectl *self,
               int       argc,
               char    **argv)
{
  g_autoptr(CadreArchive) archive = NULL;
  g_autoptr(CadreCatalogue) catalogue = NULL;
  g_autoptr(JsonBuilder) builder = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *as_of = NULL;
  g_autofree char *words = NULL;
  CadreDate date = { 0 };
  Show show = { 0 };
  const GOptionEntry entries[] = {
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &as_of, N_("The records as they stood on this date"), N_("DATE") },
    { NULL }
  };
  int status;

  if (!cadrectl_parse ("show", _("Prints a person's whole archive: show PERSON, by name, “name birth”, ID number or #number."),
                       entries, &argc, &argv, &status))
    return status;
  if (argc < 2)
    return cadrectl_usage (_("show: name a person"));
  if (as_of != NULL && !cadre_date_parse (as_of, &date))
    return cadrectl_usage (_("show: “%s” is not a date; write it as 2017.06 or 2017-06-30"), as_of);

  archive = cadrectl_open (self, CADRE_ARCHIVE_READ, &error);
  catalogue = archive != NULL ? cadre_catalogue_new (archive, &error) : NULL;
  if (catalogue == NULL)
    return cadrectl_fail (error);

  words = g_strjoinv (" ", argv + 1);
  show = (Show) { archive, catalogue, cadre_people_identify (archive, words, &error), as_of != NULL ? &date : NULL };
  if (show.person_id == 0)
    return cadrectl_fail (error);

  if (self->json)
    {
      builder = json_builder_new ();
      json_builder_begin_object (builder);
    }
  if (!show_parts (&show, builder, &error))
    return cadrectl_fail (error);
  if (builder != NULL)
    print_json (builder);

  return 0;
}
