import type { Base } from './context.ts';
import { deliverDue, type Delivery } from './outbox.ts';

export interface Worker {
	wake(): void;
	/** Finishes the mail under way and stops. */
	stop(): Promise<void>;
}

const IDLE_MS = 30_000;

/** Sends what is due as soon as it is woken, and looks by itself twice a minute for what has become due. */
export function startWorker(ctx: Base, delivery: Delivery, housekeeping: () => Promise<void>): Worker {
	let stopped = false;
	let woken = false;
	let ring = () => {};

	const loop = (async () => {
		while (!stopped) {
			woken = false;
			try {
				await deliverDue(ctx, delivery);
				await housekeeping();
			} catch (error) {
				ctx.log.error({ err: error }, 'outbox round failed');
			}
			if (!woken && !stopped) await nap();
		}
	})();

	function nap() {
		return new Promise<void>((resolve) => {
			const timer = setTimeout(resolve, IDLE_MS);
			timer.unref();
			ring = () => {
				clearTimeout(timer);
				resolve();
			};
		});
	}

	function wake() {
		woken = true;
		ring();
	}

	return {
		wake,
		async stop() {
			stopped = true;
			wake();
			await loop;
		}
	};
}
