import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { browser, type Browser } from './browser.ts';
import { startServer, temporaryFolder, type RunningServer } from './server.ts';

const PEOPLE = ['adam', 'vera', 'pia', 'otto', 'thea'] as const;
const AT_ONCE_EACH = 2;
const ROUNDS = 3;
const SUBJECT = 'Écrit pendant la panne';

interface Customer {
	structure: string;
	/** Their browser, at the portal that runs now. */
	at(server: RunningServer): Browser;
}

interface Sent {
	by: Customer;
	requestKey: string;
	body: string;
	/** Known once the portal has acknowledged the ticket. */
	number?: number;
}

test('a portal killed while tickets arrive has lost none that it acknowledged, and none is half there', async () => {
	const data = temporaryFolder();
	let server = await startServer({ DATA_DIR: data });
	const customers = await Promise.all(PEOPLE.map((person) => customer(server, person)));
	liftLimit(data);
	const ledger: Sent[] = [];

	for (let round = 1; round <= ROUNDS; round++) {
		const before = acknowledged(ledger).length;
		const open = customers.flatMap((by) =>
			Array.from({ length: AT_ONCE_EACH }, () => openUntilDead(by, server, ledger))
		);
		await atRandomMoment(() => acknowledged(ledger).length > before);
		await server.kill();
		await Promise.all(open);
		expect(acknowledged(ledger).length, 'the round tested something').toBeGreaterThan(before);

		server = await startServer({ DATA_DIR: data });
		expectWhole(data, ledger);
	}

	// What was sent but not acknowledged is sent again, as the page does: it makes one ticket, whether or not it had arrived.
	for (const sent of ledger.filter(({ number }) => number === undefined))
		sent.number = await openTicket(sent, sent.by.at(server));
	expectWhole(data, ledger);
	await server.stop();
});

/** Signs in once: the session is one of the things that must survive. */
async function customer(server: RunningServer, person: (typeof PEOPLE)[number]): Promise<Customer> {
	const client = browser(server);
	await client.signIn(person);
	const me = JSON.parse((await client.ask('/trpc/accounts.me')).text) as {
		result: { data: { structures: { structureId: string }[] } };
	};
	return { structure: me.result.data.structures[0]!.structureId, at: client.at };
}

async function openUntilDead(by: Customer, server: RunningServer, ledger: Sent[]): Promise<void> {
	const client = by.at(server);
	for (;;) {
		const requestKey = randomUUID();
		const sent: Sent = { by, requestKey, body: `Ticket ${requestKey}` };
		ledger.push(sent);
		try {
			sent.number = await openTicket(sent, client);
		} catch (error) {
			if (/ECONN|EPIPE|socket hang up|aborted/.test(String(error))) return;
			throw error;
		}
	}
}

async function openTicket({ by, requestKey, body }: Sent, client: Browser): Promise<number> {
	const answer = await client.call('tickets.open', {
		structure: by.structure,
		subject: SUBJECT,
		category: 'incident',
		urgency: 'annoying',
		body,
		requestKey
	});
	if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
	return (JSON.parse(answer.text) as { result: { data: { number: number } } }).result.data.number;
}

const acknowledged = (ledger: Sent[]) => ledger.filter(({ number }) => number !== undefined);

async function atRandomMoment(begun: () => boolean): Promise<void> {
	const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
	for (let waited = 0; !begun() && waited < 10_000; waited += 10) await pause(10);
	await pause(200 + Math.random() * 1300);
}

/** How many tickets one person may open in an hour is not what is tested here. */
function liftLimit(data: string): void {
	const sqlite = new Sqlite(join(data, 'portal.db'), { timeout: 5000 });
	sqlite.exec(
		`insert into rate_limit (key, count, expires_at)
			select column1 || id, -1000000, '2999-01-01T00:00:00.000Z' from account, (values ('ticket:open:'), ('act:tickets.open:'))`
	);
	sqlite.close();
}

/** Every acknowledged ticket once, with all that belongs to it; every other one wholly there or not at all. */
function expectWhole(data: string, ledger: Sent[]): void {
	const sqlite = new Sqlite(join(data, 'portal.db'), { timeout: 5000 });
	const found = sqlite
		.prepare(
			`select ticket.request_key as requestKey, ticket.number, ticket_message.body,
				(select count(*) from ticket_message where ticket_id = ticket.id) as messages,
				(select count(*) from audit_entry where subject_id = ticket.id and act = 'ticket.opened') as entries,
				(select count(*) from outbox where kind = 'ticket.opened' and json_extract(payload, '$.ticketId') = ticket.id) as causes
			from ticket left join ticket_message on ticket_message.ticket_id = ticket.id
			where ticket.subject = ?`
		)
		.all(SUBJECT) as {
		requestKey: string;
		number: number;
		body: string;
		messages: number;
		entries: number;
		causes: number;
	}[];
	const damage = sqlite.pragma('integrity_check', { simple: true });
	sqlite.close();

	expect(damage).toBe('ok');
	expect(found.filter(({ messages, entries, causes }) => messages !== 1 || entries !== 1 || causes !== 1)).toEqual([]);
	const byKey = new Map(found.map((ticket) => [ticket.requestKey, ticket]));
	expect(byKey.size).toBe(found.length);
	const lost = acknowledged(ledger).filter(
		({ requestKey, number, body }) => byKey.get(requestKey)?.number !== number || byKey.get(requestKey)?.body !== body
	);
	expect(lost, `of ${acknowledged(ledger).length} acknowledged`).toEqual([]);
	const sent = new Set(ledger.map(({ requestKey }) => requestKey));
	expect(found.filter(({ requestKey }) => !sent.has(requestKey))).toEqual([]);
}
