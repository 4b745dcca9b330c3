/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pages that a printer gets: what the laid-out tables have, as pages and
 * in a PDF that another program reads. */

#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "cadre-report-document.h"
#include "cadre-report.h"
#include "cadre-sample.h"
#include "cadre-test.h"

#define N_PEOPLE 120

static void
set_up (CadreTestArchive *fixture,
        gconstpointer     data)
{
  g_autoptr(GError) error = NULL;

  cadre_test_set_up (fixture, data);
  cadre_sample_fill (fixture->archive, N_PEOPLE, 7, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static CadreReport *
find (CadreTestArchive *fixture,
      GPtrArray       **reports,
      const char       *name)
{
  g_autoptr(GError) error = NULL;
  CadreReport *report;

  *reports = cadre_reports_load (fixture->archive, &error);
  g_assert_no_error (error);
  report = cadre_reports_find (*reports, name, &error);
  g_assert_no_error (error);

  return report;
}

static GPtrArray *
build (CadreTestArchive *fixture,
       const char       *name)
{
  CadreReportScope scope = { .as_of = CADRE_SAMPLE_AS_OF };
  g_autoptr(GPtrArray) reports = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *tables = cadre_report_build (find (fixture, &reports, name), fixture->archive, &scope, &error);

  g_assert_no_error (error);
  return tables;
}

static CadreReportDocument *
make_document (CadreTestArchive *fixture,
               const char       *name,
               gboolean          appendices)
{
  CadreReportDocument *document = cadre_report_document_new ();
  g_autoptr(GPtrArray) tables = build (fixture, name);
  g_autoptr(GError) error = NULL;

  g_assert_false (cadre_report_document_is_complete (document));
  cadre_report_document_add_tables (document, tables, appendices, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (cadre_report_document_is_complete (document));

  return document;
}

/* The pages have what the laid-out table has, each with the heads. */
static void
test_document (CadreTestArchive *fixture,
               gconstpointer     data)
{
  g_autoptr(CadreReportDocument) document = make_document (fixture, "cadre-roster", FALSE);
  g_autoptr(GPtrArray) tables = build (fixture, "cadre-roster");
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  const CadreReportRow *row;
  guint page = 0;

  while ((row = cadre_report_table_next (tables->pdata[0], &error)) != NULL)
    {
      if (row->page != page)
        {
          page = row->page;
          g_free (text);
          text = cadre_report_document_dup_text (document, page - 1);
          g_assert_nonnull (strstr (text, "身份证号"));
        }
      if (row->kind == CADRE_REPORT_ROW_BODY)
        g_assert_nonnull (strstr (text, row->cells[2].text));
    }
  g_assert_no_error (error);
  g_assert_cmpuint (cadre_report_document_get_n_pages (document), ==, page);
  g_assert_cmpuint (page, >, 3);
}

/* How much space a reader sees is its own affair. */
static char *
without_spaces (char *text)
{
  char *to = text;

  for (const char *from = text; *from != '\0'; from++)
    if (*from != ' ')
      *to++ = *from;
  *to = '\0';

  return text;
}

/* What another program reads in the PDF. */
static void
test_pdf (CadreTestArchive *fixture,
          gconstpointer     data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "r.pdf", NULL);
  g_autofree char *reader = g_find_program_in_path ("pdftotext");
  const char *argv[] = { reader, "-layout", path, "-", NULL };
  g_autoptr(CadreReportDocument) document = make_document (fixture, "cadre-roster", FALSE);
  g_autoptr(GPtrArray) tables = build (fixture, "cadre-roster");
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  g_auto(GStrv) pages = NULL;
  const CadreReportRow *row;
  guint n_pages = cadre_report_document_get_n_pages (document);
  g_autofree char *last = g_strdup_printf ("第%u页共%u页", n_pages, n_pages);

  cadre_report_document_write_pdf (document, "花名册", path, NULL, &error);
  g_assert_no_error (error);
  if (reader == NULL)
    {
      g_test_skip ("pdftotext is not installed");
      return;
    }

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &text, NULL, NULL, &error);
  g_assert_no_error (error);
  pages = g_strsplit (text, "\f", -1);
  g_assert_cmpuint (g_strv_length (pages), ==, n_pages + 1);
  g_assert_nonnull (strstr (without_spaces (pages[n_pages - 1]), last));

  while ((row = cadre_report_table_next (tables->pdata[0], &error)) != NULL)
    if (row->kind == CADRE_REPORT_ROW_BODY && *row->cells[17].text != '\0')
      g_assert_nonnull (strstr (pages[row->page - 1], row->cells[17].text));
  g_assert_no_error (error);
}

/* The names behind figures are for looking up: they are printed only if asked. */
static void
test_appendices (CadreTestArchive *fixture,
                 gconstpointer     data)
{
  g_autoptr(CadreReportDocument) figures = make_document (fixture, "team-structure", FALSE);
  g_autoptr(CadreReportDocument) all = make_document (fixture, "team-structure", TRUE);

  g_assert_cmpuint (cadre_report_document_get_n_pages (figures), ==, 1);
  g_assert_cmpuint (cadre_report_document_get_n_pages (all), >, 5);
}

static void
test_pdf_cancelled (CadreTestArchive *fixture,
                    gconstpointer     data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "c.pdf", NULL);
  g_autoptr(CadreReportDocument) document = make_document (fixture, "hours-short", FALSE);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, "old", -1, NULL);
  g_cancellable_cancel (cancellable);
  g_assert_false (cadre_report_document_write_pdf (document, "x", path, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  {
    g_autofree char *left = NULL;

    g_assert_true (g_file_get_contents (path, &left, NULL, NULL));
    g_assert_cmpstr (left, ==, "old");
  }
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void (*run) (CadreTestArchive *, gconstpointer);
  } tests[] = {
    { "/document/pages", test_document },
    { "/document/pdf", test_pdf },
    { "/document/pdf-cancelled", test_pdf_cancelled },
    { "/document/appendices", test_appendices },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, CadreTestArchive, NULL, set_up, tests[i].run, cadre_test_tear_down);

  return g_test_run ();
}
