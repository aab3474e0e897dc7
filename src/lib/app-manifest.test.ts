import { expect, test } from 'vitest';
import { inLocale } from '#server/platform/locale.ts';
import { appManifest, type Screenshot } from './app-manifest.ts';

const pictures: Screenshot[] = [{ src: '/a.webp', sizes: '800x1680', form_factor: 'narrow', label: 'Accueil' }];
const defi = {
	name: 'DEFI Informatique',
	color: '#0b4f5e',
	app: { shortName: 'DEFI', icons: '1abc', play: 'https://play.google.com/store/apps/details?id=fr.defi.client' }
};

test('the manifest names its vendor, its colour and its addresses, in the reader’s language', () => {
	const french = inLocale('fr', () => appManifest(defi, 'fr', pictures));
	expect(french).toMatchObject({
		id: '/',
		start_url: '/',
		scope: '/',
		display: 'standalone',
		name: 'DEFI Informatique',
		short_name: 'DEFI',
		lang: 'fr',
		theme_color: '#0b4f5e',
		prefer_related_applications: false
	});
	expect(french.description).toContain('Espace client de DEFI Informatique');
	expect(french.shortcuts).toMatchObject([{ name: 'Nouveau ticket', url: '/new-ticket' }]);
	expect(french.related_applications).toEqual([{ platform: 'play', url: defi.app.play, id: 'fr.defi.client' }]);
	const english = inLocale('en', () => appManifest(defi, 'en', pictures));
	expect(english).toMatchObject({ lang: 'en', shortcuts: [{ name: 'New ticket' }] });
});

test('another vendor’s manifest says nothing of the first one, and no application that is nowhere', () => {
	const other = { name: 'Maison Prune', color: '#7a1f5c', app: { shortName: 'Prune', icons: '1M7a1f5c', play: null } };
	const manifest = appManifest(other, 'fr', []);
	expect(manifest).toMatchObject({ name: 'Maison Prune', short_name: 'Prune', related_applications: [] });
	expect(manifest.theme_color).toBe('#7a1f5c');
	expect(JSON.stringify(manifest)).not.toMatch(/DEFI|0b4f5e/);
});

test('icons are there at both sizes, whole and cut, each under an address of its version', () => {
	const { icons } = appManifest(defi, 'fr', []);
	expect(icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`).sort()).toEqual([
		'192x192 any',
		'192x192 maskable',
		'512x512 any',
		'512x512 maskable'
	]);
	for (const { src, type } of icons) expect([src, type]).toEqual([expect.stringMatching(/\?v=1abc$/), 'image/png']);
});

test('other apps share words, addresses, pictures and documents', () => {
	const { share_target: target } = appManifest(defi, 'fr', []);
	expect(target).toMatchObject({ action: '/share', method: 'POST', enctype: 'multipart/form-data' });
	expect(target.params).toMatchObject({ title: 'title', text: 'text', url: 'url' });
	expect(target.params.files[0]!.accept).toEqual(expect.arrayContaining(['image/*', 'application/pdf']));
});
