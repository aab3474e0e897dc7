/** What pages and the service worker tell each other of what the device keeps. */
export type Change =
	/** Messages wait, or do not wait any more. */
	| { kind: 'waiting' }
	| { kind: 'sent'; sent: Sent[] }
	/** Somebody signed out on this device. */
	| { kind: 'left' };

/** A message that has arrived: the ticket it opened or answers. */
export interface Sent {
	kind: 'open' | 'answer';
	structure: string;
	number: number;
}

const NAME = 'device';

/** Tells every page there is, this one included. */
export function tell(change: Change): void {
	// One of its own: a channel does not hear itself.
	const channel = new BroadcastChannel(NAME);
	channel.postMessage(change);
	channel.close();
}

/** Listens until the returned function is called. */
export function hear(told: (change: Change) => void): () => void {
	const channel = new BroadcastChannel(NAME);
	channel.addEventListener('message', ({ data }: MessageEvent<Change>) => told(data));
	return () => channel.close();
}
