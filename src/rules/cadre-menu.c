/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The menu (“菜单式”培训): seats are given by stated rules.
 *
 *  1. All first choices before all second ones, and so on (志愿顺序).
 *  2. Among equals, who chose earlier (选课时间), then the earlier entry.
 *  3. Who lacks a course that this one builds on gets none; nor who has as
 *     many courses as the round allows.
 *  4. A course for which fewer people are left than it needs is dropped, the
 *     smallest first, and the seats are given anew without it. */

#define G_LOG_DOMAIN "cadre-menu"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cadre-class-sql.h"
#include "cadre-menu.h"

typedef struct
{
  gint64 id;
  gint64 seats;        /* -1: any number */
  gint64 minimum;
  gint64 given;
  gboolean dropped;
} Offer;

typedef struct
{
  gint64 id;
  gint64 person_id;
  guint offer;         /* index */
  char *lacks;         /* courses that it builds on, or NULL */
  gboolean given;
  char *reason;
} Choice;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_free (choice->lacks);
  g_free (choice->reason);
  g_free (choice);
}

/* The courses that ?1's course builds on and the person has not finished: in a
 * class of the menu, in a class with a session of it, or by a record of its
 * name. */
#define LACKS_SQL \
  "(SELECT group_concat (n.name, '、') FROM course_prerequisite q JOIN course n ON n.id = q.required_id " \
  "WHERE q.course_id = o.course_id AND NOT EXISTS (SELECT 1 FROM study t WHERE t.person_id = k.person_id AND t.title = n.name) " \
  "AND NOT EXISTS (SELECT 1 FROM enrolment e WHERE e.person_id = k.person_id AND e.state = 'finished' AND (" \
  "EXISTS (SELECT 1 FROM menu_offer m WHERE m.class_id = e.class_id AND m.course_id = n.id) " \
  "OR EXISTS (SELECT 1 FROM session s WHERE s.class_id = e.class_id AND s.course_id = n.id))))"

static gboolean
load_offers (CadreArchive  *archive,
             gint64         round_id,
             GArray        *offers,
             GError       **error)
{
  g_autoptr(CadreStatement) rows = NULL;

  rows = cadre_archive_prepare (archive, "SELECT id, ifnull (seats, -1), ifnull (minimum, 0) FROM menu_offer "
                                "WHERE round_id = ?1 ORDER BY id", error);
  if (rows == NULL)
    return FALSE;

  cadre_statement_bind_int64 (rows, 1, round_id);
  while (cadre_statement_step (rows, error))
    {
      Offer offer = { .id = cadre_statement_get_int64 (rows, 0), .seats = cadre_statement_get_int64 (rows, 1),
                      .minimum = cadre_statement_get_int64 (rows, 2) };

      g_array_append_val (offers, offer);
    }

  return cadre_statement_is_done (rows);
}

/* In the order in which they are heard. */
static gboolean
load_choices (CadreArchive  *archive,
              gint64         round_id,
              GArray        *offers,
              GPtrArray     *choices,
              GError       **error)
{
  g_autoptr(CadreStatement) rows = NULL;

  rows = cadre_archive_prepare (archive,
                                "SELECT k.id, k.person_id, k.offer_id, " LACKS_SQL " FROM menu_offer o "
                                "JOIN menu_choice k ON k.offer_id = o.id WHERE o.round_id = ?1 AND k.state <> 'withdrawn' "
                                "ORDER BY k.priority, k.chosen_at, k.id", error);
  if (rows == NULL)
    return FALSE;

  cadre_statement_bind_int64 (rows, 1, round_id);
  while (cadre_statement_step (rows, error))
    {
      Choice *choice = g_new0 (Choice, 1);
      gint64 offer_id = cadre_statement_get_int64 (rows, 2);

      choice->id = cadre_statement_get_int64 (rows, 0);
      choice->person_id = cadre_statement_get_int64 (rows, 1);
      choice->lacks = cadre_statement_dup_text (rows, 3);
      while (g_array_index (offers, Offer, choice->offer).id != offer_id)
        choice->offer++;
      g_ptr_array_add (choices, choice);
    }

  return cadre_statement_is_done (rows);
}

/* Why this choice is not heard, or %NULL. Reasons stand in the list that is
 * printed, so they are in its language. */
static char *
find_reason (const Choice *choice,
             const Offer  *offer,
             gint64        n_given,
             gint64        limit)
{
  if (choice->lacks != NULL)
    return g_strdup_printf ("未完成先修课程：%s", choice->lacks);
  if (offer->dropped)
    return g_strdup_printf ("选课人数不足%" G_GINT64_FORMAT "人，不开班", offer->minimum);
  if (limit > 0 && n_given >= limit)
    return g_strdup_printf ("已达每人限选%" G_GINT64_FORMAT "门", limit);
  if (offer->seats >= 0 && offer->given >= offer->seats)
    return g_strdup_printf ("名额%" G_GINT64_FORMAT "人已满", offer->seats);

  return NULL;
}

static void
give_seats (GArray    *offers,
            GPtrArray *choices,
            gint64     limit)
{
  g_autoptr(GHashTable) by_person = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < offers->len; i++)
    g_array_index (offers, Offer, i).given = 0;

  for (guint i = 0; i < choices->len; i++)
    {
      Choice *choice = g_ptr_array_index (choices, i);
      Offer *offer = &g_array_index (offers, Offer, choice->offer);
      gint64 n_given = GPOINTER_TO_INT (g_hash_table_lookup (by_person, &choice->person_id));

      g_free (choice->reason);
      choice->reason = find_reason (choice, offer, n_given, limit);
      choice->given = choice->reason == NULL;
      if (!choice->given)
        continue;
      offer->given++;
      g_hash_table_insert (by_person, &choice->person_id, GINT_TO_POINTER ((int) n_given + 1));
    }
}

/* The smallest course of those too small, the later of equals. */
static gboolean
drop_one (GArray *offers)
{
  Offer *smallest = NULL;

  for (guint i = 0; i < offers->len; i++)
    {
      Offer *offer = &g_array_index (offers, Offer, i);

      if (!offer->dropped && offer->given < offer->minimum && (smallest == NULL || offer->given <= smallest->given))
        smallest = offer;
    }
  if (smallest == NULL)
    return FALSE;

  smallest->dropped = TRUE;
  return TRUE;
}

static gboolean
store (CadreArchive     *archive,
       gint64            round_id,
       GPtrArray        *choices,
       CadreMenuResult  *result,
       GError          **error)
{
  g_autoptr(CadreStatement) update = NULL;
  g_autoptr(CadreStatement) round = NULL;

  update = cadre_archive_prepare (archive, "UPDATE menu_choice SET state = ?2, reason = ?3 WHERE id = ?1", error);
  round = update == NULL ? NULL
          : cadre_archive_prepare (archive, "UPDATE menu_round SET state = 'assigned' WHERE id = ?1", error);
  if (round == NULL)
    return FALSE;

  for (guint i = 0; i < choices->len; i++)
    {
      const Choice *choice = g_ptr_array_index (choices, i);

      cadre_statement_bind_int64 (update, 1, choice->id);
      cadre_statement_bind_text (update, 2, choice->given ? "given" : "missed");
      cadre_statement_bind_text (update, 3, choice->reason);
      if (!cadre_statement_run (update, error))
        return FALSE;
      result->n_given += choice->given;
      result->n_missed += !choice->given;
    }

  cadre_statement_bind_int64 (round, 1, round_id);
  return cadre_statement_run (round, error);
}

static gboolean
get_round (CadreArchive  *archive,
           gint64         round_id,
           gint64        *limit,
           GError       **error)
{
  g_autoptr(CadreStatement) row = NULL;
  g_autoptr(GError) local_error = NULL;

  row = cadre_archive_prepare (archive, "SELECT ifnull (limit_per_person, 0), EXISTS (SELECT 1 FROM menu_offer o "
                               "WHERE o.round_id = r.id AND o.class_id IS NOT NULL) FROM menu_round r WHERE r.id = ?1", error);
  if (row == NULL)
    return FALSE;

  cadre_statement_bind_int64 (row, 1, round_id);
  if (!cadre_statement_step (row, &local_error))
    {
      if (local_error != NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("There is no round number %ld of the menu"), (glong) round_id);
      return FALSE;
    }
  if (cadre_statement_get_int64 (row, 1) != 0)
    {
      g_set_error_literal (error, CADRE_ERROR, CADRE_ERROR_INVALID,
                           _("Classes were made from this round already: its seats cannot be given anew"));
      return FALSE;
    }

  *limit = cadre_statement_get_int64 (row, 0);
  return TRUE;
}

/**
 * cadre_menu_assign:
 * @result: (out) (optional): what it came to
 *
 * Gives the seats of a round by the rules above; who missed one has the
 * reason. Giving anew with the same choices gives the same. To be called
 * inside an action.
 */
gboolean
cadre_menu_assign (CadreArchive     *archive,
                   gint64            round_id,
                   CadreMenuResult  *result,
                   GError          **error)
{
  g_autoptr(GArray) offers = g_array_new (FALSE, FALSE, sizeof (Offer));
  g_autoptr(GPtrArray) choices = g_ptr_array_new_with_free_func (choice_free);
  CadreMenuResult done = { 0 };
  gint64 limit;

  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), FALSE);

  if (!get_round (archive, round_id, &limit, error) || !load_offers (archive, round_id, offers, error) ||
      !load_choices (archive, round_id, offers, choices, error))
    return FALSE;

  do
    give_seats (offers, choices, limit);
  while (drop_one (offers));

  for (guint i = 0; i < offers->len; i++)
    done.n_dropped += g_array_index (offers, Offer, i).dropped;
  if (!store (archive, round_id, choices, &done, error))
    return FALSE;

  if (result != NULL)
    *result = done;
  return TRUE;
}

/* One after the other for an offer ?1. */
static const char * const class_sql[] = {
  "INSERT INTO class (name, year, class_kind, since, hours, state, target) "
  "SELECT r.name || '：' || n.name, CAST (substr (coalesce (r.closes_on, date ('now', 'localtime')), 1, 4) AS INTEGER), '业务培训班', "
  "NULL, n.hours, 'rolled', n.target_groups FROM menu_offer o JOIN menu_round r ON r.id = o.round_id "
  "JOIN course n ON n.id = o.course_id WHERE o.id = ?1",
  "UPDATE menu_offer SET class_id = (SELECT max (id) FROM class) WHERE id = ?1",
  "INSERT INTO session (class_id, course_id, topic, teacher_name, classroom, hours) SELECT o.class_id, n.id, n.name, n.teacher, "
  "n.classroom, n.hours FROM menu_offer o JOIN course n ON n.id = o.course_id WHERE o.id = ?1",
  "INSERT INTO enrolment (class_id, person_id, position, state, post_then, level_then, unit_then_id) "
  "SELECT c.id, p.id, row_number () OVER (ORDER BY u.path, p.position, p.id), 'enrolled', "
  CADRE_CLASS_POST_THEN_SQL ", " CADRE_CLASS_LEVEL_THEN_SQL ", " CADRE_CLASS_UNIT_THEN_SQL " FROM menu_offer o "
  "JOIN class c ON c.id = o.class_id JOIN menu_choice k ON k.offer_id = o.id JOIN person p ON p.id = k.person_id "
  "LEFT JOIN unit u ON u.id = p.unit_id WHERE o.id = ?1 AND k.state = 'given'",
};

static gboolean
make_class (CadreArchive  *archive,
            gint64         offer_id,
            GError       **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (class_sql); i++)
    {
      g_autoptr(CadreStatement) statement = cadre_archive_prepare (archive, class_sql[i], error);

      if (statement == NULL)
        return FALSE;
      cadre_statement_bind_int64 (statement, 1, offer_id);
      if (!cadre_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * cadre_menu_make_classes:
 * @n_classes: (out) (optional): how many
 *
 * Makes a class with its roll and one session of each course of the round that
 * has people and no class yet. To be called inside an action.
 */
gboolean
cadre_menu_make_classes (CadreArchive  *archive,
                         gint64         round_id,
                         guint         *n_classes,
                         GError       **error)
{
  g_autoptr(CadreStatement) rows = NULL;
  g_autoptr(GArray) offers = g_array_new (FALSE, FALSE, sizeof (gint64));

  rows = cadre_archive_prepare (archive, "SELECT o.id FROM menu_offer o JOIN menu_round r ON r.id = o.round_id "
                                "WHERE r.id = ?1 AND r.state = 'assigned' AND o.class_id IS NULL AND EXISTS "
                                "(SELECT 1 FROM menu_choice k WHERE k.offer_id = o.id AND k.state = 'given') ORDER BY o.id", error);
  if (rows == NULL)
    return FALSE;

  cadre_statement_bind_int64 (rows, 1, round_id);
  while (cadre_statement_step (rows, error))
    {
      gint64 id = cadre_statement_get_int64 (rows, 0);

      g_array_append_val (offers, id);
    }
  if (!cadre_statement_is_done (rows))
    return FALSE;

  for (guint i = 0; i < offers->len; i++)
    if (!make_class (archive, g_array_index (offers, gint64, i), error))
      return FALSE;

  if (n_classes != NULL)
    *n_classes = offers->len;
  return TRUE;
}
