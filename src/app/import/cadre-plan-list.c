/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "cadre-plan-list"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cadre-plan-list.h"

/* Above this a list that changes throughout is emptied and filled, which GTK
 * takes far faster than a replacement. */
#define MANY 2000

struct _CadrePlanRow
{
  GObject parent_instance;

  CadrePlanList *list;      /* NULL once the list is gone */
  guint index;
  CadrePlanState state;
  char *number;
  char *label;
  char *summary;
};

struct _CadrePlanList
{
  GObject parent_instance;

  CadreImporter *importer;
  CadrePlanState states;
  gboolean stale;           /* other states were chosen while a job had the plan */
  GArray *rows;             /* guint */
  GHashTable *live;         /* the rows that somebody holds */
};

enum
{
  PROP_0,
  PROP_LOADED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE (CadrePlanRow, cadre_plan_row, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (CadrePlanList, cadre_plan_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

/* ---------------------------------------------------------------------- a row */

/**
 * cadre_plan_state_get_name:
 *
 * Returns: what a row in this state is called
 */
const char *
cadre_plan_state_get_name (CadrePlanState state)
{
  switch (state)
    {
    case CADRE_PLAN_NEW:
      return _("New");
    case CADRE_PLAN_CHANGED:
      return _("Changed");
    case CADRE_PLAN_SAME:
      return _("Same");
    case CADRE_PLAN_DOUBTFUL:
      return _("Doubtful");
    case CADRE_PLAN_REFUSED:
      return _("Refused");
    case CADRE_PLAN_SKIPPED:
      return _("Left Out");
    default:
      return "";
    }
}

static void
append_part (GString    *text,
             const char *part)
{
  if (text->len > 0)
    g_string_append (text, "; ");
  g_string_append (text, part);
}

static void
append_cell (GString             *text,
             const CadrePlanCell *cell)
{
  g_autofree char *part = NULL;
  const char *head = cell->field != NULL ? cell->field->label : cell->head;

  switch (cell->verdict)
    {
    case CADRE_VERDICT_CHANGED:
      part = g_strdup_printf ("%s: %s → %s", head, cell->old_value != NULL ? cell->old_value : "",
                              cell->new_value != NULL ? cell->new_value : _("(empty)"));
      break;
    case CADRE_VERDICT_NEW:
      part = g_strdup_printf ("%s: %s", head, cell->new_value);
      break;
    case CADRE_VERDICT_REFUSED:
      part = g_strdup_printf ("%s: %s", cell->head, cell->reason);
      break;
    case CADRE_VERDICT_UNUSED:
    case CADRE_VERDICT_EMPTY:
    case CADRE_VERDICT_SAME:
    default:
      return;
    }
  append_part (text, part);
}

/* One line: what changes, or what is wrong. */
static char *
summarize (CadrePlan *plan,
           guint      row)
{
  g_autoptr(GPtrArray) cells = cadre_plan_get_cells (plan, row, NULL);
  CadrePlanState state = cadre_plan_get_state (plan, row);
  const char *reason = cadre_plan_get_reason (plan, row);
  GString *text = g_string_new (state == CADRE_PLAN_DOUBTFUL ? reason : NULL);

  for (guint i = 0; cells != NULL && i < cells->len; i++)
    {
      const CadrePlanCell *cell = g_ptr_array_index (cells, i);

      if (state == CADRE_PLAN_DOUBTFUL || state == CADRE_PLAN_SKIPPED)
        break;
      if (state == CADRE_PLAN_REFUSED ? cell->verdict == CADRE_VERDICT_REFUSED
                                      : !(state == CADRE_PLAN_CHANGED && cell->verdict == CADRE_VERDICT_NEW && cell->column == G_MAXUINT32))
        append_cell (text, cell);
    }
  if (state == CADRE_PLAN_REFUSED && text->len == 0 && reason != NULL)
    append_part (text, reason);

  return g_string_free (text, FALSE);
}

static void
fill_row (CadrePlanRow *row)
{
  CadrePlan *plan = row->list != NULL ? cadre_importer_get_plan (row->list->importer) : NULL;

  if (plan == NULL || row->index >= cadre_plan_n_rows (plan))
    return;

  g_free (row->number);
  g_free (row->label);
  g_free (row->summary);
  row->state = cadre_plan_get_state (plan, row->index);
  row->number = g_strdup_printf ("%u", cadre_plan_get_sheet_row (plan, row->index) + 1);
  row->label = cadre_plan_dup_label (plan, row->index);
  row->summary = summarize (plan, row->index);
  g_object_notify_by_pspec (G_OBJECT (row), properties[PROP_LOADED]);
}

static void
cadre_plan_row_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_LOADED:
      g_value_set_boolean (value, CADRE_PLAN_ROW (object)->number != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cadre_plan_row_finalize (GObject *object)
{
  CadrePlanRow *self = CADRE_PLAN_ROW (object);

  if (self->list != NULL)
    g_hash_table_remove (self->list->live, self);
  g_free (self->number);
  g_free (self->label);
  g_free (self->summary);

  G_OBJECT_CLASS (cadre_plan_row_parent_class)->finalize (object);
}

static void
cadre_plan_row_class_init (CadrePlanRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cadre_plan_row_get_property;
  object_class->finalize = cadre_plan_row_finalize;

  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
cadre_plan_row_init (CadrePlanRow *self)
{
}

/**
 * cadre_plan_row_get_index:
 *
 * Returns: the row's index in the plan
 */
guint
cadre_plan_row_get_index (CadrePlanRow *self)
{
  return self->index;
}

/**
 * cadre_plan_row_get_state:
 *
 * Returns: its state, 0 while that is not known
 */
CadrePlanState
cadre_plan_row_get_state (CadrePlanRow *self)
{
  return self->state;
}

/**
 * cadre_plan_row_get_number:
 *
 * Returns: the number of the sheet's row as Excel shows it
 */
const char *
cadre_plan_row_get_number (CadrePlanRow *self)
{
  return self->number != NULL ? self->number : "";
}

const char *
cadre_plan_row_get_label (CadrePlanRow *self)
{
  return self->label != NULL ? self->label : "";
}

const char *
cadre_plan_row_get_summary (CadrePlanRow *self)
{
  return self->summary != NULL ? self->summary : "";
}

/* ------------------------------------------------------------------- the list */

static GType
cadre_plan_list_get_item_type (GListModel *model)
{
  return CADRE_TYPE_PLAN_ROW;
}

static guint
cadre_plan_list_get_n_items (GListModel *model)
{
  return CADRE_PLAN_LIST (model)->rows->len;
}

static gpointer
cadre_plan_list_get_item (GListModel *model,
                          guint       position)
{
  CadrePlanList *self = CADRE_PLAN_LIST (model);
  CadrePlanRow *row;

  if (position >= self->rows->len)
    return NULL;

  row = g_object_new (CADRE_TYPE_PLAN_ROW, NULL);
  row->list = self;
  row->index = g_array_index (self->rows, guint, position);
  g_hash_table_add (self->live, row);
  fill_row (row);
  return row;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = cadre_plan_list_get_item_type;
  iface->get_n_items = cadre_plan_list_get_n_items;
  iface->get_item = cadre_plan_list_get_item;
}

static guint
common_start (GArray *a,
              GArray *b)
{
  guint n = 0;

  while (n < a->len && n < b->len && g_array_index (a, guint, n) == g_array_index (b, guint, n))
    n++;

  return n;
}

static guint
common_end (GArray *a,
            GArray *b,
            guint   most)
{
  guint n = 0;

  while (n < most && g_array_index (a, guint, a->len - 1 - n) == g_array_index (b, guint, b->len - 1 - n))
    n++;

  return n;
}

/* Tells the smallest change that makes the old rows the new ones. */
static void
take_rows (CadrePlanList *self,
           GArray        *rows)
{
  g_autoptr(GArray) old = self->rows;
  guint start = common_start (old, rows);
  guint end = common_end (old, rows, MIN (old->len, rows->len) - start);
  guint removed = old->len - start - end;
  guint added = rows->len - start - end;

  self->rows = rows;
  if (removed > 0 && added > 0 && removed + added > MANY)
    {
      self->rows = g_array_new (FALSE, FALSE, sizeof (guint));
      g_list_model_items_changed (G_LIST_MODEL (self), 0, old->len, 0);
      g_array_unref (self->rows);
      self->rows = rows;
      g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, rows->len);
    }
  else if (removed > 0 || added > 0)
    {
      g_list_model_items_changed (G_LIST_MODEL (self), start, removed, added);
    }
}

static void
refilter (CadrePlanList *self)
{
  CadrePlan *plan = cadre_importer_get_plan (self->importer);

  self->stale = FALSE;
  take_rows (self, plan != NULL ? cadre_plan_list (plan, self->states) : g_array_new (FALSE, FALSE, sizeof (guint)));
}

static void
fill_rows (CadrePlanList *self,
           gboolean       again)
{
  g_autofree CadrePlanRow **rows = NULL;
  guint n_rows;

  rows = (CadrePlanRow **) g_hash_table_get_keys_as_array (self->live, &n_rows);
  for (guint i = 0; i < n_rows; i++)
    g_object_ref (rows[i]);
  for (guint i = 0; i < n_rows; i++)
    {
      if (again || rows[i]->number == NULL)
        fill_row (rows[i]);
      g_object_unref (rows[i]);
    }
}

static void
importer_changed_cb (CadrePlanList *self)
{
  refilter (self);
  fill_rows (self, TRUE);
}

static void
importer_free_cb (CadrePlanList *self)
{
  if (self->stale)
    refilter (self);
  fill_rows (self, FALSE);
}

static void
cadre_plan_list_finalize (GObject *object)
{
  CadrePlanList *self = CADRE_PLAN_LIST (object);
  GHashTableIter iter;
  CadrePlanRow *row;

  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, (gpointer *) &row, NULL))
    row->list = NULL;
  g_hash_table_unref (self->live);
  g_array_unref (self->rows);
  g_clear_object (&self->importer);

  G_OBJECT_CLASS (cadre_plan_list_parent_class)->finalize (object);
}

static void
cadre_plan_list_class_init (CadrePlanListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cadre_plan_list_finalize;
}

static void
cadre_plan_list_init (CadrePlanList *self)
{
  self->states = CADRE_PLAN_ALL;
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint));
  self->live = g_hash_table_new (NULL, NULL);
}

/**
 * cadre_plan_list_new:
 *
 * Returns: (transfer full): a list that follows the importer's plan
 */
CadrePlanList *
cadre_plan_list_new (CadreImporter *importer)
{
  CadrePlanList *self = g_object_new (CADRE_TYPE_PLAN_LIST, NULL);

  self->importer = g_object_ref (importer);
  g_signal_connect_object (importer, "changed", G_CALLBACK (importer_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (importer, "free", G_CALLBACK (importer_free_cb), self, G_CONNECT_SWAPPED);
  refilter (self);
  return self;
}

/**
 * cadre_plan_list_set_states:
 * @states: a mask
 *
 * Shows only the rows in these states.
 */
void
cadre_plan_list_set_states (CadrePlanList  *self,
                            CadrePlanState  states)
{
  g_return_if_fail (CADRE_IS_PLAN_LIST (self));

  if (self->states == states)
    return;

  self->states = states;
  if (cadre_importer_get_plan (self->importer) != NULL)
    refilter (self);
  else
    self->stale = TRUE;
}

CadrePlanState
cadre_plan_list_get_states (CadrePlanList *self)
{
  g_return_val_if_fail (CADRE_IS_PLAN_LIST (self), 0);

  return self->states;
}

/**
 * cadre_plan_list_n_live:
 *
 * Returns: how many row objects there are
 */
guint
cadre_plan_list_n_live (CadrePlanList *self)
{
  g_return_val_if_fail (CADRE_IS_PLAN_LIST (self), 0);

  return g_hash_table_size (self->live);
}

