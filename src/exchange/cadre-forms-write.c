/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Appointment forms out of the archive. A person who came as a form leaves as
 * that form: only what the archive says otherwise is written anew, so that the
 * elements that no field knows survive, and a form of which nothing was
 * changed is the same file again. */

#define G_LOG_DOMAIN "cadre-forms"

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "cadre-content.h"
#include "cadre-file.h"
#include "cadre-forms.h"
#include "cadre-forms-private.h"
#include "cadre-record.h"
#include "cadre-resume.h"

#define SUFFIX ".lrmx"

/* The form's date elements: ages are counted to the first. */
static const char * const date_elements[] = { "JiSuanNianLingShiJian", "TianBiaoShiJian" };

/* In the order of CadreLrmxRelative. */
static const char * const relative_fields[] = { "relation", "name", "birth", "political_status", "post" };

#define N_RELATIVE_FIELDS G_N_ELEMENTS (relative_fields)

typedef struct
{
  CadreArchive *archive;
  CadreCatalogue *catalogue;
  const CadreRecordKind *person;
  const CadreRecordKind *family;
  const CadreDate *as_of;
} Writing;

static const char *
look_up (GHashTable *values,
         const char *key)
{
  const char *value = g_hash_table_lookup (values, key);

  return value != NULL ? value : "";
}

/* ---- One value ---- */

static char *
format_month (const char *canonical)
{
  CadreDate date;

  if (!cadre_date_parse (canonical, &date) || date.year == 0)
    return g_strdup (canonical);

  date.day = 0;
  return cadre_date_format (&date, CADRE_DATE_COMPACT);
}

/* Whether a form's text says what the archive has: a month says what a day
 * says. */
static gboolean
says_the_same (Writing          *self,
               const CadreField *field,
               const char       *typed,
               const char       *canonical)
{
  g_autofree char *parsed = NULL;

  if (typed == NULL)
    return *canonical == '\0';

  parsed = cadre_record_parse_value (self->archive, self->catalogue, field, typed, NULL, NULL);
  if (parsed == NULL)
    return g_str_equal (typed, canonical);
  if (field->kind == CADRE_FIELD_DATE && *parsed != '\0')
    return g_str_has_prefix (canonical, parsed);

  return g_str_equal (parsed, canonical);
}

/* What the form shall say: its own text where that is right. */
static char *
choose_text (Writing          *self,
             const CadreField *field,
             const char       *typed,
             const char       *canonical)
{
  if (says_the_same (self, field, typed, canonical))
    return g_strdup (typed);
  if (field->kind == CADRE_FIELD_DATE)
    return format_month (canonical);

  return g_strdup (canonical);
}

/* 入党时间 is a text that may be more than a date: 200108；民建. Where it is
 * no more than one, the date itself counts. */
static char *
choose_party_text (Writing    *self,
                   GHashTable *values,
                   const char *typed)
{
  const CadreField *joined = cadre_record_kind_get_field (self->person, "party_joined");
  const char *text = look_up (values, "party_text");
  const char *date = look_up (values, "party_joined");
  CadreDate parsed;

  if (*date == '\0' || (*text != '\0' && (!cadre_date_parse (text, &parsed) ||
                                          cadre_catalogue_says_less (self->catalogue, joined, text, date))))
    return g_strdup (text);

  return choose_text (self, joined, typed, date);
}

/* 2000.09--2003.07在某校函授学习 */
static char *
make_aside (GHashTable *values)
{
  g_autoptr(GString) text = g_string_new (NULL);
  static const char * const ends[] = { "since", "until" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      CadreDate date;
      g_autofree char *shown = NULL;

      if (!cadre_date_parse (look_up (values, ends[i]), &date) || date.year == 0)
        continue;
      shown = cadre_date_format (&date, CADRE_DATE_DOTTED);
      g_string_append_printf (text, "%s%s", i > 0 ? "--" : "", shown);
    }
  g_string_append (text, look_up (values, "text"));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The résumé of its entries. */
static char *
make_resume (Writing     *self,
             gint64       person_id,
             GError     **error)
{
  const CadreRecordKind *kind = cadre_catalogue_get_kind (self->catalogue, "resume_entry");
  g_autoptr(GPtrArray) records = cadre_record_list (self->archive, kind, person_id, error);
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_resume_entry_free);

  if (records == NULL)
    return NULL;

  for (guint i = 0; i < records->len; i++)
    {
      GHashTable *values = ((CadreRecord *) g_ptr_array_index (records, i))->values;
      CadreResumeEntry *entry;

      if (g_str_equal (look_up (values, "is_aside"), "1") && entries->len > 0)
        {
          entry = g_ptr_array_index (entries, entries->len - 1);
          g_ptr_array_add (entry->asides, make_aside (values));
          continue;
        }

      entry = g_new0 (CadreResumeEntry, 1);
      entry->asides = g_ptr_array_new_with_free_func (g_free);
      entry->text = g_strdup (look_up (values, "text"));
      cadre_date_parse (look_up (values, "since"), &entry->since);
      cadre_date_parse (look_up (values, "until"), &entry->until);
      g_ptr_array_add (entries, entry);
    }

  return cadre_resume_format (entries, NULL);
}

/* ---- A form ---- */

static gboolean
write_fields (Writing     *self,
              CadreLrmx   *form,
              gint64       person_id,
              GHashTable  *values,
              GError     **error)
{
  for (guint i = 0; i < self->person->fields->len; i++)
    {
      const CadreField *field = g_ptr_array_index (self->person->fields, i);
      const char *typed = field->lrmx != NULL ? cadre_lrmx_get (form, field->lrmx) : NULL;
      g_autofree char *text = NULL;

      if (field->lrmx == NULL || field->kind == CADRE_FIELD_CONTENT)
        continue;

      if (g_str_equal (field->key, "party_text"))
        text = choose_party_text (self, values, typed);
      else if (!g_str_equal (field->key, "resume_text") || *look_up (values, field->key) != '\0' || typed != NULL)
        text = choose_text (self, field, typed, look_up (values, field->key));
      else if ((text = make_resume (self, person_id, error)) == NULL)
        return FALSE;
      cadre_lrmx_set (form, field->lrmx, text);
    }

  return TRUE;
}

static const char *
get_relative_text (const CadreLrmxRelative *relative,
                   guint                    i)
{
  const char *texts[N_RELATIVE_FIELDS] = {
    relative->relation, relative->name, relative->birth, relative->political_status, relative->post,
  };

  return texts[i];
}

/* The line of the form that is about this relative. */
static const CadreLrmxRelative *
find_relative (Writing    *self,
               GPtrArray  *relatives,
               GHashTable *values)
{
  for (guint i = 0; i < relatives->len; i++)
    {
      const CadreLrmxRelative *relative = g_ptr_array_index (relatives, i);
      gboolean same = TRUE;

      /* By 称谓 and name. */
      for (guint j = 0; j < 2 && same; j++)
        same = says_the_same (self, cadre_record_kind_get_field (self->family, relative_fields[j]),
                              get_relative_text (relative, j), look_up (values, relative_fields[j]));
      if (same)
        return relative;
    }

  return NULL;
}

static CadreLrmxRelative *
make_relative (Writing    *self,
               GPtrArray  *relatives,
               GHashTable *values)
{
  const CadreLrmxRelative *old = find_relative (self, relatives, values);
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < N_RELATIVE_FIELDS; i++)
    g_ptr_array_add (texts, choose_text (self, cadre_record_kind_get_field (self->family, relative_fields[i]),
                                         old != NULL ? get_relative_text (old, i) : NULL,
                                         look_up (values, relative_fields[i])));

  return cadre_lrmx_relative_new (texts->pdata[0], texts->pdata[1], texts->pdata[2], texts->pdata[3], texts->pdata[4]);
}

/* Where the archive knows of no relative, the form's are left: its family is a
 * sheet of its own, and may not have been taken in. */
static gboolean
write_family (Writing    *self,
              CadreLrmx  *form,
              gint64      person_id,
              GError    **error)
{
  g_autoptr(GPtrArray) records = cadre_record_list (self->archive, self->family, person_id, error);
  g_autoptr(GPtrArray) relatives = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_lrmx_relative_free);

  if (records == NULL)
    return FALSE;

  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (relatives, make_relative (self, cadre_lrmx_get_relatives (form),
                                               ((CadreRecord *) g_ptr_array_index (records, i))->values));
  if (relatives->len > 0)
    cadre_lrmx_set_relatives (form, relatives);

  return TRUE;
}

static gboolean
write_photo (Writing     *self,
             CadreLrmx   *form,
             GHashTable  *values,
             GError     **error)
{
  const char *hash = look_up (values, "photo");
  g_autoptr(GBytes) own = _cadre_forms_get_file (form, CADRE_FORM_FILE_PHOTO, NULL);
  g_autofree char *own_hash = own != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, own) : g_strdup ("");
  g_autoptr(GBytes) photo = NULL;

  if (g_str_equal (own_hash, hash))
    return TRUE;

  photo = *hash != '\0' ? cadre_content_get (self->archive, hash, error) : NULL;
  if (photo == NULL && *hash != '\0')
    return FALSE;

  cadre_lrmx_set_photo (form, photo);
  return TRUE;
}

/* A form keeps its dates unless others are asked for. */
static void
write_dates (Writing   *self,
             CadreLrmx *form,
             gboolean   is_new)
{
  CadreDate today = cadre_date_today ();
  g_autofree char *text = cadre_date_format (self->as_of != NULL ? self->as_of : &today, CADRE_DATE_COMPACT);

  for (guint i = 0; (is_new || self->as_of != NULL) && i < G_N_ELEMENTS (date_elements); i++)
    cadre_lrmx_set (form, date_elements[i], text);
}

/* The form that the person came as, or an empty one. */
static CadreLrmx *
begin_form (Writing     *self,
            GHashTable  *values,
            GError     **error)
{
  const char *hash = look_up (values, "form");
  g_autoptr(GBytes) kept = NULL;

  if (*hash == '\0')
    return cadre_lrmx_new ();

  kept = cadre_content_get (self->archive, hash, error);
  return kept != NULL ? cadre_lrmx_parse (kept, look_up (values, "name"), error) : NULL;
}

static CadreLrmx *
make_form (Writing  *self,
           gint64    person_id,
           GError  **error)
{
  g_autoptr(GHashTable) values = cadre_record_get (self->archive, self->person, person_id, error);
  g_autoptr(CadreLrmx) form = values != NULL ? begin_form (self, values, error) : NULL;

  if (form == NULL ||
      !write_fields (self, form, person_id, values, error) ||
      !write_family (self, form, person_id, error) ||
      !write_photo (self, form, values, error))
    return NULL;

  write_dates (self, form, *look_up (values, "form") == '\0');
  return g_steal_pointer (&form);
}

static void
writing_init (Writing         *self,
              CadreArchive    *archive,
              CadreCatalogue  *catalogue,
              const CadreDate *as_of)
{
  *self = (Writing) {
    archive, catalogue, cadre_catalogue_get_kind (catalogue, "person"), cadre_catalogue_get_kind (catalogue, "family"), as_of,
  };
}

/**
 * cadre_forms_make:
 * @as_of: (nullable): the date to count ages to and to fill in; %NULL leaves
 *   those of a form that is kept, and takes today for a new one
 *
 * Makes a person's 干部任免审批表 as the archive has it now. What a kept form
 * says and no field holds (拟任职务, elements of newer versions) is left as it
 * is.
 *
 * Returns: (transfer full): the form, or %NULL with @error set
 */
CadreLrmx *
cadre_forms_make (CadreArchive     *archive,
                  CadreCatalogue   *catalogue,
                  gint64            person_id,
                  const CadreDate  *as_of,
                  GError          **error)
{
  Writing writing;

  writing_init (&writing, archive, catalogue, as_of);
  return make_form (&writing, person_id, error);
}

/* ---- Files ---- */

/* The last path component that the official program gives a form: the name; of
 * a second one of that name also the ID number, or a number. */
static char *
choose_name (CadreLrmx  *form,
             GHashTable *taken)
{
  const char *id_number = cadre_lrmx_get (form, "ShenFenZheng");
  g_autofree char *name = g_strdelimit (g_strdup (cadre_lrmx_get (form, "XingMing")), "/\\:*?\"<>|\n", '_');
  char *chosen = g_strdup (name);

  if (g_hash_table_contains (taken, chosen) && id_number != NULL && *id_number != '\0')
    {
      g_free (chosen);
      chosen = g_strconcat (name, id_number, NULL);
    }
  for (guint i = 2; g_hash_table_contains (taken, chosen); i++)
    {
      g_free (chosen);
      chosen = g_strdup_printf ("%s%u", name, i);
    }

  g_hash_table_add (taken, g_strdup (chosen));
  return chosen;
}

/* A form that would be replaced by another is left beside it. */
static gboolean
keep_old (const char  *path,
          GBytes      *bytes,
          GError     **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GBytes) old = g_file_load_bytes (file, NULL, NULL, NULL);
  g_autofree char *backup = g_strconcat (path, ".bak", NULL);

  if (old == NULL || g_bytes_equal (old, bytes))
    return TRUE;

  return cadre_file_write (backup, g_bytes_get_data (old, NULL), (gssize) g_bytes_get_size (old), error);
}

static gboolean
write_form (CadreLrmx         *form,
            const char        *path,
            CadreFormsResult  *result,
            GError           **error)
{
  g_autoptr(GBytes) bytes = cadre_lrmx_to_bytes (form);
  g_autoptr(GPtrArray) warnings = cadre_lrmx_check_lengths (form);

  if (!keep_old (path, bytes, error) || !cadre_lrmx_write (form, path, error))
    return FALSE;

  g_ptr_array_add (result->paths, g_strdup (path));
  for (guint i = 0; i < warnings->len; i++)
    g_ptr_array_add (result->warnings, g_strdup_printf ("%s: %s", cadre_lrmx_get (form, "XingMing"),
                                                        (const char *) g_ptr_array_index (warnings, i)));
  return TRUE;
}

static gboolean
is_form_path (const char *path)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  return g_str_has_suffix (lower, SUFFIX);
}

void
cadre_forms_result_clear (CadreFormsResult *self)
{
  g_clear_pointer (&self->paths, g_ptr_array_unref);
  g_clear_pointer (&self->warnings, g_ptr_array_unref);
}

/**
 * cadre_forms_export:
 * @persons: (element-type gint64): whose forms
 * @path: a file (.lrmx) for one person, a folder for any number; it is made
 *   where there is none
 * @as_of: (nullable): as cadre_forms_make() has it
 * @result: (out): what was written
 *
 * Writes forms, each whole or not at all. A form in the folder that says
 * something else is kept as .bak.
 */
gboolean
cadre_forms_export (CadreArchive      *archive,
                    CadreCatalogue    *catalogue,
                    GArray            *persons,
                    const char        *path,
                    const CadreDate   *as_of,
                    CadreFormsResult  *result,
                    GCancellable      *cancellable,
                    GError           **error)
{
  g_autoptr(GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean to_file = persons->len == 1 && is_form_path (path);
  Writing writing;

  writing_init (&writing, archive, catalogue, as_of);
  result->paths = g_ptr_array_new_with_free_func (g_free);
  result->warnings = g_ptr_array_new_with_free_func (g_free);
  if (!to_file && g_mkdir_with_parents (path, 0700) != 0)
    return cadre_file_set_error (error, path, errno);

  for (guint i = 0; i < persons->len; i++)
    {
      g_autoptr(CadreLrmx) form = NULL;
      g_autofree char *name = NULL;
      g_autofree char *file_name = NULL;
      g_autofree char *file = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      form = make_form (&writing, g_array_index (persons, gint64, i), error);
      if (form == NULL)
        return FALSE;

      name = choose_name (form, taken);
      file_name = g_strconcat (name, SUFFIX, NULL);
      file = to_file ? g_strdup (path) : g_build_filename (path, file_name, NULL);
      if (!write_form (form, file, result, error))
        return FALSE;
    }

  return TRUE;
}
