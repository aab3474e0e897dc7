import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import './field-label.ts';
import { uploadIds } from './files.ts';
import { wholeBetween } from './form-fields.ts';
import { LIMIT_BOUNDS, type LimitName } from './limit-bounds.ts';
import { email, line, phone, requiredLine } from './person.ts';
import { LEGAL_MAX, PICTURES, VENDOR_MAX } from './vendor-choices.ts';

const emailOrNone = z.union([z.literal(''), email]);

/** An address of a website; nothing else is ever a link, such as `javascript:`. */
const website = line(VENDOR_MAX.website).refine((value) => value === '' || isWebsite(value), {
	error: () => m.settings_website_wrong()
});

function isWebsite(value: string): boolean {
	const url = URL.parse(value);
	return url !== null && /^https?:$/.test(url.protocol) && url.hostname.includes('.') && url.username === '';
}

/** Which state of the settings a form showed: where they have changed since, it is told. */
const seen = z.string().max(64).optional();

/** What is left out stays as it is: so does what the operator fixed. */
export const identityInput = z.object({
	seen,
	name: requiredLine(VENDOR_MAX.name).optional().meta({ label: m.settings_name }),
	email: emailOrNone.optional().meta({ label: m.settings_email }),
	phone: phone.optional().meta({ label: m.settings_phone }),
	address: line(VENDOR_MAX.address).optional().meta({ label: m.settings_address }),
	website: website.optional().meta({ label: m.settings_website }),
	hoursFr: line(VENDOR_MAX.hoursFr).optional().meta({ label: m.settings_hours_fr }),
	hoursEn: line(VENDOR_MAX.hoursEn).optional().meta({ label: m.settings_hours_en }),
	mailFrom: emailOrNone.optional().meta({ label: m.settings_mail_from })
});

/** As typed: with or without its `#`, in any case. */
export const colorInput = z.object({
	color: z
		.string()
		.max(20)
		.transform((value) => `#${value.trim().replace(/^#/, '').toLowerCase()}`)
		.refine((value) => /^#[0-9a-f]{6}$/.test(value), { error: () => m.settings_color_wrong() })
		.meta({ label: m.settings_color })
});

export const pictureInput = z.object({ name: z.enum(PICTURES) });
export const setPictureInput = pictureInput.extend({
	files: uploadIds
		.refine((ids) => ids.length === 1, {
			error: ({ input }) =>
				Array.isArray(input) && input.length > 1 ? m.settings_picture_one() : m.settings_picture_none()
		})
		.meta({ label: m.settings_picture })
});

/** Markdown. Forms send CRLF: it is counted as typed, with single line ends. */
const legal = z
	.string()
	.max(2 * LEGAL_MAX, { error: () => m.errors_too_long({ count: LEGAL_MAX }) })
	.refine((value) => !/[^\P{Cc}\t\n\r]/u.test(value), { error: () => m.errors_invalid_value() })
	.transform((value) => value.replace(/\r\n?/g, '\n').trim())
	.pipe(z.string().max(LEGAL_MAX));
export const legalInput = z.object({
	seen,
	legalFr: legal.optional().meta({ label: m.settings_legal_fr }),
	legalEn: legal.optional().meta({ label: m.settings_legal_en })
});

const limit = (name: LimitName) => wholeBetween(LIMIT_BOUNDS[name].min, LIMIT_BOUNDS[name].max).optional();
export const limitsInput = z.object({
	seen,
	maxFiles: limit('maxFiles').meta({ label: m.settings_max_files }),
	maxFileMb: limit('maxFileMb').meta({ label: m.settings_max_file_mb }),
	remindDays: limit('remindDays').meta({ label: m.settings_remind_days }),
	closeDays: limit('closeDays').meta({ label: m.settings_close_days }),
	reopenDays: limit('reopenDays').meta({ label: m.settings_reopen_days }),
	invitationDays: limit('invitationDays').meta({ label: m.settings_invitation_days }),
	remindAdministratorsDays: limit('remindAdministratorsDays').meta({ label: m.settings_remind_administrators_days }),
	remindStaffDays: limit('remindStaffDays').meta({ label: m.settings_remind_staff_days }),
	mailAfterPushMinutes: limit('mailAfterPushMinutes').meta({ label: m.settings_mail_after_push })
});
