import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { mailKinds } from '#server/mails.ts';
import { isSignedFor } from '#server/platform/mail-signature.ts';
import { Unreachable } from '#server/platform/mail.ts';
import { deliverDue } from '#server/platform/outbox.ts';
import { draft } from '../../../../tests/support/ticket.ts';
import { cast, world, type World } from '../../../../tests/support/world.ts';

const NEW = 'vera@ailleurs.example';

/** The mails of what has happened are written, and none leaves: the mail server is away. */
const written = ({ base }: World) =>
	deliverDue(base, {
		kinds: mailKinds,
		post: {
			send: async () => {
				throw new Unreachable('away');
			},
			close() {}
		},
		sender: async () => ({ name: 'DEFI', email: 'portail@defi-informatique.example', contact: '' })
	});

const moveVera = async ({ base, accountId }: World) => {
	const id = await accountId('vera');
	await base.db.updateTable('contact').set({ email: NEW }).where('accountId', '=', id).execute();
	await base.db.updateTable('account').set({ email: NEW }).where('id', '=', id).execute();
};
const rows = ({ base }: World, kind: string) =>
	base.db.selectFrom('mail').selectAll().where('kind', '=', kind).orderBy('id').execute();

async function answered(here: World) {
	const { number } = await here.as('vera').tickets.open(draft(here.structure('sexey')));
	await here.mails();
	await here.as('sam').tickets.reply({ number, body: 'Voici.', status: 'waiting', requestKey: randomUUID() });
	await written(here);
}

test('a mail that waits goes to the address the login has when it leaves, and answers come from there', async () => {
	const here = await world();
	await answered(here);
	expect((await rows(here, 'ticket.answered')).map(({ recipient }) => recipient)).toEqual([cast.vera.email]);
	await moveVera(here);
	const mails = await here.mails();
	expect(mails.map(({ to }) => to)).toEqual([NEW]);
	const [row] = await rows(here, 'ticket.answered');
	expect(row).toMatchObject({ recipient: NEW, messageId: mails[0]!.messageId, sentAt: expect.any(String) });
	expect(JSON.parse(row!.payload)).toMatchObject({ email: NEW });
	expect(await isSignedFor(here.base, mails[0]!.messageId, NEW)).toBe(true);
	expect(await isSignedFor(here.base, mails[0]!.messageId, cast.vera.email)).toBe(false);
});

test('whoever is told at the new address already is not told twice', async () => {
	const here = await world();
	await answered(here);
	const [row] = await rows(here, 'ticket.answered');
	await here.base.db
		.insertInto('mail')
		.values({ ...row!, id: randomUUID(), recipient: NEW, payload: JSON.stringify({ email: NEW, locale: 'fr' }) })
		.execute();
	await moveVera(here);
	await here.mails();
	const settled = (await rows(here, 'ticket.answered')).find(({ id }) => id === row!.id);
	expect(settled).toMatchObject({ recipient: cast.vera.email, sentAt: null, settledAt: expect.any(String) });
});

test('a link asked for at an address is not sent to another, nor to the one its login has left', async () => {
	const here = await world();
	await here.visitor().accounts.forgetPassword({ email: cast.vera.email });
	await written(here);
	expect(await rows(here, 'account.password_forgotten')).toHaveLength(1);
	await moveVera(here);
	expect(await here.mails()).toEqual([]);
});

test('an invitation goes to the address it was written to', async () => {
	const here = await world();
	const { civility, firstName, lastName, email } = cast.vera;
	await here.as('sam').contacts.add({
		...{ structure: here.structure('commercy'), civility, firstName, lastName, email },
		...{ invite: true, requestKey: randomUUID() }
	});
	await written(here);
	await here.base.db
		.updateTable('account')
		.set({ email: NEW })
		.where('id', '=', await here.accountId('vera'))
		.execute();
	expect((await here.mails()).map(({ to }) => to)).toEqual([email]);
});
