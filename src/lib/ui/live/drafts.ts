import { forget, isSigningOut } from './draft-places.ts';

const KEPT_MS = 30 * 86_400_000;
const PAUSE_MS = 250;

interface Kept {
	at: number;
	fields: Record<string, string[]>;
	/** Under which it was sent, as long as no answer came: sent again with the same key, it counts once. */
	requestKey?: string;
}

/**
 * Keeps what is typed in a form on this device, and puts it back into a form that is still empty. Never passwords, files
 * or hidden fields. `restored` is told when something was put back.
 */
export function keepDraft(form: HTMLFormElement, key: string, restored: () => void, answered = false) {
	let timer: ReturnType<typeof setTimeout> | undefined;
	let sent: string | undefined;

	function save() {
		clearTimeout(timer);
		timer = undefined;
		const fields = writtenIn(form);
		if (fields) write(key, { at: Date.now(), fields, ...(sent ? { requestKey: sent } : {}) });
		else forget(key);
	}

	function typed(event: Event) {
		if ((event.target as Element).closest('form') !== form) return;
		clearTimeout(timer);
		timer = setTimeout(save, PAUSE_MS);
	}

	/** Kept before it leaves: it may arrive while nobody is there any more to hear of it. */
	function sending() {
		sent = keyField(form)?.value;
		save();
	}

	/** What is written from now on is another message. */
	function renew() {
		sent = undefined;
		const field = keyField(form);
		// Also where a browser makes no UUID, as over plain http.
		const [fresh] = crypto.getRandomValues(new Uint32Array(1));
		if (field) field.value = field.value.replace(/^.{8}/, fresh!.toString(16).padStart(8, '0'));
		save();
	}

	function leaving() {
		if (timer !== undefined) save();
	}

	const kept = read(key);
	// A browser may have given the fields back by itself, yet not the key they were sent under.
	const same = () => JSON.stringify(writtenIn(form)) === JSON.stringify(kept?.fields);
	if (kept && !answered && (isBlank(form) || same())) {
		putBack(form, kept);
		sent = kept.requestKey;
		restored();
	}
	// What was typed before the page woke up is kept too.
	else if (writtenIn(form)) save();
	form.addEventListener('input', typed);
	form.addEventListener('change', typed);
	form.addEventListener('submit', sending);
	window.addEventListener('pagehide', leaving);
	return {
		/** It was sent, or is not wanted any more. */
		discard() {
			renew();
			forget(key);
		},
		renew,
		stop() {
			leaving();
			form.removeEventListener('input', typed);
			form.removeEventListener('change', typed);
			form.removeEventListener('submit', sending);
			window.removeEventListener('pagehide', leaving);
		}
	};
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
const NEVER = ['password', 'file', 'hidden', 'submit', 'button', 'reset', 'image'];

const fieldsOf = (form: HTMLFormElement): Field[] =>
	[...form.elements].filter(
		(field): field is Field => 'name' in field && field.name !== '' && !NEVER.includes((field as Field).type)
	);

const keyField = (form: HTMLFormElement): HTMLInputElement | null =>
	form.querySelector('input[type=hidden][name=requestKey]');

const isBox = (field: Field): field is HTMLInputElement => field.type === 'radio' || field.type === 'checkbox';

/** What stands in the form; null as long as nothing was written in it. */
function writtenIn(form: HTMLFormElement): Kept['fields'] | null {
	const all = fieldsOf(form);
	const begun = all.some(
		(field) =>
			!isBox(field) && 'defaultValue' in field && field.value.trim() !== '' && field.value !== field.defaultValue
	);
	if (!begun) return null;
	const fields: Kept['fields'] = {};
	for (const field of all) {
		fields[field.name] ??= [];
		if (!isBox(field) || field.checked) fields[field.name]!.push(field.value);
	}
	return fields;
}

/** What the page knows already it has written in lines; a text it came with, such as a template, is newer than any draft. */
const isBlank = (form: HTMLFormElement): boolean =>
	fieldsOf(form).every(
		(field) =>
			isBox(field) ||
			field instanceof HTMLSelectElement ||
			field.value.trim() === '' ||
			(field instanceof HTMLInputElement && field.value === field.defaultValue)
	);

function putBack(form: HTMLFormElement, { fields, requestKey }: Kept): void {
	for (const field of fieldsOf(form)) {
		const values = fields[field.name];
		if (!values) continue;
		if (isBox(field)) field.checked = values.includes(field.value);
		else if (values[0] !== undefined) field.value = values[0];
		// So that whoever counts letters counts these.
		field.dispatchEvent(new Event(isBox(field) ? 'change' : 'input', { bubbles: true }));
	}
	const key = keyField(form);
	if (key && requestKey) key.value = requestKey;
}

// A browser may keep nothing: private windows, full or forbidden storage. Then there are no drafts.
function read(key: string): Kept | null {
	try {
		const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Kept | null;
		if (!kept || Date.now() - kept.at < KEPT_MS) return kept;
		forget(key);
	} catch {
		// As if there were none.
	}
	return null;
}

function write(key: string, kept: Kept): void {
	if (isSigningOut()) return;
	try {
		localStorage.setItem(key, JSON.stringify(kept));
	} catch {
		// The text stays in the page.
	}
}
