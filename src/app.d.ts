import type { IncomingMessage } from 'node:http';
import type { RequestContext } from '#server/platform/context.ts';
import type { ErrorShape } from '#server/platform/trpc.ts';

declare global {
	namespace App {
		interface Locals {
			ctx: RequestContext;
			/** What the page says of itself to the device, written at its top. */
			head?: string;
		}
		/** Where the built server passes the request on; the development server does not. */
		interface Platform {
			req?: IncomingMessage;
		}
		interface Error extends Partial<ErrorShape> {
			message: string;
		}
	}
}
