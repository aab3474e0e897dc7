/** How programs begin what they quote. French and English, with what Outlook, Orange, Zimbra, Notes and phones write. */

const LABELS = {
	from: /^(de|from|von|expéditeur|exp)$/,
	date: /^(envoyé|envoyé le|sent|date|le|gesendet)$/,
	to: /^(à|a|to|pour|an|destinataire|destinataires)$/,
	copy: /^(cc|cci|copie à|copie|bcc)$/,
	reply: /^(répondre à|reply-to)$/,
	subject: /^(objet|subject|sujet|betreff)$/,
	other: /^(importance|pièces jointes|attachments|priorité)$/
};
type Label = keyof typeof LABELS;

/** No line programs write is longer. What is looked for in it must not take the longer the more somebody fills it with. */
const LONGEST_MARK = 500;

/** The label a line of a quoted head begins with, as in `De : …` or `*Envoyé :* …`. */
function labelOf(line: string): Label | null {
	const head = line.slice(0, LONGEST_MARK).replace(/^[>\s*]+/, '');
	const named = /^(\p{L}[\p{L}\- ]{0,15}?)[ \u00a0\u202f*]{0,80}:/u.exec(head)?.[1];
	if (!named) return null;
	const name = named.trim().toLowerCase();
	return (Object.keys(LABELS) as Label[]).find((label) => LABELS[label].test(name)) ?? null;
}

/** How many lines a quoted head takes from here; 0 where none begins. */
function headAt(lines: string[], start: number): number {
	if (labelOf(lines[start]!) === null) return 0;
	const found = new Set<Label>();
	let again = 0;
	let end = start;
	let foreign = 0;
	for (let at = start; at < lines.length && at < start + 20; at++) {
		const label = labelOf(lines[at]!);
		if (label) {
			// A head names each thing once: lines that all look like one would be read twenty times each.
			if (found.has(label) && ++again > 3) break;
			found.add(label);
			end = at + 1;
			foreign = 0;
			if (label === 'subject' && found.size >= 3) break;
		} else if (lines[at]!.trim() !== '' && ++foreign > 2) break;
	}
	return found.size >= 3 && found.has('from') ? end - start : 0;
}

/** Of a text whose blanks are single, as those below. */
const WROTE = /(a écrit|wrote|schrieb)( (le|on) .+)? ?:?$/i;
const ADDRESS_WROTE = /[^\s@]@[^\s@]{1,250}\.[^\s@.]{1,60} ?(a écrit|wrote)/i;

/** How many lines « Le … a écrit : » takes from here, broken or not; 0 where none begins. */
function attributionAt(lines: string[], start: number): number {
	const first = lines[start]!.trim();
	if (first === '' || first.startsWith('>')) return 0;
	let joined = '';
	for (let at = start; at < lines.length && at < start + 4; at++) {
		if (lines[at]!.length > LONGEST_MARK) return 0;
		const line = lines[at]!.trim().replace(/\s+/g, ' ');
		// One that begins further down is found there: what stands above it is somebody's own.
		if (line === '' || (at > start && /^(le|on|am)\s/i.test(line))) return 0;
		joined = `${joined} ${line}`.trim();
		if (joined.length > 400) return 0;
		if (!WROTE.test(joined)) continue;
		if (/^(le|on|am)\s/i.test(joined) && /\d{4}|\d[:h]\d\d|\d.*@/.test(joined)) return at + 1 - start;
		if (at > start) return 0;
		const addressed = ADDRESS_WROTE.test(joined);
		const quotes = nextWords(lines, at + 1)?.startsWith('>') ?? false;
		return addressed || (quotes && joined.endsWith(':')) ? 1 : 0;
	}
	return 0;
}

const DIVIDER =
	/^\W*(message d['’]origine|message original|message initial|original message|mail original|courriel original|e-mail original|ursprüngliche nachricht|message d'origine)\W*$/i;
const ORANGE = /^\W*message du \d\d?\/\d\d?\/\d{2,4}/i;
const FORWARDED =
	/^\W*(message transféré|message réexpédié|forwarded message|début du message (transféré|réexpédié)|begin forwarded message|mail transféré)\W*$/i;

/** Passed on, not answered to: it is what the sender wants read. */
export const isForward = (line: string): boolean => line.length <= LONGEST_MARK && FORWARDED.test(line);

export function nextWords(lines: string[], from: number): string | undefined {
	for (let at = from; at < lines.length; at++) if (lines[at]!.trim() !== '') return lines[at];
	return undefined;
}

/** How many lines say here that what follows is quoted; 0 where none does. */
export function quoteMarkAt(lines: string[], start: number): number {
	const line = lines[start]!;
	if (line.startsWith('>')) return 0;
	if (line.length <= LONGEST_MARK && (DIVIDER.test(line) || ORANGE.test(line))) {
		let next = start + 1;
		while (next < lines.length && lines[next]!.trim() === '') next++;
		return next - start + (next < lines.length ? headAt(lines, next) : 0);
	}
	return headAt(lines, start) || attributionAt(lines, start);
}
