/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-report-output"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-report-output.h"
#include "cadre-report-workbook.h"

#define PDF_SUFFIX ".pdf"
#define WORKBOOK_SUFFIX ".xlsx"

/* -------------------------------------------------------------------- to a file */

typedef struct
{
  CadreReportRequest *request;
  CadreWindow *window;
  char *path;
} Write;

static void
write_free (gpointer data)
{
  Write *self = data;

  cadre_report_request_unref (self->request);
  g_object_unref (self->window);
  g_free (self->path);
  g_free (self);
}

static gboolean
is_pdf (const char *path)
{
  return g_str_has_suffix (path, PDF_SUFFIX);
}

static gboolean
write_pdf (GPtrArray     *tables,
           const Write   *self,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr(CadreReportDocument) document = cadre_report_document_new ();

  return cadre_report_document_add_tables (document, tables, self->request->names, cancellable, error) &&
         cadre_report_document_write_pdf (document, self->request->name, self->path, cancellable, error);
}

static gboolean
write_job (CadreJob      *job,
           CadreArchive  *archive,
           gpointer       data,
           GError       **error)
{
  const Write *self = data;
  GCancellable *cancellable = cadre_job_get_cancellable (job);
  CadreReportWorkbookInfo info = { .title = self->request->name };
  g_autoptr(GPtrArray) tables = cadre_report_request_build (self->request, archive, error);

  if (tables == NULL)
    return FALSE;
  if (is_pdf (self->path))
    return write_pdf (tables, self, cancellable, error);

  return cadre_report_write_workbook (tables, &info, self->path, cancellable, error);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  const Write *self = cadre_session_get_data (result);
  g_autoptr(GError) error = NULL;
  g_autofree char *base = g_path_get_basename (self->path);
  g_autofree char *text = NULL;

  if (!cadre_session_finish (CADRE_SESSION (source), result, &error))
    {
      cadre_window_show_error (self->window, _("The report could not be exported"), error);
      return;
    }

  text = g_strdup_printf (_("Exported: %s"), base);
  cadre_window_toast_action (self->window, text, _("_Open"), "win.open-file", g_variant_new_string (self->path));
}

/**
 * cadre_report_output_write:
 * @path: ends in .pdf for a PDF; else a workbook is written
 *
 * Exports, and then offers to open the file.
 */
void
cadre_report_output_write (CadreWindow        *window,
                           CadreReportRequest *request,
                           const char         *path)
{
  Write *self = g_new0 (Write, 1);
  g_autofree char *title = g_strdup_printf (_("Exporting %s"), request->name);

  self->request = cadre_report_request_ref (request);
  self->window = g_object_ref (window);
  self->path = g_strdup (path);
  cadre_session_read (cadre_window_get_session (window), title, write_job, self, write_free, NULL, written_cb, NULL);
}

/* ------------------------------------------------------------- asking for a file */

typedef struct
{
  CadreWindow *window;
  CadreReportRequest *request;
  GSettings *settings;
} Ask;

static void
ask_free (Ask *self)
{
  g_object_unref (self->window);
  cadre_report_request_unref (self->request);
  g_object_unref (self->settings);
  g_free (self);
}

static void
add_filter (GtkFileChooser *chooser,
            const char     *name,
            const char     *suffix,
            gboolean        chosen)
{
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();
  g_autofree char *pattern = g_strconcat ("*", suffix, NULL);

  gtk_file_filter_set_name (filter, name);
  gtk_file_filter_add_pattern (filter, pattern);
  g_object_set_data_full (G_OBJECT (filter), "suffix", g_strdup (suffix), g_free);
  gtk_file_chooser_add_filter (chooser, filter);
  if (chosen)
    gtk_file_chooser_set_filter (chooser, filter);
}

/* What the name says goes before what the filter says. */
static char *
complete_path (GtkFileChooser *chooser,
               GFile          *file)
{
  GtkFileFilter *filter = gtk_file_chooser_get_filter (chooser);
  const char *suffix = filter != NULL ? g_object_get_data (G_OBJECT (filter), "suffix") : NULL;
  char *path = g_file_get_path (file);
  char *whole;

  if (path == NULL || is_pdf (path) || g_str_has_suffix (path, WORKBOOK_SUFFIX))
    return path;

  whole = g_strconcat (path, suffix != NULL ? suffix : WORKBOOK_SUFFIX, NULL);
  g_free (path);
  return whole;
}

static void
remember (GSettings  *settings,
          const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_settings_set_string (settings, "export-folder", folder);
  g_settings_set_string (settings, "export-format", is_pdf (path) ? "pdf" : "xlsx");
}

static void
asked_cb (GtkNativeDialog *dialog,
          int              response,
          Ask             *self)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr(GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      g_autofree char *path = complete_path (GTK_FILE_CHOOSER (dialog), file);

      if (path != NULL)
        {
          remember (self->settings, path);
          cadre_report_output_write (self->window, self->request, path);
        }
      else
        cadre_window_toast (self->window, _("Choose a folder of this computer: reports cannot be written there"));
    }
  ask_free (self);
  g_object_unref (dialog);
}

static char *
suggest_name (const CadreReportRequest *request,
              const char               *suffix)
{
  g_autofree char *name = g_strdelimit (g_strdup (request->name), "/\\:*?\"<>|", '_');
  g_autoptr(GDateTime) today = g_date_time_new_now_local ();
  g_autofree char *date = request->as_of != NULL ? g_strdup (request->as_of) : g_date_time_format (today, "%Y-%m-%d");

  return g_strconcat (name, " ", date, suffix, NULL);
}

/**
 * cadre_report_output_ask:
 *
 * Asks where to, and as what: in the folder and as what it was last.
 */
void
cadre_report_output_ask (CadreWindow        *window,
                         CadreReportRequest *request)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Export"), GTK_WINDOW (window),
                                                              GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (dialog);
  Ask *self = g_new0 (Ask, 1);
  g_autofree char *format = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;
  gboolean pdf;

  self->window = g_object_ref (window);
  self->request = cadre_report_request_ref (request);
  self->settings = g_settings_new (CADRE_SETTINGS_ID);
  format = g_settings_get_string (self->settings, "export-format");
  folder = g_settings_get_string (self->settings, "export-folder");
  pdf = g_str_equal (format, "pdf");

  add_filter (chooser, _("Workbook (.xlsx)"), WORKBOOK_SUFFIX, !pdf);
  add_filter (chooser, _("PDF, as Printed (.pdf)"), PDF_SUFFIX, pdf);
  name = suggest_name (request, pdf ? PDF_SUFFIX : WORKBOOK_SUFFIX);
  gtk_file_chooser_set_current_name (chooser, name);
  if (g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_autoptr(GFile) file = g_file_new_for_path (folder);

      gtk_file_chooser_set_current_folder (chooser, file, NULL);
    }

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (asked_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* ------------------------------------------------------------------ to a printer */

static void
request_page_setup_cb (GtkPrintOperation   *operation,
                       GtkPrintContext     *context,
                       int                  page,
                       GtkPageSetup        *setup,
                       CadreReportDocument *document)
{
  gboolean a3 = cadre_report_document_is_a3 (document, (guint) page);
  GtkPaperSize *paper = gtk_paper_size_new (a3 ? GTK_PAPER_NAME_A3 : GTK_PAPER_NAME_A4);
  double width, height;

  cadre_report_document_get_size (document, (guint) page, &width, &height);
  gtk_page_setup_set_paper_size (setup, paper);
  gtk_page_setup_set_orientation (setup, width > height ? GTK_PAGE_ORIENTATION_LANDSCAPE : GTK_PAGE_ORIENTATION_PORTRAIT);
  gtk_paper_size_free (paper);
}

static void
draw_page_cb (GtkPrintOperation   *operation,
              GtkPrintContext     *context,
              int                  page,
              CadreReportDocument *document)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double width, height, scale;

  /* A printer may have only smaller paper. */
  cadre_report_document_get_size (document, (guint) page, &width, &height);
  scale = MIN (gtk_print_context_get_width (context) / width, gtk_print_context_get_height (context) / height);
  cairo_save (cr);
  cairo_scale (cr, scale, scale);
  cadre_report_document_draw (document, (guint) page, cr);
  cairo_restore (cr);
}

static void
print_done_cb (GtkPrintOperation       *operation,
               GtkPrintOperationResult  result,
               CadreWindow             *window)
{
  g_autoptr(GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;

  gtk_print_operation_get_error (operation, &error);
  if (error != NULL)
    cadre_window_show_error (window, _("The report could not be printed"), error);
}

/**
 * cadre_report_output_print:
 * @document: complete
 *
 * Asks for a printer and the pages, and prints.
 */
void
cadre_report_output_print (CadreWindow         *window,
                           CadreReportDocument *document,
                           const char          *name)
{
  g_autoptr(GtkPrintOperation) operation = gtk_print_operation_new ();

  gtk_print_operation_set_job_name (operation, name);
  gtk_print_operation_set_n_pages (operation, (int) cadre_report_document_get_n_pages (document));
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_set_embed_page_setup (operation, FALSE);
  g_object_set_data_full (G_OBJECT (operation), "document", g_object_ref (document), g_object_unref);
  g_signal_connect (operation, "request-page-setup", G_CALLBACK (request_page_setup_cb), document);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), document);
  g_signal_connect_object (operation, "done", G_CALLBACK (print_done_cb), window, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_WINDOW (window), NULL);
}
