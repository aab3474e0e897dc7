import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { browser } from './browser.ts';
import { startServer, temporaryFolder } from './server.ts';

const mount = (folder: string) => spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder]).status === 0;
const unmount = (folder: string) => spawnSync('umount', ['--lazy', folder]);

/** Only root may mount a disk small enough to fill, and not in every container. */
function mayMount(): boolean {
	if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
	const folder = spawnSync('mktemp', ['-d'], { encoding: 'utf8' }).stdout.trim();
	const mounted = mount(folder);
	if (mounted) unmount(folder);
	rmSync(folder, { recursive: true, force: true });
	return mounted;
}

test.skipIf(!mayMount())(
	'a full disk refuses what would be written, lets people read, and is forgotten once there is room',
	async () => {
		const disk = temporaryFolder();
		expect(mount(disk)).toBe(true);
		onTestFinished(() => void unmount(disk));
		const server = await startServer({ DATA_DIR: join(disk, 'data') });
		const vera = browser(server);
		await vera.signIn('vera');
		const me = JSON.parse((await vera.ask('/trpc/accounts.me')).text) as {
			result: { data: { structures: { structureId: string }[] } };
		};
		const { structureId } = me.result.data.structures[0]!;
		const page = `/s/${structureId}/tickets`;
		const fields = { subject: 'Disque plein', category: 'incident', urgency: 'blocking', body: 'é'.repeat(15_000) };
		const open = (requestKey: string) => vera.submit(`${page}/new`, { ...fields, requestKey });

		notUsedLately(join(disk, 'data/portal.db'));
		const filler = join(disk, 'filler');
		fill(filler);

		let refused = await open(randomUUID());
		// What the database had set aside may still hold a few.
		for (let tries = 0; refused.status === 303 && tries < 100; tries++) refused = await open(randomUUID());
		expect(refused.status).toBe(507);
		expect(refused.text, 'said in words, and nothing typed is lost').toContain('n’a plus de place');
		expect(refused.text).toContain(fields.body);
		const call = await vera.call('tickets.open', { structure: structureId, ...fields, requestKey: randomUUID() });
		expect(call.status).toBe(507);

		const sent = await vera.ask('/files', {
			method: 'POST',
			headers: { origin: server.origin, 'content-type': 'application/octet-stream', 'x-file-name': 'journal.log' },
			body: 'é'.repeat(200_000)
		});
		expect([sent.status, readdirSync(join(disk, 'data/files/drafts'))]).toEqual([507, []]);

		for (const path of [page, '/account', '/login', '/healthz'])
			expect([path, (await vera.ask(path)).status]).toEqual([path, path === '/login' ? 303 : 200]);
		expect((await browser(server).ask('/login')).status).toBe(200);

		rmSync(filler);
		const key = randomUUID();
		expect((await open(key)).status).toBe(303);
		expect((await open(key)).status, 'sent twice, opened once').toBe(303);
		expect((await server.stop()).code).toBe(0);
	}
);

/** A session whose use would be noted at the next request. */
function notUsedLately(file: string): void {
	const sqlite = new Sqlite(file, { timeout: 5000 });
	sqlite.exec("update session set last_used_at = '2020-01-01T00:00:00.000Z'");
	sqlite.close();
}

/** Writes until there is no room: the portal writes meanwhile, so how much there is cannot be asked beforehand. */
function fill(file: string): void {
	for (const piece of [65_536, 4096, 1])
		try {
			for (;;) appendFileSync(file, Buffer.alloc(piece));
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
		}
}
