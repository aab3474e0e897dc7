import { hashPassword } from '#server/accounts/passwords.ts';
import { openDatabase, transact, type Db } from '#server/platform/db.ts';
import { newId } from '#server/platform/ids.ts';
import { noteOutage } from '#server/platform/outbox-outage.ts';
import { lastWeeks } from '#server/platform/weeks.ts';
import { askForHolder } from '#server/tasks/domain.ts';
import { ticketsIn } from '#server/tickets/domain.ts';
import { structures } from '#server/demo/structures.ts';
import { tabTo } from './support/keyboard.ts';
import { putMailToSort } from './support/mail-to-sort.ts';
import { startPortal, type Portal } from './support/portal.ts';
import { expectSound } from './support/sound.ts';
import { button, cast, DEMO_PASSWORD, heading, link, m, menu, signIn, signInByPage } from './support/steps.ts';
import { expect, test as base, type Page } from './support/test.ts';

/** On a portal of their own: what waits is counted, and other journeys add to it. */
const test = base.extend<object, { portal: Portal; db: Db }>({
	portal: [
		// eslint-disable-next-line no-empty-pattern
		async ({}, use) => {
			const own = await startPortal();
			await use(own);
			await own.stop();
		},
		{ scope: 'worker' }
	],
	db: [
		async ({ portal }, use) => {
			const { db } = openDatabase(portal.database);
			await failedMail(db);
			await heldMail(db);
			await mailToSort(db);
			await task(db, structures.sexey.customerNumber, 'dpo');
			await task(db, structures.madon.customerNumber, 'accounting');
			await use(db);
			await db.destroy();
		},
		{ scope: 'worker', auto: true }
	]
});

const now = () => new Date().toISOString();

/** One that was given up. */
const failedMail = (db: Db) =>
	mail(db, { attempts: 8, settledAt: now(), failedAt: now(), lastError: '550 no such mailbox', dueAt: now() });

/** One that waits for a mail server out of reach since long; not due, since here every mail would leave. */
async function heldMail(db: Db) {
	const lastError = 'connect ECONNREFUSED';
	await mail(db, { attempts: 0, settledAt: null, failedAt: null, lastError, dueAt: '2099-01-01T00:00:00.000Z' });
	await outage(db);
}

/** As long as nothing leaves: a mail of the portal's own says that the server is there. */
const outage = (db: Db) => noteOutage({ db, now: () => '2026-01-01T00:00:00.000Z' }, 'connect ECONNREFUSED');

type Fate = Record<'settledAt' | 'failedAt', string | null> & { attempts: number; lastError: string; dueAt: string };

async function mail(db: Db, fate: Fate) {
	const outboxId = newId();
	const cause = { id: outboxId, kind: 'ticket.opened', payload: '{}', createdAt: now(), dueAt: now() };
	await db
		.insertInto('outbox')
		.values({ ...cause, attempts: 0, expandedAt: now(), lastError: null })
		.execute();
	await db
		.insertInto('mail')
		.values({
			...cause,
			...fate,
			id: newId(),
			outboxId,
			recipient: cast.vera.email,
			messageId: `<${outboxId}@portal.example>`,
			subject: 'Votre ticket est ouvert',
			sentAt: null
		})
		.execute();
}

const mailToSort = (db: Db) =>
	putMailToSort(db, {
		fromAddress: 'quelqu.un@ailleurs.example',
		fromName: '',
		subject: 'Une question',
		words: 'Bonjour.'
	});

async function task(db: Db, customerNumber: string, role: 'dpo' | 'accounting') {
	const { id } = await db
		.selectFrom('structure')
		.select('id')
		.where('customerNumber', '=', customerNumber)
		.executeTakeFirstOrThrow();
	await transact({ db }, (ctx) => askForHolder({ ...ctx, now }, { structureId: id, role }));
}

/** A line of the home page: its text begins with how many there are. */
const line = (page: Page, says: (inputs: { count: number }) => string) =>
	page
		.getByRole('main')
		.getByRole('link', { name: new RegExp(`^\\d+\\s+(${says({ count: 1 })}|${says({ count: 2 })})`) });

const countOn = async (page: Page, says: (inputs: { count: number }) => string) =>
	Number(/^\s*(\d+)/.exec(await line(page, says).innerText())![1]);

const main = (page: Page) => page.getByRole('main');
const rowsOf = (page: Page) =>
	main(page)
		.getByRole('row')
		.filter({ has: page.getByRole('cell') });

/** Each line, where it leads, and the things counted there. */
const LINES = [
	[m.home_blocking, /\/staff\/tickets\?urgency=blocking$/, (page: Page) => main(page).getByRole('article')],
	[m.home_unassigned, /\/staff\/tickets\?assignee=nobody$/, (page: Page) => main(page).getByRole('article')],
	[m.home_mine, /\/staff\/tickets\?assignee=me$/, (page: Page) => main(page).getByRole('article')],
	[m.home_nobody_decides, /\/staff\/requests\?show=nobody_decides$/, (page: Page) => main(page).getByRole('listitem')],
	[m.home_to_attach, /\/staff\/requests\?show=to_attach$/, (page: Page) => main(page).getByRole('article')],
	[m.home_held_mails, /\/staff\/mails\?state=waiting$/, rowsOf],
	[m.home_failed_mails, /\/staff\/mails\?state=failed$/, rowsOf],
	[m.home_incoming, /\/staff\/mails\/incoming$/, rowsOf],
	[m.home_proposals, /\/staff\/proposals$/, (page: Page) => main(page).getByRole('listitem')],
	[m.home_tasks, /\/staff\/tasks$/, (page: Page) => main(page).getByRole('listitem')],
	[m.home_without_administrator, /\/staff\/structures\?show=without_administrator$/, rowsOf]
] as const;

test('an agent signs in, sees what waits, and finds behind each line as many things as it says', async ({
	page,
	db
}) => {
	test.slow();
	await signInByPage(page, 'sam');
	await expect(page).toHaveURL(/\/staff$/);
	await expect(heading(page, m.contacts_home_hello({ name: cast.sam.firstName }))).toBeVisible();
	await expect(heading(page, m.home_under_way()), 'for managers').toHaveCount(0);
	await expectSound(page);

	for (const [says, address, things] of LINES) {
		await test.step(says({ count: 2 }), async () => {
			if (says === m.home_held_mails) {
				await outage(db);
				await page.reload();
			}
			const count = await countOn(page, says);
			expect(count).toBeGreaterThan(0);
			await line(page, says).click();
			await expect(page).toHaveURL(address);
			await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
			await expect(things(page)).toHaveCount(count);
			await expectSound(page);
			await page.goBack();
			await expect(heading(page, m.home_waits())).toBeVisible();
		});
	}
	// What hurts most stands above what can wait.
	const texts = await main(page).getByRole('listitem').getByRole('link').allInnerTexts();
	const at = (says: (typeof LINES)[number][0]) =>
		texts.findIndex((text) => text.includes(says({ count: 1 })) || text.includes(says({ count: 2 })));
	const order = LINES.map(([says]) => at(says));
	expect(order).toEqual([...order].sort((a, b) => a - b));
});

test('mails that were given up are set aside, one by one or all at once, and asked about no more', async ({
	page,
	db
}) => {
	await signIn(page, 'sam');
	for (let given = 0; given < 3; given++) await failedMail(db);
	await page.reload();
	const before = await countOn(page, m.home_failed_mails);
	await line(page, m.home_failed_mails).click();
	await expect(rowsOf(page)).toHaveCount(before);
	await rowsOf(page).first().getByRole('button', { name: m.staff_mail_set_aside() }).click();
	await expect(page.getByText(m.staff_mails_were_set_aside({ count: 1 }))).toBeVisible();
	await expect(rowsOf(page)).toHaveCount(before - 1);
	await expectSound(page);
	await main(page).getByRole('button', { name: m.staff_mails_set_all_aside() }).click();
	await expect(page.getByText(m.staff_mails_were_set_aside({ count: before - 1 }))).toBeVisible();
	await expect(page.getByText(m.staff_mails_none())).toBeVisible();
	await page.getByRole('link', { name: m.staff_mails_all(), exact: true }).click();
	await expect(main(page).getByText(m.staff_mail_state_set_aside()).first()).toBeVisible();
	await expectSound(page);
	await page.goto('/staff');
	await expect(line(page, m.home_failed_mails)).toHaveCount(0);
});

test('a task leads to who may hold the role, and is settled by saying that it is done', async ({ page, db }) => {
	await signIn(page, 'sam');
	const before = await countOn(page, m.home_tasks);
	await line(page, m.home_tasks).click();
	const item = main(page).getByRole('listitem').filter({ hasText: structures.madon.name });
	await expect(item).toContainText(m.tasks_holder_accounting());
	await item.getByRole('link', { name: m.tasks_name_holder() }).click();
	await expect(page).toHaveURL(/\/staff\/structures\/[^/]+\/details\/referents\/accounting$/);
	await page.goBack();
	await item.getByRole('button').click();
	await expect(page.getByText(m.tasks_settled())).toBeVisible();
	await expect(item).toHaveCount(0);
	await expectSound(page);
	await page.goto('/staff');
	expect(await countOn(page, m.home_tasks)).toBe(before - 1);
	await task(db, structures.madon.customerNumber, 'accounting');
});

test('the figures of each chart are read as a table, and all of it is reached by keys', async ({
	page,
	hasTouch,
	db
}) => {
	await signIn(page, 'mona');
	for (const [label, text] of [
		[m.home_tickets(), m.home_tickets_text()],
		[m.home_answers(), m.home_answers_text()],
		[m.home_accounts(), m.home_accounts_text()]
	] as const) {
		await expect(page.getByRole('img', { name: text })).toBeVisible();
		await expect(page.getByRole('table', { name: label })).toBeHidden();
	}
	if (hasTouch) for (const summary of await page.getByText(m.ui_chart_figures()).all()) await summary.click();
	else {
		await tabTo(page, page.getByRole('group', { name: m.home_tickets() }));
		for (const [index, summary] of (await page.getByText(m.ui_chart_figures()).all()).entries()) {
			await tabTo(page, summary);
			await page.keyboard.press('Enter');
			expect(await page.getByRole('table').count()).toBe(index + 1);
		}
	}
	for (const label of [m.home_tickets(), m.home_answers(), m.home_accounts()]) {
		const table = page.getByRole('table', { name: label });
		await expect(table.getByRole('row')).toHaveCount(13);
		await expect(table.getByRole('row').last()).toContainText(m.home_week_now({ week: '' }).trim());
	}
	const [week] = lastWeeks(now(), 'Europe/Paris', 1);
	const { opened, closed } = await ticketsIn(db, week!);
	expect(opened).toBeGreaterThan(0);
	const cells = page.getByRole('table', { name: m.home_tickets() }).getByRole('row').last().getByRole('cell');
	await expect(cells).toHaveText([String(opened), String(closed)]);
	await expectSound(page);
});

test('the menu stands in groups, and on a phone what the bar has no room for comes on a sheet', async ({
	page,
	hasTouch
}) => {
	await signIn(page, 'mona');
	const list = (name: string) => page.getByRole('list', { name });
	if (hasTouch) {
		await expect(menu(page).getByRole('link')).toHaveCount(4);
		await expect(list(m.home_group_mails())).toHaveCount(0);
		await button(menu(page), m.ui_more())
			.or(menu(page).getByRole('button').filter({ hasText: m.ui_more() }))
			.first()
			.click();
		await expectSound(page, { covered: true });
	}
	await expect(list(m.home_group_mails()).getByRole('link')).toHaveCount(3);
	await expect(list(m.home_group_follow()).getByRole('link')).toHaveCount(2);
	await list(m.home_group_settings()).getByRole('link', { name: m.imports_nav() }).click();
	await expect(page).toHaveURL(/\/staff\/imports$/);
	if (hasTouch) await expect(list(m.home_group_settings())).toHaveCount(0);
	else await expect(menu(page).getByRole('link', { name: m.imports_nav() })).toHaveAttribute('aria-current', 'page');
});

test('without JavaScript what waits, the figures, the menu and the tasks are there', async ({
	browserOf,
	hasTouch,
	db
}) => {
	const page = await browserOf({ javaScriptEnabled: false });
	await signIn(page, 'sam');
	await expect(page).toHaveURL(/\/staff$/);
	const count = await countOn(page, m.home_unassigned);
	await page.getByText(m.ui_chart_figures()).first().click();
	await expect(page.getByRole('table', { name: m.home_tickets() }).getByRole('row')).toHaveCount(13);
	await line(page, m.home_unassigned).click();
	await expect(main(page).getByRole('article')).toHaveCount(count);
	if (hasTouch) await menu(page).getByRole('button').filter({ hasText: m.ui_more() }).click();
	await page.getByRole('link', { name: m.tasks_nav() }).click();
	const item = main(page).getByRole('listitem').filter({ hasText: structures.sexey.name });
	await item.getByRole('button').click();
	await expect(page.getByText(m.tasks_settled())).toBeVisible();
	await expect(item).toHaveCount(0);
	await task(db, structures.sexey.customerNumber, 'dpo');
});

test('once people were brought from the old portal, the chart tells how many of them have come', async ({
	browserOf,
	db
}) => {
	const page = await browserOf();
	await signIn(page, 'sam');
	await expect(page.getByRole('img', { name: m.home_accounts_text() })).toBeVisible();
	// Adam and Pia have a password here, the third never came: all three are said to come from the old portal.
	const contacts = await db
		.selectFrom('contact')
		.select(['id', 'email', 'structureId'])
		.where('email', 'in', [cast.adam.email, cast.pia.email])
		.execute();
	const never = await db
		.selectFrom('contact')
		.select(['id', 'email', 'structureId'])
		.where('email', 'not in', (eb) => eb.selectFrom('account').select('email'))
		.limit(1)
		.executeTakeFirstOrThrow();
	const rows = [...contacts, never].map(({ id, email, structureId }) => ({
		ownerId: id,
		structureId,
		email,
		said: '{}'
	}));
	await db.insertInto('importedRow').values(rows).execute();
	try {
		await page.reload();
		await expect(page.getByRole('img', { name: m.home_activation_text() })).toBeVisible();
		await expect(page.getByRole('img', { name: m.home_accounts_text() })).toHaveCount(0);
		await expect(main(page)).toContainText(m.home_activation_now({ count: 3, activated: '2', people: '3' }));
		await expectSound(page);
		await page.getByText(m.ui_chart_figures()).last().click();
		const table = page.getByRole('table', { name: m.home_activation() });
		await expect(table.getByRole('row')).toHaveCount(13);
		await expect(table.getByRole('row').last()).toContainText('67');
		await expectSound(page);
	} finally {
		await db
			.deleteFrom('importedRow')
			.where(
				'ownerId',
				'in',
				rows.map(({ ownerId }) => ownerId)
			)
			.execute();
		await db.deleteFrom('broughtPerson').execute();
	}
	await page.reload();
	await expect(page.getByRole('img', { name: m.home_accounts_text() })).toBeVisible();
});

test('where nothing waits, that is said kindly', async ({ browserOf }) => {
	const empty = await startPortal({ VENDOR_NAME: 'Éditeur tout neuf' });
	try {
		const { db } = openDatabase(empty.database);
		await db
			.insertInto('account')
			.values({
				...{ id: newId(), email: 'nina@neuf.example', passwordHash: await hashPassword(DEMO_PASSWORD), civility: '' },
				...{ firstName: 'Nina', lastName: 'Neuf', phone: '', locale: 'fr', theme: 'system', staffRole: 'manager' },
				...{ provenAt: now(), detailsCheckedAt: now(), lastStructureId: null, createdAt: now() }
			})
			.execute();
		await db.destroy();
		const page = await browserOf({ baseURL: empty.origin });
		await signIn(page, { email: 'nina@neuf.example', password: DEMO_PASSWORD });
		await expect(heading(page, m.home_nothing_title())).toBeVisible();
		await expect(page.getByText(m.home_answers_none())).toBeVisible();
		await expectSound(page);
		await page.getByText(m.ui_chart_figures()).nth(1).click();
		await expect(page.getByRole('table', { name: m.home_answers() })).toContainText(m.home_no_figure());
		await page.goto('/staff/tasks');
		await expect(heading(page, m.tasks_none())).toBeVisible();
		await expectSound(page);
		await page.goto('/staff/requests?show=to_attach');
		await expect(heading(page, m.staff_requests_none_filtered())).toBeVisible();
		await expectSound(page);
		await link(page, m.staff_requests_show_all()).click();
		await expect(heading(page, m.staff_requests_none())).toBeVisible();
	} finally {
		await empty.stop();
	}
});
