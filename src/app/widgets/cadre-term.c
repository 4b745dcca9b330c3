/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-term"

#include "config.h"

#include <glib/gi18n.h>

#include "cadre-help.h"
#include "cadre-term.h"

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
  const char *key;
  gboolean is_there;   /* within the section, or after it */
  gboolean is_over;
  GString *into;       /* where text goes */
  GString *title, *text, *source;
} Section;

static void
start_cb (GMarkupParseContext  *context,
          const char           *element,
          const char          **names,
          const char          **values,
          gpointer              data,
          GError              **error)
{
  Section *section = data;

  if (g_str_equal (element, "section"))
    {
      section->is_over |= section->is_there;
      section->is_there |= g_strcmp0 (values[0], section->key) == 0;
    }
  else if (g_str_equal (element, "title"))
    section->into = section->title;
  else if (g_str_equal (element, "p"))
    section->into = names[0] != NULL && g_str_equal (names[0], "style") ? section->source : section->text;
}

static void
end_cb (GMarkupParseContext  *context,
        const char           *element,
        gpointer              data,
        GError              **error)
{
  if (g_str_equal (element, "title") || g_str_equal (element, "p"))
    ((Section *) data)->into = NULL;
}

static void
text_cb (GMarkupParseContext  *context,
         const char           *text,
         gsize                 length,
         gpointer              data,
         GError              **error)
{
  Section *section = data;

  if (section->into != NULL && section->is_there && !section->is_over)
    g_string_append_len (section->into, text, length);
}

static const GMarkupParser parser = { .start_element = start_cb, .end_element = end_cb, .text = text_cb };

/**
 * cadre_term_look_up:
 * @key: a section's id in help/C/glossary.page
 * @title: (out): the term
 * @text: (out): what it means
 * @source: (out): where that is laid down
 *
 * Finds a term in the manual's glossary, in the user's language.
 *
 * Returns: whether it is there
 */
gboolean
cadre_term_look_up (const char  *key,
                    char       **title,
                    char       **text,
                    char       **source)
{
  Section section = { .key = key, .title = g_string_new (NULL), .text = g_string_new (NULL), .source = g_string_new (NULL) };
  g_autofree char *path = g_strdup_printf (CADRE_RESOURCE_PATH "/glossary/%s.page", cadre_help_get_language ());
  g_autoptr(GBytes) page = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new (&parser, G_MARKUP_PREFIX_ERROR_POSITION, &section, NULL);
  g_autoptr(GError) error = NULL;

  if (page == NULL || !g_markup_parse_context_parse (context, g_bytes_get_data (page, NULL), g_bytes_get_size (page), &error))
    g_critical ("%s cannot be read: %s", path, error != NULL ? error->message : "it is not there");

  *title = g_string_free (section.title, FALSE);
  *text = g_string_free (section.text, FALSE);
  *source = g_string_free (section.source, FALSE);
  return section.is_there;
}

/* A term as it is told: its three parts. */
typedef struct
{
  char *title, *text, *source;
} Term;

static void
term_clear (gpointer data)
{
  Term *term = data;

  g_free (term->title);
  g_free (term->text);
  g_free (term->source);
}

/* Terms by their keys, with spaces between. */
static GArray *
look_up_all (const char *keys)
{
  g_auto(GStrv) each = g_strsplit (keys, " ", -1);
  GArray *terms = g_array_new (FALSE, TRUE, sizeof (Term));

  g_array_set_clear_func (terms, term_clear);
  for (guint i = 0; each[i] != NULL; i++)
    {
      Term term;
      gboolean found = cadre_term_look_up (each[i], &term.title, &term.text, &term.source);

      g_array_append_val (terms, term);
      if (!found)
        g_critical ("There is no term “%s” in the glossary", each[i]);
    }

  return terms;
}

/**
 * cadre_term_explain:
 * @widget: what shows the term
 * @keys: see cadre_term_look_up(); several with spaces between
 *
 * Tells what the term means when the pointer rests on @widget, and to who
 * reads the screen by ear.
 */
void
cadre_term_explain (GtkWidget  *widget,
                    const char *keys)
{
  g_autoptr(GArray) terms = look_up_all (keys);
  g_autoptr(GString) all = g_string_new (NULL);

  for (guint i = 0; i < terms->len; i++)
    {
      const Term *term = &g_array_index (terms, Term, i);

      g_string_append_printf (all, "%s%s\n%s\n%s", i > 0 ? "\n\n" : "", term->title, term->text, term->source);
    }

  gtk_widget_set_tooltip_text (widget, all->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, all->str, -1);
}

/* ------------------------------------------------------------------ the button */

static GtkWidget *
label_new (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  gtk_widget_add_css_class (label, css_class);

  return label;
}

static GtkWidget *
term_box_new (const Term *term)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *source = label_new (term->source, "caption");

  gtk_widget_add_css_class (source, "dim-label");
  gtk_box_append (GTK_BOX (box), label_new (term->title, "heading"));
  gtk_box_append (GTK_BOX (box), label_new (term->text, "body"));
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

  terms = look_up_all (CADRE_TERM (data)->keys);
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
ask (const char *keys)
{
  g_autoptr(GArray) terms = look_up_all (keys);
  g_autoptr(GString) titles = g_string_new (NULL);

  for (guint i = 0; i < terms->len; i++)
    g_string_append_printf (titles, "%s%s", i > 0 ? " · " : "", g_array_index (terms, Term, i).title);

  return g_strdup_printf (_("What is “%s”?"), titles->str);
}

static void
cadre_term_constructed (GObject *object)
{
  CadreTerm *self = CADRE_TERM (object);
  GtkWidget *button = gtk_menu_button_new ();
  g_autofree char *name = ask (self->keys);

  G_OBJECT_CLASS (cadre_term_parent_class)->constructed (object);

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "dialog-information-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), create_popover_cb, self, NULL);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_add_css_class (button, "dim-label");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  cadre_term_explain (button, self->keys);
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
 * @keys: see cadre_term_look_up(); several with spaces between
 *
 * Returns: (transfer floating): the button
 */
GtkWidget *
cadre_term_new (const char *keys)
{
  return g_object_new (CADRE_TYPE_TERM, "keys", keys, NULL);
}
