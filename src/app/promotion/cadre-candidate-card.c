/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-candidate-card"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-candidate-card.h"

#define PHOTO_SIZE 40

struct _CadreCandidateCard
{
  GtkListBoxRow parent_instance;

  const CadreBoardCard *card;   /* the board's, which outlives this */
  GtkCheckButton *mark;
};

G_DEFINE_FINAL_TYPE (CadreCandidateCard, cadre_candidate_card, GTK_TYPE_LIST_BOX_ROW)

static GtkWidget *
label_new (const char *text,
           const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
photo_new (const CadreBoardCard *card)
{
  GtkWidget *avatar = adw_avatar_new (PHOTO_SIZE, card->candidate->name, TRUE);

  gtk_widget_set_valign (avatar, GTK_ALIGN_START);
  if (card->photo != NULL)
    adw_avatar_set_custom_image (ADW_AVATAR (avatar), GDK_PAINTABLE (card->photo));

  return avatar;
}

static char *
describe_standing (const CadreBoardCard *card)
{
  if (card->candidate->state == CADRE_CANDIDATE_OUT)
    return g_strdup_printf (_("Out: %s"), card->candidate->out_reason != NULL ? card->candidate->out_reason : "");
  if (card->n_gaps > 0 && card->candidate->exception_ground != NULL)
    return g_strdup_printf (_("Exception: %s"), card->candidate->exception_ground);
  if (card->n_gaps > 0)
    return g_strdup_printf (ngettext ("%u rule not met", "%u rules not met", card->n_gaps), card->n_gaps);
  if (card->n_marks > 0)
    return g_strdup_printf (ngettext ("Fits, %u remark", "Fits, %u remarks", card->n_marks), card->n_marks);
  return card->candidate->state == CADRE_CANDIDATE_APPOINTED ? g_strdup (_("Appointed")) : g_strdup (_("Fits all rules"));
}

static const char *
standing_style (const CadreBoardCard *card)
{
  if (card->candidate->state == CADRE_CANDIDATE_OUT)
    return "dim-label";
  if (card->n_gaps > 0)
    return card->candidate->exception_ground != NULL ? "warning" : "error";
  return card->n_marks > 0 ? "warning" : "success";
}

static char *
describe_days (const CadreBoardCard *card)
{
  if (card->days < 0)
    return cadre_date_format (&card->candidate->since, CADRE_DATE_DOTTED);
  return g_strdup_printf (ngettext ("%d day here", "%d days here", card->days), card->days);
}

static void
cadre_candidate_card_class_init (CadreCandidateCardClass *klass)
{
}

static void
cadre_candidate_card_init (CadreCandidateCard *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "candidate");
}

/**
 * cadre_candidate_card_new:
 * @card: of a board that outlives the widget
 */
GtkWidget *
cadre_candidate_card_new (const CadreBoardCard *card)
{
  CadreCandidateCard *self = g_object_new (CADRE_TYPE_CANDIDATE_CARD, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *standing = describe_standing (card);
  g_autofree char *days = describe_days (card);
  g_autofree char *spoken = g_strjoin (", ", card->candidate->name, card->candidate->post != NULL ? card->candidate->post : "",
                                       standing, NULL);

  self->card = card;
  self->mark = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->mark), GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->mark), _("Mark to Compare"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->mark), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Mark to Compare"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);

  gtk_box_append (GTK_BOX (texts), label_new (card->candidate->name, "heading"));
  gtk_box_append (GTK_BOX (texts), label_new (card->candidate->post, "caption"));
  if (card->candidate->target_post != NULL)
    {
      g_autofree char *target = g_strconcat ("→ ", card->candidate->unit != NULL ? card->candidate->unit : "",
                                             card->candidate->target_post, NULL);

      gtk_box_append (GTK_BOX (texts), label_new (target, "caption"));
    }
  gtk_box_append (GTK_BOX (texts), label_new (standing, standing_style (card)));
  gtk_widget_add_css_class (gtk_widget_get_last_child (texts), "caption");
  gtk_box_append (GTK_BOX (texts), label_new (days, "dim-label"));
  gtk_widget_add_css_class (gtk_widget_get_last_child (texts), "caption");
  gtk_widget_set_hexpand (texts, TRUE);

  gtk_box_append (GTK_BOX (box), photo_new (card));
  gtk_box_append (GTK_BOX (box), texts);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->mark));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), card->gaps);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);

  return GTK_WIDGET (self);
}

const CadreBoardCard *
cadre_candidate_card_get (CadreCandidateCard *self)
{
  return self->card;
}

/**
 * cadre_candidate_card_is_marked:
 *
 * Returns: whether it is marked to be compared
 */
gboolean
cadre_candidate_card_is_marked (CadreCandidateCard *self)
{
  return gtk_check_button_get_active (self->mark);
}
