import type { Waiting } from '#lib/device/waiting.ts';

/** What the gallery shows of the pieces a device carries: French like the other samples. */
export const text = {
	install: 'L’application',
	address: 'https://espace.example/app',
	offline: 'Hors connexion',
	notice: 'Montrer un avis',
	devices: 'Appareils prévenus'
};

export const app = { shortName: 'Exemple', play: null, icons: '' };

const message: Waiting = {
	key: 'leaving',
	account: 'somebody',
	structure: 'somewhere',
	kind: 'open',
	fields: {
		subject: ['L’export des factures s’arrête à 80 %'],
		body: ['Depuis ce matin, l’export reste bloqué sans message.']
	},
	uploads: [],
	files: [{ name: 'capture écran.png', size: 184_000, content: new Blob() }],
	writtenAt: '2026-10-02T13:04:00Z',
	unsure: false
};

/** One of each state: to leave, perhaps arrived, refused, and no longer allowed. */
export const waiting: Waiting[] = [
	message,
	{ ...message, key: 'unsure', kind: 'answer', number: 1024, files: [], unsure: true },
	{ ...message, key: 'refused', files: [], refused: { why: 'Le sujet dépasse 200 caractères.' } },
	{ ...message, key: 'cut', files: [], cut: true }
];

export const devices = [
	{
		id: 'this',
		device: 'Chrome · Android',
		phone: true,
		createdAt: '2026-10-02T13:04:00Z',
		deliveredAt: '2026-10-05T08:30:00Z',
		current: true
	},
	{
		id: 'other',
		device: 'Firefox · Windows',
		phone: false,
		createdAt: '2026-09-12T07:00:00Z',
		deliveredAt: null,
		current: false
	}
];
