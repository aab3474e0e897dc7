/** Writes the corpus anew: `node tests/mail-corpus/write.ts`. What it writes is committed; what is expected of it is in expected.ts. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cast, type CastKey } from '#server/demo/cast.ts';
import { encoded, filePart, multipart, textPart, type Charset, type Encoding } from './mime.ts';
import { idOf, MAILBOX, threadOf, TRUSTED, type TicketNumber } from './signed.ts';

const FROM = `DEFI Informatique <${MAILBOX}>`;
const DAY = 'Sun, 22 Nov 2026 10:24:00 +0100';

/** What the portal wrote, as programs quote it. */
const QUOTED = [
	'Bonjour Véra,',
	'',
	'Samuel (DEFI Informatique) a répondu à votre ticket #4242 :',
	'',
	'Pouvez-vous nous dire quelle version est installée ?',
	'À quelle heure l’export s’arrête-t-il ?',
	'',
	'Nous attendons votre réponse pour avancer.',
	'',
	'Ouvrir le ticket :',
	'https://client.defi-informatique.example/s/x/tickets/4242'
];
const quoted = QUOTED.map((line) => `> ${line}`.trimEnd()).join('\n');
const quotedHtml = QUOTED.map((line) => (line === '' ? '<div><br></div>' : `<div>${line}</div>`)).join('');
const SUBJECT = '[#4242] Export des factures interrompu';

interface Mail {
	from?: CastKey | string;
	/** The ticket whose mail to the sender it answers. */
	answers?: TicketNumber | null;
	/** Whose mail it was, where not the sender's. */
	sentTo?: CastKey;
	subject?: string;
	to?: string;
	head?: string[];
	body: string;
}

const PNG = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
	'base64'
);
const PDF = Buffer.from(
	'%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'
);

let made = 0;
async function eml(name: string, mail: Mail): Promise<void> {
	const { from = 'vera', answers = 4242, subject = `Re: ${SUBJECT}`, to = FROM, head = [], body } = mail;
	const person = from in cast ? cast[from as CastKey] : null;
	const sender = person
		? `${/[^ -~]/.test(person.firstName + person.lastName) ? encoded(`${person.firstName} ${person.lastName}`) : `${person.firstName} ${person.lastName}`} <${person.email}>`
		: from;
	const id = answers && (await idOf(answers, mail.sentTo ?? (person ? (from as CastKey) : 'vera')));
	const has = (header: string) => head.some((line) => line.toLowerCase().startsWith(header));
	const lines = [
		...(has('return-path') ? [] : [`Return-Path: <${person?.email ?? 'someone@ailleurs.example'}>`]),
		'Received: from mail.example (mail.example [192.0.2.25]) by mx.defi-informatique.example; Sun, 22 Nov 2026 10:24:03 +0100',
		...(has('from:') ? [] : [`From: ${sender}`]),
		`To: ${to}`,
		`Subject: ${/[^ -~]/.test(subject) ? encoded(subject) : subject}`,
		...(has('date') ? [] : [`Date: ${DAY}`]),
		...(has('message-id')
			? []
			: [
					`Message-ID: <corpus-${String(++made).padStart(3, '0')}@${(person?.email ?? 'x@ailleurs.example').split('@')[1]}>`
				]),
		...(id ? [`In-Reply-To: ${id}`, `References: ${threadOf(answers)} ${id}`] : []),
		'MIME-Version: 1.0',
		...head,
		body
	];
	writeFileSync(join(folder, `${name}.eml`), `${lines.join('\n')}\n`);
}

const folder = import.meta.dirname;
mkdirSync(folder, { recursive: true });
const text = (words: string, options: { charset?: Charset; encoding?: Encoding; params?: string } = {}) =>
	textPart('plain', words, options);
const both = (words: string, html: string, options: { charset?: Charset; encoding?: Encoding } = {}) =>
	multipart('alternative', '_000_alternative_', [textPart('plain', words, options), textPart('html', html, options)]);

/* Outlook, as French offices have it. */
const outlookText = (words: string) => `${words}

De : DEFI Informatique <${MAILBOX}>
Envoyé : dimanche 22 novembre 2026 09:12
À : Véra Lemoine <vera.lemoine@sexey-aux-forges.example>
Objet : ${SUBJECT}

${QUOTED.join('\n')}
`;
const word = (
	paragraphs: string[]
) => `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><meta name="Generator" content="Microsoft Word 15 (filtered medium)"><!--[if !mso]><style>v\\:* {behavior:url(#default#VML);}</style><![endif]--><style><!--
/* Font Definitions */
@font-face {font-family:Calibri;}
p.MsoNormal {margin:0cm;font-size:11.0pt;font-family:"Calibri",sans-serif;}
--></style><!--[if gte mso 9]><xml><o:shapedefaults v:ext="edit" spidmax="1026" /></xml><![endif]--></head><body lang="FR" link="#0563C1" vlink="#954F72"><div class="WordSection1">${paragraphs.map((words) => `<p class="MsoNormal"><span style="mso-fareast-language:EN-US">${words || '&nbsp;'}<o:p></o:p></span></p>`).join('\n')}</div></body></html>`;
const outlookHead = [
	`<b>De&nbsp;:</b> DEFI Informatique &lt;${MAILBOX}&gt; <br><b>Envoyé&nbsp;:</b> dimanche 22 novembre 2026 09:12<br><b>À&nbsp;:</b> Véra Lemoine &lt;vera.lemoine@sexey-aux-forges.example&gt;<br><b>Objet&nbsp;:</b> ${SUBJECT}`
];

await eml('outlook-fr-text-and-html', {
	body: both(
		outlookText(
			'Bonjour,\n\nVersion 12.4, l’export s’arrête vers 14 h.\n\nCordialement,\n\nVéra Lemoine\nResponsable des finances\nMairie de Sexey-aux-Forges\nTél. 03 53 01 10 41'
		),
		word([
			'Bonjour,',
			'',
			'Version 12.4, l’export s’arrête vers 14 h.',
			'',
			'Cordialement,',
			'',
			'Véra Lemoine',
			...outlookHead,
			...QUOTED
		])
	)
});
await eml('outlook-fr-html-only', {
	body: textPart(
		'html',
		word(['Bonjour,', '', 'C’est la version 12.4 &amp; non la 12.3.', 'Merci.', '', ...outlookHead, '', ...QUOTED])
	)
});
await eml('outlook-fr-windows-1252', {
	body: text(outlookText('Bonjour,\n\nL’export s’arrête à 80 % : coût estimé 1 200 €, voir l’œil rouge…'), {
		charset: 'windows-1252'
	})
});
await eml('outlook-original-message-fr', {
	body: text(`Voici la version : 12.4.

-----Message d'origine-----
De : DEFI Informatique <${MAILBOX}>
Envoyé : dimanche 22 novembre 2026 09:12
À : Véra Lemoine
Objet : ${SUBJECT}

${QUOTED.join('\n')}`)
});
await eml('outlook-original-message-en', {
	body: text(`Version 12.4, thanks.

-----Original Message-----
From: DEFI Informatique <${MAILBOX}>
Sent: Sunday, November 22, 2026 9:12 AM
To: Lemoine
Subject: ${SUBJECT}

${QUOTED.join('\n')}`)
});
await eml('outlook-web-underscores', {
	body: text(`Oui, c'est bien cela.
________________________________
De : DEFI Informatique <${MAILBOX}>
Envoyé : dimanche 22 novembre 2026 09:12:44
À : LEMOINE Véra
Objet : ${SUBJECT}

${QUOTED.join('\n')}`)
});
await eml('outlook-mobile-ios', {
	body: both(
		`Je regarde cet après-midi.

Envoyé à partir de Outlook pour iOS<https://aka.ms/o0ukef>
________________________________
De : DEFI Informatique <${MAILBOX}>
Envoyé : dimanche, novembre 22, 2026 9:12 AM
À : LEMOINE Véra <vera.lemoine@sexey-aux-forges.example>
Objet : ${SUBJECT}

${QUOTED.join('\n')}`,
		`<html><body><div dir="auto">Je regarde cet après-midi.</div><div id="ms-outlook-mobile-signature">Envoyé à partir de <a href="https://aka.ms/o0ukef">Outlook pour iOS</a></div><hr><div id="divRplyFwdMsg"><b>De :</b> DEFI</div>${quotedHtml}</body></html>`
	)
});
await eml('outlook-mobile-android-html-only', {
	body: textPart(
		'html',
		`<html><head><style type="text/css">P {margin-top:0;}</style></head><body><div dir="auto" style="color:rgb(33,33,33)">Bonjour, l'erreur est « disque plein ».</div><div id="ms-outlook-mobile-signature" dir="auto"><div>Obtenir <a href="https://aka.ms/AAb9ysg">Outlook pour Android</a></div></div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri" color="#000000"><b>From:</b> DEFI Informatique &lt;${MAILBOX}&gt;<br><b>Sent:</b> Sunday, November 22, 2026 9:12:44 AM<br><b>To:</b> LEMOINE V&eacute;ra &lt;vera.lemoine@sexey-aux-forges.example&gt;<br><b>Subject:</b> ${SUBJECT}</font><div>&nbsp;</div></div>${quotedHtml}</body></html>`
	)
});
await eml('outlook-logo-and-disclaimer', {
	body: multipart('related', '_005_related_', [
		both(
			outlookText(`Bonjour,

Le poste est redémarré, même message.

Bien cordialement,

[cid:image001.png@01DB3C5A.1B2C3D40]
Véra LEMOINE
Responsable des finances
37 rue de la Moselle
54550 SEXEY-AUX-FORGES
Tél : 03 53 01 10 41
www.sexey-aux-forges.example<http://www.sexey-aux-forges.example/>

Ce message et toutes les pièces jointes sont établis à l'attention exclusive de leurs destinataires et sont confidentiels. Si vous recevez ce message par erreur, merci de le détruire.
P Avant d'imprimer ce message, pensez à l'environnement.`),
			word([
				'Bonjour,',
				'',
				'Le poste est redémarré, même message.',
				'',
				'Bien cordialement,',
				'<img width="120" src="cid:image001.png@01DB3C5A.1B2C3D40">',
				...outlookHead
			])
		),
		filePart('image001.png', 'image/png', PNG, [
			'Content-Disposition: inline; filename="image001.png"',
			'Content-ID: <image001.png@01DB3C5A.1B2C3D40>'
		])
	])
});
await eml('outlook-pasted-screenshot', {
	body: multipart('related', '_006_related_', [
		both(
			outlookText('Voici l’écran :\n\n[cid:image002.png@01DB3C5A.AAAA0000]\n\nMerci'),
			word([
				'Voici l’écran :',
				'<img width="900" height="500" src="cid:image002.png@01DB3C5A.AAAA0000">',
				'Merci',
				...outlookHead
			])
		),
		filePart('image002.png', 'image/png', screenshot(), [
			'Content-Disposition: inline; filename="image002.png"',
			'Content-ID: <image002.png@01DB3C5A.AAAA0000>'
		])
	])
});
await eml('outlook-safelinks', {
	body: text(
		outlookText(
			'Voir https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.sexey-aux-forges.example%2Fbudget&data=05%7C02%7C&reserved=0 pour le budget.'
		)
	)
});
await eml('outlook-flattened-head-html', {
	body: textPart(
		'html',
		`<html><body><div class="elementToProof" style="font-size:12pt">Le budget est voté, vous pouvez clore.</div><div id="appendonsend"></div><hr style="width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><b>De :</b> DEFI Informatique<br><b>Date :</b> dimanche, 22 novembre 2026 à 09:12<br><b>À :</b> Véra Lemoine<br><b>Objet :</b> ${SUBJECT}</div>${quotedHtml}</body></html>`
	)
});

/* Gmail. */
const gmailHtml = (words: string) =>
	`<div dir="ltr">${words}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Le&nbsp;dim. 22 nov. 2026 à&nbsp;09:12, DEFI Informatique &lt;<a href="mailto:${MAILBOX}">${MAILBOX}</a>&gt; a écrit&nbsp;:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">${quotedHtml}</blockquote></div>`;
await eml('gmail-fr', {
	body: both(
		`Bonjour, il s'arrête à 14 h précises.

Le dim. 22 nov. 2026 à 09:12, DEFI Informatique <
${MAILBOX}> a écrit :

${quoted}
`,
		gmailHtml("Bonjour, il s'arrête à 14 h précises.")
	)
});
await eml('gmail-fr-html-only', {
	body: textPart(
		'html',
		gmailHtml('Bonjour,<div><br></div><div>la liste :</div><ul><li>facture 1</li><li>facture 2</li></ul>')
	)
});
await eml('gmail-en', {
	body: text(`It stops at 2 pm sharp.

On Sun, Nov 22, 2026 at 9:12 AM DEFI Informatique <${MAILBOX}>
wrote:

${quoted}
`)
});
await eml('gmail-bottom-posting', {
	body: text(`Le dim. 22 nov. 2026 à 09:12, DEFI Informatique <${MAILBOX}> a écrit :

${quoted}

Version 12.4.
Et cela s'arrête à 14 h.
`)
});
await eml('gmail-inline-answers', {
	body: text(`Bonjour, mes réponses ci-dessous.

Le dim. 22 nov. 2026 à 09:12, DEFI Informatique <${MAILBOX}> a écrit :

> Bonjour Véra,
>
> Pouvez-vous nous dire quelle version est installée ?

La 12.4.

> À quelle heure l’export s’arrête-t-il ?

À 14 h.

> Nous attendons votre réponse pour avancer.
>
> -- 
> Ce message vous est envoyé par l’espace client de DEFI Informatique.
`)
});
await eml('gmail-signature', {
	body: both(
		`C'est réparé, merci !

-- 
Véra Lemoine
Responsable des finances
06 39 98 11 00

Le dim. 22 nov. 2026 à 09:12, DEFI Informatique <${MAILBOX}> a écrit :

${quoted}`,
		gmailHtml('C&#39;est réparé, merci !')
	)
});
await eml('gmail-signature-html-only', {
	body: textPart(
		'html',
		`<div dir="ltr"><div>Tout va bien désormais.</div><br clear="all"><div><div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature"><div dir="ltr"><b>Véra Lemoine</b><br>Mairie</div></div></div></div><br><div class="gmail_quote"><div class="gmail_attr">Le dim. 22 nov. 2026 à 09:12, DEFI &lt;${MAILBOX}&gt; a écrit :</div><blockquote class="gmail_quote">${quotedHtml}</blockquote></div>`
	)
});
await eml('gmail-emoji-base64', {
	body: text(
		`Parfait 👍🏽, merci à toute l'équipe 🎉

Le dim. 22 nov. 2026 à 09:12, DEFI Informatique <${MAILBOX}> a écrit :

${quoted}`,
		{ encoding: 'base64' }
	)
});

/* Orange, La Poste, SFR, Free. */
await eml('orange-webmail', {
	body: text(
		`Bonjour
La version est la 12.4
Bonne journée

> Message du 22/11/26 09:12
> De : "DEFI Informatique" <${MAILBOX}>
> A : vera.lemoine@sexey-aux-forges.example
> Copie à :
> Objet : ${SUBJECT}
>
${quoted}
`,
		{ charset: 'iso-8859-15' }
	)
});
await eml('orange-webmail-new', {
	body: both(
		`Le fichier est dans C:\\Export.



Envoyé: dimanche 22 novembre 2026 à 09:12
De: "DEFI Informatique" <${MAILBOX}>
À: vera.lemoine@sexey-aux-forges.example
Objet: ${SUBJECT}

${QUOTED.join('\n')}`,
		`<div>Le fichier est dans C:\\Export.</div><div>&nbsp;</div><div>&nbsp;</div><blockquote><div>Envoyé: dimanche 22 novembre 2026 à 09:12</div>${quotedHtml}</blockquote>`
	)
});
await eml('orange-app', {
	body: text(`Je suis en réunion, je vous rappelle demain.

Envoyé depuis l'application Mail Orange

----------------------------------------
Le 22/11/2026 à 09:12, ${MAILBOX} a écrit :

${QUOTED.join('\n')}`)
});
await eml('laposte-html-only', {
	body: textPart(
		'html',
		`<p>Bonjour,</p><p>Toujours bloqu&eacute; &agrave; 80&nbsp;%.</p><p>&nbsp;</p><blockquote style="padding-left:5px;border-left:2px solid #ff0000"><p>&gt; Message du 22/11/26 09:12<br />&gt; De : "DEFI" &lt;${MAILBOX}&gt;</p>${quotedHtml}</blockquote>`,
		{ charset: 'iso-8859-1' }
	)
});
await eml('zimbra-free', {
	body: text(`La sauvegarde a tourné cette nuit.

----- Mail original -----
De: "DEFI Informatique" <${MAILBOX}>
À: "Véra Lemoine" <vera.lemoine@sexey-aux-forges.example>
Envoyé: Dimanche 22 Novembre 2026 09:12:44
Objet: ${SUBJECT}

${QUOTED.join('\n')}`)
});
await eml('zimbra-header-only', {
	body: text(`Oui.

De: "DEFI Informatique" <${MAILBOX}>
À: "Véra Lemoine" <vera.lemoine@sexey-aux-forges.example>
Envoyé: Dimanche 22 Novembre 2026 09:12:44
Objet: ${SUBJECT}

${QUOTED.join('\n')}`)
});
await eml('sfr-webmail', {
	body: text(`Bonjour,
rien de neuf de mon côté.

=== Message d'origine ===
De : ${MAILBOX}
Date : 22/11/2026 09:12
À : vera.lemoine@sexey-aux-forges.example
Sujet : ${SUBJECT}

${QUOTED.join('\n')}`)
});
await eml('lotus-notes', {
	body: text(
		`Bonjour,

Export relancé ce matin, il s'est terminé.



De :    DEFI Informatique <${MAILBOX}>
Pour :  vera.lemoine@sexey-aux-forges.example
Date :  22/11/2026 09:12
Objet : ${SUBJECT}



${QUOTED.join('\n')}`,
		{ charset: 'iso-8859-1' }
	)
});
await eml('yahoo-fr', {
	body: both(
		`Bonjour, j'ai refait l'essai : OK.
    Le dimanche 22 novembre 2026 à 09:12:44 UTC+1, DEFI Informatique <${MAILBOX}> a écrit :

${QUOTED.map((line) => ` ${line}`).join('\n')}`,
		`<div class="ydp1yahoo-style-wrap"><div>Bonjour, j'ai refait l'essai : OK.</div></div><div id="yahoo_quoted_1" class="yahoo_quoted"><div>Le dimanche 22 novembre 2026 à 09:12:44 UTC+1, DEFI a écrit :</div>${quotedHtml}</div>`
	)
});

/* Apple. */
await eml('apple-mail-mac', {
	body: both(
		`Bonjour,

la copie d’écran est jointe à mon premier message.

> Le 22 nov. 2026 à 09:12, DEFI Informatique <${MAILBOX}> a écrit :
>
${quoted}
`,
		`<html><body style="overflow-wrap: break-word;">Bonjour,<div><br></div><div>la copie d’écran est jointe à mon premier message.<br id="lineBreakAtBeginningOfMessage"><div><br><blockquote type="cite"><div>Le 22 nov. 2026 à 09:12, DEFI a écrit :</div>${quotedHtml}</blockquote></div></div></body></html>`
	)
});
await eml('apple-mail-html-only', {
	body: textPart(
		'html',
		`<html><body style="overflow-wrap: break-word;">On essaie lundi.<br><div><br><blockquote type="cite"><div>Le 22 nov. 2026 à 09:12, DEFI Informatique &lt;${MAILBOX}&gt; a écrit&nbsp;:</div><br class="Apple-interchange-newline">${quotedHtml}</blockquote></div></body></html>`
	)
});
await eml('iphone-fr', {
	body: text(`Ok pour jeudi 10h

Envoyé de mon iPhone

> Le 22 nov. 2026 à 09:12, DEFI Informatique <${MAILBOX}> a écrit :
> 
> ${QUOTED.join('\n> ')}
`)
});
await eml('iphone-en', {
	body: text(`Thursday is fine

Sent from my iPhone

> On 22 Nov 2026, at 09:12, DEFI Informatique <${MAILBOX}> wrote:
>
${quoted}`)
});
await eml('iphone-with-photo', {
	body: multipart('mixed', 'Apple-Mail-1', [
		text('La photo de l’écran\n'),
		filePart('IMG_0042.png', 'image/png', screenshot(), ['Content-Disposition: inline; filename=IMG_0042.png']),
		text(
			`\n\nEnvoyé de mon iPhone\n\n> Le 22 nov. 2026 à 09:12, DEFI Informatique <${MAILBOX}> a écrit :\n> \n${quoted}`
		)
	])
});

/* Android and other phones. */
await eml('samsung-fr', {
	body: text(
		`C'est bon pour moi


Envoyé depuis mon appareil Galaxy


-------- Message d'origine --------
De : DEFI Informatique <${MAILBOX}>
Date : 22/11/2026 09:12 (GMT+01:00)
À : vera.lemoine@sexey-aux-forges.example
Objet : ${SUBJECT}

${QUOTED.join('\n')}`,
		{ encoding: 'base64' }
	)
});
await eml('bluemail-phone', {
	body: text(`Je confirme.

Télécharger BlueMail pour Android

Le 22 nov. 2026 à 09:12, à 09:12, DEFI Informatique <${MAILBOX}> a écrit:
${quoted}`)
});

/* Thunderbird and others. */
await eml('thunderbird-flowed', {
	body: text(
		`Bonjour,

voici le détail demandé : l'export démarre, il affiche la progression jusqu'à 
80 %, puis plus rien pendant une heure entière et l'on doit tuer le 
processus.

Le 22/11/2026 à 09:12, DEFI Informatique a écrit :
${QUOTED.map((line) => `> ${line}`).join('\n')}

-- 
Véra Lemoine
Mairie de Sexey-aux-Forges
`,
		{ params: 'format=flowed', encoding: '8bit' }
	)
});
await eml('thunderbird-html-only', {
	body: textPart(
		'html',
		`<html><head><meta http-equiv="content-type" content="text/html; charset=UTF-8"></head><body text="#000000" bgcolor="#FFFFFF"><p>Deuxième essai ce soir.</p><p>Je vous tiens au courant.</p><div class="moz-cite-prefix">Le 22/11/2026 à 09:12, DEFI Informatique a écrit :<br></div><blockquote type="cite" cite="mid:x@y">${quotedHtml}</blockquote><pre class="moz-signature" cols="72">-- 
Véra Lemoine</pre></body></html>`
	)
});
await eml('thunderbird-nested-quotes', {
	body: text(`D'accord avec vous.

Le 22/11/2026 à 09:12, DEFI Informatique a écrit :
> Très bien.
>
> Le 21/11/2026 à 18:00, Véra Lemoine a écrit :
>> Peut-on passer lundi ?
>>
>> Le 20/11/2026, DEFI a écrit :
>>> Oui.
`)
});
await eml('mutt-inline', {
	body: text(`Le Sun, Nov 22, 2026 at 09:12:44AM +0100, DEFI Informatique a écrit :
> Pouvez-vous nous dire quelle version est installée ?

12.4

> À quelle heure l’export s’arrête-t-il ?

14 h, à la minute près.

-- 
vl`)
});
await eml('no-quote-at-all', { body: text('Bonjour,\n\nc’est la 12.4.\n\nVéra') });
await eml('only-a-quote', {
	body: text(
		`Le dim. 22 nov. 2026 à 09:12, DEFI Informatique <${MAILBOX}> a écrit :\n\n> Pouvez-vous nous dire quelle version est installée ?\n`
	)
});
await eml('own-words-like-a-quote', {
	body: text('Le client a écrit :\nje ne peux plus imprimer.\n\nDate : hier\nQue répondre ?')
});
await eml('forward-with-words', {
	body: text(`Voici ce que l'éditeur nous répond :

---------- Message transféré ---------
De : Éditeur <support@editeur.example>
Date : ven. 20 nov. 2026 à 18:00
Objet : Licence
À : Véra Lemoine

La licence expire lundi.`)
});
await eml('markdown-kept-calm', { body: text('# 12 factures\n    indentée comme du code\nTotal\n-----\n<b>gras</b>') });

/* Charsets and encodings. */
await eml('utf-16-base64', { body: text('Ça marche, merci.', { charset: 'utf-16le', encoding: 'base64' }) });
await eml('wrong-charset-name', { body: text('Merci beaucoup.', {}).replace('utf-8', 'x-unknown-9') });
await eml('no-content-type', { body: '\nJuste un mot.' });
await eml('latin1-subject-and-name', {
	head: [`From: ${encoded('Véra LEMOINE', 'iso-8859-1', 'Q')} <Vera.Lemoine@SEXEY-aux-forges.example>`],
	subject: `RE : ${SUBJECT}`,
	body: text('Reçu à l’instant : tout va bien.', { charset: 'windows-1252' })
});
await eml('zero-width-and-nbsp', { body: text('\u200bBonjour\u00a0!\n\ufeffVersion\u00ad 12.4\u200b') });

/* Files. */
await eml('file-pdf', {
	body: multipart('mixed', 'mixed-1', [
		text(`Le journal est joint.\n\nLe dim. 22 nov. 2026 à 09:12, DEFI <${MAILBOX}> a écrit :\n${quoted}`),
		filePart('journal.pdf', 'application/pdf', PDF)
	])
});
await eml('file-name-rfc2231', {
	body: multipart('mixed', 'mixed-2', [
		text('Ci-joint.'),
		filePart('x', 'application/pdf', PDF, [
			"Content-Disposition: attachment; filename*0*=UTF-8''Relev%C3%A9%20d%E2%80%99ao; filename*1*=%C3%BBt.pdf"
		])
	])
});
await eml('file-refused', {
	body: multipart('mixed', 'mixed-3', [
		text('Voici le programme.'),
		filePart('facture.exe', 'application/octet-stream', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(400)]))
	])
});
await eml('files-without-words', {
	body: multipart('mixed', 'mixed-4', [text('\n'), filePart('journal.pdf', 'application/pdf', PDF)])
});
await eml('signed-smime', {
	body: multipart(
		'signed',
		'signed-1',
		[text('Message signé.'), filePart('smime.p7s', 'application/pkcs7-signature', Buffer.from('nonsense'))],
		'protocol="application/pkcs7-signature"; micalg=sha-256'
	)
});

/* Which ticket, and from whom. */
await eml('reply-address-only', {
	answers: null,
	subject: 'Export',
	to: '<reponse+4242.vera@defi-informatique.example>',
	body: text('Sans fil de discussion, mais à la bonne adresse.')
});
await eml('reply-address-of-somebody-else', {
	from: 'adam',
	answers: null,
	subject: 'Export',
	to: '<reponse+4242.vera@defi-informatique.example>',
	body: text('Véra m’a fait suivre.')
});
await eml('colleague-answers-own-copy', { from: 'adam', body: text('Je réponds pour Véra : 12.4.') });
await eml('colleague-answers-forwarded-mail', {
	from: 'adam',
	sentTo: 'vera',
	body: text('Véra m’a transféré votre message : 12.4.')
});
await eml('colleague-forwarded-but-authenticated', {
	from: 'adam',
	sentTo: 'vera',
	head: [
		`Authentication-Results: ${TRUSTED}; dkim=pass (2048-bit key) header.d=sexey-aux-forges.example header.s=mail; spf=pass smtp.mailfrom=sexey-aux-forges.example; dmarc=pass header.from=sexey-aux-forges.example`
	],
	body: text('Véra m’a transféré votre message : 12.4.')
});
await eml('subject-only-unproven', { answers: null, body: text('Je reprends ici : 12.4.') });
await eml('subject-only-authenticated', {
	answers: null,
	head: [
		`Authentication-Results: ${TRUSTED};`,
		' dkim=pass header.i=@sexey-aux-forges.example header.b=abc;',
		' spf=pass smtp.mailfrom=sexey-aux-forges.example'
	],
	body: text('Je reprends ici : 12.4.')
});
await eml('subject-only-not-taking-part', {
	from: 'otto',
	answers: null,
	head: [`Authentication-Results: ${TRUSTED}; dmarc=pass header.from=cfa-commercy.example`],
	body: text('Que devient ce ticket ?')
});
await eml('references-only', {
	answers: null,
	subject: 'Re: autre sujet',
	head: [
		`References: ${threadOf(4242)}`,
		`Authentication-Results: ${TRUSTED}; dmarc=pass header.from=sexey-aux-forges.example`
	],
	body: text('Retrouvé par le fil.')
});
await eml('no-ticket', { answers: null, subject: 'Bonjour', body: text('J’ai une question sur la paie.') });
await eml('two-tickets-in-subject', {
	answers: null,
	subject: '[#4242] et [#4245]',
	body: text('Les deux sont réglés.')
});
await eml('two-reply-addresses', {
	answers: null,
	subject: 'Deux à la fois',
	to: '<reponse+4242.vera@defi-informatique.example>, <reponse+4245.vera@defi-informatique.example>',
	body: text('Les deux sont réglés.')
});
await eml('merged-ticket', {
	answers: 4248,
	subject: 'Re: [#4248] Export (doublon)',
	body: text('Encore une précision.')
});
await eml('own-private-ticket', {
	answers: 4245,
	subject: 'Re: [#4245] Bulletin de paie',
	body: text('Merci de votre discrétion.')
});
await eml('without-structure', {
	from: 'noor',
	answers: 4246,
	subject: 'Re: [#4246] Création de compte',
	body: text('Voici mon numéro de client.')
});
await eml('pending-author', {
	from: 'pia',
	answers: 4249,
	subject: 'Re: [#4249] Premier accès',
	body: text('J’attends toujours.')
});
await eml('closed-too-long', {
	answers: 4244,
	subject: 'Re: [#4244] Ancienne question',
	body: text('Je reviens vers vous un an après.')
});
await eml('locked-sender', {
	from: 'lola',
	answers: 4247,
	subject: 'Re: [#4247] Accès au planning',
	body: text('Et mon planning ?')
});
await eml('other-structure', { from: 'otto', body: text('Je réponds au ticket d’une autre structure.') });
await eml('read-only-colleague', { from: 'thea', body: text('Je ne peux que lire.') });
await eml('private-ticket-of-a-colleague', {
	from: 'thea',
	answers: 4245,
	subject: 'Re: [#4245] Bulletin de paie',
	body: text('Ce ticket ne me regarde pas.')
});
await eml('staff-answers-by-mail', { from: 'sam', body: text('Il faut dire au client que ce n’est pas notre faute.') });
await eml('unknown-sender', {
	from: 'Inconnu <inconnu@ailleurs.example>',
	answers: null,
	body: text('Je ne suis pas chez vous.')
});
await eml('unknown-sender-with-forwarded-mail', {
	from: 'Prestataire <prestataire@ailleurs.example>',
	answers: 4242,
	sentTo: 'vera',
	body: text('La mairie m’a transféré votre message.')
});

/* Forgeries. */
await eml('forged-from-unbound', { answers: 4242, sentTo: 'otto', body: text('Virez 5 000 € sur ce compte.') });
await eml('forged-signature', {
	answers: null,
	head: [`In-Reply-To: ${(await idOf(4242, 'vera')).replace(/\.[0-9a-f]{32}@/, '.00000000000000000000000000000000@')}`],
	body: text('Donnez-moi accès.')
});
await eml('forged-dmarc-fail', {
	head: [
		`Authentication-Results: ${TRUSTED}; dkim=none; spf=fail smtp.mailfrom=ailleurs.example; dmarc=fail header.from=sexey-aux-forges.example`
	],
	body: text('Changez mon adresse.')
});
await eml('forged-authentication-results', {
	answers: null,
	head: ['Authentication-Results: mx.evil.example; dmarc=pass header.from=sexey-aux-forges.example'],
	body: text('Changez mon adresse.')
});
await eml('two-senders', {
	head: ['From: Vera <vera.lemoine@sexey-aux-forges.example>, Adam <adam.ferry@sexey-aux-forges.example>'],
	body: text('Nous deux.')
});
await eml('script-in-html', {
	body: textPart(
		'html',
		'<html><body><p>Bonjour<script>alert(1)</script></p><img src=x onerror=alert(1)><p><a href="javascript:alert(1)">ici</a> &lt;script&gt;alert(2)&lt;/script&gt;</p></body></html>'
	)
});

/* Automatic answers. */
await eml('auto-exchange-fr', {
	subject: `Réponse automatique : ${SUBJECT}`,
	head: ['Auto-Submitted: auto-generated', 'X-Auto-Response-Suppress: All'],
	body: text('Je suis absente jusqu’au 30 novembre.')
});
await eml('auto-gmail-vacation', {
	subject: `Absence Re: ${SUBJECT}`,
	head: ['Auto-Submitted: auto-replied', 'Precedence: bulk', 'X-Autoreply: yes'],
	body: text('En congés.')
});
await eml('auto-subject-only', { subject: `Absence : Re: ${SUBJECT}`, body: text('Je serai de retour lundi.') });
await eml('auto-null-return-path', {
	head: ['Return-Path: <>'],
	body: text('Votre message a été placé en quarantaine.')
});
await eml('read-receipt', {
	subject: `Lu : ${SUBJECT}`,
	body: multipart(
		'report',
		'report-1',
		[
			text('Votre message a été lu.'),
			'Content-Type: message/disposition-notification\n\nFinal-Recipient: rfc822;vera.lemoine@sexey-aux-forges.example\nDisposition: manual-action/MDN-sent-manually; displayed'
		],
		'report-type=disposition-notification'
	)
});
await eml('newsletter', {
	from: 'vera',
	answers: null,
	subject: 'Bulletin municipal',
	head: ['List-Id: <bulletin.sexey.example>', 'List-Unsubscribe: <mailto:x@sexey.example>'],
	body: text('Le bulletin de novembre.')
});
await eml('not-automatic-despite-subject', {
	subject: `Re: [#4242] Absence d’un élève dans le planning`,
	body: text('Il manque toujours.')
});

/* Failures of delivery. */
const dsn = async (action: string, status: string, diagnostic: string, to: CastKey = 'vera') =>
	multipart(
		'report',
		'dsn-1',
		[
			text(
				`This is the mail system at host mx.example.\n\nI'm sorry to have to inform you that your message could not be delivered.\n`
			),
			`Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\nArrival-Date: ${DAY}\n\nFinal-Recipient: rfc822; ${cast[to].email}\nAction: ${action}\nStatus: ${status}\nDiagnostic-Code: smtp; ${diagnostic}`,
			`Content-Type: text/rfc822-headers\n\nFrom: ${FROM}\nTo: ${cast[to].email}\nSubject: ${SUBJECT}\nMessage-ID: ${await idOf(4242, to)}\nReferences: ${threadOf(4242)}`
		],
		'report-type=delivery-status'
	);
const daemon = 'Mail Delivery System <MAILER-DAEMON@mx.example>';
await eml('bounce-postfix', {
	from: daemon,
	answers: null,
	subject: 'Undelivered Mail Returned to Sender',
	head: ['Return-Path: <>', 'Auto-Submitted: auto-replied'],
	body: await dsn(
		'failed',
		'5.1.1',
		'550 5.1.1 <vera.lemoine@sexey-aux-forges.example>: Recipient address rejected: User unknown'
	)
});
await eml('bounce-delayed', {
	from: daemon,
	answers: null,
	subject: 'Delayed Mail (still being retried)',
	head: ['Return-Path: <>'],
	body: await dsn('delayed', '4.4.1', 'connect to mail.example: Connection timed out')
});
await eml('bounce-text-only', {
	from: 'postmaster@orange.example',
	answers: null,
	subject: 'Échec de la remise',
	head: ['Return-Path: <>'],
	body: text(`Votre message n'a pas pu être remis.\n550 5.2.2 mailbox full\n\nMessage-ID: ${await idOf(4242, 'adam')}`)
});
await eml('bounce-exchange-fr', {
	from: 'Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@sexey.example>',
	answers: null,
	subject: `Non remis : ${SUBJECT}`,
	head: ['Return-Path: <>', 'X-MS-Exchange-Message-Is-Ndr:'],
	body: await dsn('failed', '5.7.1', "550 5.7.1 L'expéditeur n'est pas autorisé", 'thea')
});
await eml('bounce-unknown-mail', {
	from: daemon,
	answers: null,
	subject: 'Undelivered Mail Returned to Sender',
	head: ['Return-Path: <>'],
	body: text('550 No such user.\nMessage-ID: <someone-elses@mail.example>')
});
await eml('own-mail-back', {
	from: FROM,
	answers: null,
	head: [`Message-ID: ${await idOf(4242, 'vera')}`, 'Auto-Submitted: auto-generated'],
	body: text('Bonjour Véra,')
});

/** Noise, so that it stays as big as a picture of a screen. */
function screenshot(): Buffer {
	const rows: number[] = [];
	let seed = 7;
	for (let index = 0; index < 9000; index++) rows.push((seed = (seed * 1103515245 + 12345) & 0x7fffffff) & 0xff);
	return Buffer.concat([PNG, Buffer.from(rows)]);
}

process.stdout.write(`${made} mails and more written.\n`);
