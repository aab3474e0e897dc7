import { describe as group, expect, test } from 'vitest';
import { mailKinds } from '#server/mails.ts';
import { news } from '#server/notifications/domain.ts';
import { deliverDue } from '#server/platform/outbox.ts';
import { documentIn } from '../../../../tests/support/document-samples.ts';
import { put } from '../../../../tests/support/files.ts';
import { cast, world, type World } from '../../../../tests/support/world.ts';

const told = async (here: World, person: keyof typeof cast) =>
	(await here.mails()).filter(({ to }) => to === cast[person].email);
const tasks = ({ base }: World) => base.db.selectFrom('staffTask').select(['structureId', 'about']).execute();

/** Works out who is told, while no mail can leave; the next try comes later. */
async function serverAway(here: World): Promise<void> {
	let tries = 0;
	const send = async () => {
		tries++;
		throw new Error('away');
	};
	const sender = async () => ({ name: 'DEFI', email: 'portail@defi.example', contact: '' });
	await deliverDue(here.base, { kinds: mailKinds, news, post: { send, close() {} }, sender });
	expect(tries).toBeGreaterThan(0);
	here.pass({ seconds: 120 });
}

test('an invoice nobody is there for goes to the administrators, and staff are asked to find somebody', async () => {
	const here = await world();
	const commercy = here.structure('commercy');
	await here.base.db.deleteFrom('referent').where('structureId', '=', commercy).execute();
	await documentIn(here, commercy, { kind: 'invoice', title: 'Facture de mai', announce: true });
	expect(await tasks(here)).toEqual([{ structureId: commercy, about: 'accounting' }]);
	const mails = await here.mails();
	expect(mails.map(({ to }) => to)).toEqual([cast.otto.email]);
	expect(mails[0]!.text).toContain('Facture de mai');
	await documentIn(here, commercy, { kind: 'invoice', announce: true });
	expect(await tasks(here)).toHaveLength(1);
});

test('with somebody there for invoices, or nobody to be told, no task is made', async () => {
	const here = await world();
	await documentIn(here, here.structure('sexey'), { kind: 'invoice', announce: true });
	await documentIn(here, here.structure('commercy'), { kind: 'invoice' });
	await documentIn(here, here.structure('commercy'), { kind: 'contract', announce: true });
	expect(await tasks(here)).toEqual([]);
});

test('whoever lost the right, or the document, before the mail left is not told', async () => {
	const here = await world();
	const structure = here.structure('sexey');
	const contact = await here.contactId('thea', 'sexey');
	await documentIn(here, structure, { kind: 'invoice', announce: true });
	// The recipients are known, and the mail server is away.
	await serverAway(here);
	await here.as('sam').proposals.vacateReferent({ structure, role: 'accounting', contact });
	expect(await told(here, 'thea')).toEqual([]);
	// Others are told of it instead.
	await here.mails();

	const document = await documentIn(here, structure, { announce: true });
	await serverAway(here);
	await here.as('sam').documents.withdraw({ document });
	expect(await here.mails()).toEqual([]);

	await documentIn(here, structure, { announce: true });
	await serverAway(here);
	await here.as('adam').contacts.lock({ structure, contact: await here.contactId('vera', 'sexey'), vacate: true });
	const announced = (await here.mails()).filter(({ text }) => text.includes('/documents'));
	expect(announced.map(({ to }) => to)).toContain(cast.adam.email);
	expect(announced.map(({ to }) => to)).not.toContain(cast.vera.email);
});

group('when whoever is there for invoices leaves while their mail waits', () => {
	/** An invoice of Sexey that only Théa is told of, and Théa no longer there for invoices when her mail leaves. */
	async function theaLeaves(meanwhile: (here: World, contact: string) => Promise<unknown> = async () => {}) {
		const here = await world();
		const structure = here.structure('sexey');
		const contact = await here.contactId('thea', 'sexey');
		await documentIn(here, structure, { kind: 'invoice', title: 'Facture de mai', announce: true });
		await serverAway(here);
		await here.as('sam').proposals.vacateReferent({ structure, role: 'accounting', contact });
		await meanwhile(here, contact);
		const first = await here.mails();
		return {
			here,
			structure,
			mails: [...first, ...(await here.mails())].filter(({ text }) => text.includes('Facture'))
		};
	}

	test('the administrators are told instead, once, and staff are asked to find somebody', async () => {
		const { here, structure, mails } = await theaLeaves();
		expect(mails.map(({ to }) => to)).toEqual([cast.adam.email]);
		expect(mails[0]!.text).toContain(`/s/${structure}/documents`);
		expect(await tasks(here)).toEqual([{ structureId: structure, about: 'accounting' }]);
	});

	test('whoever is there by then is told instead, and nobody is asked for', async () => {
		const { here, mails } = await theaLeaves(async (here) => {
			const structure = here.structure('sexey');
			const contact = await here.contactId('vera', 'sexey');
			await here.as('sam').proposals.nameReferent({ structure, role: 'accounting', contact });
		});
		expect(mails.map(({ to }) => to)).toEqual([cast.vera.email]);
		expect(await tasks(here)).toEqual([]);
	});

	test('of several structures the one they left alone goes to others, however often the mail is tried', async () => {
		const here = await world();
		const sam = here.as('sam');
		const files = [await put(sam, 'F1_C10601.txt', 'F1'), await put(sam, 'F3_C10606.txt', 'F3')];
		const { id } = await sam.documents.createBatch({ kind: 'invoice', files, announce: true });
		await sam.documents.publishBatch({ batch: id, seen: 2 });
		await serverAway(here);
		const structure = here.structure('sexey');
		const contact = await here.contactId('thea', 'sexey');
		await sam.proposals.vacateReferent({ structure, role: 'accounting', contact });
		for (let tries = 0; tries < 3; tries++) {
			await serverAway(here);
			here.pass({ hours: 1 });
		}
		const mails = [...(await here.mails()), ...(await here.mails())].filter(({ text }) => /– F\d/.test(text));
		const saying = (to: string, title: string) =>
			mails.filter((mail) => mail.to === to && mail.text.includes(`– ${title}`)).length;
		expect([saying(cast.thea.email, 'F1'), saying(cast.thea.email, 'F3')]).toEqual([0, 1]);
		expect([saying(cast.adam.email, 'F1'), saying(cast.adam.email, 'F3')]).toEqual([1, 0]);
		expect(mails).toHaveLength(2);
	});

	test('what was withdrawn meanwhile is told to nobody', async () => {
		const { here, mails } = await theaLeaves(async (here) => {
			const { documents } = await here.as('sam').documents.kept({ of: here.structure('sexey') });
			await here.as('sam').documents.withdraw({ document: documents[0]!.id });
		});
		expect(mails).toEqual([]);
		expect(await tasks(here)).toEqual([]);
	});
});

test('who chose not to be told by mail is not', async () => {
	const here = await world();
	await here.as('vera').notifications.setPreferences({ mail: ['answer'], bell: ['answer'], push: [] });
	expect(await here.as('vera').notifications.preferences()).toContainEqual({
		event: 'document',
		ways: ['mail'],
		mail: false,
		bell: false,
		push: false
	});
	expect(await here.as('adam').notifications.preferences()).toContainEqual({
		event: 'document',
		ways: ['mail'],
		mail: true,
		bell: false,
		push: false
	});
	expect(await here.as('sam').notifications.preferences()).not.toContainEqual(
		expect.objectContaining({ event: 'document' })
	);
	await documentIn(here, here.structure('sexey'), { announce: true });
	const to = (await here.mails()).map((mail) => mail.to);
	expect(to).toContain(cast.adam.email);
	expect(to).not.toContain(cast.vera.email);
});

test('one address in several structures gets one mail, naming them, with a way to each', async () => {
	const here = await world();
	const sam = here.as('sam');
	const names = ['F1_C10601.txt', 'F2_C10601.txt', 'F3_C10606.txt', 'F4_C10603.txt'];
	const files: string[] = [];
	for (const name of names) files.push(await put(sam, name, name));
	const { id } = await sam.documents.createBatch({ kind: 'invoice', files, announce: true });
	await sam.documents.publishBatch({ batch: id, seen: 4 });
	const [mail, ...more] = await told(here, 'thea');
	expect(more).toEqual([]);
	expect(mail!.subject).toBe('De nouveaux documents pour 2 de vos structures');
	for (const key of ['sexey', 'maron'] as const) {
		expect(mail!.text).toContain(`http://localhost:3000/s/${here.structure(key)}/documents`);
		expect(mail!.html).toContain(`href="http://localhost:3000/s/${here.structure(key)}/documents"`);
	}
	for (const title of ['F1', 'F2', 'F3']) expect(mail!.text).toContain(`– ${title}\n`);
	// In Madon she is no accounting referent.
	expect(mail!.text).not.toContain('F4');
});

test('each mail reads what is its reader’s alone, and waits behind what one person waits for', async () => {
	const here = await world();
	const sam = here.as('sam');
	const files: string[] = [];
	for (let index = 0; index < 40; index++)
		files.push(await put(sam, `F${index}_C1060${1 + (index % 2)}.txt`, `F${index}`));
	const { id } = await sam.documents.createBatch({ kind: 'invoice', files, announce: true });
	await sam.documents.publishBatch({ batch: id, seen: 40 });
	const cause = await here.base.db
		.selectFrom('outbox')
		.select(['bulk', 'payload'])
		.where('kind', '=', 'document.published')
		.executeTakeFirstOrThrow();
	expect(cause.bulk).toBe(1);
	const accountId = await here.accountId('thea');
	let read = 0;
	const db = here.base.db.withPlugin({
		transformQuery: ({ node }) => node,
		transformResult: async ({ result }) => {
			read += result.rows.filter((row) => 'title' in row).length;
			return result;
		}
	});
	await mailKinds['document.published'].compose({ ...here.base, db }, JSON.parse(cause.payload), {
		...{ email: cast.thea.email, locale: 'fr', accountId }
	});
	expect(read).toBe(20);
});

test('a title cannot bring headers or markup into a mail', async () => {
	const here = await world();
	const { documents } = here.as('sam');
	const structure = here.structure('sexey');
	const title = '<img src=x onerror=alert(1)> & « "';
	const document = await documentIn(here, structure, { title, announce: true });
	await expect(
		documents.edit({ document, kind: 'other', seen: 1, title: 'a\r\nBcc: b@c.example\u0000' })
	).rejects.toThrow();
	const [mail] = await told(here, 'vera');
	expect(mail!.html).not.toContain('<img');
	expect(mail!.subject).not.toMatch(/[\r\n]/);
});
