import { hasLeft } from './person.ts';
import { isFromPortal } from './send-waiting.ts';

const WITHIN_MS = 10_000;

/** Tells the portal of a sign-out, so that the session does not come back. True once it ended there. */
export async function settle(): Promise<boolean> {
	try {
		const answer = await fetch('/logout', {
			method: 'POST',
			headers: { accept: 'text/html' },
			body: new URLSearchParams(),
			signal: AbortSignal.timeout(WITHIN_MS)
		});
		// Whoever is still signed in is led elsewhere from there.
		if (!answer.ok || !isFromPortal(answer) || new URL(answer.url).pathname !== '/login') return false;
		await hasLeft().catch(() => {});
		return true;
	} catch {
		return false;
	}
}
