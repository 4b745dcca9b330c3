/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Looking for faults: first of the file (its structure, its references, its
 * index), then of what is in it. The latter are data: the files of data/checks. */

#define G_LOG_DOMAIN "cadre-check"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cadre-action.h"
#include "cadre-archive-private.h"
#include "cadre-check.h"
#include "cadre-date.h"
#include "cadre-id-number.h"
#include "cadre-search-index.h"

#define CHECKS_PATH CADRE_RESOURCE_PATH "/checks/"
#define MARK "--# "
#define MEND "mend"
#define DELETE "delete "

#define CHECK_STRUCTURE "structure"
#define CHECK_REFERENCES "references"
#define CHECK_SEARCH "search-index"

typedef struct
{
  char *key;
  CadreCheckLevel level;
  char *title;
  char *find_sql;
  char *mend_sql;   /* NULL where a person must decide */
} Check;

static const char * const level_names[] = {
  [CADRE_CHECK_ERROR] = "错误",
  [CADRE_CHECK_WARNING] = "警告",
  [CADRE_CHECK_HINT] = "提示",
};

/**
 * cadre_check_level_get_name:
 *
 * Returns: 错误, 警告 or 提示
 */
const char *
cadre_check_level_get_name (CadreCheckLevel level)
{
  return level_names[level];
}

void
cadre_finding_free (CadreFinding *self)
{
  if (self == NULL)
    return;

  g_free (self->check);
  g_free (self->title);
  g_free (self->message);
  g_free (self->record_kind);
  g_free (self);
}

static void
check_free (gpointer data)
{
  Check *self = data;

  g_free (self->key);
  g_free (self->title);
  g_free (self->find_sql);
  g_free (self->mend_sql);
  g_free (self);
}

/* --------------------------------------------------- the checks, from data */

/* "key | level | title" */
static Check *
parse_head (const char *line)
{
  g_auto(GStrv) parts = g_strsplit (line, "|", 3);
  Check *check;
  guint level;

  if (g_strv_length (parts) != 3)
    return NULL;

  g_strstrip (parts[1]);
  for (level = 0; level < G_N_ELEMENTS (level_names) - 1; level++)
    if (g_str_equal (parts[1], level_names[level]))
      break;

  check = g_new0 (Check, 1);
  check->key = g_strdup (g_strstrip (parts[0]));
  check->level = level;
  check->title = g_strdup (g_strstrip (parts[2]));

  return check;
}

/* "delete TABLE" mends by deleting from it the rows that @find_sql names. */
static char *
make_delete (const char *table,
             const char *find_sql)
{
  g_autofree char *find = g_strchomp (g_strdup (find_sql));

  g_strdelimit (find + strlen (find) - 1, ";", ' ');
  return g_strdup_printf ("WITH found (kind, id, person_id, message) AS (%s)\n"
                          "DELETE FROM %s WHERE id IN (SELECT id FROM found)", find, table);
}

static void
parse_checks (const char *text,
              GPtrArray  *checks)
{
  g_auto(GStrv) blocks = g_strsplit (text, "\n" MARK, -1);

  /* The first block is the file's own comment. */
  for (guint i = 1; blocks[i] != NULL; i++)
    {
      char *end = strchrnul (blocks[i], '\n');
      g_autofree char *head = g_strndup (blocks[i], end - blocks[i]);
      Check *check = checks->len > 0 ? g_ptr_array_index (checks, checks->len - 1) : NULL;

      if (check != NULL && g_str_equal (head, MEND))
        check->mend_sql = g_strdup (end);
      else if (check != NULL && g_str_has_prefix (head, DELETE))
        check->mend_sql = make_delete (head + strlen (DELETE), check->find_sql);
      else if ((check = parse_head (head)) != NULL)
        {
          check->find_sql = g_strdup (end);
          g_ptr_array_add (checks, check);
        }
    }
}

static GPtrArray *
load_checks (GError **error)
{
  g_autoptr(GPtrArray) checks = g_ptr_array_new_with_free_func (check_free);
  g_auto(GStrv) names = g_resources_enumerate_children (CHECKS_PATH, 0, error);

  if (names == NULL)
    return NULL;

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat (CHECKS_PATH, names[i], NULL);
      g_autoptr(GBytes) text = g_resources_lookup_data (path, 0, error);

      if (text == NULL)
        return NULL;
      parse_checks (g_bytes_get_data (text, NULL), checks);
    }

  return g_steal_pointer (&checks);
}

/* ------------------------------------------------- functions of the checks */

static const char * const id_faults[] = {
  [CADRE_ID_NUMBER_LENGTH] = "位数不对",
  [CADRE_ID_NUMBER_CHARACTERS] = "含有不该有的字符",
  [CADRE_ID_NUMBER_DATE] = "出生日期不存在",
  [CADRE_ID_NUMBER_CHECKSUM] = "校验码不符",
  [CADRE_ID_NUMBER_DAMAGED] = "已被表格软件改坏",
};

static void
id_fault_func (sqlite3_context  *context,
               int               n_arguments,
               sqlite3_value   **arguments)
{
  const char *text = (const char *) sqlite3_value_text (arguments[0]);
  CadreIdNumberFault fault = text != NULL ? cadre_id_number_check (text, NULL) : CADRE_ID_NUMBER_OK;

  if (fault != CADRE_ID_NUMBER_OK)
    sqlite3_result_text (context, id_faults[fault], -1, SQLITE_STATIC);
}

/* A date is right if it says the same when it is read and written again. */
static void
date_fault_func (sqlite3_context  *context,
                 int               n_arguments,
                 sqlite3_value   **arguments)
{
  const char *text = (const char *) sqlite3_value_text (arguments[0]);
  g_autofree char *again = NULL;
  CadreDate date;

  if (text == NULL)
    return;

  if (cadre_date_parse (text, &date))
    again = cadre_date_format (&date, CADRE_DATE_ISO);
  if (g_strcmp0 (text, again) != 0)
    sqlite3_result_text (context, "不是日期", -1, SQLITE_STATIC);
}

static gboolean
register_functions (CadreArchive  *archive,
                    GError       **error)
{
  const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
  int rc = sqlite3_create_function_v2 (archive->db, "cadre_id_fault", 1, flags, NULL, id_fault_func, NULL, NULL, NULL);

  if (rc == SQLITE_OK)
    rc = sqlite3_create_function_v2 (archive->db, "cadre_date_fault", 1, flags, NULL, date_fault_func,
                                     NULL, NULL, NULL);
  return rc == SQLITE_OK ? TRUE : _cadre_archive_set_error (archive, error, rc);
}

/* ---------------------------------------------------------------- finding */

static CadreFinding *
finding_new (const char      *check,
             CadreCheckLevel  level,
             const char      *title,
             const char      *message,
             gboolean         mendable)
{
  CadreFinding *self = g_new0 (CadreFinding, 1);

  self->check = g_strdup (check);
  self->level = level;
  self->title = g_strdup (title);
  self->message = g_strdup (message);
  self->mendable = mendable;

  return self;
}

static gboolean
find_in_structure (CadreArchive  *archive,
                   GPtrArray     *findings,
                   GError       **error)
{
  g_autoptr(CadreStatement) rows = cadre_archive_prepare (archive, "PRAGMA integrity_check", error);

  if (rows == NULL)
    return FALSE;

  while (cadre_statement_step (rows, error))
    if (g_strcmp0 (cadre_statement_get_text (rows, 0), "ok") != 0)
      g_ptr_array_add (findings, finding_new (CHECK_STRUCTURE, CADRE_CHECK_ERROR,
                                              "档案文件损坏，请用备份恢复", cadre_statement_get_text (rows, 0), FALSE));

  return cadre_statement_is_done (rows);
}

static gboolean
find_in_references (CadreArchive  *archive,
                    GPtrArray     *findings,
                    GError       **error)
{
  g_autoptr(CadreStatement) rows = NULL;

  rows = cadre_archive_prepare (archive, "SELECT \"table\", rowid, parent FROM pragma_foreign_key_check", error);
  if (rows == NULL)
    return FALSE;

  while (cadre_statement_step (rows, error))
    {
      g_autofree char *message = g_strdup_printf ("%s %" G_GINT64_FORMAT " → %s", cadre_statement_get_text (rows, 0),
                                                  cadre_statement_get_int64 (rows, 1),
                                                  cadre_statement_get_text (rows, 2));
      CadreFinding *finding = finding_new (CHECK_REFERENCES, CADRE_CHECK_ERROR, "引用的记录不存在", message, FALSE);

      finding->record_kind = cadre_statement_dup_text (rows, 0);
      finding->record_id = cadre_statement_get_int64 (rows, 1);
      g_ptr_array_add (findings, finding);
    }

  return cadre_statement_is_done (rows);
}

/* FTS5 can check itself only where it may write. */
static gboolean
find_in_search_index (CadreArchive  *archive,
                      GPtrArray     *findings,
                      GError       **error)
{
  gboolean is_right = TRUE;

  if (!cadre_archive_is_read_only (archive) && !cadre_search_index_verify (archive, &is_right, error))
    return FALSE;

  if (!is_right)
    g_ptr_array_add (findings, finding_new (CHECK_SEARCH, CADRE_CHECK_ERROR, "检索索引与记录不符", "person, unit", TRUE));
  return TRUE;
}

static gboolean
find_by (CadreArchive  *archive,
         const Check   *check,
         GPtrArray     *findings,
         GError       **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autoptr(CadreStatement) rows = cadre_archive_prepare (archive, check->find_sql, &local_error);

  while (rows != NULL && cadre_statement_step (rows, &local_error))
    {
      CadreFinding *finding = finding_new (check->key, check->level, check->title,
                                           cadre_statement_get_text (rows, 3), check->mend_sql != NULL);

      finding->record_kind = cadre_statement_dup_text (rows, 0);
      finding->record_id = cadre_statement_get_int64 (rows, 1);
      finding->person_id = cadre_statement_get_int64 (rows, 2);
      g_ptr_array_add (findings, finding);
    }

  if (local_error == NULL)
    return TRUE;
  g_propagate_prefixed_error (error, g_steal_pointer (&local_error), "%s: ", check->key);
  return FALSE;
}

static int
compare_levels (gconstpointer a,
                gconstpointer b)
{
  const CadreFinding *x = *(CadreFinding * const *) a;
  const CadreFinding *y = *(CadreFinding * const *) b;

  return (int) x->level - (int) y->level;
}

/**
 * cadre_check_run:
 * @archive: the search index is looked at only if it is open for writing
 *
 * Looks for faults; changes nothing.
 *
 * Returns: (transfer full) (element-type CadreFinding): the faults, errors
 *   first; %NULL with @error set if the archive could not be read
 */
GPtrArray *
cadre_check_run (CadreArchive  *archive,
                 GError       **error)
{
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) cadre_finding_free);
  g_autoptr(GPtrArray) checks = load_checks (error);

  if (checks == NULL ||
      !register_functions (archive, error) ||
      !find_in_structure (archive, findings, error))
    return NULL;

  /* What a broken file says of its records is not to be trusted. */
  if (findings->len > 0)
    return g_steal_pointer (&findings);

  if (!find_in_references (archive, findings, error) ||
      !find_in_search_index (archive, findings, error))
    return NULL;

  for (guint i = 0; i < checks->len; i++)
    if (!find_by (archive, g_ptr_array_index (checks, i), findings, error))
      return NULL;

  g_ptr_array_sort (findings, compare_levels);
  return g_steal_pointer (&findings);
}

/* ---------------------------------------------------------------- mending */

static gboolean
has_finding (GPtrArray  *findings,
             const char *key)
{
  for (guint i = 0; i < findings->len; i++)
    if (g_str_equal (((CadreFinding *) g_ptr_array_index (findings, i))->check, key))
      return TRUE;

  return FALSE;
}

static gboolean
mend_all (CadreArchive  *archive,
          GPtrArray     *findings,
          GPtrArray     *checks,
          GError       **error)
{
  for (guint i = 0; i < checks->len; i++)
    {
      const Check *check = g_ptr_array_index (checks, i);

      if (check->mend_sql != NULL && has_finding (findings, check->key) &&
          !cadre_archive_execute (archive, check->mend_sql, error))
        {
          g_prefix_error (error, "%s: ", check->key);
          return FALSE;
        }
    }

  return !has_finding (findings, CHECK_SEARCH) || cadre_search_index_rebuild (archive, error);
}

/**
 * cadre_check_mend:
 * @findings: (element-type CadreFinding): of cadre_check_run(), all or some
 * @n_mended: (out) (optional): how many of them this put right
 *
 * Mends what can be mended without asking, as one action that can be undone.
 */
gboolean
cadre_check_mend (CadreArchive  *archive,
                  GPtrArray     *findings,
                  guint         *n_mended,
                  GError       **error)
{
  g_autoptr(GPtrArray) checks = load_checks (error);
  g_autoptr(CadreAction) action = NULL;
  guint n = 0;

  for (guint i = 0; i < findings->len; i++)
    n += ((CadreFinding *) g_ptr_array_index (findings, i))->mendable;
  if (n_mended != NULL)
    *n_mended = n;
  if (checks == NULL || n == 0)
    return checks != NULL;

  action = cadre_action_begin (archive, "mend", _("Mend what the check found"), error);
  return action != NULL &&
         register_functions (archive, error) &&
         mend_all (archive, findings, checks, error) &&
         cadre_action_commit (action, error);
}
