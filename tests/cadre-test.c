/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "cadre-test.h"

/* Derived from other rows, or the record of how they came about. */
#define NOT_DUMPED "'action', 'change', 'person_key'"

char *
cadre_test_folder_new (void)
{
  g_autoptr(GError) error = NULL;
  char *folder = g_dir_make_tmp ("cadre-test-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

static void
remove_tree (GFile *file)
{
  g_autoptr(GFileEnumerator) children = NULL;
  GFile *child = NULL;

  children = g_file_enumerate_children (file, "standard::name", G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  while (children != NULL && g_file_enumerator_iterate (children, NULL, &child, NULL, NULL) && child != NULL)
    remove_tree (child);
  g_file_delete (file, NULL, NULL);
}

/**
 * cadre_test_remove:
 *
 * Removes a folder and all that is in it.
 */
void
cadre_test_remove (const char *folder)
{
  g_autoptr(GFile) file = g_file_new_for_path (folder);

  remove_tree (file);
}

void
cadre_test_set_up (CadreTestArchive *self,
                   gconstpointer     data)
{
  g_autoptr(GError) error = NULL;

  self->folder = cadre_test_folder_new ();
  self->path = g_build_filename (self->folder, "a.cadre", NULL);
  self->archive = cadre_archive_create (self->path, &error);
  g_assert_no_error (error);
}

void
cadre_test_tear_down (CadreTestArchive *self,
                      gconstpointer     data)
{
  if (self->archive != NULL)
    g_assert_finalize_object (self->archive);
  cadre_test_remove (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

/**
 * cadre_test_reopen:
 *
 * Closes the archive and opens it again for writing, as after a restart.
 */
void
cadre_test_reopen (CadreTestArchive *self)
{
  g_autoptr(GError) error = NULL;

  g_assert_finalize_object (self->archive);
  self->archive = cadre_archive_open (self->path, CADRE_ARCHIVE_WRITE, &error);
  g_assert_no_error (error);
}

/**
 * cadre_test_do:
 * @sql: statements separated by ';'
 *
 * One action named @name that runs @sql.
 */
void
cadre_test_do (CadreArchive *archive,
               const char   *name,
               const char   *sql)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CadreAction) action = cadre_action_begin (archive, "edit", name, &error);

  g_assert_no_error (error);
  cadre_archive_execute (archive, sql, &error);
  g_assert_no_error (error);
  cadre_action_commit (action, &error);
  g_assert_no_error (error);
}

gint64
cadre_test_int (CadreArchive *archive,
                const char   *sql)
{
  g_autoptr(GError) error = NULL;
  gint64 value = 0;

  cadre_archive_query_int64 (archive, sql, &value, &error);
  g_assert_no_error (error);
  return value;
}

char *
cadre_test_text (CadreArchive *archive,
                 const char   *sql)
{
  g_autoptr(GError) error = NULL;
  char *text = cadre_archive_query_text (archive, sql, &error);

  g_assert_no_error (error);
  return text;
}

static void
dump_table (CadreArchive *archive,
            const char   *table,
            GString      *dump)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\" ORDER BY 1", table);
  g_autoptr(CadreStatement) rows = cadre_archive_prepare (archive, sql, NULL);

  g_assert_nonnull (rows);
  while (cadre_statement_step (rows, NULL))
    {
      g_string_append (dump, table);
      for (int i = 0; i < cadre_statement_n_columns (rows); i++)
        g_string_append_printf (dump, "|%s", cadre_statement_is_null (rows, i) ? "NULL"
                                                                              : cadre_statement_get_text (rows, i));
      g_string_append_c (dump, '\n');
    }
}

/**
 * cadre_test_dump:
 *
 * Returns: (transfer full): every row of every table of records, in order of
 *   their keys: equal before an action and after its undo
 */
char *
cadre_test_dump (CadreArchive *archive)
{
  GString *dump = g_string_new (NULL);
  g_autoptr(CadreStatement) tables = NULL;

  tables = cadre_archive_prepare (archive,
                                  "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main' "
                                  "AND name NOT LIKE 'sqlite_%' AND name NOT IN (" NOT_DUMPED ") ORDER BY name", NULL);
  g_assert_nonnull (tables);
  while (cadre_statement_step (tables, NULL))
    dump_table (archive, cadre_statement_get_text (tables, 0), dump);

  return g_string_free (dump, FALSE);
}

int
cadre_test_cadrectl (char       **out,
                     char       **err,
                     const char  *word,
                     ...)
{
  g_autoptr(GPtrArray) argv = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;
  va_list args;
  int status = -1;

  g_ptr_array_add (argv, (gpointer) g_getenv ("CADRECTL"));
  va_start (args, word);
  for (const char *w = word; w != NULL; w = va_arg (args, const char *))
    g_ptr_array_add (argv, (gpointer) w);
  va_end (args);
  g_ptr_array_add (argv, NULL);

  g_spawn_sync (NULL, (char **) argv->pdata, NULL, G_SPAWN_DEFAULT, NULL, NULL, out, err, &status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (status));

  return WEXITSTATUS (status);
}
