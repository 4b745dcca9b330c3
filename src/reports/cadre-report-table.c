/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A laid-out table. Its rows are made one at a time, so that a register of
 * 100,000 people takes no more memory than one of ten: title, 填报单位 line,
 * form, heads; what the body hands out; then form, notes and sign-off line. */

#define G_LOG_DOMAIN "cadre-report-table"

#include "config.h"

#include <string.h>

#include "cadre-report-private.h"

#define POINTS_PER_INCH 72.0

/* The body's font size, by which widths in 汉字 are understood. */
#define BODY_SIZE 10.5

/* Points between a cell's text and its borders, both sides together. */
#define CELL_PADDING_X 5.0
#define CELL_PADDING_Y 5.0

/* Line height in em: what spreadsheet programs give 仿宋 and 黑体. */
#define LINE_HEIGHT 1.32

/* Wrapped a little early, because other programs have other fonts. */
#define WRAP_CAUTION 0.97

/* A column grows to so much of its wanted width if all its texts then stand
 * on one line. */
#define FITS_WITHIN 1.35

/* Spreadsheet programs know no higher row. */
#define MAX_ROW_HEIGHT 409.0

/* Of numbers whose column does not say. */
#define MAX_DECIMALS 2

/* How much wider than wanted a column becomes to fill its page, and how much
 * narrower one of prose to spare the table from being scaled down. */
#define MAX_STRETCH 1.6
#define MAX_SQUEEZE 0.75

typedef enum
{
  STAGE_TITLE,
  STAGE_INFO,
  STAGE_FORM_HEAD,
  STAGE_HEAD,
  STAGE_BODY,
  STAGE_FORM_FOOT,
  STAGE_NOTES,
  STAGE_SIGN,
  STAGE_END,
} Stage;

struct _CadreReportTable
{
  GObject parent_instance;

  CadreReportMetrics *metrics;
  GPtrArray *columns;           /* CadreReportColumn */
  char *name, *title, *left, *right, *sign, *mark;
  GPtrArray *notes;
  GPtrArray *form_head, *form_foot;   /* rows of CadreReportFormCell, of the report */
  GHashTable *form_values;
  GBytes *photo;
  GPtrArray *charts;
  CadreReport *report;          /* keeps form_head and form_foot alive */
  guint frozen;
  gboolean appendix;
  guint *shared_index;
  CadreReportLink title_link;
  gboolean title_linked;
  double title_height;

  const CadreReportBody *body;
  gpointer body_data;

  gboolean laid_out;
  CadreReportPage page;
  double *needed;               /* 汉字 that the columns' texts take */
  double *widths;               /* points */
  guint head_levels;
  double head_height;

  Stage stage;
  guint stage_row;              /* of the stage */
  guint *busy;                  /* by column: rows of a form still covered from above */
  guint n_rows, n_records;
  guint page_number;
  double y;                     /* on the page, unscaled */

  CadreReportRow row;           /* the one handed out */
  GArray *cells;                /* its CadreReportCell */
  GPtrArray *kept;              /* texts made for it */
};

G_DEFINE_FINAL_TYPE (CadreReportTable, cadre_report_table, G_TYPE_OBJECT)

static const CadreReportFont fonts[CADRE_REPORT_N_ROW_KINDS] = {
  [CADRE_REPORT_ROW_TITLE] = { "方正小标宋简体", "方正小标宋简体", 20, FALSE },
  [CADRE_REPORT_ROW_INFO] = { "仿宋_GB2312", "Times New Roman", 12, FALSE },
  [CADRE_REPORT_ROW_FORM] = { "仿宋_GB2312", "Times New Roman", 12, FALSE },
  [CADRE_REPORT_ROW_HEAD] = { "黑体", "黑体", 12, FALSE },
  [CADRE_REPORT_ROW_GROUP] = { "楷体_GB2312", "楷体_GB2312", 12, TRUE },
  [CADRE_REPORT_ROW_BODY] = { "仿宋_GB2312", "Times New Roman", BODY_SIZE, FALSE },
  [CADRE_REPORT_ROW_SUBTOTAL] = { "仿宋_GB2312", "Times New Roman", BODY_SIZE, TRUE },
  [CADRE_REPORT_ROW_TOTAL] = { "黑体", "Times New Roman", BODY_SIZE, TRUE },
  [CADRE_REPORT_ROW_NOTE] = { "仿宋_GB2312", "Times New Roman", BODY_SIZE, FALSE },
  [CADRE_REPORT_ROW_SIGN] = { "仿宋_GB2312", "Times New Roman", 12, FALSE },
};

/* No row is lower than this; the eye needs room between the lines. */
static const double least_heights[CADRE_REPORT_N_ROW_KINDS] = {
  [CADRE_REPORT_ROW_TITLE] = 39,
  [CADRE_REPORT_ROW_INFO] = 21,
  [CADRE_REPORT_ROW_FORM] = 30,
  [CADRE_REPORT_ROW_HEAD] = 24,
  [CADRE_REPORT_ROW_GROUP] = 22.5,
  [CADRE_REPORT_ROW_BODY] = 21,
  [CADRE_REPORT_ROW_SUBTOTAL] = 21,
  [CADRE_REPORT_ROW_TOTAL] = 22.5,
  [CADRE_REPORT_ROW_NOTE] = 17.25,
  [CADRE_REPORT_ROW_SIGN] = 30,
};

/**
 * cadre_report_font:
 *
 * The fonts that Chinese offices set such rows in; digits that stand alone
 * are in Times New Roman.
 *
 * Returns: (transfer none): the font of rows of @kind
 */
const CadreReportFont *
cadre_report_font (CadreReportRowKind kind)
{
  g_return_val_if_fail (kind < CADRE_REPORT_N_ROW_KINDS, NULL);

  return &fonts[kind];
}

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

static guint
n_form_rows (GPtrArray *form)
{
  return form != NULL ? form->len : 0;
}

/**
 * _cadre_report_table_n_rows_above:
 *
 * Returns: the index of the body's first row
 */
guint
_cadre_report_table_n_rows_above (CadreReportTable *self)
{
  return 1 + (*self->left != '\0' || *self->right != '\0') + n_form_rows (self->form_head) + self->head_levels;
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

/**
 * _cadre_report_table_need_width:
 *
 * Tells of a text that @column will hold, before the layout.
 */
void
_cadre_report_table_need_width (CadreReportTable *self,
                                guint             column,
                                const char       *text)
{
  self->needed[column] = MAX (self->needed[column], _cadre_report_metrics_width (self->metrics, text));
}

/* The narrowest column that a head can stand over: in as few lines as two of
 * its halves. */
static double
head_need (CadreReportTable *self,
           const char       *head)
{
  double width = _cadre_report_metrics_width (self->metrics, head);
  double size = fonts[CADRE_REPORT_ROW_HEAD].size / BODY_SIZE;

  return size * (strchr (head, '\n') != NULL || width <= 2 ? width : MAX (2, width / 2));
}

static double
wanted_width (CadreReportTable *self,
              guint             i)
{
  const CadreReportColumn *column = self->columns->pdata[i];
  /* A little wider than wanted is better than one character on a second line. */
  gboolean fits = self->needed[i] > 0 && self->needed[i] <= column->width * FITS_WITHIN;
  double width = fits ? self->needed[i] : column->width;

  return MAX (width, head_need (self, column->head)) * BODY_SIZE / WRAP_CAUTION + CELL_PADDING_X;
}

static double
sum_widths (CadreReportTable *self,
            guint             first,
            guint             n)
{
  double sum = 0;

  for (guint i = first; i < first + n && i < self->columns->len; i++)
    sum += self->widths[i];
  return sum;
}

/* Names that are spread look torn in a wide column. */
static gboolean
may_change (const CadreReportColumn *column,
            gboolean                 all)
{
  return column->grows || (all && column->align != CADRE_REPORT_ALIGN_SPREAD);
}

/* Multiplies the widths of the columns that grow (or of all) so that the
 * table comes near @available, within the limits. */
static void
adjust_widths (CadreReportTable *self,
               double            available,
               gboolean          all,
               double            least,
               double            most)
{
  double sum = sum_widths (self, 0, self->columns->len), growing = 0, factor;

  for (guint i = 0; i < self->columns->len; i++)
    if (may_change (self->columns->pdata[i], all))
      growing += self->widths[i];
  if (growing <= 0)
    return;

  factor = CLAMP ((available - (sum - growing)) / growing, least, most);
  for (guint i = 0; i < self->columns->len; i++)
    if (may_change (self->columns->pdata[i], all))
      self->widths[i] *= factor;
}

static void
lay_out (CadreReportTable *self)
{
  double available = self->page.width - 2 * self->page.margin_x;

  if (self->laid_out)
    return;

  self->laid_out = TRUE;
  self->widths = g_new0 (double, self->columns->len);
  for (guint i = 0; i < self->columns->len; i++)
    self->widths[i] = wanted_width (self, i);

  if (sum_widths (self, 0, self->columns->len) > available)
    adjust_widths (self, available, FALSE, MAX_SQUEEZE, 1);
  else
    {
      adjust_widths (self, available, FALSE, 1, MAX_STRETCH);
      adjust_widths (self, available, TRUE, 1, MAX_STRETCH);
    }

  self->page.scale = MIN (1, available / sum_widths (self, 0, self->columns->len));
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

static CadreReportCell *
add_span (CadreReportTable *self,
          guint             column,
          guint             columns,
          const char       *text,
          CadreReportAlign  align)
{
  CadreReportCell *cell = _cadre_report_table_add_cell (self, column, text);

  cell->columns = columns;
  cell->align = align;

  return cell;
}

static gboolean
make_title (CadreReportTable *self,
            guint             i)
{
  if (i > 0)
    return FALSE;

  _cadre_report_table_begin_row (self, CADRE_REPORT_ROW_TITLE);
  self->row.height = self->title_height;
  add_span (self, 0, self->columns->len, self->title, CADRE_REPORT_ALIGN_CENTER)->link =
    self->title_linked ? &self->title_link : NULL;
  return TRUE;
}

/* The column at which the text on the left has had room enough. */
static guint
split_column (CadreReportTable *self,
              const char       *left)
{
  double need = _cadre_report_metrics_width (self->metrics, left) * fonts[CADRE_REPORT_ROW_INFO].size + CELL_PADDING_X;
  guint column = 1;

  while (column < self->columns->len - 1 && sum_widths (self, 0, column) < need)
    column++;
  return column;
}

static gboolean
make_info (CadreReportTable *self,
           guint             i)
{
  guint split;

  if (i > 0 || (*self->left == '\0' && *self->right == '\0'))
    return FALSE;

  _cadre_report_table_begin_row (self, CADRE_REPORT_ROW_INFO);
  /* The height is one line's: both texts may run over empty columns. */
  self->row.height = least_heights[CADRE_REPORT_ROW_INFO];
  if (self->columns->len < 2)
    {
      add_span (self, 0, 1, self->left, CADRE_REPORT_ALIGN_LEFT);
      return TRUE;
    }

  split = *self->left != '\0' ? split_column (self, self->left) : 1;
  add_span (self, 0, split, self->left, CADRE_REPORT_ALIGN_LEFT);
  add_span (self, split, self->columns->len - split, self->right, CADRE_REPORT_ALIGN_RIGHT);
  return TRUE;
}

static void
add_form_cell (CadreReportTable          *self,
               const CadreReportFormCell *form,
               guint                      column)
{
  const char *value = form->value != NULL ? g_hash_table_lookup (self->form_values, form->value) : NULL;
  CadreReportCell *cell;

  if (form->label != NULL && form->value != NULL)
    value = _cadre_report_table_keep (self, g_strconcat (form->label, value, NULL));
  else if (form->label != NULL)
    value = form->label;

  cell = add_span (self, column, MIN (form->columns, self->columns->len - column), value != NULL ? value : "", form->align);
  cell->rows = form->rows;
  if (form->photo)
    {
      cell->photo = self->photo;
      cell->kind = self->photo != NULL ? CADRE_REPORT_CELL_PHOTO : CADRE_REPORT_CELL_TEXT;
      cell->text = self->photo != NULL ? "" : "照片";
    }
  self->row.height = MAX (self->row.height, form->height);
}

static gboolean
make_form (CadreReportTable *self,
           GPtrArray        *form,
           guint             i)
{
  GPtrArray *cells;
  guint column = 0;

  if (i >= n_form_rows (form))
    return FALSE;

  _cadre_report_table_begin_row (self, CADRE_REPORT_ROW_FORM);
  cells = form->pdata[i];
  for (guint j = 0; j < cells->len; j++)
    {
      const CadreReportFormCell *cell = cells->pdata[j];

      while (column < self->columns->len && self->busy[column] > 0)
        column++;
      if (column >= self->columns->len)
        break;
      add_form_cell (self, cell, column);
      for (guint k = 0; k < cell->columns && column < self->columns->len; k++)
        self->busy[column++] = cell->rows;
    }

  for (column = 0; column < self->columns->len; column++)
    if (self->busy[column] > 0)
      self->busy[column]--;
  return TRUE;
}

static gboolean
make_form_head (CadreReportTable *self,
                guint             i)
{
  return make_form (self, self->form_head, i);
}

static gboolean
make_form_foot (CadreReportTable *self,
                guint             i)
{
  return make_form (self, self->form_foot, i);
}

/* Neighbours under one upper head share its cell. */
static guint
count_siblings (CadreReportTable *self,
                guint             first)
{
  const CadreReportColumn *column = self->columns->pdata[first];
  guint n = 1;

  while (column->upper != NULL && first + n < self->columns->len)
    {
      const CadreReportColumn *next = self->columns->pdata[first + n];

      if (next->upper == NULL || !g_str_equal (next->upper, column->upper))
        break;
      n++;
    }

  return n;
}

static gboolean
make_head (CadreReportTable *self,
           guint             level)
{
  if (level >= self->head_levels)
    return FALSE;

  _cadre_report_table_begin_row (self, CADRE_REPORT_ROW_HEAD);
  for (guint i = 0; i < self->columns->len;)
    {
      const CadreReportColumn *column = self->columns->pdata[i];
      guint n = level + 1 < self->head_levels ? count_siblings (self, i) : 1;

      if (level == 0)
        {
          CadreReportCell *cell = add_span (self, i, n, column->upper != NULL ? column->upper : column->head,
                                            CADRE_REPORT_ALIGN_CENTER);

          if (column->upper == NULL)
            cell->rows = self->head_levels;
        }
      else if (column->upper != NULL)
        add_span (self, i, 1, column->head, CADRE_REPORT_ALIGN_CENTER);
      i += n;
    }

  return TRUE;
}

static gboolean
make_note (CadreReportTable *self,
           guint             i)
{
  if (i >= self->notes->len)
    return FALSE;

  _cadre_report_table_begin_row (self, CADRE_REPORT_ROW_NOTE);
  add_span (self, 0, self->columns->len, self->notes->pdata[i], CADRE_REPORT_ALIGN_LEFT);
  return TRUE;
}

/* The parts of the sign-off line share the width as evenly as columns allow. */
static gboolean
make_sign (CadreReportTable *self,
           guint             i)
{
  g_auto(GStrv) parts = NULL;
  guint n_parts, column = 0;
  double total;

  if (i > 0 || self->sign == NULL)
    return FALSE;

  _cadre_report_table_begin_row (self, CADRE_REPORT_ROW_SIGN);
  parts = g_strsplit (self->sign, "|", -1);
  n_parts = MIN (g_strv_length (parts), self->columns->len);
  total = sum_widths (self, 0, self->columns->len);
  for (guint part = 0; part < n_parts; part++)
    {
      guint end = column + 1;

      while (end < self->columns->len - (n_parts - part - 1) &&
             (part + 1 == n_parts || sum_widths (self, 0, end) < total * (part + 1) / n_parts))
        end++;
      add_span (self, column, end - column, _cadre_report_table_keep (self, g_strdup (parts[part])), CADRE_REPORT_ALIGN_LEFT);
      column = end;
    }

  return TRUE;
}

static gboolean
make_row (CadreReportTable  *self,
          GError           **error)
{
  static gboolean (*const stages[]) (CadreReportTable *, guint) = {
    [STAGE_TITLE] = make_title,
    [STAGE_INFO] = make_info,
    [STAGE_FORM_HEAD] = make_form_head,
    [STAGE_HEAD] = make_head,
    [STAGE_FORM_FOOT] = make_form_foot,
    [STAGE_NOTES] = make_note,
    [STAGE_SIGN] = make_sign,
  };

  if (self->stage == STAGE_BODY)
    return self->body != NULL && self->body->next (self->body_data, self, error);

  return stages[self->stage] (self, self->stage_row);
}

static double
cell_height (CadreReportTable      *self,
             const CadreReportCell *cell)
{
  double size = fonts[self->row.kind].size;
  double width = (sum_widths (self, cell->column, cell->columns) - CELL_PADDING_X) / size * WRAP_CAUTION;

  /* Three bytes a 汉字: what is short enough is on one line. */
  if (cell->kind > CADRE_REPORT_CELL_DIGITS || (strlen (cell->text) <= width && strchr (cell->text, '\n') == NULL))
    return 0;
  /* Only broken where they say so. */
  if (cell->kind == CADRE_REPORT_CELL_DIGITS)
    width = G_MAXDOUBLE;

  return _cadre_report_metrics_lines (self->metrics, cell->text, width) * size * LINE_HEIGHT + CELL_PADDING_Y;
}

static double
row_height (CadreReportTable *self)
{
  double height = MAX (self->row.height, least_heights[self->row.kind]);

  if (self->row.kind == CADRE_REPORT_ROW_INFO)
    return height;

  for (guint i = 0; i < self->cells->len; i++)
    {
      const CadreReportCell *cell = &g_array_index (self->cells, CadreReportCell, i);

      if (cell->rows == 1)
        height = MAX (height, cell_height (self, cell));
    }

  /* Programs keep heights in quarters of a point. */
  return MIN ((gint64) (height * 4 + 0.999) / 4.0, MAX_ROW_HEIGHT);
}

static void
finish_row (CadreReportTable *self)
{
  double room = (self->page.height - self->page.margin_top - self->page.margin_bottom) / self->page.scale;

  self->row.height = row_height (self);
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

  lay_out (self);
  while (self->stage != STAGE_END)
    {
      GError *failure = NULL;

      if (make_row (self, &failure))
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
  lay_out (self);
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

  lay_out (self);
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
