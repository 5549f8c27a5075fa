/**
 * The shapes of the .ivr language for tree-sitter: grammar/ivr.lark of ivrc, with line breaks written out.
 *
 * No external scanner: one C file without libraries also becomes WebAssembly. What this cannot do is to let line
 * breaks be free everywhere inside brackets; they are free behind what opens and separates, and before what closes.
 */

const PRECEDENCE = {or: 1, and: 2, not: 3, compare: 4, add: 5, multiply: 6, minus: 7};

/** Things between brackets, with commas; the last one too may have a comma behind it. */
const bracketed = ($, open, rule, close) => seq(
  open,
  optional($._lines),
  optional(seq(
    rule,
    repeat(seq(',', optional($._lines), rule)),
    optional(choice(seq(',', optional($._lines)), $._lines)),
  )),
  close,
);

const separated = (rule, separator) => seq(rule, repeat(seq(separator, rule)));

/** Words that begin a statement and may name a setting all the same. */
const STATEMENT_WORDS = ['open', 'closed', 'press', 'speak', 'on', 'let', 'set', 'return', 'if', 'match', 'given', 'each'];

module.exports = grammar({
  name: 'ivr',

  word: $ => $.identifier,

  extras: $ => [/[ \t\r\uFEFF]/, $.doc_comment, $.comment],

  conflicts: $ => [[$.if_statement]],

  supertypes: $ => [$.declaration, $.statement, $.expression],

  rules: {
    source_file: $ => seq(optional($._break), optional(seq($.declaration, repeat(seq($._break, $.declaration)), optional($._break)))),

    doc_comment: _ => token(prec(1, /\/\/\/[^\r\n]*/)),
    comment: _ => token(/\/\/[^\r\n]*/),
    _break: _ => repeat1(choice('\n', ';')),
    _lines: _ => repeat1('\n'),

    // --- declarations

    declaration: $ => choice(
      $.import, $.app, $.defaults, $.anywhere, $.const, $.param, $.var, $.endpoint, $.prompt, $.hours, $.record_type,
      $.enumeration, $.extern, $.recording, $.conference, $.entry, $.flow, $.menu, $.test, $.ensure, $.unknown,
    ),

    import: $ => seq('import', $._text),
    app: $ => seq('app', $._text, $.block),
    defaults: $ => seq('defaults', $.block),
    anywhere: $ => seq('anywhere', $.block),
    const: $ => seq('const', field('name', $.identifier), '=', $.expression),
    param: $ => seq('param', field('name', $.identifier), '=', $.expression),
    var: $ => seq('var', field('name', $.identifier), ':', $.type, optional(seq('=', $.expression))),
    endpoint: $ => seq('endpoint', field('name', $.identifier), field('kind', $.identifier), $._value, optional($.block)),
    prompt: $ => seq('prompt', field('name', $.identifier), optional($.parameters), $.block),
    hours: $ => seq('hours', field('name', $.identifier), 'in', $._text, $.block),
    record_type: $ => seq('type', field('name', $.identifier), '{', optional($._break), optional(seq(separated($.parameter, $._break), optional($._break))), '}'),
    enumeration: $ => seq('type', field('name', $.identifier), '=', separated($.identifier, '|')),
    extern: $ => seq('extern', field('name', $.identifier), $.parameters, optional($._result), optional($.block)),
    recording: $ => seq('recording', field('name', $.identifier), $.block),
    conference: $ => seq('conference', field('name', $.identifier), $.block),
    entry: $ => seq(field('kind', choice('answer', 'outbound', 'event', 'fallback')), optional(field('name', $.identifier)), optional($.parameters), $._outcome),
    flow: $ => seq('flow', field('name', $.identifier), optional($.parameters), optional($._result), $.block),
    menu: $ => seq('menu', field('name', $.identifier), optional($.parameters), $.block),
    test: $ => seq('test', $._text, $.block),
    ensure: $ => seq('ensure', repeat1(choice($.identifier, $.integer))),
    unknown: $ => seq(field('word', $.identifier), repeat($._value), optional($.block)),

    parameters: $ => bracketed($, '(', $.parameter, ')'),
    parameter: $ => seq(field('name', $.identifier), ':', $.type),
    type: $ => seq(field('name', $.identifier), optional(seq('[', ']')), optional('?')),
    _result: $ => seq('->', $.type),

    // --- statements

    block: $ => seq('{', optional($._break), optional(seq($.statement, repeat(seq($._break, $.statement)), optional($._break))), '}'),

    statement: $ => choice(
      $.setting, $.option, $.handler, $.goto, $.let, $.set, $.return, $.if_statement, $.match_statement, $.schedule,
      $.given, $.each, $.action, $.call,
    ),

    setting: $ => seq(field('name', choice($.identifier, alias(choice(...STATEMENT_WORDS), $.identifier), $.language, $._text)), ':', $._expressions),
    _expressions: $ => separated($.expression, seq(',', optional($._lines))),

    option: $ => prec.right(seq(separated(choice($.press, $.speak), seq('or', optional($._lines))), optional($.label), optional($._outcome))),
    label: $ => seq('for', choice($._text, $.reference), optional(seq('in', choice($.language, $.identifier)))),
    press: $ => seq('press', separated(choice($.keys, $.reference), seq(',', optional($._lines)))),
    speak: $ => prec.right(seq('speak', optional(separated(choice($._text, $.reference), seq(',', optional($._lines)))))),

    handler: $ => seq('on', separated(field('kind', $.identifier), seq(',', optional($._lines))), optional($.integer), $._outcome),
    _outcome: $ => choice($.goto, $.block),
    goto: $ => seq('->', field('target', $.identifier), optional($.arguments)),
    let: $ => seq('let', field('name', $.identifier), '=', $.expression, optional($.block)),
    set: $ => seq('set', $.identifier, '=', $.expression, optional($.block)),
    return: $ => seq('return', optional($.expression)),
    if_statement: $ => seq('if', $.expression, $._outcome, optional(seq(optional($._break), 'else', choice($.if_statement, $._outcome)))),
    match_statement: $ => seq('match', $.expression, '{', optional($._break), separated($.case, $._break), optional(seq(optional($._break), 'else', $._outcome)), optional($._break), '}'),
    case: $ => seq('case', $._expressions, $._outcome),
    schedule: $ => seq(choice('open', 'closed'), separated($._when, seq(',', optional($._lines))), optional(separated($._times, seq(',', optional($._lines))))),
    _when: $ => choice(seq($.identifier, optional(seq('-', $.identifier))), $.date, $.date_range, $.yearly, $.yearly_range),
    _times: $ => seq($.time, '-', $.time),
    given: $ => seq('given', field('name', $.identifier), optional($.arguments), choice(seq('=', $.expression), 'fails')),
    each: $ => seq('each', $.identifier, optional(seq(',', $.identifier)), 'in', $.expression, $.block),
    action: $ => seq(field('word', $._word), repeat($._value), optional($.block)),
    _word: $ => choice($.identifier, alias('not', $.identifier)),
    call: $ => seq(field('name', $.identifier), $.arguments, optional($.block)),

    // --- expressions

    expression: $ => choice($.binary, $.unary, $.is, $.parenthesised, $._unsigned),

    binary: $ => {
      const left = (level, operator) => prec.left(level, seq($.expression, operator, $.expression));
      return choice(
        left(PRECEDENCE.or, seq('or', optional($._lines))),
        left(PRECEDENCE.and, seq('and', optional($._lines))),
        left(PRECEDENCE.compare, choice('==', '!=', '<=', '>=', '<', '>', 'in')),
        left(PRECEDENCE.add, choice('+', '-')),
        left(PRECEDENCE.multiply, '*'),
      );
    },
    unary: $ => choice(
      prec(PRECEDENCE.not, seq('not', $.expression)),
      prec(PRECEDENCE.minus, seq('-', $.expression)),
    ),
    is: $ => prec.left(PRECEDENCE.compare, seq($.expression, 'is', optional('not'), field('word', $.identifier))),
    parenthesised: $ => seq('(', optional($._lines), $.expression, optional($._lines), ')'),

    _value: $ => choice($._unsigned, alias($.negative, $.unary)),
    negative: $ => seq('-', choice($.integer, $.number)),
    _unsigned: $ => choice($._literal, $._text, $.reference, $.list),
    reference: $ => prec.right(seq(field('path', $.identifier), repeat(seq('.', field('path', $.identifier))), optional($.arguments))),
    list: $ => bracketed($, '[', $.expression, ']'),
    arguments: $ => bracketed($, '(', $.argument, ')'),
    argument: $ => seq(optional(seq(field('name', $.identifier), '=')), $.expression),

    // --- strings

    _text: $ => choice($.string, $.long_string),
    string: $ => seq('"', repeat(choice($.string_content, $.escape, $.interpolation)), token.immediate('"')),
    long_string: $ => seq('"""', repeat(choice(alias($.long_content, $.string_content), $.escape, $.interpolation)), token.immediate('"""')),
    string_content: _ => token.immediate(prec(3, /[^"\\{}\r\n]+/)),
    long_content: _ => token.immediate(prec(3, /([^"\\{}]|"[^"\\{}]|""[^"\\{}])+/)),
    escape: _ => token.immediate(prec(3, /\\(u[0-9a-fA-F]{4}|[^\r\n])/)),
    interpolation: $ => seq(token.immediate('{'), $.expression, optional(seq('as', field('format', $.identifier), optional($.arguments))), '}'),

    // --- tokens

    identifier: _ => /[a-zA-Z_][a-zA-Z_0-9]*/,
    _literal: $ => choice($.integer, $.number, $.duration, $.phone, $.language, $.date, $.time, $.range, $.date_range, $.boolean, $.key),
    boolean: _ => choice('true', 'false'),
    key: _ => token(choice('*', '#')),
    keys: _ => /[0-9*#]+/,
    language: _ => token(prec(1, /[a-z]{2,3}(-[A-Z][a-z]{3})?-([A-Z]{2,4}|001|150|419)(-[A-Z]{3})?/)),
    date_range: _ => /[0-9]{4}-[0-9][0-9]-[0-9][0-9]\.\.[0-9]{4}-[0-9][0-9]-[0-9][0-9]/,
    date: _ => /[0-9]{4}-[0-9][0-9]-[0-9][0-9]/,
    yearly_range: _ => /[0-9][0-9]-[0-9][0-9]\.\.[0-9][0-9]-[0-9][0-9]/,
    yearly: _ => /[0-9][0-9]-[0-9][0-9]/,
    time: _ => /[0-9][0-9]:[0-9][0-9]/,
    duration: _ => /[0-9]+(ms|s|m|h)/,
    range: _ => /[0-9]+\.\.[0-9]+/,
    number: _ => /[0-9]+\.[0-9]+/,
    integer: _ => /[0-9]+/,
    phone: _ => /\+[1-9][0-9]{4,14}/,
  },
});
