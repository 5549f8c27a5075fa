/** Programs in a terminal. They are tasks: their arguments need no quotes, and what they printed stays to be read. */

const { dirname } = require('node:path');
const vscode = require('vscode');

function run(name, program, args, options) {
  const task = new vscode.Task(
    { type: 'ivrc' },
    vscode.workspace.workspaceFolders ? vscode.TaskScope.Workspace : vscode.TaskScope.Global,
    name,
    'ivrc',
    new vscode.ProcessExecution(program, args, options),
  );
  task.presentationOptions = { focus: true, clear: true, panel: vscode.TaskPanelKind.Dedicated };
  return vscode.tasks.executeTask(task);
}

/** A call to a program, from its beginning or from where the flow or menu `start` begins. */
exports.simulate = (ivrc, file, start) =>
  run(`sim ${start ?? ''}`.trim(), ivrc, ['sim', file, ...(start ? ['--start', start] : [])], { cwd: dirname(file) });

/** Whether ivrc with its language server could be installed. */
exports.install = async python => {
  const execution = await run('install', python, ['-m', 'pip', 'install', 'ivrc[lsp]'], {});
  return new Promise(resolve => {
    const listener = vscode.tasks.onDidEndTaskProcess(ended => {
      if (ended.execution === execution) {
        listener.dispose();
        resolve(ended.exitCode === 0);
      }
    });
  });
};
