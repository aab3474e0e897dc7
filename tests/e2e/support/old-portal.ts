import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request as playwright, expect } from '@playwright/test';
import { documented, documentedLink } from '../../support/documented.ts';
import { homeOf, signInDirectly } from './directly.ts';
import { HANDOFF_SECRET, type Portal } from './portal.ts';
import { freshEmail } from './steps.ts';

/** Where the documented banner leads. */
const SIGNING_PAGE = '/nouvel-espace-client';

/** The old portal as one person sees it who is signed in there: the documented banner, and the page that signs. */
export async function startOldPortal({ origin }: Portal, email: string): Promise<{ url: string; stop(): void }> {
	const page = `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Ancien espace client</title>
		<meta name="viewport" content="width=device-width"><style>body { margin: 0 } h2, a { color: silver }</style></head>
		<body>${documented('html')}<main><h1>Vos factures</h1></main></body></html>`;
	const server = createServer((asked, answer) => {
		if (asked.url === '/') return answer.writeHead(200, { 'content-type': 'text/html' }).end(page);
		if (asked.url !== SIGNING_PAGE) return answer.writeHead(204).end();
		void documentedLink(origin, HANDOFF_SECRET, email).then((location) =>
			answer.writeHead(302, { location, 'cache-control': 'no-store' }).end()
		);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
		stop() {
			server.closeAllConnections();
			server.close();
		}
	};
}

/** Somebody whom an administrator listed and who was never here. */
export async function listSomebody({ origin }: Portal, firstName: string): Promise<string> {
	const adam = await playwright.newContext();
	await signInDirectly(adam, origin, 'adam');
	const structure = (await homeOf(adam, origin)).slice('/s/'.length);
	const email = freshEmail('de.ancien.portail');
	const person = { civility: 'mme', firstName, lastName: 'Ancel', email, requestKey: randomUUID() };
	const answer = await adam.post(`${origin}/trpc/contacts.add`, {
		headers: { origin },
		data: { structure, ...person }
	});
	expect(answer.status(), 'the contact is added').toBe(200);
	await adam.dispose();
	return email;
}

/** The address the old portal leads somebody to. */
export const handOffLink = ({ origin }: Portal, email: string): Promise<string> =>
	documentedLink(origin, HANDOFF_SECRET, email);
