/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-class-data"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "cadre-class-data.h"
#include "cadre-entry-grid.h"
#include "cadre-record-lines.h"
#include "cadre-record-typed.h"
#include "cadre-training-plan.h"

/* The groups in the order of the page, and which fields make a line. */
static const struct
{
  CadreClassGroupInfo info;
  CadreRecordLines lines;
} groups[CADRE_CLASS_N_GROUPS] = {
  { { "timetable", "segment", N_("Segments") },
    { "segment", "class_id", { "title" }, { "since", "until", "mode", "institution", "place" }, "hours" } },
  { { "timetable", "session", N_("Sessions") },
    { "session", "class_id", { "topic" }, { "date", "period", "teacher_id", "teacher_name", "classroom", "place" }, "hours" } },
  { { "places", "class_quota", N_("Places of Units") },
    { "class_quota", "class_id", { "unit_id" }, { "replied_on", "note" }, "places" } },
  { { "places", "mark_part", N_("Parts of the Marks") },
    { "mark_part", "class_id", { "name" }, { "full" }, "weight" } },
};

/* The columns of the roll that are the same in all classes; marks stand
 * between these and the composite. */
static const struct
{
  const char *key;
  const char *title;
  int width;
  gboolean editable;
  gboolean numeric;
} roll_columns[] = {
  { "position", N_("No."), 3, TRUE, TRUE },
  { "name", N_("Name"), 6, FALSE, FALSE },
  { "post", N_("Post Then"), 18, FALSE, FALSE },
  { "state", N_("State"), 6, TRUE, FALSE },
  { "group_name", N_("Group"), 6, TRUE, FALSE },
  { "office", N_("Office"), 8, TRUE, FALSE },
  { "leave_hours", N_("Leave"), 5, TRUE, TRUE },
  { "absent_hours", N_("Absent"), 5, TRUE, TRUE },
}, result_columns[] = {
  { "score", N_("Score"), 6, FALSE, TRUE },
  { "result", N_("Result"), 6, TRUE, FALSE },
  { "is_outstanding", N_("Outstanding"), 5, TRUE, FALSE },
  { "comment", N_("Appraisal"), 16, TRUE, FALSE },
};

const CadreClassGroupInfo *
cadre_class_data_get_group (guint group)
{
  g_return_val_if_fail (group < CADRE_CLASS_N_GROUPS, NULL);

  return &groups[group].info;
}

CadreClassData *
cadre_class_data_new (gint64 class_id)
{
  CadreClassData *self = g_new0 (CadreClassData, 1);

  self->class_id = class_id;
  return self;
}

void
cadre_class_data_free (gpointer data)
{
  CadreClassData *self = data;

  g_clear_object (&self->catalogue);
  g_clear_pointer (&self->shown, g_hash_table_unref);
  g_clear_pointer (&self->summary, cadre_class_summary_free);
  g_clear_pointer (&self->needs, g_ptr_array_unref);
  g_clear_pointer (&self->roll, cadre_class_roll_free);
  g_clear_pointer (&self->roll_columns, g_ptr_array_unref);
  g_clear_pointer (&self->roll_rows, g_ptr_array_unref);
  g_clear_pointer (&self->attendance_columns, g_ptr_array_unref);
  g_clear_pointer (&self->attendance_rows, g_ptr_array_unref);
  for (guint i = 0; i < CADRE_CLASS_N_GROUPS; i++)
    g_clear_pointer (&self->groups[i], g_ptr_array_unref);
  g_clear_pointer (&self->certificates, g_ptr_array_unref);
  g_free (self);
}

/* ---- lines */

static GPtrArray *
load_group (CadreClassData  *self,
            CadreArchive    *archive,
            guint            group,
            GError         **error)
{
  return cadre_record_lines_load (archive, self->catalogue, &groups[group].lines, self->class_id, error);
}

/* 名额 given, and how many of them the unit named people for. */
static gboolean
count_named (CadreClassData  *self,
             CadreArchive    *archive,
             GPtrArray       *lines,
             GError         **error)
{
  g_autoptr(GPtrArray) quotas = cadre_class_list_quotas (archive, self->class_id, error);

  if (quotas == NULL)
    return FALSE;

  for (guint i = 0; i < lines->len; i++)
    for (guint n = 0; n < quotas->len; n++)
      {
        CadreRecordLine *line = g_ptr_array_index (lines, i);
        const CadreQuotaLine *quota = g_ptr_array_index (quotas, n);

        if (quota->id != line->id)
          continue;
        g_free (line->trailing);
        line->trailing = g_strdup_printf (_("%u named of %u places"), quota->n_named, quota->n_places);
      }

  return TRUE;
}

static GPtrArray *
load_certificates (CadreClassData  *self,
                   CadreArchive    *archive,
                   GError         **error)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (cadre_record_line_free);
  g_autoptr(CadreStatement) rows = NULL;
  g_autoptr(GError) local_error = NULL;

  rows = cadre_archive_prepare (archive,
                                "SELECT k.id, k.number, p.name, k.issued_on, k.revoked_on, k.revoke_reason FROM enrolment e "
                                "JOIN certificate k ON k.enrolment_id = e.id JOIN person p ON p.id = e.person_id "
                                "WHERE e.class_id = ?1 ORDER BY k.number", error);
  if (rows == NULL)
    return NULL;

  cadre_statement_bind_int64 (rows, 1, self->class_id);
  while (cadre_statement_step (rows, &local_error))
    {
      CadreRecordLine *line = g_new0 (CadreRecordLine, 1);
      const char *issued = cadre_statement_get_text (rows, 3), *revoked = cadre_statement_get_text (rows, 4);

      line->id = cadre_statement_get_int64 (rows, 0);
      line->title = g_strdup_printf ("%s %s", cadre_statement_get_text (rows, 1), cadre_statement_get_text (rows, 2));
      line->subtitle = revoked != NULL ? g_strdup_printf (_("Revoked on %s: %s"), revoked, cadre_statement_get_text (rows, 5))
                                       : g_strdup (issued != NULL ? issued : "");
      g_ptr_array_add (lines, line);
    }

  if (local_error == NULL)
    return g_steal_pointer (&lines);

  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/* ---- the roll */

static char *
format_number (double value)
{
  return isnan (value) ? g_strdup ("") : g_strdup_printf ("%.6g", value);
}

static char *
or_empty (const char *text)
{
  return g_strdup (text != NULL ? text : "");
}

/* A stored word as people read it: 已报到, 是. */
static char *
format_value (CadreClassData *self,
              CadreArchive   *archive,
              const char     *key,
              const char     *value)
{
  const CadreRecordKind *kind = cadre_catalogue_get_kind (self->catalogue, "enrolment");

  return cadre_record_format_value (archive, self->catalogue, cadre_record_kind_get_field (kind, key), value);
}

static void
make_roll_columns (CadreClassData *self,
                   gboolean        writable)
{
  gboolean by_session = self->summary->n_sessions > 0;

  self->roll_columns = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_grid_column_free);
  for (guint i = 0; i < G_N_ELEMENTS (roll_columns); i++)
    {
      /* Totals that are counted by session are not for typing. */
      gboolean total = g_str_has_suffix (roll_columns[i].key, "_hours");

      g_ptr_array_add (self->roll_columns,
                       cadre_grid_column_new (roll_columns[i].key, _(roll_columns[i].title), roll_columns[i].width,
                                              writable && roll_columns[i].editable && !(total && by_session),
                                              roll_columns[i].numeric));
    }
  for (guint i = 0; i < self->roll->parts->len; i++)
    {
      const CadreMarkPart *part = g_ptr_array_index (self->roll->parts, i);
      g_autofree char *key = g_strdup_printf ("mark:%" G_GINT64_FORMAT, part->id);
      g_autofree char *weight = cadre_decimal_format (part->weight, 1);
      g_autofree char *title = NULL;

      if (g_str_has_suffix (weight, ".0"))
        weight[strlen (weight) - 2] = '\0';
      title = g_strdup_printf ("%s %s%%", part->name, weight);
      g_ptr_array_add (self->roll_columns, cadre_grid_column_new (key, title, 7, writable, TRUE));
    }
  for (guint i = 0; i < G_N_ELEMENTS (result_columns); i++)
    g_ptr_array_add (self->roll_columns,
                     cadre_grid_column_new (result_columns[i].key, _(result_columns[i].title), result_columns[i].width,
                                            writable && result_columns[i].editable, result_columns[i].numeric));
}

static GStrv
make_roll_texts (CadreClassData          *self,
                 CadreArchive            *archive,
                 const CadreClassStudent *student)
{
  g_autoptr(GStrvBuilder) texts = g_strv_builder_new ();
  g_autoptr(GPtrArray) made = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (made, g_strdup_printf ("%d", student->position));
  g_ptr_array_add (made, or_empty (student->name));
  g_ptr_array_add (made, or_empty (student->post));
  g_ptr_array_add (made, format_value (self, archive, "state", student->state));
  g_ptr_array_add (made, or_empty (student->group_name));
  g_ptr_array_add (made, or_empty (student->office));
  g_ptr_array_add (made, format_number (student->leave_hours));
  g_ptr_array_add (made, format_number (student->absent_hours));
  for (guint i = 0; i < self->roll->parts->len; i++)
    g_ptr_array_add (made, format_number (student->marks[i]));
  g_ptr_array_add (made, isnan (student->score) ? g_strdup ("") : g_strdup_printf ("%.2f", student->score));
  g_ptr_array_add (made, or_empty (student->result));
  g_ptr_array_add (made, student->is_outstanding ? format_value (self, archive, "is_outstanding", "1") : g_strdup (""));
  g_ptr_array_add (made, or_empty (student->comment));

  for (guint i = 0; i < made->len; i++)
    g_strv_builder_add (texts, g_ptr_array_index (made, i));
  return g_strv_builder_end (texts);
}

static void
make_roll_rows (CadreClassData *self,
                CadreArchive   *archive)
{
  self->roll_rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->roll->students->len; i++)
    {
      const CadreClassStudent *student = g_ptr_array_index (self->roll->students, i);

      g_ptr_array_add (self->roll_rows, cadre_grid_row_new (student->enrolment_id, make_roll_texts (self, archive, student)));
    }
}

/* ---- attendance: students down, sessions across */

static gboolean
load_sessions (CadreClassData  *self,
               CadreArchive    *archive,
               GArray          *ids,
               gboolean         writable,
               GError         **error)
{
  g_autoptr(CadreStatement) rows = NULL;
  g_autoptr(GError) local_error = NULL;

  rows = cadre_archive_prepare (archive, "SELECT id, ifnull (substr (date, 6), ''), ifnull (period, '') FROM session "
                                "WHERE class_id = ?1 ORDER BY date, id", error);
  if (rows == NULL)
    return FALSE;

  cadre_statement_bind_int64 (rows, 1, self->class_id);
  while (cadre_statement_step (rows, &local_error))
    {
      gint64 id = cadre_statement_get_int64 (rows, 0);
      g_autofree char *key = g_strdup_printf ("session:%" G_GINT64_FORMAT, id);
      g_autofree char *title = g_strdup_printf ("%s %s", cadre_statement_get_text (rows, 1), cadre_statement_get_text (rows, 2));

      g_array_append_val (ids, id);
      g_ptr_array_add (self->attendance_columns, cadre_grid_column_new (key, g_strstrip (title), 5, writable, FALSE));
    }

  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
load_statuses (CadreClassData  *self,
               CadreArchive    *archive,
               GHashTable      *statuses,
               GError         **error)
{
  g_autoptr(CadreStatement) rows = NULL;
  g_autoptr(GError) local_error = NULL;

  rows = cadre_archive_prepare (archive, "SELECT t.enrolment_id, t.session_id, t.status FROM session s JOIN attendance t "
                                "ON t.session_id = s.id WHERE s.class_id = ?1", error);
  if (rows == NULL)
    return FALSE;

  cadre_statement_bind_int64 (rows, 1, self->class_id);
  while (cadre_statement_step (rows, &local_error))
    g_hash_table_insert (statuses, g_strdup_printf ("%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, cadre_statement_get_int64 (rows, 0),
                                                    cadre_statement_get_int64 (rows, 1)),
                         cadre_statement_dup_text (rows, 2));

  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
load_attendance (CadreClassData  *self,
                 CadreArchive    *archive,
                 gboolean         writable,
                 GError         **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GHashTable) statuses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  self->attendance_columns = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_grid_column_free);
  self->attendance_rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->attendance_columns, cadre_grid_column_new ("name", _("Name"), 6, FALSE, FALSE));
  if (!load_sessions (self, archive, ids, writable, error) || !load_statuses (self, archive, statuses, error))
    return FALSE;

  for (guint i = 0; i < self->roll->students->len; i++)
    {
      const CadreClassStudent *student = g_ptr_array_index (self->roll->students, i);
      g_autoptr(GStrvBuilder) texts = g_strv_builder_new ();

      g_strv_builder_add (texts, student->name);
      for (guint n = 0; n < ids->len; n++)
        {
          g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, student->enrolment_id,
                                                  g_array_index (ids, gint64, n));
          const char *status = g_hash_table_lookup (statuses, key);

          g_strv_builder_add (texts, status != NULL ? status : "");
        }
      g_ptr_array_add (self->attendance_rows, cadre_grid_row_new (student->enrolment_id, g_strv_builder_end (texts)));
    }

  return TRUE;
}

/**
 * cadre_class_data_load:
 * @data: a #CadreClassData
 *
 * A #CadreJobFunc.
 */
gboolean
cadre_class_data_load (CadreJob      *job,
                       CadreArchive  *archive,
                       gpointer       data,
                       GError       **error)
{
  CadreClassData *self = data;
  gboolean writable;

  self->catalogue = cadre_catalogue_new (archive, error);
  if (self->catalogue == NULL)
    return FALSE;

  self->summary = cadre_class_get (archive, self->class_id, error);
  if (self->summary == NULL)
    return FALSE;
  self->shown = cadre_record_get_shown (archive, self->catalogue, cadre_catalogue_get_kind (self->catalogue, "class"),
                                        self->class_id, error);
  if (self->shown == NULL)
    return FALSE;
  self->needs = cadre_class_list_needs (archive, self->class_id, error);
  self->roll = self->needs != NULL ? cadre_class_roll_load (archive, self->class_id, error) : NULL;
  if (self->roll == NULL)
    return FALSE;

  writable = self->summary->state < CADRE_CLASS_CLOSED;
  make_roll_columns (self, writable);
  make_roll_rows (self, archive);
  if (!load_attendance (self, archive, writable, error))
    return FALSE;

  for (guint i = 0; i < CADRE_CLASS_N_GROUPS; i++)
    {
      self->groups[i] = load_group (self, archive, i, error);
      if (self->groups[i] == NULL)
        return FALSE;
      if (g_str_equal (groups[i].info.kind, "class_quota") && !count_named (self, archive, self->groups[i], error))
        return FALSE;
    }

  self->certificates = load_certificates (self, archive, error);
  return self->certificates != NULL;
}
