import type { Db, Trx } from '#server/platform/db.ts';
import { numberBetween, structuresNumbered } from '#server/structures/domain.ts';
import { likeIt, readNumbers, stretchesOf, type Stretch } from './number-in-name.ts';
import type { DocumentBatchFileTable } from './table.ts';

interface Match {
	structureId: string | null;
	fault: DocumentBatchFileTable['fault'];
	/** What was read in the name: the one number, or those that make it doubtful. */
	numbers: string[];
}

/** Whose each file is, by the customer number in its name; where that is none, unknown, or more than one, nobody's. */
export async function matchNames(db: Db | Trx, names: readonly string[]): Promise<Match[]> {
	const read = names.map(stretchesOf);
	const numbers = [...new Set(read.flatMap((stretches) => stretches.map(({ number }) => number)))];
	const known = await structuresNumbered(db, numbers);
	const resembles = await resemblance(db, numbers);
	return read.map((stretches, index) => {
		const { known: own, lookalikes } = readNumbers(stretches, (number) => known.has(number), resembles);
		// Digits beside a customer number with letters are an invoice's own number, and so are those « FAC- » goes before.
		// Otherwise, where customer numbers are digits alone, nothing tells the two apart: staff choose by hand.
		const plain = own.some((number) => DIGITS.test(number));
		const doubtful = lookalikes.filter(
			(number) => !DIGITS.test(number) || (plain && !isOfInvoice(names[index]!, stretches, number))
		);
		if (own.length > 1 || (own.length === 1 && doubtful.length > 0))
			return { structureId: null, fault: 'two_numbers', numbers: [...own, ...doubtful] };
		if (own.length === 1) return { structureId: known.get(own[0]!)!.id, fault: null, numbers: own };
		return { structureId: null, fault: lookalikes.length > 0 ? 'unknown_number' : 'no_number', numbers: lookalikes };
	});
}

const DIGITS = /^\d+$/;
/** « FAC- », « FA-2026- »: letters, and what hyphens hold to them. */
const LETTERED = /(?:^|[^\p{L}\p{N}-])\p{L}+-(?:[\p{L}\p{N}]+-)*$/u;

const isOfInvoice = (name: string, stretches: readonly Stretch[], number: string): boolean =>
	stretches.filter((one) => one.number === number).every(({ from }) => LETTERED.test(name.slice(0, from)));

/** Whether the vendor has customer numbers like one that is nobody's: with the same letters before, or as many digits. */
async function resemblance(db: Db | Trx, numbers: readonly string[]): Promise<(number: string) => boolean> {
	const samples = new Map<string, string | undefined>();
	for (const number of numbers) {
		const like = likeIt(number);
		if (like && !samples.has(like.from)) samples.set(like.from, await numberBetween(db, like.from, like.before));
	}
	return (number) => {
		const sample = samples.get(likeIt(number)?.from ?? '');
		return sample !== undefined && (!DIGITS.test(number) || sample.length === number.length);
	};
}
