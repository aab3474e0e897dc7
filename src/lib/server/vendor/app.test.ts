import { expect, test } from 'vitest';
import { shortNameOf } from '#lib/schemas/app-choices.ts';
import { readSettings } from '#server/platform/settings.ts';
import { describe } from '#server/platform/trpc.ts';
import { world, type World } from '../../../../tests/support/world.ts';
import { twaManifest } from './twa-manifest.ts';

const PRINT = Array.from({ length: 32 }, (_, at) => at.toString(16).padStart(2, '0').toUpperCase()).join(':');
const OTHER = Array(32).fill('AB').join(':');
const APP = { shortName: 'Client', playPackage: 'fr.exemple.client', fingerprints: PRINT, playShown: true };

const refusal = async (answer: Promise<unknown>) => describe(await answer.catch((error: unknown) => error));

test('what a manager sets ties the address to the application, and is written down once', async () => {
	const { as, base, visitor } = await world();
	expect(await visitor().vendor.assetLinks()).toEqual([]);
	await as('mona').vendor.setApp({ ...APP, fingerprints: `${PRINT}\r\n\r\n${OTHER}\n${OTHER}` });
	expect(await visitor().vendor.assetLinks()).toEqual([
		{
			relation: ['delegate_permission/common.handle_all_urls'],
			target: { namespace: 'android_app', package_name: 'fr.exemple.client', sha256_cert_fingerprints: [PRINT, OTHER] }
		}
	]);
	expect((await visitor().vendor.show()).app).toMatchObject({
		shortName: 'Client',
		play: 'https://play.google.com/store/apps/details?id=fr.exemple.client'
	});
	const { act } = (await as('mona').audit.list({})).entries[0]!;
	expect(act).toBe('vendor.app_changed');
	const count = async () => (await base.db.selectFrom('auditEntry').select('id').execute()).length;
	const before = await count();
	await as('mona').vendor.setApp({ ...APP, fingerprints: `${PRINT}\n${OTHER}` });
	expect(await count(), 'the same again changes nothing').toBe(before);
});

test('nobody is led to Google Play before the application is there', async () => {
	const { as, visitor } = await world();
	await as('mona').vendor.setApp({ ...APP, playShown: false });
	expect((await visitor().vendor.show()).app.play).toBeNull();
	expect(await visitor().vendor.assetLinks(), 'its wrapper can be tried meanwhile').toHaveLength(1);
});

test.each([
	['capitals', PRINT],
	['small letters', PRINT.toLowerCase()],
	['no colons', PRINT.replaceAll(':', '')],
	['spaces', PRINT.replaceAll(':', ' ')],
	['what keytool writes before', `SHA256: ${PRINT}`]
])('a fingerprint is taken with %s', async (_, typed) => {
	const { as } = await world();
	await as('mona').vendor.setApp({ ...APP, fingerprints: `  ${typed}  ` });
	expect((await as('mona').vendor.app()).fingerprints).toEqual([PRINT]);
});

test.each([
	['shortName', 'a'.repeat(13)],
	['shortName', 'a\u0000'],
	['playPackage', 'client'],
	['playPackage', 'fr.exemple.1client'],
	['playPackage', 'fr.exemple..client'],
	['playPackage', 'fr.exemple client'],
	['playPackage', `fr.${'a'.repeat(148)}`],
	['playPackage', ''],
	['fingerprints', PRINT.slice(3)],
	['fingerprints', `${PRINT}:AB`],
	['fingerprints', PRINT.replace('00', 'GG')],
	['fingerprints', `${PRINT}\nSHA1: AB:CD`],
	['fingerprints', 'a'.repeat(2001)],
	['fingerprints', Array.from({ length: 11 }, (_, at) => at.toString(16).padStart(64, '0')).join('\n')]
])('%s « %s » is refused at its field, and nothing is changed', async (field, value) => {
	const { as } = await world();
	await as('mona').vendor.setApp(APP);
	const before = await as('mona').vendor.app();
	const told = await refusal(as('mona').vendor.setApp({ ...APP, [field]: value }));
	expect(told.code).toBe('invalid');
	expect(Object.keys(told.fields ?? {})).toEqual([field]);
	expect(await as('mona').vendor.app()).toEqual(before);
});

test('ten fingerprints are taken, and all of it can be taken back', async () => {
	const { as, visitor } = await world();
	const ten = Array.from({ length: 10 }, (_, at) => at.toString(16).padStart(64, '0')).join('\n');
	await as('mona').vendor.setApp({ ...APP, fingerprints: ten });
	expect((await as('mona').vendor.app()).fingerprints).toHaveLength(10);
	await as('mona').vendor.setApp({ shortName: '', playPackage: '', fingerprints: '', playShown: false });
	expect(await visitor().vendor.assetLinks()).toEqual([]);
});

test.each([
	['DEFI Informatique', 'DEFI'],
	['Maison Prune', 'Maison Prune'],
	['Anticonstitutionnel', 'Anticonstitu'],
	['A B C D E F G H', 'A B C D E F'],
	['🏔️ Atelier vosgien', '🏔️ Atelier']
])('« %s » stands under its icon as « %s » where nobody wrote otherwise', (name, short) => {
	expect(shortNameOf(name)).toBe(short);
});

const httpsPortal = ({ base }: World) => ({
	db: base.db,
	settings: readSettings({ DATA_DIR: '/nonexistent', ORIGIN: 'https://client.exemple.fr' })
});

test('Bubblewrap finds in its manifest all it needs, in the forms it takes', async () => {
	const here = await world();
	await here.as('mona').vendor.setIdentity({ name: 'Maison Prune' });
	await here.as('mona').vendor.setColor({ color: '#7a1f5c' });
	await here.as('mona').vendor.setApp(APP);
	const manifest = await twaManifest(httpsPortal(here));
	expect(manifest).toMatchObject({
		packageId: 'fr.exemple.client',
		host: 'client.exemple.fr',
		name: 'Maison Prune',
		launcherName: 'Client',
		display: 'standalone',
		startUrl: '/',
		themeColor: '#7a1f5c',
		fallbackType: 'customtabs',
		webManifestUrl: 'https://client.exemple.fr/manifest.webmanifest',
		fullScopeUrl: 'https://client.exemple.fr/',
		fingerprints: [{ value: PRINT }],
		signingKey: { path: './android.keystore', alias: 'android' },
		shortcuts: [{ name: 'Nouveau ticket', url: '/new-ticket' }]
	});
	for (const [key, value] of Object.entries(manifest))
		if (/Color/.test(key)) expect([key, value]).toEqual([key, expect.stringMatching(/^#[0-9a-f]{6}$/)]);
	for (const url of [manifest.iconUrl, manifest.maskableIconUrl, manifest.shortcuts[0]!.chosenIconUrl])
		expect(url).toMatch(/^https:\/\/client\.exemple\.fr\/brand\/app\/[\w-]+\.png\?v=\S+$/);
	expect(manifest.launcherName.length).toBeLessThanOrEqual(12);
});

test('without https or a package there is no manifest for Google Play, and the reason is said', async () => {
	const here = await world();
	await expect(twaManifest(httpsPortal(here))).rejects.toThrow('package name');
	await here.as('mona').vendor.setApp(APP);
	await expect(twaManifest({ db: here.base.db, settings: readSettings({ DATA_DIR: '/nonexistent' }) })).rejects.toThrow(
		'ORIGIN'
	);
});
