/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pages of tables. A table hands its rows out once; here they stay, in
 * about 100 bytes a cell, so that any page can be drawn at any time. */

#define G_LOG_DOMAIN "cadre-report-document"

#include "config.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#include "cadre-error.h"
#include "cadre-file.h"
#include "cadre-report-document.h"
#include "cadre-report-draw.h"

struct _CadreReportDocument
{
  GObject parent_instance;

  GMutex lock;          /* guards what follows; pages themselves do not change */
  GPtrArray *pages;     /* CadreReportDrawnPage */
  GArray *series;       /* guint: index of the first page of those numbered together */
  gboolean complete;
};

G_DEFINE_FINAL_TYPE (CadreReportDocument, cadre_report_document, G_TYPE_OBJECT)

static void
cadre_report_document_finalize (GObject *object)
{
  CadreReportDocument *self = CADRE_REPORT_DOCUMENT (object);

  g_ptr_array_unref (self->pages);
  g_array_unref (self->series);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (cadre_report_document_parent_class)->finalize (object);
}

static void
cadre_report_document_class_init (CadreReportDocumentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cadre_report_document_finalize;
}

static void
cadre_report_document_init (CadreReportDocument *self)
{
  g_mutex_init (&self->lock);
  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) _cadre_report_drawn_page_free);
  self->series = g_array_new (FALSE, FALSE, sizeof (guint));
}

/**
 * cadre_report_document_new:
 *
 * Returns: (transfer full): a document without pages
 */
CadreReportDocument *
cadre_report_document_new (void)
{
  return g_object_new (CADRE_TYPE_REPORT_DOCUMENT, NULL);
}

/* --------------------------------------------------------------------- filling */

static CadreReportDrawnPage *
last_page (CadreReportDocument *self)
{
  return self->pages->pdata[self->pages->len - 1];
}

/* A page that is whole goes where others may see it. */
static void
add_page (CadreReportDocument  *self,
          CadreReportDrawnPage *page,
          gboolean              new_series)
{
  g_mutex_lock (&self->lock);
  if (new_series || self->series->len == 0)
    g_array_append_val (self->series, self->pages->len);
  g_ptr_array_add (self->pages, page);
  g_mutex_unlock (&self->lock);
}

static gboolean
add_table (CadreReportDocument  *self,
           CadreReportTable     *table,
           gboolean              new_series,
           GCancellable         *cancellable,
           GError              **error)
{
  CadreReportFrame *frame = _cadre_report_frame_new (table);
  CadreReportDrawnPage *page = _cadre_report_drawn_page_new (frame);
  CadreReportDrawnPage *heads = NULL; /* the page that has them */
  const CadreReportRow *row;
  guint number = 1;
  GError *failure = NULL;

  while (!g_cancellable_set_error_if_cancelled (cancellable, &failure) &&
         (row = cadre_report_table_next (table, &failure)) != NULL)
    {
      if (row->page != number)
        {
          add_page (self, page, new_series);
          if (heads == NULL)
            heads = last_page (self);
          new_series = FALSE;
          number = row->page;
          page = _cadre_report_drawn_page_new (frame);
          if (row->kind > CADRE_REPORT_ROW_HEAD || row->kind == CADRE_REPORT_ROW_FORM)
            _cadre_report_drawn_page_repeat (page, heads);
        }
      _cadre_report_drawn_page_add (page, row->kind, row->height, row->cells, row->n_cells);
    }

  if (failure == NULL)
    add_page (self, page, new_series);
  else
    {
      _cadre_report_drawn_page_free (page);
      g_propagate_error (error, failure);
    }
  _cadre_report_frame_unref (frame);

  return failure == NULL;
}

/**
 * cadre_report_document_add_tables:
 * @tables: (element-type CadreReportTable): fresh from cadre_report_build()
 * @appendices: whether the lists of names behind figures are printed, too
 *
 * Reads the tables' rows, and has the pages one after the other: to be called
 * in the thread that built the tables. Pages are numbered together; a form is
 * a paper of its own.
 *
 * Returns: %FALSE with @error set; the pages so far stay
 */
gboolean
cadre_report_document_add_tables (CadreReportDocument  *self,
                                  GPtrArray            *tables,
                                  gboolean              appendices,
                                  GCancellable         *cancellable,
                                  GError              **error)
{
  g_return_val_if_fail (CADRE_IS_REPORT_DOCUMENT (self), FALSE);

  for (guint i = 0; i < tables->len; i++)
    {
      CadreReportTable *table = tables->pdata[i];
      gboolean after_form = i > 0 && cadre_report_table_is_form (tables->pdata[i - 1]);

      if (cadre_report_table_is_appendix (table) && !appendices)
        continue;
      if (!add_table (self, table, after_form || cadre_report_table_is_form (table), cancellable, error))
        return FALSE;
    }

  g_mutex_lock (&self->lock);
  self->complete = TRUE;
  g_mutex_unlock (&self->lock);
  return TRUE;
}

/* --------------------------------------------------------------------- looking */

static CadreReportDrawnPage *
get_page (CadreReportDocument *self,
          guint                page)
{
  CadreReportDrawnPage *found;

  g_mutex_lock (&self->lock);
  found = page < self->pages->len ? self->pages->pdata[page] : NULL;
  g_mutex_unlock (&self->lock);
  return found;
}

/**
 * cadre_report_document_get_n_pages:
 *
 * Returns: how many pages there are so far
 */
guint
cadre_report_document_get_n_pages (CadreReportDocument *self)
{
  guint n_pages;

  g_return_val_if_fail (CADRE_IS_REPORT_DOCUMENT (self), 0);

  g_mutex_lock (&self->lock);
  n_pages = self->pages->len;
  g_mutex_unlock (&self->lock);
  return n_pages;
}

/**
 * cadre_report_document_is_complete:
 *
 * Returns: whether all pages are there
 */
gboolean
cadre_report_document_is_complete (CadreReportDocument *self)
{
  gboolean complete;

  g_return_val_if_fail (CADRE_IS_REPORT_DOCUMENT (self), FALSE);

  g_mutex_lock (&self->lock);
  complete = self->complete;
  g_mutex_unlock (&self->lock);
  return complete;
}

/**
 * cadre_report_document_get_size:
 * @page: from 0
 *
 * The paper of @page, in points, as it is held to be read.
 */
void
cadre_report_document_get_size (CadreReportDocument *self,
                                guint                page,
                                double              *width,
                                double              *height)
{
  CadreReportDrawnPage *found = get_page (self, page);

  g_return_if_fail (found != NULL);

  *width = found->frame->page.width;
  *height = found->frame->page.height;
}

gboolean
cadre_report_document_is_a3 (CadreReportDocument *self,
                             guint                page)
{
  CadreReportDrawnPage *found = get_page (self, page);

  g_return_val_if_fail (found != NULL, FALSE);

  return found->frame->page.a3;
}

/**
 * cadre_report_document_dup_text:
 * @page: from 0
 *
 * Returns: (transfer full): what stands on the page: a line a row, a tab
 *   between cells
 */
char *
cadre_report_document_dup_text (CadreReportDocument *self,
                                guint                page)
{
  CadreReportDrawnPage *found = get_page (self, page);
  GString *text = g_string_new (NULL);

  for (guint i = 0; found != NULL && i < found->rows->len; i++)
    {
      const CadreReportDrawnRow *row = &g_array_index (found->rows, CadreReportDrawnRow, i);

      for (guint j = 0; j < row->n_cells; j++)
        {
          const CadreReportCell *cell = &g_array_index (found->cells, CadreReportCell, row->first_cell + j);
          g_autofree char *line = g_strdelimit (g_strdup (cell->text), "\n", ' ');

          g_string_append_printf (text, "%s%s", j > 0 ? "\t" : "", line);
        }
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}

/* The number of a page among those numbered with it. */
static void
find_number (CadreReportDocument *self,
             guint                page,
             guint               *number,
             guint               *total)
{
  guint first = 0, end;

  g_mutex_lock (&self->lock);
  end = self->complete ? self->pages->len : 0;
  for (guint i = 0; i < self->series->len; i++)
    {
      guint begin = g_array_index (self->series, guint, i);

      if (begin > page)
        {
          end = begin;
          break;
        }
      first = begin;
    }
  g_mutex_unlock (&self->lock);

  *number = page - first + 1;
  *total = end > first ? end - first : 0;
}

/**
 * cadre_report_document_draw:
 * @page: from 0
 * @cr: in points, at the paper's upper left corner
 *
 * Draws the page, black on what is there.
 */
void
cadre_report_document_draw (CadreReportDocument *self,
                            guint                page,
                            cairo_t             *cr)
{
  CadreReportDrawnPage *found = get_page (self, page);
  guint number, total;

  g_return_if_fail (found != NULL);

  find_number (self, page, &number, &total);
  _cadre_report_drawn_page_draw (found, number, total, cr);
}

/* ------------------------------------------------------------------------- PDF */

/* Where each table begins. */
static void
add_outline (CadreReportDocument        *self,
             cairo_surface_t            *surface,
             guint                       page,
             const CadreReportFrame    **last)
{
  CadreReportDrawnPage *found = get_page (self, page);
  g_autofree char *link = g_strdup_printf ("page=%u pos=[0 0]", page + 1);

  if (found == NULL || found->frame == *last)
    return;

  *last = found->frame;
  cairo_pdf_surface_add_outline (surface, CAIRO_PDF_OUTLINE_ROOT, found->frame->name, link, CAIRO_PDF_OUTLINE_FLAG_OPEN);
}

static cairo_status_t
write_pages (CadreReportDocument *self,
             const char          *title,
             const char          *path,
             GCancellable        *cancellable)
{
  cairo_surface_t *surface = cairo_pdf_surface_create (path, 1, 1);
  cairo_t *cr = cairo_create (surface);
  guint n_pages = cadre_report_document_get_n_pages (self);
  const CadreReportFrame *last = NULL;
  cairo_status_t status;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  for (guint page = 0; page < n_pages && !g_cancellable_is_cancelled (cancellable); page++)
    {
      double width, height;

      cadre_report_document_get_size (self, page, &width, &height);
      cairo_pdf_surface_set_size (surface, width, height);
      add_outline (self, surface, page, &last);
      cadre_report_document_draw (self, page, cr);
      cairo_show_page (cr);
    }

  cairo_destroy (cr);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return status;
}

/**
 * cadre_report_document_write_pdf:
 * @title: of the document
 * @path: where; what is there is replaced once the new file is whole
 *
 * Writes all pages. Takes some milliseconds a page: for a thread.
 *
 * Returns: %FALSE with @error set, and what was at @path untouched
 */
gboolean
cadre_report_document_write_pdf (CadreReportDocument  *self,
                                 const char           *title,
                                 const char           *path,
                                 GCancellable         *cancellable,
                                 GError              **error)
{
  g_autoptr(CadreFileReplace) file = cadre_file_replace_begin (path, error);
  cairo_status_t status;

  g_return_val_if_fail (CADRE_IS_REPORT_DOCUMENT (self), FALSE);

  if (file == NULL)
    return FALSE;

  status = write_pages (self, title, cadre_file_replace_get_temporary (file), cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, CADRE_ERROR, CADRE_ERROR_FAILED, _("%s: the PDF cannot be written: %s"), path,
                   cairo_status_to_string (status));
      return FALSE;
    }

  return cadre_file_replace_commit (file, error);
}
