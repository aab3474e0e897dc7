import {
	attachMailInput,
	discardMailInput,
	listIncomingInput,
	mailInput,
	mailOfMessageInput,
	openFromMailInput
} from '#lib/schemas/incoming.ts';
import { procedureIn, router } from '#server/platform/trpc.ts';
import * as domain from './domain.ts';
import * as settle from './settle.ts';

const procedure = procedureIn('incoming');

export const incoming = router({
	list: procedure.input(listIncomingInput).query(({ ctx, input }) => domain.listIncoming(ctx, input)),
	count: procedure.query(({ ctx }) => domain.countIncoming(ctx)),
	read: procedure.input(mailInput).query(({ ctx, input }) => domain.readIncoming(ctx, input)),
	ofMessage: procedure.input(mailOfMessageInput).query(({ ctx, input }) => domain.readOfMessage(ctx, input)),
	attach: procedure.input(attachMailInput).mutation(({ ctx, input }) => settle.attachMail(ctx, input)),
	open: procedure.input(openFromMailInput).mutation(({ ctx, input }) => settle.openFromMail(ctx, input)),
	discard: procedure.input(discardMailInput).mutation(({ ctx, input }) => settle.discardMail(ctx, input))
});
