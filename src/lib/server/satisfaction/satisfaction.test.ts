import { expect, test } from 'vitest';
import { describe } from '#server/platform/trpc.ts';
import { draft } from '../../../../tests/support/ticket.ts';
import { cast, world } from '../../../../tests/support/world.ts';

const refusal = (answer: Promise<unknown>) =>
	answer.then(
		() => 'in',
		(error: unknown) => describe(error).code
	);

/** Véra's ticket, closed by Sam, and the mail that says so. */
async function closedTicket() {
	const here = await world();
	const structure = here.structure('sexey');
	const { number } = await here.as('vera').tickets.open(draft(structure));
	await here.mails();
	await here.as('sam').tickets.setStatus({ number, status: 'closed' });
	const [mail] = (await here.mails()).filter(({ to }) => to === cast.vera.email);
	const token = /\/rate\/([\w-]+)\?score=5/.exec(mail!.text)![1]!;
	return { ...here, structure, number, token, mail: mail!, at: { structure, number } };
}

test('the mail that says a ticket is closed asks its customer, by five links in one', async () => {
	const { mail, token } = await closedTicket();
	expect(token).toHaveLength(43);
	for (const score of [1, 2, 3, 4, 5]) {
		expect(mail.text).toContain(`http://localhost:3000/rate/${token}?score=${score}`);
		expect(mail.html).toContain(`http://localhost:3000/rate/${token}?score=${score}`);
	}
	expect(mail.text).toContain('5\u00a0: Tout à fait');
});

test('only a hash of the link is kept', async () => {
	const { base, token } = await closedTicket();
	const [link] = await base.db.selectFrom('satisfactionLink').selectAll().execute();
	expect(JSON.stringify(link)).not.toContain(token);
	expect(link!.tokenHash).toMatch(/^[0-9a-f]{64}$/);
});

test('without signing in the link shows the question, changes nothing, and records what is sent; the last word counts', async () => {
	const { base, visitor, token, number, as } = await closedTicket();
	expect(await visitor().satisfaction.link({ token })).toMatchObject({
		number,
		score: null,
		comment: '',
		closed: true
	});
	expect(await base.db.selectFrom('satisfaction').selectAll().execute()).toEqual([]);
	await visitor().satisfaction.rateByLink({ token, score: 4, comment: 'Rapide.' });
	await visitor().satisfaction.rateByLink({ token, score: 5, comment: 'Très rapide.' });
	expect(await visitor().satisfaction.link({ token })).toMatchObject({ score: 5, comment: 'Très rapide.' });
	expect(await as('sam').satisfaction.ofTicket({ number })).toMatchObject([
		{ score: 5, comment: 'Très rapide.', name: 'Véra Lemoine' }
	]);
	const acts = await base.db.selectFrom('auditEntry').select('act').where('act', '=', 'ticket.rated').execute();
	expect(acts).toHaveLength(2);
});

test('a link that is unknown, cut, or sixty days old reads the same, and records nothing', async () => {
	const { base, visitor, token, pass } = await closedTicket();
	const told = async (some: string) => [
		await refusal(visitor().satisfaction.link({ token: some })),
		await refusal(visitor().satisfaction.rateByLink({ token: some, score: 1, comment: '' }))
	];
	expect(await told('unknown')).toEqual(['not_found', 'not_found']);
	expect(await told(token.slice(0, -1))).toEqual(['not_found', 'not_found']);
	pass({ days: 59 });
	expect(await refusal(visitor().satisfaction.link({ token }))).toBe('in');
	pass({ days: 1, seconds: 1 });
	expect(await told(token)).toEqual(['not_found', 'not_found']);
	expect(await base.db.selectFrom('satisfaction').selectAll().execute()).toEqual([]);
});

test('somebody whose access was cut since learns nothing more by the link', async () => {
	const { as, structure, contactId, visitor, token } = await closedTicket();
	await as('adam').contacts.lock({ structure, contact: await contactId('vera', 'sexey') });
	expect(await refusal(visitor().satisfaction.link({ token }))).toBe('not_found');
	expect(await refusal(visitor().satisfaction.rateByLink({ token, score: 1, comment: '' }))).toBe('not_found');
});

test('on the closed ticket its people are asked, colleagues who only see it are not, and nobody else', async () => {
	const { as, at, structure } = await closedTicket();
	expect(await as('vera').satisfaction.mine(at)).toEqual({ asked: true, score: null, comment: '' });
	await as('vera').satisfaction.rate({ ...at, score: '3', comment: ' Moyen.\r\nVraiment. ' });
	expect(await as('vera').satisfaction.mine(at)).toEqual({ asked: true, score: 3, comment: 'Moyen.\nVraiment.' });
	expect(await as('adam').satisfaction.mine(at)).toMatchObject({ asked: false });
	expect(await refusal(as('adam').satisfaction.rate({ ...at, score: 1, comment: '' }))).toBe('forbidden');
	expect(await refusal(as('pia').satisfaction.rate({ ...at, score: 1, comment: '' }))).toBe('not_found');
	expect(await refusal(as('otto').satisfaction.rate({ ...at, structure, score: 1, comment: '' }))).toBe('not_found');
});

test('a ticket that is not closed is not rated, by page or by link', async () => {
	const { as, at, number, visitor, token } = await closedTicket();
	await as('sam').tickets.setStatus({ number, status: 'in_progress' });
	expect(await as('vera').satisfaction.mine(at)).toMatchObject({ asked: false });
	expect(await refusal(as('vera').satisfaction.rate({ ...at, score: 5, comment: '' }))).toBe('conflict');
	expect(await refusal(visitor().satisfaction.rateByLink({ token, score: 5, comment: '' }))).toBe('conflict');
	expect(await visitor().satisfaction.link({ token })).toMatchObject({ closed: false });
});

test.each([0, 6, 2.5, '6', '', 'cinq'])('%j is no score', async (score) => {
	const { visitor, token } = await closedTicket();
	expect(await refusal(visitor().satisfaction.rateByLink({ token, score, comment: '' } as never))).toBe('invalid');
});

test('staff see averages by month with their counts, months without a word left open, and what people wrote', async () => {
	const { as, at, pass, base } = await closedTicket();
	await as('vera').satisfaction.rate({ ...at, score: 2, comment: 'Long.' });
	pass({ days: 70 });
	const other = await as('vera').tickets.open(draft(at.structure));
	await as('sam').tickets.setStatus({ number: other.number, status: 'closed' });
	await as('vera').satisfaction.rate({ structure: at.structure, number: other.number, score: 5, comment: '' });
	const told = await as('mona').satisfaction.averages({});
	expect(told).toMatchObject({ count: 2, average: 3.5 });
	expect(told.months).toHaveLength(12);
	expect(told.months.at(-1)).toMatchObject({ month: base.now().slice(0, 7), count: 1, average: 5 });
	expect(told.months.filter(({ average }) => average === 2)).toHaveLength(1);
	expect(told.months.filter(({ average }) => average === null)).toHaveLength(10);
	expect(told.scores.map(({ count }) => count)).toEqual([1, 0, 0, 1, 0]);
	expect(told.comments).toMatchObject([{ comment: 'Long.', name: 'Véra Lemoine' }]);
});
