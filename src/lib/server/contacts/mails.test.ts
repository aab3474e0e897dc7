import { expect, test } from 'vitest';
import { cast, world, type CastKey, type World } from '../../../../tests/support/world.ts';
import { transact } from '#server/platform/db.ts';
import { enqueue, type Events } from '#server/platform/outbox.ts';

const tell = <K extends keyof Events & string>({ base }: World, kind: K, event: Events[K]) =>
	transact(base, (ctx) => enqueue(ctx, kind, event));
const inSexey = async ({ structure, contactId }: World, person: CastKey) => ({
	structure: structure('sexey'),
	contact: await contactId(person, 'sexey')
});
const STAFF = [cast.alix.email, cast.mona.email, cast.sam.email];

test('the administrators of a structure are told who asks, with the way to decide', async () => {
	const portal = await world();
	const { structure, contact } = await inSexey(portal, 'pia');
	await tell(portal, 'contact.requested', { contactId: contact });
	const mails = await portal.mails();
	expect(mails).toMatchObject([
		{ to: cast.adam.email, subject: 'Pia Marchetti demande un accès à votre espace client' }
	]);
	expect(mails[0]!.text).toContain(`http://localhost:3000/s/${structure}/contacts`);
	expect(mails[0]!.text).toContain(cast.pia.email);
});

test('where a structure has no administrator all staff are told at once', async () => {
	const portal = await world();
	const { id } = await portal.base.db
		.selectFrom('contact')
		.select('id')
		.where('structureId', '=', portal.structure('saintois'))
		.where('access', '=', 'pending')
		.executeTakeFirstOrThrow();
	await tell(portal, 'contact.requested', { contactId: id });
	const mails = await portal.mails();
	expect(mails.map(({ to }) => to).sort()).toEqual(STAFF);
	expect(mails[0]!.text).toContain('http://localhost:3000/staff/requests');
});

test('a request already decided on troubles nobody, nor does it someone no longer administrator', async () => {
	const portal = await world();
	const pia = await inSexey(portal, 'pia');
	await tell(portal, 'contact.requested', { contactId: pia.contact });
	await portal.as('adam').contacts.open(pia);
	expect((await portal.mails()).map(({ to }) => to)).toEqual([cast.pia.email]);

	const { id } = await portal.base.db
		.selectFrom('contact')
		.select('id')
		.where('access', '=', 'pending')
		.where('structureId', '=', pia.structure)
		.executeTakeFirstOrThrow();
	await tell(portal, 'contact.requested', { contactId: id });
	const account = await portal.accountId('adam');
	await portal.base.db.updateTable('contact').set({ role: 'user' }).where('accountId', '=', account).execute();
	expect((await portal.mails()).map(({ to }) => to).sort()).toEqual(STAFF);
});

test('an unmatched request is told to all staff, until somebody has settled it', async () => {
	const portal = await world();
	const { id: requestId } = (await portal.as('sam').contacts.waiting({})).requests.rows[0]!;
	await tell(portal, 'contact.request_unmatched', { requestId });
	const mails = await portal.mails();
	expect(mails.map(({ to }) => to).sort()).toEqual(STAFF);
	expect(mails[0]!.text).toContain('Atelier vosgien des métiers du bois');
	await tell(portal, 'contact.request_unmatched', { requestId });
	await portal.as('sam').contacts.refuseRequest({ request: requestId, reason: 'Non' });
	expect((await portal.mails()).map(({ to }) => to)).toEqual([cast.noor.email]);
});

test('whoever is let in, refused or locked is told, once, in their language', async () => {
	const portal = await world();
	const { contacts } = portal.as('adam');
	const pia = await inSexey(portal, 'pia');
	await contacts.refuse({ ...pia, reason: 'Qui êtes-vous ?' });
	const [refusal] = await portal.mails();
	expect(refusal).toMatchObject({
		to: cast.pia.email,
		subject: expect.stringContaining('Votre demande d’accès n’a pas été acceptée')
	});
	expect(refusal!.text).toContain('> Qui êtes-vous ?');

	await portal.base.db.updateTable('account').set({ locale: 'en' }).where('email', '=', cast.pia.email).execute();
	await contacts.open(pia);
	const [opening, ...none] = await portal.mails();
	expect(none).toEqual([]);
	expect(opening).toMatchObject({
		locale: 'en',
		subject: 'Your access to the customer portal is open: Mairie de Sexey-aux-Forges'
	});
	expect(opening!.text).toContain(`http://localhost:3000/s/${pia.structure}\n`);

	await contacts.lock(pia);
	expect(await portal.mails()).toMatchObject([
		{ to: cast.pia.email, subject: 'Your access to the customer portal is closed: Mairie de Sexey-aux-Forges' }
	]);
});

test('a decision overtaken before its mail left is not told', async () => {
	const portal = await world();
	const vera = await inSexey(portal, 'vera');
	await portal.as('adam').contacts.lock(vera);
	portal.pass({ seconds: 5 });
	await portal.as('adam').contacts.open(vera);
	expect(await portal.mails()).toMatchObject([{ to: cast.vera.email, subject: expect.stringContaining('est ouvert') }]);
});

test('what people typed is text in a mail, not markup', async () => {
	const portal = await world();
	const pia = await inSexey(portal, 'pia');
	await portal.as('adam').contacts.refuse({ ...pia, reason: '<img src=x onerror=alert(1)>' });
	const [mail] = await portal.mails();
	expect(mail!.html).not.toContain('<img');
});
