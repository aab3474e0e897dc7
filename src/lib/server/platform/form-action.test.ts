import type { RequestEvent } from '@sveltejs/kit';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { formAction } from './form-action.ts';

const schema = z.object({
	email: z.string().meta({ label: () => 'Votre adresse' }),
	boxes: z.array(z.string()).optional()
});

async function post(fields: [string, string][]) {
	const url = new URL('http://localhost:3000/login');
	const request = new Request(url, { method: 'POST', body: new URLSearchParams(fields) });
	const read: unknown[] = [];
	const action = formAction(schema, async (input) => void read.push(input));
	const answer = await action({ url, request } as RequestEvent);
	return { answer, read };
}

test('a form is read field by field, and a name sent twice is a list', async () => {
	const { answer, read } = await post([
		['email', 'vera'],
		['boxes', 'a'],
		['boxes', 'b'],
		['role', 'administrator']
	]);
	expect(answer).toMatchObject({ form: 'default', done: true });
	expect(read).toEqual([{ email: 'vera', boxes: ['a', 'b'] }]);
});

test('a form of thousands of fields is turned away before anything is done with them', async () => {
	const fields = Array.from({ length: 5000 }, (_, n): [string, string] => [`field${n}`, '']);
	await expect(post(fields)).rejects.toMatchObject({ status: 400 });
});

test('a refusal gives back what was typed, but no password', async () => {
	const { answer } = await post([
		['name', 'Vera'],
		['password', 'secret'],
		['currentPassword', 'secret']
	]);
	expect(answer).toMatchObject({ status: 422, data: { values: { name: 'Vera' } } });
	expect(JSON.stringify(answer)).not.toContain('secret');
});

test('a refusal says what its fields are called, for a summary that stands before them', async () => {
	const { answer } = await post([
		['boxes', 'one alone is no list'],
		['constructor', 'x']
	]);
	expect(answer).toMatchObject({
		data: { errors: { email: expect.any(String), boxes: expect.any(String) }, labels: { email: 'Votre adresse' } }
	});
});
