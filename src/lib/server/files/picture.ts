import type { Sharp } from 'sharp';
import { m } from '#lib/paraglide/messages.js';
import { AppError } from '#server/platform/errors.ts';
import type { Draft, Files } from '#server/platform/files.ts';

/** Every phone's picture; a few kilobytes that unfold into gigabytes are refused before they do. */
const MOST_PIXELS = 50_000_000;
/** What is kept: a screenshot is never made smaller, a photograph seldom. */
const MOST_KEPT_PIXELS = 16_000_000;
const PREVIEW_WIDTH = 480;
const PREVIEW_HEIGHT = 360;

/** What is made anew, and as what. The others (HEIC, TIFF, BMP) are given back as they came, for download only. */
const AS = {
	'image/jpeg': 'jpeg',
	'image/png': 'png',
	'image/apng': 'png',
	'image/webp': 'webp',
	'image/gif': 'gif',
	'image/avif': 'webp'
} as const;

type Remade = keyof typeof AS;
export const isRemade = (type: string | null): type is Remade => type !== null && type in AS;

export interface Picture {
	whole: Draft;
	preview: Draft;
	type: string;
	ending: string;
	width: number;
	height: number;
}

/** One after the other: a picture being made anew may take a hundred megabytes for a moment. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Makes a picture anew: upright, without what its camera wrote into it (place, time, owner), not larger than a screen
 * can show; and a small one beside it. Throws a refusal for one that is cut, spoilt or too large to unfold.
 */
export const remake = (files: Files, path: string, type: Remade): Promise<Picture> =>
	inTurn(() => remakeNow(files, path, type));

/** Has a picture worked at once nobody else's is. */
export function inTurn<R>(work: () => Promise<R>): Promise<R> {
	const turn = last.then(work);
	last = turn.catch(() => {});
	return turn;
}

async function remakeNow(files: Files, path: string, type: Remade): Promise<Picture> {
	const { default: sharp } = await import('sharp');
	sharp.cache(false);
	sharp.concurrency(1);
	const format = AS[type];
	const open = (animated: boolean) => sharp(path, { limitInputPixels: MOST_PIXELS, failOn: 'truncated', animated });
	let whole: Draft | undefined;
	try {
		const seen = await open(false).metadata();
		if (seen.width * seen.height * (seen.pages ?? 1) > MOST_PIXELS)
			throw new AppError('invalid', m.files_too_many_pixels());
		const { width, height } = keptSize(seen.autoOrient);
		const animated = format === 'gif' || (format === 'webp' && (seen.pages ?? 1) > 1);
		const image = open(animated);
		if (!animated) image.autoOrient();
		if (width < seen.autoOrient.width) image.resize({ width, height, fit: 'fill' });
		whole = await files.made((to) => encoded(image, format).toFile(to));
		const preview = await files.made((to) =>
			open(false)
				.autoOrient()
				.resize({ width: PREVIEW_WIDTH, height: PREVIEW_HEIGHT, fit: 'inside', withoutEnlargement: true })
				.webp({ quality: 76, effort: 3 })
				.toFile(to)
		);
		return { whole, preview, type: `image/${format}`, ending: format === 'jpeg' ? 'jpg' : format, width, height };
	} catch (error) {
		if (whole) await files.drop(whole);
		throw refusalOf(error);
	}
}

function keptSize({ width, height }: { width: number; height: number }) {
	const scale = Math.min(1, Math.sqrt(MOST_KEPT_PIXELS / (width * height)));
	return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

const encoded = (image: Sharp, format: (typeof AS)[Remade]): Sharp =>
	format === 'jpeg'
		? image.jpeg({ quality: 85 })
		: format === 'png'
			? image.png({ compressionLevel: 7 })
			: format === 'webp'
				? image.webp({ quality: 85, effort: 3 })
				: image.gif({ effort: 3 });

/** What the decoder says is English and of no use to whoever sends the picture. */
export function refusalOf(error: unknown): unknown {
	if (error instanceof AppError || !(error instanceof Error) || 'code' in error) return error;
	if (/pixel limit/i.test(error.message)) return new AppError('invalid', m.files_too_many_pixels());
	if (/no space left|ENOSPC/i.test(error.message))
		return new AppError('storage_full', m.errors_storage_full(), { retryAfter: 60 });
	return new AppError('invalid', m.files_cut());
}
