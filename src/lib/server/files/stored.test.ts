import { expect, test } from 'vitest';
import { transact } from '#server/platform/db.ts';
import { put } from '../../../../tests/support/files.ts';
import { world, type World } from '../../../../tests/support/world.ts';
import { forgetStored, keepUploads, sweepFiles } from './domain.ts';

type StaffCtx = Parameters<typeof keepUploads>[0];

/** Keeps some waiting files as somebody of staff. */
const keep = (here: World, accountId: string, ids: string[]) =>
	transact(here.base, (ctx) =>
		keepUploads({ ...ctx, actor: { account: { id: accountId } } } as unknown as StaffCtx, ids)
	);

const bytesOf = async ({ base }: World, hash: string) => (await base.files.read(hash)) !== null;

test('a file that waits becomes the vendor’s own once, and outlives the day it would have waited', async () => {
	const here = await world();
	const sam = await here.accountId('sam');
	const id = await put(here.as('sam'), 'facture.txt', 'Facture');
	const [kept] = await keep(here, sam, [id]);
	expect(kept).toMatchObject({ id, name: 'facture.txt', type: 'text/plain', size: 7 });
	await expect(keep(here, sam, [id])).rejects.toMatchObject({ code: 'invalid', fields: { files: expect.any(String) } });
	expect(await here.base.db.selectFrom('storedFile').select('hash').execute()).toContainEqual({ hash: kept!.hash });
});

test('somebody else’s waiting file cannot be taken', async () => {
	const here = await world();
	const id = await put(here.as('vera'), 'notes.txt', 'À moi');
	await expect(keep(here, await here.accountId('sam'), [id])).rejects.toMatchObject({ code: 'invalid' });
});

const byTheSweep = async (here: World, hashes: string[]) => {
	await sweepFiles(here.base);
	for (const hash of hashes) expect(await bytesOf(here, hash)).toBe(true);
	here.pass({ days: 1, seconds: 60 });
	await sweepFiles(here.base);
};

test.each([
	['at once', ({ base }: World, hashes: string[]) => forgetStored(base, hashes)],
	['by the sweep a day later, should the process have been killed before', byTheSweep]
])('a file nothing names is forgotten with its bytes %s, one that is named stays', async (_, how) => {
	const here = await world();
	const sam = await here.accountId('sam');
	const ids = [await put(here.as('sam'), 'a.txt', 'un'), await put(here.as('sam'), 'b.txt', 'deux')];
	const [named, unnamed] = await keep(here, sam, ids);
	const about = {
		...{ structureId: null, kind: 'other' as const, audience: 'public', title: 'x', description: '', searchText: ' x' },
		...{ documentDate: null, fileName: 'a.txt', publicationId: 'one', publishedAt: here.base.now() },
		...{ publishedBy: null, withdrawnAt: null, withdrawnBy: null }
	};
	await here.base.db
		.insertInto('document')
		.values({ id: 'one', fileHash: named!.hash, ...about })
		.execute();
	await how(here, [named!.hash, unnamed!.hash]);
	expect([await bytesOf(here, named!.hash), await bytesOf(here, unnamed!.hash)]).toEqual([true, false]);
	const rows = await here.base.db.selectFrom('storedFile').select('hash').execute();
	expect(rows).toContainEqual({ hash: named!.hash });
	expect(rows).not.toContainEqual({ hash: unnamed!.hash });
});
