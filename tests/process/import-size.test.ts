import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startPortalCommand, temporaryFolder } from './server.ts';

/** A tenth of the size of quality: 200,000 people in 60 s, of which reading the program itself takes one or two. */
const [STRUCTURES, CONTACTS] = [2_000, 20_000];
/** A tenth of 60 s, three times over: the machine does other things meanwhile. */
const WITHIN_MS = 20_000;
const MOST_MEGABYTES = 300;

function write(folder: string): string[] {
	const structures = Array.from(
		{ length: STRUCTURES },
		(_, n) => `N${n};Commune de Sainte-Marie ${n};${n} rue de l’Église;54200;Toul;03 83 00 ${n % 90} 10;commune-${n}.fr`
	);
	const contacts = Array.from({ length: CONTACTS }, (_, n) => {
		const of = n % STRUCTURES;
		const first = n < STRUCTURES;
		return `N${of};Mme;Lefèvre;Zoé;zoe.${n}@commune-${of}.fr;Secrétaire de mairie;06 12 34 ${n % 90} 22;${first ? 'oui' : ''};${first ? 'dpo|technique' : ''}`;
	});
	const files = { structures: join(folder, 'structures.csv'), contacts: join(folder, 'contacts.csv') };
	const head = 'code_client;raison_sociale;adresse_voie;code_postal;ville;telephone;domaine_email';
	writeFileSync(files.structures, [head, ...structures].join('\n'));
	const columns = 'code_client;civilite;nom;prenom;email;fonction;telephone;administrateur;referents';
	writeFileSync(files.contacts, [columns, ...contacts].join('\n'));
	return ['--structures', files.structures, '--contacts', files.contacts];
}

test.skipIf(!existsSync('/proc/self/status'))(
	'thousands of structures are imported, and compared again, in little time and memory',
	async () => {
		const folder = temporaryFolder();
		const files = write(folder);
		for (const again of [false, true]) {
			const begun = performance.now();
			const run = startPortalCommand(['import', ...files], { DATA_DIR: join(folder, 'data') });
			let megabytes = 0;
			const look = setInterval(() => (megabytes = Math.max(megabytes, mostOf(run.pid))), 50);
			const { code, stdout } = await run.ended;
			clearInterval(look);
			expect(code).toBe(0);
			expect(stdout).toContain(
				again ? `0 created, 0 updated, ${CONTACTS} unchanged` : `contacts: ${CONTACTS} created, 0 updated`
			);
			expect(performance.now() - begun).toBeLessThan(WITHIN_MS);
			expect(megabytes).toBeGreaterThan(50);
			expect(megabytes).toBeLessThan(MOST_MEGABYTES);
		}
	}
);

/** The most memory a process has had, in megabytes. */
function mostOf(pid: number): number {
	try {
		return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
	} catch {
		return 0;
	}
}
