/** Where `ivrc` is: at the path in the settings, in the Python environment of the workspace, on the PATH. */

const { statSync } = require('node:fs');
const { delimiter, dirname, isAbsolute, join, resolve } = require('node:path');
const vscode = require('vscode');

const WINDOWS = process.platform === 'win32';
const SCRIPTS = WINDOWS ? 'Scripts' : 'bin';
const ENVIRONMENTS = ['.venv', 'venv', 'env'];

function workspaceFolders() {
  return (vscode.workspace.workspaceFolders ?? []).filter(folder => folder.uri.scheme === 'file');
}

function isFile(path) {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** The folders with the programs of the environment that was chosen in the Python extension. */
async function chosenInPythonExtension(folder) {
  try {
    const { environments } = await vscode.extensions.getExtension('ms-python.python').activate();
    const chosen = await environments.resolveEnvironment(environments.getActiveEnvironmentPath(folder.uri));
    const beside = dirname(chosen.executable.uri.fsPath);
    return [beside, join(beside, SCRIPTS)]; // conda has python.exe above the other programs
  } catch {
    return []; // that extension is not installed, has chosen nothing or is too old to be asked
  }
}

/** The folders in which programs are looked for, best first; never relative ones, which would be the workspace's. */
async function places() {
  const folders = workspaceFolders();
  const chosen = await Promise.all(folders.map(chosenInPythonExtension));
  const usual = folders.flatMap(folder => ENVIRONMENTS.map(name => join(folder.uri.fsPath, name, SCRIPTS)));
  return [...chosen.flat(), ...usual, ...(process.env.PATH ?? '').split(delimiter).filter(isAbsolute)];
}

function firstOf(names, folders) {
  const files = folders.flatMap(folder => names.map(name => join(folder, WINDOWS ? `${name}.exe` : name)));
  return files.find(isFile);
}

/** The path in the settings; undefined if none is set. */
function wanted() {
  const path = vscode.workspace.getConfiguration('ivrc').get('command').trim();
  return path ? resolve(workspaceFolders()[0]?.uri.fsPath ?? '', path) : undefined;
}

/** The `ivrc` to run, or what is wrong with the setting; neither if there is none. */
exports.findServer = async () => {
  const path = wanted();
  if (!path) {
    return { path: firstOf(['ivrc'], await places()) };
  }
  return isFile(path) ? { path } : { wrong: `The setting ivrc.command is ${path}, and there is no such file.` };
};

/** The Python into which `ivrc` is installed: that of the `ivrc` which is there, or else the workspace's. */
exports.findPython = async ivrc => {
  const folders = [...(ivrc ? [dirname(ivrc)] : []), ...(await places())];
  return firstOf(WINDOWS ? ['python'] : ['python3', 'python'], folders) ?? 'python3';
};
