/** How a ticket stands, as far as an open page needs to know. */
export interface Pulse {
	messages: number;
	status: string;
	updatedAt: string;
}

/** What the server tells this page by itself; `bell` is null until it has. `refused` once it tells this page nothing more. */
export const live = $state<{ connected: boolean; refused: boolean; bell: number | null; ticket: Pulse | null }>({
	connected: false,
	refused: false,
	bell: null,
	ticket: null
});
