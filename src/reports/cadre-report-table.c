/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A laid-out table. Its rows are made one at a time, so that a register of
 * 100,000 people takes no more memory than one of ten: title, 填报单位 line,
 * form, heads; what the body hands out; then form, notes and sign-off line. */

#define G_LOG_DOMAIN "cadre-report-table"

#include "config.h"

#include <string.h>

#include "cadre-report-table-private.h"

#define POINTS_PER_INCH 72.0

/* Of numbers whose column does not say. */
#define MAX_DECIMALS 2

G_DEFINE_FINAL_TYPE (CadreReportTable, cadre_report_table, G_TYPE_OBJECT)

void
_cadre_report_chart_free (CadreReportChart *self)
{
  g_free (self->title);
  g_strfreev (self->labels);
  g_free (self->values);
  g_free (self);
}

static void
cadre_report_table_finalize (GObject *object)
{
  CadreReportTable *self = CADRE_REPORT_TABLE (object);

  if (self->body != NULL)
    self->body->free (self->body_data);
  _cadre_report_metrics_unref (self->metrics);
  g_ptr_array_unref (self->columns);
  g_free (self->name);
  g_free (self->title);
  g_free (self->left);
  g_free (self->right);
  g_free (self->sign);
  g_free (self->mark);
  g_ptr_array_unref (self->notes);
  g_clear_pointer (&self->form_values, g_hash_table_unref);
  g_clear_pointer (&self->photo, g_bytes_unref);
  g_ptr_array_unref (self->charts);
  g_clear_object (&self->report);
  g_free (self->needed);
  g_free (self->widths);
  g_free (self->busy);
  g_array_unref (self->cells);
  g_ptr_array_unref (self->kept);

  G_OBJECT_CLASS (cadre_report_table_parent_class)->finalize (object);
}

static void
cadre_report_table_class_init (CadreReportTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = cadre_report_table_finalize;
}

static void
cadre_report_table_init (CadreReportTable *self)
{
  self->notes = g_ptr_array_new_with_free_func (g_free);
  self->charts = g_ptr_array_new_with_free_func ((GDestroyNotify) _cadre_report_chart_free);
  self->cells = g_array_new (FALSE, TRUE, sizeof (CadreReportCell));
  self->kept = g_ptr_array_new_with_free_func (g_free);
  self->page_number = 1;
}

static void
set_page (CadreReportPage *page,
          gboolean         a3,
          gboolean         landscape)
{
  /* A4 and A3 in points; A3 is two A4 side by side. */
  double narrow = a3 ? 841.89 : 595.28;
  double wide = a3 ? 1190.55 : 841.89;

  page->a3 = a3;
  page->landscape = landscape;
  page->width = landscape ? wide : narrow;
  page->height = landscape ? narrow : wide;
  page->margin_x = 0.55 * POINTS_PER_INCH;
  page->margin_top = 0.75 * POINTS_PER_INCH;
  page->margin_bottom = 0.75 * POINTS_PER_INCH;
  page->scale = 1;
}

static GPtrArray *
refer_to_columns (const CadreReportTableDef *def,
                  GPtrArray                 *columns)
{
  if (columns != NULL)
    return g_ptr_array_ref (columns);

  /* The report owns them, and the table the report. */
  return g_ptr_array_ref (def->columns);
}

/* Two where a head stands over several; none where there are no heads. */
static guint
count_levels (GPtrArray *columns)
{
  guint levels = 0;

  for (guint i = 0; i < columns->len; i++)
    {
      const CadreReportColumn *column = columns->pdata[i];

      if (column->upper != NULL)
        return 2;
      if (*column->head != '\0')
        levels = 1;
    }

  return levels;
}

/**
 * _cadre_report_table_new:
 * @def: what the definition says
 * @columns: (nullable): other columns than the definition's
 *
 * Returns: (transfer full): a table without a body
 */
CadreReportTable *
_cadre_report_table_new (CadreReport               *report,
                         const CadreReportTableDef *def,
                         GPtrArray                 *columns,
                         CadreReportContext        *context,
                         CadreReportMetrics        *metrics)
{
  CadreReportTable *self = g_object_new (CADRE_TYPE_REPORT_TABLE, NULL);

  self->report = g_object_ref (report);
  self->metrics = _cadre_report_metrics_ref (metrics);
  self->columns = refer_to_columns (def, columns);
  self->name = _cadre_report_context_expand (context, def->name);
  self->title = _cadre_report_context_expand (context, def->title);
  self->left = _cadre_report_context_expand (context, def->left != NULL ? def->left : "");
  self->right = _cadre_report_context_expand (context, def->right != NULL ? def->right : "");
  self->sign = g_strdup (def->sign);
  self->frozen = def->frozen;
  self->appendix = def->appendix;
  for (guint i = 0; def->notes != NULL && def->notes[i] != NULL; i++)
    g_ptr_array_add (self->notes, _cadre_report_context_expand (context, def->notes[i]));
  if (report->personal)
    self->mark = g_strdup ("注意保密");

  set_page (&self->page, def->a3, def->landscape);
  self->needed = g_new0 (double, self->columns->len);
  self->busy = g_new0 (guint, self->columns->len);
  self->title_height = def->title_height;
  self->head_levels = count_levels (self->columns);

  return self;
}

void
_cadre_report_table_set_name (CadreReportTable *self,
                              const char       *name)
{
  g_free (self->name);
  self->name = g_strdup (name);
}

void
_cadre_report_table_set_title (CadreReportTable *self,
                               const char       *title)
{
  g_free (self->title);
  self->title = g_strdup (title);
}

void
_cadre_report_table_set_info (CadreReportTable *self,
                              const char       *left,
                              const char       *right)
{
  g_free (self->left);
  g_free (self->right);
  self->left = g_strdup (left);
  self->right = g_strdup (right);
}

const char *
_cadre_report_table_get_left (CadreReportTable *self)
{
  return self->left;
}

const char *
_cadre_report_table_get_right (CadreReportTable *self)
{
  return self->right;
}

void
_cadre_report_table_set_body (CadreReportTable      *self,
                              const CadreReportBody *body,
                              gpointer               data)
{
  self->body = body;
  self->body_data = data;
}

/**
 * _cadre_report_table_set_form:
 * @head: (nullable): rows of cells over the heads
 * @foot: (nullable): rows of cells under the body
 * @values: what stands in them, by name
 * @photo: (nullable): an image
 */
void
_cadre_report_table_set_form (CadreReportTable *self,
                              GPtrArray        *head,
                              GPtrArray        *foot,
                              GHashTable       *values,
                              GBytes           *photo)
{
  self->form_head = head;
  self->form_foot = foot;
  self->form_values = g_hash_table_ref (values);
  self->photo = photo != NULL ? g_bytes_ref (photo) : NULL;
}

/**
 * _cadre_report_table_set_title_link:
 *
 * The title leads there: to the contents of a pack.
 */
void
_cadre_report_table_set_title_link (CadreReportTable      *self,
                                    const CadreReportLink *link)
{
  self->title_link = *link;
  self->title_linked = TRUE;
}

/**
 * _cadre_report_table_set_row_height:
 *
 * The row being made is at least so high, in points.
 */
void
_cadre_report_table_set_row_height (CadreReportTable *self,
                                    double            height)
{
  self->row.height = height;
}

/**
 * _cadre_report_table_share_index:
 * @slot: follows the table's place among its fellows, which links need
 */
void
_cadre_report_table_share_index (CadreReportTable *self,
                                 guint            *slot)
{
  self->shared_index = slot;
}

void
_cadre_report_table_set_index (CadreReportTable *self,
                               guint             index)
{
  if (self->shared_index != NULL)
    *self->shared_index = index;
}

void
_cadre_report_table_add_note (CadreReportTable *self,
                              char             *note)
{
  g_ptr_array_add (self->notes, note);
}

void
_cadre_report_table_add_chart (CadreReportTable *self,
                               CadreReportChart *chart)
{
  g_ptr_array_add (self->charts, chart);
}

/**
 * _cadre_report_table_n_rows_above:
 *
 * Returns: the index of the body's first row
 */
guint
_cadre_report_table_n_rows_above (CadreReportTable *self)
{
  return 1 + (*self->left != '\0' || *self->right != '\0') + _cadre_report_rows_n_form (self->form_head) + self->head_levels;
}

/**
 * _cadre_report_table_get_position:
 *
 * Returns: the index that the row being made will have
 */
guint
_cadre_report_table_get_position (CadreReportTable *self)
{
  return self->n_rows;
}

/* ---------------------------------------------------------------- one row */

/**
 * _cadre_report_table_begin_row:
 *
 * Starts the row that the following cells belong to.
 */
void
_cadre_report_table_begin_row (CadreReportTable   *self,
                               CadreReportRowKind  kind)
{
  g_array_set_size (self->cells, 0);
  g_ptr_array_set_size (self->kept, 0);
  self->row.kind = kind;
  self->row.height = 0;
}

/**
 * _cadre_report_table_add_cell:
 * @text: good until the next row
 *
 * Returns: the cell, to be given a look before the next is added
 */
CadreReportCell *
_cadre_report_table_add_cell (CadreReportTable *self,
                              guint             column,
                              const char       *text)
{
  CadreReportCell *cell;

  g_array_set_size (self->cells, self->cells->len + 1);
  cell = &g_array_index (self->cells, CadreReportCell, self->cells->len - 1);
  cell->column = column;
  cell->columns = 1;
  cell->rows = 1;
  cell->text = text;

  return cell;
}

/**
 * _cadre_report_table_keep:
 * @text: (transfer full): a text that lives as long as the row
 */
const char *
_cadre_report_table_keep (CadreReportTable *self,
                          char             *text)
{
  g_ptr_array_add (self->kept, text);
  return text;
}

/* Hours are often whole: 56, 7.5 and 10.75. A mean or a share has always as
 * many decimals as its column says. */
static guint
count_decimals (const CadreReportColumn *column,
                double                   number)
{
  double scaled = number;

  if (column->kind == CADRE_REPORT_CELL_PERCENT || column->value == CADRE_REPORT_VALUE_RATIO ||
      column->value == CADRE_REPORT_VALUE_MEAN)
    return column->decimals;

  for (guint decimals = 0; decimals < MAX_DECIMALS; decimals++, scaled *= 10)
    if (ABS (scaled - (double) (gint64) (scaled + (scaled < 0 ? -0.5 : 0.5))) < 1e-6)
      return decimals;
  return MAX_DECIMALS;
}

/**
 * _cadre_report_table_add_number:
 *
 * Adds a number as the column's definition shows numbers.
 */
CadreReportCell *
_cadre_report_table_add_number (CadreReportTable *self,
                                guint             i,
                                double            number)
{
  const CadreReportColumn *column = self->columns->pdata[i];
  gboolean percent = column->kind == CADRE_REPORT_CELL_PERCENT;
  guint decimals = count_decimals (column, number);
  char digits[G_ASCII_DTOSTR_BUF_SIZE], format[8];
  CadreReportCell *cell;

  g_snprintf (format, sizeof format, "%%.%uf", MIN (decimals, 9));
  g_ascii_formatd (digits, sizeof digits, format, percent ? number * 100 : number);
  cell = _cadre_report_table_add_cell (self, i, _cadre_report_table_keep (self, g_strconcat (digits, percent ? "%" : "", NULL)));
  cell->kind = percent ? CADRE_REPORT_CELL_PERCENT : CADRE_REPORT_CELL_NUMBER;
  cell->align = column->align;
  cell->number = number;
  cell->decimals = decimals;

  return cell;
}

/**
 * _cadre_report_table_count_record:
 *
 * The row being made is a record.
 */
void
_cadre_report_table_count_record (CadreReportTable *self)
{
  self->n_records++;
}

static void
finish_row (CadreReportTable *self)
{
  double room = (self->page.height - self->page.margin_top - self->page.margin_bottom) / self->page.scale;

  self->row.height = _cadre_report_layout_row_height (self);
  if (self->row.kind == CADRE_REPORT_ROW_HEAD)
    self->head_height += self->row.height;

  if (self->y > 0 && self->y + self->row.height > room)
    {
      self->page_number++;
      self->y = self->stage > STAGE_HEAD ? self->head_height : 0;
    }
  self->y += self->row.height;

  self->row.page = self->page_number;
  self->row.index = self->n_rows++;
  self->row.cells = (const CadreReportCell *) self->cells->data;
  self->row.n_cells = self->cells->len;
  self->stage_row++;
}

/**
 * cadre_report_table_next:
 *
 * Makes the next row. Rows come once, in order.
 *
 * Returns: (transfer none) (nullable): the row, good until the next one is
 *   asked for; %NULL at the end, and with @error set when it failed
 */
const CadreReportRow *
cadre_report_table_next (CadreReportTable  *self,
                         GError           **error)
{
  g_return_val_if_fail (CADRE_IS_REPORT_TABLE (self), NULL);

  _cadre_report_layout_columns (self);
  while (self->stage != STAGE_END)
    {
      GError *failure = NULL;

      if (_cadre_report_rows_make (self, &failure))
        {
          finish_row (self);
          return &self->row;
        }
      if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return NULL;
        }
      self->stage++;
      self->stage_row = 0;
    }

  return NULL;
}

/* ------------------------------------------------------------- what it is */

/**
 * cadre_report_table_get_name:
 *
 * Returns: a short name: of the sheet, of a tab
 */
const char *
cadre_report_table_get_name (CadreReportTable *self)
{
  return self->name;
}

const char *
cadre_report_table_get_title (CadreReportTable *self)
{
  return self->title;
}

/**
 * cadre_report_table_get_mark:
 *
 * Returns: (nullable): 注意保密, for the head of each page
 */
const char *
cadre_report_table_get_mark (CadreReportTable *self)
{
  return self->mark;
}

/**
 * cadre_report_table_get_page:
 *
 * Returns: (transfer none): the paper and what scale fits the table on it
 */
const CadreReportPage *
cadre_report_table_get_page (CadreReportTable *self)
{
  _cadre_report_layout_columns (self);
  return &self->page;
}

guint
cadre_report_table_get_n_columns (CadreReportTable *self)
{
  return self->columns->len;
}

/**
 * cadre_report_table_get_width:
 *
 * Returns: the width of @column in points, unscaled
 */
double
cadre_report_table_get_width (CadreReportTable *self,
                              guint             column)
{
  g_return_val_if_fail (column < self->columns->len, 0);

  _cadre_report_layout_columns (self);
  return self->widths[column];
}

/**
 * cadre_report_table_get_head:
 * @first_row: (out): of the column heads
 * @n_rows: (out): 1 or 2
 *
 * The rows that each page repeats.
 */
void
cadre_report_table_get_head (CadreReportTable *self,
                             guint            *first_row,
                             guint            *n_rows)
{
  *first_row = _cadre_report_table_n_rows_above (self) - self->head_levels;
  *n_rows = self->head_levels;
}

/**
 * cadre_report_table_get_n_frozen:
 *
 * Returns: columns at the left that stay in sight
 */
guint
cadre_report_table_get_n_frozen (CadreReportTable *self)
{
  return self->frozen;
}

/**
 * cadre_report_table_is_form:
 *
 * Returns: whether it is about one person or thing, a paper of its own
 */
gboolean
cadre_report_table_is_form (CadreReportTable *self)
{
  return self->form_head != NULL && self->form_head->len > 0;
}

/**
 * cadre_report_table_is_numbered:
 *
 * Returns: whether its pages have numbers: neither a cover nor a certificate does
 */
gboolean
cadre_report_table_is_numbered (CadreReportTable *self)
{
  GPtrArray *first = cadre_report_table_is_form (self) ? self->form_head->pdata[0] : NULL;
  guint head, n_heads;

  if (first != NULL)
    return first->len == 0 || !((const CadreReportFormCell *) first->pdata[0])->prose;

  cadre_report_table_get_head (self, &head, &n_heads);
  return n_heads > 0;
}

/**
 * cadre_report_table_is_appendix:
 *
 * Returns: whether it lists the names behind the figures of another table:
 *   to look up, seldom to print
 */
gboolean
cadre_report_table_is_appendix (CadreReportTable *self)
{
  return self->appendix;
}

/**
 * cadre_report_table_get_charts:
 *
 * Returns: (transfer none) (element-type CadreReportChart): its pictures
 */
GPtrArray *
cadre_report_table_get_charts (CadreReportTable *self)
{
  return self->charts;
}

/**
 * cadre_report_table_get_n_records:
 *
 * Returns: how many records its rows so far have shown
 */
guint
cadre_report_table_get_n_records (CadreReportTable *self)
{
  return self->n_records;
}
