/** Lays out documents with `ivrc fmt -`; everything else is said by package.json. */

const { execFile } = require('node:child_process');
const vscode = require('vscode');

/** What `ivrc fmt` makes of a text; undefined, and a message, if it has mistakes or ivrc is missing. */
function laidOut(text) {
  const command = vscode.workspace.getConfiguration('ivrc').get('command');
  return new Promise(resolve => {
    const child = execFile(command, ['fmt', '-'], { maxBuffer: 1 << 26 }, (error, output, mistakes) => {
      if (error) {
        vscode.window.showErrorMessage(mistakes.split('\n')[0] || `${command}: ${error.message}`);
      }
      resolve(error ? undefined : output);
    });
    child.stdin.on('error', () => {}); // it ended before it read all; the callback tells why
    child.stdin.end(text);
  });
}

async function provideDocumentFormattingEdits(document) {
  const before = document.getText();
  const text = await laidOut(before);
  if (text === undefined || text === before) {
    return [];
  }
  const all = new vscode.Range(document.positionAt(0), document.positionAt(before.length));
  return [vscode.TextEdit.replace(all, text)];
}

exports.activate = context => {
  const formatter = { provideDocumentFormattingEdits };
  context.subscriptions.push(vscode.languages.registerDocumentFormattingEditProvider('ivr', formatter));
};
