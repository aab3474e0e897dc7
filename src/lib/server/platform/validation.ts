import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';

type Issue = Parameters<NonNullable<Parameters<typeof z.config>[0]>['customError'] & object>[0];

/** Says what would be right, in the language of the request. A schema's own message wins over this. */
function explain(issue: Issue): string | undefined {
	switch (issue.code) {
		case 'invalid_type':
			return issue.input === undefined || issue.input === null ? m.errors_required() : m.errors_invalid_value();
		case 'too_small':
			if (issue.origin === 'string')
				return Number(issue.minimum) === 1 ? m.errors_required() : m.errors_too_short({ count: Number(issue.minimum) });
			return m.errors_invalid_value();
		case 'too_big':
			return issue.origin === 'string' ? m.errors_too_long({ count: Number(issue.maximum) }) : m.errors_invalid_value();
		case 'invalid_format':
			return issue.format === 'email' ? m.errors_email() : m.errors_invalid_value();
		case 'invalid_value':
			return m.errors_choose();
		default:
			return m.errors_invalid_value();
	}
}

z.config({ customError: explain });

/** What is wrong by field, first problem of each; problems of no field under `''`. */
export function fieldsOf(error: z.ZodError): Record<string, string> {
	const fields: Record<string, string> = {};
	for (const issue of error.issues) fields[issue.path.join('.')] ??= issue.message;
	return fields;
}
