/** Makes dist/: the extension, in one file for each place where it runs, and the licenses of the libraries in it. */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const { metafile } = await build({
  entryPoints: ['src/extension.js', 'src/browser.js'],
  outdir: 'dist',
  bundle: true,
  minify: true,
  metafile: true,
  platform: 'node',
  target: 'node20', // that of VS Code 1.91
  external: ['vscode'],
});

const folders = Object.keys(metafile.inputs).map(file => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]);
const notices = [...new Set(folders.filter(Boolean))].sort().map(folder => {
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const license = readdirSync(folder).find(file => /^licen[cs]e/i.test(file));
  return `${name} ${version}\n\n${readFileSync(join(folder, license), 'utf8').trim()}\n`;
});
writeFileSync('dist/THIRD-PARTY-NOTICES.txt', notices.join(`\n${'-'.repeat(80)}\n\n`));
