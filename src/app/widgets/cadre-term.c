/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-term"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-help.h"
#include "cadre-label.h"
#include "cadre-term.h"

/* Of what it tells, in characters. */
#define WIDTH 44

struct _CadreTerm
{
  AdwBin parent_instance;

  char *keys;
};

G_DEFINE_FINAL_TYPE (CadreTerm, cadre_term, ADW_TYPE_BIN)

enum
{
  PROP_KEYS = 1,
};

/* --------------------------------------------------------------- the glossary */

/* A section of the page: its title, and its paragraphs, the last of which is the source. */
typedef struct
{
  GString *title, *text, *source;
} Term;

/* The page as it is read. */
typedef struct
{
  char **keys;             /* of the sections that are wanted */
  GArray *terms;           /* Term, of each key */
  Term *section;           /* in which the reader is; NULL: one that nobody wants */
  GString *into;           /* where text goes */
} Page;

static void
term_clear (gpointer data)
{
  Term *term = data;

  g_string_free (term->title, TRUE);
  g_string_free (term->text, TRUE);
  g_string_free (term->source, TRUE);
}

static void
start_cb (GMarkupParseContext  *context,
          const char           *element,
          const char          **names,
          const char          **values,
          gpointer              data,
          GError              **error)
{
  Page *page = data;

  if (g_str_equal (element, "section"))
    {
      page->section = NULL;
      for (guint i = 0; page->keys[i] != NULL; i++)
        if (g_strcmp0 (values[0], page->keys[i]) == 0)
          page->section = &g_array_index (page->terms, Term, i);
    }
  else if (page->section == NULL)
    return;
  else if (g_str_equal (element, "title"))
    page->into = page->section->title;
  else if (g_str_equal (element, "p"))
    page->into = names[0] != NULL && g_str_equal (names[0], "style") ? page->section->source : page->section->text;
}

static void
end_cb (GMarkupParseContext  *context,
        const char           *element,
        gpointer              data,
        GError              **error)
{
  if (g_str_equal (element, "title") || g_str_equal (element, "p"))
    ((Page *) data)->into = NULL;
}

static void
text_cb (GMarkupParseContext  *context,
         const char           *text,
         gsize                 length,
         gpointer              data,
         GError              **error)
{
  Page *page = data;

  if (page->into != NULL)
    g_string_append_len (page->into, text, length);
}

static const GMarkupParser parser = { .start_element = start_cb, .end_element = end_cb, .text = text_cb };

/* Finds terms in the manual's glossary, in the user's language. @keys: ids of
 * sections of help/C/glossary.page, with spaces between. */
static GArray *
look_up (const char *keys)
{
  g_auto(GStrv) each = g_strsplit (keys, " ", -1);
  GArray *terms = g_array_new (FALSE, TRUE, sizeof (Term));
  Page page = { .keys = each, .terms = terms };
  g_autofree char *path = g_strdup_printf (CADRE_RESOURCE_PATH "/glossary/%s.page", cadre_help_get_language ());
  g_autoptr(GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new (&parser, G_MARKUP_PREFIX_ERROR_POSITION, &page, NULL);
  g_autoptr(GError) error = NULL;

  g_array_set_clear_func (terms, term_clear);
  for (guint i = 0; each[i] != NULL; i++)
    {
      Term term = { g_string_new (NULL), g_string_new (NULL), g_string_new (NULL) };

      g_array_append_val (terms, term);
    }
  if (bytes == NULL || !g_markup_parse_context_parse (context, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error))
    g_critical ("%s cannot be read: %s", path, error != NULL ? error->message : "it is not there");
  for (guint i = 0; i < terms->len; i++)
    if (g_array_index (terms, Term, i).title->len == 0)
      g_critical ("There is no term “%s” in the glossary", each[i]);

  return terms;
}

static void
explain (GtkWidget *widget,
         GArray    *terms)
{
  g_autoptr(GString) all = g_string_new (NULL);

  for (guint i = 0; i < terms->len; i++)
    {
      const Term *term = &g_array_index (terms, Term, i);

      g_string_append_printf (all, "%s%s\n%s\n%s", i > 0 ? "\n\n" : "", term->title->str, term->text->str, term->source->str);
    }

  gtk_widget_set_tooltip_text (widget, all->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, all->str, -1);
}

/**
 * cadre_term_explain:
 * @widget: what shows the term
 * @keys: ids of sections of the glossary, with spaces between
 *
 * Tells what the term means when the pointer rests on @widget, and to who
 * reads the screen by ear.
 */
void
cadre_term_explain (GtkWidget  *widget,
                    const char *keys)
{
  g_autoptr(GArray) terms = look_up (keys);

  explain (widget, terms);
}

/* ------------------------------------------------------------------ the button */

static GtkWidget *
term_box_new (const Term *term)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *source = cadre_label_new (term->source->str, "caption", WIDTH);

  gtk_widget_add_css_class (source, "dim-label");
  gtk_box_append (GTK_BOX (box), cadre_label_new (term->title->str, "heading", WIDTH));
  gtk_box_append (GTK_BOX (box), cadre_label_new (term->text->str, "body", WIDTH));
  gtk_box_append (GTK_BOX (box), source);

  return box;
}

/* Made when it is asked for: a page may have many terms. */
static void
create_popover_cb (GtkMenuButton *button,
                   gpointer       data)
{
  g_autoptr(GArray) terms = NULL;
  GtkWidget *popover, *box;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;

  terms = look_up (CADRE_TERM (data)->keys);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_widget_add_css_class (box, "term");
  for (guint i = 0; i < terms->len; i++)
    gtk_box_append (GTK_BOX (box), term_box_new (&g_array_index (terms, Term, i)));

  popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (button, popover);
}

/* What is 550学时? */
static char *
ask (GArray *terms)
{
  g_autoptr(GString) titles = g_string_new (NULL);

  for (guint i = 0; i < terms->len; i++)
    g_string_append_printf (titles, "%s%s", i > 0 ? " · " : "", g_array_index (terms, Term, i).title->str);

  return g_strdup_printf (_("What is “%s”?"), titles->str);
}

static void
cadre_term_constructed (GObject *object)
{
  CadreTerm *self = CADRE_TERM (object);
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr(GArray) terms = look_up (self->keys);
  g_autofree char *name = ask (terms);

  G_OBJECT_CLASS (cadre_term_parent_class)->constructed (object);

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "dialog-information-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), create_popover_cb, self, NULL);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_add_css_class (button, "dim-label");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  explain (button, terms);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_bin_set_child (ADW_BIN (self), button);
}

static void
cadre_term_set_property (GObject      *object,
                         guint         prop_id,
                         const GValue *value,
                         GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_KEYS:
      CADRE_TERM (object)->keys = g_value_dup_string (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cadre_term_finalize (GObject *object)
{
  g_free (CADRE_TERM (object)->keys);

  G_OBJECT_CLASS (cadre_term_parent_class)->finalize (object);
}

static void
cadre_term_class_init (CadreTermClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = cadre_term_constructed;
  object_class->set_property = cadre_term_set_property;
  object_class->finalize = cadre_term_finalize;

  g_object_class_install_property (object_class, PROP_KEYS,
                                   g_param_spec_string ("keys", NULL, NULL, NULL,
                                                        G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS));
}

static void
cadre_term_init (CadreTerm *self)
{
}

/**
 * cadre_term_new:
 * @keys: see cadre_term_explain()
 *
 * Returns: (transfer floating): the button
 */
GtkWidget *
cadre_term_new (const char *keys)
{
  return g_object_new (CADRE_TYPE_TERM, "keys", keys, NULL);
}
