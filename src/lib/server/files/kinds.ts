/**
 * What may be sent. Customers of business software send what their software made: exports, logs, dumps and settings with
 * endings nobody can list. So everything may come but what runs, or shows as a page, when it is opened by a double
 * click; and what has a well-known ending must be that. Nothing is ever unpacked or opened here, and everything but
 * pictures made anew leaves as a download. Who has to send a program puts it into an archive.
 */
export type Kind = 'picture' | 'pdf' | 'zipped' | 'archive' | 'office' | 'text' | 'media' | 'data';
/** What the first bytes say; `other` is something known that is none of ours. */
export type Sniffed = Kind | 'program' | 'page' | 'other' | null;

const words = (list: string) => list.split(' ');

const ENDINGS: Record<Exclude<Kind, 'data'>, string[]> = {
	picture: words('jpg jpeg jpe jfif png gif webp avif heic heif tif tiff bmp'),
	pdf: words('pdf'),
	zipped: words('docx docm dotx xlsx xlsm xlsb xltx pptx pptm ppsx odt ods odp odg epub'),
	archive: words('zip 7z rar gz tgz bz2 xz zst tar'),
	office: words('doc dot xls xlt ppt pps msg rtf'),
	text: words('txt log csv tsv json xml yaml yml ini cfg conf md sql eml ics vcf'),
	media: words('mp3 wav m4a ogg opus flac mp4 m4v mov avi mkv webm wmv 3gp')
};

/** Run, install or show a page with scripts when somebody opens them. */
const RUNS = new Set([
	...words('exe com scr pif msi msix msp mst appx appinstaller dll cpl sys drv ocx bat cmd ps1 psm1 psd1 vb vbs vbe'),
	...words('js jse mjs ws wsf wsh wsc sct hta html htm xhtml shtml mht mhtml svg svgz xsl xslt lnk url website'),
	...words(
		'desktop reg inf jar jnlp class apk ipa app dmg pkg deb rpm appimage run swf chm hlp gadget msc application'
	),
	...words('iso img vhd vhdx library-ms search-ms settingcontent-ms xll one onepkg command workflow')
]);

const PROGRAMS =
	/^application\/(x-msdownload|vnd\.microsoft\.portable-executable|x-elf|x-mach-binary|java-vm|java-archive|wasm|vnd\.android\.package-archive|x-ms-shortcut|x-ft-apple\.alias|x-shockwave-flash|x-deb|x-rpm|x-xpinstall|x-google-chrome-extension|x-apple-diskimage|x-iso9660-image)$/;

const PICTURES = /^image\/(jpeg|png|apng|gif|webp|avif|heic|heif|heic-sequence|heif-sequence|tiff|bmp)$/;
const ARCHIVES =
	/^application\/(zip|x-7z-compressed|x-rar-compressed|gzip|x-gzip|x-bzip2|x-xz|zstd|x-tar|x-compressed-tar|x-lzip)$/;

export const runs = (ending: string): boolean => RUNS.has(ending);

export const kindOf = (ending: string): Kind =>
	(Object.keys(ENDINGS) as (keyof typeof ENDINGS)[]).find((kind) => ENDINGS[kind].includes(ending)) ?? 'data';

/** What a type found in the first bytes is to us. */
export function sniffedKind(type: string): Exclude<Sniffed, null> {
	if (PROGRAMS.test(type)) return 'program';
	if (PICTURES.test(type)) return 'picture';
	if (type === 'application/pdf') return 'pdf';
	if (/openxmlformats|opendocument|epub|vnd\.ms-(excel|word|powerpoint)/.test(type)) return 'zipped';
	if (ARCHIVES.test(type)) return 'archive';
	if (type === 'application/x-cfb' || type === 'application/rtf' || type === 'text/rtf') return 'office';
	return /^(audio|video)\//.test(type) || type === 'application/ogg' ? 'media' : 'other';
}

/** What the first bytes of each kind may say. A list without `null` wants to see its own kind there. */
const CONSISTENT: Record<Exclude<Kind, 'data'>, Sniffed[]> = {
	picture: ['picture'],
	pdf: ['pdf'],
	// A short look sees only that it is a ZIP.
	zipped: ['zipped', 'archive'],
	archive: ['archive', 'zipped'],
	// Programs export « .xls » files that are XML or plain columns, and newer ones under the old ending.
	office: ['office', 'zipped', 'archive', 'other', null],
	text: ['media', 'other', null],
	media: ['media', 'other', null]
};

/** Whether a file is what its ending says. */
export const isConsistent = (kind: Kind, sniffed: Sniffed): boolean =>
	sniffed !== 'program' && sniffed !== 'page' && (kind === 'data' || CONSISTENT[kind].includes(sniffed));

const TYPES: Record<string, string> = {
	pdf: 'application/pdf',
	txt: 'text/plain',
	log: 'text/plain',
	csv: 'text/csv',
	zip: 'application/zip',
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
	odt: 'application/vnd.oasis.opendocument.text',
	ods: 'application/vnd.oasis.opendocument.spreadsheet',
	doc: 'application/msword',
	xls: 'application/vnd.ms-excel',
	msg: 'application/vnd.ms-outlook',
	eml: 'message/rfc822',
	heic: 'image/heic',
	heif: 'image/heif',
	tif: 'image/tiff',
	tiff: 'image/tiff',
	bmp: 'image/bmp',
	mp3: 'audio/mpeg',
	mp4: 'video/mp4',
	mov: 'video/quicktime'
};

/** As what a file that is not a picture made anew is given back. */
export const typeOf = (ending: string): string => TYPES[ending] ?? 'application/octet-stream';
