// After `npm install` behind a mirror that lacks other platforms' builds: npm then leaves these optional packages out of
// the lock, and `npm ci` refuses it everywhere. This names them in it again, for the platform their name tells.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const file = join(dirname(dirname(fileURLToPath(import.meta.url))), 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const missing = Object.values(lock.packages)
	.flatMap(({ optionalDependencies = {} }) => Object.entries(optionalDependencies))
	.filter(([name]) => !Object.keys(lock.packages).some((path) => path.endsWith(`node_modules/${name}`)));

for (const [name, version] of missing)
	lock.packages[`node_modules/${name}`] = { version, optional: true, ...platformOf(name) };
const sorted = Object.entries(lock.packages).sort(([one], [other]) => (one < other ? -1 : 1));
writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, '\t')}\n`);
console.log(`${missing.length} optional packages added to package-lock.json.`);

function platformOf(name) {
	const [, os, cpu, libc = ''] =
		/(android|darwin|freebsd|linux|openbsd|openharmony|win32)-(\w+)(?:-(\w+))?$/.exec(name) ?? [];
	if (!os) throw new Error(`What platform is ${name} for? Add it to package-lock.json by hand.`);
	return {
		os: [os],
		cpu: [cpu],
		...(os === 'linux' && /musl|gnu/.test(libc) ? { libc: [libc.startsWith('musl') ? 'musl' : 'glibc'] } : {})
	};
}
