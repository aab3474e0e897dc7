import { expect, test } from 'vitest';
import { describe } from '#server/platform/trpc.ts';
import { draft } from '../../../../tests/support/ticket.ts';
import { world, type World } from '../../../../tests/support/world.ts';

const refusal = async (answer: Promise<unknown>) => describe(await answer.catch((error: unknown) => error));

const choices = ({ as, structure }: World) => as('vera').tickets.choices({ structure: structure('sexey') });
const offered = async (here: World) => (await choices(here)).categories.map(({ label }) => label);
const categoryCalled = async ({ as }: World, label: string) => {
	const { offered, retired } = await as('mona').tickets.categories();
	return [...offered, ...retired].find(({ labelFr }) => labelFr === label)!.id;
};

test('a category is added, named anew and moved, and customers find it where it stands', async () => {
	const here = await world();
	const { as } = here;
	const { id } = await as('mona').tickets.saveCategory({ labelFr: 'Panne', labelEn: 'Breakdown' });
	expect((await offered(here)).at(-1)).toBe('Panne');
	await as('mona').tickets.moveCategory({ category: id, direction: 'down' });
	expect((await offered(here)).at(-1), 'the end of the list').toBe('Panne');
	await as('mona').tickets.moveCategory({ category: id, direction: 'up' });
	expect((await offered(here)).at(-2)).toBe('Panne');
	await as('mona').tickets.saveCategory({ category: id, labelFr: 'Grosse panne', labelEn: 'Breakdown' });
	expect(await offered(here)).toContain('Grosse panne');
});

test('a retired category is offered no more, tickets keep it, and it comes back at the end', async () => {
	const here = await world();
	const { as, structure } = here;
	const category = 'incident';
	const { number } = await as('vera').tickets.open(draft(structure('sexey'), { category }));
	await as('mona').tickets.retireCategory({ category });
	expect(await offered(here)).not.toContain('Incident');
	expect((await as('vera').tickets.get({ structure: structure('sexey'), number })).category).toBe('Incident');
	const told = await refusal(as('vera').tickets.open(draft(structure('sexey'), { category })));
	expect(told.fields).toHaveProperty('category');
	// Retired twice, or brought back twice, is as once.
	await as('mona').tickets.retireCategory({ category });
	await as('mona').tickets.bringCategoryBack({ category });
	await as('mona').tickets.bringCategoryBack({ category });
	expect((await offered(here)).at(-1)).toBe('Incident');
});

test('those with a form of their own are renamed and moved, never removed; one plain category stays', async () => {
	const here = await world();
	const { as } = here;
	const typed = (await as('mona').tickets.categories()).offered.filter((category) => category.typed);
	expect(typed.map(({ labelFr }) => labelFr)).toEqual([
		'Devenir administrateur',
		'Email de référence oublié',
		'Gérer une autre structure'
	]);
	for (const { id, labelEn } of typed) {
		expect((await refusal(as('mona').tickets.retireCategory({ category: id }))).code).toBe('conflict');
		await as('mona').tickets.saveCategory({ category: id, labelFr: `Demande ${id}`, labelEn });
		await as('mona').tickets.moveCategory({ category: id, direction: 'up' });
	}
	expect((await choices(here)).categories.filter(({ kind }) => kind !== 'plain')).toHaveLength(3);
	const plain = (await as('mona').tickets.categories()).offered.filter((category) => !category.typed);
	for (const { id } of plain.slice(1)) await as('mona').tickets.retireCategory({ category: id });
	expect((await refusal(as('mona').tickets.retireCategory({ category: plain[0]!.id }))).code).toBe('conflict');
	expect((await choices(here)).categories.filter(({ kind }) => kind === 'plain')).toHaveLength(1);
});

test('two on offer cannot bear one label, whatever the case and the accents; a retired one hinders nobody', async () => {
	const here = await world();
	const { as } = here;
	const told = await refusal(as('mona').tickets.saveCategory({ labelFr: 'INCIDÉNT', labelEn: 'Something' }));
	expect(told).toMatchObject({ code: 'conflict', fields: { labelFr: expect.any(String) as string } });
	const category = await categoryCalled(here, 'Incident');
	// Its own label is not in its way.
	await as('mona').tickets.saveCategory({ category, labelFr: 'Incident', labelEn: 'Incident!' });
	await as('mona').tickets.retireCategory({ category });
	await as('mona').tickets.saveCategory({ labelFr: 'Incident', labelEn: 'Incident' });
	expect((await refusal(as('mona').tickets.bringCategoryBack({ category }))).code).toBe('conflict');
});

test.each([
	['labelFr', ''],
	['labelFr', 'a'.repeat(61)],
	['labelEn', ' \u200b ']
])('a label « %s » of « %s » is refused', async (field, value) => {
	const { as } = await world();
	const told = await refusal(
		as('mona').tickets.saveCategory({ labelFr: 'Panne', labelEn: 'Breakdown', [field]: value })
	);
	expect(Object.keys(told.fields ?? {})).toEqual([field]);
});

test('what is not there is not found', async () => {
	const { as } = await world();
	const category = 'nothing';
	for (const answer of [
		as('mona').tickets.saveCategory({ category, labelFr: 'a', labelEn: 'b' }),
		as('mona').tickets.moveCategory({ category, direction: 'up' }),
		as('mona').tickets.retireCategory({ category }),
		as('mona').tickets.bringCategoryBack({ category }),
		as('mona').tickets.retireProduct({ product: category })
	])
		expect((await refusal(answer)).code).toBe('not_found');
});

test('products are added, ordered, retired and brought back; a structure keeps a retired one', async () => {
	const here = await world();
	const { as, structure } = here;
	const names = async () => (await choices(here)).products.map(({ name }) => name);
	const ids: string[] = [];
	for (const name of ['Paie', 'Archives', 'Cantine']) ids.push((await as('mona').tickets.saveProduct({ name })).id);
	await as('mona').tickets.moveProduct({ product: ids[2]!, direction: 'up' });
	expect((await names()).slice(-3)).toEqual(['Paie', 'Cantine', 'Archives']);
	expect((await refusal(as('mona').tickets.saveProduct({ name: 'paie' }))).fields).toHaveProperty('name');

	const id = structure('sexey');
	await as('sam').structures.setProducts({ structure: id, products: [ids[0]!, ids[1]!] });
	await as('mona').tickets.retireProduct({ product: ids[0]! });
	expect(await names()).not.toContain('Paie');
	const shown = async () =>
		(await as('sam').structures.products({ id }))
			.filter(({ id }) => ids.includes(id))
			.map(({ name, held, retired }) => [name, held, retired]);
	expect(await shown()).toEqual([
		['Paie', true, true],
		['Cantine', false, false],
		['Archives', true, false]
	]);
	// Kept by whoever has it, given to nobody else.
	await as('sam').structures.setProducts({ structure: id, products: [ids[0]!] });
	const other = structure('commercy');
	expect(
		(await refusal(as('sam').structures.setProducts({ structure: other, products: [ids[0]!] }))).fields
	).toHaveProperty('products');
	await as('sam').structures.setProducts({ structure: id });
	expect(await shown()).toEqual([
		['Cantine', false, false],
		['Archives', false, false]
	]);
	await as('mona').tickets.bringProductBack({ product: ids[0]! });
	expect((await names()).at(-1)).toBe('Paie');
	const acts = (await as('mona').audit.list({})).entries.map(({ act }) => act);
	expect(acts).toEqual(expect.arrayContaining(['product.added', 'product.retired', 'structure.products_set']));
});

test('a product nobody sells, or a structure that is not there, is refused', async () => {
	const { as, structure } = await world();
	const set = (input: { structure: string; products: string[] }) => refusal(as('sam').structures.setProducts(input));
	expect((await set({ structure: structure('sexey'), products: ['nothing'] })).code).toBe('invalid');
	expect((await set({ structure: 'nowhere', products: [] })).code).toBe('not_found');
	expect((await refusal(as('sam').structures.products({ id: 'nowhere' }))).code).toBe('not_found');
});
