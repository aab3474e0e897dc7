import { Command } from 'commander';
import { email } from '#lib/schemas/person.ts';
import { makeHandoffLink } from '#server/accounts/handoff-token.ts';
import { as } from './accepted-as.ts';
import { quietSettings } from './quiet-settings.ts';

export const handoffLink = new Command('link')
	.description(
		'Prints a link as the old portal signs them, to try the hand-off by. Reads the settings and nothing else.'
	)
	.argument('<email>', 'whose link: somebody the portal knows who has chosen no password here yet', as(email))
	.action(async (address: string) => {
		const settings = quietSettings();
		console.log(await makeHandoffLink({ settings, now: () => new Date().toISOString() }, address));
		console.log(
			'It works once, within 5 minutes. It leads nowhere for an address nobody has here, and for the staff’s.'
		);
		if (!settings.originConfigured)
			console.log('It begins with the default address: set ORIGIN to where people reach the portal.');
	});
