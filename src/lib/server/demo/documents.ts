export interface DemoDocument {
	title: string;
	description: string;
	/** File beside this one. */
	file: string;
	publishedDaysAgo: number;
	audience: 'public';
}

export const documents: DemoDocument[] = [
	{
		title: 'Certificat Qualiopi',
		description: 'La certification qualité de nos actions de formation, valable trois ans.',
		file: 'certificat-qualiopi.pdf',
		publishedDaysAgo: 19,
		audience: 'public'
	}
];
