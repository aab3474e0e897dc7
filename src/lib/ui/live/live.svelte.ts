/** How a ticket stands, as far as an open page needs to know. */
export interface Pulse {
	messages: number;
	status: string;
	updatedAt: string;
}

/** What the server tells this page by itself; `bell` is null until it has. */
export const live = $state<{ connected: boolean; bell: number | null; ticket: Pulse | null }>({
	connected: false,
	bell: null,
	ticket: null
});
