/** Declarations and steps with places to fill in. The language server proposes the same, so only one of them does. */

const vscode = require('vscode');
const snippets = require('../snippets/ivr.json');

function item({ prefix, body, description }) {
  const made = new vscode.CompletionItem(prefix, vscode.CompletionItemKind.Snippet);
  made.insertText = new vscode.SnippetString(body.join('\n'));
  made.documentation = description;
  return made;
}

exports.registerSnippets = isServed =>
  vscode.languages.registerCompletionItemProvider('ivr', {
    provideCompletionItems: () => (isServed() ? [] : Object.values(snippets).map(item)),
  });
