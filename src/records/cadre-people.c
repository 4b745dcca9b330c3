/* SPDX-License-Identifier: GPL-3.0-or-later */

/* People: who is meant, their order in a unit, and the recycle bin. */

#define G_LOG_DOMAIN "cadre-records"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cadre-id-number.h"
#include "cadre-journal.h"
#include "cadre-name.h"
#include "cadre-order-private.h"
#include "cadre-people.h"

/* Candidates that an error names. */
#define MAX_NAMED 8

/* Who has the name ?1, and where given the birth ?2 (as precise as the less
 * precise of the two) or a unit called ?3. */
static const char by_name_sql[] =
  "SELECT p.id, p.name, replace (p.birth, '-', '.'), coalesce (p.post_short, p.post_full, u.name) "
  "FROM person p LEFT JOIN unit u ON u.id = p.unit_id WHERE p.name = ?1 "
  "AND (?2 IS NULL OR p.birth GLOB ?2 || '*' OR ?2 GLOB p.birth || '*') "
  "AND (?3 IS NULL OR u.name = ?3 OR u.short_name = ?3) ORDER BY p.birth, p.id";

/* 0 where there is none, and with @error set. */
static gint64
query_id (CadreArchive  *archive,
          const char    *sql,
          const char    *text,
          GError       **error)
{
  g_autoptr(CadreStatement) row = cadre_archive_prepare (archive, sql, error);

  if (row == NULL)
    return 0;

  cadre_statement_bind_text (row, 1, text);
  return cadre_statement_step (row, error) ? cadre_statement_get_int64 (row, 0) : 0;
}

static gint64
find_by_id_number (CadreArchive  *archive,
                   const char    *text,
                   GError       **error)
{
  g_autoptr(CadreStatement) row = NULL;
  g_autofree char *canonical = NULL;
  g_autofree char *longer = NULL;

  if (cadre_id_number_check (text, &canonical) != CADRE_ID_NUMBER_OK)
    return 0;

  row = cadre_archive_prepare (archive, "SELECT id FROM person WHERE id_number IN (?1, ?2) ORDER BY id_number = ?1 DESC LIMIT 1",
                               error);
  if (row == NULL)
    return 0;

  longer = cadre_id_number_to_18 (canonical);
  cadre_statement_bind_text (row, 1, canonical);
  cadre_statement_bind_text (row, 2, longer);
  return cadre_statement_step (row, error) ? cadre_statement_get_int64 (row, 0) : 0;
}

static gint64
find_by_name (CadreArchive  *archive,
              const char    *name,
              const char    *birth,
              const char    *unit,
              guint         *n,
              GString       *candidates,
              GError       **error)
{
  g_autoptr(CadreStatement) rows = cadre_archive_prepare (archive, by_name_sql, error);
  gint64 id = 0;

  *n = 0;
  if (rows == NULL)
    return 0;

  cadre_statement_bind_text (rows, 1, name);
  cadre_statement_bind_text (rows, 2, birth);
  cadre_statement_bind_text (rows, 3, unit);
  while (cadre_statement_step (rows, error))
    {
      const char *born = cadre_statement_get_text (rows, 2);
      const char *post = cadre_statement_get_text (rows, 3);

      id = cadre_statement_get_int64 (rows, 0);
      if ((*n)++ < MAX_NAMED)
        g_string_append_printf (candidates, "%s%s %s %s (#%" G_GINT64_FORMAT ")", candidates->len > 0 ? "、" : "",
                                cadre_statement_get_text (rows, 1), born != NULL ? born : "",
                                post != NULL ? post : "", id);
    }

  return id;
}

/* "张三 1985.03" or "张三 某镇": the last word is a birth or a unit. */
static gint64
find_by_words (CadreArchive  *archive,
               const char    *text,
               guint         *n,
               GString       *candidates,
               GError       **error)
{
  g_autofree char *whole = cadre_name_normalize (text);
  g_autoptr(GError) local_error = NULL;
  gint64 id = find_by_name (archive, whole, NULL, NULL, n, candidates, &local_error);
  const char *space = strrchr (text, ' ');
  g_autofree char *first = NULL;
  g_autofree char *name = NULL;
  g_autofree char *birth = NULL;
  CadreDate date;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return 0;
    }
  if (*n > 0 || space == NULL)
    return id;

  first = g_strndup (text, space - text);
  name = cadre_name_normalize (first);
  if (!cadre_date_parse (space + 1, &date))
    return find_by_name (archive, name, NULL, space + 1, n, candidates, error);

  birth = cadre_date_format (&date, CADRE_DATE_ISO);
  return find_by_name (archive, name, birth, NULL, n, candidates, error);
}

/**
 * cadre_people_identify:
 * @text: 姓名, "姓名 出生年月", "姓名 单位", an ID number, a uuid, or # and the
 *   number of a person
 *
 * Returns: the id of the one person that @text means; 0 with @error set:
 *   %CADRE_ERROR_NOT_FOUND, or %CADRE_ERROR_AMBIGUOUS with the candidates in
 *   its message. Two people of one name are never chosen between.
 */
gint64
cadre_people_identify (CadreArchive  *archive,
                       const char    *text,
                       GError       **error)
{
  g_autofree char *typed = cadre_text_normalize (text);
  g_autoptr(GString) candidates = g_string_new (NULL);
  g_autoptr(GError) local_error = NULL;
  gint64 id;
  guint n = 0;

  g_strdelimit (typed, "\t\n", ' ');
  if (*typed == '#')
    id = query_id (archive, "SELECT id FROM person WHERE id = CAST (?1 AS INTEGER)", typed + 1, &local_error);
  else if (strlen (typed) == 32)
    id = query_id (archive, "SELECT id FROM person WHERE uuid = ?1", typed, &local_error);
  else
    id = find_by_id_number (archive, typed, &local_error);
  if (id > 0)
    return id;

  if (local_error == NULL)
    id = find_by_words (archive, typed, &n, candidates, &local_error);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (n == 0)
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("there is no person “%s”; search by a part of the name"), text);
  else if (n > 1)
    g_set_error (error, CADRE_ERROR, CADRE_ERROR_AMBIGUOUS,
                 _("%u people are called “%s”: %s; add the birth, or give the ID number or the number behind #"),
                 n, text, candidates->str);

  return n == 1 ? id : 0;
}

/**
 * cadre_people_move:
 * @unit_id: the unit to belong to; 0 for none
 * @before_id: the colleague to stand before; 0 for the end
 *
 * Moves a person to a unit, or within it, inside a running action. The order
 * is the one of registers (集体内排序).
 */
gboolean
cadre_people_move (CadreArchive  *archive,
                   gint64         person_id,
                   gint64         unit_id,
                   gint64         before_id,
                   GError       **error)
{
  g_autoptr(CadreStatement) update = NULL;

  update = cadre_archive_prepare (archive, "UPDATE person SET unit_id = ?2 WHERE id = ?1 AND unit_id IS NOT ?2", error);
  if (update == NULL)
    return FALSE;

  cadre_statement_bind_int64 (update, 1, person_id);
  if (unit_id > 0)
    cadre_statement_bind_int64 (update, 2, unit_id);
  return cadre_statement_run (update, error) &&
         _cadre_order_place (archive, "person",
                             unit_id > 0 ? "SELECT id FROM person WHERE unit_id = ?1 ORDER BY position, id"
                                         : "SELECT id FROM person WHERE unit_id IS NULL ORDER BY position, id",
                             unit_id, person_id, before_id, error);
}

void
cadre_deleted_person_free (CadreDeletedPerson *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->birth);
  g_free (self->post);
  g_free (self->action_name);
  g_free (self->actor);
  g_free (self->happened_at);
  g_free (self);
}

/* A row that is back (undone, or restored by an action of its own) is known
 * by its uuid: a number may have been given out again. */
#define DELETED_SQL \
  "SELECT c.row_id, c.old ->> '$.name', c.old ->> '$.birth', " \
  "coalesce (c.old ->> '$.post_short', c.old ->> '$.post_full'), a.id, a.name, a.actor, a.happened_at " \
  "FROM change c JOIN action a ON a.id = c.action_id " \
  "WHERE c.table_name = 'person' AND c.op = 'D' AND a.state = 'done' " \
  "AND NOT EXISTS (SELECT 1 FROM person p WHERE p.uuid = c.old ->> '$.uuid') "

static gpointer
read_deleted (CadreStatement *row)
{
  CadreDeletedPerson *person = g_new0 (CadreDeletedPerson, 1);

  person->person_id = cadre_statement_get_int64 (row, 0);
  person->name = cadre_statement_dup_text (row, 1);
  person->birth = cadre_statement_dup_text (row, 2);
  person->post = cadre_statement_dup_text (row, 3);
  person->action_id = cadre_statement_get_int64 (row, 4);
  person->action_name = cadre_statement_dup_text (row, 5);
  person->actor = cadre_statement_dup_text (row, 6);
  person->happened_at = cadre_statement_dup_text (row, 7);

  return person;
}

/**
 * cadre_people_list_deleted:
 *
 * The recycle bin: it is the journal, so who deleted whom and when is known.
 *
 * Returns: (transfer full) (element-type CadreDeletedPerson): those deleted and
 *   not back, the last one first; %NULL with @error set
 */
GPtrArray *
cadre_people_list_deleted (CadreArchive  *archive,
                           GError       **error)
{
  g_autoptr(CadreStatement) rows = cadre_archive_prepare (archive, DELETED_SQL "ORDER BY c.id DESC", error);

  if (rows == NULL)
    return NULL;

  return cadre_statement_read_all (rows, read_deleted, (GDestroyNotify) cadre_deleted_person_free, error);
}

/**
 * cadre_people_restore:
 *
 * Brings a person back from the recycle bin with all that belonged to them,
 * by taking back the action that deleted them: who went in the same action
 * comes back too. It is an action of its own; none may be running.
 */
gboolean
cadre_people_restore (CadreArchive  *archive,
                      gint64         person_id,
                      GError       **error)
{
  g_autoptr(CadreStatement) row = NULL;
  gint64 action_id = 0;

  row = cadre_archive_prepare (archive, DELETED_SQL "AND c.row_id = ?1 ORDER BY c.id DESC LIMIT 1", error);
  if (row == NULL)
    return FALSE;

  cadre_statement_bind_int64 (row, 1, person_id);
  if (cadre_statement_step (row, error))
    action_id = cadre_statement_get_int64 (row, 4);
  else if (!cadre_statement_is_done (row))
    return FALSE;
  g_clear_pointer (&row, cadre_statement_free);

  if (action_id > 0)
    return cadre_journal_undo_one (archive, action_id, NULL, error);

  g_set_error (error, CADRE_ERROR, CADRE_ERROR_NOT_FOUND, _("person #%ld is not in the recycle bin"),
               (glong) person_id);
  return FALSE;
}
