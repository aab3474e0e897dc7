import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { draft } from '../../../tests/support/ticket.ts';
import { cast, DEMO_PASSWORD, jar, world, type CastKey, type World } from '../../../tests/support/world.ts';
import { liveAnswer, type Watched } from './live.ts';
import { contextOf } from './request-context.ts';

const FROM = { ip: '192.0.2.2', userAgent: 'test' };
const FAST = { heartbeatMs: 40 };

async function signedIn(here: World, person: CastKey) {
	const cookies = jar();
	await here.visitor(cookies).accounts.signIn({ email: cast[person].email, password: DEMO_PASSWORD });
	return cookies;
}

/** Somebody's open page: what it was told, and whether the stream has ended. */
async function page(here: World, cookies: ReturnType<typeof jar>, watched: Watched | null = null, options = FAST) {
	const answer = liveAnswer(await contextOf(here.base, { cookies, request: FROM }), watched, options);
	const told: { bell: number; ticket: { messages: number } | null }[] = [];
	const end: { why?: string } = {};
	if (!answer.body) return { status: answer.status, told, end, until: async () => {} };
	const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
	onTestFinished(() => void reader.cancel().catch(() => {}));
	let raw = '';
	const reading = (async () => {
		for (;;) {
			const { done, value } = await reader.read();
			if (done) return;
			raw += value;
			const parts = raw.split('\n\n');
			raw = parts.pop()!;
			for (const part of parts) {
				if (part.startsWith('event: state')) told.push(JSON.parse(part.slice(part.indexOf('data: ') + 6)));
				if (part.startsWith('event: end')) end.why = part.slice(part.indexOf('data: ') + 6);
			}
		}
	})();
	void reading.catch(() => {});
	const until = async (holds: () => boolean) => {
		const limit = performance.now() + 5_000;
		while (!holds()) {
			if (performance.now() > limit) throw new Error(`Told only ${JSON.stringify(told)} ${JSON.stringify(end)}`);
			await new Promise((resolve) => setTimeout(resolve, 10));
		}
	};
	return { status: answer.status, answer, told, end, until };
}

async function opened(here: World, by: CastKey = 'vera', others = {}) {
	return (await here.as(by).tickets.open(draft(here.structure('sexey'), others))).number;
}
const reply = (here: World, number: number) =>
	here.as('sam').tickets.reply({ number, body: 'Voici.', status: 'waiting', requestKey: randomUUID() });

test('an open page is told how its ticket and its bell stand, and again when either changes', async () => {
	const here = await world();
	const number = await opened(here);
	const structure = here.structure('sexey');
	const vera = await page(here, await signedIn(here, 'vera'), { number, structure }, { heartbeatMs: 60_000 });
	expect(vera.answer!.headers.get('content-type')).toContain('text/event-stream');
	expect(vera.answer!.headers.get('cache-control')).toBe('no-store, no-transform');
	await vera.until(() => vera.told.length === 1);
	expect(vera.told[0]).toMatchObject({ bell: 0, ticket: { messages: 1 } });
	await reply(here, number);
	await vera.until(() => vera.told.at(-1)!.ticket!.messages === 2);
	await here.mails();
	await vera.until(() => vera.told.at(-1)!.bell === 1);
});

test('staff are told of notes, and the customer of the same ticket is told nothing', async () => {
	const here = await world();
	const number = await opened(here);
	const sam = await page(here, await signedIn(here, 'sam'), { number, structure: null });
	const vera = await page(here, await signedIn(here, 'vera'), { number, structure: here.structure('sexey') });
	await sam.until(() => sam.told.length === 1);
	await vera.until(() => vera.told.length === 1);
	await here.as('mona').tickets.note({ number, body: 'Entre nous.', requestKey: randomUUID() });
	await sam.until(() => sam.told.at(-1)!.ticket!.messages === 2);
	expect(vera.told.map(({ ticket }) => ticket!.messages)).toEqual([1]);
});

test('nobody watches a ticket they may not see: another structure’s, a colleague’s private one, or as staff', async () => {
	const here = await world();
	const number = await opened(here, 'vera', { private: true });
	const structure = here.structure('sexey');
	for (const [person, watched] of [
		['otto', { number, structure }],
		['otto', { number, structure: here.structure('commercy') }],
		['adam', { number, structure }],
		['vera', { number, structure: null }],
		['vera', { number: 999_999, structure }]
	] as const) {
		const open = await page(here, await signedIn(here, person), watched);
		await open.until(() => open.end.why === 'refused');
		expect(open.told, person).toEqual([]);
	}
	const nobody = await page(here, jar(), { number, structure });
	await nobody.until(() => nobody.end.why === 'signed out');
	expect(nobody.told).toEqual([]);
});

test('the stream ends with the access, though nothing else happens', async () => {
	const here = await world();
	const number = await opened(here);
	const structure = here.structure('sexey');
	const vera = await page(here, await signedIn(here, 'vera'), { number, structure });
	await vera.until(() => vera.told.length === 1);
	await here.as('adam').contacts.lock({ structure, contact: await here.contactId('vera', 'sexey') });
	await vera.until(() => vera.end.why === 'refused');
});

test('the stream ends with the session, and keeps no session alive', async () => {
	const here = await world();
	const cookies = await signedIn(here, 'sam');
	const sam = await page(here, cookies);
	await sam.until(() => sam.told.length === 1);
	const used = () => here.base.db.selectFrom('session').select(['lastUsedAt', 'expiresAt']).executeTakeFirst();
	const before = await used();
	here.pass({ hours: 1 });
	await new Promise((resolve) => setTimeout(resolve, 300));
	expect(await used()).toEqual(before);
	here.pass({ hours: 12 });
	await sam.until(() => sam.end.why === 'signed out');
});

test('the portal’s end ends every stream, and none begins any more', async () => {
	const here = await world();
	const cookies = await signedIn(here, 'vera');
	const vera = await page(here, cookies);
	await vera.until(() => vera.told.length === 1);
	here.base.hub.close();
	await vera.until(() => vera.end.why === 'stopping');
	const late = await page(here, cookies);
	await late.until(() => late.end.why === 'stopping');
});

test('a person has so many streams at most: the earliest makes room for the newest', async () => {
	const here = await world();
	const cookies = await signedIn(here, 'vera');
	const pages: Awaited<ReturnType<typeof page>>[] = [];
	for (let index = 0; index < 14; index++) pages.push(await page(here, cookies));
	await pages[1]!.until(() => pages[1]!.end.why === 'enough');
	await pages.at(-1)!.until(() => pages.at(-1)!.told.length === 1);
	expect(pages.map(({ end }) => end.why ?? 'open')).toEqual(['enough', 'enough', ...Array(12).fill('open')]);
});

test('a burst is told as how it ended, not blow by blow', async () => {
	const here = await world();
	const number = await opened(here);
	const vera = await page(
		here,
		await signedIn(here, 'vera'),
		{ number, structure: here.structure('sexey') },
		{ heartbeatMs: 60_000 }
	);
	await vera.until(() => vera.told.length === 1);
	for (let index = 0; index < 20; index++) await reply(here, number);
	await vera.until(() => vera.told.at(-1)!.ticket!.messages === 21);
	expect(vera.told.length).toBeLessThan(10);
});
