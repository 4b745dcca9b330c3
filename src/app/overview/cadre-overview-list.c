/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-overview-list"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-overview-list.h"
#include "cadre-overview.h"
#include "cadre-record-dialog.h"
#include "cadre-window.h"

struct _CadreOverviewList
{
  CadrePage parent_instance;

  char *record;
  GPtrArray *lines;      /* CadreOverviewLine */
  GtkListView *view;
};

G_DEFINE_FINAL_TYPE (CadreOverviewList, cadre_overview_list, CADRE_TYPE_PAGE)

static void
setup_line_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *note = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (note), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (note, "dim-label");
  gtk_widget_add_css_class (box, "overview-line");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), note);
  gtk_list_item_set_child (item, box);
}

static void
bind_line_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              CadreOverviewList        *self)
{
  GtkWidget *title = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  const CadreOverviewLine *line = g_ptr_array_index (self->lines, gtk_list_item_get_position (item));

  gtk_label_set_label (GTK_LABEL (title), line->title);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (title)), line->note != NULL ? line->note : "");
}

static void
line_activated_cb (CadreOverviewList *self,
                   guint              position)
{
  const CadreOverviewLine *line = g_ptr_array_index (self->lines, position);

  cadre_record_dialog_open (cadre_window_of (GTK_WIDGET (self)), self->record, line->id);
}

static GtkWidget *
cadre_overview_list_get_focus (CadrePage *page)
{
  return GTK_WIDGET (CADRE_OVERVIEW_LIST (page)->view);
}

static void
cadre_overview_list_finalize (GObject *object)
{
  CadreOverviewList *self = CADRE_OVERVIEW_LIST (object);

  g_free (self->record);
  g_clear_pointer (&self->lines, g_ptr_array_unref);

  G_OBJECT_CLASS (cadre_overview_list_parent_class)->finalize (object);
}

static void
cadre_overview_list_class_init (CadreOverviewListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = cadre_overview_list_finalize;
  CADRE_PAGE_CLASS (klass)->get_focus = cadre_overview_list_get_focus;

  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-overview-list.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreOverviewList, view);
  gtk_widget_class_bind_template_callback (widget_class, setup_line_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_line_cb);
  gtk_widget_class_bind_template_callback (widget_class, line_activated_cb);
}

static void
cadre_overview_list_init (CadreOverviewList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Rows find their line by its position. */
static GtkSelectionModel *
make_model (GPtrArray *lines)
{
  GtkStringList *titles = gtk_string_list_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    gtk_string_list_append (titles, ((CadreOverviewLine *) g_ptr_array_index (lines, i))->title);

  return GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (titles)));
}

/**
 * cadre_overview_list_new:
 * @record: what they are, as the catalogue names it
 * @lines: (element-type CadreOverviewLine): they
 *
 * Returns: (transfer floating): a page to open over the overview
 */
CadrePage *
cadre_overview_list_new (CadreSession *session,
                         const char   *title,
                         const char   *record,
                         GPtrArray    *lines)
{
  CadreOverviewList *self = g_object_new (CADRE_TYPE_OVERVIEW_LIST, "session", session, "nested", TRUE, "title", title, NULL);
  g_autoptr(GtkSelectionModel) model = make_model (lines);
  g_autofree char *subtitle = g_strdup_printf ("%u", lines->len);

  self->record = g_strdup (record);
  self->lines = g_ptr_array_ref (lines);
  gtk_list_view_set_model (self->view, model);
  cadre_page_set_subtitle (CADRE_PAGE (self), subtitle);

  return CADRE_PAGE (self);
}
