import { sendWaiting, type Left } from '#lib/device/send-waiting.ts';
import { m } from '#lib/paraglide/messages.js';

/** Sends what waits because somebody asks for it. Says what kept it from leaving; nothing where nothing did. */
export async function sendNow(): Promise<string> {
	const { left } = await sendWaiting().catch(() => ({ left: 'away' as const }));
	return reasonFor(left);
}

export function reasonFor(left: Left): string {
	switch (left) {
		case 'nothing':
			return '';
		case 'busy':
			return m.offline_just_leaving();
		case 'away':
			return m.offline_not_sent_away();
		case 'later':
			return m.offline_not_sent_later();
		case 'signed out':
			return m.offline_not_sent_out();
	}
}
