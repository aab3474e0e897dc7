import { imapServer, provideDovecot, type ImapServer } from '../support/imap-server.ts';
import { startPortal, type Portal } from './support/portal.ts';
import { expectSound } from './support/sound.ts';
import { button, cast, field, heading, link, m, menu, signIn } from './support/steps.ts';
import { expect, test as withPortal } from './support/test.ts';

const dovecot = provideDovecot();

/** A portal that reads a real mailbox. */
const test = withPortal.extend<object, { reading: { portal: Portal; mailbox: ImapServer } }>({
	reading: [
		// eslint-disable-next-line no-empty-pattern
		async ({}, use) => {
			const mailbox = await imapServer(dovecot!);
			const portal = await startPortal({ IMAP_URL: mailbox.url });
			await use({ portal, mailbox });
			await portal.stop();
			await mailbox.close();
		},
		{ scope: 'worker' }
	],
	baseURL: ({ reading }, use) => use(reading.portal.origin)
});

test.skip(!dovecot, 'reading a real mailbox needs Dovecot');

test('staff find a mail the portal would not publish alone, read it whole, attach it, and discard another', async ({
	page,
	reading: { mailbox },
	hasTouch
}) => {
	const mark = hasTouch ? 'au téléphone' : 'au bureau';
	for (const [from, words] of [
		[cast.vera.email, `Une précision ${mark}.`],
		['inconnu@ailleurs.example', `Une réclame ${mark}.`]
	])
		mailbox.deliver(
			`From: ${from}\nSubject: =?utf-8?B?${Buffer.from(words!).toString('base64')}?=\nMessage-ID: <${Math.random()}@mail.example>\nContent-Type: text/plain; charset=utf-8\n\n${words}\n\nLe 22/11/2026 à 09:12, DEFI a écrit :\n> Ce qui fut dit\n`
		);
	await signIn(page, 'sam');
	await expect(async () => {
		await page.goto('/staff/mails/incoming');
		await expect(link(page, `Une réclame ${mark}.`)).toBeVisible({ timeout: 500 });
	}).toPass({ timeout: 20_000 });
	// A thumb's bar has no room for all: what waits shows on what leads to the rest.
	const entry = hasTouch
		? menu(page).getByRole('button').filter({ hasText: m.ui_more() })
		: menu(page).getByRole('link', { name: m.incoming_nav() });
	await expect(entry).toContainText(/\d/);
	await expectSound(page);

	await link(page, `Une précision ${mark}.`).click();
	await expect(page.getByText(m.incoming_why_no_ticket())).toBeVisible();
	await expect(page.getByText('Ce qui fut dit')).toBeHidden();
	await page.getByText(m.incoming_whole()).click();
	await expect(page.getByText('Ce qui fut dit')).toBeVisible();
	await expectSound(page);

	await field(page, m.incoming_number_label()).fill('mille');
	await button(page, m.incoming_attach()).click();
	await expect(page.getByText(m.incoming_number_wrong()).first()).toBeVisible();
	await field(page, m.incoming_number_label()).fill('1015');
	await button(page, m.incoming_attach()).click();
	await expect(page.getByText(m.incoming_attached_answer({ number: 1015 }))).toBeVisible();
	await page.goto('/staff/tickets/1015');
	const message = page.getByRole('article').filter({ hasText: `Une précision ${mark}.` });
	await expect(message).toContainText(m.incoming_via_mail());
	await link(message, m.incoming_whole()).click();
	await expect(heading(page, `Une précision ${mark}.`)).toBeVisible();

	await page.goto('/staff/mails/incoming');
	await link(page, `Une réclame ${mark}.`).click();
	await field(page, m.incoming_discard_reason()).fill('Publicité.');
	await button(page, m.incoming_discard()).click();
	await expect(page.getByText(m.incoming_discarded())).toBeVisible();
	await expect(link(page, `Une réclame ${mark}.`)).toBeHidden();
});
