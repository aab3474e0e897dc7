import { test as withPortal, expect } from './support/test.ts';
import { startPortal, type Portal } from './support/portal.ts';
import { startPostOffice, type PostOffice } from './support/post-office.ts';
import {
	button,
	field,
	freshEmail,
	goOn,
	heading,
	linkIn,
	m,
	mail,
	openTicket,
	signUp,
	menu,
	link,
	signIn
} from './support/steps.ts';

/** A portal whose mails leave by a real mail server. */
const test = withPortal.extend<object, { posting: { portal: Portal; office: PostOffice } }>({
	posting: [
		// eslint-disable-next-line no-empty-pattern
		async ({}, use) => {
			const office = await startPostOffice();
			const portal = await startPortal({ SMTP_URL: office.url, MAIL_FROM: 'portail@defi-informatique.example' });
			await use({ portal, office });
			await portal.stop();
			await office.stop();
		},
		{ scope: 'worker' }
	],
	baseURL: ({ posting }, use) => use(posting.portal.origin)
});

test.skip(({ hasTouch }) => hasTouch === true, 'the same at any size');

test('over a real mail server, someone signs up, opens a ticket and is answered', async ({
	page,
	browserOf,
	posting
}) => {
	test.slow();
	const { office, portal } = posting;
	const arrived = {
		mailsTo: async (email: string) =>
			office
				.mailsTo(email)
				.map((mail) => ({ subject: mail.subject ?? '', text: mail.text ?? '', html: String(mail.html), locale: '' }))
	};
	const email = freshEmail('élodie').normalize('NFD').replace(/\p{M}/gu, '');
	await signUp(page, { firstName: 'Élodie', lastName: 'L’Hôte', email, customerNumber: 'C10601' });
	await expect(page.getByText(m.accounts_demo_mails())).toHaveCount(0);
	expect((await page.request.get('/demo/mails')).status()).toBe(404);

	const address = linkIn(await mail(arrived, email, m.mails_sign_up_subject()), '/verify/');
	const [letter] = office.mailsTo(email);
	expect(letter!.from!.value).toEqual([{ name: 'DEFI Informatique', address: 'portail@defi-informatique.example' }]);
	expect(letter!.headers.get('auto-submitted')).toBe('auto-generated');
	expect(letter!.headers.get('content-language')).toBe('fr');
	expect(letter!.text, 'nothing a stranger typed, before the address is proved').not.toContain('Élodie');
	expect(String(letter!.html)).toContain(address);
	expect(address).toContain(portal.origin);

	await page.goto(address);
	await button(page, m.accounts_verify()).click();
	await goOn(page);
	await expect(heading(page, m.contacts_pending_title())).toBeVisible();
	await link(menu(page), m.ui_nav_tickets()).click();
	const subject = 'Été : accents & « guillemets »';
	const number = await openTicket(page, { subject, body: 'Bonjour,\n\nça coince.' });
	await mail(arrived, email, `[#${number}] ${subject}`);

	const staff = await browserOf();
	await signIn(staff, 'sam');
	await link(staff, m.ui_nav_inbox()).click();
	await staff.getByRole('link', { name: `#${number}` }).click();
	await field(staff, m.tickets_reply_label()).fill('Réessayez à présent.');
	await button(staff, m.tickets_reply_action()).click();
	await expect(async () =>
		expect(office.mailsTo(email).some(({ text }) => text?.includes('Réessayez à présent.'))).toBe(true)
	).toPass({ timeout: 15_000 });
	const thread = office.mailsTo(email).filter((mail) => mail.subject?.includes(`#${number}`));
	expect(new Set(thread.map(({ references }) => String(references))).size, 'one thread').toBe(1);
	expect(new Set(thread.map(({ messageId }) => messageId)).size, 'each mail its own').toBe(thread.length);
});
