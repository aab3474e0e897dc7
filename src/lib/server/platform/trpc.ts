import { randomBytes } from 'node:crypto';
import { initTRPC, TRPCError } from '@trpc/server';
import { z, ZodError } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import {
	admit,
	MODULES,
	NO_STRUCTURE,
	WITHIN_STRUCTURE,
	type Access,
	type Admitted,
	type AtLeast,
	type Module,
	type WithinStructure
} from './access.ts';
import type { RequestContext } from './context.ts';
import { refusalOf } from './db.ts';
import { AppError, STATUS, type ErrorCode } from './errors.ts';
import { countAct } from './limits.ts';
import { fieldsOf } from './validation.ts';

/** What a refused call tells: never a stack, never the text of an unexpected error. */
export interface ErrorShape {
	code: ErrorCode | 'unexpected';
	status: number;
	message: string;
	fields?: Record<string, string> | undefined;
	retryAfter?: number | undefined;
	/** Names the log line of an unexpected error. */
	reference?: string | undefined;
}

const TRPC_CODE = {
	unauthenticated: 'UNAUTHORIZED',
	not_validated: 'FORBIDDEN',
	forbidden: 'FORBIDDEN',
	not_found: 'NOT_FOUND',
	conflict: 'CONFLICT',
	too_large: 'PAYLOAD_TOO_LARGE',
	invalid: 'UNPROCESSABLE_CONTENT',
	rate_limited: 'TOO_MANY_REQUESTS',
	unavailable: 'INTERNAL_SERVER_ERROR',
	storage_full: 'INTERNAL_SERVER_ERROR'
} as const satisfies Record<ErrorCode, TRPCError['code']>;

interface Meta {
	/** How often staff may do this in ten minutes, where their work is to do it more often than anybody by hand. */
	actsOfStaff?: number;
}

const t = initTRPC
	.context<RequestContext>()
	.meta<Meta>()
	.create({
		isDev: false,
		errorFormatter: ({ shape, error }) => {
			const told = describe(error);
			return {
				...shape,
				message: told.message,
				data: {
					code: told.code,
					httpStatus: told.status,
					fields: told.fields,
					retryAfter: told.retryAfter,
					reference: told.reference
				}
			};
		}
	});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/**
 * How an answer over the network is headed: the gravest status of its calls, and when to come back. tRPC hands over what
 * was told of each refused call, or, where none could be made, the error itself.
 */
export function headOf(errors: readonly unknown[]): { status?: number; headers?: Record<string, string> } {
	if (errors.length === 0) return {};
	const told = errors.map((error) => (error instanceof TRPCError ? describe(error) : toldIn(error)));
	const retryAfter = Math.max(...told.map((refusal) => refusal.retryAfter ?? 0));
	return {
		status: Math.max(...told.map(({ status }) => status)),
		...(retryAfter > 0 ? { headers: { 'retry-after': String(retryAfter) } } : {})
	};
}

function toldIn(shape: unknown): Pick<ErrorShape, 'status' | 'retryAfter'> {
	const { httpStatus, retryAfter } = (shape as { data: { httpStatus: number; retryAfter?: number } }).data;
	return { status: httpStatus, retryAfter };
}

/** What to tell of a thrown error; the unexpected gets a reference the log line carries too. */
export function describe(error: unknown): ErrorShape {
	const cause = error instanceof TRPCError ? (error.cause ?? error) : error;
	if (cause instanceof AppError) {
		return {
			code: cause.code,
			status: STATUS[cause.code],
			message: cause.message,
			fields: cause.fields,
			retryAfter: cause.retryAfter
		};
	}
	if (cause instanceof ZodError) {
		return { code: 'invalid', status: STATUS.invalid, message: m.errors_invalid(), fields: fieldsOf(cause) };
	}
	if (error instanceof TRPCError && error.code === 'NOT_FOUND')
		return { code: 'not_found', status: 404, message: m.errors_not_found() };
	if (error instanceof TRPCError && ['PARSE_ERROR', 'BAD_REQUEST', 'METHOD_NOT_SUPPORTED'].includes(error.code)) {
		return { code: 'invalid', status: STATUS.invalid, message: m.errors_invalid() };
	}
	const reference = referenceOf(cause);
	return { code: 'unexpected', status: 500, message: m.errors_unexpected({ reference }), reference };
}

const references = new WeakMap<object, string>();

/** A short name for an unexpected error, the same each time it is asked for the same error. */
export function referenceOf(error: unknown): string {
	const fresh = randomBytes(4).toString('hex');
	if (typeof error !== 'object' || error === null) return fresh;
	const known = references.get(error) ?? fresh;
	references.set(error, known);
	return known;
}

/** Makes refusals TRPCErrors and logs, under its reference, what nobody expected. */
const translated = t.procedure.use(async ({ ctx, next, path }) => {
	const result = await next();
	if (result.ok) return result;
	const cause = refusalOf(result.error.cause ?? result.error);
	if (cause instanceof AppError) throw new TRPCError({ code: TRPC_CODE[cause.code], message: cause.message, cause });
	if (describe(result.error).code === 'unexpected')
		ctx.log.error({ reference: referenceOf(cause), path, err: cause }, 'unexpected error');
	return result;
});

/**
 * Counts what somebody signed in does, refused calls included, before anything else is looked at. Calls of one request
 * are counted each; what only reads is not, and writes nothing.
 */
const counted = translated.use(async ({ ctx, next, path, type, meta }) => {
	if (type === 'mutation' && ctx.account)
		await countAct(ctx, ctx.account.id, path, ctx.account.staffRole ? meta?.actsOfStaff : undefined);
	return next();
});

/** The structure a call concerns: its id, or `me` for someone without one. */
const withinStructure = z.object({ structure: z.string().min(1).max(64) });

/** The only way to make a procedure: in a module, at its level or above. Levels within a structure add `structure` to the input. */
export function procedureIn<M extends Module, A extends AtLeast<(typeof MODULES)[M]> = (typeof MODULES)[M]>(
	module: M,
	level?: A
): A extends WithinStructure ? ReturnType<typeof structureProcedure<A>> : ReturnType<typeof plainProcedure<A>> {
	const asked = (level ?? MODULES[module]) as A & WithinStructure;
	const inside = (WITHIN_STRUCTURE as readonly Access[]).includes(asked);
	return (inside ? structureProcedure(asked) : plainProcedure(asked)) as never;
}

function plainProcedure<A extends Access>(level: A) {
	return counted.use(({ ctx, next }) => {
		const actor: Admitted[A] = admit(level, { account: ctx.account, contact: null, structure: null });
		return next({ ctx: { ...ctx, actor } });
	});
}

function structureProcedure<A extends WithinStructure>(level: A) {
	return counted.input(withinStructure).use(async ({ ctx, input, next }) => {
		const { structure: id } = input;
		const none = id === NO_STRUCTURE || !ctx.account;
		const { contact, exists } = none ? { contact: null, exists: false } : await ctx.standingIn(id);
		const actor: Admitted[A] = admit(level, { account: ctx.account, contact, structure: { id, exists } });
		return next({ ctx: { ...ctx, actor } });
	});
}
