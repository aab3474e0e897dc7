import { expectSound } from './support/sound.ts';
import { button, field, freshEmail, heading, link, m, mail, optionalField, signIn, cast } from './support/steps.ts';
import { expect, test, type Page } from './support/test.ts';

const B = 'CFA du Pays de Commercy';
const LIVE = `${B} (55)`;
const NEW_NAME = 'CFA Commercy – Pays du Barrois';

/** The page of the structure otto runs, which no other journey changes. */
async function toStructure(page: Page) {
	await signIn(page, 'otto');
	await page.goto(`${new URL(page.url()).pathname}/structure`);
	await expect(heading(page, m.ui_structure_title())).toBeVisible();
	return page.url();
}

const card = (page: Page, title: string) =>
	page.locator('section').filter({ has: page.getByRole('heading', { name: title, exact: true }) });

async function propose(page: Page, path: string, fill: () => Promise<void>) {
	await page.goto(path);
	await fill();
	await button(page, m.proposals_submit()).click();
	await expect(page.getByText(m.proposals_done_proposed())).toBeVisible();
}

test('an administrator proposes, the vendor accepts some and refuses others, and the customer sees just that', async ({
	page,
	browserOf,
	portal
}) => {
	test.slow();
	const home = await toStructure(page);
	await expectSound(page);
	await link(page, `${m.proposals_edit()} ${m.ui_structure_information()}`).click();
	await expectSound(page);
	await field(page, m.ui_structure_name()).fill(NEW_NAME);
	await button(page, m.proposals_submit()).click();
	await expect(page.getByText(m.proposals_done_proposed())).toBeVisible();
	await expect(card(page, m.ui_structure_information()).getByText(NEW_NAME)).toBeVisible();
	await expect(card(page, m.ui_structure_information()).getByText(B)).toBeVisible();

	// The town is found from the postal code.
	await link(page, m.proposals_add_address()).click();
	await expect(heading(page, m.proposals_add_address())).toBeVisible();
	await field(page, m.proposals_label()).fill('Antenne de Void');
	await field(page, m.proposals_street()).fill('4 place Cugnot');
	await field(page, m.proposals_postal_code()).fill('54230');
	await field(page, m.proposals_town()).fill('neuves maisons');
	await expectSound(page);
	await button(page, m.proposals_submit()).click();
	await expect(page.getByText('54230 Neuves-Maisons')).toBeVisible();
	await link(page, m.proposals_add_phone()).click();
	await field(page, m.proposals_label()).fill('Antenne');
	await field(page, m.proposals_phone_number()).fill('+33 3 53 01 21 50');
	await button(page, m.proposals_submit()).click();
	await expect(page.getByText('03 53 01 21 50')).toBeVisible();
	await expectSound(page);

	// Meanwhile the vendor corrects the name: what waits for it is in conflict.
	const sam = await browserOf();
	await signIn(sam, 'sam');
	const details = `/staff/structures/${new URL(home).pathname.split('/')[2]}/details`;
	const rename = async (name: string) => {
		await sam.goto(`${details}/information`);
		await field(sam, m.ui_structure_name()).fill(name);
		await button(sam, m.proposals_save()).click();
		await expect(sam.getByText(m.proposals_done_saved())).toBeVisible();
	};
	await rename(LIVE);
	await expectSound(sam);
	await sam.goto('/staff/proposals');
	await expectSound(sam);
	await sam.getByRole('link', { name: new RegExp(B) }).click();
	await expect(heading(sam, LIVE)).toBeVisible();
	const conflict = card(sam, m.ui_structure_name());
	await expect(conflict.getByText(m.proposals_conflict(), { exact: true })).toBeVisible();
	await expect(conflict.getByText(m.proposals_accept_over())).toBeVisible();
	await expectSound(sam);
	const decision = (part: string) => sam.getByRole('group', { name: m.proposals_decision_on({ part }), exact: true });
	const address = m.proposals_address_titled({ label: 'Antenne de Void' });
	await decision(m.ui_structure_name()).getByText(m.proposals_refuse(), { exact: true }).click();
	await decision(address).getByText(m.proposals_accept(), { exact: true }).click();
	await button(sam, m.proposals_decide()).click();
	await expect(sam.getByRole('alert').getByText(m.proposals_comment_required())).toBeVisible();
	await expectSound(sam);
	const named = card(sam, m.ui_structure_name());
	await field(named, m.proposals_comment()).fill('Il nous faut la délibération.');
	await button(sam, m.proposals_decide()).click();
	await expect(sam.getByText(m.proposals_decided_done())).toBeVisible();
	await expectSound(sam);

	await page.goto(home);
	await expect(page.getByText(NEW_NAME)).toHaveCount(0);
	await expect(page.getByText(B).first()).toBeVisible();
	const places = card(page, m.ui_structure_location());
	await expect(places.getByText('4 place Cugnot')).toBeVisible();
	await expect(places.getByText(m.proposals_adding())).toHaveCount(0);
	await expect(card(page, m.ui_structure_communication()).getByText(m.proposals_adding())).toBeVisible();
	const told = await mail(portal, cast.otto.email, m.mails_proposal_decided_subject({ structure: LIVE }));
	expect(told).toContain('Il nous faut la délibération.');
	await link(page, m.proposals_history()).click();
	await expect(page.getByText('Il nous faut la délibération.')).toBeVisible();
	await expect(page.getByText(m.proposals_kind_refused(), { exact: true }).first()).toBeVisible();
	await expectSound(page);

	// What still waits is taken back, and what was accepted is asked away again.
	await page.goto(home);
	await button(page, `${m.proposals_withdraw()} ${m.proposals_withdraw_of({ of: 'Antenne' })}`).click();
	await expect(page.getByText(m.proposals_done_withdrawn())).toBeVisible();
	await expect(card(page, m.ui_structure_communication()).getByText('Antenne')).toHaveCount(0);
	await link(page, `${m.proposals_edit()} Antenne de Void`).click();
	await button(page, `${m.proposals_remove_ask()} Antenne de Void`).click();
	await expect(places.getByText(m.proposals_removing())).toBeVisible();
	await expectSound(page);
	await sam.goto('/staff/proposals');
	await sam.getByRole('link', { name: new RegExp(B) }).click();
	await decision(address).getByText(m.proposals_accept(), { exact: true }).click();
	await button(sam, m.proposals_decide()).click();
	await expect(sam).toHaveURL(/\/staff\/proposals\?done/);
	await page.reload();
	await expect(places.getByText('4 place Cugnot')).toHaveCount(0);
	await rename(B);
});

test('what is wrong is told at its field, and what was typed stays', async ({ page }) => {
	const home = await toStructure(page);
	await page.goto(`${home}/information`);
	await field(page, m.ui_structure_siret()).or(optionalField(page, m.ui_structure_siret())).fill('913 502 761 00013');
	await button(page, m.proposals_submit()).click();
	await expect(page.getByText(m.proposals_siret_wrong()).first()).toBeVisible();
	await expect(optionalField(page, m.ui_structure_siret())).toHaveValue('913 502 761 00013');
	await expectSound(page);

	await page.goto(`${home}/addresses/new`);
	await field(page, m.proposals_label()).fill('Antenne');
	await field(page, m.proposals_street()).fill('4 place Cugnot');
	await field(page, m.proposals_postal_code()).fill('54550');
	await button(page, m.proposals_submit()).click();
	await expect(page.getByText(/Sexey-aux-Forges/).first()).toBeVisible();
	await expect(field(page, m.proposals_postal_code())).toHaveValue('54550');

	await page.goto(`${home}/phones/new`);
	await field(page, m.proposals_label()).fill('Accueil');
	await field(page, m.proposals_phone_number()).fill('03 83 DEFI');
	await button(page, m.proposals_submit()).click();
	await expect(page.getByText(m.errors_phone()).first()).toBeVisible();
	await expectSound(page);
});

test('a role is proposed for somebody on the list, or for somebody new who is invited on the spot', async ({
	page
}) => {
	test.slow();
	const home = await toStructure(page);
	const dpo = m.contacts_referent({ role: m.contacts_role_dpo() });
	await link(page, m.proposals_name_referent({ role: dpo })).click();
	await expect(heading(page, dpo)).toBeVisible();
	await expectSound(page);
	// Whom no other journey renames.
	const vic = `${cast.vic.firstName} ${cast.vic.lastName}`;
	await field(page, m.proposals_search()).fill(cast.vic.lastName.toLowerCase());
	await button(page, m.proposals_search_submit()).click();
	await button(page, `${m.proposals_name_ask()} ${vic}`).click();
	const team = card(page, m.ui_structure_team());
	await expect(team.getByText(m.proposals_adding())).toBeVisible();
	await button(page, `${m.proposals_withdraw()} ${m.proposals_withdraw_of({ of: vic })}`).click();
	await expect(page.getByText(m.proposals_done_withdrawn())).toBeVisible();

	await page.goto(`${home}/referents/dpo/new`);
	await field(page, m.accounts_first_name()).fill('Zoé');
	await field(page, m.accounts_last_name()).fill('Déléguée');
	await field(page, m.contacts_email()).fill(freshEmail('zoe.dpo'));
	await expectSound(page);
	await button(page, m.proposals_new_referent_submit()).click();
	await expect(team.getByText('Zoé Déléguée', { exact: true })).toBeVisible();
	await button(page, `${m.proposals_withdraw()} ${m.proposals_withdraw_of({ of: 'Zoé Déléguée' })}`).click();
	await expect(page.getByText(m.proposals_done_withdrawn())).toBeVisible();
});

test.describe('without JavaScript', () => {
	test.use({ javaScriptEnabled: false });

	test('a change is proposed, amended and withdrawn', async ({ page }) => {
		const home = await toStructure(page);
		const waiting = card(page, m.ui_structure_information());
		for (const name of ['CFA de Commercy', 'CFA du Barrois'])
			await propose(page, `${home}/information`, () => field(page, m.ui_structure_name()).fill(name));
		await expect(waiting.getByText('CFA du Barrois')).toBeVisible();
		await expect(waiting.getByText('CFA de Commercy')).toHaveCount(0);
		await button(page, `${m.proposals_withdraw()} ${m.proposals_withdraw_of({ of: m.ui_structure_name() })}`).click();
		await expect(page.getByText(m.proposals_done_withdrawn())).toBeVisible();
		await expect(waiting.getByText('CFA du Barrois')).toHaveCount(0);
	});
});
