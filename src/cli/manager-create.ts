import { Command, Option } from 'commander';
import { email, LOCALES, personName } from '#lib/schemas/person.ts';
import { appointManager } from '#server/accounts/manager.ts';
import { openBeside } from '#server/portal.ts';
import { as } from './accepted-as.ts';
import { quietSettings } from './quiet-settings.ts';

const DONE = {
	created: 'is now a manager',
	promoted: 'has an account already, and is now a manager',
	already: 'is a manager already'
};

export const managerCreate = new Command('create')
	.description('Creates a manager, or makes one of an account that is no customer’s. Works while the portal runs.')
	.requiredOption('--email <address>', 'their e-mail address, which is their login', as(email))
	.requiredOption('--first-name <name>', 'first name', as(personName))
	.requiredOption('--last-name <name>', 'last name', as(personName))
	.addOption(new Option('--locale <language>', 'language of their mails and pages').choices(LOCALES).default('fr'))
	.option('--print-link', 'print the link to the password page even when a mail server is configured')
	.action(
		async ({
			printLink,
			...person
		}: {
			email: string;
			firstName: string;
			lastName: string;
			locale: 'fr' | 'en';
			printLink?: true;
		}) => {
			const settings = quietSettings();
			const { base, close } = await openBeside(settings);
			try {
				const { outcome, link } = await appointManager(base, person);
				console.log(`${person.email} ${DONE[outcome]}.`);
				if (!link) return console.log('They sign in with the password they have.');
				if (settings.smtpUrl)
					console.log('A mail with the link to choose a password leaves within a minute once the portal runs.');
				if (settings.smtpUrl && !printLink) return;
				console.log(`They choose their password here, once, within 24 hours:\n${link}`);
				if (!settings.originConfigured)
					console.log('The link begins with the default address: set ORIGIN to where people reach the portal.');
			} finally {
				await close();
			}
		}
	);
