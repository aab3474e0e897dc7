import type { Base } from './context.ts';
import { deliverShare, type Delivery, type Share } from './outbox.ts';

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

/** Pauses between two tries to reach a mail server that is down: what waits leaves within a minute of its coming back. */
const REACH_AGAIN_MS = [5_000, 15_000, 30_000, 60_000];

/** What a round of work says about the next: so many milliseconds are to pass first, whoever wakes it. */
type Round = () => Promise<number | void>;

/**
 * Sends what is due as soon as it is woken, and looks by itself twice a minute for what has become due. Loops of their
 * own: a mail server that keeps a thousand mails waiting delays neither a sign-in link, nor what devices are told, nor what time brings.
 */
export function startWorker(ctx: Base, delivery: Delivery, housekeeping: () => Promise<void>): Worker {
	let stopped = false;
	const isStopped = () => stopped;
	const loops = [
		startLoop(ctx, isStopped, sending('urgent')),
		startLoop(ctx, isStopped, sending('bulk')),
		startLoop(ctx, isStopped, async () => delivery.news?.push(ctx, delivery, isStopped)),
		startLoop(ctx, isStopped, housekeeping, KEEP_HOUSE_EVERY_MS)
	];

	function sending(share: Share): Round {
		let cutOffs = 0;
		return async () => {
			const { sent, failed, cutOff } = await deliverShare(ctx, delivery, share, isStopped);
			// There is room again for those who hand out mails no faster than they leave.
			if (share === 'bulk' && sent + failed > 0) loops.at(-1)!.wake();
			if (!cutOff || sent > 0) cutOffs = 0;
			// A server that is down is not asked more often because there is more to send.
			if (cutOff) return REACH_AGAIN_MS[Math.min(cutOffs++, REACH_AGAIN_MS.length - 1)];
		};
	}

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
			let rest: number | void = undefined;
			try {
				rest = await round();
			} catch (error) {
				// A full disk, mostly: what left cannot be noted, and it takes somebody to make room.
				ctx.log.error({ err: error }, 'outbox round failed');
				rest = IDLE_MS;
			}
			if (isStopped()) return;
			if (rest) await nap(rest, () => {});
			else if (!woken) await nap(idleMs, (stop) => (ring = stop));
		}
	})();

	function nap(milliseconds: number, untilRung: (stop: () => void) => void) {
		return new Promise<void>((resolve) => {
			const timer = setTimeout(resolve, milliseconds);
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
