import type { TicketPriority } from '#server/tickets/table.ts';
import type { PersonKey } from './cast.ts';

/** Replies staff begin with. */
export const templates: { title: string; body: string }[] = [
	{
		title: 'Bien reçu, nous regardons',
		body: `Bonjour {prénom},

Nous avons bien reçu votre demande au sujet de « {sujet} » et nous nous en occupons. Nous revenons vers vous dès que nous en savons plus, au plus tard demain.

{agent}, {entreprise}`
	},
	{
		title: 'Demander des précisions',
		body: `Bonjour {prénom},

Pour avancer, il nous manque quelques précisions :

- Depuis quand le constatez-vous ?
- Sur un seul poste, ou sur tous ?
- Un message s’affiche-t-il ? Une copie d’écran nous aiderait beaucoup.

Merci d’avance,

{agent}`
	},
	{
		title: 'Proposer un rendez-vous téléphonique',
		body: `Bonjour {prénom},

Le plus simple est de regarder cela ensemble, une vingtaine de minutes, au téléphone. Seriez-vous disponible {jour et heure} ? Il nous faudra un poste où {produit} est ouvert.

À bientôt,

{agent}`
	},
	{
		title: 'Solution apportée',
		body: `Bonjour {prénom},

Le nécessaire est fait pour le ticket {numéro} : {solution}

Dites-nous si tout vous convient. Sans nouvelle de votre part sous 7 jours, nous clorons ce ticket ; vous pourrez toujours y répondre pour le rouvrir.

{agent}, {entreprise}`
	}
];

/** Ranks, by the beginning of a ticket's subject. */
export const priorities: Record<string, TicketPriority> = {
	'La mise à jour 2026.4 s’arrête': 'urgent',
	'Je vois des bulletins de salaire': 'urgent',
	'Deux sessions planifiées dans la même salle': 'high',
	'Changer le nom affiché': 'low'
};

/** Who has a ticket in hand, where nobody had; by the beginning of its subject. */
export const assignees: Record<string, PersonKey> = {
	'Je vois des bulletins de salaire': 'sam',
	'Livret de famille': 'sam',
	'Deux sessions planifiées dans la même salle': 'alix'
};

/** Tickets staff have tied together. */
export const links: [string, string][] = [['La mise à jour 2026.4 s’arrête', 'Logiciel très lent le lundi matin']];

/** A choice of filters somebody has named. */
export const views: { by: PersonKey; name: string; query: string }[] = [
	{ by: 'sam', name: 'Bloquants ouverts', query: 'filter=open&urgency=blocking&sort=waiting' },
	{ by: 'sam', name: 'CFA de Commercy', query: 'filter=open&structure=C10602' }
];
