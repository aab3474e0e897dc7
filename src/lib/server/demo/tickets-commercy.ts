import type { DemoTicket } from './tickets.ts';

/** What the apprentice training centre asked. */
export const commercyTickets: DemoTicket[] = [
	{
		author: 'corinne',
		structure: 'commercy',
		subject: 'Bilan pédagogique et financier : le total des heures ne tombe pas juste',
		category: 'incident',
		product: 'training',
		urgency: 'annoying',
		status: 'closed',
		assignee: 'alix',
		messages: [
			{
				by: 'corinne',
				daysAgo: 43,
				minutesOfDay: 552,
				body: `Bonjour,

Je prépare notre bilan pédagogique et financier. Le cadre F-1 m’annonce **18 642 heures**, alors que l’état des présences sur la même période en donne **18 726**. Les deux sont édités du 1er janvier au 31 décembre, toutes sections confondues.

D’où viennent ces 84 heures ? Je préfère comprendre avant de transmettre à la DREETS.

Cordialement,
Corinne Szczepanski`
			},
			{
				by: 'alix',
				daysAgo: 43,
				minutesOfDay: 671,
				body: `Bonjour Madame Szczepanski,

Vous avez bien fait d’attendre. 84 heures, c’est exactement 12 stagiaires × 7 heures : je soupçonne une journée rattachée à une session dont le financeur n’est pas renseigné. Ces heures figurent dans les présences, mais le bilan les écarte faute de savoir où les ranger.

Pouvez-vous ouvrir **Sessions › Contrôles › Sans financeur** et me dire ce que vous y voyez ?

Bien à vous,
Alix`
			},
			{
				by: 'corinne',
				daysAgo: 43,
				minutesOfDay: 848,
				body: `Gagné : la journée « Gestes et postures » du 14 mars, 12 inscrits, financeur vide. Je l’ai complétée avec notre OPCO et le total est maintenant de 18 726 heures partout.`
			},
			{
				by: 'alix',
				daysAgo: 43,
				minutesOfDay: 871,
				body: `Parfait ! Pour l’an prochain, vous pouvez cocher **Financeur obligatoire** dans *Paramètres › Sessions* : le logiciel refusera de clôturer une session incomplète.

Belle fin de journée,
Alix`
			},
			{
				by: 'corinne',
				daysAgo: 42,
				minutesOfDay: 510,
				body: `C’est coché. Merci beaucoup, le bilan est parti ce matin.`
			}
		]
	},
	{
		author: 'vic',
		structure: 'commercy',
		subject: 'Impression des diplômes : le cadre doré est décalé',
		category: 'incident',
		urgency: 'annoying',
		status: 'closed',
		assignee: 'alix',
		messages: [
			{
				by: 'vic',
				daysAgo: 34,
				minutesOfDay: 905,
				body: `Bonjour, nous imprimons les diplômes sur le papier cartonné à cadre doré. Depuis que l’imprimante a été remplacée, le nom du lauréat sort environ 6 mm trop haut et mord sur le cadre. La remise a lieu vendredi en huit, avec les familles.`,
				files: ['diplome-decale.png']
			},
			{
				by: 'alix',
				daysAgo: 33,
				minutesOfDay: 541,
				body: `Bonjour Monsieur Aubertin,

Rien de grave, et vous serez prêts pour vendredi. Dans **Éditions › Diplômes › Calage**, indiquez :

- *Décalage vertical* : \`+6 mm\`
- *Mise à l’échelle* : **Aucune (100 %)**, car la nouvelle imprimante réduit souvent d’elle-même

Imprimez un essai sur papier ordinaire et superposez-le au carton devant une fenêtre : on voit tout de suite s’il reste un millimètre à rattraper.

Alix`
			},
			{
				by: 'vic',
				daysAgo: 33,
				minutesOfDay: 662,
				body: `C’était bien la mise à l’échelle, réglée à 97 %. Avec 100 % et \`+1 mm\`, c’est impeccable. Le coup de la fenêtre est excellent.`
			}
		]
	},
	{
		author: 'aissatou',
		structure: 'commercy',
		subject: 'Audit Qualiopi : exporter les preuves de l’indicateur 11',
		category: 'question',
		product: 'training',
		urgency: 'annoying',
		status: 'closed',
		assignee: 'mona',
		messages: [
			{
				by: 'aissatou',
				daysAgo: 19,
				minutesOfDay: 866,
				body: `Bonjour à toute l’équipe,

Notre audit de surveillance a lieu dans deux semaines. L’auditrice demande, pour l’**indicateur 11** (atteinte des objectifs par les bénéficiaires), les évaluations de trois sessions qu’elle choisira sur place.

Existe-t-il un export par session qui réunisse les évaluations de départ, les évaluations finales et les attestations ? Je voudrais éviter d’ouvrir 40 dossiers devant elle…

Aïssatou N’Diaye`
			},
			{
				by: 'mona',
				daysAgo: 18,
				minutesOfDay: 530,
				body: `Bonjour Madame N’Diaye,

Oui, et il est fait pour cela : **Sessions › (la session) › Qualité › Dossier de preuves**. Choisissez *Indicateur 11* ; vous recevez un seul fichier PDF, avec un sommaire et un signet par bénéficiaire.

Trois conseils de terrain :

1. Préparez d’avance cinq ou six sessions variées, l’auditrice choisira dedans.
2. Vérifiez la colonne **Manquant** : elle liste les évaluations non rendues.
3. Gardez sous la main votre procédure, l’export ne remplace pas l’explication.

Nous serons joignables par téléphone pendant tout votre audit.

Mona`
			},
			{
				by: 'aissatou',
				daysAgo: 16,
				minutesOfDay: 632,
				body: `Exactement ce qu’il me fallait. Quatre évaluations manquaient, elles sont rentrées. Merci, Mona !`
			}
		]
	},
	{
		author: 'otto',
		structure: 'commercy',
		subject: 'Devis pour cinq postes supplémentaires et une journée de formation',
		category: 'demande',
		urgency: 'minor',
		status: 'waiting',
		assignee: 'mona',
		messages: [
			{
				by: 'otto',
				daysAgo: 14,
				minutesOfDay: 990,
				body: `Bonjour,

Nous ouvrons une section « Maintenance des équipements » à la rentrée. Merci de nous adresser un devis pour :

- cinq postes supplémentaires du module **Sessions** ;
- une journée de prise en main dans nos locaux, pour six formateurs.

Notre conseil se réunit en fin de mois.

Otto Reinhardt
Directeur`
			},
			{
				by: 'mona',
				daysAgo: 13,
				minutesOfDay: 558,
				body: `Bonjour Monsieur Reinhardt,

Félicitations pour cette ouverture ! Deux précisions pour que le devis soit juste du premier coup :

1. Les cinq postes doivent-ils aussi éditer les **diplômes**, ou seulement suivre les présences ?
2. Pour la journée, préférez-vous un groupe de six, ou deux demi-journées de trois ? La seconde formule est plus confortable pour des débutants.

Dès votre réponse, le devis part sous 48 heures, bien avant votre conseil.

Mona`
			},
			{
				by: 'mona',
				daysAgo: 13,
				minutesOfDay: 563,
				body: `Client depuis 2011, jamais un retard de paiement : je propose la journée au tarif de l’an dernier.`,
				internal: true
			}
		]
	},
	{
		author: 'corinne',
		structure: 'commercy',
		subject: 'TVA : une formation exonérée sort à 20 % sur la facture',
		category: 'incident',
		urgency: 'annoying',
		status: 'in_progress',
		assignee: 'alix',
		messages: [
			{
				by: 'corinne',
				daysAgo: 9,
				minutesOfDay: 575,
				body: `Bonjour,

La facture de la formation « Habilitation électrique » sort avec 20 % de TVA, alors que nous sommes exonérés (attestation 3511). Les autres formations du même mois sont correctes.

> Art. 261-4-4° a du CGI : exonération de TVA

Cette mention n’apparaît donc pas non plus en pied de page.`
			},
			{
				by: 'alix',
				daysAgo: 9,
				minutesOfDay: 633,
				body: `Bonjour Madame Szczepanski,

Je vois que cette formation a été créée par copie d’une **location de salle**, qui est bien soumise à la TVA. Elle en a gardé le régime.

1. Annulez la facture par un **avoir** (elle est validée, on ne peut plus la modifier).
2. Dans la fiche de la formation, onglet *Facturation*, choisissez **Exonéré – 261-4-4°**.
3. Refacturez : la mention se placera d’elle-même en pied de page.

Alix`
			},
			{
				by: 'corinne',
				daysAgo: 8,
				minutesOfDay: 890,
				body: `L’avoir et la nouvelle facture sont bons, merci. En revanche, l’avoir est parti tout seul chez le client par courriel, avant que j’aie pu l’expliquer. Peut-on désactiver cet envoi automatique pour les avoirs seulement ?`
			},
			{
				by: 'alix',
				daysAgo: 8,
				minutesOfDay: 915,
				body: `Aujourd’hui le réglage vaut pour factures et avoirs. Demandé au développement, prévu dans la prochaine version. À confirmer avant de répondre à Mme Szczepanski.`,
				internal: true
			}
		]
	},
	{
		author: 'yannick',
		structure: 'commercy',
		subject: 'La mise à jour 2026.4 s’arrête à 80 %',
		category: 'incident',
		urgency: 'blocking',
		status: 'in_progress',
		assignee: 'alix',
		messages: [
			{
				by: 'yannick',
				daysAgo: 4,
				minutesOfDay: 462,
				body: `Bonjour,

Mise à jour lancée ce matin avant l’arrivée des collègues. Elle s’arrête à 80 % et revient à l’ancienne version. Le journal dit :

\`\`\`
07:31:08  étape 8/10  conversion des documents
07:31:09  ERREUR     espace insuffisant sur D: (requis 12,4 Go, libre 9,8 Go)
07:31:09  retour à la version 2026.3 … terminé
\`\`\`

Le logiciel fonctionne, mais nous voudrions la nouvelle version avant les inscriptions.`,
				files: ['mise-a-jour-2026-4.png', 'journal-mise-a-jour.txt']
			},
			{
				by: 'alix',
				daysAgo: 4,
				minutesOfDay: 521,
				body: `Bonjour Monsieur Le Bihan,

Merci pour le journal, tout y est. Vos données sont intactes : l’installation vérifie la place *avant* de convertir, et revient en arrière d’elle-même.

Vous pouvez gagner de la place sans risque :

- \`D:\\Sauvegardes\` : gardez les sept dernières, soit environ 6 Go gagnés ;
- \`D:\\Editions\\Temp\` : tout peut partir.

Ensuite, relancez l’installation avant 7 h 30 ou après 18 h. Si vous préférez, je la lance moi-même ce soir à 18 h 30.

Alix`
			},
			{
				by: 'yannick',
				daysAgo: 3,
				minutesOfDay: 672,
				body: `J’ai libéré 7 Go. Je veux bien que vous la lanciez ce soir, je laisse le serveur allumé.`
			}
		]
	},
	{
		author: 'vic',
		structure: 'commercy',
		subject: 'Deux sessions planifiées dans la même salle, le même jour',
		category: 'incident',
		product: 'training',
		urgency: 'blocking',
		status: 'new',
		messages: [
			{
				by: 'vic',
				daysAgo: 1,
				minutesOfDay: 487,
				body: `Bonjour,

Le planning a accepté **deux sessions en salle Jean-Prouvé** lundi prochain, de 8 h à 12 h : « Soudage, niveau 2 » et « CAP Électricien, groupe B ». D’habitude, un bandeau rouge l’interdit. Les convocations sont déjà parties, et 27 apprentis vont se présenter.

Comment savoir s’il y a d’autres doublons dans les semaines à venir ?

Victor Aubertin`
			}
		]
	}
];
