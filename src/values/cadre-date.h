/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CadreDate:
 * @year: 1–9999, 0 where there is no date
 * @month: 1–12, 0 where only the year is known
 * @day: 1–31, 0 where only the month is known
 *
 * A date with the precision it was written with. Cadre files know most dates
 * to the month; a missing day is never made up.
 */
typedef struct
{
  gint16 year;
  guint8 month;
  guint8 day;
} CadreDate;

/**
 * CadreDateStyle:
 * @CADRE_DATE_ISO: 1985-03, as stored; text order is date order
 * @CADRE_DATE_DOTTED: 1985.03, as in registers
 * @CADRE_DATE_COMPACT: 198503, as in collection sheets and lrmx
 * @CADRE_DATE_SHORT: 85.03, as in 讨论任免干部名单
 * @CADRE_DATE_PROSE: 1985年3月
 */
typedef enum
{
  CADRE_DATE_ISO,
  CADRE_DATE_DOTTED,
  CADRE_DATE_COMPACT,
  CADRE_DATE_SHORT,
  CADRE_DATE_PROSE,
} CadreDateStyle;

gboolean  cadre_date_parse        (const char      *text,
                                   CadreDate       *date);
CadreDate cadre_date_from_iso     (const char      *text);
char     *cadre_date_format       (const CadreDate *date,
                                   CadreDateStyle   style);
CadreDate cadre_date_today        (void);
int       cadre_date_compare      (const CadreDate *a,
                                   const CadreDate *b);
gboolean  cadre_date_is_complete  (const CadreDate *date);
CadreDate cadre_date_add_months   (const CadreDate *date,
                                   int              months);
CadreDate cadre_date_add_days     (const CadreDate *date,
                                   int              days);
CadreDate cadre_date_add_years    (const CadreDate *date,
                                   double           years);
CadreDate cadre_date_step         (const CadreDate *date,
                                   int              steps);
guint32   cadre_date_get_first_day (const CadreDate *date);
guint32   cadre_date_get_last_day (const CadreDate *date);
CadreDate cadre_date_from_day     (guint32          day);
int       cadre_date_months_between (const CadreDate *from,
                                     const CadreDate *to);
int       cadre_date_age          (const CadreDate *birth,
                                   const CadreDate *as_of);

G_END_DECLS
