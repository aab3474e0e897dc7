/** How people and programs sign, and what firms add below. */

const PHONE_ADDS = [
	/^envoyé (de|depuis|à partir de|avec|via|par) (mon|ma|l['’]|le |la |outlook|yahoo|gmail|orange|proton|un |bluemail|the |courrier).{0,80}$/i,
	/^(envoyé|sent) (depuis|from|via) .{0,60}(iphone|ipad|android|samsung|galaxy|huawei|xiaomi|mobile|smartphone|mail|outlook|téléphone)\b.{0,60}$/i,
	/^sent from (my|mail for|outlook|yahoo|gmail|proton|a ).{0,80}$/i,
	/^(obtenir|obtenez|télécharger|get|download) (outlook|bluemail|gmail|spark|aqua mail) (pour|for) .{0,80}$/i,
	/^provenance\s*:\s*courrier pour windows.{0,60}$/i,
	/^-+\s*envoyé (depuis|de) .{0,60}$/i
];

const FIRMS_ADD = [
	/^(ce|le présent) (message|courriel|mail|e-mail|courrier électronique)( électronique)?,? (et|ainsi que) (toutes |tous )?(les|ses|ces) (éventuelles |éventuels )?(pièces|fichiers|documents)/i,
	/^(ce|le présent) (message|courriel|mail|e-mail|courrier électronique)( électronique)? (est|peut être|contient|peut contenir|s['’]adresse) .*(confidentiel|destinataire|exclusi)/i,
	/^this (e-?mail|message|communication)( and any| and all|,| is| may| contains).{0,60}(attach|confiden|intended|privileg|files)/i,
	/^(l['’]absence de virus dans|cet e-mail a été vérifié|garanti sans virus|sans virus\.|virus-free|this email has been checked for viruses)/i,
	/^(p\s+)?((🌱|🌳|♻)\s*)?(avant d['’]imprimer|pensez à l['’]environnement|n['’]imprimez (ce|cet)|please consider the environment|before printing)/i,
	/^(avis de confidentialité|confidentialité|disclaimer|confidentiality notice|mentions? légales?)\s*[:.]?$/i,
	/^#?#?- ?(répondez|écrivez) au-dessus de cette ligne/i
];

const CLOSINGS =
	/^((bien|tres|sinceres?|mes|nos|avec mes|meilleures)? ?(cordialement|sincerement|amicalement|respectueusement|salutations|cdlt|cdt|bien a vous|a vous)( votre)?( distinguees)?|bonne (fin de )?(journee|soiree|semaine|reception)( a vous)?|(best|kind|warm)? ?regards|sincerely|yours( faithfully| sincerely| truly)?|cheers)( et .{0,30})?$/;

const fold = (text: string): string =>
	text
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[\s,.!;:*_]+$/, '')
		.trim();

const CONTACT =
	/@|www\.|https?:|\b(t[ée]l|mobile|port|fax|standard|ligne directe|phone)\b\s*\.?\s*:?|(\d[\s.-]?){9,}|\b\d{5}\b\s+\p{Lu}/iu;

/** So much of a line is looked at for what programs and firms add: theirs begin with it. */
const LONGEST_MARK = 500;
/** Longer than any line that says nothing but a closing formula, or what a phone adds, with its link. */
const LONGEST_CLOSING = 120;
const LONGEST_ADDED = 2_000;

/** Without the link a phone's line ends in. */
const withoutLink = (line: string): string => line.replace(/[<(]https?:[^<>()]*[>)]\s*\.?$/, '').trimEnd();

const isFirms = (line: string): boolean => FIRMS_ADD.some((mark) => mark.test(line.trim().slice(0, LONGEST_MARK)));

function isPhones(line: string): boolean {
	if (line.length > LONGEST_ADDED) return false;
	const words = withoutLink(line.trim());
	return words.length <= LONGEST_MARK && PHONE_ADDS.some((mark) => mark.test(words));
}

const isClosing = (line: string): boolean => line.length <= LONGEST_CLOSING && CLOSINGS.test(fold(line));

/** Somebody's words without the signature below them: after `-- `, after a closing formula, and what programs and firms add. */
export function withoutSignature(lines: string[], names: string[]): string[] {
	const kept = upTo(lines, (line) => /^--\s?$/.test(line) || isFirms(line)).filter((line) => !isPhones(line));
	return trimmed(withoutCard(trimmed(kept), names));
}

/** Below « Cordialement », what looks like a visiting card goes; the name stays. */
function withoutCard(lines: string[], names: string[]): string[] {
	const at = lines.findLastIndex(isClosing);
	if (at < 0) return lines;
	const below = lines.slice(at + 1);
	const words = below.filter((line) => line.trim() !== '');
	const isCard =
		words.length > 1 &&
		words.length <= 14 &&
		words.every((line) => line.length <= 120 && !line.includes('?') && !/^\s*p\.?\s?s\.?\b/i.test(line)) &&
		(words.some((line) => CONTACT.test(line)) ||
			words.every((line) => line.length <= 45 && !/[.!:]$/.test(line.trim())));
	if (!isCard) return lines;
	const own = names.map(fold).filter((name) => name.length > 1);
	const signed = words[0]!.length <= 60 && own.some((name) => fold(words[0]!).includes(name));
	return lines.slice(0, signed ? at + 2 + below.indexOf(words[0]!) : at + 1);
}

function upTo(lines: string[], ends: (line: string) => boolean): string[] {
	const at = lines.findIndex(ends);
	return at < 0 ? lines : lines.slice(0, at);
}

const isEmpty = (line: string): boolean => /^[\s\-_=*~]*$/.test(line);

/** Without empty lines and rules above and below. */
export function trimmed(lines: string[]): string[] {
	const from = lines.findIndex((line) => !isEmpty(line));
	return from < 0 ? [] : lines.slice(from, lines.findLastIndex((line) => !isEmpty(line)) + 1);
}
