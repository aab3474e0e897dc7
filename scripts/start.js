// Builds when the sources are newer than the build, then serves. Plain JavaScript, so that an old Node reads it far
// enough to be told.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './build.js';
import { requireNode } from './require-node.js';

requireNode('npm start');
process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));
buildIfStale();
await import('../src/cli/serve.ts');
