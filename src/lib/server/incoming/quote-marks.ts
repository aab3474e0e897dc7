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

/** The label a line of a quoted head begins with, as in `De : …` or `*Envoyé :* …`. */
function labelOf(line: string): Label | null {
	const named = /^[>\s*]*([\p{L}\- ]{1,16}?)[ \u00a0\u202f*]*:[*\s\u00a0]?/u.exec(line)?.[1];
	if (!named) return null;
	const name = named.trim().toLowerCase();
	return (Object.keys(LABELS) as Label[]).find((label) => LABELS[label].test(name)) ?? null;
}

/** How many lines a quoted head takes from here; 0 where none begins. */
function headAt(lines: string[], start: number): number {
	if (labelOf(lines[start]!) === null) return 0;
	const found = new Set<Label>();
	let end = start;
	let foreign = 0;
	for (let at = start; at < lines.length && at < start + 20; at++) {
		const label = labelOf(lines[at]!);
		if (label) {
			found.add(label);
			end = at + 1;
			foreign = 0;
			if (label === 'subject' && found.size >= 3) break;
		} else if (lines[at]!.trim() !== '' && ++foreign > 2) break;
	}
	return found.size >= 3 && found.has('from') ? end - start : 0;
}

const WROTE = /(a écrit|wrote|schrieb)(\s+(le|on)\s.+)?\s*:?\s*$/i;

/** How many lines « Le … a écrit : » takes from here, broken or not; 0 where none begins. */
function attributionAt(lines: string[], start: number): number {
	const first = lines[start]!.trim();
	if (first === '' || first.startsWith('>')) return 0;
	let joined = '';
	for (let at = start; at < lines.length && at < start + 4; at++) {
		const line = lines[at]!.trim();
		// One that begins further down is found there: what stands above it is somebody's own.
		if (line === '' || (at > start && /^(le|on|am)\s/i.test(line))) return 0;
		joined = `${joined} ${line}`.trim();
		if (joined.length > 400) return 0;
		if (!WROTE.test(joined)) continue;
		if (/^(le|on|am)\s/i.test(joined) && /\d{4}|\d[:h]\d\d|\d.*@/.test(joined)) return at + 1 - start;
		if (at > start) return 0;
		const addressed = /\S+@\S+\.\S+[>\])]?\s*(a écrit|wrote)/i.test(joined);
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
export const isForward = (line: string): boolean => FORWARDED.test(line);

export const nextWords = (lines: string[], from: number): string | undefined =>
	lines.slice(from).find((line) => line.trim() !== '');

/** How many lines say here that what follows is quoted; 0 where none does. */
export function quoteMarkAt(lines: string[], start: number): number {
	const line = lines[start]!;
	if (line.startsWith('>')) return 0;
	if (DIVIDER.test(line) || ORANGE.test(line)) {
		let next = start + 1;
		while (next < lines.length && lines[next]!.trim() === '') next++;
		return next - start + (next < lines.length ? headAt(lines, next) : 0);
	}
	return headAt(lines, start) || attributionAt(lines, start);
}
