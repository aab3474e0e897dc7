import { createContext } from 'svelte';

/** What a form's action answered: a refusal with texts per field, or `done`. */
export type FormAnswer = {
	form?: string;
	message?: string;
	done?: boolean;
	errors?: Record<string, string | undefined>;
	labels?: Record<string, string>;
	values?: Record<string, string | string[] | undefined>;
	/** Files that came with it and wait for its next try. */
	files?: readonly { id: string; name: string; size: number; type: string }[];
};

export type FormState = {
	/** Unique on the page, so that `idOf` is too. */
	readonly uid: string;
	readonly errors: Record<string, string | undefined>;
	/** Undefined as long as nothing was refused: then a field shows its own default. */
	readonly values: Record<string, string | string[] | undefined> | undefined;
	readonly files: FormAnswer['files'];
	readonly pending: boolean;
	/** The button that sent the form, so that only that one turns. */
	readonly submitter: HTMLElement | null;
	/** Grows each time the form empties itself. */
	readonly resets: number;
	/** Tells the error summary what a field is called. */
	name(field: string, label: string): void;
};

const [read, provide, exists] = createContext<FormState>();

export const provideFormState = provide;

/** The form around a component, if there is one: fields also live in search bars. */
export function formState(): FormState | undefined {
	return exists() ? read() : undefined;
}

/** The first value a refused form had for a field. */
export function sent(form: FormState | undefined, field: string): string | undefined {
	const value = form?.values?.[field];
	return Array.isArray(value) ? value[0] : value;
}

/** A message as a form writes it: a ticket in a structure, or an answer to one. */
export type Message = { kind: 'open' | 'answer'; structure: string; number?: number };

/** What keeps a form's words on the device. */
export type Drafting = {
	discard(): void;
	/** What was refused has to leave as another message, if at all. */
	renew(): void;
	/** Takes the message in, to be sent later; false where it can leave now, or cannot wait. `tried`: it was sent and no answer came. */
	keep(tried: boolean): Promise<boolean> | false;
};

/** Has whoever listens to a field told of what was typed in it before the page woke up, or given back by the browser. */
export function typedBefore(field: HTMLInputElement | HTMLTextAreaElement): void {
	if (field.value !== field.defaultValue) field.dispatchEvent(new Event('input', { bubbles: true }));
}
