/** What runs in the browser: Shiki with a grammar, and the regular expressions of JavaScript instead of Oniguruma. */

import { createHighlighterCore } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import theme from 'shiki/themes/github-light.mjs';

let highlighter;

export async function load(grammar) {
  const langs = [{ ...grammar, name: 'ivr' }];
  highlighter = await createHighlighterCore({ themes: [theme], langs, engine: createJavaScriptRegexEngine() });
}

/** [start, end, innermost scope] in characters, as Python counts them. */
export function runs(text) {
  const found = [];
  let at = 0;
  const options = { lang: 'ivr', theme: 'github-light', includeExplanation: true };
  for (const line of highlighter.codeToTokensBase(text, options)) {
    for (const { content, scopes } of line.flatMap(token => token.explanation)) {
      const end = at + [...content].length;
      found.push([at, end, scopes.at(-1).scopeName]);
      at = end;
    }
    at += 1;
  }
  return found;
}
