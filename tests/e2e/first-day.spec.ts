import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { structures } from '#server/demo/structures.ts';
import { openDatabase } from '#server/platform/db.ts';
import { signInByKeyboard, tabTo } from './support/keyboard.ts';
import { startPortal } from './support/portal.ts';
import { expectSound } from './support/sound.ts';
import { button, cast, field, heading, link, m, padlock } from './support/steps.ts';
import { expect, test, type Page } from './support/test.ts';

test.skip(({ hasTouch }) => hasTouch === true, 'a keyboard stands before a screen');

let own: Awaited<ReturnType<typeof startPortal>>;
let folder: string;
let waiting: string[];

/** A structure as it comes from the old portal: people who wait, no phone. */
test.beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'portal-first-day-'));
	own = await startPortal({ DATA_DIR: folder });
	const { db } = openDatabase(join(folder, 'portal.db'));
	const { id } = await db
		.selectFrom('structure')
		.select('id')
		.where('customerNumber', '=', structures.sexey.customerNumber)
		.executeTakeFirstOrThrow();
	const people = await db
		.selectFrom('contact')
		.select(['id', 'firstName', 'lastName'])
		.where('structureId', '=', id)
		.where('accountId', 'is not', null)
		.where('email', '!=', cast.adam.email)
		.where('access', 'in', ['active', 'pending'])
		.orderBy('access', 'desc')
		.orderBy('searchText')
		.limit(5)
		.execute();
	const requestedAt = new Date().toISOString();
	for (const { id } of people)
		await db.updateTable('contact').set({ access: 'pending', requestedAt }).where('id', '=', id).execute();
	// Whoever is only listed was invited already: those who wait are left.
	await db
		.updateTable('contact')
		.set({ access: 'invited', invitedAt: requestedAt })
		.where('structureId', '=', id)
		.where('access', '=', 'none')
		.execute();
	await db.deleteFrom('structurePhone').where('structureId', '=', id).execute();
	waiting = people.map(({ firstName, lastName }) => `${firstName} ${lastName}`);
	await db.destroy();
});
test.afterAll(async () => {
	await own.stop();
	await rm(folder, { recursive: true, force: true });
});

const missing = (page: Page) => page.locator('section').filter({ has: heading(page, m.contacts_missing_title()) });

test('an administrator’s first day, by keyboard alone: five people let in, and what is missing told', async ({
	browserOf
}) => {
	test.slow();
	expect(waiting).toHaveLength(5);
	const page = await browserOf({ baseURL: own.origin });
	await signInByKeyboard(page, cast.adam.email);
	const home = page.url();
	await expect(heading(page, m.contacts_mission({ count: 5 }))).toBeVisible();
	await expectSound(page);
	for (const name of waiting) {
		await tabTo(page, padlock(page, name, 'closed'));
		await page.keyboard.press('Enter');
		await expect(padlock(page, name, 'open')).toBeFocused();
	}
	await expect(heading(page, m.contacts_mission_done())).toBeVisible();

	await tabTo(page, link(missing(page), m.contacts_missing_phone()));
	await page.keyboard.press('Enter');
	await expect(heading(page, m.proposals_add_phone())).toBeVisible();
	await tabTo(page, field(page, m.proposals_label()));
	await page.keyboard.type('Accueil');
	await tabTo(page, field(page, m.proposals_phone_number()));
	await page.keyboard.type('03 53 01 10 37');
	await tabTo(page, button(page, m.proposals_submit()));
	await page.keyboard.press('Enter');
	await expect(page.getByText(m.proposals_done_proposed())).toBeVisible();

	await page.goto(home);
	await expect(missing(page).getByText(m.proposals_asked())).toBeVisible();
	await expect(missing(page).getByRole('listitem').filter({ hasText: m.contacts_missing_phone() })).not.toContainText(
		m.ui_step_done()
	);
	await expectSound(page);
});
