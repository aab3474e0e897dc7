import type { DemoTicket } from './tickets.ts';

/** What the smaller structures asked, and people without one. */
export const otherTickets: DemoTicket[] = [
	{
		author: 'berengere',
		structure: 'luneville',
		subject: 'Signature électronique : les jeunes ne reçoivent pas le code par SMS',
		category: 'incident',
		urgency: 'blocking',
		status: 'closed',
		assignee: 'alix',
		messages: [
			{
				by: 'berengere',
				daysAgo: 28,
				minutesOfDay: 613,
				body: `Bonjour, depuis hier après-midi aucun jeune ne reçoit le code de signature sur son téléphone. Sept contrats d’engagement sont en attente. L’écran affiche « Code envoyé », mais rien n’arrive, quel que soit l’opérateur.`
			},
			{
				by: 'alix',
				daysAgo: 28,
				minutesOfDay: 640,
				body: `Bonjour Madame Zimmermann,

Merci pour ces précisions, elles m’ont fait gagner du temps : notre prestataire d’envoi de SMS subit une panne sur les numéros français depuis 15 h 10 hier.

En attendant, vous pouvez signer **par courriel** : sur le contrat, *Envoyer pour signature › Autre moyen › Adresse électronique*. La valeur de la signature est la même.

Je vous préviens dès que les SMS repartent.

Alix`
			},
			{
				by: 'alix',
				daysAgo: 27,
				minutesOfDay: 495,
				body: `Bonjour, les SMS arrivent de nouveau depuis 7 h 20. Les codes d’hier ont expiré : cliquez sur **Renvoyer le code** pour les contrats encore en attente.

Alix`
			},
			{
				by: 'berengere',
				daysAgo: 27,
				minutesOfDay: 571,
				body: `Confirmé, tout est signé. J’ai gardé l’envoi par courriel pour deux jeunes qui changent souvent de numéro : très pratique.`
			}
		]
	},
	{
		author: 'thea',
		structure: 'maron',
		subject: 'Facturation de la cantine : les absences pour sortie scolaire ne sont pas déduites',
		category: 'incident',
		product: 'schools',
		urgency: 'annoying',
		status: 'closed',
		assignee: 'sam',
		messages: [
			{
				by: 'thea',
				daysAgo: 23,
				minutesOfDay: 560,
				body: `Bonjour,

Les CM1 et CM2 étaient au château de Lunéville mardi et ont pique-niqué. J’ai pointé la classe entière absente, pourtant les 24 repas figurent sur les factures en préparation.

Théa Grandjean`
			},
			{
				by: 'sam',
				daysAgo: 23,
				minutesOfDay: 622,
				body: `Bonjour Madame Grandjean,

Le motif choisi, *Absence signalée le jour même*, est réglé chez vous comme « facturé ». Pour une sortie prévue, le bon motif est **Sortie scolaire**, qui ne l’est pas.

Vous pouvez corriger la classe d’un seul geste : **Pointage › Mardi › CM1-CM2 › Tout sélectionner › Changer le motif**, puis *Recalculer* sur la facturation du mois. Rien n’est encore envoyé aux familles, vous avez donc le temps.

Samuel`
			},
			{
				by: 'thea',
				daysAgo: 22,
				minutesOfDay: 515,
				body: `Corrigé et recalculé, 24 repas en moins. Je note le motif pour la sortie de juin !`
			},
			{
				by: 'sam',
				daysAgo: 22,
				minutesOfDay: 530,
				body: `Parfait. Bonne facturation, et à bientôt !

Samuel`
			}
		]
	},
	{
		author: 'matheo',
		structure: 'luneville',
		subject: 'Mot de passe du logiciel perdu après mes congés',
		category: 'demande',
		urgency: 'blocking',
		status: 'resolved',
		assignee: 'sam',
		messages: [
			{
				by: 'matheo',
				daysAgo: 7,
				minutesOfDay: 541,
				body: `Bonjour, retour de congés et trou de mémoire : je n’arrive plus à entrer dans le logiciel de suivi (l’espace client, lui, fonctionne). Après cinq essais, mon compte est bloqué. J’ai trois rendez-vous avec des jeunes cet après-midi. Désolé !`
			},
			{
				by: 'sam',
				daysAgo: 7,
				minutesOfDay: 556,
				body: `Bonjour Monsieur Saint-Dizier,

Cela arrive à tout le monde, surtout après de bonnes vacances. J’ai débloqué votre compte ; sur la page d’entrée du logiciel, cliquez sur **Mot de passe oublié** et suivez le courriel reçu.

Je ne vous envoie jamais de mot de passe par message : si quelqu’un vous en demande un en notre nom, n’y répondez pas.

Bons rendez-vous cet après-midi,
Samuel`
			}
		]
	},
	{
		author: 'oceane',
		structure: 'saintois',
		subject: 'Planning des leçons : imprimer une semaine par moniteur',
		category: 'question',
		urgency: 'minor',
		status: 'waiting',
		assignee: 'sam',
		messages: [
			{
				by: 'oceane',
				daysAgo: 7,
				minutesOfDay: 1005,
				body: `Bonjour, est-ce qu’on peut imprimer le planning d’un seul moniteur, sur une page, du lundi au samedi ? Quand j’imprime, les trois moniteurs se mélangent et les noms sont coupés. Merci.`
			},
			{
				by: 'sam',
				daysAgo: 6,
				minutesOfDay: 535,
				body: `Bonjour Madame,

Oui ! Au-dessus du planning, choisissez le moniteur dans la liste, puis **Imprimer › Semaine › Paysage**. Le samedi apparaît si vous cochez *Afficher le week-end*.

Est-ce que les noms restent coupés en paysage ? Si oui, dites-moi quel modèle d’imprimante vous utilisez.

Samuel`
			}
		]
	},
	{
		author: 'rene',
		structure: null,
		subject: 'Comment recevoir les comptes rendus du conseil municipal ?',
		category: 'question',
		urgency: 'minor',
		status: 'resolved',
		assignee: 'mona',
		messages: [
			{
				by: 'rene',
				daysAgo: 5,
				minutesOfDay: 655,
				body: `Bonjour, ma demande d’accès a été refusée et je le comprends. Je suis correspondant de presse et je cherchais simplement les comptes rendus du conseil. Savez-vous où les trouver ?`
			},
			{
				by: 'mona',
				daysAgo: 5,
				minutesOfDay: 702,
				body: `Bonjour Monsieur Haxaire,

Cet espace est réservé à l’assistance sur nos logiciels, vous n’y trouveriez pas de comptes rendus. Les communes publient les leurs sur leur site ou à l’affichage ; le secrétariat de la mairie est le bon interlocuteur.

Bien cordialement,
Mona`
			}
		]
	},
	{
		author: 'noor',
		structure: null,
		subject: 'Nous sommes clients depuis peu : comment rejoindre notre espace ?',
		category: 'demande',
		urgency: 'annoying',
		status: 'new',
		messages: [
			{
				by: 'noor',
				daysAgo: 1,
				minutesOfDay: 878,
				body: `Bonjour,

L’Atelier vosgien des métiers du bois a signé avec vous le mois dernier. Je viens de créer mon compte, mais je n’ai pas encore notre code client. Mon directeur, en déplacement, ne l’a pas sous la main.

Pouvez-vous me rattacher à notre structure ? Notre première session commence jeudi et je dois saisir douze inscriptions.

Merci d’avance,
Noor Haddad`
			}
		]
	}
];
