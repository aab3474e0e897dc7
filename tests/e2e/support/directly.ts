import type { APIRequestContext, APIResponse } from '@playwright/test';
import { cast, DEMO_PASSWORD, type CastKey } from '#server/demo/cast.ts';

/** Calls a procedure over the network, the way somebody would who leaves the pages aside. */
export async function callDirectly(
	request: APIRequestContext,
	origin: string,
	path: string,
	kind: 'query' | 'mutation',
	input: unknown
): Promise<{ status: number; code: string | undefined }> {
	const response =
		kind === 'query'
			? await request.get(`${origin}/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input ?? null))}`)
			: await request.post(`${origin}/trpc/${path}`, { headers: { origin }, data: input ?? {} });
	const body = (await response.json()) as { error?: { data: { code: string } } };
	return { status: response.status(), code: body.error?.data.code };
}

/** Sends a form as a browser without JavaScript does, and does not follow where it leads. */
export const post = (
	request: APIRequestContext,
	origin: string,
	path: string,
	form: Record<string, string>
): Promise<APIResponse> =>
	request.post(new URL(path, origin).href, { headers: { origin, accept: 'text/html' }, form, maxRedirects: 0 });

/** Signs in without a browser. */
export async function signInDirectly(request: APIRequestContext, origin: string, person: CastKey): Promise<void> {
	const response = await post(request, origin, '/login', { email: cast[person].email, password: DEMO_PASSWORD });
	if (response.status() !== 303) throw new Error(`${person} could not sign in: ${response.status()}`);
}

/** Where the home page sends somebody signed in: `/s/…` of their structure. */
export async function homeOf(request: APIRequestContext, origin: string): Promise<string> {
	return (await request.get(`${origin}/`, { maxRedirects: 0 })).headers().location!;
}
