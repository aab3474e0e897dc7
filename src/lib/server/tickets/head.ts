import { turnOf } from './progress.ts';
import type { TicketTable } from './table.ts';

type Said = Pick<TicketTable, 'number' | 'subject' | 'category' | 'urgency' | 'status' | 'privateAt'> & {
	createdAt: string;
	updatedAt: string;
};

/** What every list and page says of a ticket, whoever reads it. */
export const headOf = (
	{ number, subject, category, urgency, status, privateAt, createdAt, updatedAt }: Said,
	labelOf: (category: string) => string
) => ({
	number,
	subject,
	category: labelOf(category),
	urgency,
	status,
	turn: turnOf(status),
	private: privateAt !== null,
	createdAt,
	updatedAt
});
