import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Person } from '#server/demo/cast.ts';
import { extras } from '#server/demo/extras.ts';
import { sendMailings } from '#server/mailings/domain.ts';
import { documentIn } from './support/document-samples.ts';
import { call, callerOf, MUTATIONS, PROCEDURES, type Somebody } from './support/everybody.ts';
import { put } from './support/files.ts';
import { picture, publish, sell, versionIn } from './support/news-samples.ts';
import { MAILING } from './support/mailing-samples.ts';
import { SAMPLES, type Input } from './support/samples.ts';
import { draft } from './support/ticket.ts';
import { cast, world, type World } from './support/world.ts';

const CANARY = 'zibelinaire';
const QUERIES = PROCEDURES.filter((path) => !MUTATIONS.includes(path));
/** Everybody who is not of structure B and not of staff, whatever they are in structure A. */
const OUTSIDE_B = ['anonymous', 'noor', 'pia', 'vera', 'adam', 'lola', 'rene'] as const satisfies Somebody[];

/** Puts the word wherever structure B can hold one, and, in structure A, where only staff may read it. */
async function withCanary(): Promise<{ here: World; numbers: number[]; news: News[] }> {
	const here = await world();
	const { as, structure, base } = here;
	const b = structure('commercy');
	await base.db
		.updateTable('structure')
		.set({ name: `CFA ${CANARY}`, ticketVisibility: 'answer' })
		.where('id', '=', b)
		.execute();
	await base.db
		.updateTable('contact')
		.set({ function: CANARY, searchText: CANARY })
		.where('structureId', '=', b)
		.execute();
	await base.db.updateTable('structureAddress').set({ street: CANARY }).where('structureId', '=', b).execute();
	await base.db.updateTable('structurePhone').set({ label: CANARY }).where('structureId', '=', b).execute();
	const { informationMark } = await as('otto').proposals.read({ structure: b });
	await as('otto').proposals.setInformation({ structure: b, name: `Le ${CANARY}`, siret: '', seen: informationMark });
	await base.db
		.insertInto('structureMailDomain')
		.values({ domain: `${CANARY}.example`, structureId: b, addedAt: base.now() })
		.execute();
	const words = { subject: `Le ${CANARY}`, body: `Un ${CANARY} de plus.` };
	const files = [await put(as('otto'), `${CANARY}.txt`, CANARY)];
	const { number } = await as('otto').tickets.open({ ...draft(b, words), files });
	const told = () => ({ body: words.body, requestKey: randomUUID() });
	await as('sam').tickets.reply({ number, status: 'waiting', ...told() });
	await as('sam').tickets.note({ number, ...told() });
	const { id: mailing } = await as('sam').mailings.create({
		...MAILING,
		kind: 'information',
		subjectFr: `Le ${CANARY}`,
		textFr: `Un ${CANARY} pour {structure}.`,
		roles: ['administrator'],
		beginning: 'none'
	});
	await as('sam').mailings.choose({ mailing, act: 'add', structures: [b] });
	const { totals, listVersion } = await as('sam').mailings.read({ mailing });
	await as('sam').mailings.start({ mailing, seen: totals.to_send, version: listVersion });
	await sendMailings(base);
	const a = structure('sexey');
	const { number: inA } = await as('vera').tickets.open(draft(a));
	await as('sam').tickets.note({ number: inA, ...told() });
	await as('sam').tickets.link({ number: inA, other: number });
	await putDocuments(here);
	return { here, numbers: [number, inA], news: await newsOfB(here) };
}

interface News {
	id: string;
	version: string;
}

/** News meant for the users of a product, or the holders of a role, that structure B alone has. */
async function newsOfB(here: World): Promise<News[]> {
	const products = [await sell(here, 'reserved', [here.structure('commercy')])];
	const items: News[] = [];
	for (const audience of [{ products }, { products, roles: ['administrator'] }]) {
		const files = [await put(here.as('alix'), `${CANARY}.jpg`, await picture())];
		const words = { title: `Le ${CANARY}`, body: `Un ${CANARY} de plus.`, alternative: `Un ${CANARY}.` };
		const id = await publish(here, { ...audience, ...words, files, pinned: true, acknowledge: true });
		items.push({ id, version: versionIn((await here.as('alix').news.staffRead({ id })).picture!.src) });
	}
	return items;
}

/** In documents of structure B, whoever sees them there, and of structure A in those whose readers are others than `OUTSIDE_B`. */
async function putDocuments(here: World): Promise<void> {
	const { as, structure } = here;
	const words = (index: number) => ({
		title: `Le ${CANARY} ${index}`,
		description: `Un ${CANARY} de plus.`,
		name: `${CANARY}-${index}.txt`,
		bytes: `${CANARY} ${index}`,
		announce: true
	});
	const b = structure('commercy');
	await documentIn(here, b, { ...words(1), kind: 'invoice' });
	await documentIn(here, b, { ...words(2), kind: 'contract' });
	await documentIn(here, b, { ...words(3), kind: 'other', seenBy: 'roles', roles: ['technical'] });
	// A withdrawn one is nobody's in either structure; nor is what waits in a batch.
	for (const key of ['commercy', 'sexey'] as const)
		await as('sam').documents.withdraw({
			document: await documentIn(here, structure(key), { ...words(key === 'sexey' ? 4 : 5), announce: false })
		});
	const files = [await put(as('sam'), `${CANARY}_C10601.txt`, `${CANARY} en attente`)];
	await as('sam').documents.createBatch({ kind: 'contract', seenBy: 'everybody', files, announce: true });
}

/** Every document there is, as a customer names it. */
const documentIds = async ({ base }: World) =>
	(await base.db.selectFrom('document').select('id').execute()).map(({ id }) => id);

/** All that comes back: what is answered, or how it is refused. */
const heard = (answer: Promise<unknown>): Promise<string> =>
	answer.then(
		(value) => JSON.stringify(value) ?? '',
		(error: unknown) => `${String(error)} ${JSON.stringify(error)}`
	);

test('staff hear the word, so it is there to be heard', async () => {
	const { here, numbers, news } = await withCanary();
	for (const number of numbers) expect(await heard(here.as('sam').tickets.read({ number }))).toContain(CANARY);
	const structure = here.structure('commercy');
	expect(await heard(here.as('otto').tickets.list({ structure }))).toContain(CANARY);
	expect(await heard(here.as('otto').news.inside({ structure }))).toContain(CANARY);
	for (const { id, version } of news) {
		expect(await heard(here.as('otto').news.readInside({ structure, id }))).toContain(CANARY);
		expect(await heard(here.as('otto').news.picture({ id, version }))).toContain('image/webp');
	}
});

test.each(OUTSIDE_B)(
	'a word of structure B, or between staff, reaches %s by no question they can ask',
	// Every question there is, at every place.
	{ timeout: 30_000 },
	async (person) => {
		const { here, numbers, news } = await withCanary();
		const api = callerOf(here, person);
		const places = [here.structure('sexey'), here.structure('commercy'), 'me'];
		for (const path of QUERIES) {
			// A sample may read the next mail that leaves.
			await here.mails();
			const good = (await SAMPLES[path]!({ world: here, person, structure: places[0]! })) as Input | undefined;
			for (const structure of places)
				for (const number of numbers) {
					const asked = { ...good, ...(good && 'structure' in good ? { structure } : {}) };
					for (const input of [
						asked,
						{ ...asked, ...('number' in asked ? { number } : {}), ...('query' in asked ? { query: CANARY } : {}) }
					])
						expect(await heard(call(api, path, good && input)), `${path} ${JSON.stringify(input)}`).not.toContain(
							CANARY
						);
				}
			if (!path.startsWith('news.') || !good || !('id' in good)) continue;
			for (const structure of places)
				for (const item of news) {
					const input = { ...good, ...('structure' in good ? { structure } : {}), ...item };
					expect(await heard(call(api, path, input)), `${path} ${JSON.stringify(input)}`).not.toContain(CANARY);
				}
		}
	}
);

test.each(OUTSIDE_B)(
	'the picture and the confirmation of an item of structure B are refused to %s like what is not there',
	async (person) => {
		const { here, news } = await withCanary();
		const api = callerOf(here, person);
		for (const { id, version } of news) {
			await expect(api.news.picture({ id, version })).rejects.toMatchObject({ code: 'NOT_FOUND' });
			for (const place of ['sexey', 'commercy'] as const)
				await expect(api.news.acknowledge({ structure: here.structure(place), id })).rejects.toThrow();
		}
		expect(await here.base.db.selectFrom('newsAcknowledgement').selectAll().execute()).toEqual([]);
	}
);

test('staff hear it of documents too, and so does who may see them', async () => {
	const { here } = await withCanary();
	const b = here.structure('commercy');
	expect(await heard(here.as('sam').documents.kept({ of: b }))).toContain(CANARY);
	expect(await heard(here.as('otto').documents.list({ structure: b }))).toContain(CANARY);
});

test.each(OUTSIDE_B)(
	'no document or file that waits tells it to %s, however it is asked for',
	{ timeout: 30_000 },
	async (person) => {
		const { here } = await withCanary();
		const api = callerOf(here, person);
		const batch = (await here.as('sam').documents.batches())[0]!.id;
		const file = (await here.as('sam').documents.batch({ batch })).files[0]!.id;
		for (const document of await documentIds(here)) {
			for (const structure of [here.structure('sexey'), here.structure('commercy'), 'me']) {
				expect(await heard(api.documents.file({ structure, document }))).not.toContain(CANARY);
				for (const query of [CANARY, ''])
					expect(await heard(api.documents.list({ structure, query, before: document }))).not.toContain(CANARY);
			}
			for (const asked of [
				api.documents.publicDocument({ id: document }),
				api.documents.read({ document }),
				api.documents.staffFile({ document })
			])
				expect(await heard(asked)).not.toContain(CANARY);
		}
		for (const asked of [
			api.documents.listPublic(),
			api.documents.kept({ of: here.structure('commercy') }),
			api.documents.batches(),
			api.documents.batch({ batch }),
			api.documents.batchFile({ batch, file }),
			api.documents.batchFileBytes({ batch, file })
		])
			expect(await heard(asked)).not.toContain(CANARY);
	}
);

test.each([
	['vera', 'invoice'],
	['pia', 'invoice'],
	['lola', 'invoice'],
	['vera', 'contract']
] as const)(
	'what %s may not see of the %s of their own structure reaches them by no question and no mail',
	{ timeout: 30_000 },
	async (person, kind) => {
		const here = await world();
		const structure = here.structure('sexey');
		const document = await documentIn(here, structure, {
			...{ kind, seenBy: 'administrators', announce: true },
			...{ title: `Le ${CANARY}`, name: `${CANARY}.txt`, bytes: CANARY }
		});
		const told = (await here.mails()).filter((mail) => JSON.stringify(mail).includes(CANARY)).map(({ to }) => to);
		expect(told.length).toBeGreaterThan(0);
		expect(told).not.toContain(cast[person].email);
		const api = here.as(person);
		for (const path of QUERIES) {
			// A sample may read the next mail that leaves.
			await here.mails();
			const good = (await SAMPLES[path]!({ world: here, person, structure })) as Input | undefined;
			for (const input of [
				{ ...good, ...(good && 'query' in good ? { query: CANARY } : {}) },
				{ ...good, ...(good && 'document' in good ? { document } : {}) },
				{ ...good, ...(good && 'before' in good ? { before: document } : {}) }
			])
				expect(await heard(call(api, path, good && input)), path).not.toContain(CANARY);
		}
	}
);

test('no mail carries it to anybody of structure A, whatever happens in B', async () => {
	const { here } = await withCanary();
	const mails = await here.mails();
	const told = mails.filter((mail) => JSON.stringify(mail).includes(CANARY)).map(({ to }) => to);
	expect(told).toContain(cast.otto.email);
	const allowed = Object.entries<Person>({ ...cast, ...extras })
		.filter(([, { staff, memberships }]) => staff || memberships.some(({ structure }) => structure === 'commercy'))
		.map(([, { email }]) => email);
	expect(told.filter((to) => !allowed.includes(to))).toEqual([]);
});
