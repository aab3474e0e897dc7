/** A structure a request may be attached to, and what it has in common with it. */
export interface Candidate {
	id: string;
	name: string;
	customerNumber: string;
	hasAdministrator: boolean;
	by?: ('number' | 'name' | 'domain')[];
}
