/** Loads the extension with a `vscode` in small, lays out three documents and prints what became of them. */

const Module = require('node:module');

const messages = [];
let formatter;
const vscode = {
  workspace: { getConfiguration: () => ({ get: () => 'ivrc' }) },
  window: { showErrorMessage: message => messages.push(message) },
  languages: {
    registerDocumentFormattingEditProvider: (language, provider) => {
      formatter = provider;
      return { dispose() {} };
    },
  },
  Range: class {
    constructor(start, end) {
      Object.assign(this, { start, end });
    }
  },
  TextEdit: { replace: (range, text) => [text, range.start, range.end] },
};
const load = Module._load;
Module._load = (name, ...rest) => (name === 'vscode' ? vscode : load(name, ...rest));

const document = text => ({ getText: () => text, positionAt: offset => offset });
const laidOut = text => formatter.provideDocumentFormattingEdits(document(text));

(async () => {
  require(process.argv[2]).activate({ subscriptions: [] });
  const straight = await laidOut('answer { hangup }\n');
  const crooked = await laidOut('answer {hangup}\n');
  const broken = await laidOut('answer {\n');
  console.log(JSON.stringify({ straight, crooked, broken, messages }));
})();
