import {
	chooseForMailingInput,
	createMailingInput,
	exportMailingInput,
	listMailingsInput,
	mailingInput,
	mailingPreviewInput,
	mailingRecipientsInput,
	mailingStructuresInput,
	setRateInput,
	startMailingInput,
	testMailingInput,
	writeMailingInput
} from '#lib/schemas/mailings.ts';
import { procedureIn, router } from '#server/platform/trpc.ts';
import { choose, structuresFor } from './choosing.ts';
import * as content from './content.ts';
import { exportMailing } from './export.ts';
import * as reading from './reading.ts';
import * as starting from './starting.ts';

/** Agents and managers alike: whoever sees the outage tells of it. */
const staff = procedureIn('mailings');

export const mailings = router({
	list: staff.input(listMailingsInput).query(({ ctx, input }) => reading.listMailings(ctx, input)),
	products: staff.query(({ ctx }) => reading.productsOf(ctx)),
	read: staff.input(mailingInput).query(({ ctx, input }) => reading.readMailing(ctx, input)),
	structures: staff.input(mailingStructuresInput).query(({ ctx, input }) => structuresFor(ctx, input)),
	recipients: staff.input(mailingRecipientsInput).query(({ ctx, input }) => reading.listMailed(ctx, input)),
	preview: staff.input(mailingPreviewInput).query(({ ctx, input }) => reading.previewMailing(ctx, input)),
	export: staff.input(exportMailingInput).query(({ ctx, input }) => exportMailing(ctx, input)),

	create: staff.input(createMailingInput).mutation(({ ctx, input }) => content.createMailing(ctx, input)),
	write: staff.input(writeMailingInput).mutation(({ ctx, input }) => content.writeMailing(ctx, input)),
	setRate: staff.input(setRateInput).mutation(({ ctx, input }) => content.setRate(ctx, input)),
	choose: staff.input(chooseForMailingInput).mutation(({ ctx, input }) => choose(ctx, input)),
	discard: staff.input(mailingInput).mutation(({ ctx, input }) => content.discardMailing(ctx, input)),
	test: staff.input(testMailingInput).mutation(({ ctx, input }) => starting.testMailing(ctx, input)),
	start: staff.input(startMailingInput).mutation(({ ctx, input }) => starting.startMailing(ctx, input)),
	unschedule: staff.input(mailingInput).mutation(({ ctx, input }) => starting.unschedule(ctx, input)),
	pause: staff.input(mailingInput).mutation(({ ctx, input }) => starting.pauseMailing(ctx, input)),
	resume: staff.input(mailingInput).mutation(({ ctx, input }) => starting.resumeMailing(ctx, input)),
	cancel: staff.input(mailingInput).mutation(({ ctx, input }) => starting.cancelMailing(ctx, input)),
	retryFailed: staff.input(mailingInput).mutation(({ ctx, input }) => starting.retryFailed(ctx, input))
});
