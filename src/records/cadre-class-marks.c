/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Marks by parts make a composite, in decimals, and a composite a word. */

#define G_LOG_DOMAIN "cadre-class"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "cadre-class-roll.h"

/* From which score each word is given, highest first. An office has its own
 * in the setting: “优秀 90;良好 80;合格 60;不合格 0”. */
#define WORDS_SETTING "class-result-words"
#define WORDS "优秀 90;良好 75;合格 60;不合格 0"

#define PLACES 2

/**
 * cadre_class_compose:
 * @score: (out): the sum of each mark in hundredths of its full marks times
 *   its weight, rounded half up to two decimals
 *
 * Returns: %FALSE where a mark is missing or there are no parts
 */
gboolean
cadre_class_compose (CadreClassRoll    *roll,
                     CadreClassStudent *student,
                     CadreDecimal      *score)
{
  CadreDecimal sum = 0, hundred = 100 * CADRE_DECIMAL_ONE;

  for (guint i = 0; i < roll->parts->len; i++)
    {
      const CadreMarkPart *part = g_ptr_array_index (roll->parts, i);
      CadreDecimal mark;

      if (isnan (student->marks[i]) || part->full <= 0)
        return FALSE;
      mark = cadre_decimal_from_double (student->marks[i]);
      sum += cadre_decimal_divide (cadre_decimal_multiply (mark, part->weight), part->full);
    }

  /* Each term was mark × weight / full: of weights that make 100 it is in hundredths already. */
  *score = MIN (cadre_decimal_round (sum, PLACES, CADRE_ROUNDING_HALF_UP), hundred);
  return roll->parts->len > 0;
}

/**
 * cadre_class_find_result_word:
 *
 * Returns: (transfer full) (nullable): 优秀, 良好 … for a composite
 */
char *
cadre_class_find_result_word (CadreArchive *archive,
                              CadreDecimal  score)
{
  g_autofree char *setting = cadre_archive_get_setting (archive, WORDS_SETTING);
  g_auto(GStrv) words = g_strsplit (setting != NULL ? setting : WORDS, ";", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      char *space = strchr (g_strstrip (words[i]), ' ');
      CadreDecimal from;

      if (space != NULL && cadre_decimal_parse (g_strstrip (space + 1), &from) && score >= from)
        return g_strndup (words[i], (gsize) (space - words[i]));
    }

  return NULL;
}

static gboolean
get_class_of (CadreArchive  *archive,
              gint64         enrolment_id,
              gint64         part_id,
              gint64        *class_id,
              double        *full,
              GError       **error)
{
  g_autoptr(CadreStatement) row = NULL;
  g_autoptr(GError) local_error = NULL;

  row = cadre_archive_prepare (archive, "SELECT e.class_id, m.full, c.state IN ('closed', 'archived') FROM enrolment e "
                               "JOIN mark_part m ON m.class_id = e.class_id JOIN class c ON c.id = e.class_id "
                               "WHERE e.id = ?1 AND m.id = ?2", error);
  if (row == NULL)
    return FALSE;

  cadre_statement_bind_int64 (row, 1, enrolment_id);
  cadre_statement_bind_int64 (row, 2, part_id);
  if (!cadre_statement_step (row, &local_error))
    {
      if (local_error != NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("That student has no such mark: the class changed"));
      return FALSE;
    }
  if (cadre_statement_get_int64 (row, 2) != 0)
    {
      g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("The class is closed: re-open it to change marks"));
      return FALSE;
    }

  *class_id = cadre_statement_get_int64 (row, 0);
  *full = cadre_statement_get_double (row, 1);
  return TRUE;
}

/* A composite as it should stand; @old and @result what stands. */
static gboolean
store_score (CadreArchive       *archive,
             CadreClassRoll     *roll,
             CadreClassStudent  *student,
             gboolean           *changed,
             GError            **error)
{
  g_autoptr(CadreStatement) update = NULL;
  g_autofree char *word = NULL;
  g_autofree char *old_word = NULL;
  CadreDecimal score = 0, old = isnan (student->score) ? -1 : cadre_decimal_from_double (student->score);
  gboolean whole = cadre_class_compose (roll, student, &score);
  gboolean by_word;

  *changed = FALSE;
  if (whole ? old == score && student->result != NULL : isnan (student->score))
    return TRUE;

  /* A word that people gave stays; one that followed from the score follows on. */
  old_word = old >= 0 ? cadre_class_find_result_word (archive, old) : NULL;
  by_word = student->result == NULL || g_strcmp0 (student->result, old_word) == 0;
  word = !by_word ? g_strdup (student->result) : whole ? cadre_class_find_result_word (archive, score) : NULL;

  update = cadre_archive_prepare (archive, "UPDATE enrolment SET score = ?2, result = ?3 WHERE id = ?1", error);
  if (update == NULL)
    return FALSE;

  cadre_statement_bind_int64 (update, 1, student->enrolment_id);
  if (whole)
    cadre_statement_bind_double (update, 2, cadre_decimal_to_double (score));
  else
    cadre_statement_bind_null (update, 2);
  cadre_statement_bind_text (update, 3, word);
  *changed = TRUE;
  return cadre_statement_run (update, error);
}

static gboolean
store_mark (CadreArchive  *archive,
            gint64         enrolment_id,
            gint64         part_id,
            const char    *text,
            CadreDecimal   mark,
            GError       **error)
{
  g_autoptr(CadreStatement) store = NULL;

  store = cadre_archive_prepare (archive,
                                 *text == '\0'
                                 ? "DELETE FROM mark WHERE enrolment_id = ?1 AND part_id = ?2"
                                 : "INSERT INTO mark (enrolment_id, part_id, score) VALUES (?1, ?2, ?3) "
                                   "ON CONFLICT (enrolment_id, part_id) DO UPDATE SET score = excluded.score", error);
  if (store == NULL)
    return FALSE;

  cadre_statement_bind_int64 (store, 1, enrolment_id);
  cadre_statement_bind_int64 (store, 2, part_id);
  if (*text != '\0')
    cadre_statement_bind_double (store, 3, cadre_decimal_to_double (mark));
  return cadre_statement_run (store, error);
}

static gboolean
set_mark (CadreArchive     *archive,
          const CadreMark  *self,
          gint64           *class_id,
          GError          **error)
{
  g_autofree char *text = g_strstrip (g_strdup (self->text));
  CadreDecimal mark = 0;
  double full;

  if (!get_class_of (archive, self->enrolment_id, self->part_id, class_id, &full, error))
    return FALSE;
  if (*text != '\0' && (!cadre_decimal_parse (text, &mark) || mark < 0 || mark > cadre_decimal_from_double (full)))
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID, _("“%s” is not a mark from 0 to %g"), text, full);
      return FALSE;
    }

  /* Marks have three decimals at most, as they are kept. */
  return store_mark (archive, self->enrolment_id, self->part_id, text,
                     cadre_decimal_round (mark, 3, CADRE_ROUNDING_HALF_UP), error);
}

/**
 * cadre_class_set_marks:
 * @marks: (array length=n_marks): of students of one class; others are refused
 *
 * Sets marks, and the composites that follow from them; the words follow too,
 * unless people gave others. To be called inside an action.
 */
gboolean
cadre_class_set_marks (CadreArchive     *archive,
                       const CadreMark  *marks,
                       guint             n_marks,
                       GError          **error)
{
  g_autoptr(GHashTable) marked = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr(CadreClassRoll) roll = NULL;
  gint64 class_id = 0, other_id = 0;
  gboolean changed;

  for (guint i = 0; i < n_marks; i++)
    {
      if (!set_mark (archive, &marks[i], &other_id, error))
        return FALSE;
      if (i > 0 && other_id != class_id)
        {
          g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_INVALID,
                               _("These marks are of several classes: enter those of one class at a time"));
          return FALSE;
        }
      class_id = other_id;
      g_hash_table_add (marked, (gpointer) &marks[i].enrolment_id);
    }
  if (n_marks == 0)
    return TRUE;

  roll = cadre_class_roll_load (archive, class_id, error);
  if (roll == NULL)
    return FALSE;
  for (guint i = 0; i < roll->students->len; i++)
    {
      CadreClassStudent *student = g_ptr_array_index (roll->students, i);

      if (g_hash_table_contains (marked, &student->enrolment_id) &&
          !store_score (archive, roll, student, &changed, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * cadre_class_count_stale_scores:
 * @n_stale: (out): how many composites are not what the marks make
 */
gboolean
cadre_class_count_stale_scores (CadreArchive  *archive,
                                gint64         class_id,
                                guint         *n_stale,
                                GError       **error)
{
  g_autoptr(CadreClassRoll) roll = cadre_class_roll_load (archive, class_id, error);

  if (roll == NULL)
    return FALSE;

  *n_stale = 0;
  for (guint i = 0; i < roll->students->len; i++)
    {
      CadreClassStudent *student = g_ptr_array_index (roll->students, i);
      CadreDecimal score;

      if (cadre_class_compose (roll, student, &score))
        *n_stale += isnan (student->score) || cadre_decimal_from_double (student->score) != score;
    }

  return TRUE;
}

/**
 * cadre_class_compute_scores:
 * @n_changed: (out) (optional): how many scores were other than the marks say
 *
 * Computes all composites anew: after an import, or when the weights changed.
 * To be called inside an action.
 */
gboolean
cadre_class_compute_scores (CadreArchive  *archive,
                            gint64         class_id,
                            guint         *n_changed,
                            GError       **error)
{
  g_autoptr(CadreClassRoll) roll = cadre_class_roll_load (archive, class_id, error);
  guint n = 0;

  if (roll == NULL)
    return FALSE;

  for (guint i = 0; i < roll->students->len && roll->parts->len > 0; i++)
    {
      gboolean changed;

      if (!store_score (archive, roll, g_ptr_array_index (roll->students, i), &changed, error))
        return FALSE;
      n += changed;
    }

  if (n_changed != NULL)
    *n_changed = n;
  return TRUE;
}

/**
 * cadre_class_choose_outstanding:
 * @percent: at most this part of those present, rounded down
 * @n_chosen: (out) (optional): how many are chosen
 *
 * Marks the best as 优秀学员. Where the last place is shared by more people
 * than there are places, none of them gets it: people decide. To be called
 * inside an action.
 */
gboolean
cadre_class_choose_outstanding (CadreArchive  *archive,
                                gint64         class_id,
                                guint          percent,
                                guint         *n_chosen,
                                GError       **error)
{
  g_autoptr(CadreStatement) update = NULL;
  g_autoptr(CadreStatement) count = NULL;
  static const char ranked[] =
    "WITH s AS (SELECT id, rank () OVER (ORDER BY score DESC) AS place, "
    "count (*) OVER (PARTITION BY score) AS sharing, (SELECT count (*) FROM enrolment WHERE class_id = ?1 "
    "AND state IN ('present', 'finished')) * ?2 / 100 AS places FROM enrolment "
    "WHERE class_id = ?1 AND state IN ('present', 'finished') AND score IS NOT NULL), "
    "chosen AS (SELECT id FROM s WHERE place + sharing - 1 <= places) ";
  g_autofree char *update_sql = g_strconcat (ranked, "UPDATE enrolment SET is_outstanding = id IN (SELECT id FROM chosen) "
                                             "WHERE class_id = ?1 AND is_outstanding <> (id IN (SELECT id FROM chosen))", NULL);
  g_autofree char *count_sql = g_strconcat (ranked, "SELECT count (*) FROM chosen", NULL);

  update = cadre_archive_prepare (archive, update_sql, error);
  count = update != NULL ? cadre_archive_prepare (archive, count_sql, error) : NULL;
  if (count == NULL)
    return FALSE;

  cadre_statement_bind_int64 (count, 1, class_id);
  cadre_statement_bind_int64 (count, 2, percent);
  cadre_statement_bind_int64 (update, 1, class_id);
  cadre_statement_bind_int64 (update, 2, percent);
  if (!cadre_statement_step (count, error))
    return FALSE;
  if (n_chosen != NULL)
    *n_chosen = (guint) cadre_statement_get_int64 (count, 0);
  return cadre_statement_run (update, error);
}
