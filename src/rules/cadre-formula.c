/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Parsed by recursive descent into steps for a small stack: evaluating it for
 * every person must cost nothing. */

#define G_LOG_DOMAIN "cadre-formula"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cadre-formula.h"

#define MAX_DEPTH 32

typedef enum
{
  STEP_NUMBER,
  STEP_FACT,
  STEP_ADD,
  STEP_SUBTRACT,
  STEP_MULTIPLY,
  STEP_DIVIDE,
  STEP_MIN,
  STEP_MAX,
} StepKind;

typedef struct
{
  StepKind kind;
  guint fact;
  CadreDecimal number;
} Step;

struct _CadreFormula
{
  GArray *steps;      /* Step, in the order of a stack machine */
  GPtrArray *facts;   /* names */
};

typedef struct
{
  CadreFormula *formula;
  const char *start;
  const char *p;
  guint depth;
  GError **error;
} Parser;

static gboolean parse_sum (Parser *parser);

static gboolean
fail (Parser     *parser,
      const char *what)
{
  g_set_error (parser->error, CADRE_ERROR, CADRE_ERROR_INVALID, _("Formula “%s”, character %ld: %s"), parser->start,
               g_utf8_pointer_to_offset (parser->start, parser->p) + 1, what);
  return FALSE;
}

static gboolean
take (Parser     *parser,
      const char *word)
{
  while (g_ascii_isspace (*parser->p))
    parser->p++;
  if (!g_str_has_prefix (parser->p, word))
    return FALSE;

  parser->p += strlen (word);
  return TRUE;
}

static void
add_step (Parser       *parser,
          StepKind      kind,
          guint         fact,
          CadreDecimal  number)
{
  Step step = { kind, fact, number };

  g_array_append_val (parser->formula->steps, step);
}

static guint
ensure_fact (CadreFormula *self,
             char         *name)
{
  for (guint i = 0; i < self->facts->len; i++)
    if (g_str_equal (g_ptr_array_index (self->facts, i), name))
      {
        g_free (name);
        return i;
      }

  g_ptr_array_add (self->facts, name);
  return self->facts->len - 1;
}

static gboolean
parse_number (Parser *parser)
{
  const char *end = parser->p + strspn (parser->p, "0123456789.");
  g_autofree char *text = g_strndup (parser->p, end - parser->p);
  CadreDecimal number;

  if (!cadre_decimal_parse (text, &number))
    return fail (parser, _("this is not a number"));

  add_step (parser, STEP_NUMBER, 0, number);
  parser->p = end;
  return TRUE;
}

static gboolean
parse_fact (Parser *parser)
{
  const char *end = parser->p;

  while (*end != '\0' && (g_unichar_isalnum (g_utf8_get_char (end)) || *end == '_'))
    end = g_utf8_next_char (end);
  if (end == parser->p)
    return fail (parser, _("a number or the name of a fact is missing here"));

  add_step (parser, STEP_FACT, ensure_fact (parser->formula, g_strndup (parser->p, end - parser->p)), 0);
  parser->p = end;
  return TRUE;
}

static gboolean
parse_pair (Parser   *parser,
            StepKind  kind)
{
  if (!take (parser, "("))
    return fail (parser, _("a bracket is missing here"));
  if (!parse_sum (parser))
    return FALSE;
  if (!take (parser, ",") && !take (parser, "，"))
    return fail (parser, _("a comma is missing here"));
  if (!parse_sum (parser))
    return FALSE;
  if (!take (parser, ")"))
    return fail (parser, _("a bracket is missing here"));

  add_step (parser, kind, 0, 0);
  return TRUE;
}

static gboolean
parse_factor (Parser *parser)
{
  if (take (parser, "("))
    {
      if (!parse_sum (parser))
        return FALSE;
      return take (parser, ")") || fail (parser, _("a bracket is missing here"));
    }

  if (take (parser, "min"))
    return parse_pair (parser, STEP_MIN);
  if (take (parser, "max"))
    return parse_pair (parser, STEP_MAX);

  return g_ascii_isdigit (*parser->p) ? parse_number (parser) : parse_fact (parser);
}

static gboolean
parse_product (Parser *parser)
{
  if (!parse_factor (parser))
    return FALSE;

  for (;;)
    {
      StepKind kind;

      if (take (parser, "*") || take (parser, "×"))
        kind = STEP_MULTIPLY;
      else if (take (parser, "/") || take (parser, "÷"))
        kind = STEP_DIVIDE;
      else
        return TRUE;

      if (!parse_factor (parser))
        return FALSE;
      add_step (parser, kind, 0, 0);
    }
}

static gboolean
parse_sum (Parser *parser)
{
  if (++parser->depth > MAX_DEPTH)
    return fail (parser, _("the brackets are too deep"));
  if (!parse_product (parser))
    return FALSE;

  for (;;)
    {
      StepKind kind;

      if (take (parser, "+"))
        kind = STEP_ADD;
      else if (take (parser, "-"))
        kind = STEP_SUBTRACT;
      else
        {
          parser->depth--;
          return TRUE;
        }

      if (!parse_product (parser))
        return FALSE;
      add_step (parser, kind, 0, 0);
    }
}

void
cadre_formula_free (CadreFormula *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->steps);
  g_ptr_array_unref (self->facts);
  g_free (self);
}

/**
 * cadre_formula_parse:
 *
 * Returns: (transfer full): the formula, or %NULL with @error saying where
 *   @text goes wrong
 */
CadreFormula *
cadre_formula_parse (const char  *text,
                     GError     **error)
{
  g_autoptr(CadreFormula) self = g_new0 (CadreFormula, 1);
  Parser parser = { self, text, text, 0, error };

  self->steps = g_array_new (FALSE, FALSE, sizeof (Step));
  self->facts = g_ptr_array_new_with_free_func (g_free);
  if (!parse_sum (&parser))
    return NULL;

  take (&parser, "");
  if (*parser.p != '\0')
    {
      fail (&parser, _("this is too much"));
      return NULL;
    }

  return g_steal_pointer (&self);
}

guint
cadre_formula_n_facts (const CadreFormula *self)
{
  return self->facts->len;
}

/**
 * cadre_formula_get_fact:
 *
 * Returns: the name of the @fact-th fact, from 0
 */
const char *
cadre_formula_get_fact (const CadreFormula *self,
                        guint               fact)
{
  return g_ptr_array_index (self->facts, fact);
}

static gboolean
apply (StepKind      kind,
       CadreDecimal  a,
       CadreDecimal  b,
       CadreDecimal *value)
{
  switch (kind)
    {
    case STEP_ADD:
      *value = a + b;
      return TRUE;
    case STEP_SUBTRACT:
      *value = a - b;
      return TRUE;
    case STEP_MULTIPLY:
      *value = cadre_decimal_multiply (a, b);
      return TRUE;
    case STEP_DIVIDE:
      if (b == 0)
        return FALSE;
      *value = cadre_decimal_divide (a, b);
      return TRUE;
    case STEP_MIN:
      *value = MIN (a, b);
      return TRUE;
    case STEP_MAX:
      *value = MAX (a, b);
      return TRUE;
    case STEP_NUMBER:
    case STEP_FACT:
    default:
      g_return_val_if_reached (FALSE);
    }
}

/**
 * cadre_formula_evaluate:
 * @lookup: tells the value of a fact by its number
 * @value: (out): the result
 *
 * Returns: %FALSE where a fact is not known, or a division is by nothing
 */
gboolean
cadre_formula_evaluate (const CadreFormula *self,
                        CadreFormulaLookup  lookup,
                        gpointer            user_data,
                        CadreDecimal       *value)
{
  CadreDecimal stack[2 * MAX_DEPTH + 2];
  guint n = 0;

  for (guint i = 0; i < self->steps->len; i++)
    {
      const Step *step = &g_array_index (self->steps, Step, i);

      if (step->kind == STEP_NUMBER)
        stack[n++] = step->number;
      else if (step->kind == STEP_FACT)
        {
          if (!lookup (step->fact, &stack[n++], user_data))
            return FALSE;
        }
      else
        {
          n--;
          if (!apply (step->kind, stack[n - 1], stack[n], &stack[n - 1]))
            return FALSE;
        }
      g_assert (n < G_N_ELEMENTS (stack));
    }

  *value = stack[0];
  return TRUE;
}
