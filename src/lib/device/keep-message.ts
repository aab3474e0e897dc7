import type { Message } from '#lib/ui/form-state.ts';
import { sendWaiting } from './send-waiting.ts';
import { laterBySync } from './later-by-sync.ts';
import { registration } from './registration.ts';
import { keepWaiting, returnFiles, takenOver } from './waiting.ts';

export { returnFiles };

/** Fields of a form that are no words of its author. */
const APART = ['requestKey', 'files', 'seen'];

/**
 * Takes a message in as it stands in its form, and sends it as soon as there is a network. The form goes on with a key of
 * its own. Rejects where the device has no room.
 */
export async function keepMessage(
	form: HTMLFormElement,
	{ account, kind, structure, number }: Message & { account: string },
	files: { file: File | null; id: string | null }[],
	tried: boolean
): Promise<boolean> {
	const fields: Record<string, string[]> = {};
	for (const [name, value] of new FormData(form))
		if (typeof value === 'string' && !APART.includes(name)) (fields[name] ??= []).push(value);
	const keyField = form.querySelector<HTMLInputElement>('input[type=hidden][name=requestKey]');
	if (!keyField) return false;
	await keepWaiting({
		key: keyField.value,
		account,
		structure,
		kind,
		...(number === undefined ? {} : { number }),
		fields,
		uploads: files.flatMap(({ file, id }) => (!file && id ? [id] : [])),
		files: files.flatMap(({ file, id }) =>
			file ? [{ name: file.name, size: file.size, content: file, ...(id ? { id } : {}) }] : []
		),
		writtenAt: new Date().toISOString(),
		unsure: tried
	});
	// Before the page is left, which may be at once.
	const forget = takenOver.get(form);
	await forget?.();
	keyField.value = crypto.randomUUID();
	void sendSoon();
	return true;
}

/** By the browser itself once there is a network, where it can, even when no page is open; and now, if it happens to be there. */
async function sendSoon(): Promise<void> {
	await laterBySync(await registration().catch(() => null), 'waiting');
	await sendWaiting().catch(() => {});
}
