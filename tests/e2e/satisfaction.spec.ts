import { expectSound } from './support/sound.ts';
import { button, choice, heading, m, openTicket, optionalField, signIn } from './support/steps.ts';
import { expect, test, type Page } from './support/test.ts';
import type { Portal } from './support/portal.ts';
import { cast } from '#server/demo/cast.ts';

const QUESTION = m.satisfaction_question();
const label = (score: number, text: string) => m.satisfaction_choice({ score, label: text });

/** Véra opens a ticket, Sam closes it; returns its number and the link in the mail that says so. */
async function closedTicket(page: Page, browserOf: () => Promise<Page>, portal: Portal) {
	await signIn(page, 'vera');
	await page.goto(`${new URL(page.url()).pathname.split('/').slice(0, 3).join('/')}/tickets`);
	const subject = `Avis ${Date.now().toString(36)}`;
	const number = await openTicket(page, { subject, body: 'Bonjour.' });
	const sam = await browserOf();
	await signIn(sam, 'sam');
	await sam.goto(`/staff/tickets/${number}`);
	await sam.locator('form[action="?/status"] select').selectOption('closed');
	await button(
		sam.locator('form[action="?/status"]').filter({ has: sam.locator('select') }),
		m.tickets_set_status_action()
	).click();
	let link = '';
	await expect(async () => {
		const texts = (await portal.mailsTo(cast.vera.email))
			.filter((some) => some.subject === `[#${number}] ${subject}`)
			.map(({ text }) => text);
		link = texts.flatMap((text) => /http\S+\/rate\/[\w-]+\?score=4/.exec(text)?.[0] ?? [])[0] ?? '';
		expect(link).not.toBe('');
	}).toPass({ timeout: 15_000, intervals: [100] });
	return { number, subject, sam, link };
}

test('a customer rates a closed ticket by the mail’s link without signing in, and staff see it', async ({
	page,
	browserOf,
	portal
}) => {
	const { number, subject, sam, link } = await closedTicket(page, browserOf, portal);
	const anybody = await browserOf();
	await anybody.goto(link);
	await expect(heading(anybody, subject)).toBeVisible();
	await expect(choice(anybody, QUESTION, label(4, m.satisfaction_score_4()))).toBeChecked();
	await expectSound(anybody);
	await choice(anybody, QUESTION, label(5, m.satisfaction_score_5())).check();
	await optionalField(anybody, m.satisfaction_comment()).fill('Réponse claire et rapide.');
	await button(anybody, m.satisfaction_send()).click();
	await expect(anybody.getByText(m.satisfaction_thanks())).toBeVisible();
	await expect(button(anybody, m.satisfaction_change())).toBeVisible();

	await sam.goto(`/staff/tickets/${number}`);
	await expect(sam.getByText('Réponse claire et rapide.')).toBeVisible();
	await sam.goto('/staff/satisfaction');
	await expect(heading(sam, m.satisfaction_staff_title())).toBeVisible();
	await expect(sam.getByText('Réponse claire et rapide.')).toBeVisible();
	await sam.getByText(m.ui_chart_figures()).click();
	await expect(sam.getByRole('table', { name: m.satisfaction_chart() })).toBeVisible();
	await expectSound(sam);
});

test('the link works where no script runs, and a wrong one says what to do', async ({ page, browserOf, portal }) => {
	const { link } = await closedTicket(page, browserOf, portal);
	const plain = await browserOf({ javaScriptEnabled: false });
	await plain.goto(link);
	await choice(plain, QUESTION, label(2, m.satisfaction_score_2())).check();
	await button(plain, m.satisfaction_send()).click();
	await expect(plain.getByText(m.satisfaction_thanks())).toBeVisible();
	await expect(choice(plain, QUESTION, label(2, m.satisfaction_score_2()))).toBeChecked();

	await page.goto(link.replace(/\/rate\/[\w-]+/, '/rate/expired'));
	await expect(heading(page, m.satisfaction_gone_title())).toBeVisible();
	await expectSound(page);
});

test('on the closed ticket itself the question is asked once, and the answer can be changed', async ({
	page,
	browserOf,
	portal
}) => {
	const { number } = await closedTicket(page, browserOf, portal);
	await page.reload();
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	await choice(page, QUESTION, label(3, m.satisfaction_score_3())).check();
	await button(page, m.satisfaction_send()).click();
	await expect(page.getByText(m.satisfaction_thanks())).toBeVisible();
	await expect(button(page, m.satisfaction_change())).toBeVisible();
	await expect(choice(page, QUESTION, label(3, m.satisfaction_score_3()))).toBeChecked();
	expect(number).toBeTruthy();
	await expectSound(page);
});
