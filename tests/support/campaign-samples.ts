import { mintLink } from '#server/accounts/domain.ts';
import { sendCampaigns } from '#server/campaigns/domain.ts';
import type { Input, Scene } from './samples.ts';
import { cast, type World } from './world.ts';

/** A campaign about the structure of Ines, who is listed there and never came. */
async function draft({ world }: Scene) {
	await awaitInes(world);
	const { campaigns } = world.as('mona');
	const { id: campaign } = await campaigns.create({ name: 'Mairies', beginning: 'none', rate: 60 });
	await campaigns.choose({ campaign, act: 'add', structures: [world.structure('sexey')] });
	return { campaign };
}

async function started(scene: Scene) {
	const { campaign } = await draft(scene);
	const { totals } = await scene.world.as('mona').campaigns.read({ campaign });
	await scene.world.as('mona').campaigns.start({ campaign, seen: totals.to_send });
	return { campaign };
}

/** One that has written to Ines. */
async function sent(scene: Scene) {
	const { campaign } = await started(scene);
	await sendCampaigns(scene.world.base);
	await scene.world.mails();
	return { campaign };
}

async function person(scene: Scene, { campaign }: { campaign: string }) {
	const { recipients } = await scene.world.as('mona').campaigns.recipients({ campaign, query: cast.ines.email });
	return recipients[0]!.id;
}

const awaitInes = async ({ base, contactId }: World) =>
	base.db
		.updateTable('contact')
		.set({ access: 'pending' })
		.where('id', '=', await contactId('ines', 'sexey'))
		.execute();

export async function activationToken(world: World): Promise<string> {
	await awaitInes(world);
	return mintLink(world.base, { purpose: 'activation', email: cast.ines.email });
}

export const CAMPAIGN_SAMPLES: Record<string, (scene: Scene) => Promise<Input | undefined> | Input | undefined> = {
	'campaigns.list': async (scene) => ({ before: (await draft(scene)).campaign }),
	'campaigns.read': draft,
	'campaigns.structures': async (scene) => ({
		...(await draft(scene)),
		chosen: true,
		query: 'mairie',
		after: scene.world.structure('commercy')
	}),
	'campaigns.recipients': async (scene) => ({
		...(await draft(scene)),
		filter: 'to_send',
		query: 'i',
		after: 'a@a.example'
	}),
	'campaigns.preview': async (scene) => {
		const campaign = await draft(scene);
		return { ...campaign, recipient: await person(scene, campaign) };
	},
	'campaigns.export': async (scene) => ({ ...(await draft(scene)), after: 'a@a.example' }),
	'campaigns.resend': async (scene) => {
		const campaign = await sent(scene);
		return { ...campaign, recipients: [await person(scene, campaign)] };
	},
	'campaigns.create': () => ({ name: 'Mairies du sud', beginning: 'unreached', rate: 120 }),
	'campaigns.change': async (scene) => ({ ...(await draft(scene)), name: 'Mairies du nord', rate: 240 }),
	'campaigns.choose': async (scene) => ({
		...(await draft(scene)),
		act: 'remove',
		structures: [scene.world.structure('sexey')]
	}),
	'campaigns.listAnew': draft,
	'campaigns.discard': draft,
	'campaigns.start': async (scene) => {
		const { campaign } = await draft(scene);
		return { campaign, seen: (await scene.world.as('mona').campaigns.read({ campaign })).totals.to_send };
	},
	'campaigns.pause': started,
	'campaigns.resume': async (scene) => {
		const campaign = await started(scene);
		await scene.world.as('mona').campaigns.pause(campaign);
		return campaign;
	},
	'campaigns.resendLate': async (scene) => {
		const campaign = await sent(scene);
		scene.world.pass({ days: 8 });
		return { ...campaign, days: 7 };
	}
};
