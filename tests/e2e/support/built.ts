import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The journeys are told on the built application. */
export default function built(): void {
	if (!existsSync(fileURLToPath(new URL('../../../build/serve/serve.js', import.meta.url)))) {
		throw new Error('There is no build to test. Run « npm run build » first; « npm test » does.');
	}
}
