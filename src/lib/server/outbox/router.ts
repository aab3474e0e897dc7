import { listMailsInput, retryMailInput, setAsideInput } from '#lib/schemas/outbox.ts';
import { procedureIn, router } from '#server/platform/trpc.ts';
import * as domain from './domain.ts';

const procedure = procedureIn('outbox');

export const outbox = router({
	list: procedure.input(listMailsInput).query(({ ctx, input }) => domain.listMails(ctx, input)),
	retry: procedure.input(retryMailInput).mutation(({ ctx, input }) => domain.retryMail(ctx, input)),
	setAside: procedure.input(setAsideInput).mutation(({ ctx, input }) => domain.setAside(ctx, input))
});
