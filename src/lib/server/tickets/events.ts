/** What can be done to a ticket besides changing its status. */
export const TICKET_EVENTS = [
	'participant_added',
	'participant_removed',
	'participant_left',
	'refused',
	'accepted',
	'reopened',
	'reminded',
	'closed_by_time',
	'opened_for',
	'assigned',
	'transferred',
	'merged_from',
	'merged_into',
	'linked'
] as const;

export type TicketEvent = (typeof TICKET_EVENTS)[number];

/** What staff arrange among themselves: customers neither see these entries nor learn that there are any. */
export const STAFF_EVENTS = ['assigned', 'linked'] as const satisfies readonly TicketEvent[];

/** What there is to say of an event, as it lies in `details`. */
export interface EventDetails {
	/** Of the person it concerns; null where that is nobody. */
	name?: string | null;
	/** Another ticket's. */
	number?: number;
}

/** Of which events customers are told the details too: those of the people on their ticket. */
const OPEN_TO_CUSTOMERS: readonly (string | null)[] = [
	'participant_added',
	'participant_removed',
	'participant_left',
	'opened_for'
];

/** An event's details as its reader may know them: of staff's dealings customers learn that they happened, not more. */
export function detailsFor(
	reader: 'customer' | 'staff',
	{ event, details }: { event: string | null; details: string | null }
): EventDetails {
	if (details === null || (reader === 'customer' && !OPEN_TO_CUSTOMERS.includes(event))) return {};
	const { name, number } = JSON.parse(details) as EventDetails;
	return { ...(name && { name }), ...(number && { number }) };
}
