import type { RequestEvent } from '@sveltejs/kit';
import { expect, test } from 'vitest';
import { jar, world } from '../../../tests/support/world.ts';
import { requestContext } from './request-context.ts';

test('on https every cookie is one that a sibling domain cannot set', async () => {
	const { base } = await world();
	const kept = jar();
	const event = {
		cookies: kept,
		url: new URL('https://client.example.fr/'),
		request: new Request('https://client.example.fr/'),
		getClientAddress: () => '192.0.2.1'
	} as unknown as RequestEvent;
	const https = await requestContext(
		{ ...base, settings: { ...base.settings, origin: 'https://client.example.fr' } },
		event
	);
	https.cookies.set('sign-up', 'of this browser', { path: '/', httpOnly: true, sameSite: 'lax', secure: true });
	expect([...kept.all]).toEqual([['__Host-sign-up', 'of this browser']]);
	kept.all.set('sign-up', 'planted by a sibling domain');
	expect(https.cookies.get('sign-up')).toBe('of this browser');
});
