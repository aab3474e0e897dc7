import { sendMailings } from '#server/mailings/domain.ts';
import type { Input, Scene } from './samples.ts';
import { cast, type World } from './world.ts';

/** What a mailing says and whom it is for. */
export const MAILING = {
	kind: 'outage',
	roles: [],
	subjectFr: 'Maintenance',
	textFr: 'Bonjour {prénom},\n\n**Coupure** mardi à {structure}.',
	subjectEn: 'Maintenance',
	textEn: 'Hello {first name},\n\n**Outage** on Tuesday at {structure}.',
	rate: 3600
} as const;

/** A mailing about an outage to the structure of Adam, who is its technical referent. */
async function draft({ world }: Scene) {
	const { mailings } = world.as('sam');
	const { id: mailing } = await mailings.create({ ...MAILING, roles: [], beginning: 'none' });
	await mailings.choose({ mailing, act: 'add', structures: [world.structure('sexey')] });
	return { mailing };
}

const seenNow = async (world: World, mailing: string) => {
	const { totals, listVersion } = await world.as('sam').mailings.read({ mailing });
	return { seen: totals.to_send, version: listVersion };
};

async function started(scene: Scene) {
	const { mailing } = await draft(scene);
	await scene.world.as('sam').mailings.start({ mailing, ...(await seenNow(scene.world, mailing)) });
	return { mailing };
}

async function sent(scene: Scene) {
	const { mailing } = await started(scene);
	await sendMailings(scene.world.base);
	await scene.world.mails();
	return { mailing };
}

/** One of the vendor's products. */
export async function product({ base }: World): Promise<string> {
	await base.db
		.insertInto('product')
		.values({ id: 'finances', name: 'Finances', position: 1, retiredAt: null })
		.onConflict((c) => c.doNothing())
		.execute();
	return 'finances';
}

export const MAILING_SAMPLES: Record<string, (scene: Scene) => Promise<Input | undefined> | Input | undefined> = {
	'mailings.list': async (scene) => ({ before: (await draft(scene)).mailing }),
	'mailings.products': () => undefined,
	'mailings.read': draft,
	'mailings.structures': async (scene) => ({
		...(await draft(scene)),
		show: 'chosen',
		query: 'mairie',
		after: scene.world.structure('commercy')
	}),
	'mailings.recipients': async (scene) => ({
		...(await draft(scene)),
		filter: 'to_send',
		query: 'a',
		after: 'a@a.example'
	}),
	'mailings.preview': async (scene) => {
		const { mailing } = await draft(scene);
		const { recipients } = await scene.world.as('sam').mailings.recipients({ mailing, query: cast.adam.email });
		return { mailing, recipient: recipients[0]!.id, locale: 'en' };
	},
	'mailings.export': async (scene) => ({ ...(await sent(scene)), after: 'a@a.example' }),
	'mailings.create': async ({ world }) => ({
		...MAILING,
		kind: 'information',
		roles: ['technical', 'administrator'],
		beginning: 'products',
		products: [await product(world)]
	}),
	'mailings.write': async (scene) => ({
		...(await draft(scene)),
		seen: 0,
		...MAILING,
		kind: 'invoice',
		roles: ['dpo']
	}),
	'mailings.setRate': async (scene) => ({ ...(await started(scene)), rate: 100 }),
	'mailings.choose': async (scene) => ({
		...(await draft(scene)),
		act: 'add',
		structures: [scene.world.structure('maron')],
		products: []
	}),
	'mailings.discard': draft,
	'mailings.test': async (scene) => ({ ...(await draft(scene)), locale: 'en' }),
	'mailings.start': async (scene) => {
		const { mailing } = await draft(scene);
		return { mailing, ...(await seenNow(scene.world, mailing)), at: '2090-01-01T08:30', count: '1' };
	},
	'mailings.unschedule': async (scene) => {
		const { mailing } = await draft(scene);
		const seen = await seenNow(scene.world, mailing);
		await scene.world.as('sam').mailings.start({ mailing, ...seen, at: '2090-01-01T08:30' });
		return { mailing };
	},
	'mailings.pause': started,
	'mailings.resume': async (scene) => {
		const mailing = await started(scene);
		await scene.world.as('sam').mailings.pause(mailing);
		return mailing;
	},
	'mailings.cancel': started,
	'mailings.retryFailed': sent
};
