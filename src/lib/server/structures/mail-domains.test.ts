import { expect, test } from 'vitest';
import { world } from '../../../../tests/support/world.ts';
import { canonicalMailDomain } from './mail-domain.ts';
import { MOST_MAIL_DOMAINS } from './mail-domains.ts';

test.each([
	['mairie.fr', 'mairie.fr'],
	['  MAIRIE.fr ', 'mairie.fr'],
	['@mairie.fr', 'mairie.fr'],
	['accueil@Mairie.fr', 'mairie.fr'],
	['services.mairie.fr.', 'services.mairie.fr'],
	['mairie-évry.fr', 'xn--mairie-vry-h7a.fr'],
	['MAIRIE-ÉVRY.FR', 'xn--mairie-vry-h7a.fr'],
	['xn--mairie-vry-h7a.fr', 'xn--mairie-vry-h7a.fr'],
	['mairie', null],
	['mairie..fr', null],
	['-mairie.fr', null],
	['mairie_1.fr', null],
	['https://mairie.fr', null],
	['mairie.fr/contact', null],
	['mairie.fr:25', null],
	['mairie fr.example', null],
	['mairie%2efr.example', null],
	['192.168.1.20', null],
	['1.2', null],
	['@', null],
	['', null],
	[`${'a'.repeat(64)}.fr`, null],
	[`${'a.'.repeat(126)}fr`, null]
])('« %s » is kept as %s', (typed, kept) => {
	expect(canonicalMailDomain(typed)).toBe(kept);
});

test('a structure gets several mail domains, and whoever signs up with one asks to be let in there', async () => {
	const portal = await world();
	const { structures } = portal.as('sam');
	const structure = portal.structure('sexey');
	expect(await structures.addMailDomain({ structure, domain: 'Régie@Sexey.example' })).toEqual({
		domain: 'sexey.example'
	});
	// Sent twice, it is recorded once.
	await structures.addMailDomain({ structure, domain: '@SEXEY.example' });
	expect((await structures.overview({ id: structure })).mailDomains.map(({ domain }) => domain)).toEqual([
		'sexey-aux-forges.example',
		'sexey.example'
	]);
	await structures.removeMailDomain({ structure, domain: 'sexey.example' });
	await structures.removeMailDomain({ structure, domain: 'sexey.example' });
	expect((await structures.overview({ id: structure })).mailDomains).toHaveLength(1);
	const acts = await portal.base.db
		.selectFrom('auditEntry')
		.select(['act', 'structureId'])
		.where('act', 'like', 'structure.mail_domain%')
		.execute();
	expect(acts).toEqual([
		{ act: 'structure.mail_domain_added', structureId: structure },
		{ act: 'structure.mail_domain_removed', structureId: structure }
	]);
});

test('what is no domain, anybody’s, or another structure’s is refused at its field, and changes nothing', async () => {
	const portal = await world();
	const { structures } = portal.as('sam');
	const structure = portal.structure('sexey');
	const refusal = (domain: string) =>
		structures.addMailDomain({ structure, domain }).then(
			() => null,
			({ cause }: { cause: { code: string; fields: Record<string, string> } }) => [cause.code, cause.fields.domain]
		);
	expect(await refusal('mairie')).toEqual(['invalid', expect.stringContaining('mairie-exemple.fr')]);
	expect(await refusal('pia@gmail.com')).toEqual(['invalid', expect.stringContaining('gmail.com')]);
	expect(await refusal('cfa-commercy.example')).toEqual([
		'conflict',
		expect.stringContaining('CFA du Pays de Commercy')
	]);
	expect((await structures.overview({ id: structure })).mailDomains).toHaveLength(1);
	await expect(structures.addMailDomain({ structure: 'none', domain: 'a.example' })).rejects.toMatchObject({
		code: 'NOT_FOUND'
	});
	await expect(structures.removeMailDomain({ structure, domain: 'cfa-commercy.example' })).resolves.toBeUndefined();
	expect((await structures.overview({ id: portal.structure('commercy') })).mailDomains).toHaveLength(1);
});

test('a structure has so many domains at most', async () => {
	const portal = await world();
	const { structures } = portal.as('sam');
	const structure = portal.structure('sexey');
	for (let n = 1; n < MOST_MAIL_DOMAINS; n++)
		await structures.addMailDomain({ structure, domain: `sexey${n}.example` });
	await expect(structures.addMailDomain({ structure, domain: 'one-more.example' })).rejects.toMatchObject({
		code: 'CONFLICT'
	});
});
