import type { DemoTicket } from './tickets.ts';

/** What people asked who wanted more than help: rights, colleagues, a word on a solution. */
export const requestTickets: DemoTicket[] = [
	{
		author: 'anneSophie',
		structure: 'sexey',
		subject: 'Devenir administrateur',
		category: 'become_administrator',
		urgency: 'minor',
		status: 'new',
		private: true,
		answers: {
			currentAdministrator: 'Adam Ferry',
			confirmName: 'Jean-Baptiste de La Tour-Villard',
			confirmFunction: 'Maire',
			confirmPhone: '03 53 01 10 39'
		},
		messages: [
			{
				by: 'anneSophie',
				daysAgo: 1,
				minutesOfDay: 655,
				body: `Adam Ferry sera absent trois mois à partir de janvier. Je le remplacerai pour ouvrir les accès des agents du périscolaire, et M. le Maire en est d’accord.`
			}
		]
	},
	{
		author: 'thea',
		structure: 'maron',
		subject: 'Gérer une autre structure',
		category: 'other_structure',
		urgency: 'minor',
		status: 'in_progress',
		private: true,
		assignee: 'mona',
		answers: {
			otherStructure: 'Syndicat scolaire du Saintois',
			functionThere: 'Secrétaire, le mercredi matin',
			confirmName: 'Bernadette Colin',
			confirmFunction: 'Présidente du syndicat',
			confirmPhone: '03 53 01 31 12'
		},
		messages: [
			{
				by: 'thea',
				daysAgo: 4,
				minutesOfDay: 590,
				body: `Je souhaite gérer une autre structure avec mon compte.`
			},
			{
				by: 'mona',
				daysAgo: 3,
				minutesOfDay: 615,
				body: `Bonjour Madame Grandjean,

C’est noté. J’appelle Mme Colin, puis je vous ouvre l’accès : vous le trouverez dans la liste de vos structures, en haut à gauche.

Mona`
			}
		]
	},
	{
		author: 'jeanBaptiste',
		openedBy: 'adam',
		structure: 'sexey',
		subject: 'Parapheur : les délibérations n’arrivent plus sur la tablette de M. le Maire',
		category: 'incident',
		product: 'finances',
		urgency: 'annoying',
		status: 'waiting',
		assignee: 'alix',
		messages: [
			{
				by: 'adam',
				daysAgo: 5,
				minutesOfDay: 540,
				body: `Bonjour, M. le Maire signe les délibérations sur sa tablette. Depuis lundi, la liste y reste vide, alors qu’elle est juste sur mon poste. J’ouvre ce ticket pour lui ; je reste dans la boucle.`
			},
			{
				by: 'alix',
				daysAgo: 4,
				minutesOfDay: 622,
				body: `Bonjour Messieurs,

La tablette a gardé une session d’avant la mise à jour. Sur la tablette, ouvrez **Parapheur › Mon compte › Se déconnecter**, puis identifiez-vous de nouveau.

Pouvez-vous me dire si les délibérations reviennent ?

Alix`
			}
		]
	},
	{
		author: 'vera',
		structure: 'sexey',
		subject: 'Virement rejeté : comment corriger le compte d’un fournisseur ?',
		category: 'question',
		product: 'finances',
		urgency: 'annoying',
		status: 'resolved',
		assignee: 'sam',
		participants: ['adam'],
		messages: [
			{
				by: 'vera',
				daysAgo: 6,
				minutesOfDay: 572,
				body: `Bonjour, le virement du 9 à un fournisseur a été rejeté : il a changé de banque. Où corriger son compte sans toucher aux mandats déjà payés ?`
			},
			{
				by: 'adam',
				daysAgo: 5,
				minutesOfDay: 498,
				body: `Je confirme le changement de banque, j’ai le nouveau relevé d’identité bancaire signé.`
			},
			{
				by: 'sam',
				daysAgo: 4,
				minutesOfDay: 610,
				body: `Bonjour à tous les deux,

Dans **Tiers › Fournisseurs › Comptes bancaires**, ajoutez le nouveau compte et cochez *Compte par défaut* ; ne modifiez pas l’ancien, les mandats payés y renvoient. Puis **Mandats › Rejetés › Représenter**.

Samuel`
			}
		]
	}
];
