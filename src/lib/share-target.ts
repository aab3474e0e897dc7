/** Where other apps hand over what is shared, and what may be. */
export const SHARE_PATH = '/share';

/** On the way to the new ticket: with what was shared, or without it. */
export const SHARED = { taken: '/new-ticket?shared', lost: '/new-ticket?shared=lost' } as const;

/** The fields of what other apps send (Web Share Target). */
export const SHARE_FIELDS = { title: 'title', text: 'text', url: 'url', files: 'files' } as const;

export const SHARED_TYPES = [
	'image/*',
	'video/*',
	'audio/*',
	'text/*',
	'application/pdf',
	'application/zip',
	'application/msword',
	'application/vnd.ms-excel',
	'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	'application/vnd.openxmlformats-officedocument.presentationml.presentation',
	'application/vnd.oasis.opendocument.text',
	'application/vnd.oasis.opendocument.spreadsheet'
] as const;
