/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-condition-group"

#include "config.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "cadre-condition-group.h"
#include "cadre-field-row.h"
#include "cadre-unit-picker.h"

/* Which kinds of field a comparison is for. */
#define TEXTS (1 << CADRE_FIELD_TEXT | 1 << CADRE_FIELD_LONG_TEXT | 1 << CADRE_FIELD_NAME | 1 << CADRE_FIELD_ID_NUMBER)
#define NUMBERS (1 << CADRE_FIELD_NUMBER | 1 << CADRE_FIELD_INTEGER)
#define DATE (1 << CADRE_FIELD_DATE)
#define CODE (1 << CADRE_FIELD_CODE)
#define BOOL (1 << CADRE_FIELD_BOOL)
#define UNIT (1 << CADRE_FIELD_UNIT)
#define ALL (TEXTS | NUMBERS | DATE | CODE | BOOL | UNIT)

static const struct
{
  const char *is;       /* as a filter has it */
  const char *label;    /* msgid */
  guint kinds;
  gboolean needs_value;
} comparisons[] = {
  { "contains", N_("Contains"), TEXTS, TRUE },
  { "within", N_("Is in or Below"), UNIT, TRUE },
  { "=", N_("Is"), ALL, TRUE },
  { "<>", N_("Is Not"), TEXTS | CODE, TRUE },
  { "begins", N_("Begins With"), TEXTS, TRUE },
  { ">=", N_("At Least"), NUMBERS | DATE | CODE, TRUE },
  { ">", N_("More Than"), NUMBERS | DATE, TRUE },
  { "<=", N_("At Most"), NUMBERS | DATE | CODE, TRUE },
  { "<", N_("Less Than"), NUMBERS | DATE, TRUE },
  { "filled", N_("Is Filled In"), ALL, FALSE },
  { "empty", N_("Is Empty"), ALL, FALSE },
};

/* What a fact that is true or false offers instead. */
#define HOLDS 0
#define HOLDS_NOT 1

struct _CadreConditionGroup
{
  AdwPreferencesGroup parent_instance;

  CadreWindow *window;
  CadreCatalogue *catalogue;
  GPtrArray *facts;
  GPtrArray *subjects;      /* CadreField or, after them, CadreFact; not owned */
  guint n_fields;
  GArray *offered;          /* indices of comparisons, in the order of the list */
  GPtrArray *rows;          /* CadreFieldRow of the fact's parameters, then of the value */
  gint64 unit_id;
  gboolean showing;         /* the program chooses, not the user */

  GtkDropDown *joiner;
  GtkDropDown *subject;
  GtkDropDown *comparison;
  GtkWidget *unit_button;
};

enum
{
  CHANGED,
  REMOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CadreConditionGroup, cadre_condition_group, ADW_TYPE_PREFERENCES_GROUP)

static void
changed_cb (CadreConditionGroup *self)
{
  if (!self->showing)
    g_signal_emit (self, signals[CHANGED], 0);
}

/* -------------------------------------------------------------------- the subject */

static const CadreField *
get_field (CadreConditionGroup *self)
{
  guint i = gtk_drop_down_get_selected (self->subject);

  return i < self->n_fields ? g_ptr_array_index (self->subjects, i) : NULL;
}

static const CadreFact *
get_fact (CadreConditionGroup *self)
{
  guint i = gtk_drop_down_get_selected (self->subject);

  return i >= self->n_fields && i < self->subjects->len ? g_ptr_array_index (self->subjects, i) : NULL;
}

static CadreFieldKind
get_kind (CadreConditionGroup *self)
{
  const CadreFact *fact = get_fact (self);
  const CadreField *field = get_field (self);

  if (fact != NULL)
    return fact->kind;

  return field != NULL ? field->kind : CADRE_FIELD_TEXT;
}

static gboolean
is_truth (CadreConditionGroup *self)
{
  return get_fact (self) != NULL && get_kind (self) == CADRE_FIELD_BOOL;
}

static void
remove_rows (CadreConditionGroup *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

/* A row of a field of its own: parameters and values of facts have none. */
static void
add_row (CadreConditionGroup *self,
         const CadreField    *like)
{
  GtkWidget *row = cadre_field_row_new (like->key);
  CadreField *field = g_memdup2 (like, sizeof *like);

  field->required = FALSE;
  field->read_only = FALSE;
  g_object_set_data_full (G_OBJECT (row), "field", field, g_free);
  cadre_field_editor_set_field (CADRE_FIELD_EDITOR (row), self->catalogue, field);
  g_signal_connect_object (row, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
add_parameters (CadreConditionGroup *self)
{
  const CadreFact *fact = get_fact (self);

  for (guint i = 0; fact != NULL && i < fact->parameters->len; i++)
    {
      const CadreFactParameter *parameter = g_ptr_array_index (fact->parameters, i);

      add_row (self, &(CadreField) { .key = parameter->key, .label = parameter->label, .code_set = parameter->code_set,
                                     .kind = parameter->code_set != NULL ? CADRE_FIELD_CODE : CADRE_FIELD_TEXT });
    }
}

static gboolean
needs_value (CadreConditionGroup *self)
{
  guint i = gtk_drop_down_get_selected (self->comparison);

  return !is_truth (self) && i < self->offered->len && comparisons[g_array_index (self->offered, guint, i)].needs_value;
}

static void
show_rows (CadreConditionGroup *self)
{
  const CadreFact *fact = get_fact (self);
  gboolean is_unit = get_kind (self) == CADRE_FIELD_UNIT;

  remove_rows (self);
  add_parameters (self);
  gtk_widget_set_visible (self->unit_button, is_unit && needs_value (self));
  if (!needs_value (self) || is_unit)
    return;

  if (fact != NULL)
    add_row (self, &(CadreField) { .key = "value", .label = fact->unit != NULL ? fact->unit : _("Value"), .kind = fact->kind });
  else if (get_field (self) != NULL)
    add_row (self, get_field (self));
}

static void
comparison_changed_cb (CadreConditionGroup *self)
{
  if (self->showing)
    return;

  show_rows (self);
  changed_cb (self);
}

static void
offer_comparisons (CadreConditionGroup *self)
{
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);

  g_array_set_size (self->offered, 0);
  if (is_truth (self))
    {
      gtk_string_list_append (labels, _("Holds"));
      gtk_string_list_append (labels, _("Does Not Hold"));
    }
  for (guint i = 0; !is_truth (self) && i < G_N_ELEMENTS (comparisons); i++)
    if (comparisons[i].kinds & 1 << get_kind (self))
      {
        g_array_append_val (self->offered, i);
        gtk_string_list_append (labels, _(comparisons[i].label));
      }
  gtk_drop_down_set_model (self->comparison, G_LIST_MODEL (labels));
}

static void
subject_changed_cb (CadreConditionGroup *self)
{
  gboolean showing = self->showing;

  if (gtk_drop_down_get_selected (self->subject) == GTK_INVALID_LIST_POSITION)
    return;

  self->showing = TRUE;
  offer_comparisons (self);
  show_rows (self);
  self->showing = showing;
  changed_cb (self);
}

static void
remove_clicked_cb (CadreConditionGroup *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

/* ----------------------------------------------------------------------- the unit */

static void
show_unit (CadreConditionGroup *self,
           gint64               unit_id)
{
  CadreUnit *unit = cadre_unit_tree_find (cadre_session_get_units (cadre_window_get_session (self->window)), unit_id);

  self->unit_id = unit_id;
  gtk_button_set_label (GTK_BUTTON (self->unit_button), unit != NULL ? cadre_unit_get_name (unit) : _("Choose…"));
}

static void
unit_picked_cb (CadreUnit *unit,
                gpointer   data)
{
  CadreConditionGroup *self = data;

  show_unit (self, cadre_unit_get_id (unit));
  changed_cb (self);
}

static void
unit_clicked_cb (CadreConditionGroup *self)
{
  cadre_unit_picker_ask (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), cadre_window_get_session (self->window),
                         _("Choose a Unit"), unit_picked_cb, g_object_ref (self), g_object_unref);
}

/* --------------------------------------------------------------------- the object */

static gboolean
cadre_condition_group_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CADRE_CONDITION_GROUP (widget)->subject));
}

static void
cadre_condition_group_finalize (GObject *object)
{
  CadreConditionGroup *self = CADRE_CONDITION_GROUP (object);

  g_clear_object (&self->window);
  g_clear_object (&self->catalogue);
  g_clear_pointer (&self->facts, g_ptr_array_unref);
  g_ptr_array_unref (self->subjects);
  g_ptr_array_unref (self->rows);
  g_array_unref (self->offered);

  G_OBJECT_CLASS (cadre_condition_group_parent_class)->finalize (object);
}

static void
cadre_condition_group_class_init (CadreConditionGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cadre_condition_group_finalize;
  widget_class->grab_focus = cadre_condition_group_grab_focus;

  signals[CHANGED] = g_signal_new ("changed", CADRE_TYPE_CONDITION_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[REMOVED] = g_signal_new ("removed", CADRE_TYPE_CONDITION_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, CADRE_RESOURCE_PATH "/ui/cadre-condition-group.ui");
  gtk_widget_class_bind_template_child (widget_class, CadreConditionGroup, joiner);
  gtk_widget_class_bind_template_child (widget_class, CadreConditionGroup, subject);
  gtk_widget_class_bind_template_child (widget_class, CadreConditionGroup, comparison);
  gtk_widget_class_bind_template_child (widget_class, CadreConditionGroup, unit_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, subject_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, comparison_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, unit_clicked_cb);
}

static void
cadre_condition_group_init (CadreConditionGroup *self)
{
  self->subjects = g_ptr_array_new ();
  self->rows = g_ptr_array_new ();
  self->offered = g_array_new (FALSE, FALSE, sizeof (guint));
  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_down_set_expression (self->subject, gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
}

/* Fields first, as on the form; then what the records say together. */
static void
list_subjects (CadreConditionGroup *self)
{
  const CadreRecordKind *person = cadre_catalogue_get_kind (self->catalogue, "person");
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < person->fields->len; i++)
    {
      const CadreField *field = g_ptr_array_index (person->fields, i);

      if (!(ALL & 1 << field->kind))
        continue;
      g_ptr_array_add (self->subjects, (gpointer) field);
      gtk_string_list_append (labels, field->label);
    }
  self->n_fields = self->subjects->len;
  for (guint i = 0; i < self->facts->len; i++)
    {
      CadreFact *fact = g_ptr_array_index (self->facts, i);

      g_ptr_array_add (self->subjects, fact);
      gtk_string_list_append (labels, fact->label);
    }
  gtk_drop_down_set_model (self->subject, G_LIST_MODEL (labels));
}

/**
 * cadre_condition_group_new:
 * @facts: (element-type CadreFact): those of cadre_facts_load()
 */
CadreConditionGroup *
cadre_condition_group_new (CadreWindow    *window,
                           CadreCatalogue *catalogue,
                           GPtrArray      *facts)
{
  CadreConditionGroup *self = g_object_new (CADRE_TYPE_CONDITION_GROUP, NULL);

  self->window = g_object_ref (window);
  self->catalogue = g_object_ref (catalogue);
  self->facts = g_ptr_array_ref (facts);
  list_subjects (self);
  subject_changed_cb (self);
  self->showing = FALSE;
  return self;
}

/**
 * cadre_condition_group_set_first:
 *
 * The first condition is joined to nothing.
 */
void
cadre_condition_group_set_first (CadreConditionGroup *self,
                                 gboolean             first)
{
  gtk_widget_set_visible (GTK_WIDGET (self->joiner), !first);
}

gboolean
cadre_condition_group_is_joined_by_or (CadreConditionGroup *self)
{
  return gtk_drop_down_get_selected (self->joiner) == 1;
}

/**
 * cadre_condition_group_is_complete:
 *
 * Returns: whether all that it asks for was typed or chosen
 */
gboolean
cadre_condition_group_is_complete (CadreConditionGroup *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (*gtk_editable_get_text (GTK_EDITABLE (g_ptr_array_index (self->rows, i))) == '\0')
      return FALSE;

  return get_kind (self) != CADRE_FIELD_UNIT || !needs_value (self) || self->unit_id != 0;
}

/* ------------------------------------------------------------------ to and from JSON */

static gboolean
choose_subject (CadreConditionGroup      *self,
                const CadreConditionLine *line)
{
  for (guint i = line->is_fact ? self->n_fields : 0; i < self->subjects->len; i++)
    {
      const char *key = i < self->n_fields ? ((CadreField *) g_ptr_array_index (self->subjects, i))->key
                                           : ((CadreFact *) g_ptr_array_index (self->subjects, i))->key;

      if (!g_str_equal (key, line->subject))
        continue;
      gtk_drop_down_set_selected (self->subject, i);
      return TRUE;
    }

  return FALSE;
}

static gboolean
choose_comparison (CadreConditionGroup      *self,
                   const CadreConditionLine *line)
{
  if (is_truth (self))
    {
      gtk_drop_down_set_selected (self->comparison, line->negated ? HOLDS_NOT : HOLDS);
      return line->comparison == NULL;
    }

  for (guint i = 0; !line->negated && i < self->offered->len; i++)
    if (g_strcmp0 (comparisons[g_array_index (self->offered, guint, i)].is, line->comparison) == 0)
      {
        gtk_drop_down_set_selected (self->comparison, i);
        return TRUE;
      }

  return FALSE;
}

/**
 * cadre_condition_group_set_line:
 *
 * Returns: whether the line can be shown
 */
gboolean
cadre_condition_group_set_line (CadreConditionGroup      *self,
                                const CadreConditionLine *line)
{
  const CadreFact *fact;
  guint row = 0;
  gboolean fine;

  self->showing = TRUE;
  gtk_drop_down_set_selected (self->joiner, line->joined_by_or ? 1 : 0);
  fine = choose_subject (self, line) && choose_comparison (self, line) && (line->value != NULL || !needs_value (self));
  if (fine)
    {
      show_rows (self);
      fact = get_fact (self);
      for (; fact != NULL && row < fact->parameters->len; row++)
        gtk_editable_set_text (GTK_EDITABLE (g_ptr_array_index (self->rows, row)),
                               g_hash_table_lookup (line->arguments,
                                                    ((CadreFactParameter *) g_ptr_array_index (fact->parameters, row))->key));
      if (row < self->rows->len)
        gtk_editable_set_text (GTK_EDITABLE (g_ptr_array_index (self->rows, row)), line->value);
      else if (needs_value (self))
        show_unit (self, g_ascii_strtoll (line->value, NULL, 10));
    }
  self->showing = FALSE;

  return fine;
}

static void
add_text (JsonBuilder *json,
          const char  *member,
          const char  *text)
{
  json_builder_set_member_name (json, member);
  json_builder_add_string_value (json, text);
}

static const char *
get_row_text (CadreConditionGroup *self,
              guint                row)
{
  return gtk_editable_get_text (GTK_EDITABLE (g_ptr_array_index (self->rows, row)));
}

static void
add_fact (CadreConditionGroup *self,
          const CadreFact     *fact,
          JsonBuilder         *json)
{
  add_text (json, "fact", fact->key);
  if (fact->parameters->len == 0)
    return;

  json_builder_set_member_name (json, "with");
  json_builder_begin_object (json);
  for (guint i = 0; i < fact->parameters->len; i++)
    add_text (json, ((CadreFactParameter *) g_ptr_array_index (fact->parameters, i))->key, get_row_text (self, i));
  json_builder_end_object (json);
}

/**
 * cadre_condition_group_to_json:
 *
 * Returns: (transfer full): the condition as a filter has it
 */
char *
cadre_condition_group_to_json (CadreConditionGroup *self)
{
  g_autoptr(JsonBuilder) json = json_builder_new ();
  g_autoptr(JsonNode) node = NULL;
  const CadreFact *fact = get_fact (self);
  const CadreField *field = get_field (self);
  guint chosen = gtk_drop_down_get_selected (self->comparison);
  gboolean negated = is_truth (self) && chosen == HOLDS_NOT;
  g_autofree char *unit = g_strdup_printf ("%" G_GINT64_FORMAT, self->unit_id);

  json_builder_begin_object (json);
  if (negated)
    {
      json_builder_set_member_name (json, "not");
      json_builder_begin_object (json);
    }

  if (fact != NULL)
    add_fact (self, fact, json);
  else if (field != NULL)
    add_text (json, "field", field->key);
  if (!is_truth (self) && chosen < self->offered->len)
    add_text (json, "is", comparisons[g_array_index (self->offered, guint, chosen)].is);
  if (needs_value (self))
    add_text (json, "value", get_kind (self) == CADRE_FIELD_UNIT ? unit : get_row_text (self, self->rows->len - 1));

  if (negated)
    json_builder_end_object (json);
  json_builder_end_object (json);
  node = json_builder_get_root (json);
  return json_to_string (node, FALSE);
}
