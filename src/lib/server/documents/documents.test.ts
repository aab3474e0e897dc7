import { randomUUID } from 'node:crypto';
import { describe as group, expect, test } from 'vitest';
import { documentIn } from '../../../../tests/support/document-samples.ts';
import { put } from '../../../../tests/support/files.ts';
import { cast, world, type World } from '../../../../tests/support/world.ts';

const told = async (here: World, person: keyof typeof cast) =>
	(await here.mails()).filter(({ to }) => to === cast[person].email);
const acts = async ({ base }: World) =>
	(await base.db.selectFrom('auditEntry').select('act').where('act', 'like', 'document.%').execute()).map(
		({ act }) => act
	);

group('Putting documents before a structure', () => {
	test('several files in one act keep their names as titles, and are told of in one mail', async () => {
		const here = await world();
		const structure = here.structure('sexey');
		const sam = here.as('sam');
		const files = [await put(sam, 'contrat_signé.txt', 'un'), await put(sam, 'annexe.txt', 'deux')];
		expect(
			await sam.documents.add({ to: structure, kind: 'contract', seenBy: 'everybody', files, announce: true })
		).toEqual({ count: 2 });
		const { documents } = await here.as('vera').documents.list({ structure });
		expect(documents.map(({ title }) => title).sort()).toEqual(['annexe', 'contrat signé']);
		const [mail, ...more] = await told(here, 'vera');
		expect(more).toEqual([]);
		expect(mail!.subject).toBe('2 nouveaux documents pour Mairie de Sexey-aux-Forges');
		expect(mail!.text).toContain('– contrat signé');
		expect(mail!.text).toContain(`http://localhost:3000/s/${structure}/documents`);
		expect(mail!.text).toContain('http://localhost:3000/account/notifications/preferences');
	});

	test('nobody is told unless staff ask for it', async () => {
		const here = await world();
		await documentIn(here, here.structure('sexey'));
		expect(await here.mails()).toEqual([]);
	});

	test('one title is for one file, roles are for somebody, and a day is one of the calendar', async () => {
		const here = await world();
		const to = here.structure('sexey');
		const sam = here.as('sam');
		const files = [await put(sam, 'a.txt', 'un'), await put(sam, 'b.txt', 'deux')];
		const refused = async (values: object, fields: object) =>
			expect(sam.documents.add({ to, kind: 'contract', seenBy: 'everybody', files, ...values })).rejects.toMatchObject({
				cause: { fields }
			});
		await refused({ title: 'Contrat' }, { title: expect.any(String) });
		await refused({ seenBy: 'roles' }, { roles: expect.any(String) });
		// Meant for some, it goes to nobody rather than to all.
		for (const seenBy of ['everybody', 'administrators', undefined] as const)
			await refused({ seenBy, roles: ['accounting'] }, { seenBy: expect.any(String) });
		for (const documentDate of ['2026-02-30', '26/11/2026', '1850-01-01', '2026-11-26T'])
			await expect(sam.documents.add({ to, kind: 'contract', files, documentDate })).rejects.toMatchObject({
				code: expect.stringMatching(/BAD_REQUEST|UNPROCESSABLE/)
			});
		await expect(sam.documents.add({ to, kind: 'contract', files: [] })).rejects.toThrow();
		// Refused, they wait on.
		expect(await sam.files.waiting({ ids: files })).toHaveLength(2);
		expect((await sam.documents.kept({ of: to })).documents).toEqual([]);
	});

	test('the same bytes are in a structure once, until they are withdrawn', async () => {
		const here = await world();
		const to = here.structure('sexey');
		const sam = here.as('sam');
		const again = async () =>
			sam.documents.add({
				to,
				kind: 'other',
				seenBy: 'everybody',
				files: [await put(sam, 'autre-nom.txt', 'Le même')]
			});
		const document = await documentIn(here, to, { bytes: 'Le même' });
		await expect(again()).rejects.toMatchObject({ cause: { fields: { files: expect.stringContaining('autre-nom') } } });
		await documentIn(here, here.structure('commercy'), { bytes: 'Le même' });
		await sam.documents.withdraw({ document });
		expect(await again()).toEqual({ count: 1 });
	});

	test('the same form sent twice publishes and tells once; with other files, it is another', async () => {
		const here = await world();
		const to = here.structure('sexey');
		const sam = here.as('sam');
		const requestKey = randomUUID();
		const files = [await put(sam, 'a.txt', 'un')];
		const send = (files: string[]) =>
			sam.documents.add({ to, kind: 'contract', seenBy: 'everybody', files, requestKey, announce: true });
		const both = await Promise.all([send(files), send(files)]);
		// Without a script it brings its file anew.
		expect([...both, await send([await put(sam, 'a.txt', 'un')])]).toEqual(Array(3).fill({ count: 1 }));
		expect(await told(here, 'vera')).toHaveLength(1);
		await send([await put(sam, 'b.txt', 'deux')]);
		expect((await sam.documents.kept({ of: to })).documents).toHaveLength(2);
		// Of somebody else it says nothing.
		const mona = here.as('mona');
		const hers = [await put(mona, 'c.txt', 'trois')];
		await mona.documents.add({ to, kind: 'invoice', files: hers, requestKey });
		expect((await sam.documents.kept({ of: to })).documents).toHaveLength(3);
	});

	test('an unknown structure is missing, and the files wait on', async () => {
		const here = await world();
		const sam = here.as('sam');
		const files = [await put(sam, 'a.txt', 'un')];
		await expect(sam.documents.add({ to: 'nowhere', kind: 'invoice', files })).rejects.toMatchObject({
			code: 'NOT_FOUND'
		});
		expect(await sam.files.waiting({ ids: files })).toHaveLength(1);
	});
});

group('What becomes of a document', () => {
	test('its title, kind and readers change, and each act is written down', async () => {
		const here = await world();
		const structure = here.structure('sexey');
		const document = await documentIn(here, structure, { title: 'Brouillon' });
		const { documents } = here.as('mona');
		await documents.edit({
			document,
			kind: 'invoice',
			title: 'Facture d’été',
			documentDate: '2026-07-01',
			seenBy: 'everybody',
			seen: 1
		});
		// A form of before would show everybody again what was closed meanwhile.
		await expect(
			documents.edit({ document, kind: 'other', title: 'Ancien', seenBy: 'everybody', seen: 1 })
		).rejects.toMatchObject({ code: 'CONFLICT', cause: { fields: { seen: expect.any(String) } } });
		expect((await here.as('vera').documents.list({ structure })).documents).toEqual([]);
		const [seen] = (await here.as('thea').documents.list({ structure, query: 'ete' })).documents;
		expect(seen).toMatchObject({ title: 'Facture d’été', kind: 'invoice', documentDate: '2026-07-01' });
		await documents.withdraw({ document });
		await documents.withdraw({ document });
		await expect(documents.edit({ document, kind: 'other', title: 'x', seen: 3 })).rejects.toMatchObject({
			code: 'CONFLICT'
		});
		await documents.forgetFile({ document });
		expect(await acts(here)).toEqual([
			'document.published',
			'document.edited',
			'document.withdrawn',
			'document.file_forgotten'
		]);
	});

	test('once withdrawn, staff see by whom, and may have the bytes forgotten for good', async () => {
		const here = await world();
		const structure = here.structure('sexey');
		const document = await documentIn(here, structure);
		const { documents } = here.as('sam');
		await expect(documents.forgetFile({ document })).rejects.toMatchObject({ code: 'CONFLICT' });
		await documents.withdraw({ document });
		const { hash } = await documents.staffFile({ document });
		expect(await documents.read({ document })).toMatchObject({ withdrawnBy: 'Samuel Petitjean', hasFile: true });
		await documents.forgetFile({ document });
		await documents.forgetFile({ document });
		expect(await here.base.files.read(hash)).toBeNull();
		expect((await documents.kept({ of: structure })).documents).toMatchObject([
			{ id: document, hasFile: false, size: null }
		]);
		await expect(documents.staffFile({ document })).rejects.toMatchObject({ code: 'NOT_FOUND' });
	});

	test('bytes another document has too stay', async () => {
		const here = await world();
		const document = await documentIn(here, here.structure('sexey'), { bytes: 'Commun' });
		const other = await documentIn(here, here.structure('commercy'), { bytes: 'Commun' });
		const { documents } = here.as('sam');
		await documents.withdraw({ document });
		await documents.forgetFile({ document });
		const { hash } = await documents.staffFile({ document: other });
		expect(await here.base.files.read(hash)).not.toBeNull();
	});
});

test('the list is read page by page, the newest first, without a gap or a repetition', async () => {
	const here = await world();
	const structure = here.structure('sexey');
	for (let index = 0; index < 45; index++) {
		await documentIn(here, structure, { title: `Pièce ${index}`, kind: index % 9 === 0 ? 'invoice' : 'other' });
		if (index % 5 === 0) here.pass({ seconds: 60 });
	}
	const read: string[] = [];
	let before: string | undefined;
	do {
		const page = await here.as('vera').documents.list({ structure, before });
		read.push(...page.documents.map(({ title }) => title));
		before = page.next ?? undefined;
		expect(page.counts).toEqual([{ kind: 'other', count: 40 }]);
	} while (before);
	const expected = Array.from({ length: 45 }, (_, index) => index).filter((index) => index % 9 !== 0);
	expect(read).toEqual(expected.reverse().map((index) => `Pièce ${index}`));
});

test.each([
	['contrat', true],
	['CONTRÀT', true],
	['maint', true],
	['2028 contr', true],
	['ntrat', false],
	['contrat absent', false],
	['%', true],
	['_______', true],
	['l’annee', true],
	["l'annee", true]
])('« %s » is looked for by beginnings of words: %s', async (query, found) => {
	const here = await world();
	const structure = here.structure('sexey');
	await documentIn(here, structure, { title: 'Contrat de maintenance 2026-2028 (l’année)' });
	expect((await here.as('vera').documents.list({ structure, query })).documents).toHaveLength(found ? 1 : 0);
});
