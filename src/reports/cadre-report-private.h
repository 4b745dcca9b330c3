/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the files of src/reports share. */

#pragma once

#include <json-glib/json-glib.h>

#include "cadre-report.h"

G_BEGIN_DECLS

/* ------------------------------------------------------------- definitions */

/* What a figure of a summary is made of. */
typedef enum
{
  CADRE_REPORT_VALUE_RESULT,    /* a column of the query's result */
  CADRE_REPORT_VALUE_SERIAL,    /* 序号 */
  CADRE_REPORT_VALUE_ROW,       /* the label of a summary's row */
  CADRE_REPORT_VALUE_COUNT,     /* of facts that fulfil an expression: has names */
  CADRE_REPORT_VALUE_PEOPLE,    /* the same, each person once: has names */
  CADRE_REPORT_VALUE_SUM,       /* of an expression over facts */
  CADRE_REPORT_VALUE_MEAN,      /* the same */
  CADRE_REPORT_VALUE_DISTINCT,  /* how many different values of an expression */
  CADRE_REPORT_VALUE_RATIO,     /* of two figures */
  CADRE_REPORT_VALUE_BLANK,     /* to be filled in by hand */
} CadreReportValue;

typedef struct
{
  char *upper, *head;           /* a two-level head, or upper NULL */
  char *key;                    /* the result column, or the figure's name */
  CadreReportValue value;
  char *expression;             /* SQL over facts: COUNT to DISTINCT */
  char *dividend, *divisor;     /* keys: RATIO */
  CadreReportCellKind kind;
  CadreReportAlign align;
  double width;                 /* 汉字 */
  guint decimals;
  gboolean grows;               /* takes what the page has to spare */
  gboolean totals;              /* a list's column that is summed */
} CadreReportColumn;

/* A row of a summary that is always there: 县处级, 乡科级 … */
typedef struct
{
  char *label;
  char *where;
} CadreReportFixedRow;

/* A cell of a form: a label, or a value of the person's row. */
typedef struct
{
  char *label;
  char *value;
  guint columns, rows;
  double height;
  CadreReportAlign align;
  gboolean photo;
  gboolean prose;               /* the row is a paragraph, not a line of a form */
} CadreReportFormCell;

/* A picture: of the total row's figures, or of one column over all rows. */

typedef struct
{
  CadreReportChartKind kind;
  char *title;
  char **figures;               /* heads of columns side by side */
  char *column;                 /* or the head of one */
} CadreReportChartSpec;

typedef struct _CadreReportTableDef CadreReportTableDef;

struct _CadreReportTableDef
{
  char *name;                   /* of the sheet */
  char *title;                  /* a template */
  char *left, *right;           /* of the line under the title, templates */
  char *sql;                    /* rows of a list, or facts of a summary */
  char *each_sql;               /* one table for each of its rows: the sql is
                                 * bound to its column `each`, and titles and
                                 * forms show its other columns */
  char *extra_sql;              /* more columns, an id and a head each, … */
  char *extra_expression;       /* … whose value is this SQL, of {id} */
  GPtrArray *columns;           /* CadreReportColumn */
  char *group;                  /* the result column that names a list's groups */
  char *subtotal;               /* label, or NULL */
  char *total;                  /* label, or NULL */
  char *row_key, *row_label, *row_order; /* of a summary, result columns */
  GPtrArray *fixed_rows;        /* CadreReportFixedRow */
  char *fact;                   /* what a fact is counted in: 人次; NULL: 人 */
  CadreReportTableDef *names;   /* the lists of names behind a summary's figures */
  char *order;                  /* of such lists, SQL */
  GPtrArray *form_head, *form_foot; /* GPtrArray of CadreReportFormCell, a row each */
  GPtrArray *charts;            /* CadreReportChartSpec */
  char **notes;
  char *sign;
  char *empty;                  /* what stands where there is no row */
  gboolean summary;
  gboolean appendix;            /* a list of names behind a summary's figures */
  double title_height;          /* points; 0: as for any table */
  double row_height;            /* of a list's records, at least: room to sign */
  gboolean a3, landscape;
  guint frozen;                 /* columns */
};

struct _CadreReport
{
  GObject parent_instance;

  char *key, *name, *purpose, *description;
  CadreReportScopeFlags scope, needs;
  char *source;                 /* what prepares data that SQL cannot: "hours", "scores" */
  gboolean custom, personal;
  GPtrArray *tables;            /* CadreReportTableDef */
};

CadreReportColumn *_cadre_report_column_new  (void);
void               _cadre_report_column_free (CadreReportColumn *self);
gboolean           _cadre_report_check_shape      (JsonObject   *object,
                                                   GError      **error);
gboolean           _cadre_report_definition_parse (CadreReport  *self,
                                                   JsonObject   *object,
                                                   GError      **error);

/* ----------------------------------------------------------------- context */

typedef struct _CadreReportContext CadreReportContext;

CadreReportContext    *_cadre_report_context_new          (CadreArchive            *archive,
                                                           const CadreReportScope  *scope,
                                                           GError                 **error);
CadreReportContext    *_cadre_report_context_ref          (CadreReportContext      *self);
void                   _cadre_report_context_unref        (CadreReportContext      *self);
CadreArchive          *_cadre_report_context_get_archive  (CadreReportContext      *self);
const char            *_cadre_report_context_get_as_of    (CadreReportContext      *self);
const char            *_cadre_report_context_get_reporter (CadreReportContext      *self);
gint64                 _cadre_report_context_get_unit     (CadreReportContext      *self);
int                    _cadre_report_context_get_year     (CadreReportContext      *self);
const char            *_cadre_report_context_get_persons  (CadreReportContext      *self);
char                  *_cadre_report_context_name_table   (CadreReportContext      *self,
                                                           const char              *kind,
                                                           GError                 **error);
void                   _cadre_report_context_take_table   (CadreReportContext      *self,
                                                           const char              *name,
                                                           char                    *table);
gboolean               _cadre_report_context_has_table    (CadreReportContext      *self,
                                                           const char              *name);
CadreReportScopeFlags  _cadre_report_context_get_given    (CadreReportContext      *self);
char                  *_cadre_report_context_expand       (CadreReportContext      *self,
                                                           const char              *template);
CadreStatement        *_cadre_report_context_prepare      (CadreReportContext      *self,
                                                           const char              *sql,
                                                           GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreReportContext, _cadre_report_context_unref)

/* ----------------------------------------------------------------- metrics */

typedef struct _CadreReportMetrics CadreReportMetrics;

CadreReportMetrics *_cadre_report_metrics_new   (void);
CadreReportMetrics *_cadre_report_metrics_ref   (CadreReportMetrics *self);
void                _cadre_report_metrics_unref (CadreReportMetrics *self);
double              _cadre_report_metrics_width (CadreReportMetrics *self,
                                                 const char         *text);
guint               _cadre_report_metrics_lines (CadreReportMetrics *self,
                                                 const char         *text,
                                                 double              width);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CadreReportMetrics, _cadre_report_metrics_unref)

/* ------------------------------------------------------------------- table */

/* What hands out the rows between the heads and the notes. next() begins a
 * row and adds its cells, and returns FALSE at the end or with @error set;
 * n_records() is how many records have gone by. */
typedef struct
{
  gboolean (*next) (gpointer           body,
                    CadreReportTable  *table,
                    GError           **error);
  void     (*free) (gpointer           body);
} CadreReportBody;

CadreReportTable *_cadre_report_table_new        (CadreReport               *report,
                                                  const CadreReportTableDef *def,
                                                  GPtrArray                 *columns,
                                                  CadreReportContext        *context,
                                                  CadreReportMetrics        *metrics);
void              _cadre_report_table_set_name   (CadreReportTable      *self,
                                                  const char            *name);
void              _cadre_report_table_set_title  (CadreReportTable      *self,
                                                  const char            *title);
void              _cadre_report_table_set_info   (CadreReportTable      *self,
                                                  const char            *left,
                                                  const char            *right);
const char       *_cadre_report_table_get_left   (CadreReportTable      *self);
const char       *_cadre_report_table_get_right  (CadreReportTable      *self);
void              _cadre_report_table_set_body   (CadreReportTable      *self,
                                                  const CadreReportBody *body,
                                                  gpointer               data);
void              _cadre_report_table_set_form   (CadreReportTable      *self,
                                                  GPtrArray             *head,
                                                  GPtrArray             *foot,
                                                  GHashTable            *values,
                                                  GBytes                *photo);
void              _cadre_report_table_set_title_link (CadreReportTable   *self,
                                                  const CadreReportLink *link);
void              _cadre_report_table_set_row_height (CadreReportTable   *self,
                                                  double                 height);
void              _cadre_report_table_set_index  (CadreReportTable      *self,
                                                  guint                  index);
void              _cadre_report_table_share_index (CadreReportTable     *self,
                                                  guint                 *slot);
void              _cadre_report_table_add_note   (CadreReportTable      *self,
                                                  char                  *note);
void              _cadre_report_table_add_chart  (CadreReportTable      *self,
                                                  CadreReportChart      *chart);
guint             _cadre_report_table_n_rows_above (CadreReportTable    *self);
guint             _cadre_report_table_get_position (CadreReportTable    *self);
void              _cadre_report_table_need_width (CadreReportTable      *self,
                                                  guint                  column,
                                                  const char            *text);
void              _cadre_report_table_begin_row  (CadreReportTable      *self,
                                                  CadreReportRowKind     kind);
CadreReportCell  *_cadre_report_table_add_cell   (CadreReportTable      *self,
                                                  guint                  column,
                                                  const char            *text);
CadreReportCell  *_cadre_report_table_add_number (CadreReportTable      *self,
                                                  guint                  column,
                                                  double                 number);
const char       *_cadre_report_table_keep       (CadreReportTable      *self,
                                                  char                  *text);
void              _cadre_report_table_count_record (CadreReportTable    *self);

/* ------------------------------------------------------------- kinds of table */

gboolean          _cadre_report_add_tables       (CadreReport                *report,
                                                  CadreReportContext         *context,
                                                  CadreReportMetrics         *metrics,
                                                  GPtrArray                  *tables,
                                                  GError                    **error);
gboolean          _cadre_report_check_scope      (CadreReport                *report,
                                                  CadreReportContext         *context,
                                                  GError                    **error);
char             *_cadre_report_dup_built_in     (const char                 *key,
                                                  GError                    **error);
CadreReport      *_cadre_report_load_built_in    (const char                 *key,
                                                  GError                    **error);

gboolean          _cadre_report_add_list         (CadreReport                *report,
                                                  const CadreReportTableDef  *def,
                                                  CadreReportContext         *context,
                                                  CadreReportMetrics         *metrics,
                                                  GPtrArray                  *tables,
                                                  GError                    **error);
gboolean          _cadre_report_add_each         (CadreReport                *report,
                                                  const CadreReportTableDef  *def,
                                                  CadreReportContext         *context,
                                                  CadreReportMetrics         *metrics,
                                                  GPtrArray                  *tables,
                                                  GError                    **error);
gboolean          _cadre_report_add_summary      (CadreReport                *report,
                                                  const CadreReportTableDef  *def,
                                                  CadreReportContext         *context,
                                                  CadreReportMetrics         *metrics,
                                                  GPtrArray                  *tables,
                                                  GError                    **error);
gboolean          _cadre_report_fill_eligibility (CadreReportContext         *context,
                                                  const char                 *table,
                                                  GError                    **error);
gboolean          _cadre_report_fill_hours       (CadreReportContext         *context,
                                                  const char                 *table,
                                                  GError                    **error);
gboolean          _cadre_report_fill_presence    (CadreReportContext         *context,
                                                  const char                 *table,
                                                  GError                    **error);
gboolean          _cadre_report_fill_scores      (CadreReportContext         *context,
                                                  const char                 *table,
                                                  GError                    **error);
gboolean          _cadre_report_prepare_source   (CadreReportContext         *context,
                                                  const char                 *key,
                                                  GError                    **error);
void              _cadre_report_drop_table      (CadreReportContext         *context,
                                                  const char                 *table);

char             *_cadre_report_column_name      (guint                       column);
void              _cadre_report_chart_free       (CadreReportChart           *self);

G_END_DECLS
