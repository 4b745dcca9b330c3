/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-reports-page"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-label.h"
#include "cadre-report-viewer.h"
#include "cadre-reports-page.h"

/* Of a card, in characters. */
#define CARD_WIDTH 32

struct _CadreReportsPage
{
  CadrePage parent_instance;

  GtkBox *gallery;
};

G_DEFINE_FINAL_TYPE (CadreReportsPage, cadre_reports_page, CADRE_TYPE_PAGE)

/* ------------------------------------------------------------------- the cards */

static void
card_clicked_cb (GtkButton        *card,
                 CadreReportsPage *self)
{
  cadre_report_viewer_open (cadre_window_of (GTK_WIDGET (self)),
                          g_object_get_data (G_OBJECT (card), "key"),
                          g_object_get_data (G_OBJECT (card), "name"), NULL);
}

/* A little page: a title, a head and rows. */
static void
draw_page (GtkDrawingArea *area,
           cairo_t        *cr,
           int             width,
           int             height,
           gpointer        data)
{
  const int rows = 6, columns = 5;
  double left = 7, top = 15, right = width - 7, bottom = height - 6;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_rectangle (cr, 0.5, 0.5, width - 1, height - 1);
  cairo_fill_preserve (cr);
  cairo_set_source_rgba (cr, 0, 0, 0, 0.3);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);

  cairo_set_source_rgb (cr, 0.2, 0.2, 0.25);
  cairo_rectangle (cr, width * 0.3, 7, width * 0.4, 3);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 0.87, 0.9, 0.95);
  cairo_rectangle (cr, left, top, right - left, (bottom - top) / rows);
  cairo_fill (cr);

  cairo_set_source_rgb (cr, 0.6, 0.62, 0.67);
  cairo_set_line_width (cr, 0.6);
  for (int i = 0; i <= rows; i++)
    {
      cairo_move_to (cr, left, top + (bottom - top) * i / rows);
      cairo_line_to (cr, right, top + (bottom - top) * i / rows);
    }
  for (int i = 0; i <= columns; i++)
    {
      cairo_move_to (cr, left + (right - left) * i / columns, top);
      cairo_line_to (cr, left + (right - left) * i / columns, bottom);
    }
  cairo_stroke (cr);
}

static GtkWidget *
page_picture_new (void)
{
  GtkWidget *picture = gtk_drawing_area_new ();

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (picture), 68);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (picture), 50);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (picture), draw_page, NULL, NULL);
  gtk_widget_set_valign (picture, GTK_ALIGN_CENTER);
  return picture;
}

static GtkWidget *
card_new (CadreReportsPage *self,
          const char       *key,
          const char       *name,
          const char       *description,
          const char       *mark)
{
  GtkWidget *card = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_box_append (GTK_BOX (texts), cadre_label_new (name, "heading", CARD_WIDTH));
  gtk_box_append (GTK_BOX (texts), cadre_label_new (description, "caption", CARD_WIDTH));
  if (mark != NULL)
    gtk_box_append (GTK_BOX (texts), cadre_label_new (mark, "dim-label", CARD_WIDTH));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), page_picture_new ());
  gtk_box_append (GTK_BOX (box), texts);
  gtk_button_set_child (GTK_BUTTON (card), box);
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "report-card");
  gtk_accessible_update_property (GTK_ACCESSIBLE (card),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description,
                                  -1);

  g_object_set_data_full (G_OBJECT (card), "key", g_strdup (key), g_free);
  g_object_set_data_full (G_OBJECT (card), "name", g_strdup (name), g_free);
  g_signal_connect (card, "clicked", G_CALLBACK (card_clicked_cb), self);
  return card;
}

static GtkFlowBox *
add_purpose (CadreReportsPage *self,
             const char       *purpose)
{
  GtkWidget *grid = g_object_new (GTK_TYPE_FLOW_BOX, "selection-mode", GTK_SELECTION_NONE, "homogeneous", TRUE,
                                  "min-children-per-line", 1, "max-children-per-line", 2, "column-spacing", 12,
                                  "row-spacing", 12, NULL);
  GtkWidget *title = cadre_label_new (purpose, "title-4", CARD_WIDTH);

  gtk_accessible_update_relation (GTK_ACCESSIBLE (grid), GTK_ACCESSIBLE_RELATION_LABELLED_BY, title, NULL, -1);
  gtk_box_append (self->gallery, title);
  gtk_box_append (self->gallery, grid);
  return GTK_FLOW_BOX (grid);
}

static void
add_card (GtkFlowBox *grid,
          GtkWidget  *card)
{
  gtk_flow_box_insert (grid, card, -1);
  /* The card takes the keyboard, not the place it stands in. */
  gtk_widget_set_focusable (gtk_widget_get_parent (card), FALSE);
}

static void
show_reports (CadreReportsPage *self,
              GPtrArray        *reports)
{
  g_autoptr(GHashTable) grids = g_hash_table_new (g_str_hash, g_str_equal);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->gallery))) != NULL)
    gtk_box_remove (self->gallery, child);

  add_card (add_purpose (self, _("For a Meeting")),
            card_new (self, NULL, _("Meeting Pack"), _("All reports in one file, with cover and contents"), NULL));
  for (guint i = 0; i < reports->len; i++)
    {
      CadreReport *report = g_ptr_array_index (reports, i);
      const char *purpose = cadre_report_get_purpose (report);
      GtkFlowBox *grid = g_hash_table_lookup (grids, purpose);

      if (grid == NULL)
        {
          grid = add_purpose (self, purpose);
          g_hash_table_insert (grids, (gpointer) purpose, grid);
        }
      add_card (grid, card_new (self, cadre_report_get_key (report), cadre_report_get_name (report),
                                cadre_report_get_description (report),
                                cadre_report_is_custom (report) ? _("This office's own") : NULL));
    }
}

/* -------------------------------------------------------------------- the page */

static gboolean
load_job (CadreJob      *job,
          CadreArchive  *archive,
          gpointer       data,
          GError       **error)
{
  GPtrArray **reports = data;

  *reports = cadre_reports_load (archive, error);
  return *reports != NULL;
}

static void
free_reports (gpointer data)
{
  GPtrArray **reports = data;

  g_clear_pointer (reports, g_ptr_array_unref);
  g_free (reports);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  CadreReportsPage *self = data;
  g_autoptr(GError) error = NULL;

  if (cadre_session_finish (CADRE_SESSION (source), result, &error))
    show_reports (self, *(GPtrArray **) cadre_session_get_data (result));
  else
    cadre_page_load_failed (self, _("The reports cannot be shown"), error);
}

static void
cadre_reports_page_load (CadrePage *page)
{
  cadre_session_read (cadre_page_get_session (page), NULL, load_job, g_new0 (GPtrArray *, 1), free_reports,
                      cadre_page_get_cancellable (page), loaded_cb, page);
}

static void
cadre_reports_page_changed (CadrePage          *page,
                            const char * const *tables)
{
  if (g_strv_contains (tables, "report_definition"))
    cadre_page_reload (page);
}

static void
cadre_reports_page_class_init (CadreReportsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  CADRE_PAGE_CLASS (klass)->load = cadre_reports_page_load;
  CADRE_PAGE_CLASS (klass)->changed = cadre_reports_page_changed;

  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-reports-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreReportsPage, gallery);
}

static void
cadre_reports_page_init (CadreReportsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
