import { m } from '#lib/paraglide/messages.js';
import type { IconName } from '#lib/ui/icons.ts';

const LOOKS: [IconName, RegExp][] = [
	['file-image', /\.(jpe?g|png|gif|webp|avif|heic|heif|tiff?|bmp)$/i],
	['file-spreadsheet', /\.(xlsx?|xlsm|xlsb|ods|csv|tsv)$/i],
	['file-archive', /\.(zip|7z|rar|gz|tgz|bz2|xz|tar)$/i],
	['mail', /\.(eml|msg)$/i],
	['film', /\.(mp4|mov|avi|mkv|webm|wmv|3gp|m4v)$/i],
	['file-text', /\.(pdf|docx?|odt|rtf|txt|log|md)$/i]
];

/** The icon of a file, by its name. */
export const iconOf = (name: string): IconName => LOOKS.find(([, names]) => names.test(name))?.[0] ?? 'file';

/** « 25 Mo », « 1,4 Mo », « 12 ko »: as the reader's system says it. */
export function sizeOf(bytes: number, locale: string): string {
	const written = (size: number, digits: number) =>
		new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(size);
	if (bytes < 1024 * 1000) return m.files_size_kb({ size: written(Math.max(1, bytes / 1024), 0) });
	const size = bytes / 1024 ** 2;
	return m.files_size_mb({ size: written(size, size < 10 ? 1 : 0) });
}
