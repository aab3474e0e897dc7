import {
	averagesInput,
	rateByLinkInput,
	ratedTicketInput,
	rateTicketInput,
	ratingLinkInput
} from '#lib/schemas/satisfaction.ts';
import { procedureIn, router } from '#server/platform/trpc.ts';
import { averages } from './averages.ts';
import * as domain from './domain.ts';

const open = procedureIn('satisfaction');
const ticketing = procedureIn('satisfaction', 'ticketing');
const staffOnly = procedureIn('satisfaction', 'staff');

export const satisfaction = router({
	link: open.input(ratingLinkInput).query(({ ctx, input }) => domain.readLink(ctx, input)),
	rateByLink: open.input(rateByLinkInput).mutation(({ ctx, input }) => domain.rateByLink(ctx, input)),
	mine: ticketing.input(ratedTicketInput).query(({ ctx, input }) => domain.myRating(ctx, input)),
	rate: ticketing.input(rateTicketInput).mutation(({ ctx, input }) => domain.rateTicket(ctx, input)),
	ofTicket: staffOnly.input(ratedTicketInput).query(({ ctx, input }) => domain.ratingsOf(ctx, input)),
	averages: staffOnly.input(averagesInput).query(({ ctx, input }) => averages(ctx, input))
});
