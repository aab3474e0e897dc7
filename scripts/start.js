// Builds when the sources are newer than the build, then serves. Plain JavaScript, so that an old Node reads it far
// enough to be told.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './build.js';
import { requireNode } from './require-node.js';
import { SERVER_FLAGS } from './server-flags.js';

requireNode('npm start');
process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));
buildIfStale();

// Node takes flags at its own start only, so this process becomes that one, where the system can do so.
const SERVER = 'build/serve/serve.js';
if (process.execve && process.platform !== 'win32') {
	process.removeAllListeners('warning');
	process.execve(process.execPath, [process.execPath, ...SERVER_FLAGS, SERVER], process.env);
}
await import(`../${SERVER}`);
