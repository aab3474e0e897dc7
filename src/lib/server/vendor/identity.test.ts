import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { readSettings } from '#server/platform/settings.ts';
import { describe } from '#server/platform/trpc.ts';
import { PICTURE_MOST_BYTES } from '#lib/schemas/vendor-choices.ts';
import { put } from '../../../../tests/support/files.ts';
import { world, type World } from '../../../../tests/support/world.ts';
import { applyVendorSettings } from './domain.ts';

const refusal = async (answer: Promise<unknown>) => describe(await answer.catch((error: unknown) => error));

/** The same portal as its operator started it. */
const started = (here: World, environment: Record<string, string>) => {
	const settings = readSettings({ DATA_DIR: '/nonexistent', LOG_LEVEL: 'silent', ...environment });
	Object.assign(here.base, { settings });
	return here;
};

/** Whether the bytes are still there. */
async function isKept({ files }: World['base'], hash: string): Promise<boolean> {
	const stream = await files.read(hash);
	if (stream) for await (const _part of stream);
	return stream !== null;
}

const picture = (width: number, height: number, format: 'png' | 'jpeg' | 'webp' | 'gif' = 'png') =>
	sharp({ create: { width, height, channels: 3, background: '#0b4f5e' } })
		.toFormat(format)
		.toBuffer();

test('what a manager writes is shown to everybody at the next request, the phone in one form', async () => {
	const { as, visitor } = await world();
	await as('mona').vendor.setIdentity({ name: 'Autre maison', phone: '+33 3 83 90 10 00', hoursFr: '9 h – 17 h' });
	expect(await visitor().vendor.show()).toMatchObject({
		name: 'Autre maison',
		phone: '0383901000',
		hours: '9 h – 17 h'
	});
	const { act } = (await as('mona').audit.list({})).entries[0]!;
	expect(act).toBe('vendor.identity_changed');
});

test('a vendor whose name begins with a pictogram is shown like any other', async () => {
	const { as, visitor } = await world();
	await as('mona').vendor.setIdentity({ name: '🏔️ Atelier vosgien' });
	expect(await visitor().vendor.show()).toMatchObject({
		name: '🏔️ Atelier vosgien',
		icon: expect.stringMatching(/^\/brand\/icon\?v=A[\da-f]{6}$/) as string
	});
});

test('what is left out stays, and writing the same again changes nothing', async () => {
	const { as, base } = await world();
	await as('mona').vendor.setIdentity({ name: 'Autre maison', email: 'a@autre.example' });
	await as('mona').vendor.setIdentity({ email: '' });
	expect(await as('mona').vendor.identity()).toMatchObject({ name: 'Autre maison', email: '' });
	const count = () => base.db.selectFrom('auditEntry').select('id').execute();
	const before = (await count()).length;
	await as('mona').vendor.setIdentity({ name: 'Autre maison', email: '' });
	expect((await count()).length).toBe(before);
});

test.each([
	['website', 'javascript:alert(1)'],
	['website', 'ftp://autre.example'],
	['website', 'www.autre.example'],
	['website', 'https://user@autre.example'],
	['website', `https://autre.example/${'a'.repeat(200)}`],
	['email', 'pas une adresse'],
	['mailFrom', 'a@b.example\r\nBcc: c@d.example'],
	['phone', '03 83 DEFI'],
	['name', ' '],
	['name', 'a'.repeat(101)],
	['hoursFr', 'a'.repeat(301)]
])('%s « %s » is refused at its field, and nothing is changed', async (field, value) => {
	const { as } = await world();
	const before = await as('mona').vendor.identity();
	const told = await refusal(as('mona').vendor.setIdentity({ [field]: value }));
	expect(told.code).toBe('invalid');
	expect(Object.keys(told.fields ?? {})).toEqual([field]);
	expect(await as('mona').vendor.identity()).toEqual(before);
});

test('the environment is the operator’s word: what it fixes is named, and refused', async () => {
	const here = started(await world(), {
		VENDOR_NAME: 'DEFI',
		VENDOR_HOURS: '8 h – 18 h',
		VENDOR_LEGAL: '## Éditeur',
		VENDOR_COLOR: '#7a1f5c',
		MAIL_FROM: 'espace@defi.example'
	});
	await applyVendorSettings(here.base);
	const identity = await here.as('mona').vendor.identity();
	expect(identity.fixed).toEqual({
		name: 'VENDOR_NAME',
		hoursFr: 'VENDOR_HOURS',
		hoursEn: 'VENDOR_HOURS',
		legalFr: 'VENDOR_LEGAL',
		legalEn: 'VENDOR_LEGAL',
		color: 'VENDOR_COLOR',
		mailFrom: 'MAIL_FROM'
	});
	expect(identity.sender).toBe('espace@defi.example');
	for (const answer of [
		here.as('mona').vendor.setIdentity({ name: 'Autre', email: 'a@b.example' }),
		here.as('mona').vendor.setLegal({ legalFr: 'Autre' }),
		here.as('mona').vendor.setColor({ color: '#0b4f5e' })
	])
		expect(Object.values((await refusal(answer)).fields ?? {})[0]).toMatch(/VENDOR_(NAME|LEGAL|COLOR)/);
	expect(await here.as('mona').vendor.identity()).toEqual(identity);
	// The rest is the managers'.
	await here.as('mona').vendor.setIdentity({ name: 'DEFI', email: 'a@b.example' });
	expect((await here.visitor().vendor.show()).email).toBe('a@b.example');
	await applyVendorSettings(here.base);
	expect((await here.visitor().vendor.show()).email, 'a start leaves the rest alone').toBe('a@b.example');
});

test('a colour is taken in any writing; one of which only grey would be left is refused with its contrast', async () => {
	const { as, visitor } = await world();
	await as('mona').vendor.setColor({ color: ' 7A1F5C ' });
	const { color, colors, icon } = await visitor().vendor.show();
	expect(color).toBe('#7a1f5c');
	for (const wrong of ['#fff', '7a1f5', 'red', '#7a1f5c00', 'url(x)'])
		expect((await refusal(as('mona').vendor.setColor({ color: wrong }))).fields).toHaveProperty('color');
	const told = await refusal(as('mona').vendor.setColor({ color: '#ffffff' }));
	expect(told.fields!.color).toContain('1.0');
	await as('mona').vendor.setColor({ color: '#ffff00' });
	const now = await visitor().vendor.show();
	expect(now.color).toBe('#ffff00');
	// What is kept by browsers is found under another address.
	expect(now.colors).not.toBe(colors);
	expect(now.icon).not.toBe(icon);
});

test('a logo is shown under an address of its own, and the bytes of the one before are forgotten', async () => {
	const { as, base } = await world();
	const send = async (width: number) => {
		const id = await put(as('mona'), 'logo.png', await picture(width, 80));
		await as('mona').vendor.setPicture({ name: 'logo', files: [id] });
		return (await as('mona').vendor.image({ name: 'logo' }))!.hash;
	};
	const first = await send(300);
	expect(await isKept(base, first)).toBe(true);
	const address = (await as('mona').vendor.show()).logo;
	const second = await send(320);
	expect(second).not.toBe(first);
	expect((await as('mona').vendor.show()).logo).not.toBe(address);
	expect(await isKept(base, first), 'nothing names it any more').toBe(false);
	expect(await base.db.selectFrom('storedFile').select('hash').where('hash', '=', first).execute()).toEqual([]);
	await as('mona').vendor.removePicture({ name: 'logo' });
	expect(await isKept(base, second)).toBe(false);
	expect((await as('mona').vendor.show()).logo).toBeUndefined();
});

test('one picture in two places is kept until neither shows it', async () => {
	const { as, base } = await world();
	for (const name of ['logo', 'icon'] as const) {
		const id = await put(as('mona'), 'carre.png', await picture(512, 512));
		await as('mona').vendor.setPicture({ name, files: [id] });
	}
	const { hash } = (await as('mona').vendor.image({ name: 'icon' }))!;
	await as('mona').vendor.removePicture({ name: 'logo' });
	expect(await isKept(base, hash)).toBe(true);
	await as('mona').vendor.removePicture({ name: 'icon' });
	expect(await isKept(base, hash)).toBe(false);
});

test.each([
	['icon', 'not square', () => picture(600, 512), /600 × 512/],
	['icon', 'a pixel too small', () => picture(511, 511), /511/],
	['logo', 'a pixel too low', () => picture(300, 63), /63/],
	['logo', 'too many pixels', () => picture(2001, 2000), /2001 × 2000/],
	['logo', 'of another kind', () => picture(300, 80, 'gif'), /PNG/],
	['logo', 'no picture at all', async () => Buffer.from('Bonjour'), /PNG/]
] as const)('a picture for the %s that is %s is refused with what is wrong', async (name, _is, bytes, reason) => {
	const { as } = await world();
	const made = await bytes();
	const file = made.toString() === 'Bonjour' ? 'a.txt' : made.subarray(0, 3).toString() === 'GIF' ? 'a.gif' : 'a.png';
	const id = await put(as('mona'), file, made);
	const told = await refusal(as('mona').vendor.setPicture({ name, files: [id] }));
	expect(told.fields?.files).toMatch(reason);
	expect(await as('mona').vendor.image({ name })).toBeNull();
});

test('the edges are taken: 512 pixels a side, 64 high, four million pixels', async () => {
	const { as } = await world();
	for (const [name, width, height] of [
		['icon', 512, 512],
		['logo', 300, 64],
		['logo-dark', 2000, 2000]
	] as const) {
		const id = await put(as('mona'), 'a.png', await picture(width, height));
		await as('mona').vendor.setPicture({ name, files: [id] });
		expect(await as('mona').vendor.image({ name })).toMatchObject({ type: 'image/png' });
	}
});

test('a heavy picture, an SVG, none, two, and somebody else’s file are refused', async () => {
	const { as } = await world();
	const heavy = await sharp(randomBytes(450 * 450 * 3), { raw: { width: 450, height: 450, channels: 3 } })
		.png()
		.toBuffer();
	expect(heavy.length).toBeGreaterThan(PICTURE_MOST_BYTES);
	const set = (files: string[]) => refusal(as('mona').vendor.setPicture({ name: 'logo', files }));
	expect((await set([await put(as('mona'), 'a.png', heavy)])).fields?.files).toContain('512');
	const svg = await refusal(put(as('mona'), 'logo.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>'));
	expect(svg.message).toContain('SVG');
	expect((await set([])).fields).toHaveProperty('files');
	const [one, two] = [
		await put(as('mona'), 'a.png', await picture(99, 80)),
		await put(as('mona'), 'b.png', await picture(98, 80))
	];
	expect((await set([one, two])).fields).toHaveProperty('files');
	const strange = await put(as('sam'), 'c.png', await picture(97, 80));
	expect((await set([strange])).fields).toHaveProperty('files');
	expect(await as('mona').vendor.image({ name: 'logo' })).toBeNull();
});

test('legal texts are counted with single line ends, and shown in the reader’s language', async () => {
	const { as, visitor } = await world();
	await as('mona').vendor.setLegal({ legalFr: `## Éditeur\r\n${'a'.repeat(100)}`, legalEn: '' });
	expect((await visitor().vendor.legal()).text).toBe(`## Éditeur\n${'a'.repeat(100)}`);
	expect((await visitor().vendor.show()).hasLegal).toBe(true);
	await as('mona').vendor.setLegal({ legalFr: 'é'.repeat(20_000) });
	expect(await refusal(as('mona').vendor.setLegal({ legalFr: 'é'.repeat(20_001) }))).toMatchObject({ code: 'invalid' });
});

test('a form that shows what has changed since overwrites nothing of it, and says so', async () => {
	const here = await world();
	const { vendor } = here.as('mona');
	const { states } = await vendor.identity();
	await vendor.setIdentity({ phone: '03 83 90 10 01', seen: states.identity });
	const late = await refusal(vendor.setIdentity({ phone: '', hoursFr: '9 h – 17 h', seen: states.identity }));
	expect(late).toMatchObject({ code: 'conflict', fields: { seen: expect.any(String) } });
	expect(await vendor.identity()).toMatchObject({ phone: '0383901001', states: { legal: states.legal } });
	await vendor.setLegal({ legalFr: 'Un', seen: states.legal });
	expect(await refusal(vendor.setLegal({ legalFr: 'Deux', seen: states.legal }))).toMatchObject({ code: 'conflict' });
	const { state } = await vendor.limits();
	await vendor.setLimits({ maxFiles: 3, seen: state });
	expect(await refusal(vendor.setLimits({ reopenDays: 3, seen: state }))).toMatchObject({ code: 'conflict' });
	expect((await vendor.limits()).values.reopenDays).not.toBe(3);
});
