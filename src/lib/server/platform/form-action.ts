import { error as httpError, fail, isHttpError, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import type { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { STATUS } from './errors.ts';
import type { ErrorShape } from './trpc.ts';
import { fieldsOf } from './validation.ts';

/** What a page gets back when a form was refused: nothing typed is lost but passwords. */
export interface FormRefusal {
	form: string;
	message: string;
	errors: Record<string, string>;
	values: Record<string, string | string[]>;
}

/** What a page gets back when a form was accepted and the person stays on the page. */
export interface FormSuccess {
	form: string;
	done: true;
	message?: string | undefined;
}

/** Refusals that a form shows; the others (signed out, cut, missing) are pages of their own. */
const SHOWN = ['conflict', 'invalid', 'too_large', 'rate_limited', 'unavailable', 'storage_full', 'forbidden'];

/**
 * A form's action: reads the fields by `schema`, hands them to `handle`, and makes every refusal one the form can show.
 * The form's id is the action's name, `default` for the only one of a page. `handle` returns nothing or a message.
 */
export function formAction<S extends z.ZodType, E extends RequestEvent = RequestEvent>(
	schema: S,
	handle: (input: z.output<S>, event: E) => Promise<string | undefined | void>
): (event: E) => Promise<FormSuccess | ActionFailure<FormRefusal>> {
	return async (event) => {
		const form = [...event.url.searchParams.keys()].find((key) => key.startsWith('/'))?.slice(1) ?? 'default';
		const typed = valuesOf(await event.request.formData());
		const refused = (status: number, message: string, errors: Record<string, string>) =>
			fail(status, { form, message, errors, values: withoutSecrets(typed) });

		const parsed = await schema.safeParseAsync(typed);
		if (!parsed.success) return refused(STATUS.invalid, m.errors_invalid(), fieldsOf(parsed.error));
		try {
			return { form, done: true, message: (await handle(parsed.data, event)) ?? undefined };
		} catch (error) {
			const told = isHttpError(error) ? (error.body as ErrorShape) : null;
			if (!told || !SHOWN.includes(told.code)) throw error;
			if (told.retryAfter) event.setHeaders({ 'retry-after': String(told.retryAfter) });
			return refused(told.status, told.message, told.fields ?? {});
		}
	};
}

type Typed = Record<string, FormDataEntryValue | FormDataEntryValue[]>;

/** More than any form here has. */
const MOST_FIELDS = 200;

/** Fields by name; a name sent several times becomes a list. In one pass: half a megabyte holds a hundred thousand names. */
function valuesOf(data: FormData): Typed {
	const sent = [...data];
	if (sent.length > MOST_FIELDS) throw httpError(400);
	const typed: Typed = {};
	for (const [name, fields] of Map.groupBy(sent, ([name]) => name)) {
		if (name === '__proto__') throw httpError(400);
		const values = fields.map(([, value]) => value);
		typed[name] = values.length === 1 ? values[0]! : values;
	}
	return typed;
}

const isText = (value: FormDataEntryValue): value is string => typeof value === 'string';

function withoutSecrets(typed: Typed): Record<string, string | string[]> {
	const kept: Record<string, string | string[]> = {};
	for (const [name, value] of Object.entries(typed)) {
		if (/password/i.test(name)) continue;
		if (Array.isArray(value)) kept[name] = value.filter(isText);
		else if (isText(value)) kept[name] = value;
	}
	return kept;
}
