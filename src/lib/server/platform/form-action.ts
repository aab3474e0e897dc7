import { error as httpError, fail, isHttpError, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { STATUS } from './errors.ts';
import type { ErrorShape } from './trpc.ts';
import { fieldsOf } from './validation.ts';

/** What a page gets back when a form was refused: nothing typed is lost but passwords. */
export interface FormRefusal {
	form: string;
	message: string;
	errors: Record<string, string>;
	/** What the refused fields are called. */
	labels: Record<string, string>;
	values: Record<string, string | string[]>;
}

/** What a page gets back when a form was accepted and the person stays on the page. */
export interface FormSuccess {
	form: string;
	done: true;
	message?: string | undefined;
}

/** What a page gets back when it is to show something and the form stays as it was filled in. */
export interface FormShown {
	form: string;
	values: Record<string, string | string[]>;
}

/** What a handler answers to show something beside the form, which stays as it was filled in: a preview. */
export interface Showing<T extends object> {
	show: T;
}

/** How a form is read that carries more than words, and what of it is given back with a refusal. */
export interface Intake<E, K extends object> {
	/** The form's words, ids in place of files, and what was wrong with files, by field. */
	read(event: E): Promise<{ words: [name: string, value: string][]; errors: Record<string, string> }>;
	kept(event: E, values: Record<string, string | string[]>): Promise<K>;
	/** How many fields it may send, where that is more than any other form. */
	fields?: number;
}

/** Refusals that a form shows; the others (signed out, cut, missing) are pages of their own. */
const SHOWN = ['conflict', 'invalid', 'too_large', 'rate_limited', 'unavailable', 'storage_full', 'forbidden'];

/**
 * A form's action: reads the fields by `schema`, hands them to `handle`, and makes every refusal one the form can show.
 * The form's id is the action's name, `default` for the only one of a page. `handle` returns nothing, a message, or what
 * to show beside the form as it was filled in.
 */
export function formAction<
	S extends z.ZodType,
	E extends RequestEvent = RequestEvent,
	K extends object = object,
	T extends object = never
>(
	schema: S,
	handle: (input: z.output<S>, event: E) => Promise<string | undefined | void | Showing<T>>,
	intake?: Intake<E, K>
): (
	event: E
) => Promise<
	FormSuccess | ActionFailure<FormRefusal & Partial<K>> | ([T] extends [never] ? never : FormShown & Partial<K> & T)
> {
	return async (event) => {
		const form = [...event.url.searchParams.keys()].find((key) => key.startsWith('/'))?.slice(1) ?? 'default';
		const { words, errors: wrong } = await (intake ?? plain).read(event);
		const typed = valuesOf(words, intake?.fields);
		const refused = async (status: number, message: string, errors: Record<string, string>) => {
			const values = withoutSecrets(typed);
			const kept: Partial<K> = intake ? await intake.kept(event, values) : {};
			return fail(status, { form, message, errors, labels: labelsOf(schema, errors), values, ...kept });
		};

		const parsed = await schema.safeParseAsync(typed);
		if (!parsed.success || Object.keys(wrong).length > 0)
			return refused(STATUS.invalid, m.errors_invalid(), {
				...(parsed.success ? {} : fieldsOf(parsed.error)),
				...wrong
			});
		try {
			const answer = await handle(parsed.data, event);
			if (typeof answer !== 'object') return { form, done: true, message: answer ?? undefined };
			const values = withoutSecrets(typed);
			const kept: Partial<K> = intake ? await intake.kept(event, values) : {};
			return { form, values, ...kept, ...answer.show } as never;
		} catch (error) {
			const told = isHttpError(error) ? (error.body as ErrorShape) : null;
			if (!told || !SHOWN.includes(told.code)) throw error;
			if (told.retryAfter) event.setHeaders({ 'retry-after': String(told.retryAfter) });
			return await refused(told.status, told.message, told.fields ?? {});
		}
	};
}

const plain = {
	read: async ({ request }: RequestEvent) => ({ words: [...(await request.formData())], errors: {} })
};

/** Told with a refusal because a page written by the server shows its summary before it comes to the fields it names. */
function labelsOf(schema: z.ZodType, errors: Record<string, string>): Record<string, string> {
	const taken = schema instanceof z.ZodPipe ? schema.out : schema;
	const fields: Record<string, z.ZodType | undefined> = taken instanceof z.ZodObject ? taken.shape : {};
	return Object.fromEntries(
		Object.keys(errors).flatMap((field) => {
			// One of several that are asked alike, « functions.… », is called as they all are.
			const [name] = field.split('.') as [string];
			const label = Object.hasOwn(fields, name) ? fields[name]?.meta()?.label : undefined;
			return label ? [[field, label()]] : [];
		})
	);
}

type Typed = Record<string, FormDataEntryValue | FormDataEntryValue[]>;

/** More than any form here has. */
const MOST_FIELDS = 200;

/** Fields by name; a name sent several times becomes a list. In one pass: half a megabyte holds a hundred thousand names. */
function valuesOf(sent: [name: string, value: FormDataEntryValue][], most = MOST_FIELDS): Typed {
	if (sent.length > most) throw httpError(400);
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
