/** The closed list of refusals and their HTTP status. Anything else that is thrown is a bug. */
export const STATUS = {
	unauthenticated: 401,
	not_validated: 403,
	forbidden: 403,
	not_found: 404,
	conflict: 409,
	too_large: 413,
	invalid: 422,
	rate_limited: 429,
	unavailable: 503,
	storage_full: 507
} as const;

export type ErrorCode = keyof typeof STATUS;

export interface ErrorDetails {
	/** What is wrong, by input field, in the person's language. */
	fields?: Record<string, string>;
	/** Whole seconds before another try makes sense. */
	retryAfter?: number;
}

/** A refusal the person can understand. `message` is already in their language. */
export class AppError extends Error {
	readonly code: ErrorCode;
	readonly fields: Record<string, string> | undefined;
	readonly retryAfter: number | undefined;

	constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
		super(message);
		this.name = 'AppError';
		this.code = code;
		this.fields = details.fields;
		this.retryAfter = details.retryAfter;
	}
}
