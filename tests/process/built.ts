import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Says what is missing rather than let every test fail for it. */
export default function setup(): void {
	if (!existsSync(join(import.meta.dirname, '../../build/serve/serve.js')))
		throw new Error('There is no build to test: run « npm run build » first.');
}
