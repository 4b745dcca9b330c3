/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CadreTerm:
 *
 * A small button that tells what a term that is a rule means and where the
 * rule is laid down: what is 550学时? It stands beside the term, and the
 * keyboard reaches it. In a template:
 *
 *   <object class="CadreTerm">
 *     <property name="keys">hours-550 hours-debt</property>
 *   </object>
 *
 * What it says are the sections of those ids of the manual's page
 * glossary.page, in the user's language.
 */
#define CADRE_TYPE_TERM (cadre_term_get_type ())
G_DECLARE_FINAL_TYPE (CadreTerm, cadre_term, CADRE, TERM, AdwBin)

GtkWidget *cadre_term_new     (const char *keys);
void       cadre_term_explain (GtkWidget  *widget,
                               const char *keys);

G_END_DECLS
