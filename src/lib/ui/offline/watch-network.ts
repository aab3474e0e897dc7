import { isThere } from '#lib/device/send-waiting.ts';

const FIRST_MS = 2_000;
const LAST_MS = 30_000;

/** Tells once, when the portal answers again. */
export function watchNetwork(back: () => void): () => void {
	let pause = FIRST_MS;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let over = false;

	async function look(): Promise<void> {
		clearTimeout(timer);
		if (over) return;
		if (document.visibilityState === 'visible' && (await isThere())) {
			if (over) return;
			stop();
			back();
			return;
		}
		if (over) return;
		timer = setTimeout(look, pause);
		pause = Math.min(2 * pause, LAST_MS);
	}

	const soon = () => {
		pause = FIRST_MS;
		void look();
	};

	function stop() {
		over = true;
		clearTimeout(timer);
		window.removeEventListener('online', soon);
		document.removeEventListener('visibilitychange', soon);
	}

	window.addEventListener('online', soon);
	document.addEventListener('visibilitychange', soon);
	timer = setTimeout(look, FIRST_MS);
	return stop;
}
