import { newId } from '#server/platform/ids.ts';
import type { Input, Scene } from './samples.ts';
import { DEVICE_KEYS } from './world.ts';

/** A device of the person's, in the session they call from; of Véra's for a visitor. */
async function deviceOf({ world, person }: Scene): Promise<{ id: string; endpoint: string }> {
	await world.base.db.deleteFrom('session').where('idHash', '=', 'of the test').execute();
	const endpoint = await world.device(person === 'anonymous' ? 'vera' : person, 'of the test');
	const { id } = await world.base.db
		.selectFrom('pushSubscription')
		.select('id')
		.where('endpoint', '=', endpoint)
		.executeTakeFirstOrThrow();
	return { id, endpoint };
}

/** What they were told on it. */
async function noticeOf(scene: Scene): Promise<string> {
	const { id: subscriptionId } = await deviceOf(scene);
	const { accountId } = await scene.world.base.db
		.selectFrom('pushSubscription')
		.select('accountId')
		.where('id', '=', subscriptionId)
		.executeTakeFirstOrThrow();
	const id = newId();
	const now = scene.world.base.now();
	await scene.world.base.db
		.insertInto('pushNotice')
		.values({
			...{ id, accountId, outboxId: null, kind: 'push.test', event: 'test', recipient: 'a@a.example', bulk: 0 },
			...{ ticketId: null, contactId: null, newsId: null, createdAt: now, endsAt: now },
			...{ readAt: null, deliveredAt: null, settledAt: null }
		})
		.execute();
	return id;
}

export const PUSH_SAMPLES: Record<string, (scene: Scene) => Promise<Input | undefined> | Input | undefined> = {
	'notifications.push': () => undefined,
	'notifications.devices': () => undefined,
	'notifications.turnOn': async (scene) => {
		const { endpoint } = await deviceOf(scene);
		return { ...DEVICE_KEYS, endpoint, renews: endpoint };
	},
	'notifications.turnOff': async (scene) => ({ endpoint: (await deviceOf(scene)).endpoint }),
	'notifications.removeDevice': async (scene) => ({ id: (await deviceOf(scene)).id }),
	'notifications.testDevice': async (scene) => ({ id: (await deviceOf(scene)).id }),
	'notifications.opened': async (scene) => ({ id: await noticeOf(scene) }),
	'notifications.quietHours': () => undefined,
	'notifications.setQuietHours': () => ({ begins: '22:00', ends: '07:00', days: ['6', '7'] })
};
