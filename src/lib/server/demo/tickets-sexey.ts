import type { DemoTicket } from './tickets.ts';

/** What the town hall asked. */
export const sexeyTickets: DemoTicket[] = [
	{
		author: 'adam',
		structure: 'sexey',
		subject: 'Ouvrir un accès au logiciel pour notre bibliothécaire',
		category: 'demande',
		urgency: 'minor',
		status: 'closed',
		assignee: 'sam',
		messages: [
			{
				by: 'adam',
				daysAgo: 40,
				minutesOfDay: 623,
				body: `Bonjour,

Mme Gœury prend en charge la régie de la bibliothèque. Il lui faudrait un accès au module **Régies**, en saisie seulement : ni la comptabilité, ni l’état civil.

Merci d’avance,
Adam Ferry`
			},
			{
				by: 'sam',
				daysAgo: 40,
				minutesOfDay: 700,
				body: `Bonjour Monsieur Ferry,

C’est fait. J’ai créé l’utilisatrice \`fgoeury\` avec le profil *Régisseur – saisie*. Elle choisira son mot de passe à la première connexion.

Elle verra les encaissements de sa seule régie. Si elle doit aussi éditer le bordereau mensuel, dites-le-moi : c’est une case à cocher.

Bonne journée,
Samuel`
			},
			{
				by: 'adam',
				daysAgo: 39,
				minutesOfDay: 534,
				body: `Oui pour le bordereau, s’il vous plaît.`
			},
			{
				by: 'sam',
				daysAgo: 39,
				minutesOfDay: 545,
				body: `Voilà qui est coché. Mme Gœury trouvera le bouton **Bordereau** en haut de sa liste.

Samuel`
			}
		]
	},
	{
		author: 'lola',
		structure: 'sexey',
		subject: 'Liste électorale : extraire les jeunes inscrits d’office',
		category: 'question',
		product: 'population',
		urgency: 'minor',
		status: 'closed',
		assignee: 'sam',
		messages: [
			{
				by: 'lola',
				daysAgo: 31,
				minutesOfDay: 585,
				body: `Bonjour,

M. le Maire souhaite écrire aux jeunes de 18 ans inscrits d’office cette année pour leur remettre leur carte et le livret du citoyen. Comment sortir leur liste avec l’adresse ?

Merci !
Lola Béranger-Schmitt`
			},
			{
				by: 'sam',
				daysAgo: 31,
				minutesOfDay: 640,
				body: `Bonjour Madame Béranger-Schmitt,

Joli moment en perspective ! Dans **Élections › Électeurs**, filtrez :

| Critère | Valeur |
|---|---|
| Origine de l’inscription | Office – 18 ans |
| Date d’inscription | Depuis le 1er janvier |

Puis **Exporter › Publipostage** : vous obtenez civilité, nom, prénom et adresse, prêts pour votre courrier.

Samuel`
			},
			{
				by: 'lola',
				daysAgo: 31,
				minutesOfDay: 662,
				body: `Neuf jeunes cette année, les courriers sont imprimés. Merci !`
			}
		]
	},
	{
		author: 'vera',
		structure: 'sexey',
		subject: 'Je vois des bulletins de salaire que je ne devrais pas voir',
		category: 'incident',
		urgency: 'annoying',
		status: 'in_progress',
		private: true,
		assignee: 'mona',
		messages: [
			{
				by: 'vera',
				daysAgo: 6,
				minutesOfDay: 723,
				body: `Bonjour,

Je vous écris en privé, car le sujet est délicat. Depuis la dernière mise à jour, mon profil « Finances » ouvre **tous les bulletins de salaire**, et non plus seulement le total à mandater. Je n’ai rien consulté, mais je ne veux pas de cet accès.

Qui d’autre est concerné ?

Véra Lemoine`
			},
			{
				by: 'mona',
				daysAgo: 6,
				minutesOfDay: 742,
				body: `Bonjour Madame Lemoine,

Merci de votre droiture. J’ai retiré ce droit à votre profil à 12 h 15 : vous ne voyez plus que le total. Vous êtes la seule personne de la mairie à avoir ce profil, et le journal confirme qu’aucun bulletin n’a été ouvert.

Je cherche maintenant pourquoi la mise à jour l’a ajouté, et je vous dois une explication écrite, que vous pourrez transmettre à votre délégué à la protection des données.

Mona`
			},
			{
				by: 'mona',
				daysAgo: 5,
				minutesOfDay: 605,
				body: `Vérifié : 3 autres collectivités ont un profil « Finances » personnalisé. Droit retiré partout, aucune consultation au journal. Explication écrite en cours avec la direction.`,
				internal: true
			},
			{
				by: 'vera',
				daysAgo: 5,
				minutesOfDay: 820,
				body: `Merci pour cette réponse si rapide. J’attends votre explication écrite ; rien ne presse, mais j’aimerais l’avoir avant la fin du mois.`
			}
		]
	},
	{
		author: 'anneSophie',
		structure: 'sexey',
		subject:
			'Depuis le changement de tarif de la garderie au 1er du mois, les familles qui ont un enfant à l’école maternelle et un autre à l’école élémentaire reçoivent deux factures au lieu d’une seule',
		category: 'incident',
		product: 'schools',
		urgency: 'annoying',
		status: 'in_progress',
		assignee: 'sam',
		participants: ['adam', 'vera'],
		messages: [
			{
				by: 'anneSophie',
				daysAgo: 4,
				minutesOfDay: 872,
				body: `Bonjour,

Tout est dans le titre ! Onze familles sont concernées. Pour exemple, les dossiers **F-0148**, **F-0163** et **F-0190**.

Le montant total est juste, mais les parents ne savent plus quelle facture payer en ligne, et le règlement par prélèvement ne prend que la première.

Anne-Sophie Châtelain-Wojciechowski`
			},
			{
				by: 'sam',
				daysAgo: 3,
				minutesOfDay: 551,
				body: `Bonjour Madame Châtelain-Wojciechowski,

Merci pour les trois dossiers. Le nouveau tarif a été créé avec un *regroupement par école* au lieu d’un *regroupement par famille* : chaque école produit donc sa facture.

Je prépare la correction sur une copie et je vous propose de l’appliquer demain avec vous. Surtout, **n’annulez rien** d’ici là, pour ne pas décaler la numérotation.

Samuel`
			},
			{
				by: 'anneSophie',
				daysAgo: 2,
				minutesOfDay: 498,
				body: `Entendu, je ne touche à rien. Je suis à mon poste jusqu’à 16 h, au 03 53 01 10 38.`
			}
		]
	},
	{
		author: 'thea',
		structure: 'sexey',
		subject: 'Rapprocher les encaissements en ligne du relevé du Trésor',
		category: 'question',
		product: 'finances',
		urgency: 'minor',
		status: 'resolved',
		assignee: 'sam',
		messages: [
			{
				by: 'thea',
				daysAgo: 3,
				minutesOfDay: 605,
				body: `Bonjour, le paiement en ligne de la garderie arrive sur le relevé du Trésor en une seule ligne par jour. Comment retrouver les familles qui composent le montant du 12, soit 214,60 € ?`
			},
			{
				by: 'sam',
				daysAgo: 3,
				minutesOfDay: 640,
				body: `Bonjour Madame Grandjean,

Dans **Régie › Encaissements en ligne**, cliquez sur la date du 12 : la somme se déplie famille par famille. Le bouton **Rapprocher** pose ensuite la référence du relevé sur chaque ligne.

Si une ligne reste orange, c’est qu’un paiement a été annulé par la banque ; son motif s’affiche au survol.

Samuel`
			}
		]
	},
	{
		author: 'pia',
		structure: 'sexey',
		subject: 'Livret de famille : la seconde page ne s’imprime pas',
		category: 'incident',
		product: 'population',
		urgency: 'annoying',
		status: 'waiting',
		assignee: 'alix',
		messages: [
			{
				by: 'pia',
				daysAgo: 2,
				minutesOfDay: 556,
				body: `Bonjour,

Je viens d’arriver à l’accueil de la mairie. Quand j’imprime un livret de famille, seule la première page sort ; la page des enfants reste blanche. J’ai essayé avec deux dossiers différents.

Merci de votre aide,
Pia Marchetti`
			},
			{
				by: 'alix',
				daysAgo: 2,
				minutesOfDay: 632,
				body: `Bonjour Madame Marchetti, et bienvenue à votre nouveau poste !

La page des enfants s’imprime sur le second bac. Dans la fenêtre d’impression, ouvrez **Bacs** et vérifiez que *Pages intérieures* n’est pas réglé sur « Aucun ». C’est le cas le plus fréquent.

Est-ce que cela suffit ? Sinon, joignez-moi une photo de cette fenêtre.

Alix`,
				files: ['reglage-des-bacs.pdf']
			},
			{
				by: 'alix',
				daysAgo: 2,
				minutesOfDay: 634,
				body: `Accès pas encore validé par la mairie : je m’en tiens au mode d’emploi, sans parler de leurs réglages.`,
				internal: true
			}
		]
	},
	{
		author: 'pia',
		structure: 'sexey',
		subject: 'Changer le nom affiché sur les récépissés',
		category: 'demande',
		product: 'population',
		urgency: 'minor',
		status: 'new',
		messages: [
			{
				by: 'pia',
				daysAgo: 1,
				minutesOfDay: 601,
				body: `Bonjour, les récépissés de l’état civil portent encore le nom de la personne que je remplace. Pouvez-vous y mettre « Pia Marchetti », s’il vous plaît ? Si c’est à moi de le faire, dites-moi simplement où.`
			}
		]
	}
];
