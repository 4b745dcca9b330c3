/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-label"

#include "config.h"

#include "cadre-label.h"

/**
 * cadre_label_new:
 * @css_class: as heading, body, caption
 * @width: in characters; longer text has several lines
 *
 * Returns: (transfer floating): a label for text that is read, not for a word
 */
GtkWidget *
cadre_label_new (const char *text,
                 const char *css_class,
                 int         width)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), width);
  gtk_widget_add_css_class (label, css_class);
  return label;
}
