import type { RequestContext } from '#server/platform/context.ts';
import type { ErrorShape } from '#server/platform/trpc.ts';

declare global {
	namespace App {
		interface Locals {
			ctx: RequestContext;
		}
		interface Error extends Partial<ErrorShape> {
			message: string;
		}
	}
}
