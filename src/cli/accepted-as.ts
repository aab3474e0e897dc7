import { InvalidArgumentError } from 'commander';
import type { z } from 'zod';

/** A value as the portal itself accepts it; refused by name of the option or argument. */
export function as<S extends z.ZodType<string>>(schema: S): (value: string) => string {
	return (value) => {
		const parsed = schema.safeParse(value);
		if (!parsed.success) throw new InvalidArgumentError(parsed.error.issues[0]!.message);
		return parsed.data;
	};
}
