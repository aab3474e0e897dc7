import type { DemoTicket } from './tickets.ts';

/** What the community of communes asked, the long thread among it. */
export const madonTickets: DemoTicket[] = [
	{
		author: 'maelys',
		structure: 'madon',
		subject: 'Bulletins de paie : la prime de fin d’année n’apparaît pas',
		category: 'incident',
		product: 'finances',
		urgency: 'blocking',
		status: 'closed',
		assignee: 'mona',
		messages: [
			{
				by: 'maelys',
				daysAgo: 36,
				minutesOfDay: 495,
				body: `Bonjour,

**C’est urgent, le mandatement est demain à 16 h.**

La prime de fin d’année est bien saisie dans les éléments variables (62 agents), mais elle n’apparaît sur aucun bulletin après le calcul. J’ai relancé le calcul deux fois, sans changement.

Maëlys Rouyer
Gestionnaire paie`
			},
			{
				by: 'mona',
				daysAgo: 36,
				minutesOfDay: 512,
				body: `Bonjour Madame Rouyer,

Je prends votre demande tout de suite et je reste dessus jusqu’à votre mandatement. J’ouvre une copie de votre dossier de paie pour reproduire le calcul, sans toucher à vos données.

Mona`
			},
			{
				by: 'mona',
				daysAgo: 36,
				minutesOfDay: 538,
				body: `Cause : la rubrique 2140 a une date de fin au 30/06, posée lors de la reprise. À vérifier chez les autres collectivités reprises le même mois.`,
				internal: true
			},
			{
				by: 'mona',
				daysAgo: 36,
				minutesOfDay: 551,
				body: `J’ai trouvé : la rubrique **2140 – Prime de fin d’année** porte une date de fin au 30 juin. Le calcul la considère donc comme éteinte, sans prévenir.

1. Ouvrez **Paie › Rubriques › 2140**.
2. Effacez la date de fin, puis enregistrez.
3. Relancez **Calculer** sur le seul groupe « Titulaires et stagiaires ».

Je l’ai fait sur ma copie : 62 bulletins sur 62 sont justes. L’absence d’avertissement n’est pas normale, je la signale à nos développeurs.

Bien cordialement,
Mona`
			},
			{
				by: 'maelys',
				daysAgo: 36,
				minutesOfDay: 590,
				body: `62 bulletins contrôlés, tout y est. Vous me sauvez ma journée, merci infiniment !`
			}
		]
	},
	{
		author: 'karim',
		structure: 'madon',
		subject: 'Logiciel très lent le lundi matin',
		category: 'incident',
		urgency: 'annoying',
		status: 'resolved',
		assignee: 'alix',
		messages: [
			{
				by: 'karim',
				daysAgo: 25,
				minutesOfDay: 548,
				body: `Bonjour,
	
Chaque lundi entre 8 h et 9 h 30, ouvrir une fiche prend de 15 à 20 secondes ; le reste de la semaine, moins d’une seconde. Une trentaine de postes sont concernés, sur les trois sites. Le serveur virtuel a 4 cœurs et 16 Go de mémoire.
	
Karim Belkacem`
			},
			{
				by: 'alix',
				daysAgo: 25,
				minutesOfDay: 610,
				body: `Bonjour Monsieur Belkacem,
	
Votre description est très nette, merci. Une lenteur aussi régulière vient presque toujours d’un travail programmé. Pour le trouver, pourriez-vous, lundi prochain pendant la lenteur, relever sur le serveur :
	
- l’activité du disque (colonne *Temps de réponse*) ;
- la liste des tâches planifiées entre 5 h et 10 h.
	
Alix`
			},
			{
				by: 'karim',
				daysAgo: 18,
				minutesOfDay: 561,
				body: `Relevé de ce matin, à 8 h 40 :
	
\`\`\`
disque D:   temps de réponse   412 ms   (d’habitude 3 ms)
processeur  18 %
mémoire     11,2 / 16 Go
\`\`\`
	
Tâches planifiées : sauvegarde complète le lundi à 6 h, analyse antivirus chaque jour à 12 h 30.`
			},
			{
				by: 'alix',
				daysAgo: 18,
				minutesOfDay: 623,
				body: `412 ms, voilà le coupable : le disque est saturé. La sauvegarde complète de 6 h n’est sans doute pas terminée quand vos collègues arrivent. À quelle heure se finit-elle, d’après son rapport ?
	
Alix`
			},
			{
				by: 'karim',
				daysAgo: 17,
				minutesOfDay: 532,
				body: `Vous avez vu juste : elle se termine à **9 h 26**. Il y a six mois, elle durait une heure et demie. Nos documents numérisés ont dû tripler entre-temps.`
			},
			{
				by: 'alix',
				daysAgo: 17,
				minutesOfDay: 571,
				body: `Je vous propose deux réglages, dans l’ordre :
	
1. Avancer la sauvegarde complète au **dimanche à 14 h**.
2. Exclure \`D:\\Editions\\Temp\`, qui se reconstruit seul et pèse chez vous près de 40 Go.
	
Pouvez-vous les poser cette semaine ? Nous regarderons ensemble lundi.
	
Alix`
			},
			{
				by: 'alix',
				daysAgo: 17,
				minutesOfDay: 575,
				body: `Ajouter le dossier Temp aux exclusions recommandées dans le guide d’installation : troisième cas depuis la rentrée.`,
				internal: true
			},
			{
				by: 'karim',
				daysAgo: 11,
				minutesOfDay: 585,
				body: `Premier lundi sans lenteur : moins d’une seconde à 8 h 30, sur les trois sites. Je préfère attendre un second lundi avant de crier victoire.`
			},
			{
				by: 'alix',
				daysAgo: 4,
				minutesOfDay: 590,
				body: `Bonjour Monsieur Belkacem,
	
Second lundi passé : je vois de mon côté des temps de réponse normaux toute la matinée. Je considère donc l’affaire comme résolue. Si vous êtes du même avis, vous pouvez accepter la solution ci-dessous.
	
Merci pour vos relevés si précis, ils ont fait la moitié du travail.
	
Alix`
			}
		]
	},
	{
		author: 'etienne',
		structure: 'madon',
		subject: 'Durée de conservation des dossiers de portage de repas',
		category: 'question',
		urgency: 'minor',
		status: 'waiting',
		assignee: 'alix',
		messages: [
			{
				by: 'etienne',
				daysAgo: 12,
				minutesOfDay: 680,
				body: `Bonjour,

En révisant le registre des traitements, je constate que les dossiers de portage de repas remontent à 2014, y compris des régimes alimentaires liés à la santé. Le logiciel peut-il les effacer, ou les rendre anonymes, deux ans après le dernier repas livré, tout en gardant les factures dix ans ?

Étienne Noël-Vuillaume, DPO`
			},
			{
				by: 'alix',
				daysAgo: 11,
				minutesOfDay: 552,
				body: `Bonjour Monsieur Noël-Vuillaume,

Oui : **Paramètres › Protection des données › Purge** distingue justement le dossier (régime, personne à prévenir, observations) des pièces comptables. On y fixe une durée pour chacun, avec un essai à blanc qui compte les dossiers sans rien effacer.

D’après votre description, l’essai donnerait *24 mois* pour le dossier et *120 mois* pour les factures. Confirmez-vous ces durées, et souhaitez-vous que nous lancions l’essai ensemble ? **Une purge est définitive**, je préfère la faire avec vous au téléphone.

Alix`
			}
		]
	},
	{
		author: 'solene',
		structure: 'madon',
		subject: 'Préparer la facturation électronique : par quoi commencer ?',
		category: 'question',
		product: 'billing',
		urgency: 'minor',
		status: 'new',
		messages: [
			{
				by: 'solene',
				daysAgo: 2,
				minutesOfDay: 1012,
				body: `Bonjour,

Nos prestataires nous interrogent sur la facturation électronique et votre actualité a retenu mon attention. Pourriez-vous nous dire :

1. ce que la communauté de communes doit faire, elle qui passe déjà par Chorus Pro ;
2. ce que vos logiciels feront à notre place ;
3. si le service commun doit prévoir une formation.

Un échange de trente minutes avec mes équipes serait idéal.

Solène Didierjean`
			}
		]
	}
];
