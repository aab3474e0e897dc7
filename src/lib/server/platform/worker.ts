import type { Base } from './context.ts';
import { deliverShare, type Delivery } from './outbox.ts';

export interface Worker {
	wake(): void;
	/** Begins nothing more; what is under way goes on. */
	wane(): void;
	/** Finishes the mails under way and stops. */
	stop(): Promise<void>;
}

const IDLE_MS = 30_000;
/** What is sent at a rate leaves evenly, not by the half minute. */
const KEEP_HOUSE_EVERY_MS = 2000;

/** What a round of work says about the next: `rest` to let some time pass, whoever wakes it. */
type Round = () => Promise<'rest' | void>;

/**
 * Sends what is due as soon as it is woken, and looks by itself twice a minute for what has become due. Loops of their
 * own: a mail server that keeps a thousand mails waiting delays neither a sign-in link, nor what devices are told, nor what time brings.
 */
export function startWorker(ctx: Base, delivery: Delivery, housekeeping: () => Promise<void>): Worker {
	let stopped = false;
	const isStopped = () => stopped;
	const loops = [
		startLoop(ctx, isStopped, async () => void (await deliverShare(ctx, delivery, 'urgent', isStopped))),
		startLoop(ctx, isStopped, async () => {
			const { sent, failed, cutOff } = await deliverShare(ctx, delivery, 'bulk', isStopped);
			// There is room again for those who hand out mails no faster than they leave.
			if (sent + failed > 0) loops.at(-1)!.wake();
			// A server that is down is not asked more often because there is more to send.
			if (cutOff) return 'rest';
		}),
		startLoop(ctx, isStopped, async () => delivery.news?.push(ctx, delivery, isStopped)),
		startLoop(ctx, isStopped, housekeeping, KEEP_HOUSE_EVERY_MS)
	];
	const wake = () => loops.forEach((loop) => loop.wake());
	const wane = () => {
		stopped = true;
		loops.forEach((loop) => loop.end());
	};
	return {
		wake,
		wane,
		async stop() {
			wane();
			await Promise.all(loops.map(({ done }) => done));
		}
	};
}

function startLoop(ctx: Base, isStopped: () => boolean, round: Round, idleMs = IDLE_MS) {
	let woken = false;
	let ring = () => {};
	let end = () => {};

	const done = (async () => {
		while (!isStopped()) {
			woken = false;
			let next: 'rest' | void = undefined;
			try {
				next = await round();
			} catch (error) {
				// A full disk, mostly: what left cannot be noted, and it takes somebody to make room.
				ctx.log.error({ err: error }, 'outbox round failed');
				next = 'rest';
			}
			if (isStopped()) return;
			if (next === 'rest') await nap(() => {});
			else if (!woken) await nap((stop) => (ring = stop));
		}
	})();

	function nap(untilRung: (stop: () => void) => void) {
		return new Promise<void>((resolve) => {
			const timer = setTimeout(resolve, idleMs);
			timer.unref();
			const stop = () => {
				clearTimeout(timer);
				resolve();
			};
			end = stop;
			untilRung(stop);
		});
	}

	return {
		done,
		wake() {
			woken = true;
			ring();
		},
		end: () => end()
	};
}
