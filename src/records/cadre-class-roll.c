/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The roll of a class: who, attendance and leave, marks by parts. */

#define G_LOG_DOMAIN "cadre-class"

#include "config.h"

#include <math.h>

#include "cadre-class-roll.h"
#include "cadre-class-sql.h"

#define ROLL_SQL \
  "WITH " CADRE_CLASS_MISSED_CTE \
  "SELECT e.id, e.person_id, e.position, p.name, coalesce (u.short_name, u.name), " \
  "coalesce (e.post_then, p.post_full), e.state, e.group_name, e.office, m.leave, m.absent, e.score, e.result, e.comment, " \
  "(SELECT max (k.number) FROM certificate k WHERE k.enrolment_id = e.id AND k.revoked_on IS NULL), e.is_outstanding " \
  "FROM enrolment e JOIN person p ON p.id = e.person_id JOIN missed m ON m.enrolment_id = e.id " \
  "LEFT JOIN unit u ON u.id = ifnull (e.unit_then_id, p.unit_id) WHERE e.class_id = ?1 ORDER BY e.position, e.id"

static void
part_free (gpointer data)
{
  CadreMarkPart *part = data;

  g_free (part->name);
  g_free (part);
}

static void
student_free (gpointer data)
{
  CadreClassStudent *student = data;

  g_free (student->name);
  g_free (student->unit);
  g_free (student->post);
  g_free (student->state);
  g_free (student->group_name);
  g_free (student->office);
  g_free (student->marks);
  g_free (student->result);
  g_free (student->comment);
  g_free (student->certificate);
  g_free (student);
}

void
cadre_class_roll_free (CadreClassRoll *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->parts);
  g_ptr_array_unref (self->students);
  g_free (self);
}

static double
get_number (CadreStatement *row,
            int             column)
{
  return cadre_statement_is_null (row, column) ? (double) NAN : cadre_statement_get_double (row, column);
}

static gboolean
load_parts (CadreClassRoll  *self,
            CadreArchive    *archive,
            gint64           class_id,
            GError         **error)
{
  g_autoptr(CadreStatement) rows = NULL;

  rows = cadre_archive_prepare (archive, "SELECT id, name, ifnull (weight, 0), full FROM mark_part WHERE class_id = ?1 "
                                "ORDER BY position, id", error);
  if (rows == NULL)
    return FALSE;

  cadre_statement_bind_int64 (rows, 1, class_id);
  while (cadre_statement_step (rows, error))
    {
      CadreMarkPart *part = g_new0 (CadreMarkPart, 1);

      part->id = cadre_statement_get_int64 (rows, 0);
      part->name = cadre_statement_dup_text (rows, 1);
      part->weight = cadre_decimal_from_double (cadre_statement_get_double (rows, 2));
      part->full = cadre_decimal_from_double (cadre_statement_get_double (rows, 3));
      g_ptr_array_add (self->parts, part);
    }

  return cadre_statement_is_done (rows);
}

static CadreClassStudent *
read_student (CadreStatement *row,
              guint           n_parts)
{
  CadreClassStudent *self = g_new0 (CadreClassStudent, 1);

  self->enrolment_id = cadre_statement_get_int64 (row, 0);
  self->person_id = cadre_statement_get_int64 (row, 1);
  self->position = (int) cadre_statement_get_int64 (row, 2);
  self->name = cadre_statement_dup_text (row, 3);
  self->unit = cadre_statement_dup_text (row, 4);
  self->post = cadre_statement_dup_text (row, 5);
  self->state = cadre_statement_dup_text (row, 6);
  self->group_name = cadre_statement_dup_text (row, 7);
  self->office = cadre_statement_dup_text (row, 8);
  self->leave_hours = get_number (row, 9);
  self->absent_hours = get_number (row, 10);
  self->score = get_number (row, 11);
  self->result = cadre_statement_dup_text (row, 12);
  self->comment = cadre_statement_dup_text (row, 13);
  self->certificate = cadre_statement_dup_text (row, 14);
  self->is_outstanding = cadre_statement_get_int64 (row, 15) != 0;
  self->marks = g_new (double, n_parts + 1);
  for (guint i = 0; i <= n_parts; i++)
    self->marks[i] = (double) NAN;

  return self;
}

static guint
find_part (CadreClassRoll *self,
           gint64          id)
{
  guint i = 0;

  while (i < self->parts->len && ((CadreMarkPart *) g_ptr_array_index (self->parts, i))->id != id)
    i++;

  return i;
}

static gboolean
load_marks (CadreClassRoll  *self,
            CadreArchive    *archive,
            gint64           class_id,
            GError         **error)
{
  g_autoptr(GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr(CadreStatement) rows = NULL;

  for (guint i = 0; i < self->students->len; i++)
    {
      CadreClassStudent *student = g_ptr_array_index (self->students, i);

      g_hash_table_insert (by_id, &student->enrolment_id, student);
    }

  rows = cadre_archive_prepare (archive, "SELECT k.enrolment_id, k.part_id, k.score FROM mark_part m CROSS JOIN mark k "
                                "ON k.part_id = m.id WHERE m.class_id = ?1 AND k.score IS NOT NULL", error);
  if (rows == NULL)
    return FALSE;

  cadre_statement_bind_int64 (rows, 1, class_id);
  while (cadre_statement_step (rows, error))
    {
      gint64 id = cadre_statement_get_int64 (rows, 0);
      CadreClassStudent *student = g_hash_table_lookup (by_id, &id);

      if (student != NULL)
        student->marks[find_part (self, cadre_statement_get_int64 (rows, 1))] = cadre_statement_get_double (rows, 2);
    }

  return cadre_statement_is_done (rows);
}

/**
 * cadre_class_roll_load:
 *
 * Returns: (transfer full): the roll, or %NULL with @error set
 */
CadreClassRoll *
cadre_class_roll_load (CadreArchive  *archive,
                       gint64         class_id,
                       GError       **error)
{
  g_autoptr(CadreClassRoll) self = g_new0 (CadreClassRoll, 1);
  g_autoptr(CadreStatement) rows = NULL;

  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), NULL);

  self->parts = g_ptr_array_new_with_free_func (part_free);
  self->students = g_ptr_array_new_with_free_func (student_free);
  if (!load_parts (self, archive, class_id, error))
    return NULL;

  rows = cadre_archive_prepare (archive, ROLL_SQL, error);
  if (rows == NULL)
    return NULL;
  cadre_statement_bind_int64 (rows, 1, class_id);
  while (cadre_statement_step (rows, error))
    g_ptr_array_add (self->students, read_student (rows, self->parts->len));

  return cadre_statement_is_done (rows) && load_marks (self, archive, class_id, error) ? g_steal_pointer (&self) : NULL;
}
