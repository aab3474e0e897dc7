import { randomUUID } from 'node:crypto';
import type { Input, Scene } from './samples.ts';

const here = ({ world }: Scene) => ({ structure: world.structure('sexey') });
const page = (scene: Scene) => scene.world.as('alix').proposals.read(here(scene));

/** Something the administrator asks for, and the proposal it is in. */
async function waiting(scene: Scene) {
	const { fresh } = await page(scene);
	await scene.world.as('adam').proposals.setPhone({
		...here(scene),
		phone: fresh.id,
		label: 'Ateliers',
		number: '03 83 90 10 00',
		seen: fresh.phoneMark
	});
	const proposal = (await scene.world.as('alix').proposals.queue())[0]!.id;
	const { items } = await scene.world.as('alix').proposals.review({ proposal });
	return { proposal, item: items.at(-1)! };
}

export const PROPOSAL_SAMPLES: Record<string, (scene: Scene) => Promise<Input | undefined> | Input | undefined> = {
	'places.find': () => ({ postalCode: '54550', town: 'Sexey' }),

	'proposals.read': ({ structure }) => ({ structure }),
	'proposals.history': ({ structure }) => ({ structure, before: '2026-01-01T00:00:00.000Z~0' }),
	'proposals.candidates': ({ structure }) => ({ structure, role: 'dpo', query: 'lemoine' }),
	'proposals.setInformation': async (scene) => ({
		structure: scene.structure,
		name: 'Commune de Sexey-aux-Forges',
		siret: '401 829 635 00010',
		seen: (await page(scene)).informationMark
	}),
	'proposals.setAddress': async (scene) => {
		const { fresh } = await page(scene);
		return {
			structure: scene.structure,
			address: fresh.id,
			label: 'Ateliers',
			street: '2 rue du Pont',
			complement: 'Bâtiment B',
			postalCode: '54550',
			town: 'Maizières',
			main: true,
			seen: fresh.addressMark
		};
	},
	'proposals.removeAddress': async (scene) => {
		const { id, mark } = (await page(scene)).addresses[0]!;
		return { structure: scene.structure, address: id, seen: mark };
	},
	'proposals.setPhone': async (scene) => {
		const { fresh } = await page(scene);
		const number = '+352 621 123 456';
		return { structure: scene.structure, phone: fresh.id, label: 'Luxembourg', number, seen: fresh.phoneMark };
	},
	'proposals.removePhone': async (scene) => {
		const { id, mark } = (await page(scene)).phones[0]!;
		return { structure: scene.structure, phone: id, seen: mark };
	},
	'proposals.nameReferent': async ({ world, structure }) => ({
		structure,
		role: 'technical',
		contact: await world.contactId('vera', 'sexey')
	}),
	'proposals.nameNewReferent': ({ structure }) => ({
		structure,
		role: 'accounting',
		civility: 'mme',
		firstName: 'Zoé',
		lastName: 'Perrin',
		email: 'zoe.perrin@sexey-aux-forges.example',
		function: 'Comptable',
		phone: '03 53 01 10 50',
		requestKey: randomUUID()
	}),
	'proposals.vacateReferent': async (scene) => {
		const people = (await page(scene)).team.flatMap(({ people }) => people);
		const { role, contactId } = people[0]!;
		return { structure: scene.structure, role, contact: contactId };
	},
	'proposals.withdraw': async (scene) => ({ structure: scene.structure, item: (await waiting(scene)).item.id }),
	'proposals.withdrawAll': ({ structure }) => ({ structure }),
	'proposals.queue': () => undefined,
	'proposals.count': () => undefined,
	'proposals.review': async (scene) => ({ proposal: (await waiting(scene)).proposal }),
	'proposals.decide': async (scene) => {
		const { proposal, item } = await waiting(scene);
		return { proposal, decisions: [{ item: item.id, outcome: 'accepted', comment: 'Vu.', seen: item.seen }] };
	}
};
