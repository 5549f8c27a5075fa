/** Prints the scopes of files, as Shiki finds them in a browser without a window. */

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';

const [, , executablePath, extension, ...files] = process.argv;
const grammar = JSON.parse(readFileSync(join(extension, 'syntaxes', 'ivr.tmLanguage.json'), 'utf8'));
const entryPoints = [join(dirname(fileURLToPath(import.meta.url)), 'shiki-page.mjs')];
const made = await build({ entryPoints, bundle: true, format: 'iife', globalName: 'shiki', write: false });

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage();
await page.addScriptTag({ content: made.outputFiles[0].text });
await page.evaluate(given => globalThis.shiki.load(given), grammar);
const texts = files.map(file => readFileSync(file, 'utf8'));
console.log(JSON.stringify(await page.evaluate(given => given.map(globalThis.shiki.runs), texts)));
await browser.close();
