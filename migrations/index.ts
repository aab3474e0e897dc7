import type { Kysely } from 'kysely';
import * as arrival from './2026-11-26_3_arrival.ts';
import * as campaigns from './2026-11-26_2_campaigns.ts';
import * as documents from './2026-11-26_7_documents.ts';
import * as directory from './2026-11-25_4_directory.ts';
import * as handoff from './2026-11-25_5_handoff.ts';
import * as imports from './2026-11-26_1_imports.ts';
import * as files from './2026-11-22_6_files.ts';
import * as foundation from './2026-11-22_1_foundation.ts';
import * as inbox from './2026-11-22_7_inbox.ts';
import * as incomingMail from './2026-11-22_9_incoming-mail.ts';
import * as mailingOutcomes from './2026-11-27_2_mailing-outcomes.ts';
import * as mailsSetAside from './2026-11-29_4_mails-set-aside.ts';
import * as mailings from './2026-11-26_8_mailings.ts';
import * as mailingsToldTruly from './2026-11-29_1_mailings-told-truly.ts';
import * as lastStructure from './2026-11-25_3_last-structure.ts';
import * as newsReaders from './2026-11-28_1_news-readers.ts';
import * as newsOnlineBefore from './2026-11-29_3_news-online-before.ts';
import * as news from './2026-11-26_6_news.ts';
import * as people from './2026-11-22_2_people.ts';
import * as publications from './2026-11-22_4_publications.ts';
import * as push from './2026-11-28_2_push.ts';
import * as settings from './2026-11-27_1_settings.ts';
import * as searchAndNotifications from './2026-11-22_8_search-and-notifications.ts';
import * as ticketLife from './2026-11-22_5_ticket-life.ts';
import * as staffHome from './2026-11-26_9_staff-home.ts';
import * as staffTasks from './2026-11-26_5_staff-tasks.ts';
import * as structureProducts from './2026-11-26_4_structure-products.ts';
import * as structuresAndReferents from './2026-11-25_2_structures-and-referents.ts';
import * as tickets from './2026-11-22_3_tickets.ts';

/** Every migration by name. Listed by hand, so that the built server and the unbuilt command line read the same list. */
export const migrations: Record<string, { up(db: Kysely<unknown>): Promise<void> }> = {
	'2026-11-22_1_foundation': foundation,
	'2026-11-22_2_people': people,
	'2026-11-22_3_tickets': tickets,
	'2026-11-22_4_publications': publications,
	'2026-11-22_5_ticket-life': ticketLife,
	'2026-11-22_6_files': files,
	'2026-11-22_7_inbox': inbox,
	'2026-11-22_8_search-and-notifications': searchAndNotifications,
	'2026-11-22_9_incoming-mail': incomingMail,
	'2026-11-25_2_structures-and-referents': structuresAndReferents,
	'2026-11-25_3_last-structure': lastStructure,
	'2026-11-25_4_directory': directory,
	'2026-11-25_5_handoff': handoff,
	'2026-11-26_1_imports': imports,
	'2026-11-26_2_campaigns': campaigns,
	'2026-11-26_3_arrival': arrival,
	'2026-11-26_4_structure-products': structureProducts,
	'2026-11-26_5_staff-tasks': staffTasks,
	'2026-11-26_6_news': news,
	'2026-11-26_7_documents': documents,
	'2026-11-26_8_mailings': mailings,
	'2026-11-26_9_staff-home': staffHome,
	'2026-11-27_1_settings': settings,
	'2026-11-27_2_mailing-outcomes': mailingOutcomes,
	'2026-11-28_1_news-readers': newsReaders,
	'2026-11-28_2_push': push,
	'2026-11-29_1_mailings-told-truly': mailingsToldTruly,
	'2026-11-29_3_news-online-before': newsOnlineBefore,
	'2026-11-29_4_mails-set-aside': mailsSetAside
};
