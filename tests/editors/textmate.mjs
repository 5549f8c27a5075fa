/**
 * Prints the scopes of files, as VS Code's engine finds them with the grammars that an extension's manifest names.
 * With IVR_SCOPE=text.html.markdown they are pages of a Markdown without rules of its own.
 */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const { loadWASM, OnigScanner, OnigString } = require('vscode-oniguruma');
const { INITIAL, Registry, parseRawGrammar } = require('vscode-textmate');

const [, , extension, ...files] = process.argv;
const { grammars } = JSON.parse(readFileSync(join(extension, 'package.json'), 'utf8')).contributes;
await loadWASM(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')).buffer);

const registry = new Registry({
  onigLib: Promise.resolve({
    createOnigScanner: patterns => new OnigScanner(patterns),
    createOnigString: text => new OnigString(text),
  }),
  getInjections: scope => grammars.filter(({ injectTo }) => injectTo?.includes(scope)).map(({ scopeName }) => scopeName),
  loadGrammar: async scope => {
    if (scope === 'text.html.markdown') {
      return parseRawGrammar(JSON.stringify({ scopeName: scope, patterns: [] }), 'markdown.json');
    }
    const found = grammars.find(grammar => grammar.scopeName === scope);
    return found ? parseRawGrammar(readFileSync(join(extension, found.path), 'utf8'), found.path) : null;
  },
});
const grammar = await registry.loadGrammar(process.env.IVR_SCOPE ?? 'source.ivr');

/** [start, end, innermost scope] in characters, as Python counts them. */
function runs(text) {
  const found = [];
  let state = INITIAL;
  let line = 0;
  for (const content of text.split('\n')) {
    const { tokens, ruleStack } = grammar.tokenizeLine(content, state);
    state = ruleStack;
    const place = index => line + [...content.slice(0, index)].length;
    for (const { startIndex, endIndex, scopes } of tokens) {
      found.push([place(startIndex), place(Math.min(endIndex, content.length)), scopes.at(-1)]);
    }
    line = place(content.length) + 1;
  }
  return found;
}

console.log(JSON.stringify(files.map(file => runs(readFileSync(file, 'utf8')))));
