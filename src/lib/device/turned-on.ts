import { device } from './store.ts';

/** For whom, in which session and at which address this browser was last turned on. */
export interface TurnedOn {
	account: string;
	session: string;
	endpoint: string;
}

const FACT = 'push';

export const turnedOn = async (): Promise<TurnedOn | undefined> =>
	(await (await device()).get('fact', FACT)) as TurnedOn | undefined;

export const noteTurnedOn = async (now: TurnedOn): Promise<void> => {
	await (await device()).put('fact', now, FACT);
};

export const forgetTurnedOn = async (): Promise<void> => (await device()).delete('fact', FACT);

/** What the portal is told of a device. */
export function handedOver(subscription: PushSubscription): { endpoint: string; p256dh: string; auth: string } {
	const { endpoint, keys } = subscription.toJSON();
	return { endpoint: endpoint!, p256dh: keys!.p256dh!, auth: keys!.auth! };
}

/** Takes what is shown off the screen: all of it, or what is not for `account`. */
export async function closeShown(worker: ServiceWorkerRegistration, account?: string): Promise<void> {
	for (const shown of await worker.getNotifications())
		if (!account || (shown.data as { account?: string } | null)?.account !== account) shown.close();
}
