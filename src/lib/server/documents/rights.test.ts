import { randomUUID } from 'node:crypto';
import { describe as group, expect, test } from 'vitest';
import { describe } from '#server/platform/trpc.ts';
import { documentIn } from '../../../../tests/support/document-samples.ts';
import { callerOf, type Somebody } from '../../../../tests/support/everybody.ts';
import { put } from '../../../../tests/support/files.ts';
import { cast, world, type CastKey, type World } from '../../../../tests/support/world.ts';

/** Who of structure A sees what, written down without looking at how it is worked out. Véra stands there three times: without a role, as technical referent, as DPO. */
const READERS = ['vera', 'thea', 'adam', 'vera as technical', 'vera as dpo'] as const;
type Row = readonly ('sees' | '-')[];
const ROWS: Record<string, { put: Put; row: Row; told: Row }> = {
	//                                                            Véra     Théa     Adam     technical DPO
	'an invoice': {
		put: { kind: 'invoice' },
		row: /*                                                */ ['-', 'sees', 'sees', '-', '-'],
		told: /*                                               */ ['-', 'sees', '-', '-', '-']
	},
	'an invoice « for everybody »': {
		put: { kind: 'invoice', seenBy: 'everybody' },
		row: /*                                                */ ['-', 'sees', 'sees', '-', '-'],
		told: /*                                               */ ['-', 'sees', '-', '-', '-']
	},
	'an invoice « for technical referents »': {
		put: { kind: 'invoice', seenBy: 'roles', roles: ['technical'] },
		row: /*                                                */ ['-', 'sees', 'sees', '-', '-'],
		told: /*                                               */ ['-', 'sees', '-', '-', '-']
	},
	'a contract for everybody': {
		put: { kind: 'contract' },
		row: /*                                                */ ['sees', 'sees', 'sees', 'sees', 'sees'],
		told: /*                                               */ ['sees', 'sees', 'sees', 'sees', 'sees']
	},
	'a certificate for everybody': {
		put: { kind: 'certificate', seenBy: 'everybody' },
		row: /*                                                */ ['sees', 'sees', 'sees', 'sees', 'sees'],
		told: /*                                               */ ['sees', 'sees', 'sees', 'sees', 'sees']
	},
	'a contract for administrators': {
		put: { kind: 'contract', seenBy: 'administrators' },
		row: /*                                                */ ['-', '-', 'sees', '-', '-'],
		told: /*                                               */ ['-', '-', 'sees', '-', '-']
	},
	'something for accounting referents': {
		put: { kind: 'other', seenBy: 'roles', roles: ['accounting'] },
		row: /*                                                */ ['-', 'sees', 'sees', '-', '-'],
		told: /*                                               */ ['-', 'sees', 'sees', '-', '-']
	},
	'a contract for technical referents': {
		put: { kind: 'contract', seenBy: 'roles', roles: ['technical'] },
		row: /*                                                */ ['-', '-', 'sees', 'sees', '-'],
		told: /*                                               */ ['-', '-', 'sees', 'sees', '-']
	},
	'a certificate for the DPO': {
		put: { kind: 'certificate', seenBy: 'roles', roles: ['dpo'] },
		row: /*                                                */ ['-', '-', 'sees', '-', 'sees'],
		told: /*                                               */ ['-', '-', 'sees', '-', 'sees']
	},
	'something for the DPO and accounting referents': {
		put: { kind: 'other', seenBy: 'roles', roles: ['dpo', 'accounting'] },
		row: /*                                                */ ['-', 'sees', 'sees', '-', 'sees'],
		told: /*                                               */ ['-', 'sees', 'sees', '-', 'sees']
	}
};

type Put = NonNullable<Parameters<typeof documentIn>[2]>;

async function withRole(here: World, reader: (typeof READERS)[number]): Promise<CastKey> {
	const [person, role] = reader.split(' as ') as [CastKey, 'technical' | 'dpo' | undefined];
	if (!role) return person;
	const structureId = here.structure('sexey');
	// There is one DPO at most.
	await here.base.db.deleteFrom('referent').where('structureId', '=', structureId).where('role', '=', 'dpo').execute();
	await here.base.db
		.insertInto('referent')
		.values({
			role,
			contactId: await here.contactId(person, 'sexey'),
			structureId,
			sinceAt: here.base.now(),
			namedBy: null
		})
		.execute();
	return person;
}

const TITLE = 'Zibeline annuelle';
/** How somebody was refused, or `in`. */
const codeOf = (answer: Promise<unknown>): Promise<string> =>
	answer.then(
		() => 'in',
		(error: unknown) => describe(error).code
	);

group.each(Object.entries(ROWS))('%s', (_, { put: values, row, told }) => {
	test.each(READERS.map((reader, index) => ({ reader, sees: row[index]!, isTold: told[index]! })))(
		'$reader: $sees in the list, in a search, in counts and at the download; by mail: $isTold',
		async ({ reader, sees, isTold }) => {
			const here = await world();
			const structure = here.structure('sexey');
			const person = await withRole(here, reader);
			const { documents } = here.as(person);
			const empty = await documents.list({ structure });
			const document = await documentIn(here, structure, { ...values, title: TITLE, announce: true });

			const listed = await documents.list({ structure });
			const found = await documents.list({ structure, query: 'zibeline' });
			const ofKind = await documents.list({ structure, kind: values.kind! });
			const ids = (list: { documents: { id: string }[] }) => list.documents.map(({ id }) => id);
			const seen = sees === 'sees';
			expect([ids(listed), ids(found), ids(ofKind)].map((all) => all.includes(document))).toEqual([seen, seen, seen]);
			expect(found.counts.reduce((sum, { count }) => sum + count, 0)).toBe(seen ? 1 : 0);
			if (!seen) expect(listed).toEqual(empty);
			expect(await codeOf(documents.file({ structure, document }))).toBe(seen ? 'in' : 'not_found');

			const mails = (await here.mails()).filter(({ to }) => to === cast[person].email);
			expect(mails.map(({ text }) => text.includes(TITLE))).toEqual(isTold === 'sees' ? [true] : []);

			await here.as('sam').documents.withdraw({ document });
			expect(await documents.list({ structure })).toEqual(empty);
			expect(await codeOf(documents.file({ structure, document }))).toBe('not_found');
		}
	);
});

test.each([
	['anonymous', 'unauthenticated'],
	['noor', 'not_found'],
	['pia', 'not_validated'],
	['lola', 'not_found'],
	['rene', 'not_found'],
	['otto', 'not_found'],
	['sam', 'forbidden'],
	['mona', 'forbidden']
] as [Somebody, string][])('%s reads nothing there as a customer: %s', async (person, refusal) => {
	const here = await world();
	const structure = here.structure('sexey');
	const document = await documentIn(here, structure, { announce: true });
	const { documents } = callerOf(here, person);
	expect(await codeOf(documents.list({ structure }))).toBe(refusal);
	expect(await codeOf(documents.file({ structure, document }))).toBe(refusal);
	expect(await codeOf(documents.publicDocument({ id: document }))).toBe('not_found');
	const to = person === 'anonymous' ? [] : [cast[person].email];
	expect((await here.mails()).filter((mail) => to.includes(mail.to))).toEqual([]);
});

test('what somebody may not see is no place in the list, and a document of another structure is in none', async () => {
	const here = await world();
	const structure = here.structure('sexey');
	await documentIn(here, structure, { title: 'Pour tous' });
	const hidden = await documentIn(here, structure, { kind: 'invoice' });
	const elsewhere = await documentIn(here, here.structure('commercy'));
	const { documents } = here.as('vera');
	const whole = await documents.list({ structure });
	for (const before of [hidden, elsewhere, randomUUID()])
		expect(await documents.list({ structure, before })).toEqual(whole);
	expect(await codeOf(documents.file({ structure, document: elsewhere }))).toBe('not_found');
});

test('a role that was taken away between two downloads closes the second', async () => {
	const here = await world();
	const structure = here.structure('sexey');
	const document = await documentIn(here, structure, { kind: 'invoice' });
	const { documents } = here.as('thea');
	expect(await codeOf(documents.file({ structure, document }))).toBe('in');
	const contact = await here.contactId('thea', 'sexey');
	await here.as('sam').proposals.vacateReferent({ structure, role: 'accounting', contact });
	expect(await codeOf(documents.file({ structure, document }))).toBe('not_found');
	expect((await documents.list({ structure })).readsInvoices).toBe(false);
	await here.as('adam').contacts.lock({ structure, contact, vacate: true });
	expect(await codeOf(documents.list({ structure }))).toBe('not_found');
});

test('public documents are everybody’s, and no structure’s', async () => {
	const here = await world();
	const structure = here.structure('sexey');
	const inside = await documentIn(here, structure);
	await here.as('sam').documents.addPublic({
		files: [await put(here.as('sam'), 'qualiopi.txt', 'Qualiopi')],
		title: 'Qualiopi',
		documentDate: '2026-02-01'
	});
	const listed = await here.visitor().documents.listPublic();
	expect(listed.map(({ title }) => title)).toEqual(['Qualiopi']);
	// An invoice is somebody's, whatever was chosen.
	const files = [await put(here.as('sam'), 'F-2026-1.txt', 'Facture')];
	const invoice = { kind: 'invoice', title: 'Facture' } as const;
	await expect(here.as('sam').documents.addPublic({ files, ...invoice })).rejects.toMatchObject({
		cause: { fields: { kind: expect.any(String) } }
	});
	await expect(here.as('sam').documents.edit({ document: listed[0]!.id, seen: 1, ...invoice })).rejects.toMatchObject({
		cause: { fields: { kind: expect.any(String) } }
	});
	expect((await here.visitor().documents.listPublic()).map(({ title }) => title)).toEqual(['Qualiopi']);
	expect((await here.as('adam').documents.list({ structure })).documents.map(({ id }) => id)).toEqual([inside]);
	await here.as('mona').documents.withdraw({ document: listed[0]!.id });
	expect(await here.visitor().documents.listPublic()).toEqual([]);
	expect(await codeOf(here.visitor().documents.publicDocument({ id: listed[0]!.id }))).toBe('not_found');
});
