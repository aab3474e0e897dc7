import sharp from 'sharp';
import { mintLink } from '#server/accounts/domain.ts';
import { LIMIT_BOUNDS, LIMIT_NAMES } from '#lib/schemas/limit-bounds.ts';
import { callerOf } from './everybody.ts';
import { put } from './files.ts';
import type { Input, Scene } from './samples.ts';
import { NEW_STAFF, type World } from './world.ts';

const NEW_PASSWORD = 'Nouveau-mot2passe!';

/** A logo of the person's that waits; of Mona's for a visitor. */
async function logo({ world, person }: Scene): Promise<string> {
	const bytes = await sharp({ create: { width: 300, height: 80, channels: 3, background: '#0b4f5e' } })
		.png()
		.toBuffer();
	return put(person === 'anonymous' ? world.as('mona') : callerOf(world, person), 'logo.png', bytes);
}

/** Somebody Mona has asked to join. */
async function invited({ as }: World): Promise<string> {
	return (await as('mona').staff.invite(NEW_STAFF)).id;
}

async function joinToken(world: World): Promise<string> {
	await invited(world);
	return mintLink(world.base, { purpose: 'staff', email: NEW_STAFF.email });
}

/** Found without asking the portal, which tells managers only. */
const category = async ({ world }: Scene) => ({
	category: (
		await world.base.db.selectFrom('ticketCategory').select('id').where('kind', '=', 'plain').executeTakeFirstOrThrow()
	).id
});
const product = async ({ world }: Scene) => ({
	product: (await world.as('mona').tickets.saveProduct({ name: 'Archives' })).id
});

export const SETTINGS_SAMPLES: Record<string, (scene: Scene) => Promise<Input | undefined> | Input | undefined> = {
	'staff.invitation': async ({ world }) => ({ token: await joinToken(world) }),
	'staff.join': async ({ world }) => ({
		token: await joinToken(world),
		password: NEW_PASSWORD,
		confirmation: NEW_PASSWORD
	}),
	'staff.list': () => undefined,
	'staff.invite': () => ({ ...NEW_STAFF }),
	'staff.resend': async ({ world }) => ({ invitation: await invited(world) }),
	'staff.revoke': async ({ world }) => ({ invitation: await invited(world) }),
	'staff.changeRole': async ({ world }) => ({ account: await world.accountId('sam'), role: 'manager' }),
	'staff.removalPreview': async ({ world }) => ({ account: await world.accountId('sam') }),
	'staff.remove': async ({ world }) => ({ account: await world.accountId('sam') }),

	'structures.products': ({ world }) => ({ id: world.structure('sexey') }),
	'structures.setProducts': async (scene) => ({
		structure: scene.world.structure('sexey'),
		products: [(await product(scene)).product]
	}),

	'tickets.categories': () => undefined,
	'tickets.saveCategory': async (scene) => ({ ...(await category(scene)), labelFr: 'Panne', labelEn: 'Breakdown' }),
	'tickets.moveCategory': async (scene) => ({ ...(await category(scene)), direction: 'down' }),
	'tickets.retireCategory': category,
	'tickets.bringCategoryBack': category,
	'tickets.products': () => undefined,
	'tickets.saveProduct': async (scene) => ({ ...(await product(scene)), name: 'Archives municipales' }),
	'tickets.moveProduct': async (scene) => ({ ...(await product(scene)), direction: 'up' }),
	'tickets.retireProduct': product,
	'tickets.bringProductBack': product,

	'vendor.identity': () => undefined,
	'vendor.setIdentity': async ({ world }) => ({
		seen: (await world.as('mona').vendor.identity()).states.identity,
		name: 'Autre maison',
		email: 'contact@autre.example',
		phone: '03 83 90 10 00',
		address: '1 rue du Pont, 54000 Nancy',
		website: 'https://www.autre.example',
		hoursFr: 'De 9 h à 17 h',
		hoursEn: '9 am to 5 pm',
		mailFrom: 'espace@autre.example'
	}),
	'vendor.setLegal': async ({ world }) => ({
		seen: (await world.as('mona').vendor.identity()).states.legal,
		legalFr: '## Éditeur',
		legalEn: '## Publisher'
	}),
	'vendor.setColor': () => ({ color: '#7a1f5c' }),
	'vendor.setPicture': async (scene) => ({ name: 'logo', files: [await logo(scene)] }),
	'vendor.removePicture': () => ({ name: 'icon' }),
	'vendor.app': () => undefined,
	'vendor.setApp': () => ({
		shortName: 'Autre',
		playPackage: 'fr.autre.client',
		fingerprints: Array(32).fill('AB').join(':'),
		playShown: true
	}),
	'vendor.limits': () => undefined,
	'vendor.setLimits': async ({ world }) => ({
		seen: (await world.as('mona').vendor.limits()).state,
		...Object.fromEntries(LIMIT_NAMES.map((name) => [name, LIMIT_BOUNDS[name].otherwise + 1]))
	})
};
