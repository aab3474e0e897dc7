import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import type { NewsAudience, NewsRole } from '#lib/schemas/news-choices.ts';
import { newId } from '#server/platform/ids.ts';
import { after } from '#server/platform/limits.ts';
import { callerOf, isStaff } from './everybody.ts';
import { put } from './files.ts';
import type { Input, Scene } from './samples.ts';
import type { World } from './world.ts';

const made = new Map<string, Promise<Buffer>>();

/** A picture as somebody of staff would send it; a small one, made once, unless its size matters. */
export function picture(width = 160, height = 90): Promise<Buffer> {
	const size = `${width} × ${height}`;
	const known =
		made.get(size) ??
		sharp({ create: { width, height, channels: 3, background: '#3366aa' } })
			.jpeg()
			.toBuffer();
	made.set(size, known);
	return known;
}

/** What an editor's form sends, all of it good. */
export const written = (changes: Input = {}) => ({
	title: 'Nouveauté',
	body: 'Du **neuf**.',
	audience: 'members' as NewsAudience,
	products: [] as string[],
	roles: [] as NewsRole[],
	from: '',
	until: '',
	pinned: false,
	acknowledge: false,
	files: [] as string[],
	alternative: '',
	removePicture: false,
	...changes
});

/** The vendor sells it, and some structures have it. */
export async function sell({ base }: World, product: string, structures: string[] = []): Promise<string> {
	await base.db
		.insertInto('product')
		.values({ id: product, name: `Produit ${product}`, position: 1, retiredAt: null })
		.onConflict((c) => c.doNothing())
		.execute();
	for (const structureId of structures)
		await base.db
			.insertInto('structureProduct')
			.values({ structureId, productId: product })
			.onConflict((c) => c.doNothing())
			.execute();
	return product;
}

/** An item online now, as staff publish it. */
export async function publish(world: World, changes: Input = {}): Promise<string> {
	const input = { ...written(changes), publish: true, requestKey: randomUUID() };
	return (await world.as('alix').news.create(input as never)).id;
}

/** The address of its picture, as the item tells it. */
export const versionIn = (src: string): string => src.split('/').at(-1)!;

async function pictured({ world }: Scene): Promise<{ id: string; version: string }> {
	const files = [await put(world.as('alix'), 'photo.jpg', await picture())];
	const id = await publish(world, { audience: 'public', files, alternative: 'Une porte bleue.' });
	const { picture: shown } = await world.as('alix').news.staffRead({ id });
	return { id, version: versionIn(shown!.src) };
}

/** A draft, with all its fields. */
const draftOf = async ({ world }: Scene): Promise<string> =>
	(await world.as('alix').news.create({ ...written(), requestKey: randomUUID() })).id;

async function waitingPicture({ world, person }: Scene): Promise<string> {
	const api = person === 'anonymous' || !isStaff(person) ? world.as('alix') : callerOf(world, person);
	return put(api, 'photo.jpg', await picture());
}

const everything = async (scene: Scene) =>
	written({
		products: [await sell(scene.world, 'finances')],
		roles: ['administrator', 'accounting'],
		from: '2090-12-01T09:00',
		until: '2091-12-01T09:00',
		pinned: true,
		acknowledge: true,
		files: [await waitingPicture(scene)],
		alternative: 'Une porte bleue.',
		removePicture: true
	});

export const NEWS_SAMPLES: Record<string, (scene: Scene) => Promise<Input | undefined> | Input | undefined> = {
	'news.latest': () => undefined,
	'news.list': ({ world }) => ({ after: `1~${after(world.base.now(), 60)}~${newId()}` }),
	'news.read': async ({ world }) => ({ id: await publish(world, { audience: 'public' }) }),
	'news.picture': pictured,
	'news.feed': () => undefined,
	'news.inside': async ({ world, structure }) => {
		await publish(world);
		return { structure, after: `1~${after(world.base.now(), 60)}~${newId()}` };
	},
	'news.readInside': async ({ world, structure }) => ({ structure, id: await publish(world) }),
	'news.awaited': async ({ world, structure }) => {
		await publish(world, { acknowledge: true });
		return { structure };
	},
	'news.acknowledge': async ({ world, structure }) => ({
		structure,
		id: await publish(world, { acknowledge: true })
	}),
	'news.staffList': async (scene) => ({
		state: 'draft',
		after: `0~${after(scene.world.base.now(), 60)}~${await draftOf(scene)}`
	}),
	'news.staffRead': async (scene) => ({ id: await draftOf(scene) }),
	'news.choices': () => undefined,
	'news.reach': async ({ world }) => ({
		audience: 'members',
		products: [await sell(world, 'finances', [world.structure('sexey')])],
		roles: ['administrator']
	}),
	'news.preview': async (scene) => ({ ...(await everything(scene)), id: await draftOf(scene) }),
	'news.waitingPicture': async (scene) => ({ upload: await waitingPicture(scene) }),
	'news.create': async (scene) => ({ ...(await everything(scene)), publish: true, requestKey: randomUUID() }),
	'news.change': async (scene) => ({
		...(await everything(scene)),
		id: await draftOf(scene),
		publish: true,
		seen: 1,
		widened: true
	}),
	'news.end': async ({ world }) => ({ id: await publish(world) }),
	'news.discard': async (scene) => ({ id: await draftOf(scene) }),
	'news.readers': async ({ world }) => ({
		id: await publish(world, { acknowledge: true }),
		filter: 'all',
		after: await world.contactId('otto', 'commercy')
	}),
	'news.exportReaders': async ({ world }) => ({
		id: await publish(world, { acknowledge: true }),
		after: JSON.stringify(['commercy', 1, 'otto', await world.contactId('otto', 'commercy')])
	})
};
