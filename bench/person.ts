import { ask, type Answer } from './load.ts';

/** Signs in as a browser does. Returns the cookies to send. */
export async function signIn(origin: string, email: string, password: string): Promise<string> {
	const answer = await submit(`${origin}/login`, { email, password }, '');
	if (answer.status !== 303) throw new Error(`${email} could not sign in: ${answer.status}`);
	return answer.headers['set-cookie']!.map((cookie) => cookie.split(';')[0]).join('; ');
}

/** Sends a form as a browser without JavaScript does. */
export const submit = (url: string, fields: Record<string, string>, cookie: string): Promise<Answer> =>
	ask(url, {
		method: 'POST',
		headers: {
			accept: 'text/html',
			origin: new URL(url).origin,
			cookie,
			'content-type': 'application/x-www-form-urlencoded'
		},
		body: new URLSearchParams(fields).toString()
	});
