import type { CastKey } from '../support/world.ts';
import type { TicketNumber } from './signed.ts';

/** What must become of a mail of the corpus. */
export type Expected =
	| {
			/** Exactly what is said in the ticket. */
			says: string;
			by?: CastKey;
			in?: TicketNumber;
			files?: string[];
			/** Files that were not taken. */
			refused?: string[];
	  }
	| {
			/** Waits for staff, for this reason. */
			waits: string;
			of?: CastKey;
			for?: TicketNumber;
	  }
	| {
			/** Only known of. */
			noted: 'automatic' | 'bounce' | 'own';
			/** Whose mail about 4242 counts as failed from then on, and why. */
			failed?: { of: CastKey; why: RegExp };
	  };

export const EXPECTED: Record<string, Expected> = {
	'outlook-fr-text-and-html': {
		says: 'Bonjour,\n\nVersion 12.4, l’export s’arrête vers 14 h.\n\nCordialement,\n\nVéra Lemoine'
	},
	'outlook-fr-html-only': { says: 'Bonjour,\n\nC’est la version 12.4 & non la 12.3.\nMerci.' },
	'outlook-fr-windows-1252': { says: 'Bonjour,\n\nL’export s’arrête à 80 % : coût estimé 1 200 €, voir l’œil rouge…' },
	'outlook-original-message-fr': { says: 'Voici la version : 12.4.' },
	'outlook-original-message-en': { says: 'Version 12.4, thanks.' },
	'outlook-web-underscores': { says: "Oui, c'est bien cela." },
	'outlook-mobile-ios': { says: 'Je regarde cet après-midi.' },
	'outlook-mobile-android-html-only': { says: "Bonjour, l'erreur est « disque plein »." },
	'outlook-logo-and-disclaimer': {
		says: 'Bonjour,\n\nLe poste est redémarré, même message.\n\nBien cordialement,\n\nVéra LEMOINE',
		files: []
	},
	'outlook-pasted-screenshot': { says: 'Voici l’écran :\n\nMerci', files: ['image002.png'] },
	'outlook-safelinks': { says: 'Voir https://www.sexey-aux-forges.example/budget pour le budget.' },
	'outlook-flattened-head-html': { says: 'Le budget est voté, vous pouvez clore.' },

	'gmail-fr': { says: "Bonjour, il s'arrête à 14 h précises." },
	'gmail-fr-html-only': { says: 'Bonjour,\n\nla liste :\n- facture 1\n- facture 2' },
	'gmail-en': { says: 'It stops at 2 pm sharp.' },
	'gmail-bottom-posting': { says: "Version 12.4.\nEt cela s'arrête à 14 h." },
	'gmail-inline-answers': {
		says: 'Bonjour, mes réponses ci-dessous.\n\n> Bonjour Véra,\n>\n> Pouvez-vous nous dire quelle version est installée ?\n\nLa 12.4.\n\n> À quelle heure l’export s’arrête-t-il ?\n\nÀ 14 h.'
	},
	'gmail-signature': { says: "C'est réparé, merci !" },
	'gmail-signature-html-only': { says: 'Tout va bien désormais.' },
	'gmail-emoji-base64': { says: "Parfait 👍🏽, merci à toute l'équipe 🎉" },

	'orange-webmail': { says: 'Bonjour\nLa version est la 12.4\nBonne journée' },
	'orange-webmail-new': { says: 'Le fichier est dans C:\\Export.' },
	'orange-app': { says: 'Je suis en réunion, je vous rappelle demain.' },
	'laposte-html-only': { says: 'Bonjour,\n\nToujours bloqué à 80\u00a0%.' },
	'zimbra-free': { says: 'La sauvegarde a tourné cette nuit.' },
	'zimbra-header-only': { says: 'Oui.' },
	'sfr-webmail': { says: 'Bonjour,\nrien de neuf de mon côté.' },
	'lotus-notes': { says: "Bonjour,\n\nExport relancé ce matin, il s'est terminé." },
	'yahoo-fr': { says: "Bonjour, j'ai refait l'essai : OK." },

	'apple-mail-mac': { says: 'Bonjour,\n\nla copie d’écran est jointe à mon premier message.' },
	'apple-mail-html-only': { says: 'On essaie lundi.' },
	'iphone-fr': { says: 'Ok pour jeudi 10h' },
	'iphone-en': { says: 'Thursday is fine' },
	'iphone-with-photo': { says: 'La photo de l’écran', files: ['IMG_0042.png'] },
	'samsung-fr': { says: "C'est bon pour moi" },
	'bluemail-phone': { says: 'Je confirme.' },

	'thunderbird-flowed': {
		says: "Bonjour,\n\nvoici le détail demandé : l'export démarre, il affiche la progression jusqu'à 80 %, puis plus rien pendant une heure entière et l'on doit tuer le processus."
	},
	'thunderbird-html-only': { says: 'Deuxième essai ce soir.\n\nJe vous tiens au courant.' },
	'thunderbird-nested-quotes': { says: "D'accord avec vous." },
	'mutt-inline': {
		says: '> Pouvez-vous nous dire quelle version est installée ?\n\n12.4\n\n> À quelle heure l’export s’arrête-t-il ?\n\n14 h, à la minute près.'
	},
	'no-quote-at-all': { says: 'Bonjour,\n\nc’est la 12.4.\n\nVéra' },
	'only-a-quote': {
		says: 'Le dim. 22 nov. 2026 à 09:12, DEFI Informatique <reponse@defi-informatique.example> a écrit :\n\n> Pouvez-vous nous dire quelle version est installée ?'
	},
	'own-words-like-a-quote': { says: 'Le client a écrit :\nje ne peux plus imprimer.\n\nDate : hier\nQue répondre ?' },
	'forward-with-words': {
		says: "Voici ce que l'éditeur nous répond :\n\n---------- Message transféré ---------\nDe : Éditeur <support@editeur.example>\nDate : ven. 20 nov. 2026 à 18:00\nObjet : Licence\nÀ : Véra Lemoine\n\nLa licence expire lundi."
	},
	'markdown-kept-calm': { says: '\\# 12 factures\nindentée comme du code\nTotal\n\n-----\n<b>gras</b>' },

	'utf-16-base64': { says: 'Ça marche, merci.' },
	'wrong-charset-name': { says: 'Merci beaucoup.' },
	'no-content-type': { says: 'Juste un mot.' },
	'latin1-subject-and-name': { says: 'Reçu à l’instant : tout va bien.' },
	'zero-width-and-nbsp': { says: 'Bonjour\u00a0!\nVersion 12.4' },

	'file-pdf': { says: 'Le journal est joint.', files: ['journal.pdf'] },
	'file-name-rfc2231': { says: 'Ci-joint.', files: ['Relevé d’août.pdf'] },
	'file-refused': { says: 'Voici le programme.', files: [], refused: ['facture.exe'] },
	'files-without-words': { says: '*Message sans texte, avec des fichiers.*', files: ['journal.pdf'] },
	'signed-smime': { says: 'Message signé.', files: [] },

	'reply-address-only': { says: 'Sans fil de discussion, mais à la bonne adresse.' },
	'reply-address-of-somebody-else': { waits: 'no_ticket', of: 'adam' },
	'colleague-answers-own-copy': { says: 'Je réponds pour Véra : 12.4.', by: 'adam' },
	'colleague-answers-forwarded-mail': { waits: 'unproven', of: 'adam', for: 4242 },
	'colleague-forwarded-but-authenticated': { says: 'Véra m’a transféré votre message : 12.4.', by: 'adam' },
	'subject-only-unproven': { waits: 'unproven', of: 'vera', for: 4242 },
	'subject-only-authenticated': { says: 'Je reprends ici : 12.4.' },
	'subject-only-not-taking-part': { waits: 'no_ticket', of: 'otto' },
	'references-only': { says: 'Retrouvé par le fil.' },
	'no-ticket': { waits: 'no_ticket', of: 'vera' },
	'two-tickets-in-subject': { waits: 'several_tickets', of: 'vera' },
	'two-reply-addresses': { waits: 'several_tickets', of: 'vera' },
	'merged-ticket': { says: 'Encore une précision.' },
	'own-private-ticket': { says: 'Merci de votre discrétion.', in: 4245 },
	'without-structure': { says: 'Voici mon numéro de client.', by: 'noor', in: 4246 },
	'pending-author': { says: 'J’attends toujours.', by: 'pia', in: 4249 },
	'closed-too-long': { waits: 'closed_too_long', of: 'vera', for: 4244 },
	'locked-sender': { waits: 'no_access', of: 'lola', for: 4247 },
	'other-structure': { waits: 'no_access', of: 'otto', for: 4242 },
	'read-only-colleague': { waits: 'read_only', of: 'thea', for: 4242 },
	'private-ticket-of-a-colleague': { waits: 'not_visible', of: 'thea', for: 4245 },
	'staff-answers-by-mail': { waits: 'staff', of: 'sam', for: 4242 },
	'unknown-sender': { waits: 'unknown_sender' },
	'unknown-sender-with-forwarded-mail': { waits: 'unknown_sender', for: 4242 },

	'forged-from-unbound': { waits: 'unproven', of: 'vera', for: 4242 },
	'forged-signature': { waits: 'forged', of: 'vera', for: 4242 },
	'forged-dmarc-fail': { waits: 'forged', of: 'vera', for: 4242 },
	'forged-authentication-results': { waits: 'unproven', of: 'vera', for: 4242 },
	'two-senders': { waits: 'no_sender', for: 4242 },
	'script-in-html': { says: 'Bonjour\n\nici <script>alert(2)</script>' },

	'auto-exchange-fr': { noted: 'automatic' },
	'auto-gmail-vacation': { noted: 'automatic' },
	'auto-subject-only': { noted: 'automatic' },
	'auto-null-return-path': { noted: 'automatic' },
	'read-receipt': { noted: 'automatic' },
	newsletter: { noted: 'automatic' },
	'not-automatic-despite-subject': { says: 'Il manque toujours.' },

	'bounce-postfix': { noted: 'bounce', failed: { of: 'vera', why: /^550 5\.1\.1 .*User unknown$/ } },
	'bounce-delayed': { noted: 'bounce' },
	'bounce-text-only': { noted: 'bounce', failed: { of: 'adam', why: /550 5\.2\.2 mailbox full/ } },
	'bounce-exchange-fr': { noted: 'bounce', failed: { of: 'thea', why: /^550 5\.7\.1/ } },
	'bounce-unknown-mail': { noted: 'bounce' },
	'own-mail-back': { noted: 'own' }
};
