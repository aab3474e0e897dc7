import { randomUUID } from 'node:crypto';

interface Draft {
	structure: string;
	subject: string;
	category: 'question' | 'incident' | 'request';
	urgency: 'blocking' | 'annoying' | 'minor';
	body: string;
	private?: boolean;
	product?: string;
	colleague?: string;
	follows?: number;
	requestKey: string;
}

/** A ticket as somebody fills the form in, each time by a new request. */
export const draft = (structure: string, differing: Partial<Draft> = {}): Draft => ({
	structure,
	subject: 'L’export des factures s’arrête à 80 %',
	category: 'incident',
	urgency: 'annoying',
	body: 'Bonjour, l’export s’arrête. Que faire ?',
	requestKey: randomUUID(),
	...differing
});
