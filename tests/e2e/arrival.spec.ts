import { openDatabase, type Db } from '#server/platform/db.ts';
import { newId } from '#server/platform/ids.ts';
import { bring } from '../support/imported.ts';
import { tabTo } from './support/keyboard.ts';
import { startOldPortal } from './support/old-portal.ts';
import { startPortal } from './support/portal.ts';
import { expectSound } from './support/sound.ts';
import {
	button,
	expectClosed,
	field,
	goOn,
	heading,
	link,
	linkIn,
	m,
	mail,
	NEW_PASSWORD,
	openTicket,
	optionalField,
	padlock,
	signIn,
	signUp
} from './support/steps.ts';
import { expect, test, type Page } from './support/test.ts';

// A portal of its own: what an import leaves behind is written into its database.
let own: Awaited<ReturnType<typeof startPortal>>;
let db: Db;

test.beforeAll(async () => {
	own = await startPortal();
	({ db } = openDatabase(own.database));
});
test.afterAll(async () => {
	await db.destroy();
	await own.stop();
});

/** A structure as the import leaves it: its administrator of old and three people, none of whom ever came. */
async function brought(number: string) {
	const now = new Date().toISOString();
	const id = newId();
	const name = `Lycée Arrivé ${number}`;
	const domain = `lycee-${number.toLowerCase()}.example`;
	await db
		.insertInto('structure')
		.values({ id, customerNumber: number, name, ticketVisibility: 'none', createdAt: now })
		.execute();
	const person = async (firstName: string, lastName: string, more: object = {}) => {
		const email = `${firstName.toLowerCase()}@${domain}`;
		await bring(db, now, { structureId: id, firstName, lastName, email, ...more });
		return { firstName, lastName, email, name: `${firstName} ${lastName}` };
	};
	return {
		id,
		name,
		aline: await person('Aline', 'Roussel', { administrator: true, function: 'Intendante', phone: '0383901000' }),
		bruno: await person('Bruno', 'Simon', { function: 'Agent comptable', roles: ['accounting'] }),
		chloe: await person('Chloe', 'Thiry'),
		denis: await person('Denis', 'Ulrich', { function: 'Gardien' })
	};
}

/** Chooses a password on the page of an invitation. */
async function accept(page: Page, email: string, structure: string): Promise<void> {
	await page.goto(linkIn(await mail(own, email, m.mails_invited_subject({ structure })), '/invitation/'));
	await choosePassword(page, m.accounts_invitation_enter());
	await expect(heading(page, m.accounts_check_title())).toBeVisible();
}

async function choosePassword(page: Page, sends: string): Promise<void> {
	await field(page, m.accounts_new_password()).fill(NEW_PASSWORD);
	await field(page, m.accounts_confirmation()).fill(NEW_PASSWORD);
	await button(page, sends).click();
}

for (const javaScriptEnabled of [true, false]) {
	const sound = async (page: Page) => javaScriptEnabled && expectSound(page);
	test(`an administrator of the old portal comes in, and lets two people in who then come, ${javaScriptEnabled ? 'with' : 'without'} a script`, async ({
		browserOf,
		hasTouch
	}) => {
		test.slow();
		const { id, name: structure, aline, bruno, chloe, denis } = await brought(javaScriptEnabled ? 'L901' : 'L902');
		const browser = () => browserOf({ baseURL: own.origin, javaScriptEnabled });

		const page = await browser();
		if (javaScriptEnabled)
			await test.step('she follows the banner of the old portal, where she is signed in', async () => {
				const old = await startOldPortal(own, aline.email);
				await page.goto(old.url);
				await page
					.getByRole('region', { name: /Une nouvelle version/ })
					.getByRole('link')
					.click();
				await expect(heading(page, m.handoff_title())).toBeVisible();
				await choosePassword(page, m.handoff_enter());
				old.stop();
			});
		else
			await test.step('staff open her padlock: she is invited, as administrator to be', async () => {
				const sam = await browser();
				await signIn(sam, 'sam');
				await sam.goto(`/staff/structures/${id}/contacts`);
				const row = sam.getByRole('row').filter({ hasText: aline.email });
				await expect(row.getByText(m.contacts_administrator_planned())).toBeVisible();
				await sound(sam);
				await padlock(sam, aline.name, 'closed').click();
				await expect(sam.getByText(m.contacts_opened_invited({ name: aline.name }))).toBeVisible();
				await expect(row.getByText(m.contacts_state_invited())).toBeVisible();
				await sound(sam);
				await accept(page, aline.email, structure);
			});

		await test.step('she corrects what the old portal knew of her', async () => {
			await expect(heading(page, m.accounts_check_title())).toBeVisible();
			await expect(page.getByText(aline.email)).toBeVisible();
			await expect(optionalField(page, m.accounts_phone())).toHaveValue('03 83 90 10 00');
			await expect(optionalField(page, m.accounts_function())).toHaveValue('Intendante');
			await sound(page);
			await optionalField(page, m.accounts_function()).fill('Secrétaire générale');
			await field(page, m.accounts_last_name()).fill('Roussel-Petit');
			await button(page, m.accounts_check_confirm()).click();
			await expect(page).toHaveURL(new RegExp(`/s/${id}$`));
		});
		await test.step('her home page opens on the accounts to activate', async () => {
			await expect(page.getByText(m.contacts_welcome_administrator())).toBeVisible();
			await expect(page.getByText(m.contacts_welcome_check())).toHaveCount(0);
			await expect(heading(page, m.contacts_mission({ count: 3 }))).toBeVisible();
			await sound(page);
			await padlock(page, bruno.name, 'closed').click();
			await expect(page.getByText(m.contacts_opened_invited({ name: bruno.name }))).toBeVisible();
			await expect(heading(page, m.contacts_mission({ count: 2 }))).toBeVisible();
			await sound(page);
			await link(page, m.contacts_mission_all()).click();
			await expect(page).toHaveURL(/show=to_activate/);
			await expect(page.getByRole('row').filter({ hasText: '@' })).toHaveCount(2);
			await sound(page);
			await padlock(page, chloe.name, 'closed').click();
			await expect(page.getByText(m.contacts_opened_invited({ name: chloe.name }))).toBeVisible();
			await sound(page);
			await page.goto(`/s/${id}/contacts?q=roussel-petit`);
			await expect(page.getByRole('row').filter({ hasText: 'Secrétaire générale' })).toHaveCount(1);
		});

		await test.step('one of the two checks what is known of him, the other does so later', async () => {
			const his = await browser();
			await accept(his, bruno.email, structure);
			await goOn(his);
			await expect(heading(his, m.contacts_home_hello({ name: 'Bruno' }))).toBeVisible();
			await expect(his.getByText(m.contacts_welcome())).toBeVisible();
			await sound(his);
			const hers = await browser();
			await accept(hers, chloe.email, structure);
			await link(hers, m.accounts_check_later()).click();
			await expect(heading(hers, m.contacts_home_hello({ name: 'Chloe' }))).toBeVisible();
			await sound(hers);
			await link(hers, m.accounts_check_title()).click();
			await optionalField(hers, m.accounts_function()).fill('Infirmière');
			await button(hers, m.accounts_check_confirm()).click();
			await expect(heading(hers, m.contacts_home_hello({ name: 'Chloe' }))).toBeVisible();
			await expect(hers.getByText(m.contacts_welcome_check())).toHaveCount(0);
		});
		await test.step('both are in, with the role that awaited one of them', async () => {
			await page.goto(`/s/${id}/contacts`);
			for (const { name } of [bruno, chloe]) await expect(padlock(page, name, 'open')).toBeVisible();
			const row = page.getByRole('row').filter({ hasText: bruno.email });
			await expect(row.getByText(m.contacts_referent({ role: m.contacts_role_accounting() }))).toBeVisible();
			await expect(page.getByRole('row').filter({ hasText: 'Infirmière' })).toHaveCount(1);
		});

		await test.step('whom nobody let in can ask for help, and nothing more', async () => {
			const his = await browser();
			await signUp(his, denis);
			await his.goto(linkIn(await mail(own, denis.email, m.mails_sign_up_subject()), '/verify/'));
			await button(his, m.accounts_verify()).click();
			await expect(optionalField(his, m.accounts_function())).toHaveValue('Gardien');
			await goOn(his);
			await expect(heading(his, m.contacts_pending_title())).toBeVisible();
			await sound(his);
			await his.goto(`/s/${id}/tickets`);
			await openTicket(his, { subject: 'Je n’entre pas', body: 'Qui peut m’ouvrir ?' });
			expect((await his.request.get(`/s/${id}/contacts`)).status()).toBe(403);
			await his.goto(`/s/${id}`);
			await expectClosed(his, hasTouch === true, 'fr', false);
		});
	});
}

test('an invitation is taken back, somebody is refused before they come, and read why when they do', async ({
	browserOf
}) => {
	test.slow();
	const { id, aline, bruno, denis } = await brought('L903');
	await db
		.updateTable('contact')
		.set({ access: 'invited', invitedAt: '2026-01-01T00:00:00.000Z' })
		.where('structureId', '=', id)
		.where('email', '=', bruno.email)
		.execute();
	const sam = await browserOf({ baseURL: own.origin });
	await signIn(sam, 'sam');
	await sam.goto(`/staff/structures/${id}/contacts`);
	const rowOf = (email: string) => sam.getByRole('row').filter({ hasText: email });
	await expect(rowOf(bruno.email).getByText(m.contacts_invitation_expired())).toBeVisible();
	await expectSound(sam);
	await padlock(sam, bruno.name, 'closed').click();
	await expect(sam.getByText(m.contacts_opened_invited({ name: bruno.name }))).toBeVisible();
	await button(sam, m.contacts_invite_revoke_of({ name: bruno.name })).click();
	await expect(sam.getByText(m.contacts_invitation_revoked({ name: bruno.name }))).toBeVisible();
	await expect(padlock(sam, bruno.name, 'closed')).toBeVisible();

	for (const { name, email } of [denis, aline]) {
		await rowOf(email).getByText(m.contacts_refuse(), { exact: true }).click();
		await expectSound(sam, { covered: true });
		await field(rowOf(email), m.contacts_reason()).fill('A quitté le lycée.');
		await button(rowOf(email), m.contacts_refuse_access()).click();
		await expect(sam.getByText(m.contacts_refused_untold({ name }))).toBeVisible();
	}
	expect(await own.mailsTo(denis.email)).toEqual([]);
	await sam.goto(`/staff/structures/${id}/contacts`);
	await sam.getByRole('link', { name: bruno.name }).click();
	await expect(button(sam, m.contacts_invite())).toBeVisible();
	await expectSound(sam);

	const page = await browserOf({ baseURL: own.origin });
	await signUp(page, aline);
	await page.goto(linkIn(await mail(own, aline.email, m.mails_sign_up_subject()), '/verify/'));
	await button(page, m.accounts_verify()).click();
	await goOn(page);
	await expect(page.getByText('A quitté le lycée.')).toBeVisible();
	await expectSound(page);
});

test('somebody of several structures says what they do in each, and comes back to where they were', async ({
	browserOf
}) => {
	const page = await browserOf({ baseURL: own.origin });
	await signIn(page, 'thea');
	const home = new URL(page.url()).pathname;
	await page.goto(`/welcome?to=${encodeURIComponent(home)}`);
	const functions = page.getByRole('group', { name: m.accounts_check_functions() }).getByRole('textbox');
	expect(await functions.count()).toBeGreaterThan(1);
	await expectSound(page);
	await functions.first().fill('Vice-présidente');
	await button(page, m.accounts_check_confirm()).click();
	await expect(page).toHaveURL(new RegExp(`${home}$`));
	await page.goto('/welcome?to=//evil.example');
	await expect(functions.first()).toHaveValue('Vice-présidente');
	await expect(link(page, m.accounts_check_later())).toHaveAttribute('href', '/');
});

test('by keyboard alone: a password, what is known checked, a padlock opened', async ({ browserOf, hasTouch }) => {
	test.skip(hasTouch === true, 'a keyboard stands before a screen');
	test.slow();
	const { id, name: structure, aline, bruno } = await brought('L904');
	const sam = await browserOf({ baseURL: own.origin });
	await signIn(sam, 'sam');
	await sam.goto(`/staff/structures/${id}/contacts`);
	await padlock(sam, aline.name, 'closed').click();
	await expect(sam.getByText(m.contacts_opened_invited({ name: aline.name }))).toBeVisible();
	const page = await browserOf({ baseURL: own.origin });
	await accept(page, aline.email, structure);
	await tabTo(page, optionalField(page, m.accounts_function()));
	await page.keyboard.press('ControlOrMeta+A');
	await page.keyboard.type('Proviseure');
	await tabTo(page, button(page, m.accounts_check_confirm()));
	await page.keyboard.press('Enter');
	await expect(heading(page, m.contacts_mission({ count: 3 }))).toBeVisible();
	await tabTo(page, padlock(page, bruno.name, 'closed'));
	await page.keyboard.press('Enter');
	await expect(page.getByText(m.contacts_opened_invited({ name: bruno.name }))).toBeVisible();
});
