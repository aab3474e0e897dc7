import { z } from 'zod';
import { m } from '#lib/paraglide/messages.js';
import { FINGERPRINTS_MOST, FINGERPRINTS_TEXT_MAX, PACKAGE_MAX, SHORT_NAME_MAX } from './app-choices.ts';
import './field-label.ts';
import { box } from './form-fields.ts';
import { line } from './person.ts';

/** As Android wants them (https://developer.android.com/build/configure-app-module#set-application-id). */
const PACKAGE = /^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*)+$/;

const packageName = line(PACKAGE_MAX).refine((value) => value === '' || PACKAGE.test(value), {
	error: () => m.app_package_wrong()
});

/** One per line, as `keytool` and the Play Console write them, colons or not: kept in capitals with colons, each once. */
const fingerprints = z
	.union([z.string().max(FINGERPRINTS_TEXT_MAX), z.array(z.string().max(100)).max(FINGERPRINTS_MOST)])
	.transform((typed, ctx) => {
		const lines = [typed].flat().flatMap((text) => text.split(/[\r\n]+/).map((each) => each.trim()));
		const kept = new Set<string>();
		for (const part of lines.filter((value) => value !== '')) {
			const figures = part.replace(/^SHA-?256:?\s*/i, '').replace(/[:\s]/g, '');
			if (/^[0-9a-f]{64}$/i.test(figures)) kept.add(figures.toUpperCase().match(/../g)!.join(':'));
			else {
				const shown = part.length > 40 ? `${part.slice(0, 40)}…` : part;
				ctx.addIssue({ code: 'custom', message: m.app_fingerprint_wrong({ shown }) });
				return z.NEVER;
			}
		}
		if (kept.size > FINGERPRINTS_MOST) {
			ctx.addIssue({ code: 'custom', message: m.app_fingerprints_many({ count: FINGERPRINTS_MOST }) });
			return z.NEVER;
		}
		return [...kept];
	});

export const appInput = z.object({
	shortName: line(SHORT_NAME_MAX).meta({ label: m.app_short_name }),
	playPackage: packageName.meta({ label: m.app_package }),
	fingerprints: fingerprints.meta({ label: m.app_fingerprints }),
	playShown: box.meta({ label: m.app_play_shown })
});
