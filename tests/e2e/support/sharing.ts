import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { m } from './steps.ts';

/** Has the device take what is shared, as it does once somebody has been signed in. */
export const ready = (page: Page) =>
	page.evaluate(async () => {
		await navigator.serviceWorker.register('/service-worker.js', { updateViaCache: 'none' });
		await navigator.serviceWorker.ready;
	});

/** What Android sends when another app shares: a form, from nowhere the page knows. */
export async function share(
	page: Page,
	words: Record<string, string>,
	files: { name: string; type: string; bytes: Buffer }[]
) {
	await page.evaluate(
		({ words, files }) => {
			const form = document.createElement('form');
			Object.assign(form, { method: 'POST', enctype: 'multipart/form-data', action: '/share' });
			for (const [name, value] of Object.entries(words)) {
				const input = Object.assign(document.createElement('input'), { type: 'hidden', name, value });
				form.append(input);
			}
			const chosen = new DataTransfer();
			for (const { name, type, bytes } of files)
				chosen.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name, { type }));
			const input = Object.assign(document.createElement('input'), { type: 'file', name: 'files', multiple: true });
			input.files = chosen.files;
			form.append(input);
			document.body.append(form);
			form.submit();
		},
		{ words, files: files.map(({ bytes, ...file }) => ({ ...file, bytes: bytes.toString('base64') })) }
	);
}

/** A picture of one colour. */
export const screen = async (name: string, background: string) => ({
	name,
	type: 'image/png',
	bytes: await sharp({ create: { width: 320, height: 200, channels: 3, background } })
		.png()
		.toBuffer()
});

/** As the form lists it. */
export const fileNamed = (page: Page, name: string) =>
	page.getByRole('list', { name: m.files_list() }).getByText(name, { exact: true });
