/** Starts `ivrc lsp`, and says what to do where it cannot be started. Colours are in package.json. */

const vscode = require('vscode');
const { CloseAction, LanguageClient, RevealOutputChannelOn } = require('vscode-languageclient/node');
const { findPython, findServer } = require('./server');
const { registerSnippets } = require('./snippets');
const { install, simulate } = require('./tasks');

const INSTALL = 'Install ivrc with pip';
const SETTING = 'Open the setting';
const NONE =
  'There is no ivrc in the Python environment of this workspace or on the PATH, so .ivr files have colours and ' +
  'snippets only.';
const COMMANDS = ['ivrc.simulate', 'ivrc.references'];

let output;
/** The running server: its client, and the path of its `ivrc`. */
let running = {};
/** Starts and stops wait for each other. */
let turn = Promise.resolve();

function restart() {
  turn = turn.then(stop).then(start);
  return turn;
}

async function stop() {
  const { client } = running;
  running = {};
  await client?.dispose().catch(error => output.error(error));
}

async function start() {
  if (!vscode.workspace.isTrusted) {
    return;
  }
  const { path, wrong } = await findServer();
  if (!path) {
    complain(wrong ?? NONE, wrong ? [SETTING] : [INSTALL, SETTING]);
    return;
  }
  output.info(`${path} lsp`);
  const errors = { text: '', ended: Promise.resolve() };
  const client = created(path, errors);
  running = { client, path };
  try {
    await client.start();
  } catch (error) {
    await errors.ended;
    const said = errors.text.trim().split('\n').at(-1).replace(/^Error: /, '');
    complain(`${path} lsp: ${said || error.message}`, [INSTALL, SETTING], path);
  }
}

class Client extends LanguageClient {
  /** What goes wrong while a server is started is shown once, by `start`. */
  error(message, data, shown) {
    super.error(message, data, this.initializeResult ? shown : false);
  }
}

/** A client that keeps what its server says on standard error. */
function created(command, errors) {
  const client = new Client(
    'ivrc',
    'IVR',
    { command, args: ['lsp'] },
    {
      documentSelector: [
        { language: 'ivr', scheme: 'file' },
        { language: 'ivr', scheme: 'untitled' },
      ],
      initializationOptions: { commands: COMMANDS },
      initializationFailedHandler: () => false, // `start` says why
      outputChannel: output,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      stdioOptions: {
        stdout: () => {},
        stderr: stream => {
          errors.ended = new Promise(resolve => stream.once('close', resolve));
          stream.setEncoding('utf8').on('data', text => {
            errors.text = (errors.text + text).slice(-10_000);
            output.error(text.trimEnd());
          });
        },
      },
    },
  );
  restartOnlyWhatHasRun(client);
  return client;
}

/** Started anew is a server that broke down, some times, but not one that cannot be started. */
function restartOnlyWhatHasRun(client) {
  const { errorHandler } = client.clientOptions;
  const closed = errorHandler.closed.bind(errorHandler);
  errorHandler.closed = () => (client.initializeResult ? closed() : { action: CloseAction.DoNotRestart });
}

/** Says why there is no server, and offers what may help; nobody waits for the answer. */
async function complain(message, offers, ivrc) {
  output.error(message);
  const answer = await vscode.window.showErrorMessage(message, ...offers);
  if (answer === SETTING) {
    await vscode.commands.executeCommand('workbench.action.openSettings', 'ivrc.command');
  } else if (answer === INSTALL && (await install(await findPython(ivrc)))) {
    await restart();
  }
}

/** What the lens above a flow or menu shows: the places that lead to it. */
function showReferences(uri, position, locations) {
  const { asPosition, asReferences } = running.client.protocol2CodeConverter;
  return asReferences(locations).then(places =>
    vscode.commands.executeCommand(
      'editor.action.showReferences',
      vscode.Uri.parse(uri),
      asPosition(position),
      places,
    ),
  );
}

exports.activate = context => {
  output = vscode.window.createOutputChannel('IVR', { log: true });
  context.subscriptions.push(
    output,
    registerSnippets(() => running.client?.isRunning()),
    vscode.commands.registerCommand('ivrc.restart', restart),
    vscode.commands.registerCommand('ivrc.simulate', (file, from) => simulate(running.path, file, from)),
    vscode.commands.registerCommand('ivrc.references', showReferences),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
    vscode.workspace.onDidChangeConfiguration(change => change.affectsConfiguration('ivrc.command') && restart()),
  );
  return restart();
};

exports.deactivate = () => turn.then(stop);
