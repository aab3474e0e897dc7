import { Command } from 'commander';
import { deliverDue } from '#server/platform/outbox.ts';
import { openPortal } from '#server/portal.ts';
import { quietSettings } from './quiet-settings.ts';

export const outboxDeliver = new Command('deliver')
	.description('Sends, once, the mails that are due; a running portal does so by itself. It must be stopped.')
	.action(async () => {
		const { base, delivery, close } = await openPortal(quietSettings());
		try {
			const { sent, failed } = await deliverDue(base, delivery);
			const { waiting, next } = await base.db
				.selectFrom('mail')
				.select((eb) => [eb.fn.countAll<number>().as('waiting'), eb.fn.min('dueAt').as('next')])
				.where('settledAt', 'is', null)
				.executeTakeFirstOrThrow();
			console.log(`${sent} sent, ${failed} given up, ${waiting} waiting${waiting > 0 ? ` (next try ${next})` : ''}.`);
			if (failed > 0) process.exitCode = 1;
		} finally {
			await close();
		}
	});
