import { live, type Pulse } from './live.svelte.ts';

/** Before another try, once the server would not go on. */
const RETRY_MS = 30_000;
/** A page nobody looks at lets go of its connection: browsers have few of them for one site. */
const HIDDEN_MS = 5_000;

/** Listens at an address as long as the page is looked at. `refused` is told when rights are gone, or the session is. */
export function listenAt(address: string, refused: (isOver: boolean) => void): () => void {
	let source: EventSource | undefined;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let over = false;

	function open() {
		clearTimeout(timer);
		if (over || source || document.visibilityState !== 'visible') return;
		source = new EventSource(address);
		source.addEventListener('open', () => (live.connected = true));
		source.addEventListener('state', ({ data }: MessageEvent<string>) => {
			const told = JSON.parse(data) as { bell: number; ticket: Pulse | null };
			live.bell = told.bell;
			live.ticket = told.ticket;
		});
		source.addEventListener('end', ({ data }: MessageEvent<string>) => {
			close();
			live.refused = data === 'refused' || data === 'signed out';
			if (live.refused) refused(data === 'signed out');
			else timer = setTimeout(open, RETRY_MS);
		});
		source.addEventListener('error', () => {
			live.connected = false;
			if (source?.readyState !== EventSource.CLOSED) return;
			close();
			timer = setTimeout(open, RETRY_MS);
		});
	}

	function close() {
		clearTimeout(timer);
		source?.close();
		source = undefined;
		live.connected = false;
	}

	function looked() {
		if (document.visibilityState === 'visible') open();
		else {
			clearTimeout(timer);
			timer = setTimeout(close, HIDDEN_MS);
		}
	}

	document.addEventListener('visibilitychange', looked);
	open();
	return () => {
		over = true;
		live.refused = false;
		document.removeEventListener('visibilitychange', looked);
		close();
		live.ticket = null;
	};
}
