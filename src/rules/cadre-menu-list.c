/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rounds of the menu, their courses and who chose them, as lists. */

#define G_LOG_DOMAIN "cadre-menu"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cadre-menu.h"

#define ROUNDS_SQL \
  "SELECT r.id, r.name, r.opens_on, r.closes_on, ifnull (r.limit_per_person, 0), r.state, " \
  "(SELECT count (*) FROM menu_offer o WHERE o.round_id = r.id), " \
  "(SELECT count (*) FROM menu_offer o WHERE o.round_id = r.id AND o.class_id IS NOT NULL), count (k.id), " \
  "count (DISTINCT k.person_id), count (k.id) FILTER (WHERE k.state = 'given'), count (k.id) FILTER (WHERE k.state = 'missed') " \
  "FROM menu_round r LEFT JOIN menu_offer f ON f.round_id = r.id " \
  "LEFT JOIN menu_choice k ON k.offer_id = f.id AND k.state <> 'withdrawn' " \
  "WHERE ?1 = 0 OR r.id = ?1 GROUP BY r.id ORDER BY coalesce (r.closes_on, r.opens_on) DESC, r.id DESC"

#define OFFERS_SQL \
  "SELECT o.id, n.name, n.kind, ifnull (n.hours, 0), ifnull (o.seats, -1), ifnull (o.minimum, 0), ifnull (o.class_id, 0), c.name, " \
  "count (k.id), count (k.id) FILTER (WHERE k.priority = 1), count (k.id) FILTER (WHERE k.state = 'given'), " \
  "count (k.id) FILTER (WHERE k.state = 'missed') FROM menu_offer o JOIN course n ON n.id = o.course_id " \
  "LEFT JOIN class c ON c.id = o.class_id LEFT JOIN menu_choice k ON k.offer_id = o.id AND k.state <> 'withdrawn' " \
  "WHERE o.round_id = ?1 GROUP BY o.id ORDER BY o.id"

#define CHOICES_SQL \
  "SELECT k.id, k.person_id, p.name, coalesce (u.short_name, u.name), n.name, k.priority, k.chosen_at, k.state, k.reason " \
  "FROM menu_offer o JOIN menu_choice k ON k.offer_id = o.id JOIN course n ON n.id = o.course_id " \
  "JOIN person p ON p.id = k.person_id LEFT JOIN unit u ON u.id = p.unit_id " \
  "WHERE o.round_id = ?1 ORDER BY o.id, k.priority, k.chosen_at, k.id"

static const struct
{
  const char *key;
  const char *name;
} states[] = {
  { "draft", N_("Draft") },
  { "open", N_("Open") },
  { "closed", N_("Choices In") },
  { "assigned", N_("Seats Given") },
};

/**
 * cadre_menu_state_get_name:
 * @key: a state of a round, as stored
 *
 * Returns: the state in the user's language
 */
const char *
cadre_menu_state_get_name (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (states[i].key, key) == 0)
      return _(states[i].name);

  return key;
}

void
cadre_menu_round_free (CadreMenuRound *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->opens_on);
  g_free (self->closes_on);
  g_free (self->state);
  g_free (self);
}

void
cadre_menu_offer_free (CadreMenuOffer *self)
{
  if (self == NULL)
    return;

  g_free (self->course);
  g_free (self->kind);
  g_free (self->class_name);
  g_free (self);
}

void
cadre_menu_choice_free (CadreMenuChoice *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->unit);
  g_free (self->course);
  g_free (self->chosen_at);
  g_free (self->state);
  g_free (self->reason);
  g_free (self);
}

static gpointer
read_round (CadreStatement *row)
{
  CadreMenuRound *self = g_new0 (CadreMenuRound, 1);

  self->id = cadre_statement_get_int64 (row, 0);
  self->name = cadre_statement_dup_text (row, 1);
  self->opens_on = cadre_statement_dup_text (row, 2);
  self->closes_on = cadre_statement_dup_text (row, 3);
  self->limit = (guint) cadre_statement_get_int64 (row, 4);
  self->state = cadre_statement_dup_text (row, 5);
  self->n_offers = (guint) cadre_statement_get_int64 (row, 6);
  self->n_classes = (guint) cadre_statement_get_int64 (row, 7);
  self->n_choices = (guint) cadre_statement_get_int64 (row, 8);
  self->n_people = (guint) cadre_statement_get_int64 (row, 9);
  self->n_given = (guint) cadre_statement_get_int64 (row, 10);
  self->n_missed = (guint) cadre_statement_get_int64 (row, 11);

  return self;
}

static gpointer
read_offer (CadreStatement *row)
{
  CadreMenuOffer *self = g_new0 (CadreMenuOffer, 1);

  self->id = cadre_statement_get_int64 (row, 0);
  self->course = cadre_statement_dup_text (row, 1);
  self->kind = cadre_statement_dup_text (row, 2);
  self->hours = cadre_statement_get_double (row, 3);
  self->seats = (int) cadre_statement_get_int64 (row, 4);
  self->minimum = (guint) cadre_statement_get_int64 (row, 5);
  self->class_id = cadre_statement_get_int64 (row, 6);
  self->class_name = cadre_statement_dup_text (row, 7);
  self->n_choices = (guint) cadre_statement_get_int64 (row, 8);
  self->n_first = (guint) cadre_statement_get_int64 (row, 9);
  self->n_given = (guint) cadre_statement_get_int64 (row, 10);
  self->n_missed = (guint) cadre_statement_get_int64 (row, 11);

  return self;
}

static gpointer
read_choice (CadreStatement *row)
{
  CadreMenuChoice *self = g_new0 (CadreMenuChoice, 1);

  self->id = cadre_statement_get_int64 (row, 0);
  self->person_id = cadre_statement_get_int64 (row, 1);
  self->name = cadre_statement_dup_text (row, 2);
  self->unit = cadre_statement_dup_text (row, 3);
  self->course = cadre_statement_dup_text (row, 4);
  self->priority = (guint) cadre_statement_get_int64 (row, 5);
  self->chosen_at = cadre_statement_dup_text (row, 6);
  self->state = cadre_statement_dup_text (row, 7);
  self->reason = cadre_statement_dup_text (row, 8);

  return self;
}

static GPtrArray *
read_list (CadreArchive     *archive,
           const char       *sql,
           gint64            key,
           gpointer        (*read) (CadreStatement *row),
           GDestroyNotify    free_one,
           GError          **error)
{
  g_autoptr(CadreStatement) rows = cadre_archive_prepare (archive, sql, error);

  if (rows != NULL)
    cadre_statement_bind_int64 (rows, 1, key);

  return cadre_statement_read_all (rows, read, free_one, error);
}

/**
 * cadre_menu_list_rounds:
 *
 * Returns: (transfer full) (element-type CadreMenuRound): the rounds, the
 *   latest first, or %NULL with @error set
 */
GPtrArray *
cadre_menu_list_rounds (CadreArchive  *archive,
                        GError       **error)
{
  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), NULL);

  return read_list (archive, ROUNDS_SQL, 0, read_round, (GDestroyNotify) cadre_menu_round_free, error);
}

/**
 * cadre_menu_get_round:
 *
 * Returns: (transfer full): the round, or %NULL with @error set
 */
CadreMenuRound *
cadre_menu_get_round (CadreArchive  *archive,
                      gint64         round_id,
                      GError       **error)
{
  g_autoptr(GPtrArray) list = read_list (archive, ROUNDS_SQL, round_id, read_round, (GDestroyNotify) cadre_menu_round_free, error);

  if (list == NULL)
    return NULL;
  if (list->len == 0 || round_id == 0)
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("There is no round number %ld of the menu"), (glong) round_id);
      return NULL;
    }

  return g_ptr_array_steal_index (list, 0);
}

/**
 * cadre_menu_identify:
 * @text: the name of a round, or a part of it that only one has
 *
 * Returns: its id, or 0 with @error set
 */
gint64
cadre_menu_identify (CadreArchive  *archive,
                     const char    *text,
                     GError       **error)
{
  g_autoptr(GPtrArray) rounds = cadre_menu_list_rounds (archive, error);
  gint64 found = 0;
  guint n_found = 0;

  if (rounds == NULL)
    return 0;

  for (guint i = 0; i < rounds->len; i++)
    {
      const CadreMenuRound *round = g_ptr_array_index (rounds, i);

      if (g_str_equal (round->name, text))
        return round->id;
      if (g_strstr_len (round->name, -1, text) != NULL)
        {
          found = round->id;
          n_found++;
        }
    }

  if (n_found == 1)
    return found;

  g_set_error (error, CADRE_ERROR, n_found > 1 ? CADRE_ERROR_AMBIGUOUS : CADRE_ERROR_NOT_FOUND,
               n_found > 1 ? _("Several rounds of the menu have “%s” in their names; give more of it")
                           : _("No round of the menu has “%s” in its name; “cadrectl menu” names them all"), text);
  return 0;
}

/**
 * cadre_menu_list_offers:
 *
 * Returns: (transfer full) (element-type CadreMenuOffer): the courses of a
 *   round, or %NULL with @error set
 */
GPtrArray *
cadre_menu_list_offers (CadreArchive  *archive,
                        gint64         round_id,
                        GError       **error)
{
  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), NULL);

  return read_list (archive, OFFERS_SQL, round_id, read_offer, (GDestroyNotify) cadre_menu_offer_free, error);
}

/**
 * cadre_menu_list_choices:
 *
 * Returns: (transfer full) (element-type CadreMenuChoice): who chose what in a
 *   round, by course and in the order in which they are heard, or %NULL with
 *   @error set
 */
GPtrArray *
cadre_menu_list_choices (CadreArchive  *archive,
                         gint64         round_id,
                         GError       **error)
{
  g_return_val_if_fail (CADRE_IS_ARCHIVE (archive), NULL);

  return read_list (archive, CHOICES_SQL, round_id, read_choice, (GDestroyNotify) cadre_menu_choice_free, error);
}

/**
 * cadre_menu_set_state:
 * @state: "draft", "open" or "closed"
 *
 * Opens a round for choices, or ends them. Seats that were given are taken
 * back by it: all choices are wishes again. To be called inside an action.
 */
gboolean
cadre_menu_set_state (CadreArchive  *archive,
                      gint64         round_id,
                      const char    *state,
                      GError       **error)
{
  static const char *const sql[] = {
    "UPDATE menu_choice SET state = 'wished', reason = NULL WHERE state IN ('given', 'missed') AND offer_id IN "
    "(SELECT id FROM menu_offer WHERE round_id = ?1)",
    "UPDATE menu_round SET state = ?2 WHERE id = ?1",
  };
  g_autoptr(CadreMenuRound) round = cadre_menu_get_round (archive, round_id, error);

  if (round == NULL)
    return FALSE;
  if (round->n_classes > 0)
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_INVALID,
                   _("Classes were made from “%s” already: its seats stand. Delete the classes first, or undo their making"),
                   round->name);
      return FALSE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (sql); i++)
    {
      g_autoptr(CadreStatement) update = cadre_archive_prepare (archive, sql[i], error);

      if (update == NULL)
        return FALSE;
      cadre_statement_bind_int64 (update, 1, round_id);
      if (i == 1)
        cadre_statement_bind_text (update, 2, state);
      if (!cadre_statement_run (update, error))
        return FALSE;
    }

  return TRUE;
}
