/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A list of people of any length. A worker takes a snapshot of the ids, in
 * order; rows are light objects made when asked for and filled when their
 * page arrives. get_item() never waits for the database. */

#define G_LOG_DOMAIN "cadre-person-list"

#include "config.h"

#include "cadre-person-list-private.h"

/* Pages of texts kept after their rows are gone: scrolling back shows them at
 * once. */
#define MAX_CACHED_PAGES 32

/* Up to so many rows a change is told as it is. */
#define FEW_ROWS 1000

struct _CadrePersonList
{
  GObject parent_instance;

  CadrePersonWorker *worker;
  CadrePersonQuery query;
  guint generation;
  gboolean loading;
  GArray *ids;          /* gint64, in order */
  GHashTable *rows;     /* position -> CadrePersonRow, not owned */
  GHashTable *pages;    /* page -> GPtrArray of texts; NULL while on its way */
  GQueue page_use;      /* cached pages, the one used last at the head */
};

enum
{
  PROP_0,
  PROP_LOADING,
  PROP_N_ITEMS,
  N_PROPS,
};

enum
{
  FAILED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CadrePersonList, cadre_person_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static void
set_loading (CadrePersonList *self,
             gboolean         loading)
{
  if (self->loading == loading)
    return;

  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
row_gone_cb (gpointer  data,
             GObject  *row)
{
  CadrePersonList *self = data;

  g_hash_table_remove (self->rows, GUINT_TO_POINTER (_cadre_person_row_get_position ((CadrePersonRow *) row)));
}

static void
forget_pages (CadrePersonList *self)
{
  g_hash_table_remove_all (self->pages);
  g_queue_clear (&self->page_use);
}

/* The rows between @head and the last @tail are other people now; those after
 * them have moved by @shift. */
static void
move_rows (CadrePersonList *self,
           guint            head,
           guint            first_of_tail,
           int              shift)
{
  g_autoptr(GHashTable) old = g_steal_pointer (&self->rows);
  GHashTableIter iter;
  gpointer key, row;

  self->rows = g_hash_table_new (NULL, NULL);
  g_hash_table_iter_init (&iter, old);
  while (g_hash_table_iter_next (&iter, &key, &row))
    {
      guint position = GPOINTER_TO_UINT (key);

      if (position >= head && position < first_of_tail)
        {
          g_object_weak_unref (row, row_gone_cb, self);
          continue;
        }
      if (position >= first_of_tail)
        position += shift;
      _cadre_person_row_set_position (row, position);
      g_hash_table_insert (self->rows, GUINT_TO_POINTER (position), row);
    }
}

static void
fill_row (CadrePersonRow *row,
          GPtrArray      *texts,
          guint           index)
{
  if (index < texts->len)
    _cadre_person_row_fill (row, g_strdupv (g_ptr_array_index (texts, index)));
}

static void
trim_pages (CadrePersonList *self)
{
  while (g_queue_get_length (&self->page_use) > MAX_CACHED_PAGES)
    g_hash_table_remove (self->pages, g_queue_pop_tail (&self->page_use));
}

static void
page_arrived (gpointer   list,
              guint      generation,
              guint      page,
              GPtrArray *texts)
{
  CadrePersonList *self = CADRE_PERSON_LIST (list);
  guint first = page * CADRE_PERSON_PAGE_SIZE;

  g_hash_table_insert (self->pages, GUINT_TO_POINTER (page), g_ptr_array_ref (texts));
  g_queue_push_head (&self->page_use, GUINT_TO_POINTER (page));
  trim_pages (self);

  for (guint i = 0; i < texts->len; i++)
    {
      CadrePersonRow *row = g_hash_table_lookup (self->rows, GUINT_TO_POINTER (first + i));

      if (row != NULL)
        fill_row (row, texts, i);
    }
}

static void
want_page (CadrePersonList *self,
           guint            page)
{
  guint first = page * CADRE_PERSON_PAGE_SIZE;
  guint n = MIN (CADRE_PERSON_PAGE_SIZE, self->ids->len - first);

  if (g_hash_table_contains (self->pages, GUINT_TO_POINTER (page)))
    return;

  g_hash_table_insert (self->pages, GUINT_TO_POINTER (page), NULL);
  _cadre_person_worker_page (self->worker, self->generation, page, &g_array_index (self->ids, gint64, first), n);
}

/* Rows in sight may show what an edit changed. */
static void
refill_rows (CadrePersonList *self)
{
  GHashTableIter iter;
  gpointer key;

  forget_pages (self);
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    want_page (self, GPOINTER_TO_UINT (key) / CADRE_PERSON_PAGE_SIZE);
}

/* Tells of the part in the middle that differs, so that a small change is a
 * small signal and the view keeps its place. */
static void
replace_ids (CadrePersonList *self,
             GArray          *ids)
{
  g_autoptr(GArray) old = g_steal_pointer (&self->ids);
  const gint64 *a = (const gint64 *) (gpointer) old->data;
  const gint64 *b = (const gint64 *) (gpointer) ids->data;
  guint shorter = MIN (old->len, ids->len);
  guint head = 0, tail = 0, removed, added;

  while (head < shorter && a[head] == b[head])
    head++;
  while (tail < shorter - head && a[old->len - 1 - tail] == b[ids->len - 1 - tail])
    tail++;
  removed = old->len - head - tail;
  added = ids->len - head - tail;

  if (removed <= FEW_ROWS || added <= FEW_ROWS)
    {
      self->ids = g_array_ref (ids);
      move_rows (self, head, old->len - tail, (int) ids->len - (int) old->len);
      refill_rows (self);
      if (removed > 0 || added > 0)
        g_list_model_items_changed (G_LIST_MODEL (self), head, removed, added);
      return;
    }

  /* Many replaced by many in one signal makes the view look for each old row
   * among all new ones: take them away first, then add. */
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  move_rows (self, 0, G_MAXUINT, 0);
  forget_pages (self);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, old->len, 0);
  g_array_unref (self->ids);
  self->ids = g_array_ref (ids);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, ids->len);
}

static void
snapshot_arrived (gpointer  list,
                  guint     generation,
                  GArray   *ids,
                  GError   *error)
{
  CadrePersonList *self = CADRE_PERSON_LIST (list);

  if (error != NULL)
    g_signal_emit (self, signals[FAILED], 0, error);

  replace_ids (self, ids);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
  set_loading (self, FALSE);
}

static const CadrePersonWorkerFuncs worker_funcs = { snapshot_arrived, page_arrived };

static GType
get_item_type (GListModel *model)
{
  return CADRE_TYPE_PERSON_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return CADRE_PERSON_LIST (model)->ids->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  CadrePersonList *self = CADRE_PERSON_LIST (model);
  CadrePersonRow *row;
  GPtrArray *texts;
  guint page = position / CADRE_PERSON_PAGE_SIZE;

  if (position >= self->ids->len)
    return NULL;

  row = g_hash_table_lookup (self->rows, GUINT_TO_POINTER (position));
  if (row != NULL)
    return g_object_ref (row);

  row = _cadre_person_row_new (g_array_index (self->ids, gint64, position), position);
  g_hash_table_insert (self->rows, GUINT_TO_POINTER (position), row);
  g_object_weak_ref (G_OBJECT (row), row_gone_cb, self);

  texts = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (page));
  if (texts != NULL)
    fill_row (row, texts, position % CADRE_PERSON_PAGE_SIZE);
  else
    want_page (self, page);

  return row;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
cadre_person_list_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  CadrePersonList *self = CADRE_PERSON_LIST (object);

  switch (prop_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, self->ids->len);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cadre_person_list_dispose (GObject *object)
{
  CadrePersonList *self = CADRE_PERSON_LIST (object);

  g_clear_pointer (&self->worker, _cadre_person_worker_stop);
  move_rows (self, 0, G_MAXUINT, 0);

  G_OBJECT_CLASS (cadre_person_list_parent_class)->dispose (object);
}

static void
cadre_person_list_finalize (GObject *object)
{
  CadrePersonList *self = CADRE_PERSON_LIST (object);

  g_array_unref (self->ids);
  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->pages);
  g_free (self->query.text);
  g_free (self->query.people);
  g_free (self->query.filter);

  G_OBJECT_CLASS (cadre_person_list_parent_class)->finalize (object);
}

static void
cadre_person_list_class_init (CadrePersonListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cadre_person_list_get_property;
  object_class->dispose = cadre_person_list_dispose;
  object_class->finalize = cadre_person_list_finalize;

  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /* The people could not be listed; then the list is empty. */
  signals[FAILED] = g_signal_new ("failed", CADRE_TYPE_PERSON_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
free_texts (gpointer data)
{
  if (data != NULL)
    g_ptr_array_unref (data);
}

static void
cadre_person_list_init (CadrePersonList *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->rows = g_hash_table_new (NULL, NULL);
  self->pages = g_hash_table_new_full (NULL, NULL, NULL, free_texts);
  g_queue_init (&self->page_use);
}

/**
 * cadre_person_list_new:
 * @archive_path: the archive; the list opens a connection of its own
 *
 * Returns: (transfer full): everybody, by unit; it fills itself
 */
CadrePersonList *
cadre_person_list_new (const char *archive_path)
{
  CadrePersonList *self = g_object_new (CADRE_TYPE_PERSON_LIST, NULL);

  self->worker = _cadre_person_worker_new (archive_path, &worker_funcs, G_OBJECT (self));
  cadre_person_list_refresh (self);
  return self;
}

/**
 * cadre_person_list_set_text:
 * @text: (nullable): only people that this finds
 */
void
cadre_person_list_set_text (CadrePersonList *self,
                            const char      *text)
{
  g_return_if_fail (CADRE_IS_PERSON_LIST (self));

  if (text != NULL && *text == '\0')
    text = NULL;
  if (g_strcmp0 (self->query.text, text) == 0)
    return;

  g_free (self->query.text);
  self->query.text = g_strdup (text);
  cadre_person_list_refresh (self);
}

/**
 * cadre_person_list_set_unit:
 * @unit_id: only people of this unit and those below it; 0: of all
 */
void
cadre_person_list_set_unit (CadrePersonList *self,
                            gint64           unit_id)
{
  g_return_if_fail (CADRE_IS_PERSON_LIST (self));

  if (self->query.unit_id == unit_id)
    return;

  self->query.unit_id = unit_id;
  cadre_person_list_refresh (self);
}

/**
 * cadre_person_list_set_tag:
 * @tag_id: only people who bear this tag; 0: all
 */
void
cadre_person_list_set_tag (CadrePersonList *self,
                           gint64           tag_id)
{
  g_return_if_fail (CADRE_IS_PERSON_LIST (self));

  if (self->query.tag_id == tag_id)
    return;

  self->query.tag_id = tag_id;
  cadre_person_list_refresh (self);
}

/**
 * cadre_person_list_set_people:
 * @ids: (nullable) (element-type gint64): only these; %NULL: all
 */
void
cadre_person_list_set_people (CadrePersonList *self,
                              GArray          *ids)
{
  GString *json;

  g_return_if_fail (CADRE_IS_PERSON_LIST (self));

  if (ids == NULL && self->query.people == NULL)
    return;

  g_clear_pointer (&self->query.people, g_free);
  if (ids != NULL)
    {
      json = g_string_new ("[");
      for (guint i = 0; i < ids->len; i++)
        g_string_append_printf (json, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", g_array_index (ids, gint64, i));
      g_string_append_c (json, ']');
      self->query.people = g_string_free (json, FALSE);
    }
  cadre_person_list_refresh (self);
}

/**
 * cadre_person_list_set_filter:
 * @json: (nullable): only people who fit this filter today; %NULL: all
 */
void
cadre_person_list_set_filter (CadrePersonList *self,
                              const char      *json)
{
  g_return_if_fail (CADRE_IS_PERSON_LIST (self));

  if (g_strcmp0 (self->query.filter, json) == 0)
    return;

  g_free (self->query.filter);
  self->query.filter = g_strdup (json);
  cadre_person_list_refresh (self);
}

/**
 * cadre_person_list_set_order:
 * @column: for %CADRE_PERSON_ORDER_COLUMN
 */
void
cadre_person_list_set_order (CadrePersonList   *self,
                             CadrePersonOrder   order,
                             CadrePersonColumn  column,
                             gboolean           descending)
{
  g_return_if_fail (CADRE_IS_PERSON_LIST (self));

  if (self->query.order == order && self->query.column == column && self->query.descending == descending)
    return;

  self->query.order = order;
  self->query.column = column;
  self->query.descending = descending;
  cadre_person_list_refresh (self);
}

/**
 * cadre_person_list_refresh:
 *
 * Asks again: after a change of the archive.
 */
void
cadre_person_list_refresh (CadrePersonList *self)
{
  g_return_if_fail (CADRE_IS_PERSON_LIST (self));

  _cadre_person_worker_snapshot (self->worker, ++self->generation, &self->query);
  set_loading (self, TRUE);
}

/**
 * cadre_person_list_cancel:
 *
 * Looks for nobody any more: the list stays as it was before.
 */
void
cadre_person_list_cancel (CadrePersonList *self)
{
  g_return_if_fail (CADRE_IS_PERSON_LIST (self));

  if (!self->loading)
    return;

  _cadre_person_worker_cancel (self->worker, ++self->generation);
  set_loading (self, FALSE);
}

gboolean
cadre_person_list_is_loading (CadrePersonList *self)
{
  g_return_val_if_fail (CADRE_IS_PERSON_LIST (self), FALSE);

  return self->loading;
}

/**
 * cadre_person_list_is_filtered:
 *
 * Returns: whether it lists only some of the people
 */
gboolean
cadre_person_list_is_filtered (CadrePersonList *self)
{
  g_return_val_if_fail (CADRE_IS_PERSON_LIST (self), FALSE);

  return self->query.text != NULL || self->query.unit_id != 0 || self->query.tag_id != 0 || self->query.people != NULL ||
         self->query.filter != NULL;
}

/**
 * cadre_person_list_find:
 *
 * Returns: where this person stands, or %G_MAXUINT
 */
guint
cadre_person_list_find (CadrePersonList *self,
                        gint64           person_id)
{
  g_return_val_if_fail (CADRE_IS_PERSON_LIST (self), G_MAXUINT);

  for (guint i = 0; i < self->ids->len; i++)
    if (g_array_index (self->ids, gint64, i) == person_id)
      return i;

  return G_MAXUINT;
}

/**
 * cadre_person_list_get_id:
 *
 * Returns: who stands there; 0 beyond the end
 */
gint64
cadre_person_list_get_id (CadrePersonList *self,
                          guint            position)
{
  g_return_val_if_fail (CADRE_IS_PERSON_LIST (self), 0);

  return position < self->ids->len ? g_array_index (self->ids, gint64, position) : 0;
}

/**
 * cadre_person_list_n_live_rows:
 *
 * Returns: how many row objects there are: a view keeps about 200
 */
guint
cadre_person_list_n_live_rows (CadrePersonList *self)
{
  g_return_val_if_fail (CADRE_IS_PERSON_LIST (self), 0);

  return g_hash_table_size (self->rows);
}
