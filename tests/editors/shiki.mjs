/** Prints the scopes of files, as Shiki finds them with the regular expressions of JavaScript instead of Oniguruma. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createHighlighterCore } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import theme from 'shiki/themes/github-light.mjs';

const [, , extension, ...files] = process.argv;
const grammar = JSON.parse(readFileSync(join(extension, 'syntaxes', 'ivr.tmLanguage.json'), 'utf8'));
const engine = createJavaScriptRegexEngine();
const highlighter = await createHighlighterCore({ themes: [theme], langs: [{ ...grammar, name: 'ivr' }], engine });

/** [start, end, innermost scope] in characters, as Python counts them. */
function runs(text) {
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

console.log(JSON.stringify(files.map(file => runs(readFileSync(file, 'utf8')))));
